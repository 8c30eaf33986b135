package fill

import (
	"fmt"
	"strings"
)

// Fault is something wrong with a tag, said for the person who made the template.
type Fault struct {
	Place   string // "thân văn bản, bảng 2, hàng 3, ô 1, đoạn 1"
	Tag     string // as it is written, with its braces
	Problem string
	Near    string // the nearest known name, where the name is unknown
}

func (f Fault) String() string { return fmt.Sprintf("%s: thẻ %s: %s", f.Place, f.Tag, f.Problem) }

// Faults are all that is wrong, in the order of the document. They are an error.
type Faults struct {
	List []Fault
	Uses []Use // the tags that could be read, without their sections: what else is wrong can be told of them
	seen map[Fault]bool
}

// add notes a fault once: both branches of alternate content report the same.
func (f *Faults) add(x Fault) {
	if f.seen == nil {
		f.seen = map[Fault]bool{}
	}
	if len([]rune(x.Tag)) > 80 {
		x.Tag = string([]rune(x.Tag)[:80]) + "…"
	}
	if !f.seen[x] {
		f.seen[x] = true
		f.List = append(f.List, x)
	}
}

func (f *Faults) Error() string {
	if len(f.List) == 1 {
		return f.List[0].String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "mẫu có %d lỗi:", len(f.List))
	for _, x := range f.List {
		b.WriteString("\n- " + x.String())
	}
	return b.String()
}
