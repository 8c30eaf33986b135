package pdftest

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"io"
	"regexp"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// catalog looks at what holds for the whole file: metadata, output intent, language.
func (a *audit) catalog() {
	if m := a.dict(a.root["MarkInfo"]); a.get(m["Marked"]) != types.Boolean(true) || a.get(m["Suspects"]) == types.Boolean(true) {
		a.fault("14.7.1: not marked as tagged")
	}
	if lang := a.text(a.root["Lang"]); !language.MatchString(lang) {
		a.fault("14.9.2: language %q", lang)
	}
	if a.root["AcroForm"] != nil && a.get(a.dict(a.root["AcroForm"])["NeedAppearances"]) == types.Boolean(true) {
		a.fault("6.4.1: NeedAppearances")
	}
	names := a.dict(a.root["Names"])
	if names["JavaScript"] != nil || names["EmbeddedFiles"] != nil {
		a.fault("6.5.1, 6.8: scripts or embedded files")
	}
	a.metadata()
	a.intents()
}

var language = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// metadata holds the XMP packet against the document information (6.6.2).
func (a *audit) metadata() {
	packet := a.stream(a.root["Metadata"])
	got, err := properties(packet)
	if err != nil {
		a.fault("6.6.2: %v", err)
	}
	if !bytes.HasPrefix(packet, []byte("<?xpacket begin=")) || !bytes.HasSuffix(bytes.TrimSpace(packet), []byte(`<?xpacket end="w"?>`)) {
		a.fault("6.6.2.1: no packet around the metadata")
	}
	if head, _, _ := bytes.Cut(packet, []byte("?>")); bytes.Contains(head, []byte("bytes=")) || bytes.Contains(head, []byte("encoding=")) {
		a.fault("6.6.2.1: the packet names its length or encoding")
	}
	for key, name := range got {
		if strings.HasPrefix(key, unknownSpace) {
			a.fault("6.6.2.3: %s %s is in no schema of PDF/A", key, name)
		}
	}
	if part, level := got["part"], got["conformance"]; part != "2" || level != "U" {
		a.fault("6.6.4: claims part %q, conformance %q", part, level)
	}
	var info types.Dict
	if a.ctx.Info != nil {
		info = a.dict(*a.ctx.Info)
	}
	for key, property := range map[string]string{"Title": "title", "Author": "creator", "Creator": "CreatorTool", "Producer": "Producer"} {
		if want := a.text(info[key]); want != got[property] {
			a.fault("6.6.2: %s is %q, in the metadata %q", key, want, got[property])
		}
	}
	for key, property := range map[string]string{"CreationDate": "CreateDate", "ModDate": "ModifyDate"} {
		if want := plainDate(a.text(info[key])); want != plainDate(got[property]) {
			a.fault("6.6.2: %s is %q, in the metadata %q", key, want, got[property])
		}
	}
	if lang := a.text(a.root["Lang"]); got["language"] != lang {
		a.fault("6.6.2: language %q, in the metadata %q", lang, got["language"])
	}
	if got["title"] != "" && a.get(a.dict(a.root["ViewerPreferences"])["DisplayDocTitle"]) != types.Boolean(true) {
		a.fault("14289-1, 7.1: the title is not displayed")
	}
}

// plainDate reduces a date to its digits.
func plainDate(s string) string {
	return regexp.MustCompile(`\D`).ReplaceAllString(s, "")
}

// spaces are the namespaces whose properties PDF/A-2 knows without an extension schema.
var spaces = map[string]bool{
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#": true, "adobe:ns:meta/": true, "http://purl.org/dc/elements/1.1/": true,
	"http://ns.adobe.com/xap/1.0/": true, "http://ns.adobe.com/pdf/1.3/": true, "http://www.aiim.org/pdfa/ns/id/": true,
}

const unknownSpace = "namespace "

// properties reads the texts of an XMP packet by local name of the property.
func properties(packet []byte) (map[string]string, error) {
	out := map[string]string{}
	d := xml.NewDecoder(bytes.NewReader(packet))
	var path []string
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if !spaces[t.Name.Space] {
				out[unknownSpace+t.Name.Space] = t.Name.Local
			}
			path = append(path, t.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if len(path) > 3 && strings.TrimSpace(string(t)) != "" { // xmpmeta, RDF, Description, property
				out[path[3]] += string(t)
			}
		}
	}
}

// intents looks for the output intent that the device colours need (6.2.2, 6.2.3).
func (a *audit) intents() {
	found := false
	for _, o := range a.array(a.root["OutputIntents"]) {
		d := a.dict(o)
		if a.name(d["S"]) != "GTS_PDFA1" {
			continue
		}
		found = true
		profile := a.stream(d["DestOutputProfile"])
		if n := a.number(a.dict(d["DestOutputProfile"])["N"]); n != 3 {
			a.fault("6.2.3: a profile of %v components", n)
		}
		a.profile(profile)
	}
	if !found {
		a.fault("6.2.3: no output intent")
	}
}

// profile checks an ICC profile of RGB (ICC.1:2001-04, 6).
func (a *audit) profile(p []byte) {
	if len(p) < 132 || int(binary.BigEndian.Uint32(p)) != len(p) || string(p[36:40]) != "acsp" {
		a.fault("6.2.3: no ICC profile")
		return
	}
	if class := string(p[12:16]); class != "mntr" && class != "prtr" || string(p[16:20]) != "RGB " || string(p[20:24]) != "XYZ " || p[8] > 4 {
		a.fault("6.2.3: a profile of class %s, colours %s, version %d", p[12:16], p[16:20], p[8])
	}
	want := map[string]bool{"desc": true, "cprt": true, "wtpt": true, "rXYZ": true, "gXYZ": true, "bXYZ": true, "rTRC": true, "gTRC": true, "bTRC": true}
	n := int(binary.BigEndian.Uint32(p[128:]))
	for i := range n {
		e := p[132+12*i:]
		if len(e) < 12 {
			a.fault("6.2.3: the profile is cut off")
			return
		}
		off, size := int(binary.BigEndian.Uint32(e[4:])), int(binary.BigEndian.Uint32(e[8:]))
		if off%4 != 0 || off < 132+12*n || size < 8 || off+size > len(p) {
			a.fault("6.2.3: tag %s of the profile at %d, %d bytes", e[:4], off, size)
		}
		delete(want, string(e[:4]))
	}
	for tag := range want {
		a.fault("6.2.3: the profile lacks tag %s", tag)
	}
}
