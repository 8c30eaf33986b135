package portal

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

// crowd is people who read pages at the same time, one page in each beat.
type crowd struct {
	people, beats int
	beat          time.Duration // 0: as fast as it goes
	last          int64         // id of the newest document

	browsers []*browser
}

// enter lets each of the crowd in, with a session of its own.
func (c *crowd) enter(t testing.TB, s *house) {
	t.Helper()
	for range c.people {
		b := s.browser(t)
		resp, err := b.PostForm(b.base+"/dang-nhap", map[string][]string{"ten": {"lan"}, "mat-khau": {good}})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		c.browsers = append(c.browsers, b)
	}
}

// askedPages are what a crowd reads, in turn; %d is a document.
var askedPages = []string{"/", "/van-ban", "/van-ban/%d", "/van-ban?tim=cong+van+17", "/so-lieu?nam=2024", "/van-ban?nam=2024&tung=1&trang=7", "/khen-thuong?nam=2024", "/so-di"}

// read lets the crowd read, and returns how long each page took and what went wrong.
func (c *crowd) read() (took []time.Duration, faults []string) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for i, b := range c.browsers {
		all.Add(1)
		go func() {
			defer all.Done()
			time.Sleep(c.beat * time.Duration(i) / time.Duration(c.people)) // not all in the same moment
			for n := range c.beats {
				path := askedPages[(i+n)%len(askedPages)]
				if strings.Contains(path, "%d") {
					path = fmt.Sprintf(path, 1+int64(i*31+n*7)%c.last)
				}
				begun := time.Now()
				fault := pageFault(b, path)
				d := time.Since(begun)
				mu.Lock()
				if took = append(took, d); fault != "" {
					faults = append(faults, path+": "+fault)
				}
				mu.Unlock()
				time.Sleep(c.beat - d)
			}
		}()
	}
	all.Wait()
	return took, faults
}

// pageFault asks for a page and says what is wrong with the answer.
func pageFault(b *browser, path string) string {
	resp, err := b.Get(b.base + path)
	if err != nil {
		return err.Error()
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return err.Error()
	case resp.StatusCode != 200:
		return resp.Status
	case !strings.Contains(string(body), "</html>"):
		return "cut short"
	}
	return ""
}

// crowded is a portal with a number of documents and a secretary.
func crowded(t testing.TB, documents int) *house {
	t.Helper()
	d := dbtest.SQLite(t, queries.Schema())
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	letters(t, d, documents-1, "ke-hoach")
	s := open(t, d, Config{Local: true})
	s.add(t, "minh", people.Grant{Role: people.Admin})
	s.add(t, "lan", people.Grant{Role: people.Clerk})
	return s
}

// Many people at once are all served, whole pages and no error.
func TestManyPeople(t *testing.T) {
	s := crowded(t, 200)
	c := crowd{people: 12, beats: 8, last: 200}
	c.enter(t, s)
	took, faults := c.read()
	if len(took) != 12*8 || len(faults) > 0 {
		t.Errorf("%d pages, faults: %q", len(took), faults)
	}
}
