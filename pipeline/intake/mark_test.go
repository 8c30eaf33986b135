package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// marks are the colour and the comment of a cell.
func marks(t *testing.T, data []byte, sheet, cell string) (colour, comment string) {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	id, err := x.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := x.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if len(style.Fill.Color) > 0 {
		colour = strings.TrimPrefix(style.Fill.Color[0], "FF")
		if len(style.Fill.Color[0]) == 6 {
			colour = style.Fill.Color[0]
		}
	}
	notes, err := x.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range notes {
		if n.Cell == cell {
			for _, p := range n.Paragraph {
				comment += p.Text
			}
		}
	}
	return colour, comment
}

// TestMarks: a cell is coloured by the worst of its faults and tells of all; what concerns the file stands in the
// first cell that is shown, what concerns a sheet in the first of that; a table as text becomes a workbook.
func TestMarks(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	x := excelize.NewFile()
	defer x.Close()
	if _, err := x.NewSheet("Hai"); err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []string{"Sheet1", "Hai"} {
		if err := x.SetCellValue(sheet, "B2", "không có gì"); err != nil {
			t.Fatal(err)
		}
	}
	x.SetActiveSheet(1)
	if err := x.SetSheetVisible("Sheet1", false); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	got := bring(t, d, Request{Data: b.Bytes(), Year: 2024, Unit: "an-binh"})
	if colour, comment := marks(t, got.Marked, "Hai", "A1"); colour != colours[Wrong] || !strings.Contains(comment, "SAI: không thấy bảng nào") || !strings.Contains(comment, "CẢNH BÁO: không nhận ra bảng nào") {
		t.Errorf("file: %s, %q", colour, comment)
	}
	if colour, comment := marks(t, got.Marked, "Sheet1", "A1"); colour != colours[Doubt] || strings.Contains(comment, "không thấy") {
		t.Errorf("hidden sheet: %s, %q", colour, comment)
	}

	const table = "STT;Đơn vị;Nguồn tin;Tin có giá trị;Số vụ xử lý;Đối tượng;Đầu thú\n1;Xã Tân Hòa;40;%s;12;9;1\n"
	got = bring(t, d, Request{Name: "tin.csv", Data: fmt.Appendf(nil, table, "41"), Year: 2024})
	if colour, comment := marks(t, got.Marked, "tin", "D2"); colour != colours[Wrong] || !strings.Contains(comment, "lớn hơn") {
		t.Errorf("table as text: %s, %q, %v", colour, comment, got.Faults)
	}
	got = bring(t, d, Request{Name: "tin.csv", Data: fmt.Appendf(nil, table, "４１"), Year: 2024})
	if colour, comment := marks(t, got.Marked, "tin", "D2"); colour != colours[Wrong] || !strings.Contains(comment, "GỢI Ý: chữ số toàn khổ") || !strings.Contains(comment, "SAI: ") {
		t.Errorf("two faults: %s, %q, %v", colour, comment, got.Faults)
	}
	got = bring(t, d, Request{Name: "tin.csv", Data: fmt.Appendf(nil, table, "–"), Year: 2024})
	if colour, comment := marks(t, got.Marked, "tin", "D2"); colour != colours[Notice] || !strings.Contains(comment, "hiểu là 0") || got.Refused() {
		t.Errorf("a notice: %s, %q, %v", colour, comment, got.Faults)
	}
	if got = bring(t, d, Request{Name: "tin.csv", Data: fmt.Appendf(nil, table, "39"), Year: 2024}); got.Refused() || len(got.Faults) > 0 || got.Marked != nil || got.ID == 0 {
		t.Errorf("nothing to mark: %v, %d bytes", got.Faults, len(got.Marked))
	}
}

// TestManyFaults: a file tells of so many faults and how many more there are; a wrong one is never lost among them.
func TestManyFaults(t *testing.T) {
	fs := new(faults)
	for range 2 {
		for i := range maxTold {
			fs.add(place{"A", cellName(1, i+1)}, Notice, "lạ")
		}
	}
	if list := fs.list(); len(list) != maxTold || fs.wrong() || list[0].String() != "gợi ý: trang tính A, ô A1: lạ" {
		t.Fatalf("%d faults, wrong %v, the first %s", len(list), fs.wrong(), list[0])
	}
	fs.add(place{"A", "B1"}, Notice, "lạ")
	fs.add(place{"A", ""}, Wrong, "hỏng")
	fs.add(place{}, Wrong, "hỏng nữa")
	list := fs.list()
	if len(list) != maxTold+1 || !fs.wrong() || list[maxTold-1].String() != "sai: trang tính A: hỏng" || list[maxTold].String() != "gợi ý: và 3 chỗ khác nữa" {
		t.Errorf("%d faults, wrong %v, at the end %v", len(list), fs.wrong(), list[maxTold-1:])
	}
	if got := (Fault{Severity: Doubt, Message: "x"}).String(); got != "cảnh báo: x" {
		t.Error(got)
	}
}

