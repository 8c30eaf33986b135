package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
	"vanthu/pipeline/viet"
)

// detailRules are about how the parts of a paper agree with each other and with its page.
var detailRules = []rule{
	{"SIZE-RATIO", Warning, "NĐ 30/2020, PL I.V", "Cỡ chữ ở đầu văn bản không thống nhất: %s.", "Quốc hiệu 12 thì Tiêu ngữ, địa danh 13; Quốc hiệu 13 thì Tiêu ngữ, địa danh 14.", sizeRatio},
	{"SIZE-MIXED", Warning, "NĐ 30/2020, PL I.V", "Lời văn có đoạn cỡ %s.", "Dùng một cỡ chữ cho lời văn.", sizeMixed},
	{"INDENT-MIXED", Hint, "NĐ 30/2020, PL I.II.6", "Chữ đầu dòng có đoạn lùi %s.", "Lùi một mức, 1 cm hoặc 1,27 cm, trong cả văn bản.", indentMixed},
	{"NUMBER-AGENCY", Warning, "NĐ 30/2020, PL I.II.3", "Ký hiệu %s.", "Ghi chữ viết tắt của cơ quan ban hành.", numberAgency},
	{"DATE-PLACE", Hint, "NĐ 30/2020, PL I.II.4", "Địa danh %s.", "Ghi tên đơn vị hành chính nơi cơ quan đóng trụ sở.", datePlace},
	{"DATE-WEEKEND", Hint, "", "Văn bản ghi ngày %s.", "Xem lại ngày ban hành.", dateWeekend},
	{"KIND-END", Warning, "NĐ 30/2020, PL I.II.5", "“%s”: tên loại, trích yếu không có dấu ở cuối.", "Bỏ dấu ở cuối.", kindEnd},
	{"LETTER-FORM", Warning, "NĐ 30/2020, PL I.II.5", "Trích yếu công văn ghi “%s”: ghi “V/v …”.", "Ghi “V/v” rồi trích yếu.", letterForm},
	{"ENACTING-FORM", Warning, "NĐ 30/2020, PL III, Mẫu 1.2", "“%s”: sau “QUYẾT ĐỊNH” là dấu hai chấm.", "Ghi “QUYẾT ĐỊNH:”.", enactingForm},
	{"GROUND-DASH", Warning, "NĐ 30/2020, PL I.II.6", "Căn cứ có gạch đầu dòng: “%s”.", "Bỏ gạch đầu dòng của căn cứ.", groundDash},
	{"GROUND-ORDER", Warning, "NĐ 30/2020, PL III, Mẫu 1.2", "“%s” không ở cuối các căn cứ.", "Đặt “Theo đề nghị của …” cuối cùng.", groundOrder},
	{"AUTHORITY-ISSUER", Warning, "NĐ 30/2020, PL III, Mẫu 1.2", "Thẩm quyền “%s” không có tên cơ quan ban hành.", "Ghi chức vụ và tên cơ quan ban hành, hoặc tên cơ quan.", authorityIssuer},
	{"SIGN-AUTHORITY", Wrong, "NĐ 30/2020, Đ.13; PL III, Mẫu 1.2", "Thẩm quyền và chữ ký không hợp: %s.", "Người đứng đầu quyết định thì không ký TM.; cơ quan quyết định thì ký TM.", signAuthority},
	{"SIGN-NAME-CASE", Warning, "NĐ 30/2020, PL I.II.7", "Họ tên người ký in hoa: “%s”.", "Ghi họ tên bằng chữ in thường.", signNameCase},
	{"RECIPIENTS-ARTICLE", Wrong, "NĐ 30/2020, PL III, Mẫu 1.2", "Nơi nhận ghi “%s”.", "Ghi điều thi hành, là điều cuối của văn bản.", recipientsArticle},
	{"RECIPIENTS-TWICE", Warning, "NĐ 30/2020, PL I.II.9", "Nơi nhận có “%s” hai lần.", "Bỏ dòng lặp.", recipientsTwice},
	{"FILED-LAST", Warning, "NĐ 30/2020, PL I.II.9", "Dòng Lưu không ở cuối Nơi nhận%s.", "Đưa dòng Lưu xuống cuối.", filedLast},
	{"ENDMARK-TWICE", Warning, "NĐ 30/2020, PL III", "Dấu “./.” ở giữa văn bản: “…%s”.", "Chỉ ghi “./.” ở cuối nội dung.", endMarkTwice},
	{"ANNEX-ONE", Hint, "NĐ 30/2020, PL I.III.1", "Văn bản có một phụ lục mà ghi “%s”: từ hai phụ lục trở lên mới đánh số.", "Bỏ số của phụ lục.", annexOne},
	{"ANNEX-TITLE", Warning, "NĐ 30/2020, PL I.III.1", "“%s” không có tên phụ lục.", "Thêm tên phụ lục, in hoa, đậm, canh giữa.", annexTitle},
	{"ANNEX-PAGE", Warning, "NĐ 30/2020, PL I.III.1", "“%s” không bắt đầu ở trang mới.", "Ngắt trang trước phụ lục.", annexPage},
	{"ANNEX-CITED", Warning, "NĐ 30/2020, PL I.III.1", "Nội dung dẫn tới %s, mà văn bản không có phụ lục ấy.", "Sửa số phụ lục hoặc thêm phụ lục.", annexCited},
	{"ANNEX-UNCITED", Warning, "NĐ 30/2020, PL I.III.1", "Nội dung không dẫn tới %s.", "Dẫn tới phụ lục ấy trong nội dung, hoặc bỏ phụ lục.", annexUncited},
	{"ANNEX-OF-NUMBER", Wrong, "NĐ 30/2020, PL I.III.1", "Dòng kèm theo của phụ lục ghi %s.", "Ghi số, ký hiệu và ngày của chính văn bản này.", annexOfNumber},
}

