package archive

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// whoMay is the way of a paper as the law has it (NĐ 30/2020 Đ.10 to 18), written a second
// time: from state to state, the codes of the roles that may. What is not here nobody may.
var whoMay = map[string]map[string]string{
	Draft:          {ContentChecked: "tham-muu tham-dinh", Cancelled: "tham-muu van-thu lanh-dao"},
	ContentChecked: {FormChecked: "the-thuc van-thu", Draft: "tham-muu tham-dinh the-thuc van-thu lanh-dao", Cancelled: "tham-muu van-thu lanh-dao"},
	FormChecked:    {Submitted: "tham-muu van-thu", Draft: "tham-muu the-thuc van-thu lanh-dao", Cancelled: "tham-muu van-thu lanh-dao"},
	Submitted:      {Signed: "lanh-dao van-thu", Draft: "van-thu lanh-dao", Cancelled: "van-thu lanh-dao"},
	Signed:         {Numbered: "van-thu", Draft: "van-thu lanh-dao", Cancelled: "van-thu lanh-dao"},
	Numbered:       {Sealed: "van-thu", Draft: "van-thu lanh-dao", Cancelled: "van-thu lanh-dao"},
	Sealed:         {Issued: "van-thu", Draft: "van-thu lanh-dao", Cancelled: "van-thu lanh-dao"},
	Issued:         {Replaced: "van-thu lanh-dao", Recalled: "van-thu lanh-dao"},
	Replaced:       {Recalled: "van-thu lanh-dao"},
	Cancelled:      {Draft: "tham-muu van-thu lanh-dao"},
	Recalled:       {},
}

// Every role is held against every move from every state: 8 roles, 11 states, 11 targets.
func TestEveryRoleAndMove(t *testing.T) {
	states := []string{Draft, ContentChecked, FormChecked, Submitted, Signed, Numbered, Sealed, Issued, Replaced, Recalled, Cancelled}
	roles := []people.Role{people.Admin, people.Clerk, people.Drafter, people.FormCheck, people.Appraiser, people.Leader, people.UnitMember, ""}
	doc := Document{Key: Key{Kind: "ke-hoach", Agency: "ubnd-tinh"}, Name: "KH"}
	tried := 0
	for _, from := range states {
		for _, to := range states {
			codes, possible := whoMay[from][to]
			for _, r := range roles {
				tried++
				doc.State = from
				u := &people.User{Name: "ai"}
				if r != "" {
					u.Grants = []people.Grant{{Role: r, Agency: "ubnd-tinh"}}
				}
				may := possible && (r == people.Admin || r != "" && slices.Contains(strings.Fields(codes), string(r)))
				_, err := allowed(u, &doc, to, "lý do")
				switch {
				case may && err != nil:
					t.Errorf("%s, %s → %s: %v", r, from, to, err)
				case !may && err == nil:
					t.Errorf("%s, %s → %s: allowed", r, from, to)
				case !may && possible && !errors.Is(err, people.ErrForbidden):
					t.Errorf("%s, %s → %s: %v, want that it is forbidden", r, from, to, err)
				}
				if may { // the role of another agency or unit does not count
					for _, g := range []people.Grant{{Role: r, Agency: "cong-an-tinh"}, {Role: r, Agency: "ubnd-tinh", Unit: "xa-1"}} {
						if _, err := allowed(&people.User{Name: "ai", Grants: []people.Grant{g}}, &doc, to, "lý do"); !errors.Is(err, people.ErrForbidden) {
							t.Errorf("%+v, %s → %s: %v", g, from, to, err)
						}
					}
				}
				listed := slices.Contains(Next(u, &doc), to)
				if want := may && to != Replaced && to != Recalled; listed != want {
					t.Errorf("%s in %s is offered %s: %v", r, from, to, listed)
				}
			}
		}
	}
	if tried != 8*11*11 {
		t.Errorf("%d moves tried", tried)
	}
	// Back, away and recall ask for a reason.
	for _, from := range states {
		for to := range whoMay[from] {
			doc.State = from
			_, err := allowed(boss, &doc, to, " ")
			if back := to == Draft || to == Cancelled || to == Replaced || to == Recalled; (err != nil) != back {
				t.Errorf("%s → %s without a reason: %v", from, to, err)
			}
		}
	}
}

