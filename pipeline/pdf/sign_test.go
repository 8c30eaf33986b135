package pdf

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/hhrutter/pkcs7"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/pdf/pdftest"
	"vanthu/pipeline/unit"
)

// paper is a page with words.
func paper(t testing.TB, words ...string) *layout.Document {
	t.Helper()
	face, _ := font.Shipped().Find("Times New Roman", false, false)
	page := layout.Page{Width: 595 * unit.Pt, Height: 842 * unit.Pt}
	for i, w := range words {
		page.Items = append(page.Items, &item.Text{X: 100 * unit.Pt, Y: unit.Length(100+20*i) * unit.Pt, Face: face, Size: 13 * unit.Pt, Text: w, Para: i + 1})
	}
	return &layout.Document{Pages: []layout.Page{page}, Lang: "vi-VN"}
}

func drawPaper(t testing.TB, words ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, paper(t, words...), Info{Title: "Kế hoạch"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type signer struct {
	key  crypto.Signer
	cert *x509.Certificate
	root *x509.Certificate
	pool *x509.CertPool
}

// newSigner makes a root and a certificate of a leader.
func newSigner(t testing.TB) signer {
	t.Helper()
	make := func(name string, ca bool, parent *x509.Certificate, by crypto.Signer) (*x509.Certificate, crypto.Signer) {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		c := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name},
			NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), IsCA: ca, BasicConstraintsValid: true,
			KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
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
	root, rootKey := make("Ban Cơ yếu thử", true, nil, nil)
	cert, key := make("Lê Thị Ví Dụ", false, root, rootKey)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return signer{key, cert, root, pool}
}

// sign adds a signature field by an incremental update, as signing tools do.
func (s signer) sign(t testing.TB, old []byte) []byte {
	t.Helper()
	const room = 16000
	base, err := open(old, 0)
	if err != nil {
		t.Fatal(err)
	}
	in := &increment{out: bytes.NewBuffer(bytes.Clone(old)), next: *base.Size, places: map[int]int{}}
	page, ref, _, err := base.PageDict(1, false)
	if err != nil {
		t.Fatal(err)
	}
	sig := in.add("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Name(Le Thi Vi Du)/M(D:" + time.Now().UTC().Format("20060102150405") +
		"+00'00')/ByteRange[0 1111111111 2222222222 3333333333]/Contents<" + strings.Repeat("0", 2*room) + ">>>")
	field := in.add(fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(ky)/F 132/Rect[0 0 0 0]/V %d 0 R/P %d 0 R>>", sig, ref.ObjectNumber.Value()))
	text, err := verbatim(page)
	if err != nil {
		t.Fatal(err)
	}
	in.put(ref.ObjectNumber.Value(), strings.TrimSuffix(text, ">>")+fmt.Sprintf("/Annots[%d 0 R]>>", field))
	root, err := verbatim(base.RootDict)
	if err != nil {
		t.Fatal(err)
	}
	in.put(base.Root.ObjectNumber.Value(), strings.TrimSuffix(root, ">>")+fmt.Sprintf("/AcroForm<</SigFlags 3/Fields[%d 0 R]>>>>", field))
	out, err := in.close(base, old)
	if err != nil {
		t.Fatal(err)
	}
	from := bytes.LastIndex(out, []byte("/Contents<")) + len("/Contents")
	to := from + 2*room + 2
	for old, n := range map[string]int{"1111111111": from, "2222222222": to, "3333333333": len(out) - to} {
		out = bytes.Replace(out, []byte(old), fmt.Appendf(nil, "%-10d", n), 1)
	}
	data, err := pkcs7.NewSignedData(append(bytes.Clone(out[:from]), out[to:]...))
	if err != nil {
		t.Fatal(err)
	}
	data.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	if err := data.AddSignerChain(s.cert, s.key, []*x509.Certificate{s.root}, pkcs7.SignerInfoConfig{}); err != nil {
		t.Fatal(err)
	}
	data.Detach()
	der, err := data.Finish()
	if err != nil {
		t.Fatal(err)
	}
	copy(out[from+1:], fmt.Appendf(nil, "%x", der))
	return out
}

func TestSignatures(t *testing.T) {
	s := newSigner(t)
	plain := drawPaper(t, "Kế hoạch", "Số:")
	if list, err := Signatures(plain, s.pool); err != nil || len(list) != 0 {
		t.Errorf("without signature: %+v, %v", list, err)
	}
	signed := s.sign(t, plain)
	one := func(data []byte, trust *x509.CertPool) Signature {
		t.Helper()
		list, err := Signatures(data, trust)
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		return list[0]
	}
	if got := one(signed, s.pool); !got.Intact || !got.Trusted || !strings.Contains(got.Signer, "Lê Thị Ví Dụ") || time.Since(got.At) > time.Hour {
		t.Errorf("a good signature: %+v", got)
	}
	if got := one(signed, nil); !got.Intact || got.Trusted || len(got.Problems) == 0 {
		t.Errorf("a signer who leads to nobody: %+v", got)
	}
	spoiled := bytes.Replace(signed, []byte("/MarkInfo"), []byte("/MarkInfO"), 1)
	if bytes.Equal(spoiled, signed) {
		spoiled = bytes.Clone(signed)
		spoiled[bytes.Index(spoiled, []byte("stream"))+200] ^= 1
	}
	if list, err := Signatures(spoiled, s.pool); err == nil && (len(list) == 0 || list[0].Intact) {
		t.Errorf("changed after signing: %+v", list)
	}
}

// Number and day come behind the signed bytes; the signature over these stays valid, and
// other programs read the file.
func TestIncrementKeepsTheSignature(t *testing.T) {
	s := newSigner(t)
	signed := s.sign(t, drawPaper(t, "Số:", "Bình Phước, ngày"))
	over := paper(t, "161", "05")
	over.Pages[0].Items[0].(*item.Text).X = 200 * unit.Pt
	out, err := Increment(signed, over)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out, signed) {
		t.Fatal("the signed bytes are no prefix")
	}
	again, err := Increment(signed, over)
	if err != nil || !bytes.Equal(again, out) {
		t.Errorf("a second time the bytes differ: %v", err)
	}
	list, err := Signatures(out, s.pool)
	if err != nil || len(list) != 1 || !list[0].Intact || !list[0].Trusted {
		t.Errorf("the signature: %+v, %v", list, err)
	}
	cmd := exec.Command("pdftotext", "-", "-")
	cmd.Stdin = bytes.NewReader(out)
	if text, err := cmd.Output(); err != nil || !strings.Contains(string(text), "161") {
		t.Errorf("poppler reads %q, %v", text, err)
	}
	if _, err := Increment(signed, &layout.Document{Pages: make([]layout.Page, 2)}); err == nil {
		t.Error("another count of pages is taken")
	}
	for _, bad := range [][]byte{nil, []byte("%PDF-1.7\n"), signed[:1000]} {
		if _, err := Increment(bad, over); err == nil {
			t.Errorf("%d bytes of no PDF are taken", len(bad))
		}
	}
}

func TestTextOfPDF(t *testing.T) {
	pages, err := Text(drawPaper(t, "Kế", "hoạch", "Điểu", "Đức"))
	if err != nil || len(pages) != 1 || strings.Join(strings.Fields(pages[0]), "") != "KếhoạchĐiểuĐức" {
		t.Errorf("%q, %v", pages, err)
	}
	if pages, err := Text(drawPaper(t)); !errors.Is(err, ErrNoText) {
		t.Errorf("a page without words: %q, %v", pages, err)
	}
	if _, err := Text([]byte("none")); !errors.Is(err, ErrNoText) {
		t.Error(err)
	}
}

// TestIncrementStaysArchivable: number and day behind a file that claims PDF/A-2u break none
// of its rules; tags, which only level A asks for, cannot be added to signed bytes.
func TestIncrementStaysArchivable(t *testing.T) {
	over := paper(t, "161", "05")
	for _, it := range over.Pages[0].Items {
		it.(*item.Text).Para = 0
	}
	out, err := Increment(drawPaper(t, "Số:", "Bình Phước, ngày"), over)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pdftest.Faults(out) {
		if !strings.HasPrefix(f, "14.7.4.4: ") {
			t.Error(f)
		}
	}
}
