package archive

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

const exportedManifest = `{
  "year": 2024,
  "audit": AUDIT,
  "documents": [
    {
      "kind": "quyet-dinh-khen-thuong",
      "period": "2024",
      "agency": "ubnd-tinh",
      "round": "tong-ket",
      "name": "QD-1",
      "title": "Quyết định tặng Bằng khen",
      "state": "da-phat-hanh",
      "symbol": "161/QĐ-UBND",
      "issueDay": "2024-12-25",
      "urgency": "KHẨN",
      "versions": [
        {
          "number": 1,
          "origin": "made",
          "day": "2024-12-20",
          "params": {
            "dot": "tong-ket",
            "nam": "2024"
          },
          "source": {
            "template": "t",
            "queries": "q",
            "fonts": "f",
            "program": "v1"
          },
          "madeAt": "2024-12-20T05:00:00.123456Z",
          "madeBy": "lan",
          "job": "42",
          "findings": [
            {
              "rule": "EMPTY",
              "severity": "cảnh báo",
              "place": "Điều 1 & 2",
              "message": ""
            }
          ],
          "files": [
            {
              "name": "QD-1/ban-1.docx",
              "format": "docx",
              "sha256": "SUM(one)",
              "size": 3,
              "version": 1
            },
            {
              "name": "QD-1/ban-1.json",
              "format": "json",
              "sha256": "SUM({})",
              "size": 2,
              "version": 1
            },
            {
              "name": "QD-1/ban-1.pdf",
              "format": "pdf",
              "sha256": "SUM(%PDF one)",
              "size": 8,
              "version": 1
            }
          ]
        },
        {
          "number": 2,
          "origin": "stamp",
          "basedOn": 1,
          "params": {},
          "source": {},
          "madeAt": "2024-12-20T05:00:00.123456Z",
          "madeBy": "boss",
          "note": "bản trình ký",
          "findings": [
            {
              "rule": "EMPTY",
              "severity": "cảnh báo",
              "place": "Điều 1 & 2",
              "message": ""
            }
          ],
          "files": [
            {
              "name": "QD-1/ban-2.docx",
              "format": "docx",
              "sha256": "SUM(bản trình ký)",
              "size": 16,
              "version": 2
            }
          ]
        },
        {
          "number": 3,
          "origin": "stamp",
          "basedOn": 1,
          "params": {},
          "source": {},
          "madeAt": "2025-12-20T05:00:00.123456Z",
          "madeBy": "boss",
          "note": "bản làm việc",
          "files": [
            {
              "name": "QD-1/ban-3.docx",
              "format": "docx",
              "sha256": "SUM(161/QĐ-UBND)",
              "size": 12,
              "version": 3
            }
          ]
        }
      ],
      "moves": MOVES,
      "links": [
        {
          "relation": "dinh-chinh",
          "of": "161/QĐ-UBND",
          "by": "9/UBND-NC",
          "actor": "boss",
          "at": "2024-12-20T05:00:00.123456Z",
          "comment": "chính tả"
        }
      ]
    }
  ]
}
`

