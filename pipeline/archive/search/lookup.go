// Package search finds documents by what stands in them.
//
// In: Refold takes the texts of documents when they are kept; Find a Question. Out: the
// numbers of the documents that answer it.
//
// What is searched stands twice: documents.folded holds the words of a document without
// tone marks, fields apart by " | ", and document_terms each word and each two and three
// neighbours, so that a name is found by an index on both databases. The schema writes
// there too what filters name: "year=2024", "state=du-thao".
//
// The one thing to know: a text is looked for as it stands; only where no document has its
// words side by side, those that have all of them anywhere are found.
package search

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// Question says which documents are looked for.
type Question struct {
	Text     string   // with or without tone marks
	Facets   []string // what filters name: "year=2024"
	Document int64    // that one alone; 0 is any
	Name     string   // on the shelf; "" is any
	Limit    int      // the newest of what has the text; 0 is all
}

// Find returns the documents that answer a question, those that were made last first.
// Without words in the text all that have the facets are found, unless these are so many
// that it is quicker to read documents in their order: then ok is false.
func Find(ctx context.Context, q db.Queryer, ask Question) (ids []any, ok bool, err error) {
	for _, way := range ways(ask.Text) {
		if ids, err = way.with(&ask).find(ctx, q, ask.Limit); err != nil || len(ids) > 0 {
			return ids, true, err
		}
	}
	if len(Words(ask.Text)) > 0 {
		return nil, true, nil
	}
	if ask.Limit == 0 || len(ask.Facets) == 0 || ask.Document != 0 {
		return nil, false, nil
	}
	l := (&lookup{}).with(&ask)
	n, err := l.rarest(ctx, q, frequent)
	if err != nil || n >= frequent {
		return nil, false, err
	}
	ids, err = l.find(ctx, q, 0)
	return ids, true, err
}

// condition chooses documents.
type condition struct {
	text string
	args []any
}

func (c *condition) and(text string, args ...any) {
	c.text += " AND " + text
	c.args = append(c.args, args...)
}

// lookup asks for documents that have all terms. It is answered from the index of
// document_terms alone, along the documents of the rarest term, the newest first, and so
// costs no more than that term has documents, whatever the planner of the database
// guesses; a search that finds many stops early.
type lookup struct {
	terms []string
	more  condition // of t.document_id; begins with " AND ", or is empty
}

// ways are the ways to look for a text, the narrower first: its words side by side, then
// anywhere. A text without words has none.
func ways(text string) []*lookup {
	ws := Words(text)
	switch len(ws) {
	case 0:
		return nil
	case 1:
		return []*lookup{{terms: ws}}
	case 2, 3:
		return []*lookup{{terms: []string{strings.Join(ws, " ")}}, {terms: ws}}
	}
	side := &lookup{}
	for i := range len(ws) - 2 {
		side.terms = append(side.terms, strings.Join(ws[i:i+3], " "))
	}
	side.more.and("(SELECT x.folded FROM documents x WHERE x.id = t.document_id) LIKE ?", "% "+strings.Join(ws, " ")+" %")
	return []*lookup{side, {terms: ws}}
}

// with adds what else a question asks.
func (l *lookup) with(ask *Question) *lookup {
	l.terms = append(l.terms, ask.Facets...)
	if ask.Document != 0 {
		l.more.and("t.document_id = ?", ask.Document)
	}
	if ask.Name != "" {
		l.more.and("(SELECT x.name FROM documents x WHERE x.id = t.document_id) = ?", ask.Name)
	}
	return l
}

// frequent is how many documents a filter has that most fit.
const frequent = 4000

// rarest brings the term with the fewest documents to the front and returns how many it
// has, most where all have as many or more.
func (l *lookup) rarest(ctx context.Context, q db.Queryer, most int) (least int, err error) {
	slices.Sort(l.terms)
	l.terms = slices.Compact(l.terms)
	var query strings.Builder
	var args []any
	for i, t := range l.terms {
		if i > 0 {
			query.WriteString(" UNION ALL ")
		}
		fmt.Fprintf(&query, "SELECT %d AS i, COUNT(*) AS n FROM (SELECT 1 AS one FROM document_terms WHERE term = ? LIMIT %d) t", i, most)
		args = append(args, t)
	}
	var counts []struct{ I, N int }
	if err := sqlx.SelectContext(ctx, q, &counts, q.Rebind(query.String()), args...); err != nil {
		return 0, err
	}
	least, first := most+1, 0
	for _, c := range counts {
		if c.N < least {
			least, first = c.N, c.I
		}
	}
	l.terms[0], l.terms[first] = l.terms[first], l.terms[0]
	return least, nil
}

// find returns the documents, those that were made last first; limit 0 is all.
func (l *lookup) find(ctx context.Context, q db.Queryer, limit int) (ids []any, err error) {
	if n, err := l.rarest(ctx, q, frequent/8); err != nil || n == 0 {
		return nil, err
	}
	c := condition{text: "1 = 1"}
	for _, t := range l.terms[1:] {
		// A value, not EXISTS: PostgreSQL would read all documents of the frequent term.
		c.and("(SELECT 1 FROM document_terms o WHERE o.term = ? AND o.document_id = t.document_id) = 1", t)
	}
	const query = `SELECT t.document_id AS id, CASE WHEN %s THEN 1 ELSE 0 END AS fits FROM
		(SELECT document_id FROM document_terms WHERE term = ? AND document_id < ? ORDER BY document_id DESC LIMIT %d) t
		ORDER BY t.document_id DESC`
	// A stretch of the term at a time: with a limit so near, every planner goes along the index.
	stretch := 512
	if limit == 0 {
		stretch = 1 << 30
	}
	for before := int64(math.MaxInt64); ; stretch *= 8 {
		var found []struct {
			ID   int64
			Fits bool
		}
		args := slices.Concat(c.args, l.more.args, []any{l.terms[0], before})
		if err := sqlx.SelectContext(ctx, q, &found, q.Rebind(fmt.Sprintf(query, c.text+l.more.text, stretch)), args...); err != nil {
			return nil, err
		}
		for _, f := range found {
			if f.Fits {
				ids = append(ids, f.ID)
			}
			if before = f.ID; limit > 0 && len(ids) == limit {
				return ids, nil
			}
		}
		if len(found) < stretch {
			return ids, nil
		}
	}
}
