// Package archive keeps the documents that were made: what they are, every version,
// the files, what they were made from, what the checker found, and who did what.
//
// In: Keep takes what one run made, inside the caller's transaction. Out: List, Get,
// Versions, Findings and File read it back; Shelf lays the newest versions out as files
// that people open.
//
// A document is known by its Key. It has versions, numbered from 1, which never change
// once written; the schema refuses it. Files are kept once by their SHA-256, packed
// where that saves room, and compared with that hash whenever they are read. Every act
// is a row of the audit table, chained by hash.
//
// The one thing to know: keeping is idempotent. What equals the newest made version, byte
// for byte, data set and findings too, makes no new one; so every run may run twice.
package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
)

// Key says which document it is. Two runs with equal keys make versions of one document.
type Key struct {
	Kind   string `db:"kind" json:"kind"`             // folder under templates/
	Period string `db:"period" json:"period"`         // "2024", "2024-Q3", "2024-11"
	Agency string `db:"agency" json:"agency"`         // code of the issuing agency
	Unit   string `db:"unit" json:"unit,omitempty"`   // what one document of many is about; "" where there is one
	Round  string `db:"round" json:"round,omitempty"` // the đợt of award, "" where the kind has none
	Seq    int    `db:"seq" json:"seq,omitempty"`     // 0 is the first paper, 1 the one that replaces it, …; in Made, 0 is the newest
}

func (k Key) String() string {
	parts := slices.DeleteFunc([]string{k.Kind, k.Period, k.Agency, k.Unit, k.Round}, func(s string) bool { return s == "" })
	return strings.Join(append(parts, k.turn()...), "/")
}

// turn names a paper that replaces another: the second one of its key is "lan-2".
func (k Key) turn() []string {
	if k.Seq == 0 {
		return nil
	}
	return []string{fmt.Sprintf("lan-%d", k.Seq+1)}
}

// Finding is something that a checker found in a version.
type Finding struct {
	Rule     string `db:"rule" json:"rule"`
	Severity string `db:"severity" json:"severity"` // "sai", "cảnh báo", "gợi ý"
	Place    string `db:"place" json:"place"`
	Message  string `db:"message" json:"message"`
	Clause   string `db:"clause" json:"clause,omitempty"`
}

// File is one file of a version.
type File struct {
	Format string // the extension: "docx", "pdf", "xlsx"
	Data   []byte
}

// Source says what a version was made from, by hash.
type Source struct {
	Template string `db:"template_hash" json:"template,omitempty"`
	Queries  string `db:"queries_hash" json:"queries,omitempty"`
	Fonts    string `db:"fonts_hash" json:"fonts,omitempty"`
	Program  string `db:"program" json:"program,omitempty"` // version of the program
}

// Made is what one run made: the material of a version.
type Made struct {
	Key      Key
	Year     int    // the shelf that the document stands on
	Name     string // file name on the shelf, without extension; letters that file systems refuse are replaced
	Title    string // for readers of lists
	Sample   bool   // made from sample data
	Day      string // the day for which the document is written, "2024-12-15"
	Params   map[string]string
	Data     *dataset.Set
	Files    []File
	Findings []Finding
	Source   Source
	Pages    int
	Rows     int

	// Who and when. These stand in the record only and make no new version.
	By  string
	At  time.Time
	Job string // "" where a person ran it
}

// Kept says where a Made went.
type Kept struct {
	Document int64
	Name     string // on the shelf
	Version  int
	New      bool // false: the newest made version is the same, nothing was written
}

// Keep writes m as the next version of its document, unless the newest version that was
// made is the same. It writes inside tx, so that the caller's own effects (a job's end)
// stand or fall with it.
func Keep(ctx context.Context, tx *sqlx.Tx, m *Made) (Kept, error) {
	k, err := keep(ctx, tx, m)
	if err != nil {
		return Kept{}, fmt.Errorf("archive: %s: %w", m.Key, err)
	}
	return k, nil
}

