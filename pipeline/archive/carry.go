package archive

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// Carried is what the archive knows of a paper that every version of it says, whatever the
// data are.
type Carried struct {
	Urgency     string `db:"urgency"`      // mark of urgency, "" for none
	Replaces    string `db:"replaces"`     // number of the issued paper whose place it takes: "161/KH-UBND"; "" for none
	ReplacesDay string `db:"replaces_day"` // day of that paper, "2024-02-05"
}

// Carry returns what the papers of a kind carry in a period, where they carry anything; of
// several papers of one key what the newest carries.
func Carry(ctx context.Context, q db.Queryer, kind, period string) (map[Key]Carried, error) {
	var list []struct {
		Key
		Carried
	}
	err := sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT d.kind, d.period, d.agency, d.unit, d.round, d.urgency,
		  COALESCE(n.symbol, '') AS replaces, COALESCE(CAST(n.day AS TEXT), '') AS replaces_day
		FROM documents d LEFT JOIN numbers n ON n.document_id = d.replaces AND d.relation = '`+Takes+`' AND n.cancelled = ''
		WHERE d.kind = ? AND d.period = ? AND (d.urgency <> '' OR n.symbol IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.kind = d.kind
		  AND o.period = d.period AND o.agency = d.agency AND o.unit = d.unit AND o.round = d.round AND o.seq > d.seq)`), kind, period)
	if err != nil {
		return nil, fmt.Errorf("archive: papers of %s in %s: %w", kind, period, err)
	}
	carried := make(map[Key]Carried, len(list))
	for _, d := range list {
		carried[d.Key] = d.Carried
	}
	return carried, nil
}
