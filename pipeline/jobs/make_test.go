package jobs

import (
	"bytes"
	"runtime"
	"testing"

	"vanthu/pipeline"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestPartsSpeakOfOneState: what changes in the data after a run was split is in none of its
// parts, on whichever machine they are made; a retry sees it.
func TestPartsSpeakOfOneState(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		d.Writer.MustExec(`CREATE TABLE dot_thu (nam INTEGER NOT NULL, ma TEXT NOT NULL, ten TEXT NOT NULL)`)
		d.Writer.MustExec(`INSERT INTO dot_thu VALUES (2024, 'mot', 'các đơn vị'), (2024, 'hai', 'các xã')`)
		s := service(t, d, officeConfig(t, d, ""))
		var tasks []task
		for _, round := range []string{"hai", "mot"} {
			some, err := s.split(t.Context(), "giay-moi", map[string]string{"nam": "2024", "dot": round})
			if err != nil || len(some) != 1 {
				t.Fatalf("%d tasks, %v", len(some), err)
			}
			tasks = append(tasks, some...)
		}
		d.Writer.MustExec(`UPDATE dot_thu SET ten = 'ai đó'`)
		for i, want := range []string{"các xã", "các đơn vị"} {
			row, err := tasks[i].row(i + 1)
			if err != nil {
				t.Fatal(err)
			}
			run := &Run{Kind: "giay-moi", ParamsJSON: "{}"}
			for _, c := range []struct{ data, want string }{{row.Data, want}, {"", "ai đó"}} {
				row.Data = c.data
				got, err := s.task(t.Context(), run, &row)
				if err != nil {
					t.Fatal(err)
				}
				made, err := s.makeTask(t.Context(), &work{task: got, kind: run.Kind})
				if err != nil || len(made) != 1 {
					t.Fatalf("%d made, %v", len(made), err)
				}
				var b bytes.Buffer
				if err := made[0].Data.WriteJSON(&b); err != nil || !bytes.Contains(b.Bytes(), []byte(c.want)) {
					t.Errorf("part %d: %s, want %s", i+1, b.Bytes(), c.want)
				}
				if made[0].Source.Queries == "" || made[0].Source.Template == "" {
					t.Errorf("part %d: made from %+v", i+1, made[0].Source)
				}
			}
		}
	})
}

// TestPartsCostNoMore: letters made in parts, each written down and read again as the queue
// does, cost little more than all made at once, and a part makes its own letters alone. What
// is counted is memory asked for, which does not depend on the machine; TestStatements
// counts what the database is asked.
func TestPartsCostNoMore(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	const all = 200
	rounds(t, d, all)
	s := service(t, d, officeConfig(t, d, ""))
	params := map[string]string{"nam": "2024"}
	asked := func(make func()) float64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		make()
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	whole := func() {
		made, err := s.maker.Make(t.Context(), pipeline.Request{Kind: "thu-moi", Params: params})
		if err != nil || len(made) != all {
			t.Fatalf("%d letters, %v", len(made), err)
		}
	}
	inParts := func() {
		tasks, err := s.split(t.Context(), "thu-moi", params)
		if err != nil || len(tasks) != all/chunk {
			t.Fatalf("%d parts, %v", len(tasks), err)
		}
		for i := range tasks {
			row, err := tasks[i].row(i + 1)
			var got task
			if err == nil {
				got, err = s.task(t.Context(), &Run{Kind: "thu-moi"}, &row)
			}
			var made []*archive.Made
			if err == nil {
				made, err = s.makeTask(t.Context(), &work{task: got, kind: "thu-moi"})
			}
			if err != nil || len(made) != chunk {
				t.Fatalf("part %d: %d letters, %v", i, len(made), err)
			}
		}
	}
	whole() // what is made once for all, as fonts
	one, parts := asked(whole), asked(inParts)
	t.Logf("%d letters: %.1f MiB at once, %.1f in parts", all, one/(1<<20), parts/(1<<20))
	if parts > 1.2*one {
		t.Errorf("parts ask for %.2f times the memory of all at once", parts/one)
	}
}
