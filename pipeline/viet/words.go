package viet

import "strings"

var digitWords = [10]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// Words reads a decimal number ("2024", "-1.5", any count of digits) in words: "hai
// nghìn không trăm hai mươi tư". Digits after the point follow "phẩy". What is no such number
// is an error.
func Words(literal string) (string, error) {
	d, err := readDecimal(literal)
	if err != nil {
		return "", err
	}
	var w []string
	if d.negative {
		w = append(w, "âm")
	}
	w = appendWhole(w, d.whole)
	if d.frac != "" {
		w = append(w, "phẩy")
		rest := strings.TrimLeft(d.frac, "0")
		for range len(d.frac) - len(rest) {
			w = append(w, "không")
		}
		if rest != "" {
			w = appendWhole(w, rest)
		}
	}
	return strings.Join(w, " "), nil
}

// MoneyWords reads a whole amount in words with its unit, the first letter a capital, as
// it stands in brackets behind the figures: "Bảy triệu không trăm hai mươi nghìn đồng".
func MoneyWords(literal string) (string, error) {
	s, err := Words(literal)
	if err != nil {
		return "", err
	}
	return Capital(s) + " đồng", nil
}

// appendWhole reads digits. Above a thousand million the same names come again: a group
// of nine digits is read, then "tỷ" as often as there are groups below it.
func appendWhole(w []string, digits string) []string {
	if strings.Trim(digits, "0") == "" {
		return append(w, "không")
	}
	pad := (9 - len(digits)%9) % 9
	digits = strings.Repeat("0", pad) + digits
	began := false // a group above was not zero: read all three digits
	for len(digits) > 0 {
		nine := digits[:9]
		digits = digits[9:]
		if nine == "000000000" {
			continue
		}
		for i, unit := range [3]string{"triệu", "nghìn", ""} {
			three := nine[3*i : 3*i+3]
			if three == "000" {
				continue
			}
			w = appendThree(w, three, began)
			began = true
			if unit != "" {
				w = append(w, unit)
			}
		}
		for range len(digits) / 9 {
			w = append(w, "tỷ")
		}
	}
	return w
}

// appendThree reads three digits, not all zero; in full also where the hundreds are 0.
func appendThree(w []string, three string, full bool) []string {
	hundreds, tens, ones := three[0]-'0', three[1]-'0', three[2]-'0'
	if hundreds > 0 || full {
		w = append(w, digitWords[hundreds], "trăm")
		full = true
	}
	switch tens {
	case 0:
		if ones > 0 && full {
			w = append(w, "linh")
		}
	case 1:
		w = append(w, "mười")
	default:
		w = append(w, digitWords[tens], "mươi")
	}
	switch {
	case ones == 0:
	case ones == 1 && tens > 1:
		w = append(w, "mốt")
	case ones == 4 && tens > 1:
		w = append(w, "tư")
	case ones == 5 && tens > 0:
		w = append(w, "lăm")
	default:
		w = append(w, digitWords[ones])
	}
	return w
}
