package outgoing

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
	"vanthu/pipeline/refresh"
)

// Outdated are papers that print figures which changed.
type Outdated struct {
	Papers []Other // maxOutdated at most, the newest year first
	More   int     // that are not listed
}

// The bounds of what is told: papers, and figures of each.
const (
	maxOutdated = 20
	maxOldOfOne = 5
)

// Since lists the papers, of any kind, year and state, that print figures which imports and
// corrections have changed since before, a snapshot, of those that a person may read. Of the
// papers of that year and of the next one it is those whose data lack what they would be made
// with now, so that a total which no table holds is seen too, and what an earlier import
// changed as well; of all others those that hold the old figure of a record by name.
func (p *Papers) Since(ctx context.Context, before *sqlx.Tx, by *people.User) (*Outdated, error) {
	now, err := p.DB.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer now.Rollback()
	altered, err := alteredSince(ctx, before, now)
	if err != nil || len(altered.tables) == 0 {
		return &Outdated{}, err
	}
	compared, err := p.Compare(ctx, before, now, altered.tables)
	if err != nil {
		return nil, err
	}
	s := &since{p: p, altered: altered, compared: compared, named: changedValues{}, own: map[string]*renewed{}}
	for _, year := range slices.Compact(slices.Sorted(slices.Values(altered.years))) {
		if err := s.addRows(ctx, year); err != nil {
			return nil, err
		}
	}
	runs, err := archive.Runs(ctx, now, altered.years...)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		if err := s.add(ctx, r); err != nil {
			return nil, err
		}
	}
	return s.list(ctx, runs, by)
}

// altered is what imports and corrections have changed.
type altered struct {
	tables  []string
	years   []int    // of the papers that print it: as this year's and as last year's
	senders []string // names of the units whose figures it is
}

// alteredSince says what imports and corrections have changed since a snapshot.
func alteredSince(ctx context.Context, before, now *sqlx.Tx) (*altered, error) {
	var last int64
	if err := before.GetContext(ctx, &last, `SELECT COALESCE(MAX(id), 0) FROM imports`); err != nil {
		return nil, fmt.Errorf("imports: %w", err)
	}
	var rows []struct {
		Table  string `db:"table_name"`
		Year   int    `db:"year"`
		Sender string `db:"sender"`
	}
	err := now.SelectContext(ctx, &rows, now.Rebind(`SELECT DISTINCT c.table_name, i.year, COALESCE(u.ten, '') AS sender
		FROM import_changes c JOIN imports i ON i.id = c.import_id LEFT JOIN don_vi u ON u.ma = i.unit WHERE i.id > ?`), last)
	if err != nil {
		return nil, fmt.Errorf("import_changes: %w", err)
	}
	a := new(altered)
	for _, r := range rows {
		a.tables, a.years, a.senders = append(a.tables, r.Table), append(a.years, r.Year, r.Year+1), append(a.senders, r.Sender)
	}
	return a, nil
}

// since is what the papers of some years would be made with otherwise than before.
type since struct {
	p        *Papers
	altered  *altered
	compared *making.Comparison
	named    changedValues       // figures that a name tells from others, whatever paper holds them
	own      map[string]*renewed // by run and unit, nil for the run alone
}

// renewed is the data set of a paper as it is now, and what of it was otherwise.
type renewed struct {
	set     *dataset.Set
	changed changedValues
}

// runOf names what was made with the same parameters, and of it what is about a unit.
func runOf(r archive.Run, unit string) string { return r.Kind + "\n" + r.Params + "\n" + unit }

// addRows adds what changed in the lists that a year alone asks for, whether or not a paper of
// that year prints them.
func (s *since) addRows(ctx context.Context, year int) error {
	was, is, err := s.compared.Lists(ctx, year)
	for _, name := range slices.Sorted(maps.Keys(was)) {
		c := &comparing{s.p.columnNames(name), s.named}
		c.lists(was[name], is[name])
	}
	return err
}

// add adds what changed for a document and those made in the same run.
func (s *since) add(ctx context.Context, r archive.Run) error {
	if _, done := s.own[runOf(r, "")]; done {
		return nil
	}
	s.own[runOf(r, "")] = nil
	params, _, err := making.Params(&archive.Version{Params: r.Params})
	if err != nil {
		return err
	}
	was, is, err := s.compared.Sets(ctx, r.Kind, params)
	if err != nil {
		return err
	}
	for unit, set := range was {
		if is[unit] == nil {
			continue
		}
		changed := s.p.changedFigures(r.Kind, set, is[unit])
		for f, c := range changed {
			if f.Record != "" {
				if _, known := s.named[f]; !known {
					s.named[f] = c
				}
			}
		}
		if len(changed) > 0 {
			s.own[runOf(r, unit)] = &renewed{is[unit], changed}
		}
	}
	return nil
}

