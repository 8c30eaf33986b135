package intake

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// Questions are what an office begins with, part by part, for pages that ask for it as
// AskOffice does line by line.
type Questions struct {
	Year  int
	Parts []Part
	form  *Form
}

// Part is a sheet of the form of an office: what stands in each of its rows.
type Part struct {
	Name   string // of the sheet
	Table  string
	Title  string
	Guide  string
	One    bool     // exactly one row
	Rows   []string // names of the rows where these are fixed
	Fields []Field
	sheet  *Sheet
	year   int    // for which OfficePart was asked
	kinds  []Kind // as OfficePart was told
}

// Field is a column that is asked for.
type Field struct {
	Name, Head, Note string
	Need             bool     // a row without it is faulty
	Day, Long        bool     // a day; several lines
	Choices          []string // to choose from, nil for what is typed
	column           int
}

// Answers are those of a row, by the name of the field; days as in ISO 8601.
type Answers map[string]string

// Empty reports a row of which nothing was answered.
func (a Answers) Empty() bool {
	return !slices.ContainsFunc(slices.Collect(maps.Values(a)), func(s string) bool { return strings.TrimSpace(s) != "" })
}

// Mistake is an answer that cannot stand.
type Mistake struct {
	Row   int // from 0
	Field string
	Said  string // what is wrong, in Vietnamese
}

// OfficeQuestions are the questions to an office of a year: those that AskOffice asks.
func (d Workbooks) OfficeQuestions(ctx context.Context, year int, kinds []Kind) (*Questions, error) {
	f, err := d.officeForm(ctx, year, kinds)
	if err != nil {
		return nil, err
	}
	q := &Questions{Year: year, form: f}
	q.parts()
	return q, nil
}

// parts makes the parts of the form, with its choices as they are.
func (q *Questions) parts() {
	q.Parts = nil
	for _, s := range q.form.Sheets {
		if p := s.part(func(c *Column) bool { return c.Ask }); len(p.Fields) > 0 && s.usable() {
			q.Parts = append(q.Parts, p)
		}
	}
}

// Know makes the agencies that the answers, by table, add choices of the other parts.
func (q *Questions) Know(answers map[string][]Answers) {
	for _, a := range answers[issuerTable] {
		if name := strings.TrimSpace(a["ten"]); name != "" {
			q.form.know(option{name, name})
		}
	}
	q.parts()
}

// part is a sheet with the columns that are asked for.
func (s *Sheet) part(asked func(*Column) bool) Part {
	p := Part{Name: s.Tab, Table: s.Table, Title: s.Title, Guide: s.Guide, One: s.One, sheet: s}
	if s.Fixed {
		p.Rows = s.Columns[0].names()
	}
	for i, c := range s.Columns {
		if asked(c) {
			p.Fields = append(p.Fields, Field{Name: c.Name, Head: c.Head, Note: c.Note, Need: c.Need, Day: c.Type == dayType, Long: c.Type == proseType, Choices: c.names(), column: i})
		}
	}
	return p
}

// Check brings answers into the words of the form and says which cannot stand. Rows of
// which nothing was answered are passed over.
func (p *Part) Check(rows []Answers) (list []Mistake) {
	for i, row := range rows {
		if row.Empty() && !p.One {
			continue
		}
		for _, f := range p.Fields {
			text, _ := plain(cell{kind: textCell, text: row[f.Name]})
			if text == "" {
				if f.Need {
					list = append(list, Mistake{i, f.Name, "cần ghi ô này"})
				}
				continue
			}
			text, d := p.sheet.Columns[f.column].stands(text)
			if d != nil && d.severity == Wrong {
				list = append(list, Mistake{i, f.Name, d.message})
				continue
			}
			row[f.Name] = text
		}
	}
	return list
}

