// Package stamp puts late values – the number and the date of issue – into the editing
// copy of a draft, also after people have worked on it in Word.
//
// In: the bytes of a DOCX in which late names still have their places, and the phrases to
// put there. A place is a content control that bears the name as its tag and shows a
// placeholder ("Số: ……/KH-UBND", so that a printed draft has dots), or the tag {so_van_ban}
// in the text, as people type it. Out: the bytes of the stamped DOCX. The steps: find the
// places in body, headers, footers and notes, however Word has split them; give go-docx a minimal DOCX of nothing but these tags; put the texts
// that it returns back where the tags stood; take the content controls away, so that
// plain text remains.
//
// The one thing to know: go-docx never sees the draft. Parts without a tag are copied as
// they are compressed; in the others every byte outside of tags and their controls stays.
package stamp

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// Stamp returns the DOCX with each place of a name replaced by values[name], wherever it
// stands, once or more often. Names are flat; a value is a whole phrase on one line ("ngày 05
// tháng 02 năm 2024"). A name whose tag is not in the document, a value that a line of
// text cannot hold and a document that is signed already are errors, in the words of the
// person who has the document; all missing tags are told at once.
func Stamp(data []byte, values map[string]string) ([]byte, error) {
	names := slices.Sorted(maps.Keys(values))
	if err := checkValues(names, values); err != nil {
		return nil, err
	}
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	if err := refuseSigned(p); err != nil {
		return nil, err
	}
	all, err := places(p, names)
	if err != nil {
		return nil, err
	}
	if err := missing(names, all); err != nil {
		return nil, err
	}
	if err := replaceTags(all, values); err != nil {
		return nil, err
	}
	changed := map[string][]byte{}
	for _, s := range all {
		if len(s.hits) > 0 {
			changed[s.part] = s.splice()
		}
	}
	return p.Rewritten(changed)
}

// Count returns how many places of each name a DOCX has.
func Count(data []byte, names []string) (map[string]int, error) {
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	all, err := places(p, names)
	if err != nil {
		return nil, err
	}
	count := map[string]int{}
	for _, s := range all {
		for _, h := range s.hits {
			count[h.name]++
		}
	}
	return count, nil
}

// places finds the places of names in all stories.
func places(p *ooxml.Package, names []string) ([]*story, error) {
	parts, err := docx.Stories(p)
	if err != nil {
		return nil, err
	}
	var all []*story
	for _, part := range parts {
		src, err := p.Part(part.Part)
		if err != nil {
			return nil, err
		}
		s, err := scan(part, src, names)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", part.Part, err)
		}
		all = append(all, s)
	}
	useBare(names, all)
	return all, nil
}

// useBare uses the places without a control for the names that have no other place.
func useBare(names []string, stories []*story) {
	for _, n := range names {
		if has(n, stories) {
			continue
		}
		for _, s := range stories {
			for _, h := range s.bare {
				if h.name == n {
					s.hits = append(s.hits, h)
				}
			}
		}
	}
}

// has reports whether a name has a place.
func has(name string, stories []*story) bool {
	return slices.ContainsFunc(stories, func(s *story) bool {
		return slices.ContainsFunc(s.hits, func(h *hit) bool { return h.name == name })
	})
}

// refuseSigned keeps a digital signature from being broken in silence.
func refuseSigned(p *ooxml.Package) error {
	rels, err := p.Relationships("")
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.Type == "origin" && strings.Contains(r.Target, "signature") {
			return errors.New("văn bản đã được ký số, không thể điền thêm mà chữ ký còn giá trị: " +
				"hãy điền số và ngày vào bản chưa ký")
		}
	}
	return nil
}

func checkValues(names []string, values map[string]string) error {
	if len(names) == 0 {
		return errors.New("không có giá trị nào để điền")
	}
	for _, n := range names {
		if n == "" || strings.ContainsFunc(n, func(r rune) bool {
			return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
		}) {
			return fmt.Errorf("tên thẻ %q: chỉ được có chữ cái, chữ số và dấu gạch dưới", n)
		}
		v := values[n]
		switch {
		case strings.Trim(v, " \t\n") == "": // no-break spaces are the blank of a copy for signature
			return fmt.Errorf("giá trị của thẻ {%s} để trống", n)
		case strings.ContainsAny(v, "{}"):
			return fmt.Errorf("giá trị của thẻ {%s} có dấu ngoặc nhọn: %q", n, v)
		case strings.ContainsFunc(v, unicode.IsControl) || ooxml.ForbiddenAt(v) >= 0:
			return fmt.Errorf("giá trị của thẻ {%s} có xuống dòng, tab hoặc ký tự không in được: %q", n, v)
		}
	}
	return nil
}

// missing tells which names have no tag, and what may have become of it.
func missing(names []string, stories []*story) error {
	var errs []error
	for _, n := range names {
		if !has(n, stories) {
			errs = append(errs, fmt.Errorf("không thấy thẻ {%s} trong văn bản: %s", n, trace(n, stories)))
		}
	}
	return errors.Join(errs...)
}

// trace says what stands where a tag should be.
func trace(name string, stories []*story) string {
	var braces []string
	for _, s := range stories {
		for _, c := range s.controls {
			if c.tag == name {
				return fmt.Sprintf("ô nội dung của thẻ ở %s hiện ghi %q; hãy gõ lại thẻ vào ô này", c.place, strings.TrimSpace(c.text.String()))
			}
		}
		braces = append(braces, s.braces...)
	}
	if len(braces) > 0 {
		return "có " + strings.Join(braces[:min(3, len(braces))], "; ") + "; hãy sửa lại cho đúng thẻ"
	}
	return "thẻ đã bị xoá hoặc số, ngày đã được điền rồi; hãy gõ lại thẻ vào chỗ cần điền"
}
