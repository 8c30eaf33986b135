package portal

import (
	"database/sql"
	"fmt"
	"html/template"
	"path"
	"strings"
	"time"
	_ "time/tzdata" // the zone of readers, on Windows too

	"vanthu/pipeline/archive"
	"vanthu/pipeline/viet"
)

var zone = func() *time.Location {
	z, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		panic(err) // time/tzdata is linked in
	}
	return z
}()

// change says how a figure differs from that of the year before.
func change(before, now sql.NullInt64) string {
	switch {
	case !before.Valid || !now.Valid:
		return ""
	case now.Int64 >= before.Int64:
		return "+" + viet.Count(now.Int64-before.Int64)
	}
	return "−" + viet.Count(before.Int64-now.Int64)
}

// has reports whether one of the texts holds what is looked for, with or without tone marks.
func has(text string, in ...string) bool {
	return strings.Contains(viet.Fold(strings.Join(in, " ")), viet.Fold(strings.TrimSpace(text)))
}

// sentence makes a sentence of what an error says.
func sentence(s string) string {
	return viet.Capital(strings.TrimSuffix(s, ".")) + "."
}

// shortDay is a day as readers write it.
func shortDay(s string) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return viet.ShortDate(t.Year(), int(t.Month()), t.Day())
}

var functions = template.FuncMap{
	"moment": func(t time.Time) string {
		if t.IsZero() {
			return "—"
		}
		t = t.In(zone)
		return viet.ShortDate(t.Year(), int(t.Month()), t.Day()) + t.Format(" 15:04")
	},
	"day":   shortDay,
	"first": func(s, sep string) string { front, _, _ := strings.Cut(s, sep); return front },
	"after": func(s, sep string) string { _, rest, _ := strings.Cut(s, sep); return rest },
	"ext":   path.Ext,
	"size": func(n int64) string {
		switch {
		case n < 1000:
			return fmt.Sprintf("%d B", n)
		case n < 1_000_000:
			return fmt.Sprintf("%d KB", (n+500)/1000)
		}
		return strings.Replace(fmt.Sprintf("%.1f MB", float64(n)/1e6), ".", ",", 1)
	},
	"count":   func(n int) string { return viet.Count(int64(n)) },
	"long":    func(n int64) string { return viet.Count(n) },
	"change":  change,
	"period":  periodName,
	"capital": viet.Capital,
	"add":     func(a, b int) int { return a + b },
	"short":   func(hash string) string { return hash[:min(12, len(hash))] },
	"origin": func(s string) string {
		return map[string]string{archive.FromRun: "chương trình lập", archive.FromShelf: "người dùng sửa trên kệ", archive.FromPerson: "người dùng nộp",
			archive.FromCopy: "chương trình lập từ bản trước", archive.FromSigner: "bản đã ký"}[s]
	},
	"picture": func(uri string) template.URL { return template.URL(uri) }, // made by the program
	"severity": func(s string) string { // class of the style sheet
		return map[string]string{archive.Wrong: "wrong", archive.Warning: "warning", archive.Hint: "hint"}[s]
	},
}
