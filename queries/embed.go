// Package queries holds the SQL of the offices, one query a file with its contract,
// and the schema of the database with its reference data. It is data in a Go package
// because go:embed cannot reach another folder.
//
// An office overlays the queries, never the schema.
package queries

import (
	"embed"
	"io/fs"
)

//go:embed *.sql
var files embed.FS

//go:embed schema
var schema embed.FS

// FS holds the queries, x.sql or x.sqlite.sql beside x.postgres.sql, at its root.
func FS() fs.FS { return files }

// Schema holds the migrations for both databases at its root and those for one in the
// folders sqlite and postgres.
func Schema() fs.FS {
	sub, err := fs.Sub(schema, "schema")
	if err != nil {
		panic(err) // the path is constant
	}
	return sub
}
