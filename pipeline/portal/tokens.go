package portal

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/access"
	"vanthu/pipeline/people"
)

// tokenContent is the page of the keys by which programs come.
type tokenContent struct {
	Tokens []access.Token
	Users  []people.User
	Ends   string // proposed for a new one
	Now    time.Time
	Fault  string
	Secret string // of the one that was just made, shown once
	For    string
}

// tokens shows the keys by which programs come.
func (p *portal) tokens(w http.ResponseWriter, r *http.Request) error {
	return p.showTokens(w, r, http.StatusOK, tokenContent{})
}

func (p *portal) showTokens(w http.ResponseWriter, r *http.Request, status int, c tokenContent) (err error) {
	c.Now = p.Now()
	c.Ends = c.Now.Add(access.TokenTime).In(zone).Format(time.DateOnly)
	if c.Tokens, err = access.Tokens(r.Context(), p.DB.Reader); err != nil {
		return err
	}
	if c.Users, err = people.Users(r.Context(), p.DB.Reader); err != nil {
		return err
	}
	return p.render(w, r, status, frame{Template: "tokens", Title: "Khóa API", Content: c})
}

// changeTokens makes a key, or revokes one.
func (p *portal) changeTokens(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	c := tokenContent{For: strings.TrimSpace(r.PostFormValue("ten"))}
	err := p.DB.Write(ctx, func(tx *sqlx.Tx) (err error) {
		change := people.Change{Tx: tx, By: of(r).User, At: p.Now()}
		if r.PostFormValue("viec") == "thu" {
			id, err := strconv.ParseInt(r.PostFormValue("khoa"), 10, 64)
			if err != nil {
				return access.ErrNoToken
			}
			return access.RevokeToken(ctx, change, id)
		}
		t := access.Token{Name: c.For, User: r.PostFormValue("nguoi"), Scopes: strings.Join(r.PostForm["pham-vi"], " ")}
		if day := r.PostFormValue("het-han"); day != "" {
			if t.Ends, err = time.ParseInLocation(time.DateOnly, day, zone); err != nil {
				return people.Refuse("ngày hết hạn không đúng: chọn một ngày trên lịch")
			}
			t.Ends = t.Ends.AddDate(0, 0, 1)
		}
		c.Secret, err = access.NewToken(ctx, change, t)
		return err
	})
	status := http.StatusOK
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		c.Secret = ""
		c.Fault, status = p.said(r, err)
	}
	return p.showTokens(w, r, status, c)
}
