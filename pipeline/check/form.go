package check

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Look is how a component is to be formed (NĐ 30/2020, PL I.II and V).
type Look struct {
	Role         paper.Role
	Min, Max     unit.Length // size, in points
	Bold, Italic int         // 1 yes, -1 no, 0 either
	Align        string      // as layout.Form has it; "" is any
}

// LookOf returns the look of a component; what has none of its own may look as it will.
func LookOf(role paper.Role) (Look, bool) {
	l := looksBy()[role]
	if l == nil {
		return Look{}, false
	}
	return *l, true
}

var looksBy = sync.OnceValue(func() map[paper.Role]*Look {
	by := map[paper.Role]*Look{}
	for i := range looks {
		by[looks[i].Role] = &looks[i]
	}
	return by
})

var looks = []Look{
	{paper.Motto1, 12, 13, 1, -1, "center"},
	{paper.Motto2, 13, 14, 1, -1, "center"},
	{paper.Superior, 12, 13, -1, -1, "center"},
	{paper.Issuer, 12, 13, 1, -1, "center"},
	{paper.Number, 13, 13, -1, -1, "center"},
	{paper.PlaceDate, 13, 14, -1, 1, "center"},
	{paper.Kind, 13, 14, 1, -1, "center"},
	{paper.Subject, 13, 14, 1, -1, "center"},
	{paper.LetterTo, 12, 13, -1, -1, "center"},
	{paper.Authority, 13, 14, 1, -1, "center"},
	{paper.Enacting, 13, 14, 1, -1, "center"},
	{paper.Ground, 13, 14, -1, 1, "both"},
	{paper.PartHead, 13, 14, 1, -1, "center"},
	{paper.Chapter, 13, 14, 1, -1, "center"},
	{paper.Section, 13, 14, 1, -1, "center"},
	{paper.Subsection, 13, 14, 1, -1, "center"},
	{paper.GroupTitle, 13, 14, 1, -1, "center"},
	{paper.Roman, 13, 14, 1, -1, ""},
	{paper.Article, 13, 14, 0, -1, "both"},
	{paper.Clause, 13, 14, 0, 0, "both"},
	{paper.SubClause, 13, 14, 0, 0, "both"},
	{paper.Point, 13, 14, 0, 0, "both"},
	{paper.Dash, 13, 14, -1, 0, "both"},
	{paper.Text, 13, 14, 0, 0, "both"},
	{paper.To, 13, 14, -1, -1, ""},
	{paper.Addressee, 13, 14, -1, -1, ""},
	{paper.Power, 13, 14, 1, -1, "center"},
	{paper.Signer, 13, 14, 1, -1, "center"},
	{paper.Recipients, 12, 12, 1, 1, "left"},
	{paper.Recipient, 11, 11, -1, -1, ""},
	{paper.Filed, 11, 11, -1, -1, ""},
	{paper.Urgency, 13, 14, 1, -1, ""},
	{paper.Annex, 14, 14, 1, -1, "center"},
	{paper.AnnexTitle, 13, 14, 1, -1, "center"},
	{paper.AnnexOf, 13, 14, -1, 1, "center"},
}

