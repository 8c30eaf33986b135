package portal

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/people"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

var pictures = flag.String("pictures", "", "folder for the pictures of the browser test")

const evil = `<script>alert(1)</script>" onmouseover="x`

func keep(t testing.TB, d *db.DB, m *archive.Made) {
	t.Helper()
	set, err := dataset.ParseJSON(strings.NewReader(`{"nam":2024}`))
	if err != nil {
		t.Fatal(err)
	}
	m.Data, m.Day, m.By, m.At = cmp.Or(m.Data, set), "2024-12-20", "lan", time.Date(2024, 12, 20, 1, 30, 0, 0, time.UTC)
	m.Source = archive.Source{Template: strings.Repeat("ab", 32), Queries: strings.Repeat("cd", 32), Fonts: strings.Repeat("ef", 32), Program: "v0.1"}
	err = d.Write(t.Context(), func(tx *sqlx.Tx) error {
		_, err := archive.Keep(t.Context(), tx, m)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// filled is an archive with a plan of two versions, a decision with findings and a
// document whose every text is hostile.
func filled(t testing.TB, d *db.DB) {
	t.Helper()
	ke := func(text string) *archive.Made {
		return &archive.Made{Key: archive.Key{Kind: "ke-hoach", Period: "2024", Agency: "ubnd-tinh"}, Year: 2024, Name: "Kế hoạch phát động 2024",
			Title: "Kế hoạch Phát động phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2024", Sample: true, Pages: 4, Params: map[string]string{"nam": "2024"},
			Files: []archive.File{{Format: "docx", Data: []byte("docx " + text)}, {Format: "pdf", Data: []byte("%PDF " + text)}}}
	}
	keep(t, d, ke("one"))
	keep(t, d, ke("two"))
	keep(t, d, &archive.Made{Key: archive.Key{Kind: "quyet-dinh-khen-thuong", Period: "2024-tong-ket", Agency: "ubnd-tinh", Round: "tong-ket"}, Year: 2024,
		Name: "QD-khen-thuong-2024-tong-ket", Title: "Quyết định tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", Sample: true, Pages: 9, Rows: 105,
		Files: []archive.File{{Format: "docx", Data: []byte("d")}, {Format: "pdf", Data: []byte("p")}, {Format: "xlsx", Data: bytes.Repeat([]byte("x"), 1_234_567)}},
		Findings: []archive.Finding{
			{Rule: "COUNT", Severity: "sai", Place: "đoạn 12", Message: "Điều 1 ghi 39 tập thể, danh sách kèm theo có 40.", Clause: "NĐ 30/2020, Đ.10"},
			{Rule: "EMPTY", Severity: "cảnh báo", Place: "thân văn bản, bảng 2, hàng 5, ô 3, đoạn 1", Message: "Chỗ này để trống: {chuc_vu}."}}})
	keep(t, d, &archive.Made{Key: archive.Key{Kind: evil, Period: evil, Agency: evil, Unit: evil, Round: evil}, Year: 2023, Name: evil, Title: evil,
		Params: map[string]string{evil: evil}, Files: []archive.File{{Format: "docx", Data: []byte("e")}},
		Findings: []archive.Finding{{Rule: evil, Severity: "sai", Place: evil, Message: evil, Clause: evil}}})
}

// Readers see names where documents carry codes, and are led to the version to open now.
func TestPapersInThePortal(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		keep(t, d, &archive.Made{Key: archive.Key{Kind: "quyet-dinh-khen-thuong", Period: "2024", Agency: "ubnd-tinh", Round: "tong-ket", Unit: "dong-xoai"}, Year: 2024,
			Name: "QD", Title: "Quyết định", Files: []archive.File{{Format: "docx", Data: []byte("một")}, {Format: "pdf", Data: []byte("%PDF một")}, {Format: "xlsx", Data: []byte("x")}}})
		by := &people.User{Name: "minh", Grants: []people.Grant{{Role: people.Admin}}}
		at := time.Date(2024, 12, 20, 1, 30, 0, 0, time.UTC)
		step := func(state string) {
			t.Helper()
			s := archive.Step{By: by, To: state, At: at}
			if state == archive.Submitted {
				s.Copy = &archive.Copy{From: 1, Files: []archive.File{{Format: "docx", Data: []byte("trình")}, {Format: "pdf", Data: []byte("%PDF trình")}}}
			}
			if err := d.Write(t.Context(), func(tx *sqlx.Tx) error { return archive.Move(t.Context(), tx, 1, s) }); err != nil {
				t.Fatal(err)
			}
		}
		s := serve(t, d)
		shows := func(path string, want ...string) {
			t.Helper()
			_, body := get(t, s.URL+path)
			for _, w := range want {
				if !strings.Contains(body, w) {
					t.Errorf("%s lacks %q:\n%s", path, w, body)
				}
			}
		}
		shows("/van-ban", "đợt Tổng kết phong trào", "Thành phố Đồng Xoài", "/ban/1/QD.pdf")
		shows("/van-ban/1", "Ủy ban nhân dân tỉnh Bình Phước", "đợt Tổng kết phong trào", "Thành phố Đồng Xoài", "Quyết định khen thưởng", "Bản để mở</dt><dd>1<")
		for _, state := range []string{archive.ContentChecked, archive.FormChecked, archive.Submitted} {
			step(state)
		}
		shows("/van-ban", "/ban/2/QD.pdf", "/ban/2/QD.docx", "/ban/1/QD.xlsx", "trình ký")
		if _, body := get(t, s.URL+"/van-ban"); strings.Contains(body, "/ban/1/QD.pdf") {
			t.Error("the list offers the draft where the copy for signature is there")
		}
		step(archive.Signed)
		err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
			_, err := archive.Issue(t.Context(), tx, archive.Entry{Document: 1, By: by, Number: "161", Day: "2024-12-25", At: at.AddDate(0, 0, 7)}, func(n *archive.Number) (*archive.Copy, error) {
				n.Symbol = "161/QĐ-UBND"
				return &archive.Copy{From: 2, Files: []archive.File{{Format: "pdf", Data: []byte("%PDF số")}}}, nil
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		shows("/van-ban", "/ban/3/QD.pdf", "số 161/QĐ-UBND")
		step(archive.Sealed)
		err = d.Write(t.Context(), func(tx *sqlx.Tx) error {
			_, err := archive.TakeIn(t.Context(), tx, 1, archive.Upload{By: by, At: at, Origin: "signed", Copy: archive.Copy{From: 3, Files: []archive.File{{Format: "pdf", Data: []byte("%PDF ký")}}}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		step(archive.Issued)
		err = d.Write(t.Context(), func(tx *sqlx.Tx) error {
			return archive.Relate(t.Context(), tx, by, archive.Link{Document: 1, Relation: archive.Corrects, Symbol: "9/UBND-NC ngày 02/01/2025", Comment: "chính tả", At: at})
		})
		if err != nil {
			t.Fatal(err)
		}
		shows("/van-ban", "/ban/4/QD.pdf", "đã phát hành")
		// Saved, a file to open has the document's own name, as on the shelf, also the annex
		// that only the first version brought.
		for file, want := range map[string]string{"4/QD.pdf": "QD.pdf", "3/QD.pdf": "QD-ban-3.pdf", "2/QD.docx": "QD.docx",
			"1/QD.docx": "QD-ban-1.docx", "1/QD.xlsx": "QD.xlsx", "1/QD.json": "QD.json"} {
			if resp, _ := get(t, s.URL+"/van-ban/1/ban/"+file); !strings.HasSuffix(resp.Header.Get("Content-Disposition"), `; filename="`+want+`"`) {
				t.Errorf("%s is saved as %q, want %s", file, resp.Header.Get("Content-Disposition"), want)
			}
		}
		shows("/van-ban/1", "Bản để mở</dt><dd>4<", "161/QĐ-UBND, ngày 25/12/2024", "Được đính chính bởi 9/UBND-NC ngày 02/01/2025")
	})
}

func serve(t testing.TB, d *db.DB) *httptest.Server {
	t.Helper()
	plan, err := jobs.LoadPlan(fstest.MapFS{jobs.PlanFile: {Data: []byte(`jobs: {bao-cao: {title: Báo cáo tháng, kinds: [bao-cao], cron: "0 7 1 * *", period: "{nam}-{thang}"}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	h, err := New(Config{DB: d, Plan: plan, Kinds: map[string]string{"quyet-dinh-khen-thuong": "Quyết định khen thưởng"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Local: true})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func get(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestPages(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := serve(t, d)
		if _, body := get(t, s.URL+"/van-ban"); !strings.Contains(body, "Chưa có văn bản nào") || strings.Contains(body, "SỐ LIỆU MẪU") {
			t.Errorf("empty archive:\n%s", body)
		}
		filled(t, d)
		for path, want := range map[string][]string{
			"/van-ban": {"Văn bản năm 2024", "SỐ LIỆU MẪU", "1 sai", "1 cảnh báo", "dự thảo", "Kế hoạch Phát động", ">Excel<small> 1,2 MB</small>", `href="/van-ban?nam=2023"`,
				"/van-ban/1/ban/2/K%E1%BA%BF%20ho%E1%BA%A1ch%20ph%C3%A1t%20%C4%91%E1%BB%99ng%202024.pdf", "đợt tong-ket"},
			"/van-ban/1": {"Bản 2 <span", "Bản 1 <small>chương trình lập", "<dt>nam</dt><dd>2024</dd>", "20/12/2024 08:30", "abababababab", "Không phát hiện", "Số liệu (JSON)"},
			"/van-ban/2": {"Điều 1 ghi 39 tập thể", "chưa được trình ký", "NĐ 30/2020, Đ.10", "105"},
			"/lich":      {"Báo cáo tháng"}, "/nam/1999": {"Chưa có văn bản nào"},
		} {
			resp, body := get(t, s.URL+path)
			if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/html; charset=utf-8" {
				t.Errorf("%s: %s", path, resp.Status)
			}
			for _, w := range want {
				if !strings.Contains(body, w) {
					t.Errorf("%s lacks %q:\n%s", path, w, body)
				}
			}
		}
		for _, path := range []string{"/nam/2023", "/van-ban/3"} {
			if _, body := get(t, s.URL+path); strings.Contains(body, "<script>") || strings.Contains(body, `" onmouseover`) || !strings.Contains(body, "&lt;script&gt;") {
				t.Errorf("%s is not escaped:\n%s", path, body)
			}
		}
		for path, status := range map[string]int{
			"/van-ban/99": 404, "/van-ban/x": 404, "/nam/x": 404, "/nothing": 404, "/van-ban/1/ban/2/other.pdf": 404,
			"/van-ban/1/ban/9/K%E1%BA%BF%20ho%E1%BA%A1ch%20ph%C3%A1t%20%C4%91%E1%BB%99ng%202024.pdf": 404, "/healthz": 200, "/readyz": 200, "/style.css": 200,
		} {
			if resp, _ := get(t, s.URL+path); resp.StatusCode != status {
				t.Errorf("%s: %s, want %d", path, resp.Status, status)
			}
		}
	})
}

// TestTroublesInThePortal: what somebody has to look at stands on the first page, every other
// page leads there, and the schedules tell the reason, until it is over.
func TestTroublesInThePortal(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := serve(t, d)
		pages := map[string]string{"/": "Việc bao-cao đang bị giữ lại", "/van-ban": "1 điểm cần xử lý", "/lich": "1 điểm cần xử lý"}
		for path, told := range pages {
			if _, body := get(t, s.URL+path); strings.Contains(body, told) {
				t.Errorf("%s tells of nothing: %q", path, told)
			}
		}
		const reason = "mau.docx: không có {ten_don_vj}"
		d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO schedules (job, cron, next_at, held, seen_at) VALUES ('bao-cao', '0 7 1 * *', ?, ?, ?)`),
			time.Now().Add(-time.Hour).UTC(), reason, time.Now().UTC())
		d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO alerts (subject, message, recipients, since) VALUES ('held bao-cao', ?, 'quan-tri', ?)`),
			"Việc bao-cao đang bị giữ lại: "+reason, time.Now().UTC())
		for path, told := range pages {
			if _, body := get(t, s.URL+path); !strings.Contains(body, told) {
				t.Errorf("%s lacks %q:\n%s", path, told, body)
			}
		}
		if _, body := get(t, s.URL+"/lich"); !strings.Contains(body, "đang bị giữ lại</span>") {
			t.Errorf("the schedules do not say that the job is held:\n%s", body)
		}
		if _, body := get(t, s.URL+"/lich/bao-cao"); !strings.Contains(body, reason) || !strings.Contains(body, "đến hạn ") {
			t.Errorf("the schedules do not say why:\n%s", body)
		}
		if _, body := get(t, s.URL+"/readyz"); !strings.Contains(body, "degraded") || !strings.Contains(body, reason) {
			t.Errorf("readyz: %s", body)
		}
		d.Writer.MustExec(d.Writer.Rebind(`UPDATE alerts SET ended_at = ?`), time.Now().UTC())
		for path, told := range pages {
			if _, body := get(t, s.URL+path); strings.Contains(body, told) {
				t.Errorf("it is over, yet %s tells of it", path)
			}
		}
	})
}

func TestDownload(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s := serve(t, d)
	filled(t, d)
	const name = "K%E1%BA%BF%20ho%E1%BA%A1ch%20ph%C3%A1t%20%C4%91%E1%BB%99ng%202024"
	for _, c := range []struct{ path, body, mime, disposition string }{
		{"/van-ban/1/ban/2/" + name + ".docx", "docx two", mediaTypes["docx"], `attachment; filename="Ke hoach phat dong 2024.docx"; filename*=utf-8''` + name + `.docx`},
		{"/van-ban/1/ban/1/" + name + ".pdf", "%PDF one", "application/pdf", `inline; filename="Ke hoach phat dong 2024-ban-1.pdf"; filename*=utf-8''` + name + `-ban-1.pdf`},
		{"/van-ban/1/ban/2/" + name + ".json", `{"nam":2024}`, "application/json", `attachment; filename="Ke hoach phat dong 2024.json"; filename*=utf-8''` + name + `.json`},
		{"/van-ban/2/ban/1/QD-khen-thuong-2024-tong-ket.pdf", "p", "application/pdf", `inline; filename="QD-khen-thuong-2024-tong-ket.pdf"`},
	} {
		resp, body := get(t, s.URL+c.path)
		if resp.StatusCode != 200 || body != c.body || resp.Header.Get("Content-Type") != c.mime || resp.Header.Get("Content-Disposition") != c.disposition {
			t.Errorf("%s: %s %q\n%s\n%s", c.path, resp.Status, body, resp.Header.Get("Content-Type"), resp.Header.Get("Content-Disposition"))
		}
		if again, _ := get(t, s.URL+c.path, "If-None-Match", resp.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %s", c.path, again.Status)
		}
	}
}

func TestGuard(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s := serve(t, d)
	resp, body := get(t, s.URL+"/")
	for _, h := range []string{"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"} {
		if resp.Header.Get(h) == "" {
			t.Errorf("no %s", h)
		}
	}
	for _, outside := range []string{"http://", "https://", "<script>", "style=\"", "//"} {
		if strings.Contains(body, outside) {
			t.Errorf("the page holds %q", outside)
		}
	}
	if resp, _ := get(t, s.URL+"/", "Host", "evil.example:8030"); resp.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("foreign host: %s", resp.Status)
	}
	for host, want := range map[string]bool{"localhost:80": true, "127.0.0.1": true, "[::1]:80": true, "127.0.0.1.evil.example": false, "": false, "10.0.0.1": false} {
		if isLocal(host) != want {
			t.Errorf("isLocal(%q) = %v", host, !want)
		}
	}
	post, err := http.Post(s.URL+"/", "text/plain", nil)
	if err != nil {
		t.Fatal(err)
	}
	post.Body.Close()
	if post.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %s", post.Status)
	}
	d.Close() // the database is gone
	if resp, body := get(t, s.URL+"/"); resp.StatusCode != 500 || !strings.Contains(body, "Thử lại sau") || strings.Contains(body, "sql") {
		t.Errorf("without database: %s\n%s", resp.Status, body)
	}
	if resp, _ := get(t, s.URL+"/readyz"); resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("readyz without database: %s", resp.Status)
	}
}

