package intake

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// What a new law does to another.
const (
	Replaces = "thay_the"
	Amends   = "sua_doi"
	Repeals  = "bai_bo"
)

// Law is a legal document that a person enters into the register.
type Law struct {
	Kind    string // code of loai_van_ban: "nghi-dinh"
	Symbol  string // "124/2021/TT-BCA"; "" for a document without number
	Party   bool   // of the Party, not of the state
	Day     string // of issue, ISO
	Agency  string
	Level   string // cap_co_quan: "trung_uong", "bo", "tinh", "huyen", "so"
	Joining string // word before the subject: "quy định"
	Subject string
	From    string // first day in force, ISO; "" is Day
	Source  string // how it is known
	// Relation is what it does to Other: Replaces, Amends or Repeals; "" for nothing.
	Relation, Other string
	Move            bool // papers that cite Other cite this one from its first day on
}

// Add enters a law, ends what it replaces or repeals on its first day in force, and moves
// the citations of papers where that is asked for; moved is how many. What the person can
// mend is an error of type *people.Refusal.
func (l Law) Add(ctx context.Context, tx *sqlx.Tx) (code string, moved int, err error) {
	if code, err = l.check(ctx, tx); err != nil {
		return "", 0, err
	}
	isStatute := l.Kind == "luat" || l.Kind == "phap-lenh" // cited without number (NĐ 30/2020 PL I.II.6)
	system := "nha_nuoc"
	if l.Party {
		system = "dang"
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO van_ban_phap_ly (ma, loai_ma, so_ky_hieu, in_so, he, ngay, co_quan, cap_co_quan, noi_tu, trich_yeu, hieu_luc_tu, trang_thai, nguon)
		VALUES (?, ?, NULLIF(?, ''), ?, ?, ?, NULLIF(?, ''), ?, NULLIF(?, ''), NULLIF(?, ''), ?, 'chua_kiem_chung', ?)`),
		code, l.Kind, l.Symbol, !isStatute, system, l.Day, l.Agency, l.Level, l.Joining, l.Subject, l.From, l.Source)
	if err != nil {
		return "", 0, fmt.Errorf("law %s: %w", code, db.Explain(err))
	}
	if l.Relation == "" {
		return code, 0, nil
	}
	if _, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO quan_he_van_ban (ma, quan_he, kia_ma) VALUES (?, ?, ?)`), code, l.Relation, l.Other); err != nil {
		return "", 0, err
	}
	if l.Relation != Amends {
		if err := (LawEnd{l.Other, l.From, "bị thay thế hoặc bãi bỏ bởi " + code}).Write(ctx, tx); err != nil {
			return "", 0, err
		}
	}
	if l.Move {
		moved, err = l.moveCitations(ctx, tx, code)
	}
	return code, moved, err
}

// partySymbol is how papers of the Party are numbered: 48-CT/TW.
var partySymbol = regexp.MustCompile(`^[^-/]+-[^/]+/.`)

// check completes a law and gives its code.
func (l *Law) check(ctx context.Context, tx *sqlx.Tx) (code string, err error) {
	l.Symbol = strings.Join(strings.Fields(viet.NFC(l.Symbol)), "")
	for _, text := range []*string{&l.Agency, &l.Joining, &l.Subject, &l.Source} {
		*text = strings.Join(strings.Fields(viet.NFC(*text)), " ")
	}
	if l.From == "" {
		l.From = l.Day
	}
	for _, day := range []string{l.Day, l.From} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return "", people.Refuse("ngày %q không phải là ngày", day)
		}
	}
	var kind string
	err = tx.GetContext(ctx, &kind, tx.Rebind(`SELECT ten FROM loai_van_ban WHERE ma = ?`), l.Kind)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", people.Refuse("chọn loại văn bản")
	case err != nil:
		return "", err
	case l.Source == "":
		return "", people.Refuse("ghi nguồn: công báo, trang mạng của cơ quan ban hành, văn bản giấy")
	case l.Symbol == "" && l.Subject == "":
		return "", people.Refuse("văn bản không số thì phải có trích yếu")
	case l.Party && l.Symbol != "" && !partySymbol.MatchString(l.Symbol):
		return "", people.Refuse("số, ký hiệu văn bản của Đảng viết như 48-CT/TW")
	case l.Level == "" || !strings.Contains(" trung_uong bo tinh huyen so ", " "+l.Level+" "):
		return "", people.Refuse("chọn cấp của cơ quan ban hành")
	case l.Relation != "" && !slices.Contains([]string{Replaces, Amends, Repeals}, l.Relation):
		return "", people.Refuse("chọn quan hệ với văn bản cũ")
	}
	if code = l.Symbol; code == "" {
		code = l.Kind + "-" + l.Day
	}
	if there, err := hasLaw(ctx, tx, code); err != nil {
		return "", err
	} else if there {
		return "", people.Refuse("đã có văn bản %s trong sổ", code)
	}
	if l.Relation != "" {
		if there, err := hasLaw(ctx, tx, l.Other); err != nil {
			return "", err
		} else if !there {
			return "", people.Refuse("chọn văn bản mà nó thay thế, sửa đổi hoặc bãi bỏ")
		}
	}
	return code, nil
}

