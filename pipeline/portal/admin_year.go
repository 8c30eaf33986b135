package portal

import (
	"net/http"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/intake"
)

// yearSection is a table of the year on its page: what it holds, and the form of a new row.
type yearSection struct {
	Table, Title, Guide string
	Rows                []yearRow
	Add                 *askedRow // nil where no row is added: the movement and the periods are as many as they are
}

// yearRow is a row with the form that changes it.
type yearRow struct {
	Key, Name, Told string
	askedRow
}

// Periods are the fields of a reporting period without its family, which stands in the table.
func (r yearRow) Periods() askedRow {
	return askedRow{Fields: slices.DeleteFunc(slices.Clone(r.Fields), func(f askedField) bool { return f.Name == "ho" })}
}

// yearTables are the tables of the year in the order of their page.
var yearTables = []string{"phong_trao", "dot_khen_thuong", "ky_so_lieu"}

// readYear reads movement, award rounds and reporting periods of the year.
func (p *portal) readYear(r *http.Request, c *adminContent) error {
	ctx := r.Context()
	if err := sqlx.SelectContext(ctx, p.DB.Reader, &c.Years, `SELECT DISTINCT nam FROM phong_trao ORDER BY nam DESC`); err != nil {
		return err
	}
	now := p.Now().In(zone).Year()
	for _, year := range []int{now, now + 1, c.Year} {
		if !slices.Contains(c.Years, year) {
			c.Years = append(c.Years, year)
		}
	}
	slices.Sort(c.Years)
	slices.Reverse(c.Years)
	for _, table := range yearTables {
		part, err := p.yearPart(r, table, c.Year)
		if err != nil {
			return err
		}
		there, err := part.YearRows(ctx, p.DB.Reader)
		if err != nil {
			return err
		}
		form := yearSection{Table: table, Title: part.Title, Guide: part.Guide}
		for _, row := range there {
			form.Rows = append(form.Rows, yearRowOf(r, part, row))
		}
		if table == "dot_khen_thuong" || table == "phong_trao" && len(there) == 0 {
			add := rowOf(part, 0, typed(r, part, ""), nil)
			for i := range add.Fields {
				add.Fields[i].ID = table + "-" + add.Fields[i].ID
				add.Fields[i].Must = add.Fields[i].Need
			}
			form.Add = &add
		}
		c.YearSections = append(c.YearSections, form)
	}
	return nil
}

// typed are the answers that the form of a row was sent with, none where it was another's.
func typed(r *http.Request, part *intake.Part, key string) intake.Answers {
	if act := r.PostFormValue("viec"); r.Method != http.MethodPost || act != "nam-"+part.Table && act != part.Table || r.PostFormValue("dong") != key {
		return nil
	}
	return yearAnswers(officeForm{Request: r}, part, key)
}

func yearRowOf(r *http.Request, part *intake.Part, row intake.YearRow) yearRow {
	table := part.Table
	answers := row.Answers
	if typed := typed(r, part, row.Key); typed != nil {
		answers = typed
	}
	one := yearRow{Key: row.Key, askedRow: rowOf(part, 0, answers, nil)}
	for i := range one.Fields {
		f := &one.Fields[i]
		f.ID, f.Must = table+"-"+row.Key+"-"+f.ID, f.Need
	}
	switch a := row.Answers; table {
	case "phong_trao":
		one.Name, one.Told = a["chu_de"], deadlines(a)
	case issuerTable:
		one.Name, one.Told = a["ten"], a["ky_hieu"]
	case "ky_so_lieu":
		one.Name, one.Told = a["ho"], shortDay(a["tu_ngay"])+" – "+shortDay(a["den_ngay"])
	default:
		one.Name, one.Told = a["ten"], a["hinh_thuc"]
		if day := a["ngay_du_kien"]; day != "" {
			one.Told += ", ký " + shortDay(day)
		}
	}
	return one
}

// deadlines say by when units send what the movement asks of them.
func deadlines(a intake.Answers) string {
	var list []string
	for _, one := range []struct{ field, what string }{{"han_ke_hoach", "kế hoạch"}, {"han_bao_cao", "báo cáo"}} {
		if day := a[one.field]; day != "" {
			list = append(list, one.what+" trước "+shortDay(day))
		}
	}
	if list == nil {
		return "chưa ghi hạn gửi"
	}
	return strings.Join(list, ", ")
}

// yearAnswers reads the fields of a row from its form.
func yearAnswers(f officeForm, part *intake.Part, key string) intake.Answers {
	front := part.Table + "-"
	if key != "" {
		front += key + "-"
	}
	answers := intake.Answers{}
	for _, field := range part.Fields {
		if text := f.value(front + field.Name + "-0"); text != "" {
			answers[field.Name] = text
		}
	}
	if part.Table == "ky_so_lieu" {
		answers["ho"] = f.value("ho") // not the person's to change
	}
	return answers
}

func (p *portal) yearPart(r *http.Request, table string, year int) (*intake.Part, error) {
	return intake.Workbooks{DB: p.DB, Forms: p.Forms}.OfficePart(r.Context(), table, year, p.kindList())
}

// setYear writes a row of a table of the year.
func (p *portal) setYear(tx *sqlx.Tx, f officeForm) (told, detail string, err error) {
	if f.part == nil || !slices.Contains(yearTables, f.part.Table) {
		return "", "", archive.ErrNotFound
	}
	key := f.value("dong")
	what, err := f.part.PutYear(f.Context(), tx, key, yearAnswers(f, f.part, key))
	return "Đã ghi. Văn bản lập từ nay lấy dữ liệu này; văn bản đã lập không đổi.", f.part.Table + " " + what, err
}
