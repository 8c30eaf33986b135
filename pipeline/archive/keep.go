package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/archive/search"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"

	"github.com/jmoiron/sqlx"
)

// Keep writes m as the next version of its document, unless the newest version that a run
// made is the same. It writes inside tx, so that the caller's own effects (a job's end)
// stand or fall with it.
func Keep(ctx context.Context, tx *sqlx.Tx, m *Made) (Kept, error) {
	b, err := Prepare(m)
	if err != nil {
		return Kept{}, err
	}
	kept, err := b.Keep(ctx, tx)
	if err != nil {
		return Kept{}, err
	}
	return kept[0], nil
}

// Batch is documents ready to be kept: hashed, packed and folded for search, so that the
// transaction, in which others wait, is a few statements for all of them together.
type Batch struct{ items []*item }

// item is a document on its way into the archive.
type item struct {
	*Made
	folded  string // what is searched, without its numbers
	version version

	// What find learns.
	key   Key       // with the turn of the paper that is the newest
	name  string    // on the shelf
	there *standing // what the archive has of it; nil where it is new
	doc   int64
}

// standing is a document as the archive has it.
type standing struct {
	ID int64 `db:"id"`
	Key
	place
	Title       string `db:"title"`
	Sample      bool   `db:"sample"`
	Folded      string `db:"folded"`
	Last        int    `db:"last"`        // number of the newest version
	Number      int    `db:"number"`      // of the newest that a run made, 0 where none did
	Fingerprint string `db:"fingerprint"` // of that
}

// Prepare proves that documents can be kept and does all for which no database is needed.
func Prepare(made ...*Made) (*Batch, error) {
	b := new(Batch)
	for _, m := range made {
		i, err := prepare(m)
		if err != nil {
			return nil, fmt.Errorf("archive: %s: %w", m.Key, err)
		}
		b.items = append(b.items, i)
	}
	return b, nil
}

func prepare(m *Made) (*item, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	var data bytes.Buffer
	m.Data.WriteJSON(&data) // a bytes.Buffer takes every byte
	params := []byte("{}")
	if m.Params != nil {
		params, _ = json.Marshal(m.Params) // keys in the order of their bytes; texts are JSON
	}
	i := &item{Made: m, folded: search.Fold(m.searched()), version: version{
		Origin: FromRun, Day: &m.Day, Params: string(params), Source: m.Source, Pages: m.Pages, Rows: m.Rows,
		At: db.Time(m.At), By: m.By, Job: m.Job, findings: m.Findings,
		files: append(slices.Clone(m.Files), File{Format: "json", Data: data.Bytes()}),
	}}
	i.version.seal()
	i.version.figures = marksOf(m.Data)
	return i, nil
}

// Keep writes each document as Keep alone would, one after the other, and says where it
// went.
func (b *Batch) Keep(ctx context.Context, tx *sqlx.Tx) ([]Kept, error) {
	if len(b.items) == 0 {
		return nil, nil
	}
	if err := audit.Lock(ctx, tx); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	kept := make([]Kept, 0, len(b.items))
	for rest := b.items; len(rest) > 0; {
		n := differing(rest)
		some, err := keep(ctx, tx, rest[:n])
		if err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
		kept, rest = append(kept, some...), rest[n:]
	}
	return kept, nil
}

// together is how many documents are written with one statement.
const together = 50

// differing counts the items that may be written together: of two with one key the second
// has to see the first one's version.
func differing(items []*item) int {
	seen := make(map[Key]bool, len(items))
	for n, i := range items {
		k := i.Key.first()
		if seen[k] || n == together {
			return n
		}
		seen[k] = true
	}
	return len(items)
}

// first is the key of the first paper, whichever of those that replace it k names.
func (k Key) first() Key {
	k.Seq = 0
	return k
}

// keep writes documents with different keys. The lock on the audit, which whoever writes
// to documents takes, keeps them as they are read here.
func keep(ctx context.Context, tx *sqlx.Tx, items []*item) ([]Kept, error) {
	if err := find(ctx, tx, items); err != nil {
		return nil, err
	}
	for _, i := range items {
		if err := i.rename(ctx, tx); err != nil {
			return nil, fmt.Errorf("%s: %w", i.Key, err)
		}
	}
	if err := create(ctx, tx, items); err != nil {
		return nil, err
	}
	kept := make([]Kept, len(items))
	var fresh []entry
	var folds []search.Folding
	for n, i := range items {
		kept[n] = Kept{Document: i.doc, Name: i.name, Version: 1, New: true}
		old := ""
		if i.there != nil {
			if i.there.Number > 0 && i.there.Fingerprint == i.version.Fingerprint {
				kept[n].Version, kept[n].New = i.there.Number, false
				continue
			}
			kept[n].Version, old = i.there.Last+1, i.there.Folded
		}
		fresh = append(fresh, entry{doc: i.doc, number: kept[n].Version, version: &i.version})
		folds = append(folds, search.Folding{Document: i.doc, New: i.there == nil, Was: old, Folded: i.folded})
	}
	if err := withNumbers(ctx, tx, folds); err != nil {
		return nil, err
	}
	if err := write(ctx, tx, fresh); err != nil {
		return nil, err
	}
	for n, i := range items {
		if kept[n].New {
			kept[n].From = i.version.from
		}
	}
	return kept, search.Refold(ctx, tx, folds)
}

