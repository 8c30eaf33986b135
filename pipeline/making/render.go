package making

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/people"
	"vanthu/pipeline/stamp"
)

// Edited makes of a Word file that a person edited what its version holds beside it: the
// PDF and the findings. The copy for signature has the file without DraftMark too. A file
// that cannot be read is archive.ErrUnreadable.
func (d *Draft) Edited(word []byte) (*archive.Copy, error) {
	plain, err := docx.Unmark(word, DraftMark)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", archive.ErrUnreadable, err)
	}
	if d.marks.Urgency != "" {
		marked, err := nd30.Urgent(plain, d.marks.Urgency)
		if err == nil {
			plain = marked
		} else if !errors.Is(err, nd30.ErrNoNumber) { // a lost line of the number is a finding
			return nil, err
		}
	}
	var o output
	found, err := d.edited(&o, plain)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", archive.ErrUnreadable, err)
	}
	if d.marks.Submitted {
		o.add("docx", plain)
	}
	return &archive.Copy{Files: o.files, Findings: found, Pages: o.pages}, nil
}

func (d *Draft) edited(o *output, plain []byte) (found []archive.Finding, err error) {
	shown := plain
	if len(d.kind.Late) > 0 {
		stamped, err := d.Blank(plain)
		if err == nil {
			shown = stamped
		} else {
			found = append(found, archive.Finding{Rule: "LATE", Severity: check.Wrong, Place: "tệp Word",
				Message: "Không còn chỗ để điền số, ngày khi phát hành: " + err.Error(), Clause: "NĐ 30/2020, PL I.II.3"})
		}
	}
	if mark := d.mark(); mark != "" { // also where a person took it away
		if shown, err = docx.Unmark(shown, mark); err != nil {
			return nil, err
		}
		if shown, err = d.finish(shown, mark); err != nil {
			return nil, err
		}
	}
	if err := d.render(o, shown, true); err != nil {
		return nil, err
	}
	more, err := d.check(plain, o.facts)
	return append(found, more...), err
}

// Blank is a Word file as it goes to paper, with blanks for number and day, which are to
// come by pen or stamp. A file with no place for them is an error.
func (d *Draft) Blank(word []byte) ([]byte, error) { return stamp.Stamp(word, d.blanks()) }

// LateLost finds places of number and day that an edit took away while others of them
// stand: what was typed there would stay beside the real number.
func (d *Draft) LateLost(was, is []byte) (found []archive.Finding, err error) {
	had, err := stamp.Count(was, d.kind.Late)
	if err != nil {
		return nil, err
	}
	has, err := stamp.Count(is, d.kind.Late)
	if err != nil {
		return nil, err
	}
	for _, name := range d.kind.Late {
		if has[name] > 0 && has[name] < had[name] {
			found = append(found, archive.Finding{Rule: "LATE", Severity: check.Wrong, Place: "tệp Word", Clause: "NĐ 30/2020, PL I.II.3",
				Message: fmt.Sprintf("Ô {%s} còn %d trên %d chỗ: trả ô ấy lại chỗ đã mất, số và ngày chỉ điền khi phát hành.", name, has[name], had[name])})
		}
	}
	return found, nil
}

// Numbered makes the working copy of a Word file that was signed: Word file and PDF with
// the late values, marked as what they are.
func (d *Draft) Numbered(word []byte, late map[string]string) (*archive.Copy, error) {
	stamped, err := stamp.Stamp(word, late)
	if err != nil { // said in Vietnamese, of the text that people edited
		return nil, people.Refuse("%w", err)
	}
	mark := WorkMark
	if d.m.Practice { // stands there already
		mark = PracticeMark
		if stamped, err = docx.Unmark(stamped, mark); err != nil {
			return nil, err
		}
	}
	if stamped, err = d.finish(stamped, mark); err != nil {
		return nil, err
	}
	if d.marks.Urgency != "" { // signed papers of earlier programs may lack it
		if stamped, err = nd30.Urgent(stamped, d.marks.Urgency); err != nil {
			return nil, err
		}
	}
	var o output
	o.add("docx", stamped)
	if err := d.render(&o, stamped, true); err != nil {
		return nil, err
	}
	return &archive.Copy{Files: o.files, Pages: o.pages}, nil
}

// render lays out a Word file as it goes to paper; withPDF says whether its PDF is written.
func (d *Draft) render(o *output, word []byte, withPDF bool) error {
	doc, err := layout.Lay(word, layout.Options{Fonts: d.m.Fonts})
	if err != nil {
		return err
	}
	o.note(doc.Facts)
	o.pages = len(doc.Pages)
	if !withPDF {
		return nil
	}
	out, err := buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, d.info()) })
	if err == nil {
		o.add("pdf", out)
	}
	return err
}

