package templates

import (
	"errors"
	"strings"
	"testing"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/query"
	"vanthu/queries"
)

// TestMissingDataAreToldAtOnce: where the tables lack what a kind cannot do without, the fault
// names each table and what to do, in Vietnamese, and never the sample data.
func TestMissingDataAreToldAtOnce(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	_, err := o.Make(t.Context(), making.Request{Kind: "ke-hoach", Params: map[string]string{"nam": "1999", "ngay": "1900-01-01"}})
	if !errors.Is(err, query.ErrNoRow) {
		t.Fatal(err)
	}
	for _, want := range []string{"chưa đủ số liệu", "bảng phong_trao chưa có dòng", "bảng ten_co_quan chưa có dòng", "nam=1999", "Nhập số liệu vào bảng ấy"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("lacks %q: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "demo") {
		t.Errorf("speaks of demo: %v", err)
	}
}

// TestWrongDataAreToldAtOnce: values that no paper can bear are all told, each with query,
// line, column and what to do.
func TestWrongDataAreToldAtOnce(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	o := newOffice(t, d)
	d.Writer.MustExec(`UPDATE phong_trao SET ten = CAST(X'C328' AS TEXT)`)
	d.Writer.MustExec(`UPDATE ten_co_quan SET ten = CAST(X'C328' AS TEXT)`)
	_, err := o.Make(t.Context(), making.Request{Kind: "ke-hoach", Params: map[string]string{"nam": "2024"}})
	if err == nil {
		t.Fatal("made of wrong data")
	}
	for _, want := range []string{"số liệu hoặc truy vấn của văn bản này có lỗi", "queries/phong_trao.sql:", "queries/co_quan_ban_hanh.sql:", "không phải Unicode (UTF-8); nhập lại", "Sửa số liệu trong bảng"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("lacks %q: %v", want, err)
		}
	}
}
