package archive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// some keeps papers that differ in all that lists tell apart, as documents 1 to 8.
func some(t *testing.T, d *db.DB) {
	t.Helper()
	for i, p := range []struct {
		kind, period, agency, unit, round string
		year                              int
		state                             string
		wrong                             int // versions with findings that forbid signing; then a version without
	}{
		{"quyet-dinh", "2024", "ubnd-tinh", "", "tong-ket", 2024, Draft, 1},
		{"don-doc", "2024", "ubnd-tinh", "xa-1", "", 2024, Draft, 1},
		{"don-doc", "2024", "ubnd-tinh", "xa-2", "", 2024, Issued, 0},
		{"don-doc", "2024", "ubnd-tinh", "xa-3", "", 2024, Draft, 2},
		{"don-doc", "2024-Q1", "cong-an-tinh", "xa-1", "dot-1", 2024, Submitted, 0},
		{"bao-cao", "2023", "cong-an-tinh", "", "", 2023, Issued, 0},
		{"don-doc", "2023", "ubnd-tinh", "xa-1", "", 2023, Draft, 0},
		{"bao-cao", "2024", "cong-an-tinh", "", "", 2024, Draft, 0},
	} {
		m := sample(t, `{"a":1}`, fmt.Sprint("bản ", i))
		m.Key = Key{p.kind, p.period, p.agency, p.unit, p.round, 0}
		m.Name, m.Year, m.Sample = fmt.Sprintf("VB-%d", i+1), p.year, false
		if p.wrong == 0 {
			m.Findings = nil
		}
		mustKeep(t, d, m)
		if p.wrong == 2 { // made again, without fault
			m.Findings = m.Findings[1:]
			mustKeep(t, d, m)
		}
		d.Writer.MustExec(d.Writer.Rebind(`UPDATE documents SET state = ? WHERE id = ?`), p.state, i+1)
	}
}

func user(grants ...people.Grant) *people.User { return &people.User{Name: "ai", Grants: grants} }

var (
	clerkOfAll  = user(people.Grant{Role: people.Clerk})
	clerkOfOne  = user(people.Grant{Role: people.Clerk, Agency: "cong-an-tinh"})
	memberOfOne = user(people.Grant{Role: people.UnitMember, Agency: "ubnd-tinh", Unit: "xa-1"})
	manyRoles   = user(people.Grant{Role: people.UnitMember, Unit: "xa-3"}, people.Grant{Role: people.Clerk, Agency: "cong-an-tinh"})
	nobody      = user()
)

// What lists, first pages and those who go through all papers read of them.
func TestPapersInLists(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		some(t, d)
		for _, test := range []struct {
			name string
			of   func(t *testing.T, d *db.DB)
		}{{"browse", testBrowse}, {"faulty", testFaultyPapers}, {"standing", testStanding}, {"reading", testReading}, {"runs", testRuns}, {"facets", testFacets}} {
			t.Run(test.name, func(t *testing.T) { test.of(t, d) })
		}
	})
}

