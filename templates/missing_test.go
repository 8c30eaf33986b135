package templates

import (
	"errors"
	"strings"
	"testing"

	"vanthu/pipeline"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/query"
	"vanthu/queries"
)

// TestMissingDataAreToldAtOnce: where the tables lack what a kind cannot do without, the fault
// names each table and what to do, in Vietnamese, and never the sample data.
func TestMissingDataAreToldAtOnce(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	_, err := o.Make(t.Context(), pipeline.Request{Kind: "ke-hoach", Params: map[string]string{"nam": "1999", "ngay": "1900-01-01"}})
	if !errors.Is(err, query.ErrNoRow) {
		t.Fatal(err)
	}
	for _, want := range []string{"chưa đủ số liệu", "bảng phong_trao chưa có dòng", "bảng ten_co_quan chưa có dòng", "nam=1999", "vanthu import"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("lacks %q: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "demo") {
		t.Errorf("speaks of demo: %v", err)
	}
}
