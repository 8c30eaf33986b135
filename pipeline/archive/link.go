package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// The relations of a later paper to an issued one (NĐ 30/2020 Đ.18.3, 18.4).
const (
	Corrects = "dinh-chinh" // its form and technique alone
	Amends   = "sua-doi"    // its content
	Takes    = "thay-the"   // takes its place
	Recalls  = "thu-hoi"
)

// Link is what a later paper does to an issued one.
type Link struct {
	Document int64     `db:"document_id"` // the issued paper
	Of       string    `db:"of_symbol"`   // its number: "161/KH-UBND"
	OfDay    string    `db:"of_day"`      // "2024-02-05"
	Relation string    `db:"relation"`    // Corrects, Amends, Takes, Recalls
	By       int64     `db:"by_document"` // the later paper, 0 where it was not made here
	Symbol   string    `db:"by_symbol"`   // its number, and its day where it was not made here: "45/UBND-NC ngày 05/02/2025"
	Actor    string    `db:"actor"`
	At       time.Time `db:"at"`
	Comment  string    `db:"comment"`
}

// relations say what the links do, from the side of the issued paper and of the later one,
// and the state that the issued paper is in then.
var relations = map[string]struct{ passive, active, to string }{
	Corrects: {"Được đính chính bởi ", "Đính chính ", Issued},
	Amends:   {"Được sửa đổi, bổ sung bởi ", "Sửa đổi, bổ sung ", Issued},
	Takes:    {"Bị thay thế bởi ", "Thay thế ", Replaced},
	Recalls:  {"Bị thu hồi bởi ", "Thu hồi ", Recalled},
}

// Does says what a relation does, as a verb at the beginning: "Thay thế ".
func Does(relation string) string { return relations[relation].active }

// Say tells the link from the side of one of its papers: "Bị thay thế bởi 162/QĐ-UBND",
// "Thay thế 161/QĐ-UBND".
func (l *Link) Say(of int64) string {
	if l.Document == of {
		return relations[l.Relation].passive + l.Symbol
	}
	return relations[l.Relation].active + l.Of
}

// Relate links an issued paper with the paper that corrects, amends, replaces or recalls it.
func Relate(ctx context.Context, tx *sqlx.Tx, u *people.User, l Link) error {
	if err := audit.Lock(ctx, tx); err != nil {
		return err
	}
	d, err := Get(ctx, tx, l.Document)
	if err != nil {
		return err
	}
	to, verb := relations[l.Relation].to, strings.ToLower(strings.TrimSpace(Does(l.Relation)))
	switch {
	case to == "":
		return people.Refuse("quan hệ %q: chỉ có %s, %s, %s, %s", l.Relation, Corrects, Amends, Takes, Recalls)
	case to != Issued:
		if _, err := allowed(u, &d, to, l.Comment); err != nil {
			return err
		}
	case d.State != Issued:
		return people.Refuse("%s: chỉ đính chính, sửa đổi văn bản đã phát hành", d.Name)
	case !u.May(people.Amend, d.Scope()):
		return u.Forbidden(people.Amend, verb+" "+d.Name)
	}
	if l.By != 0 {
		other, err := Get(ctx, tx, l.By)
		if err != nil {
			return err
		}
		if other.State != Issued || other.Symbol == "" || other.ID == d.ID {
			return people.Refuse("%s: văn bản %s phải đã phát hành", other.Name, verb)
		}
		l.Symbol = other.Symbol
	} else if strings.TrimSpace(l.Symbol) == "" {
		return people.Refuse("%s: nêu văn bản %s: số, ký hiệu của văn bản trong kho, hoặc số, ký hiệu và ngày", d.Name, verb)
	}
	l.Actor = u.Name
	return relate(ctx, tx, &d, &l)
}

