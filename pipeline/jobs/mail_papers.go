package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/wneessen/go-mail"

	"vanthu/pipeline/archive"
)

// Papers says to which of a job's recipients its documents go by e-mail, and how.
type Papers struct {
	Kinds []string `yaml:"kinds"` // of documents; none: all
	To    []string `yaml:"to"`    // people and roles; none: all recipients of the job
	As    string   `yaml:"as"`    // "link": an address of the portal; "attachment": the files
}

// fits reports whether documents of a kind go to a recipient so.
func (p *Papers) fits(kind, recipient string) bool {
	return (len(p.Kinds) == 0 || slices.Contains(p.Kinds, kind)) && (len(p.To) == 0 || slices.Contains(p.To, recipient))
}

// Bounds of what is attached: more goes as a link.
const (
	maxAttached     = 20
	maxAttachedSize = 10 << 20
)

// mailable is how old what a recipient is told may be: nobody is written to of last year's
// papers on the day on which e-mail is set up.
const mailable = 24 * time.Hour

// checkPapers says what is wrong with Papers and Portal.
func (m *Mail) checkPapers() error {
	for _, p := range m.Papers {
		if p.As != "link" && p.As != "attachment" {
			return fmt.Errorf("mail: papers: as %q: want link or attachment", p.As)
		}
		for _, to := range p.To {
			if len(m.To[to]) == 0 {
				return fmt.Errorf("mail: papers: to %s: it has no address in mail: to", to)
			}
		}
	}
	u, err := url.Parse(m.Portal)
	if len(m.Papers) > 0 && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return fmt.Errorf("mail: portal %q: want the address of the portal, as https://vanthu.example.vn", m.Portal)
	}
	return nil
}

// told is a notice that is to go out, with its run.
type told struct {
	Notice
	Kind   string    `db:"kind"`
	Job    string    `db:"job"`
	Period string    `db:"period"`
	State  string    `db:"state"`
	Due    time.Time `db:"due_at"`
	Queued time.Time `db:"queued_at"`
}

// paperLetter is an e-mail about a run.
type paperLetter struct {
	told
	as string
	to []string // recipients
}

// sendPapers writes to the recipients of runs that ended, by the first of Papers that fits
// each: one e-mail a run and way of sending.
func (s *Service) sendPapers(ctx context.Context) error {
	taken, err := s.claimNotices(ctx)
	if err != nil {
		return err
	}
	var letters []*paperLetter
	for _, n := range taken {
		rule := s.cfg.Mail.paperRule(n)
		i := slices.IndexFunc(letters, func(l *paperLetter) bool { return l.Run == n.Run && l.as == rule.As })
		if i < 0 {
			i, letters = len(letters), append(letters, &paperLetter{told: n, as: rule.As})
		}
		letters[i].to = append(letters[i].to, n.Recipient)
	}
	var faults []error
	for _, l := range letters {
		err := s.sendPaperLetter(ctx, l)
		if err == nil {
			err = s.db.Write(ctx, func(tx *sqlx.Tx) error {
				for _, to := range l.to {
					if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE notices SET mailed_at = ? WHERE run = ? AND recipient = ?`), s.now().UTC(), l.Run, to); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("run %d to %s: %w", l.Run, strings.Join(l.to, ", "), err))
		}
	}
	return errors.Join(faults...)
}

// paperRule is the first of Papers that fits; nil for none.
func (m *Mail) paperRule(n told) *Papers {
	for i := range m.Papers {
		if n.State == "done" && m.Papers[i].fits(n.Kind, n.Recipient) {
			return &m.Papers[i]
		}
	}
	return nil
}

// claimNotices returns the notices that are to go out. Whoever claims one has it for mailRetry,
// so that of several processes one writes.
func (s *Service) claimNotices(ctx context.Context) (taken []told, err error) {
	if len(s.cfg.Mail.Papers) == 0 {
		return nil, nil
	}
	const isDue = ` n.mailed_at IS NULL AND (n.tried_at IS NULL OR n.tried_at < ?)`
	now := s.now()
	before := now.Add(-mailRetry).UTC()
	var list []told
	err = s.db.Reader.SelectContext(ctx, &list, s.db.Reader.Rebind(`SELECT n.run, n.recipient, n.at, n.message, r.kind, r.job, r.period, r.state, r.due_at, r.queued_at
		FROM notices n JOIN runs r ON r.id = n.run WHERE n.at > ? AND`+isDue+` ORDER BY n.run, n.recipient LIMIT 200`), now.Add(-mailable).UTC(), before)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(n told) bool { return s.cfg.Mail.paperRule(n) == nil })
	if len(list) == 0 {
		return nil, nil
	}
	err = s.db.Write(ctx, func(tx *sqlx.Tx) error {
		taken = nil
		for _, n := range list {
			result, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE notices SET tried_at = ? WHERE run = ? AND recipient = ? AND mailed_at IS NULL AND (tried_at IS NULL OR tried_at < ?)`),
				now.UTC(), n.Run, n.Recipient, before)
			if err != nil {
				return err
			}
			if rows, err := result.RowsAffected(); err != nil {
				return err
			} else if rows > 0 {
				taken = append(taken, n)
			}
		}
		return nil
	})
	return taken, err
}

