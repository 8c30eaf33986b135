package portal

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

// maxUpload bounds a Word or PDF file that a person sends.
const maxUpload = 64 << 20

// work is what a visitor may do to a document now, for its page.
type work struct {
	Steps    []step
	Waivable []archive.Finding // findings that forbid signing
	Edit     bool              // a Word file may be sent
	Number   bool              // number and day may be given
	Outside  bool              // the number comes from a book on paper
	Back     bool              // the signed file may be sent
	Overlay  bool              // the sheet with number and day may be printed
	Today    string
}

// step is a move that the visitor may make.
type step struct {
	To, Name string
	Reason   bool // must be given
	Waives   bool // findings may be let pass
}

// verbs say moves as what a person does.
var verbs = map[string]string{
	archive.ContentChecked: "Xác nhận đã kiểm tra nội dung", archive.FormChecked: "Xác nhận đã kiểm tra thể thức",
	archive.Submitted: "Trình ký", archive.Signed: "Ghi nhận đã ký", archive.Sealed: "Ghi nhận đã đóng dấu", archive.Issued: "Phát hành",
	archive.Draft: "Trả lại để sửa", archive.Cancelled: "Hủy văn bản",
}

// workOn says what the visitor may do to a document.
func (p *portal) workOn(v *visitor, d *archive.Document, found []archive.Finding) (w work) {
	if p.Papers == nil {
		return w
	}
	k := d.Key
	w.Today = p.Now().In(zone).Format(time.DateOnly)
	for _, to := range archive.Next(v.User, d) {
		if to == archive.Numbered {
			w.Number = true
			continue
		}
		s := step{To: to, Name: verbs[to], Reason: to == archive.Draft || to == archive.Cancelled, Waives: to == archive.FormChecked || to == archive.Submitted}
		if d.State == archive.Cancelled {
			s.Name = "Lấy lại văn bản"
		}
		w.Steps = append(w.Steps, s)
	}
	for _, f := range found {
		if f.Severity == archive.Wrong {
			w.Waivable = append(w.Waivable, f)
		}
	}
	w.Edit = d.TakesText() && v.May(people.WriteText, k.Scope())
	isOut := d.State == archive.Submitted || d.State == archive.Signed || d.State == archive.Numbered || d.State == archive.Sealed || d.State == archive.Issued
	w.Back = isOut && v.May(people.TakeSigned, k.Scope())
	w.Overlay = d.Symbol != "" && v.May(people.PrintNumber, k.Scope())
	return w
}

// act lets a handler do something to the document of a page, shows what came of it there,
// and brings the shelf up to date before and after. What is refused, and that something
// failed, is told on the page.
func (p *portal) act(do func(r *http.Request, d *archive.Document) (told string, err error)) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		if p.Papers == nil {
			return archive.ErrNotFound
		}
		ctx := r.Context()
		d, err := p.get(r)
		if err != nil {
			return err
		}
		if err := p.lay(r, d.Year); err != nil { // an edit on the shelf goes first
			return err
		}
		if d, err = archive.Get(ctx, p.DB.Reader, d.ID); err != nil {
			return err
		}
		told, err := do(r, &d)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.Is(err, archive.ErrNotFound) {
			return err
		}
		if err != nil {
			fault, status := p.said(r, err)
			return p.showDocument(w, r, status, notice{Fault: fault})
		}
		if err := p.lay(r, d.Year); err != nil {
			p.Log.Error("shelf", "error", err) // the archive has it; the next call lays it out
		}
		p.sessions.Put(ctx, keyTold, told)
		http.Redirect(w, r, fmt.Sprintf("/van-ban/%d", d.ID), http.StatusSeeOther)
		return nil
	}
}

func (p *portal) lay(r *http.Request, year int) error {
	if p.Shelf.Dir == "" {
		return nil
	}
	_, err := p.Shelf.LayChanged(r.Context(), p.DB, year)
	return err
}

// notice is what a page tells of the last act.
type notice struct{ Fault, Told string }

