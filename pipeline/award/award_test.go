package award_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/award"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/sample"
	"vanthu/pipeline/viet"
	"vanthu/queries"
)

const day = "2025-01-08"

// errUndo ends a step whose changes are not to stay.
var errUndo = errors.New("undone")

// step runs a step on the sample's round of the end of 2024; what it wrote is undone.
func step(t *testing.T, d *db.DB, do func(ctx context.Context, w award.Work, r award.Round)) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
		w := award.Work{Tx: tx, Actor: "lan", At: time.Date(2025, 1, 8, 3, 0, 0, 0, time.UTC)}
		r, err := w.Find(t.Context(), 2024, "tong-ket")
		if err != nil {
			return err
		}
		do(t.Context(), w, r)
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		t.Fatal(err)
	}
}

// codes are the codes of findings, those let pass in brackets, each once in order.
func codes(t *testing.T, ctx context.Context, w award.Work, r award.Round, opts award.Options) string {
	t.Helper()
	found, err := w.Check(ctx, r, opts)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range found {
		code := f.Code
		if f.Passed != "" {
			code = "[" + code + "]"
		}
		if len(list) == 0 || list[len(list)-1] != code {
			list = append(list, code)
		}
	}
	return strings.Join(list, " ")
}

// TestRules breaks the sample in one way each: the rule for it speaks, and on the sample as it
// is only of what the sample has.
func TestRules(t *testing.T) {
	const usual = "AN-TOAN DUNG-DAU DA-KHEN"
	one := `(SELECT MIN(id) FROM de_nghi_khen_thuong WHERE dot_id = (SELECT id FROM dot_khen_thuong WHERE nam = 2024 AND ma = 'tong-ket') AND loai = 'ca_nhan')`
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ breaks, want string }{
			{"", usual},
			{`UPDATE de_nghi_khen_thuong SET trang_thai = 'de_nghi', co_bien_ban = FALSE WHERE id = ` + one, "HO-SO"},
			{`UPDATE de_nghi_khen_thuong SET thanh_tich = 'Tốt' WHERE id = ` + one, "TIEU-CHUAN"},
			{`UPDATE doi_tuong_thi_dua SET den_ngay = '2023-12-31' WHERE ma = 'cn-khac'`, "DOI-TUONG"},
			{`DELETE FROM van_ban_don_vi WHERE loai = 'ke_hoach' AND don_vi_id = (SELECT id FROM don_vi WHERE ma = 'bu-dop')`, "KE-HOACH"},
			{`UPDATE van_ban_don_vi SET ngay_nhan = '2025-01-09' WHERE loai = 'bao_cao' AND nam = 2024 AND don_vi_id = (SELECT id FROM don_vi WHERE ma = 'bu-dop')`, "BAO-CAO"},
			{`INSERT INTO ky_luat (nguoi_id, hinh_thuc, tu_ngay, den_ngay, can_cu) VALUES ((SELECT nguoi_id FROM de_nghi_khen_thuong WHERE id = ` + one + `), 'Khiển trách', '2024-06-01', '2025-05-31', '12/QĐ')`, "KY-LUAT"},
			{`DELETE FROM chi_tieu_khen_thuong WHERE don_vi_id = (SELECT id FROM don_vi WHERE ma = 'bu-dop')`, "CHI-TIEU-THIEU"},
			{`UPDATE chi_tieu_khen_thuong SET ca_nhan = ca_nhan - 1 WHERE don_vi_id = (SELECT id FROM don_vi WHERE ma = 'bu-dop')`, "CHI-TIEU"},
			{`UPDATE de_nghi_khen_thuong SET so_phieu = 10 WHERE id = ` + one, "PHIEU"},
		} {
			step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
				if c.breaks != "" {
					if _, err := w.Tx.ExecContext(ctx, c.breaks); err != nil {
						t.Fatalf("%s: %v", c.breaks, err)
					}
				}
				got := codes(t, ctx, w, r, award.Options{Day: day, Direct: 50})
				if c.want == usual && got != usual || !strings.Contains(" "+got+" ", " "+c.want+" ") && c.want != usual {
					t.Errorf("after %q: %s, want %s", c.breaks, got, c.want)
				}
			})
		}
		step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
			if got := codes(t, ctx, w, r, award.Options{Day: day, Direct: 99}); !strings.HasPrefix(got, "TRUC-TIEP") {
				t.Errorf("share of direct workers: %s", got)
			}
		})
	})
}

