package sheet

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/tag"
)

// readLinks tells tags in the addresses of links: one address serves all copies of its cell.
func (t *Template) readLinks(f *excelize.File, sheet string) (faults []error) {
	cells, err := f.GetHyperLinkCells(sheet, "")
	if err != nil {
		return nil
	}
	for _, cell := range cells {
		_, target, err := f.GetCellHyperLink(sheet, cell)
		if err != nil {
			continue
		}
		for _, p := range tag.Find(escapedBrace.Replace(target)) {
			if p.Tag != nil {
				faults = append(faults, fmt.Errorf("trang tính %s, ô %s, địa chỉ liên kết %s: thẻ %s trong địa chỉ không được điền; viết công thức =HYPERLINK(…) thay cho liên kết", sheet, cell, target, p.Tag))
			}
		}
	}
	return faults
}

var escapedBrace = strings.NewReplacer("%7B", "{", "%7b", "{", "%7D", "}", "%7d", "}")

// movedLink is a link that is put where its cells come out.
type movedLink struct {
	at       area // in the template
	to, kind string
	linkText
}

// linkText is what people read of a link, and the place in the file that it leads to outside.
type linkText struct{ tip, display, location string }

var (
	hyperlink     = regexp.MustCompile(`<hyperlink\b[^>]*>`) // ECMA-376-1 18.3.1.47
	hyperlinkAttr = regexp.MustCompile(`\b(ref|tooltip|display|location)="([^"]*)"`)
)

// readLinks keeps of the links of a sheet what excelize does not tell.
func (p *sheetPart) readLinks(src []byte) {
	p.links = map[string]linkText{}
	for _, link := range hyperlink.FindAll(unprefixed(src), -1) {
		at := map[string]string{}
		for _, m := range hyperlinkAttr.FindAllSubmatch(link, -1) {
			at[string(m[1])] = html.UnescapeString(string(m[2]))
		}
		p.links[at["ref"]] = linkText{at["tooltip"], at["display"], at["location"]}
	}
}

// takeLinks takes the links of a sheet off where a shift of rows alone would not put all of them
// right, as those of repeated rows and those to a place in the workbook that moves, and returns
// what puts them where their rows come out, one for each copy.
func (fl *filler) takeLinks(t *Template, sheet string) (putBack func() error, err error) {
	links, moves, err := fl.movedLinks(t, sheet)
	if err != nil || !moves {
		return func() error { return nil }, err
	}
	for _, k := range links {
		if err := fl.file.SetCellHyperLink(sheet, cellName(k.at.col1, k.at.row1), "", "None"); err != nil {
			return nil, err
		}
	}
	return func() error {
		for _, k := range links {
			if err := fl.putLink(sheet, k); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// movedLinks lists the links of a sheet as they come out; moves reports whether a shift of rows would
// not do for one.
func (fl *filler) movedLinks(t *Template, sheet string) (links []movedLink, moves bool, err error) {
	cells, err := fl.file.GetHyperLinkCells(sheet, "")
	if err != nil {
		return nil, false, err
	}
	outside := map[string]bool{}
	external, err := fl.file.GetHyperLinkCells(sheet, "External")
	for _, ref := range external {
		outside[ref] = true
	}
	if err != nil {
		return nil, false, err
	}
	for _, ref := range cells {
		a, ok := parseArea(ref)
		if !ok || (a.row2-a.row1+1)*(a.col2-a.col1+1) > 1000 {
			continue
		}
		_, target, err := fl.file.GetCellHyperLink(sheet, cellName(a.col1, a.row1))
		if err != nil {
			return nil, false, err
		}
		k := movedLink{a, target, "Location", t.parts[sheet].links[ref]}
		switch to := fl.movedText(target, sheet); {
		case outside[ref]:
			if k.kind = "External"; k.location != "" && !strings.Contains(target, "#") {
				k.to += "#" + k.location
			}
		case to != "":
			k.to = to
		}
		moves = moves || fl.repeats(sheet, a) || k.kind == "Location" && k.to != target
		links = append(links, k)
	}
	return links, moves, nil
}

// repeats reports whether sections of rows hold some of an area.
func (fl *filler) repeats(sheet string, a area) bool {
	l := fl.layouts[sheet]
	for row := a.row1; l != nil && row <= a.row2; row++ {
		if len(l.plan.chain[row]) > 0 {
			return true
		}
	}
	return false
}

// putLink puts a link on all cells that come out of its area.
func (fl *filler) putLink(sheet string, k movedLink) error {
	var opts excelize.HyperlinkOpts
	if k.tip != "" {
		opts.Tooltip = &k.tip
	}
	if k.display != "" {
		opts.Display = &k.display
	}
	for row := k.at.row1; row <= k.at.row2; row++ {
		rows := []int{row}
		if l := fl.layouts[sheet]; l != nil {
			rows = l.all(row)
		}
		for _, n := range rows {
			for col := k.at.col1; col <= k.at.col2; col++ {
				if err := fl.file.SetCellHyperLink(sheet, cellName(col, n), k.to, k.kind, opts); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
