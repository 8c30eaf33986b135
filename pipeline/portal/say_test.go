package portal

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// golden holds a text against a file of testdata/say, or writes it there.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "say", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	is, should := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(is), len(should)) {
		if i >= len(is) || i >= len(should) || is[i] != should[i] {
			t.Errorf("%s differs from line %d on; -update writes it anew\ngot  %q\nwant %q", path, i+1, is[i:min(i+3, len(is))], should[i:min(i+3, len(should))])
			return
		}
	}
}

// What begins a line of what a page says, what is said in a line, and what is not said at all.
var (
	beginsLine = regexp.MustCompile(`<(?:h\d|p|tr|li|div|dl|form|section|nav|fieldset|summary|option|optgroup|table|ul|legend)\b`)
	tellsPart  = regexp.MustCompile(`<(a|form|input|select|textarea|button|img|option|progress|span|t[hd]|dd)\b([^>]*)>`)
	anyTag     = regexp.MustCompile(`<[^>]*>`)
	attribute  = regexp.MustCompile(`([\w-]+)(?:="([^"]*)")?`)
	blanks     = regexp.MustCompile(`\s+`)
	// Hashes, the sizes of files and what is drawn by lot differ with the build.
	chance = regexp.MustCompile(`[0-9a-f]{12,64}|\b\d+(?:,\d)? (?:K|M)?B\b`)
)

// told are the attributes of a page that are more than its looks.
var told = []string{"href", "action", "src", "name", "value", "type", "selected", "checked", "required", "max", "multiple", "aria-current", "data-follow", "enctype"}

// shortened are long lists of a page, of which the first elements are said.
var shortened = []struct {
	element *regexp.Regexp
	keep    int
}{
	{regexp.MustCompile(`(?s)<tr>.*?</tr>\s*`), 4}, {regexp.MustCompile(`(?s)<li>.*?</li>\s*`), 5}, {regexp.MustCompile(`<option value="[^"]*">[^<]*</option>\s*|<option>[^<]*</option>\s*`), 3},
	{regexp.MustCompile(`<div><dt>[^<]*</dt><dd>[^<]*</dd></div>\s*`), 14}, {regexp.MustCompile(`(?s)<figure>.*?</figure>\s*`), 2}, {regexp.MustCompile(`(?s)<section class="version">.*?</section>\s*`), 2}, {regexp.MustCompile(`<a href="[^"]*" aria-label="[^"]*"><rect [^>]*></a>\s*`), 4},
}

