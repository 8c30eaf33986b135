package portal

import (
	"strings"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// A new law is entered, ends the old one and takes its place in what papers cite; citations
// are confirmed by people, with a source.
func TestLaws(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		tam, ha := s.by(t, "tam"), s.by(t, "ha")
		const old, kind = "124/2021/TT-BCA", "ke-hoach"
		oldPage := "/phap-ly/mot?ma=" + strings.ReplaceAll(old, "/", "%2F")
		body := tam.is(t, 200, "Kế hoạch phát động", oldPage)
		for _, want := range []string{"văn bản trung ương", `<a href="/van-ban/1">`, "Hết hiệu lực từ ngày"} {
			if !strings.Contains(body, want) {
				t.Errorf("the law's page lacks %q", want)
			}
		}
		tam.is(t, 404, "", "/phap-ly/mot?ma=khong-co")
		if body := ha.is(t, 200, "", oldPage); strings.Contains(body, "Hết hiệu lực từ ngày") {
			t.Error("the leader is offered to end a law")
		}
		add := func(more ...string) []string {
			fields := map[string]string{"loai": "nghi-dinh", "so": "999/2024/NĐ-CP", "he": "nha_nuoc", "ngay": "2024-12-01", "co-quan": "Chính phủ", "cap": "trung_uong", "noi-tu": "quy định", "trich-yeu": "thử <b>",
				"hieu-luc": "2025-01-15", "nguon": "Công báo", "quan-he": "thay_the", "van-ban-cu": old, "chuyen": "1"}
			for i := 0; i < len(more); i += 2 {
				fields[more[i]] = more[i+1]
			}
			var list []string
			for k, v := range fields {
				list = append(list, k, v)
			}
			return list
		}
		ha.is(t, 403, "vai trò", "/phap-ly", add()...)
		for _, wrong := range []struct{ field, value, says string }{
			{"loai", "khong-co", "chọn loại"}, {"ngay", "mai", "không phải là ngày"}, {"nguon", " ", "ghi nguồn"}, {"cap", "xa", "chọn cấp"}, {"quan-he", "khac", "chọn quan hệ"},
			{"van-ban-cu", "khong-co", "chọn văn bản mà nó"}, {"so", old, "đã có văn bản"}, {"he", "dang", "của Đảng viết như"}, {"hieu-luc", "1900-01-01", "trước ngày có hiệu lực"},
		} {
			if wrong.field == "he" {
				tam.is(t, 422, "viết như 48-CT/TW", "/phap-ly", add("he", "dang", "so", "48CT")...)
				continue
			}
			if wrong.field == "hieu-luc" {
				d.Writer.MustExec(d.Writer.Rebind(`UPDATE van_ban_phap_ly SET hieu_luc_tu = '2000-01-01' WHERE ma = ?`), old)
			}
			status, _, body := tam.ask(t, "/phap-ly", add(wrong.field, wrong.value)...)
			if says := strings.ToLower(body); status != 422 || !strings.Contains(says, strings.ToLower(wrong.says)) {
				t.Errorf("%s %q: %d without %q", wrong.field, wrong.value, status, wrong.says)
			}
		}
		tam.is(t, 303, "/phap-ly/mot?ma=999%2F2024%2FN", "/phap-ly", add()...)
		const page = "/phap-ly/mot?ma=999/2024/N%C4%90-CP"
		body = tam.is(t, 200, "chuyển sang văn bản này", page)
		for _, want := range []string{"có từ 15/01/2025", "chưa kiểm chứng", "Thay thế", "từ 15/01/2025", "thử &lt;b&gt;"} {
			if !strings.Contains(body, want) {
				t.Errorf("the new law's page lacks %q:\n%s", want, body)
			}
		}
		tam.is(t, 200, "đến 14/01/2025", oldPage)
		var cited []string
		if err := d.Reader.Select(&cited, d.Reader.Rebind(`SELECT van_ban_ma FROM vien_dan WHERE kieu = ? AND phan = 'trung_uong' AND tu_ngay = '2025-01-15'`), kind); err != nil || len(cited) != 1 || cited[0] != "999/2024/NĐ-CP" {
			t.Errorf("from its first day papers cite %q, %v", cited, err)
		}

		ha.is(t, 403, "vai trò", page, "viec", "xac-nhan", "nguon", "x")
		tam.is(t, 422, "đã đối chiếu với bản nào", page, "viec", "xac-nhan", "nguon", " ")
		tam.is(t, 422, "không có việc này", page, "viec", "khac")
		tam.is(t, 303, "", page, "viec", "xac-nhan", "nguon", "Công báo số 1")
		tam.is(t, 200, "đã kiểm chứng", page)
		tam.is(t, 422, "hải ghi căn cứ", page, "viec", "het-hieu-luc", "ngay", "2026-01-01", "can-cu", " ")
		tam.is(t, 422, "không phải là ngày", page, "viec", "het-hieu-luc", "ngay", "x", "can-cu", "y")
		tam.is(t, 422, "trước ngày có hiệu lực", page, "viec", "het-hieu-luc", "ngay", "2024-01-01", "can-cu", "y")
		tam.is(t, 404, "", "/phap-ly/mot?ma=khong-co", "viec", "het-hieu-luc", "ngay", "2026-01-01", "can-cu", "y")
		tam.is(t, 303, "", page, "viec", "het-hieu-luc", "ngay", "2025-06-01", "can-cu", "Nghị định mới")
		tam.is(t, 200, "hết hiệu lực: Nghị định mới", page)
		var n int
		if err := d.Reader.Get(&n, `SELECT COUNT(*) FROM audit WHERE act = 'law'`); err != nil || n != 3 {
			t.Errorf("%d acts, %v", n, err)
		}
	})
}

// The page of a law names the papers that cite it, the newest, and to who sees few of them those few.
func TestPapersCiting(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		letters(t, d, 600, "ke-hoach")
		s := open(t, d, Config{Local: true})
		s.add(t, "minh", people.Grant{Role: people.Admin})
		s.add(t, "lan", people.Grant{Role: people.Clerk})
		s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "xa-00003"})
		d.Writer.MustExec(`DELETE FROM vien_dan WHERE van_ban_ma = '124/2021/TT-BCA'`)
		lan, dv := s.by(t, "lan"), s.by(t, "dv")
		cite := func(from, to string) {
			d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO vien_dan (kieu, phan, thu_tu, tu_ngay, den_ngay, van_ban_ma) VALUES ('don-doc', 'can_cu', 900, ?, ?, '124/2021/TT-BCA')`), from, to)
		}
		named := func(b *browser, want int, first string) {
			t.Helper()
			body := content(t, b, "/phap-ly/mot?ma=124/2021/TT-BCA")
			if n := strings.Count(body, `<a href="/van-ban/`); n != want || want > 0 && !strings.Contains(body, first) {
				t.Errorf("%d papers, want %d with %s", n, want, first)
			}
		}
		named(lan, 0, "")
		cite("2024-11-06", "2024-12-31")
		named(lan, 0, "")
		cite("2024-01-01", "2024-11-05")
		named(lan, maxCiting, `<a href="/van-ban/601">`)
		named(dv, 1, `<a href="/van-ban/5">`)
	})
}
