package portal

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// letters keeps n letters of a mail merge, and papers beside them.
func letters(t testing.TB, d *db.DB, n int, papers ...string) {
	t.Helper()
	set, err := dataset.ParseJSON(strings.NewReader(`{"nam":2024}`))
	if err != nil {
		t.Fatal(err)
	}
	var made []*archive.Made
	for _, p := range papers {
		made = append(made, &archive.Made{Key: archive.Key{Kind: p, Period: "2024", Agency: "ubnd-tinh"}, Title: "Văn bản " + p, Name: p})
	}
	for i := range n {
		m := &archive.Made{Key: archive.Key{Kind: "don-doc", Period: "2024-11", Agency: "cong-an-tinh", Unit: fmt.Sprintf("xa-%05d", i)},
			Title: fmt.Sprintf("Công văn đôn đốc xã %d", i), Name: fmt.Sprintf("CV-%05d", i)}
		if i%20 == 0 {
			m.Findings = []archive.Finding{{Rule: "EMPTY", Severity: "sai", Message: "trống"}}
		}
		made = append(made, m)
	}
	for _, m := range made {
		m.Year, m.Day, m.By, m.At, m.Data = 2024, "2024-11-05", "máy", (&house{}).clock(), set
		m.Files = []archive.File{{Format: "docx", Data: []byte(m.Name + " docx")}, {Format: "pdf", Data: []byte("%PDF " + m.Name)}}
	}
	for len(made) > 0 {
		part := made[:min(len(made), 1000)]
		made = made[len(part):]
		batch, err := archive.Prepare(part...)
		if err == nil {
			err = d.Write(t.Context(), func(tx *sqlx.Tx) error { _, err := batch.Keep(t.Context(), tx); return err })
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// The letters of a mail merge are one line; a person sees what is the person's own.
func TestList(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := open(t, d, Config{Local: true, Kinds: map[string]string{"don-doc": "Công văn đôn đốc", "ke-hoach": "Kế hoạch"}})
		letters(t, d, 58, "ke-hoach", "bao-cao")
		s.add(t, "minh", people.Grant{Role: people.Admin})
		s.add(t, "lan", people.Grant{Role: people.Clerk})
		s.add(t, "ha", people.Grant{Role: people.Drafter, Agency: "ubnd-tinh"})
		s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "xa-00007"})
		lan, ha, dv := s.by(t, "lan"), s.by(t, "ha"), s.by(t, "dv")
		has := func(b *browser, path string, rows int, want ...string) string {
			t.Helper()
			body := b.is(t, 200, "", path)
			if got := strings.Count(body, `name="chon"`); got != rows {
				t.Errorf("%s: %d lines, want %d", path, got, rows)
			}
			for _, w := range want {
				if !strings.Contains(body, w) {
					t.Errorf("%s lacks %q", path, w)
				}
			}
			return body
		}
		d.Writer.MustExec(`INSERT INTO alerts (subject, message, recipients, since) VALUES ('disk x', 'Đĩa sắp đầy', 'quan-tri', CURRENT_TIMESTAMP)`)
		has(lan, "/van-ban", 3, "1 điểm cần xử lý", "60 văn bản trên 3 dòng", ">58 văn bản<", "tháng 11/2024", "3 văn bản có lỗi sai")
		one := "/van-ban?" + url.Values{"nam": {"2024"}, "loai": {"don-doc"}, "tung": {"1"}}.Encode()
		has(lan, one, 50, "đang xem dòng 1–50", "trang=2")
		has(lan, one+"&trang=2", 8, "51–58", "← Trang trước")
		has(lan, one+"&trang=9", 50, "đang xem dòng 1–50")
		has(lan, "/van-ban?ky=2024", 2)
		has(lan, "/van-ban?loai=ke-hoach", 1, "Bỏ lọc")
		has(lan, "/van-ban?trang-thai=trinh-ky", 0, "Không có văn bản nào khớp")
		has(lan, "/van-ban?tim=cong+van+don+doc", 1, ">58 văn bản<")
		has(lan, "/van-ban?tim=xa+17", 1, "Công văn đôn đốc xã 17", "CV-00017.pdf")
		has(lan, "/van-ban?tim=kh%C3%B4ng+c%C3%B3", 0, "với “không có”")
		has(ha, "/van-ban", 2)
		has(ha, "/van-ban?tim=cong+van+don+doc", 0)
		if body := has(dv, "/van-ban", 1, "Công văn đôn đốc xã 7", "1 văn bản"); strings.Contains(body, "xã 8") || strings.Contains(body, "Người dùng") || strings.Contains(body, "cần xử lý") || strings.Contains(body, `value="trinh-ky">Trình`) {
			t.Error("a unit sees what is not its own")
		}
		has(dv, "/van-ban?tim=cong+van", 1)
		has(dv, "/van-ban?don-vi=xa-00008", 0)
		dv.is(t, 403, "cần vai trò quản trị", "/nguoi-dung")
		dv.is(t, 403, "văn thư", "/lich")
		has(s.by(t, "lan"), "/van-ban?nam=0", 3)
	})
}

