//go:build fidelity

package fidelity

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"vanthu/fonts"
)

// fontConfig lets LibreOffice see our fonts only, under Microsoft's names too.
const fontConfig = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>%s</dir><cachedir>%s</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Liberation Serif</family></prefer></alias>
<alias binding="same"><family>Arial</family><prefer><family>Liberation Sans</family></prefer></alias>
<alias binding="same"><family>Courier New</family><prefer><family>Liberation Mono</family></prefer></alias>
</fontconfig>`

// office has LibreOffice convert all documents in one call and returns the PDF files by name.
// The Word files stay in dir.
func office(t *testing.T, dir string, documents []document) map[string]string {
	t.Helper()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(t.TempDir(), "profile"), "--headless", "--norestore",
		"--convert-to", "pdf", "--outdir", dir}
	files := map[string]string{}
	for _, s := range documents {
		in := filepath.Join(dir, s.name+".docx")
		if err := os.WriteFile(in, s.docx, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, in)
		files[s.name] = filepath.Join(dir, s.name+".pdf")
	}
	cmd := exec.CommandContext(t.Context(), "soffice", args...)
	cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+ourFonts(t))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for name, file := range files {
		if info, err := os.Stat(file); err != nil || info.Size() == 0 {
			t.Fatalf("LibreOffice made no PDF of %s", name)
		}
	}
	return files
}

// ourFonts writes the shipped faces into a folder and returns a configuration that names
// no other.
func ourFonts(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	faces := filepath.Join(dir, "faces")
	if err := os.Mkdir(faces, 0o755); err != nil {
		t.Fatal(err)
	}
	for i, f := range fonts.Shipped() {
		if err := os.WriteFile(filepath.Join(faces, fmt.Sprintf("%02d.ttf", i)), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(file, fmt.Appendf(nil, fontConfig, faces, filepath.Join(dir, "cache")), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}
