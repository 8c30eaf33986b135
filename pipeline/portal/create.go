package portal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/making"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
	"vanthu/pipeline/picture"
)

// create shows the kinds of which a document can be made.
func (p *portal) create(w http.ResponseWriter, r *http.Request) error {
	if p.Papers == nil {
		return archive.ErrNotFound
	}
	var kinds []*catalog.Kind
	for _, k := range p.Papers.Catalog.Kinds() {
		if k.Err() == nil && !ofIssued(k) {
			kinds = append(kinds, k)
		}
	}
	return p.render(w, r, http.StatusOK, frame{Template: "create", Title: "Tạo văn bản", Content: kinds})
}

// ofIssued reports a kind whose papers are made from an issued one: its number is asked for.
func ofIssued(k *catalog.Kind) bool {
	return slices.ContainsFunc(k.Params, func(one catalog.Param) bool { return one.Name == "van_ban" && !one.HasDefault })
}

// askContent is the form of a kind's parameters.
type askContent struct {
	Kind   *catalog.Kind
	Fields []fieldOf
	Looks  []fieldOf // how the paper looks
	Fault  string
}

// fieldOf is a parameter as the form asks for it.
type fieldOf struct {
	Name, Label, About, Value, Type string
	Options                         []choiceOption
}

// Chosen reports that one of the options is the value.
func (f fieldOf) Chosen() bool {
	return slices.ContainsFunc(f.Options, func(o choiceOption) bool { return o.Value == f.Value })
}

// Month reports a field that takes a year and a month.
func (f fieldOf) Month() bool { return f.Name == "ky" }

// askKind shows the form of a kind.
func (p *portal) askKind(w http.ResponseWriter, r *http.Request) error {
	return p.showAsk(w, r, http.StatusOK, asked{})
}

// asked is what somebody has entered in the form of a kind.
type asked struct {
	params map[string]string // nil: nothing yet
	fault  string            // why no paper is made from it
}

func (p *portal) showAsk(w http.ResponseWriter, r *http.Request, status int, given asked) error {
	if p.Papers == nil {
		return archive.ErrNotFound
	}
	k, err := p.Papers.Kind(r.PathValue("kind"))
	if err != nil {
		return archive.ErrNotFound
	}
	c := askContent{Kind: k, Fault: given.fault}
	year := r.FormValue("nam")
	if year == "" {
		if year, err = p.workYear(r.Context()); err != nil {
			return err
		}
	}
	values := map[string]string{"nam": year}
	for _, param := range k.Params {
		word := wordOf(k, &param)
		f := fieldOf{Name: param.Name, Label: word.Label, About: word.About, Type: string(param.Type)}
		if f.Value = given.params[param.Name]; given.params == nil && param.HasDefault {
			f.Value = param.Default
			for name, value := range values {
				f.Value = strings.ReplaceAll(f.Value, "{"+name+"}", value)
			}
		}
		if param.Name == "nam" {
			f.Value = year
		}
		if dot := r.URL.Query().Get("dot"); param.Name == "dot" && given.params == nil && dot != "" {
			f.Value = dot // of the page of a round
		}
		values[param.Name] = f.Value
		if f.Options, err = p.optionsOf(r.Context(), param, word, year); err != nil {
			return err
		}
		if param.Name == catalog.ArgAgency && given.params == nil && !f.Chosen() {
			if f.Value, err = p.judgeOf(r.Context(), year); err != nil {
				return err
			}
		}
		if isCode(&param, f.Value) {
			f.Value = ""
		} else if said := word.Values[f.Value]; said != "" && len(param.Choices) == 0 {
			f.Value = said
		}
		switch {
		case word.Hidden:
		case word.Form:
			c.Looks = append(c.Looks, f)
		default:
			c.Fields = append(c.Fields, f)
		}
	}
	return p.render(w, r, status, frame{Template: "ask", Title: k.Name, Content: c})
}

// workYear is the year that people work on: that of the newest movement up to now.
func (p *portal) workYear(ctx context.Context) (string, error) {
	now := p.Now().In(zone).Year()
	year := now
	err := sqlx.GetContext(ctx, p.DB.Reader, &year, p.DB.Reader.Rebind(`SELECT COALESCE(MAX(nam), ?) FROM phong_trao WHERE nam <= ?`), now, now)
	return strconv.Itoa(year), err
}