// TestStandards: a nominee is judged by the point of Đ.74 that it names, else by the round's, as
// it stood when the dossier came; what there is of evidence is told with what is missing.
func TestStandards(t *testing.T) {
	one := `(SELECT MIN(id) FROM de_nghi_khen_thuong WHERE dot_id = (SELECT id FROM dot_khen_thuong WHERE nam = 2024 AND ma = 'tong-ket') AND loai = 'ca_nhan')`
	person := `(SELECT nguoi_id FROM de_nghi_khen_thuong WHERE id = ` + one + `)`
	had := func(code string, years ...string) string {
		text := `INSERT INTO danh_hieu_dat (danh_hieu_ma, nguoi_id, loai_ky, tu_nam, den_nam, sang_kien, quyet_dinh_so, quyet_dinh_ngay) VALUES `
		for i, y := range years {
			if i > 0 {
				text += ", "
			}
			text += `('` + code + `', ` + person + `, ` + y + `, '12/QĐ', '2024-01-05')`
		}
		return text
	}
	named := func(point string) string {
		return `UPDATE de_nghi_khen_thuong SET tieu_chuan = '` + point + `' WHERE id = ` + one
	}
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			breaks []string
			want   string // "" : nothing of this rule
		}{
			{nil, ""},
			{[]string{`UPDATE de_nghi_khen_thuong SET so_phieu = NULL WHERE id = ` + one}, "điểm 1a, Luật TĐKT 2022, Đ.74 k.1): hội đồng đã biểu quyết"},
			{[]string{named("1b")}, "chưa có văn bản xác nhận thành tích"},
			{[]string{named("1b"), `UPDATE de_nghi_khen_thuong SET xac_nhan = '15/XN-UBND' WHERE id = ` + one}, ""},
			{[]string{named("1d")}, "danh hiệu đã ghi: chưa có"},
			{[]string{named("1d"), had("cstd-co-so", "'nam', 2023, 2023, 0")}, "danh hiệu đã ghi: Chiến sĩ thi đua cơ sở 2023 (12/QĐ)"},
			{[]string{named("1d"), had("cstd-co-so", "'nam', 2022, 2022, 0", "'nam', 2023, 2023, 0")}, ""},
			{[]string{named("1d"), had("cstd-co-so", "'nam', 2021, 2021, 0", "'nam', 2023, 2023, 0")}, "2021 (12/QĐ); Chiến sĩ"},
			{[]string{named("1d"), had("cstd-co-so", "'nam_hoc', 2021, 2022, 0", "'nam_hoc', 2022, 2023, 0")}, ""},
			{[]string{named("1d"), had("htxsnv", "'nam', 2023, 2023, 1", "'nam', 2024, 2024, 0")}, "Hoàn thành xuất sắc nhiệm vụ 2023"},
			{[]string{named("1d"), had("htxsnv", "'nam', 2023, 2023, 1", "'nam', 2024, 2024, 1")}, ""},
			{[]string{named("7x")}, `không có tiêu chuẩn "7x" cho cá nhân`},
			{[]string{named("1m"), `INSERT INTO tieu_chuan_khen VALUES ('bang-khen-tinh', 'ca_nhan', '1m', '2024-12-01', NULL, 'mới', 'thanh_tich', 'thử', 'chua_kiem_chung')`,
				`UPDATE de_nghi_khen_thuong SET ngay_nhan = '2024-12-02' WHERE id = ` + one}, ""},
			{[]string{named("1m"), `INSERT INTO tieu_chuan_khen VALUES ('bang-khen-tinh', 'ca_nhan', '1m', '2024-12-01', NULL, 'mới', 'thanh_tich', 'thử', 'chua_kiem_chung')`,
				`UPDATE de_nghi_khen_thuong SET ngay_nhan = '2024-11-30' WHERE id = ` + one}, `không có tiêu chuẩn "1m" cho cá nhân vào ngày 2024-11-30`},
		} {
			step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
				for _, statement := range c.breaks {
					if _, err := w.Tx.ExecContext(ctx, statement); err != nil {
						t.Fatalf("%s: %v", statement, err)
					}
				}
				found, err := w.Check(ctx, r, award.Options{Day: day})
				if err != nil {
					t.Fatal(err)
				}
				got := ""
				for _, f := range found {
					if f.Code == "TIEU-CHUAN" {
						got += f.Message
					}
				}
				if c.want == "" && got != "" || !strings.Contains(got, c.want) {
					t.Errorf("after %q: %q, want %q", c.breaks, got, c.want)
				}
			})
		}
	})
}

