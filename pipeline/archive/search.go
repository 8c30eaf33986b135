package archive

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

// What is searched stands twice: documents.folded holds the words of a document without
// tone marks, fields apart by " | ", and document_terms each word and each two and three
// neighbours, so that a name is found by an index on both databases.

// words parts a text into what is searched.
func words(s string) []string {
	return strings.FieldsFunc(viet.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// searched returns the texts by which a document is found.
func (m *Made) searched() []string {
	k := m.Key
	texts := []string{m.Title, m.Name, k.Kind, k.Period, k.Agency, k.Unit, k.Round}
	names(dataset.OfRecord(m.Data.Record()), "", &texts)
	return texts
}

// names collects what people search for in a data set: names of people, units, places.
func names(v dataset.Value, column string, out *[]string) {
	if r := v.Record(); r != nil {
		for i, c := range r.Columns().Names() {
			names(r.At(i), c, out)
		}
		return
	}
	if list := v.Items(); list != nil {
		for _, item := range list {
			names(item, column, out)
		}
		return
	}
	for _, p := range []string{"ho_ten", "ten", "don_vi", "nguoi", "trich_yeu", "so_"} {
		if s := v.Literal(); strings.HasPrefix(column, p) && v.Kind() == dataset.Text && len(s) <= 300 {
			*out = append(*out, s)
			return
		}
	}
}

// fold puts texts into the form of documents.folded, each once.
func fold(texts []string) string {
	seen := map[string]bool{}
	var b strings.Builder
	b.WriteString("|")
	for _, t := range texts {
		field := " " + strings.Join(words(t), " ") + " |"
		if field == "  |" || seen[field] {
			continue
		}
		seen[field] = true
		b.WriteString(field)
	}
	return b.String()
}

// terms are the words, pairs and triples of a folded text, sorted.
func terms(folded string) []string {
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

// folding is what is searched of a document, before and after.
type folding struct {
	doc         int64
	isNew       bool // the document was made with it
	old, folded string
}

// refold brings what is searched of documents up to date.
func refold(ctx context.Context, tx *sqlx.Tx, list []folding) error {
	var fresh [][2]any
	for _, f := range list {
		if f.old == f.folded {
			continue
		}
		if !f.isNew {
			_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET folded = ? WHERE id = ?`), f.folded, f.doc)
			if err != nil {
				return err
			}
		}
		have, want := terms(f.old), terms(f.folded)
		for part := range slices.Chunk(without(have, want), 400) {
			query, args, err := sqlx.In(`DELETE FROM document_terms WHERE document_id = ? AND term IN (?)`, f.doc, part)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, tx.Rebind(query), args...); err != nil {
				return err
			}
		}
		for _, t := range without(want, have) {
			fresh = append(fresh, [2]any{t, f.doc})
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

// addIndex adds texts to what is searched of a document.
func addIndex(ctx context.Context, tx *sqlx.Tx, doc int64, texts ...string) error {
	var old string
	if err := tx.GetContext(ctx, &old, tx.Rebind(`SELECT folded FROM documents WHERE id = ?`), doc); err != nil {
		return err
	}
	return refold(ctx, tx, []folding{{doc: doc, old: old, folded: fold(append(strings.Split(old, "|"), texts...))}})
}
