package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/viet"
)

// atMost are figures of which one is part of the other.
var atMost = []struct{ table, part, whole string }{
	{"cong_nhan", "dang_ky", "tong"}, {"cong_nhan", "dat", "dang_ky"},
	{"cong_nhan_don_vi", "truc_thuoc_dat", "so_truc_thuoc"},
	{"luc_luong", "nu", "thanh_vien"}, {"luc_luong", "dang_vien", "thanh_vien"},
	{"tin_bao", "co_gia_tri", "nguon_tin"},
	{"pho_bien", "duoc_pho_bien", "tong_so"},
	{"khong_gian_mang", "tin_xu_ly", "tin_phan_anh"},
	{"dac_diem", "dan_toc_thieu_so", "dan_so"}, {"dac_diem", "tin_do", "dan_so"},
}

// sums are figures that others add up to.
var sums = []struct {
	table, whole string
	parts        []string
}{
	{"phan_loai", "tong", []string{"xuat_sac", "kha", "trung_binh", "yeu"}},
	{"luc_luong", "so_to", []string{"to_xuat_sac", "to_tot", "to_hoan_thanh", "to_khong"}},
}

// prove holds the values of a table against each other.
func prove(t *table, told *faults) {
	for _, r := range t.rows {
		t.prove(r, told)
	}
}

// prove holds the values of a row against each other, as far as the row has them.
func (t *table) prove(r *row, told *faults) {
	for _, rule := range atMost {
		if rule.table == t.Table && r.int(rule.part) > r.int(rule.whole) && r.has(rule.whole) {
			told.add(place{t.tab, t.cell(r, rule.part)}, Wrong, "%s (%s) lớn hơn %s (%s)", t.head(rule.part), viet.Count(r.int(rule.part)),
				lower(t.head(rule.whole)), viet.Count(r.int(rule.whole)))
		}
	}
	for _, rule := range sums {
		if rule.table != t.Table || !r.has(rule.whole) || slices.ContainsFunc(rule.parts, func(p string) bool { return t.lacks(r, p) && !r.has(p) }) {
			continue
		}
		sum, names := int64(0), []string{}
		for _, p := range rule.parts {
			sum += r.int(p)
			names = append(names, lower(t.head(p)))
		}
		if sum != r.int(rule.whole) {
			told.add(place{t.tab, t.cell(r, rule.whole)}, Wrong, "%s là %s nhưng %s cộng lại là %s", t.head(rule.whole), viet.Count(r.int(rule.whole)),
				strings.Join(names, ", "), viet.Count(sum))
		}
	}
	proveOther(t, r, told)
}

func proveOther(t *table, r *row, told *faults) {
	switch t.Table {
	case "dien_hinh":
		for _, name := range []string{"bieu_duong", "nhan_rong"} {
			if all := r.int("tap_the") + r.int("ca_nhan"); r.int(name) > all {
				told.add(place{t.tab, t.cell(r, name)}, Wrong, "%s (%s) lớn hơn số điển hình (%s)", t.head(name), viet.Count(r.int(name)), viet.Count(all))
			}
		}
	case "phan_loai":
		if r.int("tong") > 0 && r.int("diem_binh_quan") == 0 {
			told.add(place{t.tab, t.cell(r, "diem_binh_quan")}, Doubt, "có đơn vị được phân loại nhưng điểm bình quân để trống")
		}
	case "cong_nhan_don_vi":
		reached, _ := r.vals["dat"].(bool)
		registered, _ := r.vals["dang_ky"].(bool)
		if reached && !registered {
			told.add(place{t.tab, t.cell(r, "dat")}, Wrong, "đạt mà không đăng ký")
		}
		if all := r.int("so_truc_thuoc"); reached && all > 0 && r.has("truc_thuoc_dat") && r.int("truc_thuoc_dat")*100 < all*70 {
			rate, _ := viet.Percent(r.int("truc_thuoc_dat"), all)
			told.add(place{t.tab, t.cell(r, "dat")}, Wrong, "ghi đạt nhưng chỉ %s đơn vị trực thuộc đạt, dưới 70%% (Thông tư 124/2021/TT-BCA, Điều 5, 6, 7)", rate)
		}
	}
}

// head is what a column is called in the form.
func (t *table) head(name string) string {
	for _, c := range t.Columns {
		if c.Name == name {
			return c.Head
		}
	}
	return name
}

// smallFigure is below which a jump against last year says nothing.
const smallFigure = 20

