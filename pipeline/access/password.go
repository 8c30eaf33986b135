package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Bounds of a password. QCVN 12:2026/BCA: at least eight characters of four classes.
const (
	minLength = 8
	maxLength = 200 // more is no better and costs the server
)

// Judge reports what a new password of that person lacks, in words for the person; nil
// where it may be used.
func Judge(password, user string) error {
	var lower, upper, digit, other bool
	for _, r := range password {
		switch {
		case unicode.IsLower(r):
			lower = true
		case unicode.IsUpper(r):
			upper = true
		case unicode.IsDigit(r):
			digit = true
		default:
			other = true
		}
	}
	n := utf8.RuneCountInString(password)
	switch {
	case n < minLength:
		return fmt.Errorf("%w: mật khẩu phải có ít nhất %d ký tự", ErrWeak, minLength)
	case n > maxLength:
		return fmt.Errorf("%w: mật khẩu dài quá %d ký tự", ErrWeak, maxLength)
	case !lower || !upper || !digit || !other:
		return fmt.Errorf("%w: mật khẩu phải có chữ thường, chữ hoa, chữ số và ký tự khác (như . , - !)", ErrWeak)
	case user != "" && strings.Contains(strings.ToLower(password), strings.ToLower(user)):
		return fmt.Errorf("%w: mật khẩu không được chứa tên đăng nhập", ErrWeak)
	}
	return nil
}

// ErrWeak says that a password is not good enough.
var ErrWeak = errors.New("mật khẩu chưa đạt")

// cost of argon2id (RFC 9106): some 40 ms on one core of an office machine, 19 MiB. A hash
// says its own, so that a later change leaves old ones valid.
type cost struct {
	memory, time uint32 // KiB, passes
	threads      uint8
}

var now = cost{memory: 19 << 10, time: 2, threads: 1}

// turn lets two passwords be hashed at a time: logins cannot take the machine's memory.
var turn = make(chan struct{}, 2)

// derive computes the key of a password, when it is its turn.
func derive(ctx context.Context, password string, salt []byte, c cost) ([]byte, error) {
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(password), salt, c.time, c.memory, c.threads, 32), nil
}

// hash gives what is kept of a password, in the PHC string format.
func hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, 16)
	rand.Read(salt)
	key, err := derive(ctx, password, salt, now)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, now.memory, now.time, now.threads,
		b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// matches reports whether kept is the hash of the password. Where nothing is kept the time
// of a comparison passes too, so that an answer does not tell whether there is such a person.
func matches(ctx context.Context, kept, password string) (bool, error) {
	if utf8.RuneCountInString(password) > maxLength {
		return false, nil
	}
	if kept == "" {
		_, err := derive(ctx, password, make([]byte, 16), now)
		return false, err
	}
	var version int
	var c cost
	var rest string
	_, err := fmt.Sscanf(kept, "$argon2id$v=%d$m=%d,t=%d,p=%d$%s", &version, &c.memory, &c.time, &c.threads, &rest)
	saltText, keyText, ok := strings.Cut(rest, "$")
	salt, err1 := base64.RawStdEncoding.DecodeString(saltText)
	key, err2 := base64.RawStdEncoding.DecodeString(keyText)
	if err := errors.Join(err, err1, err2); err != nil || !ok || version != argon2.Version || c.time == 0 || c.threads == 0 || c.memory > math.MaxInt32>>10 {
		return false, fmt.Errorf("access: a kept password is not readable: %w", err)
	}
	got, err := derive(ctx, password, salt, c)
	return err == nil && subtle.ConstantTimeCompare(got, key) == 1, err
}
