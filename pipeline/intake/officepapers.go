package intake

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/viet"
)

// signers replaces who signs for the agencies that the table names.
func (w *writer) signers(t *table) error {
	kept := map[string]map[any][]string{} // agency, signer, kinds
	for _, r := range t.rows {
		agency := r.text("co_quan")
		id, err := w.signer(t, r, len(kept[agency])+1)
		if err != nil {
			return err
		}
		if id == nil {
			continue
		}
		if kept[agency] == nil {
			kept[agency] = map[any][]string{}
		}
		kept[agency][id] = append(kept[agency][id], either(r.text("kieu"), "*"))
	}
	if w.faults.wrong() {
		return nil
	}
	for _, agency := range keys(kept) {
		there, err := w.rows(`SELECT * FROM nguoi_ky WHERE co_quan_ma = ? AND (den_ngay IS NULL OR den_ngay >= ?) ORDER BY id`, agency, w.yearStart())
		if err != nil {
			return err
		}
		for _, old := range there {
			if err := w.signs(old["id"], kept[agency][old["id"]]); err != nil {
				return err
			}
			if kept[agency][old["id"]] != nil {
				continue
			}
			if err := w.drop("nguoi_ky", old, []field{{"id", old["id"]}}); err != nil {
				return err
			}
		}
	}
	return nil
}

