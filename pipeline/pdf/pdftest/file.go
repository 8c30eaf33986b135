package pdftest

import (
	"bytes"
	"maps"
	"regexp"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

var header = regexp.MustCompile(`^%PDF-1\.[0-7]\r?\n%`)

// bytes looks at what the reader does not tell (ISO 19005-2, 6.1.2, 6.1.3, 6.1.7, 6.1.9).
func (a *audit) bytes(data []byte) {
	head := header.Find(data)
	for i := range 4 {
		if at := len(head) + i; at >= len(data) || data[at] < 0x80 {
			head = nil
		}
	}
	if head == nil {
		a.fault("6.1.2: the file does not begin with a header and four bytes above 127")
	}
	end := bytes.LastIndex(data, []byte("%%EOF"))
	if end < 0 || len(bytes.TrimRight(data[end:], "\r\n")) != len("%%EOF") {
		a.fault("6.1.3: data behind %%%%EOF")
	}
	for n, e := range a.ctx.Table {
		if e.Free || e.Compressed || e.Offset == nil || *e.Offset <= 0 || *e.Offset >= int64(len(data)) {
			continue
		}
		at := data[*e.Offset:]
		if !objectHead.Match(at) {
			a.fault("6.1.9: object %d begins %q", n, at[:min(20, len(at))])
		}
		s, is := e.Object.(types.StreamDict)
		if !is {
			continue
		}
		body := streamHead.FindIndex(at)
		if body == nil || s.StreamLength == nil || !streamTail.Match(at[min(int64(body[1])+*s.StreamLength, int64(len(at))):]) {
			a.fault("6.1.7.1: stream %d is not as long as it says, or lacks its line feeds", n)
		}
	}
}

var (
	objectHead = regexp.MustCompile(`^\d+ \d+ obj\r?\n`)
	streamHead = regexp.MustCompile(`(?s)^\d+ \d+ obj.*?[> \n]stream\r?\n`)
	streamTail = regexp.MustCompile(`^\r?\nendstream\r?\nendobj\r?\n`)
)

// forbidden are keys that no dictionary of a certain kind may have; "" is any dictionary.
var forbidden = map[string][]string{
	"":                {"AA", "OC", "OCProperties", "JS", "JavaScript", "XFA", "OPI", "Alternates", "PresSteps", "Requirements", "TR", "HTP"},
	"/Catalog":        {"Encrypt", "NeedsRendering"},
	"/XObject/Image":  {"Intent"},
	"/XObject/Form":   {"PS", "Ref", "Subtype2"},
	"/Annot/Link":     {"AP"},
	"/FontDescriptor": {"CIDSet"}, // of a cut face it must be complete; we write none
}

// required are keys that dictionaries of a kind must have.
var required = map[string][]string{
	"/Catalog":           {"Metadata", "OutputIntents", "MarkInfo", "StructTreeRoot", "Lang", "ViewerPreferences", "Pages"},
	"/Annot/Link":        {"F", "StructParent", "Contents"},
	"/Font/Type0":        {"ToUnicode", "Encoding", "DescendantFonts", "BaseFont"},
	"/Font/CIDFontType2": {"CIDToGIDMap", "W", "FontDescriptor"},
	"/Font/CIDFontType0": {"W", "FontDescriptor"},
	"/OutputIntent":      {"DestOutputProfile", "OutputConditionIdentifier"},
	"/FontDescriptor":    {"FontName", "Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "StemV"},
	"/Page":              {"MediaBox", "Resources", "StructParents", "Tabs"},
	"/StructTreeRoot":    {"ParentTree", "ParentTreeNextKey", "K"},
	"/XObject/Image":     {"Width", "Height"},
}

// filters that PDF/A-2 allows and that files of ours use.
var filters = map[string]bool{"": true, "FlateDecode": true, "DCTDecode": true}

// objects looks at every object by itself.
func (a *audit) objects() {
	for _, n := range slices.Sorted(maps.Keys(a.ctx.Table)) {
		if e := a.ctx.Table[n]; !e.Free && e.Object != nil {
			a.object(n, e.Object, 0)
		}
	}
	if a.ctx.Encrypt != nil {
		a.fault("6.1.3: encrypted")
	}
	if len(a.ctx.ID) != 2 {
		a.fault("6.1.3: no file identifier")
	}
	if len(a.ctx.Table) > 8_388_607 {
		a.fault("6.1.13: %d objects", len(a.ctx.Table))
	}
}

func (a *audit) object(n int, o types.Object, depth int) {
	switch o := o.(type) {
	case types.StreamDict:
		a.dictionary(n, o.Dict, depth)
		for _, key := range []string{"F", "FFilter", "FDecodeParms"} {
			if o.Dict[key] != nil {
				a.fault("6.1.7.1: object %d: an external stream", n)
			}
		}
		for _, f := range append(a.array(o.Dict["Filter"]), o.Dict["Filter"]) {
			if name := a.name(f); !filters[name] {
				a.fault("6.1.7.2: object %d: filter %s", n, name)
			}
		}
		if s := a.name(o.Dict["Subtype"]); s == "Image" && o.Dict["Interpolate"] != nil && a.get(o.Dict["Interpolate"]) != types.Boolean(false) {
			a.fault("6.2.8: object %d: an interpolated picture", n)
		}
	case types.Dict:
		a.dictionary(n, o, depth)
	case types.Array:
		for _, v := range o {
			a.object(n, v, depth+1)
		}
	case types.StringLiteral:
		if len(o) > 32767 {
			a.fault("6.1.13: object %d: a string of %d bytes", n, len(o))
		}
	case types.HexLiteral:
		if len(o) > 2*32767 || len(o)%2 != 0 {
			a.fault("6.1.6, 6.1.13: object %d: a string of %d hexadecimal digits", n, len(o))
		}
	case types.Name:
		if len(o) > 127 {
			a.fault("6.1.13: object %d: a name of %d bytes", n, len(o))
		}
	}
}

func (a *audit) dictionary(n int, d types.Dict, depth int) {
	kind := a.kind(d)
	for _, k := range [...]string{"", kind} {
		for _, key := range forbidden[k] {
			if d[key] != nil {
				a.fault("object %d %s: key %s", n, kind, key)
			}
		}
	}
	for _, key := range required[kind] {
		if d[key] == nil {
			a.fault("object %d %s: no key %s", n, kind, key)
		}
	}
	if d["Type"] != nil && a.name(d["Type"]) == "Annot" {
		a.annotation(n, d)
	}
	if s := a.name(d["S"]); actions[s] {
		a.fault("6.5.1: object %d: action %s", n, s)
	}
	if bm := a.name(d["BM"]); bm != "" && bm != "Normal" {
		a.fault("6.2.10: object %d: blend mode %s", n, bm)
	}
	if depth < 40 {
		for _, k := range slices.Sorted(maps.Keys(d)) {
			if _, is := d[k].(types.IndirectRef); !is {
				a.object(n, d[k], depth+1)
			}
		}
	}
}

// kind names a dictionary by its type and subtype.
func (a *audit) kind(d types.Dict) string {
	kind := ""
	for _, key := range []string{"Type", "Subtype"} {
		if v := a.name(d[key]); v != "" {
			kind += "/" + v
		}
	}
	return kind
}

// actions that PDF/A-2 forbids (6.5.1).
var actions = map[string]bool{"Launch": true, "Sound": true, "Movie": true, "ResetForm": true, "ImportData": true, "Hide": true,
	"SetOCGState": true, "Rendition": true, "Trans": true, "GoTo3DView": true, "JavaScript": true, "GoToE": true}

// annotation holds an annotation against 6.3: known kind, printed, seen.
func (a *audit) annotation(n int, d types.Dict) {
	kind := a.name(d["Subtype"])
	if kind != "Link" && kind != "Widget" && kind != "Stamp" {
		a.fault("6.3.1: object %d: annotation %s", n, kind)
	}
	const hidden, invisible, print, noView, toggle = 2, 1, 4, 32, 256
	if f := int(a.number(d["F"])); f&print == 0 || f&(hidden|invisible|noView|toggle) != 0 {
		a.fault("6.3.2: object %d: annotation with flags %d", n, f)
	}
	if kind != "Link" && a.dict(d["AP"]) == nil {
		a.fault("6.3.3: object %d: annotation %s without appearance", n, kind)
	}
	if r := a.array(d["Rect"]); len(r) != 4 || a.number(r[0]) > a.number(r[2]) || a.number(r[1]) > a.number(r[3]) {
		a.fault("object %d: rectangle %v", n, r)
	}
}
