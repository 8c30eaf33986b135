package paper

import (
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/nd30"
	"vanthu/pipeline/unit"
	"vanthu/pipeline/viet"
)

// headReach is how many units of a document may belong to its head.
const headReach = 60

var (
	numberLine = regexp.MustCompile(`^(?i:số)\s*:|^Số\s*(?:\d+|[.…]+|\{\w+\})\s*[-/]|^\d{1,5}\s*/\s*[\p{Lu}][\pL]*-[\p{Lu}]`)
	dateLine   = regexp.MustCompile(`(?i)ngày\s*[\d.…_ ]*\s*tháng\s*[\d.…_ ]*\s*năm|^[\p{Lu}][\pL. ]*, (?:ngày|\{)`)
	urgencies  = []string{"HỎA TỐC", "HOẢ TỐC", "HỎA TỐC HẸN GIỜ", "HOẢ TỐC HẸN GIỜ", "THƯỢNG KHẨN", "KHẨN"}
	secrecies  = []string{"MẬT", "TỐI MẬT", "TUYỆT MẬT"}
	circulates = []string{"XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"}
	about      = regexp.MustCompile(`^(?:V/v|V/V|v/v|Về việc|Vv)(?:\s|$)`)
	toLine     = regexp.MustCompile(`^(?i:kính gửi)\s*:?`)
	ground     = regexp.MustCompile(`^(?:Căn cứ|Theo đề nghị|Theo Nghị quyết|Xét đề nghị|Xét Tờ trình|Thực hiện|Được sự)(?:\s|$)`)
	typedRule  = regexp.MustCompile(`^[-_—–=*~. ]*[-_—–=]{3,}[-_—–=*~. ]*$`)
	agencyWord = regexp.MustCompile(`^(?:(?:ĐẢNG|TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) (?:ỦY|UỶ)|ĐẢNG BỘ|CHI BỘ|SỞ|BAN |PHÒNG|VĂN PHÒNG|CÔNG AN|CỤC|VỤ|TỔNG CỤC|TRUNG TÂM|TRƯỜNG|CHI CỤC|HỘI ĐỒNG|THANH TRA|VIỆN|BỆNH VIỆN|ĐỘI|BỘ|TỔ |KHO BẠC|CHI NHÁNH|HỌC VIỆN|ĐẠI HỌC|CÔNG TY|HỘI |LIÊN |ỦY BAN|UỶ BAN|UBND|HĐND|BẢO HIỂM|CHI ĐOÀN|ĐOÀN |TÒA ÁN|TOÀ ÁN|HẠT |QUỸ )`)
)

// isMotto tells the name of the state, also where a word of it is lost.
func isMotto(folded string) bool {
	return strings.HasPrefix(folded, "cong hoa xa hoi") && len(folded) < 60 ||
		strings.HasPrefix(folded, "cong hoa") && strings.HasSuffix(folded, "viet nam") && len(folded) < 60
}

func isMotto2(folded string) bool {
	n := 0
	for _, part := range []string{"doc lap", "tu do", "hanh phuc"} {
		if strings.Contains(folded, part) {
			n++
		}
	}
	return n >= 2 && len(folded) < 60
}

// IsMotto1 and IsMotto2 tell the name of the state and the motto below it, also where a word
// or a mark is wrong.
func IsMotto1(text string) bool { return isMotto(viet.Fold(text)) }
func IsMotto2(text string) bool { return isMotto2(viet.Fold(text)) }

// head finds the parts above the text.
func (p *Paper) head() {
	first := -1
	for i := range p.Units {
		u := &p.Units[i]
		if typedRule.MatchString(u.Text) {
			u.Role = TypedRule
			continue
		}
		if len(u.Text) > 120 {
			continue
		}
		switch folded := viet.Fold(u.Text); {
		case isMotto(folded):
			p.Heads++
			if first < 0 {
				first, p.HeadPage, u.Role = i, u.At.Page, Motto1
			}
		case first >= 0 && i-first < 12 && p.First(Motto2) == nil && isMotto2(folded):
			u.Role = Motto2
		case first < 0 && p.HeadPage == 0 && folded == "dang cong san viet nam" && i < headReach:
			p.HeadPage, u.Role = u.At.Page, PartyHead
		}
	}
	from := max(0, first-8)
	title := p.findTitle(from)
	end := title
	if end < 0 {
		end = min(len(p.Units), from+30)
	}
	p.lines(from, end)
	if title >= 0 {
		p.subject(title)
	}
	p.letter(from)
}

