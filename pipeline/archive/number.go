package archive

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive/search"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// Where the numbers of a book come from.
const (
	Outside = "ngoai" // the agency's own book or system; the clerk enters them
	Inside  = "trong" // this program keeps the whole book
)

// Book is a book of numbers (NĐ 30/2020 Đ.15). Its numbers begin anew each year, that of
// the date of issue.
type Book struct {
	Code   string `db:"code"`
	Agency string `db:"agency"`
	Name   string `db:"name"`
	Source string `db:"source"`       // Outside or Inside
	First  int    `db:"first_number"` // of a year in which the book has none yet; matters for Inside
	Kinds  []string
}

// AnyKind in Book.Kinds stands for the kinds of the agency that no other book names.
const AnyKind = "*"

// Books returns all books, by code, with the kinds that share them.
func Books(ctx context.Context, q db.Queryer) ([]Book, error) {
	var books []Book
	err := sqlx.SelectContext(ctx, q, &books, `SELECT code, agency, name, source, first_number FROM books`)
	if err != nil {
		return nil, fmt.Errorf("archive: books: %w", err)
	}
	slices.SortFunc(books, func(a, b Book) int { return strings.Compare(a.Code, b.Code) })
	for i := range books {
		err := sqlx.SelectContext(ctx, q, &books[i].Kinds, q.Rebind(`SELECT kind FROM book_kinds WHERE book = ? ORDER BY kind`), books[i].Code)
		if err != nil {
			return nil, fmt.Errorf("archive: books: %w", err)
		}
	}
	return books, nil
}

