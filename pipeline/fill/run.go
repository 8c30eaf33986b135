package fill

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/tag"
)

type opcode uint8

const (
	opLit         opcode = iota // lit
	opValue                     // tag; br and tab stand for line breaks and tabs in the text
	opSection                   // tag, kids; slots: cells to begin anew
	opLate                      // text: name; lit … tail: the control; br … tab: the run
	opTable                     // kids: a table that goes where none of its rows came
	opRow                       // a row comes
	opKeep                      // kids; lit: the paragraph to write where none came
	opMerge                     // slots: the tags to compare; br: first cell, tab: further ones
	opUnmerged                  // kids, or lit where the cell is merged with the one above
	opMark                      // slot: how a section break could go in here
	opBreak                     // lit: a section break; br … tail: paragraph properties, tab: paragraph
	opFirst                     // kids: in the first copy only
	opID                        // id, slot; text: the number in the template
	opPicture                   // tag, slot: width
	opHolder                    // tag, slot, kids: a picture in place of another
	opRelation                  // slot: the relationship of that picture
	opControl                   // kids: a content control that goes where its content does not come
	opContent                   // kids: the content of that control
	opOnce                      // slot, kids: the first time only
	opElse                      // slot, lit: where the kids of that have not come
	opBox                       // a box that is ticked or not: its state goes here
	opTicked                    // tag: text where it is true, else tail
	opBoxed                     // text: the sign of a ticked box, its code; the content of the box is written
	opSequenceRef               // text: name, slot: how far behind the last number, join: its form; the number of a caption that is referred to
	opSequence                  // text: name, tail: where it starts over, join: its form; the number of a caption
	opNote                      // note: makes a copy of it and writes its number
	opMoved                     // note: what its references made, in place of kids
	opSlot                      // slot: in the map; lit, br, text, tab, tail: its mark round kids
	opCellSlot                  // slot: in the map; lit … tail: its mark round kids, in a copy that has a mark
	opCopyMark                  // slot: loop in the map; br, tab, tail: the bookmark of a copy
	opMapMark                   // br, tab, tail: the bookmark that names the map
)

// node is a step of filling a part.
type node struct {
	op      opcode
	id      idKind
	slot    int
	use     int
	tag     *tag.Tag
	lit     []byte
	text    string
	br, tab string
	join    string // stands for a hyphen at which no line may break
	tail    string
	again   bool // of opSequence: the last number, not the next
	inAttr  bool // the value stands between quotation marks of XML
	kids    []node
	slots   []int
	each    *each      // of a section
	loop    int        // of a section: 1 + its loop in the map of marks, 0 for none
	note    *movedNote // of opNote, opMoved
	in      []*tag.Tag // of opValue: sections in whose first copies the value is looked up, outermost first
}

// How an opMark lets a section break in.
const (
	markNone   = iota // not at all
	markBare          // paragraph properties go round it
	markInside        // among the paragraph's properties
)

// MaxOutput is the most bytes that one part may grow to, and that the copies of one note may take
// together; more is an error.
const MaxOutput = 2 << 30

const chunk = 64 << 10

// filling is one run of a template.
type filling struct {
	t        *Template
	run      Run
	scope    *tag.Scope
	w        io.Writer
	buf      []byte // not yet written
	done     int    // bytes written
	scratch  []byte
	err      error   // of w
	empty    []int   // by use: how often empty
	shown    []int   // by use
	failed   []error // by use: the first fault
	copies   int     // enclosing repetitions that are not the first
	holdAt   int     // a table without rows so far begins here; -1
	hollow   bool    // the content control that is being written has no content
	boxAt    int     // the state of a box goes in here; -1
	markAt   int     // a section break could go in here; -1
	mark     int
	fresh    numbers
	lastPara uint32
	ids      []int64 // by slot: the present number where it is not that of the template
	cells    []mergedCell
	rids     []string // by slot
	pics     pictures
	rels     []relsPart

	noteNumbered []bool // by note: its number in the template is taken
	noteText     []bytes.Buffer
	listBegun    []bool                // by slot: of a list, or of what comes once
	named        map[*identity][]int64 // numbers that tables of contents have given to copies that are still to come
	isFirst      []bool                // by slot, of a bookmark: no copy stands in this copy of what is around it
	instances    []byte                // of lists that began anew
	sequences    map[string]int64

	path uint64 // of the copy that is being written, see Loop.path
}

type mergedCell struct {
	key    []byte
	valid  bool
	merged bool
}

