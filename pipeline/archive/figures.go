package archive

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
)

// Figure is a value of a data set: one of the top level, or a number in the record of a
// list that one of its texts names.
type Figure struct{ Record, Column, Value string }

// Figures are those of a data set. A record with several texts has each number by each.
func Figures(set *dataset.Set) iter.Seq[Figure] {
	return func(yield func(Figure) bool) {
		for _, name := range set.Record().Columns().Names() {
			v, _ := set.Get(name)
			if v.Literal() != "" && v.Kind() != dataset.Bool && !yield(Figure{Column: name, Value: v.Literal()}) {
				return
			}
			for _, item := range v.Items() {
				if !numbersOf(item.Record(), yield) {
					return
				}
			}
		}
	}
}

func numbersOf(r *dataset.Record, yield func(Figure) bool) bool {
	for _, text := range Names(r) {
		for i, column := range r.Columns().Names() {
			if v := r.At(i); v.IsNumber() && !yield(Figure{text, column, v.Literal()}) {
				return false
			}
		}
	}
	return true
}

// Names are the texts of a record that tell it from others, in the order of its columns: not
// "1", "II" or "a)", which tell its place. Nil has none.
func Names(r *dataset.Record) (texts []string) {
	if r == nil {
		return nil
	}
	for i := range r.Columns().Names() {
		if v := r.At(i); v.Kind() == dataset.Text && isName(v.Str()) {
			texts = append(texts, v.Str())
		}
	}
	return texts
}

func isName(s string) bool {
	letters, roman := 0, 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
		if strings.ContainsRune("ivxlcdmIVXLCDM", r) {
			roman++
		}
	}
	return letters > max(1, roman)
}

// markSize is the bytes of a mark: as few as tell the figures of an archive apart. Among
// four million figures three hundred that are looked for meet a wrong one once in two
// hundred thousand times.
const markSize = 6

// mark tells figures apart.
func (f Figure) mark() uint64 {
	h := fnv.New64a()
	for _, s := range []string{f.Record, f.Column, f.Value} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return (h.Sum64() ^ h.Sum64()>>48) & (1<<(8*markSize) - 1)
}

// readMark reads the first of some marks.
func readMark(marks []byte) uint64 {
	return uint64(binary.BigEndian.Uint16(marks))<<32 | uint64(binary.BigEndian.Uint32(marks[2:]))
}

// marksOf are the marks of a data set as version_files keeps them, in order.
func marksOf(set *dataset.Set) []byte {
	marks := map[uint64]bool{}
	for f := range Figures(set) {
		marks[f.mark()] = true
	}
	out := make([]byte, 0, markSize*len(marks)) // never nil, which is SQL's NULL
	for _, m := range slices.Sorted(maps.Keys(marks)) {
		out = binary.BigEndian.AppendUint16(out, uint16(m>>32))
		out = binary.BigEndian.AppendUint32(out, uint32(m))
	}
	return out
}

