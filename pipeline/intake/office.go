package intake

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// Book is a book of numbers that the workbook of an office names.
type Book struct {
	Code, Agency, Name, Source string
	First                      int
	Kinds                      []string
}

// OfficeWorkbook writes the empty workbook of an office for a year, with the lists of
// reference data as choices.
func (d Workbooks) OfficeWorkbook(ctx context.Context, year int, kinds []Kind, w io.Writer) error {
	f, err := d.officeForm(ctx, year, kinds)
	if err != nil {
		return err
	}
	return f.write(w, code{f.Code, f.Version, "", year}, fmt.Sprintf("Năm %d", year))
}

// officeForm is the form of an office with its choices.
func (d Workbooks) officeForm(ctx context.Context, year int, kinds []Kind) (*Form, error) {
	f, err := readForm(d.Forms, officeForm)
	if err != nil {
		return nil, err
	}
	f.setKinds(kinds)
	return f, f.readLists(ctx, d.DB.Reader, year)
}

// Office takes the workbook of an office into the database, as Import does with one of a
// unit; then is also called where only Result.Books say something.
func (d Workbooks) Office(ctx context.Context, r Request, then func(*sqlx.Tx, *Result) error) (*Result, error) {
	grids, err := readFile(r.Name, r.Data)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(grids, func(g *grid) bool { return g.name == codeSheet }) {
		return nil, people.Refuse("không phải tệp cơ quan của chương trình; làm tệp trống bằng vanthu init --new")
	}
	return d.importBook(ctx, workbook{r, grids, officeForm}, then)
}

// yearStart and yearEnd are the first and last day of the year of the request.
func (w *writer) yearStart() string { return fmt.Sprintf("%d-01-01", w.req.Year) }
func (w *writer) yearEnd() string   { return fmt.Sprintf("%d-12-31", w.req.Year) }

// source says in rows where their data came from.
const source = "tệp cơ quan nhập vào"

// province is the province or city of an office.
type province struct{ code, kind, name string } // kind "tỉnh" or "thành phố"

func (p province) full() string { return p.kind + " " + p.name }

// placeProvince finds the province among the places, or adds it.
func (w *writer) placeProvince(t *table) error {
	r := t.rows[0]
	name, kind := r.text("ten"), r.text("loai")
	for _, p := range []string{"tỉnh ", "thành phố "} {
		if len(name) > len(p) && strings.HasPrefix(strings.ToLower(name), p) {
			name = name[len(p):]
		}
	}
	w.province = province{kind: map[string]string{"tinh": "tỉnh", "thanh_pho_tw": "thành phố"}[kind], name: name}
	there, err := w.one(`SELECT ma FROM dia_ban WHERE cap = 'tinh' AND loai = ? AND ten = ? AND (tu_ngay IS NULL OR tu_ngay <= ?) AND (den_ngay IS NULL OR den_ngay >= ?)
		ORDER BY ma LIMIT 1`, kind, name, w.yearEnd(), w.yearStart())
	if err != nil {
		return err
	}
	if there != nil {
		w.province.code = there["ma"].(string)
		return nil
	}
	if w.province.code, err = w.newCode("dia_ban", slug(name)); err != nil {
		return err
	}
	return w.set("dia_ban", nil, []field{{"ma", w.province.code}}, []field{{"ten", name}, {"loai", kind}, {"ten_loai", w.province.kind},
		{"cap", "tinh"}, {"thu_tu", 9000}, {"nguon", source}, {"trang_thai", "chua_kiem_chung"}})
}

// slug makes a code of a name: "Đồng Xoài" is "dong-xoai".
func slug(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(headKey(name), "%", ""), " ", "-")
}

// newCode is a code that no row of the table has.
func (w *writer) newCode(table, want string) (string, error) {
	for n := 1; ; n++ {
		code := want
		if n > 1 {
			code = fmt.Sprintf("%s-%d", want, n)
		}
		there, err := w.one(`SELECT ma FROM `+table+` WHERE ma = ?`, code)
		if err != nil || there == nil {
			return code, err
		}
	}
}

// addUnits writes units in the order of the rows; a unit above stands before those below.
func (w *writer) addUnits(t *table) error {
	for i, r := range t.rows {
		if err := w.addUnit(t, r, i+1); err != nil {
			return err
		}
	}
	var err error
	w.units, err = readUnits(w.ctx, w.tx, w.req.Year)
	return err
}

// levels are who manages a unit, by the kind of the unit above it.
var levels = map[string]string{"huyen": "huyen", "thi_xa": "huyen", "thanh_pho": "huyen", "xa": "xa", "phuong": "xa", "thi_tran": "xa", "dac_khu": "xa"}

