package db_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
)

type nameKey struct{ id int }

// readCount counts how often the name of a row is read through a queryer.
type readCount struct{ n atomic.Int64 }

func (r *readCount) name(t *testing.T, q db.Queryer, id int) string {
	t.Helper()
	name, err := db.Remember(t.Context(), q, nameKey{id}, func(ctx context.Context) (name string, err error) {
		r.n.Add(1)
		err = sqlx.GetContext(ctx, q, &name, q.Rebind(`SELECT ten FROM bang WHERE id = ?`), id)
		return name, err
	})
	if err != nil {
		t.Error(err)
	}
	return name
}

// TestMemory: a value is read once until something is committed, by whichever handle of whichever process, and is
// then as it is.
func TestMemory(t *testing.T) {
	dbtest.Each(t, steps, func(t *testing.T, d *db.DB) {
		other, err := db.Open(t.Context(), d.Address())
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		var r readCount
		m := db.NewMemory(d)
		is := func(want string, reads int64) {
			t.Helper()
			if got := r.name(t, m, 1); got != want || r.n.Load() != reads {
				t.Errorf("%q after %d reads, want %q after %d", got, r.n.Load(), want, reads)
			}
		}
		put := func(by *db.DB, name string) {
			t.Helper()
			err := by.Write(t.Context(), func(tx *sqlx.Tx) error {
				if _, err := tx.Exec(tx.Rebind(`UPDATE bang SET ten = ? WHERE id = 1`), name); err != nil {
					return err
				}
				if got := r.name(t, tx, 1); got != name {
					t.Errorf("a transaction reads %q, but wrote %q", got, name)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			r.n.Store(0)
		}
		put(d, "một")
		is("một", 1)
		is("một", 1)
		put(d, "hai")
		is("hai", 1)
		put(other, "ba")
		is("ba", 1)
		is("ba", 1)
		// Nothing is seen, and nothing forgotten for good, of what was not committed.
		refused := errors.New("no")
		if err := other.Write(t.Context(), func(tx *sqlx.Tx) error {
			tx.MustExec(`UPDATE bang SET ten = 'bốn' WHERE id = 1`)
			if got := r.name(t, m, 1); got != "ba" {
				t.Errorf("%q is seen before it is committed", got)
			}
			return refused
		}); err != refused {
			t.Fatal(err)
		}
		if got := r.name(t, m, 1); got != "ba" {
			t.Errorf("%q is seen, and was taken back", got)
		}
	})
}

// TestMemoryWhileOthersCommit: a value that was read while another process committed is not taken for what comes after.
func TestMemoryWhileOthersCommit(t *testing.T) {
	dbtest.Each(t, steps, func(t *testing.T, d *db.DB) {
		other, err := db.Open(t.Context(), d.Address())
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		m := db.NewMemory(d)
		read := func(then func()) string {
			name, err := db.Remember(t.Context(), m, nameKey{1}, func(ctx context.Context) (name string, err error) {
				err = m.GetContext(ctx, &name, `SELECT ten FROM bang WHERE id = 1`)
				then()
				return name, err
			})
			if err != nil {
				t.Error(err)
			}
			return name
		}
		read(func() { other.Writer.MustExec(`UPDATE bang SET ten = 'sau' WHERE id = 1`) })
		if got := read(func() {}); got != "sau" {
			t.Errorf("%q is what was read before the commit", got)
		}
	})
}

// TestMemoryIsNeverOlderThanTheCall: many who write and read at once each see what was committed before they asked.
func TestMemoryIsNeverOlderThanTheCall(t *testing.T) {
	dbtest.Each(t, steps, func(t *testing.T, d *db.DB) {
		m, r := db.NewMemory(d), readCount{}
		d.Writer.MustExec(`UPDATE bang SET ten = '0000' WHERE id = 1`)
		var committed atomic.Int64
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for committed.Load() < 100 {
					least := committed.Load()
					if got := r.name(t, m, 1); got < fmt.Sprintf("%04d", least) {
						t.Errorf("%s is read after %d was committed", got, least)
						return
					}
				}
			})
		}
		for n := range 100 {
			d.Writer.MustExec(d.Writer.Rebind(`UPDATE bang SET ten = ? WHERE id = 1`), fmt.Sprintf("%04d", n+1))
			committed.Store(int64(n + 1))
		}
		all.Wait()
	})
}