func keep(ctx context.Context, tx *sqlx.Tx, m *Made) (Kept, error) {
	if err := m.check(); err != nil {
		return Kept{}, err
	}
	var data bytes.Buffer
	if err := m.Data.WriteJSON(&data); err != nil {
		return Kept{}, err
	}
	files := append(slices.Clone(m.Files), File{Format: "json", Data: data.Bytes()})
	v := version{
		Origin: "made", Day: &m.Day, Source: m.Source, Pages: m.Pages, Rows: m.Rows,
		MadeAt: stamp(m.At), MadeBy: m.By, Job: m.Job, files: files, findings: m.Findings,
	}
	params, err := json.Marshal(m.Params) // keys in the order of their bytes
	if err != nil {
		return Kept{}, err
	}
	if v.Params = string(params); m.Params == nil {
		v.Params = "{}"
	}
	v.fingerprint()

	if err := lockAudit(ctx, tx); err != nil {
		return Kept{}, err
	}
	k := Kept{}
	if k.Document, k.Name, err = claim(ctx, tx, m); err != nil {
		return Kept{}, err
	}
	var last string
	err = tx.QueryRowxContext(ctx, tx.Rebind(`SELECT number, fingerprint FROM versions
		WHERE document_id = ? AND origin = 'made' ORDER BY number DESC LIMIT 1`), k.Document).Scan(&k.Version, &last)
	switch {
	case err == nil && last == v.Fingerprint:
		return k, nil
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return Kept{}, err
	}
	k.New = true
	if k.Version, err = add(ctx, tx, k.Document, &v); err != nil {
		return Kept{}, err
	}
	texts := m.searched()
	var numbers []string
	err = tx.SelectContext(ctx, &numbers, tx.Rebind(`SELECT symbol FROM numbers WHERE document_id = ? ORDER BY symbol`), k.Document)
	if err != nil {
		return Kept{}, err
	}
	return k, index(ctx, tx, k.Document, append(texts, numbers...))
}

func (m *Made) check() error {
	for what, s := range map[string]string{"kind": m.Key.Kind, "period": m.Key.Period, "name": m.Name, "maker": m.By} {
		if s == "" {
			return fmt.Errorf("the %s is empty", what)
		}
	}
	if _, err := time.Parse(time.DateOnly, m.Day); err != nil {
		return fmt.Errorf("day %q: want YYYY-MM-DD", m.Day)
	}
	if m.Data == nil || len(m.Files) == 0 || m.At.IsZero() {
		return errors.New("data set, files and time of making are needed")
	}
	for i, f := range m.Files {
		if f.Format == "" || f.Format == "json" || slices.ContainsFunc(m.Files[:i], func(g File) bool { return g.Format == f.Format }) {
			return fmt.Errorf("file format %q is given twice or not allowed", f.Format)
		}
	}
	return nil
}

// claim finds or makes the row of the document and locks it until the transaction ends:
// of two runs with one key the second waits and then sees the first one's version.
func claim(ctx context.Context, tx *sqlx.Tx, m *Made) (id int64, name string, err error) {
	k := m.Key
	if k.Seq == 0 { // of an issued paper and the one that is to replace it, the later one
		err := tx.GetContext(ctx, &k.Seq, tx.Rebind(`SELECT COALESCE(MAX(seq), 0) FROM documents
			WHERE kind = ? AND period = ? AND agency = ? AND unit = ? AND round = ?`), k.Kind, k.Period, k.Agency, k.Unit, k.Round)
		if err != nil {
			return 0, "", err
		}
	}
	name = CleanName(strings.Join(append([]string{m.Name}, k.turn()...), "-"))
	var other Key
	err = tx.GetContext(ctx, &other, tx.Rebind(`SELECT kind, period, agency, unit, round, seq FROM documents
		WHERE year = ? AND name = ?`), m.Year, name)
	switch {
	case err == nil && other != k:
		return 0, "", fmt.Errorf("the name %q on the shelf of %d belongs to %s: give the kind another file name in document.yaml", name, m.Year, other)
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return 0, "", err
	}
	err = tx.GetContext(ctx, &id, tx.Rebind(`UPDATE documents SET year = ?, name = ?, title = ?, sample = ?
		WHERE kind = ? AND period = ? AND agency = ? AND unit = ? AND round = ? AND seq = ? RETURNING id`),
		m.Year, name, m.Title, m.Sample, k.Kind, k.Period, k.Agency, k.Unit, k.Round, k.Seq)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, name, err
	}
	err = tx.GetContext(ctx, &id, tx.Rebind(`INSERT INTO documents (kind, period, agency, unit, round, seq, year, name, title, sample, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, period, agency, unit, round, seq) DO UPDATE SET title = excluded.title
		RETURNING id`),
		k.Kind, k.Period, k.Agency, k.Unit, k.Round, k.Seq, m.Year, name, m.Title, m.Sample, stamp(m.At))
	return id, name, err
}

