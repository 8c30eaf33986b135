//go:build unix

package archive_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// phase is a step of the office's day, under which a fault may strike.
type phase struct {
	name    string
	prepare func(ctx context.Context, k *trial) error // without faults
	do      func(ctx context.Context, k *trial) error // may fail; done again with trial.again
	settled func(ctx context.Context, k *trial) error // says what is wrong afterwards

	// A phase that changes no paper, and costs much: so many faults, evenly over its steps.
	few int64
}

// inState is a settled that asks for a state and so many versions of an origin.
func inState(paper, state, origin string, versions int) func(context.Context, *trial) error {
	return func(ctx context.Context, k *trial) error {
		d, err := k.paper(ctx, paper)
		if err != nil {
			return err
		}
		n := 0
		list, err := archive.Versions(ctx, k.m.DB.Reader, d.ID)
		for _, v := range list {
			if v.Origin == origin {
				n++
			}
		}
		if err == nil && (d.State != state || n != versions) {
			err = fmt.Errorf("state %s with %d versions %q, want %s with %d", d.State, n, origin, state, versions)
		}
		return err
	}
}

func written(name, begins string) func(context.Context, *trial) error {
	return func(_ context.Context, k *trial) error {
		data, err := os.ReadFile(k.path(name))
		if err == nil && !bytes.HasPrefix(data, []byte(begins)) {
			err = fmt.Errorf("%s: %d bytes that are no %q", name, len(data), begins)
		}
		return err
	}
}

// day is all that people do with papers, in order.
var day = []phase{
	{"make, keep, lay out", nil, func(ctx context.Context, k *trial) error {
		if err := k.keep(ctx, "a"); err != nil {
			return err
		}
		_, err := k.shelf().Lay(ctx, k.m.DB, k.year())
		return err
	}, inState("a", archive.Draft, "made", 1), 0},
	{"edit on the shelf", func(ctx context.Context, k *trial) error { return k.edit(ctx) }, func(ctx context.Context, k *trial) error {
		_, err := k.shelf().Lay(ctx, k.m.DB, k.year())
		return err
	}, inState("a", archive.Draft, "shelf", 1), 0},
	{"edit brought in", nil, func(ctx context.Context, k *trial) error { return k.upload(ctx) }, inState("a", archive.Draft, "upload", 1), 0},
	{"content checked", nil, func(ctx context.Context, k *trial) error { return k.move(ctx, "a", archive.ContentChecked, "") },
		inState("a", archive.ContentChecked, "stamp", 0), 0},
	{"laid before the leader, with waivers", func(ctx context.Context, k *trial) error { return k.move(ctx, "a", archive.FormChecked, "") },
		func(ctx context.Context, k *trial) error { return k.move(ctx, "a", archive.Submitted, "") }, inState("a", archive.Submitted, "stamp", 1), 0},
	{"signed", nil, func(ctx context.Context, k *trial) error { return k.move(ctx, "a", archive.Signed, "") }, inState("a", archive.Signed, "stamp", 1), 0},
	{"number of this program", func(ctx context.Context, k *trial) error { return k.toSigned(ctx, "c") },
		func(ctx context.Context, k *trial) error { return k.issue(ctx, "a", "") }, inState("a", archive.Numbered, "stamp", 2), 0},
	{"number from outside", func(ctx context.Context, k *trial) error { return k.toSigned(ctx, "b") },
		func(ctx context.Context, k *trial) error { return k.issue(ctx, "b", strconv.Itoa(1000+2*k.strike)) }, inState("b", archive.Numbered, "stamp", 2), 0},
	{"overlay", nil, func(ctx context.Context, k *trial) error {
		return k.save(ctx, "overlay.pdf", func(d *archive.Document) ([]byte, error) { return k.m.Overlay(ctx, d.ID) })
	}, written("overlay.pdf", "%PDF"), 0},
	{"increment", nil, func(ctx context.Context, k *trial) error {
		return k.save(ctx, "increment.pdf", func(d *archive.Document) ([]byte, error) {
			data, err := k.signedPDF(ctx, d)
			if err != nil {
				return nil, err
			}
			return k.m.Increment(ctx, d.ID, data)
		})
	}, written("increment.pdf", "%PDF"), 0},
	{"signed file back", nil, func(ctx context.Context, k *trial) error { return k.signBack(ctx) }, inState("a", archive.Numbered, "signed", 1), 0},
	{"issued", func(ctx context.Context, k *trial) error { return k.move(ctx, "a", archive.Sealed, "") },
		func(ctx context.Context, k *trial) error { return k.move(ctx, "a", archive.Issued, "") }, inState("a", archive.Issued, "signed", 1), 0},
	{"corrected", nil, func(ctx context.Context, k *trial) error { return k.correct(ctx) }, inState("a", archive.Issued, "signed", 1), 0},
	{"number cancelled", nil, func(ctx context.Context, k *trial) error {
		return k.move(ctx, "b", archive.Draft, "sai thẩm quyền")
	},
		inState("b", archive.Draft, "stamp", 2), 0},
	{"mark of urgency", nil, func(ctx context.Context, k *trial) error { return k.mark(ctx) }, inState("b", archive.Draft, "stamp", 2), 0},
	{"person and role", nil, func(ctx context.Context, k *trial) error { return k.member(ctx) }, nil, 0},
	{"register", nil, func(ctx context.Context, k *trial) error {
		return k.save(ctx, "register.pdf", func(*archive.Document) ([]byte, error) {
			r, err := k.m.Register(ctx, numberedBook, 2024)
			if err != nil {
				return nil, err
			}
			return r.PDF()
		})
	}, written("register.pdf", "%PDF"), 16},
	{"export", nil, func(ctx context.Context, k *trial) error {
		_, err := archive.ExportFile(ctx, k.m.DB, k.year(), k.path("export.zip"))
		return err
	}, written("export.zip", "PK"), 0},
	{"backup", nil, func(ctx context.Context, k *trial) error { return k.m.DB.Backup(ctx, k.path("backup")) }, written("backup", ""), 4},
	{"laid out", nil, func(ctx context.Context, k *trial) error {
		_, err := k.shelf().Lay(ctx, k.m.DB, k.year())
		return err
	}, inState("a", archive.Issued, "made", 1), 0},
}

