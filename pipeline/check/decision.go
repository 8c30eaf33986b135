package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/viet"
)

var (
	givenForm = regexp.MustCompile(`(?i)(?:tặng|kèm theo|truy tặng)(?: thưởng)? (bằng khen|giấy khen|huân chương|huy chương|kỷ niệm chương|cờ thi đua|danh hiệu)`)
	fund      = regexp.MustCompile(`(?i)quỹ (?:thi đua|khen thưởng)`)
	asMoney   = regexp.MustCompile(`(\d{1,3}(?:\.\d{3})+) ?đồng( ?\(| ?/|/)?`)
	inUnits   = regexp.MustCompile(`(?i)(nghìn|ngàn|triệu) đồng`)
)

// awardForm holds the form of award that a paper gives, in its title, its articles and the
// title of its list, against the one of the round.
func awardForm(t *text) (found []Finding) {
	if t.Data == nil || !hasGroups(t) {
		return nil
	}
	form, _ := t.Data.Get("hinh_thuc_khen")
	words := strings.Fields(plain(form.Literal()))
	if len(words) < 2 {
		return nil
	}
	right := strings.Join(words[:2], " ")
	severity := Warning
	if t.Code == "QĐ" {
		severity = Wrong
	}
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table > 0 || !strings.Contains(strings.ToLower(p.Text), "tặng") && !strings.Contains(p.Text, "èm theo") {
			continue
		}
		if who, want, ok := t.otherGiver(p.Text, plain(form.Literal())); ok {
			found = append(found, Finding{Rule: "AWARD-FORM", Severity: severity, Place: p.place(), Clause: "Luật Thi đua, khen thưởng, Đ.79, Đ.80",
				Message: fmt.Sprintf("Văn bản ghi %s %s, người tặng của đợt khen thưởng này là %s.", right, who, want)})
		}
		for _, m := range givenForm.FindAllStringSubmatch(p.Text, -1) {
			if !strings.HasPrefix(strings.ToLower(right), strings.ToLower(m[1])) {
				found = append(found, Finding{Rule: "AWARD-FORM", Severity: severity, Place: p.place(), Clause: "Luật Thi đua, khen thưởng, Đ.79, Đ.80",
					Message: fmt.Sprintf("Văn bản ghi “%s”, hình thức của đợt khen thưởng này là “%s”.", m[0], right)})
			}
		}
	}
	return found
}

var givenBy = regexp.MustCompile(`(?i)(?:tặng|tặng thưởng) (?:bằng khen|giấy khen) (?:của )((?:Chủ tịch|Giám đốc|Bộ trưởng|Thủ tướng|Thủ trưởng|Tổng Giám đốc)[^,.;(]*?)(?: cho |,|\.|;| \(|$)`)

// inFull writes out the bodies that papers shorten.
var inFull = strings.NewReplacer("UBND", "Ủy ban nhân dân", "CAT", "Công an tỉnh")

// otherGiver finds an award of another than who gives that of the round.
func (t *text) otherGiver(s, form string) (who, want string, ok bool) {
	_, want, has := strings.Cut(form, " của ")
	m := givenBy.FindStringSubmatch(s)
	if !has || m == nil {
		return "", "", false
	}
	said, right := sameLetters(inFull.Replace(m[1])), sameLetters(inFull.Replace(want))
	return "của " + m[1], want, !strings.HasPrefix(said, right) && !strings.HasPrefix(right, said)
}

// fundOfMoney finds a decision that gives money and does not say that the award fund pays it.
func fundOfMoney(t *text) []Finding {
	if t.Code != "QĐ" || t.Data == nil || !hasGroups(t) {
		return nil
	}
	var at *paragraph
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table > 0 {
			continue
		}
		if fund.MatchString(p.Text) {
			return nil
		}
		if strings.Contains(p.Text, "iền thưởng") && asMoney.MatchString(p.Text) {
			at = p
		}
	}
	if at == nil {
		return nil
	}
	return []Finding{{Rule: "FUND", Severity: Warning, Place: at.place(), Clause: "Luật Thi đua, khen thưởng, Đ.11",
		Message: "Văn bản ghi tiền thưởng mà không ghi chi từ Quỹ thi đua, khen thưởng: ghi lại nguồn chi."}}
}

// wordsMissing finds sums without words in a paragraph where others have them.
func wordsMissing(t *text) (found []Finding) {
	for i := range t.paras {
		p := &t.paras[i]
		if p.Table > 0 || !inWords.MatchString(p.Text) {
			continue
		}
		for _, m := range asMoney.FindAllStringSubmatch(p.Text, -1) {
			if m[2] != "" {
				continue
			}
			words, err := viet.MoneyWords(strings.ReplaceAll(m[1], ".", ""))
			if err != nil {
				continue
			}
			found = append(found, Finding{Rule: "MONEY-WORDS", Severity: Warning, Place: p.place(),
				Message: fmt.Sprintf("Số tiền %s đồng không viết bằng chữ như các số tiền khác cùng đoạn: ghi thêm “(%s)”.", m[1], words)})
		}
	}
	return found
}

// listUnits finds a column of money whose head names thousands while its rows are in đồng.
func listUnits(t *text) (found []Finding) {
	for _, rows := range t.tables() {
		if len(rows) == 0 || len(rows[0].cells) == 0 {
			continue
		}
		head := rows[0].cells[len(rows[0].cells)-1]
		if !strings.Contains(strings.ToLower(head), "tiền") || !inUnits.MatchString(head) {
			continue
		}
		i := slices.IndexFunc(rows, func(r row) bool {
			n, ok := figureOf(r.cells[len(r.cells)-1])
			return r.numberOf() > 0 && ok && n >= 1_000_000
		})
		if i >= 0 {
			found = append(found, Finding{Rule: "MONEY-UNIT", Severity: Wrong, Place: rows[0].first.place(), Clause: sumClause,
				Message: fmt.Sprintf("Đầu cột ghi “%s”, các dòng ghi bằng đồng, như %s: ghi lại đơn vị tính.", head, rows[i].cells[len(rows[i].cells)-1])})
		}
	}
	return found
}
