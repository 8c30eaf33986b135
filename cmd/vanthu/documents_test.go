package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/queries"
)

// archived is an SQLite database with one document.
func archived(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "vanthu.db")
	d, err := db.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Migrate(t.Context(), queries.Schema()); err != nil {
		t.Fatal(err)
	}
	err = d.Write(t.Context(), func(tx *sqlx.Tx) error {
		_, err := archive.Keep(t.Context(), tx, &archive.Made{
			Key: archive.Key{Kind: "ke-hoach", Period: "2024", Agency: "ubnd-tinh"}, Year: 2024, Name: "KH-2024", Title: "Kế hoạch năm 2024",
			Day: "2024-02-05", Data: new(dataset.Set), Files: []archive.File{{Format: "docx", Data: []byte("bản Word")}},
			Findings: []archive.Finding{{Rule: "EMPTY", Severity: "cảnh báo", Place: "đoạn 3", Message: "để trống"}},
			By:       "lan", At: time.Date(2024, 1, 5, 0, 0, 0, 0, time.UTC),
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestArchiveCommands(t *testing.T) {
	path := archived(t)
	out := t.TempDir()
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		args string
		code int
		want []string // in the output or, for a failure, in the error
	}{
		{"documents list", 0, []string{"KH-2024", "dự thảo", "0 sai, 1 cảnh báo, 0 gợi ý"}},
		{"documents list --year 2023", 0, []string{"ID"}},
		{"documents show KH-2024", 0, []string{"ke-hoach/2024/ubnd-tinh", "version 1: made, 2024-01-05T00:00:00Z by lan", "cảnh báo EMPTY, đoạn 3: để trống"}},
		{"documents get 1 -o -", 0, []string{"bản Word"}},
		{"documents get KH-2024 --format json -o -", 0, []string{"{}"}},
		{"documents get KH-2024", 0, []string{"KH-2024.docx"}},
		{"documents get KH-2024", 2, []string{"KH-2024.docx is there already"}},
		{"documents get KH-2024 --format pdf -o -", 1, []string{"not in the archive"}},
		{"documents get KH-2024 --version 7 -o -", 1, []string{"version 7: not in the archive"}},
		{"documents get KH-2025", 1, []string{"documents list"}},
		{"documents shelf", 0, []string{filepath.Join(out, "2024", "KH-2024.docx")}},
		{"audit verify", 0, []string{"1 acts, the chain is whole"}},
		{"schedule list", 0, []string{"ke-hoach-nam", "no scheduler runs"}},
		{"schedule history", 0, []string{"JOB"}},
		{"schedule pause nothing", 1, []string{`no job "nothing"`}},
	} {
		var stdout, stderr bytes.Buffer
		args := append(strings.Fields(c.args), "--db", path, "--out", out)
		code := execute(t.Context(), args, &stdout, &stderr)
		text := stdout.String()
		if c.code != 0 {
			text = stderr.String()
		}
		if code != c.code {
			t.Errorf("%s: exit code %d\n%s%s", c.args, code, stdout.String(), stderr.String())
		}
		for _, w := range c.want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: lacks %q:\n%s", c.args, w, text)
			}
		}
	}
	if data, err := os.ReadFile("KH-2024.docx"); err != nil || string(data) != "bản Word" {
		t.Errorf("the file taken out: %q, %v", data, err)
	}
}