func sizeOf(u *paper.Unit) unit.Length {
	if u == nil || len(u.Pieces) == 0 {
		return 0
	}
	return u.Pieces[0].Size
}

// allowed reports whether a unit begins in a size that its component may have.
func allowed(u *paper.Unit) bool {
	l, ok := LookOf(u.Role)
	size := sizeOf(u)
	return !ok || size >= l.Min*unit.Pt-sizeSlack && size <= l.Max*unit.Pt+sizeSlack
}

func sizeRatio(f *file, found report) {
	motto, second, date := f.First(paper.Motto1), f.First(paper.Motto2), f.First(paper.PlaceDate)
	if !f.asked() || motto == nil || second == nil {
		return
	}
	a, b := sizeOf(motto), sizeOf(second)
	switch c := sizeOf(date); {
	case !allowed(motto) || !allowed(second): // SIZE tells
	case away(b-a, unit.Pt, unit.HalfPt):
		found(second, fmt.Sprintf("Quốc hiệu %s, Tiêu ngữ %s", paper.Points(a), paper.Points(b)))
	case date != nil && allowed(date) && away(c, b, unit.HalfPt):
		found(date, fmt.Sprintf("Tiêu ngữ %s, địa danh %s", paper.Points(b), paper.Points(c)))
	}
}

// few reports the units whose value is not that of the many; say writes a value.
func few(list []*paper.Unit, value func(u *paper.Unit) unit.Length, say func(l unit.Length) string, found report) {
	count := map[unit.Length]int{}
	for _, u := range list {
		count[value(u)]++
	}
	var most unit.Length
	for _, u := range list { // in the order of the text, so that equal papers give equal findings
		if v := value(u); count[v] > count[most] {
			most = v
		}
	}
	told := map[unit.Length]bool{}
	for _, u := range list {
		if v := value(u); v != most && !told[v] {
			told[v] = true
			found(u, fmt.Sprintf("%s, các đoạn khác %s", say(v), say(most)))
		}
	}
}

