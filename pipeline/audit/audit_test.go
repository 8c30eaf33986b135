package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

var noon = time.Date(2024, 12, 20, 5, 0, 0, 123456789, time.UTC)

// acts are three of every shape, one without document and version.
func acts() []Act {
	return []Act{
		{At: noon, Actor: "minh", Act: "user.add", Detail: "lan"},
		{At: noon.Add(time.Hour), Actor: "lan", Act: "version.made", Document: 1, Version: 1, Detail: strings.Repeat("a", 64)},
		{At: noon.Add(time.Hour), Actor: "lan", Act: "document.trinh-ky", Document: 1, Detail: "gấp"},
	}
}

// chained opens a database with a document and the acts above, all by Record, and by one Append with append.
func chained(t *testing.T, d *db.DB, appended bool) {
	t.Helper()
	write(t, d, `INSERT INTO documents (kind, period, agency, unit, round, year, name, title, sample, created_at)
		VALUES ('k', '2024', 'a', '', '', 2024, 'n', 't', FALSE, '2024-12-20 05:00:00')`,
		`INSERT INTO versions (document_id, number, origin, fingerprint, day, made_at, made_by)
			VALUES (1, 1, 'made', '`+strings.Repeat("a", 64)+`', '2024-12-20', '2024-12-20 05:00:00', 'lan')`,
		`INSERT INTO document_moves (document_id, seq, version, from_state, to_state, actor, at)
			VALUES (1, 1, 1, NULL, 'du-thao', 'lan', '2024-12-20 05:00:00'), (1, 2, 1, 'du-thao', 'trinh-ky', 'lan', '2024-12-20 05:00:00')`)
	err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
		if appended {
			if err := Lock(t.Context(), tx); err != nil {
				return err
			}
			return Append(t.Context(), tx, acts()...)
		}
		for _, a := range acts() {
			if err := Record(t.Context(), tx, a); err != nil {
				return err
			}
		}
		return Append(t.Context(), tx) // nothing
	})
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, d *db.DB, statements ...string) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
		for _, s := range statements {
			if _, err := tx.Exec(s); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestChain(t *testing.T) {
	for _, appended := range []bool{false, true} {
		dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
			if head, err := Verify(t.Context(), d.Reader); err != nil || head != (Head{}) {
				t.Fatalf("an empty record: %v, %v", head, err)
			}
			chained(t, d, appended)
			head, err := Verify(t.Context(), d.Reader)
			if err != nil || head.Seq != 3 {
				t.Fatalf("%v, %v", head, err)
			}
			var kept []Act
			err = sqlx.SelectContext(t.Context(), d.Reader, &kept, `SELECT seq, at, actor, act, COALESCE(document_id, 0) AS document_id,
				COALESCE(version, 0) AS version, detail, hash FROM audit ORDER BY seq`)
			if err != nil {
				t.Fatal(err)
			}
			before := ""
			for i, want := range acts() {
				want.Seq, want.At = int64(i+1), want.At.Truncate(time.Microsecond)
				want.Hash = want.HashAfter(before)
				before = want.Hash
				if got := kept[i]; !got.At.Equal(want.At) {
					t.Errorf("act %d at %v, want %v", i, got.At, want.At)
				}
				kept[i].At = want.At
				if kept[i] != want {
					t.Errorf("act %d: %+v, want %+v", i, kept[i], want)
				}
			}
			if head.Hash != before {
				t.Errorf("the end is %s, want %s", head.Hash, before)
			}
			// Whoever concerns no document has NULL there, or the reference would fail.
			var bare int
			if err := sqlx.GetContext(t.Context(), d.Reader, &bare, `SELECT COUNT(*) FROM audit WHERE document_id IS NULL AND version IS NULL`); err != nil || bare != 1 {
				t.Errorf("%d acts without document, %v", bare, err)
			}
			if _, err := Verify(t.Context(), d.Reader, head, Head{}, Head{2, kept[1].Hash}); err != nil {
				t.Errorf("ends that were known: %v", err)
			}
		})
	}
}

