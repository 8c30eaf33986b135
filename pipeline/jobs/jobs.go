// Package jobs makes documents on time: schedules from jobs.yaml, a queue and workers.
//
// In: a Plan (jobs.yaml) and a making.Maker. Out: the documents of each job and period,
// made once, on whichever machine is free, kept in the archive and laid on the shelf.
//
// Steps: Tick, called twice a minute, moves what is due from the schedules into the
// queue, which is River's, in one transaction; a worker takes it out, asks the queries of
// the whole run in one snapshot and parts it; each part makes its documents and ends in
// the very transaction that keeps them; the shelf is laid out behind the work.
//
// The one thing to know: every job may run twice, after a crash or when it was slow, but
// only one run can end it. A period is kept under its own key, so it is queued once, by
// however many schedulers.
package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
)

// Config is what a Service needs.
type Config struct {
	Maker  *making.Maker // makes the documents; its database holds the queue
	Shelf  archive.Shelf // where what is made is laid out; without Dir nowhere
	Plan   *Plan
	Broken error // kinds and queries of the office that are not whole; nil: all are
	Mail   Mail  // tells of troubles by e-mail; zero: the page alone does

	Metrics *Metrics                        // nil: nothing is counted
	Now     func() time.Time                // nil: time.Now
	Log     *slog.Logger                    // nil: slog.Default()
	Workers int                             // jobs at the same time; 0: this process only schedules
	Every   time.Duration                   // between two ticks; 0: 30 seconds
	Backoff func(attempt int) time.Duration // before the next attempt; nil: 10 seconds, doubled each time up to 15 minutes

	// Of tests:
	open  func(dsn string) (*sql.DB, error)                                                    // River's own pool on SQLite; nil: sql.Open
	time  rivertype.TimeGenerator                                                              // River's clock; nil: the system's and the database's
	work  func(ctx context.Context, w *work) error                                             // in place of makeDocuments
	free  func(dir string) (uint64, error)                                                     // in place of FreeSpace
	check func(ctx context.Context, job string) error                                          // in place of Check
	split func(ctx context.Context, kind string, params map[string]string) ([]task, error)     // in place of Service.split
	rows  func(ctx context.Context, query string, wall time.Time) ([]map[string]string, error) // in place of making.Maker.RowsOfDay
}

// maxTimeout is how long a job may take; what runs longer is taken for dead.
const maxTimeout = 30 * time.Minute

// What the queue remembers is bounded: jobs that ended for a day, the parts of a run that is
// done for a quarter of a year, what recipients were told for two years. Runs stay: they
// say which periods were made.
const (
	keepEnded   = 24 * time.Hour
	keepParts   = 90 * 24 * time.Hour
	keepNotices = 2 * 365 * 24 * time.Hour
)

// Service schedules and works jobs in this process.
type Service struct {
	cfg   Config
	maker *making.Maker
	db    *db.DB
	plan  *Plan
	shelf *shelfKeeper

	passed sync.Map // names of jobs whose dry run went well since the start
	now    func() time.Time
	log    *slog.Logger

	works   bool
	node    string    // unique among the processes on the database
	lock    *nodeLock // holds that name
	pool    *sql.DB   // River's own on SQLite, the application's on PostgreSQL
	ownPool bool
	river   *river.Client[*sql.Tx]
	stop    context.CancelFunc
	loops   sync.WaitGroup
	running running

	// What requeueDead saw the last time that it looked.
	lost map[int64]time.Time // jobs that stand as running here and do not run, since when
	dead map[string]bool     // nodes with running jobs whose names nobody held
}

