package archive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// The counts of lists are those of the documents, for whoever asks, and are read along their
// index: they cost by the combinations of values and not by the documents.
func TestCensus(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		draw := lottery(7)
		for i := range 300 {
			unit := ""
			if draw.n(3) > 0 {
				unit = fmt.Sprintf("xa-%d", i)
			}
			d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO documents (kind, period, agency, unit, round, year, name, title, sample, created_at, folded, state) VALUES (?, ?, ?, ?, ?, ?, ?, '', FALSE, CURRENT_TIMESTAMP, '', ?)`),
				draw.of("don-doc", "bang-khen"), fmt.Sprintf("%s-%d", draw.of("2023", "2024"), i*(1-min(len(unit), 1))), draw.of("ubnd-tinh", "cong-an-tinh"), unit, draw.of("", "tong-ket"), 2023+draw.n(2), fmt.Sprint(i), draw.of(Draft, Submitted, Issued))
		}
		users := []*people.User{nil, {Grants: []people.Grant{{Role: people.Clerk}}}, {Grants: []people.Grant{{Role: people.Clerk, Agency: "ubnd-tinh"}}},
			{Grants: []people.Grant{{Role: people.UnitMember, Unit: "xa-7"}, {Role: people.Clerk, Agency: "cong-an-tinh"}}}, {}}
		for n, u := range users {
			for _, f := range []Filter{{}, {Year: 2024}, {Year: 2024, Kind: "don-doc"}, {Year: 2023, State: Submitted}, {Year: 2024, Agency: "ubnd-tinh", Period: "2024-0"}} {
				b := Browse{Filter: f, For: u, From: 3}
				b.Limit = 20
				if err := b.Find(t.Context(), d.Reader); err != nil {
					t.Fatal(err)
				}
				c := f.condition()
				c.see(u)
				var papers, alone, merged int
				for to, query := range map[*int]string{&papers: `SELECT COUNT(*) FROM documents d WHERE `, &alone: `SELECT COUNT(*) FROM documents d WHERE d.unit = '' AND `,
					&merged: `SELECT COUNT(*) FROM (SELECT DISTINCT year, kind, period, agency, round FROM documents d WHERE d.unit <> '' AND `} {
					query += c.text
					if to == &merged {
						query += ") x"
					}
					if err := d.Reader.Get(to, d.Reader.Rebind(query), c.args...); err != nil {
						t.Fatal(err)
					}
				}
				if b.Papers != papers || b.Total != alone+merged {
					t.Errorf("user %d, %+v: %d papers on %d lines, want %d on %d", n, f, b.Papers, b.Total, papers, alone+merged)
				}
				if !slices.IsSortedFunc(b.Shown, func(x, y Group) int { return int(y.First - x.First) }) || len(b.Shown) > 20 || len(b.Shown) < min(20, b.Total-b.From) {
					t.Errorf("user %d, %+v: shown %d of %d from %d", n, f, len(b.Shown), b.Total, b.From)
				}
				for _, g := range b.Shown {
					sum := 0
					for _, s := range g.States {
						sum += s.Count
					}
					if g.States != nil && sum != g.Count {
						t.Errorf("%+v: the states are of %d documents", g, sum)
					}
				}
			}
			standing, err := StandingOf(t.Context(), d.Reader, 2024, u)
			if err != nil {
				t.Fatal(err)
			}
			total := 0
			for _, s := range standing {
				total += s.Count
			}
			all := Browse{Filter: Filter{Year: 2024}, For: u, Single: true}
			if err := all.Find(t.Context(), d.Reader); err != nil || total != all.Total {
				t.Errorf("user %d: %d stand, %d are there, %v", n, total, all.Total, err)
			}
		}
		if d.Dialect() != db.SQLite {
			return
		}
		for query, index := range map[string]string{nextCount: "documents_merged", `SELECT COUNT(*) FROM ` + alone(`d.id`, `d.year = ? AND d.kind || '' <> ?`): "documents_alone",
			`SELECT DISTINCT d.kind FROM ` + alone(`d.kind`, `d.year = ?`): "documents_alone"} {
			var plan []struct {
				ID, Parent, NotUsed int
				Detail              string
			}
			args := []any{2024, "", "", "", "", ""}
			if err := d.Reader.Select(&plan, `EXPLAIN QUERY PLAN `+query, args[:strings.Count(query, "?")]...); err != nil {
				t.Fatal(err)
			}
			for _, step := range plan {
				if strings.HasPrefix(step.Detail, "SCAN documents") || strings.HasPrefix(step.Detail, "SEARCH") && !strings.Contains(step.Detail, "COVERING INDEX "+index) {
					t.Errorf("%s is not read along its index: %s", query, step.Detail)
				}
			}
		}
	})
}
