package templates

import (
	"bytes"
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/pdf"
	"vanthu/queries"
)

// TestAwardDocuments makes decision and proposal of several rounds and days: law, terms,
// money and signers are those of the day, groups without rows are gone, and the checker
// has nothing against them.
func TestAwardDocuments(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	const decision, proposal = "quyet-dinh-khen-thuong", "to-trinh-khen-thuong"
	for _, c := range []struct {
		kind, year, round, day string
		have, lack             []string
	}{
		{decision, "2024", "tong-ket", "", []string{
			"Số:", "/QĐ-UBND", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC", "Nghị định số 98/2023/NĐ-CP",
			"cho 38 tập thể, 57 cá nhân và 05 hộ gia đình, đã có", "mỗi tập thể 7.020.000 đồng (Bảy triệu không trăm hai mươi nghìn đồng)",
			"mỗi hộ gia đình 5.270.000 đồng", "Quỹ thi đua, khen thưởng tỉnh", "- Như Điều 3;", "Chủ tịch Ủy ban nhân dân các huyện, thị xã, thành phố",
			"I. TẬP THỂ", "II. CÁ NHÂN", "III. HỘ GIA ĐÌNH", "(có Danh sách kèm theo)"},
			[]string{"TM.", "152/2025", "05/TTr-BTĐKT"}}, // the appraisal is of January 2025
		{decision, "2024", "tong-ket", "2025-01-14", []string{"năm 2025", "tại Tờ trình số 05/TTr-BTĐKT ngày 08 tháng 01 năm 2025."}, []string{"TM."}},
		{decision, "2024", "ngay-hoi", "2024-08-12", []string{
			"cho 08 cá nhân và 02 hộ gia đình, đã có", "CÁC CÁ NHÂN, HỘ GIA ĐÌNH", "I. CÁ NHÂN", "II. HỘ GIA ĐÌNH", "mỗi cá nhân 3.510.000 đồng"},
			[]string{"TẬP THỂ", "00 tập thể", "mỗi tập thể", "III."}},
		{decision, "2026", "ngay-hoi", "2026-08-12", []string{
			"CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ ĐỒNG NAI", "Nghị định số 152/2025/NĐ-CP", "ngày 16 tháng 6 năm 2025", "các xã, phường, Thủ trưởng", "mỗi tập thể 7.590.000 đồng",
			"lương cơ sở 2.530.000 đồng", "Giám đốc Sở Nội vụ", "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố"},
			[]string{"huyện", "thị xã", "Bình Phước", "98/2023", "tỉnh", "Ban Thi đua"}},
		{decision, "2026", "ngay-hoi", "2026-06-30", []string{"mỗi tập thể 7.020.000 đồng"}, []string{"2.530.000"}},
		{proposal, "2024", "tong-ket", "", []string{
			"BỘ CÔNG AN", "CÔNG AN TỈNH BÌNH PHƯỚC", "/TTr-CAT-PV05", "- Chủ tịch Ủy ban nhân dân tỉnh;", "(qua Ban Thi đua - Khen thưởng tỉnh).",
			"cho 40 tập thể, 60 cá nhân và 05 hộ gia đình", "(Có Danh sách và Hồ sơ đề nghị khen thưởng kèm theo)", "Biên bản số 02/BB-CAT ngày 18 tháng 12 năm 2024",
			"GIÁM ĐỐC", "Đại tá Phạm Giả Định", "III. HỘ GIA ĐÌNH"}, []string{"UBND TỈNH"}},
		{proposal, "2026", "ngay-hoi", "2026-07-28", []string{"/TTr-CATP-PV05", "Chủ tịch Ủy ban nhân dân thành phố", "152/2025/NĐ-CP",
			"Kế hoạch số 36/KH-UBND ngày 04 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh về việc phát động phong trào thi đua “", // issued before Đồng Nai was a city
			"(Nghị định số 161/2026/NĐ-CP ngày 15 tháng 5 năm 2026 của Chính phủ", "UBND phường Trấn Biên", "UBND xã Bù Gia Mập", "Công an thành phố"},
			[]string{"huyện", "Bình Phước", "Chủ tịch Ủy ban nhân dân tỉnh", "Công an tỉnh", "đặc khu"}},
		{proposal, "2026", "tong-ket", "2026-12-08", []string{"phát động phong trào thi đua “", "xuất sắc trong phong trào thi đua theo chuyên đề “"}, []string{"phát động phong trào thi đua theo"}},
	} {
		t.Run(c.kind+" "+c.round+" "+c.day, func(t *testing.T) {
			params := map[string]string{"nam": c.year, "dot": c.round}
			if c.day != "" {
				params["ngay"] = c.day
			}
			made := o.make(t, c.kind, params)
			text := textOf(t, made)
			for _, s := range c.have {
				if !strings.Contains(text, s) {
					t.Errorf("lacks %q", s)
				}
			}
			for _, s := range c.lack {
				if i := strings.Index(text, s); i >= 0 {
					t.Errorf("has %q: …%s…", s, strings.ToValidUTF8(text[max(0, i-60):min(len(text), i+60)], ""))
				}
			}
			unblamed(t, made)
		})
	}
}

