package award

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// standard is a criterion of an award: a point of Luật TĐKT Đ.74 or what an office made of it.
type standard struct {
	Form     string `db:"hinh_thuc_ma"`
	Group    Group  `db:"loai"`
	Point    string `db:"diem"`
	From     string `db:"tu_ngay"`
	To       string `db:"den_ngay"` // "" is still in force
	Text     string `db:"noi_dung"`
	Evidence string `db:"chung_cu"`
	Source   string `db:"nguon"`
	State    string `db:"trang_thai"`
}

// By what a criterion is judged, as tieu_chuan_khen.chung_cu has it.
const (
	byMovement     = "phong_trao" // the province launched the movement, and a meeting chose
	byTitles       = "danh_hieu"  // titles of years that follow each other
	byConfirmation = "xac_nhan"   // a paper that confirms the achievement (Đ.84.2d)
)

// title is one that a nominee had.
type title struct {
	Nominee int64  `db:"id"`
	Code    string `db:"ma"`
	Name    string `db:"ten"`
	From    int    `db:"tu_nam"`
	To      int    `db:"den_nam"`
	Ideas   int    `db:"sang_kien"`
	Paper   string `db:"quyet_dinh_so"`
}

// standards judges each nominee by the criterion of Đ.74 that it names, else by that of the
// round, as it stood on the day when the dossier came: the law of 2026 leaves earlier dossiers
// under the old one. What there is of evidence is told with what is missing.
func (j *judge) standards(ctx context.Context, w Work, day string) error {
	var all []standard
	err := w.Tx.SelectContext(ctx, &all, `SELECT hinh_thuc_ma, loai, diem, CAST(tu_ngay AS TEXT) AS tu_ngay, COALESCE(CAST(den_ngay AS TEXT), '') AS den_ngay, noi_dung, chung_cu, nguon, trang_thai FROM tieu_chuan_khen ORDER BY hinh_thuc_ma, loai, diem, tu_ngay`)
	if err != nil {
		return err
	}
	var titles []title
	if err := w.Tx.SelectContext(ctx, &titles, w.Tx.Rebind(`SELECT n.id, h.ma, h.ten, t.tu_nam, t.den_nam, t.sang_kien, t.quyet_dinh_so
		FROM de_nghi_khen_thuong n JOIN danh_hieu_dat t ON t.nguoi_id = n.nguoi_id OR t.don_vi_id = n.tap_the_id JOIN danh_hieu h ON h.ma = t.danh_hieu_ma
		WHERE n.dot_id = ? ORDER BY n.id, t.den_nam, t.tu_nam, h.ma`), j.round.ID); err != nil {
		return err
	}
	var launched int
	if err := w.Tx.GetContext(ctx, &launched, w.Tx.Rebind(`SELECT COUNT(*) FROM phong_trao WHERE nam = ?`), j.round.Year); err != nil {
		return err
	}
	j.launched = launched > 0
	j.voted = slices.ContainsFunc(j.rows, func(n nominated) bool { return n.Votes > 0 })
	for i := range j.rows {
		n := &j.rows[i]
		if len(strings.Fields(n.Merit)) < 4 {
			j.tell(n, "TIEU-CHUAN", "tóm tắt thành tích “%s” chưa nêu được thành tích", n.Merit)
		}
		s, ok := j.standardOf(n, all, day)
		if !ok {
			continue
		}
		if lack := j.lack(s, n, titlesOf(titles, n.ID)); lack != "" {
			j.tell(n, "TIEU-CHUAN", "%s (%s): %s", s.Text, s.place(), lack)
		}
	}
	return nil
}

func titlesOf(all []title, nominee int64) (own []title) {
	for _, t := range all {
		if t.Nominee == nominee {
			own = append(own, t)
		}
	}
	return own
}

