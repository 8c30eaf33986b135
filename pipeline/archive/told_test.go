package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// An act is something that the archive does in its database or on the disk.
type act struct {
	name    string
	prepare func() // without a fault, before each time
	read    func(ctx context.Context, d *db.DB) error
	write   func(ctx context.Context, tx *sqlx.Tx) error // taken back when it is done
}

// busy is an archive with papers in all that can happen to them.
type busy struct {
	draft, wrong, checked, submitted, signed, numbered, sealed, issued, again int64
}

func newBusy(t *testing.T, d *db.DB) (b busy) {
	for n, id := range []*int64{&b.draft, &b.checked, &b.submitted, &b.signed, &b.numbered, &b.sealed, &b.issued} {
		*id = real(t, d, fmt.Sprintf("QD-%d", n))
		bring(t, d, *id, []int{0, 1, 3, 4, 5, 6, 7}[n], fmt.Sprint(160+n))
	}
	m := sample(t, `{"ten":"Đồng Xoài","pl":[{"don_vi":"Bù Đăng","so":12}]}`, strings.Repeat("dài ", 100))
	m.Key.Unit, m.Key.Round, m.Name, m.Year = "xa-1", "", "DD-1", 2023
	b.wrong = mustKeep(t, d, m).Document
	must(t, to(t, d, b.wrong, boss, ContentChecked, ""))
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		c, ctx := people.Change{Tx: tx, By: boss, At: noon}, t.Context()
		k, err := Begin(ctx, tx, Later{Writer: boss, Of: b.issued, Relation: Takes, Comment: "sai tên"}, madeAgain(t, "QD-6", "lại"))
		b.again = k.Document
		_, kept := KeepTemplate(ctx, c, TemplateUpload{TemplateFile{"to-trinh", "mau.docx"}, []byte("mẫu"), ""})
		return errors.Join(err, kept, PutInForce(ctx, c, TemplateFile{"to-trinh", "mau.docx"}, TemplateTerm{Version: 1, From: "2024-01-01", Reason: "mới"}),
			SetUrgency(ctx, c, b.draft, "KHẨN"),
			Relate(ctx, tx, boss, Link{Document: b.issued, Relation: Corrects, Symbol: "9/UBND-NC", Comment: "chính tả", At: noon}))
	}))
	return b
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b *busy) reads() []act {
	var acts []act
	add := func(name string, read func(ctx context.Context, d *db.DB) error) {
		acts = append(acts, act{name: name, read: read})
	}
	for what, f := range map[string]Filter{"all": {}, "words": {Text: "quyết định"}, "facets": {State: Draft, Year: 2024, Kind: "quyet-dinh-khen-thuong", Limit: 3}} {
		add("list "+what, func(ctx context.Context, d *db.DB) error { _, err := List(ctx, d.Reader, f); return err })
		add("outline "+what, func(ctx context.Context, d *db.DB) error { _, err := Outline(ctx, d.Reader, f); return err })
	}
	for what, w := range map[string]Browse{"groups": {}, "one by one": {Single: true}} {
		add("browse "+what, func(ctx context.Context, d *db.DB) error { return w.Find(ctx, d.Reader) })
	}
	add("a document", func(ctx context.Context, d *db.DB) error { _, err := Get(ctx, d.Reader, b.issued); return err })
	add("years", func(ctx context.Context, d *db.DB) error { _, err := Years(ctx, d.Reader); return err })
	add("versions", func(ctx context.Context, d *db.DB) error { _, err := Versions(ctx, d.Reader, b.issued); return err })
	add("files to open", func(ctx context.Context, d *db.DB) error {
		_, err := FilesToOpen(ctx, d.Reader, Document{ID: b.issued, Version: 1})
		return err
	})
	add("findings", func(ctx context.Context, d *db.DB) error { _, err := Findings(ctx, d.Reader, b.wrong, 1); return err })
	add("a file", func(ctx context.Context, d *db.DB) error {
		_, err := ReadFile(ctx, d.Reader, FileOf{Document: b.wrong, Version: 1, Format: "docx"})
		return err
	})
	add("faulty", func(ctx context.Context, d *db.DB) error {
		_, err := (&Group{Key: Key{Kind: "quyet-dinh-khen-thuong", Period: "2024", Agency: "ubnd-tinh"}, Year: 2024}).Faulty(ctx, d.Reader, Filter{}, nil)
		return err
	})
	unit := &people.User{Grants: []people.Grant{{Role: people.UnitMember, Unit: "xa-1"}}}
	for what, u := range map[string]*people.User{"all": nil, "one unit": unit} {
		add("facets of "+what, func(ctx context.Context, d *db.DB) error { _, err := FacetsOf(ctx, d.Reader, 2024, u); return err })
		add("standing of "+what, func(ctx context.Context, d *db.DB) error { _, err := StandingOf(ctx, d.Reader, 2024, u); return err })
	}
	add("on from a document", func(ctx context.Context, d *db.DB) error {
		_, err := Reading{Filter: Filter{Limit: 2}}.Next(ctx, d.Reader)
		return err
	})
	add("books", func(ctx context.Context, d *db.DB) error { _, err := Books(ctx, d.Reader); return err })
	add("a number", func(ctx context.Context, d *db.DB) error { _, err := NumberOf(ctx, d.Reader, b.issued); return err })
	add("links", func(ctx context.Context, d *db.DB) error { _, err := Links(ctx, d.Reader, b.issued); return err })
	add("moves", func(ctx context.Context, d *db.DB) error { _, err := Moves(ctx, d.Reader, b.issued); return err })
	add("waivers", func(ctx context.Context, d *db.DB) error { _, err := Waivers(ctx, d.Reader, b.issued, 1); return err })
	add("practice", func(ctx context.Context, d *db.DB) error { _, err := Practice(ctx, d.Reader); return err })
	add("prior", func(ctx context.Context, d *db.DB) error {
		_, err := PriorTo(ctx, d.Reader, Key{Kind: "to-trinh", Period: "2024"}, "2024-12-20")
		return err
	})
	add("versions of a template", func(ctx context.Context, d *db.DB) error {
		_, err := TemplateVersions(ctx, d.Reader, TemplateFile{"to-trinh", "mau.docx"})
		return err
	})
	add("terms of a template", func(ctx context.Context, d *db.DB) error {
		_, err := TemplateTerms(ctx, d.Reader, TemplateFile{"to-trinh", "mau.docx"})
		return err
	})
	add("imprint", func(ctx context.Context, d *db.DB) error {
		_, err := OfImprint(ctx, d.Reader, Key{}.imprint()+"_"+Hash([]byte(`{"a":1}`))[:16])
		return err
	})
	add("runs", func(ctx context.Context, d *db.DB) error { _, err := Runs(ctx, d.Reader, 2024); return err })
	add("holders", func(ctx context.Context, d *db.DB) error {
		_, err := Holders(ctx, d.Reader, []Figure{{"Bù Đăng", "so", "12"}})
		return err
	})
	add("proof", func(ctx context.Context, d *db.DB) error { _, _, err := Prove(ctx, d.Reader); return err })
	return acts
}

