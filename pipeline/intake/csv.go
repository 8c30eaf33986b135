package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// readCSV reads a table as text, in UTF-8 or Windows-1258, with commas, semicolons or tabs
// between the cells: the one that is most in the first lines.
func readCSV(name string, data []byte) (*grid, error) {
	if len(data) > maxPart {
		return nil, people.Refuse("tệp lớn hơn %d MB", maxPart>>20)
	}
	text := string(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return nil, people.Refuse("tệp .csv lưu kiểu UTF-16; lưu lại kiểu “CSV UTF-8” rồi gửi")
	case bytes.IndexByte(data, 0) >= 0:
		return nil, people.Refuse("không phải tệp .csv")
	case !utf8.ValidString(text):
		decoded, err := charmap.Windows1258.NewDecoder().String(text)
		if err != nil {
			return nil, people.Refuse("tệp .csv không theo bảng mã UTF-8 hay Windows-1258; lưu lại kiểu “CSV UTF-8” rồi gửi")
		}
		text = viet.NFC(decoded) // tones are characters of their own there
	}
	g := &grid{name: strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, true
	for cells := 0; ; {
		line, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g, nil
		} else if err != nil {
			return nil, people.Refuse("tệp .csv hỏng: %v", err)
		}
		at, _ := r.FieldPos(0)
		for i, field := range line {
			c := cell{text: strings.TrimPrefix(field, "'"), kind: textCell}
			if strings.TrimSpace(field) == "" {
				c = cell{}
			}
			if cells, err = g.put(i+1, at, c, cells); err != nil {
				return nil, err
			}
		}
	}
}

func separator(text string) rune {
	head := text[:min(len(text), 4096)]
	best := ','
	for _, r := range []rune{';', '\t'} {
		if strings.Count(head, string(r)) > strings.Count(head, string(best)) {
			best = r
		}
	}
	return best
}
