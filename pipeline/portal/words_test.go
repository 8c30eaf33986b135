package portal

import (
	"database/sql"
	"fmt"
	"html/template"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/archive"
)

// How periods, differences, days and sizes are written for readers.
func TestWords(t *testing.T) {
	for code, want := range map[string]string{
		"2024": "năm 2024", "2024-01": "tháng 1/2024", "2024-12": "tháng 12/2024", "2024-00": "năm 2024, 00", "2024-13": "năm 2024, 13", "2024-1": "năm 2024, 1",
		"2024-Q1": "quý I/2024", "2024-Q2": "quý II/2024", "2024-Q3": "quý III/2024", "2024-Q4": "quý IV/2024", "2024-Q0": "năm 2024, Q0", "2024-Q5": "năm 2024, Q5", "2024-T4": "năm 2024, T4", "2024-Q12": "năm 2024, Q12",
		"2024-tong-ket": "năm 2024, tong-ket", "24-11": "24-11", "năm": "năm", "": "",
	} {
		if got := periodName(code); got != want {
			t.Errorf("%q is called %q, want %q", code, got, want)
		}
	}
	is := func(n int64) sql.NullInt64 { return sql.NullInt64{Int64: n, Valid: true} }
	none := sql.NullInt64{}
	for _, c := range []struct {
		before, now sql.NullInt64
		want        string
	}{{is(1000), is(2234), "+1.234"}, {is(5), is(5), "+0"}, {is(5), is(4), "−1"}, {none, is(4), ""}, {is(4), none, ""}} {
		if got := change(c.before, c.now); got != c.want {
			t.Errorf("from %v to %v: %q, want %q", c.before, c.now, got, c.want)
		}
	}
	for call, want := range map[string]string{
		`size 999`: "999 B", `size 1000`: "1 KB", `size 1499`: "1 KB", `size 1500`: "2 KB", `size 999999`: "1000 KB", `size 1000000`: "1,0 MB", `size 12345678`: "12,3 MB",
		`day "2024-02-05"`: "05/02/2024", `day "2024-12-05"`: "05/12/2024", `day "hôm qua"`: "hôm qua", `moment .Time`: "06/12/2024 01:30", `moment .Never`: "—",
		`first "a; b; c" "; "`: "a", `after "a; b; c" "; "`: "b; c", `count 1234`: "1.234", `add 2 3`: "5", `short "0123456789abcdef"`: "0123456789ab", `short "0123"`: "0123", `capital "đơn vị"`: "Đơn vị",
		`origin "` + archive.FromRun + `"`: "chương trình lập", `origin "` + archive.FromPerson + `"`: "người dùng nộp", `origin "` + archive.FromSigner + `"`: "bản đã ký", `origin "` + archive.FromShelf + `"`: "người dùng sửa trên kệ", `origin "` + archive.FromCopy + `"`: "chương trình lập từ bản trước",
		`severity "` + archive.Wrong + `"`: "wrong", `severity "` + archive.Warning + `"`: "warning", `severity "` + archive.Hint + `"`: "hint", `ext "mau.docx"`: ".docx",
	} {
		call = strings.ReplaceAll(call, "size ", "size .Long | ")
		var b strings.Builder
		text, long, isSize := strings.Cut(call, " .Long | ")
		data := map[string]any{"Time": time.Date(2024, 12, 5, 18, 30, 0, 0, time.UTC), "Never": time.Time{}, "Long": int64(0)}
		if isSize {
			var n int64
			fmt.Sscan(long, &n)
			call, data["Long"] = text+" .Long", n
		}
		if err := template.Must(template.New("").Funcs(functions).Parse("{{"+call+"}}")).Execute(&b, data); err != nil {
			t.Fatal(call, err)
		}
		if got := strings.ReplaceAll(b.String(), "&#43;", "+"); got != want {
			t.Errorf("%s %v: %q, want %q", call, data["Long"], got, want)
		}
	}
	for format, want := range map[string]string{"pdf": "application/pdf", "json": "application/json", archive.MapFormat: "application/json", "csv": "application/octet-stream", "": "application/octet-stream"} {
		if got := mediaType(format); got != want {
			t.Errorf("%q is sent as %s, want %s", format, got, want)
		}
	}
	for _, c := range []struct {
		text string
		in   []string
		want bool
	}{{" so noi vu ", []string{"Sở Nội vụ"}, true}, {"Sở", []string{"Văn phòng", "sở Y tế"}, true}, {"sở y", []string{"Sở", "Y tế"}, true}, {"", nil, true}, {"ban", []string{"Sở"}, false}} {
		if got := has(c.text, c.in...); got != c.want {
			t.Errorf("%q in %q: %v", c.text, c.in, got)
		}
	}
}