// sendPaperLetter writes one e-mail about the documents of a run.
func (s *Service) sendPaperLetter(ctx context.Context, l *paperLetter) error {
	m := &s.cfg.Mail
	message, err := m.message(m.addresses(strings.Join(l.to, ",")))
	if err != nil {
		return err
	}
	docs, err := s.documentsOf(ctx, l)
	if err != nil {
		return err
	}
	message.Subject("vanthu: " + short(l.Message))
	var text strings.Builder
	fmt.Fprintf(&text, "%s.\n", strings.TrimSuffix(l.Message, "."))
	attached := false
	if l.as == "attachment" {
		if attached, err = s.attach(ctx, message, docs); err != nil {
			return err
		}
		if !attached && len(docs) > 0 {
			text.WriteString("\nCác tệp nhiều hoặc lớn quá để gửi kèm: tải ở địa chỉ dưới đây.\n")
		}
	}
	if len(docs) == 0 {
		text.WriteString("\nKhông có bản mới: số liệu không đổi so với lần trước.\n")
	}
	if !attached {
		fmt.Fprintf(&text, "\nXem và tải ở trang Văn bản:\n%s\n", l.address(m.Portal))
	}
	message.SetBodyString(mail.TypeTextPlain, text.String())
	return m.deliver(ctx, message)
}

// address is where the portal shows the documents of a run.
func (l *paperLetter) address(portal string) string {
	v := url.Values{"nam": {strconv.Itoa(l.Due.Year())}, "loai": {l.Kind}, "ky": {l.Period}}
	return strings.TrimSuffix(portal, "/") + "/van-ban?" + v.Encode()
}

// documentsOf are the documents of which a run made a version.
func (s *Service) documentsOf(ctx context.Context, l *paperLetter) ([]archive.Document, error) {
	q := s.db.Reader
	name := l.Job + "/" + l.Period + " #"
	var ids []int64
	err := sqlx.SelectContext(ctx, q, &ids, q.Rebind(`SELECT DISTINCT d.id FROM versions v JOIN documents d ON d.id = v.document_id
		WHERE v.made_at >= ? AND substr(v.job, 1, ?) = ? AND d.kind = ? ORDER BY d.id`), l.Queued.Add(-time.Minute).UTC(), len([]rune(name)), name, l.Kind)
	if err != nil {
		return nil, fmt.Errorf("documents of run %d: %w", l.Run, err)
	}
	return archive.Some(ctx, q, ids...)
}

// attach puts the files to open of documents into an e-mail: all, or none where they are too
// many or too large.
func (s *Service) attach(ctx context.Context, message *mail.Msg, docs []archive.Document) (attached bool, err error) {
	files, err := archive.FilesToOpen(ctx, s.db.Reader, docs...)
	if err != nil {
		return false, err
	}
	type part struct{ name, sum string }
	var parts []part
	size := int64(0)
	for _, d := range docs {
		for _, f := range files[d.ID] {
			if f.Format == archive.DataFormat || f.Format == archive.MapFormat {
				continue
			}
			parts, size = append(parts, part{path.Base(d.Name) + "." + f.Format, f.SHA256}), size+f.Size
		}
	}
	if len(parts) == 0 || len(parts) > maxAttached || size > maxAttachedSize {
		return false, nil
	}
	for _, p := range parts {
		data, err := archive.FileByHash(ctx, s.db.Reader, p.sum)
		if err != nil {
			return false, err
		}
		if err := message.AttachReader(p.name, bytes.NewReader(data)); err != nil {
			return false, err
		}
	}
	return true, nil
}

// message begins an e-mail.
func (m *Mail) message(to []string) (*mail.Msg, error) {
	message := mail.NewMsg()
	if err := errors.Join(message.From(m.From), message.To(to...)); err != nil {
		return nil, err
	}
	host, _, _ := strings.Cut(m.From[strings.LastIndexByte(m.From, '@')+1:], ">")
	message.SetMessageIDWithValue(fmt.Sprintf("%d.vanthu@%s", time.Now().UnixNano(), host))
	return message, nil
}

// deliver hands an e-mail to the server.
func (m *Mail) deliver(ctx context.Context, message *mail.Msg) error {
	client, err := m.client()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	return m.hide(client.DialAndSendWithContext(ctx, message))
}