// TestCertificates fills the form: a page for each awardee, in the order of the decision's
// list, with nothing that does not fit.
func TestCertificates(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	made := o.all(t, "bang-khen", map[string]string{"nam": "2024", "dot": "tong-ket", "ngay": "2025-01-14", "quyet_dinh": "45/QĐ-UBND"})
	if len(made) != 1 || made[0].Pages != 38+57+5 {
		t.Fatalf("%d documents, %d certificates", len(made), made[0].Pages)
	}
	for _, f := range made[0].Findings {
		t.Errorf("finding %+v", f)
	}
	list, _ := made[0].Data.Get("cac_ban")
	k, err := o.Catalog.Kind("bang-khen")
	if err != nil {
		t.Fatal(err)
	}
	var some []*dataset.Record
	for _, i := range []int{0, 38, 99} {
		some = append(some, list.Items()[i].Record())
	}
	doc, err := k.Form().Pages(some, pdf.FillOptions{})
	if err != nil {
		t.Fatal(err)
	}
	sameAsGolden(t, "bang-khen", doc)
}

// TestFieldsOfCertificates: by a key of its definition the kind's fields become words of the page,
// stay to be filled, or are printed alone.
func TestFieldsOfCertificates(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	definition, err := os.ReadFile("bang-khen/document.yaml")
	if err != nil {
		t.Fatal(err)
	}
	form, err := os.ReadFile("bang-khen/mau.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for fields, want := range map[string]struct {
		frame bool
		form  int
	}{"removed": {true, 0}, "fillable": {true, 10 * 9}, "overlay": {false, 0}} {
		own := fstest.MapFS{"bang-khen/mau.pdf": {Data: form},
			"bang-khen/document.yaml": {Data: bytes.Replace(definition, []byte("print: {"), []byte("print: {fields: "+fields+", "), 1)}}
		maker := *o.Maker
		if maker.Catalog, err = catalog.Open(own, o.Queries); err != nil {
			t.Fatal(err)
		}
		if faults, err := maker.Catalog.Lint(); err != nil || len(faults) > 0 {
			t.Errorf("%s: %v, %v", fields, faults, err)
		}
		maker.Templates = own
		made := (&office{&maker}).all(t, "bang-khen", map[string]string{"nam": "2024", "dot": "ngay-hoi", "quyet_dinh": "45/QĐ-UBND"})[0]
		path := filepath.Join(t.TempDir(), "a.pdf")
		if err := os.WriteFile(path, file(t, made, "pdf"), 0o600); err != nil {
			t.Fatal(err)
		}
		text, err := exec.Command("pdftotext", path, "-").Output()
		if err != nil || !strings.Contains(string(text), "Trung úy Thị Đào") || strings.Contains(string(text), "BẰNG KHEN") != want.frame {
			t.Errorf("%s: %v, poppler reads %.300s", fields, err, text)
		}
		out, err := exec.Command("qpdf", "--json", "--json-key=acroform", path).Output()
		if n := strings.Count(string(out), `"fullname"`); err != nil || n != want.form {
			t.Errorf("%s: %v, qpdf finds %d fields, want %d", fields, err, n, want.form)
		}
	}
}

