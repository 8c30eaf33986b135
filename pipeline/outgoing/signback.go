package outgoing

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/making"
	"vanthu/pipeline/outgoing/diff"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/people"
)

// maxDifferences is how many places of a signed file are told one by one.
const maxDifferences = 20

// Signed is a file that comes back from the signer.
type Signed struct {
	PDF   []byte
	Trust *x509.CertPool // whose certificates are known; nil for none
}

// Back is a signed file that came back.
type Back struct {
	Version  int
	Findings []archive.Finding
	Note     string // a scan, or who signed when
}

// SignBack takes a signed file in as a version of its own, with what was found: the
// signatures, where its text differs from that of the copy for signature, where number and day
// differ from the book. Number and day that the signing tool printed are entered into the book
// where the paper has none, so that both ways end in the same state. A scan is kept as a scan. Where doc is not as it is in the archive any more, the error is
// archive.ErrChanged.
func (p *Papers) SignBack(ctx context.Context, doc *archive.Document, by *people.User, s Signed) (*Back, error) {
	data := s.PDF
	if doc.Submitted == 0 {
		return nil, people.Refuse("%s: văn bản chưa trình ký", doc.Name)
	}
	if err := refuseSecretPDF(data); err != nil {
		return nil, err
	}
	said, err := readPrinted(data)
	if err != nil {
		return nil, err
	}
	if err := p.enter(ctx, doc, by, said); err != nil {
		return nil, err
	}
	want, err := p.laidBefore(ctx, doc)
	if err != nil {
		return nil, err
	}
	signatures, err := pdf.Signatures(data, s.Trust)
	if err != nil {
		return nil, err
	}
	back := &Back{Findings: signatureFindings(signatures), Note: "bản chụp, không có chữ ký số"}
	compared, err := compareText(want, data)
	if err != nil {
		return nil, err
	}
	laid, err := pdf.LaidOver(data)
	if err != nil && !errors.Is(err, pdf.ErrNoText) {
		return nil, err
	}
	back.Findings = slices.Concat(back.Findings, compared, holdLaidOver(doc, laid), holdPrinted(doc, said))
	if len(signatures) > 0 {
		back.Note = "bản ký số: " + signers(signatures)
	}
	u := archive.Upload{By: by, At: p.Now(), Origin: archive.FromSigner, Copy: archive.Copy{From: doc.Version,
		Files: []archive.File{{Format: "pdf", Data: data}}, Findings: back.Findings, Note: back.Note}}
	err = p.writeTo(ctx, doc, func(tx *sqlx.Tx) (err error) {
		back.Version, err = archive.TakeIn(ctx, tx, doc.ID, u)
		return err
	})
	return back, err
}

// refuseSecretPDF refuses a PDF with a mark of secrecy. Of a scan nobody can tell.
func refuseSecretPDF(data []byte) error {
	pieces, err := pdf.Pieces(data)
	if errors.Is(err, pdf.ErrNoText) {
		return nil
	}
	i := slices.IndexFunc(pieces, func(s string) bool { return check.Secret(s) != "" })
	if err != nil || i < 0 {
		return err
	}
	return people.Refuse("tệp PDF có dấu %q: %w", check.Secret(pieces[i]), check.ErrSecret)
}

// laidBefore returns the copy for signature and, of a paper that has its number, the
// working copy with it: a signed file may show either.
func (p *Papers) laidBefore(ctx context.Context, doc *archive.Document) (files [][]byte, err error) {
	versions, err := archive.Versions(ctx, p.DB.Reader, doc.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		if v.Number < doc.Submitted || v.Origin != archive.FromCopy {
			continue
		}
		data, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: doc.ID, Version: v.Number, Format: "pdf"})
		if err != nil {
			return nil, err
		}
		files = append([][]byte{data}, files...)
	}
	return files, nil
}

func signers(list []pdf.Signature) string {
	var parts []string
	for _, s := range list {
		at := "không rõ lúc nào"
		if !s.At.IsZero() {
			at = s.At.In(time.FixedZone("", 7*3600)).Format("15:04 02/01/2006")
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", s.Signer, at))
	}
	return strings.Join(parts, ", ")
}

func signatureFindings(list []pdf.Signature) (found []archive.Finding) {
	const clause = "NĐ 30/2020 Đ.13, PL I"
	if len(list) == 0 {
		return []archive.Finding{{Rule: "NO_SIGNATURE", Severity: check.Hint, Place: "tệp PDF",
			Message: "Không có chữ ký số: giữ như bản chụp của bản giấy.", Clause: clause}}
	}
	for _, s := range list {
		place := "chữ ký của " + s.Signer
		switch {
		case !s.Intact:
			found = append(found, archive.Finding{Rule: "SIGNATURE", Severity: check.Wrong, Place: place,
				Message: "Nội dung đã bị thay đổi sau khi ký, hoặc chữ ký hỏng: " + strings.Join(s.Problems, "; ") + ".", Clause: clause})
		case !s.Trusted:
			found = append(found, archive.Finding{Rule: "SIGNER", Severity: check.Warning, Place: place,
				Message: "Chứng thư chưa thuộc danh sách tin cậy: " + strings.Join(s.Problems, "; ") + ".", Clause: clause})
		}
	}
	return found
}

// compareText names the places where the text of a signed file differs from each of the
// files that were laid before the leader, page by page from the one it is nearest to.
func compareText(want [][]byte, got []byte) (found []archive.Finding, err error) {
	is, err := pdf.Text(got)
	if errors.Is(err, pdf.ErrNoText) {
		return []archive.Finding{{Rule: "NOT_COMPARED", Severity: check.Warning, Place: "tệp PDF",
			Message: "Không so được: tệp không có chữ đọc được (bản chụp). Người nhận phải đọc đối chiếu với bản trình ký."}}, nil
	} else if err != nil {
		return nil, err
	}
	var was [][]string
	for _, data := range want {
		pages, err := pdf.Text(data)
		if err != nil {
			return nil, err
		}
		was = append(was, pages)
	}
	if len(was[0]) != len(is) {
		found = append(found, archive.Finding{Rule: "TEXT", Severity: check.Wrong, Place: "tệp PDF",
			Message: fmt.Sprintf("Bản ký có %d trang, bản trình ký có %d trang.", len(is), len(was[0]))})
	}
	for i := range min(len(was[0]), len(is)) {
		place := fmt.Sprintf("trang %d", i+1)
		for _, d := range leastDifferent(was, is, i) {
			if len(found) == maxDifferences {
				return append(found, archive.Finding{Rule: "TEXT", Severity: check.Wrong, Place: place, Message: "Còn những chỗ khác nữa."}), nil
			}
			found = append(found, archive.Finding{Rule: "TEXT", Severity: check.Wrong, Place: place, Message: "Chữ khác bản trình ký: " + d + "."})
		}
	}
	return found, nil
}

// leastDifferent compares page i with that page of each file.
func leastDifferent(was [][]string, is []string, i int) (least []string) {
	for n, pages := range was {
		if i >= len(pages) {
			continue
		}
		text := strings.ReplaceAll(pages[i], making.WorkMark, "")
		if letters(text) == letters(is[i]) {
			return nil
		}
		place := fmt.Sprintf("trang %d", i+1)
		d := diff.Texts([]diff.Line{{Place: place, Text: text}}, []diff.Line{{Place: place, Text: is[i]}})
		if n == 0 || len(d) < len(least) {
			least = d
		}
	}
	return least
}

// letters is a text without its spaces, which every program that makes PDF sets in its
// own way.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' {
			return -1
		}
		return r
	}, s)
}
