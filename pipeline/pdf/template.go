package pdf

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"vanthu/pipeline/layout"
)

// WriteForm draws a page as the frame of a new template and puts form fields on it, to
// be changed in any editor of PDF forms and read by CompileForm.
func WriteForm(out io.Writer, doc *layout.Document, info Info, fields []Field) error {
	if len(doc.Pages) != 1 {
		return errors.New("a template has one page")
	}
	w := &job{doc: doc, info: info, fields: fields}
	return w.write(out)
}

// formFonts are standard fonts by family and style; editors know them by these names.
var formFonts = []struct {
	key, base, family string
	bold, italic      bool
}{
	{"TiRo", "Times-Roman", "Times New Roman", false, false},
	{"TiBo", "Times-Bold", "Times New Roman", true, false},
	{"TiIt", "Times-Italic", "Times New Roman", false, true},
	{"TiBI", "Times-BoldItalic", "Times New Roman", true, true},
	{"Helv", "Helvetica", "Arial", false, false},
	{"HeBo", "Helvetica-Bold", "Arial", true, false},
	{"HeOb", "Helvetica-Oblique", "Arial", false, true},
	{"HeBO", "Helvetica-BoldOblique", "Arial", true, true},
	{"Cour", "Courier", "Courier New", false, false},
	{"CoBo", "Courier-Bold", "Courier New", true, false},
	{"CoOb", "Courier-Oblique", "Courier New", false, true},
	{"CoBO", "Courier-BoldOblique", "Courier New", true, true},
}

// formFont is the key of the standard font that editors show a field in.
func formFont(fd *Field) string {
	for _, font := range formFonts {
		if font.family == fd.Family && font.bold == fd.Bold && font.italic == fd.Italic {
			return font.key
		}
	}
	return formFonts[0].key
}

// formEntry is the entry of the catalog for fields, whose looks viewers make where the file
// has none.
func (f *finisher) formEntry(fields string, looks bool) string {
	var fonts strings.Builder
	for _, font := range formFonts {
		r := f.w.add("<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>", font.base)
		fmt.Fprintf(&fonts, "/%s %v", font.key, r)
	}
	return fmt.Sprintf("/AcroForm<</Fields[%s]/DR<</Font<<%s>>>>/DA(/TiRo 0 Tf 0 g)/NeedAppearances %t>>", fields, fonts.String(), !looks)
}

// acroForm writes the fields; it returns the entry of the catalog and that of the page.
func (f *finisher) acroForm(page ref) (catalog, annots string) {
	height := f.doc.Pages[0].Height
	var refs strings.Builder
	for _, fd := range f.fields {
		flags := 0
		if fd.Lines {
			flags = flagLines
		}
		text := ""
		if fd.Text != "" {
			text = "/V" + textString(fd.Text) + "/DV" + textString(fd.Text)
		}
		r := f.w.add("<</Type/Annot/Subtype/Widget/FT/Tx/F 4/T%s/Rect[%s %s %s %s]/DA(/%s %s Tf %s)/Q %d/Ff %d/P %v%s>>",
			textString(fd.Name), num(centiOf(fd.X)), num(centiOf(height-fd.Y-fd.H)), num(centiOf(fd.X+fd.W)), num(centiOf(height-fd.Y)),
			formFont(&fd), num(centiOf(fd.Size)), appendColor(nil, fd.Color, "g", "rg"), fd.Align, flags, page, text)
		fmt.Fprintf(&refs, "%v ", r)
	}
	list := strings.TrimSpace(refs.String())
	return f.formEntry(list, false), "/Annots[" + list + "]"
}
