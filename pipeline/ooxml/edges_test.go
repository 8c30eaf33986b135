package ooxml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// A namespace has one prefix, in the transitional form and in the strict one.
func TestStrictNamespaces(t *testing.T) {
	twins := 0
	for uri, prefix := range customary {
		tail, _ := strings.CutPrefix(uri, "http://schemas.openxmlformats.org/")
		folder, name, _ := strings.Cut(tail, "/2006/")
		if twin, there := customary["http://purl.oclc.org/ooxml/"+folder+"/"+name]; there {
			twins++
			if twin != prefix {
				t.Errorf("%s is %s, its strict form %s", uri, prefix, twin)
			}
		}
	}
	if twins < 6 {
		t.Errorf("%d namespaces have a strict form", twins)
	}
}

// Folders of the zip file are no parts; names with a leading slash or backslashes are those that they mean.
func TestPartNames(t *testing.T) {
	p, err := Open(build(t, "[Content_Types].xml", contentTypes, "_rels/.rels", rootRels, "word/", "", `word\document.xml`, "<a/>", "/word/a.xml", "<b/>"), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(p.Names()); got != "[[Content_Types].xml _rels/.rels word/document.xml word/a.xml]" {
		t.Errorf("parts %s", got)
	}
	for _, name := range []string{"a//b.xml", "./a.xml", "a/../../b.xml", "..", "/", "a\x00.xml"} {
		if got, err := partName(name); err == nil {
			t.Errorf("partName(%q) = %q", name, got)
		}
	}
	if _, err := Open([]byte(`{\rtf1\ansi x}`), Limits{}); err == nil || !strings.Contains(err.Error(), "RTF") {
		t.Errorf("an RTF file: %v", err)
	}
}

// Each limit holds at its edge: as much as it says is read, one more is not.
func TestLimits(t *testing.T) {
	const text = "<a>0123456789</a>"
	data := build(t, "[Content_Types].xml", contentTypes, "a.xml", text)
	all := int64(len(contentTypes) + len(text))
	for _, c := range []struct {
		name string
		lim  Limits
		open bool
	}{
		{"file", Limits{File: int64(len(data))}, true},
		{"file too large", Limits{File: int64(len(data)) - 1}, false},
		{"parts", Limits{Parts: 2}, true},
		{"too many parts", Limits{Parts: 1}, false},
		{"total", Limits{Total: all}, true},
		{"total too large", Limits{Total: all - 1}, false},
	} {
		p, err := Open(data, c.lim)
		if (err == nil) != c.open {
			t.Errorf("%s: %v", c.name, err)
		}
		if err != nil {
			continue
		}
		for range 2 { // reading uses nothing up
			if got, err := p.Part("a.xml"); err != nil || string(got) != text {
				t.Errorf("%s: %q, %v", c.name, got, err)
			}
		}
	}
}

func TestScannerOfEdges(t *testing.T) {
	for src, ok := range map[string]bool{
		`<?xml version="1.0" encoding="us-ascii"?><a/>`: true, `<?xml version="1.0" encoding='utf-8'?><a/>`: true,
		`<?xml version="1.0"?><a/>`: true, `<?xml version="1.0" encoding="windows-1258"?><a/>`: false,
		`<a/ >`: false, `<a /b>`: false, `<a b=`: false, `<a b="1"/>`: true, `<a b='1'></a>`: true, `<a b>`: false,
	} {
		if _, err := Parse([]byte(src)); (err == nil) != ok {
			t.Errorf("%s: %v", src, err)
		}
	}
}

func TestText(t *testing.T) {
	for src, want := range map[string]string{`<a>x</a>`: "x", `<a></a>`: "", `<a/>`: "", `<a><b>x</b></a>`: "x", `<a>x<b>y</b>z</a>`: "xyz", `<a><b/><b>y</b></a>`: "y",
		`<a>&lt;&#65;&#x41;&amp;</a>`: "<AA&", `<a>&#0;&#xD800;</a>`: "&#0;&#xD800;"} {
		root, err := Parse([]byte(src))
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if got := root.Text(); got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
}

// The level of deflate reaches from 0 to 9, 0 packs nothing, more is never larger.
func TestDeflateLevels(t *testing.T) {
	last := 1 << 30
	for _, level := range []int{0, 1, 9} {
		var b bytes.Buffer
		w := NewWriter(&b, level)
		if err := w.Put("a.xml", bytes.Repeat([]byte("một hai ba "), 2000)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if b.Len() > last || level == 1 && b.Len() == last {
			t.Errorf("level %d: %d bytes after %d", level, b.Len(), last)
		}
		last = b.Len()
	}
	for _, level := range []int{-1, 10} {
		if _, err := deflater(io.Discard, level); err == nil {
			t.Errorf("level %d", level)
		}
	}
}

// A package without content types says so, and what a file lacks is told apart from what is damaged.
func TestMissing(t *testing.T) {
	_, err := Open(build(t, "word/document.xml", "<a/>"), Limits{})
	if err == nil || errors.Is(err, ErrNoPart) && !strings.Contains(err.Error(), "[Content_Types].xml") {
		t.Errorf("no content types: %v", err)
	}
	if _, err = Open(build(t, "[Content_Types].xml", "<Types"), Limits{}); err == nil || errors.Is(err, ErrNoPart) {
		t.Errorf("damaged content types: %v", err)
	}
}
