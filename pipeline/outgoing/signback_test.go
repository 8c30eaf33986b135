package outgoing

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/pdf/pdftest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

func rules(found []archive.Finding) string {
	var list []string
	for _, f := range found {
		if !slices.Contains(list, f.Severity+" "+f.Rule) {
			list = append(list, f.Severity+" "+f.Rule)
		}
	}
	return strings.Join(list, ", ")
}

// The electronic way: the leader signs the copy, number and day come behind the signed
// bytes, and what comes back is checked: integrity, signer, time, trust, text.
func TestSignBack(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := move(t, p, plan(t, p), toSigned...)
	signer := pdftest.NewSigner(t, "Lê Thị Ví Dụ")
	trust := x509.NewCertPool()
	trust.AddCert(signer.Root)
	back := func(data []byte, trust *x509.CertPool) *Back {
		t.Helper()
		doc = now(t, p, doc.ID)
		b, err := p.SignBack(t.Context(), doc, admin, Signed{PDF: data, Trust: trust})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	copyForSignature := file(t, p, doc, doc.Submitted, "pdf")
	signed := pdftest.Sign(t, copyForSignature, signer)
	b := back(signed, trust)
	if len(b.Findings) != 0 || !strings.Contains(b.Note, "Lê Thị Ví Dụ") || !strings.Contains(b.Note, time.Now().In(time.FixedZone("", 7*3600)).Format("02/01/2006")) {
		t.Errorf("signed: %q, %+v", b.Note, b.Findings)
	}
	if got := now(t, p, doc.ID); got.Version != b.Version || !bytes.Equal(file(t, p, got, got.Version, "pdf"), signed) {
		t.Errorf("to open: %+v", got)
	}
	if b := back(signed, nil); rules(b.Findings) != "cảnh báo SIGNER" {
		t.Errorf("without a trust list: %+v", b.Findings)
	}
	spoiled := bytes.Clone(signed)
	spoiled[bytes.Index(spoiled, []byte("stream"))+300] ^= 1
	if b := back(spoiled, trust); !strings.Contains(rules(b.Findings), "sai SIGNATURE") {
		t.Errorf("changed after signing: %+v", b.Findings)
	}

	// Number and day are added behind the bytes that the leader signed.
	if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "161", Day: "2024-02-05", At: noon}); err != nil {
		t.Fatal(err)
	}
	numbered, err := p.Increment(t.Context(), doc.ID, signed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(numbered, signed) || len(numbered) == len(signed) {
		t.Fatal("the signed bytes are no prefix of the file with the number")
	}
	if b := back(numbered, trust); len(b.Findings) != 0 || b.Note == "" {
		t.Errorf("with the number: %+v", b.Findings)
	}
	pdftest.Tool(t, numbered, "qpdf", "--qdf") // another program reads it; it fails on a fault
	if first := pages(t, numbered)[0]; !strings.Contains(first, "161") || !strings.Contains(first, "05") {
		t.Errorf("page 1 lacks number or day:\n%.400s", first)
	}
}

// What came back on paper, or changed: every case is kept and named for what it is.
func TestSignBackOfPaper(t *testing.T) {
	p := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := move(t, p, plan(t, p), toSigned...)
	word := file(t, p, doc, doc.Submitted, "docx")
	copyForSignature := file(t, p, doc, doc.Submitted, "pdf")
	scan := scanned(t, copyForSignature)
	for _, c := range []struct {
		what  string
		data  []byte
		rules string
		says  string
	}{
		{"a printed file", copyForSignature, "gợi ý NO_SIGNATURE", ""},
		{"a scan", scan, "gợi ý NO_SIGNATURE, cảnh báo NOT_COMPARED", "Không so được"},
		{"another word", drawn(t, blank(t, p, doc, word), "Nâng cao chất lượng", "Hạ thấp chất lượng"), "gợi ý NO_SIGNATURE, sai TEXT", "Nâng cao → Hạ thấp"},
		{"a page less", pdftest.Tool(t, copyForSignature, "qpdf", "--pages", ".", "1-2", "--"), "gợi ý NO_SIGNATURE, sai TEXT", "Bản ký có 2 trang"},
	} {
		b, err := p.SignBack(t.Context(), now(t, p, doc.ID), admin, Signed{PDF: c.data})
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if rules(b.Findings) != c.rules || !strings.Contains(fmt.Sprint(b.Findings), c.says) || !strings.Contains(b.Note, "bản chụp") {
			t.Errorf("%s: %q, %+v", c.what, b.Note, b.Findings)
		}
		if got := file(t, p, doc, b.Version, "pdf"); !bytes.Equal(got, c.data) {
			t.Errorf("%s is not kept byte for byte", c.what)
		}
		kept, err := archive.Findings(t.Context(), p.DB.Reader, doc.ID, b.Version)
		if err != nil || len(kept) != len(b.Findings) {
			t.Errorf("%s: findings kept: %+v, %v", c.what, kept, err)
		}
	}
	if _, err := p.SignBack(t.Context(), now(t, p, doc.ID), admin, Signed{PDF: []byte("không phải PDF")}); err == nil {
		t.Error("what is no PDF is taken in")
	}
	// A file that shows the number, as an office's tool makes it, does not differ.
	if _, err := p.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "161", Day: "2024-02-05", At: noon}); err != nil {
		t.Fatal(err)
	}
	doc = now(t, p, doc.ID)
	shown := rewrite(t, file(t, p, doc, doc.Version, "docx"), `string="`+making.WorkMark+`"`, `string=""`)
	b, err := p.SignBack(t.Context(), doc, admin, Signed{PDF: drawn(t, shown, "thi đua", "thi đua")})
	if err != nil || rules(b.Findings) != "gợi ý NO_SIGNATURE" {
		t.Errorf("with number and day in its text: %+v, %v", b, err)
	}
	if b.Findings[0].Severity != check.Hint {
		t.Errorf("%+v", b.Findings)
	}
}

