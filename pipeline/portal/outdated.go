package portal

import (
	"context"
	"encoding/json"
	"net/http"

	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

// outdated is what a page tells of papers that print figures which changed.
type outdated struct {
	outgoing.Outdated
	Unknown bool // which they are could not be found out
}

// changing does what changes figures, and then lists the papers that print old ones, of those
// that the person may read. That the list cannot be made does not undo what was done.
func (p *portal) changing(ctx context.Context, by *people.User, do func() error) (*outdated, error) {
	if p.Papers == nil {
		return nil, do()
	}
	before, err := p.DB.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer before.Rollback()
	if err := do(); err != nil {
		return nil, err
	}
	list, err := p.Papers.Since(ctx, before, by)
	if err != nil {
		p.Log.ErrorContext(ctx, "papers with old figures", "error", err)
		return &outdated{Unknown: true}, nil
	}
	return &outdated{Outdated: *list}, nil
}

// keyOutdated keeps in the session what the next page tells of such papers.
const keyOutdated = "outdated"

func (p *portal) putOutdated(ctx context.Context, o *outdated) error {
	text, err := json.Marshal(o)
	p.sessions.Put(ctx, keyOutdated, string(text))
	return err
}

func (p *portal) popOutdated(r *http.Request) (o *outdated, err error) {
	if text := p.sessions.PopString(r.Context(), keyOutdated); text != "" {
		err = json.Unmarshal([]byte(text), &o)
	}
	return o, err
}
