package intake

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Interview is a talk in which a person says what an office begins with, line by line.
type Interview struct {
	Year  int
	Kinds []Kind
	In    io.Reader
	Out   io.Writer // questions, in Vietnamese
}

// ErrUnfinished is the end of the answers before that of the questions.
var ErrUnfinished = errors.New("the answers ended before the questions")

// AskOffice asks for what the form of an office marks so, each answer checked as its cell
// would be, and writes the workbook of OfficeWorkbook with the answers in it.
func (d Workbooks) AskOffice(ctx context.Context, talk Interview, w io.Writer) error {
	f, err := d.officeForm(ctx, talk.Year, talk.Kinds)
	if err != nil {
		return err
	}
	in := bufio.NewScanner(talk.In)
	a := asker{in: in, out: talk.Out, shown: map[*Column]bool{}}
	for _, s := range f.Sheets {
		if err := a.sheet(s); err != nil {
			return errors.Join(err, in.Err())
		}
		f.knowGiven(s)
	}
	return f.write(w, code{f.Code, f.Version, "", talk.Year}, fmt.Sprintf("Năm %d", talk.Year))
}

type asker struct {
	in    *bufio.Scanner
	out   io.Writer
	shown map[*Column]bool // choices stand above
}

// sheet asks for the rows of a sheet; a sheet without columns to ask for is passed over.
func (a asker) sheet(s *Sheet) error {
	var asked []int
	for i, c := range s.Columns {
		if c.Ask {
			asked = append(asked, i)
		}
	}
	if len(asked) == 0 || !s.usable() {
		return nil
	}
	fmt.Fprintf(a.out, "\n%s\n", s.Title)
	if s.Guide != "" {
		fmt.Fprintf(a.out, "(%s)\n", s.Guide)
	}
	for n := range s.count() {
		if s.Fixed {
			fmt.Fprintf(a.out, "%s:\n", s.Columns[0].options[n].Name)
		} else if !s.One {
			fmt.Fprintf(a.out, "Dòng %d:\n", n+1)
		}
		row, err := a.row(s, asked)
		if err != nil {
			return err
		}
		if row == nil && !s.Fixed {
			return nil
		}
		s.given = append(s.given, row)
	}
	return nil
}

// row asks for a row; nil is one that the person leaves out by leaving its first answer empty.
func (a asker) row(s *Sheet, asked []int) (map[int]string, error) {
	row := map[int]string{}
	for i, col := range asked {
		c := s.Columns[col]
		first := i == 0 && !s.One
		empty := "" // what an empty answer does
		switch {
		case first && s.Fixed:
			empty = "bỏ qua"
		case first:
			empty = "hết phần này"
		case !c.Need:
			empty = "bỏ trống"
		}
		text, err := a.column(c, empty)
		if err != nil {
			return nil, err
		}
		if text == "" && first {
			return nil, nil
		}
		if text != "" {
			row[col] = text
		}
	}
	return row, nil
}

// column asks until the answer would stand in the cell; empty says what an empty answer does,
// "" that there must be one.
func (a asker) column(c *Column, empty string) (string, error) {
	for {
		fmt.Fprint(a.out, "  ", a.question(c, empty))
		if !a.in.Scan() {
			return "", ErrUnfinished
		}
		text, _ := plain(cell{kind: textCell, text: a.in.Text()})
		if text == "" && empty != "" {
			return "", nil
		}
		if text == "?" {
			a.shown[c] = false
			continue
		}
		if text == "" {
			fmt.Fprintln(a.out, "  ! không để trống được")
			continue
		}
		if n, err := strconv.Atoi(text); err == nil && c.Type == choiceType && n >= 1 && n <= len(c.options) {
			text = c.options[n-1].Name
		}
		text, d := c.stands(text)
		if d != nil {
			fmt.Fprintln(a.out, "  !", d.message)
		}
		if d == nil || d.severity != Wrong {
			return text, nil
		}
	}
}

// stands is the text with which an answer stands in a cell of the column, and what is to be
// told of it.
func (c *Column) stands(text string) (string, *doubt) {
	v, d := new(reader).value(&row{vals: map[string]any{}}, c, cell{kind: textCell, text: text}, text)
	if code, ok := v.(string); ok && c.Type == choiceType {
		text = c.called(code)
	}
	return text, d
}

// question is what a column asks: its head, its note, its choices by number, these the first
// time only.
func (a asker) question(c *Column, empty string) string {
	var b strings.Builder
	b.WriteString(c.Head)
	if c.Note != "" && !a.shown[c] {
		fmt.Fprintf(&b, " (%s)", c.Note)
	}
	switch {
	case c.Type == dayType:
		b.WriteString(", ngày/tháng/năm")
	case len(c.options) > 0 && a.shown[c]:
		fmt.Fprintf(&b, ", chọn 1-%d, ? xem lại", len(c.options))
	case len(c.options) > 0:
		for i, o := range c.options {
			fmt.Fprintf(&b, "\n    %d  %s", i+1, o.Name)
		}
		b.WriteString("\n  Chọn số")
	}
	a.shown[c] = true
	if empty != "" {
		fmt.Fprintf(&b, " [Enter: %s]", empty)
	}
	return b.String() + ": "
}

// called is the name of an option.
func (c *Column) called(code string) string {
	for _, o := range c.options {
		if o.Code == code {
			return o.Name
		}
	}
	return code
}
