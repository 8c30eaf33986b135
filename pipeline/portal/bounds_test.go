package portal

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/outgoing"
	"vanthu/queries"
)

// What waits in memory for its person is bounded: the oldest goes, the others stay.
func TestWhatIsKeptIsBounded(t *testing.T) {
	var pages laidOut
	for n := range int64(maxLaid + 1) {
		pages.keep(laid{document: n, version: 1, pages: outgoing.Pages{{Width: layout.Page{}.Width + 1}}})
	}
	for n := range int64(maxLaid + 1) {
		if got := pages.find(n, 1) != nil; got != (n > 0) {
			t.Errorf("document %d of %d is laid out: %v", n, maxLaid+1, got)
		}
	}
	if pages.find(int64(3), 2) != nil || pages.find(3, 1) != nil {
		t.Error("another version, or another kind of thing, is taken for it")
	}

	var files markedFiles
	at := time.Date(2024, 12, 20, 5, 0, 0, 0, time.UTC)
	var ids []string
	for range maxFiles + 1 {
		ids = append(ids, files.keep(markedFile{by: "lan", name: "x.xlsx", at: at}))
	}
	for i, id := range ids {
		if _, ok := files.find(id, "lan", at.Add(waitTime-1)); ok != (i > 0) {
			t.Errorf("marked file %d of %d is there: %v", i, len(ids), ok)
		}
	}
	if _, ok := files.find(ids[5], "tam", at); ok {
		t.Error("a marked file is another's too")
	}
	if _, ok := files.find(ids[5], "lan", at.Add(waitTime)); ok {
		t.Error("a marked file is there after its time")
	}

	var list attempts
	stopped := map[string]bool{}
	begin := func(id string, at time.Time) *attempt {
		m := &attempt{ID: id, by: "lan", begun: at, stop: func() { stopped[id] = true }}
		list.add(m, at)
		return m
	}
	there := func() (names string) {
		for id := 'a'; id <= 'z'; id++ {
			if list.find(string(id), "lan") != nil {
				names += string(id)
			}
		}
		return names
	}
	var all []*attempt
	for id := 'a'; id < 'a'+maxMakings+2; id++ {
		all = append(all, begin(string(id), at))
	}
	if got := there(); got != "cdefghijklmnopqr" || !stopped["a"] || !stopped["b"] || stopped["c"] {
		t.Errorf("of %d attempts there are %s; stopped are %v", len(all), got, stopped)
	}
	list.drop(all[4])
	if got := there(); got != "cdfghijklmnopqr" || list.find("d", "tam") != nil {
		t.Errorf("without e there are %s", got)
	}
	begin("y", at.Add(waitTime))
	if got := there(); got != "cdfghijklmnopqry" {
		t.Errorf("within the hour there are %s", got)
	}
	begin("z", at.Add(waitTime+1))
	if got := there(); got != "yz" || !stopped["r"] || stopped["y"] {
		t.Errorf("after the hour there are %s", got)
	}
}

// Whoever follows an attempt learns of each step, and of its end.
func TestStepsAreTold(t *testing.T) {
	m := &attempt{news: make(chan struct{})}
	var said []string
	for _, change := range []func(){func() {}, func() { m.step.Total = 7 }, func() { m.step.Done = 3 }, func() { m.step.Ended, m.problem = true, errors.New("x") }} {
		_, news := m.now()
		m.set(change)
		select {
		case <-news:
		default:
			t.Fatal("a step is not told")
		}
		step, next := m.now()
		select {
		case <-next:
			t.Fatal("a step is told that has not come")
		default:
		}
		said = append(said, step.Say())
	}
	if got := strings.Join(said, " "); got != "Đang lấy số liệu… Đang lập: 0 trên 7 văn bản. Đang lập: 3 trên 7 văn bản. Đã lập xong." {
		t.Error(got)
	}
	if _, err := m.result(); err == nil {
		t.Error("the problem is lost")
	}
}

