package portal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

// oneLawContent is the page of a legal document.
type oneLawContent struct {
	law
	Source   string `db:"nguon"`
	Remark   string `db:"ghi_chu"`
	Links    []lawLink
	Citing   []citing
	Old      []citing // kinds that still cite what this document replaced, amended or repealed
	In       []string // kinds whose template names it by its number
	Papers   []lawPaper
	Gone     bool // not in force today
	Today    string
	MayKeep  bool
	Verified bool
	Notice   notice
}

// lawLink is how two legal documents are related, in words.
type lawLink struct{ Says, Code, Name string }

// citing is a kind of paper that cites a legal document.
type citing struct {
	Kind  string `db:"kieu"`
	Part  string `db:"phan"`
	From  string `db:"tu_ngay"`
	Until string `db:"den_ngay"`
	Law   string `db:"ten"` // which is cited
	Name  string
}

// PartName is the part of the paper in words.
func (c citing) PartName() string {
	return map[string]string{"can_cu": "phần Căn cứ", "mo_dau": "lời mở đầu", "trung_uong": "văn bản trung ương", "dia_phuong": "văn bản địa phương"}[c.Part]
}

// lawPaper is a paper that cites it.
type lawPaper struct {
	ID    int64  `db:"id"`
	Title string `db:"title"`
	State string `db:"state"`
	Code  string `db:"code"` // of the state
}

// Issued reports whether the paper is beyond changing.
func (l lawPaper) Issued() bool { return l.Code == archive.Issued || l.Code == archive.Cancelled }

const selectLaw = `SELECT v.ma, l.ten AS loai, COALESCE(v.so_ky_hieu, '') AS so, COALESCE(CAST(v.ngay AS TEXT), '') AS ngay,
	COALESCE(v.co_quan, '') AS co_quan, COALESCE(v.trich_yeu, '') AS trich_yeu, COALESCE(CAST(v.hieu_luc_tu AS TEXT), '') AS hieu_luc_tu,
	COALESCE(CAST(v.het_hieu_luc AS TEXT), '') AS het_hieu_luc, v.trang_thai, (SELECT COUNT(DISTINCT d.kieu) FROM vien_dan d WHERE d.van_ban_ma = v.ma) AS so_kieu`

// oneLaw shows a legal document: its validity, what it does to others, who cites it.
func (p *portal) oneLaw(w http.ResponseWriter, r *http.Request) error {
	return p.showLaw(w, r, http.StatusOK, notice{Told: p.sessions.PopString(r.Context(), keyTold)})
}

func (p *portal) showLaw(w http.ResponseWriter, r *http.Request, status int, n notice) error {
	ctx, q := r.Context(), p.DB.Reader
	c := oneLawContent{Notice: n, Today: p.today(), MayKeep: of(r).MayAnywhere(people.KeepLaws)}
	err := sqlx.GetContext(ctx, q, &c, q.Rebind(selectLaw+`, v.nguon, COALESCE(v.ghi_chu, '') AS ghi_chu
		FROM van_ban_phap_ly v JOIN loai_van_ban l ON l.ma = v.loai_ma WHERE v.ma = ?`), r.FormValue("ma"))
	if errors.Is(err, sql.ErrNoRows) {
		return archive.ErrNotFound
	} else if err != nil {
		return fmt.Errorf("portal: legal document: %w", err)
	}
	c.Gone, c.Verified = c.Until != "" && c.Until <= c.Today, c.State != "chua_kiem_chung"
	if err := p.lawLinks(ctx, &c); err != nil {
		return err
	}
	const cites = `SELECT d.kieu, d.phan, CAST(d.tu_ngay AS TEXT) AS tu_ngay, COALESCE(CAST(d.den_ngay AS TEXT), '') AS den_ngay, COALESCE(v.so_ky_hieu, v.trich_yeu, v.ma) AS ten
		FROM vien_dan d JOIN van_ban_phap_ly v ON v.ma = d.van_ban_ma WHERE `
	if err := sqlx.SelectContext(ctx, q, &c.Citing, q.Rebind(cites+`d.van_ban_ma = ? ORDER BY d.kieu, d.tu_ngay, d.phan`), c.Code); err != nil {
		return err
	}
	err = sqlx.SelectContext(ctx, q, &c.Old, q.Rebind(cites+`d.van_ban_ma IN (SELECT kia_ma FROM quan_he_van_ban WHERE ma = ? AND quan_he IN ('thay_the', 'sua_doi', 'bai_bo'))
		AND (d.den_ngay IS NULL OR CAST(d.den_ngay AS TEXT) >= ?) ORDER BY d.kieu, d.phan`), c.Code, c.Today)
	if err != nil {
		return err
	}
	for _, list := range [][]citing{c.Citing, c.Old} {
		for i := range list {
			if list[i].Name = p.Kinds[list[i].Kind]; list[i].Name == "" {
				list[i].Name = list[i].Kind
			}
		}
	}
	if c.In, err = p.templatesNaming(ctx, c.Number); err != nil {
		return err
	}
	if c.Papers, err = p.papersCiting(r, c.Code); err != nil {
		return err
	}
	return p.render(w, r, status, frame{Template: "law", Title: strings.TrimSpace(c.Kind + " " + c.Number), Content: c})
}

