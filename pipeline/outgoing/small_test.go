package outgoing

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/making/officetest"
	"vanthu/templates"
)

// households is a kind of document of a small office: a report on the households of its communes.
const households = `name: Báo cáo số hộ
code: BC
agency: ubnd-tinh
params: {nam: int, ngay: date}
defaults: {ngay: "{nam}-12-15"}
data: {tren: tong_ho, cac_xa: cac_xa, noi_nhan: noi_gui}
outputs: {docx: mau.docx, pdf: true}
link: true
late: [so_van_ban, ngay_ban_hanh]
file: bao-cao-ho-{nam}
`

// comparison is another kind of it, of one year beside the one before, without number.
const comparison = `name: So sánh số hộ
agency: ubnd-tinh
params: {nam: int, ngay: date}
defaults: {ngay: "{nam}-12-20"}
data: {noi_nhan: noi_gui, so_sanh: so_sanh}
outputs: {docx: mau.docx}
link: true
file: so-sanh-{nam}
`

// smallOffice is an office with one kind of document over one table: what a paper goes through costs little there.
func smallOffice(t testing.TB, d *db.DB) *Papers {
	t.Helper()
	d.Writer.MustExec(`CREATE TABLE ho_xa (nam INTEGER NOT NULL, ten TEXT NOT NULL, so_ho INTEGER NOT NULL)`)
	d.Writer.MustExec(`INSERT INTO ho_xa VALUES (2024, 'Xã Đak Ơ', 940), (2024, 'Xã Bù Nho', 1286)`)
	d.Writer.MustExec(`INSERT INTO don_vi (id, ma, ten, ten_ngan, khoa_ten, loai_ma, cap_quan_ly, tu_ngay)
		SELECT 1, 'dak-o', 'Xã Đak Ơ', 'Đak Ơ', 'dak o', MIN(ma), 'xa', '2020-01-01' FROM loai_don_vi`)
	sql := func(about, columns, text string) *fstest.MapFile {
		params := "nam int"
		if strings.Contains(text, ":ngay") {
			params += ", ngay date"
		}
		return &fstest.MapFile{Data: []byte("-- " + about + "\n-- tham số: " + params + "\n-- cột: " + columns + "\n" + text + "\n")}
	}
	kinds := fstest.MapFS{"bao-cao-ho/document.yaml": {Data: []byte(households)}, "bao-cao-ho/mau.docx": {Data: docxtest.Word(
		"Số: {so_van_ban}/BC-UBND", "Bình Phước, {ngay_ban_hanh}", "BÁO CÁO", "Năm {nam} cả tỉnh có {tong} hộ, đông nhất là {dong_nhat}, theo {can_cu}.", "{#cac_xa}", "{ten}: {so_ho} hộ.", "{/cac_xa}", "{#noi_nhan}", "- {ten}", "{/noi_nhan}")}}
	kinds["so-sanh/document.yaml"] = &fstest.MapFile{Data: []byte(comparison)}
	kinds["so-sanh/mau.docx"] = &fstest.MapFile{Data: docxtest.Word("SO SÁNH", "{#so_sanh}", "{ten}: {nam_nay} hộ, năm trước {nam_truoc} hộ.", "{/so_sanh}", "Cộng {#so_sanh}{nam_nay} {/so_sanh}", "Gồm {#so_sanh}{ten} {/so_sanh}")}
	for _, name := range []string{registerWord, registerBook, slipWord} {
		data, err := fs.ReadFile(templates.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		kinds[name] = &fstest.MapFile{Data: data}
	}
	m := officetest.Small(t, d, kinds, fstest.MapFS{
		"tong_ho.sql": sql("Tổng số hộ", "tong int, dong_nhat text, can_cu text\n-- tong: tổng số hộ: cả năm\n-- (một dòng)", "SELECT CAST(SUM(so_ho) AS BIGINT) AS tong, (SELECT ten FROM ho_xa WHERE nam = :nam ORDER BY so_ho DESC LIMIT 1) AS dong_nhat, CASE WHEN :ngay < '2025-01-01' THEN 'Nghị định cũ' ELSE 'Nghị định mới' END AS can_cu FROM ho_xa WHERE nam = :nam HAVING COUNT(*) > 0"),
		"cac_xa.sql":  sql("Các xã, phường", "ten text, so_ho int\n-- so_ho: số hộ (ước tính)\n-- khóa: ten", "SELECT ten, so_ho FROM ho_xa WHERE nam = :nam ORDER BY ten"),
		"so_sanh.sql": sql("So sánh hai năm", "ten text, nam_nay int, nam_truoc int?\n-- khóa: ten", "SELECT n.ten, n.so_ho AS nam_nay, (SELECT so_ho FROM ho_xa t WHERE t.ten = n.ten AND t.nam = n.nam - 1) AS nam_truoc FROM ho_xa n WHERE n.nam = :nam ORDER BY n.ten"),
		"noi_gui.sql": sql("Nơi nhận", "ten text", "SELECT 'Sở Nội vụ' AS ten WHERE :nam > 0 UNION ALL SELECT 'Lưu: VT, NC' ORDER BY ten DESC"),
	})
	return Of(m)
}

// wave takes a paper along its way, whatever is found in its form.
func wave(t testing.TB, p *Papers, doc *archive.Document, states ...string) *archive.Document {
	t.Helper()
	found, err := archive.Findings(t.Context(), p.DB.Reader, doc.ID, doc.Working)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range found {
		if f.Severity == archive.Wrong {
			all[f.Rule] = "mẫu của phép thử"
		}
	}
	for _, s := range states {
		step := archive.Step{By: admin, To: s, Comment: "lý do", At: noon}
		if s == archive.FormChecked {
			step.Waive = all
		}
		if err := p.Move(t.Context(), doc.ID, step, 0); err != nil {
			t.Fatal(err)
		}
	}
	return now(t, p, doc.ID)
}
