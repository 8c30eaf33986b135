package query

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
)

// both runs test on a database of each kind with a small table of every type.
func both(t *testing.T, test func(t *testing.T, d *db.DB)) {
	schema := fstest.MapFS{
		"sqlite/00001_x.sql": {Data: []byte("-- +goose Up\n")},
		"00002_thu.sql": {Data: []byte(`-- +goose Up
CREATE TABLE thu (
    id INTEGER PRIMARY KEY, ten TEXT NOT NULL, ghi_chu TEXT, tien BIGINT NOT NULL, ngay DATE, dung BOOLEAN NOT NULL, luc TIMESTAMP);
INSERT INTO thu VALUES
    (1, 'Điểu Đức Hòa', NULL, 9007199254740993, '2024-02-05', TRUE, '2024-02-05 10:00:00'),
    (2, 'Ấn "Độ"', ':khong', -7, NULL, FALSE, NULL),
    (3, '2024-01-01', '', 0, '2024-12-31', TRUE, NULL);
`)}}
	dbtest.Each(t, schema, test)
}

// load makes a library of one query q.sql.
func load(t *testing.T, src string) *Library {
	t.Helper()
	l, err := Load(fstest.MapFS{"q.sql": {Data: []byte(src)}})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func runJSON(l *Library, ctx context.Context, d *db.DB, params map[string]dataset.Value) (string, error) {
	out, err := l.Run(ctx, d, []string{"q"}, params)
	if err != nil {
		return "", err
	}
	var set dataset.Set
	var b bytes.Buffer
	set.Put("q", out["q"])
	set.WriteJSON(&b)
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), `{"q":`), "}"), nil
}

func TestRunGivesOneJSONOnBothDatabases(t *testing.T) {
	text, day := dataset.OfText, func(y, m, d int) dataset.Value { v, _ := dataset.OfDate(y, m, d); return v }
	cases := map[string]struct {
		src    string
		params map[string]dataset.Value
		want   string
	}{
		"every type": {`-- x
-- cột: ten text, ghi_chu text?, tien int, ngay date?, dung bool
SELECT ten, ghi_chu, tien, ngay, dung FROM thu ORDER BY id`, nil,
			`[{"dung":true,"ghi_chu":null,"ngay":"2024-02-05","ten":"Điểu Đức Hòa","tien":9007199254740993},` +
				`{"dung":false,"ghi_chu":":khong","ngay":null,"ten":"Ấn \"Độ\"","tien":-7},` +
				`{"dung":true,"ghi_chu":"","ngay":"2024-12-31","ten":"2024-01-01","tien":0}]`},
		"expressions lose their types": {`-- x
-- cột: tong int, trung_binh decimal(2), co bool, cuoi date
-- (một dòng)
SELECT SUM(tien) AS tong, ROUND(SUM(tien) / 1000.0 / 1000000000000, 2) AS trung_binh,
    COUNT(*) > 1 AS co, MAX(ngay) AS cuoi FROM thu`, nil,
			`{"co":true,"cuoi":"2024-12-31","tong":9007199254740986,"trung_binh":9.01}`},
		"parameters": {`-- x
-- tham số: ten text, tu date, dung bool, n int, loc text?
-- cột: id int
SELECT id FROM thu /* :khong */ WHERE (ten = :ten OR ngay >= :tu) AND dung = :dung AND id <> :n
    AND (CAST(:loc AS TEXT) IS NULL OR ten = :loc) AND ten <> ':khong' -- :khong
ORDER BY id;
`, map[string]dataset.Value{"ten": text("2024-01-01"), "tu": day(2024, 2, 5), "dung": dataset.OfBool(true), "n": dataset.OfInt(9), "thua": text("x")},
			`[{"id":1},{"id":3}]`},
		"none": {"-- x\n-- cột: id int\nSELECT id FROM thu WHERE id > 99 ORDER BY id", nil, `[]`},
		"Vietnamese order": {"-- x\n-- cột: ten text\nSELECT ten FROM thu ORDER BY ten COLLATE \"vi-x-icu\"", nil,
			`[{"ten":"2024-01-01"},{"ten":"Ấn \"Độ\""},{"ten":"Điểu Đức Hòa"}]`},
	}
	both(t, func(t *testing.T, d *db.DB) {
		for name, c := range cases {
			l := load(t, c.src)
			if err := l.Check(t.Context(), d); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			got, err := runJSON(l, t.Context(), d, c.params)
			if err != nil || got != c.want {
				t.Errorf("%s:\ngot  %s, %v\nwant %s", name, got, err, c.want)
			}
		}
	})
}

