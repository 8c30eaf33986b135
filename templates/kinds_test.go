package templates

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestTablesNameKnownKinds: signers and recipients of the sample data are for kinds that there
// are; a kind that there is not is told, with the nearest one.
func TestTablesNameKnownKinds(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	told := func() []string {
		faults, err := o.UnknownKinds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(faults, func(f string) bool { return strings.HasPrefix(f, "bảng vien_dan") }) // reference data
	}
	if faults := told(); len(faults) > 0 {
		t.Errorf("sample data: %q", faults)
	}
	err := o.DB.Write(t.Context(), func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(t.Context(), `UPDATE nguoi_ky_kieu SET kieu = 'ke-hoac' WHERE kieu = 'ke-hoach'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if faults := told(); len(faults) != 1 || !strings.Contains(faults[0], `không có kiểu văn bản "ke-hoac"; gần nhất là "ke-hoach"`) || !strings.HasPrefix(faults[0], "bảng nguoi_ky_kieu, ") {
		t.Errorf("told %q", faults)
	}
}

// papersOfTheYear are the kinds that the year's work cannot do without, each with the agency whose
// paper it is. Other tests ask the catalogue what there is; this one says what there must be.
var papersOfTheYear = map[string]string{
	"ke-hoach": "ubnd-tinh", "ke-hoach-don-vi": "cong-an-tinh", "bao-cao-don-vi": "cong-an-tinh", "huong-dan": "cong-an-tinh",
	"cong-van-phan-bo-chi-tieu": "cong-an-tinh", "don-doc": "cong-an-tinh", "don-doc-chung": "cong-an-tinh",
	"ke-hoach-kiem-tra": "cong-an-tinh", "thong-bao-ket-qua-kiem-tra": "cong-an-tinh",
	"ke-hoach-ngay-hoi": "ubnd-tinh", "bao-cao-ngay-hoi": "cong-an-tinh",
	"quyet-dinh-cong-nhan-antt": "ubnd-tinh", "giay-cong-nhan-antt": "ubnd-tinh",
	"bao-cao-phan-loai": "cong-an-tinh", "thong-bao-cum-khoi": "ban-chi-dao", "bao-cao-tong-ket": "{co_quan}",
	"bien-ban-xet-khen-thuong": "{co_quan}", "to-trinh-khen-thuong": "{co_quan}", "to-trinh-ban-thi-dua": "{co_quan}",
	"quyet-dinh-khen-thuong": "ubnd-tinh", "bang-khen": "ubnd-tinh", "thong-bao-khong-khen": "{co_quan}",
	"danh-sach-chi-thuong": "{co_quan}", "danh-sach-ky-nhan": "{co_quan}", "thong-ke-khen-thuong": "{co_quan}",
	"cong-van-giao-viec": "{co_quan}", "quyet-dinh-giay-khen": "{co_quan}", "giay-khen": "{co_quan}", "phieu-trinh": "{co_quan}", "dinh-chinh": "{co_quan}", "sua-doi": "{co_quan}", "thu-hoi": "{co_quan}",
}

// notScheduled are the kinds that answer an event which no calendar knows; don-doc stands in
// jobs.yaml as the choice beside don-doc-chung.
var notScheduled = []string{"don-doc", "dinh-chinh", "sua-doi", "thu-hoi"}

// TestPapersOfTheYear: the catalogue holds each of them by name, as a paper of its agency, with a
// template, queries and a job, and the catalogue holds no kind that is not named here.
func TestPapersOfTheYear(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	jobs, err := os.ReadFile("jobs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	scheduled := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^    kinds: \[([^]]*)\]`).FindAllStringSubmatch(string(jobs), -1) {
		for _, kind := range strings.Split(m[1], ", ") {
			scheduled[kind] = true
		}
	}
	for kind, agency := range papersOfTheYear {
		k, err := o.Catalog.Kind(kind)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if k.Agency != agency || k.Name == "" || k.File == "" {
			t.Errorf("%s: agency %q, want %q; name %q, file %q", kind, k.Agency, agency, k.Name, k.File)
		}
		if (k.Outputs.Docx == "") == (k.Outputs.Form == "") || len(k.Data) == 0 {
			t.Errorf("%s: outputs %+v, %d queries", kind, k.Outputs, len(k.Data))
		}
		if scheduled[kind] == slices.Contains(notScheduled, kind) {
			t.Errorf("%s: in jobs.yaml: %t", kind, scheduled[kind])
		}
	}
	for _, k := range o.Catalog.Kinds() {
		if papersOfTheYear[k.Slug] == "" {
			t.Errorf("%s is not named among the papers of the year", k.Slug)
		}
	}
}

// TestEveryPaperOfThePlan: the table of README.md names each point of sections II and III of the
// plan with its papers; every kind and every job stands in it, and each kind beside a job that
// makes it.
func TestEveryPaperOfThePlan(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(readme), "## Các văn bản của năm\n")
	table, _, ends := strings.Cut(table, "\n## ")
	if !found || !ends {
		t.Fatal("README.md lacks the table of the year's papers")
	}
	jobs, err := os.ReadFile("jobs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile("`([a-z-]+)`")
	madeBy := map[string][]string{} // kinds of a job
	for _, m := range regexp.MustCompile(`(?s)\n  ([a-z-]+):\n.*?kinds: \[([^]]*)\]`).FindAllStringSubmatch(string(jobs), -1) {
		madeBy[m[1]] = strings.Split(m[2], ", ")
	}
	places, kindsOf, jobsOf := "", map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || !strings.Contains(line, "`") {
			continue
		}
		places += cells[1] + ";"
		var own []string
		for _, m := range name.FindAllStringSubmatch(cells[3], -1) {
			own, kindsOf[m[1]] = append(own, m[1]), true
		}
		for _, m := range name.FindAllStringSubmatch(cells[4], -1) {
			jobsOf[m[1]] = true
			if !slices.ContainsFunc(madeBy[m[1]], func(k string) bool { return slices.Contains(own, k) }) {
				t.Errorf("the job %s makes %q, none of %q", m[1], madeBy[m[1]], own)
			}
		}
	}
	for _, place := range []string{"II.1", "II.3.1", "II.3.2", "II.3.3", "II.3.4", "II.3.5", "III.1, gạch 1", "III.1, gạch 2", "III.1, gạch 3", "III.1, gạch 4", "III.2", "III.3"} {
		if !strings.Contains(places, place) {
			t.Errorf("no paper for %s", place)
		}
	}
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, k := range o.Catalog.Kinds() {
		if !kindsOf[k.Slug] {
			t.Errorf("%s stands nowhere in the table", k.Slug)
		}
		delete(kindsOf, k.Slug)
	}
	for k := range kindsOf {
		t.Errorf("the table names %s, which is no kind", k)
	}
	for j := range madeBy {
		if !jobsOf[j] {
			t.Errorf("the job %s stands nowhere in the table", j)
		}
	}
}
