package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " – ": "", "Điểu Đức Hòa": "dieu|duc|hoa", "Số 161/KH-UBND, 97,12%": "so|161|kh|ubnd|97|12",
	} {
		if got := strings.Join(Words(text), "|"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct {
		texts []string
		want  string
	}{
		{nil, "|"},
		{[]string{"Xã Đak Ơ", "", "-", "xa dak o", "Bằng khen"}, "| xa dak o | bang khen |"},
	} {
		if got := Fold(c.texts); got != c.want {
			t.Errorf("%q: %s, want %s", c.texts, got, c.want)
		}
	}
	f := Folding{Folded: "| mot hai |"}
	f.With("Ba", "một hai")
	if f.Folded != "| mot hai | ba |" {
		t.Errorf("with more texts: %s", f.Folded)
	}
}

func TestTerms(t *testing.T) {
	for folded, want := range map[string]string{
		"":                        "",
		"| a |":                   "a",
		"| b a c d | d | a |":     "a, a c, a c d, b, b a, b a c, c, c d, d",
		"| a b | c d e | f |":     "a, a b, b, c, c d, c d e, d, d e, e, f",
		"| a a a a |":             "a, a a, a a a",
		"| một hai | ba bốn |   ": "ba, ba bốn, bốn, hai, một, một hai",
	} {
		if got := strings.Join(Terms(folded), ", "); got != want {
			t.Errorf("%s: %s, want %s", folded, got, want)
		}
	}
}

// keep adds a document with texts and returns its number.
func keep(t *testing.T, tx *sqlx.Tx, name string, year int, texts ...string) int64 {
	t.Helper()
	var id int64
	folded := Fold(texts)
	err := tx.Get(&id, tx.Rebind(`INSERT INTO documents (kind, period, agency, unit, round, year, name, title, sample, created_at, folded)
		VALUES ('qd', ?, 'a', '', '', ?, ?, '', FALSE, '2024-01-01 00:00:00', ?) RETURNING id`), name, year, name, folded)
	if err != nil {
		t.Fatal(err)
	}
	if err := Refold(t.Context(), tx, []Folding{{Document: id, New: true, Folded: folded}}); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestFind(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
			keep(t, tx, "A", 2023, "Quyết định tặng Bằng khen cho ông Điểu Đức Hòa", "161/KH-UBND")
			keep(t, tx, "B", 2024, "Báo cáo tổng kết phong trào", "Điểu Đức Hòa ở xã Đak Ơ")
			keep(t, tx, "C", 2024, "Đức Hòa là tên xã của ông Điểu", "tặng khen Bằng")
			keep(t, tx, "D", 2024, "Kế hoạch, phong trào tổng kết, báo cáo của xã")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			ask  Question
			want string // "no" where it is quicker to read the documents in their order
		}{
			{Question{Text: "điểu đức hòa"}, "B A"},
			{Question{Text: "đức hoà"}, "C B A"},
			{Question{Text: "Đức Hòa", Limit: 2}, "C B"},
			{Question{Text: "hoa duc"}, "C B A"}, // nowhere side by side
			{Question{Text: "khen bằng"}, "C"},
			{Question{Text: "cho ông Điểu Đức Hòa"}, "A"},
			{Question{Text: "báo cáo tổng kết"}, "B"},
			{Question{Text: "báo cáo kết tổng"}, "D B"},
			{Question{Text: "tổng kết báo cáo"}, "D"},
			{Question{Text: "phong trào Điểu"}, "B"}, // across fields, anywhere
			{Question{Text: "báo cáo tổng kết phong trào của"}, "D"},
			{Question{Text: "161"}, "A"},
			{Question{Text: "không có"}, ""},
			{Question{Text: "không"}, ""},
			{Question{Text: "đức hòa", Facets: []string{"year=2024"}}, "C B"},
			{Question{Text: "đức hòa", Facets: []string{"year=2024", "kind=qd"}, Limit: 1}, "C"},
			{Question{Text: "đức hòa", Facets: []string{"year=2025"}}, ""},
			{Question{Text: "đức hòa", Document: 2}, "B"},
			{Question{Text: "đức hòa", Document: 4}, ""},
			{Question{Text: "đức hòa", Name: "A"}, "A"},
			{Question{Text: "đức hòa", Name: "A", Document: 2}, ""},
			{Question{Facets: []string{"year=2024"}, Limit: 2}, "D C B"},
			{Question{Facets: []string{"year=2024"}, Name: "C", Limit: 9}, "C"},
			{Question{Facets: []string{"year=2025"}, Limit: 2}, ""},
			{Question{Facets: []string{"year=2024"}}, "no"},
			{Question{Limit: 2}, "no"},
			{Question{Facets: []string{"year=2024"}, Limit: 2, Document: 3}, "no"},
			{Question{Text: " - ", Limit: 2}, "no"},
		} {
			ids, ok, err := Find(t.Context(), d.Reader, c.ask)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, id := range ids {
				names = append(names, string(rune('A'-1+id.(int64))))
			}
			got := strings.Join(names, " ")
			if !ok {
				got = "no"
			}
			if got != c.want {
				t.Errorf("%+v: %s, want %s", c.ask, got, c.want)
			}
		}
	})
}

