package query

import (
	"errors"
	"fmt"
	"regexp"

	"vanthu/pipeline/db"
)

// Fault is what is wrong with a query or with the data that it found: where its file says so,
// and what to do, in Vietnamese.
type Fault struct {
	File string // under queries/
	Line int
	Err  error
}

func (f *Fault) Error() string { return fmt.Sprintf("queries/%s:%d: %v", f.File, f.Line, f.Err) }
func (f *Fault) Unwrap() error { return f.Err }

// columnError is about the value of a column.
type columnError struct {
	column string
	err    error
}

func (e *columnError) Error() string { return e.err.Error() }
func (e *columnError) Unwrap() error { return e.err }

// fault is an error of running a query; that the database is away is none of the query.
func (s *source) fault(err error) error {
	if db.IsAway(err) {
		return fmt.Errorf("queries/%s: %w", s.file, db.Explain(err))
	}
	line := s.place(err, 0)
	if c, is := errors.AsType[*columnError](err); is {
		line = s.lineOfWord(c.column)
	}
	return &Fault{s.file, line, inWords(err)}
}

// saying tells a kind of error of the databases: by SQLite's words, by PostgreSQL's code.
type saying struct {
	sqlite *regexp.Regexp
	code   string
	say    string // %s is the name, where SQLite gives one
}

var sayings = []saying{
	{regexp.MustCompile(`no such column: (\S+)`), "42703", "không có cột %s; xem tên cột ở queries/schema"},
	{regexp.MustCompile(`no such table: (\S+)`), "42P01", "không có bảng %s; xem tên bảng ở queries/schema"},
	{regexp.MustCompile(`no such function: (\S+)`), "42883", "không có hàm %s, hoặc kiểu của tham số không hợp"},
	{regexp.MustCompile(`ambiguous column name: (\S+)`), "42702", "cột %s có ở nhiều bảng; ghi rõ bảng.cột"},
	{regexp.MustCompile(`near "([^"]+)": syntax error`), "42601", "sai cú pháp SQL ở gần %s"},
	{regexp.MustCompile(`()(?:incomplete input|unrecognized token)`), "42601", "sai cú pháp SQL%s"},
	{nil, "22P02", "giá trị sai kiểu%s; so sánh hai thứ cùng kiểu"},
	{nil, "42804", "hai vế khác kiểu%s; so sánh hai thứ cùng kiểu"},
	{nil, "22012", "chia cho số không%s; dùng NULLIF(mẫu số, 0)"},
	{nil, "42501", "người dùng của cơ sở dữ liệu không được đọc bảng%s"},
}

// inWords says an error of the database in Vietnamese, with its own words behind.
func inWords(err error) error {
	code := db.Code(err)
	for _, s := range sayings {
		if code != "" {
			if code == s.code {
				return fmt.Errorf(s.say+" (%w)", "", err)
			}
			continue
		}
		if s.sqlite == nil {
			continue
		}
		if m := s.sqlite.FindStringSubmatch(err.Error()); m != nil {
			return fmt.Errorf(s.say+" (%w)", m[1], err)
		}
	}
	return db.Explain(err)
}
