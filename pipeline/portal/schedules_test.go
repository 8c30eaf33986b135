package portal

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// A secretary runs, tries, stops and resumes jobs on the page, in words and by names, and is
// told what to do where something is refused.
func TestJobsInThePortal(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
		tam, ha := s.by(t, "tam"), s.by(t, "ha")
		const all, one, broken = "/lich", "/lich/ke-hoach-nam", "/lich/hong"

		body := tam.is(t, 200, "Kế hoạch của năm", all)
		for _, not := range []string{"vanthu ", "--", "cron", ">ke-hoach"} {
			if strings.Contains(body, not) {
				t.Errorf("the schedules show %q", not)
			}
		}
		body = tam.is(t, 200, "ngày làm việc đầu tiên từ ngày 5 tháng 1 hằng năm, lúc 07:00", one)
		for _, want := range []string{"thứ Hai, 06/01/2025, 07:00", "tham mưu, văn thư", "chưa chạy lần nào"} { // the 5th is a Sunday
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q", one, want)
			}
		}
		tam.is(t, 404, "", "/lich/khong-co")

		if body := ha.is(t, 200, "", one); strings.Contains(body, "Chạy ngay") {
			t.Error("a leader is offered what a leader may not do")
		}
		ha.is(t, 403, "cần vai trò tham mưu hoặc văn thư", one, "viec", "chay")
		s.by(t, "dv").is(t, 403, "", one, "viec", "chay")

		tam.is(t, 303, one, one, "viec", "chay", "ngay", "2024-01-05")
		if body := tam.is(t, 200, "Đã xếp hàng 1 lần chạy", one); !strings.Contains(body, "năm 2024") || !strings.Contains(body, "đang chờ") {
			t.Error("the run is not shown")
		}
		tam.is(t, 422, "Kỳ năm 2024 đã có lần chạy: muốn lập lại thì bấm “Chạy lại”", one, "viec", "chay", "ngay", "2024-03-05")
		tam.is(t, 422, "chọn một ngày", one, "viec", "chay", "ngay", "hôm qua")
		tam.is(t, 404, "", one, "viec", "gi-do")

		tam.is(t, 422, "vừa thay đổi", one+"/lan/1", "viec", "lai")
		tam.is(t, 404, "", broken+"/lan/1", "viec", "thoi")
		ha.is(t, 403, "", one+"/lan/1", "viec", "thoi")
		tam.is(t, 303, one, one+"/lan/1", "viec", "thoi")
		tam.is(t, 200, "đã dừng", one)
		tam.is(t, 303, one, one+"/lan/1", "viec", "lai")
		tam.is(t, 200, "đang chờ", one)

		tam.is(t, 303, one, one, "viec", "thu")
		tam.is(t, 200, "Chạy thử tốt", one)
		tam.is(t, 422, "khong-co", broken, "viec", "thu")
		tam.is(t, 303, broken, broken, "viec", "dung")
		tam.is(t, 200, "tạm dừng", all)
		tam.is(t, 422, "khong-co", broken, "viec", "tiep") // not before it can run
		tam.is(t, 303, one, one, "viec", "dung")
		tam.is(t, 303, one, one, "viec", "tiep")
		plan, err := jobs.LoadPlan(fstest.MapFS{jobs.PlanFile: {Data: []byte(planAtWork)}})
		if err != nil {
			t.Fatal(err)
		}
		if list, err := jobs.Schedules(t.Context(), d, plan, s.clock()); err != nil || !list[0].Paused || list[1].Paused {
			t.Errorf("%+v %v", list, err)
		}
		var acts []string
		if err := d.Reader.Select(&acts, `SELECT act FROM audit WHERE actor = 'tam' AND act NOT LIKE 'access%' ORDER BY seq`); err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Join(acts, " "), "schedule.run jobs.cancel jobs.retry schedule.pause schedule.pause schedule.resume"; got != want {
			t.Errorf("on record %q, want %q", got, want)
		}
		d.Writer.MustExec(`UPDATE runs SET state = 'failed', finished_at = queued_at, error = 'mau.docx: không có {ten_don_vj}'`)
		if body := tam.is(t, 200, "Sửa tệp mẫu ở trang Mẫu văn bản rồi chạy lại.", one); strings.Contains(body, "vanthu ") {
			t.Error("a command is shown to a secretary")
		}
	})
}

// When a job is due, and how far that is, in words.
func TestTimesInWords(t *testing.T) {
	for cron, want := range map[string]string{
		"0 7 * * *": "mỗi ngày, lúc 07:00", "0 7 L * *": "ngày cuối tháng hằng tháng, lúc 07:00", "0 7 L-2 3,6,9,12 *": "ngày trước ngày cuối tháng 2 ngày các tháng 3, 6, 9, 12 hằng năm, lúc 07:00", "0 7 31 * *": "ngày 31 (tháng có ngày ấy) hằng tháng, lúc 07:00", "0 7 15,L * *": "", "30 6 1 * *": "ngày 1 hằng tháng, lúc 06:30", "0 7 5 4-12 *": "ngày 5 các tháng 4 đến 12 hằng năm, lúc 07:00",
		"0 7 20 11,12 *": "ngày 20 các tháng 11, 12 hằng năm, lúc 07:00", "0 7 3 9 *": "ngày 3 tháng 9 hằng năm, lúc 07:00",
		"*/5 * * * *": "", "0 7 * * 1": "", "0 7 1,15 * *": "", "0 7 5 */2 *": "", "@daily": "",
	} {
		if got := rule(&jobs.Job{Cron: cron}); got != want {
			t.Errorf("%s: %q, want %q", cron, got, want)
		}
	}
	for n, want := range map[int]string{2: "ngày làm việc thứ 2 từ ngày 5", -1: "ngày làm việc cuối cùng tính đến ngày 5", -3: "ngày làm việc thứ 3 trước ngày 5"} {
		if got := rule(&jobs.Job{Cron: "0 7 5 1 *", WorkingDay: n}); !strings.HasPrefix(got, want) {
			t.Errorf("%d: %q", n, got)
		}
	}
	now := time.Date(2024, 12, 20, 16, 0, 0, 0, time.UTC) // 23:00 in Vietnam
	for after, want := range map[time.Duration]string{0: "hôm nay", time.Hour + time.Minute: "ngày mai", 48 * time.Hour: "còn 2 ngày", 400 * 24 * time.Hour: "còn 13 tháng"} {
		if got := howFar(now, now.Add(after)); got != want {
			t.Errorf("%s: %q, want %q", after, got, want)
		}
	}
}
