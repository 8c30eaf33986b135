package pipeline

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
	"vanthu/pipeline/query"
)

// missing tells, in Vietnamese and all at once, which data a run lacks, in which table, and
// what to do; err is what the run of its queries gave. Other errors go through.
func (m *Maker) missing(ctx context.Context, kind *catalog.Kind, args map[string]dataset.Value, err error) error {
	if !errors.Is(err, query.ErrNoRow) {
		return fmt.Errorf("%s: %w", kind.Slug, err)
	}
	var lines []string
	for _, name := range slices.Compact(slices.Sorted(slices.Values(queriesOf(kind)))) {
		if _, one := m.Queries.Run(ctx, m.DB, []string{name}, args); !errors.Is(one, query.ErrNoRow) {
			continue
		}
		c, _ := m.Queries.Contract(name)
		text, _ := m.Queries.Text(name, m.DB.Dialect())
		line := "  - " + c.About
		if t := firstTable(text); t != "" {
			line += ": bảng " + t + " chưa có dòng nào cho các giá trị ấy"
		}
		lines = append(lines, line+" (truy vấn "+name+")")
	}
	var asked []string
	for _, name := range slices.Sorted(maps.Keys(args)) {
		if name != catalog.ArgKind {
			asked = append(asked, name+"="+args[name].Literal())
		}
	}
	return fmt.Errorf("%s: chưa đủ số liệu để làm văn bản này cho %s:\n%s\nNhập vào bảng ấy (vanthu init --workbook, vanthu import), hoặc chọn năm, ngày, tham số khác (--year, --param). (%w)",
		kind.Slug, strings.Join(asked, ", "), strings.Join(lines, "\n"), query.ErrNoRow)
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
