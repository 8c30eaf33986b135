package making_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/people"
)

// certificates are a form with a page for each place, all in one paper.
const certificates = `name: Giấy công nhận
agency: ubnd-tinh
params: {nam: int, ngay: date, chi_in_chu: bool}
defaults: {ngay: "{nam}-11-19", chi_in_chu: false}
data: {tren: dau_giay, giay: cac_giay}
each: {query: giay, key: so_giay, together: true}
outputs: {form: mau.pdf}
print: {overlay: chi_in_chu, width: 297, height: 210, dx: 0, dy: 0}
file: Giay-cong-nhan-{nam}
`

func formOffice(t *testing.T) *making.Maker {
	t.Helper()
	form, err := os.ReadFile("../../templates/giay-cong-nhan-antt/mau.pdf")
	if err != nil {
		t.Fatal(err)
	}
	m := office(t, nil)
	files, all := kinds(), fstest.MapFS{
		"dau_giay.sql": {Data: []byte("-- Đầu giấy\n-- cột: ten_day_du_co_quan text, dia_danh text, quyen_han_chuc_vu text, so_quyet_dinh text, nguoi_ky text\n-- (một dòng)\n" +
			"SELECT 'Ủy ban nhân dân tỉnh' AS ten_day_du_co_quan, 'Bình Phước' AS dia_danh, 'Chủ tịch' AS quyen_han_chuc_vu, '7/QĐ-UBND' AS so_quyet_dinh, 'Trần Văn Mẫu' AS nguoi_ky\n")},
		"cac_giay.sql": {Data: []byte("-- Các giấy\n-- tham số: nam int\n-- cột: so_giay text, ten text\nSELECT ma AS so_giay, ten FROM dot_thu WHERE nam = :nam ORDER BY ma\n")},
	}
	files["giay/document.yaml"], files["giay/mau.pdf"] = &fstest.MapFile{Data: []byte(certificates)}, &fstest.MapFile{Data: form}
	for name, f := range texts {
		all[name] = f
	}
	return officetest.Small(t, m.DB, files, all)
}

// TestForm: a form has a page for each row, and its data are taken apart again where it is made from the archive's.
func TestForm(t *testing.T) {
	m := formOffice(t)
	if err := m.Rehearse(t.Context(), "giay"); err != nil {
		t.Error(err)
	}
	all := made(t, m, making.Request{Kind: "giay", Params: year})
	if len(all) != 1 || all[0].Pages != 3 || all[0].Rows != 3 || all[0].Key.Unit != "" || len(all[0].Files) != 1 {
		t.Fatalf("%d papers, %+v", len(all), all[0])
	}
	drawn := func(one *archive.Made, pages int) string {
		t.Helper()
		data := fileOf(t, one, "pdf")
		list, err := pdf.Text(data)
		if err != nil || len(list) != pages {
			t.Fatalf("%d pages, want %d, %v", len(list), pages, err)
		}
		return tight(strings.Join(list, ""))
	}
	first := drawn(all[0], 3)
	for _, want := range []string{"xãA", "xãB", "xãC", "Sốgiấycôngnhận:c", "năm2024", tight(making.DraftMark)} {
		if !strings.Contains(first, want) {
			t.Errorf("%q is not in %s", want, first)
		}
	}
	if v, _ := all[0].Data.Get("cac_ban"); len(v.Items()) != 3 {
		t.Errorf("the data hold %d papers", len(v.Items()))
	}
	d, err := m.Draft(t.Context(), "giay", all[0].Data, making.Marks{Submitted: true})
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Make(nil)
	if err != nil {
		t.Fatal(err)
	}
	if text := drawn(again, 3); strings.Contains(text, tight(making.DraftMark)) || !strings.Contains(text, "xãB") || again.Rows != 3 {
		t.Errorf("from the archive: %s", text)
	}
	overlay := made(t, m, making.Request{Kind: "giay", Params: with("chi_in_chu", "true")})[0]
	if text, whole := drawn(overlay, 3), fileOf(t, all[0], "pdf"); !strings.Contains(text, "xãA") || len(fileOf(t, overlay, "pdf")) >= len(whole) {
		t.Errorf("the words alone have %d bytes, all has %d", len(fileOf(t, overlay, "pdf")), len(whole))
	}
	s, err := m.Specimen(mustKind(t, m, "giay"), nil)
	if err != nil || s.Format != "pdf" || !strings.Contains(shown(t, s.Data), tight(making.SampleMark)) {
		t.Errorf("%+v, %v", s, err)
	}
	if found, err := m.JudgeTemplate("giay", nil); err != nil || len(found) > 0 {
		t.Errorf("a kind without a Word template: %+v, %v", found, err)
	}
}

// TestLaterParameters: data that were kept before a kind got a parameter are made with its default.
func TestLaterParameters(t *testing.T) {
	m := office(t, nil)
	data := made(t, m, making.Request{Kind: "giay-moi", Params: with("dot", "a")})[0].Data
	files := kinds()
	files["giay-moi/document.yaml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("ngay: date}", "ngay: date, noi_hop: text}", `-15"}`, `-15", noi_hop: Hội trường}`).Replace(invitation))}
	files["giay-moi/mau.docx"] = &fstest.MapFile{Data: docxtest.Word("Số: {so_van_ban}/GM", "{ngay_ban_hanh}", "Kính mời {ten} dự họp tại {noi_hop}.")}
	later := officetest.Small(t, m.DB, files, texts)
	d, err := later.Draft(t.Context(), "giay-moi", data, making.Marks{})
	if err != nil {
		t.Fatal(err)
	}
	one, err := d.Make(nil)
	if err != nil || !strings.Contains(words(t, fileOf(t, one, "docx")), "Kính mời xã A dự họp tại Hội trường.") {
		t.Errorf("%+v, %v", one, err)
	}
	if !strings.Contains(string(fileOf(t, one, "pdf")), "2024-12-15T00:00:00+07:00") {
		t.Error("the PDF is of another time than the day of the paper")
	}
}

// TestLackWithoutATable: what a query asks for in vain is told also where it reads no table.
func TestLackWithoutATable(t *testing.T) {
	m := office(t, nil)
	files, all := kinds(), fstest.MapFS{"dot_thu.sql": {Data: []byte("-- Một đợt\n-- tham số: dot text\n-- cột: ten text, ten_dot text\n-- (một dòng)\nSELECT 'x' AS ten, 'x' AS ten_dot WHERE :dot = 'b'\n")}}
	for name, f := range texts {
		if all[name] == nil {
			all[name] = f
		}
	}
	m = officetest.Small(t, m.DB, files, all)
	_, err := m.Make(t.Context(), making.Request{Kind: "giay-moi", Params: with("dot", "a")})
	if r := people.Refused(err); r == nil || !strings.Contains(r.Text, "  - Một đợt (truy vấn dot_thu)") {
		t.Errorf("%v", err)
	}
	set, err := m.DataSet(t.Context(), making.Request{Kind: "giay-moi", Params: with("dot", "b")})
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := set.Get("ten"); v.Kind() != dataset.Text || v.Literal() != "x" {
		t.Errorf("%v", v.Literal())
	}
}
