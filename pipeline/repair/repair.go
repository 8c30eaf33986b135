// Package repair gives a Word file back mended, or with what was found in it as comments
// at their places, or its pages with what was found in the margin.
//
// In: a DOCX and what package check finds in it. Out: of Mend the DOCX in which every
// finding that has a mend is gone, of Comment the DOCX with the findings written beside the
// text. Each mend stands in a table beside the id of the rule that it answers (page.go,
// form.go, line.go, number.go, words.go). Mend looks again after each pass, so that a mend
// builds on what another one made, until nothing is left to do: what comes out, mended
// again, stays as it is.
//
// The one thing to know: a mend of form changes no letter of the text; Mend proves it
// before it gives anything back. Mends that write (a zero in a date, a space, a sign) are
// made only for rules that the caller names. Parts of the file that nothing is changed in
// stay byte for byte, and so does all in a part that no mend touches.
package repair

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"vanthu/pipeline/check"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/paper"
)

// Options say what to mend. The zero value mends the form by the decree alone.
type Options struct {
	Check check.Options
	// Writing names the rules about writing whose findings are mended too; All is every one.
	Writing []string
}

// All names every rule about writing that can be mended.
const All = "all"

// Result is what came of a file.
type Result struct {
	Docx          []byte        // the file itself where nothing was to be done
	Before, After *check.Report // as check.File gives them
	Mended        []check.Finding
}

// mend changes what a finding is about; u is nil where it is about a page or the whole.
type mend func(e *editor, f *check.Finding, u *paper.Unit)

// form are the mends that change no letter, by rule; writing those that do. Those of pages
// and of whole are of form too, and come before: by them the places of all else are known.
var form, writing, whole = map[string]mend{}, map[string]mend{}, map[string]mend{"COLUMNS": columns}

func init() {
	for _, set := range []map[string]mend{formMends, lineMends, numberMends} {
		for id, m := range set {
			form[id] = m
		}
	}
	for id, m := range wordMends {
		writing[id] = m
	}
}

// Rules lists the rules whose findings are mended: those of form, and those of writing,
// which have to be named.
func Rules() (ofForm, ofWriting []string) {
	for _, id := range check.Rules() {
		if formOf(id) {
			ofForm = append(ofForm, id)
		}
		if writing[id] != nil {
			ofWriting = append(ofWriting, id)
		}
	}
	return ofForm, ofWriting
}

func formOf(id string) bool { return form[id] != nil || whole[id] != nil || pageMends[id] != nil }

// Offers lists the rules about writing of which something is left that could be mended by
// name, in the order of the rules.
func (r *Result) Offers() (ids []string) {
	_, may := Rules()
	for _, id := range may {
		if slices.ContainsFunc(r.After.Findings, func(f check.Finding) bool {
			return f.Rule == id && (!formOf(id) || strings.Contains(f.Message, "gõ bằng ký tự")) // the rest of form cannot be mended
		}) {
			ids = append(ids, id)
		}
	}
	return ids
}

// passes bounds how often a file is looked at: each mend is done after two.
const passes = 12

// Mend mends a DOCX. A file that cannot be read, and a name of no rule about writing, are
// errors.
func Mend(word []byte, opts Options) (*Result, error) {
	for _, id := range opts.Writing {
		if writing[id] == nil && id != All {
			_, may := Rules()
			return nil, fmt.Errorf("repair: there is no mend of writing for %q; there are: %s", id, strings.Join(may, ", "))
		}
	}
	every, shown := opts.Check, opts.Check
	every.Every, shown.Every = true, false
	first, err := check.File(word, every)
	if err != nil {
		return nil, err
	}
	r, last := &Result{Docx: word}, first
	for range passes {
		changed, err := pass(r.Docx, last, &opts)
		if err != nil {
			return nil, fmt.Errorf("repair: %w", err)
		}
		if changed == nil || bytes.Equal(changed, r.Docx) {
			break
		}
		r.Docx = changed
		if last, err = check.File(changed, every); err != nil {
			return nil, fmt.Errorf("repair: the mended file: %w", err)
		}
	}
	r.Before = first.Again(shown)
	r.After = r.Before
	if last == first {
		return r, nil
	}
	if err := sameLetters(word, r.Docx, len(opts.Writing) > 0); err != nil {
		return nil, err
	}
	r.After = last.Again(shown)
	r.Mended = gone(r.Before.Findings, r.After.Findings)
	return r, nil
}

// pass makes the mends of what a report with every place has found, first those of pages, then of columns, of form,
// of writing: those that come later wait for the next pass. Nil says that there are none.
func pass(word []byte, report *check.Report, opts *Options) ([]byte, error) {
	e, err := open(word, report, opts.Check.Config)
	if err != nil {
		return nil, err
	}
	for _, set := range []map[string]mend{pageMends, whole, form} {
		for i := range report.Findings {
			f := &report.Findings[i]
			if m := set[f.Rule]; m != nil {
				m(e, f, report.UnitOf(f))
			}
		}
		if out, err := e.bytes(); out != nil || err != nil {
			return out, err
		}
	}
	for i := range report.Findings {
		f := &report.Findings[i]
		if m := writing[f.Rule]; m != nil && (slices.Contains(opts.Writing, f.Rule) || slices.Contains(opts.Writing, All)) {
			m(e, f, report.UnitOf(f))
		}
	}
	return e.bytes()
}

// gone lists what was found before and is found no more. What was found of words is known
// by them, for a mend may move them; where it changed them too, by how many are left.
func gone(before, after []check.Finding) (list []check.Finding) {
	key := func(f *check.Finding) [2]string {
		if f.Text != "" {
			return [2]string{f.Rule, f.Text}
		}
		return [2]string{f.Rule, f.Place}
	}
	left, fewer := map[[2]string]int{}, map[string]int{}
	for i := range after {
		left[key(&after[i])]++
		fewer[after[i].Rule]--
	}
	for i := range before {
		fewer[before[i].Rule]++
	}
	for _, f := range before {
		k := key(&f)
		if left[k]--; left[k] < 0 && fewer[f.Rule] > 0 {
			fewer[f.Rule]--
			list = append(list, f)
		}
	}
	return list
}

// sameLetters proves that the text is as it was; where writing was asked for, that no word
// was lost: the letters of the alphabet are as many, less what a rule about writing takes.
func sameLetters(before, after []byte, written bool) error {
	a, err := lettersOf(before)
	if err != nil {
		return err
	}
	b, err := lettersOf(after)
	if err != nil {
		return err
	}
	if a != b && !written {
		return errors.New("repair: the mended file would read otherwise than the one given: nothing is changed")
	}
	return nil
}

// lettersOf is the text of a file with one space where spaces, tabs, breaks and borders of
// paragraphs part its words, and without its headers and footers, where the number of the
// page moves.
func lettersOf(word []byte) (string, error) {
	var b strings.Builder
	err := docx.ParagraphsOf(word, func(s docx.Story, p docx.Paragraph) error {
		if strings.Contains(s.Name, " trang (") {
			return nil
		}
		for _, word := range strings.FieldsFunc(p.Text, unicode.IsSpace) {
			b.WriteString(word)
			b.WriteByte(' ')
		}
		return nil
	})
	return b.String(), err
}
