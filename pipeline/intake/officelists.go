package intake

import (
	"fmt"
	"slices"
	"strings"
)

// listed is a row of a list that an office keeps: what tells it apart, and what it holds.
type listed struct{ key, vals []field }

// replace makes the rows of a table that are there be those of a list.
func (w *writer) replace(table string, there []map[string]any, list []listed) error {
	same := func(old map[string]any, key []field) bool {
		return !slices.ContainsFunc(key, func(f field) bool { return old[f.name] != normal(f.value) })
	}
	// by is how a row that is there is found again.
	by := func(old map[string]any, key []field) []field {
		if id := old["id"]; id != nil {
			return []field{{"id", id}}
		}
		at := make([]field, len(key))
		for i, f := range key {
			at[i] = field{f.name, old[f.name]}
		}
		return at
	}
	for _, old := range there {
		if !slices.ContainsFunc(list, func(l listed) bool { return same(old, l.key) }) {
			if err := w.drop(table, old, by(old, list[0].key)); err != nil {
				return err
			}
		}
	}
	for _, l := range list {
		key, before := l.key, map[string]any(nil)
		if i := slices.IndexFunc(there, func(old map[string]any) bool { return same(old, l.key) }); i >= 0 {
			before, key = there[i], by(there[i], l.key)
		}
		if err := w.set(table, before, key, l.vals); err != nil {
			return err
		}
	}
	return nil
}

// unitOf finds the unit that a row names, 0 where there is none.
func (w *writer) unitOf(t *table, r *row) (int64, error) {
	code, d := w.units.find(r.text("don_vi"), "")
	if d != nil {
		w.faults.add(place{t.tab, t.cell(r, "don_vi")}, d.severity, "%s", d.message)
		return 0, nil
	}
	return w.units.id(code)
}

// again tells of a row that stands twice.
func (w *writer) again(t *table, r *row, name string) {
	w.faults.add(place{t.tab, t.cell(r, name)}, Wrong, "đã có một dòng như vậy ở trên")
}

// council replaces who sits in the councils of the rounds that the table names.
func (w *writer) council(t *table) error {
	lists := map[int64][]listed{}
	roles := map[string]bool{} // round, role
	for _, r := range t.rows {
		round, ok := w.roundOf(r.text("dot"))
		if !ok {
			w.faults.add(place{t.tab, t.cell(r, "dot")}, Wrong, "không rõ đợt khen thưởng; ghi tên đợt như ở trang Đợt khen thưởng")
			continue
		}
		role := either(r.text("vai_tro"), "thanh_vien")
		if at := fmt.Sprint(round.ID, role); role != "thanh_vien" && roles[at] {
			w.faults.add(place{t.tab, t.cell(r, "vai_tro")}, Wrong, "một cuộc họp chỉ có một người chủ trì, một thư ký")
		} else {
			roles[at] = true
		}
		present, said := r.vals["co_mat"].(bool)
		lists[round.ID] = append(lists[round.ID], listed{[]field{{"dot_id", round.ID}, {"thu_tu", len(lists[round.ID]) + 1}},
			[]field{{"ho_ten", r.text("ten")}, {"chuc_vu", r.text("chuc_vu")}, {"vai_tro", role}, {"co_mat", present || !said}}})
	}
	if w.faults.wrong() {
		return nil
	}
	for _, code := range keys(w.rounds) {
		id := w.rounds[code].ID
		if len(lists[id]) == 0 {
			continue
		}
		there, err := w.rows(`SELECT * FROM thanh_vien_hop WHERE dot_id = ? ORDER BY thu_tu`, id)
		if err != nil {
			return err
		}
		if err := w.replace("thanh_vien_hop", there, lists[id]); err != nil {
			return err
		}
	}
	return w.countCouncil(t)
}

// countCouncil holds the members against the numbers of the round.
func (w *writer) countCouncil(t *table) error {
	odd, err := w.rows(`SELECT d.ten, d.so_thanh_vien, d.so_co_mat, COUNT(*) AS so, COUNT(CASE WHEN h.co_mat THEN 1 END) AS mat FROM dot_khen_thuong d JOIN thanh_vien_hop h ON h.dot_id = d.id
		WHERE d.nam = ? GROUP BY d.id, d.ten, d.so_thanh_vien, d.so_co_mat HAVING COUNT(*) <> d.so_thanh_vien OR COUNT(CASE WHEN h.co_mat THEN 1 END) <> d.so_co_mat ORDER BY d.id`, w.req.Year)
	for _, o := range odd {
		w.faults.add(place{t.tab, ""}, Doubt, "%v: danh sách có %v thành viên, %v có mặt; đợt ghi %v thành viên, %v có mặt", o["ten"], o["so"], o["mat"], o["so_thanh_vien"], o["so_co_mat"])
	}
	return err
}

