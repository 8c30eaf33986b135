package portal

import (
	"context"
	"flag"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/sample"
	"vanthu/queries"
	"vanthu/templates"
)

var (
	update  = flag.Bool("update", false, "write anew what the pages look like and say")
	onePage = flag.String("page", "", "of every page only those whose name begins so")
)

// chrome opens a browser.
func chrome(t *testing.T) context.Context {
	t.Helper()
	for _, path := range []string{os.Getenv("VANTHU_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"} {
		if _, err := os.Stat(path); err != nil || path == "" {
			continue
		}
		ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()))...)
		t.Cleanup(cancel)
		ctx, cancel = chromedp.NewContext(ctx)
		t.Cleanup(cancel)
		ctx, cancel = context.WithTimeout(ctx, 10*time.Minute)
		t.Cleanup(cancel)
		return ctx
	}
	t.Fatal("no Chromium: .ci/setup installs it, or set VANTHU_CHROMIUM")
	return nil
}

// axe is the script of axe-core, which .ci/setup keeps.
func axe(t *testing.T) string {
	t.Helper()
	path := os.Getenv("VANTHU_AXE")
	if path == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		path = filepath.Join(cache, "vanthu-test", "axe.min.js")
	}
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("no axe-core: .ci/setup installs it, or set VANTHU_AXE: %v", err)
	}
	return string(script)
}

// office is a portal over the sample province for whoever works at this machine, with the
// plan of 2024 as document 1.
func office(t *testing.T) *house { return officeOn(t, dbtest.SQLite(t, queries.Schema())) }