func (f *file) textUnits() (list []*paper.Unit) {
	f.running(func(_ int, u *paper.Unit) {
		if u.Role != paper.Ground && strings.IndexFunc(u.Text, isLetter) >= 0 && len(u.Pieces) > 0 {
			list = append(list, u)
		}
	})
	return list
}

func sizeMixed(f *file, found report) {
	few(f.textUnits(), lastSize, paper.Points, found)
}

// lastSize is the size of the last letters of a unit: a sign behind them is seen by nobody.
func lastSize(u *paper.Unit) unit.Length {
	for _, p := range slices.Backward(u.Pieces) {
		if strings.IndexFunc(p.Text, isLetter) >= 0 {
			return p.Size
		}
	}
	return sizeOf(u)
}

func indentMixed(f *file, found report) {
	var list []*paper.Unit
	for _, u := range f.textUnits() {
		if u.Form.Label == "" && u.Form.Left == 0 && u.Form.First >= unit.Cm-unit.Mm {
			list = append(list, u)
		}
	}
	few(list, func(u *paper.Unit) unit.Length { return u.Form.First / unit.Mm * unit.Mm }, func(l unit.Length) string { return mm(l) + " mm" }, found)
}

// symbolOf is the symbol behind the paper's own number, "" where it has none.
func (f *file) symbolOf() (u *paper.Unit, symbol string) {
	if u = f.First(paper.Number); u != nil {
		if m := numberShape.FindStringSubmatch(u.Text); m != nil {
			return u, strings.TrimSpace(m[1])
		}
	}
	return u, ""
}

func (f *file) issuer() string {
	var parts []string
	for _, u := range f.All(paper.Issuer) {
		parts = append(parts, u.Text)
	}
	return strings.Join(parts, " ")
}

func numberAgency(f *file, found report) {
	u, symbol := f.symbolOf()
	issuer := f.issuer()
	if !f.asked() || symbol == "" || issuer == "" || strings.Contains(symbol, "{") {
		return
	}
	for _, b := range []struct{ name, short string }{{"UY BAN NHAN DAN", "UBND"}, {"HOI DONG NHAN DAN", "HĐND"}, {"CONG AN TINH", "CAT"}} {
		if strings.HasPrefix(strings.ToUpper(viet.Fold(issuer)), b.name) && !strings.Contains(symbol, b.short) {
			found(u, fmt.Sprintf("“%s” không có “%s” của %s", symbol, b.short, issuer))
		}
	}
}

var province = regexp.MustCompile(`(?:TỈNH|THÀNH PHỐ) (\p{Lu}[\p{Lu} -]+)$`)

func datePlace(f *file, found report) {
	u, m := f.First(paper.PlaceDate), province.FindStringSubmatch(f.issuer())
	if !f.asked() || u == nil || m == nil || m[1] == "ĐOÀN" || strings.HasSuffix(m[1], "ỦY") || strings.HasSuffix(m[1], "UỶ") { // a body of the Party or the Youth Union
		return
	}
	place, _, ok := strings.Cut(u.Text, ",")
	if place = strings.TrimSpace(place); ok && place != "" && !strings.Contains(place, "{") && !strings.Contains(viet.Fold(place), viet.Fold(m[1])) {
		found(u, fmt.Sprintf("là “%s”, cơ quan ban hành ở %s", place, m[1]))
	}
}

func kindEnd(f *file, found report) {
	for _, u := range append(f.All(paper.Kind), f.All(paper.Subject)...) {
		if f.asked() && strings.ContainsAny(u.Text[len(u.Text)-1:], ".:;,") && !strings.HasSuffix(u.Text, "...") {
			found(u, u.Text)
		}
	}
}

func letterForm(f *file, found report) {
	if u := f.First(paper.LetterTo); f.asked() && u != nil && !strings.HasPrefix(u.Text, "V/v ") {
		found(u, paper.Short(u.Text, 30))
	}
}

func enactingForm(f *file, found report) {
	if u := f.First(paper.Enacting); f.asked() && u != nil && !strings.HasSuffix(u.Text, ":") {
		found(u, u.Text)
	}
}

