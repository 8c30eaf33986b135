package portal

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// pageSize is how many lines of a list are shown at a time; maxFound how many documents a
// search looks at.
const (
	pageSize = 50
	maxFound = 2000
)

// listContent is the page of documents.
type listContent struct {
	Query   listQuery
	Years   []int
	Filters []choice // by which the list can be narrowed
	Lines   []line
	Total   int // lines
	Papers  int // documents
	From    int // number of the first line shown, from 1
	To      int
	Before  string // page before and after, "" for none
	After   string
	Cut     bool // the search found more than it looked at
	Moves   []choiceOption
	Here    string // this page
	Notice  notice
}

// listQuery is what the page was asked for.
type listQuery struct {
	archive.Filter
	Round  string
	Single bool // the letters of a mail merge one by one
	Page   int  // from 1
}

// choice is a filter with what it can be set to.
type choice struct {
	Name, Label, Value string
	Options            []choiceOption
}

type choiceOption struct{ Value, Name string }

// line is a line of the list: a document, or the documents of a mail merge.
type line struct {
	archive.Document // of a mail merge: one of them
	Names            *names
	Files            []download
	Count            int // 1: the document alone
	States           []archive.Share
	Faulty           int    // documents of a mail merge with findings that forbid signing
	URL              string // where it leads
	Pick             string // by which it is chosen
}

// RoundBeside is the name of the đợt of award, "" where the title says it.
func (l line) RoundBeside() string {
	name := l.Names.Round(l.Document)
	if l.Round == "" || strings.Contains(l.Title, name) {
		return ""
	}
	return name
}

// list shows the documents that fit what was asked.
func (p *portal) list(w http.ResponseWriter, r *http.Request) error {
	return p.showList(w, r, http.StatusOK, notice{Told: p.sessions.PopString(r.Context(), keyTold)})
}

func (p *portal) showList(w http.ResponseWriter, r *http.Request, status int, n notice) error {
	ctx, u := r.Context(), of(r).User
	years, err := archive.Years(ctx, p.memory)
	if err != nil {
		return err
	}
	query, err := parseQuery(r, years)
	if err != nil {
		return err
	}
	c, err := p.listOf(ctx, u, query)
	if err != nil {
		return err
	}
	c.Notice, c.Years, c.Moves = n, years, bulkMoves(u)
	f := frame{Template: "list", Title: "Văn bản", Page: "/van-ban", Content: &c}
	f.Sample = slices.ContainsFunc(c.Lines, func(l line) bool { return l.Sample })
	return p.render(w, r, status, f)
}

// listKey is what a list depends on.
type listKey struct {
	listQuery
	sight string
}

// listOf is the list that a person may see, without what belongs to the moment.
func (p *portal) listOf(ctx context.Context, u *people.User, query listQuery) (listContent, error) {
	return db.Remember(ctx, p.memory, listKey{query, u.Sight()}, func(ctx context.Context) (listContent, error) { return p.readList(ctx, u, query) })
}

func (p *portal) readList(ctx context.Context, u *people.User, query listQuery) (c listContent, err error) {
	c.Query = query
	c.Here = c.Query.url(c.Query.Page)
	groups, err := p.groups(ctx, u, &c)
	if err != nil {
		return c, err
	}
	if c.Lines, err = p.lines(ctx, u, groups, c.Query); err != nil {
		return c, err
	}
	if c.Filters, err = p.filters(ctx, u, c.Query); err != nil {
		return c, err
	}
	if len(c.Lines) > 0 {
		c.From, c.To = (c.Query.Page-1)*pageSize+1, (c.Query.Page-1)*pageSize+len(c.Lines)
	}
	if c.Query.Page > 1 {
		c.Before = c.Query.url(c.Query.Page - 1)
	}
	if c.To < c.Total {
		c.After = c.Query.url(c.Query.Page + 1)
	}
	return c, nil
}

