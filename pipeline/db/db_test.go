package db_test

import (
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

func TestMigrateTwice(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if n, err := d.Migrate(t.Context(), queries.Schema()); n != 0 || err != nil {
			t.Errorf("second Migrate applied %d: %v", n, err)
		}
		if err := d.CheckSchema(t.Context(), queries.Schema()); err != nil {
			t.Error(err)
		}
	})
}
