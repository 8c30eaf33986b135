package portal

import (
	"net/http"

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

		Names  *names
		Titles map[string]string // of jobs, by name
	}
	var err error
	if content.Jobs, err = jobs.Schedules(r.Context(), p.DB, p.Plan, p.Now()); err != nil {
		return err
	}
	if content.Runs, err = jobs.History(r.Context(), p.DB, 50); err != nil {
		return err
	}
	if content.Names, err = p.names(r.Context()); err != nil {
		return err
	}
	content.Titles = map[string]string{}
	for _, j := range p.Plan.Jobs {
		content.Titles[j.Name] = j.Title
	}
	return p.render(w, r, http.StatusOK, frame{Template: "schedules", Title: "Việc chạy định kỳ", Content: content})
}