// formRules are about sizes, styles and places of letters (PL I.II–V).
var formRules = []rule{
	{"SIZE", Wrong, "NĐ 30/2020, PL I.V", "Cỡ chữ %s.", "Đặt lại cỡ chữ của thành phần này.", sizes},
	{"BOLD", Warning, "NĐ 30/2020, PL I.V", "Kiểu chữ %s.", "Đặt lại kiểu đậm.", bolds},
	{"ITALIC", Warning, "NĐ 30/2020, PL I.V", "Kiểu chữ %s.", "Đặt lại kiểu nghiêng.", italics},
	{"ALIGN", Warning, "NĐ 30/2020, PL I.II", "Căn dòng %s.", "Căn lại dòng.", aligns},
	{"INDENT", Warning, "NĐ 30/2020, PL I.II.6", "Chữ đầu dòng %s: lùi vào 1 cm hoặc 1,27 cm.", "Đặt thụt đầu dòng 1 cm hoặc 1,27 cm.", indents},
	{"GAP", Warning, "NĐ 30/2020, PL I.II.6", "Khoảng cách giữa các đoạn %s: tối thiểu 6 pt.", "Đặt khoảng cách đoạn từ 6 pt.", gaps},
	{"LINE", Warning, "NĐ 30/2020, PL I.II.6", "Khoảng cách dòng %s: từ dòng đơn đến 1,5 dòng.", "Đặt khoảng cách dòng từ 1,0 đến 1,5.", lineSpacings},
	{"COLUMNS", Hint, "", "%s xếp cột bằng tab, dấu cách hoặc dòng rời: dễ lệch khi sửa chữ.", "Dùng bảng hai cột không kẻ khung.", columns},
	{"MOTTO-WRAP", Hint, "", "%s xuống dòng: viết trên một dòng.", "Nới cột phải của bảng, hoặc giảm cỡ chữ trong khoảng được phép.", mottoWraps},
	{"HEAD-GAP", Hint, "NĐ 30/2020, PL I.II.1, II.2", "Dưới dòng này cách %s: các dòng của Quốc hiệu và Tiêu ngữ, tên cơ quan, trích yếu, nơi nhận cách nhau dòng đơn.", "Đặt khoảng cách đoạn 0 pt, dòng đơn.", headGaps},
	{"UNDERLINE", Hint, "", "Chữ gạch chân%s: văn bản hành chính không dùng.", "Bỏ gạch chân.", underlines},
}

// formed visits the units of the roles with a look. Only papers as a whole are held
// against it: pieces of samples are not.
func (f *file) formed(visit func(u *paper.Unit, l *Look)) {
	if !f.form || !f.whole {
		return
	}
	for i := range f.Units {
		u := &f.Units[i]
		if f.contract() && (u.Role == paper.Number || u.Role == paper.PlaceDate) {
			continue
		}
		if l := looksBy()[u.Role]; l != nil && (u.Form.Table == 0 || u.Annex == 0) {
			visit(u, l)
		}
	}
}

// sizeSlack takes the half point that rounding in other programs leaves.
const sizeSlack = unit.HalfPt / 2

func sizes(f *file, found report) {
	f.formed(func(u *paper.Unit, l *Look) {
		for i := range u.Pieces {
			p := &u.Pieces[i]
			if strings.IndexFunc(p.Text, isLetter) < 0 || p.Size >= l.Min*unit.Pt-sizeSlack && p.Size <= l.Max*unit.Pt+sizeSlack {
				continue
			}
			want := fmt.Sprintf("%d–%d", l.Min, l.Max)
			if l.Min == l.Max {
				want = fmt.Sprint(int64(l.Min))
			}
			if len([]rune(strings.TrimSpace(p.Text))) <= 3 && len(u.Pieces) > 1 {
				continue // the sign of a note, a power
			}
			found(u, fmt.Sprintf("%s ở %s: cỡ %s", paper.Points(p.Size), u.Role, want))
			return
		}
	})
}

// share tells how much of the letters of a unit have a property, in percent.
func share(u *paper.Unit, has func(i int) bool) int {
	with, all := 0, 0
	for i := range u.Pieces {
		n := 0
		for _, r := range u.Pieces[i].Text {
			if isLetter(r) {
				n++
			}
		}
		all += n
		if has(i) {
			with += n
		}
	}
	if all == 0 {
		return -1
	}
	return with * 100 / all
}

func bolds(f *file, found report) {
	f.formed(func(u *paper.Unit, l *Look) {
		switch n := share(u, func(i int) bool { return u.Pieces[i].Bold }); {
		case n < 0:
		case l.Bold == 1 && n < 90:
			found(u, fmt.Sprintf("không đậm ở %s: chữ in đậm", u.Role))
		case l.Bold == -1 && n > 60 && u.Role != paper.Dash:
			found(u, fmt.Sprintf("đậm ở %s: chữ không đậm", u.Role))
		case u.Role == paper.Article && n == 0:
			found(u, "không đậm ở “Điều”: số thứ tự và tiêu đề của điều in đậm")
		}
	})
}

