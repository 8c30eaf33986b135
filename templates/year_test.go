package templates

import (
	"strings"
	"testing"

	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/layout"
	"vanthu/queries"
)

// yearPaper is a paper of the year made for one day, and what its text says and does not say.
type yearPaper struct {
	kind   string
	params map[string]string
	have   []string
	lack   []string
}

// Terms of one regime that do not come into a paper of another.
var (
	threeLevels = []string{"Đồng Nai", "Sở Nội vụ", "thành phố trực thuộc"}
	twoLevels   = []string{"huyện", "thị xã", "Bình Phước", "Ban Thi đua"}
	asCity      = append([]string{"Công an tỉnh", "địa bàn tỉnh", "Ủy ban nhân dân tỉnh,"}, twoLevels...)
)

var yearPapers = []yearPaper{
	{"huong-dan", map[string]string{"nam": "2024"}, []string{"/HD-CAT-PV05", "Thông tư số 124/2021/TT-BCA", "Ủy ban nhân dân cấp huyện", "15/12", "Hồ sơ (01 bộ)", "trước ngày 05/12/2024", "Phòng PV01"}, threeLevels},
	{"huong-dan", map[string]string{"nam": "2026"}, []string{"TỈNH ĐỒNG NAI", "Ủy ban nhân dân cấp tỉnh", "trước ngày 15/4/2026", "trước ngày 25/11/2026"}, twoLevels},
	{"huong-dan", map[string]string{"nam": "2026", "ngay": "2026-05-05"}, []string{"THÀNH PHỐ ĐỒNG NAI", "/HD-CATP-PV05"}, asCity},
	{"cong-van-phan-bo-chi-tieu", map[string]string{"nam": "2024", "dot": "tong-ket"}, []string{"/CAT-PV05", "V/v phân bổ chỉ tiêu khen thưởng tổng kết phong trào thi đua năm 2024", "với 40 tập thể, 62 cá nhân, 05 hộ gia đình", "TỔNG CỘNG", "trước ngày 05 tháng 12 năm 2024"}, threeLevels},
	{"cong-van-phan-bo-chi-tieu", map[string]string{"nam": "2026", "dot": "ngay-hoi", "ngay": "2026-06-10"}, []string{"/CATP-PV05", "khen thưởng Ngày hội"}, asCity},
	{"ke-hoach-kiem-tra", map[string]string{"nam": "2024"}, []string{"/KH-CAT-PV05", "Kiểm tra 29 cuộc, từ ngày 06/5/2024 đến ngày 28/10/2024 (Phụ lục kèm theo)", "LỊCH KIỂM TRA", "Ban Chỉ đạo tỉnh"}, threeLevels},
	{"ke-hoach-kiem-tra", map[string]string{"nam": "2026"}, []string{"Có thông báo riêng"}, append([]string{"LỊCH KIỂM TRA"}, twoLevels...)},
	{"thong-bao-ket-qua-kiem-tra", map[string]string{"nam": "2024"}, []string{"/TB-CAT-PV05", "29 cuộc kiểm tra tại 29", "Cần bổ sung chỉ tiêu cụ thể"}, threeLevels},
	{"thong-bao-ket-qua-kiem-tra", map[string]string{"nam": "2024", "ngay": "2024-06-15"}, []string{"đã tổ chức 05 cuộc"}, []string{"Huyện Bù Đốp"}},
	{"ke-hoach-ngay-hoi", map[string]string{"nam": "2024"}, []string{"/KH-UBND", "Quyết định số 521/2005/QĐ-TTg ngày 13/6/2005", "ngày 19/8/2024", "KT. CHỦ TỊCH"}, threeLevels},
	{"ke-hoach-ngay-hoi", map[string]string{"nam": "2026"}, []string{"ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐỒNG NAI", "Chủ tịch Ủy ban nhân dân thành phố tặng Bằng khen", "các xã, phường"}, asCity},
	{"bao-cao-ngay-hoi", map[string]string{"nam": "2024"}, []string{"/BC-CAT-PV05", "412 điểm, 742 khu dân cư với 98.640 lượt người", "TỔNG CỘNG"}, threeLevels},
}

// TestYearPapers makes the papers of the year in both regimes: what they say is that of the
// day, and the checker has nothing against them.
func TestYearPapers(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, c := range yearPapers {
		t.Run(c.kind+" "+c.params["nam"]+" "+c.params["ngay"], func(t *testing.T) {
			made := o.all(t, c.kind, c.params, "docx")
			if len(made) == 0 {
				t.Fatal("no document")
			}
			text := ""
			for _, m := range made {
				text += textOf(t, m) + "\n"
				unblamed(t, m)
			}
			for _, s := range c.have {
				if !strings.Contains(text, s) {
					t.Errorf("lacks %q in\n%.6000s", s, text)
				}
			}
			for _, s := range c.lack {
				if i := strings.Index(text, s); i >= 0 {
					t.Errorf("has %q: …%s…", s, strings.ToValidUTF8(text[max(0, i-60):min(len(text), i+60)], ""))
				}
			}
		})
	}
}

// TestYearPages holds the pages of the year's papers against the dumps beside their
// templates.
func TestYearPages(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	seen := map[string]bool{}
	for _, c := range yearPapers {
		if seen[c.kind] {
			continue
		}
		seen[c.kind] = true
		t.Run(c.kind, func(t *testing.T) {
			doc, err := layout.Lay(file(t, o.all(t, c.kind, c.params, "docx")[0], "docx"), layout.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sameAsGolden(t, c.kind, doc)
		})
	}
}
