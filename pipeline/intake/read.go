package intake

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"vanthu/pipeline/viet"
)

// table is what a sheet of a file says.
type table struct {
	*Sheet
	tab    string // name of the sheet in the file
	rows   []*row
	cols   map[string]int // column of the file, by name
	totals *row           // what the row of totals says
	signed int            // the row in which those who sign begin; 0 for none
}

// row is a row of a table. vals holds int64, string, bool; a name that is missing there was
// left empty.
type row struct {
	at    int
	unit  string // code of the unit, where the table has a column for it
	vals  map[string]any
	texts map[string]string // as read, for comparing
	cols  map[string]int    // columns of the file where they differ from the table's
}

// cell names the cell of a column in a row, for faults.
func (t *table) cell(r *row, name string) string {
	col := t.cols[name]
	if r.cols != nil {
		col = r.cols[name]
	}
	if col == 0 {
		col = 1
	}
	return cellName(col, r.at)
}

// lacks reports that the file has no column of the name, so that it says nothing of it.
func (t *table) lacks(r *row, name string) bool {
	if r.cols != nil {
		return r.cols[name] == 0
	}
	return t.cols[name] == 0
}

func (r *row) int(name string) int64   { n, _ := r.vals[name].(int64); return n }
func (r *row) text(name string) string { s, _ := r.vals[name].(string); return s }
func (r *row) has(name string) bool    { _, ok := r.vals[name]; return ok }

// original is a text that was converted, as it stood in the file.
type original struct{ Sheet, Cell, Change, Original, Text string }

// reader turns cells into values.
type reader struct {
	faults    *faults
	unitOf    func(name, level string) (code string, d *doubt) // of a column of units
	level     string                                           // of government, that the head of this column says
	originals []original
	own       bool         // the file is our form, whose texts and places are known
	months    map[int]bool // columns of the sheet in which days may be month first
	from04    bool
}

// read reads the rows below the heads.
func (rd *reader) read(f *find) *table {
	t := &table{Sheet: f.sheet, tab: f.grid.name, cols: map[string]int{}}
	for col, c := range f.cols {
		t.cols[c.Name] = col
	}
	rd.months, rd.from04, rd.level = monthsFirst(f), f.grid.from04, f.level()
	rd.strangers(f)
	if !rd.own {
		rd.missing(f)
	}
	var above *row
	for r := f.head + 1; r <= len(f.grid.rows); r++ {
		if !rd.own && (rd.skip(f, t, r) || rd.signature(f, t, r)) {
			continue
		}
		got, told := rd.readRow(f, t, r, above)
		if got == nil {
			continue
		}
		for _, x := range told {
			rd.faults.add(place{x.Sheet, x.Cell}, x.Severity, "%s", x.Message)
		}
		rd.need(t, got)
		t.rows = append(t.rows, got)
		above = got
	}
	rd.compareTotals(t)
	return t
}

// strangers tells of columns under the heads that are not read, except rates, which follow
// from the figures.
func (rd *reader) strangers(f *find) {
	for i, c := range f.grid.rows[f.head-1] {
		text, _ := plain(c)
		key := headKey(text)
		if f.cols[i+1] == nil && key != "" && !strings.Contains(key, "%") && !strings.HasPrefix(key, "ty le") {
			rd.faults.add(place{f.grid.name, cellName(i+1, f.head)}, Notice, "cột “%s” không có chỗ trong dữ liệu, không đọc; tệp gốc được giữ", cut(text, 40))
		}
	}
}

// missing tells which figures the table has no column for.
func (rd *reader) missing(f *find) {
	there := map[*Column]bool{}
	for _, c := range f.cols {
		there[c] = true
	}
	var names []string
	for _, c := range f.sheet.Columns {
		if !there[c] && (c.Type == countType || c.Type == moneyType || c.Type == pointsType) {
			names = append(names, "“"+strings.TrimSpace(c.Group+" "+c.Head)+"”")
		}
	}
	if len(names) > 0 {
		rd.faults.add(place{f.grid.name, cellName(1, f.head)}, Doubt, "bảng không có cột %s: số đã nhận từ trước được giữ nguyên, chưa có thì tính là 0", cut(strings.Join(names, ", "), 300))
	}
}

// signs are how the cells begin under which a table is signed.
var signs = []string{"nguoi lap", "lap bieu", "nguoi tong hop", "can bo tong hop", "nguoi bao cao", "thu truong", "lanh dao", "giam doc", "pho giam doc", "chu tich",
	"pho chu tich", "truong phong", "truong ban", "truong cong an", "hieu truong", "ke toan", "xac nhan", "ky ten", "ky ghi ro", "ky dong dau", "tm ", "kt ", "tl "}

