package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/tag"
)

// plan is a sheet of the template that has tags, or formulas that may refer to one.
type plan struct {
	name   string
	where  string // of a text that stands in no cell, in words; "" for a sheet
	nodes  []node // from row 1 to the last row with content
	rows   map[int]*row
	last   int // row of the template
	width  int // columns
	merges []area
	uses   []Use
	tagged []string           // texts of cells with tags, as they stand in the template
	chain  map[int][]*section // sections around a row, outermost first
}

// node is a row of the template or a section of rows.
type node struct {
	row     *row
	section *section
}

// section repeats rows first to last.
type section struct {
	tag         *tag.Tag
	first, last int
	nodes       []node
	height      int  // rows of one repetition, -1 where a section inside makes it vary
	keep        bool // a formula outside refers to nothing but rows of the section
}

type row struct {
	n      int
	height float64 // in points, 0: by content
	level  uint8   // of the group that it stands in, 0: none
	hidden bool
	cells  []*cell // of columns 1 to width; nil where there is neither style nor content
	static bool    // neither tag nor formula
}

// cell is a cell of the template: a constant, a formula or a text with tags.
type cell struct {
	col, row int
	style    int
	constant any      // string, float64, bool or []excelize.RichTextRun
	formula  *formula // nil: none
	parts    []part   // nil: no tags
	wrap     *wrap    // nil: a text is not broken into lines
}

// part is a piece of a text: characters, a value, or a section inside the cell.
type part struct {
	text string
	tag  *tag.Tag
	kids []part
}

// area is a rectangle of cells.
type area struct{ col1, row1, col2, row2 int }

func (p *plan) place(c *cell) string {
	if p.where != "" {
		return p.where
	}
	if c.row == 0 {
		return fmt.Sprintf("trang tính %s, đầu trang hoặc chân trang", p.name)
	}
	return fmt.Sprintf("trang tính %s, ô %s", p.name, cellName(c.col, c.row))
}

func cellName(col, row int) string {
	name, _ := excelize.ColumnNumberToName(col)
	return name + strconv.Itoa(row)
}

// planReader builds a plan.
type planReader struct {
	*plan
	file   *excelize.File
	faults []error
	open   []*section
	lists  [][]node // of the open sections and, first, of the sheet
	styles map[int]*excelize.Style
	usual  float64 // height of a row that has none of its own
	used   []Use   // in the row being read; In holds only the sections inside the cell
}

// readPlan reads one sheet; the plan is nil where it has neither tags nor formulas.
func readPlan(f *excelize.File, name string) (*plan, []error, error) {
	r := &planReader{plan: &plan{name: name, rows: map[int]*row{}, chain: map[int][]*section{}}, file: f, lists: [][]node{nil}, styles: map[int]*excelize.Style{}}
	texts, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, nil, err
	}
	if busy, err := r.isBusy(texts); err != nil || !busy {
		return nil, nil, err
	}
	if err := r.measure(texts); err != nil {
		return nil, nil, err
	}
	for n := 1; n <= r.last; n++ {
		var text []string
		if n <= len(texts) {
			text = texts[n-1]
		}
		row, events, err := r.readRow(n, text)
		if err != nil {
			return nil, nil, err
		}
		r.addRow(row, events)
	}
	for _, s := range r.open {
		r.fault(s.first, "phần %s không có thẻ đóng", s.tag)
	}
	r.plan.nodes = r.lists[0]
	return r.plan, r.faults, nil
}

// isBusy reports whether a sheet has a tag or a formula at all: lists that are only looked
// up in can be long.
func (r *planReader) isBusy(texts [][]string) (bool, error) {
	for i, row := range texts {
		for k, text := range row {
			if len(tag.Find(text)) > 0 {
				return true, nil
			}
			if f, err := r.file.GetCellFormula(r.name, cellName(k+1, i+1)); err != nil || f != "" {
				return true, err
			}
		}
	}
	return false, nil
}

func (r *planReader) fault(row int, format string, args ...any) {
	r.faults = append(r.faults, fmt.Errorf("trang tính %s, hàng %d: %w", r.name, row, fmt.Errorf(format, args...)))
}

