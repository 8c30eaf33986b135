package repair

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"vanthu/pipeline/check"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
)

// numberMends are about the numbers of pages (NĐ 30/2020, PL I.I.7).
var numberMends = map[string]mend{
	"PAGENO-MISSING": addNumber,
	"PAGENO-FIRST":   hideFirst,
	"PAGENO-PLACE":   placeNumber,
	"PAGENO-FORM":    formNumber,
	"PAGENO-COUNT":   countPages,
}

// reference returns the part of a header or footer ("headerReference") of a kind ("first",
// "default") that a section shows: its own, else that of a section before it.
func (e *editor) reference(section int, element, kind string) string {
	for i := min(section, len(e.main.sections)-1); i >= 0; i-- {
		for _, k := range e.main.sections[i].kids {
			if k.name != "w:"+element || attr(k.raw, "type") != kind {
				continue
			}
			for _, r := range e.rels {
				if r.ID == attr(k.raw, "id") {
					return r.Target
				}
			}
		}
	}
	return ""
}

// part cuts a header or footer; nil where it cannot be read.
func (e *editor) part(name string) *part {
	if name == "" {
		return nil
	}
	if p := e.others[name]; p != nil {
		return p
	}
	src, err := e.pkg.Part(name)
	if err != nil {
		return nil
	}
	p, err := cut(name, src)
	if err != nil {
		return nil
	}
	e.others[name] = p
	return p
}

func isOn(raw string) bool {
	v := attr(raw, "val")
	return raw != "" && v != "0" && v != "false" && v != "off"
}

// numberPara is a paragraph with the number of the page, in the middle, 14 points.
func numberPara(prefix string) string {
	field := func(kind string) string {
		return fmt.Sprintf(`<%[1]sr>`+numberLook(prefix)+`<%[1]sfldChar %[1]sfldCharType="%[2]s"/></%[1]sr>`, prefix, kind)
	}
	return fmt.Sprintf(`<%[1]sp><%[1]spPr><%[1]sspacing %[1]sbefore="0" %[1]safter="0"/><%[1]sind %[1]sleft="0" %[1]sright="0" %[1]sfirstLine="0"/><%[1]sjc %[1]sval="center"/></%[1]spPr>`, prefix) +
		field("begin") + fmt.Sprintf(`<%[1]sr>`+numberLook(prefix)+`<%[1]sinstrText>PAGE</%[1]sinstrText></%[1]sr>`, prefix) + field("end") + fmt.Sprintf(`</%sp>`, prefix)
}

func numberLook(prefix string) string {
	return fmt.Sprintf(`<%[1]srPr><%[1]srFonts %[1]sascii="%[2]s" %[1]shAnsi="%[2]s" %[1]seastAsia="%[2]s" %[1]scs="%[2]s"/><%[1]ssz %[1]sval="28"/><%[1]sszCs %[1]sval="28"/></%[1]srPr>`, prefix, mainFace)
}

