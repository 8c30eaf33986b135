package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
)

// runTemplate runs a command line and returns its exit code and what it printed.
func runTemplate(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = execute(t.Context(), append([]string{"template"}, args...), &out, &errs)
	return code, out.String(), errs.String()
}

func TestTemplateNew(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mau.docx")
	if code, out, errs := runTemplate(t, "new", "--kind", "QĐ", "--annex", "-o", file); code != exitDone || !strings.Contains(out, "quyết định") {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	if info, err := os.Stat(file); err != nil || info.Size() == 0 {
		t.Errorf("no file: %v", err)
	}
	for _, args := range [][]string{
		{"new", "--kind", "XX", "-o", file},
		{"new", "-o", file},
		{"new", "--kind", "KH", "--indirect", "-o", file},
	} {
		if code, _, errs := runTemplate(t, args...); code != exitUsage {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
	}
}

func TestTemplateLint(t *testing.T) {
	if code, out, errs := runTemplate(t, "lint"); code != exitDone {
		t.Errorf("shipped templates: exit %d: %s%s", code, out, errs)
	}
	if code, _, errs := runTemplate(t, "lint", "ke-hoac"); code != exitUsage || !strings.Contains(errs, `did you mean "ke-hoach"`) {
		t.Errorf("unknown kind: exit %d: %s", code, errs)
	}
}

// TestTemplateLintOfOffice: an office overlays a template that names what no query gives.
func TestTemplateLintOfOffice(t *testing.T) {
	home := t.TempDir()
	b := nd30.New(nd30.A4)
	b.P("Thân văn bản", "{so_van_ban} {ngay_ban_hanh} {ten_co_qan}")
	data, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(home, "templates", "ke-hoach")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "mau.docx"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, _ := runTemplate(t, "lint", "--home", home)
	if code != exitFindings || !strings.Contains(out, `ke-hoach/mau.docx, thân văn bản, đoạn 1: thẻ {ten_co_qan}: không có tên "ten_co_qan"; gần nhất là "ten_co_quan"`) {
		t.Errorf("exit %d: %s", code, out)
	}
	if err := os.WriteFile(filepath.Join(folder, "document.yaml"), []byte("name: Kế hoạch\nmaunao: x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := runTemplate(t, "lint", "--home", home); code != exitFailed || !strings.Contains(errs, "templates/ke-hoach/document.yaml:2:1: ") {
		t.Errorf("unknown key: exit %d: %s", code, errs)
	}
}

func TestTemplateTags(t *testing.T) {
	code, out, errs := runTemplate(t, "tags", "ke-hoach", "--filters")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for _, want := range []string{"{chu_de}", "{#noi_nhan}…{/noi_nhan}", "{so_van_ban}", "BỘ LỌC", "| ngay_dai"} {
		if !strings.Contains(out, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

// TestTemplateLintJudges: a template that fills but is not in form is told by its place, and
// what forbids use fails.
func TestTemplateLintJudges(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, "templates", "ke-hoach")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	b := nd30.New(nd30.A4)
	b.Header(nd30.Header{Agency: "{ten_co_quan}", Number: "Số: {so_van_ban}/KH-{ky_hieu_co_quan}", Place: "{dia_danh}, {ngay_ban_hanh}"})
	b.Title("KẾ HOẠCH", "Phát động phong trào thi đua năm {nam}", 35*unit.Mm)
	b.P("Thân văn bản", "{#lien_ket}")
	b.P("Thân văn bản", "1. Thực hiện Thông tư 124/2021/TT-BCA ở {ten}.")
	b.P("Thân văn bản", "{/}")
	data, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "mau.docx"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, _ := runTemplate(t, "lint", "ke-hoach", "--home", home)
	for _, want := range []string{"ke-hoach/mau.docx, thân văn bản, đoạn ", "sai RECIPIENTS-MISSING", "nên sửa CIT-NO-SO: Viện dẫn “Thông tư 124/2021/TT-BCA”"} {
		if code != exitFindings || !strings.Contains(out, want) {
			t.Errorf("exit %d, no %q in\n%s", code, want, out)
		}
	}
}
