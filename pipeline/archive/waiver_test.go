package archive

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// Findings that forbid signing are let pass by their rule, or by a rule and words of the place,
// each with a reason; the rest is named.
func TestLetPass(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	m := sample(t, `{}`, "one")
	m.Sample, m.Findings = false, []Finding{{"COUNT", Wrong, "Điều 1", "ghi 05", ""}, {"COUNT", Wrong, "Điều 2", "ghi 06", ""},
		{"NAME", Wrong, "dòng 3", "thiếu", ""}, {"EMPTY", Warning, "Điều 1", "trống", ""}, {"STYLE", Hint, "Điều 1", "gợi ý", ""}}
	id := mustKeep(t, d, m).Document
	must(t, to(t, d, id, boss, ContentChecked, ""))
	check := func(waive map[string]string) error {
		return tx(t, d, func(tx *sqlx.Tx) error {
			if err := Move(t.Context(), tx, id, Step{By: boss, To: FormChecked, At: noon, Waive: waive}); err != nil {
				return err
			}
			list, err := Waivers(t.Context(), tx, id, 1)
			passed := ""
			for _, w := range list {
				passed += fmt.Sprintf("%s %s %s; ", w.Rule, w.Actor, w.Reason)
			}
			return errors.Join(err, errors.New(passed))
		})
	}
	const head, one, two, name = "QD-khen-thuong-2024-tong-ket: còn lỗi \"sai\" nên chưa xác nhận thể thức được; sửa, hoặc bỏ qua có lý do:", "\n  COUNT, Điều 1: ghi 05", "\n  COUNT, Điều 2: ghi 06", "\n  NAME, dòng 3: thiếu"
	for _, c := range []struct {
		waive map[string]string
		want  string
	}{
		{nil, head + one + two + name},
		{map[string]string{"NAME": "x"}, head + one + two},
		{map[string]string{"COUNT@Điều 1": "x"}, head + two + name},
		{map[string]string{"COUNT@": "x", "NAME@Điều": "x", "EMPTY": "x", "COUNT@điều 9": "x"}, head + one + two + name},
		{map[string]string{"COUNT": "đếm lại", "NAME": " "}, "QD-khen-thuong-2024-tong-ket: bỏ qua lỗi NAME phải nêu lý do"},
		{map[string]string{"COUNT": "đếm lại", "NAME": "đúng", "EMPTY": ""}, "COUNT boss đếm lại; NAME boss đúng; "},
		{map[string]string{"COUNT@Điều 1": "một", "COUNT@2": "hai", "NAME": "đúng"}, "COUNT@2 boss hai; COUNT@Điều 1 boss một; NAME boss đúng; "},
	} {
		if err := check(c.waive); err == nil || err.Error() != c.want {
			t.Errorf("%v: %v\nwant %s", c.waive, err, c.want)
		}
	}
}

