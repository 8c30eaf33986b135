package archive

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// dumpArchive writes the tables of the archive as text.
func dumpArchive(t testing.TB, d *db.DB) string {
	t.Helper()
	var b strings.Builder
	for _, query := range []string{
		`SELECT id, kind, period, unit, round, year, name, title, state, folded FROM documents ORDER BY id`,
		`SELECT document_id, number, origin, fingerprint, params, made_by, job FROM versions ORDER BY 1, 2`,
		`SELECT document_id, version, format, sha256 FROM version_files ORDER BY 1, 2, 3`,
		`SELECT document_id, version, seq, rule, severity FROM findings ORDER BY 1, 2, 3`,
		`SELECT document_id, seq, version, to_state, actor FROM document_moves ORDER BY 1, 2`,
		`SELECT document_id, term FROM document_terms ORDER BY 1, 2`,
		`SELECT sha256, size, packed FROM files ORDER BY 1`,
		`SELECT seq, actor, act, document_id, version, detail, hash FROM audit ORDER BY 1`,
	} {
		rows, err := d.Reader.Queryx(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			values, err := rows.SliceScan()
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, values...)
		}
	}
	return b.String()
}

// TestBatchIsOneByOne keeps lists of documents, with repeats, changes and new names among
// them, in one transaction each and one after the other: both archives are equal.
func TestBatchIsOneByOne(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		single := dbtest.SQLite(t, queries.Schema())
		if d.Dialect() == db.Postgres {
			single = dbtest.Postgres(t, queries.Schema())
		}
		random := rand.New(rand.NewPCG(1, 2))
		for range 5 {
			var list []*Made
			for range 1 + random.IntN(70) {
				unit := fmt.Sprint(random.IntN(60))
				m := sample(t, fmt.Sprintf(`{"ten":"đơn vị %s","ho_ten":"người %d"}`, unit, random.IntN(2)), fmt.Sprint(unit, random.IntN(2)))
				m.Key.Unit, m.Title = unit, fmt.Sprintf("Quyết định %d", random.IntN(2))
				m.Name = fmt.Sprintf("QD-%s-%d", unit, random.IntN(2))
				list = append(list, m)
			}
			var kept []Kept
			b, err := Prepare(list...)
			if err == nil {
				err = d.Write(t.Context(), func(tx *sqlx.Tx) (err error) { kept, err = b.Keep(t.Context(), tx); return err })
			}
			if err != nil {
				t.Fatal(err)
			}
			var want []Kept
			must(t, single.Write(t.Context(), func(tx *sqlx.Tx) error {
				for _, m := range list {
					k, err := Keep(t.Context(), tx, m)
					if want = append(want, k); err != nil {
						return err
					}
				}
				return nil
			}))
			if !slices.Equal(kept, want) {
				t.Fatalf("kept %v\nwant %v", kept, want)
			}
		}
		if got, want := dumpArchive(t, d), dumpArchive(t, single); got != want {
			t.Errorf("in one:\n%s\none by one:\n%s", got, want)
		}
		if n, err := audit.Verify(t.Context(), d.Reader); err != nil || n.Seq < 100 {
			t.Errorf("%s acts, %v", n, err)
		}
	})
}

// TestBatchRefuses keeps nothing where one document of many cannot be kept.
func TestBatchRefuses(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		one, two := sample(t, `{}`, "one"), sample(t, `{}`, "two")
		two.Key.Round = "khac" // and the same name on the shelf
		for _, list := range [][]*Made{{one, two}, {two, one}} {
			b, err := Prepare(list...)
			if err != nil {
				t.Fatal(err)
			}
			err = d.Write(t.Context(), func(tx *sqlx.Tx) error { _, err := b.Keep(context.Background(), tx); return err })
			if err == nil || !strings.Contains(err.Error(), "belongs to "+list[0].Key.String()) || !strings.Contains(err.Error(), list[1].Key.String()) {
				t.Errorf("two documents of one name: %v", err)
			}
		}
		two.Name = ""
		if _, err := Prepare(one, two); err == nil || !strings.Contains(err.Error(), "the name is empty") {
			t.Errorf("without a name: %v", err)
		}
		if out := dumpArchive(t, d); out != "" {
			t.Errorf("kept:\n%s", out)
		}
	})
}

// TestNamesOfAgencies: papers of two agencies that would have one name are told apart by the agency,
// kept together or after each other, and made again they keep their names.
func TestNamesOfAgencies(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		of := func(agency, text string) *Made {
			m := sample(t, `{}`, text)
			m.Key.Agency, m.Name = agency, "TTr-khen"
			return m
		}
		for _, list := range [][]*Made{{of("cong-an-tinh", "a"), of("so-noi-vu", "b")}, {of("so-noi-vu", "c")}, {of("ubnd-tinh", "d"), of("cong-an-tinh", "e")}} {
			b, err := Prepare(list...)
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Write(t.Context(), func(tx *sqlx.Tx) error { _, err := b.Keep(t.Context(), tx); return err }); err != nil {
				t.Fatal(err)
			}
		}
		var names []string
		if err := d.Reader.Select(&names, `SELECT agency || ' ' || name FROM documents ORDER BY agency`); err != nil ||
			!slices.Equal(names, []string{"cong-an-tinh TTr-khen", "so-noi-vu TTr-khen-so-noi-vu", "ubnd-tinh TTr-khen-ubnd-tinh"}) {
			t.Errorf("%q, %v", names, err)
		}
	})
}
