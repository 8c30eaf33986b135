package portal

import (
	"net/http"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/jobs"
)

// schedules shows when the jobs of the plan are due and what became of the last runs.
func (p *portal) schedules(w http.ResponseWriter, r *http.Request) error {
	if p.Plan == nil {
		return archive.ErrNotFound
	}
	var content struct {
		Jobs []jobs.Schedule
		Runs []jobs.Run
	}
	var err error
	if content.Jobs, err = jobs.Schedules(r.Context(), p.DB, p.Plan, time.Now()); err != nil {
		return err
	}
	if content.Runs, err = jobs.History(r.Context(), p.DB, 50); err != nil {
		return err
	}
	return p.render(w, r, http.StatusOK, "schedules", frame{Title: "Việc chạy định kỳ", Content: content})
}
