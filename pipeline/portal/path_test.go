package portal

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// desk is a browser in which a person finds things by their words, and a count of what that
// person clicks.
type desk struct {
	t      *testing.T
	ctx    context.Context
	keys   bool // nothing is clicked: the person goes by Tab and Enter
	clicks int
}

// browse opens a page, with its scripts or without.
func browse(t *testing.T, ctx context.Context, url string, scripts bool) *desk {
	t.Helper()
	s := &desk{t: t, ctx: ctx}
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts}); err != nil {
		t.Fatal(err)
	}
	s.do(chromedp.EmulateViewport(1200, 900), chromedp.Navigate(url))
	return s
}

// patience is how long something may take.
const patience = 2 * time.Minute

func (s *desk) do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		s.t.Fatal(err, s.eval(`location.href`))
	}
}

// eval is what an expression says of the page; "" between two pages.
func (s *desk) eval(js string) string {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](js))
	if err != nil {
		return ""
	}
	return got
}

// wait waits until an expression of the page holds a text.
func (s *desk) wait(js, want string) {
	s.t.Helper()
	got := ""
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if got = s.eval(js); strings.Contains(got, want) {
			return
		}
	}
	s.t.Fatalf("%q is not there: %s\n%s", want, got, s.eval(`location.href + "\n" + document.body.innerText`))
}

// says waits until the page says something.
func (s *desk) says(want string) {
	s.t.Helper()
	s.wait(`document.readyState === "complete" ? document.body.innerText : ""`, want)
}

// click opens a link or presses a button of the page by the words that it begins with.
func (s *desk) click(words string) {
	s.t.Helper()
	s.wait(`(() => { const all = [...document.querySelectorAll("a, button, summary")].filter(e => e.checkVisibility() && e.innerText.trim().startsWith(`+strconv.Quote(words)+`));
		document.querySelectorAll("[data-here]").forEach(e => e.removeAttribute("data-here")); all[0]?.setAttribute("data-here", ""); return String(all.length > 0) })()`, "true")
	s.clicks++
	if !s.keys {
		s.do(chromedp.Click("[data-here]"))
		return
	}
	s.reach(`document.activeElement?.hasAttribute("data-here")`, words)
	s.do(chromedp.KeyEvent("\r"))
}

// reach goes by Tab to the element of which an expression holds.
func (s *desk) reach(js, called string) {
	s.t.Helper()
	for range 600 {
		s.do(chromedp.KeyEvent("\t"))
		if s.eval(`String(`+js+`)`) == "true" {
			return
		}
	}
	s.t.Fatalf("%q cannot be reached by keys", called)
}

// typed writes into a field as a hand does: goes there by Tab, takes what stands there and
// types; a day in the order in which this browser asks for its parts.
func (s *desk) typed(id, value string) {
	s.t.Helper()
	field := `document.getElementById(` + strconv.Quote(id) + `)`
	s.reach(`document.activeElement === `+field, id)
	tries := []string{value}
	if d, err := time.Parse(time.DateOnly, value); err == nil && s.eval(field+`.type`) == "date" {
		tries = []string{d.Format("01022006"), d.Format("02012006"), d.Format("20060102")}
	} else {
		s.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	}
	for _, keys := range tries {
		if s.do(chromedp.KeyEvent(keys)); s.eval(field+`.value`) == value {
			return
		}
		if len(tries) > 1 {
			s.do(chromedp.KeyEvent("\t", chromedp.KeyModifiers(chromedp.ModifierShift)))
			s.reach(`document.activeElement === `+field, id)
		}
	}
	s.t.Fatalf("%s: %q is typed, %q is there", id, value, s.eval(field+`.value`))
}

// fill writes into fields, by their ids; who goes by keys types.
func (s *desk) fill(values ...string) {
	s.t.Helper()
	for i := 0; i < len(values); i += 2 {
		s.wait(`String(document.getElementById(`+strconv.Quote(values[i])+`) !== null)`, "true")
		if s.keys {
			s.typed(values[i], values[i+1])
			continue
		}
		s.do(chromedp.SetValue("#"+values[i], values[i+1]))
	}
}

// file chooses a file: a click opens the window, another chooses there.
func (s *desk) file(id, path string) {
	s.t.Helper()
	s.clicks += 2
	s.do(chromedp.SetUploadFiles("#"+id, []string{path}))
}

