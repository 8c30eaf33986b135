package db

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
)

// secrets are the places of a text at which a password stands: in an address, also where
// that is a broken one, and after the word, as in a DSN of keys and values or in YAML.
var secrets = []struct {
	pattern *regexp.Regexp
	hidden  string
}{
	{regexp.MustCompile(`(://[^\s/:@"]*:)[^\s"]*@`), "${1}***@"},
	{regexp.MustCompile(`(?i)(password\s*[=:]\s*)('[^'\n]*'|"[^"\n]*"|[^\s&"']+)`), "${1}***"},
}

// Redact hides passwords in a text that somebody reads: the user information of addresses
// and what follows "password=" or "password:". All messages and log lines of the program go
// through it.
func Redact(text string) string {
	for _, s := range secrets {
		text = s.pattern.ReplaceAllString(text, s.hidden)
	}
	return text
}

var keyValue = regexp.MustCompile(`(?i)^\s*(host|hostaddr|port|dbname|user|password|sslmode|service)\s*=`)

// IsFile reports whether a data source name is the path of an SQLite file.
func IsFile(dsn string) bool { return !strings.Contains(dsn, "://") && !keyValue.MatchString(dsn) }

// parseAddress reads postgres://user:password@host/name. What is wrong is said without the
// address: its parts may be pieces of a password.
func parseAddress(dsn string) (*url.URL, error) {
	u, err := url.Parse(dsn)
	if err != nil || u.Fragment != "" || strings.Contains(u.Host+u.EscapedPath()+u.RawQuery, "@") {
		return nil, errors.New("database: the address is not a URL; a special character in the password is written %XX")
	}
	return u, nil
}

// passwordOf is the password in an address, wherever it stands.
func passwordOf(u *url.URL) (password string, has bool) {
	if u.User != nil {
		if password, has = u.User.Password(); has {
			return password, true
		}
	}
	q := u.Query()
	return q.Get("password"), q.Has("password")
}

// plainAddress is the address without the password, which goes to PostgreSQL's tools by
// their environment: others see the arguments of a process.
func (d *DB) plainAddress() string {
	u, err := parseAddress(d.address)
	if err != nil {
		return ""
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	if q := u.Query(); q.Has("password") {
		q.Del("password")
		u.RawQuery = q.Encode()
	}
	return u.String()
}