// disks says which fault belongs to a folder: those of two databases strike at one time.
var disks sync.Map

func init() {
	archive.BeforeDisk(func(_, path string) (err error) {
		disks.Range(func(dir, f any) bool {
			if strings.HasPrefix(path, dir.(string)) {
				err = f.(*dbtest.Fault).Step()
				return false
			}
			return true
		})
		if err != nil {
			return dbtest.ErrFault // a disk has no connection that goes
		}
		return nil
	})
}

// frail is a database and the fault that its steps, and those of the disk, meet.
type frail struct {
	*db.DB
	f *dbtest.Fault
}

func openFrail(t testing.TB, dsn string) frail {
	t.Helper()
	f := new(dbtest.Fault)
	d, err := f.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return frail{d, f}
}

// hit does a phase with a fault at a step, 0 for none, and returns how many steps there were.
func (d frail) hit(t testing.TB, k *trial, p *phase, at int64, kind dbtest.FaultKind) (steps int64, err error) {
	begun := d.f.Steps()
	if d.f.At, d.f.Kind = 0, kind; at > 0 {
		d.f.At = begun + at
	}
	disks.Store(k.dir, d.f)
	defer disks.Delete(k.dir)
	struck, m := *k, *k.m.Maker
	m.DB = d.DB
	struck.m = outgoing.Of(&m)
	err = p.do(t.Context(), &struck)
	return d.f.Steps() - begun, err
}

// TestPaperFaults lets the process be killed, the disk and the database fail, and
// connections break at every step of all that people do with papers: afterwards each step
// is done again, and everything ends in the one right state.
//
// A strike takes papers of its own through the whole day. In each phase its faults sit one
// step further; numbers are given at the same time from elsewhere.
func TestPaperFaults(t *testing.T) {
	if dsn := os.Getenv("VANTHU_TEST_PAPERS"); dsn != "" { // the process that is killed
		n := func(name string) int64 {
			i, err := strconv.ParseInt(os.Getenv(name), 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return i
		}
		k := &trial{t: t, m: newOffice(t, nil), dir: os.Getenv("VANTHU_TEST_DIR"), strike: int(n("VANTHU_TEST_STRIKE"))}
		fmt.Println(openFrail(t, dsn).hit(t, k, &day[n("VANTHU_TEST_PHASE")], n("VANTHU_TEST_AT"), dbtest.Kill))
		return
	}
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			dsn := filepath.Join(t.TempDir(), "test.db")
			if dialect == db.Postgres {
				dsn = dbtest.PostgresDSN(t, queries.Schema())
			}
			d, err := db.Open(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if _, err := d.Migrate(t.Context(), queries.Schema()); err != nil {
				t.Fatal(err)
			}
			openBooks(t, d)
			s := strikes{frail: openFrail(t, dsn), dsn: dsn, dialect: dialect, trial: trial{t: t, m: newOffice(t, d), dir: t.TempDir(), again: true}, steps: make([]int64, len(day))}
			for ; s.strike <= most && !t.Failed(); s.strike++ {
				for i := range day {
					s.phase(t, i)
				}
			}
			for i, n := range s.steps {
				t.Logf("%-40s %3d steps", day[i].name, n)
			}
			t.Logf("%d places, %d processes killed", s.places, s.killed)
			proveOffice(t, d, s.dir, s.strike)
		})
	}
}

