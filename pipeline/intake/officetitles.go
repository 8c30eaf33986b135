package intake

import (
	"fmt"
	"slices"
)

// titles replaces the titles won, of the years that the table names.
func (w *writer) titles(t *table) error {
	kinds, err := w.rows(`SELECT ma, doi_tuong FROM danh_hieu ORDER BY ma`)
	if err != nil {
		return err
	}
	group := map[string]string{}
	for _, k := range kinds {
		group[k["ma"].(string)] = k["doi_tuong"].(string)
	}
	lists := map[int][]listed{} // by the year in which their time ends
	seen := map[string]bool{}
	for _, r := range t.rows {
		span, from, to := w.spanOf(t, r)
		who, err := w.winner(t, r, group[r.text("danh_hieu")])
		if err != nil {
			return err
		}
		key := append([]field{{"danh_hieu_ma", r.text("danh_hieu")}, {"loai_ky", span}, {"tu_nam", from}, {"den_nam", to}}, who...)
		if at := fmt.Sprint(key); seen[at] && who != nil {
			w.again(t, r, "ten")
		} else {
			seen[at] = true
		}
		lists[to] = append(lists[to], listed{key, []field{{"sang_kien", r.int("sang_kien")}, {"quyet_dinh_so", r.text("quyet_dinh_so")}, {"quyet_dinh_ngay", r.vals["quyet_dinh_ngay"]}}})
	}
	if w.faults.wrong() {
		return nil
	}
	for year := 1945; year <= 2100; year++ {
		if len(lists[year]) == 0 {
			continue
		}
		there, err := w.rows(`SELECT * FROM danh_hieu_dat WHERE den_nam = ? ORDER BY id`, year)
		if err != nil {
			return err
		}
		if err := w.replace("danh_hieu_dat", there, lists[year]); err != nil {
			return err
		}
	}
	return nil
}

// spanOf is the time for which a title was won: the year of the file where the row says none.
func (w *writer) spanOf(t *table, r *row) (span string, from, to int) {
	span, from, to = either(r.text("ky"), "nam"), w.req.Year, w.req.Year
	if r.has("den_nam") {
		to = int(r.int("den_nam"))
	}
	switch {
	case r.has("tu_nam"):
		from = int(r.int("tu_nam"))
	case span == "nam":
		from = to
	case span == "nam_hoc":
		from = to - 1
	}
	fits := map[string]bool{"nam": from == to, "nam_hoc": to == from+1, "giai_doan": to > from}
	if !fits[span] || from < 1945 || to > 2100 {
		w.faults.add(place{t.tab, t.cell(r, "tu_nam")}, Wrong, "%d–%d không phải là một năm, một năm học hay một giai đoạn như đã chọn", from, to)
	}
	return span, from, to
}

// winner finds who won a title: a unit, or a person, who is added where the row says unit and sex;
// nil where that is not clear.
func (w *writer) winner(t *table, r *row, group string) ([]field, error) {
	at := place{t.tab, t.cell(r, "ten")}
	if group == "tap_the" {
		code, d := w.units.find(r.text("ten"), "")
		if d != nil {
			w.faults.add(at, d.severity, "%s", d.message)
			return nil, nil
		}
		unit, err := w.units.id(code)
		return []field{{"nguoi_id", nil}, {"don_vi_id", unit}}, err
	}
	if r.text("don_vi") != "" && r.text("gioi_tinh") != "" {
		unit, err := w.unitOf(t, r)
		if err != nil || unit == 0 {
			return nil, err
		}
		person, err := w.known(r, unit)
		return []field{{"nguoi_id", person}, {"don_vi_id", nil}}, err
	}
	there, err := w.rows(`SELECT id FROM nguoi WHERE ho_ten = ? ORDER BY id`, r.text("ten"))
	switch {
	case err != nil:
		return nil, err
	case len(there) == 1:
		return []field{{"nguoi_id", there[0]["id"]}, {"don_vi_id", nil}}, nil
	case len(there) == 0:
		w.faults.add(at, Wrong, "chưa có người tên này; ghi đơn vị và giới tính để thêm")
	default:
		w.faults.add(at, Wrong, "có %d người tên này; ghi đơn vị và giới tính", len(there))
	}
	return nil, nil
}

// tallies replaces how many awards of each form and type the year had that no round made.
func (w *writer) tallies(t *table) error {
	counts := []string{"tap_the", "doanh_nghiep", "hop_tac_xa", "lanh_dao", "khong_quan_ly", "ho_gia_dinh"}
	var list []listed
	for _, r := range t.rows {
		key := []field{{"nam", w.req.Year}, {"hinh_thuc_ma", r.text("hinh_thuc")}, {"loai_hinh", r.text("loai_hinh")}}
		if slices.ContainsFunc(list, func(l listed) bool { return l.key[1] == key[1] && l.key[2] == key[2] }) {
			w.again(t, r, "hinh_thuc")
		}
		var vals []field
		for _, name := range counts {
			if r.int(name) > 99_999 {
				w.faults.add(place{t.tab, t.cell(r, name)}, Wrong, "số lượng quá lớn")
			}
			vals = append(vals, field{name, r.int(name)})
		}
		list = append(list, listed{key, vals})
	}
	return w.replaceYear("khen_thuong_loai_hinh", list)
}

// fund writes what the fund of the year holds and what was spent of it.
func (w *writer) fund(t *table) error {
	r := t.rows[0]
	before, err := w.one(`SELECT * FROM quy_khen_thuong WHERE nam = ?`, w.req.Year)
	if err != nil {
		return err
	}
	err = w.set("quy_khen_thuong", before, []field{{"nam", w.req.Year}}, []field{{"du_dau", r.int("du_dau")}, {"trich", r.int("trich")}, {"ty_le", r.vals["ty_le"]}})
	if err != nil {
		return err
	}
	for _, item := range []string{"nha_nuoc", "tinh", "hinh_thuc_khac", "tuyen_truyen", "hien_vat", "khac"} {
		before, err := w.one(`SELECT * FROM chi_quy WHERE nam = ? AND khoan = ?`, w.req.Year, item)
		if err != nil {
			return err
		}
		key := []field{{"nam", w.req.Year}, {"khoan", item}}
		switch {
		case r.has(item):
			err = w.set("chi_quy", before, key, []field{{"tien", r.int(item)}})
		case before != nil:
			err = w.drop("chi_quy", before, key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
