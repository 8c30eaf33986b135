package portal

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
)

// Bounds of what is made before anything is kept: documents of one attempt, attempts at a
// time, and how long one waits for its person.
const (
	maxPreview  = 500
	maxMakings  = 16
	attemptTime = 10 * time.Minute
	waitTime    = time.Hour
)

// attempt is documents that a person has made to look at them before they are kept.
type attempt struct {
	ID      string
	Request making.Request
	by      string // who may see it
	begun   time.Time
	stop    context.CancelFunc

	mu      sync.Mutex
	news    chan struct{} // closed at each step
	step    progress
	made    []*archive.Made
	problem error
}

// progress says how far an attempt has come.
type progress struct {
	Done, Total int // documents; 0 of 0 while the data are read
	Ended       bool
}

// Say is the progress in words.
func (s progress) Say() string {
	switch {
	case s.Ended:
		return "Đã lập xong."
	case s.Total == 0:
		return "Đang lấy số liệu…"
	}
	return fmt.Sprintf("Đang lập: %d trên %d văn bản.", s.Done, s.Total)
}

// now is the progress, and what is closed at the next step.
func (m *attempt) now() (progress, <-chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.step, m.news
}

func (m *attempt) set(change func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	change()
	close(m.news)
	m.news = make(chan struct{})
}

// result is what came of an ended attempt.
func (m *attempt) result() ([]*archive.Made, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.made, m.problem
}

// attempts are those that run or wait to be looked at, the oldest first.
type attempts struct {
	mu   sync.Mutex
	list []*attempt
}

// find returns an attempt to the person who asked for it.
func (l *attempts) find(id, by string) *attempt {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, m := range l.list {
		if m.ID == id && m.by == by {
			return m
		}
	}
	return nil
}

func (l *attempts) add(m *attempt, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	kept := l.list[:0:0]
	for i, old := range l.list {
		if at.Sub(old.begun) > waitTime || len(l.list)-i >= maxMakings {
			old.stop()
			continue
		}
		kept = append(kept, old)
	}
	l.list = append(kept, m)
}

func (l *attempts) drop(m *attempt) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, old := range l.list {
		if old == m {
			l.list = append(l.list[:i:i], l.list[i+1:]...)
			return
		}
	}
}

// beginMaking starts to make documents; it goes on when the person leaves the page.
func (p *portal) beginMaking(by string, req making.Request) *attempt {
	ctx, cancel := context.WithTimeout(context.Background(), attemptTime)
	m := &attempt{ID: rand.Text(), Request: req, by: by, begun: p.Now(), stop: cancel, news: make(chan struct{})}
	p.attempts.add(m, m.begun)
	go func() {
		defer cancel()
		var made []*archive.Made
		err := people.Refuse("dừng giữa chừng: lập lại")
		defer func() {
			if cause := recover(); cause != nil {
				p.Log.Error("portal", "attempt", req.Kind, "error", cause)
				err = fmt.Errorf("make %s: %v", req.Kind, cause)
			}
			m.set(func() { m.step.Ended, m.made, m.problem = true, made, err })
		}()
		made, err = p.makeInParts(ctx, m)
	}()
	return m
}

// makeInParts makes the documents of an attempt, some at a time, so that its progress shows.
func (p *portal) makeInParts(ctx context.Context, m *attempt) (made []*archive.Made, err error) {
	g, err := p.Papers.Gather(ctx, m.Request)
	if err != nil {
		return nil, err
	}
	total := g.Documents()
	if total > maxPreview {
		return nil, people.Refuse("lần này là %d văn bản, xem trước nhiều nhất %d: để lịch lập, hoặc nhờ quản trị lập", total, maxPreview)
	}
	m.set(func() { m.step.Total = total })
	for _, part := range g.Parts(4) {
		some, err := p.Papers.MakeGathered(ctx, part, m.Request.Formats)
		if err != nil {
			return nil, err
		}
		made = append(made, some...)
		m.set(func() { m.step.Done = len(made) })
	}
	return made, nil
}
