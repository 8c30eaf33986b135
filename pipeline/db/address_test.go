package db_test

import (
	"strings"
	"testing"

	"vanthu/pipeline/db"
)

// TestRedact: no part of a password is left in a message, the rest is.
func TestRedact(t *testing.T) {
	for text, want := range map[string]string{
		`database postgres://u:bi-mat@h/x: away`:                     `database postgres://u:***@h/x: away`,
		`dial postgres://u:bi@m:at/bi-mat@h:5432/x?a=b`:              `dial postgres://u:***@h:5432/x?a=b`,
		`postgres://u:bi'mat@h/x: away`:                              `postgres://u:***@h/x: away`,
		`parse "postgresql://u:bi%zzmat@h": invalid escape`:          `parse "postgresql://u:***@h": invalid escape`,
		`postgres://u@h/x?password=bi-mat&sslmode=disable`:           `postgres://u@h/x?password=***&sslmode=disable`,
		`postgres://h/x?sslpassword=bi-mat`:                          `postgres://h/x?sslpassword=***`,
		`host=h user=u password=bi-mat dbname=x`:                     `host=h user=u password=*** dbname=x`,
		`host=h password = 'bi mat' dbname=x`:                        `host=h password = *** dbname=x`,
		"> 3 | db: postgres://u:bi-mat@h/x\n  4 | password: \"b m\"": "> 3 | db: postgres://u:***@h/x\n  4 | password: ***",
		`smtp://u:bi-mat@mail.example.vn:587`:                        `smtp://u:***@mail.example.vn:587`,
		`http://127.0.0.1:8030/van-ban/12 of lan@example.vn`:         `http://127.0.0.1:8030/van-ban/12 of lan@example.vn`,
		`mail: password-file: open mat-khau-thu: no such file`:       `mail: password-file: open mat-khau-thu: no such file`,
		`wrong user or password (28P01)`:                             `wrong user or password (28P01)`,
	} {
		if got := db.Redact(text); got != want {
			t.Errorf("%s\nbecomes %s\nwant    %s", text, got, want)
		}
	}
}

// TestNoPasswordInErrors opens databases that are not there under addresses with a password
// somewhere: whatever is wrong, no part of it is said.
func TestNoPasswordInErrors(t *testing.T) {
	t.Chdir(t.TempDir()) // where something is taken for a file
	for _, dsn := range []string{
		"postgres://u:bimat@127.0.0.1:1/x?sslmode=disable",
		"postgres://u:bi@mat@127.0.0.1:1/x?sslmode=disable",
		"postgres://u:bi%40mat%2F@127.0.0.1:1/x?sslmode=disable",
		"postgres://u:bi/mat@127.0.0.1:1/x",
		"postgres://u:1/bimat@127.0.0.1:1/x",
		"postgres://u:1?bimat@127.0.0.1:1/x",
		"postgres://u:1#bimat@127.0.0.1:1/x",
		"postgres://u:1#bimat",
		"postgres://u:bi mat@127.0.0.1:1/x",
		"postgres://u:bi%zzmat@127.0.0.1:1/x",
		"postgres://u@127.0.0.1:1/x?password=bimat&sslmode=disable",
		"postgres://u@127.0.0.1:1/x?bad=1&password=bimat&sslmode=disable",
		"postgres://u@127.0.0.1:1/x?password=bimat&sslmode=nonsense",
		"postgres://u:bi'mat@127.0.0.1:1/x?sslmode=disable",
		"mysql://u:bimat@h/x",
		"host=127.0.0.1 port=1 user=u password=bimat dbname=x",
		"password='bi mat' host=127.0.0.1",
	} {
		d, err := db.Open(t.Context(), dsn)
		if err == nil {
			d.Close()
			t.Errorf("%s was opened", dsn)
			continue
		}
		if strings.Contains(err.Error(), "bi") && !strings.Contains(err.Error(), "bind") || strings.Contains(err.Error(), "mat") {
			t.Errorf("%s: %v", dsn, err)
		}
	}
}
