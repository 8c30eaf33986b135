package archive

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

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
		number := 0
		for range 1000 {
			var made []*Made
			for range 50 {
				number++
				made = append(made, numbered(b, number))
			}
			batch, err := Prepare(made...)
			if err != nil {
				b.Fatal(err)
			}
			err = d.Write(b.Context(), func(tx *sqlx.Tx) error { _, err := batch.Keep(b.Context(), tx); return err })
			if err != nil {
				b.Fatal(err)
			}
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

// numbered is the paper with a number: each hundredth is a report of 300 rows.
func numbered(b *testing.B, number int) *Made {
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
	m := sample(b, `{"ho_ten": "Người `+fmt.Sprint(number)+`", "pl": [`+strings.Join(slices.Compact(list), ",")+`]}`, fmt.Sprint(number))
	m.Findings, m.Name, m.Key.Round = nil, fmt.Sprint(number), fmt.Sprint(number)
	return m
}
