package jobs

import (
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// TestPapersByMail: documents that a job made go to its recipients once, by role and kind as a
// link or with the files; too many go as a link; an alert is no such letter.
func TestPapersByMail(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		box := &letterBox{}
		server := smtp.NewServer(box)
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go server.Serve(listener)
		defer server.Close()
		m := Mail{Server: listener.Addr().String(), From: "vanthu@example.vn", TLS: "none", Portal: "https://vanthu.example.vn/",
			To: map[string][]string{string(people.Admin): {"quan-tri@example.vn"}, "tham-muu": {"tham-muu@example.vn"}, "van-thu": {"van-thu@example.vn"}},
			Papers: []Papers{{Kinds: []string{"bao-cao"}, To: []string{"van-thu"}, As: "attachment"}, {Kinds: []string{"bao-cao", "don-doc"}, To: []string{"tham-muu"}, As: "link"},
				{Kinds: []string{"don-doc"}, As: "attachment"}}}
		if err := m.Check(); err != nil {
			t.Fatal(err)
		}
		var now setClock
		now.set("2024-11-20 08:00")
		s := service(t, d, Config{Plan: plan(t, oneJob), Now: now.now, Mail: m})
		run := func(id int64, kind, state string, docs int) {
			t.Helper()
			d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO runs (id, job, period, kind, params, priority, time_limit, tries, due_at, queued_at, queued_by, state, finished_at)
				VALUES (?, 'bao-cao', ?, ?, '{}', 3, 600, 5, ?, ?, 'máy', ?, ?)`), id, fmt.Sprintf("2024-%02d", 10+id), kind, now.now().UTC(), now.now().UTC(), state, now.now().UTC())
			for _, to := range []string{"tham-muu", "van-thu", "quan-tri"} {
				d.Writer.MustExec(d.Writer.Rebind(`INSERT INTO notices (run, recipient, at, message) VALUES (?, ?, ?, ?)`), id, to, now.now().UTC(), fmt.Sprintf("%s kỳ 2024-11: đã làm xong", kind))
			}
			for n := range docs {
				keepLetter(t, d, &archive.Made{Key: archive.Key{Kind: kind, Period: "2024-11", Agency: "ubnd-tinh", Unit: fmt.Sprintf("xa-%d", n)}, Year: 2024,
					Name: fmt.Sprintf("%s-%d", kind, n), Title: "Văn bản", Job: fmt.Sprintf("bao-cao/2024-%02d #%d", 10+id, n), At: now.now(),
					Files: []archive.File{{Format: "pdf", Data: fmt.Appendf(nil, "%%PDF %s %d", kind, n)}}})
			}
		}
		run(1, "bao-cao", "done", 1)
		run(2, "don-doc", "done", maxAttached+1)
		run(3, "ke-hoach", "done", 1)
		run(4, "bao-cao-nam", "failed", 0)
		for range 2 { // the second time there is nothing to send
			if err := s.sendPapers(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		letters := box.all()
		slices.Sort(letters)
		if len(letters) != 4 {
			t.Fatalf("%d letters: %q", len(letters), letters)
		}
		pdf := base64.StdEncoding.EncodeToString([]byte("%PDF bao-cao 0"))
		for i, want := range []struct {
			to, has, not string
		}{
			{"quan-tri@example.vn van-thu@example.vn: ", "loai=3Ddon-doc", "filename="},
			{"tham-muu@example.vn: ", "https://vanthu.example.vn/van-ban?", "filename="},
			{"tham-muu@example.vn: ", "https://vanthu.example.vn/van-ban?", "filename="},
			{"van-thu@example.vn: ", pdf, "https://vanthu"},
		} {
			if l := letters[i]; !strings.HasPrefix(l, want.to) || !strings.Contains(l, want.has) || strings.Contains(l, want.not) {
				t.Errorf("letter %d is not to %q with %q and without %q:\n%s", i, want.to, want.has, want.not, l)
			}
		}

		box.mu.Lock()
		box.refuse = true
		box.mu.Unlock()
		run(5, "bao-cao", "done", 0)
		if err := s.sendPapers(t.Context()); err == nil || !strings.Contains(err.Error(), "run 5") {
			t.Error("a server that refuses:", err)
		}
		box.mu.Lock()
		box.refuse = false
		box.mu.Unlock()
		if err := s.sendPapers(t.Context()); err != nil || len(box.all()) != 4 {
			t.Error("tried again too early:", err, len(box.all()))
		}
		later := now.now().Add(mailRetry + time.Second)
		now.Store(&later)
		if err := s.sendPapers(t.Context()); err != nil || len(box.all()) != 6 {
			t.Error("not tried again:", err, len(box.all()))
		}
		run(6, "bao-cao", "done", 0)
		old := now.now().Add(2 * mailable)
		now.Store(&old)
		if err := s.sendPapers(t.Context()); err != nil || len(box.all()) != 6 {
			t.Error("old papers go out:", err, len(box.all()))
		}
	})
}

// keepLetter keeps a document.
func keepLetter(t *testing.T, d *db.DB, m *archive.Made) {
	t.Helper()
	set, err := dataset.ParseJSON(strings.NewReader(`{"nam":2024}`))
	if err != nil {
		t.Fatal(err)
	}
	m.Data, m.Day, m.By = set, "2024-11-20", "máy"
	err = d.Write(context.Background(), func(tx *sqlx.Tx) error { _, err := archive.Keep(context.Background(), tx, m); return err })
	if err != nil {
		t.Fatal(err)
	}
}

func TestPapersConfiguration(t *testing.T) {
	for want, p := range map[string]Papers{"want link or attachment": {As: "fax"}, "has no address": {As: "link", To: []string{"lan"}}, "": {As: "link", To: []string{"quan-tri"}}} {
		m := Mail{Server: "mail.example.vn:25", From: "a@example.vn", Portal: "https://vanthu.example.vn", To: map[string][]string{"quan-tri": {"a@example.vn"}}, Papers: []Papers{p}}
		if err := m.Check(); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", p, err)
		}
		m.Portal = "vanthu.example.vn"
		if err := m.Check(); err == nil {
			t.Error("a portal without address")
		}
	}
}
