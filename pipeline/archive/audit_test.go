package archive

import (
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// acts reads the record as someone does who wants to change it.
func acts(t *testing.T, d *db.DB) (list []audit.Act) {
	t.Helper()
	err := d.Reader.Select(&list, `SELECT seq, at, actor, act, COALESCE(document_id, 0) AS document_id, COALESCE(version, 0) AS version, detail, hash
		FROM audit ORDER BY seq`)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// forge puts rows in the place of the record, past all triggers.
func forge(t *testing.T, d *db.DB, list []audit.Act) {
	t.Helper()
	if d.Dialect() == db.SQLite {
		d.Writer.MustExec("DROP TRIGGER IF EXISTS audit_no_update")
		d.Writer.MustExec("DROP TRIGGER IF EXISTS audit_no_delete")
	} else {
		d.Writer.MustExec("DROP TRIGGER IF EXISTS audit_fixed ON audit")
	}
	d.Writer.MustExec("DELETE FROM audit")
	for _, a := range list {
		d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO audit (seq, at, actor, act, document_id, version, detail, hash) VALUES (?, ?, ?, ?, NULLIF(?, 0), NULLIF(?, 0), ?, ?)`),
			a.Seq, a.At.UTC(), a.Actor, a.Act, a.Document, a.Version, a.Detail, a.Hash)
	}
}

// chained numbers and hashes the rows anew, as the program does.
func chained(list []audit.Act) []audit.Act {
	before := ""
	for i := range list {
		list[i].Seq = int64(i + 1)
		list[i].Hash = list[i].HashAfter(before)
		before = list[i].Hash
	}
	return list
}

// Whatever someone does to the record past the program, it shows: in the chain, against
// what versions and moves tell, or against an end that was kept elsewhere.
func TestAuditShowsChanges(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		for _, data := range []string{`{"a":1}`, `{"a":2}`, `{"a":3}`} {
			mustKeep(t, d, sample(t, data, "one"))
		}
		id := real(t, d, "QD-2")
		sign(t, d, id)
		if _, err := issue(t, d, id, "7", "2024-12-25"); err != nil {
			t.Fatal(err)
		}
		if err := to(t, d, id, boss, Draft, "sai"); err != nil { // its number is cancelled
			t.Fatal(err)
		}
		early, err := audit.Verify(t.Context(), d.Reader)
		if err != nil {
			t.Fatal(err)
		}
		err = tx(t, d, func(tx *sqlx.Tx) error {
			return SetUrgency(t.Context(), people.Change{Tx: tx, By: boss, At: noon}, id, "KHẨN")
		})
		if err != nil {
			t.Fatal(err)
		}
		head, err := audit.Verify(t.Context(), d.Reader, early, audit.Head{})
		if err != nil || head.Seq != early.Seq+1 {
			t.Fatalf("%s, %v", head, err)
		}
		if again, err := audit.ParseHead(head.String()); err != nil || again != head {
			t.Errorf("%s, %v", again, err)
		}
		was := acts(t, d)
		at := func(act string) int {
			i := slices.IndexFunc(was, func(a audit.Act) bool { return a.Act == act })
			if i < 0 {
				t.Fatalf("no %s among %v", act, was)
			}
			return i
		}
		for _, c := range []struct {
			name  string
			spoil func(list []audit.Act) []audit.Act
			known []audit.Head
			want  string
		}{
			{"untouched", func(l []audit.Act) []audit.Act { return l }, []audit.Head{early, head}, ""},
			{"a row changed", func(l []audit.Act) []audit.Act { l[1].Actor = "kẻ lạ"; return l }, nil, "row 2 "},
			{"a time changed", func(l []audit.Act) []audit.Act { l[1].At = l[1].At.Add(1000); return l }, nil, "row 2 "},
			{"a row taken out", func(l []audit.Act) []audit.Act { return slices.Delete(l, 1, 2) }, nil, "row 2 is missing"},
			{"taken out, the others moved up", func(l []audit.Act) []audit.Act {
				l = slices.Delete(l, 1, 2)
				for i := range l {
					l[i].Seq = int64(i + 1)
				}
				return l
			}, nil, "row 2 "},
			{"a row put in", func(l []audit.Act) []audit.Act {
				l = slices.Insert(l, 2, l[0])
				for i := range l {
					l[i].Seq = int64(i + 1)
				}
				return l
			}, nil, "row 3 "},
			{"two rows in another order", func(l []audit.Act) []audit.Act {
				l[1], l[2] = l[2], l[1]
				l[1].Seq, l[2].Seq = 2, 3
				return l
			}, nil, "row 2 "},
			{"the first row taken out", func(l []audit.Act) []audit.Act { return l[1:] }, nil, "row 1 is missing"},
			{"the end cut off: no act tells of the cancelled number", func(l []audit.Act) []audit.Act { return l[:at("number.cancel")] }, nil, "the end was cut off"},
			{"the end cut off: no act tells of the last move", func(l []audit.Act) []audit.Act { return l[:at("document.da-cap-so")] }, nil, "the end was cut off"},
			{"the end cut off: no act tells of a version", func(l []audit.Act) []audit.Act { return l[:2] }, nil, "version 1/3"},
			{"all cut off", func(l []audit.Act) []audit.Act { return nil }, nil, "0 acts"},
			{"an act without other traces cut off", func(l []audit.Act) []audit.Act { return l[:len(l)-1] }, []audit.Head{early, head}, "the end was cut off"},
			{"all written anew with right hashes", func(l []audit.Act) []audit.Act { l[len(l)-1].Actor = "kẻ lạ"; return chained(l) }, []audit.Head{early, head}, "was written anew"},
			{"written anew without a version's act", func(l []audit.Act) []audit.Act { return chained(slices.Delete(l, 1, 2)) }, nil, "version 1/2"},
		} {
			forge(t, d, c.spoil(slices.Clone(was)))
			_, err := audit.Verify(t.Context(), d.Reader, c.known...)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%s: %v, want %q", c.name, err, c.want)
			}
		}
	})
}
