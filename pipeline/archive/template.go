package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// TemplateFile names a template: a file in the folder of a kind.
type TemplateFile struct{ Kind, File string }

// TemplateVersion is a template that somebody uploaded. Versions do not change.
type TemplateVersion struct {
	Number int       `db:"number"` // from 1
	SHA256 string    `db:"sha256"`
	Size   int64     `db:"size"`
	Actor  string    `db:"actor"`
	At     time.Time `db:"at"`
	Note   string    `db:"note"` // what is new in it; "" for none
}

// TemplateTerm says which version of a template counts from a day on.
type TemplateTerm struct {
	Version int       `db:"version"` // 0: the file of the office's folder, else the program's own
	From    string    `db:"from_day"`
	Actor   string    `db:"actor"`
	At      time.Time `db:"at"`
	Reason  string    `db:"reason"`
}

// ErrSameTemplate says that the file is kept as a version already.
var ErrSameTemplate = errors.New("tệp giống hệt một bản đã có")

// TemplateVersions are the uploaded versions of a template, the newest first.
func TemplateVersions(ctx context.Context, q db.Queryer, t TemplateFile) (list []TemplateVersion, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT v.number, v.sha256, f.size, v.actor, v.at, v.note
		FROM template_versions v JOIN files f ON f.sha256 = v.sha256 WHERE v.kind = ? AND v.file = ? ORDER BY v.number DESC`), t.Kind, t.File)
	if err != nil {
		return nil, fmt.Errorf("archive: versions of %s/%s: %w", t.Kind, t.File, err)
	}
	return list, nil
}

// TemplateTerms are the decisions which version counts from when, the last first: of two
// with one day the later decision counts.
func TemplateTerms(ctx context.Context, q db.Queryer, t TemplateFile) (list []TemplateTerm, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT version, CAST(from_day AS TEXT) AS from_day, actor, at, reason
		FROM template_terms WHERE kind = ? AND file = ? ORDER BY from_day DESC, seq DESC`), t.Kind, t.File)
	if err != nil {
		return nil, fmt.Errorf("archive: terms of %s/%s: %w", t.Kind, t.File, err)
	}
	return list, nil
}

// TemplateUpload is a file that comes in as a version of a template.
type TemplateUpload struct {
	TemplateFile
	Data []byte
	Note string // what is new in it
}

// KeepTemplate keeps a version of a template and returns its number; it counts for nothing
// until PutInForce. The same file a second time is ErrSameTemplate, with the number that it
// has.
func KeepTemplate(ctx context.Context, c people.Change, u TemplateUpload) (int, error) {
	t := u.TemplateFile
	if !c.By.MayAnywhere(people.KeepTemplates) {
		return 0, c.By.Forbidden(people.KeepTemplates, "gửi mẫu văn bản")
	}
	if err := audit.Lock(ctx, c.Tx); err != nil {
		return 0, err
	}
	there, err := TemplateVersions(ctx, c.Tx, t)
	if err != nil {
		return 0, err
	}
	sum, number := Hash(u.Data), 1
	if len(there) > 0 {
		number = there[0].Number + 1
	}
	if i := slices.IndexFunc(there, func(v TemplateVersion) bool { return v.SHA256 == sum }); i >= 0 {
		return there[i].Number, fmt.Errorf("%w: bản %d", ErrSameTemplate, there[i].Number)
	}
	b := pack(u.Data)
	if err := putFiles(ctx, c.Tx, []*blob{&b}); err != nil {
		return 0, err
	}
	_, err = c.Tx.ExecContext(ctx, c.Tx.Rebind(`INSERT INTO template_versions (kind, file, number, sha256, actor, at, note) VALUES (?, ?, ?, ?, ?, ?, ?)`),
		t.Kind, t.File, number, sum, c.By.Name, c.At.UTC(), u.Note)
	if err != nil {
		return 0, fmt.Errorf("archive: template %s/%s: %w", t.Kind, t.File, db.Explain(err))
	}
	return number, audit.Append(ctx, c.Tx, audit.Act{At: c.At, Actor: c.By.Name, Act: "template.version", Detail: fmt.Sprintf("%s/%s bản %d %s", t.Kind, t.File, number, sum)})
}

// PutInForce lets a version of a template count for documents of a day and later ones, up to
// the day of the next term; version 0 goes back to the file of the folder or of the program.
func PutInForce(ctx context.Context, c people.Change, t TemplateFile, term TemplateTerm) error {
	if !c.By.MayAnywhere(people.KeepTemplates) {
		return c.By.Forbidden(people.KeepTemplates, "đưa mẫu văn bản vào dùng")
	}
	if _, err := time.Parse(time.DateOnly, term.From); err != nil {
		return fmt.Errorf("ngày %q không phải là ngày", term.From)
	}
	if term.Reason == "" {
		return errors.New("phải ghi lý do: đổi gì, theo văn bản nào")
	}
	if err := audit.Lock(ctx, c.Tx); err != nil {
		return err
	}
	there, err := TemplateVersions(ctx, c.Tx, t)
	if err != nil {
		return err
	}
	if term.Version != 0 && !slices.ContainsFunc(there, func(v TemplateVersion) bool { return v.Number == term.Version }) {
		return fmt.Errorf("archive: version %d of template %s/%s: %w", term.Version, t.Kind, t.File, ErrNotFound)
	}
	_, err = c.Tx.ExecContext(ctx, c.Tx.Rebind(`INSERT INTO template_terms (kind, file, seq, version, from_day, actor, at, reason)
		SELECT ?, ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ? FROM template_terms WHERE kind = ? AND file = ?`),
		t.Kind, t.File, term.Version, term.From, c.By.Name, c.At.UTC(), term.Reason, t.Kind, t.File)
	if err != nil {
		return fmt.Errorf("archive: template %s/%s: %w", t.Kind, t.File, db.Explain(err))
	}
	return audit.Append(ctx, c.Tx, audit.Act{At: c.At, Actor: c.By.Name, Act: "template.force",
		Detail: fmt.Sprintf("%s/%s bản %d từ %s: %s", t.Kind, t.File, term.Version, term.From, term.Reason)})
}
