package archive

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// The holders of a figure are the papers whose text of now goes back to it: neither a paper
// that was made anew without it, nor the figure of another record or column.
func TestHolders(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		paper := func(name, data string) int64 {
			m := sample(t, data, "bản "+name+data)
			m.Sample, m.Findings, m.Name, m.Key.Round, m.Title = false, nil, name, name, name
			return mustKeep(t, d, m).Document
		}
		list := func(so int) string {
			return fmt.Sprintf(`{"nam": 2024, "mau": true, "pl": [{"stt": "1", "don_vi": "Đồng Xoài", "so": %d}]}`, so)
		}
		old := paper("A", list(12))
		issued := paper("B", list(12))
		bring(t, d, issued, 7, "161")
		paper("C", list(13))
		paper("D", `{"pl": [{"don_vi": "Bù Đăng", "so": 12}], "so": 12}`)
		anew := paper("E", list(12))
		paper("E", list(14))
		holders := func(asked ...Figure) (names string) {
			found, err := Holders(t.Context(), d.Reader, asked)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range found {
				names += fmt.Sprintf("%d%v ", h.ID, h.Holds)
			}
			return names
		}
		so, nam := Figure{"Đồng Xoài", "so", "12"}, Figure{"", "nam", "2024"}
		if got, want := holders(so), fmt.Sprintf("%d%v %d%v ", old, []Figure{so}, issued, []Figure{so}); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got := holders(Figure{"Đồng Xoài", "so", "14"}, nam); !strings.Contains(got, fmt.Sprintf("%d%v", anew, []Figure{{"Đồng Xoài", "so", "14"}, nam})) {
			t.Errorf("two figures: %s", got)
		}
		if got := holders(Figure{"", "mau", "true"}, Figure{"1", "so", "12"}, Figure{"Đồng Xoài", "so", "99"}, Figure{"Đồng", "Xoàiso", "12"}); got != "" {
			t.Error(got)
		}
	})
}

func TestNames(t *testing.T) {
	for _, s := range []string{"Đồng Xoài", "Xã A", "PC06", "Lý", "Mô"} {
		if !isName(s) {
			t.Errorf("%q does not name a record", s)
		}
	}
	for _, s := range []string{"", "1", "1.2", "II", "xiv", "a)", "A", "-"} {
		if isName(s) {
			t.Errorf("%q names a record", s)
		}
	}
}

// BenchmarkHolders looks for 300 figures in 50,000 documents: certificates with some
// figures each, and 500 reports with thousands. Budget: 1 s on either database.
func BenchmarkHolders(b *testing.B) {
	for _, open := range []func(testing.TB, fs.FS) *db.DB{dbtest.SQLite, dbtest.Postgres} {
		d := open(b, queries.Schema())
		if err := d.Write(b.Context(), func(tx *sqlx.Tx) error { return manyFigures(b, tx, 50_000) }); err != nil {
			b.Fatal(err)
		}
		var asked []Figure
		for i := range 300 {
			asked = append(asked, Figure{fmt.Sprintf("Xã %d", i), "so_0", fmt.Sprint(100 * i)})
		}
		b.Run(string(d.Dialect()), func(b *testing.B) {
			n := 0
			for b.Loop() {
				found, err := Holders(b.Context(), d.Reader, asked)
				if err != nil {
					b.Fatal(err)
				}
				n = len(found)
			}
			b.ReportMetric(float64(n), "found")
		})
	}
}

// manyFigures writes papers with their data sets alone: each hundredth is a report of 300 rows.
func manyFigures(b *testing.B, tx *sqlx.Tx, papers int) error {
	b.Helper()
	docs := db.Rows{Into: "documents (kind, period, agency, unit, round, year, name, title, sample, created_at)"}
	versions := db.Rows{Into: "versions (document_id, number, origin, fingerprint, day, made_at, made_by)"}
	files := db.Rows{Into: "files (sha256, size, packed, body)"}
	held := db.Rows{Into: "version_files (document_id, version, format, sha256, figures)"}
	word := Hash([]byte("word"))
	files.Add(word, 4, "none", []byte("word"))
	at := time.Date(2024, 12, 15, 0, 0, 0, 0, time.UTC)
	for n := 1; n <= papers; n++ {
		name := fmt.Sprint(n)
		data := numbered(n)
		set, err := dataset.ParseJSON(strings.NewReader(data))
		if err != nil {
			return err
		}
		sum := Hash([]byte(data))
		docs.Add("bang-khen", "2024", "ubnd-tinh", "", name, 2024, name, name, false, at)
		versions.Add(n, 1, FromRun, Hash([]byte(name)), "2024-12-15", at, "minh")
		files.Add(sum, len(data), "none", []byte(data))
		held.Add(n, 1, DataFormat, sum, marksOf(set))
		held.Add(n, 1, "docx", word, nil)
	}
	for _, rows := range []db.Rows{docs, files, versions, held} {
		if err := rows.Insert(b.Context(), tx); err != nil {
			return err
		}
	}
	return nil
}

func numbered(number int) string {
	rows, cells := 5, 10
	if number%100 == 0 {
		rows = 300
	}
	var list []string
	for r := range rows {
		row := fmt.Sprintf(`{"don_vi": "Xã %d"`, number+r)
		for c := range cells {
			row += fmt.Sprintf(`, "so_%d": %d`, c, 100*(number+r)+c)
		}
		list = append(list, row+"}")
	}
	return fmt.Sprintf(`{"ho_ten": "Người %d", "pl": [%s]}`, number, strings.Join(list, ","))
}