func (f *filling) exec(nodes []node) {
	for i := range nodes {
		n := &nodes[i]
		switch n.op {
		case opLit:
			f.buf = append(f.buf, n.lit...)
			if len(f.buf) > chunk {
				f.flush()
			}
		case opValue:
			f.value(n)
		case opSection:
			f.section(n)
		case opLate:
			f.late(n)
		case opTable:
			f.table(n)
		case opRow:
			f.holdAt = -1
		case opKeep:
			f.keep(n)
		case opMerge:
			f.merge(n)
		case opUnmerged:
			if f.cells[n.slot].merged {
				f.buf = append(f.buf, n.lit...)
			} else {
				f.exec(n.kids)
			}
		case opMark:
			f.mark, f.markAt = n.slot, f.done+len(f.buf)
			if n.slot == markNone {
				f.markAt = -1
			}
		case opBreak:
			f.sectionBreak(n)
		case opFirst:
			if f.copies == 0 {
				f.exec(n.kids)
			}
		default:
			f.step(n)
		}
	}
}

// step does what comes seldom.
func (f *filling) step(n *node) {
	switch n.op {
	case opID:
		f.number(n)
	case opPicture:
		f.picture(n)
	case opHolder:
		f.holder(n)
	case opRelation:
		f.buf = append(f.buf, f.rids[n.slot]...)
	case opControl:
		f.control(n)
	case opContent:
		start := f.done + len(f.buf)
		f.exec(n.kids)
		if f.hollow = start >= f.done && isHollow(bytes.TrimSpace(f.buf[start-f.done:])); !f.hollow {
			f.holdAt = -1
		}
	case opOnce:
		if !f.listBegun[n.slot] {
			f.listBegun[n.slot] = true
			f.exec(n.kids)
		}
	case opElse:
		if !f.listBegun[n.slot] {
			f.buf = append(f.buf, n.lit...)
		}
	case opBox:
		f.boxAt = f.done + len(f.buf)
	case opTicked:
		f.ticked(n)
	case opBoxed:
		f.boxed(n)
	case opSequenceRef:
		f.buf = append(f.buf, inForm(f.sequences[n.text]+int64(n.slot), n.join)...)
	case opSequence:
		f.sequence(n)
	case opNote:
		f.note(n)
	case opMoved:
		f.buf = append(f.buf, f.noteText[n.note.index].Bytes()...)
	case opSlot, opCellSlot:
		f.slotMark(n)
	case opCopyMark, opMapMark:
		f.pointMark(n)
	}
}

// flush writes what can no longer change.
func (f *filling) flush() {
	n := len(f.buf) - 64 // keep looks at what came last
	if f.holdAt >= 0 {
		n = min(n, f.holdAt-f.done)
	}
	if f.boxAt >= 0 {
		n = min(n, f.boxAt-f.done)
	}
	if f.markAt >= 0 {
		n = min(n, f.markAt-f.done)
	}
	f.write(n)
}

func (f *filling) write(n int) {
	if n <= 0 {
		return
	}
	if f.err == nil {
		_, f.err = f.w.Write(f.buf[:n])
	}
	f.done += n
	f.buf = append(f.buf[:0], f.buf[n:]...)
	if f.done > MaxOutput && f.err == nil {
		f.err = tooLarge("nội dung")
	}
}

// tooLarge says that what is written grows beyond MaxOutput.
func tooLarge(what string) error {
	return fmt.Errorf("%s vượt quá %d MiB vì phần lặp có quá nhiều dòng: hãy thu hẹp phạm vi dữ liệu hoặc tách thành nhiều văn bản, rồi tạo lại", what, MaxOutput>>20)
}

// fail notes the first fault of a tag.
func (f *filling) fail(use int, err error) {
	if f.failed[use] == nil {
		f.failed[use] = err
	}
}

// all returns the faults of the run in the order of the template's tags, nil for none.
func (f *filling) all() error {
	var faults Faults
	for use, err := range f.failed {
		if err != nil {
			u := &f.t.uses[use]
			faults.add(Fault{Place: u.Place, Tag: u.Tag.String(), Problem: err.Error(), Near: nearOf(err)})
		}
	}
	if faults.List == nil {
		return nil
	}
	return &faults
}

