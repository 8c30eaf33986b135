package intake

import (
	"slices"
	"strings"
)

// issuerTable is the sheet of the agencies that an office adds to those that the program knows:
// another sở, a people's committee below the province, a school, an enterprise.
const issuerTable = "co_quan_khac"

// agencyList is the list of agencies from which other sheets choose.
const agencyList = "co_quan"

// know makes agencies choices of the sheets that choose one, by their codes.
func (f *Form) know(agencies ...option) {
	for _, s := range f.Sheets {
		for _, c := range s.Columns {
			for _, a := range agencies {
				if c.From == agencyList && !slices.ContainsFunc(c.options, func(o option) bool { return headKey(o.Name) == headKey(a.Name) }) {
					c.options = append(c.options, a)
				}
			}
		}
	}
}

// knowGiven makes the agencies of rows that are filled already choices of the sheets that follow.
func (f *Form) knowGiven(s *Sheet) {
	if s.Table != issuerTable {
		return
	}
	i := slices.IndexFunc(s.Columns, func(c *Column) bool { return c.Name == "ten" })
	for _, row := range s.given {
		if name := row[i]; name != "" {
			f.know(option{name, name})
		}
	}
}

// knowIssuers makes the agencies that the file adds choices of its other sheets: those sheets
// are read before anything is written.
func (im *importing) knowIssuers() error {
	i := slices.IndexFunc(im.form.Sheets, func(s *Sheet) bool { return s.Table == issuerTable })
	if i < 0 {
		return nil
	}
	sheet := im.form.Sheets[i]
	for _, g := range im.grids {
		if headKey(g.name) != headKey(sheet.Tab) {
			continue
		}
		f := findTable(g, []*Sheet{sheet})
		if f == nil {
			continue // told where all sheets are read
		}
		t := (&reader{faults: new(faults), own: true}).read(f)
		if err := im.codeIssuers(t); err != nil {
			return err
		}
		for _, r := range t.rows {
			if name := r.text("ten"); name != "" {
				im.form.know(option{im.issuers[headKey(name)], name})
			}
		}
	}
	return nil
}

// codeIssuers gives each agency of the rows its code: the one that it has under its name; that of
// the agency with the same sign, where that one is not named any more and so has a new name; else
// a new one.
func (w *writer) codeIssuers(t *table) error {
	there, err := w.rows(`SELECT c.ma, c.loai, c.mo_ta, MAX(t.ky_hieu) AS ky_hieu, COUNT(DISTINCT t.ky_hieu) AS so FROM co_quan c LEFT JOIN ten_co_quan t ON t.co_quan_ma = c.ma
		AND t.tu_ngay <= ? AND (t.den_ngay IS NULL OR t.den_ngay >= ?) GROUP BY c.ma, c.loai, c.mo_ta ORDER BY c.ma`, w.yearEnd(), w.yearStart())
	if err != nil {
		return err
	}
	w.issuers = map[string]string{}
	named := map[string]bool{}
	for _, r := range t.rows {
		for _, a := range there {
			if headKey(a["mo_ta"].(string)) == headKey(r.text("ten")) {
				w.issuers[headKey(r.text("ten"))], named[a["ma"].(string)] = a["ma"].(string), true
			}
		}
	}
	for _, r := range t.rows {
		key := headKey(r.text("ten"))
		if w.issuers[key] != "" || key == "" {
			continue
		}
		for _, a := range there {
			code := a["ma"].(string)
			if a["ky_hieu"] == r.text("ky_hieu") && a["loai"] == r.text("loai") && a["loai"] != "ubnd" && !named[code] && !w.ships(code) {
				w.issuers[key], named[code] = code, true
				break
			}
		}
		if w.issuers[key] == "" {
			if w.issuers[key], err = w.newCode("co_quan", slug(shortAgency(r.text("ten")))); err != nil {
				return err
			}
		}
	}
	return nil
}

// ships reports an agency that the program knows: its names stand on a sheet of their own.
func (w *writer) ships(code string) bool {
	_, known := agencyForms[code]
	return known || code == "bo-cong-an"
}