func TestRunRefuses(t *testing.T) {
	one := func(body, columns string) string { return "-- x\n-- cột: " + columns + "\n-- (một dòng)\n" + body }
	cases := map[string]struct {
		src    string
		params map[string]dataset.Value
		want   string
	}{
		"NULL":            {one("SELECT ghi_chu FROM thu WHERE id = 1", "ghi_chu text"), nil, "dòng 1: cột ghi_chu trống (NULL) mà khai là text"},
		"no number":       {one("SELECT ten FROM thu WHERE id = 1", "ten int"), nil, `"Điểu Đức Hòa" không phải int`},
		"no date":         {one("SELECT ten FROM thu WHERE id = 1", "ten date"), nil, "không phải date"},
		"a time":          {one("SELECT luc FROM thu WHERE id = 1", "luc date"), nil, "không phải date"},
		"number as text":  {one("SELECT tien FROM thu WHERE id = 1", "tien text"), nil, "không phải text"},
		"fraction":        {one("SELECT 1.5 AS a", "a int"), nil, `"1.5" không phải int`},
		"too many digits": {one("SELECT 1.256 AS a", "a decimal(2)"), nil, `"1.256" không phải decimal(2)`},
		"no row":          {one("SELECT id FROM thu WHERE id = 99", "id int"), nil, "không có dòng nào"},
		"two rows":        {one("SELECT id FROM thu WHERE id < 3", "id int"), nil, "cho 2 dòng, mà đã khai (một dòng)"},
		"no parameter":    {"-- x\n-- tham số: nam int\n" + one("SELECT :nam AS id", "id int")[5:], nil, "tham số nam: phải có giá trị"},
		"wrong parameter": {"-- x\n-- tham số: nam int\n" + one("SELECT id FROM thu WHERE id = :nam", "id int")[5:],
			map[string]dataset.Value{"nam": dataset.OfText("hai")}, `tham số nam: phải là int, "hai" là text`},
		"rows": {"-- x\n-- cột: id int\nSELECT id FROM thu ORDER BY id", nil, "quá 2 dòng; thu hẹp"},
	}
	both(t, func(t *testing.T, d *db.DB) {
		for name, c := range cases {
			l := load(t, c.src)
			l.Limits.Rows = 2
			_, err := runJSON(l, t.Context(), d, c.params)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "queries/q.sql:4: ") && !strings.HasPrefix(err.Error(), "queries/q.sql:3: ") && !strings.HasPrefix(err.Error(), "queries/q.sql:5: ") {
				t.Errorf("%s: error %v, want one with %q", name, err, c.want)
			}
			if name == "no row" && !errors.Is(err, ErrNoRow) {
				t.Error("not ErrNoRow")
			}
		}
	})
}