// findTitle finds the name of the kind, in capitals in a line of its own: its index, -1
// where there is none.
func (p *Paper) findTitle(from int) int {
	for i := from; i < len(p.Units) && i < from+headReach; i++ {
		u := &p.Units[i]
		if u.Role != "" {
			continue
		}
		if toLine.MatchString(u.Text) || about.MatchString(u.Text) && p.leftHalf(u) {
			if p.namedBelow(i) < 0 {
				return -1
			}
		}
		if k, ok := kindOf(u.Text); ok && (centred(p, u) || u.Form.Align == "center" || strings.EqualFold(u.Text, k.Name)) && !p.inRuled(u) {
			p.Kind, p.Found, u.Role = k, true, Kind
			return i
		}
	}
	return -1
}

// namedBelow looks for a name of a kind in the few units after i.
func (p *Paper) namedBelow(i int) int {
	for j := i + 1; j < len(p.Units) && j < i+8; j++ {
		if _, ok := kindOf(p.Units[j].Text); ok && centred(p, &p.Units[j]) {
			return j
		}
	}
	return -1
}

// kindOf returns the kind that a line names, alone or before a subject in capitals.
func kindOf(text string) (nd30.Kind, bool) {
	text = strings.TrimRight(text, ":. ")
	if text == "" || text != strings.ToUpper(text) {
		return nd30.Kind{}, false
	}
	key := viet.NewTone(strings.ToLower(text))
	best, found := nd30.Kind{}, false
	for _, k := range nd30.Kinds {
		name := viet.NewTone(k.Name)
		if (key == name || strings.HasPrefix(key, name+" ")) && len(name) > len(best.Name) {
			best, found = k, true
		}
	}
	return best, found && best.Slug != "cong-van"
}

// centred reports whether a unit stands in the middle between the margins.
func centred(p *Paper, u *Unit) bool {
	if u.At.Page == 0 {
		return u.Form.Align == "center"
	}
	s := p.section(u)
	d := u.At.Middle() - (s.Left + (s.Width-s.Right-s.Left)/2)
	return d < 12*unit.Mm && d > -12*unit.Mm && u.At.LastRight-u.At.LastLeft < (s.Width-s.Left-s.Right)-2*unit.Mm
}

func (p *Paper) leftHalf(u *Unit) bool {
	return u.At.Page == 0 && u.Form.Cell <= 1 || u.At.Page > 0 && (u.At.Left+u.At.Right)/2 < p.section(u).Width/2
}

// lines tells the lines between the top of the paper and the name of the kind.
func (p *Paper) lines(from, end int) {
	var agency []int
	for i := from; i < end; i++ {
		u := &p.Units[i]
		if u.Role != "" {
			continue
		}
		upper := strings.ToUpper(u.Text) == u.Text
		switch {
		case len(u.Text) > 250:
			end = i
		case slices.Contains(urgencies, u.Text):
			u.Role = Urgency
		case slices.Contains(secrecies, u.Text):
			u.Role = Secrecy
		case slices.Contains(circulates, u.Text):
			u.Role = Circulate
		case dateLine.MatchString(u.Text) && p.First(PlaceDate) == nil && len(u.Text) < 150 && !strings.HasPrefix(u.Text, "("):
			u.Role = PlaceDate
		case numberLine.MatchString(u.Text) && p.First(Number) == nil:
			u.Role = Number
		case toLine.MatchString(u.Text), ground.MatchString(u.Text):
			end = i
		case about.MatchString(u.Text) && (p.leftHalf(u) || stacked(u)) && p.First(LetterTo) == nil && p.First(Motto1) != nil:
			u.Role = LetterTo
		case upper && p.First(Number) == nil && p.First(LetterTo) == nil && len(u.Text) > 3 && (p.leftHalf(u) || stacked(u) && (beginsName(u.Text) || len(agency) > 0 && agency[len(agency)-1] == i-1)):
			agency = append(agency, i)
		}
	}
	p.agency(agency)
}

// stacked tells a line of a head that nobody set in columns: each line in the middle of the page.
func stacked(u *Unit) bool { return u.Form.Table == 0 && !u.Form.Box && u.Form.Align == "center" }

