package paper

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Explain writes what each unit was taken for and how it is formed, one line each, for a
// person who wants to know why a finding was made or not.
func (p *Paper) Explain(w io.Writer) error {
	b := bufio.NewWriter(w)
	kind := "không rõ"
	if p.Found {
		kind = p.Kind.Name
	}
	fmt.Fprintf(b, "loại văn bản: %s, %d trang\n", kind, p.Pages)
	p.explainUnits(b)
	for i := range p.Others {
		u := &p.Others[i]
		fmt.Fprintf(b, "%s: [%s] %s “%s”\n", u.Place, u.Role, p.look(u), Short(u.Text, 60))
	}
	return b.Flush()
}

// explainUnits writes the units of the body.
func (p *Paper) explainUnits(b *bufio.Writer) {
	for i := range p.Units {
		u := &p.Units[i]
		role := string(u.Role)
		if u.Annex > 0 {
			role = fmt.Sprintf("phụ lục %d, %s", u.Annex, u.Role)
		}
		if u.Number != "" && u.Number != u.Title {
			role += " " + u.Number
		}
		fmt.Fprintf(b, "trang %d, %s: [%s] %s “%s”\n", u.At.Page, u.Place, role, p.look(u), Short(u.Text, 60))
		if u.Role == Motto2 || u.Role == Issuer || u.Role == Subject || u.Role == PartyHead {
			if r, ok := p.Rule(u); ok {
				fmt.Fprintf(b, "    đường kẻ dài %.1f mm, dưới dòng chữ dài %.1f mm\n", r.Length.Millimetres(), (u.At.LastRight - u.At.LastLeft).Millimetres())
			}
		}
	}
}

// look tells the form of a unit in words.
func (p *Paper) look(u *Unit) string {
	var parts []string
	if len(u.Pieces) > 0 {
		f := u.Pieces[0]
		s := fmt.Sprintf("%s %s", f.Family, Points(f.Size))
		if bold(u) {
			s += " đậm"
		}
		if f.Italic {
			s += " nghiêng"
		}
		parts = append(parts, s)
	}
	parts = append(parts, alignNames[u.Form.Align])
	if u.Form.First != 0 {
		parts = append(parts, fmt.Sprintf("thụt %.1f mm", u.Form.First.Millimetres()))
	}
	return strings.Join(parts, ", ")
}

var alignNames = map[string]string{"left": "căn trái", "right": "căn phải", "center": "căn giữa", "both": "căn đều", "distribute": "giãn đều"}

// Short cuts a text to n letters.
func Short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimSpace(string(r[:n])) + "…"
}