// SetBook adds a book or changes its name, source, first number and kinds. A kind leaves
// the book that it had.
func SetBook(ctx context.Context, c people.Change, b Book) error {
	tx := c.Tx
	if err := c.By.Allow(people.KeepBooks, people.Scope{Agency: b.Agency}, "lập sổ"); err != nil {
		return err
	}
	switch {
	case b.Code == "" || b.Name == "" || len(b.Kinds) == 0:
		return errors.New("a book needs a code, a name and kinds")
	case b.Source != Outside && b.Source != Inside:
		return fmt.Errorf("book %s: source %q: want ngoai or trong", b.Code, b.Source)
	case b.First < 1:
		return fmt.Errorf("book %s: first number %d: want 1 or more", b.Code, b.First)
	}
	if err := audit.Lock(ctx, tx); err != nil {
		return err
	}
	res, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO books (code, agency, name, source, first_number) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (code) DO UPDATE SET name = excluded.name, source = excluded.source, first_number = excluded.first_number
		WHERE books.agency = excluded.agency`), b.Code, b.Agency, b.Name, b.Source, b.First)
	if err != nil {
		return fmt.Errorf("book %s: %w", b.Code, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(fmt.Errorf("book %s belongs to another agency", b.Code), err)
	}
	if _, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM book_kinds WHERE book = ?`), b.Code); err != nil {
		return fmt.Errorf("book %s: %w", b.Code, err)
	}
	for _, kind := range b.Kinds {
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO book_kinds (agency, kind, book) VALUES (?, ?, ?)
			ON CONFLICT (agency, kind) DO UPDATE SET book = excluded.book`), b.Agency, kind, b.Code)
		if err != nil {
			return fmt.Errorf("book %s: %w", b.Code, err)
		}
	}
	return audit.Record(ctx, tx, audit.Act{At: c.At, Actor: c.By.Name, Act: "book.set",
		Detail: fmt.Sprintf("%s %s %s %d %s", b.Code, b.Agency, b.Source, b.First, strings.Join(b.Kinds, ","))})
}

// bookOf finds the book of a document. An agency without a book gets one for all its
// kinds whose numbers come from outside; for practising it says so in name and code.
func bookOf(ctx context.Context, tx *sqlx.Tx, k Key) (Book, error) {
	var b Book
	find := func() error {
		return tx.GetContext(ctx, &b, tx.Rebind(`SELECT b.code, b.agency, b.name, b.source, b.first_number
			FROM book_kinds k JOIN books b ON b.code = k.book WHERE k.agency = ? AND k.kind IN (?, '*')
			ORDER BY CASE k.kind WHEN '*' THEN 2 ELSE 1 END LIMIT 1`), k.Agency, k.Kind)
	}
	err := find()
	if !errors.Is(err, sql.ErrNoRows) {
		return b, err
	}
	code, name := cmp.Or(k.Agency, "chung"), "Sổ đăng ký văn bản đi"
	if practice, err := Practice(ctx, tx); err != nil {
		return b, err
	} else if practice {
		code, name = "thuc-hanh-"+code, "Sổ thực hành"
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO books (code, agency, name, source) VALUES (?, ?, ?, '`+Outside+`')
		ON CONFLICT (code) DO NOTHING`), code, k.Agency, name)
	if err != nil {
		return b, err
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO book_kinds (agency, kind, book) VALUES (?, '*', ?)`), k.Agency, code)
	if err != nil {
		return b, err
	}
	return b, find()
}

// Number is a number of a book, with what the outgoing register says of it.
type Number struct {
	Book        string    `db:"book"`
	Year        int       `db:"year"`
	Number      int       `db:"number"`
	Suffix      string    `db:"suffix"`   // of an inserted number: the a of 45a
	Document    int64     `db:"document"` // 0 for a paper that was not made here
	Symbol      string    `db:"symbol"`   // "161/KH-UBND"
	Day         string    `db:"day"`      // of issue
	Title       string    `db:"title"`    // tên loại và trích yếu
	Signer      string    `db:"signer"`
	Recipients  string    `db:"recipients"` // one a line
	Keeper      string    `db:"keeper"`     // who gets the copy that is kept
	Copies      int       `db:"copies"`
	Actor       string    `db:"actor"`
	At          time.Time `db:"at"`
	Cancelled   string    `db:"cancelled"` // the reason; "" while the number holds
	CancelledBy string    `db:"cancelled_by"`
	Urgency     string    `db:"urgency"`
	State       string    `db:"state"` // of the document

	Links    []Link    // with papers that correct, replace or recall, from either side
	Findings []Finding // of giving it: an inserted number, days out of order
}

// Text is the number as documents print it: below 10 with a zero (NĐ 30/2020 PL I.II.3).
func (n *Number) Text() string { return viet.PaperNumber{N: n.Number, Suffix: n.Suffix}.String() }

// Entry asks for a number.
type Entry struct {
	By         *people.User
	Document   int64  // that gets the number, for Issue
	Book       string // code of the book, for Register
	Symbol     string // of the paper with or without its number, for Register
	Number     string // as viet.ParsePaperNumber reads it; "" takes the next of a book that this program keeps
	Day        string // of issue, as viet.ParseDay reads it
	Title      string
	Signer     string
	Recipients string
	Keeper     string
	Copies     int
	At         time.Time
}

// Issue gives a signed document its number and day, and keeps the working copy that
// finish makes of them, which also says the symbol. Numbers are given one after the
// other: whoever comes second waits for the first.
func Issue(ctx context.Context, tx *sqlx.Tx, e Entry, finish func(n *Number) (*Copy, error)) (*Number, error) {
	if err := audit.Lock(ctx, tx); err != nil {
		return nil, err
	}
	d, err := Get(ctx, tx, e.Document)
	if err != nil {
		return nil, err
	}
	if _, err := allowed(e.By, &d, Numbered, ""); err != nil {
		return nil, err
	}
	if err := refuseSample(ctx, tx, &d); err != nil {
		return nil, err
	}
	book, err := bookOf(ctx, tx, d.Key)
	if err != nil {
		return nil, fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	n, found, err := numberFor(ctx, tx, &book, &e)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.Name, err)
	}
	n.Document, n.Findings = e.Document, found
	c, err := finish(n)
	if err != nil {
		return nil, err
	}
	c.Findings = append(c.Findings, found...)
	version, err := add(ctx, tx, d.ID, c.version(e.By, e.At))
	if err != nil {
		return nil, err
	}
	if err := enter(ctx, tx, n); err != nil {
		return nil, err
	}
	if err := search.Add(ctx, tx, e.Document, n.Symbol, n.Signer); err != nil {
		return nil, err
	}
	return n, setState(ctx, tx, &d, Moved{Version: version, To: Numbered, Actor: e.By.Name, At: e.At, Comment: n.Symbol + " ngày " + n.Day})
}

// Register enters a paper that was not made here, so that its number is taken.
func Register(ctx context.Context, tx *sqlx.Tx, e Entry) (*Number, error) {
	if err := audit.Lock(ctx, tx); err != nil {
		return nil, err
	}
	books, err := Books(ctx, tx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(books, func(b Book) bool { return b.Code == e.Book })
	if i < 0 {
		return nil, fmt.Errorf("book %q: %w; 'vanthu book list' shows all", e.Book, ErrNotFound)
	}
	if err := e.By.Allow(people.KeepBooks, people.Scope{Agency: books[i].Agency}, "đăng ký văn bản"); err != nil {
		return nil, err
	}
	n, found, err := numberFor(ctx, tx, &books[i], &e)
	if err != nil {
		return nil, err
	}
	n.Findings = found
	if n.Symbol = e.Symbol; !strings.Contains(e.Symbol, n.Text()) {
		n.Symbol = n.Text() + "/" + e.Symbol
	}
	if err := enter(ctx, tx, n); err != nil {
		return nil, err
	}
	return n, audit.Record(ctx, tx, audit.Act{At: e.At, Actor: e.By.Name, Act: "number.register", Detail: n.Book + " " + n.Symbol + " ngày " + n.Day})
}

// vietnam is the time of day by which papers are dated.
var vietnam = time.FixedZone("", 7*60*60)

// numberFor finds the number for an entry; what is unusual about it comes back as findings.
func numberFor(ctx context.Context, tx *sqlx.Tx, b *Book, e *Entry) (*Number, []Finding, error) {
	day, err := viet.ParseDay(e.Day)
	if err != nil {
		return nil, nil, people.Refuse("%w", err)
	}
	iso := day.Format(time.DateOnly)
	if today := e.At.In(vietnam).Format(time.DateOnly); iso > today {
		return nil, nil, people.Refuse("ngày %s chưa đến (hôm nay %s): số, ngày chỉ cấp cho văn bản đã ký, đến ngày hôm nay (NĐ 30/2020 Đ.15, Đ.18)", iso, today)
	}
	n := &Number{Book: b.Code, Year: day.Year(), Day: iso, Title: e.Title, Signer: e.Signer, Recipients: e.Recipients,
		Keeper: e.Keeper, Copies: e.Copies, Actor: e.By.Name, At: db.Time(e.At)}
	next := b.First
	var last sql.NullInt64
	err = tx.GetContext(ctx, &last, tx.Rebind(`SELECT MAX(number) FROM numbers WHERE book = ? AND year = ?`), b.Code, n.Year)
	if err != nil {
		return nil, nil, err
	}
	if last.Valid {
		next = int(last.Int64) + 1
	}
	if n.Number = next; e.Number != "" {
		given, err := viet.ParsePaperNumber(e.Number)
		if err != nil {
			return nil, nil, people.Refuse("%w", err)
		}
		n.Number, n.Suffix = given.N, given.Suffix
	} else if b.Source == Outside {
		return nil, nil, people.RefuseFor(people.WayNumber, "“%s” lấy số từ sổ ở văn thư: phải nêu số", b.Name)
	}
	if err := free(ctx, tx, n); err != nil {
		return nil, nil, err
	}
	switch {
	case b.Source == Inside && n.Suffix == "" && n.Number != next:
		return nil, nil, people.Refuse("sổ %s năm %d: số tiếp theo là %d, không để trống số", b.Code, n.Year, next)
	case b.Source == Inside && n.Suffix != "" && n.Number >= next:
		return nil, nil, people.Refuse("sổ %s năm %d chưa có số %d để chèn %s", b.Code, n.Year, n.Number, n.Text())
	}
	found, err := unusual(ctx, tx, n)
	return n, found, err
}

// free proves that no one holds the number.
func free(ctx context.Context, tx *sqlx.Tx, n *Number) error {
	var holder struct {
		Symbol    string `db:"symbol"`
		Title     string `db:"title"`
		Cancelled string `db:"cancelled"`
	}
	err := tx.GetContext(ctx, &holder, tx.Rebind(`SELECT symbol, title, cancelled FROM numbers
		WHERE book = ? AND year = ? AND number = ? AND suffix = ?`), n.Book, n.Year, n.Number, n.Suffix)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	case holder.Cancelled != "":
		return people.Refuse("số %s của sổ %s năm %d đã hủy (%s), không dùng lại", n.Text(), n.Book, n.Year, holder.Cancelled)
	}
	return people.Refuse("số %s của sổ %s năm %d đã cấp cho %s, %s", n.Text(), n.Book, n.Year, holder.Symbol, holder.Title)
}

// unusual looks at an inserted number and at days out of order.
func unusual(ctx context.Context, tx *sqlx.Tx, n *Number) (found []Finding, err error) {
	place, clause := "sổ "+n.Book, "NĐ 30/2020 Đ.15"
	if n.Suffix != "" {
		found = append(found, Finding{"INSERTED", Warning, place,
			fmt.Sprintf("Số %s là số chèn: số văn bản phải liên tục trong năm.", n.Text()), clause})
	}
	off, err := dayOff(ctx, tx, n.Day)
	if err != nil {
		return nil, err
	}
	if off != "" {
		found = append(found, Finding{"DAY_OFF", Warning, "ngày " + n.Day,
			"Ngày ban hành là ngày nghỉ (" + off + "): xem lại ngày ký, ngày cấp số.", clause})
	}
	var other struct {
		Symbol string `db:"symbol"`
		Day    string `db:"day"`
	}
	err = tx.GetContext(ctx, &other, tx.Rebind(`SELECT symbol, CAST(day AS TEXT) AS day FROM numbers
		WHERE book = ? AND year = ? AND cancelled = ''
		  AND (number < ? AND CAST(day AS TEXT) > ? OR number > ? AND CAST(day AS TEXT) < ?)
		ORDER BY number DESC, suffix DESC LIMIT 1`), n.Book, n.Year, n.Number, n.Day, n.Number, n.Day)
	if errors.Is(err, sql.ErrNoRows) {
		return found, nil
	}
	return append(found, Finding{"DAY_ORDER", Warning, place,
		fmt.Sprintf("Ngày %s không theo thứ tự số: số %s ghi ngày %s.", n.Day, other.Symbol, other.Day), clause}), err
}

// dayOff names the day off that a day is, by the table lich_nghi, "" for a working day.
func dayOff(ctx context.Context, tx *sqlx.Tx, day string) (string, error) {
	var row struct {
		Works bool   `db:"lam_viec"`
		Name  string `db:"ten"`
	}
	err := tx.GetContext(ctx, &row, tx.Rebind(`SELECT lam_viec, ten FROM lich_nghi WHERE CAST(ngay AS TEXT) = ?`), day)
	switch {
	case err == nil && row.Works:
		return "", nil
	case err == nil:
		return row.Name, nil
	case !errors.Is(err, sql.ErrNoRows):
		return "", fmt.Errorf("archive: lich_nghi: %w", err)
	}
	t, err := time.Parse(time.DateOnly, day)
	return map[time.Weekday]string{time.Saturday: "thứ Bảy", time.Sunday: "Chủ nhật"}[t.Weekday()], err
}

func enter(ctx context.Context, tx *sqlx.Tx, n *Number) error {
	_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO numbers (book, year, number, suffix, document_id, symbol, day, title, signer,
		recipients, keeper, copies, actor, at) VALUES (?, ?, ?, ?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
		n.Book, n.Year, n.Number, n.Suffix, n.Document, n.Symbol, n.Day, n.Title, n.Signer, n.Recipients, n.Keeper, n.Copies, n.Actor, n.At)
	if err != nil {
		return fmt.Errorf("sổ %s, số %s: %w", n.Book, n.Text(), err)
	}
	return nil
}

// cancelNumber keeps the number of a document that goes back, marked as cancelled.
func cancelNumber(ctx context.Context, tx *sqlx.Tx, d *Document, s *Step) error {
	if d.Symbol == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE numbers SET cancelled = ?, cancelled_by = ? WHERE document_id = ? AND cancelled = ''`),
		s.Comment, s.By.Name, d.ID)
	if err != nil {
		return fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	return audit.Record(ctx, tx, audit.Act{At: s.At, Actor: s.By.Name, Act: "number.cancel", Document: d.ID, Detail: d.Symbol + ": " + s.Comment})
}