func (f *filling) section(n *node) {
	loop, err := n.tag.Loop(f.scope)
	if err != nil {
		f.fail(n.use, err)
		return
	}
	for _, s := range n.slots {
		f.cells[s].valid = false
	}
	path, c := f.path, copies{}
	if n.loop > 0 {
		c = copies{&f.t.mapped.Loops[n.loop-1], n.loop - 1, path, map[uint64]int{}}
	}
	for i := range loop.Len() {
		if f.err != nil {
			return
		}
		if n.loop > 0 {
			f.path = c.path(&loop, i)
		}
		loop.Enter(f.scope, i)
		if i == 1 {
			f.copies++
		}
		f.renew(n.each)
		f.exec(n.kids)
		loop.Leave(f.scope)
	}
	f.path = path
	if loop.Len() > 1 {
		f.copies--
	}
}

func (f *filling) value(n *node) {
	if f.failed[n.use] != nil {
		return
	}
	if len(n.in) > 0 {
		loop, err := n.in[0].Loop(f.scope)
		switch {
		case err != nil:
			f.fail(n.use, err)
		case loop.Len() > 0:
			loop.Enter(f.scope, 0)
			inner := *n
			inner.in = n.in[1:]
			f.value(&inner)
			loop.Leave(f.scope)
		}
		return
	}
	b, err := n.tag.Append(f.scratch[:0], f.scope)
	f.scratch = b
	if err != nil {
		f.fail(n.use, err)
		return
	}
	f.shown[n.use]++
	if len(b) == 0 {
		f.empty[n.use]++
		return
	}
	at := len(f.buf)
	if f.buf, err = appendText(f.buf, b, n.br, n.tab); err != nil {
		f.fail(n.use, err)
	}
	f.buf = joinNumbers(f.buf, at, n.join)
	if n.inAttr {
		f.buf = append(f.buf[:at], bytes.ReplaceAll(f.buf[at:], []byte{'"'}, []byte("&quot;"))...)
	}
}

// late writes a late value: in the editing copy the tag again, else its blank.
func (f *filling) late(n *node) {
	text, ok := f.run.Shown[n.text]
	if !ok {
		text = "{" + n.text + "}"
	}
	if f.run.Blanks == nil {
		f.buf = append(f.buf, n.lit...)
	} else {
		text = f.run.Blanks[n.text]
	}
	f.buf = append(f.buf, n.br...)
	var err error
	if f.buf, err = appendText(f.buf, []byte(text), " ", " "); err != nil {
		f.fail(n.use, err)
	}
	f.buf = append(f.buf, n.tab...)
	if f.run.Blanks == nil {
		f.buf = append(f.buf, n.tail...)
	}
}

// table drops what it wrote where no row came.
func (f *filling) table(n *node) {
	start := f.done + len(f.buf)
	outer := f.holdAt
	f.holdAt = start
	f.exec(n.kids)
	if f.holdAt == start {
		f.buf = f.buf[:start-f.done]
		if f.markAt >= start {
			f.markAt = -1
		}
	}
	f.holdAt = outer
}

// control drops what it wrote where no content came.
func (f *filling) control(n *node) {
	start := f.done + len(f.buf)
	outer := f.holdAt
	f.holdAt = start
	f.exec(n.kids)
	if f.hollow {
		f.buf = f.buf[:start-f.done]
		if f.markAt >= start {
			f.markAt = -1
		}
	} else {
		outer = -1 // what holds the control has content too
	}
	f.hollow, f.holdAt = false, outer
}

func (f *filling) keep(n *node) {
	start := f.done + len(f.buf)
	f.exec(n.kids)
	var came []byte
	if start >= f.done {
		came = f.buf[start-f.done:]
	} else {
		came = f.buf
	}
	came = bytes.TrimRight(came, " \t\r\n")
	if len(came) == 0 || bytes.HasSuffix(came, []byte(":tbl>")) || bytes.HasSuffix(came, []byte("</tbl>")) {
		f.buf = append(f.buf, n.lit...)
	}
}

// merge compares the cell with the one above it.
func (f *filling) merge(n *node) {
	key := f.scratch[:0]
	for _, u := range n.slots {
		var err error
		if key, err = f.t.uses[u].Tag.Append(key, f.scope); err != nil {
			f.fail(u, err)
		}
		key = append(key, 0)
	}
	f.scratch = key
	m := &f.cells[n.slot]
	filled := len(key) > len(n.slots) // empty cells have nothing in common
	m.merged = m.valid && filled && bytes.Equal(m.key, key)
	m.key, m.valid = append(m.key[:0], key...), true
	if m.merged {
		f.buf = append(f.buf, n.tab...)
	} else {
		f.buf = append(f.buf, n.br...)
	}
}

