package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/tag"
	"vanthu/pipeline/unit"
)

// Form is a PDF template of one page with form fields, compiled. It does not change and
// may be shared by goroutines.
//
// A field shows the value of its own name, or its default text where that holds tags
// ("Số: {so_quyet_dinh}"). Its looks are those of the form: rectangle, font, size,
// colour, alignment, one line or several. The font is that of the default appearance;
// Bold, Italic and Oblique in its name choose the face. A text too long for its field is
// set smaller, down to two thirds of the size, so that a long name needs no template of
// its own. Size 0 means: as large as fits.
type Form struct {
	Width, Height unit.Length
	Fields        []Field // from the top of the page downwards
	texts         [][]piece
	faces         []*font.Face // by field
	frame         frame
}

// Field is a form field on its page.
type Field struct {
	Name       string
	X, Y, W, H unit.Length // from the left upper corner of the page
	Family     string
	Bold       bool
	Italic     bool
	Size       unit.Length // 0: as large as fits
	Color      item.Color
	Align      Align
	Lines      bool   // breaks its text into lines
	Text       string // default text
}

// Align is where a line of a field stands.
type Align int

// The alignments, as PDF numbers them (ISO 32000-1, 12.7.3.3).
const (
	Left Align = iota
	Center
	Right
)

// piece is a part of a field's text: a tag, or words between.
type piece struct {
	text string
	tag  *tag.Tag
}

// maxFields bounds the fields of a form.
const maxFields = 1000

var disableConfig = sync.OnceFunc(api.DisableConfigDir) // pdfcpu would make files in the home

// CompileForm reads a template, which is drawn with the shipped faces. All faults are
// reported at once, in words for whoever made the template.
func CompileForm(data []byte) (f *Form, err error) {
	disableConfig()
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("mẫu PDF hỏng: %v", p)
		}
	}()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	ctx, err := api.ReadAndValidate(bytes.NewReader(data), conf)
	if err != nil {
		return nil, fmt.Errorf("không đọc được mẫu PDF: %w", err)
	}
	if ctx.PageCount != 1 {
		return nil, fmt.Errorf("mẫu PDF có %d trang; mẫu điền phải có đúng một trang", ctx.PageCount)
	}
	page, _, inherited, err := ctx.PageDict(1, false)
	if err != nil {
		return nil, fmt.Errorf("mẫu PDF: %w", err)
	}
	if inherited.Rotate%360 != 0 {
		return nil, errors.New("trang của mẫu PDF bị xoay; hãy đặt khổ giấy nằm ngang thay cho xoay trang")
	}
	box := inherited.MediaBox
	if inherited.CropBox != nil {
		box = inherited.CropBox
	}
	if box == nil || box.Width() <= 0 || box.Height() <= 0 {
		return nil, errors.New("mẫu PDF không có khổ giấy")
	}
	f = &Form{Width: points(box.Width()), Height: points(box.Height())}
	r := formReader{ctx: ctx, box: box, seen: map[int]bool{}}
	if err := r.read(f); err != nil {
		return nil, err
	}
	for i := range f.Fields {
		fd := &f.Fields[i]
		face, _ := font.Shipped().Find(fd.Family, fd.Bold, fd.Italic)
		f.faces = append(f.faces, face)
	}
	f.frame, err = importPage(ctx, page, inherited.Resources, box)
	return f, err
}

// points makes a length of points, of which forms have fractions.
func points(pt float64) unit.Length { return unit.Length(math.Round(pt * float64(unit.Pt))) }

// formReader walks the field tree of a form.
type formReader struct {
	ctx    *model.Context
	box    *types.Rectangle
	fonts  types.Dict
	seen   map[int]bool
	faults []error
	fields []Field
}

// inheritance is what fields take from the nodes above them (ISO 32000-1, table 220).
type inheritance struct {
	name, kind, look, text string
	flags, align           int
}