func italics(f *file, found report) {
	f.formed(func(u *paper.Unit, l *Look) {
		switch n := share(u, func(i int) bool { return u.Pieces[i].Italic }); {
		case n < 0:
		case l.Italic == 1 && n < 90:
			found(u, fmt.Sprintf("đứng ở %s: chữ in nghiêng", u.Role))
		case l.Italic == -1 && n > 60:
			found(u, fmt.Sprintf("nghiêng ở %s: chữ in đứng", u.Role))
		}
	})
}

var alignWords = map[string]string{"left": "trái", "right": "phải", "center": "giữa", "both": "đều hai lề", "distribute": "giãn đều"}

// caption is what stands over or under a table or a picture.
var caption = regexp.MustCompile(`^(?:Bảng|Biểu|Biểu đồ|Hình|Sơ đồ|Đơn vị tính|ĐVT|Nguồn|Kỳ số liệu)(?:[ :.]|$)`)

func aligns(f *file, found report) {
	f.formed(func(u *paper.Unit, l *Look) {
		is := u.Form.Align
		if l.Align == "" || is == l.Align || u.Parts > 1 && u.At.Page > 0 && l.Align == "center" && (u.Part > 0 || !byLines(u.Form)) {
			return
		}
		switch l.Align {
		case "both":
			if u.Form.Table > 0 || u.At.Lines < 2 && is != "right" && is != "center" || strings.HasPrefix(u.Text, "(") || opens(u) || u.Annex > 0 || caption.MatchString(u.Text) {
				return
			}
		case "center":
			if strings.Contains(u.Raw, "\t") || strings.ContainsRune(u.Form.Pieces[0].Text, '\t') {
				return
			}
		case "left":
			if is == "both" {
				return
			}
		}
		found(u, fmt.Sprintf("%s ở %s: căn %s", alignWords[is], u.Role, alignWords[l.Align]))
	})
}

// opens tells a line in the middle that only opens what follows: "… trân trọng giới thiệu:".
func opens(u *paper.Unit) bool {
	return u.Form.Align == "center" && u.At.Lines < 2 && strings.HasSuffix(u.Text, ":") || strings.HasSuffix(u.Text, " điện:")
}

// byLines reports whether a paragraph that holds several units has each in a line of its own.
func byLines(f *layout.Form) bool {
	for i := range f.Pieces {
		if strings.ContainsAny(f.Pieces[i].Text, "\t\u00a0") || strings.Contains(f.Pieces[i].Text, "     ") {
			return false
		}
	}
	return true
}

// running tells text that is set as paragraphs: outside of tables, of the kinds that the
// decree indents.
func (f *file) running(visit func(i int, u *paper.Unit)) {
	if !f.form || !f.whole {
		return
	}
	for i := range f.main() {
		u := &f.Units[i]
		switch u.Role {
		case paper.Ground, paper.Article, paper.Clause, paper.SubClause, paper.Point, paper.Dash, paper.Text:
			if u.Form.Table == 0 && !u.Form.Box && u.Part == 0 && u.Form.Align != "center" && u.Form.Align != "right" {
				visit(i, u)
			}
		}
	}
}

func indents(f *file, found report) {
	f.running(func(_ int, u *paper.Unit) {
		if f.Kind.Form == nd30.FormTelegram && strings.HasSuffix(u.Text, " điện:") {
			return // stands over the addressees, as in the sample of a công điện
		}
		if begins := u.Form.Pieces[0].Text; u.Form.Label != "" || strings.TrimLeft(begins, "\t \u00a0") != begins {
			return // the number or typed blanks set the first letter
		}
		at := u.Form.Left + u.Form.First
		for _, may := range []unit.Length{unit.Cm, 127 * unit.Cm / 100} {
			if !away(at, may, 3*unit.Mm/2) {
				return
			}
		}
		if u.Role == paper.Dash || u.Role == paper.Point || u.Role == paper.SubClause {
			if at >= unit.Cm-unit.Mm {
				return // deeper levels may stand further in
			}
		}
		found(u, fmt.Sprintf("lùi %s mm", mm(at)))
	})
}