func (f *filling) sectionBreak(n *node) {
	lit := string(n.lit)
	if f.markAt < 0 {
		f.buf = append(f.buf, "<"+n.tab+">"+n.br+lit+n.tail+"</"+n.tab+">"...)
		return
	}
	if f.mark == markBare {
		lit = n.br + lit + n.tail
	}
	at := f.markAt - f.done
	f.buf = append(f.buf, lit...)
	copy(f.buf[at+len(lit):], f.buf[at:])
	copy(f.buf[at:], lit)
	f.markAt = -1
}

// renew gives what is new in each copy its number for the copy that comes. The very first
// one has the numbers of the template.
func (f *filling) renew(e *each) {
	for _, m := range e.marks {
		f.ids[m.slot], f.isFirst[m.slot] = f.identity(m), true
	}
	if f.copies > 0 {
		for _, s := range e.shapes {
			f.fresh.shape++
			f.ids[s] = f.fresh.shape
		}
	}
	for _, l := range e.lists {
		f.begin(l)
	}
}

// identity is the number of a bookmark for the copy that comes, 0 for that of the template.
func (f *filling) identity(m *identity) (id int64) {
	if named := f.named[m]; len(named) > 0 {
		f.named[m] = named[1:]
		return named[0]
	}
	if m.gives != nil {
		defer func() { f.named[m.gives] = append(f.named[m.gives], id) }()
	}
	if m.of != nil && f.isFirst[m.of.slot] {
		f.isFirst[m.of.slot] = false
		return f.ids[m.of.slot]
	}
	if f.copies == 0 {
		return 0
	}
	f.fresh.bookmark++
	return f.fresh.bookmark
}

// number writes the template's number in the first copy, a new one in others.
func (f *filling) number(n *node) {
	switch {
	case n.id == idStyledList && f.ids[n.slot] > 0:
		f.buf = append(strconv.AppendInt(append(f.buf, n.br...), f.ids[n.slot], 10), n.tail...)
	case n.id == idIndent && f.ids[n.slot] > 0:
		f.buf = append(f.buf, n.tail...)
	case n.id == idBookmark && f.ids[n.slot] > 0, n.id == idNote && f.ids[n.slot] > 0, n.id == idList && f.ids[n.slot] > 0:
		f.buf = strconv.AppendInt(f.buf, f.ids[n.slot], 10)
	case n.id == idShape && f.ids[n.slot] > 0: // _x0000_s1026
		stem := strings.TrimRight(n.text, "0123456789")
		if stem == n.text {
			stem += "_"
		}
		f.buf = strconv.AppendInt(append(f.buf, stem...), f.ids[n.slot], 10)
	case n.id == idBookmarkName && f.ids[n.slot] > 0:
		name := []rune(n.text)
		suffix := "_" + strconv.FormatInt(f.ids[n.slot], 10)
		f.buf = append(f.buf, string(name[:min(len(name), 40-len(suffix))])+suffix...) // Word: 40 letters at most
	case n.id == idDrawing && f.copies > 0:
		f.fresh.drawing++
		f.buf = strconv.AppendInt(f.buf, f.fresh.drawing, 10)
	case n.id == idPara && f.copies > 0:
		f.freshPara()
	case n.id == idControl && f.copies > 0:
		for f.fresh.lastControl++; f.t.numbers.controls[strconv.Itoa(f.fresh.lastControl)]; f.fresh.lastControl++ {
		}
		f.buf = strconv.AppendInt(f.buf, int64(f.fresh.lastControl), 10)
	default:
		f.buf = append(f.buf, n.text...)
	}
}

// freshPara writes a paragraph's number that the template does not have ([MS-DOCX]
// 2.2.4: above 0 and below 0x80000000).
func (f *filling) freshPara() {
	const digits = "0123456789ABCDEF"
	for {
		f.lastPara++
		var id [8]byte
		for i, n := 7, f.lastPara; i >= 0; i, n = i-1, n>>4 {
			id[i] = digits[n&15]
		}
		if !f.t.numbers.paras[string(id[:])] {
			f.buf = append(f.buf, id[:]...)
			return
		}
	}
}

// nearOf returns the nearest known name of an error for an unknown one.
func nearOf(err error) string {
	if u, ok := err.(*tag.UnknownName); ok {
		return u.Near
	}
	return ""
}

// badRune is the error for a character that XML cannot hold.
func badRune(s string) error {
	i := ooxml.ForbiddenAt(s)
	if i < 0 {
		return nil
	}
	around := []rune(strings.ToValidUTF8(s[:i], "?"))
	return fmt.Errorf("ký tự mã U+%04X không ghi được vào tệp Word (sau chữ %q)", []rune(s[i:])[0], string(around[max(0, len(around)-20):]))
}
