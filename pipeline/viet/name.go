package viet

import (
	"slices"
	"strings"
)

// Name is a person's name taken apart. Each part keeps the spelling of its owner; every
// part but Given may be empty.
type Name struct {
	Title  string // "Đồng chí Đại tá", "Hộ ông": honorifics and ranks before the name
	Family string // họ: the first word, or a double one such as "Tôn Nữ"
	Middle string // đệm: all words between
	Given  string // tên: the last word
	Note   string // "(Chủ hộ)": a remark in brackets behind the name
}

// titles are honorifics, ranks and degrees that may stand before a name, in the form of
// titleKey. Several may follow each other.
var titles = func() map[string]bool {
	m := make(map[string]bool)
	for _, t := range strings.Split(`ông,bà,anh,chị,cô,chú,bác,cụ,em,đồng chí,đ/c,đc,ô,b,hộ,hộ gia đình,gia đình,
		đại tướng,thượng tướng,trung tướng,thiếu tướng,đô đốc,phó đô đốc,chuẩn đô đốc,
		đại tá,thượng tá,trung tá,thiếu tá,đại úy,thượng úy,trung úy,thiếu úy,chuẩn úy,
		thượng sĩ,trung sĩ,hạ sĩ,binh nhất,binh nhì,
		hòa thượng,thượng tọa,đại đức,ni trưởng,ni sư,sư cô,sư thầy,linh mục,giám mục,tổng giám mục,mục sư,nữ tu,già làng,
		giáo sư,phó giáo sư,tiến sĩ,thạc sĩ,kỹ sư,bác sĩ,dược sĩ,luật sư,cử nhân,gs,pgs,ts,ths,ks,bs,ds,ls,cn,
		ngnd,ngưt,ttnd,ttưt,nsnd,nsưt,bscki,bsckii`, ",") {
		m[strings.TrimSpace(t)] = true
	}
	return m
}()

// doubleFamilies are surnames of more than one word, the longest first.
var doubleFamilies = []string{"công tằng tôn nữ", "công huyền tôn nữ", "tôn nữ", "tôn thất", "hoàng phủ", "âu dương", "ông ích"}

// SplitName takes a name apart: titles, họ (first word), tên (last word), đệm (between),
// a remark in brackets. A name of one word is a tên alone; two words are họ and tên. A
// word that could be a title stays in the name where nothing would be left without it.
func SplitName(s string) Name {
	var n Name
	s = Clean(s)
	if i := strings.IndexByte(s, '('); i > 0 {
		s, n.Note = strings.TrimSpace(s[:i]), s[i:]
	}
	words := strings.Fields(s)
	k := titleWords(words)
	n.Title = strings.Join(words[:k], " ")
	words = words[k:]
	switch len(words) {
	case 0:
		return n
	case 1:
		n.Given = words[0]
		return n
	}
	f := familyWords(words)
	n.Family = strings.Join(words[:f], " ")
	n.Middle = strings.Join(words[f:len(words)-1], " ")
	n.Given = words[len(words)-1]
	return n
}

// titleWords counts the words of titles before a name.
func titleWords(words []string) int {
	k := 0
	for {
		n := 0
		for _, size := range [3]int{3, 2, 1} {
			// "Ông" is a surname too (Ông Ích Khiêm), and a lone "Bình" after "Bà" a name.
			if k+size < len(words) && titles[titleKey(words[k:k+size])] && familyWords(words[k:]) == 1 {
				n = size
				break
			}
		}
		if n == 0 {
			return k
		}
		k += n
	}
}

// titleKey is the form in which titles are compared: lower case, one placement of tones,
// signs around the words dropped ("TS.", "Trung tá,").
func titleKey(words []string) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = strings.Trim(strings.ToLower(w), ".,:-–")
	}
	return OldTone(strings.ReplaceAll(strings.Join(parts, " "), "sỹ", "sĩ"))
}

// familyWords counts the words of the surname, given a name of two words or more.
func familyWords(words []string) int {
	for _, d := range doubleFamilies {
		n := strings.Count(d, " ") + 1
		if n < len(words) && strings.ToLower(strings.Join(words[:n], " ")) == d {
			return n
		}
	}
	return 1
}

// String returns the whole name with title and remark.
func (n Name) String() string {
	parts := []string{n.Title, n.Family, n.Middle, n.Given, n.Note}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " ")
}

// Full returns the name without title and remark.
func (n Name) Full() string {
	n.Title, n.Note = "", ""
	return n.String()
}

// NameKey returns the stored key that puts people in the order of lists: by tên, then họ,
// then đệm, each compared as TextKey says, titles and remarks left out. For the column's
// collation see TextKey. Order by the key, then by id: namesakes have equal keys.
func NameKey(name string) string {
	n := SplitName(name)
	var key []byte
	for _, part := range [3]string{n.Given, n.Family, n.Middle} {
		key = appendKey(key, OldTone(part))
	}
	return string(key)
}

// everybody is how lists call the people and staff of a whole unit, folded.
var everybody = []string{"nhan dan va can bo ", "can bo va nhan dan ", "can bo, nhan dan ", "nhan dan, can bo ", "tap the nhan dan va can bo ", "tap the can bo va nhan dan ", "tap the can bo, nhan dan ", "tap the "}

// WholeUnit splits how a list calls a collective that is a whole unit, folded: “Nhân dân và cán
// bộ xã Bom Bo, huyện Bù Đăng” is "xa bom bo" in "huyen bu dang". above is "" where nothing
// follows the last comma.
func WholeUnit(collective string) (name, above string) {
	name = Fold(collective)
	for _, p := range everybody {
		if rest, ok := strings.CutPrefix(name, p); ok {
			name = rest
			break
		}
	}
	if i := strings.LastIndex(name, ", "); i > 0 {
		name, above = name[:i], name[i+2:]
	}
	return name, above
}
