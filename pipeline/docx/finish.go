package docx

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/ooxml"
)

// Finish is what a document gets once it is filled.
type Finish struct {
	Watermark string    // across every page, as Word's own command makes one: SỐ LIỆU MẪU, DỰ THẢO; "" is none
	Title     string    // of the properties
	Author    string    // of the properties
	DropEnd   bool      // a last section that has nothing in it goes, so that the one before is the last
	Day       time.Time // made and changed at 00:00 +07:00 of it, so say the properties; zero: they do not say
}

// Write writes a copy of a document with f in it. The watermark stands in the headers;
// a section that shows no header gets one that takes no room. The core properties
// (ECMA-376-2 8) become those of f. All else stays byte for byte.
func (f Finish) Write(w io.Writer, data []byte) error {
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return err
	}
	m := marker{pkg: p, text: f.Watermark, changed: map[string][]byte{}}
	if f.DropEnd {
		if err := m.dropEnd(); err != nil {
			return err
		}
	}
	if f.Watermark != "" {
		if err := m.mark(); err != nil {
			return fmt.Errorf("watermark: %w", err)
		}
	}
	if err := m.unbind(); err != nil {
		return fmt.Errorf("properties: %w", err)
	}
	if err := m.properties(f); err != nil {
		return fmt.Errorf("properties: %w", err)
	}
	return p.Rewrite(w, m.changed)
}

// DropEnd is a copy of a document without a last section that has nothing in it, as Finish makes
// one; a document without such is returned as it is.
func DropEnd(data []byte) ([]byte, error) {
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	m := marker{pkg: p, changed: map[string][]byte{}}
	if err := m.dropEnd(); err != nil || len(m.changed) == 0 {
		return data, err
	}
	return p.Rewritten(m.changed)
}

// dropEnd makes the section before the last one the last, where a paragraph that only ends
// the former is followed by nothing but the properties of the latter (ECMA-376-1 17.6.17, 17.6.18).
func (m *marker) dropEnd() error {
	name, err := m.pkg.Main()
	if err != nil {
		return err
	}
	part, err := m.pkg.Part(name)
	if err != nil {
		return err
	}
	const begin, end = "<w:sectPr", "</w:sectPr></w:pPr></w:p>"
	last := bytes.LastIndex(part, []byte(begin))
	if last < 0 || !bytes.HasSuffix(part[:last], []byte(end)) {
		return nil
	}
	close := last - len(end)
	para, open := max(bytes.LastIndex(part[:close], []byte("<w:p>")), bytes.LastIndex(part[:close], []byte("<w:p "))), bytes.LastIndex(part[:close], []byte(begin))
	if para < 0 || open < para {
		return nil
	}
	m.changed[name] = slices.Concat(part[:para], part[open:close], part[last+bytes.Index(part[last:], []byte("</w:sectPr>")):])
	return nil
}