// lawLinks reads how the document is related to others, both ways.
func (p *portal) lawLinks(ctx context.Context, c *oneLawContent) error {
	q := p.DB.Reader
	var rows []struct{ Ma, Quan_he, Kia_ma, Ten string }
	err := sqlx.SelectContext(ctx, q, &rows, q.Rebind(`SELECT q.ma, q.quan_he, q.kia_ma, l.ten || ' ' || COALESCE(v.so_ky_hieu, v.trich_yeu, v.ma) AS ten FROM quan_he_van_ban q
		JOIN van_ban_phap_ly v ON v.ma = CASE WHEN q.ma = ? THEN q.kia_ma ELSE q.ma END JOIN loai_van_ban l ON l.ma = v.loai_ma
		WHERE q.ma = ? OR q.kia_ma = ? ORDER BY q.quan_he, q.ma, q.kia_ma`), c.Code, c.Code, c.Code)
	if err != nil {
		return fmt.Errorf("portal: legal document: %w", err)
	}
	for _, row := range rows {
		if row.Ma == c.Code {
			c.Links = append(c.Links, lawLink{map[string]string{"thay_the": "Thay thế", "sua_doi": "Sửa đổi", "bai_bo": "Bãi bỏ", "tiep_tuc": "Tiếp tục", "thuc_hien": "Thực hiện", "huong_dan": "Hướng dẫn"}[row.Quan_he], row.Kia_ma, row.Ten})
			continue
		}
		c.Links = append(c.Links, lawLink{map[string]string{"thay_the": "Bị thay thế bởi", "sua_doi": "Được sửa đổi bởi", "bai_bo": "Bị bãi bỏ bởi", "tiep_tuc": "Được tiếp tục bởi", "thuc_hien": "Được thực hiện bởi", "huong_dan": "Được hướng dẫn bởi"}[row.Quan_he], row.Ma, row.Ten})
	}
	return nil
}

// templatesNaming are the kinds whose Word template, as it is in force, has the number in its
// own words.
func (p *portal) templatesNaming(ctx context.Context, symbol string) (names []string, err error) {
	if p.Papers == nil || symbol == "" {
		return nil, nil
	}
	for _, k := range p.Papers.Catalog.Kinds() {
		if k.Outputs.Docx == "" {
			continue
		}
		t := archive.TemplateFile{Kind: k.Slug, File: k.Outputs.Docx}
		parts, err := p.partsOf(ctx, t)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(parts.Versions, func(v templateVersion) bool { return v.Now })
		data, err := p.templateBytes(ctx, t, parts.Versions[i].TemplateVersion)
		if err != nil {
			return nil, err
		}
		if strings.Contains(p.words.of(data), symbol) {
			names = append(names, k.Name)
		}
	}
	return names, nil
}

// templateWords keeps the texts of templates that were read, by the hash of their file.
type templateWords struct {
	mu   sync.Mutex
	text map[[sha256.Size]byte]string
}

// maxWords is how many texts are kept.
const maxWords = 200

// of returns the paragraphs of a Word file, one a line; none of a file that cannot be read:
// the page of templates tells what is wrong with it.
func (w *templateWords) of(data []byte) string {
	sum := sha256.Sum256(data)
	w.mu.Lock()
	defer w.mu.Unlock()
	text, known := w.text[sum]
	if known {
		return text
	}
	lines, _ := outgoing.Lines(data)
	for _, l := range lines {
		text += l.Text + "\n"
	}
	if w.text == nil || len(w.text) == maxWords {
		w.text = map[[sha256.Size]byte]string{}
	}
	w.text[sum] = text
	return text
}

// maxCiting is how many papers that cite a legal document are shown.
const maxCiting = 50

// citingKey is what the papers that cite a legal document depend on.
type citingKey struct{ code, sight string }

// papersCiting are the papers that cite a legal document, by their kind and day, those that
// were made last first, as far as the visitor may read them.
func (p *portal) papersCiting(r *http.Request, code string) ([]lawPaper, error) {
	u := of(r).User
	return db.Remember(r.Context(), p.memory, citingKey{code, u.Sight()}, func(ctx context.Context) ([]lawPaper, error) { return p.readCiting(ctx, u, code) })
}

