package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vanthu/pipeline/viet"
)

// papers writes which papers the sender has sent.
func (w *writer) papers(t *table) error {
	unit, err := w.units.id(w.req.Unit)
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		err := w.paper(unit, r.text("loai"), []field{
			{"so_ky_hieu", r.vals["so_ky_hieu"]}, {"ngay_van_ban", r.vals["ngay_van_ban"]}, {"co_chi_tieu", r.vals["co_chi_tieu"] == true}, {"ghi_chu", r.vals["ghi_chu"]}})
		if err != nil {
			return err
		}
		if d := r.text("ngay_van_ban"); d > w.req.received() {
			w.faults.add(place{t.tab, t.cell(r, "ngay_van_ban")}, Doubt, "ngày văn bản %s sau ngày nhận %s", showDay(d), showDay(w.req.received()))
		}
	}
	return nil
}

// paper writes one; the day on which it came stays as first noted, unless the request says it.
func (w *writer) paper(unit int64, kind string, vals []field) error {
	before, err := w.one(`SELECT * FROM van_ban_don_vi WHERE nam = ? AND don_vi_id = ? AND loai = ?`, w.req.Year, unit, kind)
	if err != nil {
		return err
	}
	if before == nil || w.req.Paper.Received != "" {
		vals = append(vals, field{"ngay_nhan", w.req.received()})
	}
	return w.set("van_ban_don_vi", before, []field{{"nam", w.req.Year}, {"don_vi_id", unit}, {"loai", kind}}, vals)
}