func gaps(f *file, found report) {
	last, lastAt := (*paper.Unit)(nil), -2
	f.running(func(i int, u *paper.Unit) {
		if last != nil && lastAt == i-1 && u.Form.Para == last.Form.Para+1 && u.Form.Style == last.Form.Style {
			gap := max(last.Form.After, u.Form.Before)
			if gap < 6*unit.Pt-unit.HalfPt && !(last.Form.Style == "" && last.Form.After < 0) {
				found(u, paper.Points(gap))
			}
		}
		last, lastAt = u, i
	})
}

func lineSpacings(f *file, found report) {
	f.running(func(_ int, u *paper.Unit) {
		line := u.Form.Line
		switch u.Form.Rule {
		case "auto":
			if n := line / unit.Twip; n < 238 || n > 362 {
				found(u, strings.Replace(fmt.Sprintf("%.2f dòng", float64(n)/240), ".", ",", 1))
			}
		case "exact":
			size := u.Form.Size
			if len(u.Pieces) > 0 {
				size = u.Pieces[0].Size
			}
			if line < size || line > size*19/10 {
				found(u, "đúng "+paper.Points(line))
			}
		}
	})
	f.formed(func(u *paper.Unit, l *Look) { // head and signature: single
		if n := u.Form.Line / unit.Twip; l.Align != "both" && u.Part == 0 && u.Form.Rule == "auto" && n < 238 {
			found(u, strings.Replace(fmt.Sprintf("%.2f dòng", float64(n)/240), ".", ",", 1))
		}
	})
}

// columns finds head and signature whose two columns no table holds. Of a signature below
// or above the recipients only the former can be set beside them without moving words.
func columns(f *file, found report) {
	if !f.asked() {
		return
	}
	head, sign := f.Head(), f.Signature()
	if typed, stacked := f.Loose(head); typed || stacked && !f.is("BB", "HĐ", "BGN", "BTT") {
		found(&f.Units[head.From], "Phần đầu văn bản")
	}
	if typed, stacked := f.Loose(sign); typed || stacked && f.Units[sign.From].Role == paper.Recipients {
		found(&f.Units[sign.From], "Chữ ký và Nơi nhận")
	}
}

func mottoWraps(f *file, found report) {
	for _, role := range []paper.Role{paper.Motto1, paper.Motto2} {
		if u := f.First(role); f.asked() && u != nil && u.At.Lines > 1 && u.Parts == 1 {
			found(u, string(role))
		}
	}
}

// headGaps finds room between lines that belong together: of what the head names, of the
// subject, of the recipients.
func headGaps(f *file, found report) {
	if !f.asked() {
		return
	}
	for i := 1; i < len(f.Units); i++ {
		u, next := &f.Units[i-1], &f.Units[i]
		if u.Annex > 0 || !oneAfterAnother(u.Role, next.Role) || u.Form == next.Form ||
			u.Form.Table != next.Form.Table || u.Form.Row != next.Form.Row || u.Form.Cell != next.Form.Cell {
			continue
		}
		if room := max(u.Form.After, next.Form.Before); room > 7*unit.Pt {
			found(u, paper.Points(room))
		} else if u.Form.Rule == "auto" && u.Form.Line > 300*unit.Twip {
			found(u, strings.Replace(fmt.Sprintf("%.2f dòng", float64(u.Form.Line/unit.Twip)/240), ".", ",", 1))
		}
	}
}

func oneAfterAnother(above, below paper.Role) bool {
	switch above {
	case paper.Motto1:
		return below == paper.Motto2
	case paper.Superior, paper.Issuer:
		return below == paper.Issuer || below == paper.Superior
	case paper.Subject:
		return below == paper.Subject
	case paper.Recipients, paper.Recipient:
		return below == paper.Recipient || below == paper.Filed
	}
	return false
}

func underlines(f *file, found report) {
	for i := range f.Units {
		u := &f.Units[i]
		if u.Role != paper.Motto2 && u.Role != paper.Issuer && u.Role != paper.Cell && share(u, func(i int) bool { return u.Pieces[i].Underlined }) > 60 && f.whole && f.form {
			found(u, "")
		}
	}
}
