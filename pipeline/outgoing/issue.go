package outgoing

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/making"
	"vanthu/pipeline/outgoing/diff"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// queryCopies says how many copies of a kind go out, for the register.
const queryCopies = "so_ban"

// Issue gives a signed document number and day: refused on a day for which the data set
// would differ, with what would change. The working copy with both is a version of its
// own.
func (p *Papers) Issue(ctx context.Context, id int64, e archive.Entry) (*archive.Number, error) {
	doc, err := archive.Get(ctx, p.DB.Reader, id)
	if err != nil {
		return nil, err
	}
	if doc.State != archive.Signed {
		return nil, people.Refuse("%s: văn bản ở trạng thái %q; số chỉ được cấp cho văn bản đã ký (NĐ 30/2020 Đ.15)", doc.Name, doc.StateName)
	}
	kind, err := p.Kind(doc.Kind)
	if err != nil {
		return nil, err
	}
	if len(kind.Late) == 0 {
		return nil, people.Refuse("%s: loại %s không ghi số, ngày riêng", doc.Name, kind.Name)
	}
	from, err := p.fromRun(ctx, id, doc.Submitted)
	if err != nil {
		return nil, err
	}
	day, err := viet.ParseDay(e.Day)
	if err != nil {
		return nil, people.Refuse("%w", err)
	}
	e.Document, e.Day = id, day.Format(time.DateOnly)
	if err := p.sameOn(ctx, &doc, from, e.Day); err != nil {
		return nil, err
	}
	word, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: id, Version: doc.Submitted, Format: "docx"})
	if err != nil {
		return nil, err
	}
	if err := making.RefuseSecret(word); err != nil {
		return nil, err
	}
	set, err := p.dataSet(ctx, id, from.Number)
	if err != nil {
		return nil, err
	}
	d, err := p.Draft(ctx, doc.Kind, set, making.Marks{Submitted: true, Urgency: doc.Urgency})
	if err != nil {
		return nil, err
	}
	e.Title = d.Title()
	if err := p.entry(ctx, &e, kind, set); err != nil {
		return nil, err
	}
	read, err := paper.Read(word, paper.Options{Fonts: p.Fonts})
	if err != nil {
		return nil, err
	}
	sayWith(&e, read)
	var n *archive.Number
	err = p.writeTo(ctx, &doc, func(tx *sqlx.Tx) (err error) {
		n, err = archive.Issue(ctx, tx, e, func(n *archive.Number) (*archive.Copy, error) {
			return numbered(d, kind.Late, word, n)
		})
		return err
	})
	return n, err
}

// entry says what the register tells of a document beside number and day.
func (p *Papers) entry(ctx context.Context, e *archive.Entry, kind *catalog.Kind, set *dataset.Set) error {
	e.Signer = text(set, "nguoi_ky")
	var places []string
	if list, ok := set.Get("noi_nhan"); ok {
		for _, item := range list.Items() {
			r := item.Record()
			if r == nil {
				continue
			}
			name, _ := r.Get("ten")
			if keeper, is := strings.CutPrefix(name.Literal(), "Lưu:"); is {
				e.Keeper = strings.TrimSpace(keeper)
			} else {
				places = append(places, name.Literal())
			}
		}
	}
	e.Recipients = strings.Join(places, "\n")
	if e.Copies > 0 {
		return nil
	}
	agency, _ := set.Get(catalog.ArgAgency)
	day, _ := set.Get("ngay")
	results, err := p.Queries.Run(ctx, p.DB, []string{queryCopies}, map[string]dataset.Value{catalog.ArgKind: dataset.OfText(cmp.Or(text(set, catalog.ArgKind), kind.Slug)),
		catalog.ArgAgency: agency, "ngay": day})
	if err != nil {
		return err
	}
	if r := results[queryCopies].Record(); r != nil {
		copies, _ := r.Get("so_ban")
		n, _ := copies.Int64()
		e.Copies = int(n)
	}
	return nil
}

// sameOn refuses a day for which other law, salary, terms or signers would hold.
func (p *Papers) sameOn(ctx context.Context, doc *archive.Document, from *archive.Version, day string) error {
	params, _, err := making.Params(from)
	if err != nil {
		return err
	}
	was, has := params["ngay"]
	if !has || was == day {
		return nil
	}
	before, err := p.setOf(ctx, doc, params)
	if err != nil {
		return err
	}
	params["ngay"] = day
	after, err := p.setOf(ctx, doc, params)
	if err != nil {
		return fmt.Errorf("%s: không làm được cho ngày %s: %w", doc.Name, day, err)
	}
	if d := p.inWords(doc.Kind, diff.Sets(before, after, "ngay")); len(d) > 0 {
		return people.RefuseFor(people.WayMakeForDay, "%s viết cho ngày %s, không ban hành ngày %s được vì nội dung sẽ khác:\n  %s\nlập lại văn bản cho ngày ấy, trình ký lại, hoặc chọn ngày khác",
			doc.Name, was, day, strings.Join(d, "\n  "))
	}
	return nil
}

// setOf gathers the data set of one document as the database has it now.
func (p *Papers) setOf(ctx context.Context, doc *archive.Document, params map[string]string) (*dataset.Set, error) {
	req := making.Request{Kind: doc.Kind, Params: params}
	if doc.Unit != "" {
		req.Units = []string{doc.Unit}
	}
	return p.DataSet(ctx, req)
}

// lateValues are the phrases for the late names of a document: its number and its day.
func lateValues(late []string, so, day string) (map[string]string, error) {
	t, err := viet.ParseDay(day)
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for _, name := range late {
		values[name] = so
		if strings.HasPrefix(name, "ngay") {
			values[name] = viet.LongDate(t.Year(), int(t.Month()), t.Day())
		}
	}
	return values, nil
}

// numbered makes the working copy of a signed file, and reads its symbol from it.
func numbered(d *making.Draft, late []string, word []byte, n *archive.Number) (*archive.Copy, error) {
	values, err := lateValues(late, n.Text(), n.Day)
	if err != nil {
		return nil, err
	}
	c, err := d.Numbered(word, values)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(c.Files, func(f archive.File) bool { return f.Format == "docx" })
	if n.Symbol, err = symbol(c.Files[i].Data, n.Text()); err != nil {
		return nil, err
	}
	c.Note = fmt.Sprintf("bản làm việc có số %s, ngày %s; bản gốc là bản đã ký", n.Symbol, shortDay(n.Day))
	return c, nil
}

// shortDay writes a day as readers do: 30/11/2026.
func shortDay(day string) string {
	t, err := viet.ParseDay(day)
	if err != nil {
		return day
	}
	return viet.ShortDate(t.Year(), int(t.Month()), t.Day())
}

// symbol reads số, ký hiệu from the document itself: "161/KH-UBND".
func symbol(word []byte, so string) (string, error) {
	lines, err := Lines(word)
	if err != nil {
		return "", err
	}
	form := regexp.MustCompile(`(?i)^số:?\s*(` + regexp.QuoteMeta(so) + `/\S+)`)
	for _, l := range lines {
		if m := form.FindStringSubmatch(strings.TrimSpace(l.Text)); m != nil {
			return m[1], nil
		}
	}
	return "", people.Refuse("không thấy dòng \"Số: %s/…\" trong văn bản: sửa lại dòng số, ký hiệu", so)
}
