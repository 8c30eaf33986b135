package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// Queryer reads: a *sqlx.DB or a *sqlx.Tx.
type Queryer interface {
	sqlx.QueryerContext
	Rebind(query string) string
}

// ErrNotFound says that the archive has no such document, version or file.
var ErrNotFound = errors.New("not in the archive")

// Document is a document with its newest made version.
type Document struct {
	Key
	ID        int64  `db:"id"`
	Year      int    `db:"year"`
	Name      string `db:"name"`
	Title     string `db:"title"`
	Sample    bool   `db:"sample"`
	State     string `db:"state"`      // code, e.g. "du-thao"
	StateName string `db:"state_name"` // e.g. "dự thảo"
	Version   int    `db:"version"`    // number of the newest made version
	Versions  int    `db:"versions"`   // how many there are, with those of people
	Pages     int    `db:"pages"`
	Rows      int    `db:"row_count"`
	Working   int    `db:"working"`   // number of the newest version of the text, made or edited
	Submitted int    `db:"submitted"` // the version that is or was laid before the leader, 0 for none
	Symbol    string `db:"symbol"`    // "161/KH-UBND", once it has a number
	IssueDay  string `db:"issue_day"` // "2024-02-05", once it has a number
	Urgency   string `db:"urgency"`   // "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC" or ""
	Wrong     int    `db:"wrong"`     // findings of the newest made version: "sai"
	Warnings  int    `db:"warnings"`  // "cảnh báo"
	Hints     int    `db:"hints"`     // "gợi ý"
}

// Version is one version of a document.
type Version struct {
	Number  int    `db:"number"`
	Origin  string `db:"origin"`   // "made", "shelf", "upload", "stamp", "signed"
	BasedOn int    `db:"based_on"` // the version that a person's edit started from, 0 if unknown
	Day     string `db:"day"`      // "2024-12-15"; "" for what people made
	Params  string `db:"params"`   // JSON
	Source
	Pages  int       `db:"pages"`
	Rows   int       `db:"row_count"`
	MadeAt time.Time `db:"made_at"`
	MadeBy string    `db:"made_by"`
	Job    string    `db:"job"`
	Note   string    `db:"note"`
	Files  []VersionFile
}

// VersionFile names a file of a version.
type VersionFile struct {
	Format string `db:"format" json:"format"`
	SHA256 string `db:"sha256" json:"sha256"`
	Size   int64  `db:"size" json:"size"`
}

// Filter narrows a list; the zero Filter takes every document.
type Filter struct {
	Year   int
	Kind   string
	Agency string
	Unit   string
	Period string
	State  string // code or name, e.g. "du-thao"
	ID     int64
	Name   string // on the shelf
	Text   string // number, person, unit, title, … with or without tone marks
	Limit  int    // 0 is all
}

const selectDocuments = `
	SELECT d.id, d.kind, d.period, d.agency, d.unit, d.round, d.year, d.name, d.title, d.sample, d.state, d.urgency,
	       s.name AS state_name, v.number AS version, v.pages, v.row_count,
	       COALESCE(d.submitted_version, 0) AS submitted, COALESCE(n.symbol, '') AS symbol, COALESCE(CAST(n.day AS TEXT), '') AS issue_day,
	       (SELECT MAX(w.number) FROM versions w WHERE w.document_id = d.id AND (w.origin = 'made' OR w.origin IN ('shelf', 'upload')
	           AND EXISTS (SELECT 1 FROM version_files x WHERE x.document_id = d.id AND x.version = w.number AND x.format = 'docx'))) AS working,
	       (SELECT COUNT(*) FROM versions w WHERE w.document_id = d.id) AS versions,
	       (SELECT COUNT(*) FROM findings f WHERE f.document_id = d.id AND f.version = v.number AND f.severity = 'sai') AS wrong,
	       (SELECT COUNT(*) FROM findings f WHERE f.document_id = d.id AND f.version = v.number AND f.severity = 'cảnh báo') AS warnings,
	       (SELECT COUNT(*) FROM findings f WHERE f.document_id = d.id AND f.version = v.number AND f.severity = 'gợi ý') AS hints
	FROM (SELECT d.id FROM documents d WHERE %s ORDER BY d.year DESC, d.name, d.id%s) p
	JOIN documents d ON d.id = p.id
	JOIN document_states s ON s.code = d.state
	JOIN versions v ON v.document_id = d.id AND v.number =
	     (SELECT MAX(m.number) FROM versions m WHERE m.document_id = d.id AND m.origin = 'made')
	LEFT JOIN numbers n ON n.document_id = d.id AND n.cancelled = ''
	ORDER BY d.year DESC, d.name, d.id`

