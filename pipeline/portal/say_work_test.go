package portal

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
	"vanthu/templates"
)

// noticesOf are what a page tells of the last act.
func noticesOf(page string) (list []string) {
	for _, m := range notices.FindAllStringSubmatch(page, -1) {
		list = append(list, html.UnescapeString(m[1]))
	}
	return list
}

// What an office says of what it makes, of its runs, and of each file that a person sends.
func TestWorkSays(t *testing.T) {
	s := atWork(t, dbtest.SQLite(t, queries.Schema()))
	s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
	by := map[string]*browser{"tam": s.by(t, "tam"), "lan": s.by(t, "lan"), "dv": s.by(t, "dv"), "minh": s.admin(t, "minh")}
	t.Run("runs", func(t *testing.T) { s.runsSay(t, by["tam"]) })
	t.Run("making", func(t *testing.T) { s.makingSays(t, by) })
	t.Run("files", func(t *testing.T) { s.filesAnswer(t, by) })
}

func (s *house) filesAnswer(t *testing.T, by map[string]*browser) {
	sheet, err := fs.ReadFile(templates.FS(), "quyet-dinh-khen-thuong/danh-sach.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"moi.docx": rewritten(t, "KẾ HOẠCH", "BẢN KẾ HOẠCH"), "thieu.docx": rewritten(t, "KẾ HOẠCH", "KẾ HOẠCH {khong_co_ten}"), "mat.docx": rewritten(t, "KẾ HOẠCH", "TUYỆT MẬT"), "hong.docx": []byte("no zip"), "bang.xlsx": sheet, "hong.xlsx": []byte("no zip"), "x.pdf": []byte("%PDF"),
		"sua.docx": s.edited(t, "MỤC ĐÍCH", "MỤC ĐÍCH CHUNG"), "dung.xlsx": filledBook(t, s.d, "dong-xoai", 12, 340, 0, 0, 0, 0, 0), "sai.xlsx": filledBook(t, s.d, "dong-xoai", "nhiều lắm", 5), "kia.xlsx": filledBook(t, s.d, "loc-ninh", 12, 340, 0, 0, 0, 0, 0),
	}
	const kind, data, paper = "/mau/ke-hoach", "/so-lieu?nam=2024", "/van-ban/1/ban-sua"
	var b strings.Builder
	for _, c := range []struct{ who, path, file, form string }{
		{"tam", kind, "moi.docx", "mau=mau.docx"}, {"lan", kind, "moi.docx", "mau=khac.docx"}, {"lan", kind, "x.pdf", "mau=mau.docx"}, {"lan", kind, "hong.docx", "mau=mau.docx"}, {"lan", kind, "thieu.docx", "mau=mau.docx"}, {"lan", kind, "mat.docx", "mau=mau.docx"},
		{"lan", kind, "moi.docx", "mau=mau.docx&ghi-chu=Đổi tên"}, {"lan", kind, "moi.docx", "mau=mau.docx"}, {"lan", "/mau/quyet-dinh-khen-thuong", "bang.xlsx", "mau=danh-sach.xlsx"}, {"lan", "/mau/quyet-dinh-khen-thuong", "hong.xlsx", "mau=danh-sach.xlsx"},
		{"dv", data, "", ""}, {"dv", data, "dung.xlsx", "ngay=mai"}, {"dv", data, "dung.xlsx", "loai=ke_hoach&so=12/KH-UBND"}, {"dv", data, "dung.xlsx", "loai=ke_hoach&ngay=20/11/2024"}, {"dv", data, "sai.xlsx", ""}, {"dv", data, "kia.xlsx", ""}, {"dv", data, "hong.xlsx", ""},
		{"dv", data, "dung.xlsx", "loai=ke_hoach&so=12/KH-UBND&ngay=20/11/2024"}, {"tam", data, "dung.xlsx", ""}, {"tam", "/so-lieu?nam=hai", "dung.xlsx", ""},
		{"lan", paper, "sua.docx", ""}, {"tam", paper, "x.pdf", ""}, {"tam", paper, "hong.docx", ""}, {"tam", paper, "sua.docx", ""}, {"tam", "/van-ban/1/ban-ky", "x.pdf", ""}, {"dv", paper, "sua.docx", ""}, {"tam", "/van-ban/99/ban-sua", "sua.docx", ""},
	} {
		var fields []string
		for pair := range strings.SplitSeq(c.form, "&") {
			if name, value, ok := strings.Cut(pair, "="); ok {
				fields = append(fields, name, value)
			}
		}
		var status int
		var page string
		if c.file == "" {
			status, _, page = by[c.who].ask(t, c.path, "x", "y")
		} else {
			status, page = by[c.who].sendForm(t, c.path, c.file, files[c.file], fields...)
		}
		to := ""
		if status == 303 {
			to, _, _ = strings.Cut(page, "\n")
		}
		fmt.Fprintf(&b, "%s %s %s %s\n\t%d %s\n", c.who, c.path, c.file, c.form, status, to)
		list := noticesOf(page)
		if list == nil {
			list = strings.SplitN(said(page), "\n", 3)[:2]
		}
		fmt.Fprintf(&b, "\t%s\n", strings.Join(list, "\n\t"))
		if name := regexp.MustCompile(`<h2 class="name">([^<]*)`).FindStringSubmatch(page); name != nil {
			fmt.Fprintf(&b, "\tTệp: %s\n", name[1])
		}
		for _, fault := range regexp.MustCompile(`<tr><td><span class="mark.*`).FindAllString(page, 2) {
			fmt.Fprintf(&b, "\t%s", strings.ReplaceAll(said("<main>"+fault+"</main>"), "\n", " · "))
			fmt.Fprintln(&b)
		}
	}
	golden(t, "files", drawn.ReplaceAllString(b.String(), "#"))
	for name, path := range map[string]string{"mau-hai": kind, "mau-ban-1": kind + "/mau.docx/ban/1", "mau-bang-1": "/mau/quyet-dinh-khen-thuong/danh-sach.xlsx/ban/1", "van-ban-sua": "/van-ban/1", "so-lieu-moi": "/van-ban/1/so-lieu-moi"} {
		golden(t, name, said(by["tam"].is(t, 200, "", path)))
	}
	for path, want := range map[string]string{
		kind + "/mau.docx": `attachment; filename="ke-hoach-mau.docx"`, kind + "/mau.docx/ban/1/tep": `attachment; filename="ke-hoach-mau-ban-1.docx"`, "/mau/quyet-dinh-khen-thuong/danh-sach.xlsx/ban/1/tep": `attachment; filename="quyet-dinh-khen-thuong-danh-sach-ban-1.xlsx"`,
		"/so-lieu/dong-xoai/mau.xlsx?nam=2024": `attachment; filename="So-lieu-2024-dong-xoai.xlsx"`, "/van-ban/1/ban/2/KH-phat-dong-phong-trao-2024.docx": `attachment; filename="KH-phat-dong-phong-trao-2024.docx"`, "/van-ban/1/ban/1/KH-phat-dong-phong-trao-2024.docx": `attachment; filename="KH-phat-dong-phong-trao-2024-ban-1.docx"`,
	} {
		resp, err := by["tam"].Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := resp.Header.Get("Content-Disposition"); got != want || resp.Header.Get("Content-Type") != mediaTypes[want[len(want)-5:len(want)-1]] || resp.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

// drawn are names that are drawn by lot.
var drawn = regexp.MustCompile(`[A-Z2-7]{26}`)

// makingSays goes from the form of an attempt to the archive: with one paper, several, none, one
// that is there already.
func (s *house) makingSays(t *testing.T, by map[string]*browser) {
	for _, c := range []struct {
		name, who, kind string
		params          []string
	}{
		{"lap-lai", "tam", "ke-hoach", []string{"nam", "2024"}}, {"lap-thu", "minh", "don-doc", []string{"nam", "2024", "ky", "2024-11"}}, {"lap-khong", "tam", "ke-hoach", []string{"nam", "1999", "ngay", "1999-02-05"}}, {"lap-nua", "minh", "don-doc", []string{"nam", "2024", "ky", "2024-11"}},
	} {
		if c.name == "lap-nua" {
			s.d.Writer.MustExec(`UPDATE don_vi SET ten = 'Cục Thống kê' WHERE ma = 'tinh.cuc-thong-ke-tinh'`) // one of the two letters differs now
		}
		b := by[c.who]
		_, at, _ := b.ask(t, "/tao/"+c.kind, c.params...)
		if !strings.HasPrefix(at, "/tao/viec/") {
			t.Fatalf("%s is not begun: %s", c.name, at)
		}
		text := said(ended(t, b, at))
		if c.name == "lap-lai" { // what the paper holds is not for these pages to say
			text, _, _ = strings.Cut(text, "Kết quả kiểm tra")
		}
		for _, more := range []string{"?so=2", "?so=99"} {
			_, _, page := b.ask(t, at+more)
			text += "\n" + more + "\n" + strings.Join(strings.SplitN(said(page), "\n", 5)[:4], "\n") + "\n"
		}
		_, _, steps := b.ask(t, at+"/tien-do")
		status, to, _ := b.ask(t, at+"/luu", "x", "y")
		text += fmt.Sprintf("\n%s%d %s\n", steps, status, to)
		if status == 303 {
			_, _, page := b.ask(t, to)
			text += strings.Join(noticesOf(page), "\n") + "\n"
		}
		golden(t, c.name, drawn.ReplaceAllString(text, "#"))
	}
	_, at, _ := by["tam"].ask(t, "/tao/ke-hoach", "nam", "2024")
	ended(t, by["tam"], at)
	resp, err := by["tam"].Get(s.URL + at + "/1/xem.pdf")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	page, body := get(t, s.URL+"/style.css")
	for path, tag := range map[string]string{at + "/1/trang/1": "", "/style.css": page.Header.Get("ETag"), "/portal.js": ""} {
		r, err := http.NewRequest("GET", s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		first, err := by["tam"].Do(r)
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(first.Body)
		first.Body.Close()
		if want := `"` + archive.Hash(data) + `"`; first.StatusCode != 200 || first.Header.Get("ETag") != want || tag != "" && (tag != want || string(data) != body) {
			t.Errorf("%s: %s with the tag %s, want %s", path, first.Status, first.Header.Get("ETag"), want)
		}
		r.Header.Set("If-None-Match", first.Header.Get("ETag"))
		again, err := by["tam"].Do(r)
		if err != nil {
			t.Fatal(err)
		}
		again.Body.Close()
		if again.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %s", path, again.Status)
		}
	}
	if got := resp.Header.Get("Content-Disposition"); got != `inline; filename="KH-phat-dong-phong-trao-2024-xem-truoc.pdf"` || resp.Header.Get("Content-Security-Policy") != "" {
		t.Error(got)
	}
}

// runsSay looks at the schedules and the first page with runs in each of their states.
func (s *house) runsSay(t *testing.T, tam *browser) {
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
		if err != nil {
			t.Fatal(err)
		}
		return when.UTC()
	}
	for i, c := range []struct {
		period, due, state, started, finished, err string
		documents, done                            int
		cancelled                                  bool
	}{
		{"2024-02", "2024-02-05 07:00", "done", "2024-02-05 07:00", "2024-02-05 07:01", "", 1, 1, false}, {"2024-03", "2024-03-05 07:00", "failed", "2024-03-05 07:00", "2024-03-05 07:01", "mau.docx: không có {ten}", 3, 1, false},
		{"2024-04", "2024-04-05 07:00", "cancelled", "2024-04-05 07:00", "2024-04-05 07:01", "", 3, 0, false}, {"2024-05", "2024-05-05 07:00", "queued", "", "", "", 0, 0, false}, {"2024-06", "2024-06-05 07:00", "queued", "2024-12-20 11:50", "", "", 30, 10, false},
		{"2024-07", "2024-07-05 07:00", "queued", "2024-12-20 11:59", "", "", 30, 0, true}, {"2024-03-b", "2024-03-06 07:00", "done", "2024-03-06 07:00", "2024-03-06 07:01", "", 1, 1, false}, {"2023-12", "2023-12-05 07:00", "failed", "2023-12-05 07:00", "2023-12-05 07:01", "context deadline exceeded", 1, 0, false},
		{"2024-08", "2024-08-05 07:00", "failed", "2024-08-05 07:00", "2024-08-05 07:01", "gì đó", 1, 0, false}, {"2024-09", "2024-09-05 07:00", "failed", "2024-09-05 07:00", "2024-09-05 07:01", "chưa có dòng nào", 1, 0, false},
	} {
		var started, finished, cancelled any
		if c.started != "" {
			started = at(c.started)
		}
		if c.finished != "" {
			finished = at(c.finished)
		}
		if c.cancelled {
			cancelled = s.clock()
		}
		s.d.Writer.MustExec(`INSERT INTO runs (id, job, period, kind, params, priority, time_limit, tries, due_at, queued_at, queued_by, state, documents, documents_done, attempts, started_at, finished_at, error, cancel_requested_at)
			VALUES (?, 'ke-hoach-nam', ?, 'ke-hoach', '{}', 1, 60, 3, ?, ?, 'tam', ?, ?, ?, ?, ?, ?, ?, ?)`, i+1, c.period, at(c.due), at(c.due), c.state, c.documents, c.done, i%3, started, finished, c.err, cancelled)
	}
	s.d.Writer.MustExec(`INSERT INTO schedules (job, cron, next_at, last_at, held, seen_at) VALUES ('ke-hoach-nam', '0 7 5 1 *', ?, ?, '', ?), ('hong', '30 6 20 11,12 *', ?, NULL, 'không có loại ấy', ?)`, at("2025-01-06 07:00"), at("2024-01-05 07:00"), s.clock(), at("2024-12-19 06:30"), s.clock())
	if _, to, page := tam.ask(t, "/lich/ke-hoach-nam/lan/10", "viec", "thoi"); to != "" || strings.Join(noticesOf(page), "") != "Lần chạy này vừa thay đổi: xem lại trạng thái của nó." {
		t.Error(to, noticesOf(page))
	}
	for _, path := range []string{"/lich/ke-hoach-nam/lan/11", "/lich/ke-hoach-nam/lan/x", "/lich/hong/lan/10", "/lich/khong-co/lan/10"} {
		tam.is(t, 404, "", path, "viec", "thoi")
	}
	for _, c := range []struct{ name, path string }{{"lich-chay", "/lich"}, {"lich-chay-mot", "/lich/ke-hoach-nam"}, {"lich-giu", "/lich/hong"}, {"nam-chay", "/?nam=2024"}, {"nam-truoc", "/?nam=2023"}, {"nam-sau", "/?nam=2025"}} {
		page := tam.is(t, 200, "", c.path)
		text := said(strings.ReplaceAll(page, "<tr>", "<tr >")) // all rows
		if _, lines, ok := strings.Cut(text, "Việc định kỳ trong năm"); ok {
			text = lines
		}
		golden(t, c.name, text)
	}
}

// What the questions say by which an office is set up, and what they take.
func TestSetUpSays(t *testing.T) {
	s := atStart(t)
	b := s.browser(t)
	var out bytes.Buffer
	for step := range 11 {
		status, _, page := b.ask(t, fmt.Sprintf("%s/%d", askPath, step))
		lines := strings.Split(said(page), "\n")
		fmt.Fprintf(&out, "bước %d: %d\n%s\n\n", step, status, strings.Join(lines[:min(len(lines), 20)], "\n")) // the form is that of package intake
	}
	for _, c := range []struct{ step, form string }{
		{"1", "nam=1999&loai-0=tỉnh&ten-0=Yên Hà"}, {"1", "nam=2000&loai-0=tỉnh&ten-0=Yên Hà"}, {"1", "nam=2100&loai-0=tỉnh&ten-0=Yên Hà"}, {"1", "nam=2101&loai-0=tỉnh&ten-0=Yên Hà"}, {"1", "nam=hai&loai-0=tỉnh&ten-0=Yên Hà"}, {"1", "nam=2024&loai-0=&ten-0=Yên Hà"},
		{"1", "nam=2024&loai-0=&ten-0=Yên Hà&viec=buoc-3"}, {"1", "nam=2024&loai-0=tỉnh&ten-0=Yên Hà&viec=buoc-9"}, {"1", "nam=2024&loai-0=tỉnh&ten-0=Yên Hà&viec=buoc-10"}, {"1", "nam=2024&loai-0=tỉnh&ten-0=Yên Hà&viec=buoc-0"}, {"3", "ten-0=Xã Một&loai-0=Xã&viec=them-dong"}, {"3", "ten-0=Xã Một&loai-0=Xã&ten-5=Xã Sáu&loai-5=Xã&so-dong=6"}, {"3", "ten-0=Xã Một&loai-0=không có"}, {"9", "viec=dung"},
	} {
		var form []string
		for pair := range strings.SplitSeq(c.form, "&") {
			name, value, _ := strings.Cut(pair, "=")
			form = append(form, name, value)
		}
		status, to, page := b.ask(t, askPath+"/"+c.step, form...)
		fmt.Fprintf(&out, "%s %s\n\t%d %s\n", c.step, c.form, status, to)
		for _, line := range append(noticesOf(page), regexp.MustCompile(`<small class="wrong-field"[^>]*>[^<]*`).FindAllString(page, -1)...) {
			fmt.Fprintf(&out, "\t%s\n", html.UnescapeString(anyTag.ReplaceAllString(line, "")))
		}
	}
	_, _, page := b.ask(t, askPath+"/3")
	fmt.Fprintf(&out, "\nbước 3 sau đó\n%s", said(page))
	golden(t, "questions", out.String())
}
