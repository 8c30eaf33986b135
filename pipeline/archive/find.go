package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/db"

	"github.com/jmoiron/sqlx"
)

// ErrNotFound says that the archive has no such document, version or file.
var ErrNotFound = errors.New("not in the archive")

// Document is a document with the version to open now: what people read, edit, sign or
// send. That is the newest text, from a run or edited, up to the move to trình ký; from then on
// the copy for signature or what has come of it: the working copy with number and day, or
// a signed file that came back.
type Document struct {
	Key
	ID        int64  `db:"id"`
	Year      int    `db:"year"`
	Name      string `db:"name"`
	Title     string `db:"title"`
	Sample    bool   `db:"sample"`
	State     string `db:"state"`      // its code: Draft, …
	StateName string `db:"state_name"` // e.g. "dự thảo"
	Version   int    `db:"version"`    // number of the version to open now
	FromRun   int    `db:"from_run"`   // number of the newest version that a run made
	Versions  int    `db:"versions"`   // how many there are, with those of people
	Pages     int    `db:"pages"`
	Rows      int    `db:"row_count"`
	Working   int    `db:"working"`   // number of the newest version of the text, from a run or edited
	Submitted int    `db:"submitted"` // the version that is or was laid before the leader, 0 for none
	Symbol    string `db:"symbol"`    // "161/KH-UBND", once it has a number
	IssueDay  string `db:"issue_day"` // "2024-02-05", once it has a number
	Urgency   string `db:"urgency"`   // "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC" or ""
	Replaces  int64  `db:"replaces"`  // the issued paper that it concerns once issued, 0 for none
	Relation  string `db:"relation"`  // what it does to that: Takes, Corrects, Amends, Recalls
	Wrong     int    `db:"wrong"`     // findings of the version to open
	Warnings  int    `db:"warnings"`
	Hints     int    `db:"hints"`
}

// Version is one version of a document.
type Version struct {
	Number  int    `db:"number"`
	Origin  string `db:"origin"`   // FromRun, FromShelf, FromPerson, FromCopy or FromSigner
	BasedOn int    `db:"based_on"` // the version that a person's edit started from, 0 if unknown
	Day     string `db:"day"`      // "2024-12-15"; "" for what people made
	Params  string `db:"params"`   // JSON
	Source
	Pages int       `db:"pages"`
	Rows  int       `db:"row_count"`
	At    time.Time `db:"made_at"`
	By    string    `db:"made_by"`
	Job   string    `db:"job"`
	Note  string    `db:"note"`
	Files []VersionFile
}

// VersionFile names a file of a version.
type VersionFile struct {
	Format string `db:"format" json:"format"`
	SHA256 string `db:"sha256" json:"sha256"`
	Size   int64  `db:"size" json:"size"`

	Version int `db:"version" json:"-"` // whose file it is
}

// Filter narrows a list; the zero Filter takes every document.
type Filter struct {
	Year   int
	Kind   string
	Agency string
	Unit   string
	Period string
	State  string // code or name
	ID     int64
	Name   string // on the shelf
	Text   string // number, person, unit, title, … with or without tone marks
	Limit  int    // 0 is all
}

// isText chooses versions w that are a text of their document, from a run or edited in Word.
const isText = `(w.origin = '` + FromRun + `' OR w.origin IN ('` + FromShelf + `', '` + FromPerson + `')
	           AND EXISTS (SELECT 1 FROM version_files x WHERE x.document_id = w.document_id AND x.version = w.number AND x.format = 'docx'))`

// newestText is the newest version of the text.
const newestText = `(SELECT MAX(w.number) FROM versions w WHERE w.document_id = d.id AND ` + isText + `)`

