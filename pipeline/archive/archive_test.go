package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

var noon = time.Date(2024, 12, 20, 5, 0, 0, 123456789, time.UTC)

// issuing is when the papers of tests get their numbers.
var issuing = noon.AddDate(1, 0, 0)

func sample(t testing.TB, data, docx string) *Made {
	t.Helper()
	set, err := dataset.ParseJSON(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return &Made{
		Key:  Key{Kind: "quyet-dinh-khen-thuong", Period: "2024", Agency: "ubnd-tinh", Round: "tong-ket"},
		Year: 2024, Name: "QD-khen-thuong-2024-tong-ket", Title: "Quyết định tặng Bằng khen", Day: "2024-12-20",
		Params: map[string]string{"nam": "2024", "dot": "tong-ket"}, Data: set,
		Files:    []File{{"docx", []byte(docx)}, {"pdf", []byte("%PDF " + docx)}},
		Findings: []Finding{{Rule: "COUNT", Severity: "sai", Place: "đoạn 7", Message: "Điều 1 ghi 05"}, {Rule: "EMPTY", Severity: "cảnh báo"}},
		Source:   Source{Template: "t", Queries: "q", Fonts: "f", Program: "v1"},
		Pages:    3, Rows: 11, Sample: true, By: "lan", At: noon,
	}
}

func mustKeep(t testing.TB, d *db.DB, m *Made) (k Kept) {
	t.Helper()
	err := d.Write(context.Background(), func(tx *sqlx.Tx) (err error) {
		k, err = Keep(context.Background(), tx, m)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeepMakesAVersionOnlyForAChange(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		first := mustKeep(t, d, sample(t, `{"a":1}`, "one"))
		if first.Version != 1 || !first.New {
			t.Fatalf("first run: %+v", first)
		}
		again := sample(t, `{"a":1}`, "one")
		again.At, again.By, again.Job = noon.AddDate(0, 0, 1), "minh", "42"
		again.Source.Program, again.Source.Template = "v2", "t2" // same bytes came out
		if k := mustKeep(t, d, again); k.New || k != (Kept{Document: first.Document, Name: first.Name, Version: 1}) {
			t.Errorf("same output: %+v", k)
		}
		changes := []func(*Made){
			func(m *Made) { m.Files[0].Data = []byte("two") },
			func(m *Made) { m.Day = "2024-12-21" },
			func(m *Made) { m.Params["dot"] = "19-8" },
			func(m *Made) { m.Findings = m.Findings[:1] },
			func(m *Made) { m.Data = sample(t, `{"a":2}`, "").Data },
			func(m *Made) { m.Files = m.Files[:1] },
		}
		for i, change := range changes {
			m := sample(t, `{"a":1}`, "one")
			change(m)
			if k := mustKeep(t, d, m); !k.New || k.Version != i+2 || k.Document != first.Document {
				t.Errorf("change %d: %+v", i, k)
			}
		}
		// Back to what it was is a change too.
		if k := mustKeep(t, d, sample(t, `{"a":1}`, "one")); k.Version != len(changes)+2 {
			t.Errorf("back to the first: %+v", k)
		}
		other := sample(t, `{"a":1}`, "one")
		other.Key.Round, other.Name = "19-8", "QD-2024-19-8"
		if k := mustKeep(t, d, other); k.Document == first.Document || k.Version != 1 {
			t.Errorf("another round: %+v", k)
		}
		docs, err := List(ctx, d.Reader, Filter{Year: 2024})
		if err != nil || len(docs) != 2 {
			t.Fatalf("List: %d documents, %v", len(docs), err)
		}
		got := docs[1]
		if got.Wrong != 1 || got.Warnings != 1 || got.StateName != "dự thảo" || !got.Sample || got.Pages != 3 || got.Rows != 11 || got.Version != 8 || got.Versions != 8 {
			t.Errorf("document: %+v", got)
		}
		vs, err := Versions(ctx, d.Reader, first.Document)
		if err != nil || len(vs) != 8 || vs[7].By != "lan" || vs[7].Day != "2024-12-20" || !vs[7].At.Equal(noon.Truncate(time.Microsecond)) || len(vs[7].Files) != 3 {
			t.Errorf("versions: %d, %+v, %v", len(vs), vs[len(vs)-1], err)
		}
		data, err := ReadFile(ctx, d.Reader, FileOf{Document: first.Document, Version: 6, Format: "json"})
		if err != nil || string(data) != `{"a":2}` {
			t.Errorf("data set of version 6: %s, %v", data, err)
		}
		fs, err := Findings(ctx, d.Reader, first.Document, 1)
		if err != nil || !slices.Equal(fs, sample(t, `{}`, "").Findings) {
			t.Errorf("findings: %+v, %v", fs, err)
		}
	})
}

func TestKeepRefuses(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	mustKeep(t, d, sample(t, `{}`, "one"))
	for want, spoil := range map[string]func(*Made){
		"belongs to":         func(m *Made) { m.Key.Period = "2024-12" },
		"the kind is empty":  func(m *Made) { m.Key.Kind = "" },
		"YYYY-MM-DD":         func(m *Made) { m.Day = "20/12/2024" },
		"given twice":        func(m *Made) { m.Files[1].Format = "docx" },
		"are needed":         func(m *Made) { m.Data = nil },
		"the maker is empty": func(m *Made) { m.By = "" },
	} {
		m := sample(t, `{}`, "one")
		spoil(m)
		err := d.Write(t.Context(), func(tx *sqlx.Tx) error { _, err := Keep(t.Context(), tx, m); return err })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestKeepStandsOrFallsWithTheTransaction(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		stop := errors.New("stop")
		err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
			if _, err := Keep(t.Context(), tx, sample(t, `{}`, "one")); err != nil {
				return err
			}
			return stop
		})
		if err != stop {
			t.Fatal(err)
		}
		for _, table := range []string{"documents", "versions", "files", "audit", "document_moves"} {
			var n int
			if err := d.Reader.Get(&n, "SELECT COUNT(*) FROM "+table); err != nil || n != 0 {
				t.Errorf("%s: %d rows, %v", table, n, err)
			}
		}
	})
}

