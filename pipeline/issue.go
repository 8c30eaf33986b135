package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/query"
	"vanthu/pipeline/stamp"
	"vanthu/pipeline/viet"
)

// Issue gives a signed document number and day: refused on a day for which the data set
// would differ, with what would change. The working copy with both is a version of its
// own.
func (m *Maker) Issue(ctx context.Context, id int64, e archive.Entry) (*archive.Number, error) {
	doc, err := archive.Get(ctx, m.DB.Reader, id)
	if err != nil {
		return nil, err
	}
	if doc.State != archive.Signed {
		return nil, fmt.Errorf("%s: văn bản ở trạng thái %q; số chỉ được cấp cho văn bản đã ký (NĐ 30/2020 Đ.15)", doc.Name, doc.StateName)
	}
	kind, err := m.kind(doc.Kind)
	if err != nil {
		return nil, err
	}
	if len(kind.Late) == 0 {
		return nil, fmt.Errorf("%s: loại %s không ghi số, ngày riêng", doc.Name, kind.Name)
	}
	from, err := m.madeOf(ctx, id, doc.Submitted)
	if err != nil {
		return nil, err
	}
	if err := m.sameOn(ctx, &doc, from, e.Day); err != nil {
		return nil, err
	}
	word, err := archive.ReadFile(ctx, m.DB.Reader, id, doc.Submitted, "docx")
	if err != nil {
		return nil, err
	}
	if err := RefuseSecret(word); err != nil {
		return nil, err
	}
	set, err := m.dataSet(ctx, id, from.Number)
	if err != nil {
		return nil, err
	}
	if err := m.entry(ctx, &e, kind, set); err != nil {
		return nil, err
	}
	d := &draft{Maker: m, kind: kind, sets: []*dataset.Set{set}, submitted: true, urgency: doc.Urgency}
	var n *archive.Number
	err = m.writeTo(ctx, &doc, func(tx *sqlx.Tx) error {
		n, err = archive.Issue(ctx, tx, id, e, func(n *archive.Number) (*archive.Copy, error) {
			return d.numbered(word, n, doc.Submitted)
		})
		return err
	})
	return n, err
}

// writeTo writes what was made of a document as it was read, unless somebody has changed
// it since: archive.ErrChanged.
func (m *Maker) writeTo(ctx context.Context, read *archive.Document, do func(tx *sqlx.Tx) error) error {
	return m.DB.Write(ctx, func(tx *sqlx.Tx) error {
		if err := archive.Unchanged(ctx, tx, read); err != nil {
			return err
		}
		return do(tx)
	})
}

// entry says what the register tells of a document beside number and day.
func (m *Maker) entry(ctx context.Context, e *archive.Entry, kind *catalog.Kind, set *dataset.Set) error {
	d := &draft{Maker: m, kind: kind, sets: []*dataset.Set{set}}
	e.Title = d.title()
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
	results, err := m.Queries.Run(ctx, m.DB, []string{queryCopies}, map[string]dataset.Value{catalog.ArgKind: dataset.OfText(kind.Slug),
		catalog.ArgAgency: agency, "ngay": day}, query.Limits{})
	if err != nil {
		return err
	}
	e.Copies = int(number(results[queryCopies], "so_ban"))
	return nil
}

// sameOn refuses a day for which other law, salary, terms or signers would hold.
func (m *Maker) sameOn(ctx context.Context, doc *archive.Document, from *archive.Version, day string) error {
	params, _, err := paramsOf(from)
	if err != nil {
		return err
	}
	was, has := params["ngay"]
	if !has || was == day {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return fmt.Errorf("ngày %q: cần một ngày có thật, dạng NĂM-THÁNG-NGÀY", day)
	}
	before, err := m.setOf(ctx, doc, params)
	if err != nil {
		return err
	}
	params["ngay"] = day
	after, err := m.setOf(ctx, doc, params)
	if err != nil {
		return fmt.Errorf("%s: không làm được cho ngày %s: %w", doc.Name, day, err)
	}
	if d := m.inWords(doc.Kind, archive.DiffSets(before, after, "ngay")); len(d) > 0 {
		return fmt.Errorf("%s viết cho ngày %s, không ban hành ngày %s được vì nội dung sẽ khác:\n  %s\nlàm lại văn bản cho ngày ấy (--param ngay=%s), trình ký lại, hoặc chọn ngày khác",
			doc.Name, was, day, strings.Join(d, "\n  "), day)
	}
	return nil
}

// setOf gathers the data set of one document as the database has it now.
func (m *Maker) setOf(ctx context.Context, doc *archive.Document, params map[string]string) (*dataset.Set, error) {
	g, err := m.Gather(ctx, Request{Kind: doc.Kind, Params: params})
	if err != nil {
		return nil, err
	}
	if g.kind.Each.Together {
		return join(g.sets), nil
	}
	for _, s := range g.sets {
		if g.kind.Each.Key == "" || text(s, g.kind.Each.Key) == doc.Unit {
			return s, nil
		}
	}
	return nil, fmt.Errorf("%s: the data no longer name %s", doc.Kind, doc.Unit)
}

// LateValues are the phrases for the late names of a document: its number and its day.
func LateValues(late []string, so, day string) (map[string]string, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, fmt.Errorf("day %q: want YYYY-MM-DD", day)
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

// numbered makes the working copy: Word file and PDF with number and day, marked as what
// they are.
func (d *draft) numbered(word []byte, n *archive.Number, from int) (*archive.Copy, error) {
	values, err := LateValues(d.kind.Late, n.Text(), n.Day)
	if err != nil {
		return nil, err
	}
	stamped, err := stamp.Stamp(word, values)
	if err != nil {
		return nil, err
	}
	if n.Symbol, err = symbol(stamped, n.Text()); err != nil {
		return nil, err
	}
	if stamped, err = d.finish(stamped, WorkMark); err != nil {
		return nil, err
	}
	if d.urgency != "" { // signed papers of earlier programs may lack it
		if stamped, err = nd30.Urgent(stamped, d.urgency); err != nil {
			return nil, err
		}
	}
	doc, err := layout.Lay(stamped, layout.Options{Fonts: d.Fonts})
	if err != nil {
		return nil, err
	}
	out, err := buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, d.info()) })
	if err != nil {
		return nil, err
	}
	return &archive.Copy{From: from, Pages: len(doc.Pages), Files: []archive.File{{Format: "docx", Data: stamped}, {Format: "pdf", Data: out}},
		Note: fmt.Sprintf("bản làm việc có số %s, ngày %s; bản gốc là bản đã ký", n.Symbol, n.Day)}, nil
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
	return "", fmt.Errorf("không thấy dòng \"Số: %s/…\" trong văn bản: sửa lại dòng số, ký hiệu", so)
}