const selectDocuments = `
	SELECT d.id, d.kind, d.period, d.agency, d.unit, d.round, d.seq, d.year, d.name, d.title, d.sample, d.state, d.urgency,
	       COALESCE(d.replaces, 0) AS replaces, d.relation, s.name AS state_name, v.number AS version, m.number AS from_run,
	       CASE v.pages WHEN 0 THEN m.pages ELSE v.pages END AS pages, m.row_count,
	       COALESCE(d.submitted_version, 0) AS submitted, COALESCE(n.symbol, '') AS symbol, COALESCE(CAST(n.day AS TEXT), '') AS issue_day,
	       ` + newestText + ` AS working,
	       (SELECT COUNT(*) FROM versions w WHERE w.document_id = d.id) AS versions,
	       (SELECT COUNT(*) FROM findings f WHERE f.document_id = d.id AND f.version = v.number AND f.severity = '` + Wrong + `') AS wrong,
	       (SELECT COUNT(*) FROM findings f WHERE f.document_id = d.id AND f.version = v.number AND f.severity = '` + Warning + `') AS warnings,
	       (SELECT COUNT(*) FROM findings f WHERE f.document_id = d.id AND f.version = v.number AND f.severity = '` + Hint + `') AS hints
	FROM (SELECT d.id FROM documents d WHERE %s ORDER BY d.year DESC, d.name, d.id%s) p
	JOIN documents d ON d.id = p.id
	JOIN document_states s ON s.code = d.state
	JOIN versions m ON m.document_id = d.id AND m.number =
	     (SELECT MAX(w.number) FROM versions w WHERE w.document_id = d.id AND w.origin = '` + FromRun + `')
	JOIN versions v ON v.document_id = d.id AND v.number =
	     COALESCE(CASE WHEN d.state IN ('` + Submitted + `', '` + Signed + `', '` + Numbered + `', '` + Sealed + `', '` + Issued + `', '` + Replaced + `', '` + Recalled + `')
	          THEN (SELECT MAX(w.number) FROM versions w WHERE w.document_id = d.id AND w.origin IN ('` + FromCopy + `', '` + FromSigner + `') AND w.number >= d.submitted_version)
	          END, ` + newestText + `)
	LEFT JOIN numbers n ON n.document_id = d.id AND n.cancelled = ''
	ORDER BY d.year DESC, d.name, d.id`