func TestRunTimeLimit(t *testing.T) {
	long := fstest.MapFS{
		"q.sqlite.sql": {Data: []byte(`-- x
-- cột: n int
-- (một dòng)
WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1000000000) SELECT COUNT(*) AS n FROM c`)},
		"q.postgres.sql": {Data: []byte("-- x\n-- cột: n int\n-- (một dòng)\nSELECT 1 AS n FROM pg_sleep(60)")},
	}
	both(t, func(t *testing.T, d *db.DB) {
		l, err := Load(long)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		slow := *l
		slow.Limits.Time = 100 * time.Millisecond
		_, err = runJSON(&slow, t.Context(), d, nil)
		if err == nil || !strings.Contains(err.Error(), "chạy quá 100ms") {
			t.Errorf("error %v", err)
		}
		if took := time.Since(start); took > time.Minute {
			t.Errorf("stopped after %v", took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := runJSON(l, ctx, d, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	})
}

func TestRunCannotWrite(t *testing.T) {
	both(t, func(t *testing.T, d *db.DB) {
		tx, err := d.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		if _, err := tx.Exec("DELETE FROM thu"); err == nil {
			t.Error("the snapshot wrote")
		}
	})
	// PostgreSQL knows a SELECT that writes.
	d := dbtest.Postgres(t, nil)
	if _, err := d.Writer.Exec("CREATE TABLE thu (id int)"); err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{
		"WITH a AS (INSERT INTO thu VALUES (1) RETURNING id) SELECT id FROM a",
		"SELECT 1 AS id FROM set_config('transaction_read_only', 'off', false)",
	} {
		l := load(t, "-- x\n-- cột: id int\n-- (một dòng)\n"+body)
		if _, err := runJSON(l, t.Context(), d, nil); err == nil || !strings.Contains(err.Error(), "transaction") {
			t.Errorf("%s: error %v", body, err)
		}
	}
}

func TestRunSeesOneState(t *testing.T) {
	l := load(t, "-- x\n-- cột: n int\n-- (một dòng)\nSELECT COUNT(*) AS n FROM thu")
	both(t, func(t *testing.T, d *db.DB) {
		tx, err := d.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		err = d.Write(t.Context(), func(w *sqlx.Tx) error {
			_, err := w.Exec("DELETE FROM thu")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var n int
		if err := tx.Get(&n, "SELECT COUNT(*) FROM thu"); err != nil || n != 3 {
			t.Errorf("the snapshot sees %d rows, %v", n, err)
		}
		if got, err := runJSON(l, t.Context(), d, nil); got != `{"n":0}` {
			t.Errorf("a new run gives %s, %v", got, err)
		}
	})
}

func TestCheckNamesFileAndLine(t *testing.T) {
	cases := map[string]struct{ src, want string }{
		"unknown column":   {"-- Điểu\n-- tham số: nam int\n-- cột: id int\n-- (một dòng)\nSELECT id\nFROM thu -- sai\nWHERE id = :nam AND khong_co = 1", "queries/q.sql:7: không có cột "},
		"unknown table":    {"-- x\n-- cột: id int\n-- (một dòng)\n\nSELECT id\nFROM khong_co", "queries/q.sql:6: không có bảng "},
		"syntax":           {"-- x\n-- cột: id int\n-- (một dòng)\nSELECT id\nFROM thu\nWHERE id WHERE", "queries/q.sql:6: sai cú pháp SQL"},
		"unknown function": {"-- x\n-- cột: id int\n-- (một dòng)\nSELECT\n    khong_co(1) AS id", "queries/q.sql:5: không có hàm "},
		"missing":          {"-- x\n-- cột: id int, ten text\n-- (một dòng)\nSELECT id, dung FROM thu", "queries/q.sql:4: cột ten được khai mà không có trong kết quả; cột dung có trong kết quả mà chưa khai; sửa SELECT"},
		"twice":            {"-- x\n-- cột: id int\n-- (một dòng)\nSELECT id, id FROM thu", "queries/q.sql:4: "},
	}
	both(t, func(t *testing.T, d *db.DB) {
		for name, c := range cases {
			err := load(t, c.src).Check(t.Context(), d)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("%s: error %v, want %q", name, err, c.want)
			}
		}
	})
}

func TestLoadReportsEveryFault(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"no contract":      {map[string]string{"a.sql": "SELECT 1 ORDER BY 1"}, []string{"queries/a.sql:1: dòng đầu phải nói", "queries/a.sql:1: chưa khai các cột"}},
		"bad type":         {map[string]string{"a.sql": "-- x\n-- cột: a number, b text, b int\nSELECT 1 ORDER BY 1"}, []string{`queries/a.sql:2: "a number" phải là tên`, "queries/a.sql:2: b được khai hai lần"}},
		"undeclared":       {map[string]string{"a.sql": "-- x\n-- tham số: thua int\n-- cột: a int\n-- (một dòng)\nSELECT 1\n AS a WHERE 1 = :nam"}, []string{"queries/a.sql:6: tham số :nam chưa khai", "queries/a.sql:1: tham số thua được khai"}},
		"two":              {map[string]string{"a.sql": "-- x\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a;\nDROP TABLE thu;"}, []string{"queries/a.sql:4: có hơn một câu lệnh"}},
		"not a select":     {map[string]string{"a.sql": "-- x\n-- cột: a int\n-- (một dòng)\n\nDELETE FROM thu"}, []string{"queries/a.sql:5: truy vấn phải bắt đầu bằng SELECT"}},
		"open quote":       {map[string]string{"a.sql": "-- x\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a,\n 'b"}, []string{"queries/a.sql:5: chữ trong dấu nháy chưa đóng"}},
		"order":            {map[string]string{"a.sql": "-- x\n-- cột: a int\nSELECT 1 AS a -- ORDER BY a"}, []string{"queries/a.sql:3: các dòng không có ORDER BY"}},
		"cast":             {map[string]string{"a.sql": "-- x\n-- tham số: n date\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a WHERE CAST(:n AS DATE) IS NULL"}, []string{"queries/a.sql:5: CAST(… AS DATE)"}},
		"cast to a moment": {map[string]string{"a.sql": "-- x\n-- tham số: n date\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a WHERE CAST(:n as timestamp ) IS NULL"}, []string{"queries/a.sql:5: CAST(… AS DATE)"}},
		"one dialect":      {map[string]string{"a.sqlite.sql": "-- x\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a"}, []string{"queries/a: thiếu tệp a.postgres.sql"}},
		"two contracts": {map[string]string{"a.sqlite.sql": "-- x\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a", "a.postgres.sql": "-- x\n-- cột: a int?\n-- (một dòng)\nSELECT 1 AS a"},
			[]string{"queries/a.sqlite.sql:1: phần khai"}},
		"three files":  {map[string]string{"a.sqlite.sql": "-- x\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a", "a.sql": "-- x\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a"}, []string{"queries/a.sqlite.sql:1: đã có a.sql"}},
		"name":         {map[string]string{"Danh sach.sql": "-- x\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a"}, []string{"queries/Danh sach.sql:1: tên tệp phải như"}},
		"meaning":      {map[string]string{"a.sql": "-- x\n-- cột: a int\n-- b: lạ\n-- (một dòng)\nSELECT 1 AS a"}, []string{"queries/a.sql:3: b được giải thích"}},
		"empty":        {map[string]string{"a.sql": "-- x\n-- cột: a int\n-- (một dòng)\n;"}, []string{"queries/a.sql:1: tệp không có câu lệnh"}},
		"deep decimal": {map[string]string{"a.sql": "-- x\n-- cột: a decimal(19), b decimal(18)\n-- (một dòng)\nSELECT 1 AS a"}, []string{"queries/a.sql:2: a: decimal có nhiều nhất 18 chữ số"}},
		"key of none":  {map[string]string{"a.sql": "-- x\n-- khóa: a, c\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a"}, []string{`queries/a.sql:1: khóa: "c" không phải cột của truy vấn`}},
		"two in files": {map[string]string{"a.sql": "-- x\n-- cột: a\nSELECT 1 ORDER BY 1", "b.sql": "-- x\n-- cột: a\nSELECT 1 ORDER BY 1"}, []string{"queries/a.sql:2:", "queries/b.sql:2:"}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := fstest.MapFS{}
			for file, src := range c.files {
				folder[file] = &fstest.MapFile{Data: []byte(src)}
			}
			_, err := Load(folder)
			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want one with %q", err, want)
				}
			}
		})
	}
}