// models writes models and their state in the year.
func (w *writer) models(t *table) error {
	all := w.byUnit(t)
	for _, code := range slices.Sorted(maps.Keys(all)) {
		rows := all[code]
		unit, err := w.units.id(code)
		if err != nil {
			return err
		}
		seen := map[string]bool{}
		for _, r := range rows {
			if seen[headKey(r.text("ten"))] {
				w.faults.add(place{t.tab, t.cell(r, "ten")}, Wrong, "mô hình này đã có một dòng ở trên")
				continue
			}
			seen[headKey(r.text("ten"))] = true
			ok, err := w.period(t, r)
			if err != nil || !ok {
				return err
			}
			if err := w.model(t, r, unit); err != nil {
				return err
			}
		}
		gone, err := w.rows(`SELECT n.*, m.ten FROM mo_hinh_nam n JOIN mo_hinh m ON m.id = n.mo_hinh_id WHERE n.nam = ? AND m.don_vi_id = ? ORDER BY m.id`, w.req.Year, unit)
		if err != nil {
			return err
		}
		for _, old := range gone {
			if seen[headKey(fmt.Sprint(old["ten"]))] {
				continue
			}
			if err := w.drop("mo_hinh_nam", old, []field{{"nam", w.req.Year}, {"mo_hinh_id", old["mo_hinh_id"]}}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) model(t *table, r *row, unit int64) error {
	find := func() (map[string]any, error) {
		return w.one(`SELECT * FROM mo_hinh WHERE don_vi_id = ? AND ten = ?`, unit, r.text("ten"))
	}
	before, err := find()
	if err != nil {
		return err
	}
	var vals []field
	for _, name := range []string{"loai", "ngay_ra_mat", "quyet_dinh_so", "quyet_dinh_ngay"} {
		if before == nil || !t.lacks(r, name) {
			vals = append(vals, field{name, r.vals[name]})
		}
	}
	if err := w.set("mo_hinh", before, []field{{"don_vi_id", unit}, {"ten", r.text("ten")}}, vals); err != nil {
		return err
	}
	if before == nil {
		if before, err = find(); err != nil {
			return err
		}
	}
	id := before["id"]
	state, err := w.one(`SELECT * FROM mo_hinh_nam WHERE nam = ? AND mo_hinh_id = ?`, w.req.Year, id)
	if err != nil {
		return err
	}
	vals = []field{{"xep_loai", r.text("xep_loai")}}
	for _, name := range []string{"so_thanh_vien", "noi_nhan_rong"} {
		if state == nil || !t.lacks(r, name) {
			vals = append(vals, field{name, r.int(name)})
		}
	}
	return w.set("mo_hinh_nam", state, []field{{"nam", w.req.Year}, {"mo_hinh_id", id}}, vals)
}

// results writes whether single units reached the standard.
func (w *writer) results(t *table) error {
	seen := map[string]bool{}
	for _, r := range t.rows {
		code := r.text("don_vi")
		if !w.units.under(code, w.req.Unit) {
			w.faults.add(place{t.tab, t.cell(r, "don_vi")}, Wrong, "đơn vị này không thuộc đơn vị gửi tệp")
			continue
		}
		if seen[code] {
			w.faults.add(place{t.tab, t.cell(r, "don_vi")}, Wrong, "đơn vị này đã có một dòng ở trên")
			continue
		}
		seen[code] = true
		unit, err := w.units.id(code)
		if err != nil {
			return err
		}
		before, err := w.one(`SELECT * FROM cong_nhan_don_vi WHERE nam = ? AND don_vi_id = ?`, w.req.Year, unit)
		if err != nil {
			return err
		}
		vals := []field{{"dang_ky", r.vals["dang_ky"] == true}, {"dat", r.vals["dat"] == true}}
		for _, name := range []string{"so_truc_thuoc", "truc_thuoc_dat", "quyet_dinh_so", "quyet_dinh_ngay"} {
			if before == nil || !t.lacks(r, name) {
				vals = append(vals, field{name, r.vals[name]})
			}
		}
		if err := w.set("cong_nhan_don_vi", before, []field{{"nam", w.req.Year}, {"don_vi_id", unit}}, vals); err != nil {
			return err
		}
	}
	return nil
}

// prose writes the texts of the sender for the report of the year.
func (w *writer) prose(t *table) error {
	const kind = "bao-cao-tong-ket"
	unit, err := w.units.id(w.req.Unit)
	if err != nil {
		return err
	}
	for _, r := range t.rows {
		year, section := fmt.Sprint(w.req.Year), r.text("muc")
		before, err := w.one(`SELECT * FROM loi_van WHERE kieu = ? AND muc = ? AND ky = ? AND don_vi_id = ?`, kind, section, year, unit)
		if err != nil {
			return err
		}
		if before != nil && before["noi_dung"] == r.text("noi_dung") {
			continue
		}
		err = w.set("loi_van", before, []field{{"kieu", kind}, {"muc", section}, {"ky", year}, {"don_vi_id", unit}},
			[]field{{"noi_dung", r.text("noi_dung")}, {"da_sua", true}, {"tac_gia", w.req.Actor}, {"luc", w.req.At.UTC()}})
		if err != nil {
			return err
		}
	}
	return nil
}

// round is an award period.
type round struct {
	ID    int64  `db:"id"`
	Code  string `db:"ma"`
	Name  string `db:"ten"`
	Form  string `db:"hinh_thuc_ma"`
	Merit string `db:"thanh_tich"`
	Day   string `db:"ngay"` // on which the decision is expected, "" for unknown

	Present int64 `db:"co_mat"` // members who met
}

func (w *writer) readRounds() error {
	var all []round
	err := w.tx.SelectContext(w.ctx, &all, w.tx.Rebind(`SELECT id, ma, ten, hinh_thuc_ma, thanh_tich, COALESCE(CAST(ngay_du_kien AS TEXT), '') AS ngay, COALESCE(so_co_mat, 0) AS co_mat FROM dot_khen_thuong WHERE nam = ?`), w.req.Year)
	w.rounds = map[string]round{}
	for _, r := range all {
		w.rounds[r.Code] = r
	}
	return err
}

// nominations replaces what the sender nominates in the rounds that the table names. What was
// appraised stays.
func (w *writer) nominations(t *table) error {
	unit, err := w.units.id(w.req.Unit)
	if err != nil {
		return err
	}
	kind := t.nominees()
	letter, err := w.one(`SELECT id FROM van_ban_don_vi WHERE nam = ? AND don_vi_id = ? AND loai = 'to_trinh'`, w.req.Year, unit)
	if err != nil {
		return err
	}
	kept, rounds := map[any]bool{}, map[int64]bool{}
	seen := map[string]bool{}
	for _, r := range t.rows {
		n := nomination{kind: kind, unit: unit, letter: letter != nil, row: r, round: w.rounds[either(r.text("dot"), w.req.Round)]}
		n.form = either(r.text("hinh_thuc"), n.round.Form)
		if n.round.ID == 0 {
			w.faults.add(place{t.tab, t.cell(r, "dot")}, Wrong, "năm %d không có đợt khen thưởng này", w.req.Year)
			continue
		}
		if key := fmt.Sprint(n.round.ID, n.form, viet.Fold(viet.OldTone(n.name())), r.vals["nam_sinh"]); seen[key] {
			w.faults.add(place{t.tab, t.cell(r, "ten")}, Wrong, "tên này đã có một dòng ở trên trong cùng đợt và hình thức")
			continue
		} else {
			seen[key] = true
		}
		rounds[n.round.ID] = true
		id, err := w.nominate(t, &n)
		if err != nil {
			return err
		}
		kept[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(rounds)) {
		if err := w.withdraw(t, unit, id, kept); err != nil {
			return err
		}
	}
	return nil
}

// nomination is a row of de_nghi_khen_thuong in the making.
type nomination struct {
	kind   string
	unit   int64
	letter bool // the sender's tờ trình came
	row    *row
	round  round
	form   string
	office bool // the office's own list, which may change what was appraised
}

// name is the name as it is printed.
func (n *nomination) name() string {
	name := n.row.text("ten")
	if n.kind != "ho_gia_dinh" {
		return name
	}
	if n.row.text("gioi_tinh") == "nu" {
		return "Hộ bà " + name
	}
	return "Hộ ông " + name
}

func (w *writer) nominate(t *table, n *nomination) (id any, err error) {
	find := func() (map[string]any, error) {
		return w.one(`SELECT * FROM de_nghi_khen_thuong WHERE dot_id = ? AND hinh_thuc_ma = ? AND loai = ? AND don_vi_id = ? AND ten = ? ORDER BY id LIMIT 1`,
			n.round.ID, n.form, n.kind, n.unit, n.name())
	}
	before, err := find()
	if err != nil {
		return nil, err
	}
	key, group := viet.TextKey(n.name()), "tap_the"
	var person any
	if n.kind != "tap_the" {
		if person, err = w.person(n); err != nil {
			return nil, err
		}
		key = viet.NameKey(n.row.text("ten"))
	}
	if n.kind == "ca_nhan" {
		group = "ca_nhan"
	}
	if before != nil && before["nguoi_id"] != nil {
		person = before["nguoi_id"]
	}
	whole, err := w.whole(n, before)
	if err != nil {
		return nil, err
	}
	vals := []field{{"nguoi_id", person}, {"tap_the_id", whole}, {"khoa_ten", key}, {"doi_tuong_ma", n.row.text("doi_tuong")}, {"doi_tuong_nhom", group},
		{"chuc_vu", n.row.vals["chuc_vu"]}, {"noi_cong_tac", n.row.vals["noi_cong_tac"]},
		{"co_to_trinh", n.letter}}
	if before == nil || n.row.has("thanh_tich") || !t.lacks(n.row, "thanh_tich") {
		vals = append(vals, field{"thanh_tich", either(n.row.text("thanh_tich"), n.round.Merit)})
	}
	for _, name := range []string{"co_bao_cao", "co_bien_ban"} {
		if before == nil || n.row.has(name) || !t.lacks(n.row, name) {
			vals = append(vals, field{name, n.row.vals[name] == true})
		}
	}
	if day := n.row.text("ngay_nhan"); day != "" || before == nil || before["ngay_nhan"] == nil {
		vals = append(vals, field{"ngay_nhan", either(day, w.req.received())})
	}
	for _, name := range []string{"tieu_chuan", "xac_nhan"} {
		if v := n.row.vals[name]; v != nil { // what a table does not say stays
			vals = append(vals, field{name, v})
		}
	}
	told := len(w.changes)
	if before != nil && settled(before) && !n.office {
		for _, f := range vals {
			if before[f.name] != normal(f.value) && f.name != "co_to_trinh" && f.name != "tap_the_id" {
				w.faults.add(place{t.tab, t.cell(n.row, "ten")}, Wrong, "%s đã thẩm định, không sửa bằng tệp được; trả hồ sơ trước", n.name())
				break
			}
		}
		return before["id"], nil
	}
	err = w.set("de_nghi_khen_thuong", before, []field{{"dot_id", n.round.ID}, {"hinh_thuc_ma", n.form}, {"loai", n.kind}, {"don_vi_id", n.unit}, {"ten", n.name()}}, vals)
	if err != nil || before != nil || len(w.changes) == told {
		return before["id"], err
	}
	before, err = find()
	return before["id"], err
}

// whole is the unit that a collective is as a whole, nil for a part of one, a name that several
// units have, and a unit that another row of the round is.
func (w *writer) whole(n *nomination, before map[string]any) (any, error) {
	if n.kind != "tap_the" {
		return nil, nil
	}
	if before != nil && before["tap_the_id"] != nil {
		return before["tap_the_id"], nil
	}
	name, above := viet.WholeUnit(n.name())
	full, key := headKey(n.name()), headKey(name)
	var found []*unit
	for _, u := range w.units.byName[full] {
		if headKey(u.Name) == full {
			found = append(found, u)
		}
	}
	for _, u := range w.units.byName[key] {
		if headKey(u.Name) == key && key != full && (above == "" || u.Parent != nil && w.units.named(*u.Parent, above)) {
			found = append(found, u)
		}
	}
	if len(found) != 1 {
		return nil, nil
	}
	taken, err := w.one(`SELECT id FROM de_nghi_khen_thuong WHERE dot_id = ? AND hinh_thuc_ma = ? AND tap_the_id = ?`, n.round.ID, n.form, found[0].ID)
	if err != nil || taken != nil {
		return nil, err
	}
	return found[0].ID, nil
}

// settled reports a nomination that was appraised.
func settled(n map[string]any) bool {
	return n["trang_thai"] != "de_nghi" && n["trang_thai"] != "tra_ho_so"
}

// person finds or adds the person of a nomination.
func (w *writer) person(n *nomination) (any, error) {
	r := n.row
	find := func() (map[string]any, error) {
		return w.one(`SELECT * FROM nguoi WHERE ho_ten = ? AND gioi_tinh = ? AND COALESCE(don_vi_id, 0) = ? AND COALESCE(nam_sinh, 0) = ? ORDER BY id LIMIT 1`,
			r.text("ten"), r.text("gioi_tinh"), n.unit, r.int("nam_sinh"))
	}
	before, err := find()
	if err != nil {
		return nil, err
	}
	vals := []field{{"khoa_ten", viet.NameKey(r.text("ten"))}, {"ngay_sinh", r.vals["ngay_sinh"]}, {"nam_sinh", r.vals["nam_sinh"]},
		{"cap_bac", r.vals["cap_bac"]}, {"chuc_vu", r.vals["chuc_vu"]}, {"phan_loai", either(r.text("phan_loai"), "truc_tiep")}}
	key := []field{{"ho_ten", r.text("ten")}, {"gioi_tinh", r.text("gioi_tinh")}, {"don_vi_id", n.unit}}
	if n.unit == 0 { // someone who signs, perhaps for several bodies: the post stands with the signature
		key, vals = key[:2], vals[:1]
	}
	if before != nil {
		key = []field{{"id", before["id"]}}
	}
	if err := w.set("nguoi", before, key, vals); err != nil || before != nil {
		return before["id"], err
	}
	before, err = find()
	return before["id"], err
}

// nominees is the kind of those whom a table nominates, as the database has it.
func (t *table) nominees() string { return strings.TrimPrefix(t.Table, "de_nghi_") }

// withdraw takes out what a corrected file no longer nominates and nobody has appraised yet.
func (w *writer) withdraw(t *table, unit, round int64, kept map[any]bool) error {
	there, err := w.rows(`SELECT n.*, (SELECT COUNT(*) FROM tham_dinh t WHERE t.de_nghi_id = n.id) AS so_buoc
		FROM de_nghi_khen_thuong n WHERE n.dot_id = ? AND n.loai = ? AND n.don_vi_id = ? ORDER BY n.id`, round, t.nominees(), unit)
	if err != nil {
		return err
	}
	for _, old := range there {
		switch {
		case kept[old["id"]]:
		case settled(old) || old["so_buoc"] != int64(0):
			w.faults.add(place{t.tab, ""}, Doubt, "%v không còn trong tệp nhưng đã thẩm định, được giữ nguyên", old["ten"])
		default:
			if err := w.drop("de_nghi_khen_thuong", old, []field{{"id", old["id"]}}); err != nil {
				return err
			}
		}
	}
	return nil
}
