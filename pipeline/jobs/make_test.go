package jobs

import (
	"bytes"
	"errors"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// TestMakeDocuments: a task makes its documents, counts those that may not be used, keeps them in the transaction that
// ends it and asks for their year to be laid out; a fault of the template is for good, one of the data is not.
func TestMakeDocuments(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	rounds(t, d, 12)
	m := kindsOfAllSorts(t, d)
	metrics := NewMetrics(d)
	s := service(t, d, Config{Maker: m, Plan: plan(t, "jobs: {}"), Metrics: metrics})
	params := map[string]string{"nam": "2024", "dot": "1"}
	broken := errors.New("not kept")
	for _, c := range []struct {
		kind            string
		end             error
		forbidden, kept int
		fault           string
		permanent       bool
	}{
		{"giay-moi", broken, 1, 0, "not kept", false}, {"giay-moi", nil, 1, 1, "", false}, {"le-dung", nil, 0, 2, "", false},
		{"mau-hong", nil, 0, 2, "ho_ten", true}, {"so-hong", nil, 0, 2, "so_xa", false},
	} {
		w := &work{task: task{Params: params}, kind: c.kind, name: "moi/2024-1 #7", end: func(*sqlx.Tx) error { return c.end }}
		err := s.makeDocuments(t.Context(), w)
		_, isPermanent := errors.AsType[*permanent](err)
		if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) || isPermanent != c.permanent {
			t.Errorf("%s: %v, for good: %v", c.kind, err, isPermanent)
		}
		if n := count(t, d, `SELECT COUNT(*) FROM versions WHERE job = 'moi/2024-1 #7'`); w.forbidden != c.forbidden || n != c.kept {
			t.Errorf("%s: %d that may not be used, %d kept; want %d, %d", c.kind, w.forbidden, n, c.forbidden, c.kept)
		}
		if made := c.fault == "" || c.end != nil; (w.done == 1) != made {
			t.Errorf("%s: %d made", c.kind, w.done)
		}
		if years := s.shelf.asked(); slices.Equal(years, []int{2024}) != (c.fault == "") {
			t.Errorf("%s: the years %d are to be laid out", c.kind, years)
		}
	}
	w := httptest.NewRecorder()
	metrics.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{`vanthu_documents_total{kind="giay-moi"} 1`, `vanthu_documents_total{kind="le-dung"} 1`, `vanthu_findings_total{severity="sai"} 1`,
		`vanthu_stage_seconds_count{stage="make"} 3`, `vanthu_stage_seconds_count{stage="keep"} 2`} {
		if !strings.Contains(w.Body.String(), want+"\n") {
			t.Errorf("no %s in the metrics", want)
		}
	}

	for kind, want := range map[string][]int{"thu-moi": {10, 2}, "giay-moi": {1}} {
		of := map[string]string{"nam": "2024", "dot": "1"}
		if kind == "thu-moi" {
			delete(of, "dot")
		}
		tasks, err := s.split(t.Context(), kind, of)
		var got []int
		for i := range tasks {
			row, err := tasks[i].row(i + 1)
			if err != nil || row.Part != i+1 || row.Documents != tasks[i].documents || row.Data == "" {
				t.Errorf("%s: %+v, %v", kind, row, err)
			}
			got = append(got, tasks[i].documents)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: parts of %d documents, %v; want %d", kind, got, err, want)
		}
	}
	if _, err := s.split(t.Context(), "khong-co", nil); err == nil {
		t.Error("a kind that there is not")
	} else if _, is := errors.AsType[*permanent](err); !is {
		t.Errorf("tried again: %v", err)
	}
	if _, err := s.split(t.Context(), "giay-moi", map[string]string{"nam": "2024", "dot": "99"}); !making.LacksData(err) {
		t.Errorf("without data: %v", err)
	}
}

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

// TestPartsHoldLawAndTemplates: the register of law and the templates that are in force when a
// run is split are those of all its parts; a retry sees the ones of now.
func TestPartsHoldLawAndTemplates(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		rounds(t, d, 1)
		d.Writer.MustExec(`UPDATE dot_thu SET ten = 'các xã, theo Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ'`)
		d.Writer.MustExec(`UPDATE van_ban_phap_ly SET ngay = '2023-12-30' WHERE so_ky_hieu = '98/2023/NĐ-CP'`) // not what ships
		s := service(t, d, officeConfig(t, d, ""))
		put := func(text string) {
			t.Helper()
			err := d.Write(t.Context(), func(tx *sqlx.Tx) error {
				c := people.Change{Tx: tx, By: &people.User{Name: "an", Grants: []people.Grant{{Role: people.Clerk}}}, At: s.cfg.Now()}
				mau := archive.TemplateFile{Kind: "giay-moi", File: "mau.docx"}
				n, err := archive.KeepTemplate(t.Context(), c, archive.TemplateUpload{TemplateFile: mau, Data: docxtest.Word(text)})
				if err != nil {
					return err
				}
				return archive.PutInForce(t.Context(), c, mau, archive.TemplateTerm{Version: n, From: "2024-01-01", Reason: "cho lịch sự"})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		put("Kính mời quý {ten} dự họp năm {nam}.")
		tasks, err := s.split(t.Context(), "giay-moi", map[string]string{"nam": "2024", "dot": "1"})
		if err != nil || len(tasks) != 1 {
			t.Fatalf("%d tasks, %v", len(tasks), err)
		}
		row, err := tasks[0].row(1)
		if err != nil {
			t.Fatal(err)
		}
		make := func(data string) *archive.Made {
			t.Helper()
			row.Data = data
			run := &Run{Kind: "giay-moi", ParamsJSON: "{}"}
			got, err := s.task(t.Context(), run, &row)
			if err != nil {
				t.Fatal(err)
			}
			made, err := s.makeTask(t.Context(), &work{task: got, kind: run.Kind})
			if err != nil || len(made) != 1 {
				t.Fatalf("%d made, %v", len(made), err)
			}
			return made[0]
		}
		atOnce, err := s.maker.MakeGathered(t.Context(), tasks[0].Data, nil)
		if err != nil || len(atOnce) != 1 {
			t.Fatalf("%d made, %v", len(atOnce), err)
		}
		before, written := atOnce[0], row.Data

		d.Writer.MustExec(`UPDATE van_ban_phap_ly SET ngay = '2023-12-31', het_hieu_luc = '2024-12-01' WHERE so_ky_hieu = '98/2023/NĐ-CP'`)
		put("Trân trọng kính mời {ten} dự họp năm {nam}.")
		if after := make(written); after.Source != before.Source || !slices.Equal(after.Findings, before.Findings) || !bytes.Equal(after.Files[0].Data, before.Files[0].Data) {
			t.Errorf("a part that is made later: from %+v, found %v; want %+v, %v", after.Source, after.Findings, before.Source, before.Findings)
		}
		now := make("")
		if now.Source.Template == before.Source.Template {
			t.Error("a retry is made from the template of before")
		}
		for rule, early := range map[string]bool{"CIT-REGISTER": true, "CIT-REPEALED": false} {
			has := func(f archive.Finding) bool { return f.Rule == rule }
			if slices.ContainsFunc(before.Findings, has) != early || slices.ContainsFunc(now.Findings, has) == early {
				t.Errorf("%s: before %v, in a retry %v", rule, before.Findings, now.Findings)
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
		made, err := s.maker.Make(t.Context(), making.Request{Kind: "thu-moi", Params: params})
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