func (b *busy) writes(t *testing.T) []act {
	var acts []act
	add := func(name string, write func(ctx context.Context, tx *sqlx.Tx) error) {
		acts = append(acts, act{name: name, write: write})
	}
	move := func(id int64, to string, waive ...string) {
		s := Step{By: boss, To: to, Comment: "lý do", At: noon, Waive: map[string]string{}}
		for _, w := range waive {
			s.Waive[w] = "được phép"
		}
		if to == Submitted {
			s.Copy = &Copy{From: 1, Files: []File{{"docx", []byte("trình")}}, Findings: []Finding{{Rule: "COUNT", Severity: Wrong}}}
		}
		add("move to "+to, func(ctx context.Context, tx *sqlx.Tx) error {
			if to == Submitted {
				if err := Move(ctx, tx, id, Step{By: boss, To: FormChecked, At: noon, Waive: s.Waive}); err != nil {
					return err
				}
			}
			return Move(ctx, tx, id, s)
		})
	}
	move(b.draft, ContentChecked)
	move(b.wrong, Submitted, "COUNT")
	move(b.submitted, Signed)
	move(b.numbered, Draft)
	move(b.sealed, Issued)
	keep := func(name string, change func(m *Made)) {
		m := sample(t, `{"a":7}`, "bảy")
		change(m)
		add(name, func(ctx context.Context, tx *sqlx.Tx) error { _, err := Keep(ctx, tx, m); return err })
	}
	keep("keep a new document", func(m *Made) { m.Key.Round, m.Name = "moi", "QD-moi" })
	keep("keep under a new name", func(m *Made) { m.Key.Round, m.Name = "QD-5", "QD-khac" })
	keep("keep what is made again", func(m *Made) { m.Key.Round, m.Name = "QD-1", "QD-1" })
	add("take in", func(ctx context.Context, tx *sqlx.Tx) error {
		_, err := TakeIn(ctx, tx, b.submitted, Upload{By: boss, At: noon, Origin: FromPerson, Copy: Copy{From: 1, Files: []File{{"docx", []byte("sửa")}}, SameText: true}})
		return err
	})
	add("unchanged", func(ctx context.Context, tx *sqlx.Tx) error {
		d, err := Get(ctx, tx, b.draft)
		if err != nil {
			return err
		}
		return Unchanged(ctx, tx, &d)
	})
	add("issue", func(ctx context.Context, tx *sqlx.Tx) error {
		_, err := Issue(ctx, tx, Entry{Document: b.signed, By: boss, Number: "170", Day: "2024-12-25", At: issuing}, func(n *Number) (*Copy, error) {
			n.Symbol = n.Text() + "/QĐ"
			return &Copy{From: 1, Files: []File{{"docx", []byte("số")}}}, nil
		})
		return err
	})
	add("register", func(ctx context.Context, tx *sqlx.Tx) error {
		_, err := Register(ctx, tx, Entry{Book: "ubnd-tinh", Symbol: "UBND", By: boss, Number: "171", Day: "2024-12-25", At: issuing})
		return err
	})
	add("a book", func(ctx context.Context, tx *sqlx.Tx) error {
		err := SetBook(ctx, people.Change{Tx: tx, By: boss, At: noon}, Book{Code: "a", Agency: "so-a", Name: "Sổ", Source: Inside, First: 1, Kinds: []string{"*"}})
		if err == nil {
			_, err = bookOf(ctx, tx, Key{Kind: "cv", Agency: "so-b"}) // which has none yet
		}
		return err
	})
	add("relate", func(ctx context.Context, tx *sqlx.Tx) error {
		return Relate(ctx, tx, boss, Link{Document: b.issued, Relation: Amends, Symbol: "10/UBND", At: noon})
	})
	add("recall", func(ctx context.Context, tx *sqlx.Tx) error {
		return Relate(ctx, tx, boss, Link{Document: b.issued, Relation: Recalls, Symbol: "10/UBND", Comment: "lý do", At: noon})
	})
	add("begin", func(ctx context.Context, tx *sqlx.Tx) error {
		m := sample(t, `{}`, "đính chính")
		m.Key.Kind, m.Key.Round, m.Name = "dinh-chinh", "", "CV-1"
		_, err := Begin(ctx, tx, Later{Writer: boss, Of: b.issued, Relation: Corrects, Comment: "chính tả"}, m)
		return err
	})
	add("issue what replaces", func(ctx context.Context, tx *sqlx.Tx) error {
		d, err := Get(ctx, tx, b.again)
		if err != nil {
			return err
		}
		d.Symbol = "180/QĐ"
		return replaceNow(ctx, tx, &d, &Step{By: boss, At: noon})
	})
	add("urgency", func(ctx context.Context, tx *sqlx.Tx) error {
		return SetUrgency(ctx, people.Change{Tx: tx, By: boss, At: noon}, b.draft, "HỎA TỐC")
	})
	add("correction", func(ctx context.Context, tx *sqlx.Tx) error {
		return SetCorrection(ctx, tx, &Correction{Document: b.issued, Relation: Corrects, KindName: "Quyết định", Reason: "sai", Changes: []Change{{"đoạn 1", "a", "b"}}})
	})
	add("keep a template", func(ctx context.Context, tx *sqlx.Tx) error {
		_, err := KeepTemplate(ctx, people.Change{Tx: tx, By: boss, At: noon}, TemplateUpload{TemplateFile{"to-trinh", "mau.docx"}, []byte("mẫu hai"), ""})
		return err
	})
	add("put it in force", func(ctx context.Context, tx *sqlx.Tx) error {
		return PutInForce(ctx, people.Change{Tx: tx, By: boss, At: noon}, TemplateFile{"to-trinh", "mau.docx"}, TemplateTerm{Version: 1, From: "2025-01-01", Reason: "mới"})
	})
	return acts
}

