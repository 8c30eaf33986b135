package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

// RuleDiffers names what an edited paper says otherwise than its data set, from which its
// workbook and the papers beside it are made.
const RuleDiffers = "DATA-DIFFERS"

// maxDiffers is how many names are told one by one.
const maxDiffers = 10

// dataDiffers holds the names of a list, the signer and the numbers of other papers against
// the data set.
func dataDiffers(t *text) (found []Finding) {
	if t.Data == nil || len(t.paras) == 0 {
		return nil
	}
	entries := t.entries()
	if len(entries) > 0 {
		found = append(found, t.namesDiffer(entries)...)
	}
	if len(entries) > 0 || t.Code == "QĐ" {
		found = append(found, t.basesGone()...)
	}
	found = append(found, t.recipientsGone()...)
	found = append(found, t.postDiffers()...)
	return append(found, t.turned()...)
}

// recipientsGone finds who the paper goes to, where its list has lost them.
func (t *text) recipientsGone() []Finding {
	list, ok := t.Data.Get("noi_nhan")
	if !ok || list.Kind() != dataset.List {
		return nil
	}
	at, lines := "", ""
	for i := range t.paras {
		p := &t.paras[i]
		if strings.HasPrefix(p.Text, "Nơi nhận:") {
			at = p.place()
		}
		if at == "" {
			continue
		}
		if annexBegins.MatchString(p.Text) { // the list that follows names many of them too
			break
		}
		if lines += p.Text + "\n"; strings.HasPrefix(p.Text, "- Lưu") {
			break
		}
	}
	var gone []string
	for _, item := range list.Items() {
		name, _ := item.Record().Get("ten")
		if s := plain(name.Literal()); s != "" && !strings.Contains(lines, s) {
			gone = append(gone, s)
		}
	}
	if at == "" || len(gone) == 0 || len(gone) == len(list.Items()) { // all of them: they are printed in other words
		return nil
	}
	return []Finding{{Rule: RuleDiffers, Severity: Warning, Place: at, Clause: "NĐ 30/2020 PL I.II.9",
		Message: "Nơi nhận có trong số liệu, văn bản không còn: " + some(gone) + "; ghi lại, hoặc bỏ nơi ấy ở bảng nơi nhận."}}
}

var annexBegins = regexp.MustCompile(`^(?:DANH SÁCH|P[Hh][Ụụ] L[Ụụ]C|Phụ lục)(?: |$)`)

// postDiffers holds the lines above the signer's name against the data set's power and post.
func (t *text) postDiffers() []Finding {
	power, _ := t.Data.Get("quyen_han_chuc_vu")
	other, _ := t.Data.Get("chuc_vu_khac") // of one who signs for a body that another body's head leads
	signer, _ := t.Data.Get("nguoi_ky")
	if !power.IsTrue() || !signer.IsTrue() || t.Code == "BB" {
		return nil
	}
	for i := range t.paras {
		name := &t.paras[i]
		if name.Text != plain(signer.Literal()) || name.Table == 0 {
			continue
		}
		says := ""
		for k := i - 1; k >= 0 && t.paras[k].Table == name.Table && t.paras[k].Row == name.Row && t.paras[k].Col == name.Col; k-- {
			says = t.paras[k].Text + " " + says
		}
		says = strings.TrimSpace(says)
		want := strings.ToUpper(plain(power.Literal()))
		if other.IsTrue() {
			want += " " + strings.ToUpper(plain(other.Literal()))
		}
		if says != "" && sameLetters(says) != sameLetters(want) {
			return []Finding{{Rule: "BASIS", Severity: Wrong, Place: name.place(), Clause: "NĐ 30/2020, Đ.13; PL I.II.7",
				Message: fmt.Sprintf("%s ký “%s”, theo số liệu là “%s”; sửa lại, hoặc sửa người ký trong số liệu rồi làm lại.", name.Text, says, want)}}
		}
	}
	return nil
}

