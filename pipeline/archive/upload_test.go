package archive

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

func takeIn(t testing.TB, d *db.DB, id int64, u Upload) (n int, err error) {
	t.Helper()
	u.At = noon
	err = tx(t, d, func(tx *sqlx.Tx) error { n, err = TakeIn(t.Context(), tx, id, u); return err })
	return n, err
}

func text(from int, words string) Copy {
	return Copy{From: from, Files: []File{{"docx", []byte(words)}}, Note: "đoạn 1: " + words, Pages: 2, Findings: []Finding{{"COUNT", Wrong, "đoạn 1", "khác", "Đ.8"}}}
}

// What a person brings is kept with who brought it, from which version it is and what was found
// in it; the same again is not kept twice.
func TestTakeIn(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	id := real(t, d, "QD-1")
	merged := text(1, "hai nguồn")
	merged.Merged = 2
	for i, c := range []struct {
		u    Upload
		want int
	}{
		{Upload{By: boss, Origin: FromPerson, Copy: text(1, "sửa")}, 2},
		{Upload{By: member(people.Drafter), Origin: FromPerson, Copy: text(1, "sửa")}, 2},
		{Upload{By: member(people.Drafter), Origin: FromPerson, Copy: text(0, "sửa nữa")}, 3},
		{Upload{By: boss, Origin: FromPerson, Copy: text(1, "sửa")}, 4},
		{Upload{By: boss, Origin: FromPerson, Copy: merged}, 5},
	} {
		if n, err := takeIn(t, d, id, c.u); err != nil || n != c.want {
			t.Errorf("%d: version %d, %v, want %d", i, n, err, c.want)
		}
	}
	versions, err := Versions(t.Context(), d.Reader, id)
	must(t, err)
	var got []string
	for _, v := range versions {
		got = append(got, fmt.Sprintf("%d %s from %d by %s %q %s %d pages %d files", v.Number, v.Origin, v.BasedOn, v.By, v.Note, v.Params, v.Pages, len(v.Files)))
	}
	want := []string{
		`5 upload from 1 by boss "đoạn 1: hai nguồn" {"merged":"2"} 2 pages 1 files`,
		`4 upload from 1 by boss "đoạn 1: sửa" {} 2 pages 1 files`,
		`3 upload from 0 by tham-muu "đoạn 1: sửa nữa" {} 2 pages 1 files`,
		`2 upload from 1 by boss "đoạn 1: sửa" {} 2 pages 1 files`,
		`1 made from 0 by lan "" {"dot":"tong-ket","nam":"2024"} 3 pages 3 files`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("versions\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	found, err := Findings(t.Context(), d.Reader, id, 5)
	if err != nil || len(found) != 1 || found[0] != merged.Findings[0] {
		t.Errorf("found %+v, %v", found, err)
	}
}

// What is refused in which state, and what to do instead.
func TestWhatIsNotTakenIn(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	const (
		early  = "tệp đã ký chỉ nhận sau khi trình ký"
		signed = "văn bản đã ký chỉ sửa sau khi trả lại (documents move … tra-lai) rồi trình ký lại (NĐ 30/2020 Đ.11.2)"
		issued = "văn bản đã phát hành chỉ sửa bằng văn bản khác: đính chính, thay thế (NĐ 30/2020 Đ.18)"
		gone   = "văn bản đã hủy: đưa về du-thao trước"
	)
	states := []string{Draft, ContentChecked, FormChecked, Submitted, Signed, Numbered, Sealed, Issued, Replaced, Recalled, Cancelled}
	edits := []string{"", "", "", "", signed, signed, signed, issued, issued, issued, gone}
	signs := []string{early, early, early, "", "", "", "", "", issued, issued, gone}
	urgent := []string{"", "", "", "",
		"QD-4: đã ký: bản người ký đã ký không có dấu này; trả lại để sửa, đặt mức khẩn rồi trình ký lại",
		"QD-5: đã cấp số 165/QĐ-UBND: bản người ký đã ký không có dấu này; trả lại để sửa, đặt mức khẩn rồi trình ký lại",
		"QD-6: đã đóng dấu hoặc ký số cơ quan 166/QĐ-UBND: bản người ký đã ký không có dấu này; trả lại để sửa, đặt mức khẩn rồi trình ký lại",
		"QD-7: văn bản đã phát hành 167/QĐ-UBND: không đặt, đổi mức khẩn được nữa",
		"QD-8: văn bản đã bị thay thế 168/QĐ-UBND: không đặt, đổi mức khẩn được nữa",
		"QD-9: văn bản đã thu hồi 169/QĐ-UBND: không đặt, đổi mức khẩn được nữa",
		"QD-10: văn bản hủy : không đặt, đổi mức khẩn được nữa"}
	for i, state := range states {
		id := real(t, d, fmt.Sprintf("QD-%d", i))
		bring(t, d, id, []int{0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 0}[i], fmt.Sprint(160+i))
		d.Writer.MustExec(`UPDATE documents SET state = ? WHERE id = ?`, state, id)
		said := func(what string) string {
			if what == "" {
				return ""
			}
			return fmt.Sprintf("QD-%d: văn bản ở trạng thái %q, không nhận tệp này; %s", i, stateNames[state], what)
		}
		set := func(mark string) error {
			return tx(t, d, func(tx *sqlx.Tx) error {
				return SetUrgency(t.Context(), people.Change{Tx: tx, By: member(people.Drafter), At: noon}, id, mark)
			})
		}
		is := func(what string, err error, want string) {
			if got := fmt.Sprint(err); want != "" && got != want || want == "" && err != nil {
				t.Errorf("%s in %s: %s\nwant %s", what, state, got, want)
			}
		}
		_, err := takeIn(t, d, id, Upload{By: boss, Origin: FromSigner, Copy: text(1, "đã ký")})
		is("a signed file", err, said(signs[i]))
		is("a mark", set("THƯỢNG KHẨN"), urgent[i])
		is("another mark", set("NHANH"), `mức khẩn "NHANH": cần KHẨN, THƯỢNG KHẨN hoặc HỎA TỐC`)
		if urgent[i] == "" {
			if doc, err := Get(t.Context(), d.Reader, id); err != nil || doc.Urgency != "THƯỢNG KHẨN" {
				t.Errorf("urgency in %s: %q, %v", state, doc.Urgency, err)
			}
			is("no mark", set(""), "")
		}
		_, err = takeIn(t, d, id, Upload{By: boss, Origin: FromPerson, Copy: text(1, "sửa")})
		is("an edit", err, said(edits[i]))
		for _, c := range []struct {
			by     people.Role
			origin string
		}{{people.FormCheck, FromPerson}, {people.Drafter, FromSigner}} {
			_, err := takeIn(t, d, id, Upload{By: member(c.by), Origin: c.origin, Copy: text(1, "lạ")})
			if !errors.Is(err, people.ErrForbidden) {
				t.Errorf("%s brings %s: %v", c.by, c.origin, err)
			}
		}
	}
	err := tx(t, d, func(tx *sqlx.Tx) error {
		return SetUrgency(t.Context(), people.Change{Tx: tx, By: member(people.FormCheck), At: noon}, 1, "KHẨN")
	})
	wantError(t, err, "không được phép: đặt mức khẩn của QD-0 cần vai trò")
}

// What was made of a document outside of a transaction is kept only where the document is as
// it was.
func TestUnchanged(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	id := real(t, d, "QD-1")
	for _, c := range []struct {
		what, now string
		change    func(tx *sqlx.Tx) error
	}{
		{"nothing", "", func(*sqlx.Tx) error { return nil }},
		{"the text", "phiên bản 2, dự thảo", func(tx *sqlx.Tx) error {
			_, err := TakeIn(t.Context(), tx, id, Upload{By: boss, At: noon, Origin: FromPerson, Copy: text(1, "sửa")})
			return err
		}},
		{"the mark of urgency", "phiên bản 1, dự thảo", func(tx *sqlx.Tx) error {
			return SetUrgency(t.Context(), people.Change{Tx: tx, By: boss, At: noon}, id, "KHẨN")
		}},
		{"the state", "phiên bản 1, đã kiểm tra nội dung", func(tx *sqlx.Tx) error {
			return Move(t.Context(), tx, id, Step{By: boss, To: ContentChecked, At: noon})
		}},
	} {
		seen := mustState(t, d, id, Draft)
		err := tx(t, d, func(tx *sqlx.Tx) error {
			if err := c.change(tx); err != nil {
				return err
			}
			if err := Unchanged(t.Context(), tx, &seen); err != nil {
				return err
			}
			return errors.New("unchanged")
		})
		want := "unchanged"
		if c.now != "" {
			want = fmt.Sprintf("QD-1: %v (lúc đọc: phiên bản 1, dự thảo; bây giờ: %s)", ErrChanged, c.now)
		}
		if err == nil || err.Error() != want || errors.Is(err, ErrChanged) != (c.now != "") {
			t.Errorf("%s: %v\nwant %s", c.what, err, want)
		}
	}
	err := tx(t, d, func(tx *sqlx.Tx) error { return Unchanged(t.Context(), tx, &Document{ID: 99}) })
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("a document that is not there: %v", err)
	}
}