// moveOn brings a document into another state.
func (p *portal) moveOn(r *http.Request, d *archive.Document) (string, error) {
	s := archive.Step{By: of(r).User, To: r.PostFormValue("den"), Comment: strings.TrimSpace(r.PostFormValue("ly-do")), At: p.Now(), Waive: map[string]string{}}
	for name, values := range r.PostForm {
		if rule, ok := strings.CutPrefix(name, "bo-qua-"); ok && strings.TrimSpace(values[0]) != "" {
			s.Waive[rule] = strings.TrimSpace(values[0])
		}
	}
	if err := p.Papers.Move(r.Context(), d.ID, s, 0); err != nil {
		return "", err
	}
	now, err := archive.Get(r.Context(), p.DB.Reader, d.ID)
	return "Trạng thái bây giờ: " + now.StateName + ".", err
}

// giveNumber gives number and day.
func (p *portal) giveNumber(r *http.Request, d *archive.Document) (string, error) {
	e := archive.Entry{By: of(r).User, Number: strings.TrimSpace(r.PostFormValue("so")), Day: r.PostFormValue("ngay"), At: p.Now()}
	n, err := p.Papers.Issue(r.Context(), d.ID, e)
	if err != nil {
		return "", err
	}
	told := fmt.Sprintf("Đã cấp số %s.", n.Symbol)
	for _, f := range n.Findings {
		told += " " + f.Message
	}
	return told, nil
}

// takeEdit takes in a Word file that a person edited.
func (p *portal) takeEdit(r *http.Request, d *archive.Document) (string, error) {
	if err := of(r).Allow(people.WriteText, d.Scope(), "gửi bản sửa"); err != nil {
		return "", err
	}
	data, err := upload(r, ".docx")
	if err != nil {
		return "", err
	}
	version, note, err := p.Papers.TakeIn(r.Context(), d, of(r).User, data)
	return fmt.Sprintf("Đã nhận bản sửa, thành bản %d. Khác bản trước: %s.", version, strings.TrimSuffix(note, ".")), err
}

// takeSigned takes in the signed file.
func (p *portal) takeSigned(r *http.Request, d *archive.Document) (string, error) {
	if err := of(r).Allow(people.TakeSigned, d.Scope(), "gửi bản đã ký"); err != nil {
		return "", err
	}
	data, err := upload(r, ".pdf")
	if err != nil {
		return "", err
	}
	back, err := p.Papers.SignBack(r.Context(), d, of(r).User, outgoing.Signed{PDF: data, Trust: p.Trust})
	if err != nil {
		return "", err
	}
	told := fmt.Sprintf("Đã nhận bản ký (%s).", back.Note)
	if n := len(back.Findings); n > 0 {
		told += fmt.Sprintf(" Có %d điểm cần xem ở mục Kết quả kiểm tra.", n)
	}
	return told, nil
}

// upload reads the file of a form, of which the name must end so.
func upload(r *http.Request, ext string) ([]byte, error) {
	file, header, err := r.FormFile("tep")
	if err != nil {
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			return nil, people.Refuse("tệp lớn quá %d MB", maxUpload>>20)
		}
		return nil, people.Refuse("chưa chọn tệp")
	}
	defer file.Close()
	if !strings.EqualFold(path.Ext(header.Filename), ext) {
		return nil, people.Refuse("tệp %q không phải là tệp %s", header.Filename, ext)
	}
	return io.ReadAll(file)
}

// overlay sends the sheet that prints number and day onto the signed paper.
func (p *portal) overlay(w http.ResponseWriter, r *http.Request) error {
	d, err := p.get(r)
	if err != nil {
		return err
	}
	if p.Papers == nil || !p.workOn(of(r), &d, nil).Overlay {
		return archive.ErrNotFound
	}
	data, err := p.Papers.Overlay(r.Context(), d.ID)
	if err != nil {
		return err
	}
	if err := p.recordDownload(r, audit.Act{Document: d.ID, Detail: "tờ in số, ngày " + d.Symbol}); err != nil {
		return err
	}
	name, err := p.fileOf(r.Context(), d)
	if err != nil {
		return err
	}
	sendFile(w, attachment, name+"-so-ngay.pdf", data)
	return nil
}
