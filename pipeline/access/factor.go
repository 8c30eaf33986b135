package access

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// step is how long a code of the second factor lives (RFC 6238, 4.1).
const step = 30 * time.Second

var b32 = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewSecret gives a secret for the second factor of a person: 160 bits in base32 (RFC
// 4226, 4).
func NewSecret() string {
	secret := make([]byte, 20)
	rand.Read(secret)
	return b32.EncodeToString(secret)
}

// SecretURI names a secret for the programs that show codes.
func SecretURI(secret, user string) string {
	return "otpauth://totp/" + url.PathEscape("vanthu:"+user) + "?issuer=vanthu&secret=" + secret
}

// code is the code of a step (RFC 4226, 5.3; RFC 6238): six digits.
func code(secret []byte, counter int64) string {
	mac := hmac.New(sha1.New, secret)
	binary.Write(mac, binary.BigEndian, counter)
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 15
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[at:])&0x7fffffff%1_000_000)
}

// stepOf finds the step, later than last, whose code was given: now, or one before or
// after, for clocks differ. 0: none.
func stepOf(secret, given string, last int64, at time.Time) int64 {
	key, err := b32.DecodeString(secret)
	if err != nil || secret == "" {
		return 0
	}
	given = strings.Join(strings.Fields(given), "")
	counter := at.Unix() / int64(step/time.Second)
	for _, c := range []int64{counter, counter - 1, counter + 1} {
		if c > last && subtle.ConstantTimeCompare([]byte(code(key, c)), []byte(given)) == 1 {
			return c
		}
	}
	return 0
}