// The copy that is laid before the leader is made from the newest text, unless a person chose
// another; what was let pass in that text is let pass in the copy, with its reason.
func TestCopyForSignature(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	m := sample(t, `{}`, "one")
	m.Sample, m.Findings = false, m.Findings[:1]
	id := mustKeep(t, d, m).Document
	must(t, to(t, d, id, boss, ContentChecked, ""))
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		return Move(t.Context(), tx, id, Step{By: boss, To: FormChecked, At: noon, Waive: map[string]string{"COUNT": "đếm lại"}})
	}))
	if _, err := takeIn(t, d, id, Upload{By: boss, Origin: FromPerson, Copy: Copy{From: 1, Files: []File{{"docx", []byte("sửa dấu")}}, SameText: true}}); err != nil {
		t.Fatal(err)
	}
	must(t, to(t, d, id, boss, FormChecked, ""))
	submit := func(c *Copy, chosen bool, waive map[string]string) error {
		return tx(t, d, func(tx *sqlx.Tx) error {
			return Move(t.Context(), tx, id, Step{By: member(people.Drafter), To: Submitted, At: noon, Copy: c, Chosen: chosen, Waive: waive})
		})
	}
	wrong := func(from int) *Copy {
		return &Copy{From: from, Files: []File{{"pdf", []byte("%PDF trình")}}, Findings: m.Findings, Pages: 4, Note: "bản trình ký"}
	}
	refused := m.Name + ": bản trình ký không làm từ phiên bản mới nhất: xem lại văn bản rồi trình lại"
	for what, err := range map[string]error{"no copy": submit(nil, true, nil), "of an older text": submit(wrong(1), false, nil)} {
		if err == nil || err.Error() != refused {
			t.Errorf("%s: %v", what, err)
		}
	}
	wantError(t, submit(wrong(2), false, nil), "chưa trình ký được", "COUNT, đoạn 7: Điều 1 ghi 05")
	must(t, submit(wrong(1), true, nil)) // COUNT was let pass in the first version
	doc := mustState(t, d, id, Submitted)
	list, err := Waivers(t.Context(), d.Reader, id, doc.Submitted)
	if err != nil || doc.Submitted != 3 || doc.Pages != 4 || len(list) != 1 || list[0].Reason != "đếm lại" || list[0].Actor != string(people.Drafter) {
		t.Errorf("%+v, let pass %+v, %v", doc, list, err)
	}
	must(t, to(t, d, id, boss, Draft, "trả lại"))
	for _, s := range []string{ContentChecked, FormChecked} {
		must(t, to(t, d, id, boss, s, ""))
	}
	must(t, submit(wrong(1), true, map[string]string{"COUNT": "lý do khác"})) // who says why anew is heard
	doc = mustState(t, d, id, Submitted)
	if list, err := Waivers(t.Context(), d.Reader, id, doc.Submitted); err != nil || len(list) != 1 || list[0].Reason != "lý do khác" {
		t.Errorf("let pass %+v, %v", list, err)
	}
	v, err := versionRow(t.Context(), d.Reader, id, doc.Submitted)
	if err != nil || v.Origin != FromCopy || v.BasedOn != 1 || v.Note != "bản trình ký" || v.By != string(people.Drafter) {
		t.Errorf("%+v, %v", v, err)
	}
	way, err := Moves(t.Context(), d.Reader, id)
	must(t, err)
	var got []string
	for _, m := range way {
		got = append(got, fmt.Sprintf("%d %s→%s %d %s %s", m.Seq, m.From, m.To, m.Version, m.Actor, m.Comment))
	}
	want := []string{"1 →du-thao 1 lan ", "2 du-thao→da-kiem-tra-noi-dung 1 boss ", "3 da-kiem-tra-noi-dung→da-kiem-tra-the-thuc 1 boss ",
		"4 da-kiem-tra-the-thuc→da-kiem-tra-noi-dung 2 boss phiên bản 2 sửa thể thức: kiểm tra lại thể thức",
		"5 da-kiem-tra-noi-dung→da-kiem-tra-the-thuc 2 boss ", "6 da-kiem-tra-the-thuc→trinh-ky 3 tham-muu ", "7 trinh-ky→du-thao 2 boss trả lại",
		"8 du-thao→da-kiem-tra-noi-dung 2 boss ", "9 da-kiem-tra-noi-dung→da-kiem-tra-the-thuc 2 boss ", "10 da-kiem-tra-the-thuc→trinh-ky 4 tham-muu "}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("way\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Steps that have a way of their own say which.
func TestStepsOfTheirOwn(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	id := real(t, d, "QD-1")
	sign(t, d, id)
	for state, want := range map[string]string{Numbered: "QD-1: số và ngày cấp cho văn bản cùng một lúc, không phải bằng chuyển trạng thái",
		"lạ": "QD-1: từ “đã ký” không chuyển được sang “lạ”; boss được chuyển sang: “đã cấp số”, “dự thảo”, “hủy”"} {
		if err := to(t, d, id, boss, state, "lý do"); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", state, err, want)
		}
	}
	_, err := issue(t, d, id, "7", "2024-12-25")
	must(t, err)
	for _, s := range []string{Sealed, Issued} {
		must(t, to(t, d, id, boss, s, ""))
	}
	for _, s := range []string{Replaced, Recalled} {
		if err := to(t, d, id, boss, s, "lý do"); err == nil || err.Error() != "QD-1: phải nêu văn bản thay thế, thu hồi" {
			t.Errorf("%s: %v", s, err)
		}
	}
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		return Relate(t.Context(), tx, boss, Link{Document: id, Relation: Recalls, Symbol: "9/UBND", Comment: "sai", At: noon})
	}))
	if err := to(t, d, id, boss, Draft, "lý do"); err == nil || !strings.HasSuffix(err.Error(), "boss được chuyển sang: không có bước nào") {
		t.Errorf("recalled: %v", err)
	}
	way, err := Moves(t.Context(), d.Reader, id)
	if last := way[len(way)-1]; err != nil || last.Comment != "sai (9/UBND)" || last.Version != 2 || last.From != Issued {
		t.Errorf("%+v, %v", last, err)
	}
}