func openBooks(t *testing.T, d *db.DB) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
		for _, b := range []archive.Book{
			{Code: numberedBook, Agency: "ubnd-tinh", Name: "Sổ quyết định", Source: archive.Inside, First: 1, Kinds: []string{"quyet-dinh"}},
			{Code: outsideBook, Agency: "ubnd-tinh", Name: "Sổ thông báo", Source: archive.Outside, First: 1, Kinds: []string{"thong-bao"}},
		} {
			if err := archive.SetBook(t.Context(), people.Change{Tx: tx, By: admin, At: clock}, b); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// strikes goes through the day again and again.
type strikes struct {
	trial
	frail
	dsn     string
	dialect db.Dialect
	steps   []int64 // of each phase, as the first strike counted them
	places  int
	killed  int
}

// A strike has so many blows in each phase, one after the other: papers are dear, steps are not.
const (
	most  = 13 // strikes, without the first, which counts
	blows = 3
)

// blow is a fault at a step of a phase.
type blow struct{ at, number int64 }

// blows are those of the strike: one place of a phase after the other over all strikes, evenly
// where it has more steps.
func (s *strikes) blows(i int) (list []blow) {
	limit := cmp.Or(day[i].few, most*blows)
	for n := int64(s.strike); n <= limit; n += most {
		b := blow{at: n, number: n}
		if s.steps[i] > limit {
			b.at = n * s.steps[i] / limit
		}
		if b.at <= s.steps[i] {
			list = append(list, b)
		}
	}
	return list
}

// phase does one phase, with faults at steps of it, and again without.
func (s *strikes) phase(t *testing.T, i int) {
	t.Helper()
	p, ctx := &day[i], t.Context()
	k := s.trial
	if p.prepare != nil {
		if err := p.prepare(ctx, &k); err != nil {
			t.Fatalf("strike %d, %s: before: %v", k.strike, p.name, err)
		}
	}
	var others sync.WaitGroup
	if p.name == "number of this program" {
		others.Go(func() {
			if err := k.issue(ctx, "c", ""); err != nil {
				t.Errorf("strike %d: another number at the same time: %v", k.strike, err)
			}
		})
	}
	var err error
	if s.strike == 0 {
		if s.steps[i], err = s.hit(t, &k, p, 0, ""); err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
	} else if list := s.blows(i); len(list) > 0 {
		for _, b := range list {
			s.strikeOnce(t, i, b)
		}
	} else if p.few > 0 {
		return
	}
	others.Wait()
	if err := p.do(ctx, &k); err != nil {
		t.Errorf("strike %d, %s: again: %v", k.strike, p.name, err)
	}
	if p.settled != nil {
		if err := p.settled(ctx, &k); err != nil {
			t.Errorf("strike %d, %s: %v", k.strike, p.name, err)
		}
	}
}

func (s *strikes) strikeOnce(t *testing.T, i int, b blow) {
	t.Helper()
	s.places++
	if kind := s.kind(i, b); kind == dbtest.Kill {
		s.killed++
		kill(t, &s.trial, s.dsn, i, b.at)
	} else {
		s.hit(t, &s.trial, &day[i], b.at, kind) // whatever it says
	}
}

// kind spreads the kinds of fault over places and phases, otherwise on each database; a process
// costs much and is killed for one in twenty.
func (s *strikes) kind(phase int, b blow) dbtest.FaultKind {
	n := int(b.number) + 5*phase
	if s.dialect == db.Postgres {
		n++
	}
	if n%20 == 7 {
		return dbtest.Kill
	}
	return []dbtest.FaultKind{dbtest.Fail, dbtest.Late, dbtest.Gone}[n%3]
}

func kill(t *testing.T, k *trial, dsn string, phase int, at int64) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestPaperFaults$")
	cmd.Env = append(os.Environ(), "VANTHU_TEST_PAPERS="+dsn, "VANTHU_TEST_DIR="+k.dir, fmt.Sprintf("VANTHU_TEST_STRIKE=%d", k.strike),
		fmt.Sprintf("VANTHU_TEST_PHASE=%d", phase), fmt.Sprintf("VANTHU_TEST_AT=%d", at))
	if out, err := cmd.CombinedOutput(); err != nil && !strings.Contains(err.Error(), "killed") {
		t.Errorf("strike %d, %s: %v\n%s", k.strike, day[phase].name, err, out)
	}
}

