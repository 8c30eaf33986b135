package query

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vanthu/pipeline/db"
)

// statement is the text of a query cut at its parameters.
type statement struct {
	src   string
	code  string // src with blanks for comments and ' for literals and quoted names: same length, same lines
	uses  []use
	names []string // of parameters, in the order of their numbers from 1
}

// use is a parameter in the text: src[from:to] is ":name".
type use struct{ from, to, number int }

// parseStatement finds the parameters of a text of SQL. A colon in a literal, a quoted
// name, a comment or a cast (::) is none.
func parseStatement(src string) (s statement, faults []fault) {
	s.src = src
	code := []byte(src)
	blank := func(from, to int) {
		with := byte('\'')
		if src[from] == '-' || src[from] == '/' {
			with = ' '
		}
		for i := from; i < to; i++ {
			if code[i] != '\n' {
				code[i] = with
			}
		}
	}
	for i := 0; i < len(src); {
		end, what := skip(src, i)
		switch {
		case end < 0:
			faults = append(faults, fault{lineAt(src, i), what + " chưa đóng lại"})
			end = len(src)
			blank(i, end)
		case end > i:
			blank(i, end)
		case strings.HasPrefix(src[i:], "::"):
			end = i + 2
		case src[i] == ':' && i+1 < len(src) && isNameStart(src[i+1]):
			end = i + 1
			for end < len(src) && isName(src[end]) {
				end++
			}
			s.use(i, end)
		case isName(src[i]): // a word: its end may not begin a literal (E'…' is in skip)
			for end = i; end < len(src) && isName(src[end]); end++ {
			}
		default:
			end = i + 1
		}
		i = end
	}
	s.code = string(code)
	return s, append(faults, s.form()...)
}

func (s *statement) use(from, to int) {
	name := s.src[from+1 : to]
	n := slices.Index(s.names, name)
	if n < 0 {
		n = len(s.names)
		s.names = append(s.names, name)
	}
	s.uses = append(s.uses, use{from, to, n + 1})
}

// skip returns the end of the literal, quoted name or comment that begins at i, i where
// none does, -1 where it has no end.
func skip(src string, i int) (end int, what string) {
	after := func(from int, closing string) int {
		if n := strings.Index(src[from:], closing); n >= 0 {
			return from + n + len(closing)
		}
		return -1
	}
	rest := src[i:]
	switch c := rest[0]; {
	case strings.HasPrefix(rest, "--"):
		if n := strings.IndexByte(rest, '\n'); n >= 0 {
			return i + n, "chú thích"
		}
		return len(src), "chú thích"
	case strings.HasPrefix(rest, "/*"):
		return after(i+2, "*/"), "chú thích"
	case c == '\'' || c == '"' || c == '`': // doubled inside: begins anew at once
		return after(i+1, string(c)), "chữ trong dấu nháy"
	case (c == 'E' || c == 'e') && strings.HasPrefix(rest[1:], "'") && (i == 0 || !isName(src[i-1])):
		for j := i + 2; j < len(src); j++ { // PostgreSQL: backslash escapes
			if src[j] == '\\' {
				j++
			} else if src[j] == '\'' {
				return j + 1, "chữ trong dấu nháy"
			}
		}
		return -1, "chữ trong dấu nháy"
	case c == '$' && (i == 0 || !isName(src[i-1])): // PostgreSQL: $tag$ … $tag$
		if tag := dollarTag.FindString(rest); tag != "" {
			return after(i+len(tag), tag), "chữ giữa hai dấu $"
		}
	}
	return i, ""
}

var (
	dollarTag  = regexp.MustCompile(`^\$([A-Za-z_][A-Za-z0-9_]*)?\$`)
	beginning  = regexp.MustCompile(`(?i)^\s*\(*\s*(SELECT|WITH|VALUES)\b`)
	castToDate = regexp.MustCompile(`(?i)\bAS\s+(?:DATE|TIME|TIMESTAMP|TIMESTAMPTZ|DATETIME)\s*\)`)
	ordering   = regexp.MustCompile(`(?i)\bORDER\s+BY\b`)
)

// form checks what can be seen without a database.
func (s *statement) form() (faults []fault) {
	code := strings.TrimRight(s.code, " \t\r\n;")
	if strings.TrimSpace(code) == "" {
		return []fault{{1, "tệp không có câu lệnh nào"}}
	}
	if i := strings.IndexByte(code, ';'); i >= 0 {
		faults = append(faults, fault{lineAt(s.src, i), "có hơn một câu lệnh: mỗi truy vấn là một SELECT"})
	}
	if !beginning.MatchString(code) {
		i := len(code) - len(strings.TrimLeft(code, " \t\r\n"))
		faults = append(faults, fault{lineAt(s.src, i), "truy vấn phải bắt đầu bằng SELECT, WITH hoặc VALUES"})
	}
	return faults
}

// text returns the SQL for a dialect, without a semicolon at its end.
func (s *statement) text(dialect db.Dialect) string {
	mark := "?"
	if dialect == db.Postgres {
		mark = "$"
	}
	end := len(strings.TrimRight(s.code, " \t\r\n;"))
	var b strings.Builder
	last := 0
	for _, u := range s.uses {
		fmt.Fprintf(&b, "%s%s%d", s.src[last:u.from], mark, u.number)
		last = u.to
	}
	b.WriteString(s.src[last:end])
	return b.String()
}

// lineOf returns the line of the file for a place in text(Postgres), counted in
// characters from 1, as PostgreSQL gives it.
func (s *statement) lineOf(position int) int {
	text := s.text(db.Postgres)
	n := 1
	for _, r := range text {
		if position--; position <= 0 {
			break
		}
		if r == '\n' {
			n++
		}
	}
	return n
}

// lineOfWord returns the line where a word of the code stands first, or the line of
// the first code.
func (s *statement) lineOfWord(word string) int {
	if word != "" {
		if at := regexp.MustCompile(`(?i)(^|\W)` + regexp.QuoteMeta(word) + `($|\W)`).FindStringIndex(s.code); at != nil {
			return lineAt(s.src, at[0]+1)
		}
	}
	return lineAt(s.src, len(s.code)-len(strings.TrimLeft(s.code, " \t\r\n")))
}

func lineAt(src string, i int) int { return 1 + strings.Count(src[:min(i, len(src))], "\n") }

func isNameStart(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }
func isName(c byte) bool      { return isNameStart(c) || c >= '0' && c <= '9' || c >= 0x80 }
