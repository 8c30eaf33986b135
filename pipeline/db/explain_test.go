package db_test

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
)

// TestWhatErrorsMean: an error of a driver says what to do and whether trying again may help; any other comes back as
// it is. The codes are those of appendix A of PostgreSQL's manual.
func TestWhatErrorsMean(t *testing.T) {
	post := func(code string) error {
		return fmt.Errorf("asked: %w", &pq.Error{Code: pqerror.Code(code), Message: "x"})
	}
	own := errors.New("own")
	for _, c := range []struct {
		err  error
		hint string // "": none
		code string
		away bool
	}{
		{post("28000"), "does not let this user in", "28000", false}, {post("28P01"), "wrong user or password", "28P01", false},
		{post("3D000"), "no such database", "3D000", false}, {post("42501"), "lacks a right", "42501", false},
		{post("53100"), "the disk of the server is full", "53100", true}, {post("53300"), "no free connection", "53300", true},
		{post("55P03"), "holds a lock for too long", "55P03", true}, {post("25P03"), "ended a session that did nothing", "25P03", true},
		{post("57P01"), "ended the connection", "57P01", true}, {post("57P03"), "starting or stopping", "57P03", true},
		{post("08006"), "", "08006", true}, {post("40001"), "", "40001", true}, {post("40P01"), "", "40P01", true},
		{post("40002"), "", "40002", false}, {post("42601"), "", "42601", false}, {post("23505"), "", "23505", false},
		{&net.OpError{Op: "dial", Net: "tcp", Err: errors.New("refused")}, "the server does not answer", "", true},
		{fmt.Errorf("read: %w", driver.ErrBadConn), "the server closed the connection", "", true}, {io.EOF, "the server closed the connection", "", true},
		{io.ErrUnexpectedEOF, "", "", true}, {sql.ErrConnDone, "", "", true}, {db.ErrReplaced, "", "", true},
		{pq.ErrSSLNotSupported, "the server has no TLS", "", false}, {sql.ErrNoRows, "", "", false}, {own, "", "", false},
	} {
		got := db.Explain(c.err)
		if !errors.Is(got, c.err) || c.hint == "" && got != c.err || !strings.Contains(got.Error(), c.hint) {
			t.Errorf("%v: %v, want %q", c.err, got, c.hint)
		}
		if code, away := db.Code(c.err), db.IsAway(c.err); code != c.code || away != c.away {
			t.Errorf("%v: code %q, away %v", c.err, code, away)
		}
	}
	if db.Explain(nil) != nil || db.IsAway(nil) || db.Code(nil) != "" {
		t.Error("no error means something")
	}
}

// TestPlaceOfAnError: PostgreSQL says at which character a statement is wrong, SQLite at which word.
func TestPlaceOfAnError(t *testing.T) {
	d := dbtest.SQLite(t, steps)
	for query, word := range map[string]string{
		"SELECT khong FROM bang": "khong", "SELECT * FROM khong_co": "khong_co", "SELECT khong_co(1)": "khong_co", "SELEC 1": "SELEC",
		"SELECT ten FROM bang a JOIN bang b": "ten", "INSERT INTO bang (id) VALUES (9)": "",
	} {
		_, err := d.Writer.Exec(query)
		if err == nil {
			t.Fatalf("%s is right", query)
		}
		if at, got := db.Place(err); at != 0 || got != word {
			t.Errorf("%s: at %d %q, want %q", query, at, got, word)
		}
	}
	for position, want := range map[string]int{"17": 17, "": 0} {
		if at, word := db.Place(fmt.Errorf("asked: %w", &pq.Error{Message: `column "a" does not exist`, Position: position})); at != want || word != "" {
			t.Errorf("%q: at %d %q", position, at, word)
		}
	}
}

// TestErrorsOfSQLite: a file that may not be opened or is something else says so; the one is worth another try.
func TestErrorsOfSQLite(t *testing.T) {
	dir := t.TempDir()
	if _, err := db.Open(t.Context(), write(t, dir+"/x.db", strings.Repeat("no database ", 200))); !says(err, "the file is not an SQLite database") || db.IsAway(err) {
		t.Errorf("%v", err)
	}
	d := dbtest.SQLite(t, steps)
	tx, err := d.Writer.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	rows, err := tx.Query(`SELECT a.id FROM bang a, (VALUES (1), (2), (3))`)
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	defer rows.Close()
	if _, err := tx.Exec(`DROP TABLE bang`); !strings.HasPrefix(fmt.Sprint(db.Explain(err)), "the database is locked by this program") || !db.IsAway(err) {
		t.Errorf("a table that is being read: %v", db.Explain(err))
	}
}
