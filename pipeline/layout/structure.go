package layout

import (
	"cmp"
	"slices"

	"vanthu/pipeline/layout/word"
)

// record notes the cells of a table of the body for Document.Tables.
func (t *typesetter) record(lt *laidTable) {
	if lt.tb.Place.Part != word.BodyPart || t.tables[lt.tb] != nil {
		return
	}
	out := &Table{Rows: make([]TableRow, len(lt.rows)), Columns: len(lt.edges) - 1, Heads: lt.headers}
	ruled, all := 0, 0
	for i := range lt.rows {
		r := &lt.rows[i]
		cells := make([]TableCell, 0, len(r.cells))
		for j := range r.cells {
			c := &r.cells[j]
			if all++; c.ruled() {
				ruled++
			}
			if c.props.Merge == word.MergeGoOn {
				continue
			}
			cells = append(cells, TableCell{First: c.c.Paras[0], Last: c.c.Paras[1],
				Column: int16(c.from), Columns: int16(c.to - c.from), Rows: int16(min(c.last-i+1, 1<<15-1))})
		}
		out.Rows[i].Cells = cells
	}
	out.Ruled = ruled > 0 && ruled*2 >= all
	t.tables[lt.tb] = out
}

// ruled reports whether something of the cell shows besides its text.
func (c *laidCell) ruled() bool {
	for side := range c.props.Borders {
		if c.props.Borders[side].Visible() {
			return true
		}
	}
	return c.props.Shade.On
}

// tableList gives the tables in the order of their first paragraphs; a table that begins a
// cell comes after that around it, which ends later or has other cells before.
func (t *typesetter) tableList() []Table {
	list := make([]*word.Table, 0, len(t.tables))
	for tb := range t.tables {
		list = append(list, tb)
	}
	slices.SortFunc(list, func(a, b *word.Table) int {
		fromA, toA := a.Paras()
		fromB, toB := b.Paras()
		return cmp.Or(cmp.Compare(fromA, fromB), cmp.Compare(toB, toA), cmp.Compare(a.Depth, b.Depth))
	})
	out := make([]Table, len(list))
	for i, tb := range list {
		out[i] = *t.tables[tb]
	}
	return out
}

// listItems gives the paragraphs of lists in order, each once: labels are counted where a
// paragraph is laid out, which is earlier than its turn in cells and kept chains.
func (t *typesetter) listItems() []ListItem {
	out := slices.Clone(t.items)
	slices.SortFunc(out, func(a, b ListItem) int { return cmp.Compare(a.Para, b.Para) })
	return slices.CompactFunc(out, func(a, b ListItem) bool { return a.Para == b.Para })
}

// noteList gives the notes that are referred to from the body, in order.
func (t *typesetter) noteList() []Note {
	var out []Note
	for _, n := range t.notes.byKey {
		if n.sign == "" || n.from == nil || n.Paras[1] < n.Paras[0] {
			continue
		}
		base := t.Paras
		if n.End {
			base += t.NoteParas
		}
		if para := t.ParaNumber(n.from); para > 0 {
			out = append(out, Note{Para: para, First: base + n.Paras[0], Last: base + n.Paras[1]})
		}
	}
	slices.SortFunc(out, func(a, b Note) int { return cmp.Or(cmp.Compare(a.Para, b.Para), cmp.Compare(a.First, b.First)) })
	return out
}
