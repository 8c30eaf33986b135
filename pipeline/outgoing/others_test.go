package outgoing

import (
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// TestChangedFigures: a figure that changed is found in the data of any other paper: at the
// top level, in a row of another list, as last year's.
func TestChangedFigures(t *testing.T) {
	set := func(json string) *dataset.Set {
		s, err := dataset.ParseJSON(strings.NewReader(json))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	changed := changedFigures(
		set(`{"tong": 16214, "mau": true, "chu_de": "cũ", "pl1": [{"don_vi": "Đồng Xoài", "so_buoi": 940, "to_roi": 5}, {"don_vi": "Bù Đăng", "so_buoi": 940}], "so_sanh": [{"chi_tieu": "Buổi", "nam_nay": 16214}]}`),
		set(`{"tong": 17214, "mau": false, "chu_de": "mới", "pl1": [{"don_vi": "Đồng Xoài", "so_buoi": 1940, "to_roi": 5}, {"don_vi": "Bù Đăng", "so_buoi": 940}], "so_sanh": [{"chi_tieu": "Buổi", "nam_nay": 17214}]}`), map[string]string{"so_buoi": "số buổi"})
	for _, tc := range []struct {
		paper string
		want  []string
	}{
		{`{"tong": 16214}`, []string{"tong: 16.214 → 17.214"}},
		{`{"tong": 17214, "mau": true}`, nil},
		{`{"chu_de": "cũ"}`, []string{"chu_de: cũ → mới"}},
		{`{"thong_ke": [{"stt": "1", "don_vi": "Đồng Xoài", "so_buoi": 940}, {"don_vi": "Bù Đăng", "so_buoi": 940}]}`, []string{"Đồng Xoài, số buổi: 940 → 1.940"}},
		{`{"thong_ke": [{"don_vi": "Đồng Xoài", "to_roi": 5}]}`, nil},
		{`{"pl1": [{"don_vi": "Đồng Xoài", "nam_truoc": 940}]}`, nil},
		{`{"so_sanh": [{"chi_tieu": "Buổi", "nam_truoc": 16214, "nam_nay": 20000}]}`, []string{"Buổi, nam_nay: 16.214 → 17.214"}},
	} {
		if got := changed.tell(slices.Collect(archive.Figures(set(tc.paper)))); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", tc.paper, got, tc.want)
		}
	}
}

// TestOthers: a refresh tells the other papers that hold what changed, of another kind, in
// another state, of any year, those kept before figures were marked too; not one whose text
// has the figures of now already.
func TestOthers(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		p := office(t, d)
		doc := plan(t, p)
		same := move(t, p, kept(t, p, "ke-hoach-ngay-hoi", map[string]string{"nam": "2024"}), archive.ContentChecked)
		next := kept(t, p, "bao-cao-ngay-hoi", map[string]string{"nam": "2024"})
		before := kept(t, p, "huong-dan", map[string]string{"nam": "2024"})
		d.Writer.MustExec(d.Writer.Rebind(`UPDATE documents SET year = 2025 WHERE id = ?`), next.ID)
		d.Writer.MustExec(d.Writer.Rebind(`UPDATE documents SET year = 2014 WHERE id = ?`), before.ID)
		if _, _, err := p.TakeIn(t.Context(), doc, admin, typed(t, file(t, p, doc, 1, "docx"), "MỤC ĐÍCH, YÊU CẦU", " (người gõ)")); err != nil {
			t.Fatal(err)
		}
		d.Writer.MustExec(`UPDATE phong_trao SET chu_de = 'Chủ đề mới', chu_de_goc = 'Chủ đề mới' WHERE nam = 2024`)
		others := func(by *people.User) map[int64]bool {
			res, err := p.Refresh(t.Context(), now(t, p, doc.ID), by, Refresh{Dry: true})
			if err != nil {
				t.Fatal(err)
			}
			got := map[int64]bool{}
			for _, o := range res.Others {
				got[o.Document.ID] = strings.Contains(strings.Join(o.Different, "; "), "→ Chủ đề mới")
			}
			return got
		}
		for _, marked := range []bool{true, false} {
			if !marked {
				d.Writer.MustExec(`UPDATE version_files SET figures = NULL`)
			}
			if got := others(admin); len(got) != 3 || !got[same.ID] || !got[next.ID] || !got[before.ID] {
				t.Errorf("marked %t: %v, want %d, %d and %d", marked, got, same.ID, next.ID, before.ID)
			}
		}
		theirs := &people.User{Name: "tam", Grants: []people.Grant{{Role: people.Drafter, Agency: doc.Agency}}}
		d.Writer.MustExec(d.Writer.Rebind(`UPDATE documents SET agency = 'noi-khac' WHERE id = ?`), before.ID)
		if got := others(theirs); got[before.ID] || !got[same.ID] {
			t.Errorf("who may not read %d is told of %v", before.ID, got)
		}
		kept(t, p, "ke-hoach-ngay-hoi", map[string]string{"nam": "2024"})
		if got := others(admin); len(got) != 2 || got[same.ID] {
			t.Errorf("made again: %v, want %d and %d", got, next.ID, before.ID)
		}
	})
}
