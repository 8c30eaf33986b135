// Package font answers what a layout asks of font files: which face serves a family, whether
// it has a character, how far that moves the pen, how pairs of letters are moved, how high a
// line must be.
//
// What comes in are the bytes of TrueType and OpenType files: the shipped ones (Shipped), those
// of a folder (Set.With). What goes out are faces (Set.Find, Set.Fallback) with their measures
// in whole units of the em (Face.Metrics, Face.Kerning), read on first use; callers scale them
// once, so that nothing is lost by rounding.
//
// A set never fails to find a face: what it has not is served by the nearest that ships, and
// fonts.Match says how near. A damaged table reads as empty, never beyond its end. Characters of
// symbol fonts, which have codes of their own, become Unicode first (Symbol).
package font

import (
	"encoding/binary"
	"fmt"
	"strings"
	"sync"

	"vanthu/pipeline/unit"
)

// Face is one font face: the bytes of its TrueType or OpenType file.
type Face struct {
	Family       string
	Bold, Italic bool
	Data         []byte

	once    sync.Once
	err     error
	metrics Metrics

	kernOnce sync.Once
	kern     *Kerning
}

// Metrics are the measures of a face, in units of the em.
type Metrics struct {
	PerEm           int64
	Ascent, Descent int64 // of a line, both positive; the gap is part of neither
	Gap             int64
	UnderlineTop    int64 // distance of the middle of the underline below the baseline
	UnderlineWidth  int64
	blocks          [256]*[256]glyph // Basic Multilingual Plane, by high and low byte
	others          map[rune]glyph
	missing         uint16 // advance of glyph 0
}

// glyph is a character's glyph; index 0 means that the face has none.
type glyph struct {
	index   uint16
	advance uint16
}

// Metrics reads the tables on first use. A face whose tables are broken serves no character.
func (f *Face) Metrics() *Metrics {
	f.once.Do(func() {
		f.err = f.metrics.read(f.Data)
		if f.err != nil {
			f.metrics = Metrics{PerEm: 1000, Ascent: 900, Descent: 200}
		}
	})
	return &f.metrics
}

// Check reports whether the font file can be used.
func (f *Face) Check() error {
	f.Metrics()
	return f.err
}

// Has reports whether the face has a glyph for r.
func (f *Face) Has(r rune) bool { return f.Metrics().glyph(r).index != 0 }

// Advance returns how far r moves the pen at a given size of the em; a character that the
// face lacks takes the room of glyph 0, the sign for missing ones.
func (f *Face) Advance(r rune, size unit.Length) unit.Length {
	m := f.Metrics()
	return size.Scale(m.Advance(r), m.PerEm)
}

// Advance returns how far r moves the pen, in units of the em.
func (m *Metrics) Advance(r rune) int64 {
	g := m.glyph(r)
	if g.index == 0 && r == '\u00a0' {
		g = m.glyph(' ')
	}
	if g.index == 0 {
		return int64(m.missing)
	}
	return int64(g.advance)
}

func (m *Metrics) glyph(r rune) glyph {
	if uint32(r) < 0x10000 {
		if b := m.blocks[r>>8]; b != nil {
			return b[r&0xFF]
		}
		return glyph{}
	}
	return m.others[r]
}

// Short names a face: "LiberationSerif-BoldItalic".
func (f *Face) Short() string {
	style := ""
	if f.Bold {
		style += "Bold"
	}
	if f.Italic {
		style += "Italic"
	}
	name := strings.ReplaceAll(f.Family, " ", "")
	if style != "" {
		name += "-" + style
	}
	return name
}

// sfntTables finds tables in a font file; every access is checked against its length.
type sfntTables struct {
	data   []byte
	tables map[string][]byte
}

// be16 and be32 read big-endian numbers; beyond the end they read 0.
func be16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint16(b[at:]))
}

func be32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint32(b[at:]))
}

func signed16(b []byte, at int) int64 { return int64(int16(be16(b, at))) }

func openTables(data []byte) (*sfntTables, error) {
	base := 0
	if len(data) >= 16 && string(data[:4]) == "ttcf" { // a collection: its first face
		base = be32(data, 12)
	}
	n := be16(data, base+4)
	t := &sfntTables{data: data, tables: map[string][]byte{}}
	for i := range n {
		at := base + 12 + 16*i
		if at+16 > len(data) {
			return nil, fmt.Errorf("font file: table directory is cut off")
		}
		from, size := be32(data, at+8), be32(data, at+12)
		if from > len(data) || size > len(data)-from {
			return nil, fmt.Errorf("font file: table %q lies outside the file", data[at:at+4])
		}
		t.tables[string(data[at:at+4])] = data[from : from+size]
	}
	for _, name := range []string{"head", "hhea", "hmtx", "cmap"} {
		if t.tables[name] == nil {
			return nil, fmt.Errorf("font file: no table %q", name)
		}
	}
	return t, nil
}

func (m *Metrics) read(data []byte) error {
	t, err := openTables(data)
	if err != nil {
		return err
	}
	m.PerEm = int64(be16(t.tables["head"], 18))
	if m.PerEm < 16 || m.PerEm > 16384 {
		return fmt.Errorf("font file: %d units per em", m.PerEm)
	}
	m.readVertical(t)
	return m.readCmap(t)
}

