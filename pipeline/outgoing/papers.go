// Package outgoing is the way of outgoing papers (văn bản đi, NĐ 30/2020 Điều 14–19): from
// a kept draft over edits, checks and signature to its number, its register and what
// corrects or replaces it.
//
// In: documents of the archive, and what people bring: edited Word files, signed PDFs, a
// number, a day. Out: new versions in the archive, each with its findings, and what is
// printed on the way: the overlay with number and day, the register, the slip.
//
// The steps: Edit and TakeIn keep what people wrote; Move lays a text before the leader;
// Issue gives number and day; Overlay and Increment put both onto what was signed;
// SignBack compares what came back; Replace begins the paper that takes its place.
//
// The one thing to know: files are made before the write lock is taken, and written only
// where the document still is as it was read; else the error is archive.ErrChanged.
package outgoing

import (
	"bytes"
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/making"
)

// Papers are the outgoing papers of an archive, with what makes their files. They may be
// shared by goroutines.
type Papers struct {
	*making.Maker
}

// Of returns the papers of the archive that m keeps documents in.
func Of(m *making.Maker) *Papers { return &Papers{m} }

// Shelf is the folder dir, where edits of people are taken in.
func (p *Papers) Shelf(dir string) archive.Shelf {
	return archive.Shelf{Dir: dir, By: p.By, Now: p.Now, Edited: p.Edit}
}

// Remake makes a kept version again from its data set: what Make gave.
func (p *Papers) Remake(ctx context.Context, doc *archive.Document, version int) (*archive.Made, error) {
	from, err := p.fromRun(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	_, mark, err := making.Params(from)
	if err != nil {
		return nil, err
	}
	return p.remake(ctx, doc, version, making.Marks{Sample: doc.Sample, Urgency: mark})
}

// remake makes the files of a version anew from its data set, with other marks.
func (p *Papers) remake(ctx context.Context, doc *archive.Document, version int, marks making.Marks) (*archive.Made, error) {
	d, err := p.draftOf(ctx, doc, version, marks)
	if err != nil {
		return nil, err
	}
	files, err := archive.Files(ctx, p.DB.Reader, doc.ID, version)
	if err != nil {
		return nil, err
	}
	var formats []string
	for _, f := range files {
		formats = append(formats, f.Format)
	}
	return d.Make(formats)
}

// draftOf is a document over the data set of one of its versions.
func (p *Papers) draftOf(ctx context.Context, doc *archive.Document, version int, marks making.Marks) (*making.Draft, error) {
	set, err := p.dataSet(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	return p.Draft(ctx, doc.Kind, set, marks)
}

func (p *Papers) dataSet(ctx context.Context, doc int64, version int) (*dataset.Set, error) {
	data, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc, Version: version, Format: "json"})
	if err != nil {
		return nil, err
	}
	return dataset.ParseJSON(bytes.NewReader(data))
}

// fromRun is the newest version up to number that a run made: what a person's edit
// started from.
func (p *Papers) fromRun(ctx context.Context, doc int64, number int) (*archive.Version, error) {
	versions, err := archive.Versions(ctx, p.DB.Reader, doc)
	if err != nil {
		return nil, err
	}
	for i := range versions { // the newest first
		v := &versions[i]
		if v.Number > number || v.Origin != archive.FromRun {
			if v.Number == number && v.BasedOn > 0 {
				number = v.BasedOn
			}
			continue
		}
		return v, nil
	}
	return nil, fmt.Errorf("archive: document %d: version %d: %w", doc, number, archive.ErrNotFound)
}

// writeTo writes what was made of a document as it was read, unless somebody has changed
// it since: archive.ErrChanged.
func (p *Papers) writeTo(ctx context.Context, read *archive.Document, do func(tx *sqlx.Tx) error) error {
	return p.DB.Write(ctx, func(tx *sqlx.Tx) error {
		if err := archive.Unchanged(ctx, tx, read); err != nil {
			return err
		}
		return do(tx)
	})
}

// text reads a value at the top level of a data set as it stands, "" where there is none.
func text(s *dataset.Set, name string) string {
	v, _ := s.Get(name)
	return v.Literal()
}

func buffer(write func(b *bytes.Buffer) error) ([]byte, error) {
	var b bytes.Buffer
	err := write(&b)
	return b.Bytes(), err
}
