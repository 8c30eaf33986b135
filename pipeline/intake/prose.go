package intake

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// maxSection bounds the characters of a section.
const maxSection = 50_000

// ProseOf says which prose of reports: of a kind, an agency and a year.
type ProseOf struct {
	Kind, Agency string
	Year         int
}

// Section is a section of the prose of a report.
type Section struct {
	Code     string     `db:"muc"`
	Number   string     `db:"so"` // "III.1"
	Name     string     `db:"ten"`
	Needed   bool       `db:"bat_buoc"` // empty or not revised, the report is not signed
	Text     string     `db:"noi_dung"` // of the year; "" where nobody has written it
	Written  bool       `db:"da_viet"`  // somebody wrote it for the year
	Revised  bool       `db:"da_sua"`   // and confirmed it
	Author   string     `db:"tac_gia"`
	At       *time.Time `db:"luc"`
	Before   string     `db:"truoc"` // the text of the last year that has one
	BeforeOf string     `db:"truoc_ky"`
	Units    int        `db:"don_vi"` // units that sent a text for it
}

// Sections reads the sections of a report with what the report of the year would print.
func Sections(ctx context.Context, q db.Queryer, of ProseOf) (list []Section, err error) {
	year := fmt.Sprint(of.Year)
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT m.muc, m.so, m.ten, m.bat_buoc, COALESCE(l.noi_dung, '') AS noi_dung, l.id IS NOT NULL AS da_viet,
			COALESCE(l.da_sua, FALSE) AS da_sua, COALESCE(l.tac_gia, '') AS tac_gia, l.luc, COALESCE(t.noi_dung, '') AS truoc, COALESCE(t.ky, '') AS truoc_ky,
			(SELECT COUNT(*) FROM loi_van u WHERE u.kieu = m.kieu AND u.muc = m.muc AND u.ky = ? AND u.don_vi_id IS NOT NULL AND u.noi_dung <> '') AS don_vi
		FROM muc_loi_van m
			LEFT JOIN loi_van l ON l.kieu = m.kieu AND l.muc = m.muc AND l.co_quan_ma = ? AND l.ky = ?
			LEFT JOIN loi_van t ON t.kieu = m.kieu AND t.muc = m.muc AND t.co_quan_ma = ? AND t.ky = (SELECT MAX(x.ky) FROM loi_van x
				WHERE x.kieu = m.kieu AND x.muc = m.muc AND x.co_quan_ma = ? AND length(x.ky) = 4 AND x.ky < ?)
		WHERE m.kieu = ? ORDER BY m.thu_tu, m.muc`), year, of.Agency, year, of.Agency, of.Agency, year, of.Kind)
	if err != nil {
		return nil, fmt.Errorf("prose of %s: %w", of.Kind, err)
	}
	return list, nil
}

// UnitText is what a unit sent for a section.
type UnitText struct {
	Unit   string    `db:"ten"`
	Text   string    `db:"noi_dung"`
	Author string    `db:"tac_gia"`
	At     time.Time `db:"luc"`
}

// UnitTexts are the texts of units for a section of a year's report.
func UnitTexts(ctx context.Context, q db.Queryer, of ProseOf, section string) (list []UnitText, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT u.ten, l.noi_dung, l.tac_gia, l.luc FROM loi_van l JOIN don_vi u ON u.id = l.don_vi_id
		WHERE l.kieu = ? AND l.muc = ? AND l.ky = ? AND l.noi_dung <> '' ORDER BY u.khoa_ten, u.id`), of.Kind, section, fmt.Sprint(of.Year))
	return list, err
}

// Writing is a text that somebody wrote for a section.
type Writing struct {
	Text    string    `db:"noi_dung"`
	Revised bool      `db:"da_sua"`
	Author  string    `db:"tac_gia"`
	At      time.Time `db:"luc"`
}