// addIssuers writes the agencies that an office adds.
func (w *writer) addIssuers(t *table) error {
	if err := w.readProvince(); err != nil {
		return err
	}
	seen := map[string]int{}
	var own []*row
	for _, r := range t.rows {
		key := headKey(r.text("ten"))
		switch at := seen[key]; {
		case at > 0:
			w.faults.add(place{t.tab, t.cell(r, "ten")}, Wrong, "cơ quan này đã ghi ở hàng %d", at)
		case w.ships(w.issuers[key]) || w.shipped(key) != "":
			w.faults.add(place{t.tab, t.cell(r, "ten")}, Wrong, "cơ quan này có sẵn ở trang Cơ quan; ghi ở đó")
		default:
			own = append(own, r)
		}
		seen[key] = r.at
	}
	for _, r := range own { // all of them first: one may stand above another
		if err := w.issuer(r, w.issuers[headKey(r.text("ten"))]); err != nil {
			return err
		}
	}
	for _, r := range own {
		if err := w.nameIssuer(t, r, w.issuers[headKey(r.text("ten"))]); err != nil {
			return err
		}
	}
	return nil
}

// shipped is the code of the agency that ships and is called so in the province, "" for none.
func (w *writer) shipped(key string) string {
	for _, code := range keys(agencyForms) {
		form := agencyForms[code]
		for _, name := range []string{form.name, form.short, form.called, strings.ReplaceAll(form.name, " %s", "")} {
			if headKey(w.province.in(name)) == key {
				return code
			}
		}
	}
	return ""
}

// issuer writes what an agency is.
func (w *writer) issuer(r *row, code string) error {
	before, err := w.one(`SELECT * FROM co_quan WHERE ma = ?`, code)
	if err != nil {
		return err
	}
	kind := r.text("loai")
	together := kind == "ubnd" || kind == "hoi_dong" || kind == "ban_chi_dao"
	return w.set("co_quan", before, []field{{"ma", code}}, []field{{"loai", kind}, {"la_tap_the", together}, {"mo_ta", r.text("ten")}})
}

// nameIssuer writes what an agency is called, and how its papers begin.
func (w *writer) nameIssuer(t *table, r *row, code string) error {
	if until := r.text("den_ngay"); until != "" && until < either(r.text("tu_ngay"), "2000-01-01") {
		w.faults.add(place{t.tab, t.cell(r, "den_ngay")}, Wrong, "ngày cuối trước ngày đầu")
		return nil
	}
	n := w.namesOf(r)
	above, line, err := w.above(r)
	if err != nil {
		return err
	}
	form := "nd30"
	if r.text("loai") == "cong_an" {
		form = "cand"
	}
	before, err := w.one(`SELECT tham_muu FROM ten_co_quan WHERE co_quan_ma = ? AND tu_ngay <= ? ORDER BY tu_ngay DESC LIMIT 1`, code, w.yearEnd())
	if err != nil {
		return err
	}
	if w.records.usual == nil {
		w.records.usual = map[string]string{}
	}
	w.records.usual[code] = recordLine(before["tham_muu"])
	return w.agency(code, r.text("tu_ngay"), []field{{"ten", either(r.text("ten_day_du"), n.full)}, {"ten_ngan", n.short}, {"ten_goi", either(r.text("ten_goi"), n.called)},
		{"chu_quan_ma", above}, {"dong_chu_quan", orNull(line)}, {"dong_ten", either(r.text("dong_ten"), n.line)}, {"ky_hieu", r.text("ky_hieu")},
		{"dia_danh", either(r.text("dia_danh"), n.place)}, {"dia_ban_ma", orNull(w.province.code)}, {"the_thuc", form}, {"tham_muu", r.vals["tham_muu"]},
		{"dia_chi", r.vals["dia_chi"]}, {"den_ngay", r.vals["den_ngay"]}})
}

// issuerNames are the names of an agency where its row does not say them.
type issuerNames struct{ full, short, called, line, place string }

const committee = "Ủy ban nhân dân"

