package portal

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/access"
	"vanthu/pipeline/people"
)

// people shows who works here, for quản trị.
func (p *portal) people(w http.ResponseWriter, r *http.Request) error {
	return p.showPeople(w, r, http.StatusOK, peopleContent{Notice: notice{Told: p.sessions.PopString(r.Context(), keyTold)}})
}

// peopleContent is what the page of people shows beside the people themselves.
type peopleContent struct {
	Users    []people.User
	Roles    []people.Role
	Agencies []coded
	Units    []coded
	Duties   []duty
	Notice   notice
	Form     func(name string) string // what was typed into the form
	Link     string                   // a one-time link that was just made, shown once
	For      string
}

// duty is what a role is for.
type duty struct{ Name, Does string }

// AgencyName and UnitName are names for codes.
func (c peopleContent) AgencyName(code string) string { return nameOf(c.Agencies, code) }
func (c peopleContent) UnitName(code string) string   { return nameOf(c.Units, code) }

// coded is a code with its name.
type coded struct{ Ma, Ten string }

func (p *portal) showPeople(w http.ResponseWriter, r *http.Request, status int, c peopleContent) (err error) {
	if c.Users, err = people.Users(r.Context(), p.DB.Reader); err != nil {
		return err
	}
	c.Roles, c.Form = people.Roles(), func(name string) string {
		if c.Notice.Fault == "" {
			return "" // what was typed is done
		}
		return r.PostFormValue(name)
	}
	for _, role := range c.Roles {
		c.Duties = append(c.Duties, duty{role.Name(), role.Duty()})
	}
	q := p.DB.Reader
	err = sqlx.SelectContext(r.Context(), q, &c.Agencies, `SELECT co_quan_ma AS ma, ten FROM ten_co_quan t
		WHERE tu_ngay = (SELECT MAX(tu_ngay) FROM ten_co_quan WHERE co_quan_ma = t.co_quan_ma) ORDER BY ten`)
	if err != nil {
		return err
	}
	if err := sqlx.SelectContext(r.Context(), q, &c.Units, `SELECT ma, ten FROM don_vi ORDER BY khoa_ten, ma`); err != nil {
		return err
	}
	return p.render(w, r, status, frame{Template: "people", Title: "Người dùng", Content: c})
}

// changePeople adds a person, gives or takes a role, stops a person or gives a new link,
// as the form's button says.
func (p *portal) changePeople(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	name := strings.TrimSpace(r.PostFormValue("ten"))
	act := r.PostFormValue("viec")
	if of(r).Alone { // the first person comes in by the link that the program shows
		return p.showPeople(w, r, http.StatusUnprocessableEntity, peopleContent{Notice: notice{Fault: "Người đầu tiên vào bằng liên kết mà chương trình in ra khi khởi động; sau đó mới thêm người khác ở đây."}})
	}
	c := peopleContent{For: name}
	var secret string
	err := p.DB.Write(ctx, func(tx *sqlx.Tx) (err error) {
		change := people.Change{Tx: tx, By: of(r).User, At: p.Now()}
		switch act {
		case "them":
			if err = change.Add(ctx, people.User{Name: name, FullName: strings.TrimSpace(r.PostFormValue("ho-ten")), Grants: grantsOf(r)}); err == nil {
				secret, err = access.Reset(ctx, change, name)
			}
		case "lien-ket":
			secret, err = access.Reset(ctx, change, name)
		case "giao", "thu":
			err = changeRole(r, change, name)
		case "ngung", "mo":
			err = change.Disable(ctx, name, act == "ngung")
		default:
			err = people.ErrUnknown
		}
		return err
	})
	status := http.StatusOK
	switch {
	case errors.Is(err, people.ErrForbidden), errors.Is(err, people.ErrUnknown):
		return err
	case err != nil:
		c.Notice.Fault, status = p.said(r, err)
	case secret != "":
		c.Link = p.base(r) + "/vao/" + secret
	default:
		p.sessions.Put(ctx, keyTold, fmt.Sprintf(peopleTold[act], name))
		http.Redirect(w, r, "/nguoi-dung", http.StatusSeeOther)
		return nil
	}
	return p.showPeople(w, r, status, c)
}

// peopleTold say what was done, by the form's button.
var peopleTold = map[string]string{"giao": "Đã giao vai trò cho %s.", "thu": "Đã thu vai trò của %s.", "ngung": "%s không vào được nữa.", "mo": "%s làm việc lại."}

func changeRole(r *http.Request, change people.Change, name string) error {
	do := change.Grant
	if r.PostFormValue("viec") == "thu" {
		do = change.Revoke
	}
	for _, g := range grantsOf(r) {
		if err := do(r.Context(), name, g); err != nil {
			return err
		}
	}
	return nil
}

// grantsOf reads the role of a form; none where no role is chosen.
func grantsOf(r *http.Request) []people.Grant {
	role, err := people.ParseRole(r.PostFormValue("vai-tro"))
	if err != nil {
		return nil
	}
	return []people.Grant{{Role: role, Agency: r.PostFormValue("co-quan"), Unit: r.PostFormValue("don-vi")}}
}

// base is the address of the portal as the person reaches it.
func (p *portal) base(r *http.Request) string {
	if p.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
