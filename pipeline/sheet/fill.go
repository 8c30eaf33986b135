package sheet

import (
	"cmp"
	"slices"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/tag"
)

// sink takes the rows of a filled sheet, from the first to the last.
type sink interface {
	row(n int, r *row, height float64, values []excelize.Cell) error
	merge(a area) error
}

// walker writes the rows of one sheet to a sink.
type walker struct {
	*filler
	plan   *plan
	layout *layout
	scope  *tag.Scope
	sink   sink
	from   []at
	values []excelize.Cell
	runs   map[*cell]*run // equal cells downwards, for the filter gop
	merges map[int][]area // of the template, by first row
}

// run is a stretch of equal cells that become one.
type run struct {
	first, last int
	value       any
}

func (fl *filler) walk(p *plan, out sink) error {
	w := &walker{filler: fl, plan: p, layout: fl.layouts[p.name], scope: tag.NewScope(fl.set.Record()), sink: out,
		values: make([]excelize.Cell, p.width), runs: map[*cell]*run{}, merges: map[int][]area{}}
	for _, a := range p.merges {
		w.merges[a.row1] = append(w.merges[a.row1], a)
	}
	if _, err := w.nodes(p.nodes, w.layout.top, 1, false); err != nil {
		return err
	}
	return w.mergeRuns()
}

// nodes writes nodes from a row on and returns the row after them.
func (w *walker) nodes(nodes []node, exts []*extent, row int, blank bool) (int, error) {
	for _, n := range nodes {
		if n.row != nil {
			if err := w.row(n.row, row, blank); err != nil {
				return row, err
			}
			row++
			continue
		}
		e := exts[0]
		exts = exts[1:]
		if err := w.section(e); err != nil {
			return row, err
		}
		row += e.rows
	}
	return row, nil
}

func (w *walker) section(e *extent) error {
	if e.n == 0 {
		return nil
	}
	var loop tag.Loop
	var err error
	if !e.blank {
		if loop, err = e.section.tag.Loop(w.scope); err != nil {
			return err
		}
	}
	w.from = append(w.from, at{ext: e})
	for i := 0; i < e.n && err == nil; i++ {
		w.from[len(w.from)-1].i = i
		if !e.blank {
			loop.Enter(w.scope, i)
		}
		_, err = w.nodes(e.section.nodes, e.innerOf(i), e.startOf(i), e.blank)
		if !e.blank {
			loop.Leave(w.scope)
		}
	}
	w.from = w.from[:len(w.from)-1]
	return err
}

// row writes one row; a blank one has only its styles.
func (w *walker) row(r *row, n int, blank bool) error {
	height := r.height
	for i, c := range r.cells {
		w.values[i] = excelize.Cell{}
		if c == nil {
			continue
		}
		w.values[i].StyleID = c.style
		if blank {
			continue
		}
		switch {
		case c.formula != nil:
			w.values[i].Formula = c.formula.text(w.filler, w.plan.name, w.from)
		case c.parts != nil:
			v, err := w.value(c)
			if err != nil {
				w.fault(w.plan, c, err)
				continue
			}
			w.values[i].Value, w.values[i].StyleID = v.value, w.styled(c.style, v)
			w.join(c, n, &w.values[i])
			if text, ok := w.values[i].Value.(string); ok && c.wrap != nil {
				height = max(height, c.wrap.heightFor(text))
			}
		default:
			w.values[i].Value = c.constant
		}
	}
	if err := w.sink.row(n, r, min(height, excelize.MaxRowHeight), w.values[:len(r.cells)]); err != nil {
		return err
	}
	for _, a := range w.merges[r.n] {
		if _, last, ok := w.layout.spanRange(a.row1, a.row2, w.from); ok {
			if err := w.sink.merge(area{a.col1, n, a.col2, max(n, last)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// join drops the value of a cell that equals the one above it, if its tag says so.
func (w *walker) join(c *cell, n int, v *excelize.Cell) {
	if len(c.parts) != 1 || c.parts[0].tag == nil || !c.parts[0].tag.Merges() {
		return
	}
	if r := w.runs[c]; r != nil && r.last == n-1 && r.value == v.Value {
		r.last, v.Value = n, nil
		return
	}
	w.endRun(c)
	w.runs[c] = &run{n, n, v.Value}
}

func (w *walker) endRun(c *cell) error {
	r := w.runs[c]
	if r == nil || r.first == r.last {
		return nil
	}
	return w.sink.merge(area{c.col, r.first, c.col, r.last})
}

func (w *walker) mergeRuns() error {
	var cells []*cell
	for c := range w.runs {
		cells = append(cells, c)
	}
	slices.SortFunc(cells, func(a, b *cell) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
	for _, c := range cells {
		if err := w.endRun(c); err != nil {
			return err
		}
	}
	return nil
}

// stream writes a sheet that is too large to hold.
type stream struct {
	*excelize.StreamWriter
	cells []any
}

func (fl *filler) stream(p *plan) error {
	sw, err := fl.file.NewStreamWriter(p.name)
	if err != nil {
		return err
	}
	if err := fl.walk(p, &stream{StreamWriter: sw}); err != nil {
		return err
	}
	return sw.Flush()
}

func (s *stream) row(n int, r *row, height float64, values []excelize.Cell) error {
	s.cells = s.cells[:0]
	for i := range values {
		if v := &values[i]; v.Value == nil && v.Formula == "" && v.StyleID == 0 {
			s.cells = append(s.cells, nil)
		} else {
			s.cells = append(s.cells, v)
		}
	}
	return s.SetRow(cellName(1, n), s.cells, excelize.RowOpts{Height: height, Hidden: r.hidden, OutlineLevel: int(r.level)})
}

func (s *stream) merge(a area) error {
	if a.col1 == a.col2 && a.row1 == a.row2 {
		return nil
	}
	return s.MergeCell(cellName(a.col1, a.row1), cellName(a.col2, a.row2))
}
