package outgoing

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/making"
	"vanthu/pipeline/people"
	"vanthu/pipeline/refresh"
)

// RuleRefresh names what new figures left to people, as a finding.
const RuleRefresh = "REFRESH"

// Refreshed is an edited paper with the figures of now.
type Refreshed struct {
	Edited  int // the version that people edited
	FromRun int // the version that a run made of the figures of now; 0 in a dry run
	Version int // the version with both; 0 where nothing changed, or in a dry run
	Changes []refresh.Change
	Others  []Other // other papers that hold figures which changed
}

// Refresh says how a paper is refreshed. The zero value tracks the changes, so that Word
// shows them and lets one refuse each.
type Refresh struct {
	Clean bool // the new text alone
	Dry   bool // keep nothing, tell what would change
}

// Refresh puts the figures of now into the newest version of a paper that people edited,
// as a version of its own: it comes from the version that the program makes of these
// figures, which is kept too, and from the edited one. The text is to be checked anew.
// Where doc is not as it is in the archive any more, the error is archive.ErrChanged.
func (p *Papers) Refresh(ctx context.Context, doc *archive.Document, by *people.User, how Refresh) (*Refreshed, error) {
	if err := mayRefresh(doc, by); err != nil {
		return nil, err
	}
	r, err := p.refreshing(ctx, doc)
	if err != nil {
		return nil, err
	}
	r.by = by
	return p.refresh(ctx, doc, r, how)
}

func mayRefresh(doc *archive.Document, by *people.User) error {
	if err := by.Allow(people.WriteText, doc.Scope(), "làm mới số liệu của "+doc.Name); err != nil {
		return err
	}
	if !doc.TakesText() {
		return people.Refuse("%s: văn bản ở trạng thái %q, không sửa được nữa nên không làm mới số liệu", doc.Name, doc.StateName)
	}
	return nil
}

func (p *Papers) refresh(ctx context.Context, doc *archive.Document, r *refreshing, how Refresh) (*Refreshed, error) {
	made, err := p.makeAgain(ctx, doc, r.base)
	if err != nil {
		return nil, err
	}
	opts := refresh.Options{Clean: how.Clean}
	if opts.Day, err = time.Parse(time.DateOnly, made.Day); err != nil {
		return nil, err
	}
	if opts.Made, err = archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: r.base.Number, Format: "docx"}); err != nil {
		return nil, err
	}
	opts.Now, opts.Imprint = wordOf(made), archive.Imprint(made.Key, made.Data)
	if r.result, err = refresh.Refresh(r.word, refresh.Base{Map: r.mapped, Data: r.was}, made.Data, opts); err != nil {
		return nil, refuseMarks(doc, err)
	}
	r.made = made
	out := &Refreshed{Edited: r.edited, Changes: r.result.Changes}
	if out.Others, err = p.printed(ctx, doc, r); err != nil || how.Dry || r.result.DOCX == nil {
		return out, err
	}
	out.FromRun, out.Version, err = p.keepRefreshed(ctx, doc, r)
	return out, err
}

// refreshing is what a refresh begins with, and what comes of it.
type refreshing struct {
	by     *people.User
	made   *archive.Made // of the figures of now
	result *refresh.Result

	edited int
	word   []byte
	base   *archive.Version // that the program made, and people edited
	was    *dataset.Set     // of base
	mapped *fill.Map
}

func (p *Papers) refreshing(ctx context.Context, doc *archive.Document) (*refreshing, error) {
	versions, err := archive.Versions(ctx, p.DB.Reader, doc.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(versions, func(v archive.Version) bool { // the newest first
		return (v.Origin == archive.FromShelf || v.Origin == archive.FromPerson) && slices.ContainsFunc(v.Files, func(f archive.VersionFile) bool { return f.Format == "docx" })
	})
	if i < 0 {
		return nil, people.RefuseFor(people.WayMakeAgain, "%s: chưa ai sửa văn bản này; lập lại là có số liệu mới", doc.Name)
	}
	r := &refreshing{edited: versions[i].Number}
	if r.word, err = archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: r.edited, Format: "docx"}); err != nil {
		return nil, err
	}
	r.base, r.was, r.mapped, err = p.baseVersion(ctx, doc, versions, r.edited)
	return r, err
}

// baseVersion is what a version goes back to: the version that a run made, its data, and the
// map of the marks.
func (p *Papers) baseVersion(ctx context.Context, doc *archive.Document, versions []archive.Version, number int) (base *archive.Version, was *dataset.Set, mapped *fill.Map, err error) {
	if mapped, err = p.mapOf(ctx, doc, versions, number); err != nil {
		return nil, nil, nil, err
	}
	if base, err = p.fromRun(ctx, doc.ID, number); err != nil {
		return nil, nil, nil, err
	}
	was, err = p.dataSet(ctx, doc.ID, base.Number)
	return base, was, mapped, err
}

// mapOf reads the map of the marks in a version's Word file: its own, or that of the
// version that it comes from.
func (p *Papers) mapOf(ctx context.Context, doc *archive.Document, versions []archive.Version, number int) (*fill.Map, error) {
	for _, v := range versions { // the newest first
		if v.Number != number {
			continue
		}
		data, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: number, Format: archive.MapFormat})
		if err == nil {
			return fill.ReadMap(bytes.NewReader(data))
		}
		if !errors.Is(err, archive.ErrNotFound) {
			return nil, err
		}
		number = v.BasedOn
	}
	return nil, people.RefuseFor(people.WayMakeAgain, "%s: %w: phiên bản đã sửa không có liên kết số liệu (loại văn bản này không đặt liên kết, hoặc bản gốc lập trước khi có liên kết); lập lại rồi sửa trên bản mới", doc.Name, refresh.ErrMarks)
}