func groundDash(f *file, found report) {
	if !f.asked() || !f.is("QĐ", "NQ") {
		return
	}
	for _, u := range f.dashedGrounds() {
		found(u, paper.Short(u.Text, 40))
	}
}

// dashedGrounds are the grounds that begin with a dash.
func (f *file) dashedGrounds() (list []*paper.Unit) {
	for i := range f.main() {
		u := &f.Units[i]
		if u.Role == paper.Enacting || u.Role == paper.Article {
			break
		}
		if u.Role == paper.Dash && strings.HasPrefix(u.Title, "Căn cứ") {
			list = append(list, u)
		}
	}
	return list
}

func groundOrder(f *file, found report) {
	list := f.All(paper.Ground)
	for i, u := range list {
		if f.is("QĐ") && i < len(list)-1 && strings.HasPrefix(u.Text, "Theo đề nghị") && strings.HasPrefix(list[i+1].Text, "Căn cứ") {
			found(u, paper.Short(u.Text, 40))
		}
	}
}

func authorityIssuer(f *file, found report) {
	u, issuer := f.First(paper.Authority), strings.Join(strings.Fields(viet.Fold(f.issuer())), " ")
	if f.asked() && f.is("QĐ", "NQ") && u != nil && issuer != "" && !strings.HasPrefix(issuer, "ubnd") {
		all := ""
		for _, a := range f.All(paper.Authority) {
			all += " " + viet.Fold(a.Text)
		}
		if !strings.Contains(all, issuer) && strings.IndexFunc(u.Text, isLetter) >= 0 { // a form has dots
			found(u, u.Text)
		}
	}
}

func signAuthority(f *file, found report) {
	a, powers := f.First(paper.Authority), f.powers()
	if !f.is("QĐ") || a == nil || len(powers) == 0 {
		return
	}
	head := positionOf(a.Text)
	switch first := powers[0]; {
	case head && strings.HasPrefix(first.Text, "TM."):
		found(first, fmt.Sprintf("“%s” quyết định mà ký “%s”", a.Text, first.Text))
	case !head && strings.HasPrefix(viet.Fold(a.Text), "uy ban nhan dan") && !strings.HasPrefix(first.Text, "TM"):
		found(first, fmt.Sprintf("“%s” quyết định mà ký “%s”", a.Text, first.Text))
	}
}

// positionOf reports whether a line of authority names a position, not a body.
func positionOf(s string) bool {
	return slices.ContainsFunc([]string{"CHỦ TỊCH", "GIÁM ĐỐC", "BỘ TRƯỞNG", "TỔNG GIÁM ĐỐC", "CỤC TRƯỞNG", "HIỆU TRƯỞNG", "TRƯỞNG", "CHÁNH", "VIỆN TRƯỞNG"},
		func(p string) bool { return strings.HasPrefix(s, p+" ") })
}

var surnames = regexp.MustCompile(`^(?:NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐIỂU|THỊ)(?: \p{Lu}+){1,4}$`)

func signNameCase(f *file, found report) {
	if u := lastOf(f.powers()); u != nil && surnames.MatchString(u.Text) {
		found(u, u.Text)
	}
}

var likeArticle = regexp.MustCompile(`^- Như [Đđ]iều (\d+)`)

func recipientsArticle(f *file, found report) {
	last := lastOf(f.All(paper.Article))
	if !f.asked() || last == nil {
		return
	}
	for _, u := range f.All(paper.Recipient) {
		if m := likeArticle.FindStringSubmatch(u.Text); m != nil && m[1] != strings.TrimRight(last.Number, "abcdđ") {
			found(u, fmt.Sprintf("Như Điều %s”, điều cuối của văn bản là “Điều %s", m[1], last.Number))
		}
	}
}

func recipientsTwice(f *file, found report) {
	seen := map[string]bool{}
	for _, u := range f.All(paper.Recipient) {
		key := strings.TrimRight(u.Text, ";. ")
		if seen[key] && f.asked() && strings.HasPrefix(key, "-") {
			found(u, key)
		}
		seen[key] = true
	}
}

