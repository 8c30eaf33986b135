package viet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// LongDate writes a day as documents do: ngày 05 tháng 02 năm 2024. Days below 10 and
// the months 1 and 2 have a zero before them, the months 3 to 9 have none (NĐ 30/2020
// PL I.II.4).
func LongDate(year, month, day int) string {
	return fmt.Sprintf("ngày %02d tháng %s năm %d", day, Month(month), year)
}

// ShortDate writes a day as citations do, with the zeros of LongDate: 02/7/2019.
func ShortDate(year, month, day int) string {
	return fmt.Sprintf("%02d/%s/%d", day, Month(month), year)
}

// BlankDate writes the line on which a hand puts day and month: "ngày      tháng      năm 2024".
func BlankDate(year int) string { return fmt.Sprintf("ngày      tháng      năm %d", year) }

// Month writes the number of a month as dates have it: 01, 02, 3, … 12.
func Month(month int) string {
	if month < 3 {
		return fmt.Sprintf("%02d", month)
	}
	return strconv.Itoa(month)
}

var (
	numericDate = regexp.MustCompile(`^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$`)
	isoDate     = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	wordDate    = regexp.MustCompile(`^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$`)
)

// ParseDate reads a day written day first ("5/2/2024", "05.02.2024", "5-2-2024"), by ISO
// 8601 ("2024-02-05") or in words ("ngày 5 tháng 2 năm 2024"). ok is false for anything
// else, for a day that the calendar lacks, and for a year of two digits: its century is
// for the caller to know.
func ParseDate(s string) (year, month, day int, ok bool) {
	s = strings.ToLower(Clean(s))
	var y, m, d string
	if p := isoDate.FindStringSubmatch(s); p != nil {
		y, m, d = p[1], p[2], p[3]
	} else if p := numericDate.FindStringSubmatch(s); p != nil {
		y, m, d = p[3], p[2], p[1]
	} else if p := wordDate.FindStringSubmatch(s); p != nil {
		y, m, d = p[3], p[2], p[1]
	} else {
		return 0, 0, 0, false
	}
	year, _ = strconv.Atoi(y)
	month, _ = strconv.Atoi(m)
	day, _ = strconv.Atoi(d)
	if year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, 0, 0, false
	}
	return year, month, day, true
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
