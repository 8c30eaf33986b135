package sheet

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/tag"
)

// Texts of shapes and charts (ECMA-376-1 21.1.2.3.11): boxes, titles, labels of axes. Their tags say what
// the whole workbook is about.

var (
	shapeParagraph = regexp.MustCompile(`(?s)<a:p\b[^>]*>.*?</a:p>`)
	shapeText      = regexp.MustCompile(`(<a:t\b[^>/]*>)([^<]*)(</a:t>)`)
)

// holdsShapes reports whether a part holds texts of shapes or charts.
func holdsShapes(part string) bool {
	return strings.HasPrefix(part, "xl/drawings/drawing") || strings.HasPrefix(part, "xl/charts/chart")
}

// readShapes reads the tags in the texts of shapes and charts; a tag stands in one run.
func (t *Template) readShapes(f *excelize.File) (faults []error) {
	parts := map[string][]byte{}
	var names []string
	f.Pkg.Range(func(name, data any) bool {
		if src, ok := data.([]byte); ok && holdsShapes(name.(string)) {
			names = append(names, name.(string))
			parts[name.(string)] = src
		}
		return true
	})
	slices.Sort(names)
	t.shapes = map[string]*cell{}
	for _, name := range names {
		for _, para := range shapeParagraph.FindAll(parts[name], -1) {
			var texts []string
			for _, m := range shapeText.FindAllSubmatch(para, -1) {
				texts = append(texts, html.UnescapeString(string(m[2])))
			}
			if isCut(texts) {
				faults = append(faults, fmt.Errorf("hình hoặc biểu đồ có chữ “%s”: thẻ bị cắt thành nhiều mạch chữ, hãy gõ lại liền một mạch", strings.Join(texts, "")))
				continue
			}
			for _, text := range texts {
				if len(tag.Find(text)) > 0 {
					faults = append(faults, t.readShape(f, text)...)
				}
			}
		}
	}
	return faults
}

// isCut reports whether a tag of a paragraph stands in several of its runs.
func isCut(texts []string) bool {
	whole := 0
	for _, p := range tag.Find(strings.Join(texts, "")) {
		if p.Err == nil {
			whole++
		}
	}
	for _, text := range texts {
		for _, p := range tag.Find(text) {
			if p.Err == nil {
				whole--
			}
		}
	}
	return whole != 0
}

func (t *Template) readShape(f *excelize.File, text string) []error {
	if t.shapes[text] != nil {
		return nil
	}
	r := &planReader{plan: shapePlan(text), file: f}
	c := &cell{}
	t.shapes[text] = c
	events, _ := r.readTags(c, norm.NFC.String(text))
	for _, e := range events {
		r.faults = append(r.faults, fmt.Errorf("%s: phần %s phải mở và đóng trong cùng một mạch chữ", r.place(c), e.tag))
	}
	t.uses = append(t.uses, r.used...)
	return r.faults
}

func shapePlan(text string) *plan {
	return &plan{where: "hình hoặc biểu đồ có chữ “" + text + "”"}
}

// fillShapes fills the texts of shapes and charts.
func (fl *filler) fillShapes(t *Template) {
	fl.shapes = map[string]string{}
	for text, c := range t.shapes {
		w := &walker{filler: fl, plan: shapePlan(text), scope: tag.NewScope(fl.set.Record())}
		filled, err := w.appendParts(nil, c.parts)
		if err != nil {
			fl.faults = append(fl.faults, fmt.Errorf("%s: %w", w.plan.place(c), err))
			continue
		}
		fl.shapes[text] = string(filled)
	}
}

// withShapes writes the filled texts into a part.
func (fl *filler) withShapes(src []byte) []byte {
	return shapeText.ReplaceAllFunc(src, func(b []byte) []byte {
		m := shapeText.FindSubmatch(b)
		filled, ok := fl.shapes[html.UnescapeString(string(m[2]))]
		if !ok {
			return b
		}
		return []byte(string(m[1]) + escapeText.Replace(filled) + string(m[3]))
	})
}
