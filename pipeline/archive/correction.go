package archive

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// Correction is what is to be set right in an issued paper: what the queries read of which
// the paper that does so is made.
type Correction struct {
	Document int64  `db:"document_id"` // the issued paper
	Relation string `db:"relation"`    // Corrects, Amends, Recalls
	Code     string `db:"code"`        // of its kind: "QĐ"; "" for công văn
	KindName string `db:"kind_name"`   // "Quyết định"
	Subject  string `db:"subject"`     // its trích yếu
	ByHead   bool   `db:"by_head"`     // the head of the agency issued it
	Reason   string `db:"reason"`
	Proposer string `db:"proposer"` // who proposes it, "" where nobody said
	Changes  []Change
}

// Change is words of the issued paper and what they should be; either may be "".
type Change struct{ Place, Was, Becomes string }

// SetCorrection writes it in the place of an earlier one of that relation.
func SetCorrection(ctx context.Context, tx *sqlx.Tx, c *Correction) error {
	for _, table := range []string{"correction_changes", "corrections"} {
		if _, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM `+table+` WHERE document_id = ? AND relation = ?`), c.Document, c.Relation); err != nil {
			return fmt.Errorf("archive: %s: %w", table, err)
		}
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO corrections (document_id, relation, code, kind_name, subject, by_head, reason, proposer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
		c.Document, c.Relation, c.Code, c.KindName, c.Subject, c.ByHead, c.Reason, c.Proposer)
	if err != nil {
		return fmt.Errorf("archive: corrections: %w", err)
	}
	changes := db.Rows{Into: "correction_changes (document_id, relation, seq, place, was, becomes)"}
	for i, ch := range c.Changes {
		changes.Add(c.Document, c.Relation, i+1, ch.Place, ch.Was, ch.Becomes)
	}
	if err := changes.Insert(ctx, tx); err != nil {
		return fmt.Errorf("archive: corrections: %w", err)
	}
	return nil
}
