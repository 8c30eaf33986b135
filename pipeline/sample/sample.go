// Package sample fills an empty migrated database with a sample office: tỉnh Bình Phước
// with its year 2024 (units, statistics of 2023 and 2024, plans and reports received,
// recognition, classification, awards, the prose of the report, signers, recipients),
// and enough of Đồng Nai for a run in 2026 under two-level government.
//
// In: an open database whose migrations, with their reference data, are applied. Out:
// the same database, filled in one transaction, or left as it was.
//
// Steps: agencies, units, the movement and its award periods, what units sent in,
// figures, people and nominations, prose, recipients. What is real (names of
// districts, communes, departments) stands in units.go and to-chuc.yaml; people,
// enterprises and schools are made up, and their rows carry mau = TRUE.
//
// The one thing to know: there is no clock and one generator with a constant seed, so
// two fills hold the same rows. Figures are split downwards from the totals of the
// province (figures.go), so districts add up exactly and no part exceeds its whole.
package sample

import (
	"context"
	_ "embed"
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// Year is the year of the sample's full set of figures.
const Year = 2024

// ErrNotEmpty means that the database holds data of an office already.
var ErrNotEmpty = errors.New("the database holds data already; the sample goes only into an empty one")

// MaxScale is the greatest Scale of a Choice.
const MaxScale = 100_000

// Choice is what the sample is for; zero is the sample office alone.
type Choice struct {
	Practice bool // people practise in the database: its papers may be issued, and every page of them says so
	Scale    int  // enterprises of numbered names more, which have sent neither plan nor report: for trials of size
}

// Fill writes the sample and marks the database as holding sample data, after which
// every page made from it says so and, but to practise, nothing can be issued. A database that
// has units, people, a movement or prose is refused with ErrNotEmpty and not touched.
func Fill(ctx context.Context, d *db.DB, c Choice) error {
	if c.Scale < 0 || c.Scale > MaxScale {
		return fmt.Errorf("%d units more: want 0 to %d", c.Scale, MaxScale)
	}
	return d.Write(ctx, func(tx *sqlx.Tx) error {
		if err := refuseFull(ctx, tx); err != nil {
			return fmt.Errorf("database %s: %w", d, err)
		}
		f := &filler{tx: tx, practice: c.Practice, dice: newDice(), units: map[string]int64{}, named: map[string]string{}}
		for _, step := range []func(context.Context) error{
			f.daysOff, f.agencies, f.binhPhuocUnits, f.dongNaiUnits, f.movements, f.received,
			f.figures, f.results, f.models, f.inspections,
			f.awardPeriods, f.nominations, f.prose, f.signers, f.recipients, f.tasks, f.mark,
			func(ctx context.Context) error { return f.numbered(ctx, c.Scale) },
		} {
			if err := step(ctx); err != nil {
				return fmt.Errorf("database %s: sample data: %w", d, err)
			}
		}
		return nil
	})
}

// filler holds what the steps tell each other.
type filler struct {
	tx       *sqlx.Tx
	practice bool // the database is for practising
	dice     dice

	blocks     map[string]int64  // khoi_cum.id by name
	units      map[string]int64  // don_vi.id by code
	named      map[string]string // codes by the names that documents use
	districts  []area            // the 11, in order
	provincial []unit            // what the province and the centre manage
	periods    map[string]int64  // dot_khen_thuong.id by name
	off        map[string]bool   // days on which offices are closed
}

func refuseFull(ctx context.Context, tx *sqlx.Tx) error {
	for _, name := range []string{"don_vi", "nguoi", "phong_trao", "de_nghi_khen_thuong", "loi_van"} {
		var n int
		if err := tx.GetContext(ctx, &n, "SELECT count(*) FROM "+name); err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%w (table %s has %d rows)", ErrNotEmpty, name, n)
		}
	}
	return nil
}

func (f *filler) mark(ctx context.Context) error {
	_, err := f.tx.ExecContext(ctx, f.tx.Rebind("UPDATE co_so_du_lieu SET so_lieu_mau = ?, thuc_hanh = ?, nguon_mau = ?"),
		true, f.practice, "vanthu demo: tỉnh Bình Phước năm 2024, Đồng Nai năm 2026")
	return err
}

// decode reads one of the embedded lists.
func decode[T any](name string, text []byte) (T, error) {
	var v T
	if err := yaml.UnmarshalWithOptions(text, &v, yaml.Strict()); err != nil {
		return v, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}
