package portal

import (
	"strconv"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// The page of a round: quotas, what the rules say with their clauses, reasons of those who
// may judge, the appraisal, the papers.
func TestAwards(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
		tam, lan := s.by(t, "tam"), s.by(t, "lan")
		const page = "/khen-thuong?nam=2024&dot=tong-ket"
		s.by(t, "dv").is(t, 403, "văn thư", page)
		tam.is(t, 404, "", "/khen-thuong?nam=2024&dot=khong-co")
		tam.is(t, 404, "", "/khen-thuong?nam=2024&ngay=hom-nay")
		tam.is(t, 200, "chưa có đợt khen thưởng", "/khen-thuong?nam=2031")

		var nominee int64
		if err := d.Reader.Get(&nominee, `SELECT MIN(n.id) FROM de_nghi_khen_thuong n JOIN dot_khen_thuong o ON o.id = n.dot_id WHERE o.nam = 2024 AND o.ma = 'tong-ket' AND n.loai = 'ca_nhan' AND n.trang_thai <> 'tra_ho_so'`); err != nil {
			t.Fatal(err)
		}
		d.Writer.MustExec(d.Writer.Rebind(`UPDATE de_nghi_khen_thuong SET trang_thai = 'de_nghi', co_bien_ban = FALSE WHERE id = ?`), nominee)
		body := tam.is(t, 200, "hồ sơ thiếu biên bản xét", page)
		for _, want := range []string{"Luật TĐKT Đ.84.2", `name="ly-do"`, "Chưa lập văn bản nào của đợt này", "3 điểm sai", "Tổng</th>"} {
			if !strings.Contains(body, want) {
				t.Errorf("the page lacks %q", want)
			}
		}
		if body := lan.is(t, 200, "hồ sơ thiếu biên bản xét", page); strings.Contains(body, `name="ly-do"`) {
			t.Error("the clerk is offered to let rules pass")
		}
		id := strconv.FormatInt(nominee, 10)
		pass := []string{"viec", "bo-qua", "de-nghi", id, "quy-tac", "HO-SO", "ly-do", "Biên bản gửi sau <b>"}
		lan.is(t, 403, "cần vai trò", page, pass...)
		tam.is(t, 422, "phải có lý do", page, append(pass[:6:6], "ly-do", " ")...)
		tam.is(t, 422, "không có đề nghị", page, append([]string{"viec", "bo-qua", "de-nghi", "0"}, pass[4:]...)...)
		tam.is(t, 422, "không có việc này", page, "viec", "khac")
		tam.is(t, 303, "/khen-thuong?", page, pass...)
		if body := tam.is(t, 200, "Biên bản gửi sau &lt;b&gt; (tam)", page); !strings.Contains(body, "2 điểm sai") || !strings.Contains(body, "Đã bỏ qua 1 điểm") {
			t.Errorf("what was let pass still counts:\n%s", body)
		}

		tam.is(t, 422, "viết bằng chữ số", page, "viec", "chi-tieu", "don-vi", "dong-xoai", "tap-the", "x", "ca-nhan", "0", "ho", "0")
		tam.is(t, 303, "", page, "viec", "chi-tieu", "don-vi", "dong-xoai", "tap-the", "0", "ca-nhan", "0", "ho", "0", "ghi-chu", "thu lại")
		tam.is(t, 200, "quá chỉ tiêu", page)
		tam.is(t, 303, "", page, "viec", "ghi-ket-qua")
		tam.is(t, 200, "Đã ghi kết quả thẩm định", page)
		if lan := lan.is(t, 200, "", page); strings.Contains(lan, `value="hop"`) {
			t.Error("the clerk is offered to write what the council decided")
		}
		tam.is(t, 200, "Đủ điều kiện", page)
		d.Writer.MustExec(d.Writer.Rebind(`UPDATE de_nghi_khen_thuong SET trang_thai = 'du_dieu_kien', co_bien_ban = TRUE WHERE id = ?`), nominee)
		tam.is(t, 200, "Ghi kết quả họp xét 1 đề nghị", page)
		met := []string{"viec", "hop", "ngay", "2024-12-18", "so", "12/BB-HĐ", "thanh-vien", "9", "co-mat", "8"}
		tam.is(t, 422, "viết bằng chữ số", page, append(met, "phieu-"+id, "mười bảy")...)
		tam.is(t, 422, "số phiếu", page, append(met[:8:8], "co-mat", "10")...)
		tam.is(t, 303, "", page, append(met, "phieu-"+id, "7")...)
		tam.is(t, 200, "1 được duyệt, 0 không", page)
		var state string
		if err := d.Reader.Get(&state, d.Reader.Rebind(`SELECT trang_thai || ' ' || CAST(so_phieu AS TEXT) FROM de_nghi_khen_thuong WHERE id = ?`), nominee); err != nil || state != "duyet 7" {
			t.Error(state, err)
		}
		tam.is(t, 200, `<a href="/tao/quyet-dinh-khen-thuong?nam=2024&amp;dot=tong-ket">`, page)

		keep(t, d, &archive.Made{Key: archive.Key{Kind: "bien-ban-xet-khen-thuong", Period: "2024", Agency: "ubnd-tinh", Round: "tong-ket"}, Year: 2024,
			Name: "BB", Title: "Biên bản họp xét", Files: []archive.File{{Format: "pdf", Data: []byte("%PDF")}}})
		tam.is(t, 200, `<a href="/van-ban/2">Biên bản`, page)

		d.Writer.MustExec(`DELETE FROM chi_tieu_khen_thuong`)
		if body := tam.is(t, 200, "chưa phân bổ", page); strings.Contains(body, "quá chỉ tiêu") {
			t.Error("a round without quotas has too many nominees")
		}
	})
}
