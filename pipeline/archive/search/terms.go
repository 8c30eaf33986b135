package search

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/viet"
)

// Words parts a text into what is searched.
func Words(s string) []string {
	return strings.FieldsFunc(viet.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Fold puts texts into the form of documents.folded, each once.
func Fold(texts []string) string {
	seen := map[string]bool{}
	var b strings.Builder
	b.WriteString("|")
	for _, t := range texts {
		field := " " + strings.Join(Words(t), " ") + " |"
		if field == "  |" || seen[field] {
			continue
		}
		seen[field] = true
		b.WriteString(field)
	}
	return b.String()
}

// Terms are the words, pairs and triples of a folded text, sorted.
func Terms(folded string) []string {
	seen := map[string]bool{}
	one, two := "", "" // the word before, the two words before
	for _, w := range strings.Fields(folded) {
		if w == "|" {
			one, two = "", ""
			continue
		}
		seen[w] = true
		if two != "" {
			seen[two+" "+w] = true
		}
		if one != "" {
			two = one + " " + w
			seen[two] = true
		}
		one = w
	}
	list := make([]string, 0, len(seen))
	for t := range seen {
		list = append(list, t)
	}
	slices.Sort(list)
	return list
}

// Folding is what is searched of a document, before and after.
type Folding struct {
	Document    int64
	New         bool // the document was written with it
	Was, Folded string
}

// With adds texts to what will be searched.
func (f *Folding) With(texts ...string) {
	f.Folded = Fold(append(strings.Split(f.Folded, "|"), texts...))
}

// Refold brings what is searched of documents up to date.
func Refold(ctx context.Context, tx *sqlx.Tx, list []Folding) error {
	var fresh [][2]any
	for _, f := range list {
		if f.Was == f.Folded {
			continue
		}
		if !f.New {
			_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET folded = ? WHERE id = ?`), f.Folded, f.Document)
			if err != nil {
				return err
			}
		}
		have, want := Terms(f.Was), Terms(f.Folded)
		for part := range slices.Chunk(without(have, want), 400) {
			query, args, err := sqlx.In(`DELETE FROM document_terms WHERE document_id = ? AND term IN (?)`, f.Document, part)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, tx.Rebind(query), args...); err != nil {
				return err
			}
		}
		for _, t := range without(want, have) {
			fresh = append(fresh, [2]any{t, f.Document})
		}
	}
	for part := range slices.Chunk(fresh, 5000) {
		pairs, err := json.Marshal(part)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, tx.Rebind(insertTerms[tx.DriverName()]), string(pairs)); err != nil {
			return err
		}
	}
	return nil
}

// insertTerms takes pairs of term and document as JSON: one parameter for thousands.
var insertTerms = map[string]string{
	"sqlite":   `INSERT INTO document_terms (term, document_id) SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
	"postgres": `INSERT INTO document_terms (term, document_id) SELECT value ->> 0, CAST(value ->> 1 AS BIGINT) FROM json_array_elements(CAST(? AS JSON))`,
}

// without returns what of a sorted list is not in another one.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(t string) bool { _, has := slices.BinarySearch(other, t); return has })
}

// Add adds texts to what is searched of a document.
func Add(ctx context.Context, tx *sqlx.Tx, doc int64, texts ...string) error {
	var old string
	if err := tx.GetContext(ctx, &old, tx.Rebind(`SELECT folded FROM documents WHERE id = ?`), doc); err != nil {
		return err
	}
	f := Folding{Document: doc, Was: old, Folded: old}
	f.With(texts...)
	return Refold(ctx, tx, []Folding{f})
}
