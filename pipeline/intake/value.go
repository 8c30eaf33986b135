package intake

import (
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/viet"
)

// doubt is why a cell cannot be taken as it is; severity Notice and Doubt come with a value.
type doubt struct {
	severity Severity
	message  string
}

func wrongly(format string, args ...any) *doubt { return &doubt{Wrong, fmt.Sprintf(format, args...)} }

// number is what a text or a number cell says: digits before and behind the point.
type number struct {
	whole, frac string
	unsure      string // the other reading: "1234" of "1,234"
}

var (
	digitsOnly   = regexp.MustCompile(`^\d+$`)
	dotGroups    = regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`)
	blankGroups  = regexp.MustCompile(`^\d{1,3}( \d{3})+$`)
	commaGroups  = regexp.MustCompile(`^\d{1,3}(,\d{3})+$`)
	vietDecimal  = regexp.MustCompile(`^(\d{1,3}(?:\.\d{3})*|\d+),(\d+)$`)
	otherDecimal = regexp.MustCompile(`^(\d{1,3}(?:,\d{3})*|\d+)\.(\d+)$`)
	moneyUnit    = regexp.MustCompile(`(?i)\s*(đồng|vnđ|vnd|đ)\.?$`)
)

// readNumber reads a number as Vietnamese texts write it (1.234.567,89), or as English ones
// do where that is the only reading.
func readNumber(s string) (n number, ok bool) {
	strip := strings.NewReplacer(".", "", ",", "", " ", "")
	switch {
	case digitsOnly.MatchString(s), dotGroups.MatchString(s), blankGroups.MatchString(s):
		n.whole = strip.Replace(s)
	case commaGroups.MatchString(s):
		n.whole = strip.Replace(s)
		if strings.Count(s, ",") == 1 {
			n.unsure = s
		}
	default:
		p := vietDecimal.FindStringSubmatch(s)
		if p == nil {
			p = otherDecimal.FindStringSubmatch(s)
		}
		if p == nil {
			return n, false
		}
		n.whole, n.frac = strip.Replace(p[1]), strings.TrimRight(p[2], "0")
	}
	return n, len(n.whole) <= 18
}

// exact reads a number as XML writes it, "1.5E3" too.
func exact(s string) (n number, ok bool) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f >= 1e15 || f != 0 && f < 1e-9 {
		return n, false
	}
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'f', 9, 64)) // 0.1+0.2 is 0.3
	if !ok {
		return n, false
	}
	n.whole, n.frac, _ = strings.Cut(r.FloatString(9), ".")
	n.frac = strings.TrimRight(n.frac, "0")
	return n, true
}

// readCount reads a whole number from 0 up to max; places is 2 for points that are stored a
// hundredfold.
func readCount(c cell, text string, max int64, places int) (int64, *doubt) {
	var n number
	ok := false
	switch {
	case c.kind == numberCell && c.day:
		return 0, wrongly("ô đang ở dạng ngày; đổi định dạng ô sang số rồi nhập lại số")
	case c.kind == numberCell:
		n, ok = exact(c.text)
		if ok && places == 0 && len(n.frac) == 3 && len(n.whole) <= 3 {
			return 0, wrongly("số %s,%s có phần lẻ; nếu là %s.%s thì nhập %s%s, không gõ dấu chấm", n.whole, n.frac, n.whole, n.frac, n.whole, n.frac)
		}
	case text == "-" || text == "–" || text == "—":
		return 0, &doubt{Notice, "dấu gạch ngang được hiểu là 0"}
	default:
		n, ok = readNumber(moneyUnit.ReplaceAllString(text, ""))
		if ok && n.unsure != "" && places > 0 { // points have no thousands
			n.whole, n.frac, _ = strings.Cut(n.unsure, ",")
		} else if ok && n.unsure != "" {
			return 0, wrongly("%s đọc được hai cách, %s hoặc %s; nhập lại không có dấu phẩy", n.unsure, viet.Count(atoi(n.whole)), n.unsure+" (phần lẻ)")
		}
	}
	switch {
	case !ok:
		return 0, wrongly("“%s” không phải số từ 0 trở lên", cut(text, 40))
	case len(n.frac) > places && places == 0:
		return 0, wrongly("phải là số nguyên, ô ghi %s,%s", n.whole, n.frac)
	case len(n.frac) > places:
		return 0, wrongly("nhiều nhất %d chữ số sau dấu phẩy", places)
	}
	v := atoi(n.whole + n.frac + strings.Repeat("0", places-len(n.frac)))
	if v > max {
		return 0, wrongly("số %s quá lớn", viet.Count(atoi(n.whole)))
	}
	return v, nil
}

func atoi(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 1<<62 - 1 // too long for any column
	}
	return n
}

// day is a calendar day; month and day are 0 where only the year is known.
type day struct{ year, month, day int }

func (d day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

var (
	shortYear = regexp.MustCompile(`^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{2})$`)
	monthOnly = regexp.MustCompile(`^(?:tháng\s+)?(\d{1,2})\s*(?:[/.\-]|năm)\s*(\d{4})$`)
	yearOnly  = regexp.MustCompile(`^(?:năm\s+)?(\d{4})$`)
	swapped   = regexp.MustCompile(`^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})$`)
	timeOfDay = regexp.MustCompile(`(\d),?\s+\d{1,2}:\d{2}(:\d{2})?$`)
	serialDay = regexp.MustCompile(`^\d{5}$`)
)

// readDay reads a day in the forms that offices write. birth allows a year or a month
// alone, and takes years of two digits above 10 as of the last century.
func readDay(c cell, text string, from04, birth bool) (day, *doubt) {
	if c.kind == numberCell {
		return serial(c, from04, birth)
	}
	text, _, _ = strings.Cut(text, "T00:00:00")
	text = strings.TrimSpace(timeOfDay.ReplaceAllString(text, "$1"))
	if y, m, d, ok := viet.ParseDate(text); ok {
		return plausible(day{y, m, d})
	}
	low := strings.ToLower(text)
	if p := shortYear.FindStringSubmatch(low); p != nil {
		yy, century := int(atoi(p[3])), 2000
		if yy > 29 || birth && yy > 10 {
			century = 1900
		}
		if y, m, d, ok := viet.ParseDate(fmt.Sprintf("%s/%s/%d", p[1], p[2], century+yy)); ok {
			return day{y, m, d}, &doubt{Notice, fmt.Sprintf("năm hai chữ số, hiểu là %d", y)}
		}
	}
	if p := monthOnly.FindStringSubmatch(low); p != nil && atoi(p[1]) >= 1 && atoi(p[1]) <= 12 {
		if birth {
			return day{year: int(atoi(p[2]))}, nil
		}
		return day{}, wrongly("“%s” thiếu ngày; ghi đủ ngày/tháng/năm", text)
	}
	if p := yearOnly.FindStringSubmatch(low); p != nil {
		if birth {
			return plausible(day{year: int(atoi(p[1]))})
		}
		return day{}, wrongly("“%s” chỉ có năm; ghi đủ ngày/tháng/năm", text)
	}
	if serialDay.MatchString(low) {
		return serial(cell{text: low, day: true}, from04, birth)
	}
	if p := swapped.FindStringSubmatch(low); p != nil && atoi(p[1]) <= 12 && atoi(p[2]) > 12 && atoi(p[2]) <= 31 {
		return day{}, wrongly("“%s” viết tháng trước ngày; nếu là ngày %s tháng %s thì ghi %s/%s/%s", text, p[2], p[1], p[2], p[1], p[3])
	}
	return day{}, wrongly("“%s” không phải ngày; ghi ngày/tháng/năm, ví dụ 05/02/2024", cut(text, 40))
}

// serial reads a number of days since 1899-12-30, or 1904-01-01.
func serial(c cell, from04, birth bool) (day, *doubt) {
	n, ok := exact(c.text)
	days := atoi(n.whole)
	switch {
	case ok && birth && !c.day && n.frac == "" && days >= 1900 && days <= 2100:
		return day{year: int(days)}, nil
	case !ok || days > 110_000:
		return day{}, wrongly("“%s” không phải ngày", cut(c.text, 40))
	case !c.day && days < 10_000:
		return day{}, wrongly("“%s” không phải ngày; ghi ngày/tháng/năm, ví dụ 05/02/2024", cut(c.text, 40))
	}
	if from04 {
		days += 1462
	}
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days))
	return plausible(day{t.Year(), int(t.Month()), t.Day()})
}

func plausible(d day) (day, *doubt) {
	if d.year < 1900 || d.year > 2100 {
		return d, wrongly("năm %d không hợp lý", d.year)
	}
	return d, nil
}

// unclear reports a day written in figures that could also be month first.
func unclear(text string) bool {
	p := swapped.FindStringSubmatch(strings.TrimSpace(text))
	return p != nil && atoi(p[1]) <= 12 && atoi(p[2]) <= 12 && atoi(p[1]) != atoi(p[2])
}

// monthFirst reports a day that can only be month first.
func monthFirst(text string) bool {
	p := swapped.FindStringSubmatch(strings.TrimSpace(text))
	return p != nil && atoi(p[1]) <= 12 && atoi(p[2]) > 12
}

// readYes reads a tick.
func readYes(c cell, text string) (bool, *doubt) {
	switch headKey(text) {
	case "x", "co", "yes", "1", "true", "v", "dat", "dang ky":
		return true, nil
	case "khong", "no", "0", "false", "chua", "chua dat", "khong dat":
		return false, nil
	}
	if text == "✓" || text == "✔" || text == "+" {
		return true, nil
	}
	if text == "-" {
		return false, nil
	}
	return false, wrongly("“%s” không phải Có hay Không", cut(text, 40))
}
