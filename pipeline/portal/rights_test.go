package portal

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// columns are the roles of table: each for the agency ubnd-tinh alone, đơn vị for the unit
// dong-xoai alone, quản trị for all.
var columns = []people.Role{people.Admin, people.Clerk, people.Drafter, people.FormCheck, people.Appraiser, people.Leader, people.UnitMember}

// The papers of the table: of the own agency; of another; to the own unit; to another unit.
const (
	ours, theirs, toOurs, toTheirs = "1", "2", "3", "4"
)

// rightsTable is who may do what, written a second time, by what is asked for. A letter for
// each of columns: y done, or refused for another cause than who asks; n refused, with who can;
// - as if it were not there.
var rightsTable = []struct{ what, path, form, may string }{
	{"tổng quan", "/", "", "yyyyyyy"},
	{"văn bản", "/van-ban", "", "yyyyyyy"},
	{"lịch", "/lich", "", "yyyyyyn"},
	{"một việc", "/lich/hong", "", "yyyyyyn"},
	{"số liệu", "/so-lieu?nam=2024", "", "yyynnny"},
	{"khen thưởng", "/khen-thuong?nam=2024", "", "yyyyyyn"},
	{"quỹ, danh hiệu", "/khen-thuong/nam?nam=2024", "", "yyyyyyn"},
	{"ghi quỹ", "/khen-thuong/nam?nam=2024", "viec=quy", "ynynynn"},
	{"biểu đồ", "/khen-thuong/so-sanh/2024", "", "yyyyyyn"},
	{"sổ đi", "/so-di", "", "yyyyyyn"},
	{"pháp lý", "/phap-ly", "", "yyyyyyy"},
	{"mẫu", "/mau", "", "yyyyyyn"},
	{"hướng dẫn", "/huong-dan", "", "yyyyyyy"},
	{"nhật ký", "/nhat-ky", "", "ynnnnnn"},
	{"người dùng", "/nguoi-dung", "", "ynnnnnn"},
	{"khóa API", "/khoa-api", "", "ynnnnnn"},
	{"tạo", "/tao", "", "yyynnnn"},
	{"thuyết minh", "/thuyet-minh?nam=2024", "", "yyyyyyn"},
	{"quản trị", "/quan-tri", "", "ynnnnnn"},
	{"tệp cơ quan", "/quan-tri/co-quan.xlsx", "", "ynnnnnn"},

	{"xem văn bản", "/van-ban/" + ours, "", "yyyyyy-"},
	{"xem của cơ quan khác", "/van-ban/" + theirs, "", "y------"},
	{"xem thư gửi đơn vị mình", "/van-ban/" + toOurs, "", "yyyyyyy"},
	{"xem thư gửi đơn vị khác", "/van-ban/" + toTheirs, "", "yyyyyy-"},
	{"xem trang", "/van-ban/" + ours + "/ban/1/trang/1", "", "yyyyyy-"},
	{"xem một trang", "/van-ban/" + ours + "/ban/1/xem/1", "", "yyyyyy-"},
	{"tải tệp", "/van-ban/" + ours + "/ban/1/KH-phat-dong-phong-trao-2024.pdf", "", "yyyyyy-"},
	{"tải của cơ quan khác", "/van-ban/" + theirs + "/ban/1/P2.pdf", "", "y------"},
	{"tải thư gửi đơn vị mình", "/van-ban/" + toOurs + "/ban/1/P3.pdf", "", "yyyyyyy"},
	{"tải thư gửi đơn vị khác", "/van-ban/" + toTheirs + "/ban/1/P4.docx", "", "yyyyyy-"},
	{"nguồn số liệu", "/van-ban/" + theirs + "/nguon?so=1", "", "y------"},

	{"kiểm tra nội dung", "/van-ban/" + ours + "/chuyen", "den=da-kiem-tra-noi-dung", "ynynyn-"},
	{"kiểm tra của cơ quan khác", "/van-ban/" + theirs + "/chuyen", "den=da-kiem-tra-noi-dung", "y------"},
	{"kiểm tra thư gửi đơn vị khác", "/van-ban/" + toTheirs + "/chuyen", "den=da-kiem-tra-noi-dung", "ynynyn-"},
	{"hủy", "/van-ban/" + ours + "/chuyen", "den=huy&ly-do=thừa", "yyynny-"},
	{"hủy thư gửi đơn vị mình", "/van-ban/" + toOurs + "/chuyen", "den=huy&ly-do=thừa", "yyynnyn"},
	{"gửi bản sửa", "/van-ban/" + ours + "/ban-sua", "tep=x.docx", "yyynny-"},
	{"gửi bản sửa thư gửi đơn vị mình", "/van-ban/" + toOurs + "/ban-sua", "tep=x.docx", "yyynnyn"},
	{"gửi bản sửa của cơ quan khác", "/van-ban/" + theirs + "/ban-sua", "tep=x.docx", "y------"},

	{"gửi bản ký", "/van-ban/" + ours + "/ban-ky", "tep=x.pdf", "yynnny-"},
	{"số liệu đơn vị mình", "/so-lieu/dong-xoai?nam=2024", "", "yyynnny"},
	{"số liệu đơn vị khác", "/so-lieu/loc-ninh?nam=2024", "", "yyynnn-"},
	{"biểu mẫu đơn vị khác", "/so-lieu/loc-ninh/mau.xlsx?nam=2024", "", "yyynnn-"},
	{"sửa số liệu đơn vị mình", "/so-lieu/dong-xoai/sua?nam=2024", "so-lieu=x.y&gia-tri=1&ly-do=z", "yyynnny"},
	{"sửa số liệu đơn vị khác", "/so-lieu/loc-ninh/sua?nam=2024", "so-lieu=x.y&gia-tri=1&ly-do=z", "yyynnn-"},
	{"khóa số liệu", "/so-lieu/khoa?nam=2024", "viec=mo", "yyynnnn"},
	{"lập văn bản", "/tao/ke-hoach", "nam=2024&ngay=sai", "yyynnnn"},
	{"lập văn bản cơ quan khác", "/tao/don-doc-chung", "nam=2024&ky=2024-11", "ynnnnnn"},
	{"viết lời văn", "/thuyet-minh/uu-diem?nam=2025&co-quan=ubnd-tinh", "viec=xac-nhan&noi-dung=", "yyynnnn"},
	{"viết lời văn của cơ quan khác", "/thuyet-minh/uu-diem?nam=2025&co-quan=cong-an-tinh", "viec=xac-nhan&noi-dung=", "ynnnnnn"},
	{"đưa mẫu vào dùng", "/mau/ke-hoach/mau.docx/ban/0", "tu-ngay=sai", "yynynnn"},
	{"thêm văn bản pháp lý", "/phap-ly", "loai=", "yyyynnn"},
	{"hết hiệu lực", "/phap-ly/mot?ma=98/2023/N%C4%90-CP", "viec=het-hieu-luc&ngay=sai", "yyyynnn"},
	{"sửa người ký", "/quan-tri/nguoi-ky", "viec=nguoi_ky&dong=1&ngay=sai", "ynnnnnn"},
	{"chạy việc", "/lich/hong", "viec=dung", "yyynnnn"},
	{"cấp khóa API", "/khoa-api", "viec=thu&khoa=999", "ynnnnnn"},
	{"thêm người", "/nguoi-dung", "viec=them&ten=", "ynnnnnn"},
}