// TestTwiceWithoutToneMarks: the same name typed without tone marks is found.
func TestTwiceWithoutToneMarks(t *testing.T) {
	d := filled(t)
	step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
		n := award.Nominee{Group: award.Person, Unit: "dong-xoai", Name: "Nguyễn Thị Ví Dụ", Gender: "nu", Post: "Trưởng khu phố", Place: "khu phố 9, phường Tân Bình",
			Object: "cn-khac", Merit: "Tích cực tuyên truyền, vận động Nhân dân", HasLetter: true, HasReport: true, HasMinutes: true, Standard: "1b", Confirmed: "15/XN-UBND"}
		first, err := w.Nominate(ctx, r, n)
		if err != nil {
			t.Fatal(err)
		}
		var kept string
		if err := w.Tx.GetContext(ctx, &kept, w.Tx.Rebind(`SELECT tieu_chuan || ' ' || xac_nhan FROM de_nghi_khen_thuong WHERE id = ?`), first); err != nil || kept != "1b 15/XN-UBND" {
			t.Errorf("criterion and confirmation %q, %v", kept, err)
		}
		n.Name, n.Place = "nguyen thi vi du", "khu phố 9, Phường Tân Bình"
		second, err := w.Nominate(ctx, r, n)
		if err != nil {
			t.Fatal(err)
		}
		found, err := w.Check(ctx, r, award.Options{Day: day})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if f.Code == "TRUNG" && f.Nominee == second {
				return
			}
		}
		t.Errorf("not found: %v", found)
	})
}

// TestWhoIsNominated: a collective that is a whole unit is that unit, and a person whom the unit
// nominated before is that person, so that what is known of them counts.
func TestWhoIsNominated(t *testing.T) {
	d := filled(t)
	step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
		var xa struct {
			ID    int64  `db:"id"`
			Name  string `db:"ten"`
			Above string `db:"tren"`
		}
		if err := w.Tx.GetContext(ctx, &xa, `SELECT u.id, u.ten, t.ten AS tren FROM don_vi u JOIN don_vi t ON t.id = u.cap_tren_id
			WHERE t.ma = 'dong-xoai' AND u.loai_ma = 'xa' AND NOT EXISTS (SELECT 1 FROM de_nghi_khen_thuong n WHERE n.tap_the_id = u.id) ORDER BY u.id LIMIT 1`); err != nil {
			t.Fatal(err)
		}
		run := func(query string, args ...any) {
			t.Helper()
			if _, err := w.Tx.ExecContext(ctx, query, args...); err != nil {
				t.Fatal(err)
			}
		}
		nominate := func(n award.Nominee) int64 {
			t.Helper()
			n.Unit, n.Merit, n.HasLetter, n.HasReport, n.HasMinutes = "dong-xoai", "Tích cực tuyên truyền, vận động Nhân dân", true, true, true
			id, err := w.Nominate(ctx, r, n)
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		run(`DELETE FROM cong_nhan_don_vi WHERE don_vi_id = ?`, xa.ID)
		run(`INSERT INTO nguoi (ho_ten, khoa_ten, gioi_tinh, don_vi_id) SELECT 'Tô Thị Ví Dụ', ?, 'nu', id FROM don_vi WHERE ma = 'dong-xoai'`, viet.NameKey("Tô Thị Ví Dụ"))
		run(`INSERT INTO ky_luat (nguoi_id, hinh_thuc, tu_ngay, can_cu) SELECT id, 'Khiển trách', '2024-06-01', '12/QĐ' FROM nguoi WHERE ho_ten = 'Tô Thị Ví Dụ'`)
		run(`INSERT INTO da_khen_thuong (nam, nguoi_id, hinh_thuc_ma, quyet_dinh_so, quyet_dinh_ngay, thanh_tich) SELECT 2024, id, 'bang-khen-tinh', '7/QĐ-UBND', '2024-08-01', 'x' FROM nguoi WHERE ho_ten = 'Tô Thị Ví Dụ'`)
		commune := nominate(award.Nominee{Group: award.Collective, Name: "Nhân dân và cán bộ " + xa.Name + ", " + xa.Above, Object: "tt-dia-ban"})
		again := nominate(award.Nominee{Group: award.Collective, Name: "Tập thể " + xa.Name, Object: "tt-dia-ban"})
		first := nominate(award.Nominee{Group: award.Person, Name: "Tô Thị Ví Dụ", Gender: "nu", Post: "Trưởng khu phố", Place: "khu phố 1", Object: "cn-khac"})
		second := nominate(award.Nominee{Group: award.Person, Name: "Tô Thị Ví Dụ", Gender: "nu", Post: "Trưởng khu phố", Place: "khu phố 1", Object: "cn-khac"})
		found, err := w.Check(ctx, r, award.Options{Day: day})
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]bool{}
		for _, f := range found {
			told[fmt.Sprint(f.Code, " ", f.Nominee)] = true
		}
		for _, want := range []string{fmt.Sprint("AN-TOAN ", commune), fmt.Sprint("KY-LUAT ", first), fmt.Sprint("KY-LUAT ", second), fmt.Sprint("DA-KHEN ", first), fmt.Sprint("DA-KHEN ", second), fmt.Sprint("TRUNG ", second)} {
			if !told[want] {
				t.Errorf("%s is not told: %v", want, found)
			}
		}
		var units, people int
		if err := w.Tx.GetContext(ctx, &units, w.Tx.Rebind(`SELECT COUNT(*) FROM de_nghi_khen_thuong WHERE tap_the_id = ? OR id = ? AND tap_the_id IS NOT NULL`), xa.ID, again); err != nil || units != 1 {
			t.Errorf("%d nominees are the unit, %v", units, err)
		}
		if err := w.Tx.GetContext(ctx, &people, `SELECT COUNT(*) FROM nguoi WHERE ho_ten = 'Tô Thị Ví Dụ'`); err != nil || people != 2 {
			t.Errorf("%d people, %v", people, err)
		}
	})
}

