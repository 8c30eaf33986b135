package templates

import (
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/db"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/sample"
)

var update = flag.Bool("update", false, "write golden files")

// kinds are the folders as they lie here: what is embedded is the same.
func kinds() fs.FS { return os.DirFS(".") }

// newOffice is the shipped kinds and queries over a database with the sample data.
func newOffice(t testing.TB, d *db.DB) *office {
	t.Helper()
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	return &office{officetest.Shipped(t, d, kinds())}
}

type office struct{ *making.Maker }

// all makes the documents of a request in some formats.
func (o *office) all(t *testing.T, kind string, params map[string]string, formats ...string) []*archive.Made {
	t.Helper()
	made, err := o.Make(t.Context(), making.Request{Kind: kind, Params: params, Formats: formats})
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
	text, err := docxtest.Text(file(t, made, "docx"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(text, "\u00a0", " ")
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
