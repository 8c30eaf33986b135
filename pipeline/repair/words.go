package repair

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/check"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
	"vanthu/pipeline/viet"
)

// wordMends write: they are made only where their rules are named.
var wordMends = map[string]mend{
	"DATE-ZERO":       matches(longDate, zeros),
	"DATE-ZERO-SHORT": matches(shortDate, zeros),
	"DATE-FORM":       unitText(dateForm),
	"SPACE":           spaces,
	"STRAY":           unitText(func(_ *check.Finding, _ *paper.Unit, s string) string { return strayless.Replace(s) }),
	"NFC":             unitText(func(_ *check.Finding, _ *paper.Unit, s string) string { return norm.NFC.String(s) }),
	"QUOTE-FORM":      unitText(curly),
	"DASH-FORM":       unitText(func(_ *check.Finding, _ *paper.Unit, s string) string { return anyDash.ReplaceAllString(s, "$1-") }),
	"MOTTO-TEXT":      unitText(motto),
	"NUMBER-FORM":     unitText(numberForm),
	"SIGN-FORM":       unitText(func(_ *check.Finding, _ *paper.Unit, s string) string { return power.ReplaceAllString(s, "$1. ") }),
	"GROUND-END":      unitText(groundEnd),
	"TO-FORM":         unitText(toForm),
	"RECIPIENTS-FORM": unitText(recipients),
	"FONT-LEGACY":     unicodeLetters,
	"ENDMARK":         unitText(endMark),
	"CIT-NO-SO":       unitText(citationSo),
	"WORD-TWICE":      unitText(twice),
	"LEXICON":         unitText(lexicon),
	"MOTTO-RULE":      untype, // of signs; a drawn one is of form
	"ISSUER-RULE":     untype,
	"SUBJECT-RULE":    untype,
	"RULE-TYPED":      untype,
}

// replacement changes the bytes from Pos to End of the text of a paragraph.
type replacement struct {
	from, to int
	put      string
}

// replace changes the text of a paragraph: what is put in gets the look of the first letter
// that it stands for. A replacement that reaches over a tab or a break is left out.
func (q *para) replace(list []replacement) {
	if q.choice {
		return // its other branch would go on saying the old
	}
	for i := len(list) - 1; i >= 0; i-- {
		q.replaceOne(list[i])
	}
}

func (q *para) replaceOne(c replacement) {
	at := 0
	var over []*text
	var begins []int
	for _, r := range q.runs {
		for _, x := range r.texts {
			end := at + len(x.value)
			if end > c.from && at < c.to || c.from == c.to && end >= c.from && at <= c.from && len(over) == 0 {
				if x.sign && c.from < c.to {
					return
				}
				if !x.sign {
					over, begins = append(over, x), append(begins, at)
				}
			}
			at = end
		}
	}
	for i, x := range over {
		from, to := max(c.from-begins[i], 0), min(c.to-begins[i], len(x.value))
		put := ""
		if i == 0 {
			put = c.put
		}
		if x.value[from:to] != put {
			x.value, x.dirty = x.value[:from]+put+x.value[to:], true
		}
	}
}

// reach is where the text of a unit stands in that of its paragraph.
func (e *editor) reach(u *paper.Unit) (q *para, from, to int, ok bool) {
	if q = e.para(u); q == nil {
		return nil, 0, 0, false
	}
	s := q.value()
	if u.Parts == 1 {
		return q, 0, len(s), true
	}
	raw := strings.TrimSpace(u.Raw)
	if from = strings.Index(s, raw); from < 0 || strings.Count(s, raw) > 1 {
		return nil, 0, 0, false
	}
	return q, from, from + len(raw), true
}

// unitText changes the text of a unit as a whole: only the stretch that differs is put in.
func unitText(change func(f *check.Finding, u *paper.Unit, s string) string) mend {
	return func(e *editor, f *check.Finding, u *paper.Unit) {
		q, from, to, ok := e.reach(u)
		if !ok {
			return
		}
		old := q.value()[from:to]
		body := strings.TrimRight(old, " \u00a0\t\n")
		q.replace(differ(from, body, change(f, u, body)))
	}
}