func keys[V any](m map[string]V) (list []string) {
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// signs makes a signer sign just these kinds.
func (w *writer) signs(signer any, kinds []string) error {
	there, err := w.rows(`SELECT kieu FROM nguoi_ky_kieu WHERE nguoi_ky_id = ? ORDER BY kieu`, signer)
	if err != nil {
		return err
	}
	var have []string
	for _, k := range there {
		kind := k["kieu"].(string)
		have = append(have, kind)
		if !slices.Contains(kinds, kind) {
			if err := w.drop("nguoi_ky_kieu", k, []field{{"nguoi_ky_id", signer}, {"kieu", kind}}); err != nil {
				return err
			}
		}
	}
	for _, kind := range kinds {
		if slices.Contains(have, kind) {
			continue
		}
		have = append(have, kind)
		if err := w.set("nguoi_ky_kieu", nil, []field{{"nguoi_ky_id", signer}}, []field{{"kieu", kind}}); err != nil {
			return err
		}
	}
	return nil
}

// signer writes who signs in which form and returns its id, nil for a faulty row.
func (w *writer) signer(t *table, r *row, order int) (any, error) {
	form := r.text("hinh_thuc")
	top, whole, err := w.office(t, r.text("co_quan"))
	if err != nil {
		return nil, err
	}
	var head, body any
	switch form {
	case "KT", "TM_KT", "TL", "TUQ":
		head = top
	case "TL_KT":
		head = top + "\n" + r.text("bo_phan")
		if r.text("bo_phan") == "" {
			w.faults.add(place{t.tab, t.cell(r, "bo_phan")}, Wrong, "ký TL. và KT. thì ghi chức vụ của người đứng đầu bộ phận, ví dụ Chánh Văn phòng")
			return nil, nil
		}
	}
	if form == "TM" || form == "TM_KT" {
		if body = orNull(whole); body == nil {
			w.faults.add(place{t.tab, t.cell(r, "hinh_thuc")}, Wrong, "cơ quan này không làm việc theo chế độ tập thể nên không ký TM. (NĐ 30/2020, Điều 13)")
			return nil, nil
		}
	}
	if (form == "TL" || form == "TL_KT" || form == "TUQ") && r.text("can_cu") == "" {
		w.faults.add(place{t.tab, t.cell(r, "can_cu")}, Wrong, "ký %s. phải theo quy chế hoặc văn bản ủy quyền; ghi tên văn bản", form[:strings.IndexByte(form+"_", '_')])
		return nil, nil
	}
	if form == "TUQ" && r.text("den_ngay") == "" {
		w.faults.add(place{t.tab, t.cell(r, "den_ngay")}, Wrong, "ủy quyền có thời hạn; ghi ngày cuối")
		return nil, nil
	}
	person, err := w.person(&nomination{row: r, kind: "ca_nhan"})
	if err != nil {
		return nil, err
	}
	find := func() (map[string]any, error) {
		return w.one(`SELECT * FROM nguoi_ky WHERE co_quan_ma = ? AND nguoi_id = ? AND hinh_thuc = ? AND chuc_vu = ? AND COALESCE(chuc_vu_khac, '') = ? AND (den_ngay IS NULL OR den_ngay >= ?) ORDER BY id LIMIT 1`,
			r.text("co_quan"), person, form, r.text("chuc_vu"), r.text("chuc_vu_khac"), w.yearStart())
	}
	before, err := find()
	if err != nil {
		return nil, err
	}
	vals := []field{{"cap_bac", r.vals["cap_bac"]}, {"thay_mat", body}, {"thay_cho", head}, {"can_cu", r.vals["can_cu"]}, {"den_ngay", r.vals["den_ngay"]}, {"chuc_vu_khac", r.vals["chuc_vu_khac"]}}
	key := []field{{"co_quan_ma", r.text("co_quan")}, {"nguoi_id", person}, {"hinh_thuc", form}, {"chuc_vu", r.text("chuc_vu")}}
	if before != nil {
		key = []field{{"id", before["id"]}}
	}
	if before == nil || before["uu_tien"].(int64) > int64(order) {
		vals = append(vals, field{"uu_tien", min(order, 99)})
	}
	if before == nil || r.text("tu_ngay") != "" {
		vals = append(vals, field{"tu_ngay", either(r.text("tu_ngay"), w.yearStart())})
	}
	if err := w.set("nguoi_ky", before, key, vals); err != nil {
		return nil, err
	}
	if before == nil {
		before, err = find()
	}
	return before["id"], err
}

// recipients replaces the lists of recipients that the table names, each in the order of the
// rows.
func (w *writer) recipients(t *table) error {
	type list struct{ kind, agency, role string }
	next := map[list]int{}
	var order []list
	for _, r := range t.rows {
		l := list{r.text("kieu"), r.text("co_quan"), r.text("vai_tro")}
		if l.role == "luu" {
			w.records.say(l.agency, l.kind)
		}
		if next[l]++; next[l] == 1 {
			order = append(order, l)
		}
		before, err := w.one(`SELECT * FROM noi_nhan WHERE kieu = ? AND co_quan_ma = ? AND vai_tro = ? AND thu_tu = ? AND tu_ngay <= ? AND (den_ngay IS NULL OR den_ngay >= ?)
			ORDER BY tu_ngay DESC LIMIT 1`, l.kind, l.agency, l.role, next[l], w.yearEnd(), w.yearEnd())
		if err != nil {
			return err
		}
		copies := r.int("so_ban")
		if !r.has("so_ban") {
			copies = 1
		}
		key := []field{{"kieu", l.kind}, {"co_quan_ma", l.agency}, {"vai_tro", l.role}, {"thu_tu", next[l]}, {"tu_ngay", w.yearStart()}}
		if before != nil {
			key = []field{{"id", before["id"]}}
		}
		if err := w.set("noi_nhan", before, key, []field{{"ten", r.text("ten")}, {"so_ban", copies}, {"in_so_ban", copies > 1}}); err != nil {
			return err
		}
	}
	for _, l := range order {
		rest, err := w.rows(`SELECT * FROM noi_nhan WHERE kieu = ? AND co_quan_ma = ? AND vai_tro = ? AND thu_tu > ? AND (den_ngay IS NULL OR den_ngay >= ?) ORDER BY id`,
			l.kind, l.agency, l.role, next[l], w.yearEnd())
		if err != nil {
			return err
		}
		for _, old := range rest {
			if err := w.drop("noi_nhan", old, []field{{"id", old["id"]}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// books gathers the books of numbers; the archive keeps them.
func (w *writer) books(t *table) error {
	for _, r := range t.rows {
		code := BookCode(r.text("co_quan"), r.text("ten"))
		kind := either(r.text("kieu"), "*")
		if i := slices.IndexFunc(w.result.Books, func(b Book) bool { return b.Code == code }); i >= 0 {
			w.result.Books[i].Kinds = append(w.result.Books[i].Kinds, kind)
			continue
		}
		w.result.Books = append(w.result.Books, Book{Code: code, Agency: r.text("co_quan"), Name: r.text("ten"), Source: r.text("nguon"),
			First: int(max(1, r.int("so_dau"))), Kinds: []string{kind}})
	}
	return nil
}

// awardRounds writes the award rounds of the year; their codes follow from their kind.
func (w *writer) awardRounds(t *table) error {
	count := map[string]int{}
	for _, r := range t.rows {
		code := roundCode(r)
		if count[code]++; count[code] > 1 {
			code = fmt.Sprintf("%s-%d", code, count[code])
		}
		if err := w.keepRound(r, code); err != nil {
			return err
		}
		if err := w.awardRound(t, r, code); err != nil {
			return err
		}
	}
	return w.readRounds()
}

// lateOfRound are what the course of a round brings, on pages and by commands too.
var lateOfRound = []string{"to_trinh_so", "to_trinh_ngay", "tham_dinh_so", "tham_dinh_ngay", "bien_ban_so", "bien_ban_ngay",
	"so_thanh_vien", "so_co_mat", "han_de_nghi", "ngay_du_kien", "ngay_phan_bo", "gio_hop", "gio_xong", "noi_hop"}

// keepRound gives a row what is known of its round already and the workbook leaves empty: a vote
// that was written since is not lost with a workbook of before.
func (w *writer) keepRound(r *row, code string) error {
	before, err := w.one(`SELECT * FROM dot_khen_thuong WHERE nam = ? AND ma = ?`, w.req.Year, code)
	for _, name := range lateOfRound {
		if v := before[name]; v != nil && !r.has(name) {
			r.vals[name] = v
		}
	}
	return err
}

// deciderOf is the agency whose head decides on an award of a form, nil for the chairman of the
// province, and what is wrong with what a row says.
func deciderOf(form, said string) (agency any, fault string) {
	switch certificate := strings.HasPrefix(form, "giay-khen"); {
	case certificate && said == "" && form == "giay-khen-cat":
		return "cong-an-tinh", ""
	case certificate && said == "":
		return nil, "Giấy khen do người đứng đầu cơ quan nào quyết định; chọn cơ quan ấy"
	case !certificate && said != "":
		return nil, "hình thức này không phải Giấy khen nên do Chủ tịch Ủy ban nhân dân tỉnh hoặc cấp trên quyết định; để trống ô này"
	}
	return orNull(said), ""
}

// roundCode is the code of the first round of the kind of a row.
func roundCode(r *row) string {
	if decider, _ := deciderOf(r.text("hinh_thuc"), r.text("quyet_dinh")); decider != nil {
		return "giay-khen"
	}
	return strings.ReplaceAll(r.text("loai"), "_", "-")
}

// awardRound writes one award round of the year.
func (w *writer) awardRound(t *table, r *row, code string) error {
	decider, d := deciderOf(r.text("hinh_thuc"), r.text("quyet_dinh"))
	if d != "" {
		w.faults.add(place{t.tab, t.cell(r, "quyet_dinh")}, Wrong, "%s", d)
		return nil
	}
	if r.int("so_co_mat") > r.int("so_thanh_vien") {
		w.faults.add(place{t.tab, t.cell(r, "so_co_mat")}, Wrong, "có mặt nhiều hơn số thành viên")
		return nil
	}
	before, err := w.one(`SELECT * FROM dot_khen_thuong WHERE nam = ? AND ma = ?`, w.req.Year, code)
	if err != nil {
		return err
	}
	day := either(r.text("ngay_du_kien"), w.yearEnd())
	term, err := w.one(`SELECT gia_tri FROM thuat_ngu WHERE khoa = 'loai_phong_trao' AND tu_ngay <= ? AND (den_ngay IS NULL OR den_ngay >= ?)`, day, day)
	if err != nil {
		return err
	}
	movement := "phong trào thi đua"
	if term != nil {
		movement = term["gia_tri"].(string)
	}
	vals := []field{{"ten", r.text("ten")}, {"loai", r.text("loai")}, {"hinh_thuc_ma", r.text("hinh_thuc")},
		{"thanh_tich", either(r.text("thanh_tich"), fmt.Sprintf("đã có thành tích xuất sắc trong %s “Toàn dân bảo vệ an ninh Tổ quốc” năm %d", movement, w.req.Year))},
		{"co_quan_de_nghi_ma", r.vals["de_nghi"]}, {"co_quan_tham_dinh_ma", r.vals["tham_dinh"]}, {"co_quan_quyet_dinh_ma", decider}}
	for _, name := range lateOfRound {
		vals = append(vals, field{name, r.vals[name]})
	}
	return w.set("dot_khen_thuong", before, []field{{"nam", w.req.Year}, {"ma", code}}, vals)
}

// roundOf finds the round that a row names; the only one of the year where it names none.
func (w *writer) roundOf(name string) (round, bool) {
	var found []round
	for _, code := range keys(w.rounds) {
		if r := w.rounds[code]; name == "" || headKey(r.Name) == headKey(name) || r.Code == name {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		return round{}, false
	}
	return found[0], true
}

// decided writes the list on which a council has decided.
func (w *writer) decided(t *table) error {
	for _, r := range t.rows {
		round, ok := w.roundOf(r.text("dot"))
		if !ok {
			w.faults.add(place{t.tab, t.cell(r, "dot")}, Wrong, "không rõ đợt khen thưởng; ghi tên đợt như ở trang Đợt khen thưởng")
			continue
		}
		sender, d := w.units.find(r.text("don_vi"), "")
		if d != nil {
			w.faults.add(place{t.tab, t.cell(r, "don_vi")}, d.severity, "%s", d.message)
			continue
		}
		kind, yes := r.text("loai"), r.vals["ho_so"] == true
		switch object := r.text("doi_tuong"); {
		case kind != "tap_the" && r.text("gioi_tinh") == "":
			w.faults.add(place{t.tab, t.cell(r, "gioi_tinh")}, Wrong, "thiếu giới tính của cá nhân, chủ hộ")
			continue
		case (kind == "ca_nhan") != strings.HasPrefix(object, "cn-"):
			w.faults.add(place{t.tab, t.cell(r, "doi_tuong")}, Wrong, "đối tượng này không dành cho %s", map[string]string{"tap_the": "tập thể", "ca_nhan": "cá nhân", "ho_gia_dinh": "hộ gia đình"}[kind])
			continue
		case r.text("ket_qua") == "duyet" && !yes:
			w.faults.add(place{t.tab, t.cell(r, "ket_qua")}, Wrong, "hồ sơ chưa đủ thì chưa khen được (Luật Thi đua, khen thưởng, Điều 84)")
			continue
		case r.text("ket_qua") == "khong_duyet" && r.text("ly_do") == "":
			w.faults.add(place{t.tab, t.cell(r, "ly_do")}, Wrong, "không khen thì ghi lý do")
			continue
		case r.int("so_phieu") > round.Present:
			w.faults.add(place{t.tab, t.cell(r, "so_phieu")}, Wrong, "%s phiếu, nhưng đợt ghi có mặt %d; số phiếu không quá số có mặt", viet.Count(r.int("so_phieu")), round.Present)
			continue
		}
		r.vals["co_bao_cao"], r.vals["co_bien_ban"] = yes, yes
		unit, err := w.units.id(sender)
		if err != nil {
			return err
		}
		n := nomination{kind: kind, unit: unit, letter: yes, row: r, round: round, form: round.Form, office: true}
		id, err := w.nominate(t, &n)
		if err != nil {
			return err
		}
		if err := w.decide(id, round, r); err != nil {
			return err
		}
	}
	return nil
}

// decide writes the outcome of a nomination and the step of the appraisal that says so.
func (w *writer) decide(id any, round round, r *row) error {
	outcome := r.text("ket_qua")
	before, err := w.one(`SELECT * FROM de_nghi_khen_thuong WHERE id = ?`, id)
	if err != nil {
		return err
	}
	vals := []field{{"trang_thai", outcome}}
	if r.has("so_phieu") {
		vals = append(vals, field{"so_phieu", r.int("so_phieu")})
	}
	if err := w.set("de_nghi_khen_thuong", before, []field{{"id", id}}, vals); err != nil || before["trang_thai"] == outcome {
		return err
	}
	step := []field{{"de_nghi_id", id}, {"co_quan_ma", "ubnd-tinh"}, {"ngay", either(round.Day, w.req.received())}}
	return w.set("tham_dinh", nil, step, []field{{"ket_qua", outcome}, {"ly_do", r.vals["ly_do"]}, {"nguoi_lam", w.req.Actor}})
}

// BookCode is the code of a book that an agency makes.
func BookCode(agency, name string) string { return agency + "-" + slug(name) }