// Get returns one document.
func Get(ctx context.Context, q Queryer, id int64) (Document, error) {
	docs, err := List(ctx, q, Filter{ID: id})
	if err != nil {
		return Document{}, err
	}
	if id == 0 || len(docs) == 0 {
		return Document{}, fmt.Errorf("archive: document %d: %w", id, ErrNotFound)
	}
	return docs[0], nil
}

// Years returns the years that have documents, the newest first.
func Years(ctx context.Context, q Queryer) ([]int, error) {
	var years []int
	err := sqlx.SelectContext(ctx, q, &years, `SELECT DISTINCT year FROM documents ORDER BY year DESC`)
	if err != nil {
		return nil, fmt.Errorf("archive: years: %w", err)
	}
	return years, nil
}

const selectVersions = `SELECT number, origin, COALESCE(based_on, 0) AS based_on,
	COALESCE(CAST(day AS TEXT), '') AS day, params, template_hash, queries_hash, fonts_hash, program,
	pages, row_count, made_at, made_by, job, note FROM versions`

// Versions returns the versions of a document, the newest first, with their files.
func Versions(ctx context.Context, q Queryer, id int64) ([]Version, error) {
	var vs []Version
	err := sqlx.SelectContext(ctx, q, &vs, q.Rebind(selectVersions+` WHERE document_id = ? ORDER BY number DESC`), id)
	if err != nil {
		return nil, fmt.Errorf("archive: document %d: versions: %w", id, err)
	}
	for i := range vs {
		if vs[i].Files, err = Files(ctx, q, id, vs[i].Number); err != nil {
			return nil, err
		}
	}
	return vs, nil
}

func versionRow(ctx context.Context, q Queryer, id int64, number int) (v Version, err error) {
	err = sqlx.GetContext(ctx, q, &v, q.Rebind(selectVersions+` WHERE document_id = ? AND number = ?`), id, number)
	if err != nil {
		return v, fmt.Errorf("archive: document %d, version %d: %w", id, number, err)
	}
	return v, nil
}

// Files returns the files of a version, by format.
func Files(ctx context.Context, q Queryer, id int64, version int) ([]VersionFile, error) {
	var files []VersionFile
	err := sqlx.SelectContext(ctx, q, &files, q.Rebind(`SELECT v.format, v.sha256, f.size
		FROM version_files v JOIN files f ON f.sha256 = v.sha256
		WHERE v.document_id = ? AND v.version = ? ORDER BY v.format`), id, version)
	if err != nil {
		return nil, fmt.Errorf("archive: document %d, version %d: files: %w", id, version, err)
	}
	return files, nil
}

// NewestFiles returns the files of the newest made versions of a year, by document and
// format.
func NewestFiles(ctx context.Context, q Queryer, year int) (map[int64][]VersionFile, error) {
	var rows []struct {
		Document int64 `db:"document_id"`
		VersionFile
	}
	err := sqlx.SelectContext(ctx, q, &rows, q.Rebind(`SELECT v.document_id, v.format, v.sha256, f.size
		FROM version_files v JOIN files f ON f.sha256 = v.sha256 JOIN documents d ON d.id = v.document_id
		WHERE d.year = ? AND v.version =
		      (SELECT MAX(m.number) FROM versions m WHERE m.document_id = v.document_id AND m.origin = 'made')
		ORDER BY v.document_id, v.format`), year)
	if err != nil {
		return nil, fmt.Errorf("archive: files of %d: %w", year, err)
	}
	files := make(map[int64][]VersionFile)
	for _, r := range rows {
		files[r.Document] = append(files[r.Document], r.VersionFile)
	}
	return files, nil
}

// Findings returns what was found in a version, in the order of the checker.
func Findings(ctx context.Context, q Queryer, id int64, version int) ([]Finding, error) {
	var fs []Finding
	err := sqlx.SelectContext(ctx, q, &fs, q.Rebind(`SELECT rule, severity, place, message, clause
		FROM findings WHERE document_id = ? AND version = ? ORDER BY seq`), id, version)
	if err != nil {
		return nil, fmt.Errorf("archive: document %d, version %d: findings: %w", id, version, err)
	}
	return fs, nil
}

// ReadFile returns a file of a version by its format; "json" is the data set.
func ReadFile(ctx context.Context, q Queryer, id int64, version int, format string) ([]byte, error) {
	var sum string
	err := sqlx.GetContext(ctx, q, &sum, q.Rebind(`SELECT sha256 FROM version_files
		WHERE document_id = ? AND version = ? AND format = ?`), id, version, format)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("archive: document %d, version %d, %s: %w", id, version, format, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("archive: document %d, version %d, %s: %w", id, version, format, err)
	}
	return FileByHash(ctx, q, sum)
}
