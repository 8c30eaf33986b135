// Package cite finds the documents that a Vietnamese text cites and holds them against a
// register of legal documents.
//
// In: text in NFC, a paragraph at a time. Out: Find gives the citations in order, each with
// its parts: kind, number and symbol, date, issuer, title.
//
// The one thing to know: a number and symbol alone makes a citation (`124/2021/TT-BCA`,
// `13-KL/TW`); what stands before and behind is read as far as it is there. The place of
// "-" and "/" tells documents of the Party from those of the State.
package cite

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Citation is a document as a text cites it.
type Citation struct {
	Kind    string // "Thông tư"; "" where none stands before the number
	So      bool   // "số" stands before the number
	Symbol  string // "124/2021/TT-BCA"; "" for a law cited by its name
	Number  int
	Year    int    // within the symbol, 0 for none
	Code    string // of the kind in the symbol: "TT", "QĐ"; "" for công văn
	Party   bool
	Date    string // "2021-12-28"; "" where none stands
	Written string // the date as written
	Issuer  string
	Title   string // what follows "về", "quy định", …, as far as it can be told
	At      int    // byte offset in the text
	End     int
}

const capital = `A-ZĐĂÂÊÔƠƯ`

var (
	party = regexp.MustCompile(`(\d{1,4})-([` + capital + `][` + capital + `a-zđ]{0,4})/([` + capital + `][` + capital + `A-Za-zđ]{1,12}(?:/[a-z]{1,3})?)`)
	state = regexp.MustCompile(`(\d{1,5}[a-zđ]?)/(?:((?:19|20)\d{2})/)?([` + capital + `][` + capital + `a-zđ]{0,11}\d{0,2}(?:-[` + capital + `][` + capital + `a-zđ0-9.]{0,15})+|QH\d{1,2}|UBTVQH\d{1,2})`)
	kinds = regexp.MustCompile(`(Hiến pháp|Bộ luật|Luật|Pháp lệnh|Lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Thông tư liên tịch|Thông tư|Chỉ thị|Kết luận|Quy định|Quy chế|Thông báo|Thông tri|Hướng dẫn|Chương trình|Kế hoạch|Phương án|Đề án|Dự án|Báo cáo|Tờ trình|Công văn|Công điện|Văn bản|Biên bản)(\s+số)?:?\s+$`)
	laws  = regexp.MustCompile(`(?:Bộ luật|Luật|Pháp lệnh) [^;.]{3,160}?\s(?:ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})|ngày (\d{1,2})/(\d{1,2})/(\d{4}))`)
	// elsewhere tells that the date behind the name of a law is of something else: a term, a
	// meeting, what is to be done.
	elsewhere = regexp.MustCompile(`[\s,](?:trước|sau|từ|đến|hết|vào|là|nhất|hạn|trong|họp|nghị|và|tại)$|, (?:gửi|báo cáo|hoàn thành|đề nghị|yêu cầu|giao|tổ chức|triển khai|thực hiện|xong) `)

	date  = regexp.MustCompile(`^,?\s*(?:ban hành\s+|ký\s+)?ngày\s+(?:(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d{2})|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+((?:19|20)\d{2}))`)
	body  = regexp.MustCompile(`^\s+của\s+(Ban Chấp hành Trung ương(?: Đảng)?|Bộ Chính trị|Ban Bí thư(?: Trung ương Đảng)?|Quốc hội|Ủy ban Thường vụ Quốc hội|Chính phủ|Thủ tướng Chính phủ|(?:Bộ trưởng )?Bộ Công an|(?:Bộ trưởng )?Bộ Nội vụ|Tỉnh ủy(?: [` + capital + `]\p{L}+ [` + capital + `]\p{L}+)?|(?:Chủ tịch )?(?:UBND|Ủy ban nhân dân) tỉnh(?: [` + capital + `]\p{L}+ [` + capital + `]\p{L}+)?|HĐND tỉnh|Hội đồng nhân dân tỉnh|Công an tỉnh|Ban Chỉ đạo phòng,? chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc(?: tỉnh)?)(?:\s*\((?:khóa|Khóa|khoá|Khoá) [IVX]+\))?`)
	free  = regexp.MustCompile(`^\s+của\s+([^;.,“]+?)\s+(?:về|quy định|ban hành|phê duyệt|sửa đổi)(?:\s|$)`)
	about = regexp.MustCompile(`^(?:\s*\([^)]*\))?,?\s+(về việc|về|quy định|ban hành|phê duyệt|sửa đổi|hướng dẫn|triển khai|thực hiện)\s+([^;]{3,200})`)
)