// given are the answers as the cells of the sheet.
func (p *Part) given(rows []Answers) (list []map[int]string) {
	for _, row := range rows {
		if row.Empty() && p.Rows == nil {
			continue
		}
		cells := map[int]string{}
		for _, f := range p.Fields {
			if text := strings.TrimSpace(row[f.Name]); text != "" {
				cells[f.column] = text
			}
		}
		list = append(list, cells)
	}
	return list
}

// Workbook writes the workbook of OfficeWorkbook with the answers, by table, in it.
func (q *Questions) Workbook(answers map[string][]Answers, w io.Writer) error {
	for i := range q.Parts {
		p := &q.Parts[i]
		p.sheet.given = p.given(answers[p.Table])
	}
	return q.form.write(w, code{q.form.Code, q.form.Version, "", q.Year}, fmt.Sprintf("Năm %d", q.Year))
}

// Place says in words where in the answers a fault of their workbook is.
func (q *Questions) Place(f Fault) string {
	i := slices.IndexFunc(q.Parts, func(p Part) bool { return p.Name == f.Sheet })
	col, row, ok := cellAt(f.Cell)
	if i < 0 || !ok || col < 2 || row < firstRow || col-2 >= len(q.Parts[i].sheet.Columns) {
		return f.Sheet
	}
	p, at := q.Parts[i], fmt.Sprintf("dòng %d", row-firstRow+1)
	if n := row - firstRow; n < len(p.Rows) {
		at = p.Rows[n]
	}
	head := p.sheet.Columns[col-2].Head
	if p.One {
		return fmt.Sprintf("%s, “%s”", p.Name, head)
	}
	return fmt.Sprintf("%s, %s, “%s”", p.Name, at, head)
}

// OfficePart is a sheet of the form of an office with all its columns, for a page that adds
// one row to its table: nguoi_ky, don_vi or so.
func (d Workbooks) OfficePart(ctx context.Context, table string, year int, kinds []Kind) (*Part, error) {
	f, err := d.officeForm(ctx, year, kinds)
	if err != nil {
		return nil, err
	}
	for _, s := range f.Sheets {
		if s.Table == table {
			p := s.part(func(*Column) bool { return true })
			p.year, p.kinds = year, kinds
			return &p, nil
		}
	}
	return nil, fmt.Errorf("form %s: there is no table %q", f.Code, table)
}

// Add adds a row to the table of the part, after those that are there, and says in a line
// what it is. What is there already stays as it is; at is the day from which it holds where
// the answers say none. An error of type *people.Refusal says why a
// row cannot be added.
func (p *Part) Add(ctx context.Context, tx *sqlx.Tx, answers Answers, at time.Time) (what string, err error) {
	return p.write(ctx, tx, answers, func(w *writer, t *table, r *row) (string, error) {
		w.req.Year, w.req.At = at.Year(), at
		if day, err := time.Parse(time.DateOnly, r.text("tu_ngay")); err == nil {
			w.req.Year = day.Year()
		}
		switch p.Table {
		case "nguoi_ky":
			return w.addSigner(t, r)
		case "don_vi":
			return w.addOneUnit(t, r)
		}
		return "", people.Refuse("trang không có việc này")
	})
}

// write reads the answers as a row of the part's sheet and lets do write it.
func (p *Part) write(ctx context.Context, tx *sqlx.Tx, answers Answers, do func(w *writer, t *table, r *row) (string, error)) (what string, err error) {
	if wrong := p.Check([]Answers{answers}); len(wrong) > 0 {
		i := slices.IndexFunc(p.Fields, func(f Field) bool { return f.Name == wrong[0].Field })
		return "", people.Refuse("ô “%s”: %s", p.Fields[i].Head, wrong[0].Said)
	}
	told := new(faults)
	w := &writer{ctx: ctx, tx: tx, req: &Request{}, faults: told, result: &Result{}}
	t := &table{Sheet: p.sheet, tab: p.Name, cols: map[string]int{}}
	r := &row{at: firstRow, vals: map[string]any{}, texts: map[string]string{}}
	for _, f := range p.Fields {
		if text, _ := plain(cell{kind: textCell, text: answers[f.Name]}); text != "" {
			t.cols[f.Name] = f.column + 2
			(&reader{faults: told}).readCell(t, r, p.sheet.Columns[f.column], cell{kind: textCell, text: text})
		}
	}
	what, err = do(w, t, r)
	if i := slices.IndexFunc(told.all, func(f Fault) bool { return f.Severity == Wrong }); i >= 0 {
		return "", people.Refuse("%s", told.all[i].Message)
	}
	return what, err
}

