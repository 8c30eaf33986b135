package portal

import (
	"strings"
	"testing"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// Whoever sets a figure right on the page, or sends a workbook, is told which papers print the
// old one, with the way to the new ones; a unit is told of its own.
func TestOldFiguresAreTold(t *testing.T) {
	s := atWork(t, dbtest.SQLite(t, queries.Schema()))
	made, err := s.papers.Make(t.Context(), making.Request{Kind: "bao-cao-don-vi", Params: map[string]string{"nam": "2024"}, Units: []string{"dong-xoai"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.papers.Keep(t.Context(), made, nil); err != nil {
		t.Fatal(err)
	}
	s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
	s.add(t, "kia", people.Grant{Role: people.Drafter, Agency: "ubnd-tinh"})
	const page, told = "/so-lieu/dong-xoai?nam=2024", "Văn bản còn in số liệu cũ"
	dv := s.by(t, "dv")
	dv.is(t, 303, page, "/so-lieu/dong-xoai/sua?nam=2024", "so-lieu", "tuyen_truyen.so_buoi", "gia-tri", "1.940", "ly-do", "báo nhầm")
	body := dv.is(t, 200, told, page)
	for _, want := range []string{made[0].Title + "</a> (dự thảo)", "940 → 1.940", `lập lại ở <a href="/tao">`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if body := dv.is(t, 200, "", page); strings.Contains(body, told) {
		t.Error("it is told twice")
	}
	if status, body := dv.send(t, "/so-lieu?nam=2024", "dx.xlsx", filledBook(t, s.d, "dong-xoai", 1950, 340, 0, 0, 0, 0, 0)); status != 200 || !strings.Contains(body, "940 → 1.950") {
		t.Error(status, body)
	}
	if status, body := s.by(t, "kia").send(t, "/so-lieu?nam=2024", "dx.xlsx", filledBook(t, s.d, "dong-xoai", 1960, 340, 0, 0, 0, 0, 0)); status != 200 || strings.Contains(body, made[0].Title) {
		t.Error("another agency's papers are told:", status)
	}
}
