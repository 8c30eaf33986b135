package queries_test

import (
	"slices"
	"testing"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/query"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

// TestTotalsAreThoseOfTheRows adds up the rows of every annex and award list and
// compares with the totals that the documents print.
func TestTotalsAreThoseOfTheRows(t *testing.T) {
	library, err := query.Load(queries.FS())
	if err != nil {
		t.Fatal(err)
	}
	d := dbtest.SQLite(t, queries.Schema())
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	params := map[string]dataset.Value{"nam": dataset.OfInt(2024), "dot": dataset.OfText("tong-ket"), "ngay": dataset.OfText("2025-01-14")}
	compared := 0
	for rows, totals := range map[string][2]string{ // the totals' query, what its columns begin with
		"phu_luc_1_tuyen_truyen": {"phu_luc_1_tong", "pl1_"}, "phu_luc_2_theo_loai": {"phu_luc_2_tong", "pl2_"},
		"phu_luc_3_antt": {"phu_luc_3_tong", "pl3_"}, "phu_luc_4_phan_loai": {"phu_luc_4_tong", "pl4_"},
		"phu_luc_5_luc_luong": {"phu_luc_5_tong", "pl5_"}, "phu_luc_6_tin_bao": {"phu_luc_6_tong", "pl6_"},
		"phu_luc_7_khen_thuong": {"phu_luc_7_tong", "pl7_"},
	} {
		tables, err := library.Run(t.Context(), d, []string{rows, totals[0]}, params)
		if err != nil {
			t.Fatal(err)
		}
		contract, _ := library.Contract(rows)
		for _, column := range contract.Columns {
			want, ok := tables[totals[0]].Record().Get(totals[1] + column.Name)
			if !ok || want.Kind() != dataset.Int {
				continue
			}
			var sum int64
			for _, row := range tables[rows].Items() {
				v, _ := row.Record().Get(column.Name)
				n, _ := v.Int64()
				sum += n
			}
			if n, _ := want.Int64(); n != sum || sum == 0 && column.Name != "to_khong" && column.Name != "yeu" {
				t.Errorf("%s.%s: the rows add up to %d, %s says %d", rows, column.Name, sum, totals[0], n)
			}
			compared++
		}
	}
	if compared < 40 {
		t.Errorf("only %d totals compared", compared)
	}
	params["quyet_dinh"] = dataset.OfText("tu-kho")
	tables, err := library.Run(t.Context(), d, []string{"khen_thuong_tong", "khen_thuong_tap_the", "khen_thuong_ca_nhan", "khen_thuong_ho_gia_dinh", "bang_khen"}, params)
	if err != nil {
		t.Fatal(err)
	}
	all := 0
	for group, money := range map[string]int64{"tap_the": 7020000, "ca_nhan": 3510000, "ho_gia_dinh": 5270000} {
		rows := tables["khen_thuong_"+group].Items()
		all += len(rows)
		count, _ := tables["khen_thuong_tong"].Record().Get("so_" + group)
		if n, _ := count.Int64(); n != int64(len(rows)) {
			t.Errorf("%s: %d rows, the total says %d", group, len(rows), n)
		}
		for _, row := range rows {
			v, _ := row.Record().Get("tien_thuong")
			if n, _ := v.Int64(); n != money {
				t.Fatalf("%s: %d đồng, want %d", group, n, money)
			}
		}
	}
	if n := len(tables["bang_khen"].Items()); n != all || n != 100 {
		t.Errorf("%d certificates for %d awards", n, all)
	}
}

// TestWhatIsPrintedIsThere runs the queries of one row for the sample's documents: only
// what a document may leave out is empty.
func TestWhatIsPrintedIsThere(t *testing.T) {
	library, err := query.Load(queries.FS())
	if err != nil {
		t.Fatal(err)
	}
	d := dbtest.SQLite(t, queries.Schema())
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	mayLack := []string{"co_quan_chu_quan", "chuc_vu_khac", "han_ke_hoach", "han_bao_cao", "cap_huyen", "cong_an_cap_huyen"}
	report := []string{"so_lieu_dia_ban", "so_lieu_chi_dao", "so_lieu_ket_qua", "phu_luc_1_tong", "phu_luc_2_tong", "phu_luc_3_tong",
		"phu_luc_4_tong", "phu_luc_5_tong", "phu_luc_6_tong", "phu_luc_7_tong"}
	awards := []string{"dot_khen_thuong", "khen_thuong_tong", "de_nghi_tong"}
	for _, c := range []struct {
		kind, agency, day, period string
		year                      int64
		tables, mayLack           []string
	}{
		{"ke-hoach", "ubnd-tinh", "2024-02-05", "", 2024, nil, nil},
		{"bao-cao-tong-ket", "cong-an-tinh", "2024-12-15", "", 2024, report, nil},
		{"bao-cao-tong-ket", "ubnd-tinh", "2024-12-15", "", 2024, report, nil},
		{"to-trinh-khen-thuong", "cong-an-tinh", "2024-12-20", "tong-ket", 2024, awards, nil},
		{"quyet-dinh-khen-thuong", "ubnd-tinh", "2025-01-14", "tong-ket", 2024, awards, nil},
		{"quyet-dinh-khen-thuong", "ubnd-tinh", "2024-08-12", "ngay-hoi", 2024, awards, []string{"muc_tap_the"}},
		{"bang-khen", "ubnd-tinh", "2025-01-14", "tong-ket", 2024, nil, nil},
		{"ke-hoach", "ubnd-tinh", "2026-02-10", "", 2026, nil, []string{"ke_hoach_so", "ke_hoach_ngay"}},
		{"to-trinh-khen-thuong", "cong-an-tinh", "2026-07-28", "ngay-hoi", 2026, awards, []string{"ke_hoach_so", "ke_hoach_ngay"}},
		{"quyet-dinh-khen-thuong", "ubnd-tinh", "2026-08-12", "ngay-hoi", 2026, awards, []string{"ke_hoach_so", "ke_hoach_ngay"}},
		{"quyet-dinh-khen-thuong", "ubnd-tinh", "2026-12-21", "tong-ket", 2026, awards, []string{"ke_hoach_so", "ke_hoach_ngay"}},
	} {
		names := append([]string{"co_quan_ban_hanh", "thuat_ngu", "phong_trao", "nguoi_ky"}, c.tables...)
		tables, err := library.Run(t.Context(), d, names, map[string]dataset.Value{
			"kieu": dataset.OfText(c.kind), "co_quan": dataset.OfText(c.agency), "nam": dataset.OfInt(c.year),
			"ngay": dataset.OfText(c.day), "dot": dataset.OfText(c.period)})
		if err != nil {
			t.Errorf("%s %s: %v", c.kind, c.day, err)
			continue
		}
		for _, name := range names {
			row := tables[name].Record()
			for i, column := range row.Columns().Names() {
				if row.At(i).IsNull() && !slices.Contains(mayLack, column) && !slices.Contains(c.mayLack, column) {
					t.Errorf("%s %s: %s.%s is empty", c.kind, c.day, name, column)
				}
			}
		}
	}
}
