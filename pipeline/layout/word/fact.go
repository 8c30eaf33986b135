package word

// Fact is something that the pages do not show as the DOCX has it: a missing glyph, a
// replaced face, a feature that is not laid out, an overflow. Facts judge nothing.
type Fact struct {
	Kind   string // one word of English, e.g. "glyph", "face", "feature", "overflow"
	Place  string // part, paragraph, table, row, cell, in Vietnamese
	Detail string // in Vietnamese
}

// Facts collects what the pages do not show as the file has it; each thing once a place. The
// zero value is ready.
type Facts struct {
	List []Fact
	seen map[Fact]bool
}

// maxFacts bounds the List; a document with more has one trouble, not a thousand.
const maxFacts = 1000

// Add notes a fact, unless the same stands there already or the List has maxFacts (1000).
func (f *Facts) Add(kind string, at Place, detail string) {
	if len(f.List) >= maxFacts {
		return
	}
	fact := Fact{kind, at.String(), detail}
	if f.seen == nil {
		f.seen = map[Fact]bool{}
	}
	if !f.seen[fact] {
		f.seen[fact] = true
		f.List = append(f.List, fact)
	}
}