// relate writes a link and what follows from it for the issued paper.
func relate(ctx context.Context, tx *sqlx.Tx, d *Document, l *Link) error {
	_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO document_links (document_id, relation, by_document, by_symbol, actor, at, comment)
		VALUES (?, ?, NULLIF(?, 0), ?, ?, ?, ?)`), d.ID, l.Relation, l.By, l.Symbol, l.Actor, db.Time(l.At), l.Comment)
	if err != nil {
		return fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	to := relations[l.Relation].to
	if to != Issued && d.State != to && d.State != Recalled {
		return setState(ctx, tx, d, Moved{Version: d.Submitted, To: to, Actor: l.Actor, At: l.At, Comment: l.Comment + " (" + l.Symbol + ")"})
	}
	return audit.Record(ctx, tx, audit.Act{At: l.At, Actor: l.Actor, Act: "document." + l.Relation, Document: d.ID, Detail: l.Symbol + ": " + l.Comment})
}

// Later is a paper to be begun that concerns an issued one.
type Later struct {
	Of       int64 // the issued paper
	Writer   *people.User
	Relation string // Takes, Corrects, Amends, Recalls
	Comment  string // why
}

// Begin begins a paper that is to replace, correct, amend or recall an issued one (Đ.18.3,
// 18.4). One that takes the place of another gets its key; the draft of one that is being
// written already gets a version more. Once the paper is issued, both say so.
func Begin(ctx context.Context, tx *sqlx.Tx, l Later, made *Made) (Kept, error) {
	if err := audit.Lock(ctx, tx); err != nil {
		return Kept{}, err
	}
	d, err := Get(ctx, tx, l.Of)
	if err != nil {
		return Kept{}, err
	}
	verb := strings.ToLower(strings.TrimSpace(Does(l.Relation)))
	switch {
	case !l.Writer.May(people.WriteText, d.Scope()):
		return Kept{}, l.Writer.Forbidden(people.WriteText, "soạn văn bản "+verb+" "+d.Name)
	case d.State != Issued && !(d.State == Recalled && l.Relation == Takes):
		return Kept{}, people.Refuse("%s: văn bản %s; chỉ soạn văn bản %s cho văn bản đã phát hành%s", d.Name, d.StateName, verb,
			map[bool]string{true: " hoặc đã thu hồi"}[l.Relation == Takes])
	case strings.TrimSpace(l.Comment) == "":
		return Kept{}, people.RefuseFor(people.WayReason, "%s: %s phải nêu lý do", d.Name, verb)
	}
	if l.Relation == Takes {
		made.Key = d.Key
	}
	if made.Key.Seq, err = turnOf(ctx, tx, made.Key, l.Relation == Takes); err != nil {
		return Kept{}, fmt.Errorf("%s: %w", d.Name, err)
	}
	kept, err := Keep(ctx, tx, made)
	if err != nil {
		return Kept{}, err
	}
	if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET replaces = ?, relation = ? WHERE id = ?`), l.Of, l.Relation, kept.Document); err != nil {
		return Kept{}, fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	act := "document.begin." + l.Relation
	if l.Relation == Takes {
		act = "document.replace"
	}
	return kept, audit.Record(ctx, tx, audit.Act{At: made.At, Actor: l.Writer.Name, Act: act, Document: kept.Document, Version: kept.Version,
		Detail: fmt.Sprintf("%s %s: %s", verb, d.Symbol, l.Comment)})
}

// turnOf is the turn of the next paper of a key: behind one that is done a new one; where
// fresh is asked for, one that is not done is in the way.
func turnOf(ctx context.Context, tx *sqlx.Tx, k Key, fresh bool) (int, error) {
	var last struct {
		Seq  int    `db:"seq"`
		Name string `db:"name"`
		Done bool   `db:"done"`
	}
	err := tx.GetContext(ctx, &last, tx.Rebind(`SELECT seq, name, state IN ('`+Issued+`', '`+Replaced+`', '`+Recalled+`', '`+Cancelled+`') AS done FROM documents
		WHERE kind = ? AND period = ? AND agency = ? AND unit = ? AND round = ? ORDER BY seq DESC LIMIT 1`), k.Kind, k.Period, k.Agency, k.Unit, k.Round)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("archive: %w", err)
	case last.Done:
		return last.Seq + 1, nil
	case fresh:
		return 0, people.Refuse("văn bản thay thế %s đang soạn; phát hành hoặc hủy văn bản ấy trước", last.Name)
	}
	return last.Seq, nil
}

// replaceNow links a paper that is issued with the one that it concerns.
func replaceNow(ctx context.Context, tx *sqlx.Tx, d *Document, s *Step) error {
	if d.Replaces == 0 {
		return nil
	}
	old, err := Get(ctx, tx, d.Replaces)
	if err != nil {
		return err
	}
	return relate(ctx, tx, &old, &Link{Actor: s.By.Name, Relation: d.Relation, By: d.ID, Symbol: d.Symbol, At: s.At,
		Comment: "văn bản " + strings.ToLower(strings.TrimSpace(Does(d.Relation))) + " đã phát hành"})
}

const selectLinks = `SELECT l.document_id, l.relation, COALESCE(l.by_document, 0) AS by_document, l.by_symbol, l.actor, l.at, l.comment,
	COALESCE(n.symbol, '') AS of_symbol, COALESCE(CAST(n.day AS TEXT), '') AS of_day
	FROM document_links l LEFT JOIN numbers n ON n.document_id = l.document_id AND n.cancelled = ''`

// Links returns what concerns a document, from either side.
func Links(ctx context.Context, q db.Queryer, id int64) (list []Link, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(selectLinks+` WHERE l.document_id = ? OR l.by_document = ?
		ORDER BY l.at, l.document_id, l.relation, l.by_symbol`), id, id)
	if err != nil {
		return nil, fmt.Errorf("archive: document %d: links: %w", id, err)
	}
	return list, nil
}

// linksOf gives each number of a register its links, those of papers that were not made
// here by their symbol.
func linksOf(ctx context.Context, q db.Queryer, numbers []Number) error {
	var all []Link
	if err := sqlx.SelectContext(ctx, q, &all, selectLinks+` ORDER BY l.at, l.document_id, l.relation, l.by_symbol`); err != nil {
		return fmt.Errorf("archive: links: %w", err)
	}
	for i := range numbers {
		n := &numbers[i]
		if n.Cancelled != "" {
			continue
		}
		for _, l := range all {
			symbol, day, _ := strings.Cut(l.Symbol, " ")
			elsewhere := n.Document == 0 && l.By == 0 && symbol == n.Symbol && strings.Contains(day, n.Day[:4])
			if n.Document != 0 && (l.Document == n.Document || l.By == n.Document) || elsewhere {
				n.Links = append(n.Links, l)
			}
		}
	}
	return nil
}
