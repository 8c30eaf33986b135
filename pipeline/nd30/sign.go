package nd30

import (
	"fmt"
	"strings"
)

// Power is in whose name a person signs (NĐ 30/2020 Điều 13, PL I.II.7).
type Power string

// The powers.
const (
	OwnPower  Power = ""       // the head, in his own power
	ForHead   Power = "KT."    // a deputy for the head
	ForBody   Power = "TM."    // the head for a collective body
	BodyDep   Power = "TM.KT." // a deputy for the head, for a collective body
	Acting    Power = "Q."     // an acting head
	ByOrder   Power = "TL."    // the head of a sub-unit, by order of the head
	OrderDep  Power = "TL.KT." // that head's deputy
	Delegated Power = "TUQ."   // by written delegation
)

// Signature is who signs, as the document prints it. Titles are given in any case.
type Signature struct {
	Power Power
	Body  string // TM.: the collective body, "Ủy ban nhân dân"
	Head  string // the agency's head: "Chủ tịch"; for TL., TUQ. the head who orders
	Unit  string // TL.KT.: the head of the sub-unit, "Chánh Văn phòng"
	Title string // the signer's own position: "Phó Chủ tịch"
	// Second is the signer's office outside a council that he signs for (ô 7b), printed
	// above his name: "Chủ tịch Ủy ban nhân dân tỉnh".
	Second string
	Rank   string // armed forces: printed before the name, "Đại tá"
	Name   string
}

// Lines are the lines above the signature, in capitals: "TM. ỦY BAN NHÂN DÂN",
// "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH". A power that lacks a title which it must print is an
// error.
func (s Signature) Lines() ([]string, error) {
	var lines []string
	switch s.Power {
	case OwnPower:
		lines = []string{s.need("", s.Title)}
	case ForHead:
		lines = []string{s.need("KT.", s.Head), s.need("", s.Title)}
	case ForBody:
		lines = []string{s.need("TM.", s.Body), s.need("", s.Title)}
	case BodyDep:
		lines = []string{s.need("TM.", s.Body), s.need("KT.", s.Head), s.need("", s.Title)}
	case Acting:
		lines = []string{s.need("Q.", s.Title)}
	case ByOrder:
		lines = []string{s.need("TL.", s.Head), s.need("", s.Title)}
	case OrderDep:
		lines = []string{s.need("TL.", s.Head), s.need("KT.", s.Unit), s.need("", s.Title)}
	case Delegated:
		lines = []string{s.need("TUQ.", s.Head), s.need("", s.Title)}
	default:
		return nil, fmt.Errorf("power to sign %q is unknown: use one of KT. TM. TM.KT. Q. TL. TL.KT. TUQ. or none", s.Power)
	}
	for _, l := range lines {
		if l == "" {
			return nil, fmt.Errorf("signature with power %q of %q lacks a body or position that it must print", s.Power, s.Name)
		}
	}
	return lines, nil
}

// need joins mark and title with the one space that the decree's samples have; "" when
// the title is missing.
func (s Signature) need(mark, title string) string {
	title = strings.ToUpper(strings.TrimSpace(title))
	if title == "" || mark == "" {
		return title
	}
	return mark + " " + title
}

// NameLines are the lines below the signature: the second office in capitals where
// there is one, then the name, with the rank before it.
func (s Signature) NameLines() []string {
	name := strings.TrimSpace(s.Rank + " " + s.Name)
	if s.Second == "" {
		return []string{name}
	}
	return []string{strings.ToUpper(s.Second), name}
}
