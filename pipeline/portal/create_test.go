package portal

import (
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// ended waits until an attempt is over and returns its page.
func ended(t *testing.T, b *browser, at string) string {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if _, _, body := b.ask(t, at); !strings.Contains(body, "data-follow") {
			return body
		}
	}
	t.Fatal("the attempt does not end")
	return ""
}

// What is looked at is kept, to the last byte, and nothing before.
func TestCreate(t *testing.T) {
	s := atWork(t, dbtest.SQLite(t, queries.Schema()))
	s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
	tam, ha := s.by(t, "tam"), s.by(t, "ha")
	count := func() (n int) {
		t.Helper()
		if err := s.d.Reader.Get(&n, `SELECT COUNT(*) FROM versions`); err != nil {
			t.Fatal(err)
		}
		return n
	}
	tam.is(t, 200, "Quyết định tặng Bằng khen", "/tao")
	ha.is(t, 403, "cần vai trò tham mưu hoặc văn thư", "/tao")
	s.by(t, "dv").is(t, 403, "", "/tao/ke-hoach")
	if body := tam.is(t, 200, "Năm", "/tao/quyet-dinh-khen-thuong"); !strings.Contains(body, `value="2024-12-25"`) || !strings.Contains(body, "Tổng kết phong trào") {
		t.Error("the form has no sensible defaults:", body)
	}
	tam.is(t, 422, `role="alert"`, "/tao/ke-hoach", "nam", "năm nay")
	tam.is(t, 404, "", "/tao/khong-co")
	tam.is(t, 404, "", "/tao/viec/khong-co")

	_, at, _ := tam.ask(t, "/tao/quyet-dinh-khen-thuong", "nam", "2024", "dot", "tong-ket", "ngay", "2024-12-25")
	body := ended(t, tam, at)
	for _, want := range []string{"Xem trước", "Lưu vào kho", "chưa có trong kho", at + "/1/trang/1", "Kết quả kiểm tra", "ca_nhan"} {
		if !strings.Contains(body, want) {
			t.Errorf("the preview lacks %q", want)
		}
	}
	if strings.Contains(body, "http-equiv") || count() != 1 {
		t.Error("something is kept before it is asked for")
	}
	tam.is(t, 200, "<svg", at+"/1/trang/1")
	tam.is(t, 200, "%PDF", at+"/1/xem.pdf")
	tam.is(t, 200, "event: end", at+"/tien-do")
	tam.is(t, 404, "", at+"/1/trang/999")
	tam.is(t, 404, "", at+"/2/xem.pdf")
	s.by(t, "lan").is(t, 404, "", at) // another person's
	if status, to, _ := tam.ask(t, at+"/luu", "x", "1"); status != 303 || to != "/van-ban/2" || count() != 2 {
		t.Error(status, to, count())
	}
	tam.is(t, 200, "Đã lưu 1 văn bản", "/van-ban/2")
	tam.is(t, 404, "", at)
	if d, err := archive.Get(t.Context(), s.d.Reader, 2); err != nil || d.Kind != "quyet-dinh-khen-thuong" {
		t.Error(d, err)
	}

	_, at, _ = tam.ask(t, "/tao/quyet-dinh-khen-thuong", "nam", "1999", "dot", "tong-ket", "ngay", "1999-12-25")
	if body := ended(t, tam, at); !strings.Contains(body, "Chưa lập được") {
		t.Error("a year without data:", body)
	}
}

// Nobody meets a code in the form of a kind: each parameter of each kind that is made here
// has a name, and so has each of its values.
func TestParametersHaveNames(t *testing.T) {
	s := atWork(t, dbtest.SQLite(t, queries.Schema()))
	tam := s.by(t, "tam")
	for _, k := range s.papers.Catalog.Kinds() {
		for _, param := range k.Params {
			word := wordOf(k, &param)
			if word.Label == strings.ReplaceAll(param.Name, "_", " ") {
				t.Errorf("%s: parameter %s has no name", k.Slug, param.Name)
			}
			for _, value := range param.Choices {
				if !word.Hidden && param.Name != catalog.ArgAgency && word.Values[value] == "" {
					t.Errorf("%s: value %s of %s has no name", k.Slug, value, param.Name)
				}
				if !word.Hidden && strings.Contains(word.About, "("+value+")") {
					t.Errorf("%s: %s is explained by a code: %s", k.Slug, param.Name, word.About)
				}
			}
		}
	}
	body := tam.is(t, 200, "Cách trình bày", "/tao/quyet-dinh-khen-thuong")
	for _, want := range []string{`<option value="bang" selected>bảng</option>`, `name="thi_hanh" value=""`} {
		if !strings.Contains(body, want) {
			t.Errorf("the form lacks %s", want)
		}
	}
	if body := tam.is(t, 200, "Cơ quan ban hành", "/tao/bien-ban-xet-khen-thuong"); !strings.Contains(body, `<option value="cong-an-tinh" selected>Công an tỉnh`) {
		t.Error("the agency has no name:", body)
	}
	if strings.Contains(tam.is(t, 200, "Kế hoạch", "/tao"), "/tao/dinh-chinh") {
		t.Error("a correction is offered that nobody can make here")
	}
	_, at, _ := tam.ask(t, "/tao/quyet-dinh-khen-thuong", "nam", "2024", "dot", "tong-ket", "ngay", "2024-12-25", "thi_hanh", "Không")
	if body := ended(t, tam, at); !strings.Contains(body, "<dt>thi_hanh</dt><dd>khong</dd>") {
		t.Error("nobody is typed as a word:", body)
	}
}
