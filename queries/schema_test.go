package queries_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

type column struct {
	Table   string `db:"bang"`
	Name    string `db:"cot"`
	NotNull bool   `db:"khong_trong"`
}

// columns lists the tables of the field: those whose migrations are common.
func columns(t *testing.T, d *db.DB) []column {
	t.Helper()
	query := `SELECT m.name AS bang, c.name AS cot, c."notnull" OR (c.pk > 0 AND c.type = 'INTEGER') AS khong_trong
		FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`
	if d.Dialect() == db.Postgres {
		query = `SELECT table_name AS bang, column_name AS cot, is_nullable = 'NO' AS khong_trong
			FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
			WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`
	}
	var all []column
	if err := d.Reader.Select(&all, query); err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(c column) bool {
		return strings.HasPrefix(c.Table, "sqlite_") || strings.HasPrefix(c.Table, "goose_") || strings.HasPrefix(c.Table, "river_")
	})
	slices.SortFunc(all, func(a, b column) int { return strings.Compare(a.Table+"."+a.Name, b.Table+"."+b.Name) })
	return all
}

func TestBothDatabasesHaveTheSameColumns(t *testing.T) {
	lite, post := columns(t, dbtest.SQLite(t, queries.Schema())), columns(t, dbtest.Postgres(t, queries.Schema()))
	for _, c := range lite {
		if !slices.Contains(post, c) {
			t.Errorf("only SQLite has %+v", c)
		}
	}
	for _, c := range post {
		if !slices.Contains(lite, c) {
			t.Errorf("only PostgreSQL has %+v", c)
		}
	}
	if len(lite) < 200 {
		t.Errorf("only %d columns", len(lite))
	}
}

