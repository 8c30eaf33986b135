package refresh

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// office lets LibreOffice convert files into dir.
func office(t *testing.T, to, dir string, files ...string) {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is needed: apt-get install libreoffice-writer-nogui")
	}
	args := append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", to, "--outdir", dir}, files...)
	if msg, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, msg)
	}
}

// TestThroughLibreOffice: a paper that LibreOffice saved, which drops the names of controls,
// takes the figures of now as one that it did not; LibreOffice opens every result, and
// nothing that was typed is lost.
func TestThroughLibreOffice(t *testing.T) {
	tpl := compiled(t, report)
	in, saved, out := t.TempDir(), t.TempDir(), t.TempDir()
	type paper struct {
		made, now figures
		typed     []string
	}
	var papers []paper
	var files []string
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := paper{made: random(r), now: random(r)}
		w := &word{t: t, r: r, src: body(t, filled(t, tpl, p.made.set(t)))}
		for range 3 * min(seed, 1) { // the first is as it was made
			e := edits[r.IntN(len(edits))]
			if !strings.HasPrefix(e.name, "tracked") && !strings.HasPrefix(e.name, "comments") {
				e.do(w)
			}
		}
		p.typed = w.typed
		papers = append(papers, p)
		files = append(files, filepath.Join(in, fmt.Sprintf("%d.docx", seed)))
		if err := os.WriteFile(files[seed], withBody(t, filled(t, tpl, p.made.set(t)), w.src), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	office(t, "docx:MS Word 2007 XML", saved, files...)
	files = nil
	for i, p := range papers {
		edited, err := os.ReadFile(filepath.Join(saved, fmt.Sprintf("%d.docx", i)))
		if err != nil {
			t.Fatal(err)
		}
		made, now := p.made.set(t), p.now.set(t)
		res, err := Refresh(edited, Base{tpl.Map(), made}, now, Options{Day: day})
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		if got, want := squeezed(reading(t, settled(t, res.DOCX, true))), squeezed(reading(t, filled(t, tpl, now))); i == 0 && got != want {
			t.Errorf("got\n%s\nwant\n%s\n%+v", got, want, res.Changes)
		}
		files = append(files, filepath.Join(in, fmt.Sprintf("moi-%d.docx", i)))
		if err := os.WriteFile(files[i], res.DOCX, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	office(t, "txt:Text (encoded):UTF8", out, files...)
	for i, p := range papers {
		text, err := os.ReadFile(filepath.Join(out, fmt.Sprintf("moi-%d.txt", i)))
		if err != nil {
			t.Fatal(err)
		}
		for _, typed := range p.typed {
			if !strings.Contains(string(text), typed) {
				t.Errorf("%d: %s is lost in\n%s", i, typed, text)
			}
		}
	}
}
