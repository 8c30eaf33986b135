package outgoing

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/query"
	"vanthu/pipeline/sheet"
	"vanthu/pipeline/viet"
)

// queryAgency gives the names of an agency on a day.
const queryAgency = "co_quan_ban_hanh"

// registerColumns are the columns of Sổ đăng ký văn bản đi (NĐ 30/2020, Phụ lục IV.I).
var registerColumns = []struct {
	head, tag string
	width     int
	left      bool
}{
	{"Số, ký hiệu văn bản", "so_ky_hieu", 12, true},
	{"Ngày tháng văn bản", "ngay", 8, false},
	{"Tên loại và trích yếu nội dung văn bản", "trich_yeu", 20, true},
	{"Người ký", "nguoi_ky", 11, true},
	{"Nơi nhận văn bản", "noi_nhan", 18, true},
	{"Đơn vị, người nhận bản lưu", "nguoi_nhan_luu", 9, true},
	{"Số lượng bản", "so_luong", 6, false},
	{"Ngày chuyển", "ngay_chuyen", 7, false},
	{"Ký nhận", "ky_nhan", 7, false},
	{"Ghi chú", "ghi_chu", 10, true},
}

// Register is the outgoing register of a book and year.
type Register struct {
	Book    archive.Book
	Year    int
	Numbers []archive.Number

	agency, above string // names at the head of the cover
	fonts         *font.Set
}

// Register reads the outgoing register of a book and year.
func (p *Papers) Register(ctx context.Context, book string, year int) (*Register, error) {
	books, err := archive.Books(ctx, p.DB.Reader)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(books, func(b archive.Book) bool { return b.Code == book })
	if i < 0 {
		return nil, fmt.Errorf("book %q: %w; 'vanthu book list' shows all", book, archive.ErrNotFound)
	}
	r := &Register{Book: books[i], Year: year, fonts: p.Fonts}
	if r.Numbers, err = archive.Numbers(ctx, p.DB.Reader, book, year); err != nil {
		return nil, err
	}
	if len(r.Numbers) == 0 {
		return nil, fmt.Errorf("book %s has no number of %d", book, year)
	}
	name, err := p.agency(ctx, r.Book.Agency, r.Numbers[len(r.Numbers)-1].Day)
	if err == nil {
		r.agency, r.above = oneLine(name, "ten_co_quan"), oneLine(name, "co_quan_chu_quan")
	}
	return r, nil
}

// agency returns the names of an agency on a day.
func (p *Papers) agency(ctx context.Context, code, day string) (*dataset.Record, error) {
	results, err := p.Queries.Run(ctx, p.DB, []string{queryAgency}, map[string]dataset.Value{catalog.ArgAgency: dataset.OfText(code),
		"ngay": dataset.OfText(day)}, query.Limits{})
	if err != nil {
		return nil, err
	}
	return results[queryAgency].Record(), nil
}

func oneLine(r *dataset.Record, column string) string {
	v, _ := r.Get(column)
	return strings.ReplaceAll(v.Literal(), "\n", " ")
}

// rows are the lines of the register.
func (r *Register) rows() (list [][]string) {
	for i := range r.Numbers {
		n := &r.Numbers[i]
		var notes []string
		if n.Cancelled != "" {
			notes = append(notes, "Đã hủy: "+n.Cancelled)
		}
		for _, l := range n.Links {
			notes = append(notes, l.Say(n.Document))
		}
		if n.Urgency != "" {
			notes = append(notes, n.Urgency)
		}
		copies := ""
		if n.Copies > 0 {
			copies = strconv.Itoa(n.Copies)
		}
		list = append(list, []string{n.Symbol, dayOf(n.Day), n.Title, n.Signer, strings.ReplaceAll(n.Recipients, "\n", "; "), n.Keeper,
			copies, "", "", strings.Join(notes, "; ")})
	}
	return list
}

// dayOf writes a day as registers do: 05/02/2024, 09/8/2024 (NĐ 30/2020 PL IV).
func dayOf(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return fmt.Sprintf("%02d/%s/%d", t.Day(), viet.Month(int(t.Month())), t.Year())
}

// PDF draws the register with its cover.
func (r *Register) PDF() ([]byte, error) {
	t := &pdf.Table{Landscape: true, Title: r.title(), Rows: r.rows(), Day: lastDay(r.Numbers)}
	for _, c := range registerColumns {
		t.Columns = append(t.Columns, pdf.TableColumn{Head: c.head, Width: c.width, Left: c.left})
	}
	first, last := &r.Numbers[0], &r.Numbers[len(r.Numbers)-1]
	days := make([]string, 0, len(r.Numbers))
	for _, n := range r.Numbers {
		days = append(days, n.Day)
	}
	if r.above != "" {
		t.Cover = append(t.Cover, pdf.Paragraph{Text: r.above, Size: 14})
	}
	t.Cover = append(t.Cover,
		pdf.Paragraph{Text: r.agency, Size: 14, Bold: true},
		pdf.Paragraph{Text: "SỔ ĐĂNG KÝ VĂN BẢN ĐI", Size: 26, Bold: true, Space: 40},
		pdf.Paragraph{Text: fmt.Sprintf("Năm: %d", r.Year), Size: 16, Space: 6},
		pdf.Paragraph{Text: r.Book.Name, Size: 14, Italic: true, Space: 6},
		pdf.Paragraph{Text: fmt.Sprintf("Từ số %s đến số %s", first.Text(), last.Text()), Size: 14, Space: 20},
		pdf.Paragraph{Text: fmt.Sprintf("Từ ngày %s đến ngày %s", dayOf(slices.Min(days)), dayOf(slices.Max(days))), Size: 14, Space: 4},
		pdf.Paragraph{Text: "Quyển số: ........", Size: 14, Space: 4})
	t.After = []pdf.Paragraph{{Text: " ", Right: "NGƯỜI LẬP SỔ", Bold: true, Space: 8}, {Text: " ", Right: "(Ký, ghi rõ họ tên)", Italic: true}}
	return buffer(func(b *bytes.Buffer) error { return pdf.WriteTable(b, r.fonts, t) })
}

