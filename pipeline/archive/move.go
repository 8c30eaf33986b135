package archive

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// The states of a document (NĐ 30/2020, Điều 10 to 19), as Document.State holds them.
const (
	Draft          = "du-thao"
	ContentChecked = "da-kiem-tra-noi-dung"
	FormChecked    = "da-kiem-tra-the-thuc"
	Submitted      = "trinh-ky"
	Signed         = "da-ky"
	Numbered       = "da-cap-so"
	Sealed         = "da-dong-dau"
	Issued         = "da-phat-hanh"
	Replaced       = "da-thay-the"
	Recalled       = "da-thu-hoi"
	Cancelled      = "huy"
)

// stateNames are what the states are called, as document_states has it for queries.
var stateNames = map[string]string{
	Draft: "dự thảo", ContentChecked: "đã kiểm tra nội dung", FormChecked: "đã kiểm tra thể thức", Submitted: "trình ký", Signed: "đã ký",
	Numbered: "đã cấp số", Sealed: "đã đóng dấu hoặc ký số cơ quan", Issued: "đã phát hành", Replaced: "đã bị thay thế", Recalled: "đã thu hồi",
	Cancelled: "hủy",
}

// stateName is what a state is called; a code that is none is itself.
func stateName(code string) string { return "“" + cmp.Or(stateNames[code], code) + "”" }

// move is a step on the way of a paper, for those who have the right.
type move struct {
	from, to string
	right    people.Right
	comment  bool // must be given
}

// moves is the way of a paper (NĐ 30/2020 Đ.10 to 18). To da-cap-so leads Issue alone, to
// da-thay-the and da-thu-hoi Link alone.
var moves = []move{
	{Draft, ContentChecked, people.CheckContent, false},
	{ContentChecked, FormChecked, people.CheckForm, false},
	{FormChecked, Submitted, people.Submit, false},
	{Submitted, Signed, people.Sign, false},
	{Signed, Numbered, people.GiveNumber, false},
	{Numbered, Sealed, people.Seal, false},
	{Sealed, Issued, people.Issue, false},

	{ContentChecked, Draft, people.ReturnContent, true},
	{FormChecked, Draft, people.ReturnForm, true},
	{Submitted, Draft, people.ReturnSubmitted, true},
	{Signed, Draft, people.ReturnSubmitted, true},
	{Numbered, Draft, people.ReturnSubmitted, true}, // its number is cancelled
	{Sealed, Draft, people.ReturnSubmitted, true},

	{Draft, Cancelled, people.Withdraw, true},
	{ContentChecked, Cancelled, people.Withdraw, true},
	{FormChecked, Cancelled, people.Withdraw, true},
	{Submitted, Cancelled, people.Cancel, true},
	{Signed, Cancelled, people.Cancel, true},
	{Numbered, Cancelled, people.Cancel, true},
	{Sealed, Cancelled, people.Cancel, true},
	{Cancelled, Draft, people.Withdraw, true},

	{Issued, Replaced, people.Amend, true},
	{Issued, Recalled, people.Amend, true},
	{Replaced, Recalled, people.Amend, true},
}

// Next lists the states to which a person may bring a document by Move: to Replaced and
// Recalled leads Relate alone.
func Next(u *people.User, d *Document) (states []string) {
	for _, m := range moves {
		if m.from == d.State && u.May(m.right, d.Scope()) && m.to != Replaced && m.to != Recalled {
			states = append(states, m.to)
		}
	}
	return states
}

// allowed finds the move and proves that the person may make it.
func allowed(u *people.User, d *Document, to, comment string) (*move, error) {
	i := slices.IndexFunc(moves, func(m move) bool { return m.from == d.State && m.to == to })
	if i < 0 {
		var next []string
		for _, state := range Next(u, d) {
			next = append(next, stateName(state))
		}
		if next == nil {
			next = []string{"không có bước nào"}
		}
		return nil, people.RefuseFor(people.WayState, "%s: từ %s không chuyển được sang %s; %s được chuyển sang: %s", d.Name, stateName(d.State), stateName(to), u.Name, strings.Join(next, ", "))
	}
	m := &moves[i]
	if err := u.Allow(m.right, d.Scope(), fmt.Sprintf("chuyển %s sang %s", d.Name, stateName(to))); err != nil {
		return nil, err
	}
	if m.comment && strings.TrimSpace(comment) == "" {
		return nil, people.RefuseFor(people.WayReason, "%s: chuyển sang %s phải nêu lý do", d.Name, stateName(to))
	}
	return m, nil
}