func filedLast(f *file, found report) {
	after := false
	for i := range f.Units[:f.Tail] {
		switch u := &f.Units[i]; {
		case u.Role == paper.Filed:
			after = true
		case u.Role == paper.Recipient && after && f.asked() && strings.HasPrefix(u.Text, "-"):
			found(u, "")
			return
		}
	}
}

func endMarkTwice(f *file, found report) {
	for i := 0; f.asked() && i < f.End-3; i++ {
		if u := &f.Units[i]; strings.HasSuffix(u.Text, "./.") && u.Role != paper.Cell {
			r := []rune(u.Text)
			found(u, string(r[max(0, len(r)-20):]))
		}
	}
}

// annexHeads are the first units of the annexes, one each.
func (f *file) annexHeads() (list []*paper.Unit) {
	for i := f.Tail; i < len(f.Units); i++ {
		if u := &f.Units[i]; u.Annex > len(list) && f.asked() {
			list = append(list, u)
		}
	}
	return list
}

func annexOne(f *file, found report) {
	list := f.annexHeads()
	if len(list) != 1 || list[0].Role != paper.Annex {
		return
	}
	if m := annexRoman.FindStringSubmatch(list[0].Text); m != nil && m[1] != "" {
		found(list[0], list[0].Text)
	}
}

func annexTitle(f *file, found report) {
	heads := f.annexHeads()
	titled := map[int]bool{}
	for i := f.Tail; i < len(f.Units); i++ {
		titled[f.Units[i].Annex] = titled[f.Units[i].Annex] || f.Units[i].Role == paper.AnnexTitle
	}
	for _, u := range heads {
		if u.Role == paper.Annex && !titled[u.Annex] && len([]rune(u.Text)) < 16 {
			found(u, u.Text)
		}
	}
}

func annexPage(f *file, found report) {
	last := 0 // page on which something of the paper stands before the annex
	for i, n := 0, 0; i < len(f.Units) && f.asked(); i++ {
		u := &f.Units[i]
		if i >= f.Tail && u.Annex > n {
			if n = u.Annex; u.At.Page > 0 && u.At.Page == last && (u.Role == paper.Annex || u.Role == paper.AnnexTitle || u.Role == paper.AnnexHead) {
				found(u, paper.Short(u.Text, 40))
			}
		}
		last = max(last, u.At.Page)
	}
}

var annexNamed = regexp.MustCompile(`Phụ lục (?:số )?([IVX]+|\d{1,2})\b`)

func annexCited(f *file, found report) {
	heads := f.annexHeads()
	if len(heads) == 0 {
		return
	}
	for i := range f.main() {
		u := &f.Units[i]
		for _, m := range annexNamed.FindAllStringSubmatchIndex(u.Text, -1) {
			if n := ordinal(u.Text[m[2]:m[3]]); !hasAnnex(heads, n) && !strings.Contains(u.Text, "của Nghị định") && len(f.citedIn(u)) == 0 {
				found(u, u.Text[m[0]:m[1]])
			}
		}
	}
}

// hasAnnex reports whether there is an n-th annex, by the numbers that they bear, else by how many there are.
func hasAnnex(heads []*paper.Unit, n int) bool {
	borne := map[int]bool{}
	for _, u := range heads {
		if m := annexNamed.FindStringSubmatch(u.Text); m != nil {
			borne[ordinal(m[1])] = true
		}
	}
	return borne[n] || len(borne) < len(heads) && n <= len(heads)
}

var (
	annexesNamed = regexp.MustCompile(`Phụ lục (?:số )?((?:[IVX]+|\d{1,2})\b(?:(?:, | và |; )(?:[Pp]hụ lục )?(?:[IVX]+|\d{1,2})\b)*)`)
	annexesAll   = regexp.MustCompile(`(?i)các phụ lục|phụ lục (?:[IVX]+|\d{1,2}) (?:đến|-|–) `)
	notNumber    = regexp.MustCompile(`[^IVX\d]+`)
)