// clusters replaces the clusters and blocks of the year, their units and heads.
func (w *writer) clusters(t *table) error {
	var names []string
	units, heads := map[string][]int64{}, map[string][]listed{} // by headKey of the name
	seen := map[int64]bool{}
	for _, r := range t.rows {
		unit, err := w.unitOf(t, r)
		if err != nil {
			return err
		}
		key := headKey(r.text("khoi_cum"))
		if seen[unit] && unit != 0 {
			w.again(t, r, "don_vi")
		}
		seen[unit] = true
		if units[key] == nil {
			names = append(names, r.text("khoi_cum"))
		}
		units[key] = append(units[key], unit)
		if role := r.text("vai_tro"); role != "" {
			if slices.ContainsFunc(heads[key], func(l listed) bool { return l.key[0].value == role }) {
				w.faults.add(place{t.tab, t.cell(r, "vai_tro")}, Wrong, "cụm, khối này đã có đơn vị giữ vai trò ấy")
			}
			heads[key] = append(heads[key], listed{[]field{{"vai_tro", role}}, []field{{"don_vi_id", unit}}})
		}
	}
	if w.faults.wrong() {
		return nil
	}
	of := map[int64]any{} // unit, its cluster
	var leading []listed
	for i, name := range names {
		id, err := w.cluster(name, i+1)
		if err != nil {
			return err
		}
		for _, u := range units[headKey(name)] {
			of[u] = id
		}
		for _, h := range heads[headKey(name)] {
			leading = append(leading, listed{append([]field{{"khoi_cum_id", id}, {"nam", w.req.Year}}, h.key...), h.vals})
		}
	}
	return w.clustered(of, leading)
}

// clustered puts units into their clusters, writes who leads them, and ends those without units.
func (w *writer) clustered(of map[int64]any, leading []listed) error {
	all, err := w.rows(`SELECT id, khoi_cum_id FROM don_vi WHERE den_ngay IS NULL OR den_ngay >= ? ORDER BY id`, w.yearStart())
	if err != nil {
		return err
	}
	for _, u := range all {
		if err := w.set("don_vi", u, []field{{"id", u["id"]}}, []field{{"khoi_cum_id", of[u["id"].(int64)]}}); err != nil {
			return err
		}
	}
	there, err := w.rows(`SELECT * FROM truong_khoi_cum WHERE nam = ? ORDER BY khoi_cum_id, vai_tro`, w.req.Year)
	if err != nil {
		return err
	}
	if len(leading) > 0 {
		if err := w.replace("truong_khoi_cum", there, leading); err != nil {
			return err
		}
	}
	empty, err := w.rows(`SELECT k.* FROM khoi_cum k WHERE (k.den_ngay IS NULL OR k.den_ngay >= ?) AND k.tu_ngay < ? AND NOT EXISTS (SELECT 1 FROM don_vi u WHERE u.khoi_cum_id = k.id) ORDER BY k.id`,
		w.yearStart(), w.yearStart())
	if err != nil {
		return err
	}
	for _, k := range empty {
		if err := w.set("khoi_cum", k, []field{{"id", k["id"]}}, []field{{"den_ngay", fmt.Sprintf("%d-12-31", w.req.Year-1)}}); err != nil {
			return err
		}
	}
	return nil
}

// cluster finds or adds a cluster or block and returns its id.
func (w *writer) cluster(name string, order int) (id any, err error) {
	find := func() (map[string]any, error) {
		all, err := w.rows(`SELECT * FROM khoi_cum WHERE den_ngay IS NULL OR den_ngay >= ? ORDER BY id`, w.yearStart())
		for _, k := range all {
			if headKey(k["ten"].(string)) == headKey(name) {
				return k, err
			}
		}
		return nil, err
	}
	before, err := find()
	if err != nil {
		return nil, err
	}
	kind := "cum"
	if strings.HasPrefix(headKey(name), "khoi") {
		kind = "khoi"
	}
	vals := []field{{"ten", name}, {"loai", kind}, {"thu_tu", order}}
	key := []field{{"id", before["id"]}}
	if before == nil {
		code, err := w.newCode("khoi_cum", slug(strings.Replace(name, " thi đua", "", 1)))
		if err != nil {
			return nil, err
		}
		key = []field{{"ma", code}, {"tu_ngay", w.yearStart()}}
	}
	if err := w.set("khoi_cum", before, key, vals); err != nil {
		return nil, err
	}
	before, err = find()
	return before["id"], err
}

