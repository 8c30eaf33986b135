package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// handmade is a PDF of one page with these annotations; objects are numbered from 6. The page
// has the font F, whose letters are half as wide as high.
func handmade(annotations string, objects ...string) []byte {
	all := append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[" + annotations + "]>>",
		stream("", "BT /F 10 Tf 20 150 Td (trang) Tj ET"), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	}, objects...)
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range all {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(all)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(all)+1, xref)
	return b.Bytes()
}

func stream(dict, body string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(body), body)
}

// form is an appearance with a box of 100 by 40.
func form(more, body string) string {
	return stream("/Type/XObject/Subtype/Form/Resources<</Font<</F 5 0 R/W 7 0 R/C 9 0 R>>/XObject<</S 8 0 R/A 6 0 R>>>>"+more, body)
}

const bbox = "/BBox[0 0 100 40]"

// What forms may use: a font with widths, a form, a composite font.
var used = []string{
	"<</Type/Font/Subtype/TrueType/BaseFont/Arial/Encoding/WinAnsiEncoding/FirstChar 97/LastChar 99/Widths[600 300 900]>>",
	stream("/Type/XObject/Subtype/Form/BBox[0 0 50 50]/Matrix[1 0 0 1 40 0]/Resources<</Font<</F 5 0 R>>/XObject<</S 8 0 R>>>>", "BT /F 10 Tf (trong) Tj ET /S Do"),
	"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[10 0 R]/ToUnicode 11 0 R>>",
	"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 800/W[1[500 600] 4 6 700]>>",
	stream("", "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 7 beginbfchar\n<0001> <0061>\n<0002> <0062>\n<0003> <0063>\n<0004> <0064>\n<0005> <0065>\n<0006> <0066>\n<0007> <0067>\nendbfchar endcmap end end"),
}