// A signing tool that prints number and day itself: the paper ends where one that was numbered
// here does, from before and after the signature is recorded; what the book does not take is
// refused, what it says otherwise is told.
func TestSignBackWithNumber(t *testing.T) {
	here := office(t, dbtest.SQLite(t, queries.Schema()))
	doc := move(t, here, plan(t, here), toSigned...)
	blank := file(t, here, doc, doc.Submitted, "pdf")
	if _, err := here.Issue(t.Context(), doc.ID, archive.Entry{By: admin, Number: "161", Day: "2024-02-05", At: noon}); err != nil {
		t.Fatal(err)
	}
	doc = now(t, here, doc.ID)
	stamped := drawn(t, file(t, here, doc, doc.Version, "docx"), making.WorkMark, "")
	if said, err := readPrinted(blank); err != nil || said != (printed{}) {
		t.Errorf("a file without a number says %+v, %v", said, err)
	}
	if said, err := readPrinted(stamped); err != nil || said != (printed{"161", "2024-02-05"}) {
		t.Fatalf("the file says %+v, %v", said, err)
	}
	laid, err := here.Increment(t.Context(), doc.ID, blank) // as a tool does that lays them over the page
	if err != nil {
		t.Fatal(err)
	}
	if said, err := readPrinted(laid); err != nil || said != (printed{"161", "2024-02-05"}) {
		t.Fatalf("what lies over the page says %+v, %v", said, err)
	}
	signer := pdftest.NewSigner(t, "Lê Thị Ví Dụ")
	want := now(t, here, doc.ID)
	for _, c := range []struct {
		way  []string
		file []byte
	}{{toSigned, stamped}, {toSigned[:3], stamped}, {toSigned[:3], laid}, {toSigned[:3], pdftest.Sign(t, laid, signer)}} {
		way, stamped := c.way, c.file
		there := office(t, dbtest.SQLite(t, queries.Schema()))
		doc := move(t, there, plan(t, there), way...)
		leader := &people.User{Name: "ha", Grants: []people.Grant{{Role: people.Leader}}}
		if _, err := there.SignBack(t.Context(), doc, leader, Signed{PDF: stamped}); !errors.Is(err, people.ErrForbidden) {
			t.Error("who may not give numbers enters one:", err)
		}
		back, err := there.SignBack(t.Context(), now(t, there, doc.ID), admin, Signed{PDF: stamped})
		if err != nil {
			t.Fatal(err)
		}
		if got := rules(back.Findings); got != "gợi ý NO_SIGNATURE" && (got != "cảnh báo SIGNER" || !strings.Contains(back.Note, "Lê Thị Ví Dụ (")) {
			t.Errorf("found %+v, %s", back.Findings, back.Note)
		}
		got := now(t, there, doc.ID)
		if got.State != want.State || got.Symbol != want.Symbol || got.IssueDay != want.IssueDay || got.Version != back.Version {
			t.Errorf("it ends as %s, %s of %s; numbered here it is %s, %s of %s", got.State, got.Symbol, got.IssueDay, want.State, want.Symbol, want.IssueDay)
		}
	}
	over, err := pdf.LaidOver(laid)
	if err != nil || len(over) != 1 || over[0].Page != 1 || over[0].Signer || !strings.Contains(over[0].Text, "161") {
		t.Errorf("over the page lies %+v, %v", over, err)
	}
	told := holdLaidOver(&archive.Document{Symbol: "161/KH-UBND"}, append(over, pdf.Laid{Page: 1, Text: "Số: 161/KH-UBND"}, pdf.Laid{Page: 2, Text: "ngày 05 tháng 02 năm 2024"},
		pdf.Laid{Page: 4, Text: "Ký bởi: Trần Văn Bình", Signer: true}, pdf.Laid{Page: 3, Text: "500 tập thể"}))
	if len(told) != 1 || told[0].Place != "trang 3" || !strings.Contains(told[0].Message, "500 tập thể") {
		t.Errorf("of what lies over the pages is told: %+v", told)
	}
	found := holdPrinted(&archive.Document{Symbol: "162/KH-UBND", IssueDay: "2024-02-06"}, printed{"161", "2024-02-05"})
	if len(found) != 2 || rules(found) != "sai NUMBER" {
		t.Errorf("another number and day than in the book: %+v", found)
	}
}
