package portal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"rsc.io/qr"

	"vanthu/pipeline/access"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// The pages that are open to all.
const (
	entrance   = "/dang-nhap"
	factorPage = "/ma-xac-nhan"
)

// entry is what the pages before and around a visit show.
type entry struct {
	Fault  string // why the last try did not open
	User   string
	To     string // where to go afterwards
	First  bool   // the database has no people yet
	Name   string // full name
	Secret string // of the second factor, in groups of four
	Code   string // the same as a picture, data URI
}

// login shows the form of name and password to who is not in yet.
func (p *portal) login(w http.ResponseWriter, r *http.Request) error {
	v, next, err := p.visitor(r)
	if err != nil {
		return err
	}
	if v != nil && !v.Alone { // who is in already goes on
		if next = inside(r.FormValue("den")); strings.HasPrefix(next, entrance) {
			next = "/"
		}
	}
	if next != "" && next != entrance {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return nil
	}
	users, err := people.Users(r.Context(), p.DB.Reader)
	if err != nil {
		return err
	}
	return p.renderEntry(w, r, "login", entry{To: inside(r.FormValue("den")), First: len(users) == 0})
}

func (p *portal) renderEntry(w http.ResponseWriter, r *http.Request, page string, e entry) error {
	status := http.StatusOK
	if e.Fault != "" {
		status = http.StatusUnprocessableEntity
	}
	titles := map[string]string{"login": "Đăng nhập", "welcome": "Đặt mật khẩu", "factor": "Mã xác nhận", "password": "Đổi mật khẩu"}
	return p.render(w, r, status, frame{Template: page, Title: titles[page], Content: e})
}

// enter takes name and password.
func (p *portal) enter(w http.ResponseWriter, r *http.Request) error {
	e := entry{User: strings.TrimSpace(r.PostFormValue("ten")), To: inside(r.PostFormValue("den"))}
	err := p.door().Enter(r.Context(), e.User, r.PostFormValue("mat-khau"))
	if e.Fault, err = tell(err, "Tên đăng nhập hoặc mật khẩu không đúng."); err != nil {
		return err
	}
	if e.Fault != "" {
		return p.renderEntry(w, r, "login", e)
	}
	return p.begin(w, r, e)
}

// tell turns an error that the person can mend into words, and leaves the others.
func tell(err error, denied string) (fault string, rest error) {
	if locked, ok := errors.AsType[*access.Locked](err); ok {
		return "Nhập sai quá nhiều lần. Thử lại sau " + locked.Until.In(zone).Format("15:04:05") + ", hoặc nhờ quản trị cấp liên kết đặt lại mật khẩu.", nil
	}
	switch {
	case errors.Is(err, access.ErrDenied):
		return denied, nil
	case errors.Is(err, access.ErrWeak):
		_, text, _ := strings.Cut(err.Error(), ": ")
		return viet.Capital(text) + ".", nil
	}
	return "", err
}

// begin starts a visit of a person who gave the password, with a new token.
func (p *portal) begin(w http.ResponseWriter, r *http.Request, e entry) error {
	ctx := r.Context()
	mark, err := access.Mark(ctx, p.DB.Reader, e.User)
	if err != nil {
		return err
	}
	confirmed := p.sessions.GetString(ctx, keyUser) == e.User && p.sessions.GetBool(ctx, keyFactor)
	if err := errors.Join(p.sessions.Clear(ctx), p.sessions.RenewToken(ctx)); err != nil {
		return err
	}
	p.sessions.Put(ctx, keyUser, e.User)
	p.sessions.Put(ctx, keyMark, mark)
	p.sessions.Put(ctx, keySeen, p.Now().Unix())
	if confirmed { // a change of the password inside a visit
		p.sessions.Put(ctx, keyFactor, true)
	}
	http.Redirect(w, r, inside(e.To), http.StatusSeeOther)
	return nil
}

// leave ends a visit.
func (p *portal) leave(w http.ResponseWriter, r *http.Request) error {
	if err := p.sessions.Destroy(r.Context()); err != nil {
		return err
	}
	http.Redirect(w, r, entrance, http.StatusSeeOther)
	return nil
}

// welcome shows the form behind a one-time link.
func (p *portal) welcome(w http.ResponseWriter, r *http.Request) error {
	name, err := access.LinkOf(r.Context(), p.DB.Reader, r.PathValue("secret"), p.Now())
	if errors.Is(err, access.ErrDenied) {
		return p.deadLink(w, r)
	} else if err != nil {
		return err
	}
	return p.renderEntry(w, r, "welcome", entry{User: name, First: name == ""})
}

func (p *portal) deadLink(w http.ResponseWriter, r *http.Request) error {
	p.message(w, r, http.StatusGone, frame{Title: "Liên kết không dùng được nữa", Content: "Liên kết này đã dùng rồi hoặc đã quá hạn. Nhờ quản trị cấp liên kết mới ở trang Người dùng."})
	return nil
}

