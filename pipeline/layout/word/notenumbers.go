package word

import (
	"fmt"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// NoteNumbers says how notes are counted (ECMA-376-1 17.11.11, 17.11.4).
type NoteNumbers struct {
	Format  string // number format (ECMA-376-1 17.18.59)
	Start   int    // number of the first note
	Restart string // "continuous", "eachSect", "eachPage"
}

// How notes are counted where a file says nothing.
var (
	plainFootnotes = NoteNumbers{"decimal", 1, "continuous"}
	plainEndnotes  = NoteNumbers{"lowerRoman", 1, "continuous"}
)

// readNoteNumbers lays what w:footnotePr or w:endnotePr says over a default.
func readNoteNumbers(c *cursor, n NoteNumbers) NoteNumbers {
	c.each(func(name string) {
		switch name {
		case "w:numFmt":
			n.Format = c.val()
		case "w:numStart":
			n.Start = int(ooxml.Clamp(ooxml.Number(c.val()), 0, 1<<20))
		case "w:numRestart":
			n.Restart = c.val()
		}
	})
	return n
}

const (
	// CustomMark is the Text of a reference whose mark stands behind it as ordinary text
	// (w:customMarkFollows).
	CustomMark = "custom"
	// NoSign is the sign of the note of such a reference: a character without width.
	NoSign = "\u200b"
)

// NoteKey identifies a note.
type NoteKey struct {
	End bool // an endnote, else a footnote
	Id  int  // w:id
}

// NoteText is a footnote or endnote as read.
type NoteText struct {
	End    bool // an endnote, else a footnote
	Blocks []Block
	Paras  [2]int // numbers of the first and the last paragraph in its part
}

// openNotes reads the parts with footnotes and endnotes.
func (f *File) openNotes() error {
	for _, end := range []bool{false, true} {
		kind, name := "footnotes", FootnotePart
		if end {
			kind, name = "endnotes", EndnotePart
		}
		src, part, err := f.part(kind)
		if err != nil {
			return err
		}
		if src == nil {
			continue
		}
		rels, err := f.relationships(part)
		if err != nil {
			return err
		}
		r := &reader{c: newStory(src, docx.StoryOf(kind, part)), theme: f.Styles.Theme, rels: rels, facts: f.Facts, at: Place{Part: name}}
		r.c.each(func(string) {
			r.c.each(func(string) { f.readNote(r, end) })
		})
		if r.c.err != nil {
			return fmt.Errorf("%s: %w", part, r.c.err)
		}
		if !end {
			f.NoteParas = r.at.para
		}
	}
	return nil
}

func (f *File) readNote(r *reader, end bool) {
	key := NoteKey{end, int(r.c.number("w:id"))}
	kind := r.c.attr("w:type")
	n := &NoteText{End: end}
	r.note = &key
	n.Paras[0] = r.at.para + 1
	r.blocksOf(&n.Blocks, nil)
	n.Paras[1] = r.at.para
	r.note = nil
	switch kind {
	case "separator":
		if !end {
			f.Separator = n.Blocks
		}
	case "", "normal":
		f.Notes[key] = n
	}
}