func TestSeveral(t *testing.T) {
	s := atWork(t, dbtest.SQLite(t, queries.Schema()))
	letters(t, s.d, 3)
	s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "xa-00001"})
	s.add(t, "vt", people.Grant{Role: people.Clerk})
	vt, tam := s.by(t, "vt"), s.by(t, "tam")
	zipped := func(b *browser, form ...string) (names []string) {
		t.Helper()
		values := url.Values{}
		for i := 0; i < len(form); i += 2 {
			values.Add(form[i], form[i+1])
		}
		resp, err := b.PostForm(b.base+"/van-ban", values)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		data, _ := io.ReadAll(resp.Body)
		if resp.StatusCode != http.StatusOK {
			return []string{resp.Status}
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			names = append(names, f.Name)
		}
		return names
	}
	letter := fmt.Sprintf("tap-%d", 3)
	if got := zipped(vt, "viec", "tai", "chon", letter, "chon", "1", "ve", "/van-ban?nam=2024"); len(got) != 8 || got[0] != "2024/KH-phat-dong-phong-trao-2024.docx" || got[7] != "2024/CV-00002.pdf" {
		t.Error(got)
	}
	if got := zipped(vt, "viec", "tai", "chon", letter, "ve", "/van-ban?nam=2024&don-vi=xa-00001"); len(got) != 2 {
		t.Error("more than the page shows:", got)
	}
	if got := zipped(s.by(t, "dv"), "viec", "tai", "chon", "2", "chon", "3", "chon", "1"); len(got) != 2 || got[0] != "2024/CV-00001.docx" {
		t.Error("a unit takes what is not its own:", got)
	}
	var logged int
	if err := s.d.Reader.Get(&logged, `SELECT COUNT(*) FROM audit WHERE act = 'file.download'`); err != nil || logged != 3 {
		t.Error(logged, "downloads on record", err)
	}
	vt.is(t, 422, "Chưa chọn văn bản nào", "/van-ban", "viec", "tai")
	vt.is(t, 422, "Chọn việc", "/van-ban", "viec", "chuyen", "chon", "1")
	vt.is(t, 404, "", "/van-ban", "viec", "tai", "chon", "x")

	tam.is(t, 303, "/van-ban?nam=2024", "/van-ban", "viec", "chuyen", "den", archive.ContentChecked, "chon", "1", "chon", "2", "ve", "/van-ban?nam=2024")
	tam.is(t, 200, "đã làm với 1 văn bản", "/van-ban")
	if got := s.state(t); got != archive.ContentChecked {
		t.Error(got)
	}
	tam.is(t, 422, "Chọn việc", "/van-ban", "viec", "chuyen", "den", archive.Issued, "chon", "1")
}

// A list of 50,000 documents costs no more than a short one may.
func BenchmarkList(b *testing.B) { // budget: 100 ms
	d := dbtest.SQLite(b, queries.Schema())
	letters(b, d, 50_000, "ke-hoach")
	u := &people.User{Name: "lan", Grants: []people.Grant{{Role: people.Clerk}}}
	p := &portal{Config: Config{DB: d}}
	for _, c := range []listQuery{{Filter: archive.Filter{Year: 2024}}, {Filter: archive.Filter{Year: 2024}, Single: true}, {Filter: archive.Filter{Text: "xa 777"}}} {
		b.Run(c.url(1), func(b *testing.B) {
			for b.Loop() {
				content := listContent{Query: c}
				content.Query.Page = 1
				groups, err := p.groups(b.Context(), u, &content)
				if err == nil {
					_, err = p.lines(b.Context(), u, groups, content.Query)
				}
				if err == nil {
					_, err = p.filters(b.Context(), u, content.Query)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
