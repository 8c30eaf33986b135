// Package check judges documents: it turns what is in a filled DOCX, in its data set and
// in the facts of filling and layout into findings, each with its place and the clause
// that asks for it.
//
// In: a Subject, which this program made, or any Word file. Out: Filled and File give the
// findings in the order of the rules, and within a rule in the order of the text, so that
// equal documents give equal lists; Together adds what papers that belong together say
// otherwise than each other. Nothing is changed.
//
// The one thing to know: only this package judges. Other stages report facts; what a
// fact means for a paper that someone will sign stands in the rules here. To add a rule,
// write a function like the others and name it in the list rules.
package check

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/dataset"
)

// Severities of findings.
const (
	Wrong   = "sai"      // forbids signing
	Warning = "cảnh báo" // someone has to look; vanthu check says Amend
	Hint    = "gợi ý"    // may be better
)

// Amend is what vanthu check and check.yaml call a Warning about a Word file: it is for its
// author to mend. The archive keeps the older word.
const Amend = "nên sửa"

// Finding is something that a rule found.
type Finding struct {
	Rule     string // stable name, e.g. "COUNT"
	Severity string // Wrong, Warning or Hint
	Place    string // where, in Vietnamese
	Message  string // what and what to do, in Vietnamese
	Clause   string // what asks for it; "" where no law does, only habit
	Page     int    // from 1; 0 where it is not known
	Text     string // the words that it is about; "" for what is missing
	Hint     string // what to do, in Vietnamese; "" where Message says it
	Unit     int    // of File: which of Report.Paper.Units, from 1, and behind them of its Others; 0 for none
}

// Fact is something that filling or layout reported: "glyph", "face", "feature",
// "overflow" as layout.Fact has them, "empty" and "sometimes" as Empty makes them.
type Fact struct {
	Kind   string
	Place  string // in Vietnamese
	Detail string // in Vietnamese
}

// Empty is the fact that a tag wrote nothing, count times of so many. In every row it is
// a gap; in some it may be right, such as the position of a farmer.
func Empty(tag, place string, count, of int) Fact {
	if count < of {
		return Fact{"sometimes", place, fmt.Sprintf("%s, %d trên %d lần", tag, count, of)}
	}
	return Fact{"empty", place, tag}
}

// Subject is a document to judge.
type Subject struct {
	Code  string       // of the kind by NĐ 30/2020, Phụ lục III: "QĐ", "KH", "BC"; "" for none
	Day   string       // for which the document is written, "2024-12-20"
	Docx  []byte       // the filled document; nil where the kind has none
	Data  *dataset.Set // what it was filled from; nil where it is not known
	Top   *dataset.Set // of several documents in one file, the first one's data set; nil is Data
	Facts []Fact
	Late  []string // names of the values that are put in later: their tags may stand
	// BaseSalary is the lương cơ sở in force on the document's day, in đồng, from the
	// reference data; 0 where it is not known.
	BaseSalary int64
	Needs      []Need
	Gone       []Gone // not in force on the day
}

// text is what the rules look at.
type text struct {
	Subject
	paras  []paragraph // of the body
	others []paragraph // of headers, footers, notes, comments

	mark, markPlace string // of secrecy; "" for none

	entered    []listEntry // by entries
	lostHeads  []lostHead
	unnumbered []listEntry // rows of a list without a number
}

var rules = []func(*text) []Finding{
	glyphs, overflow, emptyValues, otherFacts,
	tagsLeft,
	narrative, emptyLists, needs, citations, outOfForce, replaces,
	counts, listCounts, lastArticle, collectiveSignature,
	rewards, amountsInWords, wordsMissing, listUnits,
	awardForm, fundOfMoney,
	headings, tableSums, rowFigures, listOrder, printedMoney, dataDiffers,
	secret,
}

// Filled judges a document that this program made. A DOCX that cannot be read is an error.
func Filled(s Subject) ([]Finding, error) {
	t := text{Subject: s}
	if s.Docx != nil {
		if err := t.read(); err != nil {
			return nil, fmt.Errorf("check: %w", err)
		}
	}
	var found []Finding
	for _, rule := range rules {
		found = append(found, rule(&t)...)
	}
	return found, nil
}

// Forbid reports whether the findings forbid signing.
func Forbid(fs []Finding) bool {
	return slices.ContainsFunc(fs, func(f Finding) bool { return f.Severity == Wrong })
}

// Count returns how many findings are of a severity.
func Count(fs []Finding, severity string) (n int) {
	for _, f := range fs {
		if f.Severity == severity {
			n++
		}
	}
	return n
}

// factsOf turns the facts of one kind into findings.
func (t *text) factsOf(kind string, f Finding) (found []Finding) {
	for _, fact := range t.Facts {
		if fact.Kind == kind {
			f.Place = fact.Place
			g := f
			g.Message = strings.ReplaceAll(f.Message, "%", strings.TrimRight(fact.Detail, "."))
			found = append(found, g)
		}
	}
	return found
}

func glyphs(t *text) []Finding {
	return t.factsOf("glyph", Finding{Rule: "GLYPH", Severity: Wrong,
		Message: "Ký tự không in được: %. Phông chữ không có ký tự này; sửa số liệu hoặc mẫu.",
		Clause:  "NĐ 30/2020, PL I.I.4"})
}

func overflow(t *text) []Finding {
	return t.factsOf("overflow", Finding{Rule: "OVERFLOW", Severity: Wrong,
		Message: "Nội dung tràn ra ngoài: %. Rút ngắn nội dung hoặc nới khung trong mẫu.",
		Clause:  "NĐ 30/2020, PL I.I.3"})
}

func emptyValues(t *text) []Finding {
	found := t.factsOf("empty", Finding{Rule: "EMPTY", Severity: Warning,
		Message: "Chỗ này để trống: %. Bổ sung số liệu, hoặc bọc trong mục {#…} của mẫu nếu được phép trống."})
	return append(found, t.factsOf("sometimes", Finding{Rule: "EMPTY", Severity: Hint,
		Message: "Có dòng để trống: %. Xem lại các dòng ấy."})...)
}

func otherFacts(t *text) []Finding {
	found := t.factsOf("face", Finding{Rule: "FACE", Severity: Hint, Message: "%."})
	// A face of the same widths changes no line: the shipped ones stand for Times New Roman.
	found = slices.DeleteFunc(found, func(f Finding) bool { return strings.Contains(f.Message, "cùng độ rộng") })
	return append(found, t.factsOf("feature", Finding{Rule: "FEATURE", Severity: Warning,
		Message: "Bản PDF không vẽ được như bản Word: %. Xem lại bản PDF trước khi trình."})...)
}