// addSigner adds a signer behind those of the agency who sign now, or to one that is there
// a kind of paper.
func (w *writer) addSigner(t *table, r *row) (string, error) {
	from, kind := either(r.text("tu_ngay"), w.yearStart()), either(r.text("kieu"), "*")
	there, err := w.one(`SELECT k.id, (SELECT COUNT(*) FROM nguoi_ky_kieu q WHERE q.nguoi_ky_id = k.id AND q.kieu IN (?, '*')) AS so_kieu FROM nguoi_ky k JOIN nguoi n ON n.id = k.nguoi_id
		WHERE k.co_quan_ma = ? AND n.ho_ten = ? AND k.hinh_thuc = ? AND k.chuc_vu = ? AND (k.den_ngay IS NULL OR k.den_ngay >= ?) ORDER BY k.id LIMIT 1`,
		kind, r.text("co_quan"), r.text("ten"), r.text("hinh_thuc"), r.text("chuc_vu"), from)
	if err != nil {
		return "", err
	}
	if there != nil && there["so_kieu"] != int64(0) {
		return "", people.Refuse("%s đã ký loại văn bản này ở hình thức ấy", r.text("ten"))
	}
	var id any
	if there != nil {
		id = there["id"]
	} else {
		last, err := w.one(`SELECT COALESCE(MAX(uu_tien), 0) AS n FROM nguoi_ky WHERE co_quan_ma = ? AND (den_ngay IS NULL OR den_ngay >= ?)`, r.text("co_quan"), from)
		if err != nil {
			return "", err
		}
		if id, err = w.signer(t, r, int(last["n"].(int64))+1); err != nil || id == nil {
			return "", err
		}
	}
	err = w.set("nguoi_ky_kieu", nil, []field{{"nguoi_ky_id", id}}, []field{{"kieu", kind}})
	return fmt.Sprintf("%v %s, %s, %s, %s", id, r.text("ten"), r.text("chuc_vu"), r.text("hinh_thuc"), kind), err
}

// addOneUnit adds a unit behind those that stand at the same place.
func (w *writer) addOneUnit(t *table, r *row) (string, error) {
	all, err := readUnits(w.ctx, w.tx, w.req.Year)
	if err != nil {
		return "", err
	}
	var above int64
	if up := r.text("cap_tren"); up != "" {
		code, d := all.find(up, "")
		if d != nil {
			return "", people.Refuse("ô “Đơn vị cấp trên”: %s", d.message)
		}
		above = all.byCode[code].ID
	}
	there, err := w.one(`SELECT ma FROM don_vi WHERE khoa_ten = ? AND COALESCE(cap_tren_id, 0) = ? AND (den_ngay IS NULL OR den_ngay >= ?)`,
		viet.TextKey(r.text("ten")), above, either(r.text("tu_ngay"), w.yearStart()))
	if err != nil {
		return "", err
	}
	if there != nil {
		return "", people.Refuse("đã có đơn vị “%s” ở cấp trên này", r.text("ten"))
	}
	last, err := w.one(`SELECT COALESCE(MAX(thu_tu), 0) AS n FROM don_vi WHERE COALESCE(cap_tren_id, 0) = ?`, above)
	if err != nil {
		return "", err
	}
	return r.text("ten"), w.addUnit(t, r, int(last["n"].(int64))+1)
}
