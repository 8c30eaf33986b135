package viet

import "unicode"

// The tones in the order of the dictionary: ngang, huyền, hỏi, ngã, sắc, nặng.
const (
	ngang = iota
	huyen
	hoi
	nga
	sac
	nang
)

// toned holds the twelve vowels, each with its tones in that order.
var toned = [...][6]rune{
	{'a', 'à', 'ả', 'ã', 'á', 'ạ'}, {'ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'}, {'â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'},
	{'e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'}, {'ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'}, {'i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'},
	{'o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'}, {'ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'}, {'ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'},
	{'u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'}, {'ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'}, {'y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'},
}

// vowel is a vowel of either case taken apart.
type vowel struct {
	row  int // in toned
	tone int
}

var vowels = func() map[rune]vowel {
	m := make(map[rune]vowel, 144)
	for row, tones := range toned {
		for tone, r := range tones {
			m[r] = vowel{row, tone}
			m[unicode.ToUpper(r)] = vowel{row, tone}
		}
	}
	return m
}()

// splitTone takes the tone off a letter: 'ấ' gives 'â' and sac. Letters other than
// vowels come back as they are.
func splitTone(r rune) (base rune, tone int) {
	v, ok := vowels[r]
	if !ok || v.tone == ngang {
		return r, ngang
	}
	return inCaseOf(r, toned[v.row][ngang]), v.tone
}

// addTone puts a tone on a vowel without one.
func addTone(base rune, tone int) rune {
	v, ok := vowels[base]
	if !ok {
		return base
	}
	return inCaseOf(base, toned[v.row][tone])
}

func inCaseOf(like, r rune) rune {
	if unicode.IsUpper(like) {
		return unicode.ToUpper(r)
	}
	return r
}