func TestManyKeepTheSameDocument(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		const runs = 8
		results := make(chan Kept, runs)
		for range runs {
			go func() {
				var k Kept
				err := d.Write(context.Background(), func(tx *sqlx.Tx) (err error) {
					k, err = Keep(context.Background(), tx, sample(t, `{}`, "one"))
					return err
				})
				if err != nil {
					t.Error(err)
				}
				results <- k
			}()
		}
		made := 0
		for range runs {
			if k := <-results; k.New {
				made++
			}
		}
		if made != 1 {
			t.Errorf("%d runs made version 1", made)
		}
		if n, err := audit.Verify(t.Context(), d.Reader); err != nil || n.Seq != 1 {
			t.Errorf("audit: %s acts, %v", n, err)
		}
	})
}

// Two runs keep the same documents in different orders; neither may wait for the other
// for ever.
func TestNoDeadlock(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		var wg sync.WaitGroup
		for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
			wg.Go(func() {
				for i := range 20 {
					err := d.Write(context.Background(), func(tx *sqlx.Tx) error {
						for _, round := range order {
							m := sample(t, fmt.Sprintf(`{"a":%d}`, i), order[0])
							m.Key.Round, m.Name = round, round
							if _, err := Keep(context.Background(), tx, m); err != nil {
								return err
							}
						}
						return nil
					})
					if err != nil {
						t.Errorf("%q, round %d: %v", order, i, err)
						return
					}
				}
			})
		}
		wg.Wait()
	})
}

func TestVersionsDoNotChange(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		mustKeep(t, d, sample(t, `{}`, "one"))
		for _, sql := range []string{
			"UPDATE versions SET made_by = 'x'", "DELETE FROM findings", "DELETE FROM version_files", "DELETE FROM versions",
			"UPDATE audit SET actor = 'x'", "DELETE FROM audit", "UPDATE files SET size = 1", "DELETE FROM document_moves",
			"DELETE FROM documents", "UPDATE documents SET state = 'đã ký'",
		} {
			if _, err := d.Writer.Exec(sql); err == nil {
				t.Errorf("%s: allowed", sql)
			}
		}
	})
}

func TestFilesAreVerified(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	long := strings.Repeat("dữ liệu ", 1000)
	k := mustKeep(t, d, sample(t, `{}`, long))
	got, err := ReadFile(t.Context(), d.Reader, FileOf{Document: k.Document, Version: 1, Format: "docx"})
	if err != nil || string(got) != long {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	d.Writer.MustExec("DROP TRIGGER files_no_update")
	d.Writer.MustExec("UPDATE files SET body = x'00'")
	if _, err := ReadFile(t.Context(), d.Reader, FileOf{Document: k.Document, Version: 1, Format: "docx"}); !errors.Is(err, ErrDamaged) {
		t.Errorf("damaged file: %v", err)
	}
	if _, err := ReadFile(t.Context(), d.Reader, FileOf{Document: k.Document, Version: 1, Format: "xlsx"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such file: %v", err)
	}
	if _, err := Get(t.Context(), d.Reader, 99); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such document: %v", err)
	}
}

func TestPack(t *testing.T) {
	var noise [1000]byte // what is compressed already
	rand.NewChaCha8([32]byte{}).Read(noise[:])
	for _, c := range []struct {
		data []byte
		how  string
	}{{nil, "none"}, {[]byte("x"), "none"}, {noise[:], "none"}, {append(bytes.Repeat([]byte("a"), 50), noise[:]...), "none"}, {append(bytes.Repeat([]byte("a"), 250), noise[:]...), "deflate"},
		{bytes.Repeat([]byte("ab"), 5000), "deflate"}} {
		if b := pack(c.data); b.packed != c.how || b.body == nil || len(b.body) > len(c.data) {
			t.Errorf("pack of %d bytes: %s, %d", len(c.data), b.packed, len(b.body))
		}
	}
}

func BenchmarkKeep(b *testing.B) {
	d := dbtest.SQLite(b, queries.Schema())
	m := sample(b, `{"a":1}`, strings.Repeat("x", 60_000))
	for i := range b.N {
		m.Key.Unit, m.Name = string(rune('a'+i%26))+time.Duration(i).String(), time.Duration(i).String()
		mustKeep(b, d, m)
	}
}

func shelfFiles(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "2024"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
