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

// office is LibreOffice with a profile of its own, in that folder.
type office string

func (o office) run(t *testing.T, args ...string) {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is needed: apt-get install libreoffice-writer-nogui")
	}
	if msg, err := exec.Command(soffice, append([]string{"-env:UserInstallation=file://" + string(o), "--headless", "--norestore"}, args...)...).CombinedOutput(); err != nil {
		t.Fatalf("soffice %s: %v\n%.500s", args, err, msg)
	}
}

// convert writes files in another format into dir.
func (o office) convert(t *testing.T, to, dir string, files ...string) {
	t.Helper()
	o.run(t, append([]string{"--convert-to", to, "--outdir", dir}, files...)...)
}

// TestThroughLibreOffice: a paper that LibreOffice saved, which drops the names of controls,
// takes the figures of now as one that it did not; LibreOffice opens every result, and
// nothing that was typed is lost.
func TestThroughLibreOffice(t *testing.T) {
	in, saved, out, office := t.TempDir(), t.TempDir(), t.TempDir(), office(t.TempDir())
	papers := toOffice(t)
	var files []string
	for i, p := range papers {
		files = append(files, filepath.Join(in, fmt.Sprintf("%d.docx", i)))
		if err := os.WriteFile(files[i], p.edited, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	office.convert(t, "docx:MS Word 2007 XML", saved, files...)
	files = nil
	for i, p := range papers {
		edited, err := os.ReadFile(filepath.Join(saved, fmt.Sprintf("%d.docx", i)))
		if err != nil {
			t.Fatal(err)
		}
		if imprint, err := Imprint(edited); err != nil || imprint != paperOf {
			t.Errorf("%d: it is %q, %v", i, imprint, err)
		}
		res := p.refresh(edited, p.made, false)
		if len(p.did) == 0 {
			if got, want := squeezed(reading(t, settled(t, res.DOCX, true))), squeezed(reading(t, filled(t, p.tpl, p.now))); got != want {
				t.Errorf("%d: got\n%s\nwant\n%s\n%+v", i, got, want, res.Changes)
			}
		}
		if got, want := formatted(t, settled(t, res.DOCX, false)), formatted(t, edited); got != want {
			t.Errorf("%d: refused\n%s", i, difference(got, want))
		}
		if again := p.refresh(res.DOCX, p.made, false); again.DOCX != nil {
			t.Errorf("%d again: %+v", i, again.Changes)
		}
		files = append(files, filepath.Join(in, fmt.Sprintf("moi-%d.docx", i)))
		if err := os.WriteFile(files[i], res.DOCX, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	office.convert(t, "txt:Text (encoded):UTF8", out, files...)
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

// toOffice are papers for LibreOffice, the first of each template as it was made: it shows
// neither deleted text nor comments where a test reads its text.
func toOffice(t *testing.T) (list []*law) {
	t.Helper()
	tpl := compiled(t, report)
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		list = append(list, &law{t: t, seed: seed, tpl: tpl, made: random(r).set(t), now: random(r).set(t)})
		list[seed].write(r, int(3*min(seed, 1)))
	}
	for i, p := range shippedPapers(t) {
		for n := range []int{3, 3, 1}[i] {
			r := rand.New(rand.NewPCG(uint64(n), 7))
			l := &law{t: t, seed: uint64(n), tpl: p.tpl, made: parsed(t, p.data), now: parsed(t, changedData(t, r, p.data))}
			l.write(r, 5)
			list = append(list, l)
		}
	}
	return list
}

// write lets a person make some edits without tracking and comments.
func (l *law) write(r *rand.Rand, n int) {
	original := l.document(l.made)
	w := &word{t: l.t, r: r, src: body(l.t, original)}
	for range n {
		e := edits[r.IntN(len(edits))]
		if !strings.HasPrefix(e.name, "tracked") && !strings.HasPrefix(e.name, "comments") {
			w.did = append(w.did, e.name)
			e.do(w)
		}
	}
	l.edited, l.typed, l.did = withBody(l.t, original, w.src), w.typed, w.did
}