// find reads what the archive has of the items: of an issued paper and the ones that are
// to replace it, the newest, unless the item says which.
func find(ctx context.Context, tx *sqlx.Tx, items []*item) error {
	var args []any
	for _, i := range items {
		k := i.Key
		args = append(args, k.Kind, k.Period, k.Agency, k.Unit, k.Round)
	}
	one := `kind = ? AND period = ? AND agency = ? AND unit = ? AND round = ?`
	var list []*standing
	err := tx.SelectContext(ctx, &list, tx.Rebind(`SELECT d.id, d.kind, d.period, d.agency, d.unit, d.round, d.seq, d.year, d.name, d.title, d.sample, d.folded,
			COALESCE((SELECT MAX(number) FROM versions WHERE document_id = d.id), 0) AS last,
			COALESCE(v.number, 0) AS number, COALESCE(v.fingerprint, '') AS fingerprint
		FROM documents d LEFT JOIN versions v ON v.document_id = d.id
			AND v.number = (SELECT MAX(number) FROM versions WHERE document_id = d.id AND origin = '`+FromRun+`')
		WHERE `+one+strings.Repeat(" OR "+one, len(items)-1)+` ORDER BY d.seq`), args...)
	if err != nil {
		return err
	}
	byKey, newest := map[Key]*standing{}, map[Key]*standing{}
	for _, s := range list {
		byKey[s.Key], newest[s.first()] = s, s
	}
	for _, i := range items {
		i.key = i.Key
		if i.there = byKey[i.Key]; i.Key.Seq == 0 {
			i.there = newest[i.Key]
		}
		if i.there != nil {
			i.key, i.doc = i.there.Key, i.there.ID
		}
		i.name = CleanName(strings.Join(append([]string{i.Name}, i.key.turn()...), "-"))
	}
	return nameable(ctx, tx, items)
}

// place is where a document stands on the shelf.
type place struct {
	Year int    `db:"year"`
	Name string `db:"name"`
}

// nameable proves that the names which items get are free when they get them. The paper of
// another agency has the agency behind its name where that alone tells the two apart.
func nameable(ctx context.Context, tx *sqlx.Tx, items []*item) error {
	var args []any
	for _, i := range items {
		if i.there == nil || i.there.place != (place{i.Year, i.name}) {
			args = append(args, i.Year, i.name, i.Year, i.ofAgency())
		}
	}
	if len(args) == 0 {
		return nil
	}
	one := `year = ? AND name = ?`
	var list []standing
	err := tx.SelectContext(ctx, &list, tx.Rebind(`SELECT kind, period, agency, unit, round, seq, year, name FROM documents
		WHERE `+one+strings.Repeat(" OR "+one, len(args)/2-1)), args...)
	if err != nil {
		return err
	}
	holder := map[place]Key{}
	for _, s := range list {
		holder[s.place] = s.Key
	}
	for _, i := range items {
		to := place{i.Year, i.name}
		other, held := holder[to]
		if held = held && other != i.key; held && other.of(i.key.Agency) == i.key {
			i.name = i.ofAgency()
			to.Name = i.name
			other, held = holder[to]
			held = held && other != i.key
		}
		if held {
			return fmt.Errorf("%s: the name %q on the shelf of %d belongs to %s: give the kind another file name in document.yaml", i.key, i.name, i.Year, other)
		}
		if i.there != nil {
			delete(holder, i.there.place)
		}
		holder[to] = i.key
	}
	return nil
}

// ofAgency is the name of an item with the agency behind it.
func (i *item) ofAgency() string { return CleanName(i.name + "-" + i.key.Agency) }

