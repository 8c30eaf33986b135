package portal

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/access"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// Quản trị changes terms, recipients and days off, makes backups and checks them, and sees
// what the office lacks; nobody else does.
func TestAdmin(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		minh, lan := s.admin(t, "minh"), s.by(t, "lan")
		for _, page := range []string{"/quan-tri", "/quan-tri/nguoi-ky", "/quan-tri/noi-nhan", "/quan-tri/lich-nghi", "/quan-tri/sao-luu", "/quan-tri/co-quan.xlsx"} {
			lan.is(t, 403, "quản trị", page)
		}
		for _, page := range []string{"/quan-tri/lich-nghi", "/quan-tri/sao-luu", "/quan-tri/co-quan"} {
			lan.is(t, 403, "quản trị", page, "viec", "sao-luu")
		}
		minh.is(t, 404, "", "/quan-tri/gi-do")
		minh.is(t, 200, "cần gì, có gì", "/quan-tri?nam=2024")

		var signer int64
		if err := d.Reader.Get(&signer, `SELECT MIN(id) FROM nguoi_ky WHERE den_ngay IS NULL`); err != nil {
			t.Fatal(err)
		}
		end := func(table string, id int64, day string) []string {
			return []string{"viec", table, "dong", strconv.FormatInt(id, 10), "ngay", day}
		}
		minh.is(t, 200, "Ngày ký cuối", "/quan-tri/nguoi-ky")
		minh.is(t, 422, "không phải là ngày", "/quan-tri/nguoi-ky", end("nguoi_ky", signer, "mai")...)
		minh.is(t, 422, "trước ngày đầu", "/quan-tri/nguoi-ky", end("nguoi_ky", signer, "1990-01-01")...)
		minh.is(t, 404, "", "/quan-tri/nguoi-ky", end("nguoi_ky", 0, "2026-01-01")...)
		minh.is(t, 422, "không có việc này", "/quan-tri/nguoi-ky", end("don_vi", 1, "2026-01-01")...)
		minh.is(t, 303, "/quan-tri/nguoi-ky", "/quan-tri/nguoi-ky", end("nguoi_ky", signer, "2031-01-31")...)
		minh.is(t, 200, "31/01/2031", "/quan-tri/nguoi-ky")

		const to = "/quan-tri/noi-nhan?kieu=ke-hoach"
		minh.is(t, 404, "", "/quan-tri/noi-nhan?kieu=khong-co")
		add := func(name, role, agency, copies, day string) []string {
			return []string{"viec", "them-noi-nhan", "ten", name, "vai-tro", role, "co-quan", agency, "so-ban", copies, "ngay", day}
		}
		for _, wrong := range [][]string{{" ", "noi_nhan", "ubnd-tinh", "1", "2024-12-20", "ghi tên"}, {"Sở A", "luu", "ubnd-tinh", "1", "2024-12-20", "chọn Kính gửi"},
			{"Sở A", "noi_nhan", "khong-co", "1", "2024-12-20", "chọn cơ quan"}, {"Sở A", "noi_nhan", "ubnd-tinh", "0", "2024-12-20", "số bản"}, {"Sở A", "noi_nhan", "ubnd-tinh", "1", "x", "không phải là ngày"}} {
			if _, _, body := minh.ask(t, to, add(wrong[0], wrong[1], wrong[2], wrong[3], wrong[4])...); !strings.Contains(strings.ToLower(body), strings.ToLower(wrong[5])) {
				t.Errorf("%q is not refused with %q", wrong[:5], wrong[5])
			}
		}
		minh.is(t, 303, "/quan-tri/noi-nhan?kieu=ke-hoach", to, add("Sở <b>A</b>;", "noi_nhan", "ubnd-tinh", "2", "2024-12-20")...)
		minh.is(t, 200, "Sở &lt;b&gt;A&lt;/b&gt;</th>", to)

		const days = "/quan-tri/lich-nghi?nam=2027"
		minh.is(t, 200, "chưa có lịch nghỉ", days)
		for _, wrong := range [][]string{{"x", "Nghỉ", "", "không phải là ngày"}, {"2027-09-02", " ", "", "ghi tên"}, {"2027-09-02", "Bù", "1", "thứ Bảy"}, {"2027-09-04", "Nghỉ", "", "đã là ngày nghỉ"}} {
			if _, _, body := minh.ask(t, days, "viec", "ngay-nghi", "ngay", wrong[0], "ten", wrong[1], "lam-viec", wrong[2]); !strings.Contains(strings.ToLower(body), strings.ToLower(wrong[3])) {
				t.Errorf("%q is not refused with %q", wrong[:3], wrong[3])
			}
		}
		minh.is(t, 303, days, days, "viec", "ngay-nghi", "ngay", "2027-09-02", "ten", "Quốc khánh")
		minh.is(t, 200, "02/9/2027", days)
		minh.is(t, 303, days, days, "viec", "bo-ngay", "ngay", "2027-09-02")
		minh.is(t, 422, "hông có ngày", days, "viec", "bo-ngay", "ngay", "2027-09-02")

		const copies = "/quan-tri/sao-luu"
		minh.is(t, 200, "Chưa có bản sao lưu", copies)
		minh.is(t, 404, "", copies, "viec", "khac")
		minh.is(t, 404, "", copies, "viec", "kiem-tra", "tep", "../x")
		minh.is(t, 404, "", copies, "viec", "kiem-tra", "tep", "vanthu-20000101-000000.db")
		minh.is(t, 303, copies, copies, "viec", "sao-luu")
		name := regexp.MustCompile(`vanthu-\d{8}-\d{6}\.(db|dump)`).FindString(minh.is(t, 200, "Đã sao lưu", copies))
		minh.is(t, 303, copies, copies, "viec", "kiem-tra", "tep", name)
		minh.is(t, 200, "nguyên vẹn", copies)

		var acts int
		if err := d.Reader.Get(&acts, `SELECT COUNT(*) FROM audit WHERE act IN ('office.change', 'database.backup')`); err != nil || acts != 6 {
			t.Errorf("%d acts, want 6: %v", acts, err)
		}
	})
}

