package jobs

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/people"

	"github.com/jmoiron/sqlx"
	"github.com/wneessen/go-mail"
)

// Mail says how alerts and documents go out by e-mail. Its zero value sends nothing.
type Mail struct {
	Server       string              `yaml:"server"`        // host:port, as mail.example.vn:587
	From         string              `yaml:"from"`          // address of the sender
	User         string              `yaml:"user"`          // "": the server asks for no login
	PasswordFile string              `yaml:"password-file"` // file that holds the password alone
	TLS          string              `yaml:"tls"`           // "" or "required": STARTTLS; "implicit": from the first byte, as on port 465; "none"
	To           map[string][]string `yaml:"to"`            // addresses of people and roles
	Portal       string              `yaml:"portal"`        // address of the portal, for links
	Papers       []Papers            `yaml:"papers"`        // documents that go out when they are made; none: only alerts do
}

// Check says what is wrong with the configuration.
func (m *Mail) Check() error {
	if m.Server == "" {
		return nil
	}
	_, port, err := net.SplitHostPort(m.Server)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("mail: server %q: want host:port", m.Server)
	}
	if !slices.Contains([]string{"", "required", "implicit", "none"}, m.TLS) {
		return fmt.Errorf("mail: tls %q: want required, implicit or none", m.TLS)
	}
	if len(m.To[string(people.Admin)]) == 0 {
		return fmt.Errorf("mail: to: an address for %s is needed, for what concerns nobody else", people.Admin)
	}
	message := mail.NewMsg()
	if err := message.From(m.From); err != nil {
		return fmt.Errorf("mail: from: %w", err)
	}
	for _, list := range m.To {
		if err := message.To(list...); err != nil {
			return fmt.Errorf("mail: to: %w", err)
		}
	}
	return m.checkPapers()
}

// addresses are those of people and roles, each once.
func (m *Mail) addresses(recipients string) (list []string) {
	for name := range strings.SplitSeq(recipients, ",") {
		list = append(list, m.To[name]...)
	}
	if len(list) == 0 {
		list = m.To[string(people.Admin)]
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// mailEvery is how often what is to be written is looked for; what could not be sent is
// tried again after mailRetry. Tests are less patient.
var mailEvery, mailRetry = 10 * time.Second, 2 * time.Minute

// sendAlerts writes to those whom alerts concern: one e-mail of all that the same people have
// not been told yet.
func (s *Service) sendAlerts(ctx context.Context) error {
	list, err := s.claimAlerts(ctx)
	if err != nil {
		return err
	}
	letters := map[string][]Alert{}
	for _, a := range list {
		to := strings.Join(s.cfg.Mail.addresses(a.Recipients), " ")
		letters[to] = append(letters[to], a)
	}
	var faults []error
	for _, to := range slices.Sorted(maps.Keys(letters)) {
		err := s.cfg.Mail.send(ctx, letters[to])
		if err == nil {
			err = s.db.Write(ctx, func(tx *sqlx.Tx) error {
				for _, a := range letters[to] {
					if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE alerts SET mailed_at = ? WHERE subject = ?`), time.Now().UTC(), a.Subject); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("to %s: %w", to, err))
		}
	}
	return errors.Join(faults...)
}

// claimAlerts returns the alerts that are to be written about, the oldest first. Whoever claims
// an alert has it for mailRetry, so that of several processes one writes.
func (s *Service) claimAlerts(ctx context.Context) (taken []Alert, err error) {
	const isDue = ` mailed_at IS NULL AND ended_at IS NULL AND (tried_at IS NULL OR tried_at < ?)`
	now := time.Now()
	before := now.Add(-mailRetry).UTC()
	var list []Alert
	err = s.db.Reader.SelectContext(ctx, &list, s.db.Reader.Rebind(selectAlerts+` WHERE`+isDue+` ORDER BY since, subject LIMIT 50`), before)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	err = s.db.Write(ctx, func(tx *sqlx.Tx) error {
		for _, a := range list {
			result, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE alerts SET tried_at = ? WHERE subject = ? AND`+isDue), now.UTC(), a.Subject, before)
			if err != nil {
				return err
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			if n > 0 {
				taken = append(taken, a)
			}
		}
		return nil
	})
	return taken, err
}

// send writes one e-mail about alerts that concern the same people.
func (m *Mail) send(ctx context.Context, about []Alert) error {
	message, err := m.message(m.addresses(about[0].Recipients))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(about[0].Message, ":")
	if len(about) > 1 {
		first = fmt.Sprintf("%d điều cần xem", len(about))
	}
	message.Subject("vanthu: " + short(first))
	var text strings.Builder
	for _, a := range about {
		fmt.Fprintf(&text, "%s\n\n%s, %s\n\n", a.Message, a.Subject, a.Since.Local().Format("15:04 02/01/2006"))
	}
	message.SetBodyString(mail.TypeTextPlain, strings.TrimSuffix(text.String(), "\n"))
	return m.deliver(ctx, message)
}

// hide takes the password out of an error: a server may say what it was sent.
func (m *Mail) hide(err error) error {
	password, fault := os.ReadFile(m.PasswordFile)
	secret := strings.TrimSpace(string(password))
	if err == nil || fault != nil || secret == "" {
		return err
	}
	plain := base64.StdEncoding.EncodeToString([]byte("\x00" + m.User + "\x00" + secret)) // RFC 4616
	return errors.New(strings.NewReplacer(plain, "***", base64.StdEncoding.EncodeToString([]byte(secret)), "***", secret, "***").Replace(err.Error()))
}

func (m *Mail) client() (*mail.Client, error) {
	host, port, err := net.SplitHostPort(m.Server)
	if err != nil {
		return nil, err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	options := []mail.Option{mail.WithPort(number), mail.WithTimeout(20 * time.Second), mail.WithTLSPolicy(mail.TLSMandatory)}
	switch m.TLS {
	case "implicit":
		options = append(options, mail.WithSSL())
	case "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if m.User != "" {
		password, err := os.ReadFile(m.PasswordFile)
		if err != nil {
			return nil, fmt.Errorf("mail: password-file: %w", err)
		}
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.User), mail.WithPassword(strings.TrimSpace(string(password))))
	}
	return mail.NewClient(host, options...)
}
