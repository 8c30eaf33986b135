package archive

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/people"

	"github.com/jmoiron/sqlx"
)

// The relations of a later paper to an issued one (NĐ 30/2020 Đ.18.3, 18.4).
const (
	Corrects = "dinh-chinh"
	Takes    = "thay-the" // takes its place
	Recalls  = "thu-hoi"
)

// Link is what a later paper does to an issued one.
type Link struct {
	Document int64     `db:"document_id"` // the issued paper
	Of       string    `db:"of_symbol"`   // its number: "161/KH-UBND"
	OfDay    string    `db:"of_day"`      // "2024-02-05"
	Relation string    `db:"relation"`    // Corrects, Takes, Recalls
	By       int64     `db:"by_document"` // the later paper, 0 where it was not made here
	Symbol   string    `db:"by_symbol"`   // its number, and its day where it was not made here: "45/UBND-NC ngày 05/02/2025"
	Actor    string    `db:"actor"`
	At       time.Time `db:"at"`
	Comment  string    `db:"comment"`
}

// Say tells the link from the side of one of its papers: "Bị thay thế bởi 162/QĐ-UBND",
// "Thay thế 161/QĐ-UBND".
func (l *Link) Say(of int64) string {
	if l.Document == of {
		return map[string]string{Corrects: "Được đính chính bởi ", Takes: "Bị thay thế bởi ", Recalls: "Bị thu hồi bởi "}[l.Relation] + l.Symbol
	}
	return map[string]string{Corrects: "Đính chính ", Takes: "Thay thế ", Recalls: "Thu hồi "}[l.Relation] + l.Of
}

// Relate links an issued paper with the paper that corrects, replaces or recalls it.
func Relate(ctx context.Context, tx *sqlx.Tx, u *people.User, l Link) error {
	if err := audit.Lock(ctx, tx); err != nil {
		return err
	}
	d, err := Get(ctx, tx, l.Document)
	if err != nil {
		return err
	}
	to := map[string]string{Corrects: Issued, Takes: Replaced, Recalls: Recalled}[l.Relation]
	switch {
	case to == "":
		return fmt.Errorf("relation %q: want dinh-chinh, thay-the or thu-hoi", l.Relation)
	case to != Issued:
		if _, err := allowed(u, &d, to, l.Comment); err != nil {
			return err
		}
	case d.State != Issued:
		return fmt.Errorf("%s: chỉ đính chính văn bản đã phát hành", d.Name)
	case !u.May(people.Amend, d.Scope()):
		return u.Forbidden(people.Amend, "đính chính "+d.Name)
	}
	if l.By != 0 {
		other, err := Get(ctx, tx, l.By)
		if err != nil {
			return err
		}
		if other.State != Issued || other.Symbol == "" || other.ID == d.ID {
			return fmt.Errorf("%s: văn bản %s phải đã phát hành", other.Name, l.Relation)
		}
		l.Symbol = other.Symbol
	} else if strings.TrimSpace(l.Symbol) == "" {
		return errors.New("name the later paper: its number in the archive, or its symbol and day")
	}
	return relate(ctx, tx, u, &d, &l)
}

// relate writes a link and what follows from it for the issued paper.
func relate(ctx context.Context, tx *sqlx.Tx, u *people.User, d *Document, l *Link) error {
	_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO document_links (document_id, relation, by_document, by_symbol, actor, at, comment)
		VALUES (?, ?, NULLIF(?, 0), ?, ?, ?, ?)`), d.ID, l.Relation, l.By, l.Symbol, u.Name, db.Time(l.At), l.Comment)
	if err != nil {
		return fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	to := map[string]string{Takes: Replaced, Recalls: Recalled}[l.Relation]
	if to != "" && d.State != to && d.State != Recalled {
		return setState(ctx, tx, d, to, d.Submitted, u.Name, l.Comment+" ("+l.Symbol+")", l.At)
	}
	return audit.Record(ctx, tx, audit.Act{At: l.At, Actor: u.Name, Act: "document." + l.Relation, Document: d.ID, Detail: l.Symbol + ": " + l.Comment})
}

// Replace begins a paper that is to take the place of an issued one (Đ.18.3): made becomes
// the first version of a document of its own, with the same key. Once that is issued, the
// old paper is replaced, and both say so.
func Replace(ctx context.Context, tx *sqlx.Tx, u *people.User, id int64, made *Made, comment string) (Kept, error) {
	if err := audit.Lock(ctx, tx); err != nil {
		return Kept{}, err
	}
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Kept{}, err
	}
	switch {
	case !u.May(people.WriteText, d.Scope()):
		return Kept{}, u.Forbidden(people.WriteText, "soạn văn bản thay thế "+d.Name)
	case d.State != Issued && d.State != Recalled:
		return Kept{}, fmt.Errorf("%s: văn bản %s; chỉ soạn văn bản thay thế cho văn bản đã phát hành hoặc đã thu hồi", d.Name, d.StateName)
	case strings.TrimSpace(comment) == "":
		return Kept{}, fmt.Errorf("%s: thay thế phải nêu lý do (--comment)", d.Name)
	}
	var last struct {
		Seq  int    `db:"seq"`
		Name string `db:"name"`
		Done bool   `db:"done"`
	}
	k := d.Key
	err = tx.GetContext(ctx, &last, tx.Rebind(`SELECT seq, name, state IN ('`+Issued+`', '`+Replaced+`', '`+Recalled+`', '`+Cancelled+`') AS done FROM documents
		WHERE kind = ? AND period = ? AND agency = ? AND unit = ? AND round = ? ORDER BY seq DESC LIMIT 1`), k.Kind, k.Period, k.Agency, k.Unit, k.Round)
	if err != nil {
		return Kept{}, fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	if !last.Done {
		return Kept{}, fmt.Errorf("%s: văn bản thay thế %s đang soạn; phát hành hoặc hủy văn bản ấy trước", d.Name, last.Name)
	}
	made.Key = k
	made.Key.Seq = last.Seq + 1
	kept, err := Keep(ctx, tx, made)
	if err != nil {
		return Kept{}, err
	}
	if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET replaces = ? WHERE id = ?`), id, kept.Document); err != nil {
		return Kept{}, fmt.Errorf("archive: %s: %w", d.Name, err)
	}
	return kept, audit.Record(ctx, tx, audit.Act{At: made.At, Actor: u.Name, Act: "document.replace", Document: kept.Document, Version: kept.Version,
		Detail: fmt.Sprintf("thay thế %s: %s", d.Symbol, comment)})
}

// replaceNow puts an issued paper in the place of the one that it replaces.
func replaceNow(ctx context.Context, tx *sqlx.Tx, d *Document, s *Step) error {
	if d.Replaces == 0 {
		return nil
	}
	old, err := Get(ctx, tx, d.Replaces)
	if err != nil {
		return err
	}
	return relate(ctx, tx, s.By, &old, &Link{Relation: Takes, By: d.ID, Symbol: d.Symbol, At: s.At, Comment: "văn bản thay thế đã phát hành"})
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
