package templates

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// TestListsByChoice: every paper with a list of nominees or awardees writes it as its kind
// chooses, names all in both orders of the groups, and has no fault.
func TestListsByChoice(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, c := range []struct {
		kind, list string
		has        string // of each list, collectives first
		hasPersons string // persons first
	}{
		{"quyet-dinh-khen-thuong", "bang", "I. TẬP THỂ\n266.760.000\n1\n", "I. CÁ NHÂN\n200.070.000\n1\n"},
		{"quyet-dinh-khen-thuong", "trong-dieu-1", "gồm:\nTập thể:\n1. ", "gồm:\nCá nhân:\n1. "},
		{"to-trinh-khen-thuong", "bang", "Đơn vị đề nghị\nI. TẬP THỂ\n", "Đơn vị đề nghị\nI. CÁ NHÂN\n"},
		{"to-trinh-khen-thuong", "hai-cot", "TT\nTập thể, cá nhân đề nghị xét khen thưởng\nI. TẬP THỂ\n1\n", "khen thưởng\nI. CÁ NHÂN\n1\n"},
		{"to-trinh-khen-thuong", "dong", "I. TẬP THỂ\n1. ", "I. CÁ NHÂN\n1. "},
		{"bien-ban-xet-khen-thuong", "bang", "Số phiếu đồng ý\nI. TẬP THỂ", "Số phiếu đồng ý\nI. CÁ NHÂN"},
		{"bien-ban-xet-khen-thuong", "hai-cot", "danh sách như sau:\nTT\nTập thể, cá nhân đề nghị xét khen thưởng\nI. TẬP THỂ\n1\n", "thưởng\nI. CÁ NHÂN\n1\n"},
		{"to-trinh-ban-thi-dua", "bang", "Đơn vị đề nghị\nI. TẬP THỂ", "Đơn vị đề nghị\nI. CÁ NHÂN"},
		{"to-trinh-ban-thi-dua", "hai-cot", "thưởng\nI. TẬP THỂ\n1\n", "thưởng\nI. CÁ NHÂN\n1\n"},
		{"to-trinh-ban-thi-dua", "dong", "I. TẬP THỂ\n1. ", "I. CÁ NHÂN\n1. "},
	} {
		t.Run(c.kind+" "+c.list, func(t *testing.T) {
			var names [2]string
			for i, order := range []string{"tap-the-truoc", "ca-nhan-truoc"} {
				made := o.make(t, c.kind, map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": "2025-01-14", "kieu_danh_sach": c.list, "thu_tu_nhom": order})
				unblamed(t, made)
				text := textOf(t, made)
				if has := []string{c.has, c.hasPersons}[i]; !strings.Contains(text, has) {
					t.Errorf("%s: lacks %q in\n%s", order, has, text)
				}
				words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \n.;,/", r) || r >= '0' && r <= '9' })
				slices.Sort(words)
				names[i] = strings.Join(words, " ")
			}
			if c.list != "trong-dieu-1" && len(names[0]) != len(names[1]) {
				t.Errorf("the orders have other words: %d and %d bytes", len(names[0]), len(names[1]))
			}
		})
	}
}

// TestADecisionForEach: where the kind chooses so, each has a decision of its own, which is a
// document of its own in the archive; the certificates then print each its number, and say what
// is missing until the last one has one.
func TestADecisionForEach(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	params := map[string]string{"nam": "2024", "dot": "ngay-hoi", "ngay": "2024-08-12", "kieu_danh_sach": "tung-truong-hop"}
	made := o.all(t, "quyet-dinh-khen-thuong", params, "docx")
	if len(made) != 10 {
		t.Fatalf("%d decisions", len(made))
	}
	for i, one := range made {
		unblamed(t, one)
		text := textOf(t, one)
		if one.Key.Unit == "" || !strings.HasSuffix(one.Name, "-"+one.Key.Unit) || strings.Contains(text, "DANH SÁCH") || strings.Contains(text, "mỗi cá nhân") {
			t.Errorf("%d: %s, %s:\n%s", i, one.Key, one.Name, text)
		}
	}
	first := textOf(t, made[0])
	for _, want := range []string{"Điều 1. Tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho Trung úy Thị Đào, ", "Điều 2. Mức tiền thưởng kèm theo Bằng khen: 3.510.000 đồng (Ba triệu", "và cá nhân có tên tại Điều 1 căn cứ"} {
		if !strings.Contains(first, want) {
			t.Errorf("lacks %q in\n%s", want, first)
		}
	}
	if household := textOf(t, made[9]); !strings.Contains(household, "cho hộ bà ") {
		t.Errorf("a household in the sentence:\n%s", household)
	}
	kept, err := o.Keep(t.Context(), made, nil)
	if err != nil {
		t.Fatal(err)
	}
	o.DB.Writer.MustExec(`INSERT INTO books (code, name, agency, source) VALUES ('thu', 'Sổ thử', 'ubnd-tinh', 'trong')`)
	number := func(i int) {
		o.DB.Writer.MustExec(`UPDATE documents SET state = 'da-cap-so' WHERE id = ?`, kept[i].Document)
		o.DB.Writer.MustExec(`INSERT INTO numbers (book, year, number, suffix, document_id, symbol, day, title, signer, recipients, keeper, copies, actor, at)
			VALUES ('thu', 2024, ?, '', ?, ?, '2024-08-12', '', '', '', '', 1, 'may', '2024-08-12T00:00:00Z')`, 301+i, kept[i].Document, fmt.Sprintf("%d/QĐ-UBND", 301+i))
	}
	certificates := func() *archive.Made {
		return o.all(t, "bang-khen", map[string]string{"nam": "2024", "dot": "ngay-hoi", "ngay": "2024-08-12"})[0]
	}
	forbidden := func(m *archive.Made) bool {
		return slices.ContainsFunc(m.Findings, func(f archive.Finding) bool { return strings.Contains(f.Message, "da_co_quyet_dinh") })
	}
	for i := range made[:9] {
		number(i)
	}
	if m := certificates(); !forbidden(m) {
		t.Errorf("one decision has no number, findings %+v", m.Findings)
	}
	number(9)
	m := certificates()
	if forbidden(m) {
		t.Errorf("all have numbers: %+v", m.Findings)
	}
	list, _ := m.Data.Get("cac_ban")
	for i, item := range list.Items() {
		if v, _ := item.Record().Get("so_quyet_dinh"); v.Literal() != fmt.Sprintf("%d/QĐ-UBND", 301+i) {
			t.Errorf("certificate %d has the decision %s", i+1, v.Literal())
		}
	}
}

// TestDossiersUnderTheOldLaw: the appraisal says how many dossiers came before the law of 2026,
// which leaves them under the rules of before.
func TestDossiersUnderTheOldLaw(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	params := map[string]string{"nam": "2026", "dot": "tong-ket", "ngay": "2026-12-15", "co_quan": "so-noi-vu"}
	const says = "hồ sơ nhận trước ngày 01/10/2026 được thẩm định theo quy định có hiệu lực vào ngày nhận hồ sơ."
	if text := textOf(t, o.make(t, "to-trinh-ban-thi-dua", params)); strings.Contains(text, "hồ sơ nhận trước") {
		t.Errorf("no dossier came before:\n%s", text)
	}
	o.DB.Writer.MustExec(`UPDATE de_nghi_khen_thuong SET ngay_nhan = '2026-09-30' WHERE id IN (SELECT n.id FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id
		WHERE d.nam = 2026 AND d.ma = 'tong-ket' AND n.trang_thai = 'duyet' ORDER BY n.id LIMIT 2)`)
	if text := textOf(t, o.make(t, "to-trinh-ban-thi-dua", params)); !strings.Contains(text, "Trong đó 02 "+says) {
		t.Errorf("lacks it:\n%s", text)
	}
	params["ngay"] = "2026-09-20"
	if text := textOf(t, o.make(t, "to-trinh-ban-thi-dua", params)); strings.Contains(text, "hồ sơ nhận trước") {
		t.Error("the law is not yet in force")
	}
}
