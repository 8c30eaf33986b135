package intake

import (
	"fmt"
	"slices"
	"strings"
)

// joiningWords are those by which the subject of a paper follows its issuer, the longest first.
var joiningWords = []string{"về việc", "ban hành", "quy định", "phê duyệt", "về"}

// localOrder is behind the places of the citations that ship.
const localOrder = 500

// localPapers writes the papers of the province that its own papers cite, in the place of those
// that an earlier workbook named.
func (w *writer) localPapers(t *table) error {
	next := map[string]int{} // of the kind and part
	cited := map[string]bool{}
	var list []listed
	for _, r := range t.rows {
		kind, code := r.text("kieu"), strings.Join(strings.Fields(r.text("so")), "")
		part, err := w.citingPart(kind)
		if err != nil {
			return err
		}
		switch {
		case part == "":
			w.faults.add(place{t.tab, t.cell(r, "kieu")}, Wrong, "loại văn bản này không in căn cứ, văn bản cần quán triệt")
			continue
		case cited[kind+" "+code]:
			w.again(t, r, "so")
			continue
		case r.text("den_ngay") != "" && r.text("den_ngay") < r.text("ngay"):
			w.faults.add(place{t.tab, t.cell(r, "den_ngay")}, Wrong, "ngày cuối trước ngày ban hành")
			continue
		}
		cited[kind+" "+code] = true
		if err := w.localPaper(t, r, code); err != nil {
			return err
		}
		next[kind+part]++
		list = append(list, listed{[]field{{"kieu", kind}, {"phan", part}, {"thu_tu", localOrder + next[kind+part]}, {"tu_ngay", r.text("ngay")}},
			[]field{{"van_ban_ma", code}, {"den_ngay", r.vals["den_ngay"]}, {"dia_ban_ma", orNull(w.province.code)}}})
	}
	if w.faults.wrong() {
		return nil
	}
	there, err := w.rows(`SELECT * FROM vien_dan WHERE thu_tu > ? ORDER BY kieu, phan, thu_tu, tu_ngay`, localOrder)
	if err != nil {
		return err
	}
	return w.replace("vien_dan", there, list)
}

// citingPart is the part of a kind's papers that cites the papers of the province, "" for none.
func (w *writer) citingPart(kind string) (string, error) {
	parts, err := w.rows(`SELECT DISTINCT phan FROM vien_dan WHERE kieu = ?`, kind)
	for _, want := range []string{"dia_phuong", "can_cu", "mo_dau"} {
		if slices.ContainsFunc(parts, func(p map[string]any) bool { return p["phan"] == want }) {
			return want, err
		}
	}
	return "", err
}

// localPaper enters a paper into the register, or brings what a workbook said of it up to date.
func (w *writer) localPaper(t *table, r *row, code string) error {
	there, err := w.one(`SELECT * FROM van_ban_phap_ly WHERE ma = ?`, code)
	if err != nil {
		return err
	}
	joining, subject := "về", strings.TrimRight(r.text("trich_yeu"), ".;, ")
	for _, word := range joiningWords {
		if rest, ok := strings.CutPrefix(subject, word+" "); ok {
			joining, subject = word, rest
			break
		}
	}
	if there != nil && there["nguon"] != source {
		if there["trich_yeu"] != subject || there["ngay"] != r.text("ngay") {
			w.faults.add(place{t.tab, t.cell(r, "so")}, Wrong, "sổ văn bản pháp lý đã có văn bản số này, ngày %v, trích yếu “%v”; xem lại số, ngày, trích yếu", showDay(fmt.Sprint(there["ngay"])), there["trich_yeu"])
		}
		return nil
	}
	system := "nha_nuoc"
	if partySymbol.MatchString(code) {
		system = "dang"
	}
	return w.set("van_ban_phap_ly", there, []field{{"ma", code}}, []field{{"so_ky_hieu", code}, {"loai_ma", r.text("loai")}, {"he", system}, {"ngay", r.text("ngay")}, {"co_quan", r.text("ban_hanh")},
		{"cap_co_quan", "tinh"}, {"noi_tu", joining}, {"trich_yeu", subject}, {"hieu_luc_tu", r.text("ngay")}, {"trang_thai", "chua_kiem_chung"}, {"nguon", source}})
}

// mottos writes the principle and the motto of a movement, as far as a row says them.
func (w *writer) mottos(r *row) error {
	movement, err := w.one(`SELECT id FROM phong_trao WHERE nam = ? AND co_quan_ma = 'ubnd-tinh'`, w.req.Year)
	if err != nil {
		return err
	}
	for _, kind := range []string{"nguyen_tac", "phuong_cham"} {
		text := strings.Trim(r.text(kind), "“”\" ")
		if text == "" {
			continue
		}
		before, err := w.one(`SELECT * FROM khau_hieu WHERE phong_trao_id = ? AND loai = ? ORDER BY thu_tu LIMIT 1`, movement["id"], kind)
		if err != nil {
			return err
		}
		last, err := w.one(`SELECT COALESCE(MAX(thu_tu), 0) AS so FROM khau_hieu WHERE phong_trao_id = ?`, movement["id"])
		if err != nil {
			return err
		}
		at := last["so"].(int64) + 1
		if before != nil {
			at = before["thu_tu"].(int64)
		}
		if err := w.set("khau_hieu", before, []field{{"phong_trao_id", movement["id"]}, {"thu_tu", at}}, []field{{"loai", kind}, {"noi_dung", text}}); err != nil {
			return err
		}
	}
	return nil
}
