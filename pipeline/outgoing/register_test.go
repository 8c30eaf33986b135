package outgoing

import (
	"bytes"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jmoiron/sqlx"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
	"vanthu/templates"
)

// The outgoing register as Phụ lục IV has it: cover, ten columns, heads on every page, on
// paper and as a workbook; one content and the same bytes each time.
func TestRegister(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := office(t, d)
		book(t, p, archive.Book{Code: "qd", Agency: "ubnd-tinh", Source: archive.Outside, First: 1, Kinds: []string{"*"}})
		doc := move(t, p, plan(t, p), toSigned...)
		if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "5", Day: "2024-02-05", At: noon}); err != nil {
			t.Fatal(err)
		}
		const papers = 120
		err := p.DB.Write(t.Context(), func(tx *sqlx.Tx) error {
			for i := 10; i < 10+papers; i++ {
				_, err := archive.Register(t.Context(), tx, archive.Entry{Book: "qd", Symbol: "UBND-NC", By: admin, Number: strconv.Itoa(i), Day: "2024-09-09", At: noon,
					Title: fmt.Sprintf("Công văn thứ %d về việc chuẩn bị tổng kết phong trào", i), Signer: "Lê Thị Ví Dụ", Recipients: "Sở Nội vụ", Keeper: "VT", Copies: 3})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		r, err := p.Register(t.Context(), "qd", 2024)
		if err != nil {
			t.Fatal(err)
		}
		data, err := r.PDF()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := r.PDF(); err != nil || !bytes.Equal(again, data) {
			t.Errorf("the same register, other bytes: %v", err)
		}
		list := pages(t, data)
		if len(list) < 5 {
			t.Fatalf("%d pages", len(list))
		}
		for _, want := range []string{"ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC", "SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Năm: 2024", "Từ số 05 đến số 129", "05/02/2024", "09/9/2024"} {
			if !strings.Contains(strings.Join(strings.Fields(list[0]), " "), want) {
				t.Errorf("the cover lacks %q:\n%s", want, list[0])
			}
		}
		heads := []string{"Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký", "Nơi nhận văn bản",
			"Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú"}
		for i, page := range list[1:] {
			page = strings.Join(strings.Fields(page), " ")
			for n, h := range heads {
				if words := strings.Fields(h); !strings.Contains(page, words[0]) || !strings.Contains(page, fmt.Sprintf("(%d)", n+1)) {
					t.Errorf("page %d lacks the head %q", i+2, h)
				}
			}
		}
		all := strings.Join(strings.Fields(strings.Join(list[1:], " ")), " ")
		for i := 10; i < 10+papers; i++ {
			if strings.Count(" "+all, fmt.Sprintf(" %d/UBND-NC", i)) != 1 {
				t.Errorf("%d/UBND-NC is not there once", i)
			}
		}
		x, err := r.XLSX()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := r.XLSX(); err != nil || !bytes.Equal(again, x) {
			t.Errorf("the same workbook, other bytes: %v", err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(x))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := f.GetRows(f.GetSheetName(0))
		if err != nil {
			t.Fatal(err)
		}
		head, first := -1, []string(nil)
		for i, row := range rows {
			if strings.Join(row, "|") == strings.Join(heads, "|") {
				head = i
			}
			if len(row) > 0 && row[0] == "05/KH-UBND" {
				first = row
			}
		}
		if head < 0 || len(rows)-head < papers || len(first) < 7 || !strings.Contains(first[2], "Kế hoạch") || first[3] == "" || first[4] == "" || first[5] == "" {
			t.Errorf("workbook: head in row %d of %d; %q", head, len(rows), first)
		}
		if first[6] != strconv.Itoa(r.Numbers[0].Copies) {
			t.Errorf("copies in the workbook %q, want %d", first[6], r.Numbers[0].Copies)
		}
	})
}

// The number of copies is the sum of the recipients' copies (Đ.17); phiếu gửi names each
// recipient and the sum.
func TestCopiesAndSlip(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	p.DB.Writer.MustExec(`DELETE FROM noi_nhan WHERE kieu = 'ke-hoach' AND vai_tro IN ('noi_nhan', 'kinh_gui') AND nhom_ma IS NOT NULL`)
	var sum int
	if err := p.DB.Reader.Get(&sum, `SELECT SUM(so_ban) FROM noi_nhan WHERE kieu = 'ke-hoach' AND co_quan_ma = 'ubnd-tinh' AND vai_tro IN ('noi_nhan', 'kinh_gui')
		AND tu_ngay <= '2024-02-05' AND (den_ngay IS NULL OR den_ngay >= '2024-02-05')`); err != nil || sum < 5 {
		t.Fatalf("copies of the recipients: %d, %v", sum, err)
	}
	doc := move(t, p, plan(t, p), toSigned...)
	n, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "5", Day: "2024-02-05", At: noon})
	if err != nil || n.Copies != sum {
		t.Fatalf("%d copies, want %d, %v", n.Copies, sum, err)
	}
	slip, err := p.Slip(t.Context(), doc.ID)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := p.Slip(t.Context(), doc.ID); err != nil || !bytes.Equal(again, slip) {
		t.Errorf("the same slip, other bytes: %v", err)
	}
	text := strings.Join(strings.Fields(strings.Join(pages(t, slip), " ")), " ")
	set, err := p.dataSet(t.Context(), doc.ID, doc.FromRun)
	if err != nil {
		t.Fatal(err)
	}
	recipients, _ := set.Get("noi_nhan")
	want := []string{"PHIẾU GỬI", "ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "05/KH-UBND ngày 05/02/2024",
		fmt.Sprintf("Tổng số: %02d bản", sum), "NGƯỜI GỬI", "Nơi nhận", "Ký nhận", "/PG-UBND",
		"Kế hoạch Phát động phong trào thi đua “Toàn dân bảo vệ an ninh Tổ quốc” năm 2024"}
	listed := 0
	for _, item := range recipients.Items() {
		if name := literal(item, "ten"); !strings.HasPrefix(name, "Lưu:") {
			listed++
			want = append(want, name)
		}
	}
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the slip lacks %q:\n%s", w, text)
		}
	}
	if listed < 3 {
		t.Errorf("%d recipients", listed)
	}
}

