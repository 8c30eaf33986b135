package portal

import (
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// Figures of now come into a text that a person edited: shown first, kept when asked, by
// those who may edit; and each figure says where it comes from.
func TestFiguresOfAPaper(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		tam, lan := s.by(t, "tam"), s.by(t, "lan")
		const page, renew = "/van-ban/1", "/van-ban/1/so-lieu-moi"
		if body := tam.is(t, 200, "Số này từ đâu?", page); strings.Contains(body, renew) {
			t.Error("nobody edited it, yet it offers new figures")
		}
		if body := tam.is(t, 422, "Tạo văn bản", renew); strings.Contains(body, "vanthu generate") {
			t.Error("the refusal names a command")
		}
		if status, body := tam.send(t, "/van-ban/1/ban-sua", "k.docx", s.edited(t, "MỤC ĐÍCH", "MỤC ĐÍCH CHUNG")); status != 303 {
			t.Fatal(status, body)
		}
		tam.is(t, 200, renew, page)
		tam.is(t, 200, "đã là số liệu mới nhất", renew)

		const theme = "Chủ đề mới của năm"
		var old string
		if err := d.Reader.Get(&old, `SELECT chu_de FROM phong_trao WHERE nam = 2024`); err != nil {
			t.Fatal(err)
		}
		for _, other := range []struct{ name, agency, theme string }{{"OLD-OURS", "ubnd-tinh", old}, {"OLD-THEIRS", "cong-an-tinh", old}, {"NEW-OURS", "ubnd-tinh", theme}, {"NEW-THEIRS", "cong-an-tinh", theme}} {
			m := &archive.Made{Key: archive.Key{Kind: "ke-hoach-ngay-hoi", Period: other.name, Agency: other.agency}, Year: 2014, Name: other.name, Title: "Giấy " + other.name}
			m.Files, m.Data = []archive.File{{Format: "docx", Data: []byte(other.name)}}, new(dataset.Set)
			m.Data.Put("chu_de", dataset.OfText(other.theme))
			keep(t, d, m)
		}
		d.Writer.MustExec(d.Writer.Rebind(`UPDATE phong_trao SET chu_de = ?, chu_de_goc = ? WHERE nam = 2024`), theme, theme)
		body := tam.is(t, 200, theme, renew)
		for _, want := range []string{"cập nhật</span>", "Chưa có gì được lưu", `name="ban" value="2"`} {
			if !strings.Contains(body, want) {
				t.Errorf("the table lacks %q", want)
			}
		}
		papers := regexp.MustCompile(`Giấy (\S+)</a>`)
		if found := papers.FindAllStringSubmatch(body, -1); len(found) != 1 || found[0][1] != "OLD-OURS" {
			t.Errorf("other papers with the old figure: %q", found)
		}
		if now, _ := archive.Get(t.Context(), d.Reader, 1); now.Versions != 2 {
			t.Fatal("looking keeps a version:", now.Versions)
		}
		lan.is(t, 422, "đã có người thay đổi", renew, "ban", "1")
		tam.is(t, 303, page, renew, "ban", "2", "cach", "vet")
		tam.is(t, 200, "thành bản 4 (chữ của bản 2, số liệu của bản 3)", page)
		tam.is(t, 200, "đã là số liệu mới nhất", renew)

		body = lan.is(t, 200, "phong_trao.chu_de", "/van-ban/1/nguon?so=Ch%E1%BB%A7+%C4%91%E1%BB%81+m%E1%BB%9Bi")
		if !regexp.MustCompile(`<th scope="row">` + theme).MatchString(body) {
			t.Errorf("the figure is not told:\n%s", body)
		}
		tam.is(t, 200, "Không có số liệu nào", "/van-ban/1/nguon?so=khong+co+chu+nay")
		// A click on the figure in its page asks by its mark, in the version that is seen.
		click := regexp.MustCompile(`<a href="(/van-ban/1/nguon\?ban=4&amp;dau=[^"]+)" aria-label="Nguồn của ` + theme + `"><rect x="[\d.]+" y="[\d.]+" width="[1-9][\d.]*" height="[1-9][\d.]*"/></a>`).FindStringSubmatch(lan.is(t, 200, `href="/van-ban/1/ban/4/trang/1"`, "/van-ban/1/ban/4/xem/1"))
		if click == nil {
			t.Fatal("the figure in its page leads nowhere")
		}
		body = lan.is(t, 200, "phong_trao.chu_de", strings.ReplaceAll(click[1], "&amp;", "&"))
		if !regexp.MustCompile(`<tbody>\s*<tr><th scope="row">` + theme).MatchString(body) {
			t.Errorf("the figure that was clicked is not told first:\n%s", body)
		}
		if found := papers.FindAllStringSubmatch(body, -1); len(found) != 1 || found[0][1] != "NEW-OURS" {
			t.Errorf("other papers with the figure: %q", found)
		}
		lan.is(t, 200, `href="/van-ban/1/ban/4/xem/1"`, page)
		tam.is(t, 200, "không còn trong bản đang xem", "/van-ban/1/nguon?dau=999_abcdefgh")
		tam.is(t, 404, "", "/van-ban/1/nguon?dau=1&ban=x")
		for _, path := range []string{"/van-ban/1/ban/4/xem/0", "/van-ban/1/ban/4/xem/99", "/van-ban/1/ban/x/xem/1", "/van-ban/1/ban/9/xem/1"} {
			tam.is(t, 404, "", path)
		}
		tam.is(t, 404, "", "/van-ban/99/nguon?so=1")
		tam.is(t, 404, "", "/van-ban/99/so-lieu-moi")
	})
}