// readVertical takes hhea's ascent, descent and gap; where they are empty, OS/2's window
// metrics; where OS/2 asks for its typographic metrics (USE_TYPO_METRICS), those.
func (m *Metrics) readVertical(t *sfntTables) {
	hhea, os2, post := t.tables["hhea"], t.tables["OS/2"], t.tables["post"]
	m.Ascent, m.Descent, m.Gap = signed16(hhea, 4), -signed16(hhea, 6), signed16(hhea, 8)
	win := int64(be16(os2, 74)) + int64(be16(os2, 76))
	if m.Ascent+m.Descent == 0 && win != 0 {
		m.Ascent, m.Descent, m.Gap = int64(be16(os2, 74)), int64(be16(os2, 76)), 0
	}
	if be16(os2, 62)&(1<<7) != 0 && signed16(os2, 68) != 0 {
		m.Ascent, m.Descent, m.Gap = signed16(os2, 68), -signed16(os2, 70), signed16(os2, 72)
	}
	limit := 4 * m.PerEm
	bounded := func(v int64) int64 { return max(0, min(v, limit)) }
	m.Ascent, m.Descent, m.Gap = bounded(m.Ascent), bounded(m.Descent), bounded(m.Gap)
	if m.Ascent+m.Descent == 0 {
		m.Ascent, m.Descent = m.PerEm*9/10, m.PerEm/5
	}
	m.UnderlineTop, m.UnderlineWidth = -signed16(post, 8), signed16(post, 10)
	if m.UnderlineWidth <= 0 || m.UnderlineWidth > m.PerEm/4 {
		m.UnderlineWidth = m.PerEm / 20
	}
	if m.UnderlineTop <= 0 || m.UnderlineTop > m.PerEm/2 {
		m.UnderlineTop = m.PerEm / 10
	}
}

// readCmap fills the glyph table from the best Unicode subtable: format 12 or 4, and for
// symbol faces format 4 at U+F000.
func (m *Metrics) readCmap(t *sfntTables) error {
	cmap := t.tables["cmap"]
	best, rank := -1, 0
	for i := range be16(cmap, 2) {
		platform, encoding, at := be16(cmap, 4+8*i), be16(cmap, 6+8*i), be32(cmap, 8+8*i)
		r := 0
		switch {
		case platform == 3 && encoding == 10, platform == 0 && encoding >= 4 && encoding < 10:
			r = 4
		case platform == 3 && encoding == 1:
			r = 3
		case platform == 0:
			r = 2
		case platform == 3 && encoding == 0:
			r = 1
		}
		if f := be16(cmap, at); r > rank && at < len(cmap) && (f == 4 || f == 12) {
			best, rank = at, r
		}
	}
	if best < 0 {
		return fmt.Errorf("font file: no Unicode character map")
	}
	w := newWidths(t)
	m.missing = w.advance(0)
	if be16(cmap, best) == 12 {
		m.readFormat12(cmap[best:], w)
	} else {
		m.readFormat4(cmap[best:], w)
	}
	return nil
}

// widths answers advances from hmtx.
type widths struct {
	hmtx   []byte
	count  int // entries with an advance of their own
	glyphs int
}

func newWidths(t *sfntTables) widths {
	w := widths{hmtx: t.tables["hmtx"], count: be16(t.tables["hhea"], 34), glyphs: be16(t.tables["maxp"], 4)}
	w.count = min(w.count, len(w.hmtx)/4)
	return w
}

func (w widths) advance(g int) uint16 {
	if w.count == 0 {
		return 0
	}
	return uint16(be16(w.hmtx, 4*min(g, w.count-1)))
}

func (m *Metrics) put(r rune, g int, w widths) {
	if g == 0 || g > 0xFFFF || (w.glyphs > 0 && g >= w.glyphs) {
		return
	}
	entry := glyph{uint16(g), w.advance(g)}
	if r >= 0x10000 {
		if m.others == nil {
			m.others = map[rune]glyph{}
		}
		m.others[r] = entry
		return
	}
	if m.blocks[r>>8] == nil {
		m.blocks[r>>8] = new([256]glyph)
	}
	m.blocks[r>>8][r&0xFF] = entry
}

func (m *Metrics) readFormat4(b []byte, w widths) {
	segments := be16(b, 6) / 2
	ends, starts := 14, 16+2*segments
	deltas, offsets := starts+2*segments, starts+4*segments
	for i := range segments {
		from, to := be16(b, starts+2*i), be16(b, ends+2*i)
		delta, offset := be16(b, deltas+2*i), be16(b, offsets+2*i)
		for c := from; c <= to && c < 0xFFFF; c++ {
			g := c
			if offset != 0 {
				g = be16(b, offsets+2*i+offset+2*(c-from))
				if g == 0 {
					continue
				}
			}
			m.put(rune(c), (g+delta)&0xFFFF, w)
		}
	}
}

func (m *Metrics) readFormat12(b []byte, w widths) {
	groups := min(be32(b, 12), len(b)/12)
	left := 0x20000 // characters a face may map: bounds hostile groups
	for i := range groups {
		from, to, g := be32(b, 16+12*i), be32(b, 20+12*i), be32(b, 24+12*i)
		for c := from; c <= to && c <= 0x10FFFF && left > 0; c++ {
			m.put(rune(c), g+c-from, w)
			left--
		}
	}
}
