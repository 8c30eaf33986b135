package outgoing

import (
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// TestSince: a figure that is set right tells the papers that print the old one: the unit's own,
// which is signed, and the report, of whichever year, whose rows and totals hold it; each with what
// changed, where it stands and whether people edited it; not those of other units, nor what the
// reader may not see.
func TestSince(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := office(t, d)
		made, err := p.Make(t.Context(), making.Request{Kind: "bao-cao-don-vi", Params: map[string]string{"nam": "2024"}, Units: []string{"dong-xoai", "loc-ninh"}})
		if err != nil {
			t.Fatal(err)
		}
		units, err := p.Keep(t.Context(), made, nil)
		if err != nil {
			t.Fatal(err)
		}
		report := kept(t, p, "bao-cao-tong-ket", map[string]string{"nam": "2024"})
		if _, _, err := p.TakeIn(t.Context(), report, admin, typed(t, file(t, p, report, 1, "docx"), "Kính gửi", " (người gõ)")); err != nil {
			t.Fatal(err)
		}
		unit := move(t, p, now(t, p, units[0].Document), toSigned...)
		year := func(y int) {
			d.Writer.MustExec(d.Writer.Rebind(`UPDATE documents SET year = ? WHERE id = ?`), y, report.ID)
		}

		correct := func(value string, by *people.User) []Other {
			t.Helper()
			before, err := d.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer before.Rollback()
			c := intake.Correction{Period: intake.Period{Unit: "dong-xoai", Year: 2024}, Table: "tuyen_truyen", Column: "so_buoi", Value: value, Reason: "đơn vị báo nhầm", Actor: "minh", At: noon}
			if err := c.Write(t.Context(), d, intake.FS(), func(*sqlx.Tx) error { return nil }); err != nil {
				t.Fatal(err)
			}
			out, err := p.Since(t.Context(), before, by)
			if err != nil || out.More != 0 {
				t.Fatalf("%+v, %v", out, err)
			}
			return out.Papers
		}
		tell := func(list []Other) (all []string) {
			for _, o := range list {
				all = append(all, o.Document.Name+" ("+o.Document.StateName+")")
			}
			return all
		}
		has := func(o Other, words string) bool {
			return slices.ContainsFunc(o.Different, func(s string) bool { return strings.Contains(s, words) })
		}
		all := []string{unit.Name + " (đã ký)", report.Name + " (dự thảo)"}
		const rows = "Thành phố Đồng Xoài, số buổi tuyên truyền: 940 → 1.9"
		year(2031)
		list := correct("1940", admin)
		if got := tell(list); !slices.Equal(got, all) || !has(list[1], rows+"40 (thân văn bản, bảng ") {
			t.Errorf("%+v, want %q", list, all)
		}
		year(2024)
		list = correct("1950", admin) // what an earlier correction changed is old all the more
		if got := tell(list); !slices.Equal(got, all) {
			t.Fatalf("%q, want %q", got, all)
		}
		if o := list[1]; !o.Edited || !has(o, rows+"50 (thân văn bản, bảng ") || !has(o, ": 16.214 → 17.224") {
			t.Errorf("the report: %+v", o)
		}
		if o := list[0]; o.Edited || !strings.Contains(o.Different[0], "940 → 1.950") {
			t.Errorf("the unit's: %+v", o)
		}
		own := &people.User{Name: "dv", Grants: []people.Grant{{Role: people.UnitMember, Unit: "dong-xoai"}}}
		if got := tell(correct("1960", own)); !slices.Equal(got, all[:1]) {
			t.Errorf("the unit sees %q", got)
		}
		if got := tell(correct("1960", admin)); got != nil {
			t.Errorf("nothing changed: %q", got)
		}
	})
}