// nominated is the workbook of a unit in which it nominates a person for an award round.
func nominated(t *testing.T, s *house, round, name string) string {
	t.Helper()
	var b bytes.Buffer
	if err := (intake.Workbooks{DB: s.d, Forms: intake.FS()}).UnitWorkbook(t.Context(), "dong-xoai", 2024, &b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, v := range map[string]string{"C7": "21/TTr-UBND", "D7": "10/12/2024"} { // its letter
		if err := f.SetCellValue("Văn bản gửi", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	for cell, v := range map[string]string{"B5": name, "C5": "Nam", "D5": "1980", "F5": "Trưởng khu phố", "G5": "Khu phố 1, phường Tân Bình", "H5": "Người trực tiếp lao động, công tác",
		"I5": "Thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", "J5": round, "L5": "Tích cực tuần tra, hòa giải ở khu phố", "M5": "Có", "N5": "Có"} {
		if err := f.SetCellValue("Đề nghị cá nhân", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "dong-xoai.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// maxClicks is how many clicks may lie between the last unit's workbook and a decision that
// is ready to sign.
const maxClicks = 12

// The whole path of a decision in a browser, from the workbook of the last unit to the signed
// copy: by mouse, and again by keys alone in a browser that runs no script.
func TestTheWholePath(t *testing.T) {
	h := atWork(t, dbtest.SQLite(t, queries.Schema()))
	h.add(t, "van", people.Grant{Role: people.Drafter}, people.Grant{Role: people.Clerk}, people.Grant{Role: people.Leader})
	h.d.Writer.MustExec(`UPDATE chi_tieu_khen_thuong SET ca_nhan = ca_nhan + 1`)
	ctx := chrome(t)
	for i, way := range []struct{ round, name, number string }{{"tong-ket", "Điểu Văn Mới", "1611"}, {"ngay-hoi", "Lâm Văn Thêm", "1612"}} {
		s := browse(t, ctx, h.URL+"/so-lieu", i == 0)
		if i == 0 {
			s.fill("ten", "van", "mat-khau", good)
			s.click("Đăng nhập")
		}
		s.keys = i == 1
		toSign(t, h, s, way.round, way.name)
		if s.clicks > maxClicks {
			t.Errorf("%s: %d clicks from the workbook to a decision that is ready to sign, want at most %d", way.round, s.clicks, maxClicks)
		}
		toSigned(t, h, s, way.number)
	}
}

// toSign goes from the list of units to a decision that is ready to sign.
func toSign(t *testing.T, h *house, s *desk, round, name string) {
	t.Helper()
	s.says("Nhận tệp của đơn vị")
	s.clicks = 0
	s.file("tep", nominated(t, h, round, name))
	s.click("Gửi tệp")
	s.says("Đã nhận")
	s.click("Thẩm định 1 đề nghị")
	s.says("Ghi kết quả thẩm định hôm nay")
	if at := s.eval(`location.search`); !strings.Contains(at, "dot="+round) {
		t.Fatalf("the link leads to %s, not to the round %s", at, round)
	}
	s.click("Ghi kết quả thẩm định hôm nay")
	s.says("Đã ghi kết quả thẩm định")
	if got := s.eval(`document.activeElement?.getAttribute("role") ?? ""`); got != "status" { // a reader of screens begins there
		t.Errorf("after an act the focus is on %q, not on what it came to", got)
	}
	s.fill("hop-ngay", "2024-12-18", "thanh-vien", "9", "co-mat", "9")
	s.click("Ghi kết quả họp xét")
	s.says("được duyệt, 0 không")
	s.click("Quyết định tặng Bằng khen")
	s.click("Lập và xem trước")
	s.click("Lưu vào kho")
	s.click("Xác nhận đã kiểm tra nội dung")
	s.click("Xác nhận đã kiểm tra thể thức")
	s.click("Trình ký")
	s.says("Trạng thái bây giờ: trình ký")
}

func toSigned(t *testing.T, h *house, s *desk, number string) {
	t.Helper()
	id, _ := strconv.ParseInt(strings.TrimPrefix(s.eval(`location.pathname`), "/van-ban/"), 10, 64)
	s.click("Ghi nhận đã ký")
	s.says("Cấp số")
	s.fill("so", number)
	s.click("Cấp số")
	s.says(number + "/QĐ-UBND")
	s.click("Ghi nhận đã đóng dấu")
	s.says("Phát hành")
	d, err := archive.Get(t.Context(), h.d.Reader, id)
	if err != nil {
		t.Fatal(err)
	}
	data, err := archive.ReadFile(t.Context(), h.d.Reader, archive.FileOf{Document: id, Version: d.Version, Format: "pdf"})
	if err != nil {
		t.Fatal(err)
	}
	signed := filepath.Join(t.TempDir(), "da-ky.pdf")
	if err := os.WriteFile(signed, data, 0o644); err != nil {
		t.Fatal(err)
	}
	s.file("ban-ky", signed)
	s.click("Gửi bản đã ký")
	s.says("Đã nhận bản ký")
	s.click("Phát hành")
	s.says("đã phát hành")
	if d, err := archive.Get(t.Context(), h.d.Reader, id); err != nil || d.State != archive.Issued {
		t.Error(d.State, err)
	}
}