// Numbers returns the numbers of a book and year in their order: the outgoing register.
func Numbers(ctx context.Context, q db.Queryer, book string, year int) (list []Number, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT n.book, n.year, n.number, n.suffix, COALESCE(n.document_id, 0) AS document, n.symbol,
		CAST(n.day AS TEXT) AS day, n.title, n.signer, n.recipients, n.keeper, n.copies, n.actor, n.at, n.cancelled, n.cancelled_by,
		COALESCE(d.urgency, '') AS urgency, COALESCE(d.state, '') AS state
		FROM numbers n LEFT JOIN documents d ON d.id = n.document_id
		WHERE n.book = ? AND n.year = ? ORDER BY n.number, n.suffix`), book, year)
	if err != nil {
		return nil, fmt.Errorf("archive: book %s of %d: %w", book, year, err)
	}
	return list, linksOf(ctx, q, list)
}

// NumberOf returns the number that a document holds.
func NumberOf(ctx context.Context, q db.Queryer, id int64) (*Number, error) {
	var at struct {
		Book string `db:"book"`
		Year int    `db:"year"`
	}
	err := sqlx.GetContext(ctx, q, &at, q.Rebind(`SELECT book, year FROM numbers WHERE document_id = ? AND cancelled = ''`), id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("archive: document %d: number: %w", id, ErrNotFound)
	} else if err != nil {
		return nil, fmt.Errorf("archive: document %d: number: %w", id, err)
	}
	list, err := Numbers(ctx, q, at.Book, at.Year)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(n Number) bool { return n.Document == id && n.Cancelled == "" })
	return &list[i], nil
}