// An office is set up from one workbook: faults cell by cell, what is missing after it.
func TestSetUpOffice(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s := open(t, d, Config{As: "minh", Local: true})
	b := s.browser(t)
	resp, err := b.Get(s.URL + "/quan-tri/co-quan.xlsx?nam=2024")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	book, err := io.ReadAll(resp.Body)
	if err != nil || !bytes.HasPrefix(book, []byte("PK")) {
		t.Fatalf("no workbook: %s %v", resp.Status, err)
	}
	for _, c := range []struct {
		name string
		data []byte
		says string
	}{{"x.csv", book, "không phải là tệp .xlsx"}, {"x.xlsx", []byte("no zip"), "Không nhận"}, {"x.xlsx", filledIn(t, book, "Đơn vị", "B5", "Xã thử"), "Chưa nhận vì tệp có lỗi"}} {
		if status, body := b.sendForm(t, "/quan-tri/co-quan", c.name, c.data); status != 422 || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d without %q", c.name, status, c.says)
		}
	}
	if body := b.is(t, 200, "còn thiếu", "/quan-tri?nam=2024"); !strings.Contains(body, "Tệp cơ quan đã điền") {
		t.Error("an empty office is not offered the form")
	}
	d.Writer.MustExec(`UPDATE co_so_du_lieu SET so_lieu_mau = TRUE`)
	if status, body := b.sendForm(t, "/quan-tri/co-quan", "x.xlsx", book); status != 422 || !strings.Contains(body, "số liệu mẫu") {
		t.Errorf("sample data take an office: %d", status)
	}
}

// admin enters as quản trị, with the second factor.
func (s *house) admin(t *testing.T, name string) *browser {
	t.Helper()
	b := s.by(t, name)
	secret := regexp.MustCompile(`Khóa: <code>([A-Z2-7 ]+)</code>`).FindStringSubmatch(b.is(t, 200, "Khóa:", "/ma-xac-nhan"))[1]
	b.is(t, 303, "/", "/ma-xac-nhan", "ma", access.Code(strings.ReplaceAll(secret, " ", ""), s.clock()))
	return b
}

// filledIn is a workbook with one more cell filled.
func filledIn(t *testing.T, book []byte, sheet, cell, value string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
