package outgoing

import (
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// Papers that refer to another one take its number and day from the archive once it has
// them; certificates whose decision has none may not be printed.
func TestReferToIssuedPapers(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := office(t, d)
		data := func(kind string, params map[string]string) (*archive.Made, func(name string) string) {
			t.Helper()
			made, err := p.Make(t.Context(), making.Request{Kind: kind, Params: params})
			if err != nil || len(made) != 1 {
				t.Fatalf("%s: %d documents, %v", kind, len(made), err)
			}
			set := made[0].Data
			if list, ok := set.Get("cac_ban"); ok {
				return made[0], func(name string) string { v, _ := list.Items()[0].Record().Get(name); return v.Literal() }
			}
			return made[0], func(name string) string { return text(set, name) }
		}
		issue := func(doc *archive.Document, so, day string) {
			t.Helper()
			move(t, p, doc, toSigned...)
			if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: so, Day: day, At: noon}); err != nil {
				t.Fatal(err)
			}
		}
		round := map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": "2025-01-14"}
		certificates, get := data("bang-khen", round)
		if !making.Forbidden(certificates) || get("so_quyet_dinh") != "……/QĐ-UBND" {
			t.Errorf("certificates before their decision: %q, %+v", get("so_quyet_dinh"), certificates.Findings)
		}
		issue(plan(t, p), "171", "2024-02-05")
		issue(kept(t, p, "to-trinh-khen-thuong", map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": "2024-12-20"}), "21", "2024-12-20")
		for kind, day := range map[string]string{"to-trinh-khen-thuong": "2024-12-20", "bao-cao-tong-ket": "2024-12-15"} {
			params := map[string]string{"nam": "2024", "ngay": day}
			if kind == "to-trinh-khen-thuong" {
				params["dot"] = "tong-ket"
			}
			if _, get := data(kind, params); get("ke_hoach_so") != "171/KH-UBND" || get("ke_hoach_ngay") != "2024-02-05" {
				t.Errorf("%s: the plan is %q of %q", kind, get("ke_hoach_so"), get("ke_hoach_ngay"))
			}
		}
		if _, get := data("quyet-dinh-khen-thuong", round); !strings.HasPrefix(get("to_trinh_so"), "21/TTr") || get("to_trinh_ngay") != "2024-12-20" {
			t.Errorf("the decision names proposal %q of %q", get("to_trinh_so"), get("to_trinh_ngay"))
		}
		issue(award(t, p, "2025-01-14"), "45", "2025-01-14")
		certificates, get = data("bang-khen", round)
		if making.Forbidden(certificates) || get("so_quyet_dinh") != "45/QĐ-UBND" {
			t.Errorf("certificates of a decision with a number: %q, %+v", get("so_quyet_dinh"), certificates.Findings)
		}
		round["ngay"] = "2025-01-13"
		if certificates, _ := data("bang-khen", round); !making.Forbidden(certificates) {
			t.Error("certificates of another day than their decision")
		}
	})
}