// TestLoadKeepsWhatIsRight: a broken file takes its query away and no other.
func TestLoadKeepsWhatIsRight(t *testing.T) {
	const good = "-- x\n-- cột: a int\n-- (một dòng)\nSELECT 1 AS a"
	l, err := Load(fstest.MapFS{
		"a.sql": {Data: []byte(good)}, "b.sql": {Data: []byte("-- x\n-- cột: a\nSELECT 1 AS a ORDER BY 1")}, "c.sqlite.sql": {Data: []byte(good)},
		"d.sqlite.sql": {Data: []byte(good)}, "d.postgres.sql": {Data: []byte(good + ";")},
	})
	if err == nil || strings.Join(l.Names(), " ") != "a d" {
		t.Errorf("queries %v, %v", l.Names(), err)
	}
	for _, c := range []struct {
		name    string
		dialect db.Dialect
		want    string
		ok      bool
	}{{"a", db.SQLite, good, true}, {"d", db.SQLite, good, true}, {"d", db.Postgres, good + ";", true}, {"b", db.SQLite, "", false}} {
		if text, ok := l.Text(c.name, c.dialect); text != c.want || ok != c.ok {
			t.Errorf("%s for %s: %q, %t", c.name, c.dialect, text, ok)
		}
	}
	if _, ok := l.Contract("b"); ok {
		t.Error("a broken query has a contract")
	}
}

