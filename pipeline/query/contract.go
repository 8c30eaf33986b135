package query

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/dataset"
)

// Type is a declared type: int, text, date, bool, or decimal(n) with n digits after
// the point.
type Type struct {
	Kind  dataset.Kind
	Scale uint8 // of a decimal
}

func (t Type) String() string {
	if t.Kind == dataset.Decimal {
		return fmt.Sprintf("decimal(%d)", t.Scale)
	}
	return t.Kind.String()
}

// Field is a parameter or a column as its contract declares it.
type Field struct {
	Name     string
	Type     Type
	Nullable bool   // written with "?"; such a parameter may be left out
	About    string // what it means, from a line "-- name: …"; may be empty
}

// Contract is what a query promises: the comment at the head of its file.
type Contract struct {
	About   string // the first line: what the query gives
	Params  []Field
	Columns []Field
	One     bool     // gives exactly one row
	Key     []string // columns that tell its rows apart, whatever else in them changes; from a line "-- khóa: ma_don_vi"
}

// Has reports whether a query gives a column.
func (c *Contract) Has(column string) bool {
	return slices.ContainsFunc(c.Columns, func(f Field) bool { return f.Name == column })
}

// fault is an error at a line of a file.
type fault struct {
	line int
	text string
}

var (
	fieldForm   = regexp.MustCompile(`^([a-z_][a-z0-9_]*) +(int|text|date|bool|decimal\((\d{1,2})\))(\?)?$`)
	meaningForm = regexp.MustCompile(`^([a-z_][a-z0-9_]*): *(.+)$`)
)

var kinds = map[string]dataset.Kind{"int": dataset.Int, "text": dataset.Text, "date": dataset.Date, "bool": dataset.Bool}

// parseContract reads the comment lines at the head of a file.
func parseContract(src string) (c Contract, faults []fault) {
	report := func(line int, format string, args ...any) {
		faults = append(faults, fault{line, fmt.Sprintf(format, args...)})
	}
	var open *[]Field // the list that goes on in the next line
	meanings := map[string]fault{}
	columnsSeen := false
	for i, line := range strings.Split(src, "\n") {
		text, isComment := strings.CutPrefix(strings.TrimSpace(line), "--")
		if !isComment {
			if strings.TrimSpace(line) == "" && i > 0 {
				continue
			}
			break
		}
		text = norm.NFC.String(strings.TrimSpace(text))
		list := open
		open = nil
		rest := text
		if list == nil {
			if after, ok := strings.CutPrefix(text, "tham số:"); ok {
				list, rest = &c.Params, after
			} else if after, ok := strings.CutPrefix(text, "cột:"); ok {
				list, rest, columnsSeen = &c.Columns, after, true
			}
		}
		switch m := meaningForm.FindStringSubmatch(text); {
		case list != nil:
			if strings.HasSuffix(rest, ",") {
				open = list
			}
			parseFields(list, strings.TrimSuffix(rest, ","), func(format string, args ...any) { report(i+1, format, args...) })
		case text == "(một dòng)":
			c.One = true
		case strings.HasPrefix(text, "khóa:"):
			for column := range strings.SplitSeq(strings.TrimPrefix(text, "khóa:"), ",") {
				c.Key = append(c.Key, strings.TrimSpace(column))
			}
		case i == 0:
			c.About = text
		case m != nil:
			meanings[m[1]] = fault{i + 1, m[2]}
		}
	}
	if c.About == "" {
		report(1, `dòng đầu phải nói truy vấn cho gì: "-- Cá nhân được đề nghị khen thưởng của một đợt"`)
	}
	if !columnsSeen {
		report(1, `chưa khai các cột: thêm dòng "-- cột: ho_ten text, chuc_vu text?"`)
	}
	for _, list := range [][]Field{c.Params, c.Columns} {
		for i := range list {
			list[i].About = meanings[list[i].Name].text
		}
	}
	for _, name := range c.Key {
		if !c.Has(name) {
			report(1, "khóa: %q không phải cột của truy vấn; ghi tên một cột ở dòng -- cột:", name)
		}
	}
	for name, m := range meanings {
		if !slices.ContainsFunc(slices.Concat(c.Params, c.Columns), func(f Field) bool { return f.Name == name }) {
			report(m.line, "%s được giải thích, nhưng không phải tham số, không phải cột; xem lại tên", name)
		}
	}
	return c, faults
}

func parseFields(list *[]Field, text string, report func(format string, args ...any)) {
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		m := fieldForm.FindStringSubmatch(part)
		if m == nil {
			report("%q phải là tên không dấu viết thường (a_b) và một trong các kiểu int, text, date, bool, decimal(n), thêm ? nếu được trống", part)
			continue
		}
		f := Field{Name: m[1], Type: Type{Kind: kinds[m[2]]}, Nullable: m[4] == "?"}
		if m[3] != "" {
			n, _ := strconv.Atoi(m[3]) // two digits
			if n > 18 {
				report("%s: decimal có nhiều nhất 18 chữ số sau dấu phẩy", f.Name)
				continue
			}
			f.Type = Type{Kind: dataset.Decimal, Scale: uint8(n)}
		}
		if slices.ContainsFunc(*list, func(g Field) bool { return g.Name == f.Name }) {
			report("%s được khai hai lần", f.Name)
			continue
		}
		*list = append(*list, f)
	}
}
