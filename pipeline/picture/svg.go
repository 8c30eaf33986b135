// Package picture draws pages as SVG, and charts as SVG and PNG.
//
// In: a layout.Page, or a Chart with its figures. Out: bytes that any browser shows
// without fonts of its own: letters are outlines; over them lie the words as transparent
// text, to be selected, searched and copied. Equal input gives equal bytes.
//
// The one thing to know: outlines have ids made of their face and glyph, so that several
// pages may stand in one HTML page.
package picture

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// SVG draws a page, in points, one user unit each. A letter that its face lacks is left
// out; the PDF of the same page reports it.
func SVG(out io.Writer, page *layout.Page) error {
	s := &svg{w: bufio.NewWriter(out), used: make(map[string]bool)}
	s.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%smm" height="%smm" viewBox="0 0 %s %s">`+"\n",
		decimal(page.Width.Millimetres()), decimal(page.Height.Millimetres()), pt(page.Width), pt(page.Height))
	s.printf(`<rect width="100%%" height="100%%" fill="#fff"/>` + "\n")
	if err := s.defs(page); err != nil {
		return err
	}
	for _, it := range page.Items {
		s.item(it)
	}
	s.words(page)
	for _, it := range page.Items { // above the words, or a click would only reach these
		if l, is := it.(*item.Link); is {
			s.link(l)
		}
	}
	s.printf("</svg>\n")
	if s.err == nil {
		s.err = s.w.Flush()
	}
	return s.err
}

type svg struct {
	w    *bufio.Writer
	err  error
	used map[string]bool // outlines already defined
}

func (s *svg) printf(format string, args ...any) {
	if s.err == nil {
		_, s.err = fmt.Fprintf(s.w, format, args...)
	}
}

// pt writes a length in points.
func pt(l unit.Length) string { return decimal(l.Points()) }

