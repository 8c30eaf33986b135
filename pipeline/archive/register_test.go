package archive

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

func setBook(t testing.TB, d *db.DB, by *people.User, b Book) error {
	t.Helper()
	return tx(t, d, func(tx *sqlx.Tx) error { return SetBook(t.Context(), people.Change{Tx: tx, By: by, At: noon}, b) })
}

// A book has what it needs, belongs to one agency for ever, and each kind of an agency is in
// one book.
func TestSetBook(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		book := func(code, agency string, kinds ...string) Book {
			return Book{Code: code, Agency: agency, Name: "Sổ " + code, Source: Inside, First: 1, Kinds: kinds}
		}
		for want, spoil := range map[string]func(b *Book){
			"a book needs a code, a name and kinds":                 func(b *Book) { b.Code = "" },
			"a book needs a code, a name and kinds ":                func(b *Book) { b.Name = "" },
			"a book needs a code, a name and kinds  ":               func(b *Book) { b.Kinds = nil },
			`book qd: source "ben-ngoai": want ngoai or trong`:      func(b *Book) { b.Source = "ben-ngoai" },
			"book qd: first number 0: want 1 or more":               func(b *Book) { b.First = 0 },
			"không được phép: lập sổ cần vai trò văn thư, mà ai kh": func(b *Book) { b.Agency = "ubnd-tinh" },
		} {
			b := book("qd", "cong-an-tinh", "quyet-dinh")
			spoil(&b)
			wantError(t, setBook(t, d, clerkOfOne, b), strings.TrimSpace(want))
		}
		must(t, setBook(t, d, clerkOfOne, book("b-qd", "cong-an-tinh", "quyet-dinh", "to-trinh")))
		must(t, setBook(t, d, boss, book("a-chung", "ubnd-tinh", AnyKind)))
		outside := book("b-qd", "cong-an-tinh", "quyet-dinh")
		outside.Name, outside.Source, outside.First = "Sổ mới", Outside, 7
		must(t, setBook(t, d, boss, outside))
		must(t, setBook(t, d, boss, book("c", "cong-an-tinh", "to-trinh", "quyet-dinh")))
		wantError(t, setBook(t, d, boss, book("a-chung", "cong-an-tinh", "x")), "book a-chung belongs to another agency")
		books, err := Books(t.Context(), d.Reader)
		must(t, err)
		if got, want := fmt.Sprintf("%+v", books), "[{Code:a-chung Agency:ubnd-tinh Name:Sổ a-chung Source:trong First:1 Kinds:[*]} "+
			"{Code:b-qd Agency:cong-an-tinh Name:Sổ mới Source:ngoai First:7 Kinds:[]} "+
			"{Code:c Agency:cong-an-tinh Name:Sổ c Source:trong First:1 Kinds:[quyet-dinh to-trinh]}]"; got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		var told string
		must(t, d.Reader.Get(&told, `SELECT detail FROM audit WHERE act = 'book.set' AND actor = 'boss' ORDER BY seq DESC LIMIT 1`))
		if told != "c cong-an-tinh trong 1 to-trinh,quyet-dinh" {
			t.Errorf("told: %s", told)
		}
	})
}

