package db_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
)

// steps is a small schema: a table for both databases, one row for each.
var steps = fstest.MapFS{
	"00001_bang.sql":          {Data: []byte("-- +goose Up\nCREATE TABLE bang (id INTEGER PRIMARY KEY, ten TEXT NOT NULL);\n")},
	"sqlite/00002_dong.sql":   {Data: []byte("-- +goose Up\nINSERT INTO bang VALUES (1, 'sqlite');\n")},
	"postgres/00002_dong.sql": {Data: []byte("-- +goose Up\nINSERT INTO bang VALUES (1, 'postgres');\n")},
}

func and(more fstest.MapFS) fstest.MapFS {
	all := fstest.MapFS{}
	for _, m := range []fstest.MapFS{steps, more} {
		for name, f := range m {
			all[name] = f
		}
	}
	return all
}

func TestMigrate(t *testing.T) {
	dbtest.Each(t, nil, func(t *testing.T, d *db.DB) {
		if err := d.CheckSchema(t.Context(), steps); !errors.Is(err, db.ErrOldSchema) {
			t.Errorf("an empty database: %v", err)
		}
		for want := range 2 {
			if n, err := d.Migrate(t.Context(), steps); n != 2-2*want || err != nil {
				t.Errorf("Migrate applied %d: %v", n, err)
			}
		}
		if err := d.CheckSchema(t.Context(), steps); err != nil {
			t.Error(err)
		}
		var name string
		if err := d.Reader.Get(&name, "SELECT ten FROM bang"); err != nil || name != string(d.Dialect()) {
			t.Errorf("the row of this database is %q, %v", name, err)
		}
	})
}

func TestMigrateAppliesAMigrationWholeOrNotAtAll(t *testing.T) {
	broken := and(fstest.MapFS{"00003_hong.sql": {Data: []byte("-- +goose Up\nINSERT INTO bang VALUES (2, 'x');\nINSERT INTO khong_co VALUES (1);\n")}})
	dbtest.Each(t, nil, func(t *testing.T, d *db.DB) {
		n, err := d.Migrate(t.Context(), broken)
		if err == nil || !strings.Contains(err.Error(), "khong_co") || !strings.Contains(err.Error(), "00003_hong.sql") {
			t.Errorf("Migrate applied %d: %v", n, err)
		}
		var rows int
		if err := d.Reader.Get(&rows, "SELECT COUNT(*) FROM bang"); err != nil || rows != 1 {
			t.Errorf("%d rows, %v", rows, err)
		}
		if n, err := d.Migrate(t.Context(), steps); n != 0 || err != nil {
			t.Errorf("without the broken one: %d, %v", n, err)
		}
	})
}

// One file serves both databases: words stand for what they call differently, and a file
// of the same name in a database's folder goes on with what it alone has.
func TestMigrateJoinsFiles(t *testing.T) {
	schema := fstest.MapFS{
		"00001_chung.sql": {Data: []byte("-- +goose Up\nCREATE TABLE chung (id {identity} PRIMARY KEY, luc {time} NOT NULL, so {long}, tep {bytes}, ten {text} NOT NULL);\n" +
			"CREATE TABLE hai (id {serial} PRIMARY KEY, ma {text} NOT NULL UNIQUE);\n-- +goose Down\nDROP TABLE hai;\nDROP TABLE chung;\n")},
		"sqlite/00001_chung.sql":   {Data: []byte("-- +goose Up\nCREATE TABLE rieng (a INTEGER PRIMARY KEY){without rowid};\n-- +goose Down\nDROP TABLE rieng;\n")},
		"postgres/00001_chung.sql": {Data: []byte("-- +goose Up\nCREATE TABLE rieng (a BIGINT PRIMARY KEY){without rowid};\n-- +goose Down\nDROP TABLE rieng;\n")},
		"sqlite/00002_le.sql":      {Data: []byte("-- +goose Up\nCREATE TABLE le (luc {time});\n")},
		"postgres/00003_le.sql":    {Data: []byte("-- +goose Up\nCREATE TABLE le (luc {time});\n")},
	}
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		d.Writer.MustExec("INSERT INTO hai (ma) VALUES ('b'), ('A')")
		d.Writer.MustExec(d.Writer.Rebind("INSERT INTO chung (luc, so, tep, ten) VALUES (?, 5000000000, ?, 'x')"), time.Unix(0, 0), []byte{0})
		var at time.Time
		if err := d.Reader.Get(&at, "SELECT luc FROM chung"); err != nil || !at.Equal(time.Unix(0, 0)) {
			t.Errorf("time: %v, %v", at, err)
		}
		var order string
		if err := d.Reader.Get(&order, "SELECT ma FROM hai ORDER BY ma LIMIT 1"); err != nil || order != "A" {
			t.Errorf("texts by bytes: %q, %v", order, err)
		}
		for _, table := range []string{"rieng", "le"} {
			if _, err := d.Writer.Exec("DELETE FROM " + table); err != nil {
				t.Errorf("%s: %v", table, err)
			}
		}
		if n, err := d.Migrate(t.Context(), schema); n != 0 || err != nil {
			t.Errorf("again: %d, %v", n, err)
		}
	})
}

