package award

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// Nominee is whom a unit nominates. Rank, Gender and Post are of a person or the head of a
// household; Name of a household is that of its head.
type Nominee struct {
	Group  Group
	Unit   string // code of the unit that nominates
	Name   string
	Rank   string // of the armed forces: stands instead of Ông, Bà
	Gender string // "nam", "nu"
	Post   string
	Place  string // where someone works or lives, as printed
	Object string // code of the object in the plan (II.2.1, II.2.2)
	Merit  string // what was achieved, in short
	Day    string // on which the dossier came, ISO; "" is not yet

	Standard  string // point of the criterion (Luật TĐKT Đ.74), "1d"; "" is the round's
	Confirmed string // paper that confirms the achievement (Đ.84.2d); "" is none

	HasLetter, HasReport, HasMinutes bool // the papers of the dossier (Luật TĐKT Đ.84.2)
}

// ErrIncomplete means that a nominee lacks what a nomination cannot be without.
var ErrIncomplete = people.Refuse("đề nghị thiếu")

func (n *Nominee) complete() error {
	n.Name, n.Merit = strings.TrimSpace(viet.NFC(n.Name)), strings.TrimSpace(viet.NFC(n.Merit))
	for what, text := range map[string]string{"tên": n.Name, "thành tích": n.Merit, "đối tượng thi đua": n.Object, "đơn vị đề nghị": n.Unit} {
		if text == "" {
			return fmt.Errorf("%w %s", ErrIncomplete, what)
		}
	}
	if n.Group != Collective && n.Gender != "nam" && n.Gender != "nu" {
		return people.Refuse("%w giới tính (nam, nu)", ErrIncomplete)
	}
	if n.Group.Name() == "" {
		return people.Refuse("%w nhóm: tap_the, ca_nhan hoặc ho_gia_dinh", ErrIncomplete)
	}
	return nil
}

// Nominate adds a nominee to a round and returns its number.
func (w Work) Nominate(ctx context.Context, r Round, n Nominee) (id int64, err error) {
	if err := n.complete(); err != nil {
		return 0, err
	}
	unit, err := w.unit(ctx, n.Unit)
	if err != nil {
		return 0, err
	}
	group := "tap_the"
	if n.Group == Person {
		group = "ca_nhan"
	}
	var person any
	name, key := n.Name, viet.TextKey(n.Name)
	if n.Group != Collective {
		if person, err = w.person(ctx, r, n, unit); err != nil {
			return 0, err
		}
		key = viet.NameKey(n.Name)
		if n.Group == Household {
			name = "Hộ " + map[string]string{"nam": "ông", "nu": "bà"}[n.Gender] + " " + n.Name
		}
	}
	whole, err := w.whole(ctx, r, n)
	if err != nil {
		return 0, err
	}
	err = w.Tx.GetContext(ctx, &id, w.Tx.Rebind(`INSERT INTO de_nghi_khen_thuong (dot_id, loai, nguoi_id, tap_the_id, ten, khoa_ten, chuc_vu, noi_cong_tac, doi_tuong_ma, doi_tuong_nhom,
			hinh_thuc_ma, thanh_tich, don_vi_id, ngay_nhan, co_to_trinh, co_bao_cao, co_bien_ban, tieu_chuan, xac_nhan) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`),
		r.ID, n.Group, person, whole, name, key, orNull(n.Post), orNull(n.Place), n.Object, group, r.Form, n.Merit, unit, orNull(n.Day), n.HasLetter, n.HasReport, n.HasMinutes, orNull(n.Standard), orNull(n.Confirmed))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	return id, w.record(ctx, "award.nominate", fmt.Sprintf("%d %s: %s đề nghị %s (số %d)", r.Year, r.Code, n.Unit, name, id))
}

// person finds the person among those whom the unit nominated before, whose titles and awards are
// then known, or adds one; who stands in the round already is another, whom Check tells of.
func (w Work) person(ctx context.Context, r Round, n Nominee, unit int64) (id int64, err error) {
	err = w.Tx.GetContext(ctx, &id, w.Tx.Rebind(`SELECT p.id FROM nguoi p WHERE p.ho_ten = ? AND p.gioi_tinh = ? AND p.don_vi_id = ?
		AND NOT EXISTS (SELECT 1 FROM de_nghi_khen_thuong n WHERE n.nguoi_id = p.id AND n.dot_id = ?) ORDER BY p.id LIMIT 1`), n.Name, n.Gender, unit, r.ID)
	if errors.Is(err, sql.ErrNoRows) {
		err = w.Tx.GetContext(ctx, &id, w.Tx.Rebind(`INSERT INTO nguoi (ho_ten, khoa_ten, gioi_tinh, cap_bac, chuc_vu, don_vi_id) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`),
			n.Name, viet.NameKey(n.Name), n.Gender, orNull(n.Rank), orNull(n.Post), unit)
	}
	return id, err
}

// whole is the unit that a collective is as a whole, nil for a part of one, a name that several
// units have, and a unit that stands in the round already.
func (w Work) whole(ctx context.Context, r Round, n Nominee) (id any, err error) {
	if n.Group != Collective {
		return nil, nil
	}
	var units []struct {
		ID     int64  `db:"id"`
		Name   string `db:"ten"`
		Above  string `db:"tren"`
		Stands bool   `db:"co"`
	}
	err = w.Tx.SelectContext(ctx, &units, w.Tx.Rebind(`SELECT u.id, u.ten, COALESCE(t.ten, '') AS tren, EXISTS (SELECT 1 FROM de_nghi_khen_thuong n WHERE n.tap_the_id = u.id AND n.dot_id = ?) AS co FROM don_vi u LEFT JOIN don_vi t ON t.id = u.cap_tren_id
		WHERE u.tu_ngay <= ? AND (u.den_ngay IS NULL OR u.den_ngay >= ?)`), r.ID, fmt.Sprintf("%d-12-31", r.Year), fmt.Sprintf("%d-01-01", r.Year))
	name, above := viet.WholeUnit(n.Name)
	full := viet.Fold(n.Name)
	found, stands := 0, false
	for _, u := range units {
		if own := viet.Fold(u.Name); own != full && (own != name || above != "" && viet.Fold(u.Above) != above) {
			continue
		}
		found++
		id, stands = u.ID, u.Stands
	}
	if found != 1 || stands {
		return nil, err
	}
	return id, err
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