// measure finds the rectangle that holds all cells, styled empty ones included.
func (r *planReader) measure(texts [][]string) error {
	r.last = len(texts)
	for _, t := range texts {
		r.width = max(r.width, len(t))
	}
	if ref, err := r.file.GetSheetDimension(r.name); err == nil {
		if a, ok := parseArea(ref); ok && a.col2 <= r.width+50 && a.row2 <= r.last+200 {
			r.width, r.last = max(r.width, a.col2), max(r.last, a.row2)
		}
	}
	var err error
	if r.usual, err = r.file.GetRowHeight(r.name, maxRows); err != nil {
		return err
	}
	merges, err := r.file.GetMergeCells(r.name, true)
	if err != nil {
		return err
	}
	for _, m := range merges {
		if a, ok := parseArea(m.GetStartAxis() + ":" + m.GetEndAxis()); ok {
			r.merges = append(r.merges, a)
			if a.col2 <= r.width+50 && a.row2 <= r.last+200 {
				r.width, r.last = max(r.width, a.col2), max(r.last, a.row2)
			}
		}
	}
	return nil
}

func parseArea(ref string) (a area, ok bool) {
	first, second, two := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !two {
		second = first
	}
	var err1, err2 error
	a.col1, a.row1, err1 = excelize.CellNameToCoordinates(first)
	a.col2, a.row2, err2 = excelize.CellNameToCoordinates(second)
	return a, err1 == nil && err2 == nil
}

// event is a section tag that reaches beyond its cell.
type event struct {
	tag *tag.Tag
	at  *cell
}

func (r *planReader) readRow(n int, texts []string) (*row, []event, error) {
	row := &row{n: n, cells: make([]*cell, r.width), static: true}
	var events []event
	content := false
	for col := 1; col <= r.width; col++ {
		name := cellName(col, n)
		style, err := r.file.GetCellStyle(r.name, name)
		if err != nil {
			return nil, nil, err
		}
		c := &cell{col: col, row: n, style: style}
		text := ""
		if col <= len(texts) {
			text = texts[col-1]
		}
		ev, err := r.readCell(c, name, text)
		if err != nil {
			return nil, nil, err
		}
		events = append(events, ev...)
		if c.style == 0 && c.constant == nil && c.formula == nil && c.parts == nil && len(ev) == 0 {
			continue
		}
		row.cells[col-1] = c
		content = content || c.constant != nil || c.formula != nil || len(c.parts) > 0
		row.static = row.static && c.formula == nil && c.parts == nil && len(ev) == 0
		c.wrap = r.wrapOf(c)
	}
	h, err := r.file.GetRowHeight(r.name, n)
	if err == nil && h != r.usual {
		row.height = h
	}
	if row.level, err = r.file.GetRowOutlineLevel(r.name, n); err != nil {
		return nil, nil, err
	}
	shown, err := r.file.GetRowVisible(r.name, n)
	row.hidden = err == nil && !shown
	if !content && len(events) > 0 {
		row.cells = nil // nothing but tags: the row vanishes
	}
	return row, events, nil
}

// readCell reads what a cell holds and returns its section tags that belong to the row.
func (r *planReader) readCell(c *cell, name, text string) ([]event, error) {
	f, err := r.file.GetCellFormula(r.name, name)
	if err != nil {
		return nil, err
	}
	if f != "" {
		c.formula = cellFormula(f)
		return nil, nil
	}
	if len(tag.Find(text)) > 0 {
		r.tagged = append(r.tagged, text)
		return r.readTags(c, norm.NFC.String(text))
	}
	if text == "" {
		return nil, nil
	}
	kind, err := r.file.GetCellType(r.name, name)
	if err != nil {
		return nil, err
	}
	c.constant = text
	switch kind {
	case excelize.CellTypeBool:
		c.constant = text == "1" || text == "TRUE"
	case excelize.CellTypeNumber, excelize.CellTypeUnset, excelize.CellTypeDate:
		if v, err := strconv.ParseFloat(text, 64); err == nil {
			c.constant = v
		}
	default:
		if runs, err := r.file.GetCellRichText(r.name, name); err == nil && len(runs) > 1 {
			c.constant = runs
		}
	}
	return nil, nil
}

