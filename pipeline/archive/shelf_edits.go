package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// What people change on the shelf, and how it comes into the archive.

// ErrUnreadable says that a file is not what its name says. On the shelf it is kept as it
// is, and is no text of the document.
var ErrUnreadable = people.Refuse("không đọc được như tệp Word (.docx): mở lại bằng Word, lưu dạng .docx rồi gửi lại")

// Unreadable is ErrUnreadable with the reason, in Vietnamese.
func Unreadable(reason error) error { return people.Refuse("%w (%v)", ErrUnreadable, reason) }

// unreadable is the format of such a file.
const unreadable = "hong"

// Taken is a file on the shelf that a person changed. It stays where it is.
type Taken struct {
	Path     string
	Document int64
	Version  int    // the version that holds it now
	Note     string // in words: what differs, or that it cannot be read
}

// takeEdits takes in what people changed since the last call.
func (l *laying) takeEdits(ctx context.Context, d *db.DB, doc *Document) error {
	before := doc.Versions
	for _, format := range l.formats(doc) {
		for _, name := range l.candidates(doc, doc.Version, format) {
			sum, err := l.sum(name)
			if err != nil || l.find(doc, sum) != nil || l.old[name].SHA256 == sum {
				continue
			}
			if err := l.takeIn(ctx, d, doc, name); err != nil {
				return err
			}
		}
	}
	if doc.Versions == before {
		return nil
	}
	now, err := Get(ctx, d.Reader, doc.ID)
	if err == nil {
		*doc = now
	}
	return err
}

// takeIn keeps a file that a person changed as a version.
func (l *laying) takeIn(ctx context.Context, d *db.DB, doc *Document, name string) error {
	format := strings.TrimPrefix(filepath.Ext(name), ".")
	path := filepath.Join(l.dir, name)
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	v := version{Origin: FromShelf, Params: "{}", At: db.Time(l.Now()), By: l.By, Note: "sửa trên kệ: " + name}
	from := doc.Version
	if was := l.old[name]; was.Version > 0 {
		from = was.Version
	}
	v.BasedOn = &from
	c := &Copy{}
	if l.Edited != nil && format == "docx" {
		if c, err = l.Edited(ctx, doc, from, data); errors.Is(err, ErrUnreadable) {
			c, format = &Copy{Note: err.Error()}, unreadable
		} else if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	if c.Note != "" {
		v.Note += ": " + c.Note
	}
	l.sums[name] = Hash(data)
	v.files = append(slices.Clone(c.Files), File{Format: format, Data: data})
	v.findings, v.Pages, v.sameText = c.Findings, c.Pages, c.SameText
	v.seal()
	taken := Taken{Path: path, Document: doc.ID, Note: c.Note}
	err = d.Write(ctx, func(tx *sqlx.Tx) (err error) {
		if err := audit.Lock(ctx, tx); err != nil {
			return err
		}
		// The update locks the document until the number is taken.
		if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET name = name WHERE id = ?`), doc.ID); err != nil {
			return err
		}
		taken.Version, err = add(ctx, tx, doc.ID, &v)
		return err
	})
	if err != nil {
		return err
	}
	doc.Versions++
	for _, f := range v.files {
		known := knownFile{Document: doc.ID, Version: taken.Version, Origin: FromShelf, BasedOn: from, Format: f.Format, SHA256: Hash(f.Data), Size: int64(len(f.Data))}
		l.known[doc.ID] = slices.Insert(l.known[doc.ID], 0, known)
	}
	l.laid.Taken = append(l.laid.Taken, taken)
	return nil
}
