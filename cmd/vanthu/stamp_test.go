package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/docx/docxtest"
)

// TestStampCommand puts number and date into the draft of every kind that has a Word file:
// the text is the draft's with number and date, all other parts keep their very bytes, and
// number and date cannot be put in twice.
func TestStampCommand(t *testing.T) {
	dir := t.TempDir()
	shelf := sampleYear(t, dir, "")
	stamped := filepath.Join(dir, "stamped.docx")
	issue := func(in string) []string {
		args := []string{"stamp", in, "--so", "161", "-o", stamped}
		if !strings.Contains(filepath.Base(in), "BB-") { // minutes say the day of the meeting in their text
			args = append(args, "--ngay", "2024-05-10")
		}
		return args
	}
	for _, d := range readShelf(t, shelf) {
		draft := filepath.Join(shelf, d.name()+".docx")
		if _, err := os.Stat(draft); err != nil {
			continue // a PDF form has no editing copy
		}
		if strings.HasPrefix(d.Kind, "danh-sach-") {
			continue // a voucher of accounting has no number
		}
		must(t, dir, issue(draft)...)
		want := regexp.MustCompile(`ngày …… tháng …… năm \d{4}`).ReplaceAllString(textOf(t, draft), "ngày 10 tháng 5 năm 2024")
		want = strings.ReplaceAll(want, "……/", "161/")
		if got := textOf(t, stamped); got != want {
			t.Errorf("%s: the text is\n%.600s\nwant\n%.600s", d.name(), got, want)
		}
		minutes := d.Kind == "bien-ban-xet-khen-thuong"
		if !minutes && !strings.Contains(textOf(t, stamped), "ngày 10 tháng 5 năm 2024") {
			t.Errorf("%s: no date of issue", d.name())
		}
		otherParts(t, draft, stamped)
		if minutes {
			continue
		}

		first, err := os.ReadFile(stamped)
		if err != nil {
			t.Fatal(err)
		}
		code, _, stderr := program(t, dir, issue(stamped)...)
		if code != exitFailed || !strings.Contains(stderr, "không thấy thẻ {so_van_ban}") || !strings.Contains(stderr, "không thấy thẻ {ngay_ban_hanh}") {
			t.Errorf("%s: a second stamp: exit code %d\n%s", d.name(), code, stderr)
		}
		if after, err := os.ReadFile(stamped); err != nil || !bytes.Equal(after, first) {
			t.Errorf("%s: a second stamp touched the file: %v", d.name(), err)
		}
	}
	plan := filepath.Join(shelf, "KH-phat-dong-phong-trao-2024.docx")
	must(t, dir, issue(plan)...)
	if text := textOf(t, stamped); !strings.Contains(text, "Số: 161/KH-UBND") {
		t.Errorf("the plan begins\n%.300s", text)
	}
	for _, c := range []struct{ so, ngay, want string }{{"007", "5/2/2024", "Số: 07/KH-UBND"}, {"45A", "2024-02-05", "Số: 45a/KH-UBND"}} {
		must(t, dir, "stamp", plan, "--so", c.so, "--ngay", c.ngay, "-o", stamped)
		if text := textOf(t, stamped); !strings.Contains(text, c.want) || !strings.Contains(text, "ngày 05 tháng 02 năm 2024") {
			t.Errorf("--so %s --ngay %s: no %q in\n%.300s", c.so, c.ngay, c.want, text)
		}
	}
	t.Run("edited by another program", func(t *testing.T) {
		out := t.TempDir()
		tool(t, "soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", out, plan)
		must(t, dir, issue(filepath.Join(out, filepath.Base(plan)))...)
		if text := textOf(t, stamped); !strings.Contains(text, "Số: 161/KH-UBND") || !strings.Contains(text, "ngày 10 tháng 5 năm 2024") {
			t.Errorf("the plan begins\n%.300s", text)
		}
	})
}

func textOf(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := docxtest.Text(data)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return text
}

// otherParts holds the compressed bytes of all parts but the one with number and date
// against those of the draft, in their order.
func otherParts(t *testing.T, draft, stamped string) {
	t.Helper()
	var packed [2]map[string][]byte
	var names [2][]string
	for i, file := range []string{draft, stamped} {
		z, err := zip.OpenReader(file)
		if err != nil {
			t.Fatal(err)
		}
		packed[i] = map[string][]byte{}
		for _, f := range z.File {
			r, err := f.OpenRaw()
			if err != nil {
				t.Fatal(err)
			}
			if packed[i][f.Name], err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
			names[i] = append(names[i], f.Name)
		}
		z.Close()
	}
	if !slices.Equal(names[0], names[1]) {
		t.Errorf("%s: the parts are %q, were %q", draft, names[1], names[0])
	}
	for _, name := range names[0] {
		if same := bytes.Equal(packed[0][name], packed[1][name]); same == (name == "word/document.xml") {
			t.Errorf("%s: %s: same bytes: %v", draft, name, same)
		}
	}
}