// namesOf makes the names of an agency of the one that its row gives.
func (w *writer) namesOf(r *row) issuerNames {
	p, name := w.province, r.text("ten")
	n := issuerNames{full: name, short: name, called: name, line: strings.ToUpper(name), place: p.name}
	switch r.text("loai") {
	case "ubnd":
		if rest, ok := cutName(name, committee, "UBND"); ok {
			n.full, n.short, n.called = committee+" "+rest, "UBND "+rest, committee+" "+rest
			n.line, n.place = strings.ToUpper(committee)+"\n"+strings.ToUpper(rest), placeOf(rest)
		}
	case "cong_an":
		if rest, ok := cutName(name, "Công an"); ok {
			n.line, n.place = "CÔNG AN\n"+strings.ToUpper(rest), placeOf(rest)
		}
	case "so_ban_nganh":
		if p.name == "" {
			break
		}
		base := strings.TrimSuffix(name, " "+p.full())
		n = issuerNames{full: base + " " + p.full(), short: base, called: base, line: strings.ToUpper(base), place: p.name}
	}
	return n
}

// cutName takes one of the words off the front of a name, however its tone marks are set.
func cutName(name string, words ...string) (rest string, ok bool) {
	runes := []rune(name)
	for _, word := range words {
		if n := len([]rune(word)); len(runes) > n+1 && runes[n] == ' ' && headKey(string(runes[:n])) == headKey(word) {
			return string(runes[n+1:]), true
		}
	}
	return name, false
}

// shortAgency writes a people's committee short.
func shortAgency(name string) string {
	if rest, ok := cutName(name, committee); ok {
		return "UBND " + rest
	}
	return name
}

