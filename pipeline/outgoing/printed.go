package outgoing

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// printed is what a signed file says of its number and day. A signing tool may print both into
// the blanks when it signs, drawn into the page or laid over it.
type printed struct {
	number string // "161"; "" for none
	day    string // ISO; "" for none
}

// Where number and day stand at the head of a paper (NĐ 30/2020 PL I, II.3 and II.4), without
// spaces: the day comes behind the comma of the place, as no day that a paper cites does.
var (
	printedNumber = regexp.MustCompile(`Số:(\d{1,6})/`)
	printedDay    = regexp.MustCompile(`,ngày(\d{1,2})tháng(\d{1,2})năm(\d{4})`)
)

// maxHead is how many pieces of a file may be its head.
const maxHead = 40

// readPrinted reads number and day from the head of a signed file; a scan says nothing.
func readPrinted(data []byte) (p printed, err error) {
	pieces, err := pdf.Pieces(data)
	if errors.Is(err, pdf.ErrNoText) {
		return p, nil
	} else if err != nil {
		return p, err
	}
	head := letters(strings.Join(pieces[:min(len(pieces), maxHead)], ""))
	if m := printedNumber.FindStringSubmatch(head); m != nil {
		p.number = m[1]
	}
	if m := printedDay.FindStringSubmatch(head); m != nil {
		d, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		p.day = fmt.Sprintf("%s-%02d-%02d", m[3], month, d)
	}
	return p, nil
}

// enter enters the number and day that a signing tool printed into the book, where the paper
// has none yet, so that it stands where a paper stands that was numbered here.
func (p *Papers) enter(ctx context.Context, doc *archive.Document, by *people.User, said printed) error {
	if doc.Symbol != "" || said.number == "" || said.day == "" || doc.State != archive.Submitted && doc.State != archive.Signed {
		return nil
	}
	if err := by.Allow(people.GiveNumber, doc.Scope(), "ghi số "+said.number+" của tệp đã ký vào sổ"); err != nil {
		return err
	}
	if doc.State == archive.Submitted {
		if err := p.Move(ctx, doc.ID, archive.Step{By: by, To: archive.Signed, At: p.Now()}, 0); err != nil {
			return err
		}
	}
	_, err := p.Issue(ctx, doc.ID, archive.Entry{By: by, Number: said.number, Day: said.day, At: p.Now()})
	if err != nil {
		return fmt.Errorf("tệp đã ký ghi số %s, ngày %s, sổ không nhận: %w", said.number, dayInWords(said.day), err)
	}
	*doc, err = archive.Get(ctx, p.DB.Reader, doc.ID)
	return err
}

// holdPrinted holds what a signed file says against the book.
func holdPrinted(doc *archive.Document, said printed) (found []archive.Finding) {
	if doc.Symbol == "" {
		return nil
	}
	const clause = "NĐ 30/2020 Đ.15"
	number, _, _ := strings.Cut(doc.Symbol, "/")
	if said.number != "" && strings.TrimLeft(said.number, "0") != strings.TrimLeft(number, "0") {
		found = append(found, archive.Finding{Rule: "NUMBER", Severity: check.Wrong, Place: "số, ký hiệu",
			Message: fmt.Sprintf("Tệp đã ký ghi số %s, sổ ghi %s.", said.number, doc.Symbol), Clause: clause})
	}
	if said.day != "" && said.day != doc.IssueDay {
		found = append(found, archive.Finding{Rule: "NUMBER", Severity: check.Wrong, Place: "ngày ban hành",
			Message: fmt.Sprintf("Tệp đã ký ghi ngày %s, sổ ghi ngày %s.", dayInWords(said.day), dayInWords(doc.IssueDay)), Clause: clause})
	}
	return found
}

// numberWords are what number and day at the head of a paper are made of.
var numberWords = regexp.MustCompile(`Số:|ngày|tháng|năm|[\d\s.,/–-]`)

// holdLaidOver tells of what annotations lay over a signed file beside number and day and the
// appearances of signatures: a reader sees it where the text below is compared.
func holdLaidOver(doc *archive.Document, laid []pdf.Laid) (found []archive.Finding) {
	_, code, _ := strings.Cut(doc.Symbol, "/")
	for _, l := range laid {
		rest := numberWords.ReplaceAllString(strings.ReplaceAll(l.Text, code, ""), "")
		if l.Signer || strings.TrimSpace(rest) == "" || len(found) == maxDifferences {
			continue
		}
		found = append(found, archive.Finding{Rule: "LAID_OVER", Severity: check.Warning, Place: fmt.Sprintf("trang %d", l.Page),
			Message: "Có chữ đặt chồng lên trang sau khi trình ký: “" + cut(l.Text, 200) + "”."})
	}
	return found
}

// cut shortens a text to n letters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// dayInWords is a day as people write it: "05/02/2024".
func dayInWords(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return viet.ShortDate(t.Year(), int(t.Month()), t.Day())
}
