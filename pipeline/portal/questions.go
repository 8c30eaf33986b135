package portal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/intake"
)

// askPath is where an office is set up by questions, a page for each part of its form and
// a last one that takes the answers in.
const askPath = "/quan-tri/dung"

// keyOffice holds the answers in the session until they are taken in.
const keyOffice = "office"

// draft is what was answered so far.
type draft struct {
	Year    int
	Answers map[string][]intake.Answers // by table of the form
}

// questionsContent is a page of questions.
type questionsContent struct {
	Steps  []askStep
	N, Of  int // this step, from 1, and how many there are
	Part   *intake.Part
	Year   int // asked for on the first page
	Rows   []askedRow
	Last   bool // what was answered, to take in
	Can    bool // all that must be answered was
	Faults []string
	Notice notice
	Sample bool // the database holds sample data: nothing is asked
	There  bool // the office is set up already
}

// askStep is a step with how many lines were answered.
type askStep struct {
	Name, Path string
	Count      int
	Need       bool // must be answered
}

// askedRow is a row of fields, askedField one of them with what was answered.
type askedRow struct {
	Legend string
	Fields []askedField
}

type askedField struct {
	intake.Field
	ID, Value, Fault string
	First            bool // of several rows: its note is shown
	Must             bool // a browser need not send it empty
}

// rowOf is row n of a part with its answers; legend names it.
func rowOf(p *intake.Part, n int, answers intake.Answers, wrong []intake.Mistake) askedRow {
	row := askedRow{Legend: fmt.Sprintf("Dòng %d", n+1)}
	if n < len(p.Rows) {
		row.Legend = p.Rows[n]
	}
	for _, f := range p.Fields {
		one := askedField{Field: f, ID: fmt.Sprintf("%s-%d", f.Name, n), Value: answers[f.Name], First: n == 0, Must: f.Need && p.One}
		if i := slices.IndexFunc(wrong, func(m intake.Mistake) bool { return m.Row == n && m.Field == f.Name }); i >= 0 {
			one.Fault = sentence(wrong[i].Said)
		}
		row.Fields = append(row.Fields, one)
	}
	return row
}

// answersOf reads row n of a part from a form.
func answersOf(r *http.Request, p *intake.Part, n int) intake.Answers {
	a := intake.Answers{}
	for _, f := range p.Fields {
		if text := strings.TrimSpace(r.PostFormValue(fmt.Sprintf("%s-%d", f.Name, n))); text != "" {
			a[f.Name] = text
		}
	}
	return a
}

// askRow is the form of a new line of a table, with what was typed into it.
func (p *portal) askRow(r *http.Request, table string) (askedRow, error) {
	part, err := p.officePart(r.Context(), table)
	if err != nil {
		return askedRow{}, err
	}
	return rowOf(part, 0, answersOf(r, part, 0), nil), nil
}

// asking is a step that a visitor is at.
type asking struct {
	draft
	*intake.Questions
	n int // from 1; above len(Parts) it is the last page
}

func (a *asking) part() *intake.Part { return &a.Parts[a.n-1] }

func (p *portal) askingOf(r *http.Request) (*asking, error) {
	a := &asking{draft: draft{Year: p.Now().In(zone).Year()}}
	if text := p.sessions.GetString(r.Context(), keyOffice); text != "" {
		if err := json.Unmarshal([]byte(text), &a.draft); err != nil {
			return nil, err
		}
	}
	if a.Answers == nil {
		a.Answers = map[string][]intake.Answers{}
	}
	var err error
	a.Questions, err = intake.Workbooks{DB: p.DB, Forms: p.Forms}.OfficeQuestions(r.Context(), a.draft.Year, p.kindList())
	if err != nil {
		return nil, err
	}
	a.Know(a.Answers)
	if a.n, err = strconv.Atoi(r.PathValue("step")); err != nil || a.n < 1 || a.n > len(a.Parts)+1 {
		return nil, archive.ErrNotFound
	}
	return a, nil
}

func (p *portal) keepDraft(r *http.Request, d draft) error {
	text, err := json.Marshal(d)
	if err == nil {
		p.sessions.Put(r.Context(), keyOffice, string(text))
	}
	return err
}

// ask shows a step of the questions.
func (p *portal) ask(w http.ResponseWriter, r *http.Request) error {
	a, err := p.askingOf(r)
	if err != nil {
		return err
	}
	return p.showQuestions(w, r, a, questionsContent{})
}

// rowsShown is how many rows a step shows at least, and how many more it shows when asked.
const rowsShown = 3

func (p *portal) showQuestions(w http.ResponseWriter, r *http.Request, a *asking, c questionsContent) (err error) {
	ctx := r.Context()
	c.N, c.Of, c.Last, c.Year, c.Can = a.n, len(a.Parts)+1, a.n > len(a.Parts), a.draft.Year, true
	if c.Sample, err = p.holdsSample(ctx); err != nil {
		return err
	}
	isEmpty, err := p.isEmpty(ctx)
	if err != nil {
		return err
	}
	c.There = !isEmpty
	for i := range a.Parts {
		part := &a.Parts[i]
		s := askStep{Name: part.Name, Path: fmt.Sprintf("%s/%d", askPath, i+1), Need: part.One || part.Table == "ten_co_quan"}
		for _, row := range a.Answers[part.Table] {
			if !row.Empty() {
				s.Count++
			}
		}
		c.Can = c.Can && (s.Count > 0 || !s.Need)
		c.Steps = append(c.Steps, s)
	}
	c.Steps = append(c.Steps, askStep{Name: "Xem lại", Path: fmt.Sprintf("%s/%d", askPath, c.Of)})
	if !c.Last && c.Rows == nil {
		c.Part = a.part()
		for i := range a.shown() {
			c.Rows = append(c.Rows, rowOf(c.Part, i, a.row(i), nil))
		}
	}
	status := http.StatusOK
	if c.Notice.Fault != "" || len(c.Faults) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return p.render(w, r, status, frame{Template: "admin_questions", Title: "Dựng cơ quan", Content: c})
}

