package outgoing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/people"
)

// clauseOfCorrections is what asks for the paper that sets an issued one right.
const clauseOfCorrections = "NĐ 30/2020 Đ.18.3"

// Correction asks for the paper that sets an issued one right.
type Correction struct {
	Relation string // archive.Corrects, Amends, Recalls; "": what the differences ask for
	Edited   []byte // the issued paper as it should read; nil for Recalls
	Day      string // of the paper to be made, "2025-03-05"
	Comment  string // why
	Proposer string // who proposes it; "": whoever proposed the issued paper, by its text
}

// Correct begins the paper that sets an issued one right, from the difference between its
// text and the corrected one: a công văn where form and technique alone differ, a paper of
// the same kind where the content does (NĐ 30/2020 Đ.18.3), or the decision that recalls it.
// A công văn that would change the content is refused.
func (p *Papers) Correct(ctx context.Context, doc *archive.Document, by *people.User, c Correction) (*archive.Document, error) {
	issued, err := p.issuedText(ctx, doc)
	if err != nil {
		return nil, err
	}
	var changes []change
	if c.Relation != archive.Recalls {
		if changes, err = p.corrected(issued, c.Edited); err != nil {
			return nil, fmt.Errorf("%s: %w", doc.Name, err)
		}
		if c.Relation, err = dueRelation(changes, c.Relation); err != nil {
			return nil, fmt.Errorf("%s: %w", doc.Name, err)
		}
	}
	if strings.TrimSpace(c.Comment) == "" {
		return nil, people.RefuseFor(people.WayReason, "%s: nêu lý do", doc.Name)
	}
	kept, err := toKeep(doc, issued, &c, changes)
	if err != nil {
		return nil, err
	}
	if err := p.DB.Write(ctx, func(tx *sqlx.Tx) error { return archive.SetCorrection(ctx, tx, kept) }); err != nil {
		return nil, err
	}
	made, err := p.Make(ctx, making.Request{Kind: c.Relation, Params: map[string]string{
		"nam": c.Day[:4], "ngay": c.Day, "van_ban": strconv.FormatInt(doc.ID, 10), "kieu": doc.Kind, "co_quan": doc.Agency}, Carried: new(archive.Carried)})
	if err == nil && len(made) != 1 {
		err = fmt.Errorf("%s: made %d papers of kind %s", doc.Name, len(made), c.Relation)
	}
	if err == nil {
		err = making.RefuseSecretMade(made[0])
	}
	if err != nil {
		return nil, err
	}
	var begun archive.Kept
	err = p.DB.Write(ctx, func(tx *sqlx.Tx) (err error) {
		begun, err = archive.Begin(ctx, tx, archive.Later{Writer: by, Of: doc.ID, Relation: c.Relation, Comment: c.Comment}, made[0])
		return err
	})
	if err != nil {
		return nil, err
	}
	now, err := archive.Get(ctx, p.DB.Reader, begun.Document)
	return &now, err
}

// issuedText reads the Word file of an issued paper: with its number, where it has one.
func (p *Papers) issuedText(ctx context.Context, doc *archive.Document) (*paper.Paper, error) {
	if doc.State != archive.Issued || doc.Symbol == "" {
		return nil, people.Refuse("%s: văn bản %s; chỉ đính chính, sửa đổi, thu hồi văn bản đã phát hành có số", doc.Name, doc.StateName)
	}
	for _, version := range []int{doc.Version, doc.Submitted} {
		for v := version; v > 0; v-- { // a signed file that came back has no Word file
			word, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: v, Format: "docx"})
			if errors.Is(err, archive.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			return paper.Read(word, paper.Options{Fonts: p.Fonts})
		}
	}
	return nil, fmt.Errorf("%s: không còn tệp Word của bản đã phát hành: %w", doc.Name, archive.ErrNotFound)
}

// corrected compares the issued paper with the corrected text.
func (p *Papers) corrected(issued *paper.Paper, edited []byte) ([]change, error) {
	if edited == nil {
		return nil, people.RefuseFor(people.WayFile, "đưa tệp Word đã sửa lại cho đúng, hoặc thu hồi")
	}
	if err := making.RefuseSecret(edited); err != nil {
		return nil, err
	}
	is, err := paper.Read(edited, paper.Options{Fonts: p.Fonts})
	if err != nil {
		return nil, archive.Unreadable(err)
	}
	spelling, err := p.speller()
	if err != nil {
		return nil, err
	}
	changes := changesOf(issued, is, spelling)
	if len(changes) == 0 {
		return nil, people.RefuseFor(people.WayFetch, "tệp này không khác bản đã phát hành về chữ; lấy tệp Word của bản đã phát hành, sửa chỗ sai rồi đưa lại")
	}
	return changes, nil
}