// askMaking starts to make what the form asks for.
func (p *portal) askMaking(w http.ResponseWriter, r *http.Request) error {
	if p.Papers == nil {
		return archive.ErrNotFound
	}
	k, err := p.Papers.Kind(r.PathValue("kind"))
	if err != nil {
		return archive.ErrNotFound
	}
	params := map[string]string{}
	for _, param := range k.Params {
		if v := strings.TrimSpace(r.PostFormValue(param.Name)); v != "" {
			params[param.Name] = wordOf(k, &param).typedValue(&param, v)
		}
	}
	if fault := badFields(k, params); fault != "" {
		return p.showAsk(w, r, http.StatusUnprocessableEntity, asked{params, fault})
	}
	args, err := k.Args(params)
	if err != nil {
		return err
	}
	if err := of(r).Allow(people.MakePapers, people.Scope{Agency: args[catalog.ArgAgency].Str()}, "lập “"+k.Name+"”"); err != nil {
		fault, _ := p.said(r, err)
		return p.showAsk(w, r, http.StatusForbidden, asked{params, fault})
	}
	m := p.beginMaking(of(r).Name, making.Request{Kind: k.Slug, Params: params})
	http.Redirect(w, r, "/tao/viec/"+m.ID, http.StatusSeeOther)
	return nil
}

// attemptContent is the page of an attempt.
type attemptContent struct {
	*attempt
	Kind     *catalog.Kind
	Step     progress
	Problem  string
	Made     []*archive.Made
	At       int   // number of the document shown, from 1
	Shown    []int // numbers of its pages
	Data     []datum
	Tables   []tableOf
	Wrong    int // documents with findings that forbid signing
	Existing bool
}

// Doc is the document shown.
func (c *attemptContent) Doc() *archive.Made { return c.Made[c.At-1] }

// datum is a value of a data set; tableOf a list.
type (
	datum   struct{ Name, Value string }
	tableOf struct {
		Name  string
		Heads []string
		Rows  [][]string
		Total int
	}
)

func (p *portal) attemptOf(r *http.Request) (*attempt, error) {
	if m := p.attempts.find(r.PathValue("id"), of(r).Name); m != nil && p.Papers != nil {
		return m, nil
	}
	return nil, archive.ErrNotFound
}

// showAttempt shows how far an attempt has come, then what was made.
func (p *portal) showAttempt(w http.ResponseWriter, r *http.Request) error {
	m, err := p.attemptOf(r)
	if err != nil {
		return err
	}
	c := attemptContent{attempt: m, At: 1}
	if c.Kind, err = p.Papers.Kind(m.Request.Kind); err != nil {
		return err
	}
	if c.Step, _ = m.now(); !c.Step.Ended {
		w.Header().Set("Refresh", "3") // for browsers without scripts
		return p.render(w, r, http.StatusOK, frame{Template: "making", Title: "Đang lập: " + c.Kind.Name, Content: &c})
	}
	var problem error
	if c.Made, problem = m.result(); problem != nil {
		fault, status := p.said(r, problem)
		c.Problem = fault
		return p.render(w, r, status, frame{Template: "making", Title: c.Kind.Name, Content: &c})
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("so")); err == nil && n >= 1 && n <= len(c.Made) {
		c.At = n
	}
	for _, made := range c.Made {
		if making.Forbidden(made) {
			c.Wrong++
		}
	}
	f := frame{Template: "making", Title: "Xem trước: " + c.Kind.Name, Content: &c}
	if len(c.Made) > 0 {
		doc := c.Doc()
		f.Sample = doc.Sample
		c.Data, c.Tables = dataOf(doc)
		if slices.ContainsFunc(doc.Files, func(f archive.File) bool { return f.Format == "docx" }) {
			for n := range min(doc.Pages, maxShown) {
				c.Shown = append(c.Shown, n+1)
			}
		}
		there, err := archive.List(r.Context(), p.DB.Reader, archive.Filter{Year: doc.Year, Kind: doc.Key.Kind, Period: doc.Key.Period, Agency: doc.Key.Agency, Unit: doc.Key.Unit})
		if err != nil {
			return err
		}
		c.Existing = slices.ContainsFunc(there, func(d archive.Document) bool { return d.Unit == doc.Key.Unit && d.Round == doc.Key.Round })
	}
	return p.render(w, r, http.StatusOK, f)
}

// maxRows is how many rows of a list the preview of data shows.
const maxRows = 15

// dataOf takes the data set of what was made apart for the page.
func dataOf(made *archive.Made) (data []datum, tables []tableOf) {
	rec := made.Data.Record()
	for i, name := range rec.Columns().Names() {
		v := rec.At(i)
		items := v.Items()
		switch {
		case len(items) > 0 && items[0].Record() != nil:
			t := tableOf{Name: name, Heads: items[0].Record().Columns().Names(), Total: len(items)}
			for _, item := range items[:min(len(items), maxRows)] {
				var row []string
				for j := range t.Heads {
					row = append(row, shortText(item.Record().At(j).Literal()))
				}
				t.Rows = append(t.Rows, row)
			}
			tables = append(tables, t)
		case v.Record() == nil && items == nil && !v.IsNull():
			data = append(data, datum{name, shortText(v.Literal())})
		}
	}
	return data, tables
}