const (
	nsW     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsRels  = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsTypes = "http://schemas.openxmlformats.org/package/2006/content-types"
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// addNumber numbers the pages from where the number is missing: in the header that stands
// there, else in a new one that shows nothing on the first page.
func addNumber(e *editor, f *check.Finding, _ *paper.Unit) {
	page := pageOf(f)
	i := e.pageSection(page)
	s := e.section(i)
	if s == nil {
		return
	}
	if i > 0 && isOn(s.get("titlePg")) && e.beginsPage(i, page) {
		s.drop("titlePg") // the document goes on: its pages are numbered on
		return
	}
	if name := e.reference(i, "headerReference", "default"); name != "" {
		p := e.part(name)
		if p == nil || len(p.paras) == 0 {
			return
		}
		for _, q := range p.paras {
			if q.pageField {
				return // it is there, but it does not show
			}
		}
		p.edits = append(p.edits, ooxml.Edit{Pos: p.paras[0].pos, End: p.paras[0].pos, Text: numberPara(p.prefix)})
	} else {
		e.newHeader(i, "default", numberPara("w:"))
	}
	if !isOn(s.get("titlePg")) && (i == 0 || e.reference(i, "headerReference", "default") == "") && e.beginsPage(i, 1) {
		s.set(e.main.prefix, "titlePg")
	}
}

// beginsPage reports whether a section begins on a page.
func (e *editor) beginsPage(section, page int) bool {
	p := e.report.Paper
	for i := range p.Units {
		if p.Units[i].Form.Section == section {
			return p.Units[i].At.Page == page
		}
	}
	return false
}

// newHeader gives a section a header of its own.
func (e *editor) newHeader(section int, kind, content string) {
	s := e.section(section)
	name := ""
	for n := 1; name == "" || e.pkg.Has(name) || e.changed[name] != nil; n++ {
		name = path.Join(path.Dir(e.main.name), fmt.Sprintf("headerSoTrang%d.xml", n))
	}
	id := strings.TrimSuffix(path.Base(name), ".xml") + "Id"
	if !e.relate(id, "header", name, "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml") {
		return
	}
	e.changed[name] = []byte(xmlHead + `<w:hdr xmlns:w="` + nsW + `">` + content + `</w:hdr>`)
	raw := fmt.Sprintf(`<w:headerReference xmlns:w="%s" xmlns:r="%s" w:type="%s" r:id="%s"/>`, nsW, nsR, kind, id)
	s.kids = append([]kid{{name: "w:headerReference", raw: raw}}, s.kids...)
	s.dirty = true
}

// relate leads from the main part to a new one.
func (e *editor) relate(id, kind, name, contentType string) bool {
	rel := fmt.Sprintf(`<Relationship xmlns="%s" Id="%s" Type="%s/%s" Target="%s"/>`, nsRels, id, nsR, kind, path.Base(name))
	typ := fmt.Sprintf(`<Override xmlns="%s" PartName="/%s" ContentType="%s"/>`, nsTypes, name, contentType)
	return e.into(ooxml.RelationshipsPart(e.main.name), "Relationships", rel) && e.into("[Content_Types].xml", "Types", typ)
}

// into puts an element at the end of the root of a part; relationships that are missing
// are made.
func (e *editor) into(name, root, element string) bool {
	src, is := e.changed[name]
	if !is {
		var err error
		if src, err = e.pkg.Part(name); err != nil {
			if root != "Relationships" {
				return false
			}
			src = []byte(xmlHead + `<Relationships xmlns="` + nsRels + `"></Relationships>`)
		}
	}
	s := ooxml.NewScanner(src)
	for {
		t, err := s.Next()
		if err != nil {
			return false
		}
		if t.Name[strings.Index(t.Name, ":")+1:] != root {
			continue
		}
		switch t.Kind {
		case ooxml.End:
			e.changed[name] = ooxml.Apply(src, ooxml.Edit{Pos: t.Pos, End: t.Pos, Text: element})
			return true
		case ooxml.Empty:
			tag := strings.TrimSuffix(s.Source(t), "/>")
			raw, _, _ := strings.Cut(tag[1:], " ")
			e.changed[name] = ooxml.Apply(src, ooxml.Edit{Pos: t.Pos, End: t.End, Text: tag + ">" + element + "</" + raw + ">"})
			return true
		}
	}
}

// hideFirst leaves the first page without number.
func hideFirst(e *editor, _ *check.Finding, _ *paper.Unit) {
	s := e.section(0)
	if s == nil {
		return
	}
	if !isOn(s.get("titlePg")) {
		s.set(e.main.prefix, "titlePg")
		return
	}
	for _, kind := range []string{"headerReference", "footerReference"} {
		e.dropNumber(e.part(e.reference(0, kind, "first")))
	}
}

// dropNumber takes the paragraphs away that hold nothing but the number of the page.
func (e *editor) dropNumber(p *part) bool {
	if p == nil {
		return false
	}
	done := false
	for _, q := range p.paras {
		if !q.pageField || strings.ContainsFunc(q.value(), isWord) || q.open == q.end {
			continue
		}
		p.edits = append(p.edits, ooxml.Edit{Pos: q.pos, End: q.end, Text: "<" + p.prefix + "p/>"})
		q.props.dirty, done = false, true
	}
	return done
}

func isWord(r rune) bool { return r > '9' || r == '/' }

func (q *para) value() string {
	var b strings.Builder
	for _, r := range q.runs {
		b.WriteString(r.value())
	}
	return b.String()
}

// numbered visits the paragraphs of headers that number the page of a finding.
func (e *editor) numbered(f *check.Finding, visit func(p *part, q *para)) {
	i := e.pageSection(pageOf(f))
	for _, element := range []string{"headerReference", "footerReference"} {
		for _, kind := range []string{"default", "even", "first"} {
			p := e.part(e.reference(i, element, kind))
			if p == nil {
				continue
			}
			for _, q := range p.paras {
				if q.pageField {
					visit(p, q)
				}
			}
		}
	}
}

// placeNumber centres the number; one in the lower margin goes, and the next pass puts one
// into the upper margin.
func placeNumber(e *editor, f *check.Finding, _ *paper.Unit) {
	i := e.pageSection(pageOf(f))
	for _, n := range e.report.Paper.Numbers {
		if n.Page == pageOf(f) && !n.Top {
			for _, kind := range []string{"default", "even", "first"} {
				e.dropNumber(e.part(e.reference(i, "footerReference", kind)))
			}
			return
		}
	}
	e.numbered(f, func(p *part, q *para) {
		q.props.drop("framePr")
		q.props.drop("tabs")
		q.props.set(p.prefix, "ind", "left", "0", "right", "0", "firstLine", "0")
		q.props.set(p.prefix, "jc", "val", "center")
	})
}

func formNumber(e *editor, f *check.Finding, _ *paper.Unit) {
	e.numbered(f, func(p *part, q *para) {
		for _, r := range q.runs {
			r.props.face(p.prefix)
			r.props.size(p.prefix, "28")
			r.props.toggle(p.prefix, "b", false)
			r.props.toggle(p.prefix, "i", false)
		}
	})
}

// countPages lets the numbers of a section run on, and those of an annex begin at 1.
func countPages(e *editor, f *check.Finding, _ *paper.Unit) {
	page := pageOf(f)
	i := e.pageSection(page)
	s := e.section(i)
	if s == nil {
		return
	}
	if strings.Contains(f.Message, "phụ lục") || i == 0 {
		s.set(e.main.prefix, "pgNumType", "start", "1")
		return
	}
	s.drop("pgNumType")
}

// pageOf is the page that a finding is about.
func pageOf(f *check.Finding) int {
	if f.Page > 0 {
		return f.Page
	}
	n, _ := strconv.Atoi(strings.TrimPrefix(f.Place, "trang "))
	return n
}
