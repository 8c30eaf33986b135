package intake

import (
	"strings"
	"time"
)

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
	if err == nil && now == nil { // its name is over: the day on which it ends is what changes
		now, err = w.one(`SELECT * FROM ten_co_quan WHERE co_quan_ma = ? AND tu_ngay = ?`, code, either(from, "2000-01-01"))
	}
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