// dueRelation says which paper the changes ask for, and refuses another.
func dueRelation(changes []change, asked string) (string, error) {
	var content []string
	for i := range changes {
		if !changes[i].form {
			content = append(content, changes[i].String())
		}
	}
	due := archive.Corrects
	if len(content) > 0 {
		due = archive.Amends
	}
	switch {
	case asked == "" || asked == due:
		return due, nil
	case asked == archive.Corrects:
		return "", people.Refuse("không đính chính được: đây là nội dung, phải sửa đổi, thay thế bằng văn bản có hình thức tương đương; đính chính chỉ cho thể thức, kỹ thuật trình bày (%s):\n  %s",
			clauseOfCorrections, strings.Join(content, "\n  "))
	case asked == archive.Amends:
		return "", people.Refuse("chỉ thể thức, kỹ thuật trình bày khác: đính chính bằng công văn (%s)", clauseOfCorrections)
	}
	return "", fmt.Errorf("relation %q: want %s, %s or %s", asked, archive.Corrects, archive.Amends, archive.Recalls)
}

// toKeep is what the queries of the kind to be made read.
func toKeep(doc *archive.Document, issued *paper.Paper, c *Correction, changes []change) (*archive.Correction, error) {
	code := codeOf(doc.Symbol)
	kind, err := nd30.KindOf(cmp.Or(code, "cong-van"))
	if err != nil {
		return nil, err
	}
	all := &archive.Correction{Document: doc.ID, Relation: c.Relation, Code: code, KindName: upperFirst(kind.Name), Reason: c.Comment}
	subject := issued.All(paper.Subject)
	if len(subject) == 0 {
		subject = issued.All(paper.LetterTo)
	}
	var lines []string
	for _, u := range subject {
		lines = append(lines, u.Text)
	}
	all.Subject = strings.TrimSpace(strings.TrimPrefix(strings.Join(lines, " "), "V/v"))
	if u := issued.First(paper.Authority); u != nil {
		all.ByHead = strings.HasPrefix(u.Text, "CHỦ TỊCH")
	}
	if all.Proposer = strings.TrimSpace(c.Proposer); all.Proposer == "" {
		all.Proposer = proposerOf(issued)
	}
	for i := range changes {
		all.Changes = append(all.Changes, archive.Change{Place: changes[i].place, Was: changes[i].was, Becomes: changes[i].is})
	}
	return all, nil
}

// proposal is the basis of a decision that names who proposed it.
var proposal = regexp.MustCompile(`^(?:Theo|Xét) đề nghị của (.+)$`)

// proposerOf reads who proposed an issued paper, without the papers of the proposal; "" where
// it does not say.
func proposerOf(issued *paper.Paper) string {
	for _, u := range issued.All(paper.Ground) {
		m := proposal.FindStringSubmatch(u.Text)
		if m == nil || strings.ContainsAny(m[1], "…") {
			continue
		}
		return strings.TrimRight(papersOfProposal.ReplaceAllString(m[1], ""), " .,;")
	}
	return ""
}

// papersOfProposal are the papers by which an earlier paper was proposed.
var papersOfProposal = regexp.MustCompile(` tại (?:các )?[Tt]ờ trình số \S+ ngày (?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})`)

func upperFirst(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// codeOf is the code of the kind in a symbol: "QĐ" of "45/QĐ-UBND"; "" for a công văn, whose
// symbol has none.
func codeOf(symbol string) string {
	_, rest, _ := strings.Cut(symbol, "/")
	code := strings.FieldsFunc(rest, func(r rune) bool { return r == '-' || r == '‑' || r == ' ' })
	if len(code) > 0 && slices.ContainsFunc(nd30.Kinds, func(k nd30.Kind) bool { return k.Code == code[0] }) {
		return code[0]
	}
	return ""
}

// Link says which later paper corrects, amends, replaces or recalls an issued one. Form and
// technique are corrected by a công văn, content by a paper of the same form; else it is
// refused.
func (p *Papers) Link(ctx context.Context, by *people.User, l archive.Link) error {
	doc, err := archive.Get(ctx, p.DB.Reader, l.Document)
	if err != nil {
		return err
	}
	symbol := l.Symbol
	if l.By != 0 {
		other, err := archive.Get(ctx, p.DB.Reader, l.By)
		if err != nil {
			return err
		}
		symbol = cmp.Or(other.Symbol, symbol)
	}
	switch code := codeOf(symbol); {
	case l.Relation == archive.Corrects && code != "":
		return people.Refuse("%s: %s không đính chính được: đính chính bằng công văn, chỉ cho thể thức, kỹ thuật trình bày; nội dung thì sửa đổi, thay thế (%s)",
			doc.Name, symbol, clauseOfCorrections)
	case (l.Relation == archive.Amends || l.Relation == archive.Takes) && code != codeOf(doc.Symbol):
		return people.Refuse("%s: %s khác hình thức với %s: nội dung phải sửa đổi, thay thế bằng văn bản có hình thức tương đương (%s)",
			doc.Name, symbol, doc.Symbol, clauseOfCorrections)
	}
	return p.DB.Write(ctx, func(tx *sqlx.Tx) error { return archive.Relate(ctx, tx, by, l) })
}