// An export holds every version of a year's papers with all that the archive knows of them,
// the sums of all files and the end of the record; the same state gives the same bytes.
func TestExport(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	m := sample(t, `{}`, "one")
	m.Sample, m.Name, m.Job, m.Findings = false, "QD-1", "42", []Finding{{Rule: "EMPTY", Severity: Warning, Place: "Điều 1 & 2"}}
	id := mustKeep(t, d, m).Document
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		return SetUrgency(t.Context(), people.Change{Tx: tx, By: boss, At: noon}, id, "KHẨN")
	}))
	bring(t, d, id, 7, "161")
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		return Relate(t.Context(), tx, boss, Link{Document: id, Relation: Corrects, Symbol: "9/UBND-NC", Comment: "chính tả", At: noon})
	}))
	m.Key.Period, m.Year, m.Name, m.Sample = "2023", 2023, "QD-cu", true
	mustKeep(t, d, m)
	head, err := audit.Verify(t.Context(), d.Reader)
	must(t, err)
	dir := t.TempDir()
	path := filepath.Join(dir, "2024.zip")
	n, err := ExportFile(t.Context(), d, 2024, path)
	if err != nil || n != 1 {
		t.Fatalf("%d documents, %v", n, err)
	}
	z, err := zip.OpenReader(path)
	must(t, err)
	defer z.Close()
	var names, sums []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if data := inZip(t, path, f.Name); f.Name != "SHA256SUMS" {
			sums = append(sums, fmt.Sprintf("%s  %s\n", Hash(data), f.Name))
		}
	}
	if got, want := strings.Join(names, " "), "QD-1/ban-1.docx QD-1/ban-1.json QD-1/ban-1.pdf QD-1/ban-2.docx QD-1/ban-3.docx manifest.json SHA256SUMS"; got != want {
		t.Errorf("files %s\nwant  %s", got, want)
	}
	if got, want := string(inZip(t, path, "SHA256SUMS")), strings.Join(sums, ""); got != want {
		t.Errorf("sums\n%s\nwant\n%s", got, want)
	}
	if got := string(inZip(t, path, "QD-1/ban-1.pdf")); got != "%PDF one" {
		t.Errorf("a file: %q", got)
	}
	want := exportedManifest
	for _, s := range []string{"one", "{}", "%PDF one", "bản trình ký", "161/QĐ-UBND"} {
		want = strings.ReplaceAll(want, "SUM("+s+")", Hash([]byte(s)))
	}
	text := string(inZip(t, path, "manifest.json"))
	var whole struct {
		Audit     json.RawMessage
		Documents []struct{ Moves []exportedMove }
	}
	must(t, json.Unmarshal([]byte(text), &whole))
	from, to := strings.Index(text, `"moves": `)+len(`"moves": `), strings.Index(text, `,
      "links"`)
	want = strings.Replace(strings.Replace(want, "MOVES", text[from:to], 1), "AUDIT", string(whole.Audit), 1)
	if text != want {
		t.Errorf("manifest\n%s\nwant\n%s", text, want)
	}
	moves := whole.Documents[0].Moves
	if len(moves) != 8 || moves[0] != (exportedMove{To: Draft, Version: 1, Actor: "lan", At: moves[0].At}) ||
		moves[5] != (exportedMove{Signed, Numbered, 3, "boss", moves[5].At, "161/QĐ-UBND ngày 2024-12-25"}) || !moves[5].At.Equal(issuing.Truncate(1000)) || moves[0].At.Location().String() != "UTC" {
		t.Errorf("moves %+v", moves)
	}
	if got, err := ExportedHead(path); err != nil || got != head {
		t.Errorf("the end of the record: %s, %v, want %s", got, err, head)
	}

	other := filepath.Join(dir, "other.zip")
	_, err = ExportFile(t.Context(), d, 2024, other)
	must(t, err)
	a, err := os.ReadFile(path)
	must(t, err)
	if b, err := os.ReadFile(other); err != nil || !bytes.Equal(a, b) {
		t.Errorf("the same state gives other bytes, %v", err)
	}
	if _, err := ExportFile(t.Context(), d, 2022, other); !errors.Is(err, ErrNotFound) {
		t.Errorf("a year without documents: %v", err)
	}
	if b, err := os.ReadFile(other); err != nil || !bytes.Equal(a, b) {
		t.Errorf("an export that failed touched the file, %v", err)
	}
	_, err = ExportFile(t.Context(), d, 2023, other)
	if must(t, err); !strings.Contains(string(inZip(t, other, "manifest.json")), `"sample": true`) {
		t.Error("sample data are not told")
	}
}

// A zip that is no export says so.
func TestExportedHeadOfOtherFiles(t *testing.T) {
	dir := t.TempDir()
	make := func(name, manifest string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(name)
		must(t, err)
		w.Write([]byte(manifest))
		must(t, z.Close())
		path := filepath.Join(dir, "x.zip")
		must(t, os.WriteFile(path, b.Bytes(), 0o600))
		return path
	}
	for _, c := range []struct{ name, manifest, want string }{
		{"manifest.json", `{"audit":{}}`, "its manifest.json holds no end of the record"},
		{"manifest.json", `{`, "its manifest.json holds no end of the record"},
		{"other.json", `{}`, "manifest.json"},
	} {
		path := make(c.name, c.manifest)
		_, err := ExportedHead(path)
		wantError(t, err, path, c.want)
	}
	_, err := ExportedHead(filepath.Join(dir, "none.zip"))
	wantError(t, err, "none.zip")
}
