package paper

import (
	"regexp"
	"strings"

	"vanthu/pipeline/unit"
	"vanthu/pipeline/viet"
)

var (
	recipients = regexp.MustCompile(`^(?i:nơi nhận|nơi gửi)\s*[:.]?$|^Nơi nhận\s*[:.]`)
	filed      = regexp.MustCompile(`^[-–+]?\s*(?i:lưu)\s*[:.]?\s`)
	powerWord  = regexp.MustCompile(`^(?:TM|KT|TL|TUQ|Q|PP)\s?\.`)
	positions  = regexp.MustCompile(`^(?:CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH|PHÓ CHÁNH|TRƯỞNG|PHÓ TRƯỞNG|CỤC TRƯỞNG|PHÓ CỤC TRƯỞNG|HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG|VỤ TRƯỞNG|PHÓ VỤ TRƯỞNG|TỔNG |PHÓ TỔNG|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|THỦ TRƯỞNG|VIỆN TRƯỞNG|PHÓ VIỆN TRƯỞNG|BÍ THƯ|PHÓ BÍ THƯ|THƯ KÝ|CHỦ TỌA|CHỦ TOẠ|ỦY VIÊN|UỶ VIÊN|TỔ TRƯỞNG|CHI CỤC TRƯỞNG|CHỦ TRÌ|ĐẠI DIỆN|NGƯỜI |QUYỀN )`)
	annexHead  = regexp.MustCompile(`^(?i:phụ lục)(?:\s+[IVXLC\d]+[a-z]?)?\b`)
	formLabel  = regexp.MustCompile(`^(?i:mẫu|biểu|biểu mẫu)(?:\s+số)?\s*:?\s*[\dIVX]+`) // stands above the head of a form
	annexOf    = regexp.MustCompile(`^\(\s*(?:Ban hành\s+)?(?i:kèm theo|đính kèm|ban hành kèm)`)
	contact    = regexp.MustCompile(`^(?i:địa chỉ|trụ sở|điện thoại|đt|tel|fax|e-?mail|thư điện tử|website|trang thông tin điện tử)\s*:`)
	drafter    = regexp.MustCompile(`^\p{Lu}[\pL]{0,5}\.?\s?\(\d{1,4}b?\)\.?$`)
	nameLike   = regexp.MustCompile(`^(?:(?:[\p{Lu}][\pL.’']*)(?:\s+(?:tá|úy|uý|tướng|sĩ|sư|sỹ))?[,.]?\s*){1,8}$`)
)

// tail finds signature, recipients and annexes. The text ends above whichever of the two
// stands first.
func (p *Paper) tail() {
	nn, sign := -1, -1
	lead := 0
	for i := range p.Units {
		if p.Units[i].Role == Kind || p.Units[i].Role == To || p.Units[i].Role == Number {
			lead = i
		}
	}
	for i := lead + 1; i < len(p.Units); i++ {
		u := &p.Units[i]
		if u.Role != "" && u.Role != TypedRule {
			continue
		}
		if nn < 0 && recipients.MatchString(u.Text) && !p.inRuled(u) {
			nn = i
		}
		if sign < 0 && !p.inRuled(u) {
			if p.isPower(u) {
				sign = i
			} else if p.together(i) {
				sign, p.joint = i, u.Form.Table
			}
		}
		if nn >= 0 && sign >= 0 {
			break
		}
	}
	p.End = len(p.Units)
	if nn >= 0 {
		p.End = nn
	}
	if sign >= 0 && (nn < 0 || sign < nn && (nn-sign < 12 || p.joint > 0)) {
		p.End = sign
	}
	p.Tail = p.End
	if nn >= 0 {
		p.Units[nn].Role = Recipients
	}
	p.block()
	p.annexes()
}

// isPower tells the first line of a signature: a power or a position in capitals, in the
// right half.
func (p *Paper) isPower(u *Unit) bool {
	return powers(u.Text) && (!p.leftHalf(u) || u.Form.Cell > 1)
}