// signature passes the rows where a table is signed: one whose cells all say who signs, and what
// stands below it without a figure.
func (rd *reader) signature(f *find, t *table, r int) bool {
	below := t.signed > 0
	for _, c := range f.grid.rows[r-1] {
		text, _ := plain(c)
		if text == "" {
			continue
		}
		_, figure := readNumber(text)
		key := headKey(text)
		if c.kind == numberCell || figure || !below && !slices.ContainsFunc(signs, func(s string) bool { return strings.HasPrefix(key, s) }) {
			return false
		}
	}
	if !below {
		t.signed = r
		rd.faults.add(place{t.tab, cellName(1, r)}, Notice, "từ dòng này là chỗ ký, không đọc")
	}
	return true
}

// skip passes rows that hold no data, saying which.
func (rd *reader) skip(f *find, t *table, r int) bool {
	line := f.grid.rows[r-1]
	words, first, numbers := 0, "", 0
	for _, c := range line {
		text, _ := plain(c)
		if strings.TrimSpace(text) == "" {
			continue
		}
		if words++; first == "" {
			first = text
		}
		if c.kind == numberCell {
			numbers++
		}
	}
	switch {
	case words == 0:
		return true
	case r == f.head+1 && isNumbering(line):
		return true
	case isTotal(headKey(first)) || words > 1 && f.names(line):
		if got, _ := rd.readRow(f, t, r, nil); got != nil && t.totals == nil {
			t.totals = got
		}
		return true
	case words == 1 && len(f.cols) > 2 && numbers == 0:
		rd.faults.add(place{t.tab, cellName(1, r)}, Notice, "bỏ qua dòng “%s”: không có số liệu", cut(first, 60))
		return true
	}
	return false
}

// names reports a row of totals that says so in a later column, behind TT.
func (f *find) names(line []cell) bool {
	for col, c := range f.cols {
		if c.Type == unitType && col <= len(line) {
			text, _ := plain(line[col-1])
			return isTotal(headKey(text))
		}
	}
	return false
}

// readRow reads a row and what is to be told of it; nil where nothing of it is filled.
func (rd *reader) readRow(f *find, t *table, r int, above *row) (*row, []Fault) {
	got := &row{at: r, vals: map[string]any{}, texts: map[string]string{}}
	filled := false
	all := rd.faults
	defer func() { rd.faults = all }()
	rd.faults = new(faults)
	for _, col := range slices.Sorted(maps.Keys(f.cols)) {
		c := f.cols[col]
		if c.Name == "tt" {
			continue
		}
		x := f.grid.at(col, r)
		if x.kind == emptyCell && !x.formula && above != nil {
			x = f.grid.merged(col, r)
		}
		named := t.Fixed && c == t.Columns[0] || c == ownColumns[1]
		if (got.ditto(c, x, above) || rd.readCell(t, got, c, x)) && !named {
			filled = true
		}
	}
	if !filled {
		return nil, nil
	}
	return got, rd.faults.all
}

// merged is the cell that a merged area shows at a place: the one at its top left, where the
// area goes downwards.
func (g *grid) merged(col, row int) cell {
	for _, m := range g.merges {
		if col >= m.left && col <= m.right && row > m.top && row <= m.bottom {
			return g.at(m.left, m.top)
		}
	}
	return cell{}
}

// need tells of what a row lacks; figures left empty count as 0, with a word about it.
func (rd *reader) need(t *table, r *row) {
	for _, c := range t.Columns {
		if r.has(c.Name) || r.texts[c.Name] != "" {
			continue
		}
		switch {
		case c.Need:
			rd.faults.add(place{t.tab, t.cell(r, c.Name)}, Wrong, "thiếu %s", lower(c.Head))
		case (c.Type == countType || c.Type == moneyType) && t.cols[c.Name] != 0 && t.Table != "cong_nhan_don_vi" && !c.saysEmpty():
			rd.faults.add(place{t.tab, t.cell(r, c.Name)}, Doubt, "%s để trống, được tính là 0; nếu đúng thì ghi 0", c.Head)
		}
	}
}

// saysEmpty reports that the note of the column says what an empty cell stands for.
func (c *Column) saysEmpty() bool { return strings.HasPrefix(c.Note, "Để trống") }

// lower begins a head with a small letter, unless it begins with an abbreviation.
func lower(s string) string {
	r := []rune(s)
	if len(r) < 2 || unicode.IsUpper(r[1]) {
		return s
	}
	return string(unicode.ToLower(r[0])) + string(r[1:])
}

// ditto takes a value from the row above where a cell says so, and reports whether it does.
func (r *row) ditto(c *Column, x cell, above *row) bool {
	if above == nil || x.kind == errorCell || c.Type != textType && c.Type != choiceType && c.Type != unitType && c.Type != dayType {
		return false
	}
	if text, _ := plain(x); !ditto(text) {
		return false
	}
	if v, ok := above.vals[c.Name]; ok {
		r.vals[c.Name], r.texts[c.Name] = v, above.texts[c.Name]
		r.unit = either(r.unit, above.unit)
	}
	return true
}