// shown is how many rows the step shows.
func (a *asking) shown() int {
	switch p := a.part(); {
	case p.One:
		return 1
	case p.Rows != nil:
		return len(p.Rows)
	default:
		return max(rowsShown, len(a.Answers[p.Table]))
	}
}

// row are the answers of row n, none where it was not answered.
func (a *asking) row(n int) intake.Answers {
	if rows := a.Answers[a.part().Table]; n < len(rows) {
		return rows[n]
	}
	return intake.Answers{}
}

// maxAsked bounds the rows of a step: more come by the workbook.
const maxAsked = 60

// answer takes the answers of a step, and goes on to the next where they can stand.
func (p *portal) answer(w http.ResponseWriter, r *http.Request) error {
	a, err := p.askingOf(r)
	if err != nil {
		return err
	}
	if a.n > len(a.Parts) {
		return p.takeAnswers(w, r, a)
	}
	part, said := a.part(), questionsContent{Part: a.part()}
	step, _ := strings.CutPrefix(r.PostFormValue("viec"), "buoc-")
	to, err := strconv.Atoi(step)
	leaves := err == nil && to >= 1 && to <= len(a.Parts)+1 // to any step: what was typed is kept as it is
	if a.n == 1 {
		if a.draft.Year, err = strconv.Atoi(strings.TrimSpace(r.PostFormValue("nam"))); err != nil || a.draft.Year < 2000 || a.draft.Year > 2100 {
			a.draft.Year, said.Notice.Fault = p.Now().In(zone).Year(), "Năm viết bằng bốn chữ số, như 2026."
		}
	}
	var rows []intake.Answers
	for n := range min(maxAsked, max(a.shown(), int(officeForm{Request: r}.number("so-dong")))) {
		rows = append(rows, answersOf(r, part, n))
	}
	wrong := part.Check(rows)
	for n, row := range rows {
		said.Rows = append(said.Rows, rowOf(part, n, row, wrong))
	}
	if len(wrong) > 0 {
		said.Notice.Fault = fmt.Sprintf("Còn %d ô cần xem lại.", len(wrong))
	}
	if said.Notice.Fault != "" && !leaves {
		return p.showQuestions(w, r, a, said)
	}
	if part.Rows == nil && !part.One {
		rows = slices.DeleteFunc(rows, intake.Answers.Empty)
	}
	next := a.n + 1
	if leaves {
		next = to
	}
	if r.PostFormValue("viec") == "them-dong" {
		next = a.n
		for range min(rowsShown, maxAsked-len(rows)) {
			rows = append(rows, intake.Answers{})
		}
	}
	a.Answers[part.Table] = rows
	if err := p.keepDraft(r, a.draft); err != nil {
		return err
	}
	http.Redirect(w, r, fmt.Sprintf("%s/%d", askPath, next), http.StatusSeeOther)
	return nil
}

// takeAnswers takes all answers into the database, or says at which of them it cannot.
func (p *portal) takeAnswers(w http.ResponseWriter, r *http.Request, a *asking) error {
	ctx := r.Context()
	refuse := func(said string, faults ...string) error {
		return p.showQuestions(w, r, a, questionsContent{Notice: notice{Fault: said}, Faults: faults})
	}
	if isSample, err := p.holdsSample(ctx); err != nil {
		return err
	} else if isSample {
		return refuse(notOnSample)
	}
	if isEmpty, err := p.isEmpty(ctx); err != nil {
		return err
	} else if !isEmpty {
		return refuse("Cơ quan đã dựng rồi.")
	}
	var b bytes.Buffer
	if err := a.Workbook(a.Answers, &b); err != nil {
		return err
	}
	result, err := p.setUp(r, fmt.Sprintf("co-quan-%d.xlsx", a.draft.Year), b.Bytes())
	if said := notTaken(err); said != "" {
		return refuse(said)
	} else if err != nil {
		return err
	}
	if result.Refused() {
		var list []string
		for _, f := range result.Faults {
			if f.Severity == intake.Wrong {
				list = append(list, a.Place(f)+": "+f.Message)
			}
		}
		return refuse("Chưa dựng được: sửa các câu trả lời dưới đây.", list...)
	}
	p.sessions.Remove(ctx, keyOffice)
	p.sessions.Put(ctx, keyTold, fmt.Sprintf("Đã dựng cơ quan: %d dòng. Các mục còn thiếu của năm %d ở bảng dưới.", result.Rows, a.draft.Year))
	http.Redirect(w, r, fmt.Sprintf("/quan-tri?nam=%d", a.draft.Year), http.StatusSeeOther)
	return nil
}

// askedBook sends the workbook with the answers so far.
func (p *portal) askedBook(w http.ResponseWriter, r *http.Request) error {
	r.SetPathValue("step", "1")
	a, err := p.askingOf(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := a.Workbook(a.Answers, &b); err != nil {
		return err
	}
	if err := p.recordDownload(r, audit.Act{Detail: fmt.Sprintf("tệp cơ quan năm %d với các câu trả lời", a.draft.Year)}); err != nil {
		return err
	}
	sendFile(w, attachment, fmt.Sprintf("co-quan-%d.xlsx", a.draft.Year), b.Bytes())
	return nil
}