// TestBrowser looks at the pages in Chromium, as a secretary does.
func TestBrowser(t *testing.T) {
	binary := ""
	for _, path := range []string{os.Getenv("VANTHU_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"} {
		if _, err := os.Stat(path); err == nil && path != "" {
			binary = path
			break
		}
	}
	if binary == "" {
		t.Fatal("no Chromium: .ci/setup installs it, or set VANTHU_CHROMIUM")
	}
	d := dbtest.SQLite(t, queries.Schema())
	s := serve(t, d)
	filled(t, d)

	ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(binary), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.UserDataDir(t.TempDir()))...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 60*time.Second)
	defer cancel()

	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	text := func(selector string) string {
		t.Helper()
		s, err := chromedp.Run(ctx, chromedp.Text(selector))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	do(chromedp.EmulateViewport(1200, 800), chromedp.Navigate(s.URL+"/van-ban"))
	if got := text(".sample"); !strings.Contains(got, "SỐ LIỆU MẪU") {
		t.Errorf("banner %q", got)
	}
	if got := text("tbody"); !strings.Contains(got, "dự thảo") || !strings.Contains(got, "Quyết định tặng Bằng khen") {
		t.Errorf("table %q", got)
	}
	shoot(t, ctx, "list")
	do(chromedp.Click(`tbody a[href="/van-ban/2"]`), chromedp.Query("table.findings", chromedp.NodeVisible))
	if got := text("h1"); got != "Quyết định tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh" {
		t.Errorf("title %q", got)
	}
	shoot(t, ctx, "document")
	// The style sheet is in force: the policy of the page lets it in.
	color, err := chromedp.Run(ctx, chromedp.Evaluate[string](`getComputedStyle(document.querySelector(".mark.wrong")).backgroundColor`))
	if err != nil || color != "rgb(251, 225, 225)" {
		t.Errorf("color %q, %v", color, err)
	}
	// On a telephone nothing sticks out.
	do(chromedp.EmulateViewport(390, 800), chromedp.Navigate(s.URL+"/nam/2024"))
	isWider, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`))
	if err != nil || isWider {
		t.Errorf("the page is wider than a telephone (%v)", err)
	}
	shoot(t, ctx, "narrow")
}

func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
		t.Errorf("picture %s: %v", name, err)
	}
	if *pictures != "" {
		if err := os.WriteFile(filepath.Join(*pictures, name+".png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNamesOfFiles: a file is saved under the name that a clerk would give it, in plain
// letters for old readers and as it is.
func TestNamesOfFiles(t *testing.T) {
	n := &names{units: map[string]string{"tinh.so-xay-dung": "sở Xây dựng", "x": "Trường A/B"}}
	for _, c := range []struct{ name, unit, want, header string }{
		{"CV-don-doc-2024-11-tinh.so-xay-dung", "tinh.so-xay-dung", "CV-don-doc-2024-11 Sở Xây dựng", `attachment; filename="CV-don-doc-2024-11 So Xay dung.docx"; filename*=utf-8''CV-don-doc-2024-11%20S%E1%BB%9F%20X%C3%A2y%20d%E1%BB%B1ng.docx`},
		{"KH-2024", "", "KH-2024", `attachment; filename="KH-2024.docx"`},
		{"Mau-KH-2024-x", "x", "Mau-KH-2024 Trường A-B", ""},
		{"CV-don-doc-2024-11-het", "het", "CV-don-doc-2024-11-het", ""},
	} {
		got := n.File(archive.Document{Name: c.name, Key: archive.Key{Unit: c.unit}})
		if got != c.want {
			t.Errorf("%s is saved as %q, want %q", c.name, got, c.want)
		}
		if header := contentDisposition(attachment, got+".docx"); c.header != "" && header != c.header {
			t.Errorf("%s: %s, want %s", got, header, c.header)
		}
	}
}
