// Package query runs the offices' queries: one SELECT a file, with a contract at its
// head that says what it needs and what it gives.
//
//	-- Cá nhân được đề nghị khen thưởng của một đợt
//	-- tham số: nam int, dot text
//	-- cột: ho_ten text, chuc_vu text?, so_tien int, ngay_sinh date?
//	-- ho_ten: họ, tên như in trong danh sách
//	SELECT … WHERE nam = :nam AND dot = :dot ORDER BY khoa_ten, id
//
// The types are int, text, date, bool and decimal(n), for columns; "?" means that the
// value may be empty. "-- (một dòng)" promises exactly one row. A list that ends with
// a comma goes on in the next comment line; "-- name: …" explains a column or a
// parameter. Where the databases differ, x.sqlite.sql stands beside x.postgres.sql
// with the same contract.
//
// In: a folder of queries, a database, the values of parameters. Out: values of a data
// set, converted by the declared types, so that their canonical JSON is the same from
// both databases.
//
// Steps: Load reads every file and checks all that can be seen without a database;
// Check prepares each query and compares the names of its columns; Run executes some of
// them in one read-only snapshot.
//
// The one thing to know: what a query may do is decided by the connection, which cannot
// write, not by reading its text.
package query

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
)

// ErrNoRow means that a query that promises one row gave none: the database lacks what
// was asked for, usually the data of a year.
var ErrNoRow = errors.New("không có dòng nào")

// Limits bound a run.
type Limits struct {
	Time time.Duration // for all queries together; 0 is one minute
	Rows int           // of each query; 0 is 200,000
}

// Library is the queries of a folder. It does not change once it runs and may be shared.
type Library struct {
	Limits  Limits // of each run
	queries map[string]*query
	names   []string
}

type query struct {
	Contract
	name       string
	statements map[db.Dialect]*source
}

type source struct {
	file string
	statement
}

var fileForm = regexp.MustCompile(`^([a-z0-9_]+)(?:\.(sqlite|postgres))?\.sql$`)

// Load reads the queries of a folder: its files *.sql, not its subfolders. The error
// lists every fault of every file, with its line; the library that comes with it lacks the
// broken queries and serves for the others.
func Load(folder fs.FS) (*Library, error) {
	files, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("queries: %w", err)
	}
	l := &Library{queries: map[string]*query{}}
	var all []error
	broken := map[string]bool{}
	for _, file := range files {
		src, err := fs.ReadFile(folder, file)
		if err != nil {
			all = append(all, fmt.Errorf("queries/%s: %w", file, err))
			continue
		}
		faults := l.add(file, string(src))
		for _, f := range faults {
			all = append(all, f.in(file))
		}
		if m := fileForm.FindStringSubmatch(path.Base(file)); len(faults) > 0 && m != nil {
			broken[m[1]] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.queries)) {
		for _, d := range []db.Dialect{db.SQLite, db.Postgres} {
			if l.queries[name].statements[d] == nil {
				all = append(all, fmt.Errorf("queries/%s: thiếu tệp %s.%s.sql", name, name, d))
				broken[name] = true
			}
		}
	}
	maps.DeleteFunc(l.queries, func(name string, _ *query) bool { return broken[name] })
	l.names = slices.Sorted(maps.Keys(l.queries))
	return l, errors.Join(all...)
}

func (f fault) in(file string) error { return fmt.Errorf("queries/%s:%d: %s", file, f.line, f.text) }

// add takes in one file.
func (l *Library) add(file, src string) (faults []fault) {
	m := fileForm.FindStringSubmatch(path.Base(file))
	if m == nil {
		return []fault{{1, "tên tệp phải như danh_sach.sql, danh_sach.sqlite.sql hoặc danh_sach.postgres.sql"}}
	}
	src = strings.ReplaceAll(strings.TrimPrefix(src, "\ufeff"), "\r\n", "\n")
	contract, faults := parseContract(src)
	s, more := parseStatement(src)
	faults = append(faults, more...)
	faults = append(faults, agree(contract, &s)...)
	dialects := []db.Dialect{db.SQLite, db.Postgres}
	if m[2] != "" {
		dialects = []db.Dialect{db.Dialect(m[2])}
	}
	if at := castToDate.FindStringIndex(s.code); at != nil && slices.Contains(dialects, db.SQLite) {
		faults = append(faults, fault{lineAt(src, at[0]), "CAST(… AS DATE), CAST(… AS TIMESTAMP) cho ra một số trên SQLite; bỏ đi, tham số kiểu date không cần"})
	}
	q := l.queries[m[1]]
	if q == nil {
		q = &query{Contract: contract, name: m[1], statements: map[db.Dialect]*source{}}
		l.queries[m[1]] = q
	} else if !q.same(contract) {
		faults = append(faults, fault{1, "phần khai (tham số, cột) khác tệp kia cùng tên; sửa cho giống nhau"})
	}
	for _, d := range dialects {
		if q.statements[d] != nil {
			faults = append(faults, fault{1, "đã có " + q.statements[d].file + "; bỏ một trong hai"})
			continue
		}
		q.statements[d] = &source{file, s}
	}
	return faults
}