// Waiver lets a finding that forbids signing pass.
type Waiver struct {
	Rule   string    `db:"rule"`
	Reason string    `db:"reason"`
	Actor  string    `db:"actor"`
	At     time.Time `db:"at"`
}

// Step is a move to make.
type Step struct {
	By      *people.User
	To      string
	Comment string
	At      time.Time
	Waive   map[string]string // rule, or RULE@WORDS of a place, to reason; for the moves to đã kiểm tra thể thức and to trình ký

	// For the move to trình ký: the copy for signature as made from the working version.
	// The findings are those of that copy.
	Copy   *Copy
	Chosen bool // a person chose that version; else it must be the newest
}

// Copy is a version that the program derives from another one: the copy for signature,
// or the working copy with number and date.
type Copy struct {
	From     int // number of the version
	Files    []File
	Findings []Finding
	Pages    int
	Note     string
	SameText bool // of an edit: no word of it differs
	Merged   int  // a second version that it comes from: the edited text that new figures were put into; 0 for none
}

// Move brings a document into another state, where the table of moves, the role and the
// findings allow it.
func Move(ctx context.Context, tx *sqlx.Tx, id int64, s Step) error {
	if err := audit.Lock(ctx, tx); err != nil {
		return err
	}
	d, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if _, err := allowed(s.By, &d, s.To, s.Comment); err != nil {
		return err
	}
	version := d.Working
	switch s.To {
	case Numbered:
		return people.RefuseFor(people.WayIssue, "%s: số và ngày cấp cho văn bản cùng một lúc, không phải bằng chuyển trạng thái", d.Name)
	case Replaced, Recalled:
		return people.RefuseFor(people.WayLater, "%s: phải nêu văn bản thay thế, thu hồi", d.Name)
	case FormChecked:
		if err := confirmForm(ctx, tx, &d, &s); err != nil {
			return err
		}
	case Submitted:
		if version, err = submit(ctx, tx, &d, &s); err != nil {
			return err
		}
	case Signed, Sealed:
		version = d.Submitted
	case Issued:
		if err := refuseSample(ctx, tx, &d); err != nil {
			return err
		}
		version = d.Submitted
		if err := replaceNow(ctx, tx, &d, &s); err != nil {
			return err
		}
	case Draft, Cancelled:
		if err := cancelNumber(ctx, tx, &d, &s); err != nil {
			return err
		}
	}
	return setState(ctx, tx, &d, Moved{Version: version, To: s.To, Actor: s.By.Name, At: s.At, Comment: s.Comment})
}

