package templates

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

// alteredCopy is a made paper as another office would set it, with all that a checker is to say
// of it, by rule.
type alteredCopy struct {
	name string
	want []string
	word []byte
}

// altered makes the copies: what is lawful is done otherwise, or the same is built of other
// things. The papers are those of Phụ lục III as they are made here.
func altered(t *testing.T, word []byte, p *paper.Paper) (list []alteredCopy) {
	t.Helper()
	pkg, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	main, _ := pkg.Main()
	src, err := pkg.Part(main)
	if err != nil {
		t.Fatal(err)
	}
	body := string(src)
	add := func(name, changed string, want ...string) {
		if changed == body {
			t.Errorf("%s: nothing is altered", name)
		}
		list = append(list, alteredCopy{name, want, repacked(t, pkg, main, changed)})
	}
	margins := regexp.MustCompile(`w:top="\d+" w:right="\d+" w:bottom="\d+" w:left="\d+"`)
	add("margins 25, 15, 25, 35 mm", margins.ReplaceAllString(body, `w:top="1417" w:right="850" w:bottom="1417" w:left="1984"`))
	add("margins 20, 15, 20, 30 mm", margins.ReplaceAllString(body, `w:top="1134" w:right="850" w:bottom="1134" w:left="1701"`))
	add("margins of Word", margins.ReplaceAllString(body, `w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"`), "MARGIN")
	add("form set directly", unstyled(body))
	add("another face of the same letters", strings.ReplaceAll(unstyled(body), "Times New Roman", "Liberation Serif"))
	add("Times at 12", strings.ReplaceAll(unstyled(body), `<w:sz w:val="28"/>`, `<w:sz w:val="24"/>`), "SIZE")
	add("Arial", strings.ReplaceAll(unstyled(body), "Times New Roman", "Arial"), "FONT")
	add("text at the left", strings.ReplaceAll(unstyled(body), `<w:jc w:val="both"/>`, `<w:jc w:val="left"/>`), "ALIGN")
	add("no indents", strings.ReplaceAll(unstyled(body), `w:firstLine="720"`, `w:firstLine="0"`), "INDENT")
	head, sign := p.Head(), p.Signature()
	table := func(b paper.Block, by string) string {
		at, _ := paragraph(body, p.Units[b.From].Form.Para)
		from := strings.LastIndex(body[:at], "<w:tbl>")
		return body[:from] + by + body[from+strings.Index(body[from:], "</w:tbl>")+len("</w:tbl>"):]
	}
	add("head by tabs", table(head, typedColumns(p, head, "\t")), "COLUMNS", "MOTTO-RULE", "ISSUER-RULE")
	add("head by spaces", table(head, typedColumns(p, head, strings.Repeat(" ", 12))), "COLUMNS", "MOTTO-RULE", "ISSUER-RULE")
	add("head in bare lines", table(head, bareLines(p, head)), "COLUMNS", "MOTTO-RULE", "ISSUER-RULE")
	add("head in text boxes", table(head, boxed(p, head)), "MOTTO-RULE", "ISSUER-RULE")
	add("signature by tabs", table(sign, typedColumns(p, sign, "\t")), "COLUMNS")
	add("recipients below the signature", table(sign, turned(p, sign)), "RECIPIENTS-LEVEL")
	return list
}

var styleOf = regexp.MustCompile(`<w:pStyle w:val="(\w+)"/>`)

// unstyled sets the form of all paragraphs directly, as converters and copied text do.
func unstyled(body string) string {
	parts := strings.SplitAfter(body, "</w:p>")
	for i, s := range parts {
		at := strings.LastIndex(s, "<w:p>")
		m := styleOf.FindStringSubmatch(s)
		if at < 0 || m == nil {
			continue
		}
		n := slices.IndexFunc(nd30.Styles, func(x nd30.Style) bool { return x.ID == m[1] })
		if n < 0 || nd30.Styles[n].Ruled || nd30.Styles[n].Hair || nd30.Styles[n].Framed {
			continue
		}
		parts[i] = s[:at] + direct(s[at:], &nd30.Styles[n])
	}
	return strings.Join(parts, "")
}

func twips(l unit.Length) int64 { return int64(l / unit.Twip) }

// direct gives a paragraph the look of a style.
func direct(p string, s *nd30.Style) string {
	line := s.Line
	if line == 0 {
		line = 240
	}
	look := fmt.Sprintf(`<w:spacing w:before="%d" w:after="0" w:line="%d" w:lineRule="auto"/><w:ind w:left="%d" w:firstLine="%d"/><w:jc w:val="%s"/>`,
		twips(s.Before), line, twips(s.Left), twips(s.FirstLine), alignNames[s.Align])
	p = styleOf.ReplaceAllString(p, look)
	return restyled(p, lookOf(s.Bold, s.Italic, s.Size))
}

