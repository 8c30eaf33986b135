package check

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
)

const othersDir = "testdata/others"

// otherPaper is a paper that another office made, with the rules that are broken in it.
type otherPaper struct {
	name string
	want []string
	word []byte
}

func others(t *testing.T) (list []otherPaper) {
	t.Helper()
	labels, err := os.ReadFile(filepath.Join(othersDir, "labels.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for _, line := range strings.Split(string(labels), "\n") {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			want[f[0]] = f[1:]
		}
	}
	files, err := filepath.Glob(filepath.Join(othersDir, "*.docx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no papers in %s (%v)", othersDir, err)
	}
	for _, name := range files {
		word, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		name = strings.TrimSuffix(filepath.Base(name), ".docx")
		list = append(list, otherPaper{name, want[name], word})
	}
	return list
}

// flaw is what makes a paper wrong: a change in a paragraph of a role.
type flaw struct {
	rules string // of which one is to find it, behind "+" those that may tell what follows from it
	role  paper.Role
	find  *regexp.Regexp // in the text of a run; nil takes the whole paragraph away
	put   string
}

var flaws = []flaw{
	{"MOTTO-TEXT", paper.Motto1, regexp.MustCompile(`CHỦ NGHĨA `), ""},
	{"MOTTO-TEXT", paper.Motto2, regexp.MustCompile(` - `), " – "},
	{"MOTTO-MISSING", paper.Motto2, nil, ""},
	{"NUMBER-FORM + ANNEX-OF-NUMBER", paper.Number, regexp.MustCompile(`^Số: (\d)`), "Số $1"},
	{"NUMBER-FORM", paper.Number, regexp.MustCompile(`(\pL)-(\pL+)$`), "$1 - $2"},
	{"NUMBER-KIND + ANNEX-OF-NUMBER", paper.Number, regexp.MustCompile(`/(?:KH|BC|TTr|TB|QĐ|NQ|HD|CĐ|GM|PC|GUQ|CTr|ĐA)-`), "/XX-"},
	{"NUMBER-MISSING PARTY-NUMBER + NUMBER-FORM NUMBER-KIND", paper.Number, nil, ""},
	{"DATE-ZERO", paper.PlaceDate, regexp.MustCompile(`ngày 0(\d)`), "ngày $1"},
	{"DATE-FORM", paper.PlaceDate, regexp.MustCompile(`, ngày`), " ngày"},
	{"DATE-VALID", paper.PlaceDate, regexp.MustCompile(`ngày \d+`), "ngày 32"},
	{"ENDMARK", paper.Text, regexp.MustCompile(`\./\.$`), "."},
	{"ENDMARK", paper.Clause, regexp.MustCompile(`\./\.$`), "."},
	{"FILED-MISSING", paper.Filed, nil, ""},
	{"RECIPIENTS-FORM", paper.Recipients, regexp.MustCompile(`:$`), ""},
	{"RECIPIENTS-FORM", paper.Filed, regexp.MustCompile(`\.$`), ""},
	{"RECIPIENTS-ARTICLE", paper.Recipient, regexp.MustCompile(`Như Điều \d`), "Như Điều 9"},
	{"SIGN-DEPUTY SIGN-KT SIGN-MISSING + RECIPIENTS-LEVEL", paper.Power, regexp.MustCompile(`^KT\. .*`), " "},
	{"SIGN-FORM", paper.Power, regexp.MustCompile(`^(TM|KT|TL|TUQ|Q)\. `), "$1."},
	{"SIGN-TITLE", paper.Signer, regexp.MustCompile(`^(\pL+ (?:Thị|Văn) [\pL ]+)$`), "TS. $1"},
	{"LETTER-FORM", paper.LetterTo, regexp.MustCompile(`^V/v `), "Về việc "},
	{"KIND-END", paper.Subject, regexp.MustCompile(`(\pL|\d)$`), "$1."},
	{"GROUND-DASH", paper.Ground, regexp.MustCompile(`^Căn cứ`), "- Căn cứ"},
	{"ENACTING-FORM", paper.Enacting, regexp.MustCompile(`:$`), ""},
	{"AUTHORITY-MISSING + AUTHORITY-ISSUER", paper.Authority, regexp.MustCompile(`.+`), " "},
	{"FORM-ARTICLE", paper.Article, regexp.MustCompile(`^(Điều \d+)\.`), "$1:"},
	{"NUM-ARTICLE + RECIPIENTS-ARTICLE", paper.Article, regexp.MustCompile(`^Điều 2`), "Điều 4"},
	{"NUM-ROMAN", paper.Roman, regexp.MustCompile(`^II\. `), "III. "},
	{"FORM-ROMAN", paper.Roman, regexp.MustCompile(`^I\. `), "I/ "},
	{"NUM-CLAUSE", paper.Clause, regexp.MustCompile(`^2\. `), "4. "},
	{"NUM-POINT", paper.Point, regexp.MustCompile(`^b\) `), "c) "},
	{"TO-FORM", paper.To, regexp.MustCompile(`gửi:`), "gửi"},
	{"ANNEX-OF-NUMBER", paper.AnnexOf, regexp.MustCompile(` số \d+`), " số 999"},
	{"ANNEX-OF + QUOTE", paper.AnnexOf, nil, ""},
	{"WORD-TWICE", paper.Text, regexp.MustCompile(` của `), " của của "},
	{"SPACE", paper.Text, regexp.MustCompile(`, `), " , "},
	{"STRAY", paper.Text, regexp.MustCompile(` các `), " c\u200bác "},
	{"NFC", paper.Text, regexp.MustCompile(`ế`), "e\u0302\u0301"},
	{"LEXICON", paper.Text, regexp.MustCompile(`thi đua`), "thi dua"},
	{"CAP-SENTENCE", paper.Text, regexp.MustCompile(`(\pL{3}\. )Đ`), "${1}đ"},
	{"CIT-NO-SO", paper.Text, regexp.MustCompile(`Kế hoạch số (\d)`), "Kế hoạch $1"},
}