// submit keeps the copy for signature, once every finding that forbids signing is waived.
func submit(ctx context.Context, tx *sqlx.Tx, d *Document, s *Step) (int, error) {
	if s.Copy == nil || s.Copy.From != d.Working && !s.Chosen {
		return 0, people.Refuse("%s: bản trình ký không làm từ phiên bản mới nhất: xem lại văn bản rồi trình lại", d.Name)
	}
	before, err := Waivers(ctx, tx, d.ID, s.Copy.From)
	if err != nil {
		return 0, err
	}
	for _, w := range before { // let pass in this text when its form was checked
		if _, again := s.Waive[w.Rule]; !again {
			s.Waive = maps.Clone(s.Waive)
			if s.Waive == nil {
				s.Waive = map[string]string{}
			}
			s.Waive[w.Rule] = w.Reason
		}
	}
	if err := s.stops(d, s.Copy.Findings, "trình ký"); err != nil {
		return 0, err
	}
	number, err := add(ctx, tx, d.ID, s.Copy.version(s.By, s.At))
	if err != nil {
		return 0, err
	}
	if err := s.waive(ctx, tx, judged{d, number, s.Copy.Findings}); err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET submitted_version = ? WHERE id = ?`), number, d.ID)
	return number, err
}

// stops tells the findings that forbid a step and are not let pass.
func (s *Step) stops(d *Document, found []Finding, what string) error {
	var open []string
	for _, f := range found {
		_, reason, waived := s.letPass(&f)
		if f.Severity == Wrong && !waived {
			open = append(open, fmt.Sprintf("  %s, %s: %s", f.Rule, f.Place, f.Message))
		} else if f.Severity == Wrong && strings.TrimSpace(reason) == "" {
			return people.RefuseFor(people.WayWaive, "%s: bỏ qua lỗi %s phải nêu lý do", d.Name, f.Rule)
		}
	}
	if len(open) > 0 {
		return people.RefuseFor(people.WayWaive, "%s: còn lỗi \"sai\" nên chưa %s được; sửa, hoặc bỏ qua có lý do:\n%s", d.Name, what, strings.Join(open, "\n"))
	}
	return nil
}

// letPass returns what lets a finding pass and why: its rule, or RULE@WORDS where the words
// stand in its place.
func (s *Step) letPass(f *Finding) (key, reason string, ok bool) {
	if reason, ok = s.Waive[f.Rule]; ok {
		return f.Rule, reason, true
	}
	for _, key := range slices.Sorted(maps.Keys(s.Waive)) {
		if rule, at, placed := strings.Cut(key, "@"); placed && rule == f.Rule && at != "" && strings.Contains(f.Place, at) {
			return key, s.Waive[key], true
		}
	}
	return "", "", false
}

// judged is a version with what was found in it.
type judged struct {
	doc     *Document
	version int
	found   []Finding
}

// waive records what is let pass in a version, with who did and why.
func (s *Step) waive(ctx context.Context, tx *sqlx.Tx, v judged) error {
	for _, f := range v.found {
		key, reason, waived := s.letPass(&f)
		if f.Severity != Wrong || !waived {
			continue
		}
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO waivers (document_id, version, rule, reason, actor, at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING`), v.doc.ID, v.version, key, reason, s.By.Name, db.Time(s.At))
		if err != nil {
			return fmt.Errorf("archive: waiver: %w", err)
		}
		err = audit.Record(ctx, tx, audit.Act{At: s.At, Actor: s.By.Name, Act: "finding.waive", Document: v.doc.ID, Version: v.version, Detail: key + ": " + reason})
		if err != nil {
			return err
		}
	}
	return nil
}

// confirmForm lets a paper pass whose form is as the decree asks (NĐ 30/2020 Đ.12.2): what
// was found in its text when that was taken in forbids it, unless it is let pass.
func confirmForm(ctx context.Context, tx *sqlx.Tx, d *Document, s *Step) error {
	found, err := Findings(ctx, tx, d.ID, d.Working)
	if err != nil {
		return err
	}
	if err := s.stops(d, found, "xác nhận thể thức"); err != nil {
		return err
	}
	return s.waive(ctx, tx, judged{d, d.Working, found})
}

// version is a derived copy as a version.
func (c *Copy) version(by *people.User, at time.Time) *version {
	v := &version{Origin: FromCopy, BasedOn: &c.From, Params: "{}", At: db.Time(at), By: by.Name, Note: c.Note,
		Pages: c.Pages, files: slices.Clone(c.Files), findings: c.Findings}
	v.seal()
	return v
}

// setState writes the state and the move, which begins where the document is.
func setState(ctx context.Context, tx *sqlx.Tx, d *Document, m Moved) error {
	_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET state = ? WHERE id = ?`), m.To, d.ID)
	if err != nil {
		return fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO document_moves (document_id, seq, version, from_state, to_state, actor, at, comment)
		SELECT ?, COALESCE(MAX(seq), 0) + 1, CAST(? AS INTEGER), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), `+timeParam(tx)+`, CAST(? AS TEXT)
		FROM document_moves WHERE document_id = ?`), d.ID, m.Version, d.State, m.To, m.Actor, db.Time(m.At), m.Comment, d.ID)
	if err != nil {
		return fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	return audit.Record(ctx, tx, audit.Act{At: m.At, Actor: m.Actor, Act: "document." + m.To, Document: d.ID, Version: m.Version, Detail: m.Comment})
}

