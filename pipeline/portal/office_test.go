package portal

import (
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

func TestOfficePages(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		s := open(t, d, Config{Local: true, As: "minh"})
		b := s.browser(t)
		b.is(t, 200, "31/12", "/phap-ly")
		if body := b.is(t, 200, "124/2021/TT-BCA", "/phap-ly?tim=124%2F2021"); strings.Count(body, `<th scope="row">`) > 5 {
			t.Error("the search of legal documents finds too much")
		}
		b.is(t, 200, "Không có văn bản nào khớp", "/phap-ly?tim=khong+co+gi+nhu+the")
		b.is(t, 200, "Sổ", "/so-di")
		b.is(t, 404, "", "/so-di?so=khong-co")
		b.is(t, 404, "", "/so-di/x/2024/so.pdf")
		b.is(t, 200, "Cấp số", "/huong-dan")
		keep(t, d, &archive.Made{Key: archive.Key{Kind: "k", Period: "2024", Agency: "ubnd-tinh"}, Year: 2024, Name: "N", Title: "T", Files: []archive.File{{Format: "pdf", Data: []byte("%PDF")}}})
		b.is(t, 200, "%PDF", "/van-ban/1/ban/1/N.pdf")
		b.is(t, 200, "file.download", "/nhat-ky")
		if body := b.is(t, 200, "Nhật ký", "/nhat-ky?viec=version"); strings.Contains(body, "<code>file.download</code>") {
			t.Error("the record is not narrowed")
		}
	})
}

func TestTemplates(t *testing.T) {
	s := office(t)
	b := s.browser(t)
	b.is(t, 200, "Kế hoạch phát động", "/mau")
	b.is(t, 200, "{ten_co_quan}", "/mau/ke-hoach")
	b.is(t, 200, "PK", "/mau/ke-hoach/mau.docx")
	b.is(t, 404, "", "/mau/ke-hoach/document.yaml")
	b.is(t, 404, "", "/mau/khong-co")
}

// refusalOf finds in a page who may do what the visitor may not.
var refusalOf = regexp.MustCompile(`cần vai trò [^<]*(văn thư|tham mưu|lãnh đạo|quản trị)`)

// Each role sees the pages that the table of rights gives it, and no other.
func TestRolesAndPages(t *testing.T) {
	s := open(t, dbtest.SQLite(t, queries.Schema()), Config{Local: true})
	s.add(t, "minh", people.Grant{Role: people.Admin})
	for _, role := range people.Roles() {
		if role == people.Admin {
			continue
		}
		name := "nguoi-" + string(role)
		s.add(t, name, people.Grant{Role: role, Agency: "ubnd-tinh"})
		b := s.by(t, name)
		u := &people.User{Grants: []people.Grant{{Role: role, Agency: "ubnd-tinh"}}}
		_, _, home := b.ask(t, "/")
		for _, a := range areas {
			if a.Path == "/lich" || a.Path == "/tao" || a.Path == "/mau" || a.Path == "/thuyet-minh" { // not in this portal
				continue
			}
			want := 403
			if a.right != people.Administer && u.MayAnywhere(a.right) {
				want = 200
			}
			status, _, body := b.ask(t, a.Path)
			if status != want {
				t.Errorf("%s: %s is %d, want %d", role, a.Path, status, want)
			}
			if who := refusalOf.FindString(body); status == 403 && who == "" {
				t.Errorf("%s: %s does not say who can", role, a.Path)
			}
			if strings.Contains(home, `<a href="`+a.Path+`"`) != (want == 200) && a.Path != "/" && a.Path != "/huong-dan" {
				t.Errorf("%s: the menu and %s disagree", role, a.Path)
			}
		}
	}
}
