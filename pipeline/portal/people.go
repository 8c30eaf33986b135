package portal

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/access"
	"vanthu/pipeline/archive"
)

// people shows who works here, for quản trị.
func (p *portal) people(w http.ResponseWriter, r *http.Request) error {
	return p.showPeople(w, r, http.StatusOK, peopleContent{})
}

// peopleContent is what the page of people shows beside the people themselves.
type peopleContent struct {
	Users    []archive.User
	Roles    []archive.Role
	Agencies []coded
	Units    []coded
	Fault    string
	Link     string // a one-time link that was just made, shown once
	For      string
}

// coded is a code with its name.
type coded struct{ Ma, Ten string }

func (p *portal) showPeople(w http.ResponseWriter, r *http.Request, status int, c peopleContent) (err error) {
	if c.Users, err = archive.Users(r.Context(), p.DB.Reader); err != nil {
		return err
	}
	c.Roles = archive.Roles()
	q := p.DB.Reader
	err = sqlx.SelectContext(r.Context(), q, &c.Agencies, `SELECT co_quan_ma AS ma, ten FROM ten_co_quan t
		WHERE tu_ngay = (SELECT MAX(tu_ngay) FROM ten_co_quan WHERE co_quan_ma = t.co_quan_ma) ORDER BY ten`)
	if err != nil {
		return err
	}
	if err := sqlx.SelectContext(r.Context(), q, &c.Units, `SELECT ma, ten FROM don_vi ORDER BY khoa_ten, ma`); err != nil {
		return err
	}
	return p.render(w, r, status, "people", frame{Title: "Người dùng", Content: c})
}

// changePeople adds a person, gives or takes a role, stops a person or gives a new link,
// as the form's button says.
func (p *portal) changePeople(w http.ResponseWriter, r *http.Request) error {
	ctx, by, at := r.Context(), of(r).User, p.Now()
	name := strings.TrimSpace(r.PostFormValue("ten"))
	act := r.PostFormValue("viec")
	if of(r).Alone { // the first person comes in by the link that the program shows
		return p.showPeople(w, r, http.StatusUnprocessableEntity, peopleContent{Fault: "Người đầu tiên vào bằng liên kết mà chương trình in ra khi khởi động; sau đó mới thêm người khác ở đây."})
	}
	c := peopleContent{For: name}
	var secret string
	err := p.DB.Write(ctx, func(tx *sqlx.Tx) (err error) {
		switch act {
		case "them":
			if err = archive.AddUser(ctx, tx, by, archive.User{Name: name, FullName: strings.TrimSpace(r.PostFormValue("ho-ten")), Grants: grantsOf(r)}, at); err == nil {
				secret, err = access.Reset(ctx, tx, by, name, at)
			}
		case "lien-ket":
			secret, err = access.Reset(ctx, tx, by, name, at)
		case "giao", "thu":
			err = p.changeRole(ctx, tx, r, name)
		case "ngung", "mo":
			err = archive.DisableUser(ctx, tx, by, name, act == "ngung", at)
		default:
			err = archive.ErrNotFound
		}
		return err
	})
	status := http.StatusOK
	switch {
	case errors.Is(err, archive.ErrForbidden), errors.Is(err, archive.ErrNotFound):
		return err
	case err != nil:
		status, c.Fault = http.StatusUnprocessableEntity, err.Error()
	case secret != "":
		c.Link = p.base(r) + "/vao/" + secret
	}
	return p.showPeople(w, r, status, c)
}

func (p *portal) changeRole(ctx context.Context, tx *sqlx.Tx, r *http.Request, name string) error {
	change := archive.GrantRole
	if r.PostFormValue("viec") == "thu" {
		change = archive.RevokeRole
	}
	for _, g := range grantsOf(r) {
		if err := change(ctx, tx, of(r).User, name, g, p.Now()); err != nil {
			return err
		}
	}
	return nil
}

// grantsOf reads the role of a form; none where no role is chosen.
func grantsOf(r *http.Request) []archive.Grant {
	role, err := archive.ParseRole(r.PostFormValue("vai-tro"))
	if err != nil {
		return nil
	}
	return []archive.Grant{{Role: role, Agency: r.PostFormValue("co-quan"), Unit: r.PostFormValue("don-vi")}}
}

// base is the address of the portal as the person reaches it.
func (p *portal) base(r *http.Request) string {
	if p.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
