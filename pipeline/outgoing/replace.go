package outgoing

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
)

// Replacement asks for the paper that is to take the place of an issued one.
type Replacement struct {
	Params  map[string]string // those that differ from the old paper's
	Comment string            // why
}

// Replace makes the paper that is to take the place of an issued one, from the data as
// they are now.
func (p *Papers) Replace(ctx context.Context, doc *archive.Document, by *people.User, r Replacement) (*archive.Document, error) {
	from, err := p.fromRun(ctx, doc.ID, cmp.Or(doc.Submitted, doc.FromRun))
	if err != nil {
		return nil, err
	}
	params, _, err := making.Params(from)
	if err != nil {
		return nil, err
	}
	maps.Copy(params, r.Params)
	req := making.Request{Kind: doc.Kind, Params: params, Carried: &archive.Carried{Replaces: doc.Symbol, ReplacesDay: doc.IssueDay}}
	if doc.Unit != "" {
		req.Units = []string{doc.Unit}
	}
	made, err := p.Make(ctx, req)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(made, func(one *archive.Made) bool {
		k := one.Key
		k.Seq = doc.Seq
		return k == doc.Key
	})
	if i >= 0 {
		err = making.RefuseSecretMade(made[i])
	}
	if err != nil {
		return nil, err
	}
	if i < 0 {
		return nil, people.Refuse("%s: với các tham số này, chương trình lập văn bản khác, không phải %s; bỏ tham số làm đổi kỳ, cơ quan, đơn vị hoặc đợt", doc.Name, doc.Key)
	}
	var kept archive.Kept
	err = p.DB.Write(ctx, func(tx *sqlx.Tx) (err error) {
		kept, err = archive.Begin(ctx, tx, archive.Later{Writer: by, Of: doc.ID, Relation: archive.Takes, Comment: r.Comment}, made[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	now, err := archive.Get(ctx, p.DB.Reader, kept.Document)
	return &now, err
}