// Joint reports whether two bodies sign the paper side by side.
func (p *Paper) Joint() bool { return p.joint > 0 }

// together tells the first line of the left one of two signatures that stand side by side,
// where two bodies issue a paper.
func (p *Paper) together(i int) bool {
	u := &p.Units[i]
	if u.Form.Table == 0 || u.Form.Cell != 1 || !powers(u.Text) {
		return false
	}
	for j := i + 1; j < len(p.Units) && j < i+12 && p.Units[j].Form.Table == u.Form.Table; j++ {
		if v := &p.Units[j]; v.Form.Row == u.Form.Row && v.Form.Cell > 1 {
			return powers(v.Text)
		}
	}
	return false
}

// powers tells a line that names a power or a position of who signs.
func powers(text string) bool {
	return len(text) < 120 && allCapital(text) && (powerWord.MatchString(text) || positions.MatchString(text+" "))
}

// block tells the units of signature and recipients, which stand side by side.
func (p *Paper) block() {
	listed, named := false, false
	var list *Unit // “Nơi nhận”
	ended := -1    // table whose list of recipients is over
	for i := p.End; i < len(p.Units); i++ {
		u := &p.Units[i]
		if u.Role == Recipients {
			listed, list, p.Tail = true, u, i+1
			continue
		}
		if u.Role != "" {
			continue
		}
		if p.joint > 0 && i > p.End && u.Form.Table == p.joint && u.Form.Cell != p.Units[i-1].Form.Cell {
			named = false // the other one signs there
		}
		upper := strings.ToUpper(u.Text) == u.Text
		right := !p.leftHalf(u) || u.Form.Table > 0 && (u.Form.Cell > 1 || u.Form.Table == p.joint && !listed)
		if list != nil && u.Form.Table > 0 && u.Form.Table == list.Form.Table && u.Form.Cell == list.Form.Cell && u.At.Left-list.At.Left < unit.Cm {
			right = false // below “Nơi nhận”, in whichever column
		}
		switch {
		case annexHead.MatchString(u.Text) && upperStart(u.Text), annexOf.MatchString(u.Text), p.annexHeaded(i) > i, i-p.End > 80, u.Form.Section > p.Units[p.End].Form.Section:
			return
		case upper && named && u.Form.Table == 0 && centred(p, u) && allCapital(u.Text) && !powerWord.MatchString(u.Text) && !positions.MatchString(u.Text+" "):
			return // the title of an annex
		case right && upper && (powerWord.MatchString(u.Text) || positions.MatchString(u.Text+" ") || !named && len(u.Text) < 100 && len(u.Text) > 3 && !strings.HasPrefix(u.Text, "(") && !strings.HasPrefix(u.Text, "[")):
			u.Role = Power
		case (right || pushed(u)) && nameLike.MatchString(u.Text) && len([]rune(u.Text)) < 60:
			u.Role, named = Signer, true
		case right && strings.HasPrefix(u.Text, "(") || right && strings.HasPrefix(u.Text, "["):
			u.Role = Text // (Ký tên, đóng dấu)
		case ended > 0 && u.Form.Table > 0 && u.Form.Table != ended:
			return
		case listed && contact.MatchString(u.Text):
			u.Role = Contact
		case listed && !right && ended >= 0 && drafter.MatchString(u.Text):
			u.Role = Drafter
		case listed && !right && filed.MatchString(u.Text):
			u.Role, ended = Filed, u.Form.Table
		case listed && !right && len(u.Text) < 400 && !(upper && named && centred(p, u)):
			u.Role = Recipient
		case upper && p.isPower(u):
			u.Role = Power
		default:
			return
		}
		p.Tail = i + 1
	}
}