func filled(t *testing.T) *db.DB {
	t.Helper()
	d := dbtest.SQLite(t, queries.Schema())
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestNominateAsksForAll: a nominee without a name, merit, object or gender is refused.
func TestNominateAsksForAll(t *testing.T) {
	d := filled(t)
	step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
		whole := award.Nominee{Group: award.Household, Unit: "dong-xoai", Name: "Trần Văn Ví Dụ", Gender: "nam", Object: "tt-dia-ban", Merit: "Gương mẫu chấp hành pháp luật"}
		for name, lack := range map[string]func(*award.Nominee){"name": func(n *award.Nominee) { n.Name = " " }, "merit": func(n *award.Nominee) { n.Merit = "" },
			"object": func(n *award.Nominee) { n.Object = "" }, "gender": func(n *award.Nominee) { n.Gender = "" }, "group": func(n *award.Nominee) { n.Group = "x" }} {
			n := whole
			lack(&n)
			if _, err := w.Nominate(ctx, r, n); !errors.Is(err, award.ErrIncomplete) {
				t.Errorf("without %s: %v", name, err)
			}
		}
		if _, err := w.Nominate(ctx, r, whole); err != nil {
			t.Error(err)
		}
	})
}

// TestOverride: a rule passes for a nominee only with a reason and a name; then the finding
// says both, and the appraisal does not count it.
func TestOverride(t *testing.T) {
	d := filled(t)
	step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
		opts := award.Options{Day: day}
		found, err := w.Check(ctx, r, opts)
		if err != nil || len(found) == 0 {
			t.Fatal(found, err)
		}
		f := found[0]
		nobody := w
		nobody.Actor = ""
		for _, try := range []error{w.Override(ctx, r, award.Override{f.Nominee, f.Code, " "}), nobody.Override(ctx, r, award.Override{f.Nominee, f.Code, "lý do"})} {
			if !errors.Is(try, award.ErrReason) {
				t.Error(try)
			}
		}
		if w.Override(ctx, r, award.Override{f.Nominee, "KHONG-CO", "lý do"}) == nil || w.Override(ctx, r, award.Override{999999, f.Code, "lý do"}) == nil {
			t.Error("a rule or nominee that does not exist was let pass")
		}
		if err := w.Override(ctx, r, award.Override{f.Nominee, f.Code, "Có quyết định công nhận bổ sung"}); err != nil {
			t.Fatal(err)
		}
		if found, _ = w.Check(ctx, r, opts); !strings.Contains(found[0].Passed, "bổ sung (lan)") {
			t.Errorf("%+v", found[0])
		}
		// Of the same nominee another rule still speaks, and the same rule of others.
		w.Tx.MustExecContext(ctx, w.Tx.Rebind(`UPDATE de_nghi_khen_thuong SET trang_thai = 'de_nghi', co_bien_ban = FALSE WHERE id = ?`), f.Nominee)
		found, _ = w.Check(ctx, r, opts)
		var passed int
		for _, f := range found {
			if f.Passed != "" {
				passed++
			}
		}
		if passed != 1 || found[0].Code != "HO-SO" || found[0].Passed != "" {
			t.Errorf("%d findings let pass; first %+v", passed, found[0])
		}
		w.Tx.MustExecContext(ctx, w.Tx.Rebind(`UPDATE de_nghi_khen_thuong SET co_bien_ban = TRUE WHERE id = ?`), f.Nominee)
		// Nothing is decided yet: all are open again.
		w.Tx.MustExecContext(ctx, w.Tx.Rebind(`UPDATE de_nghi_khen_thuong SET trang_thai = 'de_nghi' WHERE dot_id = ?`), r.ID)
		good, bad, err := w.Appraise(ctx, r, opts)
		if err != nil || good != 104 || bad != 1 {
			t.Errorf("%d fulfil the conditions, %d do not, %v", good, bad, err)
		}
		var reason string
		if err := w.Tx.GetContext(ctx, &reason, `SELECT t.ly_do FROM tham_dinh t JOIN de_nghi_khen_thuong n ON n.id = t.de_nghi_id WHERE n.trang_thai = 'khong_du_dieu_kien' ORDER BY t.id DESC LIMIT 1`); err != nil || !strings.Contains(reason, "912/QĐ-UBND") {
			t.Errorf("reason %q, %v", reason, err)
		}
	})
}