// TestLaidOver: what annotations show is read where they show it: by the operators of text and
// of the graphics state, and by the matrices of forms (ISO 32000-1 8.3, 9.4, 12.5.5).
func TestLaidOver(t *testing.T) {
	const annotation = "<</Type/Annot/Subtype/Stamp/Rect[10 10 110 50]/AP<</N 6 0 R>>MORE>>"
	note := func(more string) string { return strings.Replace(annotation, "MORE", more, 1) }
	other := "<</Type/Annot/Subtype/Stamp/Rect[0 60 100 100]/AP<</N 12 0 R>>>>"
	// ruler shows digits at these places, between which the letters of another text are to come.
	ruler := func(at ...float64) (s string) {
		for i, x := range at {
			s += fmt.Sprintf(" 1 0 0 1 %g 0 Tm (%d) Tj", x, i+1)
		}
		return s
	}
	for _, c := range []struct{ name, annotations, form, want string }{
		{"moved", note(""), form(bbox, "BT /F 10 Tf 0 10 Td (ba) Tj 0 20 Td (mot) Tj 0 -10 Td (hai) Tj ET"), "mot hai ba"},
		{"moved with a lead", note(""), form(bbox, "BT /F 10 Tf 0 30 Td (mot) Tj 0 -10 TD (hai) Tj T* (ba) Tj T* (bon) Tj ET"), "mot hai ba bon"},
		{"with a lead that is set", note(""), form(bbox, "BT /F 10 Tf 12 TL 0 38 Td (mot) Tj T* (hai) Tj (ba) ' 1 2 (bon) \" ET"), "mot hai ba bon"},
		{"placed", note(""), form(bbox, "BT /F 10 Tf 1 0 0 1 50 20 Tm (sau) Tj 1 0 0 1 0 20 Tm (truoc) Tj ET"), "truoc sau"},
		{"two objects of text", note(""), form(bbox, "BT /F 10 Tf 0 30 Td (tren) Tj ET BT 0 20 Td (duoi) Tj ET"), "tren duoi"},
		{"as wide as it is", note(""), form(bbox, "BT /F 10 Tf (abc) Tj"+ruler(4, 6, 9, 11, 14)+" ET"), "a1b23c45"},
		{"with widths", note(""), form(bbox, "BT /W 10 Tf (abcd) Tj /F 10 Tf"+ruler(5, 7, 8, 10, 17, 19)+" ET"), "a1b2" + "3c45d6"},
		{"with shifts", note(""), form(bbox, "BT /F 10 Tf [(ab) -500 (c)] TJ"+ruler(4, 6, 14, 16)+" ET"), "a1b23c4"},
		{"of two bytes", note(""), form(bbox, "BT /C 10 Tf <0001000200030004> Tj /F 10 Tf"+ruler(4, 6, 10, 12, 18, 20)+" ET"), "a1b23c45d6"},
		{"of two bytes, with a range", note(""), form(bbox, "BT /C 10 Tf <0004000500060007> Tj /F 10 Tf"+ruler(6, 8, 13, 15, 20, 22)+" ET"), "d1e23f45g6"},
		{"far apart", note(""), form(bbox, "BT /F 10 Tf (a) Tj 1 0 0 1 21 0 Tm (b) Tj ET"), "a b"},
		{"not far apart", note(""), form(bbox, "BT /F 10 Tf (a) Tj 1 0 0 1 19 0 Tm (b) Tj ET"), "ab"},
		{"larger letters, not far apart", note(""), form(bbox, "BT /F 10 Tf 2 0 0 2 0 0 Tm (a) Tj 2 0 0 2 39 0 Tm (b) Tj ET"), "ab"},
		{"of one line", note(""), form(bbox, "BT /F 10 Tf 0 1.5 Td (b) Tj -1 -1 Td (a) Tj ET"), "ab"},
		{"of two lines", note(""), form(bbox, "BT /F 10 Tf 0 3 Td (b) Tj -1 -3 Td (a) Tj ET"), "b a"},
		{"moved by the page", note(""), form(bbox, "q 1 0 0 1 50 0 cm BT /F 10 Tf (sau) Tj ET Q BT /F 10 Tf 2 0 Td (truoc) Tj ET"), "truoc sau"},
		{"moved twice", note(""), form(bbox, "1 0 0 1 40 0 cm q 1 0 0 1 50 0 cm BT /F 10 Tf (ba) Tj ET Q BT /F 10 Tf (hai) Tj ET Q BT /F 10 Tf -40 0 Td (mot) Tj ET"), "mot hai ba"},
		{"turned about", note(""), form(bbox, "-1 0 0 -1 100 40 cm BT /F 10 Tf 0 10 Td (hai) Tj 0 10 Td (mot) Tj ET"), "iah tom"},
		{"in a form", note(""), form(bbox, "BT /F 10 Tf 5 0 Td (truoc) Tj ET q 1 0 0 1 40 0 cm /S Do Q"), "truoc trongtrongtrongtrongtrong"},
		{"stretched to its rectangle", note(""), form("/BBox[0 0 50 40]", "BT /F 10 Tf (ab) Tj ET BT /F 10 Tf 1 0 0 1 19 0 Tm (c) Tj ET"), "ab c"},
		{"a box that lies elsewhere", note("") + other, form("/BBox[500 500 600 540]", "BT /F 10 Tf 500 510 Td (mot) Tj 0 10 Td (khong) Tj ET"), "khong mot|hai"},
		{"turned by its matrix", note(""), form("/BBox[0 0 40 100]/Matrix[0 -1 1 0 0 0]", "BT /F 10 Tf 0 1 -1 0 10 0 Tm (duoi) Tj 0 1 -1 0 30 0 Tm (xa) Tj ET"), "duoi xa"},
		{"turned by its matrix, far apart", note(""), form("/BBox[0 0 40 100]/Matrix[0 -1 1 0 0 0]", "BT /F 10 Tf 0 1 -1 0 10 0 Tm (a) Tj 0 1 -1 0 10 25 Tm (b) Tj ET"), "a b"},
		{"a box without height", note(""), form("/BBox[0 0 100 0]", "BT /F 10 Tf (mot) Tj ET"), "mot"},
		{"a box without width", note(""), form("/BBox[0 0 0 40]", "BT /F 10 Tf (mot) Tj ET"), "mot"},
		{"no box", note(""), form("", "BT /F 10 Tf (mot) Tj ET"), "mot"},
		{"hidden", note("/F 2") + other, form(bbox, "BT /F 10 Tf (mot) Tj ET"), "hai"},
		{"not for the screen", note("/F 32") + other, form(bbox, "BT /F 10 Tf (mot) Tj ET"), "hai"},
		{"for the printer", note("/F 4") + other, form(bbox, "BT /F 10 Tf (mot) Tj ET"), "mot|hai"},
		{"without looks", "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>" + other, form(bbox, "BT /F 10 Tf (mot) Tj ET"), "hai"},
		{"of a state", "<</Type/Annot/Subtype/Widget/FT/Btn/Rect[0 0 100 40]/AS/On/AP<</N<</Off 12 0 R/On 6 0 R>>>>>>", form(bbox, "BT /F 10 Tf (mot) Tj ET"), "mot"},
		{"of no state", "<</Type/Annot/Subtype/Widget/FT/Btn/Rect[0 0 100 40]/AP<</N<</Off 12 0 R/On 6 0 R>>>>>>", form(bbox, "BT /F 10 Tf (mot) Tj ET"), ""},
		{"a signature", note("/FT/Sig") + other, form(bbox, "BT /F 10 Tf (mot) Tj ET"), "mot!|hai"},
		{"without a font", note(""), form(bbox, "BT (mot) Tj ET"), ""},
		{"without arguments", note(""), form(bbox, "BT /F 10 Tf Tj TJ ' Td cm Tf Do Q ET BT /F 10 Tf 0 5 Td (mot) Tj ET"), "mot"},
		{"in itself", note(""), form(bbox, "BT /F 10 Tf (a) Tj ET 1 0 0 1 10 0 cm /A Do"), "aaaaaa"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := handmade(c.annotations, append(append([]string{c.form}, used...), form(bbox, "BT /F 10 Tf (hai) Tj ET"))...)
			list, err := LaidOver(data)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, l := range list {
				if l.Page != 1 {
					t.Errorf("page %d", l.Page)
				}
				got = append(got, l.Text+map[bool]string{true: "!"}[l.Signer])
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("%q, want %q", s, c.want)
			}
		})
	}
}

// TestPieces: what annotations show stands among the words of the page, in its place; a
// signature's looks do not.
func TestPieces(t *testing.T) {
	at := func(rect, more string) string {
		return "<</Type/Annot/Subtype/Stamp/Rect[" + rect + "]/AP<</N 6 0 R>>" + more + ">>"
	}
	word := stream("/Type/XObject/Subtype/Form/BBox[0 0 20 10]/Resources<</Font<</F 5 0 R>>>>", "BT /F 10 Tf (so) Tj ET")
	for _, c := range []struct {
		annotations string
		want        []string
	}{
		{"", []string{"trang"}},
		{at("45 150 65 160", ""), []string{"trangso"}},
		{at("80 150 100 160", ""), []string{"trang", "so"}},
		{at("20 180 40 190", ""), []string{"so", "trang"}},
		{at("20 100 40 110", "") + at("20 180 40 190", "/FT/Sig"), []string{"trang", "so"}},
	} {
		if got, err := Pieces(handmade(c.annotations, word)); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q (%v)", c.annotations, got, c.want, err)
		}
	}
}