// placeOf is what stands before the day of a paper of a commune or district: its name; a number
// keeps the word for what it is (NĐ 30/2020 PL I.II.4).
func placeOf(unit string) string {
	name := shortName(unit)
	if strings.Trim(name, "0123456789 ") == "" {
		r := []rune(unit)
		return strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	return name
}

// standsUnder are the agencies above those of a kind, where a row names none.
var standsUnder = map[string]string{"so_ban_nganh": "ubnd-tinh", "hoi_dong": "ubnd-tinh", "ban_chi_dao": "ubnd-tinh", "cong_an": "cong-an-tinh"}

// above is the agency above that of a row, and the line for it at the head of papers; nil and ""
// for none. One that is no agency of the office stands at the head as it is written.
func (w *writer) above(r *row) (code any, line string, err error) {
	name := r.text("cap_tren")
	up := either(w.issuers[headKey(name)], w.shipped(headKey(name)))
	if name == "" {
		up = standsUnder[r.text("loai")]
	}
	if up == "" && name != "" {
		there, err := w.one(`SELECT co_quan_ma FROM ten_co_quan WHERE ? IN (ten, ten_ngan, ten_goi) AND tu_ngay <= ? AND (den_ngay IS NULL OR den_ngay >= ?) ORDER BY co_quan_ma LIMIT 1`, name, w.yearEnd(), w.yearStart())
		if err != nil {
			return nil, "", err
		}
		up, _ = there["co_quan_ma"].(string)
	}
	switch {
	case up == "":
		return nil, strings.ToUpper(name), nil
	case up == "ubnd-tinh":
		return up, w.province.in("UBND %S"), nil
	case w.ships(up):
		return up, strings.ReplaceAll(w.province.in(agencyForms[up].line), "\n", " "), nil
	}
	return up, strings.ToUpper(either(name, up)), nil
}

// readProvince finds the province of the office, where the file does not say it.
func (w *writer) readProvince() error {
	if w.province.code != "" {
		return nil
	}
	there, err := w.one(`SELECT b.ma, b.ten_loai, b.ten FROM ten_co_quan t JOIN dia_ban b ON b.ma = t.dia_ban_ma
		WHERE b.cap = 'tinh' AND t.tu_ngay <= ? AND (t.den_ngay IS NULL OR t.den_ngay >= ?) ORDER BY CASE t.co_quan_ma WHEN 'ubnd-tinh' THEN 0 ELSE 1 END, t.tu_ngay DESC LIMIT 1`, w.yearEnd(), w.yearStart())
	if err != nil || there == nil {
		return err
	}
	w.province = province{code: there["ma"].(string), kind: there["ten_loai"].(string), name: there["ten"].(string)}
	return nil
}

// office is who heads an agency and for whom it signs TM., "" for nobody.
func (w *writer) office(t *table, code string) (head, body string, err error) {
	if form, known := agencyForms[code]; known {
		return either(form.head, "Thủ trưởng"), form.body, nil
	}
	is, err := w.one(`SELECT c.loai, c.la_tap_the, c.mo_ta, (SELECT MIN(k.chuc_vu) FROM nguoi_ky k WHERE k.co_quan_ma = c.ma AND k.hinh_thuc IN ('truong', 'TM', 'Q')
			AND k.tu_ngay <= ? AND (k.den_ngay IS NULL OR k.den_ngay >= ?)) AS dung_dau FROM co_quan c WHERE c.ma = ?`, w.yearEnd(), w.yearStart(), code)
	if err != nil || is == nil {
		return "Thủ trưởng", "", err
	}
	kind, name := is["loai"].(string), is["mo_ta"].(string)
	if is["la_tap_the"] == int64(1) {
		if body = name; kind == "ubnd" {
			body = committee
		}
	}
	for _, r := range t.rows {
		if form := r.text("hinh_thuc"); r.text("co_quan") == code && (form == "truong" || form == "TM" || form == "Q") {
			return r.text("chuc_vu"), body, nil
		}
	}
	if said, _ := is["dung_dau"].(string); said != "" {
		return said, body, nil
	}
	if _, ok := cutName(name, "Trường"); ok {
		return "Hiệu trưởng", body, nil
	}
	return either(map[string]string{"ubnd": "Chủ tịch", "hoi_dong": "Chủ tịch", "doan_the": "Chủ tịch", "ban_chi_dao": "Trưởng ban", "khac": "Thủ trưởng", "cong_an": "Trưởng Công an"}[kind], "Giám đốc"), body, nil
}

// records are the lines Lưu of the agencies that an office adds.
type records struct {
	usual map[string]string // as it was before the file, by code
	said  map[pair]bool     // which the file says itself
}

func (r *records) say(agency, kind string) {
	if r.said == nil {
		r.said = map[pair]bool{}
	}
	r.said[pair{agency, kind}] = true
}

// recordLine is the usual last line of the recipients: where copies are kept.
func recordLine(drafter any) string {
	if text, _ := drafter.(string); text != "" {
		return "Lưu: VT, " + text
	}
	return "Lưu: VT"
}

// keepCopies gives the agencies that were added the usual line Lưu on the papers that any agency
// issues, where neither the file nor anybody else says another, so that they can issue at once.
func (w *writer) keepCopies() error {
	for _, code := range keys(w.records.usual) {
		now, err := w.one(`SELECT tham_muu FROM ten_co_quan WHERE co_quan_ma = ? AND tu_ngay <= ? ORDER BY tu_ngay DESC LIMIT 1`, code, w.yearEnd())
		if err != nil || now == nil {
			return err
		}
		for _, k := range w.req.Kinds {
			if k.Agency != "" || !k.Addressed || w.records.said[pair{code, k.Slug}] {
				continue
			}
			before, err := w.one(`SELECT * FROM noi_nhan WHERE kieu = ? AND co_quan_ma = ? AND vai_tro = 'luu' AND (den_ngay IS NULL OR den_ngay >= ?) ORDER BY thu_tu LIMIT 1`, k.Slug, code, w.yearStart())
			if err != nil {
				return err
			}
			if before != nil && before["ten"] != w.records.usual[code] {
				continue
			}
			key := []field{{"kieu", k.Slug}, {"co_quan_ma", code}, {"vai_tro", "luu"}, {"thu_tu", 1}, {"tu_ngay", w.yearStart()}}
			if before != nil {
				key = []field{{"id", before["id"]}}
			}
			if err := w.set("noi_nhan", before, key, []field{{"ten", recordLine(now["tham_muu"])}, {"so_ban", 1}, {"in_so_ban", false}}); err != nil {
				return err
			}
		}
	}
	return nil
}