// Lists show a mail merge as one line with its states, other papers one by one, those that were
// made last first, and only what a person may see.
func testBrowse(t *testing.T, d *db.DB) {
	for _, c := range []struct {
		b    Browse
		want string // lines: the first document of each, × documents where they are many, states; then lines and papers in all
	}{
		{Browse{}, "8; 7×1 dự thảo 1; 6; 5×1 trình ký 1; 4×3 dự thảo 2 đã phát hành 1; 1; 6 of 8"},
		{Browse{Filter: Filter{Limit: 2}}, "8; 7×1 dự thảo 1; 6 of 8"},
		{Browse{Filter: Filter{Limit: 2}, From: 4}, "4×3 dự thảo 2 đã phát hành 1; 1; 6 of 8"},
		{Browse{Filter: Filter{Limit: 2}, From: 6}, "8; 7×1 dự thảo 1; 6 of 8"},
		{Browse{Filter: Filter{Limit: 2}, From: 5}, "1; 6 of 8"},
		{Browse{Filter: Filter{Year: 2024}}, "8; 5×1 trình ký 1; 4×3 dự thảo 2 đã phát hành 1; 1; 4 of 6"},
		{Browse{Filter: Filter{Year: 2023}}, "7×1 dự thảo 1; 6; 2 of 2"},
		{Browse{Filter: Filter{Year: 2022}}, "0 of 0"},
		{Browse{Filter: Filter{Kind: "bao-cao"}}, "8; 6; 2 of 2"},
		{Browse{Filter: Filter{Kind: "don-doc", State: Draft}}, "7×1 dự thảo 1; 4×2 dự thảo 2; 2 of 3"},
		{Browse{Filter: Filter{Kind: "don-doc", State: "đã phát hành"}}, "3×1 đã phát hành 1; 1 of 1"},
		{Browse{Filter: Filter{State: Draft}}, "8; 7×1 dự thảo 1; 4×2 dự thảo 2; 1; 4 of 5"},
		{Browse{Filter: Filter{Period: "2024"}}, "8; 4×3 dự thảo 2 đã phát hành 1; 1; 3 of 5"},
		{Browse{Filter: Filter{Agency: "cong-an-tinh"}}, "8; 6; 5×1 trình ký 1; 3 of 3"},
		{Browse{Round: "dot-1"}, "5×1 trình ký 1; 1 of 1"},
		{Browse{Round: "tong-ket"}, "1; 1 of 1"},
		{Browse{Filter: Filter{Unit: "xa-1"}}, "2; 5; 7; 3 of 3"},
		{Browse{Filter: Filter{Kind: "don-doc", Period: "2024"}, Single: true}, "2; 3; 4; 3 of 3"},
		{Browse{Filter: Filter{Kind: "don-doc", Period: "2024", Limit: 2}, Single: true, From: 2}, "4; 3 of 3"},
		{Browse{Filter: Filter{Kind: "don-doc", Period: "2024", Limit: 2}, Single: true, From: 3}, "2; 3; 3 of 3"},
		{Browse{For: clerkOfAll}, "8; 7×1 dự thảo 1; 6; 5×1 trình ký 1; 4×3 dự thảo 2 đã phát hành 1; 1; 6 of 8"},
		{Browse{For: clerkOfOne}, "8; 6; 5×1 trình ký 1; 3 of 3"},
		{Browse{For: memberOfOne}, "7×1 dự thảo 1; 2×1 dự thảo 1; 2 of 2"},
		{Browse{For: manyRoles}, "8; 6; 5×1 trình ký 1; 4×1 dự thảo 1; 4 of 4"},
		{Browse{For: manyRoles, Single: true}, "6; 8; 5; 4; 4 of 4"},
		{Browse{For: nobody}, "0 of 0"},
		{Browse{For: nobody, Single: true}, "0 of 0"},
	} {
		b, got := c.b, []string{}
		must(t, b.Find(t.Context(), d.Reader))
		for _, g := range b.Shown {
			line := fmt.Sprint(g.First)
			if g.States != nil {
				line = fmt.Sprintf("%d×%d", g.First, g.Count)
			}
			for _, s := range g.States {
				line += fmt.Sprintf(" %s %d", s.Name, s.Count)
			}
			got = append(got, line)
		}
		if got := strings.Join(append(got, fmt.Sprintf("%d of %d", b.Total, b.Papers)), "; "); got != c.want {
			t.Errorf("%+v: %s\nwant %s", c.b, got, c.want)
		}
	}
	// What a line says of its mail merge.
	b := Browse{Filter: Filter{Kind: "don-doc", Agency: "cong-an-tinh"}}
	must(t, b.Find(t.Context(), d.Reader))
	if want := (Key{Kind: "don-doc", Period: "2024-Q1", Agency: "cong-an-tinh", Round: "dot-1"}); len(b.Shown) != 1 || b.Shown[0].Key != want || b.Shown[0].Year != 2024 {
		t.Errorf("%+v", b.Shown)
	}
}

// A mail merge says how many of its papers cannot be signed yet: by their newest version, and
// of those alone that the list shows.
func testFaultyPapers(t *testing.T, d *db.DB) {
	letters := Group{Key: Key{Kind: "don-doc", Period: "2024", Agency: "ubnd-tinh"}, Year: 2024}
	for i, c := range []struct {
		g    Group
		f    Filter
		u    *people.User
		want int
	}{
		{letters, Filter{}, nil, 1},
		{letters, Filter{State: Draft}, nil, 1},
		{letters, Filter{State: Issued}, nil, 0},
		{letters, Filter{}, memberOfOne, 1},
		{letters, Filter{}, clerkOfOne, 0},
		{letters, Filter{}, user(people.Grant{Role: people.UnitMember, Unit: "xa-3"}), 0}, // it was made again without the fault
		{Group{Key: Key{Kind: "don-doc", Period: "2024", Agency: "ubnd-tinh", Round: "dot-1"}, Year: 2024}, Filter{}, nil, 0},
		{Group{Key: Key{Kind: "quyet-dinh", Period: "2024", Agency: "ubnd-tinh", Round: "tong-ket"}, Year: 2024}, Filter{}, nil, 0}, // stands alone
	} {
		if n, err := c.g.Faulty(t.Context(), d.Reader, c.f, c.u); err != nil || n != c.want {
			t.Errorf("%d: %d faulty, %v, want %d", i, n, err, c.want)
		}
	}
}