// TestDecisionSignedByADeputy: a deputy signs for the Chairman, still in the Chairman's
// own power, never TM.
func TestDecisionSignedByADeputy(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	err := o.DB.Write(t.Context(), func(tx *sqlx.Tx) error {
		_, err := tx.Exec(`UPDATE nguoi_ky SET den_ngay = '2024-12-31' WHERE co_quan_ma = 'ubnd-tinh' AND hinh_thuc = 'truong' AND tu_ngay < '2025-01-01'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text := textOf(t, o.make(t, "quyet-dinh-khen-thuong", map[string]string{"nam": "2024", "ngay": "2025-01-14"}))
	if !strings.Contains(text, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n") || strings.Contains(text, "TM.") {
		t.Errorf("signature: …%s", text[strings.Index(text, "Nơi nhận"):])
	}
}

// TestListOfTheDecision: posts read as an officer writes them, a row's number is the number
// in the golden book on its certificate, and money that no decree knows is a dash, never 0.
func TestListOfTheDecision(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	params := map[string]string{"nam": "2024", "ngay": "2025-01-14"}
	decision := o.make(t, "quyet-dinh-khen-thuong", params)
	text := textOf(t, decision)
	for _, want := range []string{"Trưởng Công an xã Đak Ơ, huyện Bù Gia Mập", "Trưởng khu phố 5, phường Thác Mơ", "Tổ trưởng Tổ bảo vệ an ninh, trật tự ấp 3",
		"Bí thư Chi bộ, Trưởng ấp 2, xã Minh Lập", "Người có uy tín trong đồng bào dân tộc thiểu số, ấp 2", "Phó Trưởng phòng Tham mưu, Công an tỉnh"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q", want)
		}
	}
	numbers := map[string]string{}
	for _, list := range []string{"tap_the", "ca_nhan", "ho_gia_dinh"} {
		rows, _ := decision.Data.Get(list)
		for _, row := range rows.Items() {
			get := func(name string) string { v, _ := row.Record().Get(name); return v.Literal() }
			numbers[get("so_so_vang")] = strings.TrimSpace(get("danh_xung") + " " + get("ho_ten") + get("ten"))
		}
	}
	certificates, _ := o.all(t, "bang-khen", map[string]string{"nam": "2024", "ngay": "2025-01-14"})[0].Data.Get("cac_ban")
	if n := len(certificates.Items()); n != len(numbers) {
		t.Errorf("%d certificates, %d numbers", n, len(numbers))
	}
	for _, c := range certificates.Items() {
		number, _ := c.Record().Get("so_so_vang")
		if name, _ := c.Record().Get("ten"); numbers[number.Literal()] != name.Literal() {
			t.Errorf("number %s is %q on the certificate, %q in the list", number.Literal(), name.Literal(), numbers[number.Literal()])
		}
	}
	o.DB.Writer.MustExec(`DELETE FROM he_so_thuong WHERE doi_tuong = 'ca_nhan'`)
	text = textOf(t, o.make(t, "quyet-dinh-khen-thuong", params))
	if !strings.Contains(text, "\n-\n") || strings.Contains(text, "\n0\n") || strings.Contains(text, "Tổng số tiền thưởng là") {
		t.Errorf("unknown money: %s", text[strings.Index(text, "Điều 2."):])
	}
}

// TestListsOfTheDecision: the list as a table or in numbered lines behind the decision, or
// within Điều 1, with and without money; the articles are numbered through.
func TestListsOfTheDecision(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, c := range []struct {
		list, money string
		have, lack  []string
	}{
		{"bang", "true", []string{"- Như Điều 3;", "TỔNG CỘNG", "(có Danh sách kèm theo)", "Danh sách này có"}, []string{"gồm:"}},
		{"bang", "false", []string{"- Như Điều 2;", "Điều 2. Chánh Văn phòng", "Danh sách này có"}, []string{"TỔNG CỘNG", "3.510.000", "Mức tiền thưởng"}},
		{"dong", "false", []string{"- Như Điều 2;", "DANH SÁCH", "I. CÁ NHÂN\n1. Trung úy Thị Đào, ", "II. HỘ GIA ĐÌNH\n1. Hộ ông Điểu Tư, trú tại ấp 1, xã Thanh An, huyện Hớn Quản;\n2. Hộ bà Nông Thị Xoan, trú tại ấp 7, xã Đồng Tâm, huyện Đồng Phú./."}, []string{"TỔNG CỘNG", "Danh sách này có", "TT\n"}},
		{"dong", "true", []string{"- Như Điều 3;", "Mức tiền thưởng"}, []string{"TỔNG CỘNG"}},
		{"dong ca-nhan-truoc", "false", []string{"I. CÁ NHÂN\n1. Trung úy Thị Đào, "}, []string{"TT\n"}},
		{"trong-dieu-1", "false", []string{"gồm:\nCá nhân:\n1. Trung úy Thị Đào, ", "Hộ gia đình:\n9. Hộ ông Điểu Tư", "huyện Đồng Phú.\nĐiều 2. Chánh Văn phòng"}, []string{"DANH SÁCH", "kèm theo"}},
	} {
		t.Run(c.list+" "+c.money, func(t *testing.T) {
			list, order, _ := strings.Cut(c.list, " ")
			made := o.make(t, "quyet-dinh-khen-thuong", map[string]string{"nam": "2024", "dot": "ngay-hoi", "ngay": "2024-08-12",
				"kieu_danh_sach": list, "thu_tu_nhom": cmp.Or(order, "tap-the-truoc"), "neu_tien": c.money})
			text := textOf(t, made)
			for _, s := range c.have {
				if !strings.Contains(text, s) {
					t.Errorf("lacks %q in\n%s", s, text)
				}
			}
			for _, s := range c.lack {
				if strings.Contains(text, s) {
					t.Errorf("has %q in\n%s", s, text)
				}
			}
			unblamed(t, made)
		})
	}
}
