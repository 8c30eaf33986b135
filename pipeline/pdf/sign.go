package pdf

import (
	"bytes"
	"cmp"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	reader "github.com/ledongthuc/pdf"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// Signature is a digital signature of a PDF as it was found, offline: whether a
// certificate was revoked since is not asked.
type Signature struct {
	Signer   string    // subject of the certificate, else the name in the signature
	At       time.Time // of signing, by the timestamp or as the signer says; zero where unknown
	Intact   bool      // the signed bytes are those that were signed
	Trusted  bool      // the certificate leads to the trust list
	Problems []string
}

// trusting guards the trust list, which pdfcpu keeps in a variable.
var trusting sync.Mutex

// Signatures checks the digital signatures of a PDF; none is no error. trust holds the
// certificates to which signers must lead; nil trusts nobody.
func Signatures(data []byte, trust *x509.CertPool) (list []Signature, err error) {
	defer func() {
		if p := recover(); p != nil {
			list, err = nil, fmt.Errorf("the signatures cannot be read: %v", p)
		}
	}()
	trusting.Lock()
	defer trusting.Unlock()
	if trust == nil {
		trust = x509.NewCertPool()
	}
	model.UserCertPool = trust
	ctx, err := open(data, model.VALIDATESIGNATURE)
	if err != nil {
		return nil, err
	}
	if len(ctx.Signatures) == 0 && ctx.URSignature == nil {
		return nil, nil
	}
	results, err := pdfcpu.ValidateSignatures(bytes.NewReader(data), ctx, true)
	if err != nil {
		return nil, fmt.Errorf("the signatures cannot be read: %w", err)
	}
	for _, r := range results {
		if !r.Signed {
			continue
		}
		s := Signature{Signer: r.Details.SignerIdentity, At: r.Details.SigningTime, Intact: intact(r)}
		if s.Signer == "" || s.Signer == "Unknown" {
			s.Signer = r.Details.SignerName
		}
		for _, by := range r.Details.Signers {
			if by.Certificate != nil && by.Certificate.Leaf && by.Certificate.Subject != "" {
				s.Signer = by.Certificate.Subject
				// The verdict on the whole also wants to know of revocation, which is not asked.
				s.Trusted = s.Intact && by.Certificate.Trust.Status == model.True
			}
			if by.HasTimestamp && !by.Timestamp.IsZero() {
				s.At = by.Timestamp
			}
			s.Problems = append(s.Problems, by.Problems...)
		}
		s.Problems = slices.DeleteFunc(append(s.Problems, r.Problems...), func(p string) bool { return strings.Contains(p, "offline") })
		if !s.Trusted {
			s.Problems = append([]string{r.Reason.String()}, s.Problems...)
		}
		list = append(list, s)
	}
	return list, nil
}

// intact reports whether what is wrong with a signature, if anything, is about the
// signer and not about the bytes.
func intact(r *model.SignatureValidationResult) bool {
	switch r.Reason {
	case model.SignatureReasonDocModified, model.SignatureReasonSignatureForged, model.SignatureReasonInternal:
		return false
	}
	return r.DocModified != model.True
}

// ErrNoText says that a PDF holds nothing that can be read as text: a scan.
var ErrNoText = errors.New("the PDF holds no text")

// Text returns the words of each page of a PDF from elsewhere, in the order of its
// content. ErrNoText where no page has any.
func Text(data []byte) (pages []string, err error) {
	defer func() {
		if p := recover(); p != nil {
			pages, err = nil, fmt.Errorf("%w that can be read: %v", ErrNoText, p)
		}
	}()
	r, err := reader.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w that can be read: %v", ErrNoText, err)
	}
	found := false
	for i := range r.NumPage() {
		text, err := r.Page(i + 1).GetPlainText(nil)
		if err != nil {
			return nil, fmt.Errorf("%w that can be read: page %d: %v", ErrNoText, i+1, err)
		}
		text = strings.Join(strings.Fields(nfc(text)), " ")
		found = found || text != ""
		pages = append(pages, text)
	}
	if !found {
		return nil, ErrNoText
	}
	return pages, nil
}

// Pieces returns what stands alone on the pages of a PDF from elsewhere: the texts of its
// lines, parted where a gap is wider than two letters, with what annotations lay over them in
// its place. ErrNoText as Text has it.
func Pieces(data []byte) (list []string, err error) {
	err = eachPage(data, func(_ int, page reader.Page) {
		in := &appearance{}
		in.content(page.V.Key("Contents"), page.Resources(), same, 0)
		letters := in.letters
		laid, signers := laidOver(page)
		for i, over := range laid {
			if !signers[i] {
				letters = append(letters, over...)
			}
		}
		list = append(list, lines(letters)...)
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// LaidOver returns what annotations lay over the pages of a PDF from elsewhere, with the
// appearances of signatures. ErrNoText as Text has it.
func LaidOver(data []byte) (list []Laid, err error) {
	err = eachPage(data, func(n int, page reader.Page) {
		laid, signers := laidOver(page)
		for i, letters := range laid {
			if text := strings.Join(strings.Fields(strings.Join(lines(letters), " ")), " "); text != "" {
				list = append(list, Laid{n, text, signers[i]})
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// eachPage reads the pages of a PDF, from 1; a fault of the library is an error like others.
func eachPage(data []byte, read func(n int, page reader.Page)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w that can be read: %v", ErrNoText, p)
		}
	}()
	r, err := reader.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("%w that can be read: %v", ErrNoText, err)
	}
	for i := range r.NumPage() {
		read(i+1, r.Page(i+1))
	}
	return nil
}

// lines are the texts of lines from the top, parted in pieces.
func lines(letters []reader.Text) (list []string) {
	slices.SortStableFunc(letters, func(a, b reader.Text) int { return cmp.Compare(b.Y, a.Y) })
	for len(letters) > 0 {
		n := 1
		for n < len(letters) && letters[n-1].Y-letters[n].Y < 2 {
			n++
		}
		list = append(list, pieces(letters[:n])...)
		letters = letters[n:]
	}
	return list
}

// pieces parts a line where a gap is wide.
func pieces(line []reader.Text) (list []string) {
	slices.SortStableFunc(line, func(a, b reader.Text) int { return cmp.Compare(a.X, b.X) })
	var piece strings.Builder
	for k, t := range line {
		if k > 0 && t.X-line[k-1].X > 2*max(line[k-1].FontSize, t.FontSize, 4) {
			list = append(list, nfc(piece.String()))
			piece.Reset()
		}
		piece.WriteString(t.S)
	}
	return append(list, nfc(piece.String()))
}
