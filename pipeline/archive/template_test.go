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

// Versions of a template are numbered and kept once, and count for the papers of the days for
// which somebody put them in force, with a reason.
func TestTemplatesOfAnOffice(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		word, sheet := TemplateFile{"to-trinh", "mau.docx"}, TemplateFile{"to-trinh", "danh-sach.xlsx"}
		at := noon.Truncate(time.Microsecond)
		change := func(u *people.User, do func(c people.Change) error) error {
			return tx(t, d, func(tx *sqlx.Tx) error { return do(people.Change{Tx: tx, By: u, At: at}) })
		}
		keep := func(u *people.User, f TemplateFile, data, note string) (n int, err error) {
			err = change(u, func(c people.Change) error {
				n, err = KeepTemplate(t.Context(), c, TemplateUpload{f, []byte(data), note})
				return err
			})
			return n, err
		}
		force := func(u *people.User, f TemplateFile, term TemplateTerm) error {
			return change(u, func(c people.Change) error { return PutInForce(t.Context(), c, f, term) })
		}
		_, err := keep(member(people.Drafter), word, "một", "")
		wantError(t, err, "không được phép: gửi mẫu văn bản cần vai trò")
		for i, c := range []struct {
			file TemplateFile
			data string
			want int
			err  string
		}{{word, "một", 1, ""}, {word, "hai", 2, ""}, {word, "một", 1, "tệp giống hệt một bản đã có: bản 1"}, {sheet, "một", 1, ""}, {word, "ba", 3, ""}} {
			n, err := keep(member(people.Clerk), c.file, c.data, fmt.Sprint("lần ", i))
			if n != c.want || (err != nil) != (c.err != "") || err != nil && (err.Error() != c.err || !errors.Is(err, ErrSameTemplate)) {
				t.Errorf("upload %d: version %d, %v; want %d, %q", i, n, err, c.want, c.err)
			}
		}
		versions, err := TemplateVersions(t.Context(), d.Reader, word)
		must(t, err)
		got := ""
		for _, v := range versions {
			got += fmt.Sprintf("%d %s %d %s %v %s\n", v.Number, v.SHA256[:4], v.Size, v.Actor, v.At.Equal(at), v.Note)
		}
		hash := func(s string) string { return Hash([]byte(s)) }
		if want := fmt.Sprintf("3 %s 2 van-thu true lần 4\n2 %s 3 van-thu true lần 1\n1 %s 5 van-thu true lần 0\n", hash("ba")[:4], hash("hai")[:4], hash("một")[:4]); got != want {
			t.Errorf("versions\n%swant\n%s", got, want)
		}

		for _, c := range []struct {
			u    *people.User
			term TemplateTerm
			want string
		}{
			{member(people.Drafter), TemplateTerm{Version: 1, From: "2024-01-01", Reason: "mới"}, "đưa mẫu văn bản vào dùng cần vai trò"},
			{boss, TemplateTerm{Version: 1, From: "01/01/2024", Reason: "mới"}, `ngày "01/01/2024" không phải là ngày`},
			{boss, TemplateTerm{Version: 1, From: "2024-01-01"}, "phải ghi lý do"},
			{boss, TemplateTerm{Version: 4, From: "2024-01-01", Reason: "mới"}, "version 4 of template to-trinh/mau.docx: not in the archive"},
		} {
			wantError(t, force(c.u, word, c.term), c.want)
		}
		for _, term := range []TemplateTerm{
			{Version: 1, From: "2024-01-01", Reason: "mẫu đầu"}, {Version: 2, From: "2024-07-01", Reason: "đổi tên cơ quan"},
			{Version: 3, From: "2024-07-01", Reason: "mẫu 2 sai"}, {Version: 0, From: "2025-01-01", Reason: "về mẫu chung"},
		} {
			must(t, force(member(people.FormCheck), word, term))
		}
		must(t, force(boss, sheet, TemplateTerm{Version: 1, From: "2024-06-30", Reason: "phụ lục"}))
		terms, err := TemplateTerms(t.Context(), d.Reader, word)
		must(t, err)
		got = ""
		for _, x := range terms {
			got += fmt.Sprintf("%s %d %s %v %s; ", x.From, x.Version, x.Actor, x.At.Equal(at), x.Reason)
		}
		if want := "2025-01-01 0 the-thuc true về mẫu chung; 2024-07-01 3 the-thuc true mẫu 2 sai; 2024-07-01 2 the-thuc true đổi tên cơ quan; 2024-01-01 1 the-thuc true mẫu đầu; "; got != want {
			t.Errorf("terms %s\nwant  %s", got, want)
		}
		for _, c := range []struct{ kind, day, want string }{
			{"to-trinh", "2023-12-31", "map[]"},
			{"to-trinh", "2024-01-01", fmt.Sprint(map[string]string{"mau.docx": hash("một")})},
			{"to-trinh", "2024-06-30", fmt.Sprint(map[string]string{"mau.docx": hash("một"), "danh-sach.xlsx": hash("một")})},
			{"to-trinh", "2024-07-01", fmt.Sprint(map[string]string{"mau.docx": hash("ba"), "danh-sach.xlsx": hash("một")})},
			{"to-trinh", "2025-06-01", fmt.Sprint(map[string]string{"danh-sach.xlsx": hash("một")})},
			{"to-trinh", "", "map[]"},
			{"bao-cao", "2024-07-01", "map[]"},
		} {
			p, err := PriorTo(t.Context(), d.Reader, Key{Kind: c.kind, Period: "2024"}, c.day)
			if err != nil || fmt.Sprint(p.Templates) != c.want {
				t.Errorf("%s on %s: %v, %v, want %s", c.kind, c.day, p, err, c.want)
			}
		}
		var told []string
		must(t, d.Reader.Select(&told, `SELECT act || ' ' || actor || ' ' || detail FROM audit ORDER BY seq`))
		if want := []string{"template.version van-thu to-trinh/mau.docx bản 1 " + hash("một"), "template.force boss to-trinh/danh-sach.xlsx bản 1 từ 2024-06-30: phụ lục"}; len(told) != 9 || told[0] != want[0] || told[8] != want[1] {
			t.Errorf("told:\n%s", strings.Join(told, "\n"))
		}
	})
}

