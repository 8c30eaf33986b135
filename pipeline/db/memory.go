package db

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"
)

// Memory reads a database and keeps what Remember read through it until anything is committed
// to the database, by whatever process: what it gives is never older than the call. It may be
// used by many goroutines.
type Memory struct {
	*sqlx.DB
	of *DB

	mu    sync.Mutex
	mark  string        // of the state that all of kept was read in, or after
	kept  map[any]*kept // by key
	bytes int
}

// A memory that is full forgets all: what is asked for often is back at once.
const (
	maxKept      = 4096
	maxKeptBytes = 32 << 20
)

// NewMemory returns an empty memory.
func NewMemory(d *DB) *Memory { return &Memory{DB: d.Reader, of: d} }

// kept is a value that somebody reads now or has read.
type kept struct {
	done  chan struct{}
	value any // when done is closed; nil where the read did not end well
}

// Remember returns what read returns. Where q is a Memory, it is read once for a key while
// nothing is committed, also for many who ask at the same time; on any other Queryer, so in
// every transaction, it is read anew.
//
// The key is comparable, of a type that this read alone uses, and holds all that the value
// depends on besides the database: whose sight it is, the day, each argument. The value
// belongs to all who ask: nobody changes it. Errors are not kept.
func Remember[T any](ctx context.Context, q Queryer, key any, read func(context.Context) (T, error)) (T, error) {
	m, ok := q.(*Memory)
	if !ok {
		return read(ctx)
	}
	var none T
	mark, err := m.of.Mark(ctx)
	if err != nil {
		return none, err
	}
	k, mine := m.find(mark, key)
	if !mine {
		select {
		case <-k.done:
		case <-ctx.Done():
			return none, ctx.Err()
		}
		if value, ok := k.value.(T); ok {
			return value, nil
		}
		return read(ctx) // who read for us did not come to an end
	}
	defer func() {
		if k.value == nil {
			m.forget(key, k)
		}
		close(k.done)
	}()
	value, err := read(ctx)
	if err != nil {
		return none, err
	}
	k.value = value
	m.weigh(k)
	return value, nil
}

// find returns what is kept for a key in a state of the database, or what the caller has to
// read, which is mine.
func (m *Memory) find(mark string, key any) (k *kept, mine bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.mark != mark || len(m.kept) >= maxKept || m.bytes > maxKeptBytes {
		m.mark, m.kept, m.bytes = mark, map[any]*kept{}, 0
	}
	if k = m.kept[key]; k != nil {
		return k, false
	}
	k = &kept{done: make(chan struct{})}
	m.kept[key] = k
	return k, true
}

func (m *Memory) forget(key any, k *kept) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept[key] == k {
		delete(m.kept, key)
	}
}

// weigh counts what a value holds.
func (m *Memory) weigh(k *kept) {
	n := weight(reflect.ValueOf(k.value))
	m.mu.Lock()
	defer m.mu.Unlock()
	m.bytes += n
}

// weight is about how many bytes a value holds. What stands in it twice counts twice; a value
// that holds itself has no end.
func weight(v reflect.Value) (n int) {
	if v.IsValid() && v.Type() == reflect.TypeFor[time.Time]() {
		return 24 // zones are shared
	}
	switch v.Kind() {
	case reflect.String:
		return 16 + v.Len()
	case reflect.Slice, reflect.Array:
		if flat(v.Type().Elem().Kind()) {
			return 24 + v.Len()*int(v.Type().Elem().Size())
		}
		n = 24
		for i := range v.Len() {
			n += weight(v.Index(i))
		}
	case reflect.Map:
		n = 48
		for each := v.MapRange(); each.Next(); {
			n += 16 + weight(each.Key()) + weight(each.Value())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			n += weight(v.Field(i))
		}
	case reflect.Pointer, reflect.Interface:
		if n = 16; !v.IsNil() {
			n += weight(v.Elem())
		}
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		panic(fmt.Sprintf("a memory cannot hold a %s", v.Type()))
	case reflect.Invalid:
	default:
		n = int(v.Type().Size())
	}
	return n
}

// flat reports whether values of a kind hold nothing beside themselves.
func flat(k reflect.Kind) bool { return k >= reflect.Bool && k <= reflect.Complex128 }