// annexUncited finds an annex that the text names nowhere, though it names others by their numbers.
func annexUncited(f *file, found report) {
	named := map[int]bool{}
	for i := range f.main() {
		u := &f.Units[i]
		if annexesAll.MatchString(u.Text) {
			return
		}
		for _, m := range annexesNamed.FindAllStringSubmatch(u.Text, -1) {
			for _, n := range notNumber.Split(m[1], -1) {
				named[ordinal(n)] = true
			}
		}
	}
	heads := f.annexHeads()
	for _, u := range heads {
		m := annexNamed.FindStringSubmatch(u.Text)
		if m == nil || !strings.HasPrefix(u.Text, m[0]) {
			return
		}
	}
	for _, u := range heads {
		if m := annexNamed.FindStringSubmatch(u.Text); len(named) > 0 && !named[ordinal(m[1])] {
			found(u, m[0])
		}
	}
}

// annexOfBlank holds the symbol and the year under an annex's title against the paper's own,
// where the number is still to come.
func (f *file) annexOfBlank(u *paper.Unit, own string, found report) {
	if m := annexSymbol.FindStringSubmatch(u.Text); m != nil && own != "" && m[1] != own && !strings.Contains(own, "{") {
		found(u, fmt.Sprintf("ký hiệu %s, văn bản này là %s", m[1], own))
	}
	date := f.First(paper.PlaceDate)
	if date == nil {
		return
	}
	if a, b := blankYear.FindStringSubmatch(u.Text), blankYear.FindStringSubmatch(date.Text); a != nil && b != nil && a[1] != b[1] {
		found(u, fmt.Sprintf("năm %s, văn bản này ghi năm %s", a[1], b[1]))
	}
}

var (
	annexSymbol = regexp.MustCompile(`số:? ?[….\s]+/\s?([\p{Lu}\d]+(?:-[\p{Lu}\d]+)+)`)
	blankYear   = regexp.MustCompile(`tháng [….\s]+ ?năm (\d{4})`)
)

// annexKind holds the kind that the line under an annex's title names against the paper's.
func (f *file) annexKind(found report) {
	for i := f.Tail; i < len(f.Units) && f.named(); i++ {
		u := &f.Units[i]
		m := annexOfKind.FindStringSubmatch(u.Text)
		if u.Role != paper.AnnexOf || m == nil {
			continue
		}
		if k, err := nd30.KindOf(strings.ToLower(m[1])); err == nil && k.Name != f.Kind.Name {
			found(u, fmt.Sprintf("“%s”, văn bản này là %s", m[1], f.Kind.Name))
		}
	}
}

// annexOfKind is of what kind a paper is by the line under an annex's title.
var annexOfKind = regexp.MustCompile(`(?i)kèm theo (\pL+(?: \pL+)*?) số`)

func annexOfNumber(f *file, found report) {
	f.annexKind(found)
	own, symbol := f.symbolOf()
	if own == nil || !f.asked() {
		return
	}
	for i := f.Tail; i < len(f.Units); i++ {
		if f.Units[i].Role == paper.AnnexOf {
			f.annexOfBlank(&f.Units[i], symbol, found)
		}
	}
	numbers := cite.Find(own.Text)
	if len(numbers) != 1 {
		return
	}
	for i := f.Tail; i < len(f.Units); i++ {
		u := &f.Units[i]
		if u.Role != paper.AnnexOf {
			continue
		}
		for _, c := range f.citedIn(u) {
			switch {
			case c.Symbol != numbers[0].Symbol:
				found(u, fmt.Sprintf("%s, văn bản này là %s", c.Symbol, numbers[0].Symbol))
			case c.Date != "" && f.dated() != "" && c.Date != f.dated():
				found(u, fmt.Sprintf("%s, văn bản này ghi ngày %s", c.Written, vietDate(f.dated())))
			}
		}
	}
}