// shortText cuts a text for a cell.
func shortText(s string) string {
	if r := []rune(s); len(r) > 160 {
		return string(r[:160]) + "…"
	}
	return s
}

// follow tells the progress of an attempt as server-sent events.
func (p *portal) follow(w http.ResponseWriter, r *http.Request) error {
	m, err := p.attemptOf(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	for {
		step, news := m.now()
		out.SetWriteDeadline(time.Now().Add(time.Minute))
		if _, err := fmt.Fprintf(w, "event: %s\ndata: %d %d %s\n\n", map[bool]string{false: "step", true: "end"}[step.Ended], step.Done, step.Total, step.Say()); err != nil || step.Ended {
			return nil // the reader went away, or knows all
		}
		if err := out.Flush(); err != nil {
			return nil
		}
		select {
		case <-news:
		case <-r.Context().Done():
			return nil
		}
	}
}

// madeOf finds a document of an ended attempt.
func (p *portal) madeOf(r *http.Request) (*attempt, *archive.Made, error) {
	m, err := p.attemptOf(r)
	if err != nil {
		return nil, nil, err
	}
	made, problem := m.result()
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || problem != nil || n < 1 || n > len(made) {
		return nil, nil, archive.ErrNotFound
	}
	return m, made[n-1], nil
}

// madePage sends a page of a document that is not kept yet.
func (p *portal) madePage(w http.ResponseWriter, r *http.Request) error {
	_, made, err := p.madeOf(r)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(r.PathValue("page"))
	if err != nil {
		return archive.ErrNotFound
	}
	pages := p.laid.find(made, 0)
	if pages == nil {
		if pages, err = p.Papers.PagesOf(r.Context(), made); err != nil {
			return err
		}
		p.laid.keep(laid{document: made, pages: pages})
	}
	return sendPage(w, r, pages, number)
}

// madePDF shows the PDF of a document that is not kept yet.
func (p *portal) madePDF(w http.ResponseWriter, r *http.Request) error {
	_, made, err := p.madeOf(r)
	if err != nil {
		return err
	}
	for _, f := range made.Files {
		if f.Format == "pdf" {
			sendFile(w, inline, made.Name+"-xem-truoc.pdf", f.Data)
			return nil
		}
	}
	return archive.ErrNotFound
}

// keepMade keeps what was looked at, to the last byte.
func (p *portal) keepMade(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	m, err := p.attemptOf(r)
	if err != nil {
		return err
	}
	made, problem := m.result()
	if problem != nil || len(made) == 0 {
		return archive.ErrNotFound
	}
	for _, one := range made {
		if err := of(r).Allow(people.MakePapers, one.Key.Scope(), "lưu văn bản"); err != nil {
			return err
		}
		one.By, one.At = of(r).Name, p.Now()
	}
	kept, err := p.Papers.Keep(ctx, made, nil)
	if errors.Is(err, archive.ErrChanged) {
		p.sessions.Put(ctx, keyTold, "Văn bản vừa được người khác thay đổi. Lập lại rồi lưu.")
		http.Redirect(w, r, "/tao/"+m.Request.Kind, http.StatusSeeOther)
		return nil
	} else if err != nil {
		return err
	}
	p.attempts.drop(m)
	fresh := 0
	for _, k := range kept {
		if k.New {
			fresh++
		}
	}
	for _, one := range made[:1] {
		if err := p.lay(r, one.Year); err != nil {
			p.Log.Error("shelf", "error", err) // the archive has it; the next call lays it out
		}
	}
	told := fmt.Sprintf("Đã lưu %d văn bản.", fresh)
	if fresh < len(kept) {
		told += fmt.Sprintf(" %d văn bản không khác bản đã có nên không thêm bản mới.", len(kept)-fresh)
	}
	p.sessions.Put(ctx, keyTold, told)
	to := fmt.Sprintf("/van-ban/%d", kept[0].Document)
	if len(kept) > 1 {
		of := listQuery{Filter: within(archive.Filter{}, made[0].Year, made[0].Key), Round: made[0].Key.Round, Single: true}
		to = of.url(1)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// sendPage sends the page with a number as SVG.
func sendPage(w http.ResponseWriter, r *http.Request, pages outgoing.Pages, number int) error {
	page, err := pages.Page(number)
	if err != nil {
		return err
	}
	var svg bytes.Buffer
	if err := picture.SVG(&svg, page); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+archive.Hash(svg.Bytes())+`"`)
	if r.Header.Get("If-None-Match") == h.Get("ETag") {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	svg.WriteTo(w)
	return nil
}