func (w *writer) addUnit(t *table, r *row, order int) error {
	name, level := r.text("ten"), "tinh"
	var above any
	prefix := ""
	if up := r.text("cap_tren"); up != "" {
		all, err := readUnits(w.ctx, w.tx, w.req.Year)
		if err != nil {
			return err
		}
		code, d := all.find(up, "")
		if d != nil {
			w.faults.add(place{t.tab, t.cell(r, "cap_tren")}, Wrong, "%s; đơn vị cấp trên phải đứng ở một dòng phía trên", d.message)
			return nil
		}
		above, prefix = all.byCode[code].ID, code+"."
		level = either(levels[all.byCode[code].Kind], "tinh")
	}
	before, err := w.one(`SELECT * FROM don_vi WHERE ten = ? AND COALESCE(cap_tren_id, 0) = COALESCE(CAST(? AS INTEGER), 0) AND (den_ngay IS NULL OR den_ngay >= ?) ORDER BY id LIMIT 1`,
		name, above, w.yearStart())
	if err != nil {
		return err
	}
	vals := []field{{"ten_ngan", either(r.text("ten_ngan"), shortName(name))}, {"khoa_ten", viet.TextKey(name)}, {"loai_ma", r.text("loai")},
		{"cap_quan_ly", either(r.text("cap_quan_ly"), level)}, {"thu_tu", order}}
	if r.text("tu_ngay") != "" || before == nil {
		vals = append(vals, field{"tu_ngay", either(r.text("tu_ngay"), w.yearStart())})
	}
	if before != nil {
		return w.set("don_vi", before, []field{{"id", before["id"]}}, vals)
	}
	code, err := w.newCode("don_vi", prefix+slug(shortName(name)))
	if err != nil {
		return err
	}
	return w.set("don_vi", nil, []field{{"ma", code}}, append(vals, field{"ten", name}, field{"cap_tren_id", above}))
}

// shortName leaves the kind of place out: "Huyện Lộc Ninh" is "Lộc Ninh".
func shortName(name string) string {
	for _, p := range []string{"huyện ", "thị xã ", "thành phố ", "xã ", "phường ", "thị trấn ", "đặc khu "} {
		if len(name) > len(p) && strings.EqualFold(name[:len(p)], p) {
			return name[len(p):]
		}
	}
	return name
}

// movement writes the movement of the year, launched by the people's committee.
func (w *writer) movement(t *table) error {
	r := t.rows[0]
	before, err := w.one(`SELECT * FROM phong_trao WHERE nam = ? AND co_quan_ma = 'ubnd-tinh'`, w.req.Year)
	if err != nil {
		return err
	}
	vals := []field{{"ten", "Toàn dân bảo vệ an ninh Tổ quốc"}, {"chu_de", r.text("chu_de")},
		{"pham_vi", either(r.text("pham_vi"), "toàn "+either(w.province.kind, "tỉnh")+" và trên không gian mạng")},
		{"tu_ngay", w.yearStart()}, {"den_ngay", w.yearEnd()}}
	for _, name := range []string{"ke_hoach_so", "ke_hoach_ngay", "han_ke_hoach", "han_bao_cao"} {
		vals = append(vals, field{name, r.vals[name]})
	}
	if err := w.set("phong_trao", before, []field{{"nam", w.req.Year}, {"co_quan_ma", "ubnd-tinh"}}, vals); err != nil {
		return err
	}
	return w.mottos(r)
}

// periods writes the reporting periods: those of the rows, for the other families the usual
// ones where none is set.
func (w *writer) periods(t *table) error {
	rows := map[string]*row{}
	for _, r := range t.rows {
		rows[r.text("ho")] = r
		if r.text("tu_ngay") > r.text("den_ngay") {
			w.faults.add(place{t.tab, t.cell(r, "den_ngay")}, Wrong, "ngày cuối kỳ trước ngày đầu kỳ")
			return nil
		}
	}
	for _, o := range t.Columns[0].options {
		before, err := w.one(`SELECT * FROM ky_so_lieu WHERE ho = ? AND nam = ?`, o.Code, w.req.Year)
		if err != nil {
			return err
		}
		from, to := fmt.Sprintf("%d-11-16", w.req.Year-1), fmt.Sprintf("%d-11-15", w.req.Year)
		if o.Code == "cong_nhan_kdc" { // TT 124/2021/TT-BCA Đ.8
			from, to = fmt.Sprintf("%d-11-01", w.req.Year-1), fmt.Sprintf("%d-10-31", w.req.Year)
		}
		origin := "Báo cáo của các đơn vị"
		if r := rows[o.Code]; r != nil {
			from, to, origin = r.text("tu_ngay"), r.text("den_ngay"), either(r.text("nguon"), origin)
		} else if before != nil {
			continue
		}
		err = w.set("ky_so_lieu", before, []field{{"ho", o.Code}, {"nam", w.req.Year}}, []field{{"tu_ngay", from}, {"den_ngay", to}, {"nguon", origin}})
		if err != nil {
			return err
		}
	}
	return nil
}