// version is a row of versions, with what hangs on it.
type version struct {
	Origin      string
	BasedOn     *int
	Fingerprint string
	Day         *string
	Params      string
	Source      Source
	Pages, Rows int
	MadeAt      time.Time
	MadeBy      string
	Job         string
	Note        string

	files    []File
	findings []Finding
	sameText bool // of an edit: no word of it differs
}

// fingerprint says what makes the version another one: its files, its data set, what was
// found, for which day and with which parameters. A changed template or program whose
// output is the same to the last byte does not.
func (v *version) fingerprint() {
	h := sha256.New()
	put := func(parts ...string) {
		for _, p := range parts {
			fmt.Fprintf(h, "%d:%s", len(p), p)
		}
	}
	if v.Day != nil {
		put(*v.Day)
	}
	put(v.Origin, v.Params)
	slices.SortFunc(v.files, func(a, b File) int { return strings.Compare(a.Format, b.Format) })
	for _, f := range v.files {
		put(f.Format, Hash(f.Data))
	}
	for _, f := range v.findings {
		put(f.Rule, f.Severity, f.Place, f.Message, f.Clause)
	}
	v.Fingerprint = hex.EncodeToString(h.Sum(nil))
}

// add writes v as the next version of a document that the caller has locked.
func add(ctx context.Context, tx *sqlx.Tx, doc int64, v *version) (number int, err error) {
	s := v.Source
	err = tx.GetContext(ctx, &number, tx.Rebind(`INSERT INTO versions (document_id, number, origin, based_on, fingerprint, day, params,
		template_hash, queries_hash, fonts_hash, program, pages, row_count, made_at, made_by, job, note)
		VALUES (?, (SELECT COALESCE(MAX(number), 0) + 1 FROM versions WHERE document_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING number`),
		doc, doc, v.Origin, v.BasedOn, v.Fingerprint, v.Day, v.Params,
		s.Template, s.Queries, s.Fonts, s.Program, v.Pages, v.Rows, v.MadeAt, v.MadeBy, v.Job, v.Note)
	if err != nil {
		return 0, err
	}
	files := rows{into: "version_files (document_id, version, format, sha256)"}
	for _, f := range v.files {
		sum, err := putFile(ctx, tx, f.Data)
		if err != nil {
			return 0, fmt.Errorf("file %s: %w", f.Format, err)
		}
		files.add(doc, number, f.Format, sum)
	}
	findings := rows{into: "findings (document_id, version, seq, rule, severity, place, message, clause)"}
	for i, f := range v.findings {
		findings.add(doc, number, i+1, f.Rule, f.Severity, f.Place, f.Message, f.Clause)
	}
	moves := rows{into: "document_moves (document_id, seq, version, to_state, actor, at)"}
	if number == 1 {
		moves.add(doc, 1, 1, "du-thao", v.MadeBy, v.MadeAt)
	}
	for _, r := range []*rows{&files, &findings, &moves} {
		if err := r.insert(ctx, tx); err != nil {
			return 0, err
		}
	}
	if number > 1 {
		if err := afterEdit(ctx, tx, doc, number, v); err != nil {
			return 0, err
		}
	}
	return number, record(ctx, tx, Act{At: v.MadeAt, Actor: v.MadeBy, Act: "version." + v.Origin, Document: doc, Version: number,
		Detail: v.Fingerprint})
}

// rows gathers rows of one table, to be inserted with few statements.
type rows struct {
	into string // table and columns
	list [][]any
}

func (r *rows) add(values ...any) { r.list = append(r.list, values) }

func (r *rows) insert(ctx context.Context, tx *sqlx.Tx) error {
	for part := range slices.Chunk(r.list, 100) {
		one := "(?" + strings.Repeat(", ?", len(part[0])-1) + ")"
		query := "INSERT INTO " + r.into + " VALUES " + one + strings.Repeat(", "+one, len(part)-1)
		if _, err := tx.ExecContext(ctx, tx.Rebind(query), slices.Concat(part...)...); err != nil {
			return err
		}
	}
	return nil
}

// stamp brings a time to what both databases keep: UTC, whole microseconds.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