func (r *Register) title() string {
	return fmt.Sprintf("Sổ đăng ký văn bản đi năm %d", r.Year)
}

func lastDay(list []archive.Number) (last time.Time) {
	for _, n := range list {
		if t, err := time.Parse(time.DateOnly, n.Day); err == nil && t.After(last) {
			last = t
		}
	}
	return last
}

// XLSX is the register as a workbook.
func (r *Register) XLSX() ([]byte, error) {
	a := sheet.Annex{Sheet: "Văn bản đi " + strconv.Itoa(r.Year), Title: strings.ToUpper(r.title()), List: "so"}
	names := make([]string, len(registerColumns))
	for i, c := range registerColumns {
		a.Columns = append(a.Columns, sheet.Column{Head: c.head, Tag: "{" + c.tag + "}", Width: float64(c.width) * 1.6, Text: c.left})
		names[i] = c.tag
	}
	template, err := buffer(func(b *bytes.Buffer) error { return sheet.WriteTemplate(b, []sheet.Annex{a}) })
	if err != nil {
		return nil, err
	}
	compiled, err := sheet.Compile(template)
	if err != nil {
		return nil, err
	}
	columns, err := dataset.NewColumns(names...)
	if err != nil {
		return nil, err
	}
	var items []dataset.Value
	for i, cells := range r.rows() {
		values := make([]dataset.Value, len(cells))
		for k, c := range cells {
			values[k] = dataset.OfText(c)
		}
		values[1] = dataset.OfText(r.Numbers[i].Day) // a real day
		if n := r.Numbers[i].Copies; n > 0 {
			values[6] = dataset.OfInt(int64(n))
		}
		items = append(items, dataset.OfRecord(dataset.NewRecord(columns, values)))
	}
	set := new(dataset.Set)
	if err := set.Put("so", dataset.OfList(items)); err != nil {
		return nil, err
	}
	return buffer(func(b *bytes.Buffer) error { return compiled.Fill(b, set) })
}

// Slip draws the phiếu gửi of a numbered document, with a line for each recipient.
func (p *Papers) Slip(ctx context.Context, id int64) ([]byte, error) {
	doc, err := archive.Get(ctx, p.DB.Reader, id)
	if err != nil {
		return nil, err
	}
	if doc.Symbol == "" {
		return nil, fmt.Errorf("%s: văn bản chưa có số", doc.Name)
	}
	n, err := archive.NumberOf(ctx, p.DB.Reader, id)
	if err != nil {
		return nil, err
	}
	agency, place, full := "", "", ""
	if name, err := p.agency(ctx, doc.Agency, n.Day); err == nil {
		agency, place, full = oneLine(name, "ten_co_quan"), oneLine(name, "dia_danh"), oneLine(name, "ten_day_du_co_quan")
	}
	t, err := time.Parse(time.DateOnly, n.Day)
	if err != nil {
		return nil, err
	}
	slip := &pdf.Table{Title: "Phiếu gửi văn bản " + n.Symbol, Day: t}
	slip.Before = []pdf.Paragraph{
		{Text: agency, Right: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Bold: true, Size: 11, Under: [2]float64{0.4, 0}},
		{Text: " ", Right: "Độc lập - Tự do - Hạnh phúc", Bold: true, Size: 12, Under: [2]float64{0, 1}},
		{Text: "Số: ......../PG", Right: fmt.Sprintf("%s, %s", place, viet.LongDate(t.Year(), int(t.Month()), t.Day())), Size: 12, Slant: true, Space: 4},
		{Text: "PHIẾU GỬI", Bold: true, Size: 16, Space: 12},
		{Text: fmt.Sprintf("%s trân trọng gửi đến các cơ quan, đơn vị có tên dưới đây văn bản sau:", full), Left: true, Space: 8},
		{Text: fmt.Sprintf("%s ngày %s: %s.", n.Symbol, dayOf(n.Day), n.Title), Left: true, Space: 3},
	}
	if doc.Urgency != "" {
		slip.Before = append(slip.Before, pdf.Paragraph{Text: "Mức độ khẩn: " + doc.Urgency, Bold: true, Left: true, Space: 3})
	}
	slip.Before = append(slip.Before, pdf.Paragraph{Text: " ", Size: 6})
	slip.Columns = []pdf.TableColumn{{Head: "TT", Width: 2}, {Head: "Nơi nhận", Width: 11, Left: true}, {Head: "Ngày nhận", Width: 4}, {Head: "Ký nhận", Width: 5}}
	for i, to := range strings.Split(n.Recipients, "\n") {
		slip.Rows = append(slip.Rows, []string{strconv.Itoa(i + 1), to, "", ""})
	}
	slip.After = []pdf.Paragraph{
		{Text: fmt.Sprintf("Tổng số: %02d bản. Sau khi nhận được, đề nghị ký nhận và gửi lại phiếu này.", n.Copies), Left: true, Space: 6},
		{Text: " ", Right: "NGƯỜI GỬI", Bold: true, Space: 6}, {Text: " ", Right: "(Ký, ghi rõ họ tên)", Italic: true},
	}
	return buffer(func(b *bytes.Buffer) error { return pdf.WriteTable(b, p.Fonts, slip) })
}
