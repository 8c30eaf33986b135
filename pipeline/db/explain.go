package db

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"regexp"
	"strconv"

	"github.com/lib/pq"
	"modernc.org/sqlite"
)

// Result codes of SQLite (sqlite.org/rescode.html) and of PostgreSQL (appendix A of
// its manual) whose texts alone do not say what to do.
var (
	sqliteHints = map[int]string{
		5:  "another program holds the database locked; try again when it has finished",
		6:  "the database is locked by this program",
		8:  "the file cannot be written; check its rights and those of its folder",
		10: "reading or writing the file went wrong; check the disk",
		11: "the file is damaged; restore a backup",
		13: "the disk is full",
		14: "the file cannot be opened; check its rights and those of its folder",
		26: "the file is not an SQLite database; give another path",
	}
	pqHints = map[string]string{
		"28000": "the server does not let this user in; check user and pg_hba.conf",
		"28P01": "wrong user or password",
		"3D000": "there is no such database on the server; make it with createdb",
		"42501": "the user lacks a right in the database",
		"53100": "the disk of the server is full",
		"53300": "the server has no free connection",
		"55P03": "another program holds a lock for too long; 'vanthu doctor' says which",
		"25P03": "the server ended a session that did nothing in the middle of a transaction",
		"57P01": "the server ended the connection; try again",
		"57P03": "the server is starting or stopping; try again",
	}
)

// Explain adds what to do to an error of a driver; other errors come back as they are.
func Explain(err error) error {
	hint, ok := "", false
	if e, is := errors.AsType[*sqlite.Error](err); is {
		hint, ok = sqliteHints[e.Code()&0xff]
	} else if e, is := errors.AsType[*pq.Error](err); is {
		hint, ok = pqHints[string(e.Code)]
	} else if _, is := errors.AsType[*net.OpError](err); is {
		hint, ok = "the server does not answer", true
	} else if errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) {
		hint, ok = "the server closed the connection", true
	} else if errors.Is(err, pq.ErrSSLNotSupported) {
		hint, ok = "the server has no TLS; set it up there, or add ?sslmode=disable to the address", true
	}
	if !ok {
		return err
	}
	return fmt.Errorf("%s (%w)", hint, err)
}

// Code is PostgreSQL's code of an error (SQLSTATE); "" where it is no error of PostgreSQL.
func Code(err error) string {
	if e, is := errors.AsType[*pq.Error](err); is {
		return string(e.Code)
	}
	return ""
}

// IsAway reports whether an error says that the database did not answer or was busy, and
// nothing about what was asked of it: trying again may help.
func IsAway(err error) bool {
	if e, is := errors.AsType[*sqlite.Error](err); is {
		code := e.Code() & 0xff
		return code == 5 || code == 6 || code == 10 || code == 14
	}
	if e, is := errors.AsType[*pq.Error](err); is {
		switch e.Code.Class() {
		case "08", "53", "55", "57", "25": // connection, resources, locks, intervention of an operator, ended in a transaction
			return true
		}
		return e.Code == "40001" || e.Code == "40P01"
	}
	_, isNet := errors.AsType[net.Error](err)
	return isNet || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, ErrReplaced)
}

var sqliteWord = regexp.MustCompile(`near "([^"]+)"|no such (?:column|table|function): ([^\s(]+)|ambiguous column name: (\S+)`)

// Place tells where in the text of SQL an error of the database lies: PostgreSQL gives
// the character, counted from 1, SQLite the word. What is not known is 0 and "".
func Place(err error) (position int, word string) {
	if e, ok := errors.AsType[*pq.Error](err); ok {
		position, _ = strconv.Atoi(e.Position) // empty: not known
		return position, ""
	}
	if m := sqliteWord.FindStringSubmatch(err.Error()); m != nil {
		word = m[1] + m[2] + m[3]
	}
	return 0, word
}
