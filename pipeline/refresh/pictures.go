package refresh

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"path"
	"strings"

	"vanthu/pipeline/ooxml"
)

// mergePictures puts the pictures that the data draw now, such as charts, in the place of
// those that are as they were made. Nothing tracks the change of a picture.
func (f *file) mergePictures() error {
	drawn, err := f.o.drawnAnew()
	if err != nil || len(drawn) == 0 {
		return err
	}
	for _, name := range f.pkg.Names() {
		if !isPicture(name) {
			continue
		}
		data, err := f.pkg.Part(name)
		if err != nil {
			return err
		}
		if now, is := drawn[sha256.Sum256(data)]; is {
			f.pictures[name] = now
			f.note(Updated, nil, nil, Change{Name: "hình", Place: path.Base(name)})
		}
	}
	return nil
}

// drawnAnew are the pictures of Now that differ from those of Made, by the SHA-256 of these.
func (o *Options) drawnAnew() (map[[sha256.Size]byte][]byte, error) {
	if o.Made == nil || o.Now == nil {
		return nil, nil
	}
	made, err := ooxml.Open(o.Made, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	now, err := ooxml.Open(o.Now, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	drawn := map[[sha256.Size]byte][]byte{}
	for _, name := range made.Names() {
		if !isPicture(name) || !now.Has(name) {
			continue
		}
		a, errA := made.Part(name)
		b, errB := now.Part(name)
		if err := errors.Join(errA, errB); err != nil {
			return nil, err
		}
		if !bytes.Equal(a, b) {
			drawn[sha256.Sum256(a)] = b
		}
	}
	return drawn, nil
}

func isPicture(part string) bool { return strings.Contains(part, "/media/") }
