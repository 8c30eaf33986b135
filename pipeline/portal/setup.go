package portal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
)

// officeBook sends the empty workbook of an office.
func (p *portal) officeBook(w http.ResponseWriter, r *http.Request) error {
	year, err := p.yearOf(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := (intake.Workbooks{DB: p.DB, Forms: p.Forms}).OfficeWorkbook(r.Context(), year, p.kindList(), &b); err != nil {
		return err
	}
	if err := p.recordDownload(r, audit.Act{Detail: fmt.Sprintf("tệp cơ quan trống năm %d", year)}); err != nil {
		return err
	}
	return sendBook(w, fmt.Sprintf("co-quan-%d.xlsx", year), b.Bytes())
}

// takeOffice takes in the workbook of an office, all or nothing.
func (p *portal) takeOffice(w http.ResponseWriter, r *http.Request) error {
	ctx, u := r.Context(), of(r).User
	refuse := func(said string) error {
		return p.showAdmin(w, r, http.StatusUnprocessableEntity, adminContent{Notice: notice{Fault: said}})
	}
	data, err := upload(r, ".xlsx")
	if err != nil {
		return refuse(sentence(err.Error()))
	}
	var sample bool
	if err := sqlx.GetContext(ctx, p.DB.Reader, &sample, `SELECT so_lieu_mau FROM co_so_du_lieu`); err != nil {
		return err
	}
	if sample {
		return refuse("Cơ sở dữ liệu này chứa số liệu mẫu. Cơ quan thật bắt đầu ở thư mục khác: khởi động chương trình với --home là thư mục trống.")
	}
	_, header, _ := r.FormFile("tep")
	req := intake.Request{Name: path.Base(strings.ReplaceAll(header.Filename, `\`, "/")), Data: data, Actor: u.Name, At: p.Now(), Kinds: p.kindList()}
	result, err := intake.Workbooks{DB: p.DB, Forms: p.Forms}.Office(ctx, req, func(tx *sqlx.Tx, result *intake.Result) error {
		return RecordOffice(ctx, tx, req, result)
	})
	if why, refused := intake.IsRefused(err); refused {
		return refuse("Không nhận: " + why + ".")
	}
	if errors.Is(err, people.ErrForbidden) {
		return refuse(sentence(err.Error()))
	}
	if err != nil {
		return err
	}
	o := outcome{Name: req.Name, Faults: result.Faults, Failed: result.Refused()}
	if result.Marked != nil {
		o.Marked = "/so-lieu/loi/tep/" + p.marked.keep(markedFile{by: u.Name, name: strings.TrimSuffix(req.Name, path.Ext(req.Name)) + "-loi.xlsx", data: result.Marked, at: p.Now()})
	}
	status := http.StatusOK
	if o.Said = fmt.Sprintf("Đã nhận %d dòng: thêm %d, sửa %d, bỏ %d.", result.Rows, result.Added, result.Changed, result.Removed); o.Failed {
		status, o.Said = http.StatusUnprocessableEntity, "Chưa nhận vì tệp có lỗi: sửa các ô dưới đây rồi gửi lại chính tệp này."
	}
	return p.showAdmin(w, r, status, adminContent{Outcome: &o})
}

// RecordOffice sets the books that the workbook of an office names, and writes the act.
func RecordOffice(ctx context.Context, tx *sqlx.Tx, r intake.Request, result *intake.Result) error {
	u, err := people.Actor(ctx, tx, r.Actor)
	if err != nil {
		return err
	}
	if err := u.Allow(people.Administer, people.Scope{}, "nhập dữ liệu của cơ quan"); err != nil {
		return err
	}
	there, err := archive.Books(ctx, tx)
	if err != nil {
		return err
	}
	for _, b := range result.Books {
		book := archive.Book{Code: b.Code, Agency: b.Agency, Name: b.Name, Source: b.Source, First: b.First, Kinds: b.Kinds}
		slices.Sort(book.Kinds)
		if slices.ContainsFunc(there, func(have archive.Book) bool { return reflect.DeepEqual(have, book) }) {
			continue
		}
		if err := archive.SetBook(ctx, people.Change{Tx: tx, By: u, At: r.At}, book); err != nil {
			return err
		}
	}
	if result.ID == 0 {
		return nil
	}
	return audit.Record(ctx, tx, audit.Act{At: r.At, Actor: u.Name, Act: "office",
		Detail: fmt.Sprintf("%d %d %s", result.ID, result.Year, filepath.Base(r.Name))})
}
