package sheet

import (
	"bytes"
	"html"
	"regexp"
	"strconv"
	"strings"
)

// Rules of a sheet: conditional formats, validations, sparklines, protected ranges and errors that
// Excel shall not mark. They are taken from the template as they stand there, with what
// excelize does not know, and their references follow the rows.

var (
	prefixed     = regexp.MustCompile(`^(?:\s*<\?[^>]*\?>)?\s*<([A-Za-z]\w*):worksheet\b`)
	formats      = regexp.MustCompile(`(?s)<conditionalFormatting\b[^>]*>.*?</conditionalFormatting>`)                                                             // ECMA-376-1 18.3.1.18
	validations  = regexp.MustCompile(`(?s)<dataValidations\b[^>]*>.*?</dataValidations>`)                                                                         // 18.3.1.33
	validation   = regexp.MustCompile(`(?s)<dataValidation\b(?:[^>]*[^/])?>.*?</dataValidation>|<dataValidation\b[^>]*/>`)                                         // 18.3.1.32
	protected    = regexp.MustCompile(`(?s)<(?:protectedRange|ignoredError)\b[^>]*/?>`)                                                                            // 18.3.1.81, 18.3.1.51
	later        = regexp.MustCompile(`(?s)<x14:(?:conditionalFormatting|dataValidation|sparkline)\b.*?</x14:(?:conditionalFormatting|dataValidation|sparkline)>`) // [MS-XLSX] 2.6
	laterCount   = regexp.MustCompile(`(<x14:dataValidations\b[^>]*?) count="\d+"`)
	sparklines   = regexp.MustCompile(`(?s)<x14:sparklineGroup\b[^>]*>(?:[^s]|s[^p])*?<x14:sparklines>\s*</x14:sparklines>\s*</x14:sparklineGroup>`)
	emptyLater   = regexp.MustCompile(`(?s)<ext\b[^>]*>\s*<x14:(?:conditionalFormattings|dataValidations|sparklineGroups)\b[^>]*>\s*</x14:\w+>\s*</ext>`)
	emptyExts    = regexp.MustCompile(`<extLst>\s*</extLst>`)
	sqrefAttr    = regexp.MustCompile(`(\bsqref=")([^"]*)"`)
	sqrefElement = regexp.MustCompile(`(<xm:sqref>)([^<]*)(</xm:sqref>)`)
	ruleFormula  = regexp.MustCompile(`(<(?:formula[12]?|xm:f)>)([^<]*)(</)`)
	ruleValue    = regexp.MustCompile(`(<cfvo\b[^>]*?\bval=")([^"]*)"`)
	isList       = regexp.MustCompile(`\btype="list"`)
	afterFormats = regexp.MustCompile(`<(?:dataValidations|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing|legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>`)
	afterChoices = regexp.MustCompile(strings.Replace(afterFormats.String(), "dataValidations|", "", 1))
)

// unprefixed returns a part of a sheet with the names as Excel writes them, without the prefix that
// other programs put before all.
func unprefixed(src []byte) []byte {
	m := prefixed.FindSubmatch(src)
	if m == nil {
		return src
	}
	p := string(m[1]) + ":"
	return []byte(strings.NewReplacer("<"+p, "<", "</"+p, "</").Replace(string(src)))
}

// readRules keeps the rules of a sheet as they stand in its part.
func (p *sheetPart) readRules(src []byte) {
	src = unprefixed(src)
	p.formats = bytes.Join(formats.FindAll(src, -1), nil)
	p.validations = validations.Find(src)
}

// moveRules lets all rules of a sheet follow the rows; src is what stands behind its cells.
func (fl *filler) moveRules(p sheetPart, sheet string, src []byte) []byte {
	moved := formats.ReplaceAllFunc(p.formats, func(rule []byte) []byte { return fl.moveRule(rule, sheet, false) })
	src = put(src, formats, moved, afterFormats)
	moved = validation.ReplaceAllFunc(p.validations, func(rule []byte) []byte { return fl.moveRule(rule, sheet, isList.Match(rule)) })
	if n := len(validation.FindAll(moved, -1)); n == 0 {
		moved = nil
	} else {
		moved = append([]byte(`<dataValidations count="`+strconv.Itoa(n)+`">`), moved[bytes.IndexByte(moved, '>')+1:]...)
	}
	src = put(src, validations, moved, afterChoices)
	src = protected.ReplaceAllFunc(src, func(rule []byte) []byte { return fl.moveRule(rule, sheet, false) })
	src = later.ReplaceAllFunc(src, func(rule []byte) []byte {
		return fl.moveRule(rule, sheet, !bytes.HasPrefix(rule, []byte("<x14:conditionalFormatting")))
	})
	for _, empty := range []*regexp.Regexp{sparklines, emptyLater, emptyExts} {
		src = empty.ReplaceAll(src, nil)
	}
	return laterCount.ReplaceAll(src, []byte("$1"))
}

// put replaces what an expression finds by text, which goes where the first of it stood, else before
// what may follow it.
func put(src []byte, old *regexp.Regexp, text []byte, follows *regexp.Regexp) []byte {
	at := old.FindIndex(src)
	src = old.ReplaceAll(src, nil)
	if at == nil {
		at = follows.FindIndex(src)
	}
	if at == nil || len(text) == 0 {
		return src
	}
	return bytes.Join([][]byte{src[:at[0]], text, src[at[0]:]}, nil)
}

// moveRule lets the cells and formulas of a rule follow the rows; nothing is left of one whose cells
// do not come. many says that a single cell of a repeated row stands for all of them; a
// formula whose cells do not come stays.
func (fl *filler) moveRule(rule []byte, sheet string, many bool) []byte {
	comes := true
	cells := func(re *regexp.Regexp) {
		rule = re.ReplaceAllFunc(rule, func(b []byte) []byte {
			m := re.FindSubmatch(b)
			var to []string
			for _, ref := range strings.Fields(string(m[2])) {
				if ref = fl.movedText(ref, sheet); ref != "" {
					to = append(to, ref)
				}
			}
			comes = comes && len(to) > 0
			return bytes.Replace(b, m[2], []byte(strings.Join(to, " ")), 1)
		})
	}
	cells(sqrefAttr)
	cells(sqrefElement)
	if !comes {
		return nil
	}
	for _, re := range []*regexp.Regexp{ruleFormula, ruleValue} {
		rule = re.ReplaceAllFunc(rule, func(b []byte) []byte {
			m := re.FindSubmatch(b)
			f := cellFormula(html.UnescapeString(string(m[2])))
			if many {
				f = parseFormula(html.UnescapeString(string(m[2])))
			}
			if to := f.text(fl, sheet, nil); !strings.Contains(to, "#REF!") {
				return append(append(bytes.Clone(m[1]), escapeRule.Replace(to)...), b[len(m[1])+len(m[2]):]...)
			}
			return b
		})
	}
	return rule
}

var escapeRule = strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;", `"`, "&quot;")
