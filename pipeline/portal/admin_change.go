package portal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
)

// officeForm is a form of quản trị that a person sent.
type officeForm struct {
	*http.Request
	part *intake.Part // of a new line, nil for none
}

func (f officeForm) value(name string) string { return strings.TrimSpace(f.PostFormValue(name)) }

// number is a whole number, 0 for none, which all refuse.
func (f officeForm) number(name string) int64 {
	n, _ := strconv.ParseInt(f.value(name), 10, 64)
	return n
}

// officeActs are what the forms of quản trị do, by the value of their button: each tells what
// it did, for the page and for the record.
var officeActs = map[string]func(p *portal, tx *sqlx.Tx, f officeForm) (told, detail string, err error){
	"nguoi_ky": (*portal).endTerm, "noi_nhan": (*portal).endTerm, "don_vi": (*portal).endTerm,
	"them-nguoi_ky": (*portal).addLine, "them-don_vi": (*portal).addLine, "them-noi-nhan": (*portal).addRecipient,
	"so": (*portal).setBook, "ngay-nghi": (*portal).setDay, "bo-ngay": (*portal).dropDay,
	"co_quan_khac":   (*portal).setIssuer,
	"nam-phong_trao": (*portal).setYear, "nam-dot_khen_thuong": (*portal).setYear, "nam-ky_so_lieu": (*portal).setYear,
}

// changeOffice changes a line of the office's own data: a new signer, unit, recipient or
// book, the last day of one, a day off; each with the reason of who does it.
func (p *portal) changeOffice(w http.ResponseWriter, r *http.Request) error {
	ctx, f := r.Context(), officeForm{Request: r}
	name := f.value("viec")
	act := officeActs[name]
	if table, isNew := strings.CutPrefix(name, "them-"); isNew && act != nil && table != "noi-nhan" {
		var err error
		if f.part, err = p.officePart(ctx, table); err != nil {
			return err
		}
	}
	if name == issuerTable {
		var err error
		if f.part, err = p.officePart(ctx, name); err != nil {
			return err
		}
	}
	if table, isYear := strings.CutPrefix(name, "nam-"); isYear && act != nil {
		year, err := p.yearOf(r)
		if err != nil {
			return err
		}
		if f.part, err = p.yearPart(r, table, year); err != nil {
			return err
		}
	}
	var told string
	err := p.DB.Write(ctx, func(tx *sqlx.Tx) error {
		if err := audit.Lock(ctx, tx); err != nil {
			return err
		}
		if act == nil {
			return people.Refuse("trang không có việc này")
		}
		reason := f.value("ly-do")
		if reason == "" {
			return people.RefuseFor(people.WayReason, "mỗi thay đổi phải nêu lý do hoặc căn cứ")
		}
		said, detail, err := act(p, tx, f)
		if err != nil {
			return err
		}
		told = said
		return audit.Append(ctx, tx, audit.Act{At: p.Now(), Actor: of(r).Name, Act: "office.change", Detail: detail + "; lý do: " + reason})
	})
	if errors.Is(err, sql.ErrNoRows) || errors.Is(err, archive.ErrNotFound) {
		return archive.ErrNotFound
	}
	if err != nil && ctx.Err() == nil {
		fault, status := p.said(r, err)
		return p.showAdmin(w, r, status, adminContent{Notice: notice{Fault: fault}})
	}
	if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, told)
	http.Redirect(w, r, backTo(r), http.StatusSeeOther)
	return nil
}

// endTerm ends a signer, a recipient or a unit.
func (p *portal) endTerm(tx *sqlx.Tx, f officeForm) (told, detail string, err error) {
	table, last := f.value("viec"), f.value("ngay")
	what, err := intake.Term{Table: table, ID: f.number("dong"), Last: last}.End(f.Context(), tx)
	return "Đã ghi ngày cuối. Văn bản có ngày sau đó không lấy dòng này nữa.", fmt.Sprintf("%s %d %s: đến %s", table, f.number("dong"), what, last), err
}

// addLine adds a signer or a unit.
func (p *portal) addLine(tx *sqlx.Tx, f officeForm) (told, detail string, err error) {
	answers := answersOf(f.Request, f.part, 0)
	if answers["tu_ngay"] == "" {
		answers["tu_ngay"] = p.today()
	}
	what, err := f.part.Add(f.Context(), tx, answers, p.Now())
	return "Đã thêm vào danh sách.", f.part.Table + " thêm " + what, err
}

