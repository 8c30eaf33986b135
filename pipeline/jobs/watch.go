package jobs

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// LeastFree is the disk space under which the program warns: some years of documents.
const LeastFree = 200 << 20

// late is after what time something that should have begun is overdue.
const late = 10 * time.Minute

// watch looks for troubles that nothing else would tell of: jobs that are held or overdue,
// times that were missed, a shelf that cannot be written, a disk that fills up.
func (s *Service) watch(ctx context.Context) error {
	now := s.now()
	list, err := Schedules(ctx, s.db, s.plan, now)
	if err != nil {
		return err
	}
	var alerts []Alert
	for i := range list {
		alerts = append(alerts, list[i].alerts(now)...)
	}
	waiting, err := s.waiting(ctx, now)
	if err != nil {
		return err
	}
	alerts = append(alerts, waiting...)
	words := []string{"held ", "missed ", "overdue ", "broken " + s.node}
	if s.cfg.Broken != nil {
		alerts = append(alerts, Alert{Subject: "broken " + s.node, Recipients: string(people.Admin),
			Message: "Mẫu hoặc câu truy vấn của cơ quan bị hỏng, loại văn bản dùng nó chưa làm được: " + short(s.cfg.Broken.Error()) + ". Sửa xong thì khởi động lại chương trình; các loại khác vẫn làm bình thường"})
	}
	if s.works {
		words = append(words, "shelf "+s.node, "disk "+s.node)
		alerts = append(alerts, s.ownAlerts()...)
	}
	return s.alertsAre(ctx, words, alerts)
}

// alerts are what somebody has to hear of a job.
func (s *Schedule) alerts(now time.Time) (list []Alert) {
	to := strings.Join(append([]string{string(people.Admin)}, s.Recipients...), ",")
	switch {
	case s.Paused:
		return nil
	case s.Held != "":
		list = append(list, Alert{Subject: "held " + s.Name, Recipients: to,
			Message: fmt.Sprintf("Việc “%s” đang bị giữ lại, chưa được xếp hàng: %s. Sửa xong, chương trình tự chạy tiếp; muốn chạy ngay thì bấm “Chạy tiếp” ở trang Lịch", s.Called(), short(s.Held))})
	case !s.Due.IsZero() && now.Sub(s.Due) > late:
		list = append(list, Alert{Subject: "overdue " + s.Name, Recipients: to,
			Message: fmt.Sprintf("Việc “%s” đến hạn lúc %s mà chưa được xếp hàng; báo người quản trị xem nhật ký của chương trình", s.Called(), s.Due.Format("15:04 02/01/2006"))})
	}
	if s.Missed != "" {
		list = append(list, Alert{Subject: "missed " + s.Name, Recipients: to,
			Message: fmt.Sprintf("Việc “%s”: kỳ trong năm nay đã qua trước khi chương trình biết việc này nên chưa làm; nếu cần thì bấm “Chạy bù” ở trang Lịch", s.Called())})
	}
	return list
}

// waiting are the runs that nobody begins.
func (s *Service) waiting(ctx context.Context, now time.Time) (list []Alert, err error) {
	var runs []Run
	err = s.db.Reader.SelectContext(ctx, &runs, s.db.Reader.Rebind(selectRuns+` WHERE state = 'queued' AND started_at IS NULL AND queued_at < ? ORDER BY id LIMIT 20`), now.Add(-late).UTC())
	for _, r := range runs {
		list = append(list, Alert{Subject: fmt.Sprintf("overdue run %d", r.ID), Recipients: r.Recipients + "," + string(people.Admin),
			Message: fmt.Sprintf("%s kỳ %s (lần chạy %d) xếp hàng từ %s mà chưa máy nào làm: báo người quản trị bật một máy có làm việc định kỳ", s.kindName(r.Kind), r.Period, r.ID, r.Queued.In(s.plan.zone).Format("15:04 02/01/2006"))})
	}
	return list, err
}

// ownAlerts are the troubles of this machine.
func (s *Service) ownAlerts() (list []Alert) {
	add := func(what, format string, args ...any) {
		list = append(list, Alert{Subject: what + " " + s.node, Recipients: string(people.Admin), Message: fmt.Sprintf(format, args...)})
	}
	if err := s.shelf.lastFault(); err != nil {
		text, _, _ := strings.Cut(err.Error(), "\n")
		add("shelf", "Chưa ghi được các tệp ra kệ %s: %s. Văn bản vẫn đủ trong kho; chương trình tự ghi lại khi ghi được", s.cfg.Shelf.Dir, short(text))
	}
	var low []string
	for _, dir := range s.folders() {
		if free, err := s.cfg.free(dir); err == nil && free < LeastFree {
			low = append(low, fmt.Sprintf("%s còn %d MiB", dir, free>>20))
		}
	}
	if len(low) > 0 {
		add("disk", "Đĩa sắp đầy: %s; cần ít nhất %d MiB", strings.Join(low, ", "), LeastFree>>20)
	}
	return list
}

// folders are those that the program writes to on this machine, as far as they are there.
func (s *Service) folders() (list []string) {
	if dir := s.cfg.Shelf.Dir; dir != "" {
		if abs, err := filepath.Abs(dir); err == nil {
			list = append(list, nearest(abs))
		}
	}
	if s.db.Dialect() == db.SQLite {
		if abs, err := filepath.Abs(s.db.Address()); err == nil {
			list = append(list, filepath.Dir(abs))
		}
	}
	return list
}

// nearest is a folder, or the nearest above it that is there.
func nearest(dir string) string {
	for {
		if _, err := FreeSpace(dir); err == nil || dir == filepath.Dir(dir) {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

// Ready says whether the database serves, and what does not work as it should. The error
// means that nothing can be read or kept.
func Ready(ctx context.Context, d *db.DB) (degraded []string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := d.Intact(); err != nil {
		return nil, err
	}
	if err := d.Reader.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("database %s: %w", d, db.Explain(err))
	}
	alerts, err := Alerts(ctx, d)
	if err != nil {
		return nil, err
	}
	if d.Dialect() == db.SQLite { // on a full disk no alert can be written
		dir := filepath.Dir(d.Address())
		if free, err := FreeSpace(dir); err == nil && free < 1<<20 {
			degraded = append(degraded, fmt.Sprintf("disk: %s còn %d KiB, không ghi được gì nữa", dir, free>>10))
		}
	}
	for i := range alerts {
		if alerts[i].Degrades() {
			degraded = append(degraded, alerts[i].Subject+": "+alerts[i].Message)
		}
	}
	return degraded, nil
}
