package layout

// facts collects what the pages do not show as the file has it; each thing once a place.
type facts struct {
	list []Fact
	seen map[Fact]bool
}

// maxFacts bounds the list; a document with more has one trouble, not a thousand.
const maxFacts = 1000

func (f *facts) add(kind string, at place, detail string) {
	if len(f.list) >= maxFacts {
		return
	}
	fact := Fact{kind, at.String(), detail}
	if f.seen == nil {
		f.seen = map[Fact]bool{}
	}
	if !f.seen[fact] {
		f.seen[fact] = true
		f.list = append(f.list, fact)
	}
}
