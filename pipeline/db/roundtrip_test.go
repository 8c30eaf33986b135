package db_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
)

// household has a column of every type, rows that refer to earlier, later and their own kind, ids that the database
// gives, and a trigger that forbids what taking rows over does.
var household = fstest.MapFS{
	"00001_nha.sql": {Data: []byte(`-- +goose Up
CREATE TABLE nha (id {identity} PRIMARY KEY, ten {text} NOT NULL, tren_id {long} REFERENCES nha (id));
CREATE TABLE giay (so {serial} PRIMARY KEY, nha_id {long} NOT NULL REFERENCES nha (id), "year" INTEGER, cao REAL, con BOOLEAN, anh {bytes}, luc {time}, ngay DATE, chu {text});
`)},
	"sqlite/00002_giu.sql": {Data: []byte(`-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER giay_giu BEFORE DELETE ON giay BEGIN SELECT RAISE(ABORT, 'giữ'); END;
-- +goose StatementEnd
`)},
	"postgres/00002_giu.sql": {Data: []byte(`-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION giu() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'giữ'; END $$;
-- +goose StatementEnd
CREATE TRIGGER giay_giu BEFORE DELETE ON giay FOR EACH ROW EXECUTE FUNCTION giu();
`)},
}

// paper is a row of giay.
type paper struct {
	Number int64      `db:"so"`
	House  int64      `db:"nha_id"`
	Year   *int64     `db:"year"`
	High   *float64   `db:"cao"`
	Left   *bool      `db:"con"`
	Image  []byte     `db:"anh"`
	At     *time.Time `db:"luc"`
	Day    *string    `db:"ngay"`
	Text   *string    `db:"chu"`
}

func papersOf(t *testing.T, d *db.DB) (lines []string) {
	t.Helper()
	var list []paper
	if err := d.Reader.Select(&list, `SELECT so, nha_id, "year", cao, con, anh, luc, CAST(ngay AS TEXT) AS ngay, chu FROM giay ORDER BY so`); err != nil {
		t.Fatal(err)
	}
	show := func(p any, null bool) string {
		if null {
			return "NULL"
		}
		return fmt.Sprintf("%v", p)
	}
	for _, p := range list {
		line := fmt.Sprint(p.Number, " ", p.House)
		if p.Year == nil {
			lines = append(lines, line+" empty "+show(p.High, p.High == nil)+show(p.Left, p.Left == nil)+show(p.Image, p.Image == nil)+show(p.At, p.At == nil)+show(p.Day, p.Day == nil)+show(p.Text, p.Text == nil))
			continue
		}
		lines = append(lines, fmt.Sprintf("%s %d %v %v %x %s %s %q", line, *p.Year, *p.High, *p.Left, p.Image, p.At.UTC().Format(time.RFC3339Nano), *p.Day, *p.Text))
	}
	return lines
}