func (p *portal) addRecipient(tx *sqlx.Tx, f officeForm) (told, detail string, err error) {
	one := intake.Recipient{Kind: f.FormValue("kieu"), Agency: f.value("co-quan"), Role: f.value("vai-tro"), Name: f.value("ten"), Copies: int(f.number("so-ban")), From: f.value("ngay")}
	if one.Kind == "" || !slices.ContainsFunc(p.kindList(), func(k intake.Kind) bool { return k.Slug == one.Kind }) {
		return "", "", archive.ErrNotFound
	}
	return "Đã thêm nơi nhận.", fmt.Sprintf("noi_nhan %s %s %s: %s, từ %s", one.Kind, one.Agency, one.Role, one.Name, one.From), one.Add(f.Context(), tx)
}

// setBook makes a book, or changes the name, source, first number and kinds of one.
func (p *portal) setBook(tx *sqlx.Tx, f officeForm) (told, detail string, err error) {
	ctx := f.Context()
	b := archive.Book{Code: f.value("so"), Agency: f.value("co-quan"), Name: strings.Join(strings.Fields(f.value("ten")), " "), Source: f.value("nguon"), First: int(f.number("so-dau")), Kinds: slices.Clone(f.PostForm["loai"])}
	there, err := archive.Books(ctx, tx)
	if err != nil {
		return "", "", err
	}
	i := slices.IndexFunc(there, func(have archive.Book) bool { return have.Code == b.Code })
	if i >= 0 {
		b.Agency = there[i].Agency
	}
	agencies, err := p.agencies(ctx)
	if err != nil {
		return "", "", err
	}
	isKind := func(slug string) bool {
		return slug == archive.AnyKind || slices.ContainsFunc(p.kindList(), func(k intake.Kind) bool { return k.Slug == slug })
	}
	switch {
	case b.Code != "" && i < 0:
		return "", "", archive.ErrNotFound
	case !slices.ContainsFunc(agencies, func(a coded) bool { return a.Ma == b.Agency }):
		return "", "", people.Refuse("chọn cơ quan của sổ")
	case b.Name == "":
		return "", "", people.Refuse("ghi tên sổ")
	case b.Source != archive.Inside && b.Source != archive.Outside:
		return "", "", people.Refuse("chọn ai cấp số")
	case b.First < 1 || b.First > 999_999:
		return "", "", people.Refuse("số đầu năm từ 1")
	case len(b.Kinds) == 0:
		return "", "", people.Refuse("chọn ít nhất một loại văn bản của sổ")
	case slices.ContainsFunc(b.Kinds, func(k string) bool { return !isKind(k) }):
		return "", "", archive.ErrNotFound
	}
	if b.Code == "" {
		b.Code = intake.BookCode(b.Agency, b.Name)
		if slices.ContainsFunc(there, func(have archive.Book) bool { return have.Code == b.Code }) {
			return "", "", people.Refuse("cơ quan đã có sổ tên này")
		}
	}
	return "Đã ghi sổ.", "so " + b.Code, archive.SetBook(ctx, people.Change{Tx: tx, By: of(f.Request).User, At: p.Now()}, b)
}

func (p *portal) setDay(tx *sqlx.Tx, f officeForm) (told, detail string, err error) {
	day := intake.DayOff{Day: f.value("ngay"), Work: f.value("lam-viec") != "", Name: f.value("ten")}
	return "Đã ghi vào lịch nghỉ.", fmt.Sprintf("lich_nghi %s %s, làm việc: %t", day.Day, day.Name, day.Work), day.Set(f.Context(), tx)
}

func (p *portal) dropDay(tx *sqlx.Tx, f officeForm) (told, detail string, err error) {
	return "Đã bỏ ngày khỏi lịch nghỉ.", "lich_nghi bỏ " + f.value("ngay"), intake.DropDay(f.Context(), tx, f.value("ngay"))
}

// officePart is the form of a new line of a table of the office.
func (p *portal) officePart(ctx context.Context, table string) (*intake.Part, error) {
	return intake.Workbooks{DB: p.DB, Forms: p.Forms}.OfficePart(ctx, table, p.Now().In(zone).Year(), p.kindList())
}