// Texts of the field compare by bytes on PostgreSQL too, or lists would differ. Files with
// words of a dialect hold tables of the machine.
func TestTextsCompareByBytes(t *testing.T) {
	field := map[string]bool{}
	files, err := fs.Glob(queries.Schema(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := fs.ReadFile(queries.Schema(), file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`).FindAllStringSubmatch(string(text), -1) {
			field[m[1]] = m[1] != "co_so_du_lieu" && !strings.Contains(string(text), "{time}") // the base: one row, no order
		}
	}
	d := dbtest.Postgres(t, queries.Schema())
	var other []string
	err = d.Reader.Select(&other, `SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range other {
		if table, _, _ := strings.Cut(name, "."); field[table] {
			t.Errorf(`%s is not COLLATE "C"`, name)
		}
	}
}

// A new database holds the reference data, the same on both kinds.
func TestReferenceData(t *testing.T) {
	dump := map[string]string{}
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		for query, want := range map[string]string{
			"SELECT COUNT(*) FROM loai_van_ban WHERE nhom = 'hanh_chinh'":                                                                                                   "29",
			"SELECT COUNT(*) FROM loai_van_ban WHERE nhom = 'hanh_chinh' AND ky_hieu IS NULL":                                                                               "2",
			"SELECT COUNT(*) FROM van_ban_phap_ly WHERE nguon LIKE 'Kế hoạch năm 2024%' OR ma IN ('48-CT/TW', '44-KL/TW', '09-CT/TW', '124/2021/TT-BCA', '510/QĐ-BCA-V05')": "20",
			"SELECT ngay || ' ' || ngay_goc FROM van_ban_phap_ly WHERE ma = '48-CT/TW'":                                                                                     "2010-10-22 2011-12-01",
			"SELECT ngay || ' ' || ngay_goc FROM van_ban_phap_ly WHERE ma = '44-KL/TW'":                                                                                     "2019-01-22 2019-01-21",
			"SELECT string_agg(ma, ' ' ORDER BY ma) FROM van_ban_phap_ly WHERE trang_thai = 'sai_ngay'":                                                                     "44-KL/TW 48-CT/TW",
			"SELECT string_agg(ten_ngan, ', ' ORDER BY thu_tu) FROM hinh_thuc_khen_thuong WHERE cap = 'tinh'":                                                               "Cờ UBND tỉnh, Bằng khen UBND tỉnh",
			// Only what was compared with an outside source is called verified.
			"SELECT COUNT(*) FROM van_ban_phap_ly WHERE trang_thai = 'da_kiem_chung' AND (nguon LIKE 'biết%' OR nguon LIKE 'Kế hoạch%')": "0",
			// What a decision cites is in force on its day.
			`SELECT COUNT(*) FROM vien_dan d JOIN van_ban_phap_ly v ON v.ma = d.van_ban_ma
				WHERE d.phan = 'can_cu' AND (d.tu_ngay < v.hieu_luc_tu OR COALESCE(d.den_ngay, '2099-12-31') >= COALESCE(v.het_hieu_luc, '2100-01-01'))`: "0",
		} {
			var got string
			if err := d.Reader.Get(&got, query); err != nil || got != want {
				t.Errorf("%s: %s, %v, want %s", query, got, err, want)
			}
		}
		for _, c := range columns(t, d) {
			rows, err := d.Reader.Query(fmt.Sprintf("SELECT COALESCE(CAST(%s AS TEXT), 'NULL') AS v FROM %s ORDER BY 1", c.Name, c.Table))
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			text := ""
			for rows.Next() {
				var v string
				if err := rows.Scan(&v); err != nil {
					t.Fatal(err)
				}
				switch v { // truth values
				case "0":
					v = "false"
				case "1":
					v = "true"
				}
				text += v + "\n"
			}
			lines := strings.Split(text, "\n")
			slices.Sort(lines)
			key := c.Table + "." + c.Name
			if old, ok := dump[key]; ok && old != strings.Join(lines, "\n") {
				t.Errorf("%s: SQLite holds\n%s\nPostgreSQL\n%s", key, old, strings.Join(lines, "\n"))
			}
			dump[key] = strings.Join(lines, "\n")
		}
	})
}

// Money by the salary of the day (domain facts: coefficient × salary, rounded up to
// 10,000), in integers.
func TestAwardMoney(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		for _, c := range []struct {
			day                        string
			person, collective, family int64
		}{
			{"2024-06-30", 2700000, 5400000, 4050000},
			{"2024-07-01", 3510000, 7020000, 5270000},
			{"2026-06-30", 3510000, 7020000, 5270000},
			{"2026-07-01", 3800000, 7590000, 5700000},
		} {
			for object, want := range map[string]int64{"ca_nhan": c.person, "tap_the": c.collective, "ho_gia_dinh": c.family} {
				var got int64
				err := d.Reader.Get(&got, d.Reader.Rebind(`
					SELECT (l.muc * h.he_so + h.lam_tron * 100 - 1) / (h.lam_tron * 100) * h.lam_tron
					FROM luong_co_so l, he_so_thuong h
					WHERE h.hinh_thuc_ma = 'bang-khen-tinh' AND h.doi_tuong = ?
					  AND l.tu_ngay = (SELECT MAX(tu_ngay) FROM luong_co_so WHERE tu_ngay <= ?)
					  AND h.tu_ngay = (SELECT MAX(tu_ngay) FROM he_so_thuong k WHERE k.hinh_thuc_ma = h.hinh_thuc_ma AND k.doi_tuong = h.doi_tuong AND tu_ngay <= ?)`),
					object, c.day, c.day)
				if err != nil || got != want {
					t.Errorf("%s, %s: %d, %v, want %d", c.day, object, got, err, want)
				}
			}
		}
	})
}