// parseQuery reads what is asked for; without a year the newest that has documents.
func parseQuery(r *http.Request, years []int) (c listQuery, err error) {
	values := r.URL.Query()
	if here, err := url.Parse(r.PostFormValue("ve")); err == nil && r.Method == http.MethodPost {
		values = here.Query() // the page that the form stands on
	}
	get := func(name string) string { return strings.TrimSpace(values.Get(name)) }
	c.Filter = archive.Filter{Kind: get("loai"), State: get("trang-thai"), Agency: get("co-quan"), Unit: get("don-vi"), Period: get("ky"), Text: get("tim")}
	c.Round = get("dot")
	c.Single = get("tung") != "" || c.Unit != ""
	year := r.PathValue("year")
	if year == "" {
		year = get("nam")
	}
	switch {
	case year != "":
		if c.Year, err = strconv.Atoi(year); err != nil {
			return c, archive.ErrNotFound
		}
	case len(years) > 0 && c.Text == "":
		c.Year = years[0]
	}
	c.Page, _ = strconv.Atoi(get("trang"))
	c.Page = max(c.Page, 1)
	return c, nil
}

// url is the address of a page of the list.
func (c listQuery) url(page int) string {
	v := url.Values{}
	for name, value := range map[string]string{"loai": c.Kind, "trang-thai": c.State, "co-quan": c.Agency, "don-vi": c.Unit, "ky": c.Period, "dot": c.Round, "tim": c.Text} {
		if value != "" {
			v.Set(name, value)
		}
	}
	v.Set("nam", strconv.Itoa(c.Year))
	if c.Single {
		v.Set("tung", "1")
	}
	if page > 1 {
		v.Set("trang", strconv.Itoa(page))
	}
	return "/van-ban?" + v.Encode()
}

// OfYear is the address of the same list for another year; 0 is all.
func (c listQuery) OfYear(year int) string {
	c.Year = year
	return c.url(1)
}

// Narrowed reports whether anything but the year is asked for.
func (c listQuery) Narrowed() bool {
	f := c.Filter
	f.Year = 0
	return f != archive.Filter{} || c.Round != ""
}

// bundle is a group with the documents that a search found of it.
type bundle struct {
	archive.Group
	found []archive.Document // nil: not searched
}

// groups are the groups of the page that is asked for.
func (p *portal) groups(ctx context.Context, u *people.User, c *listContent) (groups []bundle, err error) {
	if c.Query.Text == "" {
		b := archive.Browse{Filter: c.Query.Filter, Round: c.Query.Round, Single: c.Query.Single, For: u, From: (c.Query.Page - 1) * pageSize}
		b.Limit = pageSize
		err := b.Find(ctx, p.memory)
		c.Total, c.Papers, c.Query.Page = b.Total, b.Papers, b.From/pageSize+1
		for _, g := range b.Shown {
			groups = append(groups, bundle{Group: g})
		}
		return groups, err
	}
	f := c.Query.Filter
	f.Limit = maxFound
	if unit := onlyUnit(u); unit != "" {
		f.Unit = unit
	}
	docs, err := archive.Outline(ctx, p.DB.Reader, f)
	if err != nil {
		return nil, err
	}
	c.Cut = len(docs) == maxFound
	docs = slices.DeleteFunc(docs, func(d archive.Document) bool {
		return !mayRead(u, d.Key) || c.Query.Round != "" && d.Round != c.Query.Round
	})
	groups = bundled(docs, c.Query.Single)
	c.Total, c.Papers = len(groups), len(docs)
	from := min((c.Query.Page-1)*pageSize, len(groups))
	return groups[from:min(from+pageSize, len(groups))], nil
}

// onlyUnit is the unit whose documents alone a person sees; "" where there are others.
func onlyUnit(u *people.User) (unit string) {
	for i, g := range u.Grants {
		if g.Unit == "" || i > 0 && g.Unit != unit {
			return ""
		}
		unit = g.Unit
	}
	return unit
}

// bundled puts the documents of a mail merge into one group, unless each is wanted on its
// own, in the order of the documents. A letter found alone is a group of one.
func bundled(docs []archive.Document, single bool) (groups []bundle) {
	at := map[archive.Key]int{}
	for _, d := range docs {
		k := d.Key
		k.Unit, k.Seq = "", 0
		if i, known := at[k]; known && !single && d.Unit != "" {
			groups[i].Count++
			groups[i].found = append(groups[i].found, d)
			continue
		}
		groups = append(groups, bundle{archive.Group{Key: k, Year: d.Year, Count: 1, First: d.ID}, []archive.Document{d}})
		if d.Unit != "" {
			at[k] = len(groups) - 1
		}
	}
	return groups
}