// TestValue: what either driver gives for a column becomes its type exactly, or is refused.
func TestValue(t *testing.T) {
	noon := time.Date(2024, 2, 5, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		typ  string
		got  any
		want string // "!" where it is refused
	}{
		{"decimal(18)", int64(1), "1.000000000000000000"}, {"int", int64(7), "7"}, {"int", 7.0, "7"}, {"int", 7.5, "!"}, {"int", float64(1 << 53), "!"}, {"int", float64(1<<53 - 1), "9007199254740991"},
		{"int", []byte("9223372036854775807"), "9223372036854775807"}, {"int", "9223372036854775808", "!"}, {"int", "7.0", "!"}, {"int", true, "!"},
		{"decimal(2)", int64(123456789012345678), "!"}, {"decimal(2)", int64(-12), "-12.00"}, {"decimal(2)", 1.5, "1.50"}, {"decimal(2)", "1.500", "1.50"},
		{"decimal(2)", "1.501", "!"}, {"decimal(2)", "1.2.3", "!"}, {"decimal(0)", "1.0", "1"}, {"decimal(1)", true, "!"},
		{"decimal(2)", 1234567890123456.0, "1234567890123456.00"}, {"decimal(2)", 12345678901234568.0, "!"}, // SQLite's sum may have lost a digit
		{"bool", true, "true"}, {"bool", int64(1), "true"}, {"bool", int64(0), "false"}, {"bool", int64(2), "!"}, {"bool", "true", "!"},
		{"date", time.Date(2024, 2, 5, 0, 0, 0, 0, time.UTC), "2024-02-05"}, {"date", noon, "!"}, {"date", noon.Add(-12*time.Hour + time.Minute), "!"},
		{"date", noon.Add(-12*time.Hour + time.Second), "!"}, {"date", "2024-02-30", "!"}, {"date", int64(1), "!"},
		{"text", []byte("ấn"), "ấn"}, {"text", "a\u0302\u0301n", "\u1ea5n"}, {"text", "\xff", "!"}, {"text", int64(1), "!"}, {"text", nil, "!"}, {"text?", nil, ""},
	} {
		l := load(t, "-- x\n-- cột: a "+c.typ+"\n-- (một dòng)\nSELECT 1 AS a")
		contract, _ := l.Contract("q")
		v, err := value(contract.Columns[0], c.got)
		if (err != nil) != (c.want == "!") || err == nil && v.Literal() != c.want {
			t.Errorf("%v as %s: %q, %v; want %s", c.got, c.typ, v.Literal(), err, c.want)
		}
	}
}

// TestLineOfPostgres: the place that PostgreSQL names is a line of the file, though parameters are shorter there.
func TestLineOfPostgres(t *testing.T) {
	s, _ := parseStatement("-- ấn\nSELECT :ten_rat_dai,\n :ten_rat_dai, sai\nFROM x")
	text := s.text(db.Postgres)
	for word, want := range map[string]int{"-- ấn": 1, "SELECT": 2, "sai": 3, "FROM": 4} {
		at := utf8.RuneCountInString(text[:strings.Index(text, word)]) + 1
		if got := s.lineOf(at); got != want {
			t.Errorf("%s stands on line %d, want %d", word, got, want)
		}
	}
}

func TestContract(t *testing.T) {
	l := load(t, "\ufeff-- Danh sách\r\n-- tham số: nam int, dot text?\r\n-- cột: ho_ten text,\r\n--   so_tien decimal(2)?\r\n-- ho_ten: họ tên như in\r\n-- dot: đợt\r\n-- khóa: ho_ten, so_tien\r\n-- Lưu ý: ghi chú tự do\r\n\r\nSELECT 'a' AS ho_ten, 1 AS so_tien WHERE :nam = 1 AND :dot = '2' ORDER BY 1\r\n")
	c, ok := l.Contract("q")
	if !ok || c.About != "Danh sách" || c.One || len(c.Params) != 2 || !c.Params[1].Nullable || len(c.Columns) != 2 {
		t.Fatalf("%+v", c)
	}
	if strings.Join(c.Key, "|") != "ho_ten|so_tien" || c.Params[0].About != "" || c.Params[1].About != "đợt" || c.Columns[1].About != "" {
		t.Errorf("key %q, parameters %+v", c.Key, c.Params)
	}
	if c.Columns[0].About != "họ tên như in" || c.Columns[1].Type.String() != "decimal(2)" || !c.Columns[1].Nullable {
		t.Errorf("%+v", c.Columns)
	}
}