// readCiting reads a stretch of documents at a time, so that it ends early where many cite.
func (p *portal) readCiting(ctx context.Context, u *people.User, code string) (list []lawPaper, err error) {
	q := p.DB.Reader
	var last int64
	if err := sqlx.GetContext(ctx, q, &last, `SELECT COALESCE(MAX(id), 0) FROM documents`); err != nil {
		return nil, fmt.Errorf("portal: papers: %w", err)
	}
	for stretch := int64(512); last > 0; last, stretch = last-stretch, stretch*8 {
		var found []struct {
			lawPaper
			Agency string `db:"agency"`
			Unit   string `db:"unit"`
		}
		err := sqlx.SelectContext(ctx, q, &found, q.Rebind(`SELECT d.id, d.title, s.name AS state, s.code, d.agency, d.unit FROM documents d JOIN document_states s ON s.code = d.state
			WHERE d.id <= ? AND d.id > ? AND EXISTS (SELECT 1 FROM vien_dan c JOIN versions v ON v.document_id = d.id AND v.number = (SELECT MAX(number) FROM versions WHERE document_id = d.id AND origin = 'made')
				WHERE c.kieu = d.kind AND c.van_ban_ma = ? AND c.tu_ngay <= v.day AND (c.den_ngay IS NULL OR c.den_ngay >= v.day))
			ORDER BY d.id DESC`), last, last-stretch, code)
		if err != nil {
			return nil, fmt.Errorf("portal: papers: %w", err)
		}
		for _, f := range found {
			if !u.May(people.Read, people.Scope{Agency: f.Agency, Unit: f.Unit}) {
				continue
			}
			if list = append(list, f.lawPaper); len(list) == maxCiting {
				return list, nil
			}
		}
	}
	return list, nil
}

// changeLaw confirms or ends a legal document.
func (p *portal) changeLaw(w http.ResponseWriter, r *http.Request) error {
	code := r.FormValue("ma")
	return p.keepLaw(w, r, func(ctx context.Context, tx *sqlx.Tx) (told, at, detail string, err error) {
		at = "/phap-ly/mot?" + url.Values{"ma": {code}}.Encode()
		switch r.PostFormValue("viec") {
		case "xac-nhan":
			source := strings.TrimSpace(r.PostFormValue("nguon"))
			return "Đã xác nhận đối chiếu với bản gốc.", at, code + ": đối chiếu với " + source, intake.ConfirmLaw(ctx, tx, code, source)
		case "het-hieu-luc":
			day, why := r.PostFormValue("ngay"), strings.TrimSpace(r.PostFormValue("can-cu"))
			return "Đã ghi ngày hết hiệu lực.", at, code + ": hết hiệu lực từ " + day + ": " + why, intake.LawEnd{Code: code, Day: day, Why: why}.Write(ctx, tx)
		}
		return "", "", "", people.Refuse("trang không có việc này")
	}, func(n notice) error { return p.showLaw(w, r, http.StatusUnprocessableEntity, n) })
}

// addLaw enters a legal document.
func (p *portal) addLaw(w http.ResponseWriter, r *http.Request) error {
	value := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	l := intake.Law{Kind: value("loai"), Symbol: value("so"), Party: value("he") == "dang", Day: value("ngay"), Agency: value("co-quan"), Level: value("cap"),
		Joining: value("noi-tu"), Subject: value("trich-yeu"), From: value("hieu-luc"), Source: value("nguon"), Relation: value("quan-he"), Other: value("van-ban-cu"), Move: value("chuyen") != ""}
	return p.keepLaw(w, r, func(ctx context.Context, tx *sqlx.Tx) (told, at, detail string, err error) {
		code, moved, err := l.Add(ctx, tx)
		told = "Đã thêm vào sổ."
		if moved > 0 {
			told += fmt.Sprintf(" %d chỗ viện dẫn văn bản cũ chuyển sang văn bản này từ ngày có hiệu lực.", moved)
		}
		return told, "/phap-ly/mot?" + url.Values{"ma": {code}}.Encode(), fmt.Sprintf("%s: thêm; %s %s, chuyển %d viện dẫn", code, l.Relation, l.Other, moved), err
	}, func(n notice) error { return p.showLaws(w, r, http.StatusUnprocessableEntity, n) })
}

// keepLaw changes the register and writes it down; what is refused is shown by show.
func (p *portal) keepLaw(w http.ResponseWriter, r *http.Request, do func(context.Context, *sqlx.Tx) (told, at, detail string, err error), show func(notice) error) error {
	ctx, u := r.Context(), of(r).User
	if !u.MayAnywhere(people.KeepLaws) {
		return u.Forbidden(people.KeepLaws, "sửa sổ văn bản pháp lý")
	}
	var told, at string
	err := p.DB.Write(ctx, func(tx *sqlx.Tx) (err error) {
		if err := audit.Lock(ctx, tx); err != nil {
			return err
		}
		var detail string
		if told, at, detail, err = do(ctx, tx); err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Act{At: p.Now(), Actor: u.Name, Act: "law", Detail: detail})
	})
	if refusal := people.Refused(err); refusal != nil {
		return show(notice{Fault: inPortal(refusal)})
	}
	if errors.Is(err, sql.ErrNoRows) {
		return archive.ErrNotFound
	}
	if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, told)
	http.Redirect(w, r, at, http.StatusSeeOther)
	return nil
}
