// Package officetest gives tests an office: a Maker over a database of theirs, with the kinds
// and queries that ship or with few and small ones of their own.
package officetest

import (
	"io/fs"
	"maps"
	"testing"
	"testing/fstest"
	"time"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/db"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/making"
	"vanthu/pipeline/query"
	"vanthu/queries"
)

// Noon is when these offices make papers: 14 January 2025, twelve o'clock in Vietnam.
var Noon = time.Date(2025, 1, 14, 5, 0, 0, 0, time.UTC)

// Shipped is an office with the queries that ship and with kinds, which ship as
// templates.FS. d has to hold the schema of the office; what cannot be loaded fails the test.
func Shipped(t testing.TB, d *db.DB, kinds fs.FS) *making.Maker {
	t.Helper()
	return office(t, d, kinds, queries.FS())
}

// Small is an office with kinds and queries of the test's own, beside the queries that every
// paper is made with and goes out with. What cannot be loaded fails the test.
func Small(t testing.TB, d *db.DB, kinds, own fstest.MapFS) *making.Maker {
	t.Helper()
	files := maps.Clone(own)
	for _, name := range []string{"co_so_du_lieu", "khong_con_hieu_luc", "so_van_ban_phap_ly", "so_ban", "co_quan_ban_hanh"} {
		text, err := fs.ReadFile(queries.FS(), name+".sql")
		if err != nil {
			t.Fatal(err)
		}
		files[name+".sql"] = &fstest.MapFile{Data: text}
	}
	return office(t, d, kinds, files)
}

func office(t testing.TB, d *db.DB, kinds, texts fs.FS) *making.Maker {
	t.Helper()
	lib, err := query.Load(texts)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(kinds, lib)
	if err != nil {
		t.Fatal(err)
	}
	return &making.Maker{DB: d, Queries: lib, Catalog: c, Templates: kinds, Fonts: font.Shipped(), Program: "test", By: "may",
		Now: func() time.Time { return Noon }}
}
