package fill

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/tag"
)

// Word keeps the address of a link apart from the text, once for all copies of it. Where tags
// stand in one, the link is read as the field that Word has for the same (ECMA-376-1
// 17.16.5.25), whose code stands in the text and is filled as text is.

// linksAsFields gives back the package with such links as fields, the same one where there
// are none.
func linksAsFields(pkg *ooxml.Package, stories []docx.Story, limits ooxml.Limits) (*ooxml.Package, error) {
	changed := map[string][]byte{}
	for _, story := range stories {
		if err := fieldLinks(pkg, story.Part, changed); err != nil {
			return nil, err
		}
	}
	if len(changed) == 0 {
		return pkg, nil
	}
	data, err := pkg.Rewritten(changed)
	if err != nil {
		return nil, err
	}
	return ooxml.Open(data, limits)
}

// fieldLinks puts into changed the part and its relationships without addresses that hold tags.
func fieldLinks(pkg *ooxml.Package, part string, changed map[string][]byte) error {
	targets, err := taggedTargets(pkg, part)
	if err != nil || len(targets) == 0 {
		return err
	}
	src, err := pkg.Part(part)
	if err != nil {
		return err
	}
	edits, left, err := linkEdits(src, targets)
	if err != nil {
		return fmt.Errorf("%s: tệp hỏng: %w", part, err)
	}
	if len(edits) == 0 {
		return nil
	}
	changed[part] = ooxml.Apply(src, edits...)
	for id := range targets {
		if left[id] {
			delete(targets, id)
		}
	}
	name := ooxml.RelationshipsPart(part)
	rels, err := pkg.Part(name)
	if err != nil {
		return err
	}
	if edits, err = withoutTargets(rels, targets); err != nil {
		return fmt.Errorf("%s: tệp hỏng: %w", name, err)
	}
	changed[name] = ooxml.Apply(rels, edits...)
	return nil
}

// withoutTargets takes relationships out to which nothing leads any more.
func withoutTargets(rels []byte, targets map[string]string) (edits []ooxml.Edit, err error) {
	s, from := ooxml.NewScanner(rels), -1
	for {
		t, err := s.Next()
		if err == io.EOF {
			return edits, nil
		} else if err != nil {
			return nil, err
		}
		if t.Name != "rel:Relationship" {
			continue
		}
		if id, _ := s.Attr("Id"); t.Kind != ooxml.End && targets[id] != "" {
			from = t.Pos
		}
		if t.Kind != ooxml.Start && from >= 0 {
			edits = append(edits, ooxml.Edit{Pos: from, End: t.End})
			from = -1
		}
	}
}

// taggedTargets returns the addresses outside the file that hold tags, by relationship.
func taggedTargets(pkg *ooxml.Package, part string) (map[string]string, error) {
	rels, err := pkg.Relationships(part)
	if err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for _, r := range rels {
		if text, has := targetText(r.Target); r.External && has {
			targets[r.ID] = text
		}
	}
	return targets, nil
}

var escapedBrace = strings.NewReplacer("%7B", "{", "%7b", "{", "%7D", "}", "%7d", "}")

// targetText reads an address with its tags as people typed them; has is false where it has none.
func targetText(target string) (text string, has bool) {
	text = escapedBrace.Replace(target)
	var b strings.Builder
	last := 0
	for _, piece := range tag.Find(text) {
		if piece.Tag == nil && piece.Err == nil {
			continue
		}
		has = true
		typed, err := url.PathUnescape(text[piece.Start:piece.End])
		if err != nil {
			typed = text[piece.Start:piece.End]
		}
		b.WriteString(text[last:piece.Start] + typed)
		last = piece.End
	}
	return b.String() + text[last:], has
}

// linkEdits writes the links to targets as fields; left are those to which something else
// leads too.
func linkEdits(src []byte, targets map[string]string) (edits []ooxml.Edit, left map[string]bool, err error) {
	left = map[string]bool{}
	var open []string // of the links around: how the field ends, "" for a link that stays
	s := ooxml.NewScanner(src)
	for {
		t, err := s.Next()
		if err == io.EOF {
			return edits, left, nil
		} else if err != nil {
			return nil, nil, err
		}
		if t.Kind == ooxml.End && t.Name == "w:hyperlink" && len(open) > 0 {
			if end := open[len(open)-1]; end != "" {
				edits = append(edits, ooxml.Edit{Pos: t.Pos, End: t.End, Text: end})
			}
			open = open[:len(open)-1]
		}
		if t.Kind != ooxml.Start && t.Kind != ooxml.Empty {
			continue
		}
		if t.Name != "w:hyperlink" {
			for _, a := range s.Attrs() {
				left[a.Value] = left[a.Value] || strings.HasPrefix(a.Name, "r:")
			}
			continue
		}
		end := ""
		id, _ := s.Attr("r:id")
		if target, is := targets[id]; is {
			var begin string
			begin, end = linkField(s, target)
			if t.Kind == ooxml.Empty {
				begin += end
			}
			edits = append(edits, ooxml.Edit{Pos: t.Pos, End: t.End, Text: begin})
		}
		if t.Kind == ooxml.Start {
			open = append(open, end)
		}
	}
}

// linkField is what stands before and behind the text of a link that is a field: the same
// address, place in it, tip and window.
func linkField(s *ooxml.Scanner, target string) (begin, end string) {
	code := ` HYPERLINK "` + strings.ReplaceAll(target, `\`, `\\`) + `" `
	for _, sw := range []struct{ attr, sign string }{{"w:anchor", `\l`}, {"w:tooltip", `\o`}, {"w:tgtFrame", `\t`}} {
		if v, ok := s.Attr(sw.attr); ok && v != "" {
			code += sw.sign + ` "` + v + `" `
		}
	}
	const ns = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	sign := func(kind string) string { return `<w:r` + ns + `><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	begin = sign("begin") + `<w:r` + ns + `><w:instrText` + preserve + `>` + string(ooxml.AppendEscaped(nil, code, false)) + `</w:instrText></w:r>` + sign("separate")
	return begin, sign("end")
}