// disk passes the steps on the disk on to a fault until the test ends.
func disk(t *testing.T, f *dbtest.Fault) {
	was := before
	before = func(string, string) error { return f.Step() }
	t.Cleanup(func() { before = was })
}

// Whatever statement or step on the disk fails, in whatever the archive does, its caller is
// told: nothing goes on as if it had been done or read.
func TestFaultsAreTold(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	b := newBusy(t, d)
	f := &dbtest.Fault{Kind: dbtest.Fail}
	struck, err := f.Open(t.Context(), d.String())
	must(t, err)
	defer struck.Close()
	disk(t, f)
	s := Shelf{By: "lan", Now: func() time.Time { return noon }}
	lay := func(ctx context.Context, d *db.DB) error { _, err := s.Lay(ctx, d, 2023); return err }
	edits := 0
	acts := slices.Concat(b.reads(), b.writes(t), []act{
		{name: "export", read: func(ctx context.Context, d *db.DB) error {
			_, err := ExportFile(ctx, d, 2023, filepath.Join(t.TempDir(), "2023.zip"))
			return err
		}},
		{name: "lay out", prepare: func() { s.Dir = t.TempDir() }, read: lay},
		{name: "take in from the shelf", prepare: func() {
			must(t, lay(t.Context(), d))
			edits++
			must(t, os.WriteFile(filepath.Join(s.Dir, "2023", "DD-1.docx"), fmt.Append(nil, "sửa ", edits), 0o644))
		}, read: lay},
	})
	takenBack := errors.New("taken back")
	for _, a := range acts {
		for n := int64(1); ; n++ {
			if f.At = 0; a.prepare != nil {
				a.prepare()
			}
			begun := f.Steps()
			f.At = begun + n
			var err error
			if a.read != nil {
				err = a.read(t.Context(), struck)
			} else if err = struck.Write(t.Context(), func(tx *sqlx.Tx) error {
				return errors.Join(a.write(t.Context(), tx), takenBack)
			}); errors.Is(err, takenBack) && !errors.Is(err, dbtest.ErrFault) && len(errorsOf(err)) == 1 {
				err = nil
			}
			if f.Steps() < f.At {
				if err != nil {
					t.Errorf("%s, without a fault: %v", a.name, err)
				}
				if n < 2 {
					t.Errorf("%s: no step", a.name)
				}
				break
			}
			if !errors.Is(err, dbtest.ErrFault) {
				t.Errorf("%s: step %d failed, told is %v", a.name, n, err)
			}
		}
	}
}

// errorsOf are those that errors.Join joined.
func errorsOf(err error) []error {
	if j, ok := err.(interface{ Unwrap() []error }); ok {
		return j.Unwrap()
	}
	return []error{err}
}
