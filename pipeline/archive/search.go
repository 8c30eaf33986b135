package archive

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

// What is searched stands twice: documents.folded holds the words of a document without
// tone marks, fields apart by " | ", and document_terms each word and each pair of
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

// terms are the words and pairs of a folded text, sorted.
func terms(folded string) []string {
	seen := map[string]bool{}
	before := "|"
	for _, w := range strings.Fields(folded) {
		if w != "|" {
			seen[w] = true
			if before != "|" {
				seen[before+" "+w] = true
			}
		}
		before = w
	}
	list := make([]string, 0, len(seen))
	for t := range seen {
		list = append(list, t)
	}
	slices.Sort(list)
	return list
}

// index brings what is searched of a document up to date.
func index(ctx context.Context, tx *sqlx.Tx, doc int64, texts []string) error {
	folded := fold(texts)
	var old string
	if err := tx.GetContext(ctx, &old, tx.Rebind(`SELECT folded FROM documents WHERE id = ?`), doc); err != nil {
		return err
	}
	if old == folded {
		return nil
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET folded = ? WHERE id = ?`), folded, doc)
	if err != nil {
		return err
	}
	have, want := terms(old), terms(folded)
	for _, t := range have {
		if _, stays := slices.BinarySearch(want, t); !stays {
			_, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM document_terms WHERE term = ? AND document_id = ?`), t, doc)
			if err != nil {
				return err
			}
		}
	}
	want = slices.DeleteFunc(want, func(t string) bool { _, has := slices.BinarySearch(have, t); return has })
	for part := range slices.Chunk(want, 400) {
		args := make([]any, 0, 2*len(part))
		for _, t := range part {
			args = append(args, t, doc)
		}
		rows := strings.TrimSuffix(strings.Repeat("(?, ?), ", len(part)), ", ")
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO document_terms (term, document_id) VALUES `+rows), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// addIndex adds texts to what is searched of a document.
func addIndex(ctx context.Context, tx *sqlx.Tx, doc int64, texts ...string) error {
	var old string
	if err := tx.GetContext(ctx, &old, tx.Rebind(`SELECT folded FROM documents WHERE id = ?`), doc); err != nil {
		return err
	}
	return index(ctx, tx, doc, append(strings.Split(old, "|"), texts...))
}

// condition chooses documents: a table expression that names them d, what holds of them,
// and their order. The zero condition takes all in the order of lists.
type condition struct {
	from  string
	text  string
	args  []any
	order string
}

// and joins what a way of search asks with a filter. Found by a text, the newest document
// comes first into a limited result.
func (c condition) and(f condition) condition {
	c.text += " AND " + f.text
	c.args = append(slices.Clone(c.args), f.args...)
	return c
}

// textConditions are the ways to look for a text, the narrower first: its words side by
// side, then anywhere.
func textConditions(ctx context.Context, q Queryer, text string) ([]condition, error) {
	ws := words(text)
	if len(ws) == 0 {
		return nil, nil
	}
	phrase := []string{ws[0]}
	if len(ws) > 1 {
		phrase = phrase[:0]
		for i := range len(ws) - 1 {
			phrase = append(phrase, ws[i]+" "+ws[i+1])
		}
	}
	side, err := byTerms(ctx, q, phrase)
	if err != nil || len(ws) == 1 {
		return []condition{side}, err
	}
	if len(ws) > 2 {
		// Looked up for each: a plain d.folded would make PostgreSQL read all documents first.
		side.text += " AND (SELECT x.folded FROM documents x WHERE x.id = t.document_id) LIKE ?"
		side.args = append(side.args, "% "+strings.Join(ws, " ")+" %")
	}
	anywhere, err := byTerms(ctx, q, ws)
	return []condition{side, anywhere}, err
}

// frequent is how many documents of a term are counted at most.
const frequent = 2000

// byTerms looks for documents that have all terms, along the index of the rarest.
func byTerms(ctx context.Context, q Queryer, list []string) (c condition, err error) {
	slices.Sort(list)
	list = slices.Compact(list)
	least, first := frequent+1, 0
	for i, t := range list {
		var n int
		err := sqlx.GetContext(ctx, q, &n, q.Rebind(`SELECT COUNT(*) FROM (SELECT 1 AS one FROM document_terms WHERE term = ? LIMIT ?) t`), t, frequent)
		if err != nil {
			return c, fmt.Errorf("archive: search: %w", err)
		}
		if n < least {
			least, first = n, i
		}
	}
	c.from = "document_terms t JOIN documents d ON d.id = t.document_id"
	c.order = "t.document_id DESC"
	c.text, c.args = "t.term = ?", []any{list[first]}
	for i, t := range list {
		if i != first {
			// A value, not EXISTS: PostgreSQL would read all documents of the frequent term.
			c.text += " AND (SELECT 1 FROM document_terms o WHERE o.term = ? AND o.document_id = t.document_id) = 1"
			c.args = append(c.args, t)
		}
	}
	return c, nil
}
