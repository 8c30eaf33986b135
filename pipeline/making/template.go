package making

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"vanthu/pipeline/check"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/paper"
)

// JudgeTemplate judges the Word template of a kind as it comes out: filled with sample data
// that are made from the contracts of its queries. word is the template, nil that of
// the office's folder or of the program. Findings name their place in the template, the page is that of the filled document.
// Form is judged with samples as data will be, words with a word in place of all data, for
// those are no fault of the template; which law and names hold is judged when a document is
// made, for its day. A template that cannot be filled is an error; a kind without a Word
// template has no findings.
func (m *Maker) JudgeTemplate(slug string, word []byte) ([]check.Finding, error) {
	kind, err := m.Catalog.Kind(slug)
	if err != nil || kind.Outputs.Docx == "" {
		return nil, err
	}
	if word == nil {
		if word, err = fs.ReadFile(m.Templates, path.Join(slug, kind.Outputs.Docx)); err != nil {
			return nil, err
		}
	}
	fault := func(err error) error { return fmt.Errorf("templates/%s/%s: %w", slug, kind.Outputs.Docx, err) }
	traced, places, err := docx.Trace(word)
	if err != nil {
		return nil, fault(err)
	}
	template, err := fill.Compile(traced, fill.Options{Late: kind.Late})
	if err != nil {
		return nil, fault(err)
	}
	config, err := m.CheckConfig()
	if err != nil {
		return nil, err
	}
	judge := func(text string) ([]check.Finding, error) {
		sample, err := m.Catalog.Sample(slug, text)
		if err != nil {
			return nil, err
		}
		filled, err := buffer(func(b *bytes.Buffer) error {
			_, err := template.Execute(b, sample, fill.Run{})
			return err
		})
		if err == nil {
			filled, err = docx.DropEnd(filled)
		}
		if err != nil {
			return nil, fault(err)
		}
		r, err := check.File(filled, check.Options{Config: config, Late: kind.Late, Read: paper.Options{Fonts: m.Fonts, Traced: places}})
		if err != nil {
			return nil, fault(err)
		}
		return r.Findings, nil
	}
	formed, err := judge("")
	if err != nil {
		return nil, err
	}
	worded, err := judge(sampleWord)
	if err != nil {
		return nil, err
	}
	formed = slices.DeleteFunc(formed, func(f check.Finding) bool { return check.OfWords(f.Rule) || check.OfData(f.Rule) })
	worded = slices.DeleteFunc(worded, func(f check.Finding) bool { return !check.OfWords(f.Rule) })
	return check.Waive(append(formed, worded...), waivers(kind)), nil
}

// sampleWord stands for what data will say where the words of the template are judged: no
// rule minds it.
const sampleWord = "Mẫu"
