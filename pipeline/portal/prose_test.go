package portal

import (
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

var seen = regexp.MustCompile(`name="da-xem" value="([^"]*)"`)

// The prose of a report is written and confirmed section by section, beside last year's and
// what units sent; what somebody else wrote meanwhile is not lost.
func TestProse(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
		tam, ha := s.by(t, "tam"), s.by(t, "ha")
		const list, page = "/thuyet-minh?nam=2025&co-quan=ubnd-tinh", "/thuyet-minh/uu-diem?nam=2025&co-quan=ubnd-tinh"
		s.by(t, "dv").is(t, 403, "văn thư", list)
		for _, path := range []string{"/thuyet-minh?kieu=khong-co", "/thuyet-minh?co-quan=khong-co", "/thuyet-minh/khong-co", "/thuyet-minh?nam=x"} {
			tam.is(t, 404, "", path)
		}
		d.Writer.MustExec(`INSERT INTO loi_van (kieu, muc, ky, don_vi_id, noi_dung, da_sua, tac_gia, luc)
			SELECT 'bao-cao-tong-ket', 'uu-diem', '2025', id, 'Thành phố tự nhận <b>tốt</b>', TRUE, 'dv', '2025-12-01 00:00:00+00:00' FROM don_vi WHERE ma = 'dong-xoai'`)

		tam.is(t, 200, "còn chữ năm 2024", list)
		if body := ha.is(t, 200, "cơ quan viết và xác nhận", page); strings.Contains(body, "<textarea") {
			t.Error("the leader is offered to write")
		}
		body := tam.is(t, 200, "tự nhận &lt;b&gt;tốt", page)
		if !strings.Contains(body, "<textarea") || !strings.Contains(body, ">Năm 2024<") {
			t.Errorf("the section lacks its field or last year's text:\n%s", body)
		}
		ha.is(t, 403, "vai trò", page, "viec", "luu", "noi-dung", "x")
		tam.is(t, 403, "vai trò", strings.Replace(page, "ubnd-tinh", "cong-an-tinh", 1), "viec", "luu", "noi-dung", "x")
		tam.is(t, 404, "", strings.Replace(page, "uu-diem", "khong-co", 1), "viec", "luu", "noi-dung", "x")
		tam.is(t, 422, "chưa có lời văn thì chưa xác nhận được", page, "viec", "xac-nhan", "noi-dung", " ")
		tam.is(t, 422, "nhiều nhất 50000", page, "viec", "luu", "noi-dung", strings.Repeat("ưu ", 20000))

		tam.is(t, 303, "/thuyet-minh/uu-diem?", page, "viec", "luu", "noi-dung", "Ưu điểm một.\r\n  Ưu điểm hai. ")
		body = tam.is(t, 200, "chưa xác nhận", page)
		at := seen.FindStringSubmatch(body)[1]
		if body := tam.is(t, 422, "vừa được người khác sửa", page, "viec", "luu", "noi-dung", "chữ của tôi"); !strings.Contains(body, "chữ của tôi</textarea>") {
			t.Error("what was typed is lost")
		}
		s.now.Add(60)
		tam.is(t, 303, "", page, "viec", "xac-nhan", "noi-dung", "Ưu điểm ba.", "da-xem", at)
		body = tam.is(t, 200, "đã xác nhận", page)
		if !strings.Contains(body, "Ưu điểm một.\nƯu điểm hai.") {
			t.Error("the text before is gone")
		}
		tam.is(t, 200, "1 trên 19 mục", list)
		var acts []string
		if err := d.Reader.Select(&acts, `SELECT actor || ' ' || detail FROM audit WHERE act = 'prose.write' ORDER BY seq`); err != nil {
			t.Fatal(err)
		}
		if len(acts) != 2 || acts[1] != "tam bao-cao-tong-ket ubnd-tinh 2025 uu-diem, xác nhận" {
			t.Errorf("the record has %q", acts)
		}

		// A text that came with the data stays among the writings.
		const old = "/thuyet-minh/uu-diem?nam=2024&co-quan=ubnd-tinh"
		at = seen.FindStringSubmatch(tam.is(t, 200, "đã xác nhận", old))[1]
		tam.is(t, 303, "", old, "viec", "luu", "noi-dung", "Viết lại.", "da-xem", at)
		tam.is(t, 200, "Tổ biên tập (mẫu)", old)
	})
}
