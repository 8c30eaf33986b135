package portal

import (
	"bytes"
	"context"
	"html"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/pdf/pdftest"
	"vanthu/pipeline/people"
	"vanthu/pipeline/sample"
	"vanthu/queries"
	"vanthu/templates"
)

// planAtWork has a job that can run and one that cannot.
const planAtWork = `jobs:
  ke-hoach-nam: {title: Kế hoạch của năm, kinds: [ke-hoach], params: {nam: "{nam}"}, cron: "0 7 5 1 *", working_day: 1, period: "{nam}", recipients: [tham-muu, van-thu]}
  hong: {title: Việc hỏng, kinds: [khong-co], cron: "30 6 20 11,12 *", working_day: -1, period: "{nam}-{thang}"}`

// atWork is a portal over the sample province, whose data are taken as real, with the plan
// of 2024 as document 1, and people for each role.
func atWork(t *testing.T, d *db.DB) *house {
	t.Helper()
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	d.Writer.MustExec(`UPDATE co_so_du_lieu SET so_lieu_mau = FALSE`)
	s := overData(t, d)
	return s.peopled(t)
}

// atStart is a portal over a database in which nobody has written anything.
func atStart(t *testing.T) *house {
	return overData(t, dbtest.SQLite(t, queries.Schema()))
}

