package check

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/paper"
)

// Options are what a file is judged by. The zero value judges by the decree alone.
type Options struct {
	Config   *Config        // nil: no lexicon, no terms, every rule on
	Register *cite.Register // nil: the reference data of package cite
	Profile  string         // ProfileND30, ProfilePolice, ProfileParty or ProfileOther; "" finds it by the issuing body
	Day      string         // of the document, "2024-12-20"; "" takes the date that it bears
	Late     []string       // names of tags that may stand: they are filled later
	Every    bool           // tell each place, however many: for repair, not for people
	Read     paper.Options
}

// Profiles: whose rules of form a paper follows (NĐ 30/2020, Đ.1, leaves police papers to
// their ministry and does not bind private bodies; papers of the Party follow Hướng dẫn
// 36-HD/VPTW).
const (
	ProfileND30   = "nd30"
	ProfilePolice = "cand"
	ProfileParty  = "dang"
	ProfileOther  = "khac"
)

// Report is what was found in a file.
type Report struct {
	Kind     string // "kế hoạch"; "" where it is not known
	Pages    int
	Findings []Finding
	Paper    *paper.Paper
	docx     []byte // that was judged
}

// UnitOf returns the unit at which a finding was made, nil where it is about the whole paper
// or about a page.
func (r *Report) UnitOf(f *Finding) *paper.Unit {
	switch n := f.Unit - 1 - len(r.Paper.Units); {
	case f.Unit == 0:
		return nil
	case n >= 0:
		return &r.Paper.Others[n]
	}
	return &r.Paper.Units[f.Unit-1]
}

// rule is one thing that is asked of a paper.
type rule struct {
	id       string
	severity string
	clause   string // "" for habit
	message  string // in Vietnamese; %s is what the judge found
	hint     string
	judge    func(*file, report)
}

// report takes a finding of a rule at a unit, nil for the whole paper; detail goes into
// the message.
type report func(at *paper.Unit, detail string)

// file is a paper that is being judged.
type file struct {
	*paper.Paper
	Options
	whole     bool          // it is one administrative paper, so parts may be missed in it
	lines     []*paper.Unit // whose words are judged: Units, then Others
	citations []cite.Citation
	at        []int // index in lines of each citation
	day       string
	articles  map[int]bool        // which annexes are written in articles, see written
	form      bool                // the rules of form of NĐ 30/2020 hold
	old       bool                // written before NĐ 30/2020: what it asks is a hint
	index     map[*paper.Unit]int // in lines, from 1
	words     [][][2]int          // of each line, see wordsOf
	docx      []byte              // nil: there is nothing more to read
	text      *text               // see plainText
	places    map[string]*paper.Unit
}

// Rules returns the ids of the rules about files, those about papers that belong together
// last, in order.
func Rules() (ids []string) {
	for _, set := range append(slices.Clip(ruleSets), companionRules) {
		for _, r := range set {
			if !slices.Contains(ids, r.id) {
				ids = append(ids, r.id)
			}
		}
	}
	return ids
}

var ruleSets = [][]rule{pageRules, formRules, componentRules, detailRules, footRules, signRules, partyRules, headingRules, groundRules, writingRules, wordingRules, spellingRules, shortRules, citationRules, registerRules, figureRules, leftRules}

// wordSets are about what is written, not how it stands on the page.
var wordSets = [][]rule{writingRules, wordingRules, spellingRules, shortRules, citationRules, registerRules}

// OfWords reports whether a rule about files is about the words of the text: its writing,
// spelling and citations.
func OfWords(id string) bool {
	for _, set := range wordSets {
		if slices.ContainsFunc(set, func(r rule) bool { return r.id == id }) {
			return true
		}
	}
	return false
}

// agreements are the rules of form that hold values of a paper against each other.
var agreements = []string{"NUMBER-AGENCY", "DATE-PLACE", "DATE-WEEKEND", "AUTHORITY-ISSUER", "SIGN-AUTHORITY", "RECIPIENTS-TWICE", "RECIPIENTS-ARTICLE", "ANNEX-OF-NUMBER", "GROUND-TWICE"}

// OfData reports whether a rule about files holds figures, names and numbers against each
// other: in a template with samples it says nothing of the template.
func OfData(id string) bool {
	return slices.Contains(agreements, id) || slices.ContainsFunc(figureRules, func(r rule) bool { return r.id == id })
}

// File judges a Word file by itself: its form, its parts, its writing, what it cites.
// Findings come in the order of the rules, those of one rule in that of the text. A file
// that cannot be read is an error.
func File(docx []byte, opts Options) (*Report, error) {
	p, err := paper.Read(docx, opts.Read)
	if err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	if err := bounded(p); err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	return judged(p, docx, opts), nil
}

// Again judges the paper of a report by other options, without reading the file again.
func (r *Report) Again(opts Options) *Report { return judged(r.Paper, r.docx, opts) }

func judged(p *paper.Paper, docx []byte, opts Options) *Report {
	f := &file{Paper: p, Options: opts, docx: docx}
	f.prepare()
	r := &Report{Pages: p.Pages, Paper: p, docx: docx}
	if p.Found && f.whole {
		r.Kind = p.Kind.Name
	}
	for _, set := range ruleSets {
		for i := range set {
			r.Findings = append(r.Findings, f.apply(&set[i])...)
		}
	}
	r.Findings = Waive(r.Findings, f.Config.Waive)
	return r
}

