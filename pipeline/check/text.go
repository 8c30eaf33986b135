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
	Text            string // NFC, without the spaces around it
	Table, Row, Col int    // innermost table cell from 1, tables counted through the document; 0 outside of tables
	Listed          bool   // numbered by Word, so that the number is not in Text
	at              *words.Place
}

func (p *paragraph) place() string { return p.at.String() }

// plainer writes what a line of a document holds as the rules look for it.
var plainer = strings.NewReplacer("\u2011", "-")

// paragraphs returns the paragraphs of a DOCX in reading order: those of the body, text
// boxes included, and those of the other stories.
func paragraphs(word []byte) (body, others []paragraph, err error) {
	p, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		return nil, nil, err
	}
	main, err := p.Main()
	if err != nil {
		return nil, nil, err
	}
	tables := map[*words.Place]int{}
	err = words.Paragraphs(p, func(s words.Story, p words.Paragraph) error {
		q := paragraph{at: p.Place, Listed: p.Listed, Text: strings.Join(strings.Fields(norm.NFC.String(plainer.Replace(p.Text))), " ")}
		var table *words.Place
		if table, q.Row, q.Col = p.Place.Cell(); table != nil {
			if tables[table] == 0 {
				tables[table] = len(tables) + 1
			}
			q.Table = tables[table]
		}
		if s.Part == main {
			body = append(body, q)
		} else {
			others = append(others, q)
		}
		return nil
	})
	return body, others, err
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