// pushed reports whether a line was moved to the right by tabs or many spaces.
func pushed(u *Unit) bool {
	room := u.Raw[:len(u.Raw)-len(strings.TrimLeft(u.Raw, " \u00a0\t"))]
	return strings.Contains(room, "\t\t") || strings.Count(room, " ")+strings.Count(room, "\u00a0") >= 20
}

func upperStart(s string) bool { return strings.HasPrefix(s, "P") }

// annexes cuts what follows the signature into annexes.
func (p *Paper) annexes() {
	n, first, headed := 0, true, -1
	for i := p.Tail; i < len(p.Units); i++ {
		u := &p.Units[i]
		if to := p.annexHeaded(i); to > i {
			n, headed = n+1, to
			if i > p.Tail && formLabel.MatchString(p.Units[i-1].Text) && p.Units[i-1].At.Page == u.At.Page {
				p.Units[i-1].Annex, p.Units[i-1].Role = n, AnnexHead
			}
			for j := i; j < to; j++ {
				p.Units[j].Annex = n
				if p.Units[j].Role == "" {
					p.Units[j].Role = AnnexHead
				}
				if isMotto(viet.Fold(p.Units[j].Text)) {
					p.Heads--
				}
			}
			i = to - 1
			continue
		}
		if p.annexBegins(u, first) {
			if headed < 0 || i > headed+2 { // one with a head of its own has begun there
				n++
			}
			u.Role = Annex
			if !annexHead.MatchString(u.Text) {
				u.Role = AnnexTitle
			}
			first, headed = false, -1
		}
		u.Annex = max(n, 1)
		if u.Role == "" && (annexOf.MatchString(u.Text) || i > p.Tail && p.Units[i-1].Role == AnnexOf && p.Units[i-1].Form == u.Form) {
			u.Role = AnnexOf
		}
		if u.Role == "" && i > p.Tail && p.Units[i-1].Annex == u.Annex && (p.Units[i-1].Role == Annex || p.Units[i-1].Role == AnnexTitle) && p.titles(u) {
			u.Role = AnnexTitle
		}
	}
}

// annexBegins tells the line with which an annex begins: its number, or its title where the
// first one has none, or where it has a head of its own.
func (p *Paper) annexBegins(u *Unit, first bool) bool {
	middle := u.Form.Align == "center" || centred(p, u)
	if annexHead.MatchString(u.Text) && upperStart(u.Text) && len(u.Text) < 120 && middle {
		return true
	}
	return first && allCapital(u.Text) && middle && !(len(u.Text) < 100 && isMotto(viet.Fold(u.Text)))
}

// titles tells a line of the title of an annex below another: in capitals, or in bold under
// the name of what is issued ("QUY CHẾ" and what it is about).
func (p *Paper) titles(u *Unit) bool {
	return (u.Form.Align == "center" || centred(p, u)) && (allCapital(u.Text) || bold(u) && !heading.MatchString(u.Text))
}

// annexHeaded returns where the head of its own ends that an annex has at unit i: the names of
// state and body as above the paper, without a number. It is i where there is none.
func (p *Paper) annexHeaded(i int) (to int) {
	table, motto := p.Units[i].Form.Table, false
	for to = i; to < len(p.Units) && to < i+12; to++ {
		u := &p.Units[to]
		if len(u.Text) > 120 || u.Form.Table != table || numberLine.MatchString(u.Text) {
			break
		}
		folded := viet.Fold(u.Text)
		switch {
		case isMotto(folded):
			motto = true
		case isMotto2(folded), typedRule.MatchString(u.Text), dateLine.MatchString(u.Text):
		case table > 0 && allCapital(u.Text):
		case allCapital(u.Text) && p.leftHalf(u) && !centred(p, u), !motto && stacked(u) && allCapital(u.Text) && (to > i || beginsName(u.Text)):
		default:
			if table > 0 {
				return i
			}
			if !motto {
				return i
			}
			return to
		}
	}
	if !motto || to < len(p.Units) && numberLine.MatchString(p.Units[to].Text) {
		return i
	}
	return to
}
