package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/query"
	"vanthu/pipeline/stamp"
	"vanthu/pipeline/viet"
)

// What people do with kept documents, where it needs making: prove a version, lay it
// before the leader, give it a number, take in what people edited.

// Remake makes a kept version again from its data set. With submitted it is the copy for
// signature, else what Make gave.
func (m *Maker) Remake(ctx context.Context, doc *archive.Document, version int, submitted bool) (*archive.Made, error) {
	kind, err := m.kind(doc.Kind)
	if err != nil {
		return nil, err
	}
	all, err := m.dataSet(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	sets := []*dataset.Set{all}
	if kind.Each.Together {
		if sets, err = split(all); err != nil {
			return nil, err
		}
	}
	files, err := archive.Files(ctx, m.DB.Reader, doc.ID, version)
	if err != nil {
		return nil, err
	}
	d := &draft{Maker: m, kind: kind, sets: sets, sample: doc.Sample, submitted: submitted}
	for _, f := range files {
		d.formats = append(d.formats, f.Format)
	}
	if d.baseSalary, err = m.baseSalary(ctx, d.first()); err != nil {
		return nil, err
	}
	made, err := d.make()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", kind.Slug, err)
	}
	made.Source, err = m.source(kind, append(kind.QueryNames(), querySample, queryBase))
	return made, err
}

func (m *Maker) dataSet(ctx context.Context, doc int64, version int) (*dataset.Set, error) {
	data, err := archive.ReadFile(ctx, m.DB.Reader, doc, version, "json")
	if err != nil {
		return nil, err
	}
	return dataset.ParseJSON(bytes.NewReader(data))
}

// split takes apart what join put together.
func split(all *dataset.Set) (sets []*dataset.Set, err error) {
	list, ok := all.Get("cac_ban")
	if !ok {
		return []*dataset.Set{all}, nil
	}
	for _, item := range list.Items() {
		s := new(dataset.Set)
		if err := s.PutRecord(item.Record()); err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	return sets, nil
}

func (m *Maker) baseSalary(ctx context.Context, set *dataset.Set) (int64, error) {
	day, _ := set.Get("ngay")
	results, err := m.Queries.Run(ctx, m.DB, []string{queryBase}, map[string]dataset.Value{"ngay": day}, query.Limits{})
	if err != nil {
		return 0, err
	}
	return number(results[queryBase], "muc"), nil
}

// Verify makes a version again and says what differs, by file; nothing where it comes out
// the same to the last byte.
func (m *Maker) Verify(ctx context.Context, doc *archive.Document, version int) (differences []string, err error) {
	versions, err := archive.Versions(ctx, m.DB.Reader, doc.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(versions, func(v archive.Version) bool { return v.Number == version })
	if i < 0 {
		return nil, fmt.Errorf("%s, version %d: %w", doc.Name, version, archive.ErrNotFound)
	}
	kept := versions[i]
	for _, f := range kept.Files { // reading compares each with its hash
		if _, err := archive.FileByHash(ctx, m.DB.Reader, f.SHA256); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Format, err)
		}
	}
	if kept.Origin != "made" {
		return nil, nil // people made it: that its files are whole is all there is to prove
	}
	made, err := m.Remake(ctx, doc, version, false)
	if err != nil {
		return nil, err
	}
	for _, f := range kept.Files {
		j := slices.IndexFunc(made.Files, func(g archive.File) bool { return g.Format == f.Format })
		switch {
		case f.Format == "json":
			var b bytes.Buffer
			if err := made.Data.WriteJSON(&b); err != nil {
				return nil, err
			}
			if archive.Hash(b.Bytes()) != f.SHA256 {
				differences = append(differences, "json: bộ số liệu đọc lại không giống")
			}
		case j < 0:
			differences = append(differences, f.Format+": nay không làm ra tệp này nữa")
		case archive.Hash(made.Files[j].Data) != f.SHA256:
			differences = append(differences, f.Format+": "+m.whatDiffers(ctx, f, made.Files[j].Data))
		}
	}
	if len(differences) > 0 {
		differences = append(differences, changedSource(kept.Source, made.Source)...)
	}
	return differences, nil
}

// whatDiffers says how a file made anew differs, in words where it is a Word file.
func (m *Maker) whatDiffers(ctx context.Context, f archive.VersionFile, now []byte) string {
	was, err := archive.FileByHash(ctx, m.DB.Reader, f.SHA256)
	if err == nil && f.Format == "docx" {
		a, errA := Lines(was)
		b, errB := Lines(now)
		if d := archive.DiffTexts(a, b); errA == nil && errB == nil && len(d) > 0 {
			return strings.Join(d, "; ")
		}
	}
	return fmt.Sprintf("byte khác (trước %d, nay %d byte), chữ như cũ hoặc không so được", len(was), len(now))
}

