package making

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/people"
	"vanthu/pipeline/query"
)

// missing tells, in Vietnamese and all at once, what keeps a run from its data: which rows are
// not there, in which table, and which queries or values are wrong, with file and line; err is
// what the run of its queries gave. Other errors go through.
func (m *Maker) missing(ctx context.Context, kind *catalog.Kind, args map[string]dataset.Value, err error) error {
	if _, is := errors.AsType[*query.Fault](err); !is {
		return err
	}
	var lacks, wrong []string
	for _, name := range slices.Compact(slices.Sorted(slices.Values(queriesOf(kind)))) {
		_, one := m.Queries.Run(ctx, m.DB, []string{name}, args)
		if errors.Is(one, query.ErrNoRow) {
			lacks = append(lacks, "  - "+m.lack(name))
		} else if fault, is := errors.AsType[*query.Fault](one); is {
			wrong = append(wrong, "  - "+fault.Error())
		}
	}
	if len(wrong) > 0 {
		return &people.Refusal{Way: people.WayMend, Of: err, Text: fmt.Sprintf("%s: số liệu hoặc truy vấn của văn bản này có lỗi:\n%s\nSửa số liệu trong bảng, hoặc tệp truy vấn.",
			kind.Slug, strings.Join(append(wrong, lacks...), "\n"))}
	}
	if len(lacks) == 0 { // the database failed then and answers now
		return err
	}
	var asked []string
	for _, name := range slices.Sorted(maps.Keys(args)) {
		if name != catalog.ArgKind {
			asked = append(asked, name+"="+args[name].Literal())
		}
	}
	return &people.Refusal{Way: people.WayData, Of: query.ErrNoRow,
		Text: fmt.Sprintf("%s: chưa đủ số liệu để làm văn bản này cho %s:\n%s\nNhập số liệu vào bảng ấy, hoặc chọn năm, ngày, tham số khác.",
			kind.Slug, strings.Join(asked, ", "), strings.Join(lacks, "\n"))}
}

// LacksData reports whether documents were not made because the database has not the rows
// that they are about, usually those of a year.
func LacksData(err error) bool { return errors.Is(err, query.ErrNoRow) }

// IsTemplateFault reports whether documents were not made because of a fault of their Word
// template, which another attempt would meet again.
func IsTemplateFault(err error) bool {
	_, is := errors.AsType[*fill.Faults](err)
	return is
}

// lack tells which rows a query asks for in vain.
func (m *Maker) lack(name string) string {
	c, _ := m.Queries.Contract(name)
	text, _ := m.Queries.Text(name, m.DB.Dialect())
	line := c.About
	if t := firstTable(text); t != "" {
		line += ": bảng " + t + " chưa có dòng nào cho các giá trị ấy"
	}
	return line + " (truy vấn " + name + ")"
}

var (
	sqlComment = regexp.MustCompile(`(?m)--.*$`)
	fromTable  = regexp.MustCompile(`(?i)\bFROM\s+([a-z_]+)`)
)

// firstTable is the first table that a query reads outside of parentheses, else the first that
// it reads at all; "" for none.
func firstTable(text string) string {
	text = sqlComment.ReplaceAllString(text, "")
	all := fromTable.FindAllStringSubmatchIndex(text, -1)
	for _, at := range all {
		if before := text[:at[0]]; strings.Count(before, "(") == strings.Count(before, ")") {
			return text[at[2]:at[3]]
		}
	}
	if len(all) > 0 {
		return text[all[0][2]:all[0][3]]
	}
	return ""
}