func TestStatement(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"SELECT :a, :b, :a", "SELECT $1, $2, $1"},
		{"SELECT a::text, '12:30', ':x', \":y\", `:z` FROM t WHERE b = :b", "SELECT a::text, '12:30', ':x', \":y\", `:z` FROM t WHERE b = $1"},
		{"SELECT 'it''s :x' || :a -- :b\n/* :c; */ ; \n", "SELECT 'it''s :x' || $1"},
		{`SELECT E'a\':x', e':y', name':z' , :a`, `SELECT E'a\':x', e':y', name':z' , $1`},
		{"SELECT $$ :x ; $$, $t$ $$ :y $t$, :a", "SELECT $$ :x ; $$, $t$ $$ :y $t$, $1"},
		{"SELECT '1':: text, a:::b, :c", "SELECT '1':: text, a::$1, $2"},
		{"SELECT E'\\\\' || :a, e'' || :b, $1x$ :c $1x$", "SELECT E'\\\\' || $1, e'' || $2, $1x$ $3 $1x$"},
		{"SELECT \"\" || :a, /**/ :b, $$$$ || :c", "SELECT \"\" || $1, /**/ $2, $$$$ || $3"},
		{`SELECT e'\':x', :a`, `SELECT e'\':x', $1`},
		{"SELECT t[1:2], :a_1", "SELECT t[1:2], $1"},
		{"SELECT điểm:a", "SELECT điểm$1"},
	} {
		s, faults := parseStatement(c.src)
		if got := s.text(db.Postgres); got != c.want || faults != nil {
			t.Errorf("%s\n got %s %v\nwant %s", c.src, got, faults, c.want)
		}
		if len(s.code) != len(s.src) || strings.Count(s.code, "\n") != strings.Count(s.src, "\n") {
			t.Errorf("%s: the blanked code has other places", c.src)
		}
	}
}

func FuzzStatement(f *testing.F) {
	f.Add("SELECT 'a''b', :c::int, $$x$$ -- y\n/* z */;")
	f.Fuzz(func(t *testing.T, src string) {
		s, _ := parseStatement(src)
		if len(s.code) != len(src) {
			t.Fatalf("code has %d bytes of %d", len(s.code), len(src))
		}
		for _, u := range s.uses {
			if s.code[u.from:u.to] != ":"+s.names[u.number-1] {
				t.Fatalf("%q is not parameter %d", s.code[u.from:u.to], u.number)
			}
		}
		parseContract(src)
	})
}

// Budget: an annex of 5,000 rows in 50 ms on SQLite.
func BenchmarkRun(b *testing.B) {
	schema := fstest.MapFS{
		"sqlite/00001_x.sql": {Data: []byte("-- +goose Up\n")}, "postgres/00001_x.sql": {Data: []byte("-- +goose Up\n")},
		"00002_b.sql": {Data: []byte(`-- +goose Up
CREATE TABLE b (id INTEGER, ten TEXT, ngay DATE, tien BIGINT, dung BOOLEAN);
INSERT INTO b WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000)
SELECT i, 'Điểu Đức Hòa', '2024-02-05', i * 1000, TRUE FROM c;
`)}}
	l, err := Load(fstest.MapFS{"q.sql": {Data: []byte("-- x\n-- cột: id int, ten text, ngay date, tien int, dung bool\nSELECT * FROM b ORDER BY id")}})
	if err != nil {
		b.Fatal(err)
	}
	d := dbtest.SQLite(b, schema)
	for b.Loop() {
		out, err := l.Run(b.Context(), d, []string{"q"}, nil)
		if err != nil || len(out["q"].Items()) != 5000 {
			b.Fatal(len(out["q"].Items()), err)
		}
	}
}
