package portal

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
	"vanthu/queries"
)

// The first page tells each role its own work, and the office the year against the last,
// nominations against quotas, and who has sent what.
func TestOverview(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
		tam, lan := s.by(t, "tam"), s.by(t, "lan")
		body := tam.is(t, 200, "<strong>1</strong> văn bản chờ kiểm tra nội dung", "/")
		var sent, has, quota int
		var before, now int64
		for _, one := range []struct {
			to    any
			query string
		}{
			{&sent, `SELECT COUNT(*) FROM van_ban_don_vi WHERE nam = 2024 AND loai = 'ke_hoach'`},
			{&now, `SELECT SUM(dat) FROM cong_nhan WHERE nam = 2024 AND doi_tuong = 'KDC'`}, {&before, `SELECT SUM(dat) FROM cong_nhan WHERE nam = 2023 AND doi_tuong = 'KDC'`},
			{&has, `SELECT COUNT(*) FROM de_nghi_khen_thuong n JOIN dot_khen_thuong d ON d.id = n.dot_id WHERE d.nam = 2024 AND d.ma = 'tong-ket' AND n.trang_thai <> 'tra_ho_so'`},
			{&quota, `SELECT SUM(c.tap_the + c.ca_nhan + c.ho_gia_dinh) FROM chi_tieu_khen_thuong c JOIN dot_khen_thuong d ON d.id = c.dot_id WHERE d.nam = 2024 AND d.ma = 'tong-ket' AND c.hinh_thuc_ma = d.hinh_thuc_ma`},
		} {
			if err := d.Reader.Get(one.to, one.query); err != nil {
				t.Fatal(one.query, err)
			}
		}
		for _, want := range []string{
			"So với năm 2023", fmt.Sprintf("data-label=\"2024\">%s</td>", viet.Count(now)), fmt.Sprintf("data-label=\"2023\">%s</td>", viet.Count(before)),
			fmt.Sprintf("Tổng kết phong trào thi đua năm 2024</a>: %d đề nghị trên %d chỉ tiêu", has, quota), "Phân loại phong trào", "xuất sắc",
			`src="/khen-thuong/so-sanh/2024"`, "Việc định kỳ trong năm", fmt.Sprintf("Kế hoạch: %d trên ", sent),
		} {
			if !strings.Contains(body, want) {
				t.Errorf("the first page lacks %q", want)
			}
		}
		svg := tam.is(t, 200, "<svg", "/khen-thuong/so-sanh/2024")
		for _, want := range []string{"2023", "2024", "Khu dân cư"} {
			if !strings.Contains(svg, want) {
				t.Errorf("the plot lacks %q", want)
			}
		}
		tam.is(t, 404, "", "/khen-thuong/so-sanh/hai")

		if body := lan.is(t, 200, "Không có văn bản nào chờ bạn", "/"); strings.Contains(body, "chờ kiểm tra nội dung") {
			t.Error("a clerk is told of a drafter's work")
		}
		tam.is(t, 303, "", "/van-ban/1/chuyen", "den", archive.ContentChecked)
		lan.is(t, 200, "<strong>1</strong> văn bản chờ kiểm tra thể thức", "/")
		if body := s.by(t, "dv").is(t, 200, "Tổng quan năm 2024", "/"); strings.Contains(body, "So với năm") || strings.Contains(body, "chỉ tiêu") || strings.Contains(body, "Việc định kỳ") {
			t.Error("a unit is shown the whole office")
		}
		if body := tam.is(t, 200, "", "/?nam=2030"); strings.Contains(body, "<img") {
			t.Error("a year without figures is plotted")
		}
		if body := tam.is(t, 200, "", "/?nam=2030"); strings.Contains(body, "So với năm") {
			t.Error("nothing is compared with nothing")
		}
	})
}

// A job whose day was over before the program knew it is no trouble.
func TestJobsPassedAreNoTroubles(t *testing.T) {
	plan := &jobs.Plan{Jobs: []jobs.Job{{Name: "ke-hoach-nam", Title: "Kế hoạch"}}}
	troubles, over := apart([]jobs.Alert{{Subject: "missed ke-hoach-nam"}, {Subject: "held ke-hoach-nam"}, {Subject: "missed khac"}}, plan)
	if len(troubles) != 1 || troubles[0].Subject != "held ke-hoach-nam" || len(over) != 2 || over[0] != (passed{"ke-hoach-nam", "Kế hoạch"}) || over[1].Name != "khac" {
		t.Error(troubles, over)
	}
}