// rulesOf parts the rules that are to find a flaw from those that may tell what follows.
func (w *flaw) rulesOf() (find, may []string) {
	a, b, _ := strings.Cut(w.rules, "+")
	return strings.Fields(a), strings.Fields(b)
}

var (
	textOfRun = regexp.MustCompile(`(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)`)
	paraBegin = regexp.MustCompile(`<w:p(?: [^>]*)?>`)
)

// innermost returns where the paragraphs of a part stand that hold no others.
func innermost(part string) (list [][2]int) {
	for at := 0; ; {
		end := strings.Index(part[at:], "</w:p>")
		if end < 0 {
			return list
		}
		begins := paraBegin.FindAllStringIndex(part[at:at+end], -1)
		if len(begins) > 0 {
			list = append(list, [2]int{at + begins[len(begins)-1][0], at + end + len("</w:p>")})
		}
		at += end + len("</w:p>")
	}
}

// shown is the text of a piece of a part, as it was written.
func shown(s string) string {
	var b strings.Builder
	for _, m := range textOfRun.FindAllStringSubmatch(s, -1) {
		b.WriteString(m[2])
	}
	return strings.Join(strings.Fields(norm.NFC.String(b.String())), " ")
}

// flawed makes a paper wrong in the first paragraph of the role where that can be done: the text
// is "" where it can not.
func (w *flaw) flawed(part string, p *paper.Paper) string {
	for i := range p.Units {
		u := &p.Units[i]
		want := strings.Join(strings.Fields(norm.NFC.String(u.Raw)), " ")
		if u.Role != w.role || u.Parts > 1 || u.Annex > 0 && w.role != paper.AnnexOf {
			continue
		}
		for _, at := range innermost(part) {
			para := part[at[0]:at[1]]
			if shown(para) != want {
				continue
			}
			if w.find == nil {
				if u.Form.Cell > 0 { // a cell keeps a paragraph
					return part[:at[0]] + textOfRun.ReplaceAllString(para, "$1$3") + part[at[1]:]
				}
				return part[:at[0]] + part[at[1]:]
			}
			done := false
			changed := textOfRun.ReplaceAllStringFunc(para, func(s string) string {
				m := textOfRun.FindStringSubmatch(s)
				if done || !w.find.MatchString(m[2]) {
					return s
				}
				done = true
				at := w.find.FindStringSubmatchIndex(m[2])
				return m[1] + m[2][:at[0]] + string(w.find.ExpandString(nil, w.put, m[2], at)) + m[2][at[1]:] + m[3]
			})
			if done {
				return part[:at[0]] + changed + part[at[1]:]
			}
		}
	}
	return ""
}

