package check

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

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

// SecretWord returns the mark of secrecy in a Word file and its place, "" for none. It
// reads all stories, text boxes and watermarks too.
func SecretWord(word []byte) (mark, place string, err error) {
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		return "", "", err
	}
	stories, err := words.Stories(p)
	if err != nil {
		return "", "", err
	}
	for _, s := range stories {
		part, err := p.Part(s.Part)
		if err != nil {
			return "", "", err
		}
		err = s.Paragraphs(part, func(p words.Paragraph) error {
			if m := Secret(p.Text); m != "" && mark == "" {
				mark, place = m, p.Place.String()
			}
			return nil
		})
		if err == nil && mark == "" {
			mark, place, err = secretShape(part, s.Name)
		}
		if err != nil || mark != "" {
			return mark, place, err
		}
	}
	return "", "", nil
}

// secretShape looks for a mark that is drawn as a shape: a watermark.
func secretShape(part []byte, story string) (mark, place string, err error) {
	if !bytes.Contains(part, []byte("textpath")) {
		return "", "", nil
	}
	s := ooxml.NewScanner(part)
	for {
		t, err := s.Next()
		if errors.Is(err, io.EOF) {
			return "", "", nil
		} else if err != nil {
			return "", "", err
		}
		if t.Name == "v:textpath" && t.Kind != ooxml.End {
			text, _ := s.Attr("string")
			if mark := Secret(text); mark != "" {
				return mark, story + ", hình chìm", nil
			}
		}
	}
}

// SecretData returns the mark of secrecy among the values of a data set and its place, ""
// for none.
func SecretData(set *dataset.Set) (mark, place string) {
	look := func(r *dataset.Record, path string) {
		for i, name := range r.Columns().Names() {
			if v := r.At(i); mark == "" && v.Kind() == dataset.Text {
				if m := Secret(v.Literal()); m != "" {
					mark, place = m, strings.TrimPrefix(path+", "+name, ", ")
				}
			}
		}
	}
	look(set.Record(), "")
	walk(set, look)
	return mark, place
}

// secret finds a mark of secrecy.
func secret(t *text) []Finding {
	mark, place := "", ""
	if t.Docx != nil {
		var err error
		if mark, place, err = SecretWord(t.Docx); err != nil {
			mark, place = "?", err.Error() // paragraphs read it, so this is about another part
		}
	}
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