// sameLetters is a text without marks, signs and blanks.
func sameLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if !isLetter(r) {
			return -1
		}
		return r
	}, viet.Fold(s))
}

var upOrDown = regexp.MustCompile(`(?i)(tăng|giảm) (\d{1,3}(?:\.\d{3})+|\d+)(?:[ \pL,]{0,40}\((\d{1,3}(?:,\d{1,2})?)%\)|[^\d.,%]|$)`)

// turned finds a comparison with the year before whose word is the contrary of what the data
// set says of that figure.
func (t *text) turned() (found []Finding) {
	list, ok := t.Data.Get("so_sanh_muc")
	if !ok || list.Kind() != dataset.List {
		return nil
	}
	says := map[string]map[string]bool{"tăng": {}, "giảm": {}}
	rates := map[string][]string{} // of each word with its figure
	for _, item := range list.Items() {
		for word, column := range map[string]string{"tăng": "tang", "giảm": "giam"} {
			if v, _ := item.Record().Get(column); v.IsTrue() {
				says[word][v.Literal()] = true
				if rate, _ := item.Record().Get("ti_le"); rate.IsNumber() {
					rates[word+v.Literal()] = append(rates[word+v.Literal()], plainRate(rate.Literal()))
				}
			}
		}
	}
	for i := range t.paras {
		p := &t.paras[i]
		for _, m := range upOrDown.FindAllStringSubmatch(p.Text, -1) {
			word, n := strings.ToLower(m[1]), strings.ReplaceAll(m[2], ".", "")
			if other := map[string]string{"tăng": "giảm", "giảm": "tăng"}[word]; !says[word][n] && says[other][n] {
				found = append(found, Finding{Rule: RuleDiffers, Severity: Wrong, Place: p.place(),
					Message: fmt.Sprintf("Văn bản ghi %s %s, số liệu hai năm cho thấy %s %[2]s: sửa lại chữ.", word, m[2], other)})
			}
			if list := rates[word+n]; m[3] != "" && len(list) > 0 && !slices.Contains(list, plainRate(m[3])) {
				found = append(found, Finding{Rule: RuleDiffers, Severity: Wrong, Place: p.place(),
					Message: fmt.Sprintf("Văn bản ghi %s %s (%s%%), theo số liệu hai năm là %s%%: sửa lại tỷ lệ.", word, m[2], m[3], list[0])})
			}
		}
	}
	return found
}

// plainRate is a rate with a comma and without zeros at its end or a sign.
func plainRate(s string) string {
	s = strings.TrimLeft(strings.Replace(s, ".", ",", 1), "+-")
	if strings.Contains(s, ",") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ",")
	}
	return s
}

// namesDiffer names the rows that the data set does not have, and those that it has alone.
func (t *text) namesDiffer(entries []listEntry) (found []Finding) {
	for _, g := range groups {
		list, ok := t.Data.Get(g.table)
		if !ok || list.Kind() != dataset.List {
			continue
		}
		left := map[string]int{}
		var order []string
		for _, item := range list.Items() {
			n := nameOf(item.Record())
			left[n]++
			order = append(order, n)
		}
		var more, fewer []string
		for _, e := range entries {
			if e.group != g.noun {
				continue
			}
			if n := plain(e.name()); left[n] > 0 {
				left[n]--
			} else {
				more = append(more, e.name())
			}
		}
		for _, n := range slices.Backward(order) {
			if left[n] > 0 {
				left[n]--
				fewer = append(fewer, n)
			}
		}
		slices.Reverse(fewer)
		for _, d := range []struct {
			names []string
			what  string
		}{{more, "có trong văn bản, không có trong số liệu"}, {fewer, "có trong số liệu, không có trong văn bản"}} {
			if len(d.names) > 0 {
				found = append(found, Finding{Rule: RuleDiffers, Severity: Warning, Place: "danh sách " + g.noun,
					Message: fmt.Sprintf("%d %s %s: %s.", len(d.names), g.noun, d.what, some(d.names))})
			}
		}
	}
	return found
}