// list lists the papers that lack what they would be made with now, then those that hold what
// changed by name.
func (s *since) list(ctx context.Context, runs []archive.Run, by *people.User) (*Outdated, error) {
	holds, others, err := s.holding(ctx, runs)
	if err != nil {
		return nil, err
	}
	out := &Outdated{}
	for _, r := range runs {
		o := s.own[runOf(r, r.Unit)]
		if o == nil || !by.May(people.Read, r.Key.Scope()) || !o.isLackedBy(holds[r.Document]) {
			continue
		}
		if len(out.Papers) == maxOutdated {
			out.More++
			continue
		}
		doc, err := archive.Get(ctx, s.p.DB.Reader, r.Document)
		if err != nil {
			return nil, err
		}
		base, err := s.p.fromRun(ctx, doc.ID, doc.Working)
		if err != nil {
			return nil, err
		}
		made, err := s.p.dataSet(ctx, doc.ID, base.Number)
		if err != nil {
			return nil, err
		}
		if err := s.tell(ctx, out, &doc, o.since(s.p.changedFigures(doc.Kind, made, o.set))); err != nil {
			return nil, err
		}
	}
	for _, h := range others {
		switch {
		case !by.May(people.Read, h.Key.Scope()):
		case len(out.Papers) == maxOutdated:
			out.More++
		default:
			changed := changedValues{}
			for _, f := range h.Holds {
				changed[f] = s.named[f]
			}
			if err := s.tell(ctx, out, &h.Document, changed); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// holding says which of the figures of now the papers of the runs hold, and lists the other
// papers that hold what changed by name.
func (s *since) holding(ctx context.Context, runs []archive.Run) (holds map[int64]map[archive.Figure]bool, others []archive.Holder, err error) {
	asked := maps.Clone(s.named)
	for _, o := range s.own {
		if o != nil {
			for was, c := range o.changed {
				if c.now.Value == "" {
					asked[was] = c
				} else if _, is := asked[c.now]; !is {
					asked[c.now] = changedValue{}
				}
			}
		}
	}
	found, err := s.p.holders(ctx, inOrder(asked))
	if err != nil {
		return nil, nil, err
	}
	of := map[int64]bool{}
	for _, r := range runs {
		of[r.Document] = s.own[runOf(r, r.Unit)] != nil
	}
	holds = map[int64]map[archive.Figure]bool{}
	for _, h := range found {
		if of[h.ID] {
			holds[h.ID] = map[archive.Figure]bool{}
			for _, f := range h.Holds {
				holds[h.ID][f] = true
			}
			continue
		}
		h.Holds = slices.DeleteFunc(h.Holds, func(f archive.Figure) bool { return s.named[f].words == "" })
		if len(h.Holds) > 0 {
			others = append(others, h)
		}
	}
	return holds, others, nil
}

// isLackedBy reports whether a paper that holds some figures lacks one that changed.
func (o *renewed) isLackedBy(holds map[archive.Figure]bool) bool {
	for was, c := range o.changed {
		if c.now.Value == "" && holds[was] || c.now.Value != "" && !c.next && !holds[c.now] {
			return true
		}
	}
	return false
}

// since keeps of what differs between a paper's own data and those of now what the same
// import or correction changed.
func (o *renewed) since(all changedValues) changedValues {
	at := func(f archive.Figure) archive.Figure { f.Value = ""; return f }
	touched := map[archive.Figure]bool{}
	for f := range o.changed {
		touched[at(f)] = true
	}
	maps.DeleteFunc(all, func(f archive.Figure, c changedValue) bool { return c.next || !touched[at(f)] })
	return all
}

// tell puts a paper on the list: which old figures it prints, and where.
func (s *since) tell(ctx context.Context, out *Outdated, doc *archive.Document, changed changedValues) error {
	o := Other{Document: *doc}
	versions, err := archive.Versions(ctx, s.p.DB.Reader, doc.ID)
	if err != nil {
		return err
	}
	linked, edited := Linked(versions)
	o.Edited = edited
	var places map[archive.Figure]string
	if linked {
		if places, err = s.p.placesOf(ctx, doc); err != nil && !errors.Is(err, refresh.ErrMarks) {
			return err
		}
	}
	figures := inOrder(changed)
	slices.SortStableFunc(figures, func(a, b archive.Figure) int { // what was sent, then what is made of it
		sent := func(f archive.Figure) bool { return f.Record != "" && slices.Contains(s.altered.senders, f.Record) }
		switch {
		case sent(a) == sent(b):
			return 0
		case sent(a):
			return -1
		}
		return 1
	})
	for _, f := range figures {
		words := changed[f].words
		if at := places[archive.Figure{Record: f.Record, Column: f.Column}]; at != "" {
			words += " (" + at + ")"
		}
		switch {
		case slices.Contains(o.Different, words):
		case len(o.Different) == maxOldOfOne:
			o.More++
		default:
			o.Different = append(o.Different, words)
		}
	}
	out.Papers = append(out.Papers, o)
	return nil
}

// placesOf says where the figures of a paper stand in its text, by record and column: the
// first place, and how many there are besides.
func (p *Papers) placesOf(ctx context.Context, doc *archive.Document) (map[archive.Figure]string, error) {
	base, err := p.baseOf(ctx, doc, doc.Working)
	if err != nil {
		return nil, err
	}
	list, err := p.found(ctx, doc, doc.Working, base)
	if err != nil {
		return nil, err
	}
	places, count := map[archive.Figure]string{}, map[archive.Figure]int{}
	for i := range list {
		at := archive.Figure{Record: list[i].recordKey(), Column: list[i].Column}
		if count[at]++; count[at] == 1 {
			places[at] = list[i].Place
		}
	}
	for at, n := range count {
		if n > 1 {
			places[at] += fmt.Sprintf(" và %d chỗ nữa", n-1)
		}
	}
	return places, nil
}