// readCell reads a cell into a row and reports whether there was something in it.
func (rd *reader) readCell(t *table, r *row, c *Column, x cell) bool {
	name := cellName(t.cols[c.Name], r.at)
	tell := func(d *doubt) { rd.faults.add(place{t.tab, name}, d.severity, "%s", d.message) }
	text, change := plain(x)
	switch {
	case x.kind == errorCell:
		r.texts[c.Name] = x.text
		tell(wrongly("ô báo lỗi %s; sửa công thức hoặc nhập giá trị", cut(x.text, 20)))
		return true
	case x.kind == emptyCell && x.formula:
		r.texts[c.Name] = "="
		tell(wrongly("công thức chưa có kết quả; mở tệp trong Excel hoặc LibreOffice, lưu lại, hoặc nhập số"))
		return true
	case text == "":
		return false
	}
	r.texts[c.Name] = text
	if change != "" {
		rd.originals = append(rd.originals, original{t.tab, name, change, x.text, text})
		if !(t.Fixed && c == t.Columns[0]) {
			tell(&doubt{Notice, change})
		}
	}
	if rd.months[t.cols[c.Name]] && unclear(text) {
		tell(wrongly("không rõ %s là ngày trước hay tháng trước, vì cột này có ngày viết tháng trước; ghi lại ngày/tháng/năm", text))
		return true
	}
	v, d := rd.value(r, c, x, text)
	if d != nil {
		tell(d)
		if d.severity == Wrong {
			return true
		}
	}
	if v != nil {
		r.vals[c.Name] = v
	}
	return true
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Largest values of columns, as in the schema.
const (
	maxCount = 999_999_999
	maxMoney = 999_999_999_999_999
)

// value reads a text by the type of its column.
func (rd *reader) value(r *row, c *Column, x cell, text string) (any, *doubt) {
	switch c.Type {
	case countType:
		n, d := readCount(x, text, maxCount, 0)
		return n, d
	case moneyType:
		n, d := readCount(x, text, maxMoney, 0)
		return n, d
	case pointsType:
		n, d := readCount(x, text, 10_000, 2)
		return n, d
	case dayType:
		v, d := readDay(x, text, rd.from04, false)
		return v.String(), d
	case birthType:
		v, d := readDay(x, text, rd.from04, true)
		if v.month != 0 {
			r.vals["ngay_sinh"] = v.String()
		}
		return int64(v.year), d
	case yesType:
		b, d := readYes(x, text)
		return b, d
	case choiceType:
		code, ok := c.choose(text)
		if !ok {
			return nil, wrongly("“%s” không có trong danh sách %s; chọn một trong: %s", cut(text, 60), lower(c.Head), cut(strings.Join(c.names(), "; "), 300))
		}
		return code, nil
	case unitType:
		code, d := rd.unitOf(text, rd.level)
		if c == ownColumns[1] {
			r.unit = code
		}
		return code, d
	}
	if x.kind == boolCell {
		return nil, wrongly("ô ghi đúng/sai (TRUE/FALSE) ở cột chữ")
	}
	limit := maxText
	if c.Type == proseType {
		limit = maxProse
	}
	if n := len([]rune(text)); n > limit {
		return nil, wrongly("dài %d chữ cái, quá giới hạn %d", n, limit)
	}
	if what := personal(text); what != "" {
		return nil, wrongly("ô có %s; không nhập số cá nhân vào tệp này, xóa số ấy", what)
	}
	if c.Type == textType {
		text = strings.Join(strings.Fields(text), " ")
	}
	return text, nil
}

// monthsFirst finds the columns of days in which some day can only be month first: there a
// day like 02/05 may be either.
func monthsFirst(f *find) map[int]bool {
	cols := map[int]bool{}
	for col, c := range f.cols {
		if c.Type != dayType && c.Type != birthType {
			continue
		}
		for r := f.head + 1; r <= len(f.grid.rows); r++ {
			if x := f.grid.at(col, r); x.kind == textCell && monthFirst(viet.Clean(x.text)) {
				cols[col] = true
			}
		}
	}
	return cols
}

// compareTotals holds the row of totals against the sums of its columns.
func (rd *reader) compareTotals(t *table) {
	if t.totals == nil {
		return
	}
	for _, c := range t.Columns {
		if c.Type != countType && c.Type != moneyType || !t.totals.has(c.Name) {
			continue
		}
		sum := int64(0)
		for _, r := range t.rows {
			sum += r.int(c.Name)
		}
		if total := t.totals.int(c.Name); total != sum {
			rd.faults.add(place{t.tab, t.cell(t.totals, c.Name)}, Doubt, "dòng tổng ghi %s, cộng các dòng được %s", viet.Count(total), viet.Count(sum))
		}
	}
}
