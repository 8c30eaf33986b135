package jobs

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
)

// task is what a part of a run makes.
type task struct {
	Params map[string]string `json:"params"`
	Units  []string          `json:"units,omitempty"` // of a mail merge, the rows of these keys alone; nil: all
	// Data is what the queries gave when the run was split, so that all its parts speak of
	// one state of the database. Without it the part asks them itself.
	Data *making.Gathered `json:"-"`

	documents int // how many that will be, 0 where it is not known
}

// work is a task under work.
type work struct {
	task
	kind      string                  // of document
	name      string                  // of the run, for the record: "bao-cao-nam/2024 #17"
	done      int                     // documents made; set before end
	forbidden int                     // of these have findings that forbid their use
	end       func(tx *sqlx.Tx) error // ends the task in the transaction that keeps its documents: both stand or fall
}

// permanent marks an error that another attempt would meet again, such as a fault of a
// template: the job is not tried again.
type permanent struct{ error }

func (p *permanent) Unwrap() error { return p.error }

// chunk is how many documents of a mail merge are made and kept together.
const chunk = 10

// split parts a run into its requests, and those into some documents each. The queries are
// asked here and not again.
func (s *Service) split(ctx context.Context, kind string, params map[string]string) ([]task, error) {
	if _, err := s.maker.Catalog.Kind(kind); err != nil {
		return nil, &permanent{err}
	}
	requests, err := s.maker.Year(ctx, kind, params)
	if err != nil {
		return nil, err
	}
	var tasks []task
	for _, req := range requests {
		g, err := s.maker.Gather(ctx, req)
		if err != nil && len(requests) > 1 { // one round's trouble is its own part's
			tasks = append(tasks, task{Params: req.Params, documents: 1})
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, part := range g.Parts(chunk) {
			tasks = append(tasks, task{Params: req.Params, Units: part.Units(), Data: part, documents: part.Documents()})
		}
	}
	return tasks, nil
}

// makeDocuments makes the documents of a task, keeps them and asks for the shelf to be
// laid out.
func (s *Service) makeDocuments(ctx context.Context, w *work) error {
	start := time.Now()
	made, err := s.makeTask(ctx, w)
	if making.IsTemplateFault(err) {
		err = &permanent{err}
	}
	if err != nil {
		return err
	}
	s.cfg.Metrics.Stage("make", time.Since(start))
	for _, one := range made {
		one.Job = w.name
		if making.Forbidden(one) {
			w.forbidden++
		}
	}
	w.done = len(made)
	start = time.Now()
	if _, err := s.maker.Keep(ctx, made, w.end); err != nil {
		return err
	}
	s.cfg.Metrics.Stage("keep", time.Since(start))
	for _, one := range made {
		s.cfg.Metrics.Document(w.kind, severities(one))
		s.shelf.ask(one.Year)
	}
	return nil
}

func (s *Service) makeTask(ctx context.Context, w *work) ([]*archive.Made, error) {
	if w.Data != nil {
		return s.maker.MakeGathered(ctx, w.Data, nil)
	}
	return s.maker.Make(ctx, making.Request{Kind: w.kind, Params: w.Params, Units: w.Units})
}

func severities(made *archive.Made) []string {
	list := make([]string, len(made.Findings))
	for i, f := range made.Findings {
		list[i] = f.Severity
	}
	return list
}

// row is the row of the part that makes the task.
func (t *task) row(part int) (Part, error) {
	text, err := json.Marshal(t)
	if err != nil {
		return Part{}, err
	}
	p := Part{Part: part, Task: string(text), Documents: t.documents}
	if t.Data != nil {
		data, err := json.Marshal(t.Data)
		if err != nil {
			return Part{}, err
		}
		p.Data = string(data)
	}
	return p, nil
}

// task reads what row wrote; "" is the whole run.
func (s *Service) task(ctx context.Context, run *Run, p *Part) (t task, err error) {
	text := p.Task
	if text == "" {
		text = `{"params":` + run.ParamsJSON + `}`
	}
	if err = json.Unmarshal([]byte(text), &t); err == nil && p.Data != "" {
		t.Data, err = s.maker.ReadGathered(ctx, []byte(p.Data))
	}
	return t, err
}