func TestMigrateRefusesANewerSchema(t *testing.T) {
	dbtest.Each(t, and(fstest.MapFS{"00009_moi.sql": {Data: []byte("-- +goose Up\nSELECT 1;\n")}}), func(t *testing.T, d *db.DB) {
		want := "its schema (9) is newer than this program (2)"
		if _, err := d.Migrate(t.Context(), steps); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Migrate: %v", err)
		}
		if err := d.CheckSchema(t.Context(), steps); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("CheckSchema: %v", err)
		}
	})
}

func TestMigrateByManyAtOnce(t *testing.T) {
	test := func(t *testing.T, dsn string) {
		var wg sync.WaitGroup
		total := make([]int, 4)
		for i := range total {
			wg.Go(func() {
				d, err := db.Open(t.Context(), dsn)
				if err != nil {
					t.Error(err)
					return
				}
				defer d.Close()
				if total[i], err = d.Migrate(t.Context(), steps); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		d, err := db.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		var rows int
		if err := d.Reader.Get(&rows, "SELECT COUNT(*) FROM bang"); err != nil || rows != 1 {
			t.Errorf("%d rows after %v, %v", rows, total, err)
		}
	}
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "a.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, dbtest.PostgresDSN(t, nil)) })
}

func TestWrite(t *testing.T) {
	dbtest.Each(t, steps, func(t *testing.T, d *db.DB) {
		add := func(id int) func(*sqlx.Tx) error {
			return func(tx *sqlx.Tx) error {
				_, err := tx.Exec(tx.Rebind("INSERT INTO bang VALUES (?, 'x')"), id)
				return err
			}
		}
		if err := d.Write(t.Context(), add(2)); err != nil {
			t.Error(err)
		}
		refused := errors.New("no")
		err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
			add(3)(tx)
			return refused
		})
		if err != refused {
			t.Errorf("the error of the function became %v", err)
		}
		func() {
			defer func() { recover() }()
			d.Write(t.Context(), func(tx *sqlx.Tx) error { add(4)(tx); panic("x") })
		}()
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				if err := d.Write(t.Context(), add(100+i)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		var rows int
		if err := d.Reader.Get(&rows, "SELECT COUNT(*) FROM bang"); err != nil || rows != 42 {
			t.Errorf("%d rows, want 42, %v", rows, err)
		}
	})
}

func TestSnapshot(t *testing.T) {
	dbtest.Each(t, steps, func(t *testing.T, d *db.DB) {
		tx, err := d.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		if _, err := d.Writer.Exec("DELETE FROM bang"); err != nil { // a reader does not hold a writer up
			t.Fatal(err)
		}
		var rows int
		if err := tx.Get(&rows, "SELECT COUNT(*) FROM bang"); err != nil || rows != 1 {
			t.Errorf("the snapshot sees %d rows, %v", rows, err)
		}
		if _, err := tx.Exec("INSERT INTO bang VALUES (9, 'x')"); err == nil {
			t.Error("the snapshot wrote")
		}
	})
}

func TestVietnameseOrder(t *testing.T) {
	want := []string{"an", "An", "Ảo", "áo", "Ăn", "ân", "Ẩn", "Bình", "Dũng", "Dương", "Đức", "Đương", "Em", "ô", "ơ", "Ung", "Ưng"}
	dbtest.Each(t, steps, func(t *testing.T, d *db.DB) {
		for i, name := range want {
			if _, err := d.Writer.Exec(d.Writer.Rebind("INSERT INTO bang VALUES (?, ?)"), 100-i, name); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		err := d.Reader.Select(&got, `SELECT ten FROM bang WHERE id > 1 ORDER BY ten COLLATE "vi-x-icu"`)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q, %v", got, err)
		}
	})
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	blocked := filepath.Join(dir, "blocked.db")
	if err := os.Mkdir(blocked+"-wal", 0o777); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ dsn, want string }{
		"nothing":          {"", "no file or address given"},
		"folder":           {dir, "is a folder"},
		"no folder":        {filepath.Join(dir, "none", "a.db"), "make the folder first"},
		"a text":           {write("thu.db", strings.Repeat("Kính gửi: ", 500)), "is not an SQLite database"},
		"cannot be opened": {blocked, "check the disk"},
		"unknown scheme":   {"mysql://localhost/x", "mysql:// is not known"},
		"no server":        {"postgres://u:bi-mat@127.0.0.1:1/x?sslmode=disable", "the server does not answer"},
		"bad URL":          {"postgres://u:bi-mat%zz@h/x", "is not a URL"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := db.Open(t.Context(), c.dsn)
			if err == nil {
				d.Close()
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "bi-mat") {
				t.Errorf("error %v, want one with %q and no password", err, c.want)
			}
		})
	}
	dsn := dbtest.PostgresDSN(t, nil)
	if _, err := db.Open(t.Context(), strings.Replace(dsn, "/vanthu_", "/khong_co_", 1)); err == nil || !strings.Contains(err.Error(), "there is no such database") {
		t.Errorf("no such database: %v", err)
	}
}

