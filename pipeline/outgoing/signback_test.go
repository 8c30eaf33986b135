package outgoing

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hhrutter/pkcs7"

	"vanthu/pipeline"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/queries"
)

// tool runs a program over a PDF and returns what it makes of it.
func tool(t testing.TB, data []byte, name string, args ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, data, 0o644); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(name, append(args, in, out)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, text)
	}
	made, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// certificate makes a root and a certificate that leads to it.
func certificate(t testing.TB, name string) (root, cert *x509.Certificate, key *rsa.PrivateKey) {
	t.Helper()
	one := func(name string, ca bool, parent *x509.Certificate, by *rsa.PrivateKey) (*x509.Certificate, *rsa.PrivateKey) {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		c := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour),
			NotAfter: time.Now().Add(24 * time.Hour), IsCA: ca, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
		if ca {
			c.KeyUsage = x509.KeyUsageCertSign
		}
		if parent == nil {
			parent, by = c, key
		}
		der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), by)
		if err != nil {
			t.Fatal(err)
		}
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return cert, key
	}
	root, rootKey := one("Ban Cơ yếu thử", true, nil, nil)
	cert, key = one(name, false, root, rootKey)
	return root, cert, key
}

// signPDF signs a PDF as an office's tool does: it writes the file in a form of its own
// (here by qpdf), then a signature field as an increment. It returns the file and how many
// of its bytes are signed.
func signPDF(t testing.TB, data []byte, root, cert *x509.Certificate, key *rsa.PrivateKey) []byte {
	t.Helper()
	const room = 16000
	old := tool(t, data, "qpdf", "--object-streams=disable", "--newline-before-endstream")
	last := func(form string) string {
		all := regexp.MustCompile(form).FindAllSubmatch(old, -1)
		if len(all) == 0 {
			t.Fatalf("the PDF has no %s", form)
		}
		return string(all[len(all)-1][1])
	}
	size, _ := strconv.Atoi(last(`/Size (\d+)`))
	object := func(n string) string {
		all := regexp.MustCompile(`(?s)\n`+n+` 0 obj\n(<<.*?>>)\nendobj`).FindAllSubmatch(old, -1)
		if len(all) == 0 {
			t.Fatalf("object %s is missing", n)
		}
		return string(all[len(all)-1][1])
	}
	rootRef, page := last(`/Root (\d+) 0 R`), last(`(?s)\n(\d+) 0 obj\n<<[^\n]*/Type /Page[ />]`)
	b := bytes.NewBuffer(bytes.Clone(old))
	places := map[int]int{}
	put := func(n int, text string) {
		places[n] = b.Len()
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", n, text)
	}
	put(size, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/M(D:"+time.Now().UTC().Format("20060102150405")+
		"+00'00')/ByteRange[0 1111111111 2222222222 3333333333]/Contents<"+strings.Repeat("0", 2*room)+">>>")
	put(size+1, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(ky)/F 132/Rect[0 0 0 0]/V %d 0 R/P %s 0 R>>", size, page))
	n, _ := strconv.Atoi(page)
	put(n, strings.TrimSuffix(object(page), ">>")+fmt.Sprintf("/Annots[%d 0 R]>>", size+1))
	n, _ = strconv.Atoi(rootRef)
	put(n, strings.TrimSuffix(object(rootRef), ">>")+fmt.Sprintf("/AcroForm<</SigFlags 3/Fields[%d 0 R]>>>>", size+1))
	at := b.Len()
	b.WriteString("xref\n")
	for _, n := range slices.Sorted(keysOf(places)) {
		fmt.Fprintf(b, "%d 1\n%010d 00000 n \n", n, places[n])
	}
	fmt.Fprintf(b, "trailer\n<</Size %d/Root %s 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", size+2, rootRef, last(`startxref\s+(\d+)`), at)
	out := b.Bytes()
	from := bytes.LastIndex(out, []byte("/Contents<")) + len("/Contents")
	to := from + 2*room + 2
	for old, n := range map[string]int{"1111111111": from, "2222222222": to, "3333333333": len(out) - to} {
		out = bytes.Replace(out, []byte(old), fmt.Appendf(nil, "%-10d", n), 1)
	}
	data1, err := pkcs7.NewSignedData(append(bytes.Clone(out[:from]), out[to:]...))
	if err != nil {
		t.Fatal(err)
	}
	data1.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	if err := data1.AddSignerChain(cert, key, []*x509.Certificate{root}, pkcs7.SignerInfoConfig{}); err != nil {
		t.Fatal(err)
	}
	data1.Detach()
	der, err := data1.Finish()
	if err != nil {
		t.Fatal(err)
	}
	copy(out[from+1:], fmt.Appendf(nil, "%x", der))
	return out
}

func keysOf(m map[int]int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

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
	root, cert, key := certificate(t, "Lê Thị Ví Dụ")
	trust := x509.NewCertPool()
	trust.AddCert(root)
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
	signed := signPDF(t, copyForSignature, root, cert, key)
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
	tool(t, numbered, "qpdf", "--qdf") // another program reads it; it fails on a fault
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
		{"a page less", tool(t, copyForSignature, "qpdf", "--pages", ".", "1-2", "--"), "gợi ý NO_SIGNATURE, sai TEXT", "Bản ký có 2 trang"},
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
	shown := rewrite(t, file(t, p, doc, doc.Version, "docx"), `string="`+pipeline.WorkMark+`"`, `string=""`)
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
	stamped := drawn(t, file(t, here, doc, doc.Version, "docx"), pipeline.WorkMark, "")
	if said, err := readPrinted(blank); err != nil || said != (printed{}) {
		t.Errorf("a file without a number says %+v, %v", said, err)
	}
	if said, err := readPrinted(stamped); err != nil || said != (printed{"161", "2024-02-05"}) {
		t.Fatalf("the file says %+v, %v", said, err)
	}
	want := now(t, here, doc.ID)
	for _, way := range [][]string{toSigned, toSigned[:3]} {
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
		if rules(back.Findings) != "gợi ý NO_SIGNATURE" {
			t.Errorf("found %+v", back.Findings)
		}
		got := now(t, there, doc.ID)
		if got.State != want.State || got.Symbol != want.Symbol || got.IssueDay != want.IssueDay || got.Version != back.Version {
			t.Errorf("it ends as %s, %s of %s; numbered here it is %s, %s of %s", got.State, got.Symbol, got.IssueDay, want.State, want.Symbol, want.IssueDay)
		}
	}
	found := holdPrinted(&archive.Document{Symbol: "162/KH-UBND", IssueDay: "2024-02-06"}, printed{"161", "2024-02-05"})
	if len(found) != 2 || rules(found) != "sai NUMBER" {
		t.Errorf("another number and day than in the book: %+v", found)
	}
}
