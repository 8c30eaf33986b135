package outgoing

import (
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// What a paper must rest on does not vanish in silence: each missing value is a finding
// that forbids signing and says where it is entered.
func TestMissingBasisForbidsSigning(t *testing.T) {
	for _, c := range []struct{ name, without, kind, want string }{
		{"the body that appraises", `UPDATE nguoi_ky SET den_ngay = '2024-12-31' WHERE co_quan_ma = 'ban-tdkt'`, "quyet-dinh-khen-thuong", "MISSING: tham_dinh_nguoi"},
		{"the body that proposes", `UPDATE nguoi_ky SET hinh_thuc = 'Q' WHERE co_quan_ma = 'cong-an-tinh' AND hinh_thuc = 'truong'`, "quyet-dinh-khen-thuong", "MISSING: de_nghi_nguoi"},
		{"who signs", `DELETE FROM nguoi_ky_kieu`, "quyet-dinh-khen-thuong", "MISSING: nguoi_ky"},
		{"who signs the certificates", `DELETE FROM nguoi_ky_kieu`, "bang-khen", "MISSING: nguoi_ky"},
		{"who signs the proposal", `DELETE FROM nguoi_ky_kieu`, "to-trinh-khen-thuong", "MISSING: nguoi_ky"},
		{"the money", `DELETE FROM he_so_thuong WHERE doi_tuong = 'ho_gia_dinh'`, "quyet-dinh-khen-thuong", "MISSING: muc_ho_gia_dinh"},
		{"the terms", `DELETE FROM thuat_ngu WHERE khoa = 'cap_xa'`, "quyet-dinh-khen-thuong", "MISSING: cap_xa"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := office(t, dbtest.SQLite(t, queries.Schema()))
			p.DB.Writer.MustExec(c.without)
			made, err := p.Make(t.Context(), making.Request{Kind: c.kind, Params: map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": "2025-01-14"}})
			if err != nil {
				t.Fatal(err)
			}
			if !making.Forbidden(made[0]) {
				t.Error("it may be signed")
			}
			tells(t, places(made[0].Findings), []string{c.want})
		})
	}
}

// places puts the place of findings before their message.
func places(found []archive.Finding) (out []archive.Finding) {
	for _, f := range found {
		f.Message = f.Place + ": " + f.Message
		out = append(out, f)
	}
	return out
}

// Laws out of force on the day, and names that are no longer there, are told: in what data
// make and in what a person typed.
func TestOutOfForce(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := award(t, p, "2025-01-14")
	word := file(t, p, doc, doc.FromRun, "docx")
	for _, c := range []struct {
		name  string
		edits editing
		want  []string
	}{
		{"repealed", texts("98/2023/NĐ-CP", "91/2017/NĐ-CP"), []string{"CIT-REPEALED: “91/2017/NĐ-CP” đã hết hiệu lực từ 01/01/2024 (1 chỗ); nay là Nghị định số 98/2023/NĐ-CP"}},
		{"not yet in force", texts("98/2023/NĐ-CP", "152/2025/NĐ-CP"), []string{"CIT-NOT-YET: “152/2025/NĐ-CP” đến 01/7/2025 mới có hiệu lực"}},
		{"a law", texts("Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"),
			[]string{"CIT-NOT-YET: “Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025”"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			copied, err := p.Edit(t.Context(), doc, doc.FromRun, edit(t, word, c.edits))
			if err != nil {
				t.Fatal(err)
			}
			tells(t, copied.Findings, c.want)
		})
	}
	for _, c := range []struct {
		day  string
		want []string
	}{
		{"2025-03-03", []string{"NAME-GONE: “Công an huyện Lộc Ninh”"}},
		{"2025-07-01", []string{"NAME-GONE: “Công an huyện Lộc Ninh”", "NAME-GONE: “thị xã Bình Long”", "NAME-GONE: “Ban Thi đua - Khen thưởng tỉnh” không còn vào ngày của văn bản (1 chỗ); nay là Sở Nội vụ"}},
	} {
		params := map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": c.day}
		if c.day == "2025-07-01" {
			p.DB.Writer.MustExec(`UPDATE de_nghi_khen_thuong SET noi_cong_tac = 'Ban Thi đua - Khen thưởng tỉnh' WHERE id = (SELECT MIN(id) FROM de_nghi_khen_thuong WHERE loai = 'ca_nhan' AND trang_thai = 'duyet')`)
		}
		made, err := p.Make(t.Context(), making.Request{Kind: "quyet-dinh-khen-thuong", Params: params})
		if err != nil {
			t.Fatal(err)
		}
		tells(t, made[0].Findings, c.want)
	}
	for _, f := range mustFindings(t, p, doc) {
		if strings.HasPrefix(f.Rule, "CIT-") || f.Rule == "NAME-GONE" {
			t.Errorf("in force on the day: %+v", f)
		}
	}
}

func mustFindings(t *testing.T, p *Papers, doc *archive.Document) []archive.Finding {
	t.Helper()
	found, err := archive.Findings(t.Context(), p.DB.Reader, doc.ID, doc.FromRun)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