// What goes wrong stands in the log that the program was given, and the page says no more than when.
func TestFaultsGoToTheLog(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	var log bytes.Buffer
	h, err := New(Config{DB: d, Local: true, As: "may", Log: slog.New(slog.NewTextHandler(&log, nil)), Now: func() time.Time { return time.Date(2026, 11, 29, 9, 30, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/readyz": "200 ok\n", apiRoot + "/openapi.yaml": "200 openapi: 3.1.0\n", apiRoot + "/gi-do": `404 {"type":"about:blank","title":"Not Found","status":404,"detail":"GET ` + apiRoot + `/gi-do: no such call`,
		"/tao": "404 ", "/tao/ke-hoach": "404 ", "/mau": "404 ", "/mau/ke-hoach": "404 ", "/lich": "404 ", "/khen-thuong/so-sanh/2024": "404 ", "/so-di/x/2024/so.pdf": "404 ", "/quan-tri/sao-luu": "200 "} { // a portal that only shows what is there
		if status, body := answerOf(h, "GET", path); !strings.HasPrefix(status+" "+body, want) {
			t.Errorf("%s: %s %.200s, want %s", path, status, body, want)
		}
	}
	d.Close()
	for path, want := range map[string]string{
		"/phap-ly": "500 Có lỗi", "/readyz": "503 not ready: ", apiRoot + "/states": `401 {"type":"about:blank","title":"Unauthorized","status":401`, "/healthz": "200 ok",
	} {
		log.Reset()
		status, body := answerOf(h, "GET", path)
		if text := status + " " + body; !strings.HasPrefix(text, want) && !strings.HasPrefix(status+" "+said(body), want) {
			t.Errorf("%s: %s, want %s", path, text, want)
		}
		if fails := strings.HasPrefix(want, "50"); fails != strings.Contains(log.String(), "level=ERROR msg=portal path="+path+" error=") {
			t.Errorf("%s: the log says %q", path, log.String())
		}
	}
}

// answerOf is the status and the body of an answer of a portal that nothing serves.
func answerOf(h http.Handler, method, path string) (status, body string) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, path, nil)
	r.Host, r.RemoteAddr = "127.0.0.1", "127.0.0.1:1"
	h.ServeHTTP(w, r)
	return strconv.Itoa(w.Code), w.Body.String()
}

// What is wrong with a call that sends a workbook is told; what is right is taken.
func TestCallsWithWorkbooks(t *testing.T) {
	for _, c := range []struct {
		name, symbol, day, kind string
		year                    int
		empty                   bool
		want                    string
	}{
		{name: "dx.xlsx"}, {name: "DX.XLSX", year: 9999}, {name: "dx.xlsx", symbol: "1/KH", day: "2024-11-20"}, {name: "dx.xlsx", symbol: "1/KH", day: "2024-11-20", kind: "ke_hoach"},
		{name: "dx.xlsx", symbol: "1/KH", day: "2024-11-20", kind: "bao_cao"}, {name: "dx.xlsx", symbol: "1/KH", day: "2024-11-20", kind: "to_trinh"},
		{name: "dx.xls", want: "name"}, {name: "a/dx.xlsx", want: "name"}, {name: `a\dx.xlsx`, want: "name"}, {name: "dx.xlsx", empty: true, want: "content"}, {name: "dx.xlsx", year: -1, want: "year"}, {name: "dx.xlsx", year: 10000, want: "year"},
		{name: "dx.xlsx", day: "20/11/2024", want: "paper.day"}, {name: "dx.xlsx", kind: "ke_hoach", want: "paper"}, {name: "dx.xlsx", kind: "ke_hoach", symbol: "1/KH", want: "paper"}, {name: "dx.xlsx", kind: "ke_hoach", day: "2024-11-20", want: "paper"}, {name: "dx.xlsx", symbol: "1/KH", day: "2024-11-20", kind: "x", want: "paper.kind"},
	} {
		b := apiBook{Name: c.name, Content: []byte("x"), Year: c.year}
		if c.empty {
			b.Content = nil
		}
		b.Paper.Symbol, b.Paper.Day, b.Paper.Kind = c.symbol, c.day, c.kind
		if got, _, _ := strings.Cut(b.fault(), ":"); got != c.want {
			t.Errorf("%+v: %q, want %q", c, b.fault(), c.want)
		}
	}
	for _, id := range []int64{1, 4711} {
		if got, ok := readCursor(cursor(id)); got != id || !ok {
			t.Errorf("cursor %d is read as %d, %v", id, got, ok)
		}
	}
	for text, want := range map[string]bool{"": true, "x": false, "ZDA": false, "ZA": false, "eDE": false, "ZC0x": false, "ZDF4": false, "!": false} {
		if id, ok := readCursor(text); ok != want || ok && id != 0 {
			t.Errorf("cursor %q is read as %d, %v", text, id, ok)
		}
	}
	var rate callRate
	at := time.Date(2024, 12, 20, 5, 0, 10, 0, time.UTC)
	for n := range maxCalls + 1 {
		if wait := rate.count("one", at); (wait > 0) != (n == maxCalls) || wait > 0 && wait != 50*time.Second {
			t.Fatalf("call %d waits %s", n+1, wait)
		}
	}
	if rate.count("two", at) != 0 || rate.count("one", at.Add(49*time.Second)) != time.Second || rate.count("one", at.Add(50*time.Second)) != 0 {
		t.Error("another caller waits, or the next minute does")
	}
}