// redeem sets the password by a one-time link, and begins the visit.
func (p *portal) redeem(w http.ResponseWriter, r *http.Request) error {
	ctx, secret := r.Context(), r.PathValue("secret")
	name, err := access.LinkOf(ctx, p.DB.Reader, secret, p.Now())
	if errors.Is(err, access.ErrDenied) {
		return p.deadLink(w, r)
	} else if err != nil {
		return err
	}
	e := entry{User: name, First: name == ""}
	if e.First {
		e.User, e.Name = strings.TrimSpace(r.PostFormValue("ten")), strings.TrimSpace(r.PostFormValue("ho-ten"))
	}
	password := r.PostFormValue("mat-khau")
	switch {
	case e.User == "" || strings.ContainsAny(e.User, " \t"):
		e.Fault = "Tên đăng nhập là một từ, không có dấu cách, ví dụ: minh."
	case password != r.PostFormValue("mat-khau-2"):
		e.Fault = "Hai lần nhập mật khẩu không giống nhau."
	default:
		_, err := p.door().Redeem(ctx, secret, people.User{Name: e.User, FullName: e.Name}, password)
		if errors.Is(err, access.ErrDenied) {
			return p.deadLink(w, r)
		}
		if e.Fault, err = tell(err, ""); err != nil {
			return err
		}
	}
	if e.Fault != "" {
		return p.renderEntry(w, r, "welcome", e)
	}
	return p.begin(w, r, e)
}

// factor asks for the code of the second factor, and sets one up where the person has none.
func (p *portal) factor(w http.ResponseWriter, r *http.Request) error {
	return p.showFactor(w, r, "")
}

func (p *portal) showFactor(w http.ResponseWriter, r *http.Request, fault string) error {
	ctx := r.Context()
	e := entry{Fault: fault, User: p.sessions.GetString(ctx, keyUser)}
	if e.User == "" {
		http.Redirect(w, r, entrance, http.StatusSeeOther)
		return nil
	}
	has, err := access.HasFactor(ctx, p.DB.Reader, e.User)
	if err != nil {
		return err
	}
	if !has {
		secret := p.sessions.GetString(ctx, keySecret)
		if secret == "" {
			secret = access.NewSecret()
			p.sessions.Put(ctx, keySecret, secret)
		}
		picture, err := qr.Encode(access.SecretURI(secret, e.User), qr.M)
		if err != nil {
			return err
		}
		e.Code = "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture.PNG())
		e.Secret = grouped(secret)
	}
	return p.renderEntry(w, r, "factor", e)
}

// grouped sets letters in groups of four, as people read them off.
func grouped(s string) string {
	var b bytes.Buffer
	for i, r := range s {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// confirm takes the code of the second factor.
func (p *portal) confirm(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	name, given := p.sessions.GetString(ctx, keyUser), r.PostFormValue("ma")
	if name == "" {
		http.Redirect(w, r, entrance, http.StatusSeeOther)
		return nil
	}
	has, err := access.HasFactor(ctx, p.DB.Reader, name)
	if err != nil {
		return err
	}
	if has {
		err = p.door().Confirm(ctx, name, given)
	} else {
		err = p.door().SetFactor(ctx, name, p.sessions.GetString(ctx, keySecret), given)
	}
	fault, err := tell(err, "Mã không đúng hoặc đã dùng. Chờ mã mới rồi nhập lại.")
	if err != nil {
		return err
	}
	if fault != "" {
		return p.showFactor(w, r, fault)
	}
	p.sessions.Remove(ctx, keySecret)
	p.sessions.Put(ctx, keyFactor, true)
	if err := p.sessions.RenewToken(ctx); err != nil {
		return err
	}
	to := "/"
	if isEmpty, err := p.isEmpty(ctx); err != nil {
		return err
	} else if u, err := people.Actor(ctx, p.DB.Reader, name); err == nil && u.IsAdmin() && isEmpty {
		to = askPath + "/1"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// password shows the form by which a person changes the own password.
func (p *portal) password(w http.ResponseWriter, r *http.Request) error {
	return p.renderEntry(w, r, "password", entry{User: of(r).Name})
}

func (p *portal) changePassword(w http.ResponseWriter, r *http.Request) error {
	e := entry{User: of(r).Name}
	password := r.PostFormValue("mat-khau")
	if password != r.PostFormValue("mat-khau-2") {
		e.Fault = "Hai lần nhập mật khẩu mới không giống nhau."
	} else {
		err := p.door().Change(r.Context(), e.User, r.PostFormValue("mat-khau-cu"), password)
		if e.Fault, err = tell(err, "Mật khẩu hiện tại không đúng."); err != nil {
			return err
		}
	}
	if e.Fault != "" {
		return p.renderEntry(w, r, "password", e)
	}
	return p.begin(w, r, e)
}

// door is where people enter now.
func (p *portal) door() access.Door { return access.Door{DB: p.DB, At: p.Now()} }
