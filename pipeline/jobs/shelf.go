package jobs

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"vanthu/pipeline/archive"
)

// shelfKeeper lays the shelf out behind the work: what is kept does not wait for it, and
// what could not be written is tried again until it stands.
type shelfKeeper struct {
	mu    sync.Mutex
	years map[int]bool  // to be laid out
	fault error         // of the last try; nil: what was asked stands
	wake  chan struct{} // holds one: something was asked
}

func newShelfKeeper() *shelfKeeper {
	return &shelfKeeper{years: make(map[int]bool), wake: make(chan struct{}, 1)}
}

// ask asks for years to be laid out.
func (k *shelfKeeper) ask(years ...int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, y := range years {
		k.years[y] = true
	}
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// asked takes the years that are to be laid out.
func (k *shelfKeeper) asked() []int {
	k.mu.Lock()
	defer k.mu.Unlock()
	years := slices.Sorted(maps.Keys(k.years))
	clear(k.years)
	return years
}

// lastFault is why what was asked for does not stand; nil where it does.
func (k *shelfKeeper) lastFault() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.fault
}

func (k *shelfKeeper) setFault(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fault = err
}

// shelfRetry is the wait before a shelf that could not be written is tried again. Tests are
// less patient.
var shelfRetry = 15 * time.Second

// keepShelf lays out what is asked for, first all years: an earlier process may have died
// before it did. It rests twice as long as it worked, so that many small parts cost one
// call now and then and not one each.
func (s *Service) keepShelf(ctx context.Context) {
	all := false
	for {
		start := time.Now()
		err := error(nil)
		if !all {
			var years []int
			if years, err = archive.Years(ctx, s.db.Reader); err == nil {
				s.shelf.ask(years...)
				all = true
			}
		}
		if err = errors.Join(err, s.layAsked(ctx)); ctx.Err() != nil {
			return
		}
		s.shelf.setFault(err)
		rest := 2 * time.Since(start)
		if err != nil {
			s.log.Error("shelf: it is tried again", "error", err, "after_seconds", shelfRetry.Seconds())
			rest = shelfRetry
		}
		select {
		case <-time.After(rest):
		case <-ctx.Done():
			return
		}
		if err != nil {
			continue
		}
		select {
		case <-s.shelf.wake:
		case <-ctx.Done():
			return
		}
	}
}

// layAsked lays out the years that were asked for; one that fails stays asked for.
func (s *Service) layAsked(ctx context.Context) error {
	var faults []error
	for _, year := range s.shelf.asked() {
		start := time.Now()
		laid, err := s.cfg.Shelf.LayChanged(ctx, s.db, year)
		for _, t := range laid.Taken {
			s.log.Warn("a file on the shelf was changed by hand: kept", "path", t.Path, "version", t.Version, "note", short(t.Note))
		}
		s.cfg.Metrics.Stage("shelf", time.Since(start))
		if err != nil {
			s.shelf.ask(year)
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// short cuts a text for one line of a log or a message.
func short(s string) string {
	if r := []rune(s); len(r) > 300 {
		return string(r[:300]) + "…"
	}
	return s
}
