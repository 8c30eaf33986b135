package check

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/dataset"
	words "vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// RuleSecret is the rule that finds a mark of secrecy. Such a paper is not kept at all: it
// belongs on a machine that is set apart.
const RuleSecret = "SECRET"

// ErrSecret says that a paper carries a mark of secrecy.
var ErrSecret = errors.New("văn bản mật không được soạn, lưu trên máy này (Luật Bảo vệ bí mật nhà nước)")

var (
	// secrecy are the marks as they stand alone, without the spaces between their letters.
	secrecy  = map[string]string{"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}
	degree   = regexp.MustCompile(`(?i)^(mức )?độ mật\s*:\s*(.*)$`)
	apart    = regexp.MustCompile(`[\t\n\r|]|[ \x{00a0}]{3,}`)
	brackets = " \u00a0()[]{}<>“”\"'.,;:*-–—_"
)

// Secret returns the mark of secrecy that a text is, "" for none: MẬT, TỐI MẬT or TUYỆT
// MẬT in capitals, alone in its paragraph, cell or column, also in brackets, with spaces
// between its letters or after "Độ mật:". The word within prose is no mark.
func Secret(text string) string {
	if !mayMark(text) {
		return ""
	}
	for _, part := range apart.Split(norm.NFC.String(text), -1) {
		part = strings.Trim(part, brackets)
		if m := degree.FindStringSubmatch(part); m != nil {
			part = strings.ToUpper(strings.Trim(m[2], brackets))
		}
		if mark := secrecy[strings.Join(strings.Fields(part), "")]; mark != "" {
			return mark
		}
	}
	return ""
}

// mayMark reports whether a text holds the letter that all marks have behind an M, with spaces between them
// or none: the quick answer for all but few texts.
func mayMark(text string) bool {
	for rest := text; ; {
		i := strings.Index(rest, "\u1eac")
		if j := strings.Index(rest, "\u1ead"); i < 0 || j >= 0 && j < i {
			i = j
		}
		if i < 0 {
			return isDecomposed(text)
		}
		if before := strings.TrimRightFunc(rest[:i], unicode.IsSpace); strings.HasSuffix(before, "M") || strings.HasSuffix(before, "m") {
			return true
		}
		rest = rest[i+len("\u1eac"):]
	}
}

// isDecomposed reports whether a text holds that letter, or another with a dot below, in parts.
func isDecomposed(text string) bool {
	return strings.Contains(text, "\u0323") || strings.Contains(text, "\u0302") || strings.Contains(text, "\u1ea0\u0302") || strings.Contains(text, "\u1ea1\u0302")
}

// hasLetter reports whether a text holds that letter, whatever stands before it.
func hasLetter(text string) bool {
	return strings.Contains(text, "\u1eac") || strings.Contains(text, "\u1ead") || isDecomposed(text)
}

// longest are the texts that a mark can be at its longest, in capitals and without what may
// stand between its letters.
var longest = []string{"MỨCĐỘMẬTTUYỆTMẬT", "MỨCĐỘMẬTTỐIMẬT", "MỨCĐỘMẬTMẬT"}

// isPiece reports whether a text with that letter may be a mark once other texts stand
// beside it: the letter stands in a part that is a piece of one.
func isPiece(text string) bool {
	for _, part := range apart.Split(strings.ToUpper(norm.NFC.String(text)), -1) {
		if !hasLetter(part) {
			continue
		}
		bare := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || strings.ContainsRune(brackets, r) {
				return -1
			}
			return r
		}, part)
		if isDecomposed(bare) || slices.ContainsFunc(longest, func(mark string) bool { return strings.Contains(mark, bare) }) {
			return true
		}
	}
	return false
}

// MayBeSecret reports whether a Word file made from a template and a data set may carry a
// mark of secrecy, without a look at the file: the template carries one, a tag stands
// beside a word of one, or a value is one or a piece of one, in capitals or small. Where the answer is no,
// SecretWord finds none.
func MayBeSecret(template []byte, set *dataset.Set) (bool, error) {
	may := false
	err := words.ParagraphsOf(template, func(_ words.Story, p words.Paragraph) error {
		may = may || Secret(p.Text) != "" || hasLetter(p.Text) && strings.Contains(p.Text, "{")
		return nil
	})
	if err != nil || may {
		return true, err
	}
	if mark, _, err := SecretWord(template); err != nil || mark != "" {
		return true, err
	}
	marked(set, func(text string, _ *step) { may = may || isPiece(text) })
	return may, nil
}