// MarkFigures marks the figures of data sets that were kept when nothing was marked yet.
func MarkFigures(ctx context.Context, d *db.DB) error {
	for {
		var sums []string
		err := d.Reader.SelectContext(ctx, &sums, `SELECT DISTINCT sha256 FROM version_files WHERE format = '`+DataFormat+`' AND figures IS NULL LIMIT 500`)
		if err != nil || len(sums) == 0 {
			return err
		}
		marks := make([][]byte, len(sums))
		for i, sum := range sums {
			data, err := FileByHash(ctx, d.Reader, sum)
			if err != nil {
				return err
			}
			set, err := dataset.ParseJSON(bytes.NewReader(data))
			if err != nil {
				return fmt.Errorf("archive: data set %s: %w", sum, err)
			}
			marks[i] = marksOf(set)
		}
		err = d.Write(ctx, func(tx *sqlx.Tx) error {
			for i, sum := range sums {
				if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE version_files SET figures = ? WHERE sha256 = ? AND format = '`+DataFormat+`'`), marks[i], sum); err != nil {
					return fmt.Errorf("archive: figures: %w", err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// Run is a document and the parameters of the newest version that a run made of it.
type Run struct {
	Document int64 `db:"id"`
	Key
	Params string `db:"params"`
}

// Runs lists what runs made for some years, in the order of List.
func Runs(ctx context.Context, q db.Queryer, years ...int) (list []Run, err error) {
	query, args, err := sqlx.In(`SELECT d.id, d.kind, d.period, d.agency, d.unit, d.round, d.seq, v.params FROM documents d JOIN versions v ON v.document_id = d.id
		WHERE d.year IN (?) AND v.number = (SELECT MAX(w.number) FROM versions w WHERE w.document_id = d.id AND w.origin = '`+FromRun+`') ORDER BY d.year DESC, d.name, d.id`, years)
	if err != nil {
		return nil, err
	}
	if err := sqlx.SelectContext(ctx, q, &list, q.Rebind(query), args...); err != nil {
		return nil, fmt.Errorf("archive: runs: %w", err)
	}
	return list, nil
}

// Holder is a document whose text goes back to data that hold figures.
type Holder struct {
	Document
	Holds []Figure // those that were asked for, in the order in which they were
}

// Holders lists the documents, of any year and state, whose text of now goes back to data
// that hold some of the figures, as List would.
func Holders(ctx context.Context, q db.Queryer, asked []Figure) ([]Holder, error) {
	byMark := map[uint64]int{}
	for i, f := range asked {
		byMark[f.mark()] = i
	}
	holds, err := holding(ctx, q, byMark)
	if err != nil || len(holds) == 0 {
		return nil, err
	}
	docs, err := holdingNow(ctx, q, holds)
	if err != nil {
		return nil, err
	}
	list := make([]Holder, len(docs))
	for i, d := range docs {
		list[i].Document = d.Document
		for _, n := range holds[d.sum] {
			list[i].Holds = append(list[i].Holds, asked[n])
		}
	}
	return list, nil
}

// holding reads the marks of every data set: by its hash, which of those asked for it holds.
func holding(ctx context.Context, q db.Queryer, byMark map[uint64]int) (map[string][]int, error) {
	var some [1 << 16]bool // by the low bits of a mark: most of what is read is none of them
	for m := range byMark {
		some[uint16(m)] = true
	}
	rows, err := q.QueryxContext(ctx, `SELECT sha256, figures FROM version_files WHERE format = '`+DataFormat+`'`)
	if err != nil {
		return nil, fmt.Errorf("archive: figures: %w", err)
	}
	defer rows.Close()
	holds := map[string][]int{}
	var sum, marks sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&sum, &marks); err != nil {
			return nil, fmt.Errorf("archive: figures: %w", err)
		}
		var has []int
		for ; len(marks) >= markSize; marks = marks[markSize:] {
			if m := readMark(marks); some[uint16(m)] {
				if n, is := byMark[m]; is {
					has = append(has, n)
				}
			}
		}
		if has != nil {
			slices.Sort(has)
			holds[string(sum)] = has
		}
	}
	return holds, rows.Err()
}

// holdingNow lists the documents whose text of now goes back to one of the data sets, as
// List would.
func holdingNow(ctx context.Context, q db.Queryer, holds map[string][]int) (list []holder, err error) {
	var ids []any
	seen := map[int64]bool{}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(holds)), 500) {
		query, args, err := sqlx.In(`SELECT DISTINCT document_id FROM version_files WHERE sha256 IN (?)`, part)
		if err != nil {
			return nil, err
		}
		var some []int64
		if err := sqlx.SelectContext(ctx, q, &some, q.Rebind(query), args...); err != nil {
			return nil, fmt.Errorf("archive: figures: %w", err)
		}
		for _, id := range some {
			if !seen[id] {
				seen[id], ids = true, append(ids, id)
			}
		}
	}
	docs, err := byID(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	files, err := FilesToOpen(ctx, q, docs...)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		for _, f := range files[d.ID] {
			if f.Format == DataFormat && holds[f.SHA256] != nil {
				list = append(list, holder{d, f.SHA256})
			}
		}
	}
	return list, nil
}

// holder is a document and the hash of the data set that its text goes back to.
type holder struct {
	Document
	sum string
}