// classes replaces the points and classes of single units in the year.
func (w *writer) classes(t *table) error {
	levels, err := w.rows(`SELECT ma, ten, diem_tu, diem_den FROM muc_phan_loai ORDER BY thu_tu`)
	if err != nil {
		return err
	}
	var list []listed
	seen := map[int64]bool{}
	for _, r := range t.rows {
		unit, err := w.unitOf(t, r)
		if err != nil {
			return err
		}
		if seen[unit] && unit != 0 {
			w.again(t, r, "don_vi")
		}
		seen[unit] = true
		i := slices.IndexFunc(levels, func(m map[string]any) bool {
			return r.int("diem") >= m["diem_tu"].(int64) && r.int("diem") <= m["diem_den"].(int64)
		})
		level := r.text("muc")
		switch {
		case i < 0 && level == "":
			w.faults.add(place{t.tab, t.cell(r, "muc")}, Wrong, "không có mức nào cho điểm này; chọn mức xếp loại")
		case level == "":
			level = levels[i]["ma"].(string)
		case i >= 0 && level != levels[i]["ma"]:
			w.faults.add(place{t.tab, t.cell(r, "muc")}, Doubt, "theo điểm thì xếp loại là %v", levels[i]["ten"])
		}
		list = append(list, listed{[]field{{"nam", w.req.Year}, {"don_vi_id", unit}}, []field{{"diem_tu_cham", r.vals["diem_tu_cham"]}, {"diem", r.int("diem")}, {"muc_ma", level}}})
	}
	return w.replaceYear("phan_loai_don_vi", list)
}

// replaceYear replaces the rows of a table for the year, unless the file is wrong.
func (w *writer) replaceYear(table string, list []listed) error {
	if w.faults.wrong() {
		return nil
	}
	there, err := w.rows(`SELECT * FROM `+table+` WHERE nam = ?`, w.req.Year)
	if err != nil {
		return err
	}
	return w.replace(table, there, list)
}

// inspections replaces those of the year.
func (w *writer) inspections(t *table) error {
	var list []listed
	seen := map[string]bool{}
	for _, r := range t.rows {
		unit, err := w.unitOf(t, r)
		if err != nil {
			return err
		}
		if at := fmt.Sprint(unit, r.text("ngay")); seen[at] {
			w.again(t, r, "ngay")
		} else {
			seen[at] = true
		}
		if day := r.text("ngay"); r.text("ket_qua") != "" && day > w.req.received() {
			w.faults.add(place{t.tab, t.cell(r, "ket_qua")}, Doubt, "có kết quả của cuộc kiểm tra chưa đến ngày (%s)", showDay(day))
		}
		list = append(list, listed{[]field{{"nam", w.req.Year}, {"don_vi_id", unit}, {"ngay", r.text("ngay")}},
			[]field{{"co_quan_ma", r.text("co_quan")}, {"noi_dung", r.text("noi_dung")}, {"ket_qua", r.vals["ket_qua"]}}})
	}
	return w.replaceYear("kiem_tra", list)
}

// discipline replaces who is under discipline, inspection or investigation in the year.
func (w *writer) discipline(t *table) error {
	var list []listed
	for _, r := range t.rows {
		if r.text("den_ngay") != "" && r.text("den_ngay") < r.text("tu_ngay") {
			w.faults.add(place{t.tab, t.cell(r, "den_ngay")}, Wrong, "ngày cuối trước ngày đầu")
		}
		who, err := w.personOrUnit(t, r)
		if err != nil {
			return err
		}
		list = append(list, listed{append(who, field{"hinh_thuc", r.text("hinh_thuc")}, field{"tu_ngay", r.text("tu_ngay")}), []field{{"den_ngay", r.vals["den_ngay"]}, {"can_cu", r.text("can_cu")}}})
	}
	if w.faults.wrong() {
		return nil
	}
	there, err := w.rows(`SELECT * FROM ky_luat WHERE den_ngay IS NULL OR den_ngay >= ? ORDER BY id`, w.yearStart())
	if err != nil {
		return err
	}
	return w.replace("ky_luat", there, list)
}