// said is what a page says, to people and to programs: its words line by line, where links and
// forms lead, what fields hold, which marks stand where.
func said(page string) string {
	page = ofNobody.FindString(page)
	for _, long := range shortened {
		var b strings.Builder
		end, run := 0, 0
		more := func() {
			if run > long.keep {
				fmt.Fprintf(&b, "<p>… %d more</p>", run-long.keep)
			}
		}
		for _, at := range long.element.FindAllStringIndex(page, -1) {
			if at[0] > end {
				more()
				b.WriteString(page[end:at[0]])
				run = 0
			}
			if run++; run <= long.keep {
				b.WriteString(page[at[0]:at[1]])
			}
			end = at[1]
		}
		more()
		page = b.String() + page[end:]
	}
	page = strings.ReplaceAll(page, "<br>", " ")
	page = beginsLine.ReplaceAllString(blanks.ReplaceAllString(page, " "), "\n$0")
	page = html.UnescapeString(anyTag.ReplaceAllString(tellsPart.ReplaceAllStringFunc(page, partSaid), ""))
	var b strings.Builder
	for line := range strings.Lines(chance.ReplaceAllString(page, "#")) {
		if line = strings.Trim(blanks.ReplaceAllString(line, " "), " |"); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// partSaid is what the tag of an element says.
func partSaid(tag string) string {
	m := tellsPart.FindStringSubmatch(tag)
	switch m[1] {
	case "th", "td", "dd":
		return " | "
	}
	var list []string
	for _, a := range attribute.FindAllStringSubmatch(m[2], -1) {
		mark, isMark := strings.CutPrefix(a[2], "mark ")
		switch {
		case slices.Contains(told, a[1]):
			list = append(list, strings.ReplaceAll(a[0], `"`, ""))
		case a[1] == "class" && isMark:
			list = append(list, mark)
		}
	}
	if list == nil {
		return ""
	}
	return "[" + strings.Join(list, " ") + "] "
}

// year is the office of the sample province in December 2024, with a plan, a decision and letters
// to units, some with findings, and people of each role.
func year(t *testing.T) (s *house, by map[string]*browser) {
	t.Helper()
	s = atWork(t, dbtest.SQLite(t, queries.Schema()))
	made, err := s.papers.Make(t.Context(), making.Request{Kind: "quyet-dinh-khen-thuong", Params: map[string]string{"nam": "2024", "dot": "tong-ket"}})
	if err == nil {
		_, err = s.papers.Keep(t.Context(), made, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	letters(t, s.d, 58)
	s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
	by = map[string]*browser{"minh": s.admin(t, "minh"), "": s.browser(t)}
	for _, name := range []string{"tam", "lan", "ha", "dv"} {
		by[name] = s.by(t, name)
	}
	return s, by
}

// What each page says to whom; then what each form answers: the status with what the page tells, or
// where it leads and what is told there.
func TestYearSays(t *testing.T) {
	s, by := year(t)
	t.Run("pages", func(t *testing.T) { s.pagesSay(t, by) })
	t.Run("forms", func(t *testing.T) { formsAnswer(t, by) })
}

func (s *house) pagesSay(t *testing.T, by map[string]*browser) {
	s.d.Writer.MustExec(`INSERT INTO alerts (subject, message, recipients, since) VALUES ('disk x', 'Đĩa sắp đầy', 'quan-tri', '2024-12-19 01:00:00+00:00'), ('missed hong', 'Việc hong đã qua', 'quan-tri', '2024-12-19 01:00:00+00:00')`)
	for _, c := range []struct{ name, who, path string }{
		{"tong-quan-tam", "tam", "/?nam=2024"}, {"tong-quan-dv", "dv", "/?nam=2024"}, {"tong-quan-2030", "minh", "/?nam=2030"},
		{"van-ban", "tam", "/van-ban?nam=2024"}, {"van-ban-tim", "minh", "/van-ban?tim=cong+van+don+doc"}, {"van-ban-tung", "minh", "/van-ban?nam=2024&loai=don-doc&tung=1"}, {"van-ban-tung-2", "minh", "/van-ban?nam=2024&loai=don-doc&tung=1&trang=2"}, {"van-ban-tat-ca", "dv", "/van-ban?nam=0"},
		{"van-ban-1", "tam", "/van-ban/1"}, {"van-ban-2", "tam", "/van-ban/2"}, {"van-ban-3", "minh", "/van-ban/3"}, {"trang", "ha", "/van-ban/1/ban/1/xem/2"}, {"nguon", "tam", "/van-ban/1/nguon?so=2024"}, {"nguon-nhieu", "tam", "/van-ban/2/nguon?so=n"},
		{"tao", "tam", "/tao"}, {"tao-ke-hoach", "tam", "/tao/ke-hoach"}, {"tao-quyet-dinh", "tam", "/tao/quyet-dinh-khen-thuong?nam=2024&dot=ngay-hoi"},
		{"lich", "ha", "/lich"}, {"lich-mot", "tam", "/lich/ke-hoach-nam"}, {"so-lieu-dv", "dv", "/so-lieu/dong-xoai?nam=2024"},
		{"thuyet-minh", "tam", "/thuyet-minh?nam=2025"}, {"muc", "tam", "/thuyet-minh/uu-diem?nam=2025"}, {"muc-ha", "ha", "/thuyet-minh/uu-diem?nam=2024"},
		{"khen-thuong", "tam", "/khen-thuong?nam=2024&dot=tong-ket"}, {"khen-thuong-2031", "tam", "/khen-thuong?nam=2031"}, {"khen-thuong-nam", "tam", "/khen-thuong/nam?nam=2024"}, {"so-di", "lan", "/so-di"},
		{"phap-ly", "tam", "/phap-ly?tim=124%2F2021"}, {"phap-ly-mot", "tam", "/phap-ly/mot?ma=124/2021/TT-BCA"}, {"phap-ly-98", "ha", "/phap-ly/mot?ma=98/2023/N%C4%90-CP"},
		{"mau", "tam", "/mau"}, {"mau-mot", "lan", "/mau/ke-hoach"}, {"mau-ban", "lan", "/mau/ke-hoach/mau.docx/ban/0"},
		{"nhat-ky", "minh", "/nhat-ky?nguoi=m%C3%A1y"}, {"nguoi-dung", "minh", "/nguoi-dung"}, {"khoa-api", "minh", "/khoa-api"}, {"quan-tri", "minh", "/quan-tri?nam=2024"},
		{"quan-tri-nam-sau", "minh", "/quan-tri/nam?nam=2027"}, {"quan-tri-don-vi", "minh", "/quan-tri/don-vi"}, {"quan-tri-nguoi-ky", "minh", "/quan-tri/nguoi-ky"}, {"quan-tri-noi-nhan", "minh", "/quan-tri/noi-nhan?kieu=ke-hoach"},
		{"quan-tri-so", "minh", "/quan-tri/so"}, {"quan-tri-lich-nghi", "minh", "/quan-tri/lich-nghi?nam=2024"}, {"quan-tri-sao-luu", "minh", "/quan-tri/sao-luu"}, {"dung", "minh", "/quan-tri/dung/2"},
		{"mat-khau", "tam", "/mat-khau"}, {"dang-nhap", "", "/dang-nhap?den=/lich"}, {"khong-co", "tam", "/gi-do"}, {"phap-ly-sua", "tam", "/phap-ly/mot?ma=30/2020/N%C4%90-CP"}, {"khong-duoc", "tam", "/nguoi-dung"},
	} {
		status, _, body := by[c.who].ask(t, c.path)
		golden(t, c.name, fmt.Sprintf("%s %s %d\n%s", c.who, c.path, status, said(body)))
	}
	for _, path := range []string{"/van-ban/99", "/van-ban/x", "/van-ban/1/ban/x/xem/1", "/van-ban/1/ban/1/xem/0", "/van-ban/1/ban/1/xem/6", "/van-ban/1/ban/1/xem/x", "/van-ban/1/ban/2/xem/1", "/van-ban/1/ban/1/trang/6", "/van-ban/1/nguon?dau=1&ban=x", "/van-ban/1/so-ngay.pdf", "/van-ban/1/phieu-gui.pdf",
		"/nam/x", "/?nam=1999", "/?nam=2101", "/?nam=hai", "/tao/khong-co", "/tao/viec/x", "/lich/khong-co", "/so-lieu/khong-co?nam=2024", "/so-lieu/loi/tep/x", "/khen-thuong?nam=2024&dot=khong-co", "/khen-thuong?nam=2024&ngay=mai", "/khen-thuong/so-sanh/1999", "/khen-thuong/so-sanh/2101",
		"/so-di?so=khong-co", "/so-di/x/2024/so.pdf", "/so-di/x/hai/so.pdf", "/phap-ly/mot?ma=khong-co", "/mau/khong-co", "/mau/ke-hoach/khac.docx", "/mau/ke-hoach/mau.docx/ban/9", "/mau/ke-hoach/mau.docx/ban/0/trang/99", "/mau/ke-hoach/mau.docx/ban/0/trang/x", "/mau/ke-hoach/mau.docx/ban/0/thu.pdf",
		"/thuyet-minh?kieu=khong-co", "/thuyet-minh?co-quan=khong-co", "/thuyet-minh/khong-co?nam=2025"} {
		by["tam"].is(t, 404, "", path)
	}
	for _, path := range []string{"/quan-tri/khong-co", "/quan-tri/noi-nhan?kieu=khong-co", "/quan-tri/dung/0", "/quan-tri/dung/11", "/quan-tri/dung/x"} {
		by["minh"].is(t, 404, "", path)
	}
	for _, who := range []string{"minh", "tam", "ha", "dv"} {
		_, _, body := by[who].ask(t, "/huong-dan")
		before, _, _ := strings.Cut(body, "<main")
		golden(t, "muc-luc-"+who, said("<main>"+before+"</main>"))
	}
}

// tried are the forms of formsAnswer in their order.
var tried = []struct{ who, path, form string }{
	{"ha", "/tao/ke-hoach", "nam=2024"}, {"tam", "/tao/don-doc-chung", "nam=2024&ky=2024-11"}, {"tam", "/tao/ke-hoach", "nam=năm nay&ngay=mai"},
	{"tam", "/van-ban/1/ban-sua", "x=y"}, {"tam", "/van-ban/1/chuyen", "den=" + archive.Submitted}, {"tam", "/van-ban/1/chuyen", "den=" + archive.ContentChecked}, {"lan", "/van-ban/1/chuyen", "den=" + archive.FormChecked},
	{"lan", "/van-ban/1/chuyen", "den=" + archive.Submitted}, {"ha", "/van-ban/1/chuyen", "den=" + archive.Draft}, {"ha", "/van-ban/1/chuyen", "den=" + archive.Signed}, {"lan", "/van-ban/1/so", "so=161&ngay=hôm nay"}, {"lan", "/van-ban/1/so", "so=161&ngay=2024-02-05"},
	{"minh", "/van-ban", "viec=chuyen&den=" + archive.ContentChecked + "&chon=2&chon=1&ve=/van-ban?nam=2024"}, {"tam", "/van-ban", "viec=chuyen&chon=2"}, {"lan", "/van-ban", "viec=tai"},
	{"tam", "/lich/ke-hoach-nam", "viec=dung"}, {"tam", "/lich/ke-hoach-nam", "viec=tiep"}, {"tam", "/lich/hong", "viec=thu"}, {"ha", "/lich/hong", "viec=thu"}, {"tam", "/lich/ke-hoach-nam", "viec=chay&ngay=2024-01-05"}, {"tam", "/lich/ke-hoach-nam", "viec=chay&ngay=2024-03-05"}, {"tam", "/lich/ke-hoach-nam/lan/1", "viec=thoi"},
	{"tam", "/so-lieu/dong-xoai/sua?nam=2024", "so-lieu=tuyen_truyen.so_buoi&gia-tri=13&ly-do="}, {"tam", "/so-lieu/dong-xoai/sua?nam=2024", "so-lieu=tuyen_truyen.so_buoi&gia-tri=13&ly-do=nhầm"}, {"tam", "/so-lieu/khoa?nam=2024", "viec=khoa"}, {"dv", "/so-lieu/dong-xoai/sua?nam=2024", "so-lieu=tuyen_truyen.so_buoi&gia-tri=14&ly-do=nhầm"}, {"dv", "/so-lieu/khoa?nam=2024", "viec=mo"}, {"lan", "/so-lieu/khoa?nam=2024", "viec=mo"},
	{"ha", "/thuyet-minh/uu-diem?nam=2025", "viec=luu&noi-dung=x"}, {"tam", "/thuyet-minh/uu-diem?nam=2025", "viec=luu&noi-dung=Một ý."}, {"tam", "/thuyet-minh/uu-diem?nam=2025", "viec=xac-nhan&noi-dung=Hai ý."},
	{"lan", "/khen-thuong?nam=2024&dot=tong-ket", "viec=ghi-ket-qua"}, {"tam", "/khen-thuong?nam=2024&dot=tong-ket", "viec=chi-tieu&don-vi=dong-xoai&tap-the=x"}, {"tam", "/khen-thuong?nam=2024&dot=tong-ket", "viec=chi-tieu&don-vi=dong-xoai&tap-the=1&ca-nhan=2&ho=3"}, {"tam", "/khen-thuong?nam=2024&dot=tong-ket", "viec=ghi-ket-qua"}, {"tam", "/khen-thuong?nam=2024&dot=tong-ket", "viec=hop&ngay=2024-12-18&so=12/BB&thanh-vien=9&co-mat=8&phieu-x=3"},
	{"lan", "/khen-thuong/nam?nam=2024", "viec=quy"}, {"tam", "/khen-thuong/nam?nam=2024", "viec=quy&ty-le=ít&ly-do=x"}, {"tam", "/khen-thuong/nam?nam=2024", "viec=quy&trich=nhiều&ty-le=ít&ly-do=x"}, {"tam", "/khen-thuong/nam?nam=2024", "viec=quy&trich=1.600.000&ty-le=20,5%&ly-do=x"},
	{"ha", "/phap-ly", "loai=luat"}, {"tam", "/phap-ly", "loai=nghi-dinh&so=999/2024/NĐ-CP&he=nha_nuoc&ngay=2024-12-01&co-quan=Chính phủ&cap=trung_uong&noi-tu=quy định&trich-yeu=thử&hieu-luc=2025-01-15&nguon=Công báo&quan-he=thay_the&van-ban-cu=124/2021/TT-BCA&chuyen=1"}, {"tam", "/phap-ly/mot?ma=999/2024/NĐ-CP", "viec=xac-nhan&nguon=Công báo số 1"}, {"tam", "/phap-ly", "loai=luat&so=" + "&nguon="}, {"tam", "/phap-ly/mot?ma=98/2023/NĐ-CP", "viec=het-hieu-luc&ngay=x&can-cu=y"}, {"tam", "/phap-ly/mot?ma=98/2023/NĐ-CP", "viec=khac"},
	{"tam", "/mau/ke-hoach/mau.docx/ban/0", "tu-ngay=2024-12-20&ly-do=x"}, {"lan", "/mau/ke-hoach/mau.docx/ban/0", "tu-ngay=2024-12-20&ly-do="},
	{"lan", "/quan-tri/so", "viec=so"}, {"minh", "/quan-tri/so", "viec=so&ly-do=x"}, {"minh", "/quan-tri/so", "viec=so&co-quan=ubnd-tinh&ten=Sổ mới&ly-do=x"}, {"minh", "/quan-tri/so", "viec=so&co-quan=ubnd-tinh&ten=Sổ mới&nguon=trong&so-dau=0&ly-do=x"},
	{"minh", "/quan-tri/so", "viec=so&co-quan=ubnd-tinh&ten=Sổ mới&nguon=trong&so-dau=1&ly-do=x"}, {"minh", "/quan-tri/so", "viec=so&co-quan=ubnd-tinh&ten=Sổ mới&nguon=trong&so-dau=7&loai=ke-hoach&ly-do=x"}, {"minh", "/quan-tri/so", "viec=khac&ly-do=x"},
	{"minh", "/quan-tri/lich-nghi?nam=2024", "viec=ngay-nghi&ngay=2024-12-24&ten=Nghỉ bù&ly-do="}, {"minh", "/quan-tri/lich-nghi?nam=2024", "viec=ngay-nghi&ngay=2024-12-24&ten=Nghỉ bù&ly-do=Thông báo"}, {"minh", "/quan-tri/lich-nghi?nam=2024", "viec=bo-ngay&ngay=2024-12-24&ly-do=Nhầm"},
	{"minh", "/quan-tri/nam?nam=2027", "viec=nam-phong_trao&dong=&phong_trao-chu_de-0=Bình yên&ly-do=Kế hoạch"}, {"minh", "/quan-tri/nam?nam=2027", "viec=nam-dot_khen_thuong&dong=&dot_khen_thuong-ten-0=Tổng kết&ly-do=Kế hoạch"},
	{"minh", "/quan-tri/noi-nhan?kieu=ke-hoach", "viec=them-noi-nhan&ten=Sở A&vai-tro=noi_nhan&co-quan=ubnd-tinh&so-ban=2&ngay=2024-12-20&ly-do=Công văn"}, {"minh", "/quan-tri/noi-nhan?kieu=khong-co", "viec=them-noi-nhan&ten=Sở A&vai-tro=noi_nhan&co-quan=ubnd-tinh&so-ban=2&ngay=2024-12-20&ly-do=x"}, {"minh", "/quan-tri/nguoi-ky", "viec=nguoi_ky&dong=1&ngay=mai&ly-do=x"}, {"minh", "/quan-tri/don-vi?tim=loc+ninh", "viec=don_vi&dong=1&ngay=2025-01-31&ly-do=Sáp nhập"},
	{"minh", "/nguoi-dung", "viec=giao&ten=lan&vai-tro=lanh-dao&co-quan=&don-vi="}, {"minh", "/nguoi-dung", "viec=thu&ten=lan&vai-tro=lanh-dao&co-quan=&don-vi="}, {"minh", "/nguoi-dung", "viec=ngung&ten=minh"}, {"minh", "/nguoi-dung", "viec=ngung&ten=ha"}, {"minh", "/nguoi-dung", "viec=them&ten=hai chữ"}, {"tam", "/nguoi-dung", "viec=them&ten=x"},
	{"minh", "/khoa-api", "viec=them&ten=&nguoi=lan"}, {"minh", "/khoa-api", "viec=thu&khoa=999"}, {"", "/dang-nhap", "ten=tam&mat-khau=x&den=/lich"}, {"tam", "/mat-khau", "mat-khau-cu=x&mat-khau=a&mat-khau-2=b"},
}

var notices = regexp.MustCompile(`<p class="(?:fault|told)"[^>]*>([^<]*)`)

func formsAnswer(t *testing.T, by map[string]*browser) {
	var b strings.Builder
	for _, c := range tried {
		values, err := url.ParseQuery(strings.ReplaceAll(c.form, "%", "%25"))
		if err != nil {
			t.Fatal(err)
		}
		var form []string
		for name, list := range values {
			for _, v := range list {
				form = append(form, name, v)
			}
		}
		status, to, page := by[c.who].ask(t, c.path, form...)
		if status == http.StatusSeeOther {
			_, _, page = by[c.who].ask(t, to)
		}
		fmt.Fprintf(&b, "%s %s %s\n\t%d %s", c.who, c.path, c.form, status, to)
		for _, m := range notices.FindAllStringSubmatch(page, -1) {
			fmt.Fprintf(&b, "\n\t%s", html.UnescapeString(m[1]))
		}
		if status == http.StatusForbidden {
			fmt.Fprintf(&b, "\n\t%s", strings.Split(said(page), "\n")[1])
		}
		fmt.Fprintln(&b)
	}
	golden(t, "forms", b.String())
	for _, c := range []struct{ name, who, path string }{
		{"sau-van-ban", "lan", "/van-ban/1"}, {"sau-so-di", "lan", "/so-di"}, {"sau-so-di-2023", "lan", "/so-di?nam=2023"}, {"sau-phap-ly", "tam", "/phap-ly/mot?ma=999/2024/N%C4%90-CP"}, {"sau-khen-thuong", "tam", "/khen-thuong?nam=2024"},
		{"sau-quy", "tam", "/khen-thuong/nam?nam=2024"}, {"sau-nam", "minh", "/quan-tri/nam?nam=2027"}, {"sau-so", "minh", "/quan-tri/so"}, {"sau-don-vi", "minh", "/quan-tri/don-vi?tim=loc+ninh"}, {"sau-muc", "tam", "/thuyet-minh/uu-diem?nam=2025"},
	} {
		golden(t, c.name, said(by[c.who].is(t, 200, "", c.path)))
	}
}
