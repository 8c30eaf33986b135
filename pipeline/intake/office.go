package intake

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

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

// agencyForm says what an agency is called where the workbook does not: %s is "tỉnh Bình
// Phước", %k "tỉnh".
type agencyForm struct {
	name, short, called, above, aboveLine, line, form string
	head, body                                        string // of KT. and TM.
}

const board = "Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc"

var agencyForms = map[string]agencyForm{
	"ubnd-tinh":    {"Ủy ban nhân dân %s", "UBND %s", "Ủy ban nhân dân %k", "", "", "ỦY BAN NHÂN DÂN\n%S", "nd30", "Chủ tịch", "Ủy ban nhân dân"},
	"cong-an-tinh": {"Công an %s", "Công an %s", "Công an %k", "bo-cong-an", "BỘ CÔNG AN", "CÔNG AN\n%S", "cand", "Giám đốc", ""},
	"ban-chi-dao":  {board + " %s", "Ban Chỉ đạo %s", "Ban Chỉ đạo %k", "ubnd-tinh", "UBND %S", "BAN CHỈ ĐẠO PHÒNG, CHỐNG TỘI PHẠM,\nTỆ NẠN XÃ HỘI VÀ XÂY DỰNG PHONG TRÀO\nTOÀN DÂN BẢO VỆ AN NINH TỔ QUỐC", "nd30", "Trưởng ban", "Ban Chỉ đạo"},
	"so-noi-vu":    {"Sở Nội vụ %s", "Sở Nội vụ", "Sở Nội vụ", "ubnd-tinh", "UBND %S", "SỞ NỘI VỤ", "nd30", "Giám đốc", ""},
	"ban-tdkt":     {"Ban Thi đua - Khen thưởng %s", "Ban TĐKT %k", "Ban Thi đua - Khen thưởng %k", "so-noi-vu", "SỞ NỘI VỤ", "BAN THI ĐUA - KHEN THƯỞNG", "nd30", "Trưởng ban", ""},
}

// in puts the names of a province into a text of agencyForm.
func (p province) in(text string) string {
	return strings.NewReplacer("%s", p.full(), "%k", p.kind, "%S", strings.ToUpper(p.full())).Replace(text)
}

// agencies writes the names of the agencies; the ministry above the police comes along.
func (w *writer) agencies(t *table) error {
	for _, r := range t.rows {
		code := r.text("co_quan")
		form, known := agencyForms[code]
		if !known && r.text("ten") == "" {
			w.faults.add(place{t.tab, t.cell(r, "ten")}, Wrong, "thiếu tên đầy đủ của cơ quan này")
			continue
		}
		p := w.province
		name := either(r.text("ten"), p.in(form.name))
		line := either(r.text("dong_ten"), p.in(form.line))
		if r.text("ten") != "" && r.text("dong_ten") == "" {
			line = strings.ToUpper(name)
		}
		vals := []field{{"ten", name}, {"ten_ngan", either(p.in(form.short), name)}, {"ten_goi", either(r.text("ten_goi"), either(p.in(form.called), name))},
			{"chu_quan_ma", orNull(form.above)}, {"dong_chu_quan", orNull(p.in(form.aboveLine))}, {"dong_ten", line}, {"ky_hieu", r.text("ky_hieu")},
			{"dia_danh", either(r.text("dia_danh"), p.name)}, {"dia_ban_ma", p.code}, {"the_thuc", either(form.form, "nd30")}, {"tham_muu", r.vals["tham_muu"]}}
		if err := w.agency(code, r.text("tu_ngay"), vals); err != nil {
			return err
		}
		if form.above == "bo-cong-an" {
			err := w.agency("bo-cong-an", "", []field{{"ten", "Bộ Công an"}, {"ten_ngan", "Bộ Công an"}, {"ten_goi", "Bộ Công an"},
				{"dong_ten", "BỘ CÔNG AN"}, {"ky_hieu", "BCA"}, {"dia_danh", "Hà Nội"}, {"the_thuc", "cand"}, {"tham_muu", "V05"}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// agency writes a name of an agency: the one in force where no day is given; a later day
// ends the one before.
func (w *writer) agency(code, from string, vals []field) error {
	now, err := w.one(`SELECT * FROM ten_co_quan WHERE co_quan_ma = ? AND tu_ngay <= ? AND (den_ngay IS NULL OR den_ngay >= ?) ORDER BY tu_ngay DESC LIMIT 1`,
		code, either(from, w.yearEnd()), either(from, w.yearStart()))
	if err != nil {
		return err
	}
	if from != "" && now != nil && now["tu_ngay"] != from {
		day, err := time.Parse("2006-01-02", from)
		if err != nil {
			return err
		}
		key := []field{{"co_quan_ma", code}, {"tu_ngay", now["tu_ngay"]}}
		if err := w.set("ten_co_quan", now, key, []field{{"den_ngay", day.AddDate(0, 0, -1).Format("2006-01-02")}}); err != nil {
			return err
		}
		now = nil
	}
	start := any(either(from, "2000-01-01"))
	if now != nil {
		start = now["tu_ngay"]
	}
	return w.set("ten_co_quan", now, []field{{"co_quan_ma", code}, {"tu_ngay", start}}, vals)
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
	return w.set("phong_trao", before, []field{{"nam", w.req.Year}, {"co_quan_ma", "ubnd-tinh"}}, vals)
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
