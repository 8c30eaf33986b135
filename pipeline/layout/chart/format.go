package chart

import (
	"strconv"
	"strings"
	"time"
)

// formatted prints a number after a number format of Excel (ECMA-376-1 18.8.31): its figures,
// thousands, percent, dates and literal text. Of formats of several sections the first counts.
func formatted(n number, format string, comma bool) string {
	if !n.ok {
		return ""
	}
	section, _, _ := strings.Cut(format, ";")
	lower := strings.ToLower(section)
	if section == "" || lower == "general" || lower == "@" {
		return decimalText(n, -1, false, comma)
	}
	pattern, before, after, date := cutFormat(section)
	if date {
		return dated(n, lower)
	}
	if strings.Contains(pattern, "%") {
		n.e += 2
		pattern = strings.ReplaceAll(pattern, "%", "")
		if !strings.Contains(after, "%") {
			after = "%" + after
		}
	}
	for strings.HasSuffix(pattern, ",") { // each divides by a thousand
		pattern, n.e = pattern[:len(pattern)-1], n.e-3
	}
	whole, fraction, _ := strings.Cut(pattern, ".")
	text := decimalText(n, strings.Count(fraction, "0"), strings.Contains(whole, ","), comma)
	if strings.HasPrefix(text, "-") {
		return "-" + before + text[1:] + after
	}
	return before + text + after
}

// cutFormat takes the literal text before and behind the figures out of a format.
func cutFormat(s string) (pattern, before, after string, date bool) {
	add := func(text string) {
		if pattern == "" {
			before += text
		} else {
			after += text
		}
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"':
			end := strings.IndexByte(s[i+1:], '"')
			if end < 0 {
				end = len(s) - i - 1
			}
			add(s[i+1 : i+1+end])
			i += end + 1
		case '\\', '_', '*': // the next character as it is; a blank of its width; as fill
			if i++; c == '\\' && i < len(s) {
				add(s[i : i+1])
			}
		case '[':
			if end := strings.IndexByte(s[i:], ']'); end > 0 {
				i += end
			}
		case '0', '#', '?', '.', ',', '%':
			pattern += string(c)
		case 'd', 'm', 'y', 'D', 'M', 'Y':
			return "", "", "", true
		default:
			add(string(c))
		}
	}
	return pattern, before, after, false
}

// decimalText prints a number with decimals, or with as many as it has where they are negative.
func decimalText(n number, decimals int, grouped, comma bool) string {
	if decimals < 0 {
		for n.e < 0 && n.m%10 == 0 {
			n.m, n.e = n.m/10, n.e+1
		}
		decimals = max(0, -n.e)
	}
	decimals = min(decimals, 12)
	m := n.at(-decimals)
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	digits := strconv.FormatInt(m, 10)
	for len(digits) <= decimals {
		digits = "0" + digits
	}
	whole, fraction := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	point, group := ".", ","
	if comma {
		point, group = ",", "."
	}
	if grouped {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + group + whole[i:]
		}
	}
	if fraction != "" {
		whole += point + fraction
	}
	return sign + whole
}

// dated prints the number of a day as Excel counts them from the last day of 1899.
func dated(n number, format string) string {
	day := n.at(0)
	if day < 0 || day > 2_958_465 {
		return ""
	}
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(day))
	out := ""
	for i := 0; i < len(format); {
		c := format[i]
		run := len(format[i:]) - len(strings.TrimLeft(format[i:], string(c)))
		switch c {
		case 'd':
			out += t.Format([...]string{"2", "02"}[min(run, 2)-1])
		case 'm':
			out += t.Format([...]string{"1", "01"}[min(run, 2)-1])
		case 'y':
			out += t.Format([...]string{"06", "06", "2006"}[min(run, 3)-1])
		case '/', '-', '.', ' ':
			out += strings.Repeat(string(c), run)
		}
		i += run
	}
	return out
}
