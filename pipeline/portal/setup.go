package portal

import (
	"bytes"
	"context"
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
	"vanthu/pipeline/catalog"
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
	sendFile(w, attachment, fmt.Sprintf("co-quan-%d.xlsx", year), b.Bytes())
	return nil
}

// takeOffice takes in the workbook of an office, all or nothing.
func (p *portal) takeOffice(w http.ResponseWriter, r *http.Request) error {
	ctx, u := r.Context(), of(r).User
	refuse := func(said string) error {
		return p.showAdmin(w, r, http.StatusUnprocessableEntity, adminContent{Notice: notice{Fault: said}})
	}
	data, err := upload(r, ".xlsx")
	if err != nil {
		fault, _ := p.said(r, err)
		return refuse(fault)
	}
	if isSample, err := p.holdsSample(ctx); err != nil {
		return err
	} else if isSample {
		return refuse(notOnSample)
	}
	_, header, _ := r.FormFile("tep")
	name := path.Base(strings.ReplaceAll(header.Filename, `\`, "/"))
	result, err := p.setUp(r, name, data)
	if said := notTaken(err); said != "" {
		return refuse(said)
	} else if err != nil {
		return err
	}
	o := outcome{Name: name, Faults: result.Faults, Failed: result.Refused()}
	if result.Marked != nil {
		o.Marked = "/so-lieu/loi/tep/" + p.marked.keep(markedFile{by: u.Name, name: strings.TrimSuffix(name, path.Ext(name)) + "-loi.xlsx", data: result.Marked, at: p.Now()})
	}
	status := http.StatusOK
	if o.Said = fmt.Sprintf("Đã nhận %d dòng: thêm %d, sửa %d, bỏ %d.", result.Rows, result.Added, result.Changed, result.Removed); o.Failed {
		status, o.Said = http.StatusUnprocessableEntity, "Chưa nhận vì tệp có lỗi: sửa các ô dưới đây rồi gửi lại chính tệp này."
	}
	return p.showAdmin(w, r, status, adminContent{Outcome: &o})
}

// notOnSample says why sample data take no office.
const notOnSample = "Cơ sở dữ liệu này chứa số liệu mẫu. Cơ quan thật bắt đầu ở thư mục khác: khởi động chương trình với --home là thư mục trống."

func (p *portal) holdsSample(ctx context.Context) (isSample bool, err error) {
	err = sqlx.GetContext(ctx, p.DB.Reader, &isSample, `SELECT so_lieu_mau FROM co_so_du_lieu`)
	return isSample, err
}

// setUp takes the workbook of an office into the database.
func (p *portal) setUp(r *http.Request, name string, data []byte) (*intake.Result, error) {
	req := intake.Request{Name: name, Data: data, Actor: of(r).Name, At: p.Now(), Kinds: p.kindList()}
	return intake.Workbooks{DB: p.DB, Forms: p.Forms}.Office(r.Context(), req, func(tx *sqlx.Tx, result *intake.Result) error {
		return RecordOffice(r.Context(), tx, req, result)
	})
}

// KindsOf lists the kinds of a catalog for the form of an office and what it needs.
func KindsOf(c *catalog.Catalog) (list []intake.Kind) {
	for _, k := range c.Kinds() {
		names := k.QueryNames()
		kind := intake.Kind{Slug: k.Slug, Name: k.Name, Signed: slices.Contains(names, "nguoi_ky"), Addressed: slices.Contains(names, "noi_nhan")}
		isOfFew := slices.ContainsFunc(k.Params, func(p catalog.Param) bool { return p.Name == catalog.ArgAgency && p.Choices != nil })
		if !strings.Contains(k.Agency, "{") {
			kind.Agency = k.Agency
		} else if isOfFew {
			kind.Signed, kind.Addressed = false, false // of a few agencies, which no office adds
		}
		list = append(list, kind)
	}
	return list
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