// TestVote: votes ≤ present ≤ members.
func TestVote(t *testing.T) {
	d := filled(t)
	step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
		var id int64
		if err := w.Tx.GetContext(ctx, &id, w.Tx.Rebind(`SELECT MIN(id) FROM de_nghi_khen_thuong WHERE dot_id = ?`), r.ID); err != nil {
			t.Fatal(err)
		}
		for _, b := range []award.Ballot{
			{Day: "2024-12-18", Members: 9, Present: 10},
			{Day: "2024-12-18", Members: 9, Present: 0},
			{Day: "2024-12-18", Members: 1000, Present: 9},
			{Day: "2024-12-18", Members: 9, Present: 8, Votes: map[int64]int{id: 9}},
			{Day: "2024-12-18", Members: 9, Present: 8, Votes: map[int64]int{id: -1}},
		} {
			if err := w.Vote(ctx, r, b); !errors.Is(err, award.ErrVotes) {
				t.Errorf("%+v: %v", b, err)
			}
		}
		for want, b := range map[string]award.Ballot{
			`ngày họp "18/12/2024"`:       {Day: "18/12/2024", Members: 9, Present: 8},
			"không có đề nghị số 9999999": {Day: "2024-12-18", Members: 9, Present: 8, Votes: map[int64]int{9999999: 1}},
		} {
			if err := w.Vote(ctx, r, b); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%+v: %v", b, err)
			}
		}
		if err := w.Vote(ctx, r, award.Ballot{Day: "2024-12-18", Members: 999, Present: 999}); err != nil {
			t.Error(err)
		}
		if err := w.Vote(ctx, r, award.Ballot{Day: "2024-12-18", Members: 9, Present: 8, Votes: map[int64]int{id: 6}, All: true}); err != nil {
			t.Fatal(err)
		}
		var least, most, six int
		row := w.Tx.QueryRowxContext(ctx, w.Tx.Rebind(`SELECT MIN(so_phieu), MAX(so_phieu), COUNT(CASE WHEN so_phieu = 6 THEN 1 END) FROM de_nghi_khen_thuong WHERE dot_id = ?`), r.ID)
		if err := row.Scan(&least, &most, &six); err != nil || least != 6 || most != 8 || six != 1 {
			t.Errorf("votes from %d to %d, %d with 6, %v", least, most, six, err)
		}
	})
}