// compare holds what was written against last year and against the units above and below.
func (w *writer) compare(t *table) error {
	if !slices.Contains(comparedTables, t.Table) {
		return nil
	}
	all := w.byUnit(t)
	for _, code := range slices.Sorted(maps.Keys(all)) {
		unit, err := w.units.id(code)
		if err != nil {
			return err
		}
		for _, r := range all[code] {
			if err := w.jump(t, r, unit); err != nil {
				return err
			}
			if err := w.children(t, r, unit); err != nil {
				return err
			}
		}
	}
	return nil
}

// comparedTables hold one row a unit, year and key.
var comparedTables = []string{"dac_diem", "tuyen_truyen", "phat_song", "pho_bien", "dien_hinh", "luc_luong", "tin_bao", "ngay_hoi",
	"khong_gian_mang", "phoi_hop", "cong_nhan", "phan_loai", "hoat_dong_lien_ket"}

// where is the rest of a query that finds the rows of a key.
func (t *table) where(r *row) (text string, args []any) {
	for _, k := range t.Key {
		text += " AND " + k + " = ?"
		args = append(args, r.vals[k])
	}
	return text, args
}

func (w *writer) jump(t *table, r *row, unit int64) error {
	more, args := t.where(r)
	last, err := w.one(`SELECT * FROM `+t.Table+` WHERE nam = ? AND don_vi_id = ?`+more, append([]any{w.req.Year - 1, unit}, args...)...)
	if err != nil || last == nil {
		return err
	}
	factor := w.req.factor()
	for _, c := range t.Columns {
		old, ok := last[c.Name].(int64)
		now := r.int(c.Name)
		if !ok || c.Type != countType || t.lacks(r, c.Name) || max(old, now) < smallFigure || now < old*factor && old < now*factor {
			continue
		}
		w.faults.add(place{t.tab, t.cell(r, c.Name)}, Doubt, "năm trước là %s, nay %s: chênh từ %d lần trở lên, xem lại", viet.Count(old), viet.Count(now), factor)
	}
	return nil
}

// children holds the figure of a unit against the sum of those right below it, and that of
// the unit above against the sum of its own.
func (w *writer) children(t *table, r *row, unit int64) error {
	more, args := t.where(r)
	var cols []string
	for _, c := range t.Columns {
		if c.Type == countType {
			cols = append(cols, c.Name)
		}
	}
	if len(cols) == 0 {
		return nil
	}
	sumOf := ""
	for _, c := range cols {
		sumOf += ", CAST(SUM(" + c + ") AS BIGINT) AS " + c
	}
	const below = ` JOIN don_vi u ON u.id = t.don_vi_id WHERE t.nam = ? AND u.cap_tren_id = `
	own, err := w.one(`SELECT COUNT(*) AS so`+sumOf+` FROM `+t.Table+` t`+below+`?`+more, append([]any{w.req.Year, unit}, args...)...)
	if err != nil {
		return err
	}
	w.apart(t, r, own, "các đơn vị trực thuộc đã gửi cộng lại là %s, lớn hơn số của đơn vị là %s")
	upper, err := w.one(`SELECT t.* FROM `+t.Table+` t WHERE t.nam = ? AND t.don_vi_id = (SELECT cap_tren_id FROM don_vi WHERE id = ?)`+more, append([]any{w.req.Year, unit}, args...)...)
	if err != nil || upper == nil {
		return err
	}
	all, err := w.one(`SELECT COUNT(*) AS so`+sumOf+` FROM `+t.Table+` t`+below+`(SELECT cap_tren_id FROM don_vi WHERE id = ?)`+more, append([]any{w.req.Year, unit}, args...)...)
	if err != nil {
		return err
	}
	over := &row{at: r.at, cols: r.cols, vals: map[string]any{}}
	for _, c := range cols {
		over.vals[c] = upper[c]
	}
	w.apart(t, over, all, "các đơn vị cùng cấp trên cộng lại là %s, lớn hơn số của đơn vị cấp trên là %s")
	return nil
}

// apart tells of sums that are larger than the whole.
func (w *writer) apart(t *table, r *row, sum map[string]any, message string) {
	if sum == nil || sum["so"] == int64(0) {
		return
	}
	for _, c := range t.Columns {
		if c.Type != countType || t.lacks(r, c.Name) {
			continue
		}
		if n, _ := sum[c.Name].(int64); n > r.int(c.Name) {
			w.faults.add(place{t.tab, t.cell(r, c.Name)}, Doubt, fmt.Sprintf("%s: ", t.head(c.Name))+message, viet.Count(n), viet.Count(r.int(c.Name)))
		}
	}
}