func (r *formReader) read(f *Form) error {
	root, err := r.ctx.Catalog()
	if err != nil {
		return fmt.Errorf("mẫu PDF: %w", err)
	}
	form, err := r.ctx.DereferenceDict(root["AcroForm"])
	if err != nil || form == nil {
		return errors.New("mẫu PDF không có ô điền nào")
	}
	if res, err := r.ctx.DereferenceDict(form["DR"]); err == nil && res != nil {
		r.fonts, _ = r.ctx.DereferenceDict(res["Font"])
	}
	kids, err := r.ctx.DereferenceArray(form["Fields"])
	if err != nil {
		return fmt.Errorf("mẫu PDF: %w", err)
	}
	top := inheritance{look: r.text(form["DA"]), align: r.int(form["Q"], 0)}
	for _, k := range kids {
		r.node(k, top, 0)
	}
	if len(r.fields) == 0 && len(r.faults) == 0 {
		return errors.New("mẫu PDF không có ô điền nào")
	}
	slices.SortStableFunc(r.fields, func(a, b Field) int {
		if a.Y != b.Y {
			return int(a.Y - b.Y)
		}
		return int(a.X - b.X)
	})
	for _, fd := range r.fields {
		f.texts = append(f.texts, r.pieces(&fd))
	}
	f.Fields = r.fields
	return errors.Join(r.faults...)
}

func (r *formReader) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Errorf("mẫu PDF: "+format, args...))
}

// text reads a text string, "" for anything else.
func (r *formReader) text(o types.Object) string {
	s, err := r.ctx.DereferenceStringOrHexLiteral(o, model.V10, nil)
	if err != nil {
		return ""
	}
	return s
}

func (r *formReader) int(o types.Object, otherwise int) int {
	if n, err := r.ctx.DereferenceInteger(o); err == nil && n != nil {
		return n.Value()
	}
	return otherwise
}

// node reads a field, or the fields below it.
func (r *formReader) node(o types.Object, up inheritance, depth int) {
	if ind, is := o.(types.IndirectRef); is {
		if n := ind.ObjectNumber.Value(); r.seen[n] {
			return
		} else {
			r.seen[n] = true
		}
	}
	d, err := r.ctx.DereferenceDict(o)
	if err != nil || d == nil || depth > maxNesting || len(r.fields) > maxFields {
		r.fault("cây các ô điền hỏng")
		return
	}
	in := up
	if name := nfc(r.text(d["T"])); name != "" {
		if in.name != "" {
			in.name += "."
		}
		in.name += name
	}
	if kind := d.NameEntry("FT"); kind != nil {
		in.kind = *kind
	}
	if look := r.text(d["DA"]); look != "" {
		in.look = look
	}
	for _, key := range []string{"DV", "V"} { // the value where both are there
		if text := r.text(d[key]); text != "" {
			in.text = text
		}
	}
	in.flags, in.align = r.int(d["Ff"], in.flags), r.int(d["Q"], in.align)
	if kids, err := r.ctx.DereferenceArray(d["Kids"]); err == nil && len(kids) > 0 {
		for _, k := range kids {
			r.node(k, in, depth+1)
		}
		return
	}
	switch in.kind {
	case "Tx":
		r.field(d, in)
	case "Sig": // the room for a signature stays empty
	default:
		r.fault("ô “%s” không phải ô văn bản", in.name)
	}
}

// Flags of a text field (ISO 32000-1, table 228).
const (
	flagLines    = 1 << 12
	flagPassword = 1 << 13
	flagComb     = 1 << 24
)

func (r *formReader) field(d types.Dict, in inheritance) {
	f := Field{Name: in.name, Align: Align(in.align), Lines: in.flags&flagLines != 0, Text: nfc(in.text)}
	if in.name == "" {
		r.fault("có ô điền không tên")
		return
	}
	if in.flags&(flagPassword|flagComb) != 0 {
		r.fault("ô “%s”: không điền được ô mật khẩu hoặc ô chia từng chữ", f.Name)
	}
	if f.Align < Left || f.Align > Right {
		f.Align = Left
	}
	a, err := r.ctx.DereferenceArray(d["Rect"])
	if err != nil || len(a) != 4 {
		r.fault("ô “%s” không có khung", f.Name)
		return
	}
	var v [4]float64
	for i := range v {
		v[i], err = r.ctx.DereferenceNumber(a[i])
		if err != nil || math.Abs(v[i]) > 1e6 {
			r.fault("ô “%s”: khung hỏng", f.Name)
			return
		}
	}
	f.X, f.Y = points(min(v[0], v[2])-r.box.LL.X), points(r.box.UR.Y-max(v[1], v[3]))
	f.W, f.H = points(math.Abs(v[2]-v[0])), points(math.Abs(v[3]-v[1]))
	if err := r.look(&f, in.look); err != nil {
		r.fault("ô “%s”: %v", f.Name, err)
	}
	r.fields = append(r.fields, f)
}