// Papers find the book of their kind, else that of all kinds; an agency without a book gets
// one for numbers from outside, under its own name.
func TestBookOf(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	must(t, setBook(t, d, boss, Book{Code: "chung-tinh", Agency: "ubnd-tinh", Name: "Sổ", Source: Inside, First: 3, Kinds: []string{AnyKind}}))
	must(t, setBook(t, d, boss, Book{Code: "qd", Agency: "ubnd-tinh", Name: "Sổ", Source: Outside, First: 1, Kinds: []string{"quyet-dinh"}}))
	find := func(k Key) string {
		var b Book
		must(t, tx(t, d, func(tx *sqlx.Tx) (err error) { b, err = bookOf(t.Context(), tx, k); return err }))
		return fmt.Sprintf("%s %s %s %s %d", b.Code, b.Agency, b.Name, b.Source, b.First)
	}
	for _, c := range []struct {
		k    Key
		want string
	}{
		{Key{Kind: "quyet-dinh", Agency: "ubnd-tinh"}, "qd ubnd-tinh Sổ ngoai 1"},
		{Key{Kind: "to-trinh", Agency: "ubnd-tinh"}, "chung-tinh ubnd-tinh Sổ trong 3"},
		{Key{Kind: "quyet-dinh", Agency: "cong-an-tinh"}, "cong-an-tinh cong-an-tinh Sổ đăng ký văn bản đi ngoai 1"},
		{Key{Kind: "to-trinh", Agency: "cong-an-tinh"}, "cong-an-tinh cong-an-tinh Sổ đăng ký văn bản đi ngoai 1"},
		{Key{Kind: "to-trinh"}, "chung  Sổ đăng ký văn bản đi ngoai 1"},
	} {
		if got := find(c.k); got != c.want {
			t.Errorf("%s: %s, want %s", c.k, got, c.want)
		}
	}
	d.Writer.MustExec(`UPDATE co_so_du_lieu SET so_lieu_mau = TRUE, thuc_hanh = TRUE`)
	if got := find(Key{Kind: "to-trinh", Agency: "so-noi-vu"}); got != "thuc-hanh-so-noi-vu so-noi-vu Sổ thực hành ngoai 1" {
		t.Errorf("for practising: %s", got)
	}
}

// Papers from sample data get a number and leave the house for practising alone.
func TestSampleIsIssuedForPractisingAlone(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	m := sample(t, `{}`, "mẫu")
	m.Findings = nil
	id := mustKeep(t, d, m).Document
	sign(t, d, id)
	refused := m.Name + ": văn bản làm từ số liệu mẫu không được phát hành"
	_, err := issue(t, d, id, "1", "2024-12-25")
	if !errors.Is(err, ErrSample) || err.Error() != refused {
		t.Errorf("number: %v", err)
	}
	d.Writer.MustExec(`UPDATE co_so_du_lieu SET so_lieu_mau = TRUE, thuc_hanh = TRUE`)
	_, err = issue(t, d, id, "1", "2024-12-25")
	must(t, err)
	must(t, to(t, d, id, boss, Sealed, ""))
	d.Writer.MustExec(`UPDATE co_so_du_lieu SET thuc_hanh = FALSE`)
	if err := to(t, d, id, boss, Issued, ""); !errors.Is(err, ErrSample) || err.Error() != refused {
		t.Errorf("issue: %v", err)
	}
	d.Writer.MustExec(`UPDATE co_so_du_lieu SET thuc_hanh = TRUE`)
	must(t, to(t, d, id, boss, Issued, ""))
	mustState(t, d, id, Issued)
}

