//go:build fidelity

package fidelity

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/sample"
	"vanthu/queries"
	"vanthu/templates"
)

// kinds makes the Word files of all kinds of the project from the sample data.
func kinds(t *testing.T) (all []document) {
	t.Helper()
	m := maker(t)
	for _, k := range m.Catalog.Kinds() {
		if k.Outputs.Docx == "" || len(k.Asks()) > 1 { // more than nam: about a paper of the archive
			continue
		}
		requests, err := m.Year(t.Context(), k.Slug, map[string]string{"nam": fmt.Sprint(sample.Year)})
		if err != nil {
			t.Fatal(err)
		}
		for i, req := range requests {
			req.Formats = []string{"docx"}
			made, err := m.Make(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			if k.Apart { // letters of a month that differ in names
				made = made[:min(len(made), 2)]
			}
			for j, one := range made {
				all = append(all, document{group: groupKind, name: fmt.Sprintf("%s-%d-%d", k.Slug, i+1, j+1), docx: one.Files[0].Data, outlined: making.SampleMark})
			}
		}
	}
	return all
}

// maker opens the catalog on a database of its own with the sample data.
func maker(t *testing.T) *making.Maker {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "vanthu.db"))
	check(err)
	t.Cleanup(func() { d.Close() })
	_, err = d.Migrate(t.Context(), queries.Schema())
	check(err)
	check(sample.Fill(t.Context(), d, sample.Choice{}))
	return officetest.Shipped(t, d, templates.FS())
}

// long are documents of many pages.
func long(t *testing.T) []document {
	table := longTable(5000)
	text := feature{name: "long-text", body: plan(60) + a4(refFoot), parts: map[string]string{"footer1.xml": pageNumber("PAGE")}}
	return []document{{group: groupLong, name: table.name, docx: table.docx(t)}, {group: groupLong, name: text.name, docx: text.docx(t)}}
}

// longTable is a table of n rows of different heights under a repeated heading.
func longTable(n int) feature {
	grid := []int{700, 2800, 2500, 1500, 1571}
	names := []string{"Nguyễn Văn Mẫu", "Trần Thị Thử Nghiệm", "Lê Hoàng Minh Khuê", "Phạm Đức Ví Dụ"}
	units := []string{"Công an xã Tân Lập, huyện Đồng Phú", "Công an phường Tân Bình", "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc", "Công an thị xã Bình Long"}
	posts := []string{"Phó Trưởng Công an xã", "Cán bộ", "Phó Trưởng phòng"}
	var all strings.Builder
	all.WriteString(tr("<w:tblHeader/>", cells(grid, "STT", "Họ và tên", "Đơn vị", "Chức vụ", "Mức thưởng")...))
	for i := range n {
		all.WriteString(tr("<w:cantSplit/>", cells(grid, fmt.Sprint(i+1), names[i%4], units[i%7%4], posts[i%5%3], "1.800.000")...))
	}
	return feature{name: "long-table", body: tbl(gridded(""), grid, all.String()) + p("") + a4(refFoot), parts: map[string]string{"footer1.xml": pageNumber("PAGE")}}
}
