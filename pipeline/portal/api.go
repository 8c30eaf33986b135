package portal

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"vanthu/pipeline/access"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/people"
)

// The API serves programs what the pages serve people: the same rights, the same record.
// openapi.yaml describes it; the tests hold every answer against that.

//go:embed openapi.yaml
var openAPI []byte

// apiRoot begins the path of every call.
const apiRoot = "/api/v1"

// Bounds on what one caller may ask: calls a minute, and documents a page.
const (
	maxCalls    = 600
	maxAPIPage  = 500
	apiPageSize = 100
)

func (p *portal) apiRoutes(mux *http.ServeMux) {
	call := func(method, path, scope string, limit int64, h http.HandlerFunc) {
		mux.Handle(method+" "+apiRoot+path, http.MaxBytesHandler(p.calls(scope, h), limit))
	}
	call("GET", "/documents", access.ScopeRead, maxForm, p.apiDocuments)
	call("GET", "/documents/{id}", access.ScopeRead, maxForm, p.apiDocument)
	call("GET", "/documents/{id}/versions/{version}/files/{format}", access.ScopeRead, maxForm, p.apiFile)
	call("GET", "/states", access.ScopeRead, maxForm, p.apiStates)
	call("POST", "/workbooks", access.ScopeSend, maxAPIBook, p.apiSend)
	mux.HandleFunc("GET "+apiRoot+"/openapi.yaml", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/yaml")
		w.Write(openAPI)
	})
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} { // each: the pages have GET / for themselves
		mux.HandleFunc(method+" "+apiRoot+"/", func(w http.ResponseWriter, r *http.Request) {
			problem{Status: http.StatusNotFound, Detail: r.Method + " " + r.URL.Path + ": no such call; " + apiRoot + "/openapi.yaml lists them"}.write(w)
		})
	}
}

// problem is an error as RFC 9457 has it.
type problem struct {
	Type   string     `json:"type"`
	Title  string     `json:"title"`
	Status int        `json:"status"`
	Detail string     `json:"detail,omitempty"`
	Faults []apiFault `json:"faults,omitempty"` // of a workbook that stays out
	Marked []byte     `json:"marked,omitempty"` // its copy with the faults marked
}

// write sends a problem. Its type says no more than its status does.
func (b problem) write(w http.ResponseWriter) {
	b.Type, b.Title = "about:blank", http.StatusText(b.Status)
	if b.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	sendJSON(w, "application/problem+json", b.Status, b)
}

func sendJSON(w http.ResponseWriter, media string, status int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // only our own structs are sent
	}
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	w.Write(append(data, '\n')) // an error means that the caller went away
}

// calls lets programs call that show a token with the scope, in the name of its person.
func (p *portal) calls(scope string, h http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := p.DB.Intact(); err != nil {
			p.apiFail(w, r, err)
			return
		}
		host, _, _ := net.SplitHostPort(r.RemoteAddr)
		shown, isBearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !isBearer {
			problem{Status: http.StatusUnauthorized, Detail: "no token: send it as 'Authorization: Bearer …'; quản trị makes one on the page Khóa API"}.write(w)
			return
		}
		t, u, err := access.Door{DB: p.DB, At: p.Now()}.OpenToken(r.Context(), strings.TrimSpace(shown))
		caller := host
		if err == nil {
			caller = fmt.Sprintf("token %d", t.ID)
		}
		if wait := p.rate.count(caller, p.Now()); wait > 0 {
			w.Header().Set("Retry-After", fmt.Sprint(int(wait.Seconds())+1))
			problem{Status: http.StatusTooManyRequests, Detail: fmt.Sprintf("more than %d calls in a minute: wait as Retry-After says", maxCalls)}.write(w)
			return
		}
		switch {
		case errors.Is(err, access.ErrDenied):
			problem{Status: http.StatusUnauthorized, Detail: "the token is unknown, over or revoked, or its person may not act any more"}.write(w)
		case err != nil:
			p.apiFail(w, r, err)
		case !t.Has(scope):
			problem{Status: http.StatusForbidden, Detail: fmt.Sprintf("the token has the scope %q, this call needs %q", t.Scopes, scope)}.write(w)
		default:
			v := &visitor{User: u, Program: t.Name}
			h(w, r.WithContext(context.WithValue(r.Context(), visitorKey{}, v)))
		}
	})
}

// apiFail answers an error of a call.
func (p *portal) apiFail(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, archive.ErrNotFound), errors.Is(err, people.ErrUnknown):
		problem{Status: http.StatusNotFound, Detail: "there is nothing here that this token may see"}.write(w)
	case errors.Is(err, people.ErrForbidden):
		detail := "the person of this token may not do this"
		if refusal := people.Refused(err); refusal != nil {
			detail = refusal.Text
		}
		problem{Status: http.StatusForbidden, Detail: detail}.write(w)
	case r.Context().Err() != nil: // the caller went away
	default:
		p.Log.Error("api", "path", r.URL.Path, "error", err)
		problem{Status: http.StatusInternalServerError, Detail: "the archive cannot be read now: try again later; the program's log says why"}.write(w)
	}
}

// bad answers a call that is not as openapi.yaml says.
func bad(w http.ResponseWriter, format string, args ...any) {
	problem{Status: http.StatusBadRequest, Detail: fmt.Sprintf(format, args...)}.write(w)
}

// callRate counts the calls of each caller in the minute that runs.
type callRate struct {
	mu     sync.Mutex
	minute time.Time
	calls  map[string]int
}

// count counts a call, and says how long to wait where there were too many.
func (c *callRate) count(caller string, now time.Time) (wait time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m := now.Truncate(time.Minute); !m.Equal(c.minute) {
		c.minute, c.calls = m, map[string]int{}
	}
	if c.calls[caller]++; c.calls[caller] > maxCalls {
		return c.minute.Add(time.Minute).Sub(now)
	}
	return 0
}