// New connects the queue to the database and brings its tables up to date. Nothing runs
// before Start. The caller ends it with Stop.
func New(ctx context.Context, c Config) (s *Service, err error) {
	s = &Service{cfg: c, maker: c.Maker, db: c.Maker.DB, plan: c.Plan, shelf: newShelfKeeper(), now: c.Now, log: c.Log, works: c.Workers > 0}
	if c.work == nil {
		s.cfg.work = s.makeDocuments
	}
	if c.free == nil {
		s.cfg.free = FreeSpace
	}
	if c.check == nil {
		s.cfg.check = func(ctx context.Context, job string) error { return Check(ctx, s.maker, s.plan, job) }
	}
	if c.split == nil {
		s.cfg.split = s.split
	}
	if c.rows == nil {
		s.cfg.rows = s.maker.RowsOfDay
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if s.cfg.Every == 0 {
		s.cfg.Every = 30 * time.Second
	}
	calendar, err := LoadCalendar(ctx, s.db)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	s.plan.Use(calendar)
	driver, err := s.connect(c)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	defer func(opened *Service) { // a return of an error has no s any more
		if err != nil {
			opened.close()
			err = fmt.Errorf("jobs: %w", err)
		}
	}(s)
	if err := s.migrate(ctx, driver); err != nil {
		return nil, err
	}
	if s.node, s.lock, err = claimNode(ctx, s.db); err != nil {
		return nil, err
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{s: s})
	config := &river.Config{
		ID:                   s.node,
		Logger:               slog.New(quiet{s.log.Handler()}),
		Workers:              workers,
		JobTimeout:           -1,                   // each job has its own
		FetchCooldown:        5 * time.Millisecond, // bounds the jobs a second to 200 a worker
		RescueStuckJobsAfter: maxTimeout + time.Minute,
		Test:                 river.TestConfig{Time: c.time},

		// What ended is on record in our own tables.
		CompletedJobRetentionPeriod: keepEnded,
		CancelledJobRetentionPeriod: keepEnded,
		DiscardedJobRetentionPeriod: keepEnded,
	}
	if s.works {
		config.Queues = map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: c.Workers}}
	}
	s.river, err = river.NewClient(driver, config)
	return s, err
}

// connect returns River's driver. On SQLite River has a connection of its own, for it
// begins transactions while the application has one open.
func (s *Service) connect(c Config) (riverdriver.Driver[*sql.Tx], error) {
	if s.db.Dialect() == db.Postgres {
		s.pool = s.db.Writer.DB
		return pqDriver{riverdatabasesql.New(s.pool), s.pool, s.db.Address()}, nil
	}
	pool, err := openOwn(s.db.Address(), c.open)
	if err != nil {
		return nil, err
	}
	s.pool, s.ownPool = pool, true
	return riversqlite.New(pool), nil
}

// openOwn opens the database with one connection.
func openOwn(path string, open func(string) (*sql.DB, error)) (*sql.DB, error) {
	return openFile(path, "_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_time_format=sqlite&_timezone=UTC", open)
}

// openLock opens a file that is only there to be locked.
func openLock(path string) (*sql.DB, error) { return openFile(path, "_pragma=busy_timeout(0)", nil) }

func openFile(path, params string, open func(string) (*sql.DB, error)) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	slash := filepath.ToSlash(abs)
	if !strings.HasPrefix(slash, "/") { // C:/…
		slash = "/" + slash
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: slash, RawQuery: params}
	if open == nil {
		open = func(dsn string) (*sql.DB, error) { return sql.Open("sqlite", dsn) }
	}
	pool, err := open(u.String())
	if err == nil {
		pool.SetMaxOpenConns(1)
	}
	return pool, err
}