// agency parts the superior body from the issuing one: by boldness where the two differ,
// else by words, for a line that names a body begins a name.
func (p *Paper) agency(lines []int) {
	if len(lines) == 0 {
		return
	}
	at := func(n int) *Unit { return &p.Units[lines[n]] }
	begin := len(lines) - 1
	for begin > 0 && !beginsName(at(begin).Text) {
		begin--
	}
	for n := begin - 1; n > 0 && bold(at(n)) && bold(at(begin)) && !bold(at(0)); n-- { // what is bold is the issuer's
		if beginsName(at(n).Text) {
			begin = n
		}
	}
	if begin > 0 && bold(&p.Units[lines[begin]]) && bold(&p.Units[lines[0]]) && strings.HasPrefix(p.Units[lines[begin]].Text, "VÀ ") {
		begin = 0
	}
	for n, i := range lines {
		p.Units[i].Role = Issuer
		if n < begin {
			p.Units[i].Role = Superior
		}
	}
}

// beginsName tells a line with which the name of a body may begin.
func beginsName(text string) bool {
	return agencyWord.MatchString(text) && !strings.HasPrefix(text, "PHÒNG, CHỐNG") && !strings.HasPrefix(text, "PHÒNG CHỐNG")
}

func bold(u *Unit) bool {
	for i := range u.Pieces {
		if !u.Pieces[i].Bold && strings.TrimSpace(u.Pieces[i].Text) != "" {
			return false
		}
	}
	return true
}

// subject takes the lines under the name of the kind, and who decides.
func (p *Paper) subject(title int) {
	loose := p.Units[title].Form.Align != "center" && !centred(p, &p.Units[title]) // nobody centred the head
	for i := title + 1; i < len(p.Units) && i < title+12; i++ {
		u := &p.Units[i]
		if u.Role == TypedRule {
			continue
		}
		upper := strings.ToUpper(u.Text) == u.Text
		switch {
		case numberLine.MatchString(u.Text) && p.First(Number) == nil: // of a contract
			u.Role = Number
			return
		case u.Form.Align == "both" && strings.HasSuffix(u.Text, "."): // a sentence of the text, whose last line happens to stand in the middle
			return
		case strings.HasSuffix(u.Text, " điện:"), strings.HasSuffix(u.Text, ":") && !bold(u): // whom a công điện addresses, who introduces
			return
		case u.Form.Align == "both" && !bold(u): // of the text: it fills its line, or happens to be as long as a title
			return
		case u.Role != "", toLine.MatchString(u.Text), ground.MatchString(u.Text) && !(u.Form.Align == "center" && titleLike(u.Text)), len(u.Text) > 400,
			u.Form.Align != "center" && !centred(p, u) && !(loose && i <= title+3 && titleLike(u.Text)), heading.MatchString(u.Text), strings.HasPrefix(u.Text, "("):
			return
		case kindLine(u.Text), isContents(u.Text):
			return
		case upper && p.Kind.Articles && p.First(Subject) != nil && !strings.HasPrefix(u.Text, "“"):
			u.Role = Authority
		default:
			if p.First(Authority) != nil {
				return
			}
			u.Role = Subject
		}
	}
}

// titleLike tells a line that may be the subject by its words alone: short, no sentence.
func titleLike(text string) bool {
	return len([]rune(text)) < 100 && !strings.ContainsAny(text[len(text)-1:], ".;:,")
}

// kindLine tells the line that opens the articles: "QUYẾT ĐỊNH:".
func kindLine(text string) bool {
	t := strings.TrimRight(text, ": ")
	return t == "QUYẾT ĐỊNH" || t == "QUYẾT NGHỊ"
}

// letter finds whom the paper addresses, and a công văn, which has no name.
func (p *Paper) letter(from int) {
	for i := from; i < len(p.Units) && i < from+headReach; i++ {
		u := &p.Units[i]
		if u.Role != "" || !toLine.MatchString(u.Text) {
			continue
		}
		u.Role = To
		for j := i + 1; j < len(p.Units) && j < i+60; j++ {
			v := &p.Units[j]
			if v.Role != "" || !strings.HasPrefix(v.Text, "-") && !strings.HasPrefix(v.Text, "–") && !(v.Form.Cell > 0 && v.Form.Table == u.Form.Table && u.Form.Table > 0) {
				break
			}
			v.Role = Addressee
			if strings.HasSuffix(v.Text, ".") {
				break
			}
		}
		break
	}
	if !p.Found && p.First(LetterTo) != nil && p.First(Motto1) != nil {
		p.Kind, _ = nd30.KindOf("cong-van")
		p.Found = true
	}
}