// apiTable is the same for programs, with a token of both scopes.
var apiTable = []struct{ what, path, may string }{
	{"văn bản", "/documents/" + ours, "yyyyyy-"},
	{"văn bản của cơ quan khác", "/documents/" + theirs, "y------"},
	{"thư gửi đơn vị mình", "/documents/" + toOurs, "yyyyyyy"},
	{"thư gửi đơn vị khác", "/documents/" + toTheirs, "yyyyyy-"},
	{"tệp", "/documents/" + ours + "/versions/1/files/pdf", "yyyyyy-"},
	{"tệp của cơ quan khác", "/documents/" + theirs + "/versions/1/files/pdf", "y------"},
	{"tệp thư gửi đơn vị khác", "/documents/" + toTheirs + "/versions/1/files/pdf", "yyyyyy-"},
	{"số liệu đơn vị mình", "/workbooks dong-xoai", "yyynnny"},
	{"số liệu đơn vị khác", "/workbooks loc-ninh", "yyynnnn"},
}

// Every role and every thing to do, with what is one's own and what is others', on the pages
// and through the API.
func TestRightsTable(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		for _, m := range []*archive.Made{
			{Key: archive.Key{Kind: "bao-cao-tong-ket", Period: "2024-11", Agency: "cong-an-tinh"}, Name: "P2", Title: "Báo cáo"},
			{Key: archive.Key{Kind: "don-doc", Period: "2024-11", Agency: "ubnd-tinh", Unit: "dong-xoai"}, Name: "P3", Title: "Công văn"},
			{Key: archive.Key{Kind: "don-doc", Period: "2024-11", Agency: "ubnd-tinh", Unit: "loc-ninh"}, Name: "P4", Title: "Công văn"},
		} {
			m.Year, m.Files = 2024, []archive.File{{Format: "docx", Data: []byte(m.Name + " docx")}, {Format: "pdf", Data: []byte("%PDF " + m.Name)}}
			keep(t, d, m)
		}
		ownBook, otherBook := filledBook(t, d, "dong-xoai", 12, 340, 0, 0, 0, 0, 0), filledBook(t, d, "loc-ninh", 12, 340, 0, 0, 0, 0, 0)
		for i, role := range columns {
			b := s.member(t, role)
			for _, row := range rightsTable {
				d.Writer.MustExec(`UPDATE documents SET state = 'du-thao', submitted_version = NULL`)
				if got := answer(b.try(t, row.path, row.form)); got != row.may[i] {
					t.Errorf("%s, %s: %c, want %c", role, row.what, got, row.may[i])
				}
			}
			for unit, want := range map[string]byte{"dong-xoai": "yyynnny"[i], "loc-ninh": "yyynnnn"[i]} {
				if got := answer(b.send(t, "/so-lieu?nam=2024", "a.xlsx", map[string][]byte{"dong-xoai": ownBook, "loc-ninh": otherBook}[unit])); got != want {
					t.Errorf("%s sends the workbook of %s: %c, want %c", role, unit, got, want)
				}
			}
			token := s.token(t, "nguoi-"+string(role), "read send")
			for _, row := range apiTable {
				path, unit, isBook := strings.Cut(row.path, " ")
				var body []byte
				if isBook {
					body = bookCall(map[string][]byte{"dong-xoai": ownBook, "loc-ninh": otherBook}[unit])
				}
				status, text := apiTry(t, s.URL+apiRoot+path, token, body)
				if got := answer(status, text); got != row.may[i] {
					t.Errorf("API, %s, %s: %c (%d %s), want %c", role, row.what, got, status, text, row.may[i])
				}
			}
		}
	})
}