// agree compares a contract with the parameters of the text.
func agree(c Contract, s *statement) (faults []fault) {
	for _, p := range c.Params {
		if !slices.Contains(s.names, p.Name) {
			faults = append(faults, fault{1, fmt.Sprintf("tham số %s được khai mà truy vấn không dùng :%s; bỏ khỏi dòng -- tham số:", p.Name, p.Name)})
		}
		if p.Type.Kind == dataset.Decimal {
			faults = append(faults, fault{1, fmt.Sprintf("tham số %s: không dùng decimal làm tham số; dùng số nguyên đã nhân lên", p.Name)})
		}
	}
	for i, name := range s.names {
		if !slices.ContainsFunc(c.Params, func(p Field) bool { return p.Name == name }) {
			first := s.uses[slices.IndexFunc(s.uses, func(u use) bool { return u.number == i+1 })]
			faults = append(faults, fault{lineAt(s.src, first.from), fmt.Sprintf("tham số :%s chưa khai; thêm vào dòng -- tham số:", name)})
		}
	}
	if !c.One && !ordering.MatchString(s.code) {
		faults = append(faults, fault{s.lineOfWord(""), "các dòng không có ORDER BY thì thứ tự tùy tiện; thêm ORDER BY, hoặc -- (một dòng) nếu chỉ có một dòng"})
	}
	return faults
}

func (q *query) same(c Contract) bool {
	plain := func(list []Field) []Field {
		list = slices.Clone(list)
		for i := range list {
			list[i].About = ""
		}
		return list
	}
	return q.One == c.One && slices.Equal(plain(q.Params), plain(c.Params)) && slices.Equal(plain(q.Columns), plain(c.Columns))
}

// Names returns the names of the queries in order: the file names without endings.
func (l *Library) Names() []string { return slices.Clone(l.names) }

// Contract returns what a query promises; ok is false where the library lacks it.
func (l *Library) Contract(name string) (c Contract, ok bool) {
	if q := l.queries[name]; q != nil {
		return q.Contract, true
	}
	return Contract{}, false
}

// Text returns the SQL file of a query for a dialect, as it was loaded (line ends
// apart), to be shown and hashed.
func (l *Library) Text(name string, dialect db.Dialect) (text string, ok bool) {
	if q := l.queries[name]; q != nil {
		return q.statements[dialect].src, true
	}
	return "", false
}