// decimal writes a number with two decimals at most.
func decimal(v float64) string {
	s := strings.TrimRight(strings.TrimRight(strconv.FormatFloat(v, 'f', 2, 64), "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

func hex(c item.Color) string { return fmt.Sprintf("#%06x", uint32(c&0xFFFFFF)) }

// opacity is the attribute of what is see-through.
func opacity(lost uint8) string {
	if lost == 0 {
		return ""
	}
	return fmt.Sprintf(` opacity="%s"`, decimal(float64(255-lost)/255))
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape makes a text safe in content and attributes; characters that XML cannot hold
// are left out.
func escape(text string) string {
	return escaper.Replace(strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, text))
}

// outlines is a face opened for its outlines; it serves one drawing at a time.
type outlines struct {
	sync.Mutex
	font *sfnt.Font
	id   string
	buf  sfnt.Buffer
}

var opened sync.Map // *font.Face to *outlines or error

func open(f *font.Face) (*outlines, error) {
	if f == nil {
		return nil, fmt.Errorf("text without a face")
	}
	v, has := opened.Load(f)
	if !has {
		font, err := sfnt.Parse(f.Data)
		if err != nil {
			v, _ = opened.LoadOrStore(f, fmt.Errorf("font %s: %w", f.Family, err))
		} else {
			id := strconv.FormatUint(uint64(crc32.ChecksumIEEE(f.Data)), 36)
			v, _ = opened.LoadOrStore(f, &outlines{font: font, id: "g" + id})
		}
	}
	if err, bad := v.(error); bad {
		return nil, err
	}
	return v.(*outlines), nil
}

// defs defines the outlines of the letters of a page, in font units.
func (s *svg) defs(page *layout.Page) error {
	s.printf("<defs>\n")
	for _, it := range page.Items {
		t, is := it.(*item.Text)
		if !is {
			continue
		}
		o, err := open(t.Face)
		if err != nil {
			return err
		}
		for _, r := range t.Text {
			id, glyph := o.glyph(r)
			if glyph == 0 || s.used[id] {
				continue
			}
			s.used[id] = true
			d, err := o.outline(glyph)
			if err != nil {
				return fmt.Errorf("font %s, %q: %w", t.Face.Family, r, err)
			}
			s.printf(`<path id="%s" d="%s"/>`+"\n", id, d)
		}
	}
	s.printf("</defs>\n")
	return nil
}

// glyph returns the id of a letter's outline; glyph 0 where the face lacks it.
func (o *outlines) glyph(r rune) (id string, glyph sfnt.GlyphIndex) {
	o.Lock()
	defer o.Unlock()
	glyph, err := o.font.GlyphIndex(&o.buf, r)
	if err != nil {
		return "", 0
	}
	return o.id + "-" + strconv.Itoa(int(glyph)), glyph
}

func (o *outlines) perEm() fixed.Int26_6 { return fixed.I(int(o.font.UnitsPerEm())) }

// outline returns a glyph as path data, y downwards.
func (o *outlines) outline(glyph sfnt.GlyphIndex) (string, error) {
	o.Lock()
	defer o.Unlock()
	segments, err := o.font.LoadGlyph(&o.buf, glyph, o.perEm(), nil)
	if err != nil {
		return "", err
	}
	var b []byte
	for i, seg := range segments {
		points := 1
		op := byte('L')
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			if op = 'M'; i > 0 {
				b = append(b, 'Z')
			}
		case sfnt.SegmentOpQuadTo:
			op, points = 'Q', 2
		case sfnt.SegmentOpCubeTo:
			op, points = 'C', 3
		}
		b = append(b, op)
		for k, p := range seg.Args[:points] {
			if k > 0 {
				b = append(b, ' ')
			}
			b = strconv.AppendInt(b, int64(p.X.Round()), 10)
			b = append(b, ' ')
			b = strconv.AppendInt(b, int64(p.Y.Round()), 10)
		}
	}
	if len(b) > 0 {
		b = append(b, 'Z')
	}
	return string(b), nil
}

// advance is the width of a letter in font units.
func (o *outlines) advance(glyph sfnt.GlyphIndex) float64 {
	o.Lock()
	defer o.Unlock()
	w, err := o.font.GlyphAdvance(&o.buf, glyph, o.perEm(), xfont.HintingNone)
	if err != nil {
		return 0
	}
	return float64(w) / 64
}

func (s *svg) item(it item.Item) {
	switch it := it.(type) {
	case *item.Text:
		s.text(it)
	case *item.Line:
		dash := ""
		if len(it.Dash) > 0 {
			parts := make([]string, len(it.Dash))
			for i, d := range it.Dash {
				parts[i] = pt(d)
			}
			dash = fmt.Sprintf(` stroke-dasharray="%s"`, strings.Join(parts, " "))
		}
		s.printf(`<path d="M%s %sL%s %s" stroke="%s" stroke-width="%s"%s/>`+"\n",
			pt(it.X1), pt(it.Y1), pt(it.X2), pt(it.Y2), hex(it.Color), pt(it.Width), dash)
	case *item.Fill:
		s.printf(`<rect x="%s" y="%s" width="%s" height="%s" fill="%s"/>`+"\n", pt(it.X), pt(it.Y), pt(it.W), pt(it.H), hex(it.Color))
	case *item.Path:
		s.path(it)
	case *item.Picture:
		turn := ""
		if it.Turn != 0 {
			turn = fmt.Sprintf(` transform="rotate(%d %s %s)"`, -it.Turn, pt(it.X+it.W/2), pt(it.Y+it.H/2))
		}
		kind := "png"
		if it.Type == "jpeg" {
			kind = it.Type
		}
		if it.Crop != (item.Crop{}) {
			s.cropped(it, turn, kind)
			return
		}
		s.printf(`<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none"%s href="data:image/%s;base64,%s"><title>%s</title></image>`+"\n",
			pt(it.X), pt(it.Y), pt(it.W), pt(it.H), turn, kind, base64.StdEncoding.EncodeToString(it.Data), escape(it.Alt))
	}
}

// cropped draws a picture through a window that shows what is left of it.
func (s *svg) cropped(p *item.Picture, turn, kind string) {
	const whole = 100_000
	c := p.Crop
	s.printf(`<g%s><svg x="%s" y="%s" width="%s" height="%s" viewBox="%d %d %d %d" preserveAspectRatio="none"><image width="%d" height="%d" preserveAspectRatio="none" href="data:image/%s;base64,%s"><title>%s</title></image></svg></g>`+"\n",
		turn, pt(p.X), pt(p.Y), pt(p.W), pt(p.H), c.Left, c.Top, whole-c.Left-c.Right, whole-c.Top-c.Bottom, whole, whole,
		kind, base64.StdEncoding.EncodeToString(p.Data), escape(p.Alt))
}

// text draws the outlines of a word.
func (s *svg) text(t *item.Text) {
	o, err := open(t.Face)
	if err != nil {
		return // defs reported it
	}
	size := t.Size.Points()
	perEm := float64(o.perEm()) / 64
	wide := size / perEm
	spacing := t.Spacing.Points()
	if t.Scale > 0 {
		wide *= float64(t.Scale) / 100
	}
	turn := ""
	if t.Turn != 0 {
		turn = fmt.Sprintf("rotate(%d)", -t.Turn)
	}
	fill := ""
	if t.Color != 0 {
		fill = fmt.Sprintf(` fill="%s"`, hex(t.Color))
	}
	s.printf(`<g transform="translate(%s %s)%sscale(%s %s)"%s%s>`, pt(t.X), pt(t.Y), turn, ratio(wide), ratio(size/perEm), fill, opacity(t.Alpha))
	x, last := 0.0, rune(0)
	for _, r := range t.Text {
		id, glyph := o.glyph(r)
		if glyph == 0 {
			continue
		}
		if t.Kerned && last != 0 {
			x += float64(t.Face.Kern(last, r, unit.Length(perEm)))
		}
		last = r
		if x == 0 {
			s.printf(`<use href="#%s"/>`, id)
		} else {
			s.printf(`<use href="#%s" x="%s"/>`, id, decimal(x))
		}
		x += o.advance(glyph)
		if wide > 0 {
			x += spacing / wide
		}
	}
	s.printf("</g>\n")
}

func ratio(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }

// operands is how many points the steps of a path take.
var operands = map[byte]int{'M': 1, 'L': 1, 'C': 3, 'Z': 0}

func (s *svg) path(p *item.Path) {
	var d strings.Builder
	for _, seg := range p.Segments {
		n, known := operands[seg.Op]
		if !known {
			continue
		}
		d.WriteByte(seg.Op)
		for _, point := range seg.P[:n] {
			fmt.Fprintf(&d, "%s %s ", pt(point.X), pt(point.Y))
		}
	}
	fill, stroke := "none", ""
	if p.Fill != nil {
		fill = hex(*p.Fill)
	}
	if p.Stroke != nil {
		stroke = fmt.Sprintf(` stroke="%s" stroke-width="%s"`, hex(*p.Stroke), pt(p.Width))
	}
	s.printf(`<path d="%s" fill="%s"%s%s/>`+"\n", strings.TrimSpace(d.String()), fill, stroke, opacity(p.Alpha))
}

// link draws a place to click. Other schemes than these could run what the document's
// author wants in the reader's browser.
func (s *svg) link(l *item.Link) {
	target := fmt.Sprintf("#trang-%d", l.Page+1)
	if l.URL != "" {
		target = l.URL
		scheme, _, _ := strings.Cut(strings.ToLower(target), ":")
		if scheme != "http" && scheme != "https" && scheme != "mailto" {
			return
		}
	}
	s.printf(`<a href="%s"><rect x="%s" y="%s" width="%s" height="%s" fill="transparent"/></a>`+"\n",
		escape(target), pt(l.X), pt(l.Y), pt(l.W), pt(l.H))
}

// words lays the words over the page: the words of a line in one element, with spaces
// between, each stretched to its width.
func (s *svg) words(page *layout.Page) {
	var prev *item.Text
	s.printf(`<g fill="transparent" font-family="serif">` + "\n")
	for _, it := range page.Items {
		t, is := it.(*item.Text)
		if !is || t.Text == "" || t.Width <= 0 {
			continue
		}
		switch {
		case prev == nil || prev.Y != t.Y || prev.Turn != 0 || t.Turn != 0 || prev.Para != t.Para:
			if prev != nil {
				s.printf("</text>\n")
			}
			turn := ""
			if t.Turn != 0 {
				turn = fmt.Sprintf(` transform="rotate(%d %s %s)"`, -t.Turn, pt(t.X), pt(t.Y))
			}
			if t.Alpha > 0 { // a watermark is found, but does not stand in the way of the mouse
				turn += ` style="user-select:none"`
			}
			s.printf(`<text y="%s"%s>`, pt(t.Y), turn)
		case t.X-prev.X-prev.Width > t.Size/8:
			s.printf(" ")
		}
		s.printf(`<tspan x="%s" font-size="%s" textLength="%s" lengthAdjust="spacingAndGlyphs">%s</tspan>`,
			pt(t.X), pt(t.Size), pt(t.Width), escape(t.Text))
		prev = t
	}
	if prev != nil {
		s.printf("</text>\n")
	}
	s.printf("</g>\n")
}