// A person is asked to choose among what occurs in the papers that he may see.
func testFacets(t *testing.T, d *db.DB) {
	for i, c := range []struct {
		year int
		u    *people.User
		want string // kinds, periods, agencies, rounds, units
	}{
		{0, nil, "[bao-cao don-doc quyet-dinh] [2023 2024 2024-Q1] [cong-an-tinh ubnd-tinh] [dot-1 tong-ket] [xa-1 xa-2 xa-3]"},
		{2023, nil, "[bao-cao don-doc] [2023] [cong-an-tinh ubnd-tinh] [] [xa-1]"},
		{2024, clerkOfOne, "[bao-cao don-doc] [2024 2024-Q1] [cong-an-tinh] [dot-1] [xa-1]"},
		{2024, memberOfOne, "[don-doc] [2024] [ubnd-tinh] [] [xa-1]"},
		{2024, nobody, "[] [] [] [] []"},
	} {
		f, err := FacetsOf(t.Context(), d.Reader, c.year, c.u)
		if got := fmt.Sprint(f.Kinds, f.Periods, f.Agencies, f.Rounds, f.Units); err != nil || got != c.want {
			t.Errorf("%d: %s, %v\nwant %s", i, got, err, c.want)
		}
	}
	for n, want := range map[int]int{MaxUnits: MaxUnits, MaxUnits + 1: 0} {
		docs := db.Rows{Into: "documents (kind, period, agency, unit, round, year, name, title, sample, created_at)"}
		for i := range n {
			docs.Add("don-doc", "2030", "ubnd-tinh", fmt.Sprint("xa-", i), fmt.Sprint(n), 2030, fmt.Sprint(n, "-", i), "", false, noon)
		}
		must(t, tx(t, d, func(tx *sqlx.Tx) error { return docs.Insert(t.Context(), tx) }))
		f, err := FacetsOf(t.Context(), d.Reader, 2030, nil)
		if err != nil || len(f.Units) != want {
			t.Errorf("of %d units %d are to choose from, %v", n, len(f.Units), err)
		}
		d.Writer.MustExec(`UPDATE documents SET year = 2031 WHERE year = 2030`)
	}
}

// What stands where, with the faulty papers, for the first page.
func testStanding(t *testing.T, d *db.DB) {
	for i, c := range []struct {
		year int
		u    *people.User
		want string
	}{
		{2024, nil, "bao-cao cong-an-tinh du-thao 1 0; don-doc ubnd-tinh du-thao 2 1; quyet-dinh ubnd-tinh du-thao 1 1; don-doc cong-an-tinh trinh-ky 1 0; don-doc ubnd-tinh da-phat-hanh 1 0"},
		{2023, nil, "don-doc ubnd-tinh du-thao 1 0; bao-cao cong-an-tinh da-phat-hanh 1 0"},
		{0, clerkOfOne, "bao-cao cong-an-tinh du-thao 1 0; don-doc cong-an-tinh trinh-ky 1 0; bao-cao cong-an-tinh da-phat-hanh 1 0"},
		{2024, memberOfOne, "don-doc ubnd-tinh/xa-1 du-thao 1 1"},
		{2024, manyRoles, "bao-cao cong-an-tinh du-thao 1 0; don-doc ubnd-tinh/xa-3 du-thao 1 0; don-doc cong-an-tinh/xa-1 trinh-ky 1 0"},
		{2024, nobody, ""},
	} {
		list, err := StandingOf(t.Context(), d.Reader, c.year, c.u)
		var got []string
		for _, s := range list {
			got = append(got, fmt.Sprintf("%s %s %s %d %d", s.Kind, strings.TrimSuffix(s.Agency+"/"+s.Unit, "/"), s.State, s.Count, s.Faulty))
		}
		if got := strings.Join(got, "; "); err != nil || got != c.want {
			t.Errorf("%d: %s, %v\nwant %s", i, got, err, c.want)
		}
	}
}

