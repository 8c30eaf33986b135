package nd30

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// frameWidths are those of the stamps for urgency, frameHeight is that of all (NĐ 30/2020
// PL I.III.2).
var frameWidths = map[string]unit.Length{"KHẨN": 20 * unit.Mm, "THƯỢNG KHẨN": 40 * unit.Mm, "HỎA TỐC": 30 * unit.Mm, "HOẢ TỐC": 30 * unit.Mm}

const frameHeight = 8 * unit.Mm

// framed are the properties of a paragraph in a frame of a stamp's size, in the middle of
// a column: a red line on four sides, the text half way up.
func framed(column, width unit.Length) string {
	const edgeWidth = 3 * unit.Pt / 4
	const space = 2                                     // points over and under the line of text; more, and marks over letters are cut off
	side := max(0, twips((column-width)/2+edgeWidth/2)) // edges lie outside the text; the frame is measured from middle to middle
	line := twips(frameHeight - 2*space*unit.Pt - 2*edgeWidth)
	edge := func(name string, space int) string {
		return fmt.Sprintf(`<w:%s w:val="single" w:sz="6" w:space="%d" w:color="FF0000"/>`, name, space)
	}
	return `<w:pBdr>` + edge("top", space) + edge("left", 0) + edge("bottom", space) + edge("right", 0) + `</w:pBdr>` +
		fmt.Sprintf(`<w:spacing w:before="200" w:after="80" w:line="%d" w:lineRule="exact"/><w:ind w:left="%d" w:right="%d" w:firstLine="0"/>`, line, side, side)
}

func (b *Builder) urgency(mark string) {
	if mark == "" {
		return
	}
	width := frameWidths[mark]
	if width == 0 {
		b.errs = append(b.errs, errNoMark(mark))
	}
	b.para("Dấu khẩn", framed(headerLeft, width), []Run{T(mark)})
}

func errNoMark(mark string) error {
	return fmt.Errorf("nd30 knows no mark of urgency %q; there are KHẨN, THƯỢNG KHẨN, HỎA TỐC", mark)
}

// ErrNoNumber says that a document has no line of number and symbol.
var ErrNoNumber = errors.New("không thấy dòng \"Số: …\" để đặt dấu mức độ khẩn bên dưới")

// Urgent returns a Word file with a mark of urgency where it belongs: in a red frame under
// the number and what stands with it in the left column of the head (NĐ 30/2020 PL I.II,
// ô 10b). A mark that is there already gives way; "" takes it away. All else stays byte
// for byte. A mark that the decree does not know is an error, and a file without a line of
// number and symbol ErrNoNumber.
func Urgent(word []byte, mark string) ([]byte, error) {
	if _, known := frameWidths[mark]; !known && mark != "" {
		return nil, errNoMark(mark)
	}
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	main, err := p.Main()
	if err != nil {
		return nil, err
	}
	part, err := p.Part(main)
	if err != nil {
		return nil, err
	}
	place, err := findMark(part)
	if err != nil {
		return nil, err
	}
	if mark == "" && len(place.old) == 0 {
		return word, nil
	}
	if mark != "" && place.at == 0 {
		return nil, ErrNoNumber
	}
	return p.Rewritten(map[string][]byte{main: place.put(part, mark)})
}

// markPlace is where a mark stands or belongs.
type markPlace struct {
	at      int         // offset at which it is put; 0 where there is no number
	declare string      // declares the prefix w, where the file uses another one
	column  unit.Length // width of the cell
	old     [][2]int    // paragraphs that are a mark
}

// put writes the part with the mark in its place.
func (m *markPlace) put(part []byte, mark string) []byte {
	var edits []ooxml.Edit
	for _, o := range m.old {
		edits = append(edits, ooxml.Edit{Pos: o[0], End: o[1]})
	}
	if mark != "" {
		para := `<w:p` + m.declare + `><w:pPr><w:pStyle w:val="DauKhan"/>` + framed(m.column, frameWidths[mark]) +
			`<w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:bCs/><w:color w:val="FF0000"/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr><w:t>` +
			mark + `</w:t></w:r></w:p>`
		edits = append(edits, ooxml.Edit{Pos: m.at, End: m.at, Text: para})
	}
	return ooxml.Apply(part, edits...)
}

var numberLine = regexp.MustCompile(`(?i)^số(:|[\s\x{00a0}])[\s\x{00a0}]*(\{|[0-9]*[a-zđ]?[\s\x{00a0}.…]*/)`)

// findMark finds the number of a document, in the first table or before it, and marks of
// urgency that stand in paragraphs of their own beside it.
func findMark(part []byte) (m markPlace, err error) {
	s := ooxml.NewScanner(part)
	cells := 0 // depth of cells
	var para, cell struct {
		pos   int
		found bool // the number
		width unit.Length
		old   [][2]int
	}
	text := ""
	for {
		t, err := s.Next()
		if errors.Is(err, io.EOF) {
			return m, nil
		} else if err != nil {
			return m, err
		}
		switch {
		case t.Name == "w:tc" && t.Kind == ooxml.Start:
			if cells++; cells == 1 {
				cell.found, cell.width, cell.old = false, headerLeft, nil
			}
		case t.Name == "w:tcW" && cells == 1:
			v, _ := s.Attr("w:w")
			if n, err := strconv.Atoi(v); err == nil && n > 0 && n < 31680 {
				cell.width = unit.Length(n) * unit.Twip
			}
		case t.Name == "w:p" && t.Kind == ooxml.Start:
			para.pos, text = t.Pos, ""
		case t.Kind == ooxml.Text && cells < 2:
			text += s.Text()
		case t.Name == "w:p" && t.Kind == ooxml.End:
			text = strings.TrimSpace(text)
			if _, is := frameWidths[text]; is {
				cell.old = append(cell.old, [2]int{para.pos, t.End})
				if cells == 0 && m.at > 0 {
					m.old = cell.old
				}
			} else if numberLine.MatchString(text) && m.at == 0 {
				cell.found = true
				if src := s.Source(t); cells == 0 { // no table: under the line itself
					m.at, m.column, m.declare = t.End, headerLeft, declared(src)
				}
			}
			text = ""
		case t.Name == "w:tc" && t.Kind == ooxml.End:
			if cells--; cells == 0 && cell.found {
				m.at, m.column, m.declare, m.old = t.Pos, cell.width, declared(s.Source(t)), cell.old
				return m, nil
			}
		case t.Name == "w:sectPr", t.Name == "w:tbl" && t.Kind == ooxml.End && m.at > 0:
			return m, nil
		}
	}
}

// declared is "" where a file writes its elements as <w:p>, else what makes the prefix known.
func declared(tag string) string {
	if strings.HasPrefix(tag, "</w:") {
		return ""
	}
	return ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
}