// readTags cuts a text into parts; sections that open and close in it stay in it.
func (r *planReader) readTags(c *cell, text string) ([]event, error) {
	pieces := tag.Find(text)
	inner := r.pairs(pieces)
	var events []event
	stack := [][]part{{}} // of the open sections inside the cell
	var tags []*tag.Tag
	add := func(p part) { stack[len(stack)-1] = append(stack[len(stack)-1], p) }
	last := 0
	for i, p := range pieces {
		if p.Start > last {
			add(part{text: text[last:p.Start]})
		}
		last = p.End
		switch {
		case p.Err != nil:
			r.faults = append(r.faults, fmt.Errorf("%s: thẻ %s: %w", r.place(c), text[p.Start:p.End], p.Err))
		case p.Tag == nil:
			add(part{text: "{"})
		case p.Tag.Kind == tag.Picture:
			r.faults = append(r.faults, fmt.Errorf("%s: thẻ %s: bảng tính không nhận hình; hãy đặt hình vào bản Word", r.place(c), p.Tag))
		case p.Tag.Kind == tag.Value:
			add(part{tag: p.Tag})
			r.use(c, p.Tag, tags)
		case !inner[i]:
			events = append(events, event{p.Tag, c})
		case p.Tag.Kind == tag.Close:
			n := len(stack) - 1
			kids := stack[n]
			stack = stack[:n]
			add(part{tag: tags[n-1], kids: kids})
			tags = tags[:n-1]
		default:
			r.use(c, p.Tag, tags)
			stack, tags = append(stack, nil), append(tags, p.Tag)
		}
	}
	if last < len(text) {
		add(part{text: text[last:]})
	}
	c.parts = stack[0]
	if len(events) > 0 {
		c.parts = trimParts(c.parts)
	}
	return events, nil
}

// pairs tells which pieces are section tags whose partner stands in the same text.
func (r *planReader) pairs(pieces []tag.Piece) map[int]bool {
	inner := map[int]bool{}
	var open []int
	for i, p := range pieces {
		switch {
		case p.Tag == nil:
		case p.Tag.Kind == tag.Section || p.Tag.Kind == tag.Absent:
			open = append(open, i)
		case p.Tag.Kind == tag.Close && len(open) > 0 && p.Tag.Closes(pieces[open[len(open)-1]].Tag):
			inner[i], inner[open[len(open)-1]] = true, true
			open = open[:len(open)-1]
		}
	}
	return inner
}

// trimParts takes blanks away that stood between a section tag and the text.
func trimParts(parts []part) []part {
	if n := len(parts); n > 0 && parts[0].tag == nil {
		if parts[0].text = strings.TrimLeft(parts[0].text, " \n"); parts[0].text == "" {
			parts = parts[1:]
		}
	}
	if n := len(parts); n > 0 && parts[n-1].tag == nil {
		if parts[n-1].text = strings.TrimRight(parts[n-1].text, " \n"); parts[n-1].text == "" {
			parts = parts[:n-1]
		}
	}
	return parts
}

func (r *planReader) use(c *cell, t *tag.Tag, inside []*tag.Tag) {
	r.used = append(r.used, Use{r.place(c), t, slices.Clone(inside)})
}

// around returns the tags of the open sections, outermost first.
func (r *planReader) around() []*tag.Tag {
	var tags []*tag.Tag
	for _, s := range r.open {
		tags = append(tags, s.tag)
	}
	return tags
}

// addRow puts a row where its section tags say: inside what it opens, before what it
// closes ends.
func (r *planReader) addRow(row *row, events []event) {
	r.rows[row.n] = row
	closed := 0
	for _, e := range events {
		if e.tag.Kind != tag.Close {
			if closed > 0 {
				r.fault(row.n, "thẻ %s mở phần mới trên hàng vừa đóng một phần khác; hãy tách ra hai hàng", e.tag)
			}
			r.uses = append(r.uses, Use{r.place(e.at), e.tag, r.around()})
			r.open = append(r.open, &section{tag: e.tag, first: row.n})
			r.lists = append(r.lists, nil)
			continue
		}
		closed++
		if n := len(r.open) - closed; n < 0 {
			closed--
			r.fault(row.n, "thẻ đóng %s không có thẻ mở", e.tag)
		} else if !e.tag.Closes(r.open[n].tag) {
			r.fault(row.n, "thẻ đóng %s không khớp với thẻ mở %s ở hàng %d", e.tag, r.open[n].tag, r.open[n].first)
		}
	}
	r.chain[row.n] = slices.Clone(r.open)
	for _, u := range r.used {
		u.In = append(r.around(), u.In...)
		r.uses = append(r.uses, u)
	}
	r.used = nil
	if row.cells != nil || len(events) == 0 {
		n := len(r.lists) - 1
		r.lists[n] = append(r.lists[n], node{row: row})
	}
	for range closed {
		n := len(r.open) - 1
		s := r.open[n]
		s.last, s.nodes = row.n, r.lists[n+1]
		for _, k := range s.nodes {
			if k.section != nil {
				s.height = -1
			} else if s.height >= 0 {
				s.height++
			}
		}
		r.open, r.lists = r.open[:n], r.lists[:n+1]
		r.lists[n] = append(r.lists[n], node{section: s})
	}
}