// Get returns one document; ErrNotFound where there is none.
func Get(ctx context.Context, q db.Queryer, id int64) (Document, error) {
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
func Years(ctx context.Context, q db.Queryer) ([]int, error) {
	return db.Remember(ctx, q, yearKey{what: "years"}, func(ctx context.Context) (years []int, err error) {
		err = sqlx.SelectContext(ctx, q, &years, `SELECT DISTINCT year FROM documents ORDER BY year DESC`)
		if err != nil {
			return nil, fmt.Errorf("archive: years: %w", err)
		}
		return years, nil
	})
}

const selectVersions = `SELECT number, origin, COALESCE(based_on, 0) AS based_on,
	COALESCE(CAST(day AS TEXT), '') AS day, params, template_hash, queries_hash, fonts_hash, program,
	pages, row_count, made_at, made_by, job, note FROM versions`

// Versions returns the versions of a document, the newest first, with their files.
func Versions(ctx context.Context, q db.Queryer, id int64) ([]Version, error) {
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

func versionRow(ctx context.Context, q db.Queryer, id int64, number int) (v Version, err error) {
	err = sqlx.GetContext(ctx, q, &v, q.Rebind(selectVersions+` WHERE document_id = ? AND number = ?`), id, number)
	if err != nil {
		return v, fmt.Errorf("archive: document %d, version %d: %w", id, number, err)
	}
	return v, nil
}

// Files returns the files of a version, by format.
func Files(ctx context.Context, q db.Queryer, id int64, version int) ([]VersionFile, error) {
	var files []VersionFile
	err := sqlx.SelectContext(ctx, q, &files, q.Rebind(`SELECT v.format, v.sha256, f.size, v.version
		FROM version_files v JOIN files f ON f.sha256 = v.sha256
		WHERE v.document_id = ? AND v.version = ? ORDER BY v.format`), id, version)
	if err != nil {
		return nil, fmt.Errorf("archive: document %d, version %d: files: %w", id, version, err)
	}
	return files, nil
}

// knownFile is a file of any version of a document.
type knownFile struct {
	Document int64  `db:"document_id"`
	Version  int    `db:"version"`
	Origin   string `db:"origin"`
	BasedOn  int    `db:"based_on"`
	Format   string `db:"format"`
	SHA256   string `db:"sha256"`
	Size     int64  `db:"size"`
}

// knownFiles returns the files of all versions of documents, the newest first.
func knownFiles(ctx context.Context, q db.Queryer, of condition) (map[int64][]knownFile, error) {
	var files []knownFile
	err := sqlx.SelectContext(ctx, q, &files, q.Rebind(`SELECT f.document_id, f.version, v.origin, COALESCE(v.based_on, 0) AS based_on,
		f.format, f.sha256, b.size
		FROM version_files f
		JOIN versions v ON v.document_id = f.document_id AND v.number = f.version
		JOIN documents d ON d.id = f.document_id
		JOIN files b ON b.sha256 = f.sha256
		WHERE `+of.text+` ORDER BY f.document_id, f.version DESC, f.format`), of.args...)
	if err != nil {
		return nil, fmt.Errorf("archive: files: %w", err)
	}
	known := make(map[int64][]knownFile)
	for _, f := range files {
		known[f.Document] = append(known[f.Document], f)
	}
	return known, nil
}

// hasFile reports whether a version of a document of a year has a file.
func hasFile(ctx context.Context, q db.Queryer, year int, sum string) (has bool, err error) {
	err = sqlx.GetContext(ctx, q, &has, q.Rebind(`SELECT EXISTS (SELECT 1 FROM version_files f
		JOIN documents d ON d.id = f.document_id WHERE d.year = ? AND f.sha256 = ?)`), year, sum)
	return has, err
}

// line says which versions a version comes from, with itself: the signed file from the
// working copy, that from the copy for signature, that from the text.
func line(known []knownFile, version int) map[int]bool {
	from := map[int]bool{version: true}
	for _, f := range known { // the newest first
		if from[f.Version] && f.BasedOn > 0 {
			from[f.BasedOn] = true
		}
	}
	return from
}

// toOpen returns the files of the version to open; a format that it lacks is that of the
// newest version which it comes from, as the annex workbook of a signed PDF.
func toOpen(known []knownFile, version int) (files []knownFile) {
	from := line(known, version)
	for _, f := range known {
		if from[f.Version] && !slices.ContainsFunc(files, func(g knownFile) bool { return g.Format == f.Format }) {
			files = append(files, f)
		}
	}
	slices.SortFunc(files, func(a, b knownFile) int { return strings.Compare(a.Format, b.Format) })
	return files
}

// FilesToOpen returns the files to open of documents, by document, in the order of the
// formats.
func FilesToOpen(ctx context.Context, q db.Queryer, docs ...Document) (map[int64][]VersionFile, error) {
	files := make(map[int64][]VersionFile)
	for part := range slices.Chunk(docs, 500) {
		ids := make([]any, len(part))
		for i, d := range part {
			ids[i] = d.ID
		}
		known, err := knownFiles(ctx, q, oneOf(ids))
		if err != nil {
			return nil, err
		}
		for _, d := range part {
			for _, f := range toOpen(known[d.ID], d.Version) {
				files[d.ID] = append(files[d.ID], VersionFile{Format: f.Format, SHA256: f.SHA256, Size: f.Size, Version: f.Version})
			}
		}
	}
	return files, nil
}

// Findings returns what was found in a version, in the order of the checker.
func Findings(ctx context.Context, q db.Queryer, id int64, version int) ([]Finding, error) {
	var fs []Finding
	err := sqlx.SelectContext(ctx, q, &fs, q.Rebind(`SELECT rule, severity, place, message, clause
		FROM findings WHERE document_id = ? AND version = ? ORDER BY seq`), id, version)
	if err != nil {
		return nil, fmt.Errorf("archive: document %d, version %d: findings: %w", id, version, err)
	}
	return fs, nil
}

// FileOf says which file of the archive is meant.
type FileOf struct {
	Document int64
	Version  int
	Format   string // "docx", "pdf", …; "json" is the data set
}

// ReadFile returns a file; ErrNotFound where the version has none of that format.
func ReadFile(ctx context.Context, q db.Queryer, f FileOf) ([]byte, error) {
	var sum string
	err := sqlx.GetContext(ctx, q, &sum, q.Rebind(`SELECT sha256 FROM version_files
		WHERE document_id = ? AND version = ? AND format = ?`), f.Document, f.Version, f.Format)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("archive: document %d, version %d, %s: %w", f.Document, f.Version, f.Format, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("archive: document %d, version %d, %s: %w", f.Document, f.Version, f.Format, err)
	}
	return FileByHash(ctx, q, sum)
}
