package queries_test

import (
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/query"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

// TestQueriesGiveTheSameOnBothDatabases runs every query on the sample data, for
// several agencies, kinds and days, and compares the canonical JSON.
func TestQueriesGiveTheSameOnBothDatabases(t *testing.T) {
	lib, err := query.Load(queries.FS())
	if err != nil {
		t.Fatal(err)
	}
	day := func(s string) dataset.Value { return dataset.OfText(s) }
	text := dataset.OfText
	settings := []map[string]dataset.Value{
		{"nam": dataset.OfInt(2024), "ngay": day("2024-02-05"), "co_quan": text("ubnd-tinh"), "kieu": text("ke-hoach"), "che_do": text("nguyen-van"), "viec": text("sua-doi"), "van_ban": dataset.OfInt(1)},
		{"nam": dataset.OfInt(2024), "ngay": day("2024-12-15"), "co_quan": text("cong-an-tinh"), "kieu": text("bao-cao-tong-ket")},
		{"nam": dataset.OfInt(2024), "ngay": day("2024-12-20"), "co_quan": text("ubnd-tinh"), "kieu": text("quyet-dinh-khen-thuong"), "dot": text("tong-ket")},
		{"nam": dataset.OfInt(2024), "ngay": day("2025-01-14"), "co_quan": text("cong-an-tinh"), "kieu": text("to-trinh-khen-thuong"), "dot": text("ngay-hoi")},
		{"nam": dataset.OfInt(2026), "ngay": day("2026-11-20"), "co_quan": text("ubnd-tinh"), "kieu": text("ke-hoach"), "dot": text("tong-ket")},
		{"nam": dataset.OfInt(2024), "ngay": day("2024-12-20"), "co_quan": text("ubnd-tinh"), "kieu": text("phieu-trinh"), "van_ban": text("KH")},
		{"nam": dataset.OfInt(2024), "ngay": day("2024-12-20"), "co_quan": text("ubnd-tinh"), "kieu": text("cong-van-giao-viec"), "cong_van": text("tat-ca")},
		{"nam": dataset.OfInt(2024), "ngay": day("2024-12-26"), "co_quan": text("cong-an-tinh"), "kieu": text("quyet-dinh-giay-khen"), "dot": text("giay-khen")},
	}
	got := map[string]string{}
	rows := map[string]int{}
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := lib.Check(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		issued(t, d)
		for i, setting := range settings {
			for _, name := range lib.Names() {
				contract, _ := lib.Contract(name)
				out, err := lib.Run(t.Context(), d, []string{name}, complete(setting, contract))
				var b strings.Builder
				if err != nil {
					b.WriteString(err.Error())
				} else {
					var set dataset.Set
					set.Put(name, out[name])
					set.WriteJSON(&b)
					rows[name] = max(rows[name], len(out[name].Items()))
				}
				key := string(rune('1'+i)) + " " + name
				if old, ok := got[key]; ok && old != b.String() {
					t.Errorf("setting %s: SQLite and PostgreSQL give\n%.2000s\n%.2000s", key, old, b.String())
				}
				got[key] = b.String()
			}
		}
	})
	for _, name := range lib.Names() { // or the comparison would prove nothing
		if contract, _ := lib.Contract(name); !contract.One && rows[name] == 0 {
			t.Errorf("%s gives no row in any setting: add one that it answers", name)
		}
	}
}

// issued puts an issued paper with a version, a finding and a correction into the empty
// archive, its document 1, and a unit's words for the report.
func issued(t *testing.T, d *db.DB) {
	t.Helper()
	for _, statement := range []string{
		`INSERT INTO documents (kind, period, agency, unit, round, year, name, title, sample, state, created_at)
			VALUES ('ke-hoach', '2024', 'ubnd-tinh', '', '', 2024, 'KH', 'KH', FALSE, 'da-phat-hanh', '2024-02-05 00:00:00')`,
		`INSERT INTO documents (kind, period, agency, unit, round, year, name, title, sample, state, created_at)
			VALUES ('ke-hoach-ngay-hoi', '2024', 'ubnd-tinh', '', '', 2024, 'KH-NH', 'KH', FALSE, 'trinh-ky', '2024-02-05 00:00:00')`,
		`INSERT INTO versions (document_id, number, origin, fingerprint, day, pages, made_at, made_by, note)
			VALUES (2, 1, 'made', '` + strings.Repeat("1", 64) + `', '2024-02-05', 4, '2024-02-05 01:00:00', 'lan', '')`,
		`INSERT INTO versions (document_id, number, origin, fingerprint, day, pages, made_at, made_by, note)
			VALUES (1, 1, 'made', '` + strings.Repeat("0", 64) + `', '2024-02-05', 4, '2024-02-05 01:00:00', 'lan', 'lần đầu')`,
		`INSERT INTO findings (document_id, version, seq, rule, severity, place, message, clause) VALUES (1, 1, 1, 'MARGIN', 'sai', 'trang 1', 'lề trái 10 mm', '')`,
		`INSERT INTO waivers (document_id, version, rule, reason, actor, at) VALUES (1, 1, 'MARGIN', 'giấy in sẵn', 'lan', '2024-02-05 02:00:00')`,
		`INSERT INTO loi_van (id, kieu, muc, ky, don_vi_id, noi_dung, da_sua, tac_gia, luc)
			SELECT MAX(id) + 1, 'bao-cao-tong-ket', 'tuyen-truyen', '2024', (SELECT MIN(id) FROM don_vi), 'Đã tuyên truyền 12 buổi.', TRUE, 'lan', '2024-11-01 00:00:00' FROM loi_van`,
		`INSERT INTO danh_hieu_dat (danh_hieu_ma, don_vi_id, loai_ky, tu_nam, den_nam, quyet_dinh_so, quyet_dinh_ngay)
			SELECT 'ttldxs', MIN(id), 'nam_hoc', 2023, 2024, '12/QĐ-UBND', '2024-07-01' FROM don_vi`,
		`INSERT INTO books (code, agency, name, source) VALUES ('so', 'ubnd-tinh', 'Sổ', 'trong')`,
		`INSERT INTO numbers (book, year, number, suffix, document_id, symbol, day, title, signer, recipients, keeper, copies, actor, at)
			VALUES ('so', 2024, 161, '', 1, '161/KH-UBND', '2024-02-05', '', '', '', '', 1, 'may', '2024-02-05 00:00:00')`,
		`INSERT INTO corrections (document_id, relation, code, kind_name, subject, by_head, reason) VALUES (1, 'sua-doi', 'KH', 'Kế hoạch', 'Phát động', FALSE, 'sai')`,
		`INSERT INTO correction_changes (document_id, relation, seq, place, was, becomes) VALUES (1, 'sua-doi', 1, 'mục I', 'một', 'hai')`,
	} {
		d.Writer.MustExec(statement)
	}
}

// complete gives every parameter of a query a value.
func complete(setting map[string]dataset.Value, c query.Contract) map[string]dataset.Value {
	all := map[string]dataset.Value{}
	for _, p := range c.Params {
		v, ok := setting[p.Name]
		if !ok && !p.Nullable {
			switch p.Type.Kind {
			case dataset.Int:
				v = setting["nam"]
			case dataset.Date:
				v = setting["ngay"]
			case dataset.Bool:
				v = dataset.OfBool(true)
			default:
				v = dataset.OfText("khong-co")
			}
		}
		all[p.Name] = v
	}
	return all
}