// grantOf is the grant of a role of columns.
func grantOf(role people.Role) people.Grant {
	switch role {
	case people.Admin:
		return people.Grant{Role: role}
	case people.UnitMember:
		return people.Grant{Role: role, Unit: "dong-xoai"}
	}
	return people.Grant{Role: role, Agency: "ubnd-tinh"}
}

// member adds a person of a role of columns, who enters; quản trị with a second factor.
func (s *house) member(t *testing.T, role people.Role) *browser {
	t.Helper()
	name := "nguoi-" + string(role)
	s.add(t, name, grantOf(role))
	b := s.by(t, name)
	if role == people.Admin {
		secret := regexp.MustCompile(`Khóa: <code>([A-Z2-7 ]+)</code>`).FindStringSubmatch(b.is(t, 200, "Khóa:", "/ma-xac-nhan"))[1]
		b.is(t, 303, "/", "/ma-xac-nhan", "ma", onDevice(t, secret, s.clock()))
	}
	return b
}

// try asks for a page, sends a form, or a file that no program can read.
func (b *browser) try(t *testing.T, path, form string) (int, string) {
	t.Helper()
	if name, isFile := strings.CutPrefix(form, "tep="); isFile {
		return b.send(t, path, name, []byte("không phải Word"))
	}
	var pairs []string
	for pair := range strings.SplitSeq(form, "&") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			pairs = append(pairs, name, value)
		}
	}
	status, _, body := b.ask(t, path, pairs...)
	return status, body
}

// answer says in a letter of the tables what came of a try.
func answer(status int, body string) byte {
	switch saysWho := strings.Contains(body, "cần vai trò"); {
	case status == http.StatusNotFound:
		return '-'
	case status >= 400 && saysWho:
		return 'n'
	case status == http.StatusForbidden || status >= 500:
		return '?'
	}
	return 'y'
}

// bookCall is the body of a call that sends a workbook of 2024.
func bookCall(data []byte) []byte {
	return fmt.Appendf(nil, `{"name":"a.xlsx","year":2024,"content":%q}`, base64.StdEncoding.EncodeToString(data))
}

// apiTry reads what a path gives, or sends a body to it.
func apiTry(t *testing.T, url, token string, body []byte) (int, string) {
	t.Helper()
	method := "GET"
	if body != nil {
		method = "POST"
	}
	r, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(r)
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
