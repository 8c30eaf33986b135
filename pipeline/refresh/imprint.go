package refresh

import (
	"strings"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/ooxml"
)

// imprint is a bookmark that tells which paper a file is.
type imprint struct {
	part *part
	elem int // w:bookmarkStart
}

// Imprint tells which paper a file is, as fill.Run.Imprint did, "" where it tells nothing.
func Imprint(document []byte) (string, error) {
	pkg, err := ooxml.Open(document, ooxml.Limits{})
	if err != nil {
		return "", err
	}
	main, err := pkg.Main()
	if err != nil {
		return "", err
	}
	src, err := pkg.Part(main)
	if err != nil {
		return "", err
	}
	p, err := readPart(docx.StoryOf("document", main), src)
	if err != nil {
		return "", err
	}
	for i := range p.elems {
		if name, is := strings.CutPrefix(p.elems[i].val, fill.ImprintPrefix); is && p.elems[i].name == "w:bookmarkStart" {
			return name, nil
		}
	}
	return "", nil
}

// putImprint names the data of now where something has changed.
func (f *file) putImprint() {
	changes := len(f.pictures) > 0
	for _, p := range f.parts {
		changes = changes || len(p.edits)+len(p.puts) > 0
	}
	if f.o.Imprint == "" || !changes {
		return
	}
	for _, i := range f.imprints {
		e := &i.part.elems[i.elem]
		i.part.change(e.pos, e.inner, strings.Replace(string(i.part.src[e.pos:e.inner]), e.val, fill.ImprintPrefix+f.o.Imprint, 1), i.part.region(i.elem))
	}
}
