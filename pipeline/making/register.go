package making

import (
	"context"

	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/db"
	"vanthu/pipeline/query"
)

// Register is what citations are held against: the office's register of legal documents,
// then the one that ships.
func Register(ctx context.Context, d *db.DB, lib *query.Library) (*cite.Register, error) {
	results, err := lib.Run(ctx, d, []string{queryRegister}, nil)
	if err != nil {
		return nil, err
	}
	s := setting{Register: entries(results[queryRegister])}
	return s.register(), nil
}
