package archive

import (
	"context"
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