// What papers of a period carry from one version to the next comes with the templates.
func TestWhatPapersCarry(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		id := func(name string) int64 { return real(t, d, name) }
		id("QD-1") // carries nothing
		urgent, old := id("QD-2"), id("QD-3")
		must(t, tx(t, d, func(tx *sqlx.Tx) error {
			return SetUrgency(t.Context(), people.Change{Tx: tx, By: boss, At: noon}, urgent, "HỎA TỐC")
		}))
		bring(t, d, old, 7, "161")
		must(t, tx(t, d, func(tx *sqlx.Tx) error {
			_, err := Begin(t.Context(), tx, Later{Writer: boss, Of: old, Relation: Takes, Comment: "sai"}, madeAgain(t, "QD-3", "lại"))
			return err
		}))
		p, err := PriorTo(t.Context(), d.Reader, Key{Kind: "quyet-dinh-khen-thuong", Period: "2024"}, "2024-12-20")
		key := func(round string, seq int) Key {
			return Key{Kind: "quyet-dinh-khen-thuong", Period: "2024", Agency: "ubnd-tinh", Round: round, Seq: seq}
		}
		want := map[Key]Carried{key("QD-2", 0): {Urgency: "HỎA TỐC"}, key("QD-3", 0): {Replaces: "161/QĐ-UBND", ReplacesDay: "2024-12-25"}}
		if err != nil || fmt.Sprint(p.Carried) != fmt.Sprint(want) {
			t.Errorf("carried %+v, %v\nwant %+v", p, err, want)
		}
		for _, k := range []Key{{Kind: "quyet-dinh-khen-thuong", Period: "2023"}, {Kind: "to-trinh", Period: "2024"}} {
			if p, err := PriorTo(t.Context(), d.Reader, k, "2024-12-20"); err != nil || len(p.Carried)+len(p.Templates) > 0 {
				t.Errorf("%s carries %+v, %v", k, p, err)
			}
		}
	})
}
