package pdf

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"math"
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// creator names the program in the metadata.
const creator = "vanthu"

// meta writes catalog and document information, and what proves PDF/A-2u: the same
// information as XMP, and the colour space of the device colours.
func (f *finisher) meta(structure, outline ref) (root, infoRef ref) {
	info := f.info
	title, lang := info.Title, info.Lang
	if title == "" {
		title = f.doc.Title
	}
	if lang == "" {
		lang = f.doc.Lang
	}
	if !language.MatchString(lang) {
		lang = ""
	}
	title = oneLine(title)
	author := oneLine(info.Author)

	entries := "/Creator" + textString(creator) + "/Producer" + textString(creator)
	if title != "" {
		entries += "/Title" + textString(title)
	}
	if author != "" {
		entries += "/Author" + textString(author)
	}
	if !info.Day.IsZero() {
		day := info.Day.Format("D:20060102") + "000000+07'00'"
		entries += fmt.Sprintf("/CreationDate(%s)/ModDate(%s)", day, day)
	}
	infoRef = f.w.add("<<%s>>", entries)

	xmpRef := f.w.reserve()
	f.w.rawStream(xmpRef, "/Type/Metadata/Subtype/XML", f.xmp(title, author, lang))
	icc := f.w.reserve()
	f.w.stream(icc, "/N 3", srgb())
	intent := f.w.add("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %v>>", icc)

	extra := f.acro + entry("Outlines", outline)
	if outline != 0 {
		extra += "/PageMode/UseOutlines"
	}
	if lang != "" {
		extra += "/Lang" + string(appendLiteral(nil, []byte(lang)))
	}
	root = f.w.add("<</Type/Catalog/Pages %v/Metadata %v/OutputIntents[%v]/StructTreeRoot %v/MarkInfo<</Marked true>>"+
		"/ViewerPreferences<</DisplayDocTitle true>>%s>>", f.tree, xmpRef, intent, structure, extra)
	return root, infoRef
}

// language is the shape of a language tag (BCP 47).
var language = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// oneLine makes a text that both kinds of metadata can hold: without control characters,
// which XML has no sign for.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(nfc(strings.ToValidUTF8(s, "\uFFFD")), func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || r == 0xFFFE || r == 0xFFFF
	}), " ")
}

// xmp is the metadata packet (ISO 16684-1, ISO 19005-2 6.6.2).
func (f *finisher) xmp(title, author, lang string) []byte {
	esc := func(s string) string {
		var b bytes.Buffer
		xml.EscapeText(&b, []byte(s)) // a buffer takes every byte
		return b.String()
	}
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">`)
	if f.frame == nil && f.fields == nil && f.filled == nil { // what a template brings along, nobody vouches for
		b.WriteString("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>")
	}
	if title != "" {
		fmt.Fprintf(&b, `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>`, esc(title))
	}
	if author != "" {
		fmt.Fprintf(&b, `<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>`, esc(author))
	}
	if lang != "" {
		fmt.Fprintf(&b, `<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>`, esc(lang))
	}
	fmt.Fprintf(&b, "<xmp:CreatorTool>%s</xmp:CreatorTool><pdf:Producer>%s</pdf:Producer>", creator, creator)
	if day := f.info.Day; !day.IsZero() {
		d := day.Format("2006-01-02") + "T00:00:00+07:00"
		fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>", d, d)
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}

// srgb is an ICC profile (ICC.1:2001-04) of the colour space sRGB (IEC 61966-2-1).
var srgb = sync.OnceValue(func() []byte {
	fixed := func(v ...float64) []byte {
		var b []byte
		for _, x := range v {
			b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(x*65536))))
		}
		return b
	}
	xyz := func(v ...float64) []byte { return append([]byte("XYZ \x00\x00\x00\x00"), fixed(v...)...) }
	curve := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), 256)
	for i := range 256 {
		v := float64(i) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = binary.BigEndian.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	const name = "sRGB\x00"
	desc := binary.BigEndian.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(name)))
	desc = append(append(desc, name...), make([]byte, 4+4+2+1+67)...)
	tags := []table{
		{"desc", desc}, {"cprt", []byte("text\x00\x00\x00\x00No copyright\x00")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)},
		{"gXYZ", xyz(0.38515, 0.71687, 0.09708)},
		{"bXYZ", xyz(0.14307, 0.06061, 0.71410)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil}, // the three share one curve
	}
	index := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	start, last := 128+4+12*len(tags), 0
	for _, t := range tags {
		if t.data != nil {
			last = len(body)
			body = append(body, t.data...)
			for len(body)%4 != 0 {
				body = append(body, 0)
			}
		}
		size := len(t.data)
		if t.data == nil {
			size = len(curve)
		}
		index = append(index, t.tag...)
		index = binary.BigEndian.AppendUint32(index, uint32(start+last))
		index = binary.BigEndian.AppendUint32(index, uint32(size))
	}
	head := make([]byte, 128)
	binary.BigEndian.PutUint32(head, uint32(start+len(body)))
	copy(head[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	copy(head[24:], []byte{7, 0xD0, 0, 1, 0, 1}) // 1 January 2000
	copy(head[36:], "acsp")
	copy(head[68:], fixed(0.9642, 1, 0.8249))
	return append(append(head, index...), body...)
})