// The register says of each number all that the outgoing register asks for (NĐ 30/2020 PL IV),
// and a paper that was not made here takes its number like one that was.
func TestRegister(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		at := issuing.Truncate(time.Microsecond)
		must(t, setBook(t, d, boss, Book{Code: "qd", Agency: "ubnd-tinh", Name: "Sổ quyết định", Source: Inside, First: 8, Kinds: []string{AnyKind}}))
		register := func(by *people.User, book, symbol, so, day string) (n *Number, err error) {
			err = tx(t, d, func(tx *sqlx.Tx) error {
				n, err = Register(t.Context(), tx, Entry{By: by, Book: book, Symbol: symbol, Number: so, Day: day, Title: "Công văn " + so, Signer: "Lê Văn A",
					Recipients: "Như trên;\nLưu", Keeper: "VT", Copies: 3, At: at})
				return err
			})
			return n, err
		}
		_, err := register(boss, "cv", "UBND-NC", "", "2024-02-05")
		wantError(t, err, `book "cv": not in the archive; 'vanthu book list' shows all`)
		_, err = register(clerkOfOne, "qd", "UBND-NC", "", "2024-02-05")
		wantError(t, err, "không được phép: đăng ký văn bản cần vai trò văn thư")

		id := real(t, d, "QD-1")
		must(t, tx(t, d, func(tx *sqlx.Tx) error {
			return SetUrgency(t.Context(), people.Change{Tx: tx, By: boss, At: noon}, id, "KHẨN")
		}))
		sign(t, d, id)
		for _, c := range []struct{ symbol, so, day, want, findings string }{
			{"UBND-NC", "", "2024-02-05", "08/UBND-NC", ""},
			{"UBND-NC", "10", "2024-02-06", "", "sổ qd năm 2024: số tiếp theo là 9, không để trống số"},
			{"UBND-NC", "9a", "2024-02-06", "", "sổ qd năm 2024 chưa có số 9 để chèn 09a"},
			{"09/UBND-VX", "9", "2024-02-03", "09/UBND-VX", "DAY_OFF cảnh báo ngày 2024-02-03: Ngày ban hành là ngày nghỉ (thứ Bảy): xem lại ngày ký, ngày cấp số. (NĐ 30/2020 Đ.15)\n" +
				"DAY_ORDER cảnh báo sổ qd: Ngày 2024-02-03 không theo thứ tự số: số 08/UBND-NC ghi ngày 2024-02-05. (NĐ 30/2020 Đ.15)"},
			{"UBND-NC", "", "2024-02-05", "10/UBND-NC", ""},
			{"UBND-NC", "8a", "2024-02-05", "08a/UBND-NC", "INSERTED cảnh báo sổ qd: Số 08a là số chèn: số văn bản phải liên tục trong năm. (NĐ 30/2020 Đ.15)\n" +
				"DAY_ORDER cảnh báo sổ qd: Ngày 2024-02-05 không theo thứ tự số: số 09/UBND-VX ghi ngày 2024-02-03. (NĐ 30/2020 Đ.15)"},
			{"UBND-NC", "8a", "2024-02-05", "", "số 08a của sổ qd năm 2024 đã cấp cho 08a/UBND-NC, Công văn 8a"},
			{"UBND-NC", "", "2025-01-02", "08/UBND-NC", ""},
		} {
			n, err := register(member(people.Clerk), "qd", c.symbol, c.so, c.day)
			if c.want == "" {
				wantError(t, err, c.findings)
				continue
			}
			must(t, err)
			var told []string
			for _, f := range n.Findings {
				told = append(told, fmt.Sprintf("%s %s %s: %s (%s)", f.Rule, f.Severity, f.Place, f.Message, f.Clause))
			}
			if got := strings.Join(told, "\n"); n.Symbol != c.want || got != c.findings {
				t.Errorf("%s %s: %s\n%s\nwant %s\n%s", c.so, c.day, n.Symbol, got, c.want, c.findings)
			}
		}
		must(t, tx(t, d, func(tx *sqlx.Tx) error {
			_, err := Issue(t.Context(), tx, Entry{Document: id, By: boss, Day: "2024-02-07", Title: "Quyết định", Signer: "Trần Thị B", Recipients: "Như Điều 3", Keeper: "VT, NC", Copies: 5, At: at},
				func(n *Number) (*Copy, error) {
					n.Symbol = n.Text() + "/QĐ-UBND"
					return &Copy{From: 1, Files: []File{{"docx", []byte(n.Symbol)}}}, nil
				})
			return err
		}))
		must(t, to(t, d, id, boss, Cancelled, "sai thẩm quyền"))
		list, err := Numbers(t.Context(), d.Reader, "qd", 2024)
		must(t, err)
		var got []string
		for _, n := range list {
			if !n.At.Equal(at) || n.Book != "qd" || n.Year != 2024 {
				t.Errorf("%+v", n)
			}
			got = append(got, fmt.Sprintf("%s|%d|%s|%s|%s|%s|%q|%s|%d|%s|%s|%s|%s|%s", n.Text(), n.Document, n.Symbol, n.Day, n.Title, n.Signer, n.Recipients, n.Keeper, n.Copies,
				n.Actor, n.Cancelled, n.CancelledBy, n.Urgency, n.State))
		}
		want := []string{
			`08|0|08/UBND-NC|2024-02-05|Công văn |Lê Văn A|"Như trên;\nLưu"|VT|3|van-thu||||`,
			`08a|0|08a/UBND-NC|2024-02-05|Công văn 8a|Lê Văn A|"Như trên;\nLưu"|VT|3|van-thu||||`,
			`09|0|09/UBND-VX|2024-02-03|Công văn 9|Lê Văn A|"Như trên;\nLưu"|VT|3|van-thu||||`,
			`10|0|10/UBND-NC|2024-02-05|Công văn |Lê Văn A|"Như trên;\nLưu"|VT|3|van-thu||||`,
			`11|1|11/QĐ-UBND|2024-02-07|Quyết định|Trần Thị B|"Như Điều 3"|VT, NC|5|boss|sai thẩm quyền|boss|KHẨN|huy`,
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("register\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		_, err = NumberOf(t.Context(), d.Reader, id)
		wantError(t, err, "document 1: number: not in the archive")
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%v is not ErrNotFound", err)
		}
		var told []string
		must(t, d.Reader.Select(&told, `SELECT act || ' ' || actor || ' ' || detail FROM audit WHERE act LIKE 'number.%' ORDER BY seq`))
		if len(told) != 6 || told[1] != "number.register van-thu qd 09/UBND-VX ngày 2024-02-03" || told[5] != "number.cancel boss 11/QĐ-UBND: sai thẩm quyền" {
			t.Errorf("told:\n%s", strings.Join(told, "\n"))
		}
		way, err := Moves(t.Context(), d.Reader, id)
		if last := way[len(way)-2]; err != nil || last.To != Numbered || last.Comment != "11/QĐ-UBND ngày 2024-02-07" {
			t.Errorf("the move to the number: %+v, %v", last, err)
		}
		found, err := List(t.Context(), d.Reader, Filter{Text: "trần thị b"})
		if err != nil || len(found) != 1 || found[0].ID != id {
			t.Errorf("search by signer: %+v, %v", found, err)
		}
	})
}

