package outgoing

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

func award(t testing.TB, p *Papers, day string) *archive.Document {
	return kept(t, p, "quyet-dinh-khen-thuong", map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": day})
}

func book(t testing.TB, p *Papers, b archive.Book) {
	t.Helper()
	b.Name = "Sổ quyết định"
	err := p.DB.Write(t.Context(), func(tx *sqlx.Tx) error {
		return archive.SetBook(t.Context(), people.Change{Tx: tx, By: admin, At: noon}, b)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// "Award for 2024 decided on 14/01/2025": the number of 2025's book, law and salary of that
// day, the whole way, on both databases.
func TestAwardDecidedInJanuary(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := office(t, d)
		book(t, p, archive.Book{Code: "qd", Agency: "ubnd-tinh", Source: archive.Inside, First: 101, Kinds: []string{"quyet-dinh-khen-thuong"}})
		doc := award(t, p, "2025-01-14")
		doc = move(t, p, doc, toSigned...)
		if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Day: "2025-07-02", At: noon}); err == nil ||
			!strings.Contains(err.Error(), "nội dung sẽ khác") || !strings.Contains(err.Error(), "152/2025/NĐ-CP") {
			t.Errorf("a day with another decree: %v", err)
		}
		n, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Day: "2025-01-14", At: noon})
		if err != nil {
			t.Fatal(err)
		}
		if n.Text() != "101" || n.Year != 2025 || n.Symbol != "101/QĐ-UBND" || doc.Year != 2024 {
			t.Errorf("%+v of the document of %d", n, doc.Year)
		}
		doc = now(t, p, doc.ID)
		text := strings.Join(strings.Fields(strings.Join(pages(t, file(t, p, doc, doc.Version, "pdf")), " ")), " ")
		for _, want := range []string{"Số: 101/QĐ-UBND", "ngày 14 tháng 01 năm 2025", "98/2023/NĐ-CP", "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
			"Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", "7.020.000", "3.510.000"} { // 3,0 and 1,5 of 2.340.000
			if !strings.Contains(text, want) {
				t.Errorf("the paper lacks %q", want)
			}
		}
		if strings.Contains(text, "152/2025") || strings.Contains(text, "72/2025") {
			t.Error("the paper rests on law of later days")
		}
		if list, err := archive.Numbers(t.Context(), p.DB.Reader, "qd", 2024); err != nil || len(list) != 0 {
			t.Errorf("2024's book: %+v, %v", list, err)
		}
		if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Day: "2025-01-14", At: noon}); err == nil {
			t.Error("a second number")
		}
	})
}

// The day chooses the money: decided on the eve of a new base salary, a paper is not issued
// on the day after, and the refusal says the sums.
func TestTheDayChoosesTheMoney(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := move(t, p, award(t, p, "2024-06-30"), toSigned...)
	text := strings.Join(pages(t, file(t, p, doc, doc.Version, "pdf")), " ")
	if !strings.Contains(text, "5.400.000") || strings.Contains(text, "7.020.000") { // 3,0 of 1.800.000
		t.Error("money of 30/6/2024")
	}
	_, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "7", Day: "2024-07-01", At: noon})
	if err == nil || !strings.Contains(err.Error(), "2700000 → 3510000") && !strings.Contains(err.Error(), "2.700.000 → 3.510.000") {
		t.Errorf("the day after: %v", err)
	}
	if doc = now(t, p, doc.ID); doc.State != archive.Signed || doc.Symbol != "" {
		t.Errorf("a refused day leaves %+v", doc)
	}
	if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "7", Day: "2024-02-30", At: noon}); err == nil || !strings.Contains(err.Error(), "trong lịch") {
		t.Errorf("no such day: %v", err)
	}
	if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "7", Day: "2024-06-30", At: noon}); err != nil {
		t.Error(err)
	}
}

// A signed paper's sheets get number and day by an overlay that shows nothing else, on the
// place of the blanks; it can be made again, with the same bytes.
func TestOverlay(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := move(t, p, plan(t, p), toSigned...)
	if _, err := p.Overlay(t.Context(), doc.ID); err == nil {
		t.Error("an overlay without a number")
	}
	if _, err := p.Slip(t.Context(), doc.ID); people.Refused(err) == nil || !strings.Contains(err.Error(), "chưa có số") {
		t.Errorf("a slip without a number: %v", err)
	}
	if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "45a", Day: "2024-02-05", At: noon}); err != nil {
		t.Fatal(err)
	}
	one, err := p.Overlay(t.Context(), doc.ID)
	if err != nil {
		t.Fatal(err)
	}
	two, err := p.Overlay(t.Context(), doc.ID)
	if err != nil || string(one) != string(two) {
		t.Errorf("made again: %v, other bytes: %v", err, string(one) != string(two))
	}
	list := pages(t, one)
	if len(list) != now(t, p, doc.ID).Pages || strings.Join(strings.Fields(list[0]), " ") != "45a 05 02" || strings.TrimSpace(strings.Join(list[1:], "")) != "" {
		t.Errorf("the overlay shows %q", list)
	}
	doc = now(t, p, doc.ID)
	found, err := archive.Findings(t.Context(), p.DB.Reader, doc.ID, doc.Version)
	if err != nil || !strings.Contains(fmt.Sprint(found), "INSERTED") {
		t.Errorf("an inserted number: %+v, %v", found, err)
	}
}