// TestTampered: what was changed, left out, put in, cut off or written anew is told, with the row.
func TestTampered(t *testing.T) {
	other := Head{2, strings.Repeat("0", 64)}
	for name, c := range map[string]struct {
		do    []string
		known []Head
		want  string
	}{
		"actor":             {[]string{"UPDATE audit SET actor = 'x' WHERE seq = 2"}, nil, "row 2 (version.made by x) was changed"},
		"act":               {[]string{"UPDATE audit SET act = 'x' WHERE seq = 3"}, nil, "row 3 (x by lan) was changed"},
		"detail":            {[]string{"UPDATE audit SET detail = 'x' WHERE seq = 1"}, nil, "row 1 (user.add by minh) was changed"},
		"time":              {[]string{"UPDATE audit SET at = '2024-12-21 05:00:00.123456' WHERE seq = 1"}, nil, "row 1 "},
		"document":          {[]string{"UPDATE audit SET document_id = NULL WHERE seq = 3"}, nil, "row 3 "},
		"version":           {[]string{"UPDATE audit SET version = 2 WHERE seq = 2"}, nil, "row 2 "},
		"number":            {[]string{"UPDATE audit SET seq = 4 WHERE seq = 3"}, nil, "row 3 is missing"},
		"left out":          {[]string{"DELETE FROM audit WHERE seq = 2"}, nil, "row 2 is missing"},
		"first left out":    {[]string{"DELETE FROM audit WHERE seq = 1"}, nil, "row 1 is missing"},
		"a move cut off":    {[]string{"DELETE FROM audit WHERE seq = 3"}, nil, "2 acts, but none tells of the moves of document 1"},
		"a version cut off": {[]string{"DELETE FROM audit WHERE seq > 1"}, nil, "1 acts, but none tells of version 1/1"},
		"a cancelled number": {[]string{"INSERT INTO books VALUES ('s', 'a', 'sổ', 'ngoai', 1)", "INSERT INTO numbers (book, year, number, suffix, document_id, symbol, day, title, signer, recipients, keeper, copies, actor, at, cancelled) " +
			"SELECT code, 2024, 1, '', 1, '1/QD', '2024-12-20', '', '', '', '', 1, 'lan', '2024-12-20 05:00:00', 'sai' FROM books LIMIT 1"}, nil, "none tells of the cancelled number of document 1"},
		"cut off":          {nil, []Head{{4, strings.Repeat("0", 64)}}, "3 acts, but there were 4: the end was cut off"},
		"written anew":     {nil, []Head{other}, "row 2 is another one than it was"},
		"no table":         {[]string{"ALTER TABLE audit RENAME TO x"}, nil, "audit: "},
		"no other table":   {[]string{"ALTER TABLE versions RENAME TO x"}, nil, "audit: "},
		"nothing":          {nil, nil, ""},
		"a row in between": {[]string{"UPDATE audit SET seq = 4 WHERE seq = 3", "INSERT INTO audit SELECT 3, at, actor, act, document_id, version, detail, hash FROM audit WHERE seq = 2"}, nil, "row 3 (version.made by lan) was changed"},
	} {
		t.Run(name, func(t *testing.T) {
			d := dbtest.SQLite(t, queries.Schema())
			chained(t, d, true)
			write(t, d, append([]string{"DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"}, c.do...)...)
			_, err := Verify(t.Context(), d.Reader, c.known...)
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want …%s…", err, c.want)
			}
			if name == "no table" {
				err := d.Write(t.Context(), func(tx *sqlx.Tx) error { return Record(t.Context(), tx, acts()[0]) })
				if err == nil || !strings.HasPrefix(err.Error(), "audit: ") {
					t.Errorf("recorded without a record: %v", err)
				}
			}
		})
	}
}

// TestHash: every part of an act and of what came before is in the hash, and no two parts run together.
func TestHash(t *testing.T) {
	base := Act{Seq: 1, At: noon, Actor: "ab", Act: "c", Document: 1, Version: 2, Detail: "d"}
	all := []string{base.HashAfter(""), base.HashAfter("x")}
	for _, change := range []func(a *Act){
		func(a *Act) { a.Seq = 2 }, func(a *Act) { a.At = a.At.Add(time.Microsecond) }, func(a *Act) { a.Actor = "a"; a.Act = "bc" },
		func(a *Act) { a.Document = 2 }, func(a *Act) { a.Version = 3 }, func(a *Act) { a.Detail = "" }, func(a *Act) { a.Document, a.Version = 12, 0 },
	} {
		a := base
		change(&a)
		all = append(all, a.HashAfter(""))
	}
	slices.Sort(all)
	if n := len(slices.Compact(all)); n != 9 || len(all[0]) != 64 {
		t.Errorf("%d hashes of 9 acts", n)
	}
	local := base
	local.At = noon.In(time.FixedZone("+07", 7*3600)).Truncate(time.Microsecond)
	if local.HashAfter("") != base.HashAfter("") {
		t.Error("the hash depends on the zone, or on what the databases do not keep")
	}
	// Chains of old databases must verify for ever.
	if got := base.HashAfter(""); got != "a66a9e97e6bdbdfbc79242f5f84f25a59f3323c0c2dc035848c86e988e9b8e34" {
		t.Errorf("hash %s", got)
	}
}

func TestParseHead(t *testing.T) {
	hash := strings.Repeat("0f", 32)
	for text, want := range map[string]Head{" 17:" + hash + "\n": {17, hash}, "0:": {}, "1:" + hash: {1, hash}} {
		h, err := ParseHead(text)
		if err != nil || h != want {
			t.Errorf("%q: %v, %v", text, h, err)
		}
		if text = strings.TrimSpace(text); h.String() != text {
			t.Errorf("%q is written %q", text, h)
		}
	}
	for _, text := range []string{"", "17", "17:", "17:0f", "x:" + hash, "-1:" + hash, "1:" + hash + "0", ":" + hash} {
		if h, err := ParseHead(text); err == nil || !strings.Contains(err.Error(), "want NUMBER:HASH") || h != (Head{}) {
			t.Errorf("%q: %v, %v", text, h, err)
		}
	}
}
