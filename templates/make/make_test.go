package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestMakers: the shipped files are what the program makes, and making them again gives the
// same bytes.
func TestMakers(t *testing.T) {
	for name, maker := range makers {
		t.Run(name, func(t *testing.T) {
			want, err := maker()
			if err != nil {
				t.Fatal(err)
			}
			if again, err := maker(); err != nil || !bytes.Equal(again, want) {
				t.Errorf("made twice, the bytes differ (%v)", err)
			}
			got, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
			if err != nil {
				t.Fatalf("%v: go run ./templates/make makes it", err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s is not what its maker makes: after a change of the maker run go run ./templates/make; after an edit in Word delete its maker", name)
			}
		})
	}
}

// TestWriteOneKind: a named kind's files alone are written; an unknown kind is an error.
func TestWriteOneKind(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir, []string{"don-doc"}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(files) != 1 || filepath.Base(files[0]) != "mau.docx" {
		t.Errorf("wrote %q, %v", files, err)
	}
	if err := write(dir, []string{"don"}); err == nil {
		t.Error("an unknown kind is no error")
	}
}
