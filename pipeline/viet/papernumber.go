package viet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// PaperNumber is the number of a document in its register: numbers run from 01 on through
// a year (NĐ 30/2020 Đ.15.1).
type PaperNumber struct {
	N      int
	Suffix string // the letter of an inserted number: the a of 45a; "" for most
}

// String is the number as documents print it: below 10 with a zero before it (NĐ 30/2020
// PL I.II.3.a).
func (n PaperNumber) String() string { return fmt.Sprintf("%02d%s", n.N, n.Suffix) }

// paperNumber: letters as điểm of a text have them, without f, j, w, z.
var paperNumber = regexp.MustCompile(`^0*([1-9][0-9]{0,8})([abcdđeghiklmnopqrstuvxy]?)$`)

// ParsePaperNumber reads "161", "007", "45a" or "45A". The symbol stands in the document,
// so "161/KH-UBND" is an error, as 0 is.
func ParsePaperNumber(s string) (PaperNumber, error) {
	m := paperNumber.FindStringSubmatch(strings.ToLower(Clean(s)))
	if m == nil {
		return PaperNumber{}, fmt.Errorf("số %q: cần một số từ 1, như 161, hoặc số chèn như 45a; ký hiệu đã có trong văn bản", s)
	}
	n, err := strconv.Atoi(m[1])
	return PaperNumber{n, m[2]}, err
}

// ParseDay is ParseDate for a day that somebody gives: the day at 00:00 UTC, or an error
// that says what is wanted.
func ParseDay(s string) (time.Time, error) {
	y, m, d, ok := ParseDate(s)
	if !ok {
		return time.Time{}, fmt.Errorf("ngày %q: cần một ngày có trong lịch, như 15/12/2024 hoặc 2024-12-15", s)
	}
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC), nil
}
