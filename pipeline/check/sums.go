package check

import (
	"fmt"
	"strings"

	"vanthu/pipeline/viet"
)

const sumClause = "NĐ 30/2020, Đ.10"

// tableSums holds subtotals and grand totals of printed tables against their rows.
func tableSums(t *text) (found []Finding) {
	t.entries()
	for _, rows := range t.tables() {
		for k := 0; k < 8; k++ {
			c := column{text: t, rows: rows, right: k}
			found = append(found, c.add()...)
		}
	}
	return found
}

// column adds up one column of a table, counted from the right, for its heads span.
type column struct {
	*text
	rows  []row
	right int // cells to the right of it

	total, entered int64 // of the table and of the open group
	group, sub     heading
	above          *row  // a total that stands above the entries
	said           int64 // its figure
	figures        int   // entries that hold one
	found          []Finding
}

// heading is an open group of a table: its row with the figure there, and what its entries add up to.
type heading struct {
	at        *row // nil for none
	said, sum int64
	entries   int
}

// add adds up the column. One that holds anything but whole figures is none.
func (c *column) add() []Finding {
	for i := range c.rows {
		r := &c.rows[i]
		text, is := c.cell(r)
		n, ok := sumOf(text)
		says := is && ok && !noFigures[text]
		switch {
		case len(r.cells) < 2, columnNumbers(r):
		case r.numberOf() > 0:
			if !is || !ok {
				return nil
			}
			c.entry(r, n, says)
		case totalRow.MatchString(r.label()):
			c.totalOf(r, n, says)
		case groupRow.MatchString(r.cells[0]):
			c.close(&c.sub)
			c.close(&c.group)
			c.entered = 0
			if says {
				c.group = heading{at: r, said: n}
			}
		case says && r.label() != "" && c.heads(i):
			c.close(&c.sub)
			c.sub = heading{at: r, said: n}
		}
	}
	c.close(&c.sub)
	c.close(&c.group)
	if c.above != nil && c.said != c.total {
		c.wrong(c.above, "Dòng “"+c.above.label()+"”", c.said, c.total)
	}
	if c.figures == 0 {
		return nil
	}
	return c.found
}

// cell is what a row has in the column.
func (c *column) cell(r *row) (string, bool) {
	i := len(r.cells) - 1 - c.right
	if i < 1 {
		return "", false
	}
	return r.cells[i], true
}

// heads reports whether the i-th row heads entries: it is shorter than the next one, which is one.
func (c *column) heads(i int) bool {
	return i+1 < len(c.rows) && c.rows[i+1].numberOf() > 0 && len(c.rows[i].cells) < len(c.rows[i+1].cells)
}

func (c *column) entry(r *row, n int64, says bool) {
	if c.begins(r) {
		c.close(&c.sub)
		c.close(&c.group)
		c.entered = 0
	}
	if says {
		c.figures++
	}
	c.total += n
	c.entered += n
	for _, h := range []*heading{&c.group, &c.sub} {
		h.sum += n
		h.entries++
	}
}

// totalOf takes a row of a total: of the whole table, above or below it, or of a group below it.
func (c *column) totalOf(r *row, n int64, says bool) {
	switch {
	case !says:
	case c.figures == 0:
		c.above, c.said = r, n
	case n == c.entered && n != c.total && strings.HasPrefix(viet.Fold(r.label()), "cong"):
		c.entered = 0
	case n != c.total:
		c.wrong(r, "Dòng “"+r.label()+"”", n, c.total)
	}
	c.close(&c.sub)
	c.close(&c.group)
}

func (c *column) close(h *heading) {
	if h.at != nil && h.entries > 0 && h.said != h.sum {
		c.wrong(h.at, "Dòng cộng của nhóm “"+h.at.label()+"”", h.said, h.sum)
	}
	*h = heading{}
}

func (c *column) wrong(r *row, what string, said, sum int64) {
	c.found = append(c.found, Finding{Rule: "SUM", Severity: Wrong, Place: r.first.place(), Clause: sumClause,
		Message: fmt.Sprintf("%s ghi %s, cộng các dòng được %s: tính lại.", what, viet.Count(said), viet.Count(sum))})
}
