package intake

import (
	"strings"

	"vanthu/pipeline/viet"
)

// wide takes the table of recognitions with the objects side by side.
func (w *writer) wide(t *table) error {
	tall := &table{Sheet: &Sheet{Table: "cong_nhan", Key: []string{"doi_tuong"}, Columns: []*Column{
		{Name: "doi_tuong", Head: "Đối tượng", Type: choiceType}, {Name: "tong", Head: "Tổng số", Type: countType},
		{Name: "dang_ky", Head: "Đăng ký", Type: countType}, {Name: "dat", Head: "Đạt", Type: countType}}}, tab: t.tab}
	for _, r := range t.rows {
		for _, object := range []string{"KDC", "XA", "CQ", "DN", "CSGD"} {
			one := &row{at: r.at, unit: r.unit, vals: map[string]any{"doi_tuong": object}, cols: map[string]int{}}
			filled := false
			for _, name := range []string{"tong", "dang_ky", "dat"} {
				one.cols[name] = t.cols[object+"_"+name]
				one.vals[name] = r.int(object + "_" + name)
				filled = filled || r.has(object+"_"+name)
			}
			if filled {
				tall.rows = append(tall.rows, one)
			}
		}
	}
	prove(tall, w.faults)
	if w.faults.wrong() {
		return nil
	}
	if err := w.figures(tall); err != nil {
		return err
	}
	return w.compare(tall)
}

// list takes the list workbook of offices, collectives and persons under each other: what it
// does not say is taken from the round, or guessed from names, with a word about it.
func (w *writer) list(t *table) error {
	round, ok := w.roundOf(w.req.Round)
	if !ok {
		w.faults.add(place{t.tab, ""}, Wrong, "không rõ đợt khen thưởng của danh sách; nêu khi nhập (--dot), hoặc khai đợt của năm %d", w.req.Year)
		return nil
	}
	kinds := map[string]*table{}
	for _, r := range t.rows {
		kind := kindOf(r)
		if kinds[kind] == nil {
			kinds[kind] = &table{Sheet: &Sheet{Table: "de_nghi_" + kind}, tab: t.tab, cols: t.cols}
		}
		one := &row{at: r.at, texts: r.texts, vals: map[string]any{"ten": r.vals["ten"], "dot": round.Code}}
		for _, name := range []string{"chuc_vu", "noi_cong_tac"} {
			if r.has(name) {
				one.vals[name] = r.vals[name]
			}
		}
		form, err := w.formOf(r.text("hinh_thuc"), round)
		if err != nil {
			return err
		}
		if form == "" {
			w.faults.add(place{t.tab, t.cell(r, "hinh_thuc")}, Wrong, "“%s” không phải hình thức của đợt này", r.text("hinh_thuc"))
			continue
		}
		one.vals["hinh_thuc"] = form
		one.vals["doi_tuong"] = objectOf(kind, r)
		if kind != "tap_the" {
			w.calledAs(t, r, one)
		}
		kinds[kind].rows = append(kinds[kind].rows, one)
	}
	w.faults.add(place{t.tab, ""}, Doubt, "danh sách không có đối tượng II.2, thành tích: đối tượng suy từ đơn vị công tác, thành tích lấy của đợt; xem lại trước khi thẩm định")
	for _, kind := range keys(kinds) {
		if err := w.nominations(kinds[kind]); err != nil {
			return err
		}
	}
	return nil
}

// kindOf says whether a row is a collective, a person or a household.
func kindOf(r *row) string {
	called := headKey(r.text("ten_goi"))
	switch all := headKey(r.text("phan_loai") + " " + r.text("phan_loai_khen")); {
	case strings.Contains(all, "ho gia dinh"), strings.HasPrefix(called, "ho "):
		return "ho_gia_dinh"
	case strings.Contains(all, "tap the"):
		return "tap_the"
	case strings.Contains(all, "ca nhan"), called != "":
		return "ca_nhan"
	}
	return "tap_the"
}

// formOf finds the form of award: “Bằng khen” is that of the round where it begins so.
func (w *writer) formOf(text string, round round) (string, error) {
	all, err := w.rows(`SELECT ma, ten, ten_ngan FROM hinh_thuc_khen_thuong ORDER BY thu_tu`)
	if err != nil {
		return "", err
	}
	key := headKey(text)
	for _, f := range all {
		if key == headKey(f["ten"].(string)) || key == headKey(f["ten_ngan"].(string)) {
			return f["ma"].(string), nil
		}
	}
	for _, f := range all {
		if f["ma"] == round.Form && strings.HasPrefix(headKey(f["ten"].(string)), key) {
			return round.Form, nil
		}
	}
	return "", nil
}

// objectOf guesses the object of II.2 from where someone works.
func objectOf(kind string, r *row) string {
	where := headKey(r.text("ten") + " " + r.text("chuc_vu") + " " + r.text("noi_cong_tac"))
	police := strings.Contains(where, "cong an")
	force := strings.Contains(where, "to bao ve an ninh") || strings.Contains(where, "bao ve dan pho") || strings.Contains(where, "dan phong")
	if kind == "ca_nhan" {
		switch {
		case force:
			return "cn-luc-luong"
		case police:
			return "cn-cong-an"
		}
		return "cn-khac"
	}
	switch {
	case force:
		return "tt-luc-luong"
	case police:
		return "tt-tham-muu"
	case kind == "ho_gia_dinh" || strings.Contains(where, "nhan dan"):
		return "tt-dia-ban"
	}
	return "tt-co-quan"
}

// calledAs reads gender and rank from how a person is called.
func (w *writer) calledAs(t *table, r, one *row) {
	called := headKey(r.text("ten_goi"))
	switch strings.TrimPrefix(strings.TrimPrefix(called, "ho gia dinh "), "ho ") {
	case "ong", "anh":
		one.vals["gioi_tinh"] = "nam"
		return
	case "ba", "chi":
		one.vals["gioi_tinh"] = "nu"
		return
	}
	if called != "" {
		one.vals["cap_bac"] = r.text("ten_goi")
	}
	gender, word := "nam", "nam"
	if strings.Contains(" "+headKey(viet.SplitName(r.text("ten")).Middle)+" ", " thi ") {
		gender, word = "nu", "nữ"
	}
	one.vals["gioi_tinh"] = gender
	w.faults.add(place{t.tab, t.cell(r, "ten")}, Doubt, "không ghi giới tính, hiểu là %s; nếu không đúng thì ghi Ông hoặc Bà", word)
}
