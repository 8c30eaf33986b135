package jobs

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"testing/fstest"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
)

// TestMain lets more tests run side by side than there are processors: they wait for
// disks and processes, but not so long for dead ones.
func TestMain(m *testing.M) {
	flag.Parse()
	flag.Set("test.parallel", "8")
	takeOverEvery = takeOverEvery * 6 / 100
	os.Exit(m.Run())
}

// office is a small office: a kind of document, the rounds for which it is made.
const office = `name: Giấy mời
code: GM
agency: ubnd-tinh
params: {nam: int, dot: text, ngay: date}
defaults: {ngay: "{nam}-12-15"}
data: {tren: dot_thu}
outputs: {docx: mau.docx, pdf: true}
file: giay-moi-{nam}-{dot}
`

// letters is a mail merge of that office: a letter to each.
const letters = `name: Thư mời
code: GM
agency: ubnd-tinh
params: {nam: int, ngay: date}
defaults: {ngay: "{nam}-12-15"}
data: {noi: cac_noi}
each: {query: noi, key: ma}
outputs: {docx: mau.docx, pdf: true}
file: thu-moi-{nam}-{ma}
`

const officePlan = `jobs: {moi: {kinds: [giay-moi], each: cac_dot_thu, cron: "0 7 1 12 *", period: "{nam}-{dot}", params: {nam: "{nam}", dot: "{dot}"}}}`

func officeMaker(t testing.TB, d *db.DB) *making.Maker {
	t.Helper()
	word := docxtest.Word("Kính mời {ten} dự họp năm {nam}.")
	m := officetest.Small(t, d, fstest.MapFS{
		"giay-moi/document.yaml": {Data: []byte(office)}, "giay-moi/mau.docx": {Data: word},
		"thu-moi/document.yaml": {Data: []byte(letters)}, "thu-moi/mau.docx": {Data: word},
	}, fstest.MapFS{
		"dot_thu.sql":     {Data: []byte("-- Một đợt\n-- tham số: dot text\n-- cột: ten text\n-- (một dòng)\nSELECT ten FROM dot_thu WHERE ma = :dot\n")},
		"cac_noi.sql":     {Data: []byte("-- Các nơi\n-- tham số: nam int\n-- cột: ma text, ten text\nSELECT ma, ten FROM dot_thu WHERE nam = :nam ORDER BY ma\n")},
		"cac_dot_thu.sql": {Data: []byte("-- Các đợt\n-- tham số: nam int\n-- cột: dot text\nSELECT ma AS dot FROM dot_thu WHERE nam = :nam ORDER BY ma\n")},
	})
	m.Now = func() time.Time { return time.Date(2024, 12, 15, 1, 0, 0, 0, time.UTC) }
	return m
}

// officeConfig is a worker that makes, keeps and lays out.
func officeConfig(t testing.TB, d *db.DB, shelf string) Config {
	m := officeMaker(t, d)
	return Config{Maker: m, Shelf: archive.Shelf{Dir: shelf, By: m.By, Now: m.Now}, Plan: plan(t, officePlan), Workers: 1, Every: 50 * time.Millisecond, check: noFault,
		Now: m.Now, Log: slog.New(slog.DiscardHandler), Backoff: func(int) time.Duration { return time.Millisecond }}
}

// rounds fills what officeMaker asks for with n rows.
func rounds(t testing.TB, d *db.DB, n int) {
	t.Helper()
	d.Writer.MustExec(`CREATE TABLE dot_thu (nam INTEGER NOT NULL, ma TEXT NOT NULL, ten TEXT NOT NULL)`)
	for i := range n {
		d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO dot_thu VALUES (2024, ?, ?)`), fmt.Sprint(i+1), fmt.Sprintf("đơn vị số %d", i+1))
	}
}

// tenDocuments makes ten documents with the number n of a part, over 100 rounds a year.
func tenDocuments(ctx context.Context, m *making.Maker, w *work, formats []string) (all []*archive.Made, err error) {
	var n int
	fmt.Sscan(w.Params["n"], &n)
	for i := range 10 {
		made, err := m.Make(ctx, making.Request{Kind: "giay-moi", Formats: formats,
			Params: map[string]string{"nam": fmt.Sprint(2024 + n/10), "dot": fmt.Sprint(n%10*10 + i + 1)}})
		if err != nil {
			return nil, err
		}
		all = append(all, made...)
	}
	return all, nil
}