// Print fills a Word template that no kind of document has, as a register, and draws it:
// name is its path under templates/.
func (m *Maker) Print(name string, set *dataset.Set, info pdf.Info) ([]byte, error) {
	data, err := fs.ReadFile(m.Templates, name)
	if err != nil {
		return nil, err
	}
	template, err := fill.Compile(data, fill.Options{})
	if err != nil {
		return nil, fmt.Errorf("templates/%s: %w", name, err)
	}
	word, err := buffer(func(b *bytes.Buffer) error {
		_, err := template.Execute(b, set, fill.Run{})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("templates/%s: %w", name, err)
	}
	if m.Practice {
		practice := docx.Finish{Watermark: PracticeMark, Title: info.Title, Day: info.Day}
		if word, err = buffer(func(b *bytes.Buffer) error { return practice.Write(b, word) }); err != nil {
			return nil, fmt.Errorf("templates/%s: %w", name, err)
		}
	}
	doc, err := layout.Lay(word, layout.Options{Fonts: m.Fonts})
	if err != nil {
		return nil, fmt.Errorf("templates/%s: %w", name, err)
	}
	return buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, info) })
}

// check judges the editing copy, its data set and what making it found.
func (d *Draft) check(editing []byte, facts []check.Fact) (list []archive.Finding, err error) {
	found, err := check.Filled(check.Subject{Code: d.kind.Code, Day: text(d.first(), "ngay"), Docx: editing, Data: join(d.sets), Top: d.first(),
		Facts: facts, Late: d.kind.Late, BaseSalary: d.setting.BaseSalary, Needs: d.needs(), Gone: d.setting.Gone})
	for _, f := range found {
		list = append(list, kept(f))
	}
	if err != nil || editing == nil {
		return list, err
	}
	more, err := d.judge(editing)
	if slices.ContainsFunc(list, func(f archive.Finding) bool { return f.Rule == check.RuleHeading }) {
		more = slices.DeleteFunc(more, func(f archive.Finding) bool {
			return (f.Rule == "NUM-ROMAN" || f.Rule == "SUM") && strings.Contains(f.Place, "bảng") // they follow from it
		})
	}
	for _, f := range more {
		if !slices.ContainsFunc(list, func(g archive.Finding) bool { return g.Rule == f.Rule && strings.HasSuffix(f.Place, g.Place) }) {
			list = append(list, f) // else the data say it too
		}
	}
	return list, err
}

// judge judges the editing copy by itself, as anybody's Word file.
func (d *Draft) judge(editing []byte) (list []archive.Finding, err error) {
	opts, err := d.CheckOptions()
	if err != nil {
		return nil, err
	}
	r, err := check.File(editing, opts)
	if err != nil {
		return nil, err
	}
	for _, f := range check.Waive(r.Findings, waivers(d.kind)) {
		list = append(list, kept(f))
	}
	return list, nil
}

// waivers are what the kind lets pass.
func waivers(k *catalog.Kind) (list []check.Waiver) {
	for _, w := range k.Waive {
		list = append(list, check.Waiver(w))
	}
	return list
}

// CheckConfig is check.yaml of the office; without one every rule of the decree counts.
func (m *Maker) CheckConfig() (*check.Config, error) {
	data, err := fs.ReadFile(m.Templates, check.ConfigFile)
	if errors.Is(err, fs.ErrNotExist) {
		return new(check.Config), nil
	}
	if err != nil {
		return nil, err
	}
	return check.ReadConfig(data)
}

// CheckOptions are what a Word file of the document is judged by: the office's check.yaml and
// register of law, the day for which the document is written.
func (d *Draft) CheckOptions() (check.Options, error) {
	config, err := d.m.CheckConfig()
	return check.Options{Config: config, Register: d.setting.register(), Day: text(d.first(), "ngay"), Late: d.kind.Late, Read: paper.Options{Fonts: d.m.Fonts}}, err
}

// kept is a finding as the archive keeps it: place and words in one.
func kept(f check.Finding) archive.Finding {
	k := archive.Finding{Rule: f.Rule, Severity: f.Severity, Place: f.Place, Message: f.Message, Clause: f.Clause}
	if f.Page > 0 {
		k.Place = fmt.Sprintf("trang %d, %s", f.Page, f.Place)
	}
	return k
}

// needs are the values that the kind says it cannot do without.
func (d *Draft) needs() (list []check.Need) {
	for _, n := range d.kind.Needs {
		list = append(list, check.Need(n))
	}
	return list
}
