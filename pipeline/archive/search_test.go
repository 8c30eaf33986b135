package archive

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive/search"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// lottery draws from lists, always in the same way.
type lottery uint64

func (l *lottery) n(of int) int {
	*l = *l*6364136223846793005 + 1442695040888963407
	return int(uint64(*l) >> 33 % uint64(of))
}

func (l *lottery) of(list ...string) string { return list[l.n(len(list))] }

func (l *lottery) person() string {
	return l.of("Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Hoàng", "Điểu", "Võ") + " " +
		l.of("Văn", "Văn", "Thị", "Thị", "Đức", "Minh", "Hữu", "Ngọc") + " " +
		l.of("An", "Bình", "Hòa", "Lan", "Sơn", "Tường", "Uyên", "Thắng", "Phúc", "Quỳnh", "Dũng")
}

// fillSearch writes the rows of n documents straight into the tables: Keep would take
// minutes. One in ten has 200 people, the others 20; seven in ten are issued and have a
// number.
func fillSearch(t testing.TB, d *db.DB, n int) {
	t.Helper()
	draw := lottery(1)
	ctx := context.Background()
	err := d.Write(ctx, func(tx *sqlx.Tx) error {
		for from := 1; from <= n; from += 200 {
			docs := db.Rows{Into: "documents (kind, period, agency, unit, round, year, name, title, sample, created_at, folded, state)"}
			versions := db.Rows{Into: "versions (document_id, number, origin, fingerprint, day, made_at, made_by)"}
			var index []search.Folding
			for id := from; id < from+200 && id <= n; id++ { // the numbers that the database gives
				kind := draw.of("quyet-dinh-khen-thuong", "bang-khen", "bang-khen", "to-trinh", "bao-cao")
				year := 2000 + id%26
				unit := fmt.Sprintf("xa-%d", draw.n(111))
				texts := []string{"Quyết định tặng Bằng khen", fmt.Sprintf("QD-%d", id), kind, fmt.Sprint(year), "ubnd-tinh", unit}
				people := 20
				if id%10 == 0 {
					people = 200
				}
				for range people {
					texts = append(texts, draw.person())
				}
				state := Draft
				if draw.n(10) < 7 {
					state, texts = Issued, append(texts, fmt.Sprintf("%d/QĐ-UBND", id%3000+1))
				}
				folded := search.Fold(texts)
				docs.Add(kind, fmt.Sprint(year), "ubnd-tinh", unit, fmt.Sprint(id), year, fmt.Sprintf("QD-%d", id), texts[0], false, noon, folded, state)
				versions.Add(id, 1, "made", Hash(nil), "2024-12-20", noon, "lan")
				index = append(index, search.Folding{Document: int64(id), New: true, Folded: folded})
			}
			for _, r := range []*db.Rows{&docs, &versions} {
				if err := r.Insert(ctx, tx); err != nil {
					return err
				}
			}
			if err := search.Refold(ctx, tx, index); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && d.Dialect() == db.Postgres {
		_, err = d.Writer.Exec("ANALYZE")
	}
	if err != nil {
		t.Fatal(err)
	}
}

// searchRow is what a search looks at in a document.
type searchRow struct {
	ID, Year                                        int
	Name, Folded, Kind, Period, Agency, Unit, State string
	StateName                                       string `db:"state_name"`
}

// scan is what List promises, without an index; docs are all there are, the last first.
func scan(docs []searchRow, f Filter) (names []string) {
	ws := search.Words(f.Text)
	for _, together := range []bool{true, false} {
		fits := docs[:0:0]
		for _, doc := range docs {
			found := true
			for _, w := range ws {
				found = found && strings.Contains(doc.Folded, " "+w+" ")
			}
			if together && len(ws) > 0 {
				found = strings.Contains(doc.Folded, " "+strings.Join(ws, " ")+" ")
			}
			for _, eq := range [][2]string{{f.Kind, doc.Kind}, {f.Period, doc.Period}, {f.Agency, doc.Agency}, {f.Unit, doc.Unit}, {f.Name, doc.Name}} {
				found = found && (eq[0] == "" || eq[0] == eq[1])
			}
			if found && (f.Year == 0 || f.Year == doc.Year) && (f.State == "" || f.State == doc.State || f.State == doc.StateName) {
				fits = append(fits, doc)
			}
		}
		if len(ws) > 0 && f.Limit > 0 && len(fits) > f.Limit {
			fits = fits[:f.Limit] // those that were made last
		}
		slices.SortFunc(fits, func(a, b searchRow) int {
			return cmp.Or(b.Year-a.Year, strings.Compare(a.Name, b.Name))
		})
		if f.Limit > 0 && len(fits) > f.Limit {
			fits = fits[:f.Limit]
		}
		for _, doc := range fits {
			names = append(names, doc.Name)
		}
		if len(names) > 0 || len(ws) == 0 {
			break
		}
	}
	return names
}

// The index finds what reading all documents finds, in the same order, on both databases.
func TestSearchAgreesWithAScan(t *testing.T) {
	draw := lottery(7)
	var filters []Filter
	for range 250 {
		f := Filter{Limit: draw.n(2) * (1 + draw.n(30))}
		name := strings.Fields(draw.person())
		f.Text = draw.of("", draw.person(), strings.Join(name[:2], " "), name[2], name[2]+" "+name[0], draw.person()+" "+draw.person(),
			fmt.Sprint(draw.n(700)), fmt.Sprintf("%02d/QĐ-UBND", draw.n(700)), "QD-"+fmt.Sprint(draw.n(500)), "tặng bằng khen", "Quyết định tặng Bằng khen QD",
			draw.person()+" "+fmt.Sprint(draw.n(500)), "người lạ", "'; --", "uy", "xa "+fmt.Sprint(draw.n(111)))
		if draw.n(3) == 0 {
			f.Kind = draw.of("bang-khen", "to-trinh", "khong-co")
		}
		if draw.n(4) == 0 {
			f.State = draw.of(Issued, "đã phát hành", "dự thảo", Replaced, "khong-co")
		}
		if draw.n(5) == 0 {
			f.Year = 2000 + draw.n(27)
		}
		if draw.n(6) == 0 {
			f.Period = fmt.Sprint(2000 + draw.n(27))
		}
		if draw.n(8) == 0 {
			f.Unit = fmt.Sprintf("xa-%d", draw.n(120))
		}
		if draw.n(8) == 0 {
			f.Agency = draw.of("ubnd-tinh", "ubnd-tinh", "cong-an-tinh")
		}
		if draw.n(20) == 0 {
			f.Name = fmt.Sprintf("QD-%d", 1+draw.n(500))
		}
		filters = append(filters, f)
	}
	first := make([][]string, len(filters))
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		fillSearch(t, d, 400)
		d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO versions (document_id, number, origin, fingerprint, day, made_at, made_by) SELECT id, 2, 'made', ?, '2024-12-20', created_at, 'lan' FROM documents WHERE id % 7 = 0`), Hash([]byte("2")))
		for _, sick := range []string{"v.number = 1 AND v.document_id % 5 < 2", "v.number = 2 AND v.document_id % 11 < 3"} {
			d.Writer.MustExec(`INSERT INTO findings (document_id, version, seq, rule, severity, place, message, clause) SELECT v.document_id, v.number, 1, 'COUNT', 'sai', '', '', '' FROM versions v WHERE ` + sick)
		}
		testFaulty(t, d)
		var all []searchRow
		must(t, d.Reader.Select(&all, `SELECT d.id, d.year, d.name, d.folded, d.kind, d.period, d.agency, d.unit, d.state, s.name AS state_name
			FROM documents d JOIN document_states s ON s.code = d.state ORDER BY d.id DESC`))
		found, some, wrong := 0, 0, 0
		for i, f := range filters {
			docs, err := List(t.Context(), d.Reader, f)
			if err != nil {
				t.Fatalf("%+v: %v", f, err)
			}
			var names []string
			want := make([]Document, len(docs))
			for i, doc := range docs {
				names, wrong = append(names, doc.Name), wrong+doc.Wrong
				want[i] = Document{Key: doc.Key, ID: doc.ID, Year: doc.Year, Name: doc.Name, State: doc.State, StateName: doc.StateName, Wrong: doc.Wrong}
			}
			if got, err := Outline(t.Context(), d.Reader, f); err != nil || !slices.Equal(got, want) {
				t.Errorf("%+v: outline %+v, want %+v, %v", f, got, want, err)
			}
			if want := scan(all, f); !slices.Equal(names, want) {
				t.Errorf("%+v: %q, a scan finds %q", f, names, want)
			}
			if d.Dialect() == db.SQLite {
				first[i] = names
			} else if !slices.Equal(first[i], names) {
				t.Errorf("%+v: SQLite finds %q, PostgreSQL %q", f, first[i], names)
			}
			if found += len(names); len(names) > 0 {
				some++
			}
		}
		if wrong < 100 {
			t.Errorf("%d findings: too few to prove that an outline counts those of the right version", wrong)
		}
		if some < 100 || some > 220 {
			t.Errorf("%d of %d searches found %d documents: too one-sided to prove much", some, len(filters), found)
		}
	})
}

// testFaulty holds how many documents are faulty against their newest versions, one by one.
func testFaulty(t *testing.T, d *db.DB) {
	t.Helper()
	standing, err := StandingOf(t.Context(), d.Reader, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	var want, got int
	for _, s := range standing {
		got += s.Faulty
	}
	err = d.Reader.Get(&want, `SELECT COUNT(*) FROM documents d WHERE EXISTS (SELECT 1 FROM findings f WHERE f.document_id = d.id AND f.severity = 'sai' AND f.version = (SELECT MAX(v.number) FROM versions v WHERE v.document_id = d.id))`)
	if err != nil || got != want {
		t.Errorf("%d documents are faulty, want %d, %v", got, want, err)
	}
}

// indexed is all of document_terms, sorted.
func indexed(t *testing.T, d *db.DB) (list []string) {
	t.Helper()
	if err := d.Reader.Select(&list, `SELECT document_id || ' ' || term FROM document_terms`); err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

// wantIndexed is what document_terms should hold for all documents.
func wantIndexed(t *testing.T, d *db.DB) (list []string) {
	t.Helper()
	var docs []searchRow
	if err := d.Reader.Select(&docs, `SELECT id, year, name, folded, kind, period, agency, unit, state FROM documents`); err != nil {
		t.Fatal(err)
	}
	for _, doc := range docs {
		facets := []string{"kind=" + doc.Kind, "period=" + doc.Period, "agency=" + doc.Agency, fmt.Sprintf("year=%d", doc.Year), "state=" + doc.State}
		if doc.Unit != "" {
			facets = append(facets, "unit="+doc.Unit)
		}
		for _, term := range append(facets, search.Terms(doc.Folded)...) {
			list = append(list, fmt.Sprintf("%d %s", doc.ID, term))
		}
	}
	slices.Sort(list)
	return list
}

// The index follows the documents, and a database of an older program gets the index that
// a new one has.
func TestSearchIndexIsWhole(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		fillSearch(t, d, 60)
		id := mustKeep(t, d, sample(t, `{"ca_nhan":[{"ho_ten":"Nguyễn Thị Lan Anh"}]}`, "x")).Document
		moved := sample(t, `{"ca_nhan":[{"ho_ten":"Lê Lan Anh"},{"ho_ten":"Võ A"}]}`, "y")
		moved.Year = 2023
		mustKeep(t, d, moved)
		d.Writer.MustExec(d.Writer.Rebind(`UPDATE documents SET state = 'da-ky', unit = 'xa-1' WHERE id = ?`), id)
		d.Writer.MustExec(`UPDATE documents SET state = 'huy', unit = '' WHERE id = 3`)
		if got, want := indexed(t, d), wantIndexed(t, d); !slices.Equal(got, want) {
			t.Fatalf("%d terms, want %d", len(got), len(want))
		}
		// Back to before version 70, and there again.
		var up, down []string
		for _, folder := range []string{"", string(d.Dialect()) + "/"} {
			text, err := fs.ReadFile(queries.Schema(), folder+"00070_search.sql")
			if err != nil {
				t.Fatal(err)
			}
			forth, back, _ := strings.Cut(string(text), "-- +goose Down")
			up, down = append(up, forth), append([]string{back}, down...)
		}
		for _, s := range down {
			d.Writer.MustExec(s)
		}
		if left := len(indexed(t, d)); left == 0 || left >= len(wantIndexed(t, d)) {
			t.Fatalf("%d terms left", left)
		}
		for _, s := range up {
			d.Writer.MustExec(s)
		}
		if got, want := indexed(t, d), wantIndexed(t, d); !slices.Equal(got, want) {
			t.Errorf("after the migration %d terms, want %d", len(got), len(want))
		}
	})
}

// BenchmarkSearch looks for people, numbers and words in 50,000 documents: frequent and
// rare ones, side by side and not, none, with filters that few, many and no documents
// pass. Budget: 50 ms a search on either database.
func BenchmarkSearch(b *testing.B) {
	for _, open := range []func(testing.TB, fs.FS) *db.DB{dbtest.SQLite, dbtest.Postgres} {
		d := open(b, queries.Schema())
		fillSearch(b, d, 50_000)
		for _, f := range []Filter{{Text: "nguyễn"}, {Text: "nguyễn văn an"}, {Text: "điểu hữu quỳnh"}, {Text: "an nguyễn văn bình trần"},
			{Text: "161/QĐ-UBND"}, {Text: "4711"}, {Text: "bằng khen 4711"}, {Text: "không có ai"}, {Text: "ngu"}, {Text: "bang khen bao cao"},
			{Kind: "to-trinh"}, {Period: "2003"}, {Unit: "xa-7", State: "dự thảo"}, {State: Issued}, {State: Replaced},
			{Text: "nguyễn văn an", Unit: "xa-7", Year: 2011}, {Text: "trần thị lan", State: Draft, Kind: "bao-cao"}, {Text: "nguyễn", State: Recalled}} {
			name := strings.TrimSpace(strings.Join([]string{f.Text, f.Kind, f.Unit, f.Period, f.State}, " "))
			f.Limit = 50
			b.Run(string(d.Dialect())+"/"+strings.ReplaceAll(strings.ReplaceAll(name, "/", "-"), "  ", " "), func(b *testing.B) {
				n := 0
				for b.Loop() {
					docs, err := List(b.Context(), d.Reader, f)
					if err != nil {
						b.Fatal(err)
					}
					n = len(docs)
				}
				b.ReportMetric(float64(n), "found")
			})
		}
	}
}
