package viet

import (
	"testing"
	"time"
)

func TestParsePaperNumber(t *testing.T) {
	for in, want := range map[string]string{
		"161": "161", "7": "07", "007": "07", " 05 ": "05", "45a": "45a", "45A": "45a", "9đ": "09đ", "9Đ": "09đ", "10": "10", "123456": "123456",
		"": "", "0": "", "00": "", "-1": "", "45f": "", "45z": "", "45ab": "", "a": "", "161/KH-UBND": "", "4 5": "", "1.000": "", "9999999999": "",
	} {
		n, err := ParsePaperNumber(in)
		if (err == nil) != (want != "") || err == nil && n.String() != want {
			t.Errorf("%q: %q, %v; want %q", in, n, err, want)
		}
	}
}

func TestParseDay(t *testing.T) {
	for in, want := range map[string]string{
		"2024-02-05": "2024-02-05", "5/2/2024": "2024-02-05", "05.02.2024": "2024-02-05", "ngày 05 tháng 02 năm 2024": "2024-02-05",
		"30/2/2024": "", "2024-13-01": "", "5/2/24": "", "": "",
	} {
		d, err := ParseDay(in)
		if (err == nil) != (want != "") || err == nil && d.Format(time.DateOnly) != want {
			t.Errorf("%q: %v, %v; want %q", in, d, err, want)
		}
	}
}