// Check prepares every query on the database and compares its columns with its
// contract, or those that are named alone. The error lists every fault with file and line.
func (l *Library) Check(ctx context.Context, d *db.DB, names ...string) error {
	if len(names) == 0 {
		names = l.names
	}
	var all []error
	for _, name := range names {
		if l.queries[name] == nil {
			all = append(all, fmt.Errorf("queries/%s: không có truy vấn ấy, hoặc tệp có lỗi", name))
			continue
		}
		if err := l.queries[name].check(ctx, d); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

// check runs the query around which a SELECT of no rows is put: the database parses
// and plans it, and gives the names of its columns. Each in its own snapshot, for an
// error ends a transaction of PostgreSQL.
func (q *query) check(ctx context.Context, d *db.DB) error {
	tx, err := d.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	s := q.statements[d.Dialect()]
	const head = "SELECT * FROM ("
	rows, err := tx.QueryxContext(ctx, head+s.text(d.Dialect())+"\n) AS q LIMIT 0", make([]any, len(s.names))...)
	if err != nil {
		return &Fault{s.file, s.place(err, len(head)), inWords(err)}
	}
	defer rows.Close()
	if _, err := q.order(rows); err != nil {
		return &Fault{s.file, s.lineOfWord(""), err}
	}
	return nil
}

// place finds the line of the file that an error of the database means; the text began
// after head characters.
func (s *source) place(err error, head int) int {
	position, word := db.Place(err)
	if position > head {
		return s.lineOf(position - head)
	}
	return s.lineOfWord(word)
}

// order says for each column of the contract which column of the rows it is.
func (q *query) order(rows *sqlx.Rows) ([]int, error) {
	got, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	at := make([]int, len(q.Columns))
	var faults []string
	for i, c := range q.Columns {
		if at[i] = slices.Index(got, c.Name); at[i] < 0 {
			faults = append(faults, "cột "+c.Name+" được khai mà không có trong kết quả")
		}
	}
	for i, name := range got {
		switch {
		case slices.Index(got, name) < i:
			faults = append(faults, "cột "+name+" có hai lần trong kết quả")
		case !q.Has(name):
			faults = append(faults, "cột "+name+" có trong kết quả mà chưa khai")
		}
	}
	if faults != nil {
		return nil, errors.New(strings.Join(faults, "; ") + "; sửa SELECT hoặc dòng -- cột:")
	}
	return at, nil
}

// Run executes the named queries in one snapshot and returns the value of each under
// its name: a record where it promises one row, else a list of records. Values of
// parameters that a query does not declare are left aside. What a query or the data lack is a
// *Fault, which wraps ErrNoRow where it is the one row.
func (l *Library) Run(ctx context.Context, d *db.DB, names []string, params map[string]dataset.Value) (map[string]dataset.Value, error) {
	tx, err := d.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	return l.RunIn(ctx, tx, names, params)
}

// RunIn is Run in a snapshot that the caller began and ends; after an error PostgreSQL answers
// nothing more in it.
func (l *Library) RunIn(ctx context.Context, tx *sqlx.Tx, names []string, params map[string]dataset.Value) (map[string]dataset.Value, error) {
	limits, dialect := l.Limits, db.Dialect(tx.DriverName())
	if limits.Time == 0 {
		limits.Time = time.Minute
	}
	if limits.Rows == 0 {
		limits.Rows = 200_000
	}
	timed, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()
	out := make(map[string]dataset.Value, len(names))
	for _, name := range names {
		if _, done := out[name]; done {
			continue
		}
		q := l.queries[name]
		if q == nil {
			return nil, fmt.Errorf("không có truy vấn %q, hoặc tệp có lỗi", name)
		}
		s := q.statements[dialect]
		var rows *sqlx.Rows
		args, err := q.arguments(s, params)
		if err == nil {
			rows, err = tx.QueryxContext(timed, s.text(dialect), args...)
		}
		if err == nil {
			out[name], err = q.result(rows, limits.Rows)
		}
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case timed.Err() != nil:
			return nil, fmt.Errorf("queries/%s: các truy vấn chạy quá %v; thu hẹp truy vấn (WHERE), hoặc xem máy có đang bận không", s.file, limits.Time)
		case err != nil:
			return nil, s.fault(err)
		}
	}
	return out, nil
}

// arguments puts the values of the parameters in the order of their numbers.
func (q *query) arguments(s *source, params map[string]dataset.Value) ([]any, error) {
	args := make([]any, len(s.names))
	for i, name := range s.names {
		f := q.Params[slices.IndexFunc(q.Params, func(p Field) bool { return p.Name == name })]
		var err error
		if args[i], err = argument(f, params[name]); err != nil {
			return nil, fmt.Errorf("tham số %s: %w", name, err)
		}
	}
	return args, nil
}

// result makes the value that the contract promises of rows, and closes them.
func (q *query) result(rows *sqlx.Rows, limit int) (dataset.Value, error) {
	defer rows.Close()
	items, err := q.read(rows, limit)
	if err != nil {
		return dataset.Value{}, err
	}
	if !q.One {
		return dataset.OfList(items), nil
	}
	switch len(items) {
	case 0:
		return dataset.Value{}, ErrNoRow
	case 1:
		return items[0], nil
	}
	return dataset.Value{}, fmt.Errorf("cho %d dòng, mà đã khai (một dòng); lọc còn một dòng (WHERE), hoặc xem bảng có dòng trùng", len(items))
}

// read converts the rows; all share one list of columns.
func (q *query) read(rows *sqlx.Rows, limit int) ([]dataset.Value, error) {
	at, err := q.order(rows)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(q.Columns))
	for i, c := range q.Columns {
		names[i] = c.Name
	}
	cols, err := dataset.NewColumns(names...)
	if err != nil {
		return nil, err
	}
	raw := make([]any, len(at))
	into := make([]any, len(at))
	for i := range raw {
		into[i] = &raw[i]
	}
	items := []dataset.Value{}
	for rows.Next() {
		if len(items) == limit {
			return nil, fmt.Errorf("quá %d dòng; thu hẹp truy vấn (WHERE)", limit)
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		vals := make([]dataset.Value, len(at))
		for i, c := range q.Columns {
			if vals[i], err = value(c, raw[at[i]]); err != nil {
				return nil, &columnError{c.Name, fmt.Errorf("dòng %d: %w", len(items)+1, err)}
			}
		}
		items = append(items, dataset.OfRecord(dataset.NewRecord(cols, vals)))
	}
	return items, rows.Err()
}
