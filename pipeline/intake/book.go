package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"vanthu/pipeline/people"
)

// cell is a cell as it lies in the file.
type cell struct {
	text    string // text, or a number as XML writes it: "1234.5"
	kind    cellKind
	day     bool   // a number that the file shows as a day
	font    string // of the cell, or of its first run
	formula bool
}

type cellKind uint8

const (
	emptyCell cellKind = iota
	textCell
	numberCell
	boolCell
	errorCell // #REF!, #N/A
)

// grid is a sheet as it lies in the file. Rows may differ in length.
type grid struct {
	name   string
	hidden bool
	rows   [][]cell
	merges []area
	from04 bool // days count from 1904-01-01
}

// area is a rectangle of cells, from 1, all included.
type area struct{ left, top, right, bottom int }

// at returns a cell, the empty one where there is none.
func (g *grid) at(col, row int) cell {
	if row < 1 || row > len(g.rows) || col < 1 || col > len(g.rows[row-1]) {
		return cell{}
	}
	return g.rows[row-1][col-1]
}

// readBook reads the sheets of a workbook (ECMA-376-1, 18.2, 18.3, 18.4, 18.8).
func readBook(data []byte) ([]*grid, error) {
	all, err := unpack(data)
	if err != nil {
		return nil, err
	}
	b := &book{parts: all}
	if err := b.read(); err != nil {
		if people.Refused(err) != nil {
			return nil, err
		}
		return nil, people.Refuse("tệp hỏng (%v); mở lại bằng Excel, lưu rồi gửi lại", err)
	}
	return b.grids, nil
}

type book struct {
	parts   parts
	shared  []richText
	formats []format
	grids   []*grid
}

// richText is a shared text with the face of its first run.
type richText struct{ text, font string }

// format is what counts of a cell format.
type format struct {
	font string
	day  bool
}

