//go:build fidelity

package fidelity

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/fonts"
	"vanthu/pipeline/layout/font"
)

// fontConfig lets LibreOffice see our fonts only, under the names of others too.
const fontConfig = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>%s</dir><cachedir>%s</cachedir>
%s</fontconfig>`

// foreignFonts are names of faces that do not ship and stand in Vietnamese papers. LibreOffice
// gets the face that we take for each; left to itself it takes another.
var foreignFonts = []string{"Times New Roman", "Arial", "Courier New", "Calibri", "Calibri Light", "Cambria", "Tahoma", "Verdana", "Segoe UI",
	"Georgia", "Garamond", "Consolas", ".VnTime", ".VnTimeH", ".VnArial", "VNI-Times", "UVnTime", "Aptos"}

// aliases are the names of foreignFonts with the faces that serve them.
func aliases() string {
	var b strings.Builder
	for _, name := range foreignFonts {
		choices := fonts.Substitute(name)
		ours := choices[len(choices)-1].Family
		for _, c := range choices {
			if i := slices.Index(fitted, c.Family); i >= 0 && c.Match == fonts.Fit {
				ours = fittedName(i)
			}
		}
		fmt.Fprintf(&b, `<alias binding="same"><family>%s</family><prefer><family>%s</family></prefer></alias>`+"\n", name, ours)
	}
	return b.String()
}

// fitted are the families that ship as tables of widths, in the order of their names.
var fitted = []string{fonts.FittedAptos, fonts.FittedGeorgia, fonts.FittedSans, fonts.FittedSerif, fonts.FittedVerdana}

// stretched is what the i-th fitted family is called instead of Liberation, of whose faces it is
// made and whose name its files bear until ourFonts.
func stretched(i int) string { return fmt.Sprintf("Stretch%03d", i) }

// fittedName is the family name of the i-th fitted family.
func fittedName(i int) string {
	face, err := font.Read(fonts.Fitted(fitted[i], false, false))
	if err != nil {
		panic(err)
	}
	return strings.Replace(face.Family, "Liberation", stretched(i), 1)
}

// batch is how many files soffice gets in one call: of a command line it takes 255 arguments
// and leaves out the rest without a word, with exit status 0.
const batch = 60

// allPages makes PDF files that also hold empty pages: those before sections that begin on an
// odd or even page, as the file asks, and those that LibreOffice puts in by itself to keep
// odd numbers on the right, which Word does not.
const allPages = `pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}`

// locale is that of an office in Viet Nam: decimal tabs align the comma.
const locale = "LC_ALL=vi_VN.UTF-8"

// officeCommand is the variable that names a program which calls another office suite, such as a
// newer LibreOffice that presses lines as Word does: "PROGRAM OUT_DIR FILE.docx…" makes a PDF of each
// file in OUT_DIR. It sees the faces of its own machine. Files whose empty pages count, which that
// call cannot ask for, go to the soffice of this one.
const officeCommand = "VANTHU_FIDELITY_OFFICE"

// newer reports whether another office suite is measured against.
func newer() bool { return os.Getenv(officeCommand) != "" }

// suite is the office suite of one run: a profile and fonts of its own.
type suite struct {
	profile, fonts string
	filter         string // what the files become
}

func newSuite(t testing.TB) *suite {
	return &suite{filepath.Join(t.TempDir(), "profile"), ourFonts(t), "pdf"}
}

// office has LibreOffice convert all documents and returns the PDF files by name. The Word
// files stay in dir. Documents that come with a PDF of their own are not converted.
func office(t *testing.T, dir string, documents []document) map[string]string {
	t.Helper()
	o := newSuite(t)
	version := o.version(t)
	files := map[string]string{}
	var left []document
	for _, s := range documents {
		in := filepath.Join(dir, s.file()+".docx")
		if err := os.WriteFile(in, s.docx, 0o644); err != nil {
			t.Fatal(err)
		}
		files[s.file()] = filepath.Join(dir, s.file()+".pdf")
		switch known := kept(version, &s); {
		case s.pdf != "":
			files[s.file()] = s.pdf
		case known != "" && exists(known):
			copyFile(t, files[s.file()], known)
		default:
			os.Remove(files[s.file()]) // of a run before; it need not be there
			left = append(left, s)
		}
	}
	for _, empty := range []bool{false, true} {
		o.filter = map[bool]string{false: "pdf", true: allPages}[empty]
		list := slices.DeleteFunc(slices.Clone(left), func(s document) bool { return s.emptyPages != empty })
		for part := range slices.Chunk(list, batch) {
			o.convert(t, dir, part)
			for _, s := range part {
				if known := kept(version, &s); known != "" {
					copyFile(t, known, files[s.file()])
				}
			}
		}
	}
	return files
}

// kept is where the PDF that LibreOffice makes of a Word file is kept from run to run.
func kept(version []byte, s *document) string {
	if *theirs == "" {
		return ""
	}
	sum := sha256.Sum256(fmt.Appendf(slices.Concat(version, s.docx), "%t", s.emptyPages))
	return filepath.Join(*theirs, fmt.Sprintf("%x.pdf", sum[:12]))
}

// version names the suite and what else its pages follow from: the faces and their names.
func (o *suite) version(t *testing.T) []byte {
	t.Helper()
	if *theirs == "" {
		return nil
	}
	out, err := exec.CommandContext(t.Context(), "soffice", "--version").Output()
	if err == nil {
		err = os.MkdirAll(*theirs, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	out = append(out, os.Getenv(officeCommand)+locale+fontConfig+aliases()...)
	for _, f := range fonts.Shipped() {
		sum := sha256.Sum256(f.Data)
		out = append(out, sum[:]...)
	}
	for _, family := range fitted {
		sum := sha256.Sum256(fonts.Fitted(family, false, false))
		out = append(out, sum[:]...)
	}
	return out
}

// convert makes the PDF files of some documents in one call, then of each that is missing
// in a call of its own: a crash costs the others of the call their pages too.
func (o *suite) convert(t *testing.T, dir string, documents []document) {
	t.Helper()
	said, err := o.run(t, dir, documents)
	for _, s := range documents {
		file := filepath.Join(dir, s.file()+".pdf")
		if exists(file) {
			continue
		}
		t.Logf("LibreOffice made no PDF of %s in one call with others (%v), once more alone; it said:\n%s", s.name, err, said)
		if said, err := o.run(t, dir, []document{s}); !exists(file) {
			t.Fatalf("LibreOffice made no PDF of %s: %v\n%s", s.name, err, said)
		}
	}
}

// run calls soffice once, for at most 25 minutes, and returns what it said at the end.
func (o *suite) run(t *testing.T, dir string, documents []document) (said string, err error) {
	ctx, cancel := context.WithTimeout(t.Context(), 25*time.Minute)
	defer cancel()
	args := []string{"-env:UserInstallation=file://" + o.profile, "--headless", "--norestore", "--convert-to", o.filter, "--outdir", dir}
	for _, s := range documents {
		args = append(args, filepath.Join(dir, s.file()+".docx"))
	}
	cmd := exec.CommandContext(ctx, "soffice", args...)
	cmd.Env = append(os.Environ(), locale, "FONTCONFIG_FILE="+o.fonts)
	if newer() && o.filter != allPages {
		cmd = exec.CommandContext(ctx, os.Getenv(officeCommand), append([]string{dir}, args[7:]...)...)
		cmd.Env = append(os.Environ(), locale)
	}
	out, err := cmd.CombinedOutput()
	return string(out[max(0, len(out)-2000):]), err
}

func copyFile(t *testing.T, to, from string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func exists(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Size() > 0
}

// ourFonts writes our faces into a folder and returns a configuration that names no other.
func ourFonts(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	faces := filepath.Join(dir, "faces")
	if err := os.Mkdir(faces, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(file string, data []byte) {
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i, f := range fonts.Shipped() {
		write(filepath.Join(faces, fmt.Sprintf("%02d.ttf", i)), f.Data)
	}
	for i, family := range fitted {
		for style := range 4 {
			data := fonts.Fitted(family, style&1 != 0, style&2 != 0)
			data = bytes.ReplaceAll(data, []byte("Liberation"), []byte(stretched(i)))
			data = bytes.ReplaceAll(data, wide("Liberation"), wide(stretched(i)))
			write(filepath.Join(faces, fmt.Sprintf("fit%d%d.ttf", i, style)), data)
		}
	}
	file := filepath.Join(dir, "fonts.conf")
	write(file, fmt.Appendf(nil, fontConfig, faces, filepath.Join(dir, "cache"), aliases()))
	return file
}

// wide is a name as TrueType files write it.
func wide(name string) (out []byte) {
	for i := range len(name) {
		out = append(out, 0, name[i])
	}
	return out
}
