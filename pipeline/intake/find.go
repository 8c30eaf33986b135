package intake

import (
	"slices"
	"strings"
)

// find is a table found in a grid.
type find struct {
	sheet *Sheet
	grid  *grid
	head  int             // its last row of heads
	cols  map[int]*Column // by column of the grid
	first int             // column of TT or of what names a row; 0 for none
}

// ownColumns are the columns that offices add to any table.
var ownColumns = []*Column{
	{Name: "tt", Head: "TT", Also: []string{"stt", "số tt", "số thứ tự"}, Type: textType},
	{Name: "don_vi", Head: "Đơn vị", Also: []string{"địa phương", "địa phương/đơn vị", "đơn vị/địa phương", "tên đơn vị", "đơn vị báo cáo", "huyện, thị xã, thành phố", "xã, phường", "đơn vị, địa phương", "đơn vị đề nghị"}, Type: unitType},
	{Name: "ghi_chu", Head: "Ghi chú", Type: textType},
}

// Rows in which heads are looked for, and how many of them a head may take.
const (
	maxHeadRow   = 25
	maxHeadDepth = 3
)

// findTable looks for the heads of one of the sheets. It takes the sheet of which most
// columns are there; nil where none has its needed columns and half of all.
func findTable(g *grid, sheets []*Sheet) *find {
	texts := g.headTexts()
	var best *find
	bestScore := 0
	for row := 1; row <= len(texts); row++ {
		keys := headsAt(texts, row)
		for _, s := range sheets {
			f := matchHeads(s, keys)
			if f == nil {
				continue
			}
			score := f.score()
			if score > bestScore {
				f.grid, f.head = g, row
				best, bestScore = f, score
			}
		}
	}
	return best
}

// score prefers the sheet that is there most completely, then the larger one.
func (f *find) score() int {
	n := 0
	for _, c := range f.cols {
		for _, of := range f.sheet.Columns {
			if c == of {
				n++
			}
		}
	}
	return n*1000/len(f.sheet.Columns) + n
}

// level is the level of government that the head of the column of units says, "" for none.
func (f *find) level() string {
	for col, c := range f.cols {
		if c != ownColumns[1] {
			continue
		}
		for row := f.head; row > max(0, f.head-maxHeadDepth); row-- {
			x := f.grid.at(col, row)
			if x.kind == emptyCell {
				x = f.grid.merged(col, row)
			}
			if text, _ := plain(x); text != "" {
				return headLevel(text)
			}
		}
	}
	return ""
}

// headTexts is the top of a grid with merged cells written out and old encodings read.
func (g *grid) headTexts() [][]string {
	rows := min(len(g.rows), maxHeadRow)
	texts := make([][]string, rows)
	for r := range rows {
		for _, c := range g.rows[r] {
			text, _ := plain(c)
			texts[r] = append(texts[r], headKey(text))
		}
	}
	for _, m := range g.merges {
		if m.top > rows || m.left > len(texts[m.top-1]) || m.right-m.left > 200 {
			continue
		}
		text := texts[m.top-1][m.left-1]
		for r := m.top; r <= min(m.bottom, rows); r++ {
			for len(texts[r-1]) < m.right {
				texts[r-1] = append(texts[r-1], "")
			}
			for col := m.left; col <= m.right; col++ {
				texts[r-1][col-1] = text
			}
		}
	}
	return texts
}

// headsAt gives for each column the texts by which the heads that end in a row may call
// it, the longest first.
func headsAt(texts [][]string, row int) [][]string {
	keys := make([][]string, len(texts[row-1]))
	for col := range keys {
		parts := []string{}
		for r := max(1, row-maxHeadDepth+1); r <= row; r++ {
			if col >= len(texts[r-1]) {
				continue
			}
			if t := texts[r-1][col]; t != "" && (len(parts) == 0 || parts[len(parts)-1] != t) {
				parts = append(parts, t)
			}
		}
		// A column without words in this row has no head here.
		if texts[row-1][col] == "" {
			continue
		}
		for i := range parts {
			keys[col] = append(keys[col], strings.Join(parts[i:], " "))
		}
	}
	return keys
}

func init() {
	for _, c := range ownColumns {
		c.calls = c.callsOf()
	}
}

// callsOf lists what a column may be called, in the form of headKey, those with its group
// first.
func (c *Column) callsOf() (keys []string) {
	for _, h := range append([]string{c.Head}, c.Also...) {
		if c.Group != "" {
			keys = append(keys, headKey(c.Group+" "+h))
		}
		keys = append(keys, headKey(h))
	}
	return keys
}

// matchHeads gives each column of a grid the column of the sheet that it is; nil where the
// needed ones or half of all are missing.
func matchHeads(s *Sheet, keys [][]string) *find {
	f := &find{sheet: s, cols: map[int]*Column{}}
	taken := map[*Column]bool{}
	for pass := range 3 { // whole heads first: "Tổ được phân loại Xuất sắc" before "Xuất sắc"; bare ones last
		for i, names := range keys {
			if f.cols[i+1] != nil {
				continue
			}
			for n, name := range names {
				if pass == 2 {
					name = bare(name)
				}
				if c := s.called(name, taken); c != nil && (pass > 0 || n == 0) {
					f.cols[i+1], taken[c] = c, true
					break
				}
			}
		}
	}
	n := 0
	for _, c := range s.Columns {
		if taken[c] {
			n++
		} else if c.Need || s.Fixed && c == s.Columns[0] {
			return nil
		}
	}
	if n < 2 && len(s.Columns) > 1 || n*2 < len(s.Columns) {
		return nil
	}
	for col := range keys {
		if c := f.cols[col+1]; c != nil && (f.first == 0) {
			f.first = col + 1
		}
	}
	return f
}

// bare is a head without the words that offices put before it.
func bare(name string) string {
	for _, p := range []string{"trong do so ", "trong do ", "tong so ", "so luong "} {
		if rest, ok := strings.CutPrefix(name, p); ok {
			return rest
		}
	}
	return name
}

func (s *Sheet) called(name string, taken map[*Column]bool) *Column {
	for _, list := range [][]*Column{s.Columns, ownColumns} {
		for _, c := range list {
			if taken[c] {
				continue
			}
			if slices.Contains(c.calls, name) {
				return c
			}
		}
	}
	return nil
}

// totals are what the first words of a row of totals say.
func isTotal(key string) bool {
	for _, t := range []string{"tong cong", "cong", "tong", "tong so", "toan tinh", "toan thanh pho", "toan huyen", "cong chung", "tong toan tinh"} {
		if key == t {
			return true
		}
	}
	return strings.HasPrefix(key, "tong cong ")
}

// isNumbering reports a row that numbers the columns: (1) (2) (3), or A B 1 2.
func isNumbering(line []cell) bool {
	n, last := 0, 0
	for _, c := range line {
		key := strings.Trim(strings.TrimSpace(c.text), "()")
		switch {
		case key == "":
		case len(key) == 1 && key[0] >= 'A' && key[0] <= 'D' && last == 0:
			n++
		default:
			key, _, _ = strings.Cut(key, " ") // “7 (6:3)”
			v := int(atoi(key))
			if !digitsOnly.MatchString(key) || v != last+1 {
				return false
			}
			last, n = v, n+1
		}
	}
	return n >= 3 && last >= 2
}
