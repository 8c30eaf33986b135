package templates

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/ooxml"
	"vanthu/queries"
)

// donDoc makes the letter that asks a unit for what it has not sent (NĐ 30/2020, Mẫu 1.5).
func donDoc() ([]byte, error) {
	const thieu = "{#thieu_ke_hoach}kế hoạch{/}{#thieu_ke_hoach && thieu_bao_cao}, {/}{#thieu_bao_cao}báo cáo{/}"
	b := nd30.New(nd30.A4)
	h := nd30.StandardHeader()
	h.Number = "Số: {so_van_ban}/{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/}"
	h.Subject = "V/v đôn đốc gửi " + thieu + " phong trào thi đua năm {nam}"
	h.LongRuleIf = "ten_co_quan_dai"
	b.Header(h)
	b.P("Kính gửi", "Kính gửi: {kinh_gui_noi}")
	b.P("Thân văn bản", "Thực hiện Kế hoạch{#ke_hoach_so} số {ke_hoach_so} {ke_hoach_ngay | ngay_dai}{/} của {ke_hoach_co_quan} phát động {ke_hoach_loai} “{ten_phong_trao}” năm {nam}, "+
		"{ten_goi_co_quan} theo dõi, tổng hợp kế hoạch, báo cáo của các cơ quan, đơn vị, địa phương. Đến {ngay | ngay_dai}, {ten_goi_co_quan} chưa nhận được "+thieu+" năm {nam} của {noi_gui}.")
	b.P("Thân văn bản", "{ten_goi_co_quan} đề nghị {kinh_gui_noi} sớm gửi "+thieu+" về {ten_goi_co_quan}{#don_vi_soan_thao} (qua Phòng {don_vi_soan_thao}){/} để tổng hợp"+
		"{#thieu_ke_hoach && han_ke_hoach}; hạn gửi kế hoạch là {han_ke_hoach | ngay_dai}{/}{#thieu_bao_cao && han_bao_cao}; hạn gửi báo cáo là {han_bao_cao | ngay_dai}{/}. "+
		"Nếu đã gửi, đề nghị cho biết số, ký hiệu và ngày của văn bản để đối chiếu.")
	b.P("Đoạn cuối", "Rất mong nhận được sự phối hợp của quý cơ quan, đơn vị./.")
	b.Sign(nd30.StandardSign())
	return b.Bytes("Công văn đôn đốc gửi kế hoạch, báo cáo")
}

// TestReminders makes the letters of several days: who is asked for what follows from what
// came in, and the checker has nothing against them.
func TestReminders(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	k, err := o.catalog.Kind("don-doc")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		year, month, day string
		letters          int
		unit             string
		have, lack       []string
	}{
		{"2024", "2024-03", "2024-03-05", 0, "", nil, nil}, // plans are not asked for before April
		{"2024", "2024-04", "2024-04-05", -1, "", []string{"chưa nhận được kế hoạch năm 2024"}, []string{"báo cáo năm", "hạn gửi"}},
		{"2024", "2024-11", "2024-11-05", -1, "bu-dang", []string{"Kính gửi: Ủy ban nhân dân huyện Bù Đăng", "báo cáo năm 2024 của huyện Bù Đăng", "/CAT-PV05", "V/v đôn đốc gửi báo cáo phong trào",
			"Kế hoạch số 58/KH-UBND ngày 05 tháng 02 năm 2024", "(qua Phòng PV05)", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"}, []string{"gửi kế hoạch", "hạn gửi"}},
		{"2026", "2026-11", "2026-11-05", -1, "", []string{"kế hoạch, báo cáo năm 2026", "hạn gửi kế hoạch là ngày 15 tháng 4 năm 2026; hạn gửi báo cáo là ngày 25 tháng 11 năm 2026", "Công an thành phố"}, []string{"huyện"}},
	} {
		t.Run(c.day, func(t *testing.T) {
			params := map[string]string{"nam": c.year, "ky": c.month, "ngay": c.day}
			sets := o.sets(t, "don-doc", params)
			if c.letters >= 0 {
				if len(sets) != c.letters {
					t.Errorf("%d letters, want %d", len(sets), c.letters)
				}
				return
			}
			at := 0
			if c.unit != "" {
				at = slices.IndexFunc(sets, func(s *dataset.Set) bool { v, _ := s.Get("don_vi_ma"); return v.Literal() == c.unit })
			}
			if at < 0 || len(sets) == 0 {
				t.Fatalf("no letter to %s among %d", c.unit, len(sets))
			}
			var editing bytes.Buffer
			if _, err := k.Word().Execute(&editing, sets[at], fill.Run{}); err != nil {
				t.Fatal(err)
			}
			pkg, err := ooxml.Open(editing.Bytes(), ooxml.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			text, err := docx.Text(pkg)
			if err != nil {
				t.Fatal(err)
			}
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
			found, err := check.Made(check.Subject{Code: k.Code, Docx: editing.Bytes(), Data: sets[at], Late: k.Late})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				t.Errorf("finding %+v", f)
			}
		})
	}
}