// standardOf is the criterion of a nominee; none where nothing is known of the award's, and
// where the nominee names one that there is not, which is told.
func (j *judge) standardOf(n *nominated, all []standard, day string) (standard, bool) {
	if n.Received != "" {
		day = n.Received
	}
	inForce := slices.DeleteFunc(slices.Clone(all), func(s standard) bool {
		return s.Form != n.Form || s.Group != n.Group || s.From > day || s.To != "" && s.To < day
	})
	if len(inForce) == 0 {
		return standard{}, false
	}
	if n.Standard != "" {
		for _, s := range inForce {
			if s.Point == n.Standard {
				return s, true
			}
		}
		var points []string
		for _, s := range inForce {
			points = append(points, s.Point)
		}
		j.tell(n, "TIEU-CHUAN", "không có tiêu chuẩn %q cho %s vào ngày %s; có: %s", n.Standard, n.Group.Name(), day, strings.Join(points, ", "))
		return standard{}, false
	}
	want := byMovement
	if j.round.Kind == "dot_xuat" {
		want = byConfirmation
	}
	for _, s := range inForce {
		if s.Evidence == want {
			return s, true
		}
	}
	return inForce[0], true
}

// place names the criterion: "khoản 1 điểm d, Luật TĐKT 2022, Đ.74 k.1".
func (s standard) place() string {
	text := "điểm " + s.Point + ", " + s.Source
	if s.State != "da_kiem_chung" {
		text += ", chưa kiểm chứng"
	}
	return text
}

// lack says what of the evidence is missing, "" where nothing is.
func (j *judge) lack(s standard, n *nominated, titles []title) string {
	switch s.Evidence {
	case byMovement:
		if !j.launched {
			return fmt.Sprintf("năm %d chưa có phong trào thi đua do tỉnh phát động", j.round.Year)
		}
		if j.voted && n.Decided && n.Votes <= 0 { // who came after the vote is voted on at the next one
			return "hội đồng đã biểu quyết, trường hợp này chưa có phiếu bình xét nào"
		}
	case byConfirmation:
		if n.Confirmed == "" {
			return "chưa có văn bản xác nhận thành tích (Luật TĐKT Đ.84.2d)"
		}
	case byTitles:
		if !enough(n.Group, titles, j.round.Year) {
			return "danh hiệu đã ghi: " + namesOf(titles)
		}
	}
	return ""
}

func namesOf(titles []title) string {
	if len(titles) == 0 {
		return "chưa có"
	}
	var names []string
	for _, t := range titles {
		when := fmt.Sprint(t.From)
		if t.To != t.From {
			when = fmt.Sprintf("%d–%d", t.From, t.To)
		}
		names = append(names, fmt.Sprintf("%s %s (%s)", t.Name, when, t.Paper))
	}
	return strings.Join(names, "; ")
}

// Titles that count for two years running, of a person and of a collective.
var (
	twiceFighter = []string{"cstd-co-so", "cstd-tinh", "cstd-toan-quoc"}
	excellent    = []string{"htxsnv"}
	bestTeams    = []string{"ttldxs", "dvqt", "htxsnv-tt"}
)

// enough reports whether titles reach two years that follow each other and end with the round's
// year or the one before; of a person excellent work counts with two ideas in these years.
func enough(g Group, titles []title, year int) bool {
	if g == Collective {
		return running(titles, bestTeams, year) >= 0
	}
	return running(titles, twiceFighter, year) >= 0 || running(titles, excellent, year) >= 2
}

// running counts the ideas of two years running with a title of some codes; -1: there are none
// such. A school year is the year in which it ends; a period of several years is each of them.
func running(titles []title, codes []string, year int) int {
	ideas := map[int]int{}
	for _, t := range titles {
		if !slices.Contains(codes, t.Code) {
			continue
		}
		from := t.From
		if t.To == t.From+1 {
			from = t.To
		}
		for y := from; y <= t.To; y++ {
			ideas[y] += 0
		}
		ideas[t.To] += t.Ideas
	}
	best := -1
	for _, last := range []int{year, year - 1} {
		a, hasA := ideas[last-1]
		b, hasB := ideas[last]
		if hasA && hasB {
			best = max(best, a+b)
		}
	}
	return best
}
