package templates

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/layout"
	"vanthu/queries"
)

// TestReportOfBothIssuers makes the report of the police of the province and that of the
// people's committee from the same data, each in its own form.
func TestReportOfBothIssuers(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		for _, c := range []struct {
			agency     string
			have, lack []string
		}{
			{"cong-an-tinh", []string{"BỘ CÔNG AN", "CÔNG AN TỈNH BÌNH PHƯỚC", "/BC-CAT-PV05", "Kính gửi:", "- Bộ Công an (Cục V05);", "- Ủy ban nhân dân tỉnh (qua Ban Thi đua - Khen thưởng tỉnh).",
				"GIÁM ĐỐC", "Đại tá Phạm Giả Định"}, []string{"TM. ỦY BAN"}},
			{"ubnd-tinh", []string{"ỦY BAN NHÂN DÂN\nTỈNH BÌNH PHƯỚC", "/BC-UBND", "Kính gửi: Bộ Công an (Cục V05)", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"},
				[]string{"GIÁM ĐỐC\n", "BC-UBND-NC", "BỘ CÔNG AN\n"}},
		} {
			t.Run(c.agency, func(t *testing.T) {
				text := textOf(t, o.make(t, "bao-cao-tong-ket", map[string]string{"nam": "2024", "co_quan": c.agency}))
				for _, s := range c.have {
					if !strings.Contains(text, s) {
						t.Errorf("lacks %q", s)
					}
				}
				for _, s := range append(c.lack, "{") {
					if i := strings.Index(text, s); i >= 0 {
						t.Errorf("has %q: …%s…", s, text[max(0, i-60):min(len(text), i+60)])
					}
				}
				if n := strings.Count(text, "./."); n != 1 {
					t.Errorf("%d end marks", n)
				}
			})
		}
	})
}

// TestReportRefersToItsAnnexes holds the references in the text against the annexes: each
// of the eight is there once and referred to once before (NĐ 30/2020 PL I.III.1).
func TestReportRefersToItsAnnexes(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	text := textOf(t, o.make(t, "bao-cao-tong-ket", map[string]string{"nam": "2024"}))
	body, annexes, ok := strings.Cut(text, "Nơi nhận:")
	if !ok {
		t.Fatal("no Nơi nhận")
	}
	for _, number := range []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII"} {
		if n := strings.Count(body, "(Phụ lục "+number+" kèm theo"); n != 1 {
			t.Errorf("Phụ lục %s is referred to %d times", number, n)
		}
		if n := strings.Count(annexes, "Phụ lục "+number+"\n"); n != 1 {
			t.Errorf("Phụ lục %s stands %d times", number, n)
		}
	}
	if n := strings.Count(annexes, "(Kèm theo Báo cáo số "); n != 8 {
		t.Errorf("%d annexes say what they belong to", n)
	}
}

