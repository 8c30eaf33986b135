package templates

import (
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestNamesAreTheSameInAllPapers: minutes and proposal name the same nominees, appraisal,
// decision, certificates and money lists the same awardees, in the same order of groups; so do
// the papers of the Giấy khen.
func TestNamesAreTheSameInAllPapers(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	params := map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": "2025-01-14"}
	named := func(kind string, lists ...string) (names []string) {
		t.Helper()
		var made *archive.Made
		if kind == "bang-khen" || kind == "giay-khen" {
			made = o.all(t, kind, params)[0]
		} else {
			made = o.make(t, kind, params)
		}
		for _, list := range lists {
			rows, _ := made.Data.Get(list)
			for _, row := range rows.Items() {
				get := func(name string) string { v, _ := row.Record().Get(name); return v.Literal() }
				names = append(names, strings.TrimSpace(get("danh_xung")+" "+get("ho_ten")+get("ten")))
			}
		}
		return names
	}
	groups := []string{"tap_the", "ca_nhan", "ho_gia_dinh"}
	proposal, decision := named("to-trinh-khen-thuong", groups...), named("quyet-dinh-khen-thuong", groups...)
	for _, c := range []struct {
		kind, list string
		want       []string
	}{
		{"bien-ban-xet-khen-thuong", "danh_sach", proposal}, {"to-trinh-ban-thi-dua", "danh_sach", decision}, {"bang-khen", "cac_ban", decision},
		{"danh-sach-chi-thuong", "danh_sach", decision}, {"danh-sach-ky-nhan", "danh_sach", decision},
	} {
		if got := named(c.kind, c.list); !slices.Equal(got, c.want) || len(got) < 100 {
			t.Errorf("%s names %d, want %d:\n%.300q\n%.300q", c.kind, len(got), len(c.want), got, c.want)
		}
	}
	params = map[string]string{"nam": "2024", "dot": "giay-khen"}
	if minutes, own := named("bien-ban-xet-khen-thuong", "danh_sach"), named("quyet-dinh-giay-khen", groups...); !slices.Equal(minutes, own) || len(own) != 14 || !slices.Equal(named("giay-khen", "cac_ban"), own) {
		t.Errorf("Giấy khen: the minutes name %q\nthe decision %q", minutes, own)
	}
	for _, name := range decision {
		if !slices.Contains(proposal, name) {
			t.Errorf("%s is awarded, but was not proposed", name)
		}
	}
}
