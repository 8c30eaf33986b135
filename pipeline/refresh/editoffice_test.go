package refresh

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// editsInOffice is how many edits testdata/edit.bas makes.
const editsInOffice = 22

// TestEditedInLibreOffice: people edit a paper in LibreOffice, each way of testdata/edit.bas
// in a file of its own. The laws hold for every one, and LibreOffice opens every result.
func TestEditedInLibreOffice(t *testing.T) {
	tpl := compiled(t, report)
	next := november
	next.Xa, next.Giam, next.Tang, next.TonTai = 1290, 2, 0, 9
	next.LienKet = []string{"Đoàn thanh niên=3", "Hội phụ nữ=6", "Hội nông dân=1"}
	next.Bang = []string{"Huyện Bù Đăng=121", "Huyện Bù Gia Mập=12", "Huyện Lộc Ninh=1040", "Thị xã Bình Long=78"}
	made, now := november.set(t), next.set(t)
	dir := t.TempDir()
	original := filled(t, tpl, made)
	for n := 1; n <= editsInOffice; n++ {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.docx", n)), original, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	office := office(t.TempDir())
	did := office.macro(t, "edit.bas", dir)
	if len(did) != editsInOffice {
		t.Fatalf("%d edits, want %d: %q", len(did), editsInOffice, did)
	}
	var results []string
	for i, what := range did {
		if strings.Contains(what, "failed") {
			t.Errorf("edit %s", what)
			continue
		}
		edited, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("sua-%d.docx", i+1)))
		if err != nil {
			t.Fatal(err)
		}
		l := &law{t: t, seed: uint64(i + 1), tpl: tpl, made: made, now: now, edited: edited, did: []string{what}}
		for _, typed := range []string{"«gõ»", "«gõ thêm»"} {
			if strings.Contains(reading(t, edited), typed) {
				l.typed = append(l.typed, typed)
			}
		}
		l.hold(1)
		res := l.refresh(edited, made, false)
		t.Logf("%s: %d updated, %d added, %d removed, %d conflicts, %d lost", what, res.Count(Updated), res.Count(Added), res.Count(Removed), res.Count(Conflict), res.Count(Lost, Ambiguous))
		if res.Count(Updated)+res.Count(Added) < 5 {
			t.Errorf("%s: hardly anything is current: %+v", what, res.Changes)
		}
		results = append(results, filepath.Join(dir, fmt.Sprintf("moi-%d.docx", i+1)))
		if err := os.WriteFile(results[len(results)-1], res.DOCX, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := t.TempDir()
	office.convert(t, "txt:Text (encoded):UTF8", out, results...)
	for _, name := range results {
		if text, err := os.ReadFile(filepath.Join(out, strings.TrimSuffix(filepath.Base(name), "docx")+"txt")); err != nil || !strings.Contains(string(text), "1.290") && !strings.Contains(string(text), "Bù Gia Mập") {
			t.Errorf("LibreOffice reads %s as %q, %v", filepath.Base(name), text, err)
		}
	}
}

// macro runs a macro of LibreOffice on a folder and returns the lines of its log.
func (o office) macro(t *testing.T, name, dir string) []string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	o.run(t, "--terminate_after_init") // makes the profile, which would overwrite the macro
	basic := filepath.Join(string(o), "user", "basic", "Standard")
	for file, text := range map[string]string{
		"script.xlb": `<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Edits"/></library:library>`,
		"Edits.xba": `<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" script:language="StarBasic">` + html.EscapeString(string(source)) + `</script:module>`,
	} {
		if err := os.WriteFile(filepath.Join(basic, file), []byte(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o.run(t, `macro:///Standard.Edits.Main("`+dir+`")`)
	log, err := os.ReadFile(filepath.Join(dir, "log.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.FieldsFunc(string(log), func(r rune) bool { return r == '\n' || r == '\r' })
}