// The schema itself refuses what cannot be.
func TestSchemaRefuses(t *testing.T) {
	const (
		unit  = "INSERT INTO don_vi (ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, tu_ngay) VALUES ('a', 'A', 'A', 'a', 'huyen', 'tinh', '2020-01-01')"
		round = "INSERT INTO dot_khen_thuong (nam, ma, ten, loai, thanh_tich, hinh_thuc_ma) VALUES (2024, 'tong-ket', 'T', 'tong_ket', 'x', 'bang-khen-tinh')"
		man   = "INSERT INTO nguoi (ho_ten, khoa_ten, gioi_tinh) VALUES ('Điểu A', 'a', 'nam')"
		ky    = "INSERT INTO ky_so_lieu (ho, nam, tu_ngay, den_ngay, nguon) VALUES ('cong_nhan', 2024, '2023-11-16', '2024-11-15', 'x'), ('cong_nhan_kdc', 2024, '2023-11-01', '2024-10-31', 'x'), ('phan_loai', 2024, '2023-11-16', '2024-11-15', 'x')"
	)
	nominee := func(kind, group, object, person, state string) string {
		return fmt.Sprintf(`INSERT INTO de_nghi_khen_thuong (dot_id, loai, nguoi_id, ten, khoa_ten, doi_tuong_ma, doi_tuong_nhom, hinh_thuc_ma, thanh_tich, don_vi_id, trang_thai)
			VALUES (1, '%s', %s, 'A', 'a', '%s', '%s', 'bang-khen-tinh', 'x', 1, '%s')`, kind, person, object, group, state)
	}
	cases := map[string][]string{ // the last statement is refused, those before it are not
		"unknown kind of unit":     {strings.Replace(unit, "'huyen'", "'lang'", 1)},
		"code twice":               {unit, unit},
		"day that is none":         {strings.Replace(unit, "2020-01-01", "2020-02-30", 1)},
		"day with a clock":         {strings.Replace(unit, "'2020-01-01'", "'2020-01-01 24:30'", 1)},
		"ends before it begins":    {strings.Replace(strings.Replace(unit, "tu_ngay)", "tu_ngay, den_ngay)", 1), "'2020-01-01')", "'2020-01-01', '2019-12-31')", 1)},
		"no such superior":         {strings.Replace(strings.Replace(unit, "tu_ngay)", "tu_ngay, cap_tren_id)", 1), "'2020-01-01')", "'2020-01-01', 99)", 1)},
		"figures without a period": {unit, "INSERT INTO tuyen_truyen (nam, don_vi_id) VALUES (2024, 1)"},
		"negative figure":          {unit, "INSERT INTO ky_so_lieu (ho, nam, tu_ngay, den_ngay, nguon) VALUES ('tin_bao', 2024, '2024-01-01', '2024-12-31', 'x')", "INSERT INTO tin_bao (nam, don_vi_id, nguon_tin) VALUES (2024, 1, -1)"},
		"more valuable than there": {unit, "INSERT INTO ky_so_lieu (ho, nam, tu_ngay, den_ngay, nguon) VALUES ('tin_bao', 2024, '2024-01-01', '2024-12-31', 'x')", "INSERT INTO tin_bao (nam, don_vi_id, nguon_tin, co_gia_tri) VALUES (2024, 1, 1, 2)"},
		"recognised > registered":  {unit, ky, "INSERT INTO cong_nhan (ho, nam, don_vi_id, doi_tuong, tong, dang_ky, dat) VALUES ('cong_nhan', 2024, 1, 'CQ', 9, 5, 6)"},
		"KDC in the wrong period":  {unit, ky, "INSERT INTO cong_nhan (ho, nam, don_vi_id, doi_tuong, tong, dang_ky, dat) VALUES ('cong_nhan', 2024, 1, 'KDC', 9, 5, 5)"},
		"xã below 70 %":            {unit, "INSERT INTO cong_nhan_don_vi (nam, don_vi_id, dang_ky, dat, so_truc_thuoc, truc_thuoc_dat) VALUES (2024, 1, TRUE, TRUE, 10, 6)"},
		"classes against total":    {unit, ky, "INSERT INTO phan_loai (nam, don_vi_id, doi_tuong, tong, xuat_sac) VALUES (2024, 1, 'KDC', 3, 2)"},
		"collective of persons":    {unit, round, man, nominee("ca_nhan", "tap_the", "tt-co-quan", "1", "de_nghi")},
		"object of another group":  {unit, round, man, nominee("ca_nhan", "ca_nhan", "tt-co-quan", "1", "de_nghi")},
		"individual without name":  {unit, round, nominee("ca_nhan", "ca_nhan", "cn-khac", "NULL", "de_nghi")},
		"accepted without dossier": {unit, round, man, nominee("ca_nhan", "ca_nhan", "cn-khac", "1", "duyet")},
		"person twice":             {unit, round, man, nominee("ca_nhan", "ca_nhan", "cn-khac", "1", "de_nghi"), nominee("ca_nhan", "ca_nhan", "cn-khac", "1", "de_nghi")},
		"TUQ. without basis":       {man, "INSERT INTO nguoi_ky (co_quan_ma, nguoi_id, chuc_vu, hinh_thuc, thay_cho, tu_ngay, den_ngay) VALUES ('ubnd-tinh', 1, 'Giám đốc', 'TUQ', 'Chủ tịch', '2024-01-01', '2024-12-31')"},
		"TUQ. without end":         {man, "INSERT INTO nguoi_ky (co_quan_ma, nguoi_id, chuc_vu, hinh_thuc, thay_cho, can_cu, tu_ngay) VALUES ('ubnd-tinh', 1, 'Giám đốc', 'TUQ', 'Chủ tịch', 'x', '2024-01-01')"},
		"KT. for nobody":           {man, "INSERT INTO nguoi_ky (co_quan_ma, nguoi_id, chuc_vu, hinh_thuc, tu_ngay) VALUES ('ubnd-tinh', 1, 'Phó Chủ tịch', 'KT', '2024-01-01')"},
		"wrong date that is right": {"INSERT INTO van_ban_phap_ly (ma, loai_ma, he, ngay, cap_co_quan, trang_thai, nguon) VALUES ('x', 'luat', 'nha_nuoc', '2024-01-01', 'tinh', 'sai_ngay', 'x')"},
		"party paper, state form":  {"INSERT INTO van_ban_phap_ly (ma, loai_ma, so_ky_hieu, he, cap_co_quan, trang_thai, nguon) VALUES ('x', 'ket-luan', '12/KL', 'dang', 'tinh', 'chua_kiem_chung', 'x')"},
		"narrative of nobody":      {"INSERT INTO loi_van (kieu, muc, ky, noi_dung, da_sua, tac_gia, luc) VALUES ('bao-cao-tong-ket', 'dac-diem', '2024', 'x', TRUE, 'x', '2024-01-01 00:00:00')"},
		"narrative twice": {"INSERT INTO loi_van (kieu, muc, ky, co_quan_ma, noi_dung, da_sua, tac_gia, luc) VALUES ('bao-cao-tong-ket', 'dac-diem', '2024', 'ubnd-tinh', 'x', TRUE, 'x', '2024-01-01 00:00:00')",
			"INSERT INTO loi_van (kieu, muc, ky, co_quan_ma, noi_dung, da_sua, tac_gia, luc) VALUES ('bao-cao-tong-ket', 'dac-diem', '2024', 'ubnd-tinh', 'y', TRUE, 'x', '2024-01-01 00:00:00')"},
		"two names of an agency at a time": {"INSERT INTO ten_co_quan (co_quan_ma, tu_ngay, den_ngay, ten, ten_ngan, ten_goi, dong_ten, ky_hieu, dia_danh, the_thuc) VALUES ('so-noi-vu', '2020-01-01', '2024-06-30', 'A', 'A', 'A', 'A', 'A', 'A', 'nd30')",
			"INSERT INTO ten_co_quan (co_quan_ma, tu_ngay, ten, ten_ngan, ten_goi, dong_ten, ky_hieu, dia_danh, the_thuc) VALUES ('so-noi-vu', '2024-06-30', 'A', 'A', 'A', 'A', 'A', 'A', 'nd30')"},
		"two citations in one place": {"INSERT INTO vien_dan (kieu, phan, thu_tu, tu_ngay, den_ngay, van_ban_ma) VALUES ('x', 'can_cu', 1, '2024-01-01', '2024-12-31', '13-KL/TW'), ('x', 'can_cu', 1, '2025-01-01', NULL, '13-KL/TW')",
			"UPDATE vien_dan SET den_ngay = NULL WHERE kieu = 'x' AND tu_ngay = '2024-01-01'"},
		"two recipients in one place": {"INSERT INTO noi_nhan (kieu, co_quan_ma, vai_tro, thu_tu, ten, tu_ngay) VALUES ('x', 'ubnd-tinh', 'noi_nhan', 1, 'A', '2024-01-01')",
			"INSERT INTO noi_nhan (kieu, co_quan_ma, vai_tro, thu_tu, ten, tu_ngay) VALUES ('x', 'ubnd-tinh', 'noi_nhan', 1, 'B', '2025-01-01')"},
		"two words for one thing":   {"INSERT INTO thuat_ngu (khoa, tu_ngay, gia_tri, nguon, trang_thai) VALUES ('cap_xa', '2026-01-01', 'x', 'x', 'chua_kiem_chung')"},
		"unit that reports itself":  {unit, "UPDATE don_vi SET cap_tren_id = id"},
		"second row about the base": {"INSERT INTO co_so_du_lieu (id) VALUES (2)"},
		"letters for a number":      {"UPDATE luong_co_so SET muc = 'nhiều'"},
		"unit in use deleted":       {unit, "INSERT INTO van_ban_don_vi (nam, don_vi_id, loai, ngay_nhan) VALUES (2024, 1, 'ke_hoach', '2024-03-01')", "DELETE FROM don_vi"},
	}
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		for name, statements := range cases {
			tx := d.Writer.MustBegin()
			// Numbers of rows begin anew for each case.
			if d.Dialect() == db.Postgres {
				tx.MustExec("ALTER SEQUENCE don_vi_id_seq RESTART; ALTER SEQUENCE nguoi_id_seq RESTART; ALTER SEQUENCE dot_khen_thuong_id_seq RESTART")
			}
			for i, s := range statements {
				_, err := tx.Exec(s)
				if last := i == len(statements)-1; last && err == nil {
					t.Errorf("%s: accepted", name)
				} else if !last && err != nil {
					t.Errorf("%s: %s: %v", name, s, err)
					break
				}
			}
			tx.Rollback()
		}
	})
}