// rename brings what lists say of a document up to date.
func (i *item) rename(ctx context.Context, tx *sqlx.Tx) error {
	t := i.there
	if t == nil || t.place == (place{i.Year, i.name}) && t.Title == i.Title && t.Sample == i.Sample {
		return nil
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET year = ?, name = ?, title = ?, sample = ? WHERE id = ?`),
		i.Year, i.name, i.Title, i.Sample, i.doc)
	return err
}

// create makes the documents that are new.
func create(ctx context.Context, tx *sqlx.Tx, items []*item) error {
	fresh := db.Rows{Into: "documents (kind, period, agency, unit, round, seq, year, name, title, sample, created_at, folded)"}
	byKey := map[Key]*item{}
	for _, i := range items {
		if i.there != nil {
			continue
		}
		k := i.key
		byKey[k] = i
		fresh.Add(k.Kind, k.Period, k.Agency, k.Unit, k.Round, k.Seq, i.Year, i.name, i.Title, i.Sample, i.version.At, i.folded)
	}
	if len(fresh.List) == 0 {
		return nil
	}
	query, args := fresh.Statement(tx, fresh.List)
	var inserted []struct {
		ID int64 `db:"id"`
		Key
	}
	if err := tx.SelectContext(ctx, &inserted, query+` RETURNING id, kind, period, agency, unit, round, seq`, args...); err != nil {
		return err
	}
	for _, m := range inserted {
		byKey[m.Key].doc = m.ID
	}
	return nil
}

// withNumbers adds the numbers of issue to what is searched of documents that have some.
func withNumbers(ctx context.Context, tx *sqlx.Tx, folds []search.Folding) error {
	byDoc, ids := map[int64]*search.Folding{}, []int64{}
	for n := range folds {
		if f := &folds[n]; !f.New {
			byDoc[f.Document], ids = f, append(ids, f.Document)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	query, args, err := sqlx.In(`SELECT document_id, symbol FROM numbers WHERE document_id IN (?) ORDER BY document_id, symbol`, ids)
	if err != nil {
		return err
	}
	var numbers []struct {
		Document int64  `db:"document_id"`
		Symbol   string `db:"symbol"`
	}
	if err := tx.SelectContext(ctx, &numbers, tx.Rebind(query), args...); err != nil {
		return err
	}
	for _, n := range numbers {
		byDoc[n.Document].With(n.Symbol)
	}
	return nil
}

// entry is a version of a document with its number.
type entry struct {
	doc    int64
	number int
	*version
}

// add writes v as the next version of a document that the caller has locked.
func add(ctx context.Context, tx *sqlx.Tx, doc int64, v *version) (number int, err error) {
	err = tx.GetContext(ctx, &number, tx.Rebind(`SELECT COALESCE(MAX(number), 0) + 1 FROM versions WHERE document_id = ?`), doc)
	if err != nil {
		return 0, err
	}
	return number, write(ctx, tx, []entry{{doc, number, v}})
}

// write writes versions with all that hangs on them.
func write(ctx context.Context, tx *sqlx.Tx, list []entry) error {
	versions := db.Rows{Into: `versions (document_id, number, origin, based_on, fingerprint, day, params,
		template_hash, queries_hash, fonts_hash, program, pages, row_count, made_at, made_by, job, note)`}
	files := db.Rows{Into: "version_files (document_id, version, format, sha256, figures)"}
	findings := db.Rows{Into: "findings (document_id, version, seq, rule, severity, place, message, clause)"}
	moves := db.Rows{Into: "document_moves (document_id, seq, version, to_state, actor, at)"}
	var blobs []*blob
	var acts []audit.Act
	for _, v := range list {
		s := v.Source
		versions.Add(v.doc, v.number, v.Origin, v.BasedOn, v.Fingerprint, v.Day, v.Params,
			s.Template, s.Queries, s.Fonts, s.Program, v.Pages, v.Rows, v.At, v.By, v.Job, v.Note)
		for n, f := range v.files {
			blobs = append(blobs, &v.blobs[n])
			var figures []byte
			if f.Format == DataFormat {
				figures = v.figures
			}
			files.Add(v.doc, v.number, f.Format, v.blobs[n].sum, figures)
		}
		for n, f := range v.findings {
			findings.Add(v.doc, v.number, n+1, f.Rule, f.Severity, f.Place, f.Message, f.Clause)
		}
		if v.number == 1 {
			moves.Add(v.doc, 1, 1, Draft, v.By, v.At)
		}
		acts = append(acts, audit.Act{At: v.At, Actor: v.By, Act: "version." + v.Origin, Document: v.doc, Version: v.number, Detail: v.Fingerprint})
	}
	if err := versions.Insert(ctx, tx); err != nil {
		return err
	}
	if err := putFiles(ctx, tx, blobs); err != nil {
		return fmt.Errorf("files: %w", err)
	}
	for _, r := range []*db.Rows{&files, &findings, &moves} {
		if err := r.Insert(ctx, tx); err != nil {
			return err
		}
	}
	if err := audit.Append(ctx, tx, acts...); err != nil {
		return err
	}
	for _, v := range list {
		if v.number > 1 {
			if err := afterEdit(ctx, tx, v); err != nil {
				return err
			}
		}
	}
	return nil
}