func hasLaw(ctx context.Context, tx *sqlx.Tx, code string) (there bool, err error) {
	err = tx.GetContext(ctx, &there, tx.Rebind(`SELECT EXISTS (SELECT 1 FROM van_ban_phap_ly WHERE ma = ?)`), code)
	return there, err
}

// LawEnd says from which day a law is no longer in force, and why.
type LawEnd struct{ Code, Day, Why string }

// Write writes it into the register.
func (e LawEnd) Write(ctx context.Context, tx *sqlx.Tx) error {
	code, day, why := e.Code, e.Day, e.Why
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return people.Refuse("ngày %q không phải là ngày", day)
	}
	if strings.TrimSpace(why) == "" {
		return people.Refuse("phải ghi căn cứ: văn bản nào làm nó hết hiệu lực")
	}
	var from string
	err := tx.GetContext(ctx, &from, tx.Rebind(`SELECT COALESCE(CAST(hieu_luc_tu AS TEXT), '') FROM van_ban_phap_ly WHERE ma = ?`), code)
	if err != nil {
		return err
	}
	if day < from {
		return people.Refuse("ngày hết hiệu lực trước ngày có hiệu lực")
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE van_ban_phap_ly SET het_hieu_luc = ?, ghi_chu = COALESCE(ghi_chu || '; ', '') || CAST(? AS TEXT) WHERE ma = ?`), day, "hết hiệu lực: "+why, code)
	return err
}

// ConfirmLaw says that somebody held what the register has of a law against its original.
func ConfirmLaw(ctx context.Context, tx *sqlx.Tx, code, source string) error {
	if strings.TrimSpace(source) == "" {
		return people.Refuse("phải ghi đã đối chiếu với bản nào, ở đâu")
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE van_ban_phap_ly SET trang_thai = 'da_kiem_chung', nguon = ? WHERE ma = ? AND trang_thai = 'chua_kiem_chung'`), source, code)
	return err
}

// moveCitations lets papers of the first day in force and later ones cite the law, which has a
// code now, where they cited the other.
func (l Law) moveCitations(ctx context.Context, tx *sqlx.Tx, to string) (moved int, err error) {
	from, day := l.Other, l.From
	first, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, err
	}
	var rows []struct {
		Kind  string         `db:"kieu"`
		Part  string         `db:"phan"`
		Order int            `db:"thu_tu"`
		Until sql.NullString `db:"den_ngay"`
	}
	const holding = ` WHERE van_ban_ma = ? AND CAST(tu_ngay AS TEXT) < ? AND (den_ngay IS NULL OR CAST(den_ngay AS TEXT) >= ?)`
	if err := tx.SelectContext(ctx, &rows, tx.Rebind(`SELECT kieu, phan, thu_tu, CAST(den_ngay AS TEXT) AS den_ngay FROM vien_dan`+holding), from, day, day); err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE vien_dan SET den_ngay = ?`+holding),
		first.AddDate(0, 0, -1).Format(time.DateOnly), from, day, day)
	if err != nil {
		return 0, err
	}
	for _, r := range rows {
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO vien_dan (kieu, phan, thu_tu, tu_ngay, den_ngay, van_ban_ma) VALUES (?, ?, ?, ?, ?, ?)`), r.Kind, r.Part, r.Order, day, r.Until, to)
		if err != nil {
			return 0, fmt.Errorf("citations: %w", db.Explain(err))
		}
	}
	res, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE vien_dan SET van_ban_ma = ? WHERE van_ban_ma = ? AND CAST(tu_ngay AS TEXT) >= ?`), to, from, day) // of later papers
	if err != nil {
		return 0, err
	}
	later, err := res.RowsAffected()
	return len(rows) + int(later), err
}