// timeParam is a parameter in a SELECT list, whose type PostgreSQL cannot guess.
func timeParam(tx *sqlx.Tx) string {
	if tx.DriverName() == "postgres" {
		return "CAST(? AS TIMESTAMPTZ)"
	}
	return "?"
}

// afterEdit brings a document whose text has changed back to where it must be looked at
// again (NĐ 30/2020 Đ.11.2, Đ.12): other words to the check of the content, an edit of the
// form alone to the check of the form. What is signed does not change: an edit of it is
// kept, and nothing else.
func afterEdit(ctx context.Context, tx *sqlx.Tx, v entry) error {
	if v.Origin == FromCopy || v.Origin == FromSigner || v.Origin != FromRun && !slices.ContainsFunc(v.files, func(f File) bool { return f.Format == "docx" }) {
		return nil
	}
	d := Document{ID: v.doc}
	err := tx.QueryRowxContext(ctx, tx.Rebind(`SELECT name, state FROM documents WHERE id = ?`), v.doc).Scan(&d.Name, &d.State)
	if err != nil {
		return err
	}
	v.from = d.State
	if !slices.Contains([]string{ContentChecked, FormChecked, Submitted}, d.State) {
		return nil
	}
	same := v.sameText
	if same {
		if same, err = ofChecked(ctx, tx, v); err != nil {
			return err
		}
	}
	switch {
	case same && d.State == ContentChecked:
		return nil
	case same:
		return setState(ctx, tx, &d, Moved{Version: v.number, To: ContentChecked, Actor: v.By, At: v.At,
			Comment: fmt.Sprintf("phiên bản %d sửa thể thức: kiểm tra lại thể thức", v.number)})
	}
	return setState(ctx, tx, &d, Moved{Version: v.number, To: Draft, Actor: v.By, At: v.At,
		Comment: fmt.Sprintf("phiên bản %d sửa nội dung: trình lại người có thẩm quyền (NĐ 30/2020 Đ.11.2)", v.number)})
}

// ofChecked reports whether a version was edited from the text that was checked: the
// newest one before it or the copy for signature of that, or the copy that lies before the
// leader. What has the words of another version has not those that were checked.
func ofChecked(ctx context.Context, tx *sqlx.Tx, v entry) (is bool, err error) {
	if v.BasedOn == nil {
		return false, nil
	}
	err = tx.GetContext(ctx, &is, tx.Rebind(`SELECT COUNT(*) > 0 FROM versions b JOIN documents d ON d.id = b.document_id
		WHERE b.document_id = ? AND b.number = ? AND (d.state = '`+Submitted+`' AND b.number = d.submitted_version
		  OR (SELECT MAX(w.number) FROM versions w WHERE w.document_id = d.id AND w.number < ? AND `+isText+`)
		     = CASE b.origin WHEN '`+FromCopy+`' THEN b.based_on ELSE b.number END)`), v.doc, *v.BasedOn, v.number)
	if err != nil {
		return false, fmt.Errorf("archive: document %d, version %d: %w", v.doc, v.number, err)
	}
	return is, nil
}

// Moved is a row of the way of a document.
type Moved struct {
	Seq     int       `db:"seq"`
	Version int       `db:"version"`
	From    string    `db:"from_state"`
	To      string    `db:"to_state"`
	Actor   string    `db:"actor"`
	At      time.Time `db:"at"`
	Comment string    `db:"comment"`
}

// Moves returns the way of a document, the first step first.
func Moves(ctx context.Context, q db.Queryer, id int64) (list []Moved, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT seq, version, COALESCE(from_state, '') AS from_state, to_state, actor, at, comment
		FROM document_moves WHERE document_id = ? ORDER BY seq`), id)
	if err != nil {
		return nil, fmt.Errorf("archive: document %d: moves: %w", id, err)
	}
	return list, nil
}

// Waivers returns the findings that were let pass in a version.
func Waivers(ctx context.Context, q db.Queryer, id int64, version int) (list []Waiver, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT rule, reason, actor, at FROM waivers
		WHERE document_id = ? AND version = ? ORDER BY rule`), id, version)
	if err != nil {
		return nil, fmt.Errorf("archive: document %d: waivers: %w", id, err)
	}
	return list, nil
}
