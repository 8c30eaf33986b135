package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lib/pq"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
)

// pqDriver makes River's database/sql driver whole for River v0.47 on lib/pq: two
// fragments of SQL that it lacks, and LISTEN through pq.Listener, so that a job starts
// within milliseconds of its insertion in another process.
type pqDriver struct {
	*riverdatabasesql.Driver
	pool *sql.DB
	dsn  string // of the listener's own connection
}

var _ riverdriver.Driver[*sql.Tx] = pqDriver{}

func (d pqDriver) SQLFragmentColumnContainsAll(column, arg string, values []string) (string, any, error) {
	return fmt.Sprintf("%s @> @%s", column, arg), pq.Array(values), nil
}

func (d pqDriver) SQLFragmentColumnContainsAny(column, arg string, values []string) (string, any, error) {
	return fmt.Sprintf("%s && @%s", column, arg), pq.Array(values), nil
}

func (d pqDriver) SupportsListener() bool { return true }

func (d pqDriver) GetListener(p *riverdriver.GetListenenerParams) riverdriver.Listener {
	return &listener{pool: d.pool, dsn: d.dsn, schema: p.Schema}
}

// listener is riverdriver.Listener over a pq.Listener. River calls it from one goroutine
// at a time and connects anew after any error.
type listener struct {
	pool   *sql.DB
	dsn    string
	schema string
	pq     *pq.Listener
	events chan error // nil: connected; else the connection was lost or not made
}

var errLost = errors.New("connection of the listener lost")

func (l *listener) Connect(ctx context.Context) error {
	if l.pq != nil {
		return errors.New("listener is connected already")
	}
	if l.schema == "" {
		if err := l.pool.QueryRowContext(ctx, "SELECT current_schema()").Scan(&l.schema); err != nil {
			return err
		}
	}
	events := make(chan error, 8) // more than are looked at; a full channel drops the rest
	conn := pq.NewListener(l.dsn, 100*time.Millisecond, time.Minute, func(event pq.ListenerEventType, err error) {
		if event == pq.ListenerEventDisconnected || event == pq.ListenerEventConnectionAttemptFailed {
			err = errors.Join(errLost, err)
		} else {
			err = nil
		}
		select {
		case events <- err:
		default:
		}
	})
	select {
	case err := <-events:
		if err != nil {
			conn.Close()
			return err
		}
	case <-ctx.Done():
		conn.Close()
		return ctx.Err()
	}
	l.pq, l.events = conn, events
	return nil
}

func (l *listener) Close(context.Context) error {
	if l.pq == nil {
		return nil
	}
	err := l.pq.Close()
	l.pq = nil
	return err
}

// channel is the name under which River notifies: its SQL puts current_schema() first.
func (l *listener) channel(topic string) string { return l.schema + "." + topic }

func (l *listener) Listen(_ context.Context, topic string) error {
	if err := l.pq.Listen(l.channel(topic)); !errors.Is(err, pq.ErrChannelAlreadyOpen) {
		return err
	}
	return nil
}

func (l *listener) Unlisten(_ context.Context, topic string) error {
	if err := l.pq.Unlisten(l.channel(topic)); !errors.Is(err, pq.ErrChannelNotOpen) {
		return err
	}
	return nil
}

func (l *listener) Ping(context.Context) error { return l.pq.Ping() }

func (l *listener) Schema() string { return l.schema }

func (l *listener) SetAfterConnectExec(string) {} // River's own tests only

func (l *listener) WaitForNotification(ctx context.Context) (*riverdriver.Notification, error) {
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case err := <-l.events:
			if err != nil {
				return nil, err
			}
		case n := <-l.pq.NotificationChannel():
			if n == nil { // lib/pq connected again by itself; notifications may be lost
				return nil, errLost
			}
			return &riverdriver.Notification{Topic: strings.TrimPrefix(n.Channel, l.schema+"."), Payload: n.Extra}, nil
		}
	}
}