func TestOpenKeepsOddPaths(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Dữ liệu 100% của #1?mode=memory&x.db")
	d, err := db.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := os.Stat(path); err != nil || d.String() != path {
		t.Errorf("%s: %v", d, err)
	}
}

func TestLockedDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	var open [2]*db.DB
	for i := range open {
		d, err := db.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		open[i] = d
	}
	if _, err := open[1].Writer.Exec("PRAGMA busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	err := open[0].Write(t.Context(), func(*sqlx.Tx) error {
		return open[1].Write(context.Background(), func(*sqlx.Tx) error { return nil })
	})
	if err == nil || !strings.Contains(err.Error(), "another program holds the database locked") {
		t.Errorf("error %v", err)
	}
}

func TestExplain(t *testing.T) {
	lite := dbtest.SQLite(t, steps)
	filled := func() error {
		for {
			if _, err := lite.Writer.Exec("INSERT INTO bang (ten) VALUES (hex(zeroblob(50000)))"); err != nil {
				return err
			}
		}
	}
	for _, c := range []struct {
		pragma string
		do     func() error
		want   string
	}{
		{"max_page_count = 100", filled, "the disk is full"},
		{"query_only = 1", filled, "the file cannot be written"},
	} {
		if _, err := lite.Writer.Exec("PRAGMA " + c.pragma); err != nil {
			t.Fatal(err)
		}
		if err := db.Explain(c.do()); !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v", c.pragma, err)
		}
	}

	post := dbtest.Postgres(t, nil)
	tx, err := post.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	var backend int
	if err := tx.Get(&backend, "SELECT pg_backend_pid()"); err != nil {
		t.Fatal(err)
	}
	if _, err := post.Writer.Exec("SELECT pg_terminate_backend($1, 5000)", backend); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec("SELECT 1"); err == nil || !strings.Contains(db.Explain(err).Error(), "the connection") {
		t.Errorf("after the end of the connection: %v", err)
	}
}