// proveOffice holds database, shelf and folder against the one right state after so many
// strikes.
func proveOffice(t *testing.T, d *db.DB, dir string, strikes int) {
	t.Helper()
	ctx := t.Context()
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM documents`:                                                     3 * strikes,
		`SELECT COUNT(*) FROM (SELECT DISTINCT kind, round FROM documents) k`:                3 * strikes,
		`SELECT COUNT(*) FROM numbers WHERE book = 'so-qd' AND cancelled = ''`:               2 * strikes,
		`SELECT MAX(number) FROM numbers WHERE book = 'so-qd'`:                               2 * strikes, // none lost, none twice
		`SELECT COUNT(DISTINCT document_id) FROM numbers WHERE book = 'so-qd'`:               2 * strikes,
		`SELECT COUNT(*) FROM numbers WHERE book = 'so-tb' AND cancelled = 'sai thẩm quyền'`: strikes,
		`SELECT COUNT(*) FROM numbers WHERE book = 'so-tb'`:                                  strikes,
		`SELECT COUNT(*) FROM versions WHERE origin = 'made'`:                                3 * strikes,
		`SELECT COUNT(*) FROM versions WHERE origin IN ('shelf', 'upload', 'signed')`:        3 * strikes,
		`SELECT COUNT(*) FROM versions WHERE origin = 'stamp'`:                               6 * strikes,
		`SELECT COUNT(*) FROM document_links`:                                                strikes,
		`SELECT COUNT(*) FROM users`:                                                         strikes,
		`SELECT COUNT(*) FROM user_roles`:                                                    2 * strikes,
		`SELECT COUNT(*) FROM versions v WHERE NOT EXISTS (SELECT 1 FROM version_files f WHERE f.document_id = v.document_id AND f.version = v.number)`: 0,
		// Every act is on record, once.
		`SELECT COUNT(*) - (SELECT COUNT(*) FROM versions) FROM audit WHERE act LIKE 'version.%'`:                                                                        0,
		`SELECT COUNT(*) - (SELECT COUNT(*) FROM document_moves WHERE from_state IS NOT NULL) FROM audit WHERE act IN (SELECT 'document.' || code FROM document_states)`: 0,
		`SELECT COUNT(*) FROM audit WHERE act = 'number.cancel'`:                                                                                                         strikes,
		`SELECT COUNT(*) FROM audit WHERE act = 'document.dinh-chinh'`:                                                                                                   strikes,
		`SELECT COUNT(*) FROM audit WHERE act = 'user.add'`:                                                                                                              strikes,
	} {
		var n int
		if err := d.Reader.Get(&n, query); err != nil || n != want {
			t.Errorf("%s: %d, %v, want %d", query, n, err, want)
		}
	}
	if _, err := audit.Verify(ctx, d.Reader); err != nil {
		t.Error(err)
	}
	var sums []string
	if err := d.Reader.Select(&sums, `SELECT sha256 FROM files`); err != nil {
		t.Fatal(err)
	}
	for _, sum := range sums {
		if _, err := archive.FileByHash(ctx, d.Reader, sum); err != nil {
			t.Error(err)
		}
	}
	for strike := range strikes {
		k := &trial{t: t, m: newOffice(t, d), dir: dir, strike: strike}
		for _, want := range []string{"lay", "nothing to do"} {
			laid, err := k.shelf().Lay(ctx, d, k.year())
			if err != nil || len(laid.Taken) > 0 || want != "lay" && len(laid.Written) > 0 {
				t.Errorf("shelf of %d: %s: %+v, %v", k.year(), want, laid, err)
			}
		}
	}
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("left: %s", path)
		}
		if ext := filepath.Ext(path); strings.Contains(path, "output") && (ext == ".docx" || ext == ".pdf") {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if _, err := archive.FileByHash(ctx, d.Reader, archive.Hash(data)); err != nil {
				t.Errorf("%s is not in the archive: %v", path, err)
			}
		}
		return nil
	})
}
