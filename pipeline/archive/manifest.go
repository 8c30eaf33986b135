package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// manifest is manifest.json of a year's shelf. It has no time in it, so that equal
// documents give equal manifests.
type manifest struct {
	Year      int                `json:"year"`
	Documents []manifestDocument `json:"documents"`
}

type manifestDocument struct {
	Key
	Title    string          `json:"title"`
	Sample   bool            `json:"sample,omitempty"`
	State    string          `json:"state"`
	Version  int             `json:"version"`
	Day      string          `json:"day"`
	Params   json.RawMessage `json:"params"`
	Data     string          `json:"data"` // SHA-256 of the canonical JSON; the archive has the text
	Source   Source          `json:"source"`
	Pages    int             `json:"pages"`
	Rows     int             `json:"rows"`
	Findings []Finding       `json:"findings,omitempty"`
	Files    []manifestFile  `json:"files"`
	Edited   []manifestFile  `json:"edited,omitempty"` // files on the shelf that people changed
}

type manifestFile struct {
	Name    string `json:"name"`
	Format  string `json:"format"`
	SHA256  string `json:"sha256"`
	Size    int64  `json:"size"`
	Version int    `json:"version"`
}

func newManifestDocument(ctx context.Context, q Queryer, doc *Document) (manifestDocument, error) {
	e := manifestDocument{Key: doc.Key, Title: doc.Title, Sample: doc.Sample, State: doc.State,
		Version: doc.Version, Pages: doc.Pages, Rows: doc.Rows}
	v, err := versionRow(ctx, q, doc.ID, doc.Made)
	if err != nil {
		return e, err
	}
	e.Day, e.Params, e.Source = v.Day, json.RawMessage(v.Params), v.Source
	if doc.Wrong+doc.Warnings+doc.Hints > 0 {
		e.Findings, err = Findings(ctx, q, doc.ID, doc.Version)
	}
	return e, err
}

const manifestName = "manifest.json"

func (m *manifest) write(dir string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return err
	}
	path := filepath.Join(dir, manifestName)
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, b.Bytes()) {
		return nil
	}
	return WriteFile(path, b.Bytes())
}

// readManifest returns what the last call put down, by file name: nothing where the
// manifest is missing or was spoiled, which makes Lay the more careful.
func readManifest(dir string) map[string]manifestFile {
	files := make(map[string]manifestFile)
	var m manifest
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil || json.Unmarshal(data, &m) != nil {
		return files
	}
	for _, d := range m.Documents {
		for _, f := range d.Files {
			files[f.Name] = f
		}
	}
	return files
}

// tempPattern names our unfinished files, so that sweep knows them after a crash.
const tempPattern = ".vanthu-*.tmp"

// sweep removes what a killed process left unfinished. The caller holds the lock.
func sweep(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, tempPattern))
	if err != nil {
		return err
	}
	for _, path := range left {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// WriteFile writes a file that appears whole or not at all: under a temporary name in
// the same folder, synced, then renamed. The folder itself is not synced.
func WriteFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), tempPattern)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil && runtime.GOOS != "windows" {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func hashFile(path string) (sum string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