// ErrLarge is what a file has to say that is too long to be a paper: no administrative
// document comes near.
var ErrLarge = errors.New("too long to judge")

// Limits of File: paragraphs and cells, and bytes of one of them.
const (
	maxUnits = 200_000
	maxText  = 100_000
)

func bounded(p *paper.Paper) error {
	list := linesOf(p)
	if len(list) > maxUnits {
		return fmt.Errorf("%d paragraphs and cells, %d at most: %w", len(list), maxUnits, ErrLarge)
	}
	for _, u := range list {
		if n := len(u.Text); n > maxText {
			return fmt.Errorf("%s: %d bytes of text, %d at most: %w", u.Place, n, maxText, ErrLarge)
		}
	}
	return nil
}

func (f *file) prepare() {
	if f.Config == nil {
		f.Config = new(Config)
	}
	if f.Register == nil {
		f.Register = cite.Known()
	}
	f.whole = f.Heads == 1 && f.HeadPage <= 1 || f.Heads == 0 && f.First(paper.Number) != nil && (f.Found || f.First(paper.To) != nil)
	f.day = cmp.Or(f.Day, f.dated())
	if f.Profile == "" {
		f.Profile = cmp.Or(f.Config.Profile, f.profile())
	}
	f.form = f.Profile == ProfileND30 || f.Profile == ProfilePolice
	f.old = f.Day == "" && f.day != "" && f.day < inForce
	f.lines = linesOf(f.Paper)
	f.index = make(map[*paper.Unit]int, len(f.lines))
	for i, u := range f.lines {
		f.index[u] = i + 1
		for _, c := range cite.Find(u.Text) {
			f.citations, f.at = append(f.citations, c), append(f.at, i)
		}
	}
}

// decree begins the clauses of NĐ 30/2020, which holds for papers from inForce on.
const decree, inForce = "NĐ 30/2020", "2020-03-05"

// linesOf are the units of a paper, those of the body first.
func linesOf(p *paper.Paper) []*paper.Unit {
	list := make([]*paper.Unit, 0, len(p.Units)+len(p.Others))
	for _, units := range [][]paper.Unit{p.Units, p.Others} {
		for i := range units {
			list = append(list, &units[i])
		}
	}
	return list
}

// profile finds whose rules hold by the body that issues.
func (f *file) profile() string {
	if f.First(paper.PartyHead) != nil {
		return ProfileParty
	}
	for _, role := range []paper.Role{paper.Superior, paper.Issuer} {
		for _, u := range f.All(role) {
			if strings.HasPrefix(u.Text, "BỘ CÔNG AN") || strings.HasPrefix(u.Text, "CÔNG AN ") {
				return ProfilePolice
			}
			if strings.HasPrefix(u.Text, "CÔNG TY") || strings.HasPrefix(u.Text, "CTY") {
				return ProfileOther
			}
		}
	}
	return ProfileND30
}

// maxFindings bounds what one rule finds: a paper with more has one trouble, not hundreds.
const maxFindings = 50

// apply runs a rule. What the configuration switches off is not run.
func (f *file) apply(r *rule) (found []Finding) {
	severity := r.severity
	if set, ok := f.Config.Severity[r.id]; ok {
		severity = set
	}
	if slices.Contains(f.Config.Off, r.id) {
		return nil
	}
	if f.old && strings.HasPrefix(r.clause, decree) {
		severity = Hint
	}
	r.judge(f, func(at *paper.Unit, detail string) {
		if len(found) >= maxFindings && !f.Every {
			return
		}
		g := Finding{Rule: r.id, Severity: severity, Clause: r.clause, Hint: r.hint, Place: "toàn văn bản",
			Message: strings.ReplaceAll(r.message, "%s", detail)}
		if at != nil {
			g.Place, g.Page, g.Text, g.Unit = at.Place, at.At.Page, paper.Short(at.Text, 80), f.index[at]
		}
		found = append(found, g)
	})
	return found
}

// pageOf is a stand-in for a unit where a finding is about a page.
func pageOf(n int) *paper.Unit {
	return &paper.Unit{Place: fmt.Sprintf("trang %d", n), At: paper.Box{Page: n}, Form: new(layout.Form)}
}

// main returns the units of the document itself between head and signature.
func (f *file) main() []paper.Unit { return f.Units[:f.End] }

// is tells the kind by code.
func (f *file) is(codes ...string) bool { return f.Found && slices.Contains(codes, f.Kind.Code) }

// named tells kinds that Phụ lục III prints with a name.
func (f *file) named() bool { return f.Found && f.Kind.Form != nd30.FormLetter }

// WriteRules lists the rules, one a line: id, severity, clause or habit, what it says.
func WriteRules(w io.Writer) error {
	for _, set := range append(slices.Clip(ruleSets), companionRules) {
		for _, r := range set {
			source := r.clause
			if source == "" {
				source = "thói quen"
			}
			if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.id, strings.Replace(r.severity, Warning, Amend, 1), source, strings.ReplaceAll(r.message, "%s", "…")); err != nil {
				return err
			}
		}
	}
	return nil
}