// personOrUnit finds whom a row is about: a person of a unit, or the unit where it names nobody.
// Where it cannot say, that is told and the fields are those of nobody.
func (w *writer) personOrUnit(t *table, r *row) ([]field, error) {
	unit, err := w.unitOf(t, r)
	if err != nil || r.text("ten") == "" {
		return []field{{"nguoi_id", nil}, {"don_vi_id", unit}}, err
	}
	if r.text("gioi_tinh") == "" {
		w.faults.add(place{t.tab, t.cell(r, "gioi_tinh")}, Wrong, "thiếu giới tính")
	}
	if w.faults.wrong() {
		return nil, nil
	}
	person, err := w.known(r, unit)
	return []field{{"nguoi_id", person}, {"don_vi_id", nil}}, err
}

// awarded replaces the awards of the year that were made elsewhere.
func (w *writer) awarded(t *table) error {
	var list []listed
	for _, r := range t.rows {
		who, err := w.personOrUnit(t, r)
		if err != nil {
			return err
		}
		list = append(list, listed{append(who, field{"nam", w.req.Year}, field{"hinh_thuc_ma", r.text("hinh_thuc")}, field{"quyet_dinh_so", r.text("quyet_dinh_so")}),
			[]field{{"quyet_dinh_ngay", r.text("quyet_dinh_ngay")}, {"thanh_tich", r.text("thanh_tich")}}})
	}
	return w.replaceYear("da_khen_thuong", list)
}

// known finds a person of a unit by the name, or adds one; what else is known of them stays.
func (w *writer) known(r *row, unit int64) (any, error) {
	there, err := w.one(`SELECT id FROM nguoi WHERE ho_ten = ? AND gioi_tinh = ? AND don_vi_id = ? ORDER BY id LIMIT 1`, r.text("ten"), r.text("gioi_tinh"), unit)
	if err != nil || there != nil {
		return there["id"], err
	}
	return w.person(&nomination{row: r, kind: "ca_nhan", unit: unit})
}

// awardsOfYear replaces how many were awarded in the year by form.
func (w *writer) awardsOfYear(t *table) error {
	var list []listed
	seen := map[string]bool{}
	for _, r := range t.rows {
		if seen[r.text("hinh_thuc")] {
			w.again(t, r, "hinh_thuc")
		}
		seen[r.text("hinh_thuc")] = true
		list = append(list, listed{[]field{{"nam", w.req.Year}, {"hinh_thuc_ma", r.text("hinh_thuc")}},
			[]field{{"tap_the", r.int("tap_the")}, {"ca_nhan", r.int("ca_nhan")}, {"ho_gia_dinh", r.int("ho_gia_dinh")}, {"tien", r.int("tien")}}})
	}
	return w.replaceYear("khen_thuong_nam", list)
}

// targets replaces the targets of the years that the table names, of the next one where it names none.
func (w *writer) targets(t *table) error {
	lists := map[int][]listed{}
	for _, r := range t.rows {
		year := w.req.Year + 1
		if r.has("nam") {
			year = int(r.int("nam"))
		}
		if year < w.req.Year || year > w.req.Year+5 {
			w.faults.add(place{t.tab, t.cell(r, "nam")}, Wrong, "năm phải đạt từ %d đến %d", w.req.Year, w.req.Year+5)
			continue
		}
		lists[year] = append(lists[year], listed{[]field{{"nam", year}, {"thu_tu", len(lists[year]) + 1}}, []field{{"noi_dung", strings.TrimRight(r.text("noi_dung"), ".;, ")}}})
	}
	for year := w.req.Year; year <= w.req.Year+5; year++ {
		if len(lists[year]) == 0 {
			continue
		}
		there, err := w.rows(`SELECT * FROM chi_tieu_phan_dau WHERE nam = ? ORDER BY thu_tu`, year)
		if err != nil {
			return err
		}
		if err := w.replace("chi_tieu_phan_dau", there, lists[year]); err != nil {
			return err
		}
	}
	return nil
}