// The register tells what became of each paper, also of papers that were not made here: by
// number and year.
func TestLinksInTheRegister(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	id := real(t, d, "QD-1")
	bring(t, d, id, 7, "161")
	outside := func(so, day string) {
		must(t, tx(t, d, func(tx *sqlx.Tx) error {
			_, err := Register(t.Context(), tx, Entry{Book: "ubnd-tinh", Symbol: "UBND-NC", By: boss, Number: so, Day: day, Title: "Công văn", At: issuing})
			return err
		}))
	}
	outside("45", "2024-12-27")
	outside("45", "2025-01-06")
	outside("46", "2024-12-27")
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		return Relate(t.Context(), tx, boss, Link{Document: id, Relation: Amends, Symbol: "45/UBND-NC ngày 27/12/2024", Comment: "số liệu", At: noon})
	}))
	for year, want := range map[int]string{2024: "45: Sửa đổi, bổ sung 161/QĐ-UBND; 46; 161: Được sửa đổi, bổ sung bởi 45/UBND-NC ngày 27/12/2024", 2025: "45"} {
		list, err := Numbers(t.Context(), d.Reader, "ubnd-tinh", year)
		must(t, err)
		var got []string
		for _, n := range list {
			line := n.Text()
			for _, l := range n.Links {
				line += ": " + l.Say(n.Document)
			}
			got = append(got, line)
		}
		if got := strings.Join(got, "; "); got != want {
			t.Errorf("%d: %s\nwant %s", year, got, want)
		}
	}
	links, err := Links(t.Context(), d.Reader, id)
	must(t, err)
	l := links[0]
	if l.Of != "161/QĐ-UBND" || l.OfDay != "2024-12-25" || l.By != 0 || l.Actor != "boss" || l.Comment != "số liệu" || !l.At.Equal(noon.Truncate(time.Microsecond)) {
		t.Errorf("%+v", l)
	}
}
