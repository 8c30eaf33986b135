package templates

import (
	"bytes"
	"regexp"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/ooxml"
	"vanthu/queries"
)

// breaking is a number of a paper with a hyphen at which a line may end.
var breaking = regexp.MustCompile(`>[^<]*\d/[^<\s]*[A-ZĐ]-[A-ZĐ][^<]*<`)

// TestNumbersStayWhole: the number of a paper, its own or one that it cites, never breaks at
// the end of a line.
func TestNumbersStayWhole(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for kind, params := range map[string]map[string]string{
		"quyet-dinh-khen-thuong": {"nam": "2024", "dot": "tong-ket", "ngay": "2025-01-14"}, "bao-cao-phan-loai": {"nam": "2024"},
		"huong-dan": {"nam": "2024"}, "ke-hoach": {"nam": "2024"}, "to-trinh-khen-thuong": {"nam": "2024", "dot": "tong-ket"},
	} {
		pkg, err := ooxml.Open(file(t, o.make(t, kind, params), "docx"), ooxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		part, err := pkg.Part("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		if at := breaking.Find(part); at != nil {
			t.Errorf("%s: %s may break", kind, at)
		}
	}
}

// TestNoEmptySheet: a group without anybody has no sheet in the workbook of a list.
func TestNoEmptySheet(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for dot, want := range map[string][]string{"ngay-hoi": {"Cá nhân", "Hộ gia đình"}, "tong-ket": {"Tập thể", "Cá nhân", "Hộ gia đình"}} {
		made := o.all(t, "quyet-dinh-khen-thuong", map[string]string{"nam": "2024", "dot": dot}, "xlsx")
		book, err := excelize.OpenReader(bytes.NewReader(file(t, made[0], "xlsx")))
		if err != nil {
			t.Fatal(err)
		}
		if got := book.GetSheetList(); !slices.Equal(got, want) {
			t.Errorf("%s: sheets %v, want %v", dot, got, want)
		}
		book.Close()
	}
}
