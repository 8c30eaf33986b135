package layout

import (
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// note is a footnote or endnote.
type note struct {
	*word.NoteText
	sign  string          // as printed; given in the order of the references
	page  int             // on which it got its sign
	from  *word.Paragraph // holds the reference
	frame *frame          // laid out, once a reference to it is met
	head  unit.Length     // of that, its first lines: as much must stand on the page of the reference
}

// notes holds the notes of a document.
type notes struct {
	byKey    map[word.NoteKey]*note
	feet     int // footnotes that have a sign, since the last restart
	page     int // of the footnote that got its sign last
	ends     []*note
	endCount int // of those, since the last restart
}

// newNotes makes the notes of a file ready: none has a sign.
func newNotes(texts map[word.NoteKey]*word.NoteText) *notes {
	n := &notes{byKey: make(map[word.NoteKey]*note, len(texts))}
	for key, text := range texts {
		n.byKey[key] = &note{NoteText: text}
	}
	return n
}

// reset takes all signs back before another pass.
func (n *notes) reset() {
	for _, note := range n.byKey {
		note.sign, note.frame = "", nil
	}
	n.feet, n.page, n.ends, n.endCount = 0, 0, nil, 0
}

// beginSection begins to count notes anew where a section says so.
func (n *notes) beginSection(s *setting) {
	if s.footnotes.Restart == "eachSect" {
		n.feet = 0
	}
	if s.endnotes.Restart == "eachSect" {
		n.endCount = 0
	}
}

// giveSign gives a note its sign where its first reference is met, and a new one where notes
// are counted by pages and the reference has come to another page.
func (t *typesetter) giveSign(n *note, from *word.Paragraph, custom bool) {
	all := t.notes
	byPage := !n.End && t.section.footnotes.Restart == "eachPage"
	if n.sign != "" && (!byPage || n.page == t.now.page || n.sign == word.NoSign) {
		return
	}
	met := n.sign != ""
	n.from, n.page = from, t.now.page
	if n.End && !met {
		all.ends = append(all.ends, n)
	}
	switch {
	case custom:
		n.sign = word.NoSign
	case n.End:
		all.endCount++
		n.sign = t.Styles.Lists.Language.Number(all.endCount+t.section.endnotes.Start-1, t.section.endnotes.Format)
	default:
		if byPage && all.page != t.now.page {
			all.feet, all.page = 0, t.now.page
		}
		all.feet++
		n.sign = t.Styles.Lists.Language.Number(all.feet+t.section.footnotes.Start-1, t.section.footnotes.Format)
	}
}

// reference shapes the reference to a note.
func (s *shaper) reference(in *word.Inline, l *word.Look) {
	n := s.t.notes.byKey[word.NoteKey{End: in.Kind == word.InEndnote, Id: in.Id}]
	if n == nil || s.t.copying {
		return
	}
	s.t.giveSign(n, s.p, in.Text == word.CustomMark)
	s.paged = s.paged || !n.End && s.t.section.footnotes.Restart == "eachPage"
	if n.sign == word.NoSign { // the mark follows as text
		s.marked = n
		return
	}
	from := len(s.atoms)
	s.text(n.sign, l)
	if !n.End && from < len(s.atoms) {
		s.atoms[from].note = n
	}
}

// noteSign is what stands before the text of a note.
func (t *typesetter) noteSign(in *word.Inline) string {
	if n := t.notes.byKey[word.NoteKey{End: in.Text == "end", Id: in.Id}]; n != nil {
		return n.sign
	}
	return ""
}
