package archive

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestShelfSeesAnEditThatKeepsItsTime: a file whose bytes alone changed, its size and its
// time are as before, is taken in by the quick call too.
func TestShelfSeesAnEditThatKeepsItsTime(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s, lay := layer(t, d)
	const docx = "QD-khen-thuong-2024-tong-ket.docx"
	mustKeep(t, d, sample(t, `{"a":1}`, "one"))
	lay()
	path := filepath.Join(s.Dir, "2024", docx)
	past := time.Now().Add(-time.Hour)
	put(t, s, docx, "eno")
	if err := os.Chtimes(path, past, past); err != nil {
		t.Fatal(err)
	}
	quick := func() Laid {
		l, err := s.LayChanged(t.Context(), d, 2024)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	if l := quick(); len(l.Taken) != 1 || content(t, s, docx) != "eno" {
		t.Errorf("an edit with the old time: %+v", l)
	}
	// What was looked at once is not looked at again.
	var looked int
	look := func(l *laying, doc *Document) bool {
		if l.stands(doc) {
			return false
		}
		looked++
		return true
	}
	lay()
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * fileClock)
	for range 2 {
		if _, err := s.layYear(t.Context(), d, 2024, look); err != nil {
			t.Fatal(err)
		}
	}
	if looked != 1 {
		t.Errorf("looked %d times", looked)
	}
}
