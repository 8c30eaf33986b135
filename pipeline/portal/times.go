package portal

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/jobs"
)

// weekdays are the days of the week as people write them.
var weekdays = []string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

// inWords says a moment as people do: "thứ Hai, 06/01/2025, 07:00".
func inWords(t time.Time) string {
	t = t.In(zone)
	return weekdays[t.Weekday()] + t.Format(", 02/01/2006, 15:04")
}

// howFar says how far ahead a moment is, in whole days of the calendar.
func howFar(now, t time.Time) string {
	date := func(t time.Time) time.Time {
		y, m, d := t.In(zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	switch days := int(date(t).Sub(date(now)).Hours() / 24); {
	case days <= 0:
		return "hôm nay"
	case days == 1:
		return "ngày mai"
	case days < 60:
		return fmt.Sprintf("còn %d ngày", days)
	default:
		return fmt.Sprintf("còn %d tháng", days/30)
	}
}

// rule says in words when a job is due: "ngày làm việc đầu tiên từ ngày 5 tháng 1 hằng năm, lúc
// 07:00". A cron expression with steps or days of the week has no words here: "" then, and the
// next times alone tell.
func rule(j *jobs.Job) string {
	f := strings.Fields(j.Cron)
	if len(f) != 5 || f[4] != "*" {
		return ""
	}
	minute, err1 := strconv.Atoi(f[0])
	hour, err2 := strconv.Atoi(f[1])
	months, plain := several(f[3])
	if err1 != nil || err2 != nil || !plain {
		return ""
	}
	at := fmt.Sprintf(", lúc %02d:%02d", hour, minute)
	if f[2] == "*" && f[3] == "*" && j.WorkingDay == 0 {
		return "mỗi ngày" + at
	}
	of, ok := dayOfMonth(f[2])
	if !ok {
		return ""
	}
	day := of
	switch {
	case j.WorkingDay == 1:
		day = "ngày làm việc đầu tiên từ " + of
	case j.WorkingDay > 1:
		day = fmt.Sprintf("ngày làm việc thứ %d từ %s", j.WorkingDay, of)
	case j.WorkingDay == -1:
		day = "ngày làm việc cuối cùng tính đến " + of
	case j.WorkingDay < -1:
		day = fmt.Sprintf("ngày làm việc thứ %d trước %s", -j.WorkingDay, of)
	}
	switch {
	case f[3] == "*":
		day += " hằng tháng"
	case strings.ContainsAny(f[3], ",-"):
		day += " các tháng " + months + " hằng năm"
	default:
		day += " tháng " + months + " hằng năm"
	}
	return day + at
}

// dayOfMonth says the day of a cron expression: a number, L for the last one, L-n.
func dayOfMonth(field string) (words string, ok bool) {
	field = strings.ToUpper(field)
	if field == "L" {
		return "ngày cuối tháng", true
	}
	n, err := strconv.Atoi(strings.TrimPrefix(field, "L-"))
	switch {
	case err != nil:
		return "", false
	case strings.HasPrefix(field, "L-"):
		return fmt.Sprintf("ngày trước ngày cuối tháng %d ngày", n), true
	case n > 28:
		return fmt.Sprintf("ngày %d (tháng có ngày ấy)", n), true
	}
	return "ngày " + field, true
}

// several says a field of a cron expression that names one number, some or a range.
func several(field string) (words string, plain bool) {
	if field == "*" {
		return "", true
	}
	if strings.Trim(field, "0123456789,-") != "" {
		return "", false
	}
	return strings.ReplaceAll(strings.ReplaceAll(field, ",", ", "), "-", " đến "), true
}
