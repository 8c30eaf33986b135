package pdftest

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"maps"
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
)

// Tool runs a program over a PDF and returns what it makes of it: the program gets args, the name of
// the file and the name of the one to write. Its failure is that of the test.
func Tool(t testing.TB, data []byte, name string, args ...string) []byte {
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

// Signer is who signs: a certificate with its key, and the root to which it leads.
type Signer struct {
	Root, Cert *x509.Certificate
	Key        *rsa.PrivateKey
}

// NewSigner makes a signer of that name with RSA keys of 2048 bits and a root of its own, both valid
// for a day from now.
func NewSigner(t testing.TB, name string) Signer {
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
	cert, key := one(name, false, root, rootKey)
	return Signer{root, cert, key}
}

// Sign signs a PDF as an office's tool does: it writes the file in a form of its own
// (here by qpdf), then an invisible signature field as an increment
// (ISO 32000-1 12.8). It needs qpdf.
func Sign(t testing.TB, data []byte, by Signer) []byte {
	t.Helper()
	const room = 16000
	old := Tool(t, data, "qpdf", "--object-streams=disable", "--newline-before-endstream")
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
	for _, n := range slices.Sorted(maps.Keys(places)) {
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
	if err := data1.AddSignerChain(by.Cert, by.Key, []*x509.Certificate{by.Root}, pkcs7.SignerInfoConfig{}); err != nil {
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
