package templates

import (
	"flag"
	"io/fs"
	"os"
	"testing"
	"time"
	"vanthu/pipeline/layout/font"

	"vanthu/pipeline"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/check"
	"vanthu/pipeline/db"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/query"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

var update = flag.Bool("update", false, "write golden files")

// kinds are the folders as they lie here: what is embedded is the same.
func kinds() fs.FS { return os.DirFS(".") }

// newOffice is the shipped kinds and queries over a database with the sample data.
func newOffice(t *testing.T, d *db.DB) *office {
	t.Helper()
	if err := sample.Fill(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	lib, err := query.Load(queries.FS())
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(kinds(), lib)
	if err != nil {
		t.Fatal(err)
	}
	return &office{&pipeline.Maker{DB: d, Queries: lib, Catalog: c, Templates: kinds(), Fonts: font.Shipped(), Program: "test", By: "may",
		Now: func() time.Time { return time.Date(2025, 1, 14, 5, 0, 0, 0, time.UTC) }}}
}

type office struct{ *pipeline.Maker }

// all makes the documents of a request in some formats.
func (o *office) all(t *testing.T, kind string, params map[string]string, formats ...string) []*archive.Made {
	t.Helper()
	made, err := o.Make(t.Context(), pipeline.Request{Kind: kind, Params: params, Formats: formats})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// make makes the document of a kind without mail merge.
func (o *office) make(t *testing.T, kind string, params map[string]string) *archive.Made {
	t.Helper()
	made := o.all(t, kind, params, "docx")
	if len(made) != 1 {
		t.Fatalf("%s: %d documents", kind, len(made))
	}
	return made[0]
}

// file is a document's file of a format.
func file(t *testing.T, made *archive.Made, format string) []byte {
	t.Helper()
	for _, f := range made.Files {
		if f.Format == format {
			return f.Data
		}
	}
	t.Fatalf("%s has no %s", made.Name, format)
	return nil
}

// textOf is the text of a document's Word file.
func textOf(t *testing.T, made *archive.Made) string {
	t.Helper()
	pkg, err := ooxml.Open(file(t, made, "docx"), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := docx.Text(pkg)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// unblamed tells findings, but for hints and those that concern the register of law, which
// says which rows nobody has held against the original.
func unblamed(t *testing.T, made *archive.Made) {
	t.Helper()
	for _, f := range made.Findings {
		if f.Rule != "CITATION-UNVERIFIED" && f.Severity != check.Hint {
			t.Errorf("finding %+v", f)
		}
	}
}