func some(names []string) string {
	if len(names) > maxDiffers {
		return strings.Join(names[:maxDiffers], "; ") + fmt.Sprintf(" và %d nữa", len(names)-maxDiffers)
	}
	return strings.Join(names, "; ")
}

// nameOf is how lists print a record: a person behind its title or rank.
func nameOf(r *dataset.Record) string {
	if r == nil {
		return ""
	}
	if v, ok := r.Get("ten"); ok {
		return plain(v.Literal())
	}
	title, _ := r.Get("danh_xung")
	name, _ := r.Get("ho_ten")
	return plain(title.Literal() + " " + name.Literal())
}

func plain(s string) string {
	return strings.Join(strings.Fields(viet.NFC(plainer.Replace(s))), " ")
}

// referred are the values of a data set that name another paper: they stand in the text as
// they are.
var referred = []struct{ number, day, who, what string }{
	{"to_trinh_so", "to_trinh_ngay", "de_nghi_nguoi", "tờ trình của cơ quan đề nghị"},
	{"tham_dinh_so", "tham_dinh_ngay", "tham_dinh_nguoi", "tờ trình của cơ quan thẩm định"},
}

// isNamed reports whether a text rests on a post, as “của Giám đốc Công an tỉnh”, and not on
// one below it.
func isNamed(whole, post string) bool {
	return strings.Contains(whole, "của "+post) || strings.Contains(whole, "và "+post)
}

// upToYear is of a citation kind, number and day: its title may be put in other words.
var upToYear = regexp.MustCompile(`^.*?(?: năm \d{4}| ngày \d{1,2}/\d{1,2}/\d{4}|$)`)

// basesGone finds what a decision rests on, and who signs it, where the text has lost it.
func (t *text) basesGone() (found []Finding) {
	var b strings.Builder
	for i := range t.paras {
		if p := &t.paras[i]; p.Table == 0 || p.Table < 4 {
			b.WriteString(p.Text + "\n")
		}
	}
	whole := b.String()
	lost := func(severity, what string) {
		found = append(found, Finding{Rule: "BASIS", Severity: severity, Place: "căn cứ, người ký", Clause: "NĐ 30/2020 PL I.II.6, II.7",
			Message: what + ": có trong số liệu, văn bản không còn; bổ sung lại, hoặc sửa số liệu rồi làm lại."})
	}
	if list, ok := t.Data.Get("can_cu"); ok && t.Code == "QĐ" {
		for _, item := range list.Items() {
			v, _ := item.Record().Get("noi_dung")
			for one := range strings.SplitSeq(v.Literal(), "; ") { // several share a line where the kind says so
				if !strings.Contains(whole, plain(upToYear.FindString(one))) {
					lost(Wrong, "Căn cứ “"+one+"”")
				}
			}
		}
	}
	for _, r := range referred {
		day, _ := t.Data.Get(r.day)
		number, _ := t.Data.Get(r.number)
		if t.Code != "QĐ" || !number.IsTrue() || day.IsNull() || day.Literal() > t.Day {
			continue
		}
		y, m, d, _ := day.Day()
		if !strings.Contains(whole, number.Literal()+" "+viet.LongDate(y, m, d)) && !strings.Contains(whole, number.Literal()+" ngày "+viet.ShortDate(y, m, d)) {
			lost(Wrong, fmt.Sprintf("Số %s %s của %s", number.Literal(), viet.LongDate(y, m, d), r.what))
			continue
		}
		if who, _ := t.Data.Get(r.who); who.IsTrue() && !isNamed(whole, plain(who.Literal())) {
			lost(Wrong, fmt.Sprintf("“%s”, người đề nghị ở %s", plain(who.Literal()), r.what))
		}
	}
	if v, ok := t.Data.Get("nguoi_ky"); ok && v.IsTrue() && !strings.Contains(whole, plain(v.Literal())) {
		lost(Wrong, "Người ký "+v.Literal())
	}
	return found
}
