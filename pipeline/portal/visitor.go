package portal

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"vanthu/pipeline/access"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/people"
)

// How long a visit lasts: without a page asked for, and at most.
const (
	idleTime  = time.Hour
	visitTime = 12 * time.Hour
)

// What a session holds.
const (
	keyUser   = "user"   // name of the person who gave the password
	keyMark   = "mark"   // access.Mark at that time
	keyFactor = "factor" // the second factor was given
	keySeen   = "seen"   // last page, in seconds
	keyTold   = "told"   // what the last act came to, for the next page
	keySecret = "secret" // of a second factor that is being set up
)

func (p *portal) openSessions() {
	p.sessions = scs.New()
	p.sessions.Store = &access.Store{DB: p.DB, Now: p.Now}
	p.sessions.Lifetime = visitTime
	p.sessions.HashTokenInStore = true
	p.sessions.Cookie.Name = "vanthu"
	p.sessions.Cookie.HttpOnly = true
	p.sessions.Cookie.SameSite = http.SameSiteLaxMode
	p.sessions.Cookie.Secure = p.Secure
	p.sessions.Cookie.Persist = false
	p.sessions.ErrorFunc = p.fail
}

// visitor is the person who asks for a page.
type visitor struct {
	*people.User
	Alone   bool   // a database without people: whoever works at this machine
	Program string // that acts for the person by a token; "": the person's own browser
}

// by adds to what is put on record which program did it.
func (v *visitor) by(detail string) string {
	if v.Program == "" {
		return detail
	}
	return detail + ", API: " + v.Program
}

type visitorKey struct{}

// of returns who asks; nil for nobody.
func of(r *http.Request) *visitor {
	v, _ := r.Context().Value(visitorKey{}).(*visitor)
	return v
}

// known lets a page be seen only by people who have entered, and by those who may act
// because the database has no people and they sit at this machine. Others go to the
// entrance.
func (p *portal) known(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return p.page(func(w http.ResponseWriter, r *http.Request) error {
		v, next, err := p.visitor(r)
		if err != nil {
			return err
		}
		if v == nil {
			if r.Method == http.MethodGet && next == entrance {
				next += "?" + url.Values{"den": {r.URL.RequestURI()}}.Encode()
			}
			http.Redirect(w, r, next, http.StatusSeeOther)
			return nil
		}
		p.page(h)(w, r.WithContext(context.WithValue(r.Context(), visitorKey{}, v)))
		return nil
	})
}

// visitor finds out who asks, or where that person has to go first.
func (p *portal) visitor(r *http.Request) (v *visitor, next string, err error) {
	ctx := r.Context()
	name := p.sessions.GetString(ctx, keyUser)
	if name == "" {
		return p.alone(ctx)
	}
	mark, err := access.Mark(ctx, p.DB.Reader, name)
	if err != nil {
		return nil, "", err
	}
	seen, at := time.Unix(p.sessions.GetInt64(ctx, keySeen), 0), p.Now()
	if mark == "" || mark != p.sessions.GetString(ctx, keyMark) || at.Sub(seen) > idleTime {
		return nil, entrance, p.sessions.Destroy(ctx)
	}
	if at.Sub(seen) > idleTime/12 { // not at each page: a visit writes little
		p.sessions.Put(ctx, keySeen, at.Unix())
	}
	u, err := people.Actor(ctx, p.memory, name)
	if errors.Is(err, people.ErrForbidden) {
		return nil, entrance, p.sessions.Destroy(ctx)
	} else if err != nil {
		return nil, "", err
	}
	if !p.sessions.GetBool(ctx, keyFactor) && p.wantsFactor(r, u) {
		return nil, factorPage, nil
	}
	return &visitor{User: u}, "", nil
}

// alone is who works at this machine while the database has no people.
func (p *portal) alone(ctx context.Context) (*visitor, string, error) {
	users, err := people.Users(ctx, p.memory)
	if err != nil || len(users) > 0 || !p.Local {
		return nil, entrance, err
	}
	u, err := people.Actor(ctx, p.memory, p.As)
	return &visitor{User: u, Alone: true}, "", err
}

// wantsFactor reports whether the person must give a second factor: quản trị always,
// others from another machine (QCVN 12:2026/BCA).
func (p *portal) wantsFactor(r *http.Request, u *people.User) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err != nil || ip == nil || !ip.IsLoopback() || u.IsAdmin()
}

// inside cuts a place to go to afterwards to a page of ours.
func inside(to string) string {
	if u, err := url.Parse(to); err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, `\`) {
		return "/"
	}
	return to
}

// mayRead reports whether a person may see a document: who has any role for its agency
// and unit.
func mayRead(u *people.User, k archive.Key) bool {
	return u.May(people.Read, k.Scope())
}
