package portal

import (
	"bytes"
	"io/fs"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/people"
	"vanthu/queries"
	"vanthu/templates"
)

// rewritten is the shipped plan's template with words changed.
func rewritten(t *testing.T, old, new string) []byte {
	t.Helper()
	word, err := fs.ReadFile(templates.FS(), "ke-hoach/mau.docx")
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	body, err := pkg.Part("word/document.xml")
	if err != nil || !bytes.Contains(body, []byte(old)) {
		t.Fatalf("%q is not in the template: %v", old, err)
	}
	out, err := pkg.Rewritten(map[string][]byte{"word/document.xml": bytes.Replace(body, []byte(old), []byte(new), 1)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sendForm sends a file with fields beside it, and follows where it is led.
func (b *browser) sendForm(t *testing.T, path, name string, data []byte, fields ...string) (int, string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		form.WriteField(fields[i], fields[i+1])
	}
	part, err := form.CreateFormFile("tep", name)
	if err != nil {
		t.Fatal(err)
	}
	part.Write(data)
	form.Close()
	resp, err := b.Post(b.base+path, form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var text bytes.Buffer
	text.ReadFrom(resp.Body)
	if resp.StatusCode == http.StatusSeeOther {
		_, _, page := b.ask(t, resp.Header.Get("Location"))
		return resp.StatusCode, resp.Header.Get("Location") + "\n" + page
	}
	return resp.StatusCode, text.String()
}

// A template goes from upload over its sample into force from a day, for papers of that day
// and later ones, and back.
func TestTemplateVersions(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
		lan, tam := s.by(t, "lan"), s.by(t, "tam")
		const page, own = "/mau/ke-hoach", "/mau/ke-hoach/mau.docx/ban/"
		s.by(t, "dv").is(t, 403, "văn thư", page)
		if body := tam.is(t, 200, "Bản gốc", page); strings.Contains(body, "Gửi và kiểm tra") || !strings.Contains(body, "kiểm tra thể thức hoặc văn thư") {
			t.Error("the drafter is offered to send a template")
		}
		lan.is(t, 404, "", own+"1")
		lan.is(t, 404, "", "/mau/ke-hoach/..%2f..%2fx/ban/0")

		// What has faults stays out, told by place.
		next := rewritten(t, "KẾ HOẠCH", "BẢN KẾ HOẠCH")
		for _, c := range []struct {
			name string
			data []byte
			by   *browser
			want int
			says string
		}{
			{"x.docx", next, tam, 403, "vai trò"},
			{"x.pdf", next, lan, 422, "không phải là tệp .docx"},
			{"x.docx", []byte("no zip"), lan, 422, "không phải tệp Word"},
			{"x.docx", rewritten(t, "KẾ HOẠCH", "KẾ HOẠCH {khong_co_ten}"), lan, 422, "khong_co_ten"},
			{"x.docx", next, lan, 303, "Đã nhận thành bản 1"},
			{"x.docx", next, lan, 303, "giống hệt bản 1"},
		} {
			if status, body := c.by.sendForm(t, page, c.name, c.data, "mau", "mau.docx", "ghi-chu", "Thêm chữ <b>"); status != c.want || !strings.Contains(body, c.says) {
				t.Fatalf("%s: %d, want %d and %q:\n%s", c.name, status, c.want, c.says, body)
			}
		}
		body := lan.is(t, 200, "Khác bản gốc đang dùng", own+"1")
		for _, want := range []string{"BẢN", "Thêm chữ &lt;b&gt;", "chưa dùng", own + "1/trang/1", "Kết quả kiểm tra bản điền thử"} {
			if !strings.Contains(body, want) {
				t.Errorf("the version's page lacks %q", want)
			}
		}
		lan.is(t, 200, "<svg", own+"1/trang/1")
		lan.is(t, 404, "", own+"1/trang/99")
		lan.is(t, 404, "", own+"1/thu.pdf")

		// In force from a day, with a reason, by who may.
		tam.is(t, 403, "vai trò", own+"1", "tu-ngay", "2024-12-20", "ly-do", "x")
		lan.is(t, 422, "lý do", own+"1", "tu-ngay", "2024-12-20", "ly-do", " ")
		lan.is(t, 422, "không phải là ngày", own+"1", "tu-ngay", "hôm nay", "ly-do", "x")
		lan.is(t, 303, page, own+"1", "tu-ngay", "2024-12-10", "ly-do", "Theo mẫu mới")
		lan.is(t, 200, "đang dùng", own+"1")
		lan.is(t, 200, "mẫu của cơ quan", "/mau")
		madeOn := func(day string) string {
			t.Helper()
			made, err := s.papers.Make(t.Context(), making.Request{Kind: "ke-hoach", Params: map[string]string{"nam": "2024", "ngay": day}, Formats: []string{"docx"}})
			if err != nil {
				t.Fatal(err)
			}
			pkg, err := ooxml.Open(made[0].Files[0].Data, ooxml.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			text, err := pkg.Part("word/document.xml")
			if err != nil {
				t.Fatal(err)
			}
			return made[0].Source.Template + map[bool]string{true: " mới"}[bytes.Contains(text, []byte("BẢN KẾ HOẠCH"))]
		}
		before, after := madeOn("2024-12-09"), madeOn("2024-12-10")
		if strings.HasSuffix(before, "mới") || !strings.HasSuffix(after, "mới") {
			t.Errorf("made with %s before the day and %s on it", before, after)
		}
		lan.is(t, 303, page, own+"0", "tu-ngay", "2024-12-20", "ly-do", "Mẫu mới sai")
		if again := madeOn("2024-12-20"); again != before {
			t.Errorf("gone back, it is made with %s, want %s", again, before)
		}
		lan.is(t, 200, "đã dùng trước đây", page)
		lan.is(t, 303, page, own+"1", "tu-ngay", "2025-01-01", "ly-do", "Từ năm mới")
		lan.is(t, 200, "sẽ dùng", page)

		// Who takes a template is written down.
		tam.is(t, 200, "", own+"1/tep")
		tam.is(t, 200, "", "/mau/ke-hoach/mau.docx")
		var acts []string
		if err := d.Reader.Select(&acts, `SELECT act || ' ' || detail FROM audit WHERE act LIKE 'template.%' OR detail LIKE 'mẫu %' ORDER BY seq`); err != nil {
			t.Fatal(err)
		}
		if len(acts) != 6 || !strings.HasPrefix(acts[0], "template.version ke-hoach/mau.docx bản 1") || acts[2] != "template.force ke-hoach/mau.docx bản 0 từ 2024-12-20: Mẫu mới sai" ||
			acts[4] != "file.download mẫu ke-hoach/mau.docx, bản 1" || acts[5] != "file.download mẫu ke-hoach/mau.docx, bản 0" {
			t.Errorf("the record has %q", acts)
		}
	})
}

// Which version counts, by the day of each term and the order of decisions.
func TestWhichTemplateCounts(t *testing.T) {
	terms := []archive.TemplateTerm{{Version: 3, From: "2025-01-01"}, {Version: 0, From: "2024-12-20"}, {Version: 2, From: "2024-12-20"}, {Version: 1, From: "2024-11-01"}}
	for number, want := range map[int]templateVersion{
		0: {Now: true, From: "2024-12-20"}, 1: {Past: true}, 2: {}, 3: {From: "2025-01-01"},
	} {
		got := counts(archive.TemplateVersion{Number: number}, terms, "2024-12-20")
		want.Number = number
		if got != want {
			t.Errorf("version %d: %+v, want %+v", number, got, want)
		}
	}
	if got := counts(archive.TemplateVersion{}, terms[:1], "2024-12-20"); !got.Now {
		t.Error("before every term the own file counts")
	}
}
