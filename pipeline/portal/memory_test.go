package portal

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/award"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

// remembered are pages that are read once while nothing changes.
var remembered = []string{"/?nam=2024", "/van-ban?nam=2024", "/van-ban?nam=2024&tung=1", "/van-ban?tim=cong+van", "/van-ban?nam=2024&loai=don-doc", "/khen-thuong?nam=2024"}

// What one has read is neither shown to others who may see less, nor kept from those who may see more, nor changed by
// being shown.
func TestMemoryKnowsWhoAsks(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		letters(t, d, 58, "ke-hoach", "bao-cao")
		s := open(t, d, Config{Local: true, Kinds: map[string]string{"don-doc": "Công văn đôn đốc", "ke-hoach": "Kế hoạch"}})
		s.add(t, "minh", people.Grant{Role: people.Admin})
		for name, g := range map[string]people.Grant{"lan": {Role: people.Clerk}, "ha": {Role: people.Drafter, Agency: "ubnd-tinh"}, "ca": {Role: people.Drafter, Agency: "cong-an-tinh"}, "tam": {Role: people.Leader, Agency: "ubnd-tinh"},
			"dv7": {Role: people.UnitMember, Unit: "xa-00007"}, "dv8": {Role: people.UnitMember, Unit: "xa-00008"}, "la": {Role: people.UnitMember, Unit: "khong-co"}} {
			s.add(t, name, g)
		}
		alone := map[string]string{} // what each sees who is the only one that ever asked
		names := []string{"lan", "ha", "ca", "tam", "dv7", "dv8", "la"}
		of := map[string]*browser{}
		for _, name := range names {
			d.Writer.MustExec(d.Writer.Rebind(`UPDATE users SET full_name = ? WHERE name = 'lan'`), "Người lan trước "+name) // all is forgotten
			of[name] = s.by(t, name)
			for _, path := range remembered {
				alone[name+path] = content(t, of[name], path)
			}
		}
		for _, path := range remembered {
			if alone["lan"+path] == alone["ha"+path] && !strings.HasPrefix(path, "/khen-thuong") {
				t.Errorf("%s is the same for lan and ha: the test sees nothing", path)
			}
		}
		if strings.Contains(alone["dv7/van-ban?nam=2024"], "xã 8") || !strings.Contains(alone["dv8/van-ban?nam=2024"], "xã 8") {
			t.Error("a unit sees what is not its own")
		}
		for range 2 {
			for _, name := range names {
				for _, path := range remembered {
					if got := content(t, of[name], path); got != alone[name+path] {
						t.Errorf("%s of %s is another after others have read it:\n%s\nalone:\n%s", path, name, got, alone[name+path])
					}
				}
			}
		}
	})
}

var ofNobody = regexp.MustCompile(`(?s)<main.*</main>`)

// content is a page without its frame, which names the visitor.
func content(t *testing.T, b *browser, path string) string {
	t.Helper()
	status, _, body := b.ask(t, path)
	return fmt.Sprint(status, ofNobody.FindString(body))
}

// What anybody has done, here or in another process, on record or past it, stands on the next page.
func TestMemoryIsNeverOld(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		letters(t, d, 3, "ke-hoach")
		other, err := db.Open(t.Context(), d.Address())
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		s := open(t, d, Config{Local: true, Kinds: map[string]string{"ke-hoach": "Kế hoạch"}})
		s.add(t, "minh", people.Grant{Role: people.Admin})
		clerk := people.Grant{Role: people.Clerk}
		s.add(t, "lan", clerk, people.Grant{Role: people.Drafter}, people.Grant{Role: people.Appraiser})
		lan, boss := s.by(t, "lan"), &people.User{Name: "minh", Grants: []people.Grant{{Role: people.Admin}}}
		do := func(by *db.DB, f func(tx *sqlx.Tx) error) {
			t.Helper()
			if err := by.Write(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		shows := func(path, want string) {
			t.Helper()
			for range 2 { // read, and remembered
				lan.is(t, 200, want, path)
			}
		}
		shows("/van-ban?nam=2024", "4 văn bản trên 2 dòng")
		shows("/?nam=2024", "<strong>4</strong> văn bản chờ kiểm tra")
		keep(t, other, &archive.Made{Key: archive.Key{Kind: "bao-cao", Period: "2024", Agency: "ubnd-tinh"}, Year: 2024, Name: "BC", Title: "Báo cáo của tiến trình khác", Files: []archive.File{{Format: "docx", Data: []byte("b")}}})
		shows("/van-ban?nam=2024", "Báo cáo của tiến trình khác")
		shows("/van-ban?tim=tien+trinh", "Báo cáo của tiến trình khác")
		shows("/?nam=2024", "<strong>5</strong> văn bản chờ kiểm tra")

		do(d, func(tx *sqlx.Tx) error {
			return archive.Move(t.Context(), tx, 1, archive.Step{By: boss, To: archive.ContentChecked, At: s.clock()})
		})
		shows("/van-ban?nam=2024&trang-thai="+archive.ContentChecked, "Văn bản ke-hoach")
		do(other, func(tx *sqlx.Tx) error {
			return archive.Move(t.Context(), tx, 1, archive.Step{By: boss, To: archive.Draft, Comment: "sửa", At: s.clock()})
		})
		shows("/van-ban?nam=2024&trang-thai="+archive.ContentChecked, "Không có văn bản nào khớp")

		shows("/khen-thuong?nam=2024&dot=tong-ket", "Thành phố Đồng Xoài")
		other.Writer.MustExec(`UPDATE don_vi SET ten = 'Thành phố đổi tên' WHERE ma = 'dong-xoai'`) // not on record
		shows("/khen-thuong?nam=2024&dot=tong-ket", "Thành phố đổi tên")
		do(other, func(tx *sqlx.Tx) error {
			work := award.Work{Tx: tx, Actor: "minh", At: s.clock()}
			round, err := work.Find(t.Context(), 2024, "tong-ket")
			if err != nil {
				return err
			}
			return work.SetQuota(t.Context(), round, award.Quota{Unit: "dong-xoai", People: 4711})
		})
		shows("/khen-thuong?nam=2024&dot=tong-ket", "4711")
		lan.is(t, 303, "", "/khen-thuong?nam=2024&dot=tong-ket", "viec", "chi-tieu", "dot", "tong-ket", "nam", "2024", "don-vi", "dong-xoai", "ca-nhan", "4812")
		shows("/khen-thuong?nam=2024&dot=tong-ket", "4812")

		do(other, func(tx *sqlx.Tx) error {
			return people.Change{Tx: tx, By: boss, At: s.clock()}.Revoke(t.Context(), "lan", clerk)
		})
		do(other, func(tx *sqlx.Tx) error {
			c := people.Change{Tx: tx, By: boss, At: s.clock()}
			if err := c.Revoke(t.Context(), "lan", people.Grant{Role: people.Drafter}); err != nil {
				return err
			}
			if err := c.Revoke(t.Context(), "lan", people.Grant{Role: people.Appraiser}); err != nil {
				return err
			}
			return c.Grant(t.Context(), "lan", people.Grant{Role: people.UnitMember, Unit: "xa-00002"})
		})
		if body := content(t, lan, "/van-ban?nam=2024"); strings.Contains(body, "tiến trình khác") || !strings.Contains(body, "xã 2") {
			t.Error("who lost a role still sees what it showed:", body)
		}
	})
}