func changedSource(was, is archive.Source) (out []string) {
	for _, s := range []struct{ what, was, is string }{
		{"mẫu", was.Template, is.Template}, {"câu truy vấn", was.Queries, is.Queries},
		{"phông chữ", was.Fonts, is.Fonts}, {"chương trình", was.Program, is.Program},
	} {
		if s.was != s.is {
			out = append(out, fmt.Sprintf("%s đã đổi: %.12s → %.12s", s.what, s.was, s.is))
		}
	}
	return out
}

// Lines returns the paragraphs of a Word file with their places.
func Lines(data []byte) (list []archive.Line, err error) {
	p, err := ooxml.Open(data, ooxml.Limits{})
	if err != nil {
		return nil, err
	}
	stories, err := docx.Stories(p)
	if err != nil {
		return nil, err
	}
	for _, s := range stories {
		part, err := p.Part(s.Part)
		if err != nil {
			return nil, err
		}
		err = docx.Paragraphs(part, s, func(p docx.Paragraph) error {
			if strings.TrimSpace(p.Text) != "" {
				list = append(list, archive.Line{Place: p.Place, Text: viet.NFC(p.Text)})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Diff says in words how version b of a document differs from version a: the data sets,
// where both have one, and the texts.
func (m *Maker) Diff(ctx context.Context, doc int64, a, b int) (out []string, err error) {
	setA, errA := m.dataSet(ctx, doc, a)
	setB, errB := m.dataSet(ctx, doc, b)
	if errA == nil && errB == nil {
		for _, d := range archive.DiffSets(setA, setB) {
			out = append(out, "số liệu: "+d)
		}
	}
	wordA, errA := archive.ReadFile(ctx, m.DB.Reader, doc, a, "docx")
	wordB, errB := archive.ReadFile(ctx, m.DB.Reader, doc, b, "docx")
	if err := errors.Join(errA, errB); err != nil {
		if errors.Is(err, archive.ErrNotFound) {
			return out, nil
		}
		return nil, err
	}
	d, err := diffWord(wordA, wordB)
	return append(out, d...), err
}

// Differences says in words how an edited Word file differs from the one that was made,
// for the shelf; a file that cannot be read differs in ways that nobody can tell.
func Differences(made, edited []byte) []string {
	d, err := diffWord(made, edited)
	if err != nil {
		return []string{"không so được: " + err.Error()}
	}
	return d
}

func diffWord(a, b []byte) ([]string, error) {
	linesA, err := Lines(a)
	if err != nil {
		return nil, err
	}
	linesB, err := Lines(b)
	if err != nil {
		return nil, err
	}
	return archive.DiffTexts(linesA, linesB), nil
}

// madeOf is the newest version up to number that the program made: what a person's edit
// started from.
func (m *Maker) madeOf(ctx context.Context, doc int64, number int) (*archive.Version, error) {
	versions, err := archive.Versions(ctx, m.DB.Reader, doc)
	if err != nil {
		return nil, err
	}
	for i := range versions { // the newest first
		v := &versions[i]
		if v.Number > number || v.Origin != "made" {
			if v.Number == number && v.BasedOn > 0 {
				number = v.BasedOn
			}
			continue
		}
		return v, nil
	}
	return nil, fmt.Errorf("archive: document %d: version %d: %w", doc, number, archive.ErrNotFound)
}

// Move brings a document into another state; version says which text is laid before the
// leader, 0 the newest.
func (m *Maker) Move(ctx context.Context, id int64, s archive.Step, version int) error {
	if s.To == archive.Submitted {
		doc, err := archive.Get(ctx, m.DB.Reader, id)
		if err != nil {
			return err
		}
		if version != 0 {
			s.Chosen = true
		} else {
			version = doc.Working
		}
		if s.Copy, err = m.copyForSignature(ctx, &doc, version); err != nil {
			return err
		}
	}
	return m.DB.Write(ctx, func(tx *sqlx.Tx) error { return archive.Move(ctx, tx, id, s) })
}

// copyForSignature makes the copy without DraftMark: from the data set where the program
// made the version, from the Word file where a person edited it.
func (m *Maker) copyForSignature(ctx context.Context, doc *archive.Document, version int) (*archive.Copy, error) {
	from, err := m.madeOf(ctx, doc.ID, version)
	if err != nil {
		return nil, err
	}
	note := fmt.Sprintf("bản trình ký của phiên bản %d", version)
	if from.Number == version {
		made, err := m.Remake(ctx, doc, version, true)
		if err != nil {
			return nil, err
		}
		return &archive.Copy{From: version, Files: made.Files, Findings: made.Findings, Pages: made.Pages, Note: note}, nil
	}
	word, err := archive.ReadFile(ctx, m.DB.Reader, doc.ID, version, "docx")
	if err != nil {
		return nil, err
	}
	if word, err = docx.Unmark(word, DraftMark); err != nil {
		return nil, err
	}
	kind, err := m.kind(doc.Kind)
	if err != nil {
		return nil, err
	}
	set, err := m.dataSet(ctx, doc.ID, from.Number)
	if err != nil {
		return nil, err
	}
	d := &draft{Maker: m, kind: kind, sets: []*dataset.Set{set}, sample: doc.Sample, submitted: true}
	if d.baseSalary, err = m.baseSalary(ctx, set); err != nil {
		return nil, err
	}
	found, err := d.edited(word)
	if err != nil {
		return nil, err
	}
	return &archive.Copy{From: version, Files: d.files, Findings: found, Pages: d.pages, Note: note}, nil
}

// edited makes the PDF of a Word file that a person edited, and checks it.
func (d *draft) edited(word []byte) ([]archive.Finding, error) {
	d.add("docx", word)
	blank := word
	if len(d.kind.Late) > 0 {
		var err error
		if blank, err = stamp.Stamp(word, d.blanks()); err != nil {
			return nil, err
		}
	}
	doc, err := layout.Lay(blank, layout.Options{Fonts: d.Fonts})
	if err != nil {
		return nil, err
	}
	d.take(doc.Facts)
	d.pages = len(doc.Pages)
	out, err := buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, d.info()) })
	if err != nil {
		return nil, err
	}
	d.add("pdf", out)
	found, err := check.Made(check.Subject{Code: d.kind.Code, Day: text(d.first(), "ngay"), Docx: word, Data: d.first(),
		Facts: d.facts, Late: d.kind.Late, BaseSalary: d.baseSalary})
	var list []archive.Finding
	for _, f := range found {
		list = append(list, archive.Finding(f))
	}
	return list, err
}

// TakeIn keeps a Word file that a person edited as a version of its own and says in words
// what differs from the version that it was made from.
func (m *Maker) TakeIn(ctx context.Context, doc *archive.Document, by *archive.User, word []byte) (version int, differences []string, err error) {
	from, err := m.madeOf(ctx, doc.ID, doc.Working)
	if err != nil {
		return 0, nil, err
	}
	if err := refuseSecret(word); err != nil {
		return 0, nil, err
	}
	old, err := archive.ReadFile(ctx, m.DB.Reader, doc.ID, from.Number, "docx")
	if err != nil {
		return 0, nil, err
	}
	if differences, err = diffWord(old, word); err != nil {
		return 0, nil, err
	}
	note := "không khác về chữ"
	if len(differences) > 0 {
		note = strings.Join(differences, "; ")
	}
	err = m.DB.Write(ctx, func(tx *sqlx.Tx) error {
		version, err = archive.TakeIn(ctx, tx, doc.ID, archive.Upload{By: by, At: m.Now(), Origin: "upload", BasedOn: from.Number,
			Files: []archive.File{{Format: "docx", Data: word}}, Note: note})
		return err
	})
	return version, differences, err
}

// refuseSecret refuses a document with a mark of secrecy: it belongs on a machine that is
// set apart (Luật Bảo vệ bí mật nhà nước).
func refuseSecret(word []byte) error {
	lines, err := Lines(word)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if slices.Contains(check.Secrecy, strings.TrimSpace(l.Text)) {
			return fmt.Errorf("%s có dấu %q: văn bản mật không được soạn, lưu trên máy này", l.Place, strings.TrimSpace(l.Text))
		}
	}
	return nil
}

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
	if err := refuseSecret(word); err != nil {
		return nil, err
	}
	set, err := m.dataSet(ctx, id, from.Number)
	if err != nil {
		return nil, err
	}
	if err := m.entry(ctx, &e, kind, set); err != nil {
		return nil, err
	}
	d := &draft{Maker: m, kind: kind, sets: []*dataset.Set{set}, submitted: true}
	var n *archive.Number
	err = m.DB.Write(ctx, func(tx *sqlx.Tx) error {
		n, err = archive.Issue(ctx, tx, id, e, func(n *archive.Number) (*archive.Copy, error) {
			return d.numbered(word, n, doc.Submitted)
		})
		return err
	})
	return n, err
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
	params := map[string]string{}
	if err := json.Unmarshal([]byte(from.Params), &params); err != nil {
		return fmt.Errorf("version %d: parameters: %w", from.Number, err)
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
	if d := archive.DiffSets(before, after, "ngay"); len(d) > 0 {
		return fmt.Errorf("%s viết cho ngày %s, không ban hành ngày %s được vì nội dung sẽ khác:\n  %s\nlàm lại văn bản cho ngày ấy (--param ngay=%s), trình ký lại, hoặc chọn ngày khác",
			doc.Name, was, day, strings.Join(d, "\n  "), day)
	}
	return nil
}

// setOf gathers the data set of one document as the database has it now.
func (m *Maker) setOf(ctx context.Context, doc *archive.Document, params map[string]string) (*dataset.Set, error) {
	g, err := m.gather(ctx, Request{Kind: doc.Kind, Params: params})
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
	info := d.info()
	finish := docx.Finish{Watermark: WorkMark, Title: info.Title, Author: info.Author, Day: info.Day}
	stamped, err = buffer(func(b *bytes.Buffer) error { return finish.Write(b, stamped) })
	if err != nil {
		return nil, err
	}
	doc, err := layout.Lay(stamped, layout.Options{Fonts: d.Fonts})
	if err != nil {
		return nil, err
	}
	out, err := buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, info) })
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
