package fill

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/tag"
)

// Link asks Compile for marks, by which the values of a filled document are found again
// after people edited it (package refresh).
type Link struct {
	Keys  map[string][]string // by list: the columns that tell its records apart; a list without them goes by the place
	Names map[string]string   // by column: what people call it
}

// Map says what the marks of a linked template stand for. With a data set it gives the
// text at every mark: what filling wrote there, or would write.
type Map struct {
	Slots   []Slot   `json:"slots"`
	Loops   []Loop   `json:"loops"`
	Paras   []string `json:"paras"`             // paragraphs of the template that hold slots, with their tags
	Numbers []string `json:"numbers,omitempty"` // figures that stand in the template's own words

	Unlinked []Unlinked `json:"unlinked,omitempty"`

	top     content
	inLoop  []content // by loop
	phrases []*tag.Phrase
	frames  []*tag.Phrase
	heads   []*tag.Tag // by loop
}

// Slot is a place for a value: a tag, or sections within a paragraph with what stands
// against them without a word between. Its mark in a document is Mark of its number.
type Slot struct {
	Source string `json:"source"`         // "{so_tien | tien}"
	Name   string `json:"name"`           // what people call it
	Loop   int    `json:"loop"`           // in Map.Loops, -1 for none
	Place  string `json:"place"`          // in the template, in words
	Para   int    `json:"para"`           // in Map.Paras
	From   int    `json:"from"`           // its tags in that text: [From, To)
	To     int    `json:"to"`             //
	Merged bool   `json:"gop,omitempty"`  // stands in the first of equal cells alone
	Part   string `json:"part,omitempty"` // of the package, "" for the body
}

// Column is the first name that its tags look up in the data; "" where they look up none.
func (s *Slot) Column() string {
	phrase, err := tag.ParsePhrase(s.Source)
	if err != nil {
		return ""
	}
	for _, t := range phrase.Tags() {
		for _, name := range t.Paths() {
			return name
		}
	}
	return ""
}

// Unlinked are values that bear no mark: no run is theirs alone, or nothing tells their copies
// apart, as in a footnote whose reference a paragraph repeats.
type Unlinked struct {
	Source string `json:"source"` // with its tags
	Place  string `json:"place"`  // in the template, in words
}

// Loop is a section that repeats or shows rows or paragraphs.
type Loop struct {
	Section string   `json:"section"`         // "{#ca_nhan}"
	Parent  int      `json:"parent"`          // in Map.Loops, -1 for none
	Key     []string `json:"key,omitempty"`   // columns
	Units   int      `json:"units,omitempty"` // rows or paragraphs of one copy; 0: it holds other loops, or what cannot be added or taken away
	Rows    bool     `json:"rows,omitempty"`  // they are rows of a table
	Frame   string   `json:"frame,omitempty"` // text of one copy, with its tags
}

// content is what stands directly in a loop.
type content struct{ slots, loops []int }

// Prefixes of marks: tags of content controls, names of bookmarks of slots, of copies of
// a loop, of the map, and of the paper.
const (
	ControlPrefix  = "vt."
	BookmarkPrefix = "_vt_"
	RowPrefix      = "_vt_r_"
	MapPrefix      = "_vt_map_"
	ImprintPrefix  = "_vt_doc_" // with Run.Imprint
)

