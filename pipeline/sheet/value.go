package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/tag"
)

// typed is what goes into a cell.
type typed struct {
	value  any    // nil, string, float64 or time.Time
	format string // number format, where the template's style has none
	wraps  bool   // a text of several lines
}

// value gives what a cell with tags comes to.
func (w *walker) value(c *cell) (typed, error) {
	if len(c.parts) == 1 && c.parts[0].tag != nil && c.parts[0].kids == nil && c.parts[0].tag.Kind == tag.Value {
		v, err := c.parts[0].tag.Eval(w.scope)
		if err != nil {
			return typed{}, err
		}
		return single(c.parts[0].tag, v)
	}
	b, err := w.appendParts(nil, c.parts)
	if err != nil {
		return typed{}, err
	}
	return textCell(string(b))
}

func (w *walker) appendParts(b []byte, parts []part) ([]byte, error) {
	for _, p := range parts {
		var err error
		switch {
		case p.tag == nil:
			b = append(b, p.text...)
		case p.tag.Kind == tag.Value:
			b, err = p.tag.Append(b, w.scope)
		default:
			var loop tag.Loop
			if loop, err = p.tag.Loop(w.scope); err != nil {
				return b, err
			}
			for i := 0; i < loop.Len() && err == nil; i++ {
				loop.Enter(w.scope, i)
				b, err = w.appendParts(b, p.kids)
				loop.Leave(w.scope)
			}
		}
		if err != nil {
			return b, err
		}
	}
	return b, nil
}

// single gives the value of a tag that stands alone: a number or a day where it is one
// and its filters can be said by a number format, else text.
func single(t *tag.Tag, v dataset.Value) (typed, error) {
	b, err := t.Format(nil, v)
	if err != nil {
		return typed{}, err
	}
	text := string(b)
	format, reckons := numberFormat(t, v, text)
	if !reckons || text == "" {
		return textCell(text)
	}
	if v.Kind() == dataset.Date {
		y, m, d, _ := v.Day()
		// Excel counts days from 1900 and takes that year for a leap year.
		if y < 1900 || y == 1900 && m < 3 {
			return textCell(text)
		}
		return typed{value: time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC), format: format}, nil
	}
	number := text
	if len(t.Filters()) > 0 {
		number, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSuffix(text, "%"), ".", ""), " ")
	}
	number = strings.Replace(number, ",", ".", 1)
	// Excel keeps 15 digits; a longer number is better kept whole, as text.
	if digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(number), "0"); len(digits) > 15 {
		return textCell(text)
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return textCell(text)
	}
	return typed{value: n, format: format}, nil
}

// numberFormat says the filters of a tag as a number format; reckons is false where that
// cannot be, or where the value is neither number nor day.
func numberFormat(t *tag.Tag, v dataset.Value, text string) (format string, reckons bool) {
	if !v.IsNumber() && v.Kind() != dataset.Date {
		return "", false
	}
	if v.Kind() == dataset.Date {
		format = "dd/mm/yyyy"
	}
	_, decimals, _ := strings.Cut(strings.TrimSuffix(strings.TrimSuffix(text, "%"), " đồng"), ",")
	grouped := "#,##0"
	if decimals != "" {
		grouped += "." + strings.Repeat("0", len(decimals))
	}
	writers := 0
	for _, name := range t.Filters() {
		switch name {
		case "gop", "mac_dinh":
			continue
		case "ngay":
		case "so":
			format = grouped
		case "tien":
			format = grouped + `" đồng"`
		case "phan_tram":
			format = grouped + `"%"`
		case "hai_chu_so":
			format = "00"
		default:
			return "", false
		}
		writers++
	}
	return format, writers <= 1
}

// lineEnds makes line breaks of all that ends a line (UAX #14, classes BK, CR and NL).
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\v", "\n", "\f", "\n")

// textCell gives a text; what a cell cannot hold is an error.
func textCell(s string) (typed, error) {
	s = norm.NFC.String(lineEnds.Replace(s))
	for i, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return typed{}, fmt.Errorf("ký tự điều khiển U+%04X ở vị trí %d không ghi vào ô được", r, i)
		}
	}
	if n := len(utf16.Encode([]rune(s))); len(s) > maxText && n > maxText {
		return typed{}, fmt.Errorf("chữ dài %d ký tự, một ô chứa nhiều nhất %d", n, maxText)
	}
	if s == "" {
		return typed{}, nil
	}
	return typed{value: s, wraps: strings.Contains(s, "\n")}, nil
}

// styleKey is a style of the template with what a value adds to it.
type styleKey struct {
	base   int
	format string
	wraps  bool
}

// styled returns the style of a cell for a value. A number format that the template gives
// the cell stays, unless it would show a day as a number.
func (fl *filler) styled(base int, v typed) int {
	if v.format == "" && !v.wraps {
		return base
	}
	key := styleKey{base, v.format, v.wraps}
	if id, ok := fl.styles[key]; ok {
		return id
	}
	id := base
	if s, err := fl.file.GetStyle(base); err == nil {
		_, isDay := v.value.(time.Time)
		if v.format != "" && (isPlain(s) || isDay && !showsDays(s)) {
			s.NumFmt, s.CustomNumFmt = 0, &v.format
		}
		if v.wraps {
			if s.Alignment == nil {
				s.Alignment = &excelize.Alignment{}
			}
			s.Alignment.WrapText = true
		}
		if style, err := fl.file.NewStyle(s); err == nil {
			id = style
		}
	}
	fl.styles[key] = id
	return id
}

// isPlain reports whether a style has no number format, or that of text.
func isPlain(s *excelize.Style) bool {
	if s.CustomNumFmt != nil {
		return *s.CustomNumFmt == "@" || strings.EqualFold(*s.CustomNumFmt, "General")
	}
	return s.NumFmt == 0 || s.NumFmt == 49
}

// showsDays reports whether a style's number format is one of days and times.
func showsDays(s *excelize.Style) bool {
	if s.CustomNumFmt != nil {
		quoted := false
		for _, r := range *s.CustomNumFmt {
			if r == '"' {
				quoted = !quoted
			} else if !quoted && strings.ContainsRune("dmyDMY", r) {
				return true
			}
		}
		return false
	}
	n := s.NumFmt // ECMA-376-1 18.8.30
	return n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
}
