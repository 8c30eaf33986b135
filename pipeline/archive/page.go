package archive

import (
	"cmp"
	"context"
	"slices"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// Reading goes through the documents that fit a filter, by their ids: whoever goes on from the
// last one meets each once, also those that were made meanwhile. Text, ID and Name of the
// filter are not looked at.
type Reading struct {
	Filter
	For  *people.User // only what this person may see; nil: all
	From int64        // the id behind which it goes on; 0: from the beginning
}

// Next returns the next documents, at most Filter.Limit.
func (r Reading) Next(ctx context.Context, q db.Queryer) ([]Document, error) {
	r.Text, r.ID, r.Name = "", 0, ""
	c := r.condition()
	c.see(r.For)
	c.and("d.id > ?", r.From)
	var ids []int64
	err := sqlx.SelectContext(ctx, q, &ids, q.Rebind(`SELECT d.id FROM documents d WHERE `+c.text+` ORDER BY d.id LIMIT ?`), append(c.args, r.Limit)...)
	if err != nil {
		return nil, err
	}
	docs, err := Some(ctx, q, ids...)
	slices.SortFunc(docs, func(a, b Document) int { return cmp.Compare(a.ID, b.ID) })
	return docs, err
}
