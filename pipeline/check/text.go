package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	words "vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// paragraph is a paragraph of a document with its place.
type paragraph struct {
	Text            string // as it is shown, NFC, without the spaces around it
	Table, Row, Col int    // innermost table cell from 1, tables counted through the document; 0 outside of tables
	Listed          bool   // numbered by Word, so that the number is not in Text
	at              *words.Place
}

func (p *paragraph) place() string { return p.at.String() }

// plainer writes what a line of a document holds as the rules look for it.
var plainer = strings.NewReplacer("\u2011", "-")

// read reads the document: the paragraphs of the body in reading order, text boxes
// included, those of the other stories, and the first mark of secrecy.
func (t *text) read() error {
	p, err := ooxml.Open(t.Docx, ooxml.Limits{})
	if err != nil {
		return err
	}
	main, err := p.Main()
	if err != nil {
		return err
	}
	tables := map[*words.Place]int{}
	err = words.Paragraphs(p, func(s words.Story, p words.Paragraph) error {
		if m := Secret(p.Text); m != "" && t.mark == "" {
			t.mark, t.markPlace = m, p.Place.String()
		}
		q := paragraph{at: p.Place, Listed: p.Listed, Text: strings.Join(strings.Fields(norm.NFC.String(plainer.Replace(p.Shown))), " ")}
		var table *words.Place
		if table, q.Row, q.Col = p.Place.Cell(); table != nil {
			if tables[table] == 0 {
				tables[table] = len(tables) + 1
			}
			q.Table = tables[table]
		}
		if s.Part == main {
			t.paras = append(t.paras, q)
		} else {
			t.others = append(t.others, q)
		}
		return nil
	})
	if err == nil && t.mark == "" {
		t.mark, t.markPlace, err = secretShape(p)
	}
	return err
}

var tagLike = regexp.MustCompile(`\{\s*[#^/%$]?\s*[\pL_][\pL\pM\pN_.]*\s*(?:\|[^{}]*)?\}`)

// tagsLeft finds tags that nothing filled, in all stories. The editing copy keeps its late
// tags.
func tagsLeft(t *text) (found []Finding) {
	for _, paras := range [][]paragraph{t.paras, t.others} {
		for i := range paras {
			if !strings.Contains(paras[i].Text, "{") {
				continue
			}
			for _, tag := range tagLike.FindAllString(paras[i].Text, -1) {
				if slices.Contains(t.Late, strings.Trim(tag, "{} ")) {
					continue
				}
				found = append(found, Finding{Rule: "TAG-LEFT", Severity: Wrong, Place: paras[i].place(),
					Message: fmt.Sprintf("Còn thẻ %s chưa được điền: kiểm tra mẫu và truy vấn.", tag)})
			}
		}
	}
	return found
}