// TestMemoryTogether: many who ask at the same time wait for one read; where it does not end well each reads for himself.
func TestMemoryTogether(t *testing.T) {
	m := db.NewMemory(dbtest.SQLite(t, steps))
	var reads atomic.Int64
	ask := func(ctx context.Context, begun, end chan struct{}) (string, error) {
		return db.Remember(ctx, m, nameKey{1}, func(context.Context) (string, error) {
			if reads.Add(1) > 1 {
				return "sau", nil
			}
			close(begun)
			<-end
			return "một", ctx.Err()
		})
	}
	for _, c := range []struct {
		cancel bool
		want   string
		reads  int64
	}{{true, "sau", 1 + 3}, {false, "một", 1}} {
		m, reads = db.NewMemory(dbtest.SQLite(t, steps)), atomic.Int64{}
		begun, end := make(chan struct{}), make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		first := make(chan error)
		go func() { _, err := ask(ctx, begun, end); first <- err }()
		<-begun
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if got, err := ask(t.Context(), nil, nil); got != c.want || err != nil {
					t.Errorf("%q, %v; want %q", got, err, c.want)
				}
			})
		}
		if c.cancel {
			cancel()
		}
		close(end)
		if err := <-first; (err != nil) != c.cancel {
			t.Error(err)
		}
		all.Wait()
		if n := reads.Load(); n < c.reads && !c.cancel || n > c.reads {
			t.Errorf("%d reads, want %d", n, c.reads)
		}
		cancel()
	}
	if _, err := db.Remember(t.Context(), m, "hỏng", func(context.Context) (int, error) { return 0, errors.New("no") }); err == nil {
		t.Error("a fault is no value")
	}
	if n, err := db.Remember(t.Context(), m, "hỏng", func(context.Context) (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Errorf("a fault was kept: %d, %v", n, err)
	}
	func() {
		defer func() { recover() }()
		db.Remember(t.Context(), m, "ngã", func(context.Context) (int, error) { panic("x") })
	}()
	if n, err := db.Remember(t.Context(), m, "ngã", func(context.Context) (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Errorf("after a panic: %d, %v", n, err)
	}
}

// TestMemoryIsBounded: neither many small values nor few large ones stay without end.
func TestMemoryIsBounded(t *testing.T) {
	for name, c := range map[string]struct{ keys, size, most int }{"many": {10_000, 10, 4096}, "large": {200, 1 << 20, 34}} {
		t.Run(name, func(t *testing.T) {
			m := db.NewMemory(dbtest.SQLite(t, steps))
			type line struct {
				Text  *string
				More  map[string][]any
				Bytes []byte
			}
			value := func(k int) []line {
				text := strings.Repeat("x", c.size/2)
				if k%2 == 0 {
					return []line{{Bytes: make([]byte, c.size)}}
				}
				return []line{{&text, map[string][]any{"a": {strings.Repeat("y", c.size/2), k}}, nil}}
			}
			held := map[int]bool{}
			for k := range c.keys {
				if _, err := db.Remember(t.Context(), m, nameKey{k}, func(context.Context) ([]line, error) { return value(k), nil }); err != nil {
					t.Fatal(err)
				}
			}
			for k := c.keys - 1; k >= 0; k-- {
				db.Remember(t.Context(), m, nameKey{k}, func(context.Context) ([]line, error) { held[k] = true; return nil, errors.New("gone") })
			}
			if kept := c.keys - len(held); kept == 0 || kept > c.most {
				t.Errorf("%d values were kept, want some and at most %d", kept, c.most)
			}
		})
	}
}

// TestMemoryAfterAFault: what could not be read is asked for again, and kept once it is read.
func TestMemoryAfterAFault(t *testing.T) {
	m := db.NewMemory(dbtest.SQLite(t, steps))
	reads := 0
	ask := func() (int, error) {
		return db.Remember(t.Context(), m, "k", func(context.Context) (int, error) {
			if reads++; reads == 1 {
				return 0, errors.New("away")
			}
			return reads, nil
		})
	}
	for i, want := range []int{0, 2, 2, 2} {
		if got, err := ask(); got != want || (err != nil) != (i == 0) {
			t.Errorf("call %d gives %d, %v; want %d", i+1, got, err, want)
		}
	}
}