// differ finds the stretch of a text that changed, in bytes.
func differ(at int, old, now string) []replacement {
	head := 0
	for head < len(old) && head < len(now) && old[head] == now[head] {
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(now)-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	for tail > 0 && !utf8.RuneStart(old[len(old)-tail]) { // no letter is parted over two runs
		tail--
	}
	return []replacement{{at + head, at + len(old) - tail, now[head : len(now)-tail]}}
}

// matches changes what an expression finds.
func matches(re *regexp.Regexp, change func(s string, m []int) []replacement) mend {
	return func(e *editor, _ *check.Finding, u *paper.Unit) {
		q, from, to, ok := e.reach(u)
		if !ok {
			return
		}
		s := q.value()
		var list []replacement
		for _, m := range re.FindAllStringSubmatchIndex(s[from:to], -1) {
			for i := range m {
				m[i] += from
			}
			list = append(list, change(s, m)...)
		}
		q.replace(list)
	}
}

var (
	longDate  = regexp.MustCompile(`(?i:ngày)\s+(\d{1,2})\s+tháng\s+(\d{1,2})`)
	shortDate = regexp.MustCompile(`(?:^|[^\d/.])(\d{1,2})/(\d{1,2})/(?:19|20)\d{2}`)
)

// zeros writes day and month as the decree does (PL I.II.4).
func zeros(s string, m []int) []replacement {
	day, month := number(s[m[2]:m[3]]), number(s[m[4]:m[5]])
	two := func(n, below int) string {
		if n < below {
			return fmt.Sprintf("%02d", n)
		}
		return strconv.Itoa(n)
	}
	return []replacement{{m[2], m[3], two(day, 10)}, {m[4], m[5], two(month, 3)}}
}

var (
	doubled   = regexp.MustCompile(`[\pL\d,.;:)”]([ \x{00a0}]{2,})[\pL\d(“]`)
	beforeEnd = regexp.MustCompile(`[\pL\d”)]([ \x{00a0}]+)(?:[,;:!?.](?:\s|$)|[,;]\pL)`)
	afterEnd  = regexp.MustCompile(`\pL[,;]()\pL`)
	inQuotes  = regexp.MustCompile(`[“(](\s+)|(\s+)[”)]`)
	strayless = strings.NewReplacer("\u200b", "", "\ufeff", "", "\u00ad", "", "Ð", "Đ", "Ɖ", "Đ",
		"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9")
)

// spaces leaves one space between words, none before a sign, one behind it, none inside of
// brackets.
func spaces(e *editor, f *check.Finding, u *paper.Unit) {
	for _, c := range []struct {
		re  *regexp.Regexp
		put string
	}{{doubled, " "}, {beforeEnd, ""}, {afterEnd, " "}, {inQuotes, ""}} {
		matches(c.re, func(_ string, m []int) []replacement {
			for i := 2; i < len(m); i += 2 {
				if m[i] >= 0 && m[i+1] >= 0 {
					return []replacement{{m[i], m[i+1], c.put}}
				}
			}
			return nil
		})(e, f, u)
	}
}

func dateForm(_ *check.Finding, _ *paper.Unit, s string) string {
	s = strings.Replace(s, ", Ngày", ", ngày", 1)
	if !strings.Contains(s, ",") {
		s = dateWord.ReplaceAllString(s, "$1, ngày ")
	}
	return s
}

var dateWord = regexp.MustCompile(`^(\s*\pL.*?\pL)\s+[Nn]gày `)

// curly makes pairs of straight quotation marks curly: they open where a space, a bracket
// or nothing stands before them.
func curly(_ *check.Finding, _ *paper.Unit, s string) string {
	if strings.Count(s, `"`)%2 != 0 {
		return s
	}
	var b strings.Builder
	open := false
	for _, r := range s {
		if r == '"' {
			open = !open
			r = map[bool]rune{true: '“', false: '”'}[open]
		}
		b.WriteRune(r)
	}
	return b.String()
}

var anyDash = regexp.MustCompile(`^(\s*)[–—−]`)

func motto(_ *check.Finding, u *paper.Unit, s string) string {
	if u.Role == paper.Motto1 {
		return "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	}
	return "Độc lập - Tự do - Hạnh phúc"
}

var (
	numberSo  = regexp.MustCompile(`^(\s*)(?i:số)\s*:?\s*`)
	oneDigit  = regexp.MustCompile(`^(\s*Số: )([1-9])(\s*/)`)
	symbolGap = regexp.MustCompile(`\s*[–—_-]\s*`)
)

func numberForm(_ *check.Finding, _ *paper.Unit, s string) string {
	s = oneDigit.ReplaceAllString(numberSo.ReplaceAllString(s, "${1}Số: "), "${1}0$2$3")
	if head, symbol, ok := strings.Cut(s, "/"); ok {
		s = strings.TrimRight(head, " \u00a0") + "/" + strings.Join(strings.Fields(symbolGap.ReplaceAllString(symbol, "-")), "")
	}
	return s
}

var power = regexp.MustCompile(`^(TM|KT|TUQ|TL|Q)\s*[.\s]\s*`)

// ended puts a sign at the end in the place of another one.
func ended(s, sign string) string { return strings.TrimRight(s, " ;.,") + sign }

func groundEnd(f *check.Finding, _ *paper.Unit, s string) string {
	if strings.Contains(f.Message, "cuối cùng") {
		return ended(s, ".")
	}
	return ended(s, ";")
}

var toWord = regexp.MustCompile(`^(\s*)(?i:kính gửi)\s*:?\s*`)

func toForm(f *check.Finding, u *paper.Unit, s string) string {
	switch {
	case u.Role == paper.To:
		if rest := toWord.ReplaceAllString(s, ""); rest != "" {
			return toWord.ReplaceAllString(s, "${1}Kính gửi: ")
		}
		return toWord.ReplaceAllString(s, "${1}Kính gửi:")
	case strings.Contains(f.Message, "“;”"):
		return ended(s, ";")
	case strings.Contains(f.Message, "“.”"):
		return ended(s, ".")
	}
	return s
}

var dash = regexp.MustCompile(`^\s*-\s*`)

func recipients(f *check.Finding, u *paper.Unit, s string) string {
	switch {
	case u.Role == paper.Recipients:
		return "Nơi nhận:"
	case u.Role == paper.Filed:
		return ended(s, ".")
	case strings.Contains(f.Message, "không có gạch đầu dòng"):
		return "- " + strings.TrimSpace(dash.ReplaceAllString(s, ""))
	}
	return ended(s, ";")
}

func endMark(_ *check.Finding, _ *paper.Unit, s string) string {
	return strings.TrimRight(strings.TrimSuffix(strings.TrimRight(s, " ;."), "./"), " ;./") + "./."
}

// quoted returns what stands in the n-th pair of quotation marks of a message, from 0.
func quoted(message string, n int) string {
	parts := strings.Split(message, "“")
	if n+1 >= len(parts) {
		return ""
	}
	words, _, _ := strings.Cut(parts[n+1], "”")
	return words
}

func citationSo(f *check.Finding, _ *paper.Unit, s string) string {
	whole := quoted(f.Message, 0)
	i := strings.LastIndex(whole, " ")
	if i < 0 {
		return s
	}
	return strings.ReplaceAll(s, whole, whole[:i]+" số"+whole[i:])
}

// twice leaves one of two words, or of two groups of words, that stand twice.
func twice(f *check.Finding, _ *paper.Unit, s string) string {
	words := strings.Fields(quoted(f.Message, 0))
	n := len(words) / 2
	first, second := strings.Join(words[:n], " "), strings.Join(words[n:], " ")
	if n == 0 || len(words)%2 != 0 || strings.TrimRight(first, ",;") != second {
		return s
	}
	return strings.Replace(s, first+" "+second, second, 1)
}

// lexicon writes a phrase as it is known, with the capital that it had.
func lexicon(f *check.Finding, _ *paper.Unit, s string) string {
	is, want := quoted(f.Message, 0), quoted(f.Message, 1)
	first, n := utf8.DecodeRuneInString(want)
	if r, _ := utf8.DecodeRuneInString(is); unicode.IsUpper(r) {
		want = string(unicode.ToUpper(first)) + want[n:]
	}
	if is == "" || want == "" {
		return s
	}
	return strings.Replace(s, is, want, 1)
}

// oldLetter is what the old encodings have in words and no Vietnamese word in Unicode has.
var oldLetter = regexp.MustCompile(`\pL[\x{a1}-\x{bf}ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]|[\x{a1}-\x{bf}ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]\pL`)

// unicodeLetters brings letters of an old encoding to Unicode, and their face with them. The
// encoding is that of the unit: single runs are too short to tell.
func unicodeLetters(e *editor, _ *check.Finding, u *paper.Unit) {
	if u == nil {
		return
	}
	family := ""
	for i := range u.Pieces {
		if check.LegacyFace(u.Pieces[i].Family) {
			family = u.Pieces[i].Family
		}
	}
	var old []*run
	var all strings.Builder
	for _, r := range e.runs(u) {
		if own := attr(r.props.get("rFonts"), "ascii"); own == "" || check.LegacyFace(own) {
			old = append(old, r)
			all.WriteString(r.value())
		}
	}
	_, enc := viet.DecodeLegacy(all.String(), family)
	if enc == viet.Unicode && oldLetter.MatchString(all.String()) {
		return // some of its letters are old, some are not: in another face the old ones could not be read
	}
	for _, r := range old {
		for _, x := range r.texts {
			now := x.value
			switch enc {
			case viet.TCVN3:
				now = viet.DecodeTCVN3(now)
			case viet.VNI:
				now = viet.DecodeVNI(now)
			}
			if !x.sign && now != x.value {
				x.value, x.dirty = now, true
			}
		}
		r.props.face(e.main.prefix)
	}
}

// untype takes the signs away that are to be a line under a unit; the next pass draws it.
func untype(e *editor, _ *check.Finding, u *paper.Unit) {
	if r, ok := e.report.Paper.Rule(u); u == nil || !ok || !r.Typed {
		return
	}
	units := e.report.Paper.Units
	for i := range units {
		v := &units[i]
		q := e.para(v)
		if v.Role != paper.TypedRule || q == nil || e.lined[v.Form.Para] || v.At.Page != u.At.Page || v.At.Top <= u.At.Bottom || v.At.Top-u.At.Bottom > 24*unit.Pt {
			continue
		}
		e.lined[v.Form.Para] = true
		before, after := e.main.para(v.Form.Para-1), e.main.para(v.Form.Para+1)
		beside := before != nil && strings.TrimSpace(string(e.main.src[before.end:q.pos])) == "" ||
			after != nil && strings.TrimSpace(string(e.main.src[q.end:after.pos])) == ""
		if v.Parts == 1 && beside {
			e.main.edits = append(e.main.edits, ooxml.Edit{Pos: q.pos, End: q.end})
			continue
		}
		for _, r := range e.runs(v) {
			for _, x := range r.texts {
				if !x.sign {
					x.value, x.dirty = "", true
				}
			}
		}
	}
}
