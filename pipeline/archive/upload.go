package archive

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// Upload is what a person brings: an edited text or a signed file. Its Copy says from
// which version it was made and, in its note, what differs in words.
type Upload struct {
	By     *people.User
	At     time.Time
	Origin string // FromPerson or FromSigner
	Copy
}

// ErrChanged says that somebody changed a document between the reading of it and the
// writing of what was made from it. Nothing was written.
var ErrChanged = people.Refuse("trong lúc đang xử lý, văn bản đã có người thay đổi; chưa ghi gì: xem lại văn bản rồi làm lại")

// Unchanged proves that a document is as it was when the caller read it, and keeps it so
// until the transaction ends: what was made of it outside is of the text, the mark of
// urgency and the state that it has now. Else the error is ErrChanged.
func Unchanged(ctx context.Context, tx *sqlx.Tx, seen *Document) error {
	if err := audit.Lock(ctx, tx); err != nil {
		return err
	}
	d, err := Get(ctx, tx, seen.ID)
	if err != nil || d == *seen {
		return err
	}
	return people.Refuse("%s: %w (lúc đọc: phiên bản %d, %s; bây giờ: phiên bản %d, %s)",
		d.Name, ErrChanged, seen.Version, seen.StateName, d.Version, d.StateName)
}

// TakesText reports whether people may still change the text of a document: until it is
// signed.
func (d *Document) TakesText() bool {
	return slices.Contains([]string{Draft, ContentChecked, FormChecked, Submitted}, d.State)
}

// TakeIn keeps what a person brings as a version of its own. An edited text is refused
// once the document is signed. What equals the newest version to the last byte is not kept
// again.
func TakeIn(ctx context.Context, tx *sqlx.Tx, id int64, u Upload) (number int, err error) {
	if err := audit.Lock(ctx, tx); err != nil {
		return 0, err
	}
	d, err := Get(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	right, fits := people.WriteText, d.TakesText()
	if u.Origin == FromSigner {
		right, fits = people.TakeSigned, slices.Contains([]string{Submitted, Signed, Numbered, Sealed, Issued}, d.State)
	}
	if err := u.By.Allow(right, d.Scope(), "nhận tệp của "+d.Name); err != nil {
		return 0, err
	}
	if !fits {
		return 0, people.Refuse("%s: văn bản ở trạng thái %q, không nhận tệp này; %s", d.Name, d.StateName, whatInstead(&d))
	}
	v := version{Origin: u.Origin, Params: "{}", At: db.Time(u.At), By: u.By.Name, Note: u.Note, Pages: u.Pages,
		files: slices.Clone(u.Files), findings: u.Findings, sameText: u.SameText}
	if u.Merged > 0 {
		v.Params = fmt.Sprintf(`{"merged":"%d"}`, u.Merged)
	}
	if u.From > 0 {
		v.BasedOn = &u.From
	}
	v.seal()
	var last struct {
		Number      int    `db:"number"`
		Fingerprint string `db:"fingerprint"`
	}
	err = tx.GetContext(ctx, &last, tx.Rebind(`SELECT number, fingerprint FROM versions WHERE document_id = ? ORDER BY number DESC LIMIT 1`), id)
	if err != nil {
		return 0, err
	}
	if last.Fingerprint == v.Fingerprint {
		return last.Number, nil
	}
	return add(ctx, tx, id, &v)
}

// whatInstead says what to do with a document that takes no edit any more.
func whatInstead(d *Document) string {
	switch d.State {
	case Signed, Numbered, Sealed:
		return "văn bản đã ký chỉ sửa sau khi trả lại (documents move … tra-lai) rồi trình ký lại (NĐ 30/2020 Đ.11.2)"
	case Cancelled:
		return "văn bản đã hủy: đưa về du-thao trước"
	case Draft, ContentChecked, FormChecked:
		return "tệp đã ký chỉ nhận sau khi trình ký"
	}
	return "văn bản đã phát hành chỉ sửa bằng văn bản khác: đính chính, thay thế (NĐ 30/2020 Đ.18)"
}

// SetUrgency writes the mark of urgency of a document (NĐ 30/2020 PL I.II, Đ.10.2, Đ.18.2);
// "" is none. It is for papers that are not signed yet: a signed one has the marks that it
// was signed with. The caller makes the version that shows it.
func SetUrgency(ctx context.Context, c people.Change, id int64, mark string) error {
	tx, u := c.Tx, c.By
	if mark != "" && !slices.Contains([]string{"KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"}, mark) {
		return people.Refuse("mức khẩn %q: cần KHẨN, THƯỢNG KHẨN hoặc HỎA TỐC", mark)
	}
	if err := audit.Lock(ctx, tx); err != nil {
		return err
	}
	d, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := u.Allow(people.WriteText, d.Scope(), "đặt mức khẩn của "+d.Name); err != nil {
		return err
	}
	if !d.TakesText() {
		if d.State == Signed || d.State == Numbered || d.State == Sealed {
			return people.RefuseFor(people.WayReturn, "%s: %s: bản người ký đã ký không có dấu này; trả lại để sửa, đặt mức khẩn rồi trình ký lại", d.Name, strings.TrimSpace(d.StateName+" "+d.Symbol))
		}
		return people.Refuse("%s: văn bản %s %s: không đặt, đổi mức khẩn được nữa", d.Name, d.StateName, d.Symbol)
	}
	if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET urgency = ? WHERE id = ?`), mark, id); err != nil {
		return fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	return audit.Record(ctx, tx, audit.Act{At: c.At, Actor: u.Name, Act: "document.urgency", Document: id, Detail: mark})
}