// look reads a default appearance: "/TiBo 14 Tf 1 0 0 rg".
func (r *formReader) look(f *Field, look string) error {
	var args []string
	for _, w := range strings.Fields(look) {
		number := func(i int) float64 {
			v, _ := strconv.ParseFloat(args[len(args)-i], 64)
			return min(max(v, -1e4), 1e4)
		}
		part := func(i int) item.Color { return item.Color(math.Round(min(max(number(i), 0), 1) * 255)) }
		switch {
		case w == "Tf" && len(args) >= 2:
			f.Family, f.Bold, f.Italic = fontLook(r.baseFont(strings.TrimPrefix(args[len(args)-2], "/")))
			f.Size = points(math.Abs(number(1)))
		case w == "g" && len(args) >= 1:
			f.Color = part(1) * 0x010101
		case w == "rg" && len(args) >= 3:
			f.Color = part(3)<<16 | part(2)<<8 | part(1)
		case w == "k" && len(args) >= 4:
			black := 1 - min(max(number(1), 0), 1)
			mix := func(i int) item.Color {
				return item.Color(math.Round(255 * black * (1 - min(max(number(i), 0), 1))))
			}
			f.Color = mix(4)<<16 | mix(3)<<8 | mix(2)
		default:
			args = append(args, w)
			continue
		}
		args = args[:0]
	}
	if f.Family == "" {
		return errors.New("không có phông chữ (mục Appearance của ô)")
	}
	return nil
}

// baseFont returns the font's own name for a name in the form's resources.
func (r *formReader) baseFont(name string) string {
	if font, err := r.ctx.DereferenceDict(r.fonts[name]); err == nil && font != nil {
		if base := font.NameEntry("BaseFont"); base != nil {
			return *base
		}
	}
	return name
}

// fontLook reads family and style from a PostScript name: "ABCDEF+TimesNewRomanPS-BoldMT".
func fontLook(base string) (family string, bold, italic bool) {
	if i := strings.IndexByte(base, '+'); i == 6 {
		base = base[7:]
	}
	for _, f := range formFonts { // names that editors give without a font behind them
		if f.key == base {
			return f.family, f.bold, f.italic
		}
	}
	low := strings.ToLower(base)
	bold = strings.Contains(low, "bold")
	italic = strings.Contains(low, "italic") || strings.Contains(low, "oblique")
	for prefix, family := range map[string]string{
		"times": "Times New Roman", "liberationserif": "Times New Roman",
		"helvetica": "Arial", "arial": "Arial", "liberationsans": "Arial",
		"courier": "Courier New", "liberationmono": "Courier New",
	} {
		if strings.HasPrefix(low, prefix) {
			return family, bold, italic
		}
	}
	family, _, _ = strings.Cut(base, "-")
	return family, bold, italic
}

// pieces cuts the text of a field into words and tags.
func (r *formReader) pieces(f *Field) []piece {
	text := strings.ReplaceAll(strings.ReplaceAll(f.Text, "\r\n", "\n"), "\r", "\n")
	found := tag.Find(text)
	if len(found) == 0 {
		t, err := tag.Parse(f.Name)
		if err != nil || t.Kind != tag.Value {
			r.fault("ô “%s”: tên ô không phải tên dữ liệu; đổi tên, hoặc ghi thẻ {…} làm giá trị mặc định của ô", f.Name)
			return nil
		}
		return []piece{{tag: t}}
	}
	var out []piece
	at := 0
	for _, p := range found {
		if p.Start > at {
			out = append(out, piece{text: text[at:p.Start]})
		}
		at = p.End
		switch {
		case p.Err != nil:
			r.fault("ô “%s”, thẻ %s: %v", f.Name, text[p.Start:p.End], p.Err)
		case p.Tag == nil:
			out = append(out, piece{text: "{"})
		case p.Tag.Kind != tag.Value:
			r.fault("ô “%s”: thẻ %v không dùng được trong ô điền", f.Name, p.Tag)
		default:
			out = append(out, piece{tag: p.Tag})
		}
	}
	if at < len(text) {
		out = append(out, piece{text: text[at:]})
	}
	return out
}

// Tags returns the tags of all fields, with the name of the field that holds each.
func (f *Form) Tags() map[string][]*tag.Tag {
	out := make(map[string][]*tag.Tag)
	for i, list := range f.texts {
		for _, p := range list {
			if p.tag != nil {
				out[f.Fields[i].Name] = append(out[f.Fields[i].Name], p.tag)
			}
		}
	}
	return out
}