// The states are called in messages as in lists.
func TestStateNames(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		states, err := States(t.Context(), d.Reader)
		if err != nil || len(states) != len(stateNames) {
			t.Fatalf("%d states, %d have names, %v", len(states), len(stateNames), err)
		}
		for _, s := range states {
			if stateNames[s.Code] != s.Name {
				t.Errorf("%s is called %q, in lists %q", s.Code, stateNames[s.Code], s.Name)
			}
		}
		doc := Document{State: Draft, Name: "KH"}
		_, err = allowed(boss, &doc, Issued, "")
		if want := "KH: từ “dự thảo” không chuyển được sang “đã phát hành”; " + boss.Name + " được chuyển sang: “đã kiểm tra nội dung”, “hủy”"; err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	})
}

// Every act of a paper's way is in the chain, by whom and of which version.
func TestAuditTellsEveryAct(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		do := func(f func(tx *sqlx.Tx) error) {
			t.Helper()
			if err := tx(t, d, f); err != nil {
				t.Fatal(err)
			}
		}
		do(func(tx *sqlx.Tx) error {
			return people.Change{Tx: tx, By: boss, At: noon}.Add(ctx, people.User{Name: "boss", Grants: []people.Grant{{Role: people.Admin}}})
		})
		do(func(tx *sqlx.Tx) error {
			return people.Change{Tx: tx, By: boss, At: noon}.Grant(ctx, "boss", people.Grant{Role: people.Clerk})
		})
		do(func(tx *sqlx.Tx) error {
			return people.Change{Tx: tx, By: boss, At: noon}.Revoke(ctx, "boss", people.Grant{Role: people.Clerk})
		})
		do(func(tx *sqlx.Tx) error {
			return people.Change{Tx: tx, By: boss, At: noon}.Add(ctx, people.User{Name: "lan"})
		})
		do(func(tx *sqlx.Tx) error { return people.Change{Tx: tx, By: boss, At: noon}.Disable(ctx, "lan", true) })
		do(func(tx *sqlx.Tx) error { return people.Change{Tx: tx, By: boss, At: noon}.Disable(ctx, "lan", false) })
		do(func(tx *sqlx.Tx) error {
			return SetBook(ctx, people.Change{Tx: tx, By: boss, At: noon}, Book{Code: "qd", Agency: "ubnd-tinh", Name: "Sổ", Source: Outside, First: 1, Kinds: []string{"*"}})
		})
		do(func(tx *sqlx.Tx) error {
			_, err := Register(ctx, tx, Entry{Book: "qd", Symbol: "UBND-NC", By: boss, Number: "1", Day: "2024-01-02", Title: "Công văn", At: noon})
			return err
		})
		m := sample(t, `{}`, "one")
		m.Sample, m.Name, m.Key.Round = false, "QD-1", "QD-1"
		id := mustKeep(t, d, m).Document
		do(func(tx *sqlx.Tx) error {
			return SetUrgency(ctx, people.Change{Tx: tx, By: boss, At: noon}, id, "KHẨN")
		})
		upload := func(origin, format string) {
			t.Helper()
			do(func(tx *sqlx.Tx) error {
				_, err := TakeIn(ctx, tx, id, Upload{By: boss, At: noon, Origin: origin, Copy: Copy{From: 1, Files: []File{{format, []byte(origin)}},
					Findings: []Finding{{"COUNT", "sai", "đoạn 1", "khác", ""}}}})
				return err
			})
		}
		upload("upload", "docx")
		for _, s := range []string{ContentChecked, FormChecked} {
			if err := to(t, d, id, boss, s, "", "COUNT"); err != nil {
				t.Fatal(err)
			}
		}
		if err := to(t, d, id, boss, Submitted, "", "COUNT"); err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{Signed} {
			if err := to(t, d, id, boss, s, ""); err != nil {
				t.Fatal(err)
			}
		}
		upload("signed", "pdf")
		if _, err := issue(t, d, id, "161", "2024-12-25"); err != nil {
			t.Fatal(err)
		}
		if err := to(t, d, id, boss, Draft, "sai tên"); err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{ContentChecked, FormChecked} {
			if err := to(t, d, id, boss, s, "", "COUNT"); err != nil {
				t.Fatal(err)
			}
		}
		if err := to(t, d, id, boss, Submitted, "", "COUNT"); err != nil {
			t.Fatal(err)
		}
		if err := to(t, d, id, boss, Signed, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := issue(t, d, id, "162", "2024-12-26"); err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{Sealed, Issued} {
			if err := to(t, d, id, boss, s, ""); err != nil {
				t.Fatal(err)
			}
		}
		do(func(tx *sqlx.Tx) error {
			return Relate(ctx, tx, boss, Link{Document: id, Relation: Corrects, Symbol: "9/UBND-NC", Comment: "chính tả", At: noon})
		})
		do(func(tx *sqlx.Tx) error {
			_, err := Begin(ctx, tx, Later{Writer: boss, Of: id, Relation: Takes, Comment: "sai danh sách"}, madeAgain(t, "QD-1", "hai"))
			return err
		})
		do(func(tx *sqlx.Tx) error {
			return Relate(ctx, tx, boss, Link{Document: id, Relation: Recalls, Symbol: "10/UBND-NC", Comment: "trái luật", At: noon})
		})
		other := real(t, d, "QD-9")
		if err := to(t, d, other, boss, Cancelled, "không cần"); err != nil {
			t.Fatal(err)
		}
		var acts []string
		if err := d.Reader.Select(&acts, `SELECT DISTINCT act FROM audit ORDER BY act`); err != nil {
			t.Fatal(err)
		}
		want := []string{"book.set", "document.da-cap-so", "document.da-dong-dau", "document.da-kiem-tra-noi-dung", "document.da-kiem-tra-the-thuc", "document.da-ky",
			"document.da-phat-hanh", "document.da-thu-hoi", "document.dinh-chinh", "document.du-thao", "document.huy", "document.replace", "document.trinh-ky",
			"document.urgency", "finding.waive", "number.cancel", "number.register", "user.add", "user.disable", "user.enable", "user.grant", "user.revoke",
			"version.made", "version.signed", "version.stamp", "version.upload"}
		slices.Sort(acts)
		if !slices.Equal(acts, want) {
			t.Errorf("acts %q\nwant %q", acts, want)
		}
		var nobody int
		if err := d.Reader.Get(&nobody, `SELECT COUNT(*) FROM audit WHERE actor = '' OR act LIKE 'version.%' AND (document_id IS NULL OR version IS NULL)`); err != nil || nobody > 0 {
			t.Errorf("%d acts say not who did what, %v", nobody, err)
		}
		// A move and the act that tells of it come together: as many of one as of the other.
		var moves, told int
		err := errors.Join(d.Reader.Get(&moves, `SELECT COUNT(*) FROM document_moves WHERE from_state IS NOT NULL`),
			d.Reader.Get(&told, fmt.Sprintf(`SELECT COUNT(*) FROM audit WHERE act IN ('document.%s')`,
				strings.Join([]string{Draft, ContentChecked, FormChecked, Submitted, Signed, Numbered, Sealed, Issued, Replaced, Recalled, Cancelled}, "', 'document."))))
		if err != nil || moves != told {
			t.Errorf("%d moves, %d told, %v", moves, told, err)
		}
		if _, err := audit.Verify(ctx, d.Reader); err != nil {
			t.Error(err)
		}
	})
}
