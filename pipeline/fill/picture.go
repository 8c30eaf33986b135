package fill

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // sizes of pictures
	_ "image/jpeg"
	_ "image/png"
	"strconv"
	"strings"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/tag"
)

// MaxPicture is the largest picture taken, in bytes.
const MaxPicture = 32 << 20

const (
	emuTwip  = 635
	emuPixel = 9525 // at 96 dots an inch
)

// picture writes {%x}, alone in a paragraph.
func (c *compiler) picture(o *occurrence, seq int) {
	rest, last := "", 0
	for _, x := range c.inPara[o.para] {
		if x.tag != nil && (x == o || c.partner[x] != nil) {
			rest += o.para.text[last:x.from]
			last = x.to
		}
	}
	sp, pos := o.para.at(o.from)
	if strings.TrimSpace(rest+o.para.text[last:]) != "" || c.run(sp.elem) == nil || c.elems[sp.elem].name != "w:t" {
		c.fault(o, "thẻ hình phải đứng một mình trong một đoạn")
		return
	}
	t := sp.elem
	e := event{pos: pos, rank: rankTag, seq: seq, kind: evNode, pre: "</" + c.rawName(t) + ">", post: "<" + c.rawName(t) + preserve + ">"}
	if whole := c.elems[t]; string(c.src[whole.inner:whole.innerEnd]) == o.written {
		c.cuts = append(c.cuts, cut{whole.pos, whole.end})
		e.pos, e.pre, e.post = whole.pos, "", ""
	}
	e.node = node{op: opPicture, tag: o.tag, use: o.use, slot: c.width(o.para.elem), text: c.named(t, "drawing")}
	c.events = append(c.events, e)
	c.t.pictures[c.story.Part] = true
}

// width returns how wide a picture may be in a paragraph, in EMU: its cell, or the text
// area of the section.
func (c *compiler) width(p int) int {
	num := func(k int, attr string) int {
		if k < 0 {
			return 0
		}
		n, _ := strconv.Atoi(c.attrText(k, attr))
		return n
	}
	if tc := c.up(p, "w:tc"); tc >= 0 {
		if pr := c.child(tc, "w:tcPr"); pr >= 0 {
			if w := c.child(pr, "w:tcW"); w >= 0 && c.attrText(w, "type") == "dxa" && num(w, "w") > 300 {
				return (num(w, "w") - 216) * emuTwip // Word's cell margins of 108 on both sides
			}
		}
	}
	for k := p; k < len(c.elems); k++ {
		if c.elems[k].name == "w:sectPr" {
			size, margin := c.child(k, "w:pgSz"), c.child(k, "w:pgMar")
			if w := num(size, "w") - num(margin, "left") - num(margin, "right"); w > 300 {
				return w * emuTwip
			}
		}
	}
	return 9000 * emuTwip
}

// placeholder puts the picture in the place of another one whose alternative text names it.
func (c *compiler) placeholder(o *occurrence, seq int) {
	box := c.elems[o.alt.container]
	slot := c.t.slots
	c.t.slots++
	found := false
	for k := o.alt.container + 1; k < box.next; k++ {
		attr := ""
		switch e := c.elems[k]; e.name {
		case "a:blip":
			attr = "embed"
		case "v:imagedata":
			attr = "id"
		case "a:srcRect":
			c.cuts = append(c.cuts, cut{e.pos, e.end})
		default:
			if strings.HasSuffix(e.name, ":svgBlip") && c.elems[e.parent].name == "a:ext" {
				ext := c.elems[e.parent] // Word would show it instead
				c.cuts = append(c.cuts, cut{ext.pos, ext.end})
			}
		}
		if pos, end, ok := c.attr(k, attr); attr != "" && ok && !found {
			found = true
			c.cuts = append(c.cuts, cut{pos, end})
			c.events = append(c.events, event{pos: pos, rank: rankTag, kind: evNode, soft: true, node: node{op: opRelation, slot: slot}})
		}
	}
	if !found {
		c.fault(o, "hình mang thẻ này không phải một ảnh")
		return
	}
	rest := strings.TrimSpace(o.alt.value[:o.from] + o.alt.value[o.to:])
	c.cuts = append(c.cuts, cut{o.alt.pos, o.alt.end})
	c.events = append(c.events,
		event{pos: o.alt.pos, rank: rankTag, kind: evLit, pre: string(ooxml.AppendEscaped(nil, rest, true)), soft: true},
		event{pos: box.pos, rank: rankTag, seq: seq, kind: evBegin, node: node{op: opHolder, tag: o.tag, use: o.use, slot: slot}},
		event{pos: box.end, rank: rankTag, seq: seq, kind: evEnd})
	c.t.pictures[c.story.Part] = true
}

// pictures are the media of one run.
type pictures struct {
	media  []media
	byText map[string]int
	used   map[int]bool // media that the present part has relationships to
	inPart []int        // the same in order
}

type media struct {
	data  []byte
	ext   string
	w, h  int    // in EMU
	title string // as a PNG says it, "" is none
}