// Find returns the citations of a text in order.
func Find(text string) (list []Citation) {
	if !strings.Contains(text, "/") && !strings.Contains(text, "uật ") && !strings.Contains(text, "lệnh ") {
		return nil
	}
	for _, m := range party.FindAllStringSubmatchIndex(text, -1) {
		if !joined(text[:m[0]]) {
			c := Citation{Symbol: text[m[0]:m[1]], Party: true, Code: text[m[4]:m[5]], At: m[0], End: m[1]}
			c.Number, _ = strconv.Atoi(text[m[2]:m[3]])
			list = append(list, c.around(text))
		}
	}
	for _, m := range state.FindAllStringSubmatchIndex(text, -1) {
		if joined(text[:m[0]]) {
			continue
		}
		end := m[0] + len(strings.TrimRight(text[m[0]:m[1]], ".")) // it may end a sentence
		c := Citation{Symbol: text[m[0]:end], At: m[0], End: end}
		c.Number, _ = strconv.Atoi(strings.TrimRight(text[m[2]:m[3]], "abcdefghiklđ"))
		if m[4] >= 0 {
			c.Year, _ = strconv.Atoi(text[m[4]:m[5]])
		}
		c.Code, _, _ = strings.Cut(text[m[6]:m[7]], "-")
		if !slices.Contains(codes, c.Code) {
			c.Code = ""
		}
		list = append(list, c.around(text))
	}
	for _, m := range laws.FindAllStringSubmatchIndex(text, -1) {
		if strings.ContainsAny(text[m[0]:m[1]], "/") && m[8] < 0 {
			continue // it is cited with its number
		}
		if c := law(text, m); !elsewhere.MatchString(c.Title) {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b Citation) int { return a.At - b.At })
	return list
}

// joined reports whether what follows a text belongs to its last word or number.
func joined(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// codes are what stands for a kind in the symbols of the State.
var codes = strings.Fields("NĐ QĐ TT TTLT NQ NQLT CT KH BC TTr TB HD CTr PA ĐA DA BB CĐ QC QyĐ KL")

// around reads what stands before and behind the number.
func (c Citation) around(text string) Citation {
	before := text[max(0, c.At-60):c.At]
	if m := kinds.FindStringSubmatchIndex(before); m != nil {
		c.Kind, c.So = before[m[2]:m[3]], m[4] >= 0
		c.At -= len(before) - m[0]
	} else {
		c.So = strings.HasSuffix(strings.TrimRight(before, " :"), "số")
	}
	rest := text[c.End:]
	include := func(n int) { c.End, rest = c.End+n, rest[n:] }
	if m := date.FindStringSubmatch(rest); m != nil {
		c.Written = strings.TrimLeft(m[0], ", ")
		c.Date = iso(m[3]+m[6], m[2]+m[5], m[1]+m[4])
		include(len(m[0]))
	}
	if m := body.FindStringSubmatch(rest); m != nil {
		c.Issuer = m[1]
		include(len(m[0]))
	} else if m := free.FindStringSubmatchIndex(rest); m != nil {
		c.Issuer = rest[m[2]:m[3]]
		include(m[3])
	}
	if m := about.FindStringSubmatchIndex(rest); m != nil {
		title := rest[m[4]:m[5]]
		if i := strings.Index(title, ", Kế hoạch số"); i > 0 {
			title = title[:i]
		}
		c.Title = strings.TrimSpace(rest[m[2]:m[3]] + " " + title)
	}
	return c
}

func law(text string, m []int) Citation {
	whole := text[m[0]:m[1]]
	i := strings.LastIndex(whole, " ngày ")
	c := Citation{So: true, Title: whole[:i], Written: whole[i+1:], At: m[0], End: m[1]}
	c.Kind, _, _ = strings.Cut(whole, " ")
	if strings.HasPrefix(whole, "Bộ luật") {
		c.Kind = "Bộ luật"
	} else if strings.HasPrefix(whole, "Pháp lệnh") {
		c.Kind = "Pháp lệnh"
	}
	g := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return text[m[2*n]:m[2*n+1]]
	}
	c.Date = iso(g(3)+g(6), g(2)+g(5), g(1)+g(4))
	return c
}

func iso(year, month, day string) string {
	pad := func(s string) string {
		if len(s) == 1 {
			return "0" + s
		}
		return s
	}
	return year + "-" + pad(month) + "-" + pad(day)
}
