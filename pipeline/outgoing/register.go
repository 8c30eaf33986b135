package outgoing

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/making"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/people"
	"vanthu/pipeline/sheet"
)

// queryAgency gives the names of an agency on a day.
const queryAgency = "co_quan_ban_hanh"

// The templates of register and slip, which no document.yaml makes a kind of document.
const (
	registerWord = "so-van-ban-di/mau.docx"
	registerBook = "so-van-ban-di/so.xlsx"
	slipWord     = "phieu-gui/mau.docx"
)

// Printed names the folders of templates that are printed without being kinds of document.
func Printed() []string { return []string{path.Dir(slipWord), path.Dir(registerWord)} }

// Register is the outgoing register of a book and year.
type Register struct {
	Book    archive.Book
	Year    int
	Numbers []archive.Number

	m   *making.Maker
	set *dataset.Set // what the templates are filled from
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
	r := &Register{Book: books[i], Year: year, m: p.Maker}
	if r.Numbers, err = archive.Numbers(ctx, p.DB.Reader, book, year); err != nil {
		return nil, err
	}
	if len(r.Numbers) == 0 {
		return nil, fmt.Errorf("book %s has no number of %d", book, year)
	}
	r.set, err = p.withAgency(ctx, r.Book.Agency, r.Numbers[len(r.Numbers)-1].Day)
	if err != nil {
		return nil, err
	}
	return r, r.fill()
}

// withAgency begins a data set with the names of an agency on a day; all are empty where
// the agency has none then.
func (p *Papers) withAgency(ctx context.Context, code, day string) (*dataset.Set, error) {
	set := new(dataset.Set)
	results, err := p.Queries.Run(ctx, p.DB, []string{queryAgency}, map[string]dataset.Value{catalog.ArgAgency: dataset.OfText(code),
		"ngay": dataset.OfText(day)})
	if err == nil {
		return set, set.PutRecord(results[queryAgency].Record())
	}
	contract, known := p.Queries.Contract(queryAgency)
	if !known || !making.LacksData(err) {
		return nil, err
	}
	for _, c := range contract.Columns {
		if err := set.Put(c.Name, dataset.Value{}); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// put adds values to a set by name.
func put(set *dataset.Set, names []string, values ...dataset.Value) error {
	columns, err := dataset.NewColumns(names...)
	if err != nil {
		return err
	}
	return set.PutRecord(dataset.NewRecord(columns, values))
}

// fill puts what the register says behind the names of the agency.
func (r *Register) fill() error {
	columns, err := dataset.NewColumns("so_ky_hieu", "ngay", "trich_yeu", "nguoi_ky", "noi_nhan", "nguoi_nhan_luu", "so_luong", "ngay_chuyen", "ky_nhan", "ghi_chu")
	if err != nil {
		return err
	}
	var rows []dataset.Value
	days := make([]string, len(r.Numbers))
	for i := range r.Numbers {
		n := &r.Numbers[i]
		days[i] = n.Day
		var copies dataset.Value
		if n.Copies > 0 {
			copies = dataset.OfInt(int64(n.Copies))
		}
		rows = append(rows, dataset.OfRecord(dataset.NewRecord(columns, []dataset.Value{dataset.OfText(n.Symbol), dataset.OfText(n.Day),
			dataset.OfText(n.Title), dataset.OfText(n.Signer), dataset.OfText(strings.ReplaceAll(n.Recipients, "\n", "; ")), dataset.OfText(n.Keeper),
			copies, {}, {}, dataset.OfText(remarks(n))})))
	}
	return put(r.set, []string{"nam", "ten_so", "tu_so", "den_so", "tu_ngay", "den_ngay", "so"},
		dataset.OfInt(int64(r.Year)), dataset.OfText(r.Book.Name), dataset.OfText(r.Numbers[0].Text()), dataset.OfText(r.Numbers[len(r.Numbers)-1].Text()),
		dataset.OfText(slices.Min(days)), dataset.OfText(slices.Max(days)), dataset.OfList(rows))
}

// remarks are what the last column tells of a number.
func remarks(n *archive.Number) string {
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
	return strings.Join(notes, "; ")
}

// PDF draws the register with its cover.
func (r *Register) PDF() ([]byte, error) {
	last := slices.MaxFunc(r.Numbers, func(a, b archive.Number) int { return strings.Compare(a.Day, b.Day) })
	return r.m.Print(registerWord, r.set, infoOf(fmt.Sprintf("Sổ đăng ký văn bản đi năm %d", r.Year), last.Day))
}

// infoOf is what a printed paper says of itself.
func infoOf(title, day string) pdf.Info {
	t, _ := time.Parse(time.DateOnly, day) // the archive's own; else the PDF says no day
	return pdf.Info{Title: title, Day: t, Lang: "vi-VN", Boxes: true}
}

// XLSX is the register as a workbook.
func (r *Register) XLSX() ([]byte, error) {
	template, err := fs.ReadFile(r.m.Templates, registerBook)
	if err != nil {
		return nil, err
	}
	compiled, err := sheet.Compile(template)
	if err != nil {
		return nil, fmt.Errorf("templates/%s: %w", registerBook, err)
	}
	mark := ""
	if r.m.Practice {
		mark = making.PracticeMark
	}
	return buffer(func(b *bytes.Buffer) error { return compiled.FillMarked(b, r.set, mark) })
}

// Slip draws the phiếu gửi of a numbered document, with a line for each recipient.
func (p *Papers) Slip(ctx context.Context, id int64) ([]byte, error) {
	doc, err := archive.Get(ctx, p.DB.Reader, id)
	if err != nil {
		return nil, err
	}
	if doc.Symbol == "" {
		return nil, people.Refuse("%s: văn bản chưa có số", doc.Name)
	}
	n, err := archive.NumberOf(ctx, p.DB.Reader, id)
	if err != nil {
		return nil, err
	}
	set, err := p.withAgency(ctx, doc.Agency, n.Day)
	if err != nil {
		return nil, err
	}
	columns, err := dataset.NewColumns("ten")
	if err != nil {
		return nil, err
	}
	var to []dataset.Value
	for name := range strings.SplitSeq(n.Recipients, "\n") {
		to = append(to, dataset.OfRecord(dataset.NewRecord(columns, []dataset.Value{dataset.OfText(name)})))
	}
	err = put(set, []string{"so_ky_hieu", "ngay", "trich_yeu", "muc_khan", "so_luong", "noi_nhan"}, dataset.OfText(n.Symbol), dataset.OfText(n.Day),
		dataset.OfText(n.Title), dataset.OfText(doc.Urgency), dataset.OfInt(int64(n.Copies)), dataset.OfList(to))
	if err != nil {
		return nil, err
	}
	return p.Print(slipWord, set, infoOf("Phiếu gửi văn bản "+n.Symbol, n.Day))
}