// migrate brings River's tables up to date. Of several processes that start together one
// wins; the others look again.
func (s *Service) migrate(ctx context.Context, driver riverdriver.Driver[*sql.Tx]) error {
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(quiet{s.log.Handler()})})
	if err != nil {
		return err
	}
	for try := 0; ; try++ {
		_, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		if err == nil || ctx.Err() != nil || try == 20 {
			return err
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// Start takes back the jobs that an earlier process of this name left running, ticks, and
// works if the Config has workers. It returns at once.
func (s *Service) Start(ctx context.Context) error {
	if err := s.requeueOf(ctx, s.node); err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	if s.works {
		if err := s.river.Start(context.WithoutCancel(ctx)); err != nil { // Stop ends it
			return fmt.Errorf("jobs: %w", err)
		}
	}
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.loops.Go(func() {
		s.always(ctx, s.cfg.Every, "schedules", func() error { _, err := s.Tick(ctx); return errors.Join(err, s.watch(ctx)) })
	})
	s.loops.Go(func() { s.always(ctx, waitsEvery, "waits", func() error { return s.tellWaits(ctx) }) })
	if s.cfg.Mail.Server != "" {
		s.loops.Go(func() {
			s.always(ctx, mailEvery, "e-mail", func() error { return errors.Join(s.sendAlerts(ctx), s.sendPapers(ctx)) })
		})
	}
	if s.works && s.cfg.Shelf.Dir != "" {
		s.loops.Go(func() { s.keepShelf(ctx) })
	}
	if s.works {
		s.loops.Go(func() {
			s.always(ctx, takeOverEvery/5, "name of this process", func() error { return s.keepName(ctx) })
		})
		s.loops.Go(func() {
			s.always(ctx, takeOverEvery, "jobs of dead processes", func() error { return s.requeueDead(ctx) })
		})
		s.loops.Go(func() { s.always(ctx, time.Hour, "old records", func() error { return s.clean(ctx) }) })
		s.loops.Go(func() { s.always(ctx, cancelEvery, "cancelled jobs", func() error { return s.stopCancelled(ctx) }) })
	}
	return nil
}

// waitsEvery is how often is looked for who waits for a lock of the database.
const waitsEvery = 5 * time.Second

// tellWaits says who waits for whom, in the log and as an alert while it lasts.
func (s *Service) tellWaits(ctx context.Context) error {
	waits, err := s.db.Waits(ctx)
	if err != nil || s.db.Dialect() == db.SQLite {
		return err
	}
	for _, w := range waits {
		s.log.Warn("a lock of the database is waited for", "wait", w)
	}
	var alerts []Alert
	if len(waits) > 0 {
		alerts = []Alert{{Subject: "waits", Recipients: string(people.Admin),
			Message: "Có phiên làm việc chờ khóa của cơ sở dữ liệu, việc ghi đang dừng: " + short(waits[0]) + ". Chương trình bị treo thì tắt đi; máy chủ tự cắt phiên đứng yên sau một phút"}}
	}
	return s.alertsAre(ctx, []string{"waits"}, alerts)
}

// always calls do at once and then at every interval, until ctx ends. What fails is done
// again the next time.
func (s *Service) always(ctx context.Context, every time.Duration, what string, do func() error) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		if err := do(); err != nil && ctx.Err() == nil {
			s.log.Error(what, "error", err)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// clean forgets what nobody will ask for.
func (s *Service) clean(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *sqlx.Tx) error {
		now := s.now().UTC()
		_, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM run_parts WHERE run IN (SELECT id FROM runs WHERE state = 'done' AND finished_at < ?)`), now.Add(-keepParts))
		if err == nil {
			_, err = tx.ExecContext(ctx, tx.Rebind(`DELETE FROM notices WHERE at < ?`), now.Add(-keepNotices))
		}
		if err == nil { // what failed or came out with findings ends by itself
			_, err = tx.ExecContext(ctx, tx.Rebind(`DELETE FROM alerts WHERE ended_at < ? OR since < ? AND (subject LIKE 'failed %' OR subject LIKE 'findings %')`),
				now.Add(-keepAlerts), now.Add(-keepAlerts))
		}
		return err
	})
}

// Stop ends ticking, gives running jobs until ctx ends to finish, then interrupts them;
// what was interrupted goes back into the queue.
func (s *Service) Stop(ctx context.Context) error {
	var err error
	if s.stop != nil {
		s.stop()
		s.loops.Wait()
		if s.works {
			if err = s.river.Stop(ctx); errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
				hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
				defer cancel()
				err = s.river.StopAndCancel(hard)
			}
			if s.cfg.Shelf.Dir != "" { // what the last jobs kept; what does not come to it, the next start lays out
				if fault := s.layAsked(ctx); fault != nil && ctx.Err() == nil {
					s.log.Error("shelf", "error", fault)
				}
			}
		}
	}
	s.close()
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	return nil
}

func (s *Service) close() {
	if s.lock != nil {
		s.lock.release()
	}
	if s.ownPool {
		s.pool.Close()
	}
}

// quiet lets River's warnings and errors through and not its chatter.
type quiet struct{ slog.Handler }

func (q quiet) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && q.Handler.Enabled(ctx, level)
}
