package jobs

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// Alert is a trouble that somebody has to hear of, or heard of. The page shows it while it
// lasts; an e-mail tells it once.
type Alert struct {
	Subject    string     `db:"subject"`    // what it is about, its key: "held bao-cao-nam"
	Message    string     `db:"message"`    // in Vietnamese, with what to do
	Recipients string     `db:"recipients"` // people and roles, separated by commas
	Since      time.Time  `db:"since"`
	Ended      *time.Time `db:"ended_at"`  // nil while it lasts
	Mailed     *time.Time `db:"mailed_at"` // nil where nobody was written to
}

// Degrades reports whether it stops the program from doing its work: /readyz says so.
func (a *Alert) Degrades() bool {
	what, _, _ := strings.Cut(a.Subject, " ")
	return what == "held" || what == "overdue" || what == "shelf" || what == "disk" || what == "broken" || what == "waits"
}

// keepAlerts is how long an alert is remembered after its end; what failed or came out with
// findings ends by itself after so long.
const keepAlerts = 30 * 24 * time.Hour

const selectAlerts = `SELECT subject, message, recipients, since, ended_at, mailed_at FROM alerts`

// Alerts returns the alerts that last, the latest first.
func Alerts(ctx context.Context, d *db.DB) ([]Alert, error) {
	var list []Alert
	err := d.Reader.SelectContext(ctx, &list, selectAlerts+` WHERE ended_at IS NULL ORDER BY since DESC, subject LIMIT 200`)
	if err != nil {
		return nil, fmt.Errorf("alerts: %w", db.Explain(err))
	}
	return list, nil
}

// raise opens an alert. One that lasts already keeps its beginning, and nobody is written to
// again.
func raise(ctx context.Context, tx *sqlx.Tx, a Alert) error {
	_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO alerts (subject, message, recipients, since) VALUES (?, ?, ?, ?)
		ON CONFLICT (subject) DO UPDATE SET message = excluded.message, recipients = excluded.recipients,
			since = CASE WHEN alerts.ended_at IS NULL THEN alerts.since ELSE excluded.since END,
			mailed_at = CASE WHEN alerts.ended_at IS NULL THEN alerts.mailed_at END,
			tried_at = CASE WHEN alerts.ended_at IS NULL THEN alerts.tried_at END,
			ended_at = NULL`), a.Subject, a.Message, a.Recipients, a.Since.UTC())
	return err
}

// endAlert ends an alert where it lasts.
func endAlert(ctx context.Context, tx *sqlx.Tx, subject string, now time.Time) error {
	_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE alerts SET ended_at = ? WHERE subject = ? AND ended_at IS NULL`), now.UTC(), subject)
	return err
}

// alertsAre makes the alerts whose subjects begin with one of the words those that are
// given, and writes nothing where they are that.
func (s *Service) alertsAre(ctx context.Context, words []string, now []Alert) error {
	open, err := Alerts(ctx, s.db)
	if err != nil {
		return err
	}
	lasting := map[string]string{}
	for _, a := range open {
		for _, w := range words {
			if strings.HasPrefix(a.Subject, w) {
				lasting[a.Subject] = a.Message
			}
		}
	}
	var changed []Alert
	for _, a := range now {
		if message, lasts := lasting[a.Subject]; !lasts || message != a.Message {
			changed = append(changed, a)
		}
		delete(lasting, a.Subject)
	}
	if len(changed)+len(lasting) == 0 {
		return nil
	}
	return s.db.Write(ctx, func(tx *sqlx.Tx) error {
		for _, a := range changed {
			s.log.Warn("alert", "subject", a.Subject, "message", a.Message)
			a.Since = s.now()
			if err := raise(ctx, tx, a); err != nil {
				return err
			}
		}
		for subject := range lasting {
			if err := endAlert(ctx, tx, subject, s.now()); err != nil {
				return err
			}
		}
		return nil
	})
}