func (b *book) read() error {
	var wb struct {
		Pr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode("xl/workbook.xml", &wb); err != nil {
		return err
	}
	if len(wb.Sheets) > maxSheets {
		return people.Refuse("tệp có %d trang tính, quá giới hạn %d", len(wb.Sheets), maxSheets)
	}
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := b.decode("xl/_rels/workbook.xml.rels", &rels); err != nil {
		return err
	}
	targets := map[string]string{}
	for _, r := range rels.List {
		if strings.HasPrefix(r.Target, "/") {
			targets[r.ID] = strings.TrimPrefix(r.Target, "/")
		} else {
			targets[r.ID] = path.Join("xl", r.Target)
		}
	}
	if err := b.readFormats(); err != nil {
		return err
	}
	if err := b.readShared(); err != nil {
		return err
	}
	for _, s := range wb.Sheets {
		g := &grid{name: s.Name, hidden: s.State != "" && s.State != "visible", from04: isTrue(wb.Pr.Date1904)}
		for _, a := range s.Attrs {
			if a.Name.Local != "id" {
				continue
			}
			if part := targets[a.Value]; b.parts[part] != nil && strings.Contains(part, "worksheets/") {
				if err := b.readSheet(part, g); err != nil {
					return fmt.Errorf("trang tính %s: %w", s.Name, err)
				}
			}
		}
		b.grids = append(b.grids, g)
	}
	return nil
}

func isTrue(s string) bool { return s == "1" || s == "true" }

// open opens a part; reading ends with an error above maxPart, whatever the zip says.
func (b *book) open(name string) (io.ReadCloser, error) {
	f := b.parts[name]
	if f == nil {
		return nil, fmt.Errorf("thiếu phần %s", name)
	}
	return f.Open()
}

func (b *book) decode(name string, into any) error {
	r, err := b.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	if err != nil {
		return err
	}
	if bytes.Contains(data, []byte("<!DOCTYPE")) {
		return errors.New("có khai báo DOCTYPE")
	}
	return xml.Unmarshal(data, into)
}

// readFormats reads which formats show days, and their faces.
func (b *book) readFormats() error {
	if b.parts["xl/styles.xml"] == nil {
		return nil
	}
	var st struct {
		NumFmts []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Fonts []struct {
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
		} `xml:"fonts>font"`
		Xfs []struct {
			NumFmt int `xml:"numFmtId,attr"`
			Font   int `xml:"fontId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode("xl/styles.xml", &st); err != nil {
		return err
	}
	codes := map[int]string{}
	for _, n := range st.NumFmts {
		codes[n.ID] = n.Code
	}
	for _, x := range st.Xfs {
		f := format{day: showsDay(x.NumFmt, codes[x.NumFmt])}
		if x.Font >= 0 && x.Font < len(st.Fonts) {
			f.font = st.Fonts[x.Font].Name.Val
		}
		b.formats = append(b.formats, f)
	}
	return nil
}

// showsDay reports whether a number format shows a day (18.8.30): one of the built-in ones,
// or a code with d or y outside quotation marks and brackets.
func showsDay(id int, code string) bool {
	if code == "" {
		return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58
	}
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket && (c|0x20 == 'd' || c|0x20 == 'y'):
			return true
		}
	}
	return false
}

// run is a text of shared strings and inline strings.
type run struct {
	Text string `xml:"t"`
	Runs []struct {
		Text string `xml:"t"`
		Font struct {
			Val string `xml:"val,attr"`
		} `xml:"rPr>rFont"`
	} `xml:"r"`
}

func (r *run) rich() richText {
	t := richText{text: r.Text}
	for i, p := range r.Runs {
		t.text += p.Text
		if i == 0 {
			t.font = p.Font.Val
		}
	}
	return t
}

func (b *book) readShared() error {
	if b.parts["xl/sharedStrings.xml"] == nil {
		return nil
	}
	r, err := b.open("xl/sharedStrings.xml")
	if err != nil {
		return err
	}
	defer r.Close()
	return walk(r, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		var t run
		if err := d.DecodeElement(&t, &e); err != nil {
			return err
		}
		b.shared = append(b.shared, t.rich())
		return nil
	})
}

// walk calls do for each element of a part until it ends.
func walk(r io.Reader, do func(d *xml.Decoder, e xml.StartElement) error) error {
	d := xml.NewDecoder(io.LimitReader(r, maxPart+1))
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.Directive:
			if bytes.HasPrefix(e, []byte("DOCTYPE")) {
				return errors.New("có khai báo DOCTYPE")
			}
		case xml.StartElement:
			if err := do(d, e); err != nil {
				return err
			}
		}
	}
}

// readSheet reads the cells and merged areas of a sheet.
func (b *book) readSheet(part string, g *grid) error {
	r, err := b.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	row, col, cells, empty := 0, 0, 0, 0
	var before [2]int
	return walk(r, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			row, col = row+1, 0
			if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
				row = n
			}
		case "c":
			col, row = col+1, max(row, 1)
			if name := attribute(e, "r"); name != "" {
				var ok bool
				if col, row, ok = cellAt(name); !ok {
					return fmt.Errorf("ô %.20q", name)
				}
			}
			c, err := b.readCell(d, e)
			if err != nil {
				return err
			}
			if empty += rest(&before, row, col); empty > maxEmpty {
				return people.Refuse("trang tính %s có quá %d ô kể cả ô trống có định dạng; xóa các hàng, cột trống ở cuối trang rồi gửi lại", g.name, maxEmpty)
			}
			if cells, err = g.put(col, row, c, cells); err != nil {
				return err
			}
		case "mergeCell":
			return g.merge(attribute(e, "ref"))
		}
		return nil
	})
}

// rest is how many cells of a row a cell adds, those left of it with it: what a program
// needs that holds rows without gaps.
func rest(before *[2]int, row, col int) int {
	if before[0] != row {
		*before = [2]int{row, col}
		return col
	}
	n := max(0, col-before[1])
	before[1] += n
	return n
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// readCell is 18.3.1.4.
func (b *book) readCell(d *xml.Decoder, e xml.StartElement) (c cell, err error) {
	var x struct {
		V  *string   `xml:"v"`
		F  *struct{} `xml:"f"`
		Is *run      `xml:"is"`
	}
	if err := d.DecodeElement(&x, &e); err != nil {
		return c, err
	}
	c.formula = x.F != nil
	if s, err := strconv.Atoi(attribute(e, "s")); err == nil && s >= 0 && s < len(b.formats) {
		c.font, c.day = b.formats[s].font, b.formats[s].day
	}
	value := ""
	if x.V != nil {
		value = *x.V
	}
	switch kind := attribute(e, "t"); kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(b.shared) {
			return c, fmt.Errorf("chuỗi dùng chung số %.20q không có", value)
		}
		c.text, c.kind = b.shared[n].text, textCell
		if b.shared[n].font != "" {
			c.font = b.shared[n].font
		}
	case "inlineStr":
		if x.Is != nil {
			t := x.Is.rich()
			c.text, c.kind = t.text, textCell
		}
	case "str", "d":
		c.text, c.kind = value, textCell
	case "b":
		c.text, c.kind = value, boolCell
	case "e":
		c.text, c.kind = value, errorCell
	default:
		if value != "" {
			c.text, c.kind = value, numberCell
		}
	}
	c.text = unescape(c.text)
	if c.text == "" {
		c.kind = emptyCell
	}
	return c, nil
}

// unescape reads _xHHHH_ (ECMA-376-1 22.9.2.19).
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.HasPrefix(s[i:], "_x") && len(s) >= i+7 && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				out.WriteRune(rune(n))
				i += 6
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// put stores a cell; those that lie empty before it count against the limit. What lies
// empty at the end of rows is left out: office programs write formats there.
func (g *grid) put(col, row int, c cell, cells int) (int, error) {
	if c.kind == emptyCell && !c.formula {
		return cells, nil
	}
	if row > maxRows {
		return cells, people.Refuse("trang tính %s có ô ở hàng %d, quá giới hạn %d hàng", g.name, row, maxRows)
	}
	for len(g.rows) < row {
		g.rows = append(g.rows, nil)
	}
	line := g.rows[row-1]
	if cells += max(0, col-len(line)); cells > maxCells {
		return cells, people.Refuse("trang tính %s có quá %d ô", g.name, maxCells)
	}
	for len(line) < col {
		line = append(line, cell{})
	}
	line[col-1] = c
	g.rows[row-1] = line
	return cells, nil
}

func (g *grid) merge(ref string) error {
	from, to, found := strings.Cut(ref, ":")
	if !found {
		return nil
	}
	var a area
	var ok, ok2 bool
	a.left, a.top, ok = cellAt(from)
	a.right, a.bottom, ok2 = cellAt(to)
	if !ok || !ok2 || a.right < a.left || a.bottom < a.top {
		return fmt.Errorf("ô gộp %.20q", ref)
	}
	if len(g.merges) >= maxMerges {
		return people.Refuse("trang tính %s có quá %d ô gộp", g.name, maxMerges)
	}
	g.merges = append(g.merges, a)
	return nil
}