// The register tells a paper in its own words, with all whom it goes to: what a person
// changed in Word before it was signed, and those whom it addresses in the place of Như trên.
func TestRegisterInThePapersWords(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := kept(t, p, "to-trinh-khen-thuong", map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": "2025-01-14"})
	word := rewrite(t, file(t, p, doc, 1, "docx"), "Về việc đề nghị tặng", "Về việc đề nghị xét, tặng", "- Ban Thi đua - Khen thưởng tỉnh;", "- Phòng TĐKT tỉnh;")
	if _, _, err := p.TakeIn(t.Context(), doc, admin, word); err != nil {
		t.Fatal(err)
	}
	doc = move(t, p, doc, toSigned...)
	n, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "5", Day: "2025-01-14", At: noon})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(n.Title, "Tờ trình về việc đề nghị xét, tặng Bằng khen") || n.Keeper != "VT, PV05" {
		t.Errorf("title %q, keeper %q", n.Title, n.Keeper)
	}
	to := strings.Split(n.Recipients, "\n")
	if len(to) != 4 || to[0] != "Chủ tịch Ủy ban nhân dân tỉnh" || to[2] != "Phòng TĐKT tỉnh" || strings.Contains(n.Recipients, "Như trên") {
		t.Errorf("recipients %q", to)
	}
}

// An office prints register and slip by templates of its own.
func TestRegisterByTheOfficesTemplate(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := move(t, p, plan(t, p), toSigned...)
	if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "5", Day: "2024-02-05", At: noon}); err != nil {
		t.Fatal(err)
	}
	shipped, err := fs.ReadFile(templates.FS(), slipWord)
	if err != nil {
		t.Fatal(err)
	}
	p.Templates = fstest.MapFS{slipWord: {Data: rewrite(t, shipped, "PHIẾU GỬI", "PHIẾU GỬI VĂN BẢN")}}
	slip, err := p.Slip(t.Context(), doc.ID)
	if err != nil || !strings.Contains(strings.Join(pages(t, slip), ""), "PHIẾU GỬI VĂN BẢN") {
		t.Errorf("the office's slip: %v", err)
	}
}

func literal(v dataset.Value, column string) string {
	c, _ := v.Record().Get(column)
	return c.Literal()
}