// TestReportHasNoEmptyPage makes the report in all its forms: every page has text, none
// has only the signature, nothing overflows.
func TestReportHasNoEmptyPage(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, params := range []map[string]string{
		{"nam": "2024"}, {"nam": "2024", "danh_sach_mo_hinh": "tat-ca"}, {"nam": "2024", "co_quan": "ubnd-tinh"}, {"nam": "2026"},
	} {
		t.Run(fmt.Sprint(params), func(t *testing.T) {
			doc, err := layout.Lay(file(t, o.make(t, "bao-cao-tong-ket", params), "docx"), layout.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range doc.Facts {
				if f.Kind == "overflow" || f.Kind == "glyph" {
					t.Errorf("%s: %s %s", f.Kind, f.Place, f.Detail)
				}
			}
			for i, p := range doc.Pages {
				if len(p.Items) < 8 {
					t.Errorf("page %d holds %d items", i+1, len(p.Items))
				}
			}
		})
	}
}

// TestReportSaysWhatTheFiguresShow: comparisons by their sign, names of those behind, the
// classes of districts, targets, a proposal to each addressee, the chart's title below it.
func TestReportSaysWhatTheFiguresShow(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	o.DB.Writer.MustExec(`UPDATE tin_bao SET vu_xu_ly = vu_xu_ly - (vu_xu_ly > 90) * 90 WHERE nam = 2024`)
	made := o.make(t, "bao-cao-tong-ket", map[string]string{"nam": "2024"})
	text := textOf(t, made)
	for _, want := range []string{
		"So với năm 2023, số buổi tuyên truyền, phát động tăng 725 buổi (4,68%); số lượt người dự tăng 48.150 lượt (6,30%).",
		"số vụ việc xử lý, làm rõ từ tin báo giảm ", "số thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở giảm 248 người (7,27%).", "08 chỉ tiêu tăng, 01 chỉ tiêu giảm (vụ việc xử lý, làm rõ từ tin báo) (Bảng 1)",
		"chưa gửi kế hoạch: Cục Thống kê tỉnh; Công ty TNHH Giày da Minh Họa.", "Còn 58 mô hình hoạt động yếu, cần củng cố, nhiều nhất ở huyện Bù Đăng (9)", " mô hình hai năm liền cần củng cố: “", "đề nghị Bộ Công an: quan tâm hỗ trợ phương tiện tuyên truyền cho địa bàn có ",
		"đề nghị Ủy ban nhân dân tỉnh:\n", "- Yêu cầu 02 cơ quan, đơn vị, địa phương gửi kế hoạch, 04 cơ quan, đơn vị, địa phương gửi báo cáo còn thiếu", "- Giao chỉ tiêu và hỗ trợ để 11 xã", "- Chỉ đạo củng cố 58 mô hình", "- Xem xét chỉ tiêu khen thưởng năm 2025: ",
		"xã Phú Nghĩa (huyện Bù Gia Mập)", "04 loại xuất sắc (thành phố Đồng Xoài, ", "Phấn đấu năm 2025:", "\nĐối với Bộ Công an:", "\nĐối với Ủy ban nhân dân tỉnh:",
		"Điểm của địa phương",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q", want)
		}
	}
	comparesSections(t, text, -1)
	o.DB.Writer.MustExec(`DELETE FROM luc_luong WHERE nam = 2023`)
	comparesSections(t, textOf(t, o.make(t, "bao-cao-tong-ket", map[string]string{"nam": "2024"})), 5)
	if people, hard := strings.Index(text, "Toàn tỉnh có 11 huyện"), strings.Index(text, "Về khó khăn"); people < 0 || people > hard {
		t.Error("the people stand behind the difficulties")
	}
	k, err := o.Catalog.Kind("bao-cao-tong-ket")
	if err != nil {
		t.Fatal(err)
	}
	title, _, err := k.Charts[0].Texts(made.Data)
	if err != nil || !strings.Contains(text, "\nBiểu đồ 1. "+title+"\n") {
		t.Errorf("the chart's title %q is not its caption: %v", title, err)
	}
}

// comparesSections holds that each section of the results compares with the year before, but the
// one that says that nothing is known of it.
func comparesSections(t *testing.T, text string, but int) {
	t.Helper()
	_, sections, _ := strings.Cut(text, "\n1. Công tác tuyên truyền\n")
	sections, _, _ = strings.Cut(sections, "\n12. ")
	for i, section := range regexp.MustCompile(`\n\d+\. `).Split(sections, -1) {
		compared, missing := strings.Contains(section, "So với năm 2023, số "), strings.Contains(section, "Chưa có số liệu cùng kỳ năm 2023 để so sánh.")
		if compared == missing || missing != (i == but) {
			t.Errorf("section %d compares: %v, says that nothing is known: %v\n%s", i+1, compared, missing, section)
		}
	}
}

// TestReportNamesWeakModels: ten weak models or fewer are all named, more by place and by those
// that are weak for the second year; the committee proposes nothing to itself.
func TestReportNamesWeakModels(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	o.DB.Writer.MustExec(`UPDATE mo_hinh_nam SET xep_loai = 'hieu_qua' WHERE nam = 2024 AND xep_loai = 'can_cung_co' AND mo_hinh_id NOT IN (
		SELECT mo_hinh_id FROM mo_hinh_nam WHERE nam = 2024 AND xep_loai = 'can_cung_co' ORDER BY mo_hinh_id LIMIT 3)`)
	text := textOf(t, o.make(t, "bao-cao-tong-ket", map[string]string{"nam": "2024", "co_quan": "ubnd-tinh"}))
	_, line, _ := strings.Cut(text, "Còn 03 mô hình hoạt động yếu, cần củng cố: ")
	line, _, _ = strings.Cut(line, "\n")
	if n := strings.Count(line, "”"); n != 3 || !strings.Contains(line, "” (xã ") {
		t.Errorf("%d models named: %q", n, line)
	}
	if strings.Contains(text, "đề nghị Ủy ban nhân dân tỉnh:") || !strings.Contains(text, "đề nghị Bộ Công an: ") {
		t.Error("proposals of the committee")
	}
	if !strings.Contains(text, "Cả 09 chỉ tiêu chính có số liệu của hai năm đều tăng (Bảng 1);") {
		t.Error("nine of nine figures go up")
	}
}