// TestRefold: what is searched follows the texts of a document, term by term.
func TestRefold(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		terms := func(id int64) (list []string) {
			if err := sqlx.Select(d.Reader, &list, d.Reader.Rebind(`SELECT term FROM document_terms WHERE document_id = ? AND term NOT LIKE '%=%'`), id); err != nil {
				t.Fatal(err)
			}
			slices.Sort(list)
			return list
		}
		var a, b int64
		do := func(f func(tx *sqlx.Tx) error) {
			t.Helper()
			if err := d.Write(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		do(func(tx *sqlx.Tx) error {
			a, b = keep(t, tx, "A", 2024, "một hai"), keep(t, tx, "B", 2024, "một hai")
			return nil
		})
		do(func(tx *sqlx.Tx) error { return Add(t.Context(), tx, a, "Ba bốn", "hai") })
		do(func(tx *sqlx.Tx) error {
			return Refold(t.Context(), tx, []Folding{{Document: b, Was: "| mot hai |", Folded: "| hai ba |"}, {Document: a, Was: "| x |", Folded: "| x |"}})
		})
		var folded []string
		if err := sqlx.Select(d.Reader, &folded, `SELECT folded FROM documents ORDER BY id`); err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(folded, terms(a), terms(b))
		if want := "[| mot hai | ba bon | hai | | hai ba |] [ba ba bon bon hai mot mot hai] [ba hai hai ba]"; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if err := d.Write(t.Context(), func(tx *sqlx.Tx) error { return Add(t.Context(), tx, 99, "x") }); err == nil {
			t.Error("texts of a document that is not")
		}
		err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
			if _, err := tx.Exec(`ALTER TABLE document_terms RENAME TO x`); err != nil {
				t.Fatal(err)
			}
			return Refold(t.Context(), tx, []Folding{{Document: b, Was: "| hai ba |", Folded: "| hai |"}})
		})
		if err == nil {
			t.Error("terms are taken out of a table that is not there")
		}
		// A long paper has more terms than one statement may take.
		long := make([]string, 2000)
		for i := range long {
			long[i] = fmt.Sprintf("w%d", i)
		}
		text := strings.Join(long, " ")
		do(func(tx *sqlx.Tx) error { return Add(t.Context(), tx, b, text) })
		if n := len(terms(b)); n != 3+2000+1999+1998 {
			t.Errorf("%d terms of a long paper", n)
		}
		do(func(tx *sqlx.Tx) error {
			return Refold(t.Context(), tx, []Folding{{Document: b, Was: "| hai ba | " + text + " |", Folded: "|"}})
		})
		if list := terms(b); len(list) != 0 {
			t.Errorf("%d terms of an emptied paper", len(list))
		}
	})
}

// TestFindAmongMany: the newest are found however many have the text and few fit.
func TestFindAmongMany(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	const n = 5000
	err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
		_, err := tx.Exec(fmt.Sprintf(`WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < %d)
			INSERT INTO documents (kind, period, agency, unit, round, year, name, title, sample, created_at, folded)
			SELECT 'qd', i, 'a', '', '', CASE WHEN i = 7 THEN 2023 WHEN i < 3000 THEN 2024 ELSE 2025 END, i, '', FALSE, '2024-01-01 00:00:00', '| mot hai ba bon |' FROM c`, n))
		if err != nil {
			return err
		}
		for _, term := range Terms("| mot hai ba bon |") {
			if _, err := tx.Exec(`INSERT INTO document_terms (term, document_id) SELECT ?, id FROM documents`, term); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		ask  Question
		want string // how many, the first, the last
	}{
		{Question{Text: "một hai ba bốn"}, "5000 5000 1"},
		{Question{Text: "một", Limit: 3}, "3 5000 4998"},
		{Question{Text: "một", Limit: 512}, "512 5000 4489"},
		{Question{Text: "một", Limit: 513}, "513 5000 4488"},
		{Question{Text: "hai ba", Facets: []string{"year=2024"}, Limit: 2}, "2 2999 2998"},
		{Question{Text: "một", Name: "7", Limit: 5}, "1 7 7"},
		{Question{Facets: []string{"year=2024"}, Limit: 5}, "2998 2999 1"}, // few enough to be read all
		{Question{Facets: []string{"kind=qd"}, Limit: 5}, "no"},
		{Question{Facets: []string{"kind=qd", "year=2023"}, Limit: 5}, "1 7 7"},
	} {
		ids, ok, err := Find(t.Context(), d.Reader, c.ask)
		if err != nil {
			t.Fatal(err)
		}
		got := "no"
		if ok {
			got = fmt.Sprint(len(ids), ids[0], ids[len(ids)-1])
		}
		if got != c.want {
			t.Errorf("%+v: %s, want %s", c.ask, got, c.want)
		}
	}
}
