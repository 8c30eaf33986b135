// Package portal serves the office to people's browsers, in Vietnamese: papers on their way
// from a draft to their number, what units sent, awards, schedules, templates, laws and
// people, each for those whose roles see it; and to programs, by tokens, what openapi.yaml
// says.
//
// In: the database, and with Papers and Jobs what makes papers of it. Out: an http.Handler. Pages are HTML from the templates in pages/,
// whole without scripts and without anything from another host.
//
// The one thing to know: every page but the entrance asks who is there (visitor.go), and
// what that person may see and do is for package people to say. Every text from the database
// goes through html/template, every file through its hash.
package portal

import (
	"bytes"
	"context"
	"crypto/x509"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

// Config is what the portal needs.
type Config struct {
	DB    *db.DB
	Plan  *jobs.Plan        // nil: no page of schedules
	Jobs  *jobs.Service     // nil: schedules are read, nothing is done to them
	Kinds map[string]string // names of the kinds, by code
	Log   *slog.Logger      // nil: slog.Default()
	// Local lets in only requests that name this very machine, so that a page from
	// elsewhere cannot reach a portal on 127.0.0.1 under a name of its own.
	Local  bool
	As     string           // who acts at this machine while the database has no people
	Papers *outgoing.Papers // nil: papers are read, nothing is done to them
	Shelf  archive.Shelf    // where papers are laid out for people; without Dir nowhere
	Forms  fs.FS            // the forms of units; nil: as they ship
	Trust  *x509.CertPool   // to which signers must lead; nil: nobody is known
	Secure bool             // people come by https: cookies go no other way
	Now    func() time.Time // nil: time.Now

	Settings []Setting // how the program runs, for quản trị to see
	Backups  string    // folder for backups; "": none are made here
}

//go:embed pages style.css portal.js
var embedded embed.FS

type portal struct {
	Config
	pages    map[string]*template.Template
	assets   map[string]asset
	sessions *scs.SessionManager
	memory   *db.Memory // reads the database; what costs is read once while nothing changes
	laid     laidOut
	attempts attempts
	marked   markedFiles
	words    templateWords
	rate     callRate
}

// New returns the portal.
func New(c Config) (http.Handler, error) {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Forms == nil {
		c.Forms = intake.FS()
	}
	p := &portal{Config: c, pages: make(map[string]*template.Template), memory: db.NewMemory(c.DB)}
	p.openSessions()
	if err := p.loadAssets(); err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	mux := http.NewServeMux()
	p.routes(mux)
	return p.guard(mux), nil
}

// maxForm bounds what a form may send.
const maxForm = 64 << 10

// routes says which page stands where. Open to all are the entrance and what those need
// who watch the program.
func (p *portal) routes(mux *http.ServeMux) {
	visit := func(pattern string, h http.Handler) {
		mux.Handle(pattern, http.MaxBytesHandler(p.sessions.LoadAndSave(h), maxForm))
	}
	visit("GET "+entrance, p.page(p.login))
	visit("POST "+entrance, p.page(p.enter))
	visit("GET /vao/{secret}", p.page(p.welcome))
	visit("POST /vao/{secret}", p.page(p.redeem))
	visit("GET "+factorPage, p.page(p.factor))
	visit("POST "+factorPage, p.page(p.confirm))
	visit("POST /dang-xuat", p.page(p.leave))

	p.visit(mux, "GET /{$}", p.overviewPage)
	p.visit(mux, "GET /khen-thuong/so-sanh/{year}", p.comparison)
	p.visit(mux, "GET /van-ban", p.list)
	p.visit(mux, "GET /nam/{year}", p.list)
	p.visit(mux, "POST /van-ban", p.several)
	visit("GET /van-ban/{id}", p.known(p.document))
	visit("GET /van-ban/{id}/ban/{version}/{file}", p.known(p.file))
	visit("GET /van-ban/{id}/ban/{version}/trang/{page}", p.known(p.pageImage))
	visit("GET /van-ban/{id}/ban/{version}/xem/{page}", p.known(p.pageView))
	visit("POST /van-ban/{id}/chuyen", p.known(p.act(p.moveOn)))
	visit("POST /van-ban/{id}/so", p.known(p.act(p.giveNumber)))
	visit("GET /van-ban/{id}/so-ngay.pdf", p.known(p.overlay))
	visit("GET /van-ban/{id}/the-thuc.docx", p.known(p.mended))
	visit("GET /van-ban/{id}/phieu-gui.pdf", p.known(p.slip))
	visit("GET /van-ban/{id}/so-lieu-moi", p.known(p.tryRefresh))
	visit("POST /van-ban/{id}/so-lieu-moi", p.known(p.act(p.putFigures)))
	visit("GET /van-ban/{id}/nguon", p.known(p.trace))
	send := func(pattern string, h http.Handler) {
		mux.Handle(pattern, http.MaxBytesHandler(p.sessions.LoadAndSave(h), maxUpload))
	}
	send("POST /so-lieu", p.known(p.only(p.takeData)))
	send("POST /van-ban/{id}/ban-sua", p.known(p.act(p.takeEdit)))
	send("POST /van-ban/{id}/ban-ky", p.known(p.act(p.takeSigned)))
	p.visit(mux, "GET /tao", p.create)
	p.visit(mux, "GET /tao/{kind}", p.askKind)
	p.visit(mux, "POST /tao/{kind}", p.askMaking)
	p.visit(mux, "GET /tao/viec/{id}", p.showAttempt)
	p.visit(mux, "GET /tao/viec/{id}/tien-do", p.follow)
	p.visit(mux, "GET /tao/viec/{id}/{n}/trang/{page}", p.madePage)
	p.visit(mux, "GET /tao/viec/{id}/{n}/xem.pdf", p.madePDF)
	p.visit(mux, "POST /tao/viec/{id}/luu", p.keepMade)
	p.visit(mux, "GET /so-lieu", p.data)
	p.visit(mux, "GET /so-lieu/{unit}", p.unitData)
	p.visit(mux, "GET /so-lieu/{unit}/mau.xlsx", p.unitBook)
	p.visit(mux, "POST /so-lieu/{unit}/sua", p.correct)
	p.visit(mux, "POST /so-lieu/khoa", p.lockData)
	p.visit(mux, "GET /so-lieu/loi/tep/{id}", p.sendMarked)
	p.visit(mux, "GET /khen-thuong", p.awards)
	p.visit(mux, "POST /khen-thuong", p.judge)
	p.visit(mux, "GET /khen-thuong/nam", p.awardYear)
	p.visit(mux, "POST /khen-thuong/nam", p.writeAwardYear)
	p.visit(mux, "GET /so-di", p.book)
	p.visit(mux, "GET /so-di/{book}/{year}/{file}", p.bookFile)
	p.visit(mux, "GET /nhat-ky", p.acts)
	p.visit(mux, "GET /huong-dan", p.help)
	p.visit(mux, "GET /lich", p.schedules)
	p.visit(mux, "GET /lich/{job}", p.schedule)
	p.visit(mux, "POST /lich/{job}", p.workJob)
	p.visit(mux, "POST /lich/{job}/lan/{run}", p.workRun)
	visit("GET /mat-khau", p.known(p.password))
	visit("POST /mat-khau", p.known(p.changePassword))
	p.officeRoutes(mux, send)
	p.visit(mux, "GET /nguoi-dung", p.people)
	p.visit(mux, "POST /nguoi-dung", p.changePeople)
	p.visit(mux, "GET /khoa-api", p.tokens)
	p.visit(mux, "POST /khoa-api", p.changeTokens)
	visit("GET /", p.known(func(http.ResponseWriter, *http.Request) error { return archive.ErrNotFound }))

	p.apiRoutes(mux)
	for name := range p.assets {
		mux.HandleFunc("GET /"+name, p.asset)
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", p.ready)
}

// officeRoutes are the pages of what the office holds for all its papers: templates, prose,
// laws, its own data. send serves forms with files.
func (p *portal) officeRoutes(mux *http.ServeMux, send func(pattern string, h http.Handler)) {
	p.visit(mux, "GET /thuyet-minh", p.prose)
	p.visit(mux, "GET /thuyet-minh/{section}", p.section)
	send("POST /thuyet-minh/{section}", p.known(p.only(p.writeSection)))
	p.visit(mux, "GET /mau", p.templates)
	p.visit(mux, "GET /mau/{kind}", p.templateOf)
	p.visit(mux, "GET /mau/{kind}/{file}", p.templateFile)
	p.visit(mux, "GET /mau/{kind}/{file}/ban/{version}", p.templateVersion)
	p.visit(mux, "POST /mau/{kind}/{file}/ban/{version}", p.putTemplate)
	p.visit(mux, "GET /mau/{kind}/{file}/ban/{version}/tep", p.versionFile)
	p.visit(mux, "GET /mau/{kind}/{file}/ban/{version}/thu.pdf", p.versionPDF)
	p.visit(mux, "GET /mau/{kind}/{file}/ban/{version}/trang/{page}", p.versionPage)
	send("POST /mau/{kind}", p.known(p.only(p.takeTemplate)))
	p.visit(mux, "GET /phap-ly", p.laws)
	p.visit(mux, "POST /phap-ly", p.addLaw)
	p.visit(mux, "GET /phap-ly/mot", p.oneLaw)
	p.visit(mux, "POST /phap-ly/mot", p.changeLaw)
	p.visit(mux, "GET /quan-tri", p.admin)
	p.visit(mux, "GET /quan-tri/{part}", p.admin)
	mux.Handle("GET "+askPath, http.RedirectHandler(askPath+"/1", http.StatusSeeOther))
	p.visit(mux, "GET "+askPath+"/{step}", p.ask)
	p.visit(mux, "POST "+askPath+"/{step}", p.answer)
	p.visit(mux, "GET "+askPath+"/co-quan.xlsx", p.askedBook)
	p.visit(mux, "POST /quan-tri/{part}", p.changeOffice)
	p.visit(mux, "GET /quan-tri/co-quan.xlsx", p.officeBook)
	send("POST /quan-tri/co-quan", p.known(p.only(p.takeOffice)))
	p.visit(mux, "POST /quan-tri/sao-luu", p.changeBackups)
}

// visit serves a page of an area to those whom the area admits.
func (p *portal) visit(mux *http.ServeMux, pattern string, h func(http.ResponseWriter, *http.Request) error) {
	mux.Handle(pattern, http.MaxBytesHandler(p.sessions.LoadAndSave(p.known(p.only(h))), maxForm))
}

// Server returns a server for the portal, with limits on what a slow or hostile client
// can hold.
func Server(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
}

// guard puts the headers on every answer that keep a page to itself, refuses foreign
// names and cross-site writes, and turns a panic into a page.
func (p *portal) guard(next http.Handler) http.Handler {
	next = http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		defer func() {
			if cause := recover(); cause != nil && cause != http.ErrAbortHandler {
				p.fail(w, r, fmt.Errorf("panic: %v", cause))
			}
		}()
		if p.Local && !isLocal(r.Host) {
			p.message(w, r, http.StatusMisdirectedRequest, frame{Title: "Địa chỉ không đúng", Content: "Mở trang này bằng địa chỉ 127.0.0.1 hoặc localhost."})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isLocal(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// page makes a handler of one that may return an error.
func (p *portal) page(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := p.DB.Intact()
		if err == nil {
			err = h(w, r)
		}
		switch {
		case errors.Is(err, db.ErrReplaced):
			p.Log.Error("portal", "path", r.URL.Path, "error", err)
			p.message(w, r, http.StatusServiceUnavailable, frame{Title: "Tệp cơ sở dữ liệu đã bị xóa hoặc thay", Content: "Tệp cơ sở dữ liệu bị xóa, chuyển đi hoặc thay bằng tệp khác trong lúc chương trình đang chạy. Báo người quản trị đặt lại tệp rồi khởi động lại chương trình."})
		case err == nil:
		case errors.Is(err, archive.ErrNotFound), errors.Is(err, people.ErrUnknown):
			p.message(w, r, http.StatusNotFound, frame{Title: "Không tìm thấy", Content: "Văn bản hoặc trang này không có trong kho lưu trữ."})
		case errors.Is(err, people.ErrForbidden):
			p.message(w, r, http.StatusForbidden, frame{Title: "Không được phép", Content: forbidden(err)})
		case r.Context().Err() != nil: // the reader went away
		default:
			p.fail(w, r, err)
		}
	}
}

// forbidden says who may do what a person may not.
func forbidden(err error) string {
	if refusal := people.Refused(err); refusal != nil {
		return inPortal(refusal)
	}
	return "Hỏi quản trị ai có quyền làm việc này."
}

func (p *portal) fail(w http.ResponseWriter, r *http.Request, err error) {
	p.Log.Error("portal", "path", r.URL.Path, "error", err)
	p.message(w, r, http.StatusInternalServerError, frame{Title: "Có lỗi", Content: unsaid + p.Now().In(zone).Format("15:04 02/01/2006") + "."})
}

func (p *portal) message(w http.ResponseWriter, r *http.Request, status int, f frame) {
	w.Header().Del("Content-Disposition")
	f.Template = "message"
	if err := p.render(w, r, status, f); err != nil {
		p.Log.Error("portal", "path", r.URL.Path, "error", err)
	}
}

// frame is what every page has.
type frame struct {
	Template string // of the page
	Title    string
	Page     string // path of its line in the menu
	Sample   bool   // the page shows sample data
	Practice bool   // people practise in this database
	Menu     []menuPart
	Visitor  *visitor     // nil: nobody
	Alerts   []jobs.Alert // troubles that last, for whom the first page tells them
	Content  any
}

// render builds the whole page before it sends anything, so that an error is no half page.
func (p *portal) render(w http.ResponseWriter, r *http.Request, status int, f frame) error {
	if f.Visitor = of(r); f.Visitor != nil {
		f.Menu = p.menu(f.Visitor.User)
		if f.Visitor.MayAnywhere(people.SeeOffice) {
			f.Alerts, _ = apart(p.alerts(), p.Plan)
		}
	}
	if f.Page == "" {
		f.Page = areaOf(r.URL.Path).Path
	}
	f.Practice = p.Papers != nil && p.Papers.Practice
	var b bytes.Buffer
	if err := p.pages[f.Template].Execute(&b, f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := b.WriteTo(w)
	return err
}

// alerts are shown on every page. Where they cannot be read the page has its own trouble to
// tell of.
func (p *portal) alerts() []jobs.Alert {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if p.DB.Intact() != nil {
		return nil
	}
	list, err := jobs.Alerts(ctx, p.DB)
	if err != nil {
		p.Log.Error("portal", "error", err)
	}
	return list
}

// ready answers whether the database serves, and what does not work as it should, for those
// who watch the program.
func (p *portal) ready(w http.ResponseWriter, r *http.Request) {
	degraded, err := jobs.Ready(r.Context(), p.DB)
	if err != nil {
		p.Log.Error("portal", "path", r.URL.Path, "error", err)
		http.Error(w, "not ready: "+err.Error(), http.StatusServiceUnavailable)
		return
	}
	if len(degraded) > 0 {
		fmt.Fprintf(w, "degraded\n%s\n", strings.Join(degraded, "\n"))
		return
	}
	fmt.Fprintln(w, "ok")
}
