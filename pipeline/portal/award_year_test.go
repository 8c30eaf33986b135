package portal

import (
	"strconv"
	"strings"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// The page of a year's titles, awards by type and fund: each change has a reason and goes on
// record, what cannot be is refused in words and changes nothing.
func TestAwardYear(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		tam, lan := s.by(t, "tam"), s.by(t, "lan")
		const page = "/khen-thuong/nam?nam=2024"
		if body := lan.is(t, 200, "1.500.000.000 đồng", page); strings.Contains(body, `name="ly-do"`) {
			t.Error("the clerk is offered to write")
		}
		title := []string{"viec", "danh-hieu", "danh-hieu", "ttldxs", "ten", " Sở  Nội vụ", "ky", "nam_hoc", "tu-nam", "2023", "den-nam", "2024", "sang-kien", "2", "so", "45/QĐ-UBND", "ngay", "2024-12-20", "ly-do", "Bổ sung <b>"}
		lan.is(t, 403, "cần vai trò", page, title...)
		with := func(name, value string) []string {
			form := append([]string(nil), title...)
			for i := 0; i < len(form); i += 2 {
				if form[i] == name {
					form[i+1] = value
				}
			}
			return form
		}
		for _, c := range []struct{ name, value, want string }{
			{"ly-do", " ", "phải nêu lý do"}, {"danh-hieu", "khac", "họn danh hiệu."}, {"ten", "Sở Không Có", "hông có tập thể tên"}, {"ten", " ", "hi tên người hoặc"}, {"tu-nam", "2022", "không phải là một năm"},
			{"den-nam", "hai", "không phải là số"}, {"sang-kien", "100", "từ 0 đến 99"}, {"so", "", "số và ngày của quyết định"}, {"ngay", "hôm nay", "số và ngày của quyết định"}, {"viec", "khac", "không có việc này"},
		} {
			tam.is(t, 422, c.want, page, with(c.name, c.value)...)
		}
		count := func(query string, args ...any) (n int) {
			t.Helper()
			if err := d.Reader.Get(&n, d.Reader.Rebind(query), args...); err != nil {
				t.Fatal(err)
			}
			return n
		}
		const one = `SELECT COUNT(*) FROM danh_hieu_dat t JOIN don_vi u ON u.id = t.don_vi_id WHERE u.ten = 'Sở Nội vụ' AND t.quyet_dinh_so = '45/QĐ-UBND' AND t.loai_ky = 'nam_hoc' AND t.sang_kien = 2`
		if n := count(`SELECT COUNT(*) FROM audit WHERE act LIKE 'award.%'`); n != 0 || count(one) != 0 {
			t.Errorf("what was refused left %d acts", n)
		}
		tam.is(t, 303, page, page, title...)
		if body := tam.is(t, 200, "năm học 2023–2024", page); !strings.Contains(body, "Tập thể lao động xuất sắc") || count(one) != 1 {
			t.Errorf("no title:\n%s", body)
		}
		id := count(`SELECT MAX(id) FROM danh_hieu_dat WHERE quyet_dinh_so = '45/QĐ-UBND'`)
		drop := []string{"viec", "bo-danh-hieu", "dong", strconv.Itoa(id), "ly-do", "ghi nhầm"}
		tam.is(t, 422, "phải nêu lý do", page, drop[:4]...)
		tam.is(t, 303, page, page, drop...)
		tam.is(t, 422, "không còn trong danh sách", page, drop...)

		tally := []string{"viec", "loai-hinh", "hinh-thuc", "bang-khen-tinh", "loai-hinh", "doi_ngoai", "tap-the", "1.203", "lanh-dao-quan-ly", "4", "ly-do", "Báo cáo của Sở Nội vụ"}
		tam.is(t, 422, "từ 0 đến 99999", page, append(append([]string(nil), tally...), "ho", "100000")...)
		tam.is(t, 422, "họn loại hình khen thưởng.", page, "viec", "loai-hinh", "hinh-thuc", "bang-khen-tinh", "loai-hinh", "khac", "ly-do", "x")
		tam.is(t, 422, "họn hình thức khen thưởng.", page, "viec", "loai-hinh", "hinh-thuc", "khac", "loai-hinh", "doi_ngoai", "ly-do", "x")
		tam.is(t, 303, page, page, tally...)
		tam.is(t, 200, "<td data-label=\"Loại hình\">Đối ngoại</td><td data-label=\"Tập thể\" class=\"num\">1.203</td>", page)
		tam.is(t, 303, page, page, "viec", "loai-hinh", "hinh-thuc", "bang-khen-tinh", "loai-hinh", "doi_ngoai", "ly-do", "trùng")
		if n := count(`SELECT COUNT(*) FROM khen_thuong_loai_hinh WHERE nam = 2024 AND loai_hinh = 'doi_ngoai'`); n != 0 {
			t.Errorf("all of nothing stays: %d", n)
		}

		fund := []string{"viec", "quy", "du-dau", "120.000.000", "trich", "1.600.000.000", "ty-le", "0,25", "chi-hien_vat", "5.000.000", "ly-do", "Quyết toán"}
		tam.is(t, 422, "không phải là số", page, "viec", "quy", "trich", "nhiều", "ly-do", "x")
		tam.is(t, 422, "không phải là tỷ lệ", page, "viec", "quy", "ty-le", "ít", "ly-do", "x")
		tam.is(t, 422, "không quá 100%", page, "viec", "quy", "ty-le", "101", "ly-do", "x")
		tam.is(t, 303, page, page, fund...)
		body := tam.is(t, 200, "1.600.000.000 đồng (0,25% chi thường xuyên)", page)
		if !strings.Contains(body, "<dt>Hiện vật</dt><dd>5.000.000 đồng</dd>") || count(`SELECT COUNT(*) FROM chi_quy WHERE nam = 2024`) != 1 {
			t.Errorf("the fund:\n%s", body)
		}
		if n := count(`SELECT COUNT(*) FROM audit WHERE act IN ('award.title', 'award.tally', 'award.fund') AND actor = 'tam' AND detail LIKE '%; lý do: %'`); n != 5 {
			t.Errorf("%d acts", n)
		}
	})
}