// ReadMap reads what json.Marshal wrote of a Map, against limits.
func ReadMap(r io.Reader) (*Map, error) {
	m := new(Map)
	d := json.NewDecoder(io.LimitReader(r, 16<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(m); err != nil {
		return nil, fmt.Errorf("bản đồ liên kết: %w", err)
	}
	return m, m.prepare()
}

// Hash tells maps apart: sixteen hexadecimal digits.
func (m *Map) Hash() string {
	data, err := json.Marshal(m)
	if err != nil {
		panic(err) // strings and numbers
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// prepare reads the tags of a map.
func (m *Map) prepare() error {
	m.inLoop = make([]content, len(m.Loops))
	for i, l := range m.Loops {
		if l.Parent < -1 || l.Parent >= i {
			return errors.New("bản đồ liên kết: các phần lặp không lồng nhau")
		}
		pieces := tag.Find(l.Section)
		if len(pieces) != 1 || pieces[0].Tag == nil || pieces[0].Tag.Kind != tag.Section && pieces[0].Tag.Kind != tag.Absent {
			return fmt.Errorf("bản đồ liên kết: %s không mở phần lặp", l.Section)
		}
		m.heads = append(m.heads, pieces[0].Tag)
		frame, err := tag.ParsePhrase(l.Frame)
		if err != nil {
			return fmt.Errorf("bản đồ liên kết: %w", err)
		}
		m.frames = append(m.frames, frame)
		in := m.in(l.Parent)
		in.loops = append(in.loops, i)
	}
	for i, s := range m.Slots {
		if s.Loop < -1 || s.Loop >= len(m.Loops) || s.Para < 0 || s.Para >= len(m.Paras) || s.From < 0 || s.To < s.From || s.To > len(m.Paras[s.Para]) {
			return errors.New("bản đồ liên kết: một ô trỏ ra ngoài")
		}
		p, err := tag.ParsePhrase(s.Source)
		if err != nil {
			return fmt.Errorf("bản đồ liên kết: %w", err)
		}
		m.phrases = append(m.phrases, p)
		in := m.in(s.Loop)
		in.slots = append(in.slots, i)
	}
	return nil
}

func (m *Map) in(loop int) *content {
	if loop < 0 {
		return &m.top
	}
	return &m.inLoop[loop]
}

// Value is the text at a mark.
type Value struct {
	Mark   string // without its prefix
	Slot   int    // in Map.Slots
	Text   string
	Row    string   // mark of the copy that it stands in, "" for none
	Record []string // keys of the records around it, outermost first
}

// Copy is a copy of a loop with Units.
type Copy struct {
	Mark   string // without its prefix
	Loop   int    // in Map.Loops
	Text   string
	Record []string
	Values []*Value // of its slots
}

// Values are the texts at all marks for one data set, each list in the order of the
// document's loops.
type Values struct {
	Slots  []*Value
	Copies []*Copy
	ByMark map[string]*Value
	ByCopy map[string]*Copy
	Shown  []bool // by loop: it has content somewhere
}

// Values evaluates every slot. A name that the set lacks is an error.
func (m *Map) Values(set *dataset.Set) (*Values, error) {
	v := &valuing{m: m, scope: tag.NewScope(set.Record()), out: m.noValues()}
	return v.out, v.content(&m.top, nil)
}

func (m *Map) noValues() *Values {
	return &Values{ByMark: map[string]*Value{}, ByCopy: map[string]*Copy{}, Shown: make([]bool, len(m.Loops))}
}

type valuing struct {
	m       *Map
	scope   *tag.Scope
	out     *Values
	path    uint64
	record  []string
	scratch []byte
	around  map[string]Around // asked for; nil for none
}

// Around is what a paragraph reads before and behind a slot, "" where that cannot be told.
type Around struct{ Before, Behind string }

// Around tells what reads around the slots outside of lists that have one of the marks.
func (m *Map) Around(set *dataset.Set, marks []string) (map[string]Around, error) {
	v := &valuing{m: m, scope: tag.NewScope(set.Record()), out: m.noValues(), around: map[string]Around{}}
	for _, mark := range marks {
		v.around[mark] = Around{}
	}
	return v.around, v.content(&m.top, nil)
}

func (v *valuing) text(p *tag.Phrase) (_ string, err error) {
	v.scratch, err = p.Append(v.scratch[:0], v.scope)
	return asWritten(v.scratch), err
}

// asWritten is a text as appendText puts it into a document.
func asWritten(b []byte) string {
	if isComposed(b) {
		return string(b)
	}
	return norm.NFC.String(string(lineEnds(b)))
}

func (v *valuing) content(c *content, in *Copy) error {
	for _, i := range c.slots {
		if err := v.slot(i, in); err != nil {
			return err
		}
	}
	for _, i := range c.loops {
		if err := v.loop(i); err != nil {
			return err
		}
	}
	return nil
}

func (v *valuing) slot(i int, in *Copy) (err error) {
	s := &v.m.Slots[i]
	one := &Value{Mark: markOf(i, v.path), Slot: i, Record: v.record}
	if one.Text, err = v.text(v.m.phrases[i]); err != nil {
		return fmt.Errorf("%s (%s): %w", s.Source, s.Place, err)
	}
	if _, asked := v.around[one.Mark]; asked && v.record == nil {
		para := v.m.Paras[s.Para]
		v.around[one.Mark] = Around{v.side(para[:s.From]), v.side(para[s.To:])}
	}
	if in != nil {
		one.Row = in.Mark
		in.Values = append(in.Values, one)
	}
	if v.out.ByMark[one.Mark] != nil {
		return fmt.Errorf("%s: hai giá trị mang cùng dấu %s", s.Source, one.Mark)
	}
	v.out.ByMark[one.Mark] = one
	v.out.Slots = append(v.out.Slots, one)
	return nil
}

// side is what one side of a slot reads, "" where that cannot be told.
func (v *valuing) side(text string) string {
	p, err := tag.ParsePhrase(text)
	if err != nil {
		return ""
	}
	reads, err := v.text(p)
	if err != nil {
		return ""
	}
	return reads
}

func (v *valuing) loop(i int) error {
	l := &v.m.Loops[i]
	loop, err := v.m.heads[i].Loop(v.scope)
	if err != nil {
		return fmt.Errorf("%s: %w", l.Section, err)
	}
	path, record := v.path, v.record
	defer func() { v.path, v.record = path, record }()
	c := copies{l, i, path, map[uint64]int{}}
	v.out.Shown[i] = v.out.Shown[i] || loop.Len() > 0
	for k := range loop.Len() {
		v.path = c.path(&loop, k)
		v.record = record
		if loop.IsList() {
			v.record = append(record[:len(record):len(record)], l.keyText(&loop, k))
		}
		loop.Enter(v.scope, k)
		var in *Copy
		if l.Units > 0 {
			in = &Copy{Mark: markOf(i, v.path), Loop: i, Record: v.record}
			if in.Text, err = v.text(v.m.frames[i]); err != nil {
				return fmt.Errorf("%s: %w", l.Section, err)
			}
			v.out.Copies = append(v.out.Copies, in)
			v.out.ByCopy[in.Mark] = in
		}
		err := v.content(&v.m.inLoop[i], in)
		loop.Leave(v.scope)
		if err != nil {
			return err
		}
	}
	return nil
}

// copies are those of a loop in one thing that holds it.
type copies struct {
	of     *Loop
	number int            // of the loop in the map
	within uint64         // identity of what holds them
	seen   map[uint64]int // how many copies so far have a key
}

// path is the identity of the kth copy, to be asked for in their order: that of what holds
// it with the key of its record, and, of records with one key, the how-manieth it is.
func (c *copies) path(loop *tag.Loop, k int) uint64 {
	h := mix(c.within^14695981039346656037, byte(c.number), byte(c.number>>8))
	if !loop.IsList() {
		return h | 1<<63 // never 0, which is the top level
	}
	r := loop.Item(k).Record()
	switch {
	case len(c.of.Key) > 0 && r != nil:
		for _, column := range c.of.Key {
			value, _ := r.Get(column)
			h = mix(mix(h, []byte(value.Literal())...), 0x1F)
		}
	default:
		h = mix(h, '#', byte(k), byte(k>>8), byte(k>>16))
	}
	n := c.seen[h]
	c.seen[h]++
	if n > 0 {
		h = mix(h, '#', byte(n), byte(n>>8), byte(n>>16))
	}
	return h | 1<<63
}

// keyText names a record for people.
func (l *Loop) keyText(loop *tag.Loop, k int) string {
	r := loop.Item(k).Record()
	text := ""
	for _, column := range l.Key {
		if r != nil {
			value, _ := r.Get(column)
			if text != "" {
				text += ", "
			}
			text += value.Literal()
		}
	}
	if text == "" {
		return "số " + strconv.Itoa(k+1)
	}
	return text
}

// mix is FNV-1a.
func mix(h uint64, bytes ...byte) uint64 {
	for _, b := range bytes {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}

func markOf(number int, path uint64) string { return string(appendMark(nil, number, path)) }

// appendMark appends the mark of a slot or loop in a copy: "12", "12_k3j2h1g4".
func appendMark(dst []byte, number int, path uint64) []byte {
	dst = strconv.AppendInt(dst, int64(number), 10)
	if path == 0 {
		return dst
	}
	const digits = "0123456789abcdefghijklmnopqrstuv"
	path = (path ^ path>>30) * 0xbf58476d1ce4e5b9 // the low bits of FNV hang on low bits alone
	path ^= path >> 31
	dst = append(dst, '_')
	for range 8 {
		dst = append(dst, digits[path&31])
		path >>= 5
	}
	return dst
}

var figure = regexp.MustCompile(`\d[\d.,/]*\d|\d`)

// figures are the figures in a template's own words, outside of its tags.
func figures(sources []*source) []string {
	found := map[string]bool{}
	for _, s := range sources {
		for i := range s.paras {
			text, last := s.paras[i].text, 0
			for _, p := range append(tag.Find(text), tag.Piece{Start: len(text), End: len(text)}) {
				for _, f := range figure.FindAllString(text[last:p.Start], -1) {
					found[f] = true
				}
				last = p.End
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}
