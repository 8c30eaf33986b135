//go:build unix

package archive

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// TestTwoProcessesNumberOnOneDatabase lets two processes give numbers of one book at once:
// no gap, no double.
func TestTwoProcessesNumberOnOneDatabase(t *testing.T) {
	if dsn := os.Getenv("VANTHU_TEST_NUMBERS"); dsn != "" {
		d, err := db.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		first, err := strconv.ParseInt(os.Getenv("VANTHU_TEST_FIRST"), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		for id := first; id <= 14; id += 2 {
			if _, err := issue(t, d, id, "", "2024-12-25"); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			dsn := filepath.Join(t.TempDir(), "test.db")
			if kind == "postgres" {
				dsn = dbtest.PostgresDSN(t, queries.Schema())
			}
			d, err := db.Open(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if _, err := d.Migrate(t.Context(), queries.Schema()); err != nil {
				t.Fatal(err)
			}
			err = tx(t, d, func(tx *sqlx.Tx) error {
				return SetBook(t.Context(), people.Change{Tx: tx, By: boss, At: noon}, Book{Code: "qd", Agency: "ubnd-tinh", Name: "Sổ", Source: Inside, First: 1, Kinds: []string{"*"}})
			})
			if err != nil {
				t.Fatal(err)
			}
			for i := range 14 {
				sign(t, d, real(t, d, fmt.Sprintf("QD-%d", i)))
			}
			one := again(t, "TestTwoProcessesNumberOnOneDatabase", "VANTHU_TEST_NUMBERS="+dsn, "VANTHU_TEST_FIRST=1")
			two := again(t, "TestTwoProcessesNumberOnOneDatabase", "VANTHU_TEST_NUMBERS="+dsn, "VANTHU_TEST_FIRST=2")
			if err := one.Start(); err != nil {
				t.Fatal(err)
			}
			if err := two.Run(); err != nil {
				t.Error(err)
			}
			if err := one.Wait(); err != nil {
				t.Error(err)
			}
			list, err := Numbers(t.Context(), d.Reader, "qd", 2024)
			if err != nil || len(list) != 14 {
				t.Fatalf("%d numbers, %v", len(list), err)
			}
			for i, n := range list {
				if n.Number != i+1 {
					t.Errorf("number %d at place %d", n.Number, i+1)
				}
			}
			if _, err := audit.Verify(t.Context(), d.Reader); err != nil {
				t.Error(err)
			}
		})
	}
}
