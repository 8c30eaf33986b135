package sheet

import (
	"encoding/xml"
	"path"
	"regexp"
	"strings"
)

// A table of Excel (ECMA-376-1 18.5) follows its rows: it holds all copies of a row that stands in
// it, and keeps its row of totals.

var tableRange = regexp.MustCompile(`(<(?:\w+:)?(?:table|autoFilter|sortState|sortCondition)\b[^>]*?\bref=")([^"]*)"`)

// readTables keeps the tables of a sheet as they stand in the template.
func (p *sheetPart) readTables(sheet string, part func(name string) []byte) {
	p.tables = map[string][]byte{}
	var rels struct {
		Relationship []struct {
			Type   string `xml:",attr"`
			Target string `xml:",attr"`
		}
	}
	dir, file := path.Split(sheet)
	if xml.Unmarshal(part(dir+"_rels/"+file+".rels"), &rels) != nil {
		return // a sheet without relationships
	}
	for _, r := range rels.Relationship {
		if !strings.HasSuffix(r.Type, "/table") {
			continue
		}
		name := strings.TrimPrefix(path.Join("/", dir, r.Target), "/")
		if strings.HasPrefix(r.Target, "/") {
			name = r.Target[1:]
		}
		if src := part(name); src != nil {
			p.tables[name] = src
		}
	}
}

// moveTable returns the table of the template with its ranges where they come out; src, as excelize
// has it, where a range has not at least two rows then, as a table must have.
func (fl *filler) moveTable(sheet string, table, src []byte) []byte {
	if fl.layouts[sheet] == nil {
		return src
	}
	fits := true
	moved := tableRange.ReplaceAllFunc(table, func(b []byte) []byte {
		m := tableRange.FindSubmatch(b)
		to := fl.movedText(string(m[2]), sheet)
		a, ok := parseArea(to)
		fits = fits && ok && a.row1 < a.row2
		return []byte(string(m[1]) + to + `"`)
	})
	if !fits {
		return src
	}
	return moved
}
