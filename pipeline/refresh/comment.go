package refresh

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/fill"
	"vanthu/pipeline/ooxml"
)

// comments are the comments of a document, with those that come.
type comments struct {
	part  string          // "" where the document has none yet
	src   []byte          // of the part
	said  map[string]bool // what comments in our name say
	added []string
	last  int // greatest number
}

const (
	commentsPart = "word/comments.xml"
	commentsType = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
	commentsRel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
	mainSpace    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

	relationSpace   = "http://schemas.openxmlformats.org/package/2006/relationships"
	noRelationships = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Relationships xmlns="` + relationSpace + `"></Relationships>`
)

func (f *file) openComments() error {
	f.comments = &comments{said: map[string]bool{}, last: -1}
	parts, err := f.pkg.Find(f.main, "comments")
	if err != nil || len(parts) == 0 {
		return err
	}
	c := f.comments
	c.part = parts[0]
	if c.src, err = f.pkg.Part(c.part); err != nil {
		return err
	}
	s := ooxml.NewScanner(c.src)
	ours, text := false, ""
	for {
		t, err := s.Next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", c.part, err)
		case t.Name == "w:comment" && t.Kind != ooxml.End:
			author, _ := s.Attr("w:author")
			id, _ := s.Attr("w:id")
			n, _ := strconv.Atoi(id)
			c.last = max(c.last, n)
			ours, text = author == f.o.Author, ""
		case t.Name == "w:comment" && ours:
			c.said[text] = true
		case t.Kind == ooxml.Text:
			text += s.Text()
		}
	}
}

// comment puts a comment round a region of the body, once.
func (f *file) comment(p *part, region span, para int, text string) {
	c := f.comments
	if p.name != f.main || c.said[text] {
		return
	}
	c.said[text] = true
	c.last++
	id := strconv.Itoa(c.last)
	date := ""
	if !f.o.Day.IsZero() {
		date = ` w:date="` + f.o.Day.Format(time.DateOnly) + `T00:00:00Z"`
	}
	c.added = append(c.added, `<w:comment xmlns:w="`+mainSpace+`" w:id="`+id+`" w:author="`+escaped(f.o.Author)+`"`+date+` w:initials="VT"><w:p><w:r><w:t xml:space="preserve">`+
		escaped(text)+`</w:t></w:r></w:p></w:comment>`)
	from, to := region.pos, region.end
	if e := p.elems[para]; from <= e.pos || to >= e.end { // a whole paragraph, or row: the comment stands within the first one
		from, to = e.inner, e.innerEnd
		if pr := p.child(para, "w:pPr"); pr >= 0 {
			from = p.elems[pr].end
		}
		if e.inner == e.end {
			return // an empty paragraph: the report alone tells
		}
	}
	w := p.named(para, "")
	p.change(from, from, "<"+w+`commentRangeStart `+w+`id="`+id+`"/>`, span{from, from})
	p.change(to, to, "<"+w+`commentRangeEnd `+w+`id="`+id+`"/><`+w+`r><`+w+`commentReference `+w+`id="`+id+`"/></`+w+`r>`, span{to, to})
}

// parts returns the parts that change for the comments.
func (c *comments) parts(f *file, changed map[string][]byte) error {
	if len(c.added) == 0 {
		return nil
	}
	all := strings.Join(c.added, "")
	if c.part != "" {
		var err error
		changed[c.part], err = appended(c.src, all)
		return err
	}
	changed[commentsPart] = []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<w:comments xmlns:w="` + mainSpace + `">` + all + `</w:comments>`)
	rels := ooxml.RelationshipsPart(f.main)
	src := []byte(noRelationships)
	if f.pkg.Has(rels) {
		var err error
		if src, err = f.pkg.Part(rels); err != nil {
			return err
		}
	}
	id := "rIdNhanXet"
	for bytes.Contains(src, []byte(`"`+id+`"`)) {
		id += "_"
	}
	target := "/" + commentsPart
	if path.Dir(f.main) == "word" {
		target = path.Base(commentsPart)
	}
	var err error
	if changed[rels], err = appended(src, `<Relationship xmlns="`+relationSpace+`" Id="`+id+`" Type="`+commentsRel+`" Target="`+target+`"/>`); err != nil {
		return err
	}
	types, err := f.pkg.Part("[Content_Types].xml")
	if err != nil {
		return err
	}
	changed["[Content_Types].xml"], err = appended(types, `<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" PartName="/`+commentsPart+`" ContentType="`+commentsType+`"/>`)
	return err
}

// appended puts XML at the end of the root element, also of one without content: <w:comments …/>.
func appended(src []byte, xml string) ([]byte, error) {
	if at := bytes.LastIndex(src, []byte("</")); at >= 0 {
		return ooxml.Apply(src, ooxml.Edit{Pos: at, End: at, Text: xml}), nil
	}
	at, end := bytes.LastIndexByte(src, '<'), bytes.LastIndex(src, []byte("/>"))
	if at < 0 || end < at {
		return nil, fmt.Errorf("an XML part without an element: %.80q", src)
	}
	name := string(src[at+1 : at+1+bytes.IndexAny(src[at+1:], " \t\r\n/>")])
	return ooxml.Apply(src, ooxml.Edit{Pos: end, End: end + 2, Text: ">" + xml + "</" + name + ">"}), nil
}

// pointMark is a bookmark that holds nothing.
func (f *file) pointMark(prefix, name string) string {
	f.lastID++
	id := strconv.Itoa(f.lastID)
	return "<" + prefix + `bookmarkStart ` + prefix + `id="` + id + `" ` + prefix + `name="` + name + `"/><` + prefix + `bookmarkEnd ` + prefix + `id="` + id + `"/>`
}

func escaped(s string) string { return string(ooxml.AppendEscaped(nil, s, true)) }

// isOurs reports whether a content control is that of a value.
func (p *part) isOurs(k int) bool {
	pr := p.child(k, "w:sdtPr")
	if pr < 0 {
		return false
	}
	t := p.child(pr, "w:tag")
	return t < 0 || strings.HasPrefix(p.elems[t].val, fill.ControlPrefix)
}