// heavyRules are the rules of the findings that are no hints, each once.
func heavyRules(r *Report) (list []string) {
	for _, f := range r.Findings {
		if f.Severity != Hint && !slices.Contains(list, f.Rule) {
			list = append(list, f.Rule)
		}
	}
	slices.Sort(list)
	return list
}

// TestOthers: of papers that other offices and programs made, what is wrong is told and nothing
// else, and of their flaws, made one at a time, nearly all are found.
func TestOthers(t *testing.T) {
	opts := Options{Config: office(t)}
	var missed []string
	all := 0
	for n, c := range others(t) {
		base, err := File(c.word, opts)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		slices.Sort(c.want)
		if got := heavyRules(base); !slices.Equal(got, c.want) {
			t.Errorf("%s: told %q, want %q:%s", c.name, got, c.want, told(base))
		}
		pkg, err := ooxml.Open(c.word, ooxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		main, _ := pkg.Main()
		src, err := pkg.Part(main)
		if err != nil {
			t.Fatal(err)
		}
		if base.Paper.First(paper.PartyHead) != nil || base.Kind == "hợp đồng" {
			continue // the rules below are not for them
		}
		for i := n % stride; i < len(flaws); i += stride {
			changed := flaws[i].flawed(string(src), base.Paper)
			if changed == "" {
				continue
			}
			word, err := pkg.Rewritten(map[string][]byte{main: []byte(changed)})
			if err != nil {
				t.Fatal(err)
			}
			got, err := File(word, opts)
			if err != nil {
				t.Fatalf("%s, %s: %v", c.name, flaws[i].rules, err)
			}
			all++
			missed = append(missed, flaws[i].missed(c.name, base, got)...)
		}
	}
	t.Logf("%d flaws, %d missed or told wrongly", all, len(missed))
	if len(missed)*100 > all*2 {
		t.Errorf("of %d flaws: %s", all, strings.Join(missed, "\n"))
	}
}

// stride is how many flaws one is made of in each paper; the next paper begins with the next.
const stride = 11

// missed tells a flaw that is not found, and what is newly said of paragraphs that are as before.
func (w *flaw) missed(name string, base, got *Report) (list []string) {
	known, texts := map[string]bool{}, map[string]bool{}
	for _, f := range base.Findings {
		known[f.Rule+"\n"+f.Text] = true
	}
	for i := range base.Paper.Units {
		texts[base.Paper.Units[i].Text] = true
	}
	find, may := w.rulesOf()
	ok := false
	for _, f := range got.Findings {
		u := got.UnitOf(&f)
		switch {
		case slices.Contains(find, f.Rule) && !known[f.Rule+"\n"+f.Text]:
			ok = true
		case known[f.Rule+"\n"+f.Text], slices.Contains(may, f.Rule), f.Severity == Hint, u == nil, !texts[u.Text]:
		default:
			list = append(list, fmt.Sprintf("%s, %s: says %s at %s", name, w.rules, f.Rule, f.Place))
		}
	}
	if !ok {
		list = append(list, fmt.Sprintf("%s: %s in %s", name, w.rules, w.role))
	}
	return list
}
