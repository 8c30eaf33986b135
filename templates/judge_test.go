package templates

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/check"
)

var judge = flag.Bool("judge", false, "break all kinds of paper, not one alone, and write "+judgeFile)

const judgeFile = "../pipeline/check/testdata/judge.txt"

// score is how a rule did on the labelled set.
type score struct{ mutants, found, wrong int }

// tally is how the checker did: by rule, and on how much.
type tally struct {
	rules         map[string]*score
	papers, pages int
	copies        int            // as other offices set them
	missed        map[string]int // mutants by kind, rule and place
	blamed        []string       // findings on right papers
}

func newTally() *tally { return &tally{rules: map[string]*score{}, missed: map[string]int{}} }

func (y *tally) of(rule string) *score {
	if y.rules[rule] == nil {
		y.rules[rule] = new(score)
	}
	return y.rules[rule]
}

// correct counts what is said against a paper that is right. Papers that a unit completes
// lack the name of who signs, and are rightly blamed for it.
func (y *tally) correct(t *testing.T, kind string, r *check.Report) {
	y.papers, y.pages = y.papers+1, y.pages+r.Pages
	for _, f := range r.Findings {
		if f.Severity != check.Hint && !(f.Rule == "SIGN-NAME" && strings.HasSuffix(kind, "-don-vi")) {
			y.of(f.Rule).wrong++
			y.blamed = append(y.blamed, fmt.Sprintf("%s as made: %s %s: %s", kind, f.Rule, f.Place, f.Message))
			t.Log(y.blamed[len(y.blamed)-1])
		}
	}
}

// broken counts whether a mutant is found, by the right rule and place. Where one paragraph
// alone was changed, what is newly said of others is wrong.
func (y *tally) broken(kind string, m mutant, known map[check.Finding]bool, got *check.Report) {
	s := y.of(m.rule)
	s.mutants++
	ok := false
	for _, f := range got.Findings {
		switch {
		case known[f]:
		case f.Rule == m.rule:
			ok = ok || m.place == "" || f.Place == m.place
		case m.place != "" && f.Place != m.place && f.Unit != 0 && f.Severity != check.Hint:
			y.of(f.Rule).wrong++
		}
	}
	if ok {
		s.found++
	} else {
		y.missed[fmt.Sprintf("%s: %s at %s", kind, m.rule, m.place)]++
	}
}

func (y *tally) sum() (all score) {
	for _, s := range y.rules {
		all.mutants, all.found, all.wrong = all.mutants+s.mutants, all.found+s.found, all.wrong+s.wrong
	}
	return all
}

// share is a part in percent with one decimal, rounded down: only all is 100.
func share(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%d.%d %%", part*100/whole, part*1000/whole%10)
}

// table is the measure as it is published.
func (y *tally) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, `How the checker does on a labelled set; make judge writes this file.
Right: %d papers of the sample years as made. Broken: mutants of four of them, each with one
rule broken. Altered: %d copies of the four as other offices set them (other margins, form set
directly, tabs, spaces, bare lines or text boxes instead of tables, other faces and sizes, other
orders), labelled with all that is wrong with them. All together, without mutants, %d pages.
found: by that rule at that place, in an altered copy by that rule. false: what is said (but for
hints) of right papers (those that a unit completes lack the name of who signs: that is no error
of the checker), of altered ones beside their labels, and of paragraphs that a mutant did not
touch.

`, y.papers, y.copies, y.pages)
	row := func(name string, s score) {
		fmt.Fprintf(&b, "%-20s %8d %8d %8d %10s %10s\n", name, s.mutants, s.found, s.wrong, share(s.found, s.mutants), share(s.found, s.found+s.wrong))
	}
	fmt.Fprintf(&b, "%-20s %8s %8s %8s %10s %10s\n", "rule", "mutants", "found", "false", "recall", "precision")
	for _, rule := range slices.Sorted(maps.Keys(y.rules)) {
		row(rule, *y.rules[rule])
	}
	row("all", y.sum())
	return b.String()
}

// publish judges the year's papers too, and writes the table.
func (y *tally) publish(t *testing.T, o *office, opts check.Options) {
	t.Helper()
	for _, c := range yearPapers {
		opts.Day = c.params["nam"] + "-12-31"
		if day := c.params["ngay"]; day != "" {
			opts.Day = day
		}
		for _, m := range o.all(t, c.kind, c.params, "docx") {
			r, err := check.File(file(t, m, "docx"), opts)
			if err != nil {
				t.Fatal(err)
			}
			y.correct(t, c.kind, r)
		}
	}
	if err := os.WriteFile(judgeFile, []byte(y.table()), 0o644); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	from, to := shownTable(t, string(readme))
	if err := os.WriteFile("../README.md", []byte(string(readme[:from])+rowsOf(y.table())+string(readme[to:])), 0o644); err != nil {
		t.Fatal(err)
	}
}

// rowsOf is the table without what stands above it.
func rowsOf(table string) string { return table[strings.Index(table, "\nrule  ")+1:] }

// shownTable tells where README shows the table.
func shownTable(t *testing.T, readme string) (from, to int) {
	t.Helper()
	if from = strings.Index(readme, "\nrule  ") + 1; from == 0 {
		t.Fatal("README shows no table of the measure")
	}
	return from, from + strings.Index(readme[from:], "```")
}

// TestReadmeShowsTheMeasure: what README says of the checker is what was measured.
func TestReadmeShowsTheMeasure(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	measured, err := os.ReadFile(judgeFile)
	if err != nil {
		t.Fatal(err)
	}
	if from, to := shownTable(t, string(readme)); string(readme[from:to]) != rowsOf(string(measured)) {
		t.Errorf("README shows\n%s\nmeasured was\n%s", readme[from:to], measured)
	}
}