// tally says how many documents of a bundle are in which state, and how many are faulty.
func (p *portal) tally(ctx context.Context, u *people.User, g *bundle, f archive.Filter) (states []archive.Share, faulty int, err error) {
	if g.found == nil {
		faulty, err = g.Faulty(ctx, p.DB.Reader, f, u)
		return g.States, faulty, err
	}
	for _, d := range g.found {
		i := slices.IndexFunc(states, func(s archive.Share) bool { return s.Name == d.StateName })
		if i < 0 {
			i, states = len(states), append(states, archive.Share{Name: d.StateName})
		}
		states[i].Count++
		if d.Wrong > 0 {
			faulty++
		}
	}
	return states, faulty, nil
}

// lines are the lines of groups.
func (p *portal) lines(ctx context.Context, u *people.User, groups []bundle, query listQuery) ([]line, error) {
	var ids []int64
	for _, g := range groups {
		ids = append(ids, g.First)
	}
	docs, err := archive.Some(ctx, p.DB.Reader, ids...)
	if err != nil {
		return nil, err
	}
	files, err := archive.FilesToOpen(ctx, p.DB.Reader, docs...)
	if err != nil {
		return nil, err
	}
	n, err := p.names(ctx, docs...)
	if err != nil {
		return nil, err
	}
	var lines []line
	for _, g := range groups {
		i := slices.IndexFunc(docs, func(d archive.Document) bool { return d.ID == g.First })
		if i < 0 {
			continue // gone since
		}
		l := line{Document: docs[i], Names: n, Count: g.Count}
		if g.Count == 1 {
			l.Files, l.URL, l.Pick = downloads(l.Document, files[l.ID]), fmt.Sprintf("/van-ban/%d", l.ID), strconv.FormatInt(l.ID, 10)
		} else {
			of := listQuery{Filter: within(query.Filter, g.Year, g.Key), Round: g.Round, Single: true}
			l.URL, l.Pick = of.url(1), fmt.Sprintf("tap-%d", g.First)
			if l.States, l.Faulty, err = p.tally(ctx, u, &g, query.Filter); err != nil {
				return nil, err
			}
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// within narrows a filter to the documents of a mail merge.
func within(f archive.Filter, year int, k archive.Key) archive.Filter {
	f.Year, f.Kind, f.Period, f.Agency, f.Limit = year, k.Kind, k.Period, k.Agency, 0
	return f
}

// filters are the filters that tell documents of the year apart.
func (p *portal) filters(ctx context.Context, u *people.User, c listQuery) (list []choice, err error) {
	facets, err := archive.FacetsOf(ctx, p.memory, c.Year, u)
	if err != nil {
		return nil, err
	}
	states, err := archive.States(ctx, p.DB.Reader)
	if err != nil {
		return nil, err
	}
	docs := []archive.Document{{Year: c.Year}}
	for _, a := range facets.Agencies {
		docs = append(docs, archive.Document{Year: c.Year, Key: archive.Key{Agency: a}})
	}
	for _, unit := range facets.Units {
		docs = append(docs, archive.Document{Year: c.Year, Key: archive.Key{Unit: unit}})
	}
	n, err := p.names(ctx, docs...)
	if err != nil {
		return nil, err
	}
	add := func(name, label, value string, codes []string, say func(string) string) {
		ch := choice{Name: name, Label: label, Value: value}
		for _, code := range codes {
			ch.Options = append(ch.Options, choiceOption{code, say(code)})
		}
		if len(ch.Options) > 1 || value != "" {
			list = append(list, ch)
		}
	}
	add("loai", "Loại văn bản", c.Kind, facets.Kinds, func(s string) string { return n.of(n.kinds, s) })
	var codes []string
	called := map[string]string{}
	for _, s := range states {
		codes, called[s.Code] = append(codes, s.Code), s.Name
	}
	add("trang-thai", "Trạng thái", c.State, codes, func(s string) string { return called[s] })
	add("ky", "Kỳ", c.Period, facets.Periods, periodName)
	add("dot", "Đợt khen thưởng", c.Round, facets.Rounds, func(s string) string { return n.of(n.rounds, roundKey(c.Year, s), s) })
	add("co-quan", "Cơ quan ban hành", c.Agency, facets.Agencies, func(s string) string { return n.of(n.agencies, s) })
	add("don-vi", "Đơn vị", c.Unit, facets.Units, func(s string) string { return n.of(n.units, s) })
	return list, nil
}