// add decodes a picture and returns its place among the media; -1 for none.
func (p *pictures) add(v dataset.Value) (int, error) {
	if v.IsNull() || v.Kind() == dataset.Text && v.Str() == "" {
		return -1, nil
	}
	text := v.Str()
	if p.byText == nil {
		p.byText, p.used = map[string]int{}, map[int]bool{}
	}
	k, ok := p.byText[text]
	if !ok {
		m, err := decode(text)
		if err != nil {
			return -1, err
		}
		k = len(p.media)
		p.media, p.byText[text] = append(p.media, m), k
	}
	if !p.used[k] {
		p.used[k] = true
		p.inPart = append(p.inPart, k)
	}
	return k, nil
}

// decode reads data:image/png;base64,… (RFC 2397).
func decode(text string) (m media, err error) {
	head, body, ok := strings.Cut(text, ",")
	if !ok || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(head, ";base64") {
		return m, errors.New("giá trị không phải hình; cần chữ dạng data:image/png;base64,…")
	}
	if len(body) > MaxPicture/3*4 {
		return m, fmt.Errorf("hình lớn hơn %d MB", MaxPicture>>20)
	}
	if m.data, err = base64.StdEncoding.DecodeString(strings.TrimSpace(body)); err != nil {
		return m, errors.New("hình hỏng: không giải mã được base64")
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(m.data))
	if err != nil || size.Width <= 0 || size.Height <= 0 {
		return m, errors.New("hình hỏng hoặc không phải PNG, JPEG, GIF")
	}
	m.ext = format
	dx, dy := emuPixel, emuPixel
	if format == "png" {
		dx, dy = pixelSize(m.data)
		m.title = pngTitle(m.data)
	}
	m.w, m.h = size.Width*dx, size.Height*dy
	return m, nil
}

// pixelSize returns a pixel's size in EMU as a PNG says it (chunk pHYs).
func pixelSize(png []byte) (x, y int) {
	for i := 8; i+12 <= len(png); {
		n := int(binary.BigEndian.Uint32(png[i:]))
		kind := string(png[i+4 : i+8])
		if kind == "IDAT" || n < 0 || n > len(png) {
			break
		}
		if kind == "pHYs" && n == 9 && i+17 <= len(png) && png[i+16] == 1 {
			px, py := int(binary.BigEndian.Uint32(png[i+8:])), int(binary.BigEndian.Uint32(png[i+12:]))
			if px > 500 && py > 500 && px < 100_000 && py < 100_000 { // dots a metre
				return 36_000_000 / px, 36_000_000 / py
			}
		}
		i += n + 12
	}
	return emuPixel, emuPixel
}

// pngTitle returns the title that a PNG holds as plain text (chunk iTXt).
func pngTitle(png []byte) string {
	for i := 8; i+12 <= len(png); {
		n := int(binary.BigEndian.Uint32(png[i:]))
		kind := string(png[i+4 : i+8])
		if kind == "IDAT" || n < 0 || n > len(png)-i-12 {
			break
		}
		if text, ok := strings.CutPrefix(string(png[i+8:i+8+n]), "Title\x00\x00\x00"); ok && kind == "iTXt" {
			_, text, _ = strings.Cut(text, "\x00") // language
			_, text, _ = strings.Cut(text, "\x00") // the word for title in it
			return strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
		}
		i += n + 12
	}
	return ""
}

// relation names the relationship to a picture, the same in every part.
func (t *Template) relation(k int) string { return t.ridPrefix + strconv.Itoa(k+1) }

func (t *Template) mediaName(k int, ext string) string {
	return fmt.Sprintf("%s%d.%s", t.mediaPrefix, k+1, ext)
}

// look returns the picture that a tag names.
func (f *filling) look(tg *tag.Tag, use int) int {
	v, err := tg.Eval(f.scope)
	k := -1
	if err == nil {
		k, err = f.pics.add(v)
	}
	if err != nil {
		f.fail(use, err)
		return -1
	}
	f.shown[use]++
	if k < 0 {
		f.empty[use]++
	}
	return k
}

func (f *filling) holder(n *node) {
	if k := f.look(n.tag, n.use); k >= 0 {
		f.rids[n.slot] = f.t.relation(k)
		f.exec(n.kids)
	}
}

// picture writes an inline picture, as large as it says, at most as wide as the text.
func (f *filling) picture(n *node) {
	k := f.look(n.tag, n.use)
	if k < 0 {
		return
	}
	m := f.pics.media[k]
	w, h := m.w, m.h
	if w > n.slot {
		w, h = n.slot, max(1, int(int64(h)*int64(n.slot)/int64(w)))
	}
	f.fresh.drawing++
	alt := ""
	if m.title != "" {
		alt = ` descr="` + string(ooxml.AppendEscaped(nil, m.title, true)) + `"`
	}
	const a = "http://schemas.openxmlformats.org/drawingml/2006/"
	f.buf = fmt.Appendf(f.buf, `<%[1]s><wp:inline xmlns:wp="`+a+`wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[2]d" cy="%[3]d"/><wp:docPr id="%[4]d" name="%[5]s"%[7]s/>`+
		`<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="`+a+`main" noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="`+a+`main"><a:graphicData uri="`+a+`picture">`+
		`<pic:pic xmlns:pic="`+a+`picture"><pic:nvPicPr><pic:cNvPr id="%[4]d" name="%[5]s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="%[6]s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[2]d" cy="%[3]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></%[1]s>`,
		n.text, w, h, f.fresh.drawing, n.tag.Paths()[0], f.t.relation(k), alt)
}