// TestRowsGoOver: from SQLite to PostgreSQL and back every value is the same, ids go on behind the last, triggers and
// foreign keys hold again; where the caller's step fails nothing is taken.
func TestRowsGoOver(t *testing.T) {
	ctx := t.Context()
	lite, post := dbtest.SQLite(t, household), dbtest.Postgres(t, household)
	lite.Writer.MustExec(`PRAGMA foreign_keys = OFF`) // the first house stands below a later one
	lite.Writer.MustExec(`INSERT INTO nha (id, ten, tren_id) VALUES (1, 'dưới', 7), (7, 'trên', NULL)`)
	lite.Writer.MustExec(`PRAGMA foreign_keys = ON`)
	at := time.Date(2024, 2, 5, 23, 59, 59, 123456000, time.UTC)
	for i, text := range []string{"Điểu Đức Hòa", "hai\ndòng\r\nvà\ttab", `\N`, `C:\tmp\new`, "\b\f\v", `\\`, "", `"{}'`, `\.`, "x\\"} {
		lite.Writer.MustExec(`INSERT INTO giay (nha_id, "year", cao, con, anh, luc, ngay, chu) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			1+6*(i%2), 2020+i, 1.5*float64(i), i%2 == 0, []byte{0, byte(i), 0xff, '\\', '\n'}, at.Add(time.Duration(i)*time.Hour), "2024-02-29", text)
	}
	lite.Writer.MustExec(`INSERT INTO giay (nha_id) VALUES (7)`)
	want := papersOf(t, lite)

	over := func(from, to *db.DB) {
		t.Helper()
		backup := filepath.Join(t.TempDir(), "backup")
		if err := from.Backup(ctx, backup); err != nil {
			t.Fatal(err)
		}
		refused := errors.New("refused")
		if err := to.Convert(ctx, backup, household, func(*sqlx.Tx) error { return refused }); !errors.Is(err, refused) {
			t.Errorf("to %s: %v", to.Dialect(), err)
		}
		if got := papersOf(t, to); len(got) != 0 {
			t.Errorf("to %s: a refused step leaves %q", to.Dialect(), got)
		}
		seen := 0
		if err := to.Convert(ctx, backup, household, func(tx *sqlx.Tx) error { return tx.Get(&seen, `SELECT COUNT(*) FROM giay`) }); err != nil {
			t.Fatal(err)
		}
		if got := papersOf(t, to); !slices.Equal(got, want) || seen != len(want) {
			t.Errorf("to %s: %d rows are seen; they are\n%s\nwant\n%s", to.Dialect(), seen, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		var above int64
		if err := to.Reader.Get(&above, `SELECT tren_id FROM nha WHERE id = 1`); err != nil || above != 7 {
			t.Errorf("to %s: the first house stands below %d, %v", to.Dialect(), above, err)
		}
		if _, err := to.Writer.Exec(`DELETE FROM giay`); !says(err, "giữ") {
			t.Errorf("to %s: the trigger rests: %v", to.Dialect(), err)
		}
		if _, err := to.Writer.Exec(`INSERT INTO giay (nha_id) VALUES (99)`); err == nil {
			t.Errorf("to %s: the foreign key rests", to.Dialect())
		}
	}
	over(lite, post)
	var id int64
	if err := post.Writer.Get(&id, `INSERT INTO nha (ten) VALUES ('mới') RETURNING id`); err != nil || id != 8 {
		t.Errorf("the next house is %d, %v; want 8", id, err)
	}
	back := dbtest.SQLite(t, household)
	over(post, back)
}

// TestLooseRow: a row that refers to one that is not there is an error that names the table, and nothing is taken.
func TestLooseRow(t *testing.T) {
	lite, post := dbtest.SQLite(t, household), dbtest.Postgres(t, household)
	lite.Writer.MustExec(`PRAGMA foreign_keys = OFF`)
	lite.Writer.MustExec(`INSERT INTO giay (nha_id) VALUES (99)`)
	backup := filepath.Join(t.TempDir(), "backup")
	if err := lite.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := post.Convert(t.Context(), backup, household, func(*sqlx.Tx) error { return nil }); !says(err, "giay") || len(papersOf(t, post)) != 0 {
		t.Errorf("%v", err)
	}
}

// TestPool: a process keeps to its share of the server's connections, and to one writer of a file.
func TestPool(t *testing.T) {
	lite, post := dbtest.SQLite(t, nil), dbtest.Postgres(t, nil)
	for name, c := range map[string][2]int{
		"the writer of SQLite": {lite.Writer.Stats().MaxOpenConnections, 1}, "PostgreSQL": {post.Writer.Stats().MaxOpenConnections, 20},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %d connections, want %d", name, c[0], c[1])
		}
	}
	if n := lite.Reader.Stats().MaxOpenConnections; n < 5 {
		t.Errorf("%d readers of SQLite", n)
	}
	for setting, want := range map[string]string{"jit": "off", "timezone": "UTC", "application_name": "vanthu"} {
		var got string
		if err := post.Reader.Get(&got, "SHOW "+setting); err != nil || got != want {
			t.Errorf("%s is %s, %v; want %s", setting, got, err, want)
		}
	}
	if waits, err := lite.Waits(t.Context()); len(waits) > 0 || err != nil {
		t.Errorf("%q, %v", waits, err)
	}
}

// TestUnknownTables: a table or column that this program does not know is an error that names it, no loss.
func TestUnknownTables(t *testing.T) {
	for statement, name := range map[string]string{`CREATE TABLE la (n INTEGER)`: "la", `ALTER TABLE giay ADD COLUMN la INTEGER`: "giay.la"} {
		lite, post := dbtest.SQLite(t, household), dbtest.Postgres(t, household)
		for _, c := range []struct{ from, to *db.DB }{{lite, post}, {post, dbtest.SQLite(t, household)}} {
			c.from.Writer.MustExec(statement)
			c.from.Writer.MustExec(`INSERT INTO nha (ten) VALUES ('a')`)
			c.from.Writer.MustExec(`INSERT INTO giay (nha_id) VALUES (1)`)
			if name == "la" {
				c.from.Writer.MustExec(`INSERT INTO la VALUES (1)`)
			}
			backup := filepath.Join(t.TempDir(), "backup")
			if err := c.from.Backup(t.Context(), backup); err != nil {
				t.Fatal(err)
			}
			want := map[string]string{"la": "has no table la", "giay.la": "has no column giay.la"}[name]
			if err := c.to.Convert(t.Context(), backup, household, func(*sqlx.Tx) error { return nil }); !says(err, want) || len(papersOf(t, c.to)) != 0 {
				t.Errorf("%s, to %s: %v", statement, c.to.Dialect(), err)
			}
		}
	}
}
