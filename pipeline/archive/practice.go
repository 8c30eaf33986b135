package archive

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// Practice reports whether a database is one for practising (vanthu practice): all of it is
// sample data, so its papers may be signed, numbered and issued like real ones, and bear
// that on every page.
func Practice(ctx context.Context, q db.Queryer) (is bool, err error) {
	if err = sqlx.GetContext(ctx, q, &is, `SELECT so_lieu_mau AND thuc_hanh FROM co_so_du_lieu`); err != nil {
		err = fmt.Errorf("archive: practice: %w", err)
	}
	return is, err
}

// ErrSample means that a paper was made from sample data, which is not issued.
var ErrSample = people.RefuseFor(people.WayPractice, "văn bản làm từ số liệu mẫu không được phát hành")

// refuseSample refuses to number or issue a paper made from sample data, but for practising.
func refuseSample(ctx context.Context, tx *sqlx.Tx, d *Document) error {
	if !d.Sample {
		return nil
	}
	practice, err := Practice(ctx, tx)
	if err == nil && !practice {
		err = people.Refuse("%s: %w", d.Name, ErrSample)
	}
	return err
}