// properties writes the core properties.
func (m *marker) properties(f Finish) error {
	out := []byte(xmlHead + `<cp:coreProperties xmlns:cp="` + nsPackage + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	put := func(tag, attr, text string) {
		if text != "" {
			out = append(out, "<"+tag+attr+">"...)
			out = ooxml.AppendEscaped(out, text, false)
			out = append(out, "</"+tag+">"...)
		}
	}
	at := ""
	if !f.Day.IsZero() {
		at = f.Day.Format(time.DateOnly) + "T00:00:00+07:00"
	}
	put("dcterms:created", ` xsi:type="dcterms:W3CDTF"`, at)
	put("dc:creator", "", f.Author)
	put("dc:language", "", "vi-VN")
	put("cp:lastModifiedBy", "", f.Author)
	put("dcterms:modified", ` xsi:type="dcterms:W3CDTF"`, at)
	put("dc:title", "", f.Title)
	out = append(out, "</cp:coreProperties>"...)
	found, err := m.pkg.Find("", "core-properties")
	if err != nil {
		return err
	}
	if len(found) > 0 {
		m.changed[found[0]] = out
		return nil
	}
	const name = "docProps/core.xml"
	if m.pkg.Has(name) {
		return fmt.Errorf("%s is there, but nothing leads to it", name)
	}
	m.changed[name] = out
	err = m.append(ooxml.RelationshipsPart(""), "Relationships", `<Relationship Id="rIdCore" Type="`+nsPackage+`relationships/metadata/core-properties" Target="`+name+`"/>`)
	if err != nil {
		return err
	}
	return m.append("[Content_Types].xml", "Types", `<Override PartName="/`+name+`" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
}

// marker changes parts of a package.
type marker struct {
	pkg     *ooxml.Package
	text    string
	main    string
	changed map[string][]byte // new contents of parts, also of such that the package did not have
	shapes  int
}

func (m *marker) mark() (err error) {
	if m.main, err = m.pkg.Main(); err != nil {
		return err
	}
	headers, err := m.pkg.Find(m.main, "header")
	if err != nil {
		return err
	}
	for i, name := range headers {
		if i > 0 && headers[i-1] == name {
			continue
		}
		part, err := m.pkg.Part(name)
		if err != nil {
			return err
		}
		if m.changed[name], err = m.markHeader(part); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return m.addHeaders()
}

// markHeader puts the shape at the start of the header's first paragraph.
func (m *marker) markHeader(part []byte) ([]byte, error) {
	s := ooxml.NewScanner(part)
	depth := 0 // inside the paragraph
	for {
		t, err := s.Next()
		if err == io.EOF {
			return part, nil // a header without a paragraph: nothing that Word would open
		} else if err != nil {
			return nil, err
		}
		switch {
		case t.Kind == ooxml.Empty && t.Name == "w:p" && depth == 0:
			tag := strings.TrimSuffix(s.Source(t), "/>")
			name, _, _ := strings.Cut(tag[1:], " ")
			return splice(part, t.Pos, t.End, tag+">"+m.shape()+"</"+name+">"), nil
		case t.Kind == ooxml.Start && t.Name == "w:p" && depth == 0:
			depth = 1
			next, err := s.Next()
			if err != nil {
				return nil, err
			}
			if next.Name != "w:pPr" || next.Kind == ooxml.End {
				return splice(part, t.End, t.End, m.shape()), nil
			}
			if next.Kind == ooxml.Empty {
				return splice(part, next.End, next.End, m.shape()), nil
			}
		case t.Kind == ooxml.End && t.Name == "w:pPr" && depth == 1:
			return splice(part, t.End, t.End, m.shape()), nil
		}
	}
}

// sections is what the main part says about headers.
type sections struct {
	at, end int             // what the first section's header references replace
	open    string          // what goes before them there
	close   string          // what follows them
	first   map[string]bool // types that the first section refers to
	titlePg bool            // some section has a first page of its own
}

// addHeaders gives the first section the headers that it lacks; the others inherit them.
func (m *marker) addHeaders() error {
	body, changed := m.changed[m.main]
	var err error
	if !changed {
		body, err = m.pkg.Part(m.main)
	}
	if err != nil {
		return err
	}
	sec, err := readSections(body)
	if err != nil {
		return err
	}
	even, err := m.evenAndOdd()
	if err != nil {
		return err
	}
	var refs, rels, types strings.Builder
	for _, k := range []struct {
		kind string
		want bool
	}{{"default", true}, {"first", sec.titlePg}, {"even", even}} {
		if !k.want || sec.first[k.kind] {
			continue
		}
		name := path.Join(path.Dir(m.main), "header-mark-"+k.kind+".xml")
		if m.pkg.Has(name) {
			return fmt.Errorf("the document holds %s already", name)
		}
		id := "rIdMark" + k.kind
		fmt.Fprintf(&refs, `<w:headerReference xmlns:w="%s" xmlns:r="%s" w:type="%s" r:id="%s"/>`, nsW, nsR, k.kind, id)
		fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%s/header" Target="%s"/>`, id, nsR, path.Base(name))
		fmt.Fprintf(&types, `<Override PartName="/%s" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>`, name)
		m.changed[name] = []byte(xmlHead + `<w:hdr xmlns:w="` + nsW + `"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>` + m.shape() + `</w:p></w:hdr>`)
	}
	if refs.Len() == 0 {
		return nil
	}
	m.changed[m.main] = splice(body, sec.at, sec.end, sec.open+refs.String()+sec.close)
	if err := m.append(ooxml.RelationshipsPart(m.main), "Relationships", rels.String()); err != nil {
		return err
	}
	return m.append("[Content_Types].xml", "Types", types.String())
}

// append adds elements at the end of a part whose root has the given local name and the
// default namespace; a missing part of relationships is made.
func (m *marker) append(name, root, elements string) error {
	part, changed := m.changed[name]
	if !changed && !m.pkg.Has(name) {
		m.changed[name] = []byte(xmlHead + `<Relationships xmlns="` + nsRels + `">` + elements + `</Relationships>`)
		return nil
	}
	if !changed {
		var err error
		if part, err = m.pkg.Part(name); err != nil {
			return err
		}
	}
	s := ooxml.NewScanner(part)
	for {
		t, err := s.Next()
		if err != nil {
			return fmt.Errorf("%s: no end of <%s>", name, root)
		}
		if !strings.HasSuffix(t.Name, ":"+root) {
			continue
		}
		ns := nsRels
		if root == "Types" {
			ns = nsTypes
		}
		elements = strings.ReplaceAll(elements, "/>", ` xmlns="`+ns+`"/>`)
		switch t.Kind {
		case ooxml.End:
			m.changed[name] = splice(part, t.Pos, t.Pos, elements)
			return nil
		case ooxml.Empty:
			tag := strings.TrimSuffix(s.Source(t), "/>")
			raw, _, _ := strings.Cut(tag[1:], " ")
			m.changed[name] = splice(part, t.Pos, t.End, tag+">"+elements+"</"+raw+">")
			return nil
		}
	}
}

