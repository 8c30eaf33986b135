package award

import (
	"context"
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
		var p int64
		err := w.Tx.GetContext(ctx, &p, w.Tx.Rebind(`INSERT INTO nguoi (ho_ten, khoa_ten, gioi_tinh, cap_bac, chuc_vu, don_vi_id) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`),
			n.Name, viet.NameKey(n.Name), n.Gender, orNull(n.Rank), orNull(n.Post), unit)
		if err != nil {
			return 0, err
		}
		person, key = p, viet.NameKey(n.Name)
		if n.Group == Household {
			name = "Hộ " + map[string]string{"nam": "ông", "nu": "bà"}[n.Gender] + " " + n.Name
		}
	}
	err = w.Tx.GetContext(ctx, &id, w.Tx.Rebind(`INSERT INTO de_nghi_khen_thuong (dot_id, loai, nguoi_id, ten, khoa_ten, chuc_vu, noi_cong_tac, doi_tuong_ma, doi_tuong_nhom,
			hinh_thuc_ma, thanh_tich, don_vi_id, ngay_nhan, co_to_trinh, co_bao_cao, co_bien_ban, tieu_chuan, xac_nhan) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`),
		r.ID, n.Group, person, name, key, orNull(n.Post), orNull(n.Place), n.Object, group, r.Form, n.Merit, unit, orNull(n.Day), n.HasLetter, n.HasReport, n.HasMinutes, orNull(n.Standard), orNull(n.Confirmed))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	return id, w.record(ctx, "award.nominate", fmt.Sprintf("%d %s: %s đề nghị %s (số %d)", r.Year, r.Code, n.Unit, name, id))
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