// Writings are the texts that people wrote for a section, the last first.
func Writings(ctx context.Context, q db.Queryer, of ProseOf, section string) (list []Writing, err error) {
	err = sqlx.SelectContext(ctx, q, &list, q.Rebind(`SELECT noi_dung, da_sua, tac_gia, luc FROM loi_van_da_viet
		WHERE kieu = ? AND muc = ? AND ky = ? AND co_quan_ma = ? ORDER BY lan DESC LIMIT 20`), of.Kind, section, fmt.Sprint(of.Year), of.Agency)
	return list, err
}

// SectionOf is a section as a person saw it.
type SectionOf struct {
	ProseOf
	Section string
	Seen    *time.Time // when the text was written that the person saw; nil: there was none
}

// Write writes the text of a section for the year: where somebody wrote it since, that is an error which the person can mend.
// What the person can mend is an error of type *people.Refusal.
func (of SectionOf) Write(ctx context.Context, tx *sqlx.Tx, w Writing) error {
	section, before := of.Section, of.Seen
	lines := strings.Split(strings.ReplaceAll(viet.NFC(w.Text), "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	w.Text = strings.TrimSpace(strings.Join(lines, "\n"))
	switch n := utf8.RuneCountInString(w.Text); {
	case n > maxSection:
		return people.Refuse("lời văn dài %d ký tự, nhiều nhất %d", n, maxSection)
	case n == 0 && w.Revised:
		return people.Refuse("mục chưa có lời văn thì chưa xác nhận được: viết, hoặc lưu trống")
	}
	var there struct {
		ID int64     `db:"id"`
		At time.Time `db:"luc"`
	}
	year := fmt.Sprint(of.Year)
	err := tx.GetContext(ctx, &there, tx.Rebind(`SELECT id, luc FROM loi_van WHERE kieu = ? AND muc = ? AND ky = ? AND co_quan_ma = ?`), of.Kind, section, year, of.Agency)
	isNew := errors.Is(err, sql.ErrNoRows)
	switch {
	case err != nil && !isNew:
		return err
	case isNew != (before == nil), !isNew && !there.At.Equal(*before):
		return people.Refuse("mục này vừa được người khác sửa: xem lại chữ đang có rồi làm lại")
	case isNew:
		_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO loi_van (kieu, muc, ky, co_quan_ma, noi_dung, da_sua, tac_gia, luc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
			of.Kind, section, year, of.Agency, w.Text, w.Revised, w.Author, w.At.UTC())
	default:
		if err = of.keepFirst(ctx, tx, there.ID); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE loi_van SET noi_dung = ?, da_sua = ?, tac_gia = ?, luc = ? WHERE id = ?`), w.Text, w.Revised, w.Author, w.At.UTC(), there.ID)
	}
	if err != nil {
		return fmt.Errorf("prose: %w", db.Explain(err))
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO loi_van_da_viet (kieu, muc, ky, co_quan_ma, lan, noi_dung, da_sua, tac_gia, luc)
		SELECT ?, ?, ?, ?, COALESCE(MAX(lan), 0) + 1, ?, ?, ?, ? FROM loi_van_da_viet WHERE kieu = ? AND muc = ? AND ky = ? AND co_quan_ma = ?`),
		of.Kind, section, year, of.Agency, w.Text, w.Revised, w.Author, w.At.UTC(), of.Kind, section, year, of.Agency)
	return err
}

// keepFirst keeps a text that came with the data before anybody wrote here.
func (of ProseOf) keepFirst(ctx context.Context, tx *sqlx.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO loi_van_da_viet (kieu, muc, ky, co_quan_ma, lan, noi_dung, da_sua, tac_gia, luc)
		SELECT l.kieu, l.muc, l.ky, l.co_quan_ma, 1, l.noi_dung, l.da_sua, l.tac_gia, l.luc FROM loi_van l
		WHERE l.id = ? AND NOT EXISTS (SELECT 1 FROM loi_van_da_viet v WHERE v.kieu = l.kieu AND v.muc = l.muc AND v.ky = l.ky AND v.co_quan_ma = l.co_quan_ma)`), id)
	return err
}
