package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"vanthu/pipeline/db"
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
	Newest   int             `json:"newest"` // the version that was the newest
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

func newManifestDocument(ctx context.Context, q db.Queryer, doc *Document) (manifestDocument, error) {
	e := manifestDocument{Key: doc.Key, Title: doc.Title, Sample: doc.Sample, State: doc.State,
		Version: doc.Version, Newest: doc.Versions, Pages: doc.Pages, Rows: doc.Rows}
	v, err := versionRow(ctx, q, doc.ID, doc.FromRun)
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

// fileClock is by how much the times of files may lag behind the clock.
const fileClock = 50 * time.Millisecond

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
		now := time.Now().Add(-fileClock) // what is older was looked at
		return os.Chtimes(path, now, now)
	}
	return WriteFile(path, b.Bytes())
}

// readManifest returns the manifest of the last call and when it was written: nothing where
// it is missing or was spoiled.
func readManifest(dir string) (m manifest, written time.Time) {
	path := filepath.Join(dir, manifestName)
	data, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(data, &m) != nil {
		return manifest{}, time.Time{}
	}
	if info, err := os.Stat(path); err == nil {
		written = info.ModTime()
	}
	return m, written
}
