package jobs

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/ooxml"
	"vanthu/queries"
)

// kindsOfAllSorts is an office with kinds that can be made and such that cannot, over dot_thu.
func kindsOfAllSorts(t *testing.T, d *db.DB) *making.Maker {
	t.Helper()
	word := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: docxtest.Word(text)} }
	kind := func(from, to string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Replace(office, from, to, 1))}
	}
	m := officetest.Small(t, d, fstest.MapFS{
		"le-dung/document.yaml": kind("file: giay-moi", "file: le-dung"), "le-dung/mau.docx": {Data: margins(t, docxtest.Word("Kính mời {ten} dự họp năm {nam}."))},
		"thu-moi/document.yaml": {Data: []byte(letters)}, "thu-moi/mau.docx": word("Kính mời {ten} dự họp năm {nam}."),
		"giay-moi/document.yaml": kind("", ""), "giay-moi/mau.docx": word("Kính mời {ten} dự họp năm {nam}."),
		"mau-hong/document.yaml": kind("", ""), "mau-hong/mau.docx": word("Kính mời {ho_ten}."),
		"so-hong/document.yaml": kind("tren: dot_thu", "tren: so_xa"), "so-hong/mau.docx": word("Có {so} xã."),
	}, fstest.MapFS{
		"dot_thu.sql":     {Data: []byte("-- Một đợt\n-- tham số: nam int, dot text\n-- cột: ten text\n-- (một dòng)\nSELECT ten FROM dot_thu WHERE nam = :nam AND ma = :dot\n")},
		"so_xa.sql":       {Data: []byte("-- Số xã\n-- tham số: nam int, dot text\n-- cột: so int\n-- (một dòng)\nSELECT ten AS so FROM dot_thu WHERE nam = :nam AND ma = :dot\n")},
		"cac_noi.sql":     {Data: []byte("-- Các nơi\n-- tham số: nam int\n-- cột: ma text, ten text\nSELECT ma, ten FROM dot_thu WHERE nam = :nam ORDER BY ma\n")},
		"cac_dot_sau.sql": {Data: []byte("-- Các đợt về sau\n-- tham số: nam int\n-- cột: dot text\nSELECT ma AS dot FROM dot_thu WHERE nam > :nam ORDER BY ma\n")},
		"cac_dot.sql":     {Data: []byte("-- Các đợt\n-- tham số: nam int\n-- cột: dot text\nSELECT ma AS dot FROM dot_thu WHERE nam = :nam ORDER BY ma\n")},
	})
	m.Now = func() time.Time { return time.Date(2024, 12, 15, 1, 0, 0, 0, time.UTC) }
	return m
}

// margins gives a Word file the margins of the decree.
func margins(t *testing.T, word []byte) []byte {
	t.Helper()
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	body, err := p.Part("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.Rewritten(map[string][]byte{"word/document.xml": bytes.Replace(body, []byte(`</w:sectPr>`),
		[]byte(`<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`), 1)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCheck: the dry run of a job tells what would keep it from being made at its next time, all at once; that the
// year has no data yet is no fault, and nothing is kept.
func TestCheck(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	d.Writer.MustExec(`CREATE TABLE dot_thu (nam INTEGER NOT NULL, ma TEXT NOT NULL, ten TEXT NOT NULL)`)
	d.Writer.MustExec(`INSERT INTO dot_thu VALUES (2024, '1', 'các xã'), (2025, '1', 'các xã'), (2025, '2', 'các phường')`)
	m := kindsOfAllSorts(t, d)
	const rows, one = `each: cac_dot, period: "{nam}-{dot}", params: {nam: "{nam}", dot: "{dot}"}`, `period: "{nam}", params: {nam: "{nam}", dot: "1"}`
	const inDecember = `cron: "0 7 1 12 *"` // of 2025
	for name, c := range map[string]struct {
		job  string
		want []string // in the error; none: it goes well
	}{
		"a run for each row":            {`kinds: [giay-moi], ` + inDecember + `, ` + rows, nil},
		"no rows yet":                   {`kinds: [giay-moi], ` + inDecember + `, ` + strings.Replace(rows, "cac_dot", "cac_dot_sau", 1), nil},
		"one run":                       {`kinds: [giay-moi], ` + inDecember + `, ` + one, nil},
		"no data yet":                   {`kinds: [giay-moi], ` + inDecember + `, ` + strings.Replace(one, `"1"`, `"9"`, 1), nil},
		"a tag that nothing fills":      {`kinds: [mau-hong], ` + inDecember + `, ` + strings.Replace(one, `"1"`, `"9"`, 1), []string{"jobs.yaml: job j:", "ho_ten"}},
		"data that are not as promised": {`kinds: [so-hong], ` + inDecember + `, ` + one, []string{"so_xa", "các xã"}},
		"no such kind":                  {`kinds: [khong-co], ` + inDecember + `, ` + one, []string{"khong-co"}},
		"a parameter that is no number": {`kinds: [giay-moi], ` + inDecember + `, ` + strings.Replace(one, `"{nam}", dot`, `"năm nay", dot`, 1), []string{"giay-moi", "năm nay"}},
		"a parameter that it has not":   {`kinds: [giay-moi], ` + inDecember + `, ` + strings.Replace(one, "dot:", "dott:", 1), []string{"giay-moi", "dott"}},
		"no such query":                 {`kinds: [giay-moi], ` + inDecember + `, each: khong_co, period: "{nam}"`, []string{`each: there is no query "khong_co"`}},
		"a query that asks for more":    {`kinds: [giay-moi], ` + inDecember + `, each: dot_thu, period: "{nam}"`, []string{"each: the query dot_thu takes dot; it gets nam and ngay alone"}},
		"a column that the rows lack":   {`kinds: [giay-moi], ` + inDecember + `, ` + strings.Replace(rows, "{nam}-{dot}", "{nam}-{xa}", 1), []string{"period: {xa} is not known"}},
		"a column that no row has yet":  {`kinds: [giay-moi], ` + inDecember + `, ` + strings.NewReplacer("cac_dot", "cac_dot_sau", `"{dot}"`, `"{xa}"`).Replace(rows), []string{"params: dot: {xa} is not known"}},
		"two faults":                    {`kinds: [mau-hong, khong-co], ` + inDecember + `, each: khong_co, period: "{nam}"`, []string{"no query", "ho_ten", "khong-co"}},
		"a day that never comes":        {`kinds: [giay-moi], cron: "0 7 30 2 *", ` + one, []string{`job j: cron "0 7 30 2 *" never comes`}},
		"a job that the plan has not":   {``, []string{`has no job "j"; it has other`}},
	} {
		t.Run(name, func(t *testing.T) {
			yaml := `jobs: {j: {` + c.job + `}}`
			if c.job == "" {
				yaml = strings.Replace(oneJob, "bao-cao:", "other:", 1)
			}
			err := Check(t.Context(), m, plan(t, yaml), "j")
			if (err != nil) != (len(c.want) > 0) {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in %v", want, err)
				}
			}
		})
	}
	if n := count(t, d, `SELECT (SELECT COUNT(*) FROM documents) + (SELECT COUNT(*) FROM runs)`); n != 0 {
		t.Errorf("%d things are kept", n)
	}
}
