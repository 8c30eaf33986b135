package templates

import (
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// TestReplacingPapersSaySo: a paper of every kind that takes the place of an issued one says
// so with its number and day; one that takes none says nothing of it.
func TestReplacingPapersSaySo(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	carried := &archive.Carried{Replaces: "45/XX-YY", ReplacesDay: "2024-02-05"}
	for _, k := range o.Catalog.Kinds() {
		if len(k.Late) == 0 || len(k.Asks()) > 1 {
			continue // without number and day of its own, or about a paper of the archive
		}
		t.Run(k.Slug, func(t *testing.T) {
			requests, err := o.Year(t.Context(), k.Slug, map[string]string{"nam": "2024"})
			if err != nil || len(requests) == 0 {
				t.Fatal(requests, err)
			}
			for _, with := range []*archive.Carried{nil, carried} {
				var made []*archive.Made
				for i := 0; i < len(requests) && len(made) == 0; i++ { // a round may have nobody to write to
					req := making.Request{Kind: k.Slug, Params: requests[i].Params, Formats: []string{"docx"}, Carried: with}
					if made, err = o.Make(t.Context(), req); err != nil {
						t.Fatal(err)
					}
				}
				if len(made) == 0 {
					t.Fatal("no request makes a document")
				}
				text := textOf(t, made[0])
				sentence := "số 45/XX-YY ngày 05 tháng 02 năm 2024"
				if got := strings.Contains(text, sentence) && strings.Contains(text, "này thay thế"); got != (with != nil) {
					t.Errorf("says that it replaces: %v, want %v:\n%s", got, with != nil, text)
				}
				if slices.ContainsFunc(made[0].Findings, func(f archive.Finding) bool { return f.Rule == "REPLACES" || f.Rule == "LAST-ARTICLE" }) {
					t.Errorf("findings %+v", made[0].Findings)
				}
			}
		})
	}
}