// TestWhoseRowsTheyAre: the unit may stand in the last column, with the total named there; a unit that is not below
// the sender and one that stands twice are told.
func TestWhoseRowsTheyAre(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	d.Writer.MustExec(`INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, tu_ngay) VALUES ('binh-an', 'Huyện Bình An', 'Bình An', 'b', 'huyen', 'tinh', '2020-01-01')`)
	heads := []any{"STT", "Nguồn tin", "Tin có giá trị", "Số vụ xử lý", "Đối tượng", "Đầu thú", "Địa phương"}
	got := bring(t, d, Request{Year: 2024, Data: sheetOf(t, nil, heads,
		[]any{1, 40, 30, 12, 9, 1, "Xã Tân Hòa"}, []any{2, 20, 10, 2, 3, 0, "UBND xã An Phú"}, []any{"", 60, 40, 14, 12, 1, "Tổng cộng"})})
	if got.Refused() || got.Rows != 2 || got.Added != 2 || len(got.Faults) > 0 {
		t.Errorf("%+v", got)
	}
	counts(t, d, map[string]int{`SELECT nguon_tin FROM tin_bao WHERE don_vi_id = 2`: 40, `SELECT nguon_tin FROM tin_bao WHERE don_vi_id = 3`: 20})
	got = bring(t, d, Request{Data: fill(t, blank(t, d), cells{"ANTT từng đơn vị": {"B5": "Xã Tân Hòa", "C5": "Có", "D5": "Có", "B6": "Huyện Bình An", "C6": "Có", "D6": "Có", "B7": "Tân Hòa", "C7": "Có", "D7": "Có"}})})
	if !has(got.Faults, "B6", Wrong, "không thuộc đơn vị gửi") || !has(got.Faults, "B7", Wrong, "đã có một dòng ở trên") || has(got.Faults, "B5", Wrong, "") {
		t.Errorf("%v", got.Faults)
	}
}

// TestUnitsByShortNames: a name that two levels bear is the one that the head of the column or a
// word before the name says, and asked back without; a word of another level names nobody.
func TestUnitsByShortNames(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	office(t, d)
	d.Writer.MustExec(`INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, cap_tren_id, tu_ngay) VALUES ('an-binh.an-binh', 'Thị trấn An Bình', 'An Bình', 'a', 'thi_tran', 'huyen', 1, '2020-01-01')`)
	for _, c := range []struct{ head, name, want string }{
		{"Huyện, thị xã, thành phố", "An Bình", "an-binh"}, {"Xã, phường, thị trấn", "An Bình", "an-binh.an-binh"}, {"Địa phương", "An Bình", ""},
		{"Địa phương", "H. An Bình", "an-binh"}, {"Địa phương", "UBND H. An Bình", "an-binh"}, {"Địa phương", "TT An Bình", "an-binh.an-binh"}, {"Địa phương", "Thị xã An Bình", "an-binh"},
		{"Địa phương", "Xã An Phú", "an-binh.an-phu"}, {"Địa phương", "Phường Tân Hòa", "an-binh.tan-hoa"}, {"Địa phương", "Huyện Tân Hòa", ""},
	} {
		units, err := readUnits(t.Context(), d.Reader, 2024)
		if err != nil {
			t.Fatal(err)
		}
		if code, _ := units.findAt(c.name, "", headLevel(c.head)); code != c.want {
			t.Errorf("%s under %s: %q, want %q", c.name, c.head, code, c.want)
		}
	}
	got := bring(t, d, Request{Year: 2024, Data: sheetOf(t, [][2]string{{"B1", "B2"}, {"C1", "G1"}}, []any{"STT", "Huyện, thị xã, thành phố", "Tin báo"},
		[]any{"", "", "Nguồn tin", "Tin có giá trị", "Số vụ xử lý", "Đối tượng", "Đầu thú"}, []any{1, "An Bình", 40, 30, 12, 9, 1})})
	if got.Refused() || count(t, d, `SELECT nguon_tin FROM tin_bao WHERE don_vi_id = 1`) != 40 {
		t.Errorf("%v", got.Faults)
	}
}