func officeOn(t testing.TB, d *db.DB) *house {
	t.Helper()
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	m := officetest.Shipped(t, d, templates.FS())
	m.By = "máy"
	plan, err := jobs.LoadPlan(templates.FS())
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, k := range m.Catalog.Kinds() {
		kinds[k.Slug] = k.Name
	}
	var s *house
	service, err := jobs.New(t.Context(), jobs.Config{Maker: m, Plan: plan, Now: func() time.Time { return s.clock() }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { service.Stop(context.Background()) })
	s = open(t, d, Config{Local: true, As: "minh", Papers: outgoing.Of(m), Plan: plan, Jobs: service, Kinds: kinds, Backups: t.TempDir(), Settings: []Setting{{"listen", "127.0.0.1:8030", "địa chỉ của trang"}}})
	m.Now = s.clock
	for _, req := range []making.Request{{Kind: "ke-hoach", Params: map[string]string{"nam": "2024"}}, {Kind: "don-doc", Params: map[string]string{"nam": "2024", "ky": "2024-11"}},
		{Kind: "quyet-dinh-khen-thuong", Params: map[string]string{"nam": "2024", "dot": "tong-ket"}}} {
		made, err := m.Make(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Keep(t.Context(), made, nil); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// maxWeight is what a page may weigh with its style sheet and script, without the pictures of
// a document's pages.
const maxWeight = 200 << 10

// everyPage names the pages that are there without anything done before.
var everyPage = []struct{ name, path string }{
	{"tong-quan", "/?nam=2024"}, {"van-ban", "/van-ban?nam=2024"}, {"mot-van-ban", "/van-ban/1"}, {"mot-trang", "/van-ban/1/ban/1/xem/1"}, {"nguon", "/van-ban/1/nguon?so=2024"}, {"tao-van-ban", "/tao"}, {"tham-so", "/tao/quyet-dinh-khen-thuong?nam=2024"},
	{"lich", "/lich"}, {"lich-mot", "/lich/ke-hoach-nam"}, {"so-lieu", "/so-lieu?nam=2024"}, {"don-vi", "/so-lieu/dong-xoai?nam=2024"}, {"khen-thuong", "/khen-thuong?nam=2024&dot=tong-ket"}, {"khen-thuong-nam", "/khen-thuong/nam?nam=2024"}, {"so-van-ban-di", "/so-di"},
	{"phap-ly", "/phap-ly"}, {"mau", "/mau"}, {"mau-mot", "/mau/ke-hoach"}, {"huong-dan", "/huong-dan"}, {"nhat-ky", "/nhat-ky"}, {"nguoi-dung", "/nguoi-dung"}, {"khoa-api", "/khoa-api"}, {"dang-nhap", "/dang-nhap"}, {"mat-khau", "/mat-khau"}, {"khong-co", "/gi-do"},
	{"mau-ban", "/mau/ke-hoach/mau.docx/ban/0"},
	{"quan-tri", "/quan-tri?nam=2024"}, {"quan-tri-nam", "/quan-tri/nam?nam=2024"}, {"quan-tri-co-quan-khac", "/quan-tri/co-quan-khac"}, {"quan-tri-don-vi", "/quan-tri/don-vi?tim=loc+ninh"}, {"quan-tri-so", "/quan-tri/so"}, {"quan-tri-nguoi-ky", "/quan-tri/nguoi-ky"}, {"quan-tri-noi-nhan", "/quan-tri/noi-nhan?kieu=ke-hoach"}, {"quan-tri-lich-nghi", "/quan-tri/lich-nghi?nam=2026"}, {"quan-tri-sao-luu", "/quan-tri/sao-luu"},
	{"thuyet-minh", "/thuyet-minh?nam=2025"}, {"muc-thuyet-minh", "/thuyet-minh/uu-diem?nam=2025"}, {"phap-ly-mot", "/phap-ly/mot?ma=98/2023/N%C4%90-CP"},
}

// Every page: no serious fault for people who hear or who use keys, nothing from elsewhere,
// no wider than a telephone, light.
func TestEveryPage(t *testing.T) {
	s, start, ctx, script := office(t), atStart(t), chrome(t), axe(t)
	b := s.browser(t)
	_, making, _ := b.ask(t, "/tao/quyet-dinh-khen-thuong", "nam", "2024", "dot", "ngay-hoi", "ngay", "2024-08-20")
	ended(t, b, making)
	eval := func(js string) string {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](js))
		if err != nil {
			t.Fatal(js[:min(len(js), 80)], err)
		}
		return got
	}
	for _, page := range append(everyPage, struct{ name, path string }{"xem-truoc", making}, struct{ name, path string }{"dung-co-quan", start.URL + "/quan-tri/dung/4"}) {
		if !strings.HasPrefix(page.name, *onePage) {
			continue
		}
		from, path := s, page.path
		if strings.HasPrefix(path, start.URL) {
			from, path = start, strings.TrimPrefix(path, start.URL)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1100, 760), chromedp.Navigate(from.URL+path)); err != nil {
			t.Fatal(page.path, err)
		}
		if *update {
			for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
				if eval(`String([...document.images].every(i => i.complete || i.getBoundingClientRect().top > innerHeight))`) == "true" {
					break
				}
			}
			picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
			if err == nil {
				err = os.WriteFile(filepath.Join("testdata", "screens", page.name+".png"), picture, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		eval(script + `; axe.run(document, {resultTypes: ["violations"]}).then(r => { window.axeSaid = "ended " + r.violations.filter(v => v.impact === "serious" || v.impact === "critical")
			.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(" | ")).join("\n") }); ""`)
		said := ""
		for deadline := time.Now().Add(2 * time.Minute); said == "" && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
			said = eval(`window.axeSaid || ""`)
		}
		if said != "ended " {
			t.Errorf("%s: %s", page.path, said)
		}
		if outside := eval(`performance.getEntriesByType("resource").map(r => r.name).filter(n => !n.startsWith(location.origin) && !n.startsWith("data:")).join(" ")`); outside != "" {
			t.Errorf("%s asks elsewhere: %s", page.path, outside)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 800)); err != nil {
			t.Fatal(err)
		}
		if *pictures != "" {
			shoot(t, ctx, page.name+"-390")
		}
		if eval(`String(document.documentElement.scrollWidth > innerWidth)`) == "true" {
			t.Errorf("%s scrolls sideways on a telephone", page.path)
		}
		if wide := eval(`[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".wide, .pages, .unseen, .skip, thead")).map(e => e.outerHTML.slice(0, 120)).slice(0, 3).join("\n")`); wide != "" {
			t.Errorf("%s is wider than a telephone: %s", page.path, wide)
		}
		if n := from.weight(t, b, path); n > maxWeight {
			t.Errorf("%s weighs %d KB", page.path, n>>10)
		}
	}
}

// weight is how many bytes a page is with what it names.
func (s *house) weight(t *testing.T, b *browser, path string) (n int) {
	t.Helper()
	for _, one := range []string{path, "/style.css", "/portal.js"} {
		resp, err := b.Get(s.URL + one)
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		n += len(data)
	}
	return n
}

// With keys alone: past the menu to the text, what is looked for as it is typed, and from a
// figure in a page to where it comes from.
func TestKeysAndScript(t *testing.T) {
	s, ctx := office(t), chrome(t)
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	eval := func(js string) string {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](js))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	wait := func(js, want string) {
		t.Helper()
		got := ""
		for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
			if got = eval(js); strings.Contains(got, want) {
				return
			}
		}
		t.Fatalf("%s is %q, want %q", js, got, want)
	}
	do(chromedp.EmulateViewport(1200, 800), chromedp.Navigate(s.URL+"/van-ban?nam=2024"), chromedp.KeyEvent("\t"))
	wait(`document.activeElement.className`, "skip")
	do(chromedp.KeyEvent("\r"))
	wait(`location.hash`, "#noi-dung")
	eval(`document.getElementById("tim").focus(); ""`)
	do(chromedp.KeyEvent("quyet dinh"))
	wait(`(document.querySelector("#ket-qua tbody")?.innerText ?? "") + location.search`, "tim=quyet+dinh")
	if got := eval(`document.querySelector("#ket-qua tbody").innerText`); strings.Contains(got, "Kế hoạch") || !strings.Contains(got, "Quyết định") {
		t.Error("the results are not those of the text:", got)
	}
	do(chromedp.Navigate(s.URL + "/van-ban/1/ban/1/xem/1"))
	eval(`document.querySelector(".leaf a").focus(); ""`)
	named := strings.TrimPrefix(eval(`document.activeElement.getAttribute("aria-label")`), "Nguồn của ")
	do(chromedp.KeyEvent("\r"))
	wait(`location.pathname + " " + (document.querySelector("tbody th")?.innerText ?? "")`, "/van-ban/1/nguon "+named)
	do(chromedp.Navigate(s.URL + "/tao/ke-hoach?nam=2024"))
	eval(`document.querySelector(".ask button").click(); ""`)
	wait(`document.body?.innerText ?? ""`, "Lưu vào kho")
}
