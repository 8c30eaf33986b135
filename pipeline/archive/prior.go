package archive

import (
	"context"
	"database/sql"
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

// Prior is what the archive says of a kind before papers of it are made.
type Prior struct {
	// Templates are the uploaded files that count for papers of the day, as their hashes by
	// name. A name that is not there is that of the folder or of the program.
	Templates map[string]string
	// Carried is what the papers of the period carry, where they carry anything; of several
	// papers of one key what the newest carries.
	Carried map[Key]Carried
}

// PriorTo reads, with one statement, what comes before papers that are made of k.Kind in
// k.Period for a day (2024-12-15). Without a period nothing is carried, without a day no
// upload counts.
func PriorTo(ctx context.Context, q db.Queryer, k Key, day string) (*Prior, error) {
	var rows []struct {
		Key
		Carried
		File   string         `db:"file"` // "" in the row of a paper
		SHA256 sql.NullString `db:"sha256"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, q.Rebind(`SELECT kind, period, agency, unit, round, urgency, replaces, replaces_day, file, sha256 FROM (
		SELECT t.kind, '' AS period, '' AS agency, '' AS unit, '' AS round, '' AS urgency, '' AS replaces, '' AS replaces_day,
		  t.file, v.sha256, CAST(t.from_day AS TEXT) AS from_day, t.seq
		FROM template_terms t LEFT JOIN template_versions v ON v.kind = t.kind AND v.file = t.file AND v.number = t.version
		WHERE t.kind = ? AND CAST(t.from_day AS TEXT) <= ?
		UNION ALL
		SELECT d.kind, d.period, d.agency, d.unit, d.round, d.urgency, COALESCE(n.symbol, ''), COALESCE(CAST(n.day AS TEXT), ''), '', NULL, '', 0
		FROM documents d LEFT JOIN numbers n ON n.document_id = d.replaces AND d.relation = '`+Takes+`' AND n.cancelled = ''
		WHERE d.kind = ? AND d.period = ? AND (d.urgency <> '' OR n.symbol IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.kind = d.kind
		  AND o.period = d.period AND o.agency = d.agency AND o.unit = d.unit AND o.round = d.round AND o.seq > d.seq)
		) AS p ORDER BY file, from_day DESC, seq DESC`), k.Kind, day, k.Kind, k.Period)
	if err != nil {
		return nil, fmt.Errorf("archive: templates and papers of %s: %w", k.Kind, err)
	}
	p, last := &Prior{Templates: map[string]string{}, Carried: map[Key]Carried{}}, ""
	for _, r := range rows {
		switch {
		case r.File == "":
			p.Carried[r.Key] = r.Carried
		case r.File != last && r.SHA256.Valid:
			p.Templates[r.File] = r.SHA256.String
		}
		last = r.File
	}
	return p, nil
}
