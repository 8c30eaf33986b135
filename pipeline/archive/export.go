package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
)

// exported is a document in the manifest of an export.
type exported struct {
	Key
	Name     string            `json:"name"`
	Title    string            `json:"title"`
	Sample   bool              `json:"sample,omitempty"`
	State    string            `json:"state"`
	Symbol   string            `json:"symbol,omitempty"`
	IssueDay string            `json:"issueDay,omitempty"`
	Urgency  string            `json:"urgency,omitempty"`
	Versions []exportedVersion `json:"versions"`
	Moves    []exportedMove    `json:"moves"`
	Links    []exportedLink    `json:"links,omitempty"`
}

// exportedLink is a paper that corrects, replaces or recalls this one, or the other way.
type exportedLink struct {
	Relation string    `json:"relation"`
	Of       string    `json:"of"`
	By       string    `json:"by"`
	Actor    string    `json:"actor"`
	At       time.Time `json:"at"`
	Comment  string    `json:"comment,omitempty"`
}

type exportedVersion struct {
	Number   int             `json:"number"`
	Origin   string          `json:"origin"`
	BasedOn  int             `json:"basedOn,omitempty"`
	Day      string          `json:"day,omitempty"`
	Params   json.RawMessage `json:"params"`
	Source   Source          `json:"source"`
	At       time.Time       `json:"madeAt"`
	By       string          `json:"madeBy"`
	Job      string          `json:"job,omitempty"`
	Note     string          `json:"note,omitempty"`
	Findings []Finding       `json:"findings,omitempty"`
	Files    []manifestFile  `json:"files"`
}

type exportedMove struct {
	From    string    `json:"from,omitempty"`
	To      string    `json:"to"`
	Version int       `json:"version"`
	Actor   string    `json:"actor"`
	At      time.Time `json:"at"`
	Comment string    `json:"comment,omitempty"`
}

// ExportFile packs all versions of a year's documents into a zip that appears whole or
// not at all, and returns how many documents it holds. The zip is read from one state of
// the database; equal states give equal bytes.
func ExportFile(ctx context.Context, d *db.DB, year int, path string) (documents int, err error) {
	snap, err := d.Snapshot(ctx)
	if err != nil {
		return 0, err
	}
	defer snap.Rollback()
	docs, err := List(ctx, snap, Filter{Year: year})
	if err != nil {
		return 0, err
	}
	if len(docs) == 0 {
		return 0, fmt.Errorf("archive: year %d: no documents: %w", year, ErrNotFound)
	}
	return len(docs), writeFile(path, func(w io.Writer) error {
		x := exporting{path: path, zip: zip.NewWriter(w), q: snap}
		for i := range docs {
			if err := x.document(ctx, &docs[i]); err != nil {
				return err
			}
		}
		return x.close(ctx, year)
	})
}

// ExportedHead reads the end of the record that an export holds.
func ExportedHead(path string) (audit.Head, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return audit.Head{}, fmt.Errorf("%s: %w", path, err)
	}
	defer z.Close()
	f, err := z.Open(manifestName)
	if err != nil {
		return audit.Head{}, fmt.Errorf("%s: %w", path, err)
	}
	defer f.Close()
	var m struct{ Audit audit.Head }
	if err := json.NewDecoder(f).Decode(&m); err != nil || m.Audit.Hash == "" {
		return audit.Head{}, fmt.Errorf("%s: its manifest.json holds no end of the record", path)
	}
	return m.Audit, nil
}

type exporting struct {
	path string // of the zip
	zip  *zip.Writer
	q    db.Queryer
	list []exported
	sums bytes.Buffer
}

func (x *exporting) document(ctx context.Context, d *Document) error {
	e := exported{Key: d.Key, Name: d.Name, Title: d.Title, Sample: d.Sample, State: d.State, Symbol: d.Symbol,
		IssueDay: d.IssueDay, Urgency: d.Urgency}
	versions, err := Versions(ctx, x.q, d.ID)
	if err != nil {
		return err
	}
	for i := len(versions) - 1; i >= 0; i-- { // the oldest first
		v := versions[i]
		ev := exportedVersion{Number: v.Number, Origin: v.Origin, BasedOn: v.BasedOn, Day: v.Day, Params: json.RawMessage(v.Params),
			Source: v.Source, At: v.At.UTC(), By: v.By, Job: v.Job, Note: v.Note}
		if ev.Findings, err = Findings(ctx, x.q, d.ID, v.Number); err != nil {
			return err
		}
		for _, f := range v.Files {
			name := fmt.Sprintf("%s/ban-%d.%s", d.Name, v.Number, f.Format)
			data, err := FileByHash(ctx, x.q, f.SHA256)
			if err != nil {
				return err
			}
			if err := x.put(name, data); err != nil {
				return err
			}
			ev.Files = append(ev.Files, manifestFile{Name: name, Format: f.Format, SHA256: f.SHA256, Size: f.Size, Version: v.Number})
		}
		e.Versions = append(e.Versions, ev)
	}
	way, err := Moves(ctx, x.q, d.ID)
	if err != nil {
		return err
	}
	for _, m := range way {
		e.Moves = append(e.Moves, exportedMove{m.From, m.To, m.Version, m.Actor, m.At.UTC(), m.Comment})
	}
	links, err := Links(ctx, x.q, d.ID)
	if err != nil {
		return err
	}
	for _, l := range links {
		e.Links = append(e.Links, exportedLink{l.Relation, l.Of, l.Symbol, l.Actor, l.At.UTC(), l.Comment})
	}
	x.list = append(x.list, e)
	return nil
}

// put adds a file and its checksum. The zip says no time: the manifest does.
func (x *exporting) put(name string, data []byte) error {
	if err := before("write", x.path); err != nil {
		return err
	}
	w, err := x.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	fmt.Fprintf(&x.sums, "%s  %s\n", Hash(data), name)
	return nil
}

func (x *exporting) close(ctx context.Context, year int) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	head, err := audit.Verify(ctx, x.q)
	if err != nil {
		return err
	}
	err = e.Encode(struct {
		Year      int        `json:"year"`
		Audit     audit.Head `json:"audit"`
		Documents []exported `json:"documents"`
	}{year, head, x.list})
	if err != nil {
		return err
	}
	if err := x.put(manifestName, b.Bytes()); err != nil {
		return err
	}
	if err := x.put("SHA256SUMS", bytes.Clone(x.sums.Bytes())); err != nil {
		return err
	}
	return x.zip.Close()
}