// overData is a portal over what a database holds, in which papers are made.
func overData(t *testing.T, d *db.DB) *house {
	t.Helper()
	var s *house
	m := officetest.Shipped(t, d, templates.FS())
	m.By = "máy"
	shelf := outgoing.Of(m).Shelf(t.TempDir())
	plan, err := jobs.LoadPlan(fstest.MapFS{jobs.PlanFile: {Data: []byte(planAtWork)}})
	if err != nil {
		t.Fatal(err)
	}
	service, err := jobs.New(t.Context(), jobs.Config{Maker: m, Plan: plan, Now: func() time.Time { return s.clock() }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { service.Stop(context.Background()) })
	s = open(t, d, Config{Local: true, As: "may", Papers: outgoing.Of(m), Shelf: shelf, Plan: plan, Jobs: service, Backups: t.TempDir()})
	m.Now = s.clock
	return s
}

// peopled makes the plan of 2024, and adds people for each role.
func (s *house) peopled(t *testing.T) *house {
	t.Helper()
	m := s.papers.Maker
	made, err := m.Make(t.Context(), making.Request{Kind: "ke-hoach", Params: map[string]string{"nam": "2024"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Keep(t.Context(), made, nil); err != nil {
		t.Fatal(err)
	}
	s.add(t, "minh", people.Grant{Role: people.Admin})
	for name, role := range map[string]people.Role{"lan": people.Clerk, "tam": people.Drafter, "ha": people.Leader} {
		s.add(t, name, people.Grant{Role: role, Agency: "ubnd-tinh"})
	}
	return s
}

func (s *house) by(t *testing.T, name string) *browser {
	t.Helper()
	b := s.browser(t)
	b.login(t, name)
	return b
}

// send sends a file by a form.
func (b *browser) send(t *testing.T, path, name string, data []byte) (int, string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
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
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// edited is the open Word file of document 1 with some words changed.
func (s *house) edited(t *testing.T, old, new string) []byte {
	t.Helper()
	d, err := archive.Get(t.Context(), s.d.Reader, 1)
	if err != nil {
		t.Fatal(err)
	}
	word, err := archive.ReadFile(t.Context(), s.d.Reader, archive.FileOf{Document: 1, Version: d.Version, Format: "docx"})
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	body, err := pkg.Part("word/document.xml")
	if err != nil || !bytes.Contains(body, []byte(old)) {
		t.Fatalf("%q is not in the document: %v", old, err)
	}
	out, err := pkg.Rewritten(map[string][]byte{"word/document.xml": bytes.Replace(body, []byte(old), []byte(new), 1)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (s *house) state(t *testing.T) string {
	t.Helper()
	d, err := archive.Get(t.Context(), s.d.Reader, 1)
	if err != nil {
		t.Fatal(err)
	}
	return d.State
}

// The whole way of a paper, by the people whose work each step is.
func TestTheWayOfAPaper(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		lan, tam, ha := s.by(t, "lan"), s.by(t, "tam"), s.by(t, "ha")
		const page, on = "/van-ban/1", "/van-ban/1/chuyen"

		body := tam.is(t, 200, "Xác nhận đã kiểm tra nội dung", page)
		for _, not := range []string{"Cấp số", "Gửi bản đã ký", ">Trình ký<", "Tờ in số"} {
			if strings.Contains(body, not) {
				t.Errorf("a draft offers %q", not)
			}
		}
		if body := ha.is(t, 200, "Hủy văn bản", page); strings.Contains(body, "Xác nhận đã kiểm tra nội dung") || !strings.Contains(body, "Gửi bản sửa") {
			t.Error("the leader is offered a check of the content, or not the edit that leaders may make")
		}
		ha.is(t, 422, "cần vai trò", on, "den", archive.ContentChecked)
		tam.is(t, 303, page, on, "den", archive.ContentChecked)
		tam.is(t, 200, "Trạng thái bây giờ: đã kiểm tra nội dung.", page)
		if body := tam.is(t, 200, "", page); strings.Contains(body, "Trạng thái bây giờ") {
			t.Error("what an act came to is told twice")
		}

		if status, body := tam.send(t, "/van-ban/1/ban-sua", "ke-hoach.docx", s.edited(t, "Nhân dân", "nhân dân")); status != 303 {
			t.Fatal(status, body)
		}
		tam.is(t, 200, "Đã nhận bản sửa, thành bản 2", page)
		if got := s.state(t); got != archive.Draft {
			t.Fatal("other words leave the check of the content standing:", got)
		}
		for name, data := range map[string][]byte{"x.docx": []byte("không phải Word"), "x.pdf": []byte("%PDF"), "": nil} {
			if status, body := tam.send(t, "/van-ban/1/ban-sua", name, data); status != 422 || !strings.Contains(body, `role="alert"`) {
				t.Errorf("%q: %d", name, status)
			}
		}
		for _, c := range []struct {
			who *browser
			to  string
		}{{tam, archive.ContentChecked}, {lan, archive.FormChecked}, {lan, archive.Submitted}} {
			c.who.is(t, 303, page, on, "den", c.to)
		}
		ha.is(t, 422, "phải nêu lý do", on, "den", archive.Draft)
		ha.is(t, 303, page, on, "den", archive.Draft, "ly-do", "sửa mục II")
		for _, c := range []struct {
			who *browser
			to  string
		}{{tam, archive.ContentChecked}, {lan, archive.FormChecked}, {lan, archive.Submitted}, {ha, archive.Signed}} {
			c.who.is(t, 303, page, on, "den", c.to)
		}
		lan.is(t, 422, "", "/van-ban/1/so", "so", "161", "ngay", "hôm nay")
		lan.is(t, 404, "", "/van-ban/1/phieu-gui.pdf") // no number yet
		lan.is(t, 303, page, "/van-ban/1/so", "so", "161", "ngay", "2024-02-05")
		lan.is(t, 200, "161/KH-UBND", page)
		lan.is(t, 200, "%PDF", "/van-ban/1/so-ngay.pdf")
		lan.is(t, 200, "", "/van-ban/1/so-ngay.pdf")
		lan.is(t, 200, "%PDF", "/van-ban/1/phieu-gui.pdf")
		lan.is(t, 200, `href="/van-ban/1/phieu-gui.pdf"`, "/van-ban/1")
		ha.is(t, 404, "", "/van-ban/1/so-ngay.pdf")
		var taken int
		if err := d.Reader.Get(&taken, `SELECT COUNT(*) FROM audit WHERE act = 'file.download' AND document_id = 1 AND actor = 'lan' AND detail LIKE 'tờ in số, ngày 161/%'`); err != nil || taken != 2 {
			t.Errorf("the sheet with number and day was taken twice, the record has it %d times (%v)", taken, err)
		}
		if err := d.Reader.Get(&taken, `SELECT COUNT(*) FROM audit WHERE act = 'file.download' AND document_id = 1 AND actor = 'lan' AND detail LIKE '%phiếu gửi%'`); err != nil || taken != 1 {
			t.Errorf("the slip was taken once, the record has it %d times (%v)", taken, err)
		}
		lan.is(t, 303, page, on, "den", archive.Sealed)
		signed, err := archive.ReadFile(t.Context(), d.Reader, archive.FileOf{Document: 1, Version: 4, Format: "pdf"})
		if err != nil {
			t.Fatal(err)
		}
		if status, body := lan.send(t, "/van-ban/1/ban-ky", "ky.pdf", signed); status != 303 {
			t.Fatal(status, body)
		}
		lan.is(t, 303, page, on, "den", archive.Issued)
		lan.is(t, 200, "đã phát hành", page)
		var acts []string
		if err := d.Reader.Select(&acts, `SELECT actor FROM audit WHERE document_id = 1 AND act <> 'version.made' ORDER BY seq`); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(acts, " "); !strings.Contains(got, "tam") || !strings.Contains(got, "ha") || strings.Contains(got, "máy") {
			t.Errorf("the record names %s", got)
		}
	})
}

// The office's signing tool numbers: the portal gives the file by a link, takes the signed one
// back, reads number, day, signer and time of signing from it and holds them against the book;
// the paper stands where one does that was numbered here.
func TestTheSigningToolNumbers(t *testing.T) {
	const page, on, number, day = "/van-ban/1", "/van-ban/1/chuyen", "161", "2024-02-05"
	steps := func(s *house, n int) (lan, ha *browser) {
		lan, ha = s.by(t, "lan"), s.by(t, "ha")
		tam := s.by(t, "tam")
		for _, c := range []struct {
			who *browser
			to  string
		}{{tam, archive.ContentChecked}, {lan, archive.FormChecked}, {lan, archive.Submitted}, {ha, archive.Signed}}[:n] {
			c.who.is(t, 303, page, on, "den", c.to)
		}
		return lan, ha
	}
	here := atWork(t, dbtest.SQLite(t, queries.Schema()))
	lan, _ := steps(here, 4)
	lan.is(t, 303, page, "/van-ban/1/so", "so", number, "ngay", day)
	want, err := archive.Get(t.Context(), here.d.Reader, 1)
	if err != nil {
		t.Fatal(err)
	}

	there := atWork(t, dbtest.SQLite(t, queries.Schema()))
	lan, ha := steps(there, 3)
	link := regexp.MustCompile(`/van-ban/1/ban/2/[^"]+\.pdf`).FindString(ha.is(t, 200, "", page))
	blank := ha.is(t, 200, "%PDF", link)
	laid, err := here.papers.Increment(t.Context(), 1, []byte(blank))
	if err != nil {
		t.Fatal(err)
	}
	signer := pdftest.NewSigner(t, "Lê Thị Ví Dụ")
	signed := pdftest.Sign(t, laid, signer)
	if status, body := ha.send(t, "/van-ban/1/ban-ky", "ky.pdf", signed); status != 422 || !strings.Contains(body, "cần vai trò văn thư") {
		t.Error("a leader enters a number into the book:", status)
	}
	if status, body := lan.send(t, "/van-ban/1/ban-ky", "ky.pdf", signed); status != 303 {
		t.Fatal(status, body)
	}
	body := lan.is(t, 200, "161/KH-UBND, ngày 05/02/2024", page)
	for _, told := range []string{"Lê Thị Ví Dụ (", time.Now().In(zone).Format("02/01/2006"), "Ghi nhận đã đóng dấu"} {
		if !strings.Contains(body, told) {
			t.Errorf("the page does not tell %q", told)
		}
	}
	if strings.Contains(body, "Tệp đã ký ghi") || strings.Contains(body, "Chữ khác bản trình ký") {
		t.Error("what the tool printed is held to differ")
	}
	got, err := archive.Get(t.Context(), there.d.Reader, 1)
	if err != nil || got.State != want.State || got.Symbol != want.Symbol || got.IssueDay != want.IssueDay {
		t.Errorf("it stands at %s, %s of %s; numbered here at %s, %s of %s (%v)", got.State, got.Symbol, got.IssueDay, want.State, want.Symbol, want.IssueDay, err)
	}
	for _, to := range []string{archive.Sealed, archive.Issued} {
		lan.is(t, 303, page, on, "den", to)
	}
	file := regexp.MustCompile(`/so-di/[\w-]+/2024/so\.pdf`).FindString(lan.is(t, 200, "161/KH-UBND", "/so-di?nam=2024"))
	lan.is(t, 200, "%PDF", file)
	lan.is(t, 200, "PK", strings.TrimSuffix(file, "pdf")+"xlsx")
	var taken int
	if err := there.d.Reader.Get(&taken, `SELECT COUNT(*) FROM audit WHERE act = 'file.download' AND actor = 'lan' AND detail LIKE 'sổ %năm 2024%'`); err != nil || taken != 2 {
		t.Errorf("the register was taken twice, the record has it %d times (%v)", taken, err)
	}
}

func TestPagesAsPictures(t *testing.T) {
	s := atWork(t, dbtest.SQLite(t, queries.Schema()))
	b := s.by(t, "tam")
	if body := b.is(t, 200, `src="/van-ban/1/ban/1/trang/1"`, "/van-ban/1"); strings.Contains(body, "trang/9") {
		t.Error("more pages than the plan has")
	}
	svg := b.is(t, 200, "<svg", "/van-ban/1/ban/1/trang/1")
	for _, word := range []string{"HOẠCH", "Bình"} {
		if !strings.Contains(svg, word) {
			t.Errorf("the first page lacks %s", word)
		}
	}
	if strings.Contains(svg, "so_van_ban") {
		t.Error("the page shows a tag")
	}
	if again := b.is(t, 200, "<svg", "/van-ban/1/ban/1/trang/1"); again != svg {
		t.Error("the page changes")
	}
	for _, path := range []string{"0", "99", "x", "-1"} {
		b.is(t, 404, "", "/van-ban/1/ban/1/trang/"+path)
	}
	b.is(t, 404, "", "/van-ban/1/ban/7/trang/1")
	s.browser(t).is(t, 303, "/dang-nhap", "/van-ban/1/ban/1/trang/1")
	s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
	s.by(t, "dv").is(t, 404, "", "/van-ban/1/ban/1/trang/1")
}

// An act from another site, or too large a file, changes nothing.
func TestActsAreGuarded(t *testing.T) {
	s := atWork(t, dbtest.SQLite(t, queries.Schema()))
	tam := s.by(t, "tam")
	r, err := http.NewRequest("POST", s.URL+"/van-ban/1/chuyen", strings.NewReader("den="+archive.ContentChecked))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	resp, err := tam.Do(r)
	if err != nil || resp.StatusCode != http.StatusForbidden || s.state(t) != archive.Draft {
		t.Error(resp, err, s.state(t))
	}
	if status, body := tam.send(t, "/van-ban/1/ban-sua", "x.docx", make([]byte, maxUpload+1)); status != 422 || !strings.Contains(body, "lớn quá 64 MB") {
		t.Error(status)
	}
	if d, _ := archive.Get(t.Context(), s.d.Reader, 1); d.Versions != 1 {
		t.Error(d.Versions, "versions")
	}
}

// TestTheMendedFileIsOffered: where the form of an edit is wrong, its page gives the file
// with the form mended; what leaves is written down.
func TestTheMendedFileIsOffered(t *testing.T) {
	s := atWork(t, dbtest.SQLite(t, queries.Schema()))
	tam := s.by(t, "tam")
	const page, offer = "/van-ban/1", "Tải bản đã chỉnh thể thức"
	if strings.Contains(tam.is(t, 200, "", page), offer) {
		t.Error("offered for a paper in good form")
	}
	if status, body := tam.send(t, "/van-ban/1/ban-sua", "ke-hoach.docx", s.edited(t, `w:left="1701"`, `w:left="567"`)); status != 303 {
		t.Fatal(status, body)
	}
	tam.is(t, 200, offer, page)
	body := tam.is(t, 200, "", "/van-ban/1/the-thuc.docx")
	pkg, err := ooxml.Open([]byte(body), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	main, err := pkg.Part("word/document.xml")
	if err != nil || bytes.Contains(main, []byte(`w:left="567"`)) {
		t.Errorf("the margin is not mended (%v)", err)
	}
	var told int
	if err := s.d.Reader.Get(&told, `SELECT count(*) FROM audit WHERE act = 'file.download' AND detail LIKE '%thể thức%'`); err != nil || told != 1 {
		t.Errorf("written down %d times (%v)", told, err)
	}
}

// dated is a paragraph in good form with a date.
func dated(day string) string {
	return `<w:p><w:pPr><w:pStyle w:val="ThanVanBan"/></w:pPr><w:r><w:t>Ban hành ngày ` + day + `.</w:t></w:r></w:p>`
}

// TestFindingsPassOneByOne: two findings of one rule are let pass each by its place, and a
// reason for one is none for the other.
func TestFindingsPassOneByOne(t *testing.T) {
	s := atWork(t, dbtest.SQLite(t, queries.Schema()))
	tam, lan := s.by(t, "tam"), s.by(t, "lan")
	const page, move = "/van-ban/1", "/van-ban/1/chuyen"
	if status, body := tam.send(t, "/van-ban/1/ban-sua", "ke-hoach.docx", s.edited(t, "<w:body>", "<w:body>"+dated("31/02/2024")+dated("30/02/2024"))); status != 303 {
		t.Fatal(status, body)
	}
	tam.is(t, 303, "", move, "den", archive.ContentChecked)
	var names []string
	for _, m := range regexp.MustCompile(`name="(bo-qua-[^"]+)"`).FindAllStringSubmatch(lan.is(t, 200, "", page), -1) {
		if name := html.UnescapeString(m[1]); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	isDate := func(name string) bool { return strings.HasPrefix(name, "bo-qua-DATE-VALID@") }
	left := slices.IndexFunc(names, isDate)
	if left < 0 || !slices.ContainsFunc(names[left+1:], isDate) {
		t.Fatalf("fields %q", names)
	}
	reasons := []string{"den", archive.FormChecked}
	for i, name := range names {
		if i != left {
			reasons = append(reasons, name, "theo văn bản gốc")
		}
	}
	lan.is(t, 422, "còn lỗi", move, reasons...)
	lan.is(t, 303, "", move, append(reasons, names[left], "theo văn bản gốc")...)
	var passed int
	if err := s.d.Reader.Get(&passed, `SELECT count(*) FROM waivers WHERE rule LIKE 'DATE-VALID@%'`); err != nil || passed != 2 {
		t.Errorf("%d of 2 written down (%v)", passed, err)
	}
}