// makeAgain makes a paper from the data as they are now.
func (p *Papers) makeAgain(ctx context.Context, doc *archive.Document, from *archive.Version) (*archive.Made, error) {
	params, _, err := making.Params(from)
	if err != nil {
		return nil, err
	}
	req := making.Request{Kind: doc.Kind, Params: params}
	if doc.Unit != "" {
		req.Units = []string{doc.Unit}
	}
	made, err := p.Make(ctx, req)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(made, func(one *archive.Made) bool {
		k := one.Key
		k.Seq = doc.Seq
		return k == doc.Key
	})
	if i < 0 {
		return nil, people.Refuse("%s: số liệu nay không còn làm ra văn bản này (%s)", doc.Name, doc.Key)
	}
	return made[i], making.RefuseSecretMade(made[i])
}

// wordOf is the Word file of what was made, nil where it has none.
func wordOf(made *archive.Made) []byte {
	i := slices.IndexFunc(made.Files, func(f archive.File) bool { return f.Format == "docx" })
	if i < 0 {
		return nil
	}
	return made.Files[i].Data
}

// keepRefreshed keeps the version made of the figures of now, and the edited one with
// them.
func (p *Papers) keepRefreshed(ctx context.Context, doc *archive.Document, r *refreshing) (fromRun, version int, err error) {
	batch, err := archive.Prepare(r.made)
	if err != nil {
		return 0, 0, err
	}
	err = p.writeTo(ctx, doc, func(tx *sqlx.Tx) error {
		kept, err := batch.Keep(ctx, tx)
		if err == nil {
			fromRun = kept[0].Version
		}
		return err
	})
	if err != nil {
		return 0, 0, err
	}
	now, err := archive.Get(ctx, p.DB.Reader, doc.ID)
	if err != nil {
		return fromRun, 0, err
	}
	c, err := p.refreshedCopy(ctx, &now, r, fromRun)
	if err != nil {
		return fromRun, 0, err
	}
	err = p.writeTo(ctx, &now, func(tx *sqlx.Tx) (err error) {
		version, err = archive.TakeIn(ctx, tx, doc.ID, archive.Upload{By: r.by, At: p.Now(), Origin: archive.FromPerson, Copy: *c})
		return err
	})
	return fromRun, version, err
}

// refreshedCopy is what the refreshed version holds: it is checked against the version
// that the program made of the figures of now.
func (p *Papers) refreshedCopy(ctx context.Context, doc *archive.Document, r *refreshing, fromRun int) (*archive.Copy, error) {
	from, err := p.fromRun(ctx, doc.ID, fromRun)
	if err != nil {
		return nil, err
	}
	c, err := p.edited(ctx, edition{doc: doc, from: from, word: r.result.DOCX})
	if err != nil {
		return nil, err
	}
	mapped, err := json.Marshal(r.mapped)
	if err != nil {
		return nil, err
	}
	c.From, c.Merged, c.Note = fromRun, r.edited, r.result.Note(r.edited, fromRun)
	c.Files = append(c.Files, archive.File{Format: "docx", Data: r.result.DOCX}, archive.File{Format: archive.MapFormat, Data: mapped})
	c.Findings = append(c.Findings, leftToPeople(r.result)...)
	return c, nil
}

// refuseMarks tells of a file without the marks of its map; other errors go through.
func refuseMarks(doc *archive.Document, err error) error {
	if errors.Is(err, refresh.ErrMarks) {
		return people.RefuseFor(people.WayMakeAgain, "%s: %w", doc.Name, err)
	}
	return fmt.Errorf("%s: %w", doc.Name, err)
}

// leftToPeople are the findings about what new figures could not settle.
func leftToPeople(r *refresh.Result) (found []archive.Finding) {
	for _, c := range r.Changes {
		f := archive.Finding{Rule: RuleRefresh, Severity: check.Warning, Place: cmp.Or(c.Place, "văn bản")}
		name := strings.TrimSpace(c.Name + " " + strings.Join(c.Record, "; "))
		switch c.Decision {
		case refresh.Conflict:
			f.Message = fmt.Sprintf("%s: lúc làm “%s”, người sửa ghi “%s”, số liệu nay “%s”; giữ chữ đã sửa, cần người quyết định.", name, c.Old, cmp.Or(c.Edited, c.Old), c.New)
		case refresh.Lost, refresh.Ambiguous:
			f.Message = fmt.Sprintf("%s: số liệu đổi từ “%s” thành “%s”, không tìm được chỗ trong văn bản đã sửa.", name, c.Old, c.New)
		case refresh.ByHand:
			f.Message = fmt.Sprintf("%s: cần làm tay: “%s” → “%s”.", name, c.Old, c.New)
		case refresh.Unmarked:
			f.Message = fmt.Sprintf("%s không có liên kết số liệu: xem lại bằng tay.", c.Source)
		default:
			continue
		}
		found = append(found, f)
	}
	return found
}