// Whoever reads many times while nothing is written gets for each question its own answer.
func TestRememberedReads(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	some(t, d)
	m := db.NewMemory(d)
	for range 2 {
		for _, year := range []int{2023, 2024} {
			for _, u := range []*people.User{nil, clerkOfOne, memberOfOne} {
				f, err := FacetsOf(t.Context(), m, year, u)
				want, fault := FacetsOf(t.Context(), d.Reader, year, u)
				if err != nil || fault != nil || fmt.Sprint(f) != fmt.Sprint(want) {
					t.Errorf("facets %+v, want %+v; %v, %v", f, want, err, fault)
				}
				s, err := StandingOf(t.Context(), m, year, u)
				stand, fault := StandingOf(t.Context(), d.Reader, year, u)
				if err != nil || fault != nil || !slices.Equal(s, stand) {
					t.Errorf("standing %+v, want %+v; %v, %v", s, stand, err, fault)
				}
				b, w := Browse{Filter: Filter{Year: year}, For: u}, Browse{Filter: Filter{Year: year}, For: u}
				if err, fault := b.Find(t.Context(), m), w.Find(t.Context(), d.Reader); err != nil || fault != nil || fmt.Sprint(b.Shown) != fmt.Sprint(w.Shown) {
					t.Errorf("browsed %+v, want %+v; %v, %v", b, w, err, fault)
				}
			}
		}
		years, err := Years(t.Context(), m)
		if err != nil || !slices.Equal(years, []int{2024, 2023}) {
			t.Errorf("years %v, %v", years, err)
		}
	}
}

// Whoever goes through the documents meets each that fits and that he may see once, in the
// order of their ids.
func testReading(t *testing.T, d *db.DB) {
	for i, c := range []struct {
		r    Reading
		want string
	}{
		{Reading{Filter: Filter{Limit: 3}}, "1 2 3"},
		{Reading{Filter: Filter{Limit: 3}, From: 3}, "4 5 6"},
		{Reading{Filter: Filter{Limit: 3}, From: 8}, ""},
		{Reading{Filter: Filter{Limit: 9, Year: 2024, State: Draft}}, "1 2 4 8"},
		{Reading{Filter: Filter{Limit: 2, Year: 2024, State: Draft}, From: 1}, "2 4"},
		{Reading{Filter: Filter{Limit: 9, Text: "khác", ID: 3, Name: "VB-3"}, For: clerkOfOne}, "5 6 8"},
		{Reading{Filter: Filter{Limit: 9}, For: memberOfOne}, "2 7"},
	} {
		docs, err := c.r.Next(t.Context(), d.Reader)
		var got []string
		for _, doc := range docs {
			got = append(got, fmt.Sprint(doc.ID))
			if doc.Name != fmt.Sprint("VB-", doc.ID) {
				t.Errorf("%+v", doc)
			}
		}
		if got := strings.Join(got, " "); err != nil || got != c.want {
			t.Errorf("%d: %s, %v, want %s", i, got, err, c.want)
		}
	}
	docs, err := Some(t.Context(), d.Reader, 1, 7, 3)
	if err != nil || len(docs) != 3 || docs[0].ID != 1 || docs[1].ID != 3 || docs[2].ID != 7 {
		t.Errorf("some in the order of lists: %+v, %v", docs, err)
	}
	if docs, err := Some(t.Context(), d.Reader); err != nil || docs != nil {
		t.Errorf("none: %+v, %v", docs, err)
	}
}

// The newest parameters of what runs made of each document of some years.
func testRuns(t *testing.T, d *db.DB) {
	m := sample(t, `{"a":2}`, "hai")
	m.Key, m.Name, m.Year, m.Params = Key{Kind: "bao-cao", Period: "2023", Agency: "cong-an-tinh"}, "VB-6", 2023, map[string]string{"nam": "2023"}
	mustKeep(t, d, m)
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		_, err := TakeIn(t.Context(), tx, 7, Upload{By: boss, At: noon, Origin: FromPerson, Copy: Copy{From: 1, Files: []File{{"docx", []byte("sửa")}}}})
		return err
	}))
	for want, years := range map[string][]int{
		`6 bao-cao/2023/cong-an-tinh {"nam":"2023"}; 7 don-doc/2023/ubnd-tinh/xa-1 {"dot":"tong-ket","nam":"2024"}; `: {2023},
		"": {2022},
	} {
		runs, err := Runs(t.Context(), d.Reader, years...)
		got := ""
		for _, r := range runs {
			got += fmt.Sprintf("%d %s %s; ", r.Document, r.Key, r.Params)
		}
		if err != nil || got != want {
			t.Errorf("%v: %s, %v\nwant %s", years, got, err, want)
		}
	}
	if runs, err := Runs(t.Context(), d.Reader, 2023, 2024); err != nil || len(runs) != 8 || runs[0].Document != 1 || runs[7].Document != 7 {
		t.Errorf("two years: %+v, %v", runs, err)
	}
}