// SecretWord returns the mark of secrecy in a Word file and its place, "" for none. It
// reads all stories, text boxes and watermarks too.
func SecretWord(word []byte) (mark, place string, err error) {
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		return "", "", err
	}
	err = words.Paragraphs(p, func(_ words.Story, p words.Paragraph) error {
		if m := Secret(p.Text); m != "" && mark == "" {
			mark, place = m, p.Place.String()
		}
		return nil
	})
	if err == nil && mark == "" {
		mark, place, err = secretShape(p)
	}
	return mark, place, err
}

// secretShape looks for a mark that is drawn as a shape: a watermark.
func secretShape(p *ooxml.Package) (mark, place string, err error) {
	stories, err := words.Stories(p)
	if err != nil {
		return "", "", err
	}
	for _, story := range stories {
		part, err := p.Part(story.Part)
		if err != nil {
			return "", "", err
		}
		if !bytes.Contains(part, []byte("textpath")) {
			continue
		}
		s := ooxml.NewScanner(part)
		for {
			t, err := s.Next()
			if errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return "", "", err
			}
			if t.Name == "v:textpath" && t.Kind != ooxml.End {
				text, _ := s.Attr("string")
				if mark := Secret(text); mark != "" {
					return mark, story.Name + ", hình chìm", nil
				}
			}
		}
	}
	return "", "", nil
}

// SecretData returns the mark of secrecy among the values of a data set and its place, ""
// for none.
func SecretData(set *dataset.Set) (mark, place string) {
	marked(set, func(text string, at *step) {
		if m := Secret(text); mark == "" && m != "" {
			mark, place = m, at.String()
		}
	})
	return mark, place
}

// step is where in a data set a value stands: a column, or an item of a list.
type step struct {
	in   *step
	name string
	item int // from 1; 0 for a column
}

// String is the place for a reader: "ca_nhan 12, ghi_chu".
func (s *step) String() string {
	switch {
	case s.in == nil:
		return s.name
	case s.item > 0:
		return fmt.Sprintf("%s %d", s.in, s.item)
	}
	return s.in.String() + ", " + s.name
}

// marked visits the texts of a data set that hold the letter of all marks. Columns come in the order of their
// names, so that a set read back from its canonical JSON gives the same place.
func marked(set *dataset.Set, visit func(text string, at *step)) {
	sorted := map[*dataset.Columns][]string{}
	var record func(r *dataset.Record, in *step)
	value := func(v dataset.Value, at *step) {
		switch v.Kind() {
		case dataset.Text:
			if text := v.Str(); hasLetter(text) {
				visit(text, at)
			}
		case dataset.Row:
			record(v.Record(), at)
		}
	}
	record = func(r *dataset.Record, in *step) {
		names, known := sorted[r.Columns()]
		if !known {
			names = slices.Sorted(slices.Values(r.Columns().Names()))
			sorted[r.Columns()] = names
		}
		for _, name := range names {
			v, _ := r.Get(name)
			at := &step{in: in, name: name}
			value(v, at)
			for i, item := range v.Items() {
				value(item, &step{in: at, item: i + 1})
			}
		}
	}
	record(set.Record(), nil)
}

// secret finds a mark of secrecy.
func secret(t *text) []Finding {
	mark, place := t.mark, t.markPlace
	if mark == "" && t.Data != nil {
		mark, place = SecretData(t.Data)
	}
	if mark == "" {
		return nil
	}
	return []Finding{{Rule: RuleSecret, Severity: Wrong, Place: place,
		Message: fmt.Sprintf("Có dấu độ mật %q: văn bản mật không được soạn, lưu trên máy này.", mark),
		Clause:  "Luật Bảo vệ bí mật nhà nước"}}
}