// TestQuota: a quota is set anew, not added; an unknown unit or round is told.
// Whom the conditions and the votes of the council bear out is approved, with the step on
// record; what is not ready for it stays.
func TestApprove(t *testing.T) {
	d := filled(t)
	step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
		var ids []int64
		if err := w.Tx.SelectContext(ctx, &ids, w.Tx.Rebind(`SELECT id FROM de_nghi_khen_thuong WHERE dot_id = ? AND trang_thai = 'duyet' ORDER BY id LIMIT 3`), r.ID); err != nil || len(ids) < 3 {
			t.Fatal(ids, err)
		}
		set := func(id int64, what string) {
			t.Helper()
			if _, err := w.Tx.ExecContext(ctx, w.Tx.Rebind(`UPDATE de_nghi_khen_thuong SET `+what+` WHERE id = ?`), id); err != nil {
				t.Fatal(err)
			}
		}
		refused := func(says string) {
			t.Helper()
			if _, _, err := w.Approve(ctx, r, "2024-12-18", 5); err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("%v, want %q", err, says)
			}
		}
		refused("không có đề nghị nào đủ điều kiện")
		set(ids[0], `trang_thai = 'de_nghi', so_phieu = 9`)
		refused("chưa có kết quả thẩm định")
		set(ids[0], `trang_thai = 'du_dieu_kien', so_phieu = NULL`)
		refused("chưa có phiếu")
		set(ids[0], `so_phieu = 5, co_bao_cao = FALSE`)
		refused("thiếu tờ trình, báo cáo hoặc biên bản")
		set(ids[0], `co_bao_cao = TRUE`)
		set(ids[1], `trang_thai = 'du_dieu_kien', so_phieu = 4`)
		set(ids[2], `trang_thai = 'khong_du_dieu_kien', so_phieu = 9`)
		if _, _, err := w.Approve(ctx, r, "hôm nay", 5); err == nil {
			t.Error("a day that is none")
		}
		yes, no, err := w.Approve(ctx, r, "2024-12-18", award.Majority(9))
		if err != nil || yes != 1 || no != 1 {
			t.Fatal(yes, no, err)
		}
		for i, want := range []string{"duyet", "khong_duyet: 4 phiếu, cần 5", "khong_du_dieu_kien"} {
			var got string
			if err := w.Tx.GetContext(ctx, &got, w.Tx.Rebind(`SELECT n.trang_thai || CASE WHEN n.trang_thai = 'khong_duyet' THEN ': ' || (SELECT t.ly_do FROM tham_dinh t WHERE t.de_nghi_id = n.id ORDER BY t.id DESC LIMIT 1) ELSE '' END FROM de_nghi_khen_thuong n WHERE n.id = ?`), ids[i]); err != nil || got != want {
				t.Errorf("%q, want %q: %v", got, want, err)
			}
		}
	})
}

func TestQuota(t *testing.T) {
	d := filled(t)
	step(t, d, func(ctx context.Context, w award.Work, r award.Round) {
		for _, n := range []int{5, 2} {
			if err := w.SetQuota(ctx, r, award.Quota{Unit: "bu-dop", People: n, Note: map[int]string{2: "bớt"}[n]}); err != nil {
				t.Fatal(err)
			}
		}
		list, err := w.Quotas(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range list {
			if q.Unit == "bu-dop" && (q.People != 2 || q.Note != "bớt" || q.Collectives != 0 || q.HasPeople == 0) {
				t.Errorf("%+v", q)
			}
		}
		if err := w.SetQuota(ctx, r, award.Quota{Unit: "khong-co"}); err == nil || !strings.Contains(err.Error(), `không có đơn vị mã "khong-co"`) || w.SetQuota(ctx, r, award.Quota{Unit: "bu-dop", People: -1}) == nil {
			t.Error("a wrong quota was taken")
		}
		if _, err := w.Find(ctx, 2024, "khong-co"); !errors.Is(err, award.ErrNoRound) || !strings.Contains(err.Error(), "tong-ket") {
			t.Error(err)
		}
	})
}
