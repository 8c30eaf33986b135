package templates

import (
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestTablesNameKnownKinds: signers and recipients of the sample data are for kinds that there
// are; a kind that there is not is told, with the nearest one.
func TestTablesNameKnownKinds(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	told := func() []string {
		faults, err := o.UnknownKinds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(faults, func(f string) bool { return strings.HasPrefix(f, "bảng vien_dan") }) // reference data
	}
	if faults := told(); len(faults) > 0 {
		t.Errorf("sample data: %q", faults)
	}
	err := o.DB.Write(t.Context(), func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(t.Context(), `UPDATE nguoi_ky_kieu SET kieu = 'ke-hoac' WHERE kieu = 'ke-hoach'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if faults := told(); len(faults) != 1 || !strings.Contains(faults[0], `không có kiểu văn bản "ke-hoac"; gần nhất là "ke-hoach"`) || !strings.HasPrefix(faults[0], "bảng nguoi_ky_kieu, ") {
		t.Errorf("told %q", faults)
	}
}
