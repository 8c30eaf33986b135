package portal

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	devtools "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// In a browser: what is wrong with a file that was sent, the first start, what each role sees.
func TestPathsInABrowser(t *testing.T) {
	ctx := chrome(t)
	h := atWork(t, dbtest.SQLite(t, queries.Schema()))
	for _, role := range columns {
		h.add(t, "nguoi-"+string(role), grantOf(role))
	}
	t.Run("a faulty workbook", func(t *testing.T) { faultyWorkbook(t, h, enter(t, ctx, h, people.UnitMember)) })
	t.Run("a faulty template", func(t *testing.T) { faultyTemplate(t, h, enter(t, ctx, h, people.FormCheck)) })
	t.Run("the first start", func(t *testing.T) { firstStart(t, ctx) })
	for _, row := range menuTable {
		t.Run(string(row.role), func(t *testing.T) { seesItsMenu(t, h, enter(t, ctx, h, row.role), row) })
	}
}

// stranger opens a page in a browser that knows no visit.
func stranger(t *testing.T, ctx context.Context, url string) *desk {
	t.Helper()
	if _, err := chromedp.Call(ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return browse(t, ctx, url, true)
}

// enter signs in as the person of a role; quản trị with a second factor.
func enter(t *testing.T, ctx context.Context, h *house, role people.Role) *desk {
	t.Helper()
	s := stranger(t, ctx, h.URL)
	s.says("Quên mật khẩu")
	s.fill("ten", "nguoi-"+string(role), "mat-khau", good)
	s.click("Đăng nhập")
	if role == people.Admin {
		s.confirm(h)
	}
	s.says("Tổng quan năm 2024")
	return s
}

// confirm sets up the second factor with the key that the page shows.
func (s *desk) confirm(h *house) {
	s.t.Helper()
	s.says("Khóa:")
	s.fill("ma", onDevice(s.t, s.eval(`document.querySelector("main code").innerText`), h.clock()))
	s.click("Xác nhận")
}

// answered waits until a page has come with a status.
func (s *desk) answered(status int) {
	s.t.Helper()
	s.wait(`document.readyState + " " + performance.getEntriesByType("navigation")[0]?.responseStatus`, "complete "+strconv.Itoa(status))
}

// table is what a person sees in the tables of a page, a line for each row, its cells
// between bars.
func (s *desk) table() string {
	return s.eval(`[...document.querySelectorAll("main tbody tr")].filter(r => r.checkVisibility()).map(r => [...r.cells].map(c => c.innerText.trim()).join("|")).join("\n")`)
}

// saved is a file with some content, to be sent.
func saved(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// downloads clicks a link and waits for the file that it brings.
func (s *desk) downloads(words, name string) string {
	s.t.Helper()
	dir := s.t.TempDir()
	if _, err := chromedp.CallBrowser(s.ctx, devtools.SetDownloadBehavior, devtools.SetDownloadBehaviorParams{Behavior: devtools.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir}); err != nil {
		s.t.Fatal(err)
	}
	s.click(words)
	path := filepath.Join(dir, name)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	there, _ := filepath.Glob(filepath.Join(dir, "*"))
	s.t.Fatalf("%q brings no %s but %q", words, name, there)
	return ""
}

// faultyWorkbook: each wrong cell is told by sheet and cell, the marked copy comes, nothing is
// taken in.
func faultyWorkbook(t *testing.T, h *house, s *desk) {
	s.click("Số liệu")
	s.says("Nhận tệp của đơn vị")
	s.file("tep", saved(t, "so-lieu.xlsx", filledBook(t, h.d, "dong-xoai", "nhiều lắm", "vài")))
	s.click("Gửi tệp")
	s.answered(422)
	s.says("Chưa nhận vì tệp có lỗi")
	rows := s.table()
	for _, want := range []string{"sai|PL I Tuyên truyền|B5|", "sai|PL I Tuyên truyền|C5|", "nhiều lắm"} {
		if !strings.Contains(rows, want) {
			t.Errorf("the faults lack %q:\n%s", want, rows)
		}
	}
	f, err := excelize.OpenFile(s.downloads("Tải bản đánh dấu ô lỗi", "so-lieu-loi.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	notes, err := f.GetComments("PL I Tuyên truyền")
	cells := ""
	for _, n := range notes {
		cells += n.Cell + " "
	}
	if err != nil || !strings.Contains(cells, "B5 ") || !strings.Contains(cells, "C5 ") {
		t.Errorf("marked are %q, not B5 and C5 (%v)", cells, err)
	}
	var taken int
	if err := h.d.Reader.Get(&taken, `SELECT COUNT(*) FROM imports WHERE name LIKE 'so-lieu%'`); err != nil || taken != 0 {
		t.Errorf("a faulty workbook was taken in %d times (%v)", taken, err)
	}
}

// faultyTemplate: each fault is told at its place, and what is in force stays.
func faultyTemplate(t *testing.T, h *house, s *desk) {
	s.click("Mẫu văn bản")
	s.says("Kế hoạch phát động")
	s.click("Kế hoạch phát động")
	s.says("Gửi bản đã sửa")
	s.file("tep", saved(t, "mau.docx", rewritten(t, "KẾ HOẠCH", "KẾ HOẠCH {khong_co_ten} {khong_co_so}")))
	s.click("Gửi và kiểm tra")
	s.answered(422)
	s.says("Mẫu đang dùng giữ nguyên")
	rows := s.table()
	for _, want := range []string{"khong_co_ten", "khong_co_so"} {
		place := ""
		for line := range strings.Lines(rows) {
			if where, what, _ := strings.Cut(line, "|"); strings.Contains(what, want) {
				place = where
			}
		}
		if !strings.Contains(place, "đoạn") {
			t.Errorf("the fault of %s is told at %q:\n%s", want, place, rows)
		}
	}
	if !strings.Contains(rows, "Bản gốc|đang dùng|") || strings.Contains(rows, "Bản 1") {
		t.Errorf("another template is in force:\n%s", rows)
	}
	own := archive.TemplateFile{Kind: "ke-hoach", File: "mau.docx"}
	versions, err := archive.TemplateVersions(t.Context(), h.d.Reader, own)
	terms, err2 := archive.TemplateTerms(t.Context(), h.d.Reader, own)
	if len(versions)+len(terms) != 0 || err != nil || err2 != nil {
		t.Errorf("kept: %+v %+v (%v, %v)", versions, terms, err, err2)
	}
}

// firstStart goes from the one-time link by password, second factor and questions to an office.
func firstStart(t *testing.T, ctx context.Context) {
	h := atStart(t)
	s := redeem(t, ctx, h)
	const board = "Ủy ban nhân dân tỉnh (thành phố)"
	s.says("bước 1 trên 10")
	s.fill("nam", "1999", "loai-0", "tỉnh", "ten-0", "Yên Hà")
	s.click("Tiếp")
	s.says("Năm viết bằng bốn chữ số")
	if got := s.eval(`document.getElementById("ten-0").value`); got != "Yên Hà" {
		t.Errorf("of what was typed %q is left", got)
	}
	s.fill("nam", "2024")
	for i, answers := range [][]string{
		{"ky_hieu-2", "CAT", "tham_muu-2", "PV05", "ky_hieu-3", "SNV", "tham_muu-3", "VP", "ky_hieu-4", "UBND", "tham_muu-4", "NC"},
		{"ten-0", "Sở Tư pháp", "loai-0", "Sở, ban, ngành cấp tỉnh", "ky_hieu-0", "STP"},
		{"ten-0", "Xã Bình Minh", "loai-0", "Xã"},
		{"co_quan-0", board, "ten-0", "Trần Văn Bình", "gioi_tinh-0", "Nam", "chuc_vu-0", "Chủ tịch", "hinh_thuc-0", "Người đứng đầu"},
		{"kieu-0", "Quyết định tặng Bằng khen", "co_quan-0", board, "vai_tro-0", "Nơi nhận", "ten-0", "Như Điều 3"},
		{"co_quan-0", board, "ten-0", "Sổ chung", "nguon-0", "Chương trình"},
		{"chu_de-0", "Giữ vững an ninh, trật tự", "han_ke_hoach-0", "2024-03-01", "han_bao_cao-0", "2024-11-20"},
		{"ten-0", "Tổng kết năm 2024", "loai-0", "Tổng kết", "hinh_thuc-0", "Bằng khen UBND tỉnh", "ngay_du_kien-0", "2024-12-20"},
	} {
		s.click("Tiếp")
		s.says("bước " + strconv.Itoa(i+2) + " trên 10")
		s.fill(answers...)
	}
	s.click("Quay lại") // what was typed and not sent stays
	s.says("bước 8 trên 10")
	s.click("Tiếp")
	s.says("bước 9 trên 10")
	s.click("Tiếp")
	s.says("Xem lại rồi dựng")
	s.click("Dựng cơ quan năm 2024")
	s.says("Đã dựng cơ quan")
	isThere(t, h, s)
}

// redeem makes the account of the one-time link, and sets up its second factor.
func redeem(t *testing.T, ctx context.Context, h *house) *desk {
	t.Helper()
	link := h.URL + h.link(t, "")
	s := stranger(t, ctx, link)
	s.says("Tạo tài khoản quản trị")
	s.fill("ten", "minh", "ho-ten", "Trần Minh", "mat-khau", good, "mat-khau-2", better)
	s.click("Tạo tài khoản")
	s.says("không giống nhau")
	s.fill("mat-khau", good, "mat-khau-2", good)
	s.click("Tạo tài khoản")
	s.confirm(h)
	return s
}

// isThere holds an office against the answers, on the page and in the database.
func isThere(t *testing.T, h *house, s *desk) {
	t.Helper()
	s.do(chromedp.Navigate(h.URL + "/quan-tri/nguoi-ky"))
	s.says("Trần Văn Bình")
	s.do(chromedp.Navigate(h.URL + "/"))
	s.says("Tổng quan năm 2024")
	if got := s.eval(`document.body.innerText`); strings.Contains(got, "Cơ quan chưa được dựng") {
		t.Error("the first page offers to set up an office that is there")
	}
	var units int
	if err := h.d.Reader.Get(&units, `SELECT COUNT(*) FROM don_vi WHERE ten = 'Xã Bình Minh'`); err != nil || units != 1 {
		t.Errorf("%d units of the answers: %v", units, err)
	}
}

// menuRow is what a role sees in the menu, and an act that it may not do, with who can.
// Quản trị may do all.
type menuRow struct {
	role            people.Role
	menu            string
	path, form, who string
}

const (
	menuOfReaders = "Tổng quan, Văn bản, Lịch, Thuyết minh, Khen thưởng, Sổ văn bản đi, Văn bản pháp lý, Mẫu văn bản, Hướng dẫn"
	menuOfMakers  = "Tổng quan, Văn bản, Tạo văn bản, Lịch, Số liệu, Thuyết minh, Khen thưởng, Sổ văn bản đi, Văn bản pháp lý, Mẫu văn bản, Hướng dẫn"
)

var menuTable = []menuRow{
	{people.Admin, menuOfMakers + ", Quản trị, Nhật ký, Người dùng, Khóa API", "", "", ""},
	{people.Clerk, menuOfMakers, "/khoa-api", "viec=thu&khoa=999", "quản trị"},
	{people.Drafter, menuOfMakers, "/mau/ke-hoach/mau.docx/ban/0", "tu-ngay=2024-12-20&ly-do=x", "văn thư hoặc kiểm tra thể thức"},
	{people.FormCheck, menuOfReaders, "/tao/ke-hoach", "nam=2024", "tham mưu hoặc văn thư"},
	{people.Appraiser, menuOfReaders, "/phap-ly", "loai=", "tham mưu hoặc kiểm tra thể thức hoặc văn thư"},
	{people.Leader, menuOfReaders, "/so-lieu/khoa?nam=2024", "viec=khoa", "tham mưu"},
	{people.UnitMember, "Tổng quan, Văn bản, Số liệu, Văn bản pháp lý, Hướng dẫn", "/so-lieu/khoa?nam=2024", "viec=khoa", "tham mưu hoặc văn thư"},
}

// seesItsMenu: a role sees its menu, is told who can do what it may not, and leaves.
func seesItsMenu(t *testing.T, h *house, s *desk, row menuRow) {
	const menu = `[...document.querySelectorAll("nav[aria-label=Chính] a")].filter(e => e.checkVisibility()).map(e => e.innerText.trim()).join(", ")`
	if got := s.eval(menu); got != row.menu {
		t.Errorf("the menu is\n%s, want\n%s", got, row.menu)
	}
	if row.path != "" {
		s.eval(`(() => { const f = document.createElement("form"); f.method = "post"; f.action = ` + strconv.Quote(row.path) + `;
			for (const [name, value] of new URLSearchParams(` + strconv.Quote(row.form) + `)) { const i = document.createElement("input"); i.name = name; i.value = value; f.append(i) }
			document.body.append(f); f.submit(); return "" })()`)
		s.says("cần vai trò ")
		s.says(row.who)
		s.answered(403)
	}
	s.click("Đăng xuất")
	s.says("Quên mật khẩu")
	var acts int
	if err := h.d.Reader.Get(&acts, `SELECT COUNT(*) FROM audit WHERE act IN ('figures.lock', 'template.force')`); err != nil || acts != 0 {
		t.Errorf("%d acts by who may not (%v)", acts, err)
	}
}