func lookOf(bold, italic bool, size unit.Length) string {
	look := `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>`
	if bold {
		look += `<w:b/>`
	}
	if italic {
		look += `<w:i/>`
	}
	return look + fmt.Sprintf(`<w:sz w:val="%d"/>`, size/unit.HalfPt)
}

var alignNames = map[nd30.Align]string{nd30.Left: "left", nd30.Center: "center", nd30.Right: "right", nd30.Justify: "both"}

// runOf is the text of a unit with its look.
func runOf(u *paper.Unit) string {
	f := u.Pieces[0]
	return `<w:r><w:rPr>` + lookOf(f.Bold, f.Italic, f.Size) + `</w:rPr><w:t xml:space="preserve">` + u.Text + `</w:t></w:r>`
}

// sides parts a block into its columns.
func sides(p *paper.Paper, b paper.Block) (left, right []*paper.Unit) {
	for i := b.From; i < b.To; i++ {
		if u := &p.Units[i]; p.Column(u) < 0 {
			left = append(left, u)
		} else {
			right = append(right, u)
		}
	}
	return left, right
}

// typedColumns writes the columns line by line, with a gap of spaces or a tab between.
func typedColumns(p *paper.Paper, b paper.Block, gap string) string {
	var out strings.Builder
	left, right := sides(p, b)
	put := `<w:r><w:t xml:space="preserve">` + gap + `</w:t></w:r>`
	if gap == "\t" {
		put = `<w:r><w:tab/></w:r>`
	}
	for i := range max(len(left), len(right)) {
		out.WriteString(`<w:p><w:pPr><w:tabs><w:tab w:val="center" w:pos="6500"/></w:tabs></w:pPr>`)
		if i < len(left) {
			out.WriteString(runOf(left[i]))
		}
		if i < len(right) {
			out.WriteString(put + runOf(right[i]))
		}
		out.WriteString(`</w:p>`)
	}
	return out.String()
}

func lines(list []*paper.Unit, ppr string) string {
	var b strings.Builder
	for _, u := range list {
		b.WriteString(`<w:p><w:pPr>` + ppr + `</w:pPr>` + runOf(u) + `</w:p>`)
	}
	return b.String()
}

const inRightHalf, inLeftHalf = `<w:ind w:left="3800"/><w:jc w:val="center"/>`, `<w:ind w:right="5200"/><w:jc w:val="center"/>`

// bareLines writes the left column above the right one.
func bareLines(p *paper.Paper, b paper.Block) string {
	left, right := sides(p, b)
	return lines(left, inLeftHalf) + lines(right, inRightHalf)
}

// boxed puts each column into a text box.
func boxed(p *paper.Paper, b paper.Block) string {
	left, right := sides(p, b)
	box := func(x, width int, list []*paper.Unit) string {
		return fmt.Sprintf(`<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;margin-left:%dpt;margin-top:0;width:%dpt;height:84pt" stroked="f" filled="f"><v:textbox inset="0,0,0,0"><w:txbxContent>`, x, width) +
			lines(list, `<w:jc w:val="center"/>`) + `</w:txbxContent></v:textbox></v:rect></w:pict></w:r>`
	}
	return `<w:p><w:pPr><w:spacing w:after="1700"/></w:pPr>` + box(0, 180, left) + box(184, 270, right) + `</w:p>`
}

// turned writes the signature first and the recipients below it.
func turned(p *paper.Paper, b paper.Block) string {
	left, right := sides(p, b)
	return lines(right, `<w:ind w:left="4500"/><w:jc w:val="center"/>`) + lines(left, `<w:jc w:val="left"/>`)
}

// altered counts whether what is to be said of an altered copy is said, and nothing else
// but what is said of the paper itself. Hints are counted only where they are asked for.
func (y *tally) altered(kind string, c alteredCopy, as, got *check.Report) {
	said := map[string]bool{}
	for _, f := range as.Findings {
		said[f.Rule] = true
	}
	has := map[string]int{}
	for _, f := range got.Findings {
		has[f.Rule]++
		if f.Severity != check.Hint && !said[f.Rule] && !slices.Contains(c.want, f.Rule) {
			y.of(f.Rule).wrong++
			y.blamed = append(y.blamed, fmt.Sprintf("%s, %s: %s %s: %s", kind, c.name, f.Rule, f.Place, f.Message))
		}
	}
	y.copies, y.pages = y.copies+1, y.pages+got.Pages
	for _, rule := range c.want {
		s := y.of(rule)
		s.mutants++
		if has[rule] > 0 {
			s.found++
		} else {
			y.missed[fmt.Sprintf("%s, %s: %s", kind, c.name, rule)]++
		}
	}
}
