package word

import (
	"strconv"
	"strings"
)

// Language is that of the numbers that are written in words: Vietnamese, the zero value, or English.
type Language bool

const (
	vietnamese Language = false
	english    Language = true
)

// OfStored is the language of a position that a file stores in English, else the language itself.
func (l Language) OfStored(text string) Language {
	switch first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(text)), " "); first {
	case "above", "below", "on":
		return english
	}
	return l
}

// Position says where a bookmark stands as seen from a reference behind it or before it: on the same
// page, or on the one with a number.
func (l Language) Position(behind, samePage bool, number string) string {
	words := [...]string{"trên trang ", "ở trên", "ở dưới"}
	if l == english {
		words = [...]string{"on page ", "above", "below"}
	}
	switch {
	case !samePage:
		return words[0] + number
	case behind:
		return words[1]
	}
	return words[2]
}

// Number writes n in a number format of ECMA-376-1 17.18.59; formats that are not known, and
// numbers that a format cannot write, are written in Arabic figures.
func (l Language) Number(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return strings.ToUpper(letters(n))
	case "lowerLetter":
		return letters(n)
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "hex":
		return strings.ToUpper(strconv.FormatInt(int64(n), 16))
	case "chicago":
		return chicago(n)
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '\uFF10' }, strconv.Itoa(max(0, n)))
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return enclosed(n, '①')
	case "decimalEnclosedFullstop":
		return enclosed(n, '⒈')
	case "decimalEnclosedParen":
		return enclosed(n, '⑴')
	case "ordinal":
		if l == english {
			return strconv.Itoa(n) + ordinalEnd(n)
		}
		return strconv.Itoa(n) + "."
	case "cardinalText", "ordinalText":
		if l == english {
			return englishNumber(n, format == "ordinalText")
		}
		return vietnameseNumber(n)
	case "vietnameseCounting":
		return vietnameseNumber(n)
	}
	return strconv.Itoa(n)
}

func roman(n int) string {
	if n <= 0 || n > 3999 {
		return strconv.Itoa(n)
	}
	values := [...]int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := [...]string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	out := ""
	for i, v := range values {
		for n >= v {
			out += signs[i]
			n -= v
		}
	}
	return out
}

// letters writes a, b, … z, aa, bb, … as Word does.
func letters(n int) string {
	if n <= 0 || n > 780 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

// enclosed writes numbers up to 20 by signs of their own, of which first is 1.
func enclosed(n int, first rune) string {
	if n < 1 || n > 20 {
		return strconv.Itoa(n)
	}
	return string(first + rune(n-1))
}

// chicago writes the signs of the Chicago Manual of Style: *, †, ‡, §, then doubled.
func chicago(n int) string {
	if n < 1 || n > 400 {
		return strconv.Itoa(n)
	}
	return strings.Repeat([...]string{"*", "†", "‡", "§"}[(n-1)%4], (n-1)/4+1)
}

// ordinalEnd is the ending of an English ordinal number in figures.
func ordinalEnd(n int) string {
	switch ones, tens := n%10, n/10%10; {
	case tens == 1:
	case ones == 1:
		return "st"
	case ones == 2:
		return "nd"
	case ones == 3:
		return "rd"
	}
	return "th"
}

// englishNumber writes numbers up to 999 in words, as Word's cardinalText and ordinalText do.
func englishNumber(n int, ordinal bool) string {
	if n < 0 || n > 999 {
		return strconv.Itoa(n)
	}
	ones := strings.Fields("Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen")
	tens := strings.Fields("- - Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety")
	var words []string
	if n >= 100 {
		words = append(words, ones[n/100], "Hundred")
	}
	last := n % 100
	switch {
	case last >= 20 && last%10 > 0:
		words = append(words, tens[last/10]+"-"+ones[last%10])
	case last >= 20:
		words = append(words, tens[last/10])
	case last > 0 || n == 0:
		words = append(words, ones[last])
	}
	text := strings.Join(words, " ")
	text = text[:1] + strings.ToLower(text[1:])
	if !ordinal {
		return text
	}
	for _, e := range [][2]string{{"one", "first"}, {"two", "second"}, {"three", "third"}, {"five", "fifth"}, {"eight", "eighth"}, {"nine", "ninth"}, {"twelve", "twelfth"}, {"ty", "tieth"}} {
		if head, ok := strings.CutSuffix(strings.ToLower(text), e[0]); ok {
			text = head + e[1]
			return strings.ToUpper(text[:1]) + text[1:]
		}
	}
	return text + "th"
}

// vietnameseNumber writes numbers up to 99 in words, as Word's vietnameseCounting does.
func vietnameseNumber(n int) string {
	digits := [...]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}
	if n < 0 || n > 99 {
		return strconv.Itoa(n)
	}
	tens, ones := n/10, n%10
	if tens == 0 {
		return digits[ones]
	}
	out := "mười"
	if tens > 1 {
		out = digits[tens] + " mươi"
	}
	switch {
	case ones == 0:
		return out
	case ones == 1 && tens > 1:
		return out + " mốt"
	case ones == 5:
		return out + " lăm"
	}
	return out + " " + digits[ones]
}