func readSections(body []byte) (sections, error) {
	sec := sections{at: -1, first: map[string]bool{}}
	s := ooxml.NewScanner(body)
	n, skip := 0, 0 // sections begun; depth inside a former section's properties
	for {
		t, err := s.Next()
		if err == io.EOF {
			if sec.at < 0 {
				return sec, fmt.Errorf("the main part has no body")
			}
			return sec, nil
		} else if err != nil {
			return sec, err
		}
		switch {
		case t.Name == "w:sectPrChange":
			if t.Kind == ooxml.Start {
				skip++
			} else if t.Kind == ooxml.End {
				skip--
			}
		case skip > 0:
		case t.Name == "w:sectPr" && t.Kind == ooxml.Start:
			if n++; n == 1 {
				sec.at, sec.end = t.End, t.End
			}
		case t.Name == "w:sectPr" && t.Kind == ooxml.Empty:
			if n++; n == 1 {
				tag := strings.TrimSuffix(s.Source(t), "/>")
				name, _, _ := strings.Cut(tag[1:], " ")
				sec.at, sec.end, sec.open, sec.close = t.Pos, t.End, tag+">", "</"+name+">"
			}
		case t.Name == "w:headerReference" && t.Kind != ooxml.End && n == 1:
			kind, _ := s.Attr("w:type")
			sec.first[kind] = true
		case t.Name == "w:titlePg" && t.Kind != ooxml.End:
			sec.titlePg = sec.titlePg || isOn(s)
		case t.Name == "w:body" && t.Kind == ooxml.End && n == 0:
			sec.at, sec.end, sec.open, sec.close = t.Pos, t.Pos, `<w:sectPr xmlns:w="`+nsW+`">`, `</w:sectPr>`
		}
	}
}

// evenAndOdd reports whether even pages have headers of their own.
func (m *marker) evenAndOdd() (bool, error) {
	names, err := m.pkg.Find(m.main, "settings")
	if err != nil || len(names) == 0 {
		return false, err
	}
	part, err := m.pkg.Part(names[0])
	if err != nil {
		return false, err
	}
	s := ooxml.NewScanner(part)
	for {
		t, err := s.Next()
		if err == io.EOF {
			return false, nil
		} else if err != nil {
			return false, fmt.Errorf("%s: %w", names[0], err)
		}
		if t.Name == "w:evenAndOddHeaders" && t.Kind != ooxml.End {
			return isOn(s), nil
		}
	}
}

// isOn reads an on/off property (ECMA-376-1 17.17.4).
func isOn(s *ooxml.Scanner) bool {
	v, ok := s.Attr("w:val")
	return !ok || v != "0" && v != "false" && v != "off"
}

func splice(part []byte, from, to int, with string) []byte {
	return ooxml.Apply(part, ooxml.Edit{Pos: from, End: to, Text: with})
}

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsW       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPackage = "http://schemas.openxmlformats.org/package/2006/"
	nsRels    = nsPackage + "relationships"
	nsTypes   = nsPackage + "content-types"
)

// textPath is the shape type 136, "plain text" (ECMA-376-4 19.1.2.20; its formulas are
// fixed by the type).
const textPath = `<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>` +
	`<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>` +
	`<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>` +
	`<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>` +
	`<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>` +
	`<v:textpath on="t" fitshape="t"/></v:shapetype>`

// shape is the watermark: grey, half transparent, rising to the right, in the middle of
// the text area, behind the text; as wide as its letters ask for at 60 points, at most
// 460 points.
func (m *marker) shape() string {
	m.shapes++
	n := len([]rune(m.text))
	width, height := 40*n, 66
	if width > 460 {
		width, height = 460, 66*460/(40*n)
	}
	text := string(ooxml.AppendEscaped(nil, m.text, true))
	return fmt.Sprintf(`<w:r xmlns:w="%s"><w:rPr><w:noProof/></w:rPr><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">%s`+
		`<v:shape id="VanThuMark%d" o:spid="_x0000_s%d" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:%dpt;height:%dpt;rotation:315;z-index:-251658752;`+
		`mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="silver" stroked="f">`+
		`<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="%s"/></v:shape></w:pict></w:r>`,
		nsW, textPath, m.shapes, 2048+m.shapes, width, height, text)
}
