package refresh

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// TestPlaces: where a value is found, by what was left of its mark, and what becomes of
// each place.
func TestPlaces(t *testing.T) {
	tpl := compiled(t, report)
	other := november
	other.Xa = 1290
	made, now := november.set(t), other.set(t)
	src := body(t, filled(t, tpl, made))
	from := strings.Index(src, `<w:sdt><w:sdtPr><w:alias w:val="Số xã"/>`)
	control := src[from : from+strings.Index(src[from:], `</w:sdt>`)+len(`</w:sdt>`)]
	plain := run("1.286")
	for _, tc := range []struct {
		name  string
		edit  func(src string) string
		want  []Decision
		reads []string
	}{
		{"moved to another paragraph", func(s string) string {
			return strings.Replace(strings.Replace(s, control, "", 1), "</w:body>", `<w:p>`+run("Dời: ")+control+`</w:p></w:body>`, 1)
		}, []Decision{Updated}, []string{"Dời: 1.290", "có  xã"}},
		{"copied twice", func(s string) string {
			two := `<w:p>` + run("Chép: ") + bookmarks.ReplaceAllString(control, "") + run(" và ") + bookmarks.ReplaceAllString(control, "") + `</w:p>`
			return strings.Replace(s, "</w:body>", two+"</w:body>", 1)
		}, []Decision{Updated, Updated, Updated}, []string{"có 1.290 xã", "Chép: 1.290 và 1.290"}},
		{"the bookmark alone is left", func(s string) string {
			return strings.Replace(s, control, `<w:bookmarkStart w:id="70" w:name="_vt_1"/>`+plain+`<w:bookmarkEnd w:id="70"/>`, 1)
		}, []Decision{Updated}, []string{"có 1.290 xã"}},
		{"the words around alone are left", func(s string) string { return strings.Replace(s, control, plain, 1) },
			[]Decision{Updated}, []string{"có 1.290 xã"}},
		{"the words around stand twice", func(s string) string {
			s = strings.Replace(s, control, plain, 1)
			begin := strings.LastIndex(s[:strings.Index(s, plain)], `<w:p>`)
			p := s[begin : begin+strings.Index(s[begin:], `</w:p>`)+len(`</w:p>`)]
			return strings.Replace(s, p, p+bookmarks.ReplaceAllString(p, ""), 1)
		}, []Decision{Ambiguous}, []string{"có 1.286 xã"}},
		{"nothing is left", func(s string) string { return strings.Replace(s, control, "", 1) }, []Decision{Lost}, []string{"có  xã"}},
		{"in the insertion of somebody", func(s string) string {
			return strings.Replace(s, plain, `<w:ins w:id="900" w:author="Ai đó">`+plain+`</w:ins>`, 1)
		}, []Decision{Conflict}, []string{"có 1.286 xã"}},
		{"in the deletion of somebody", func(s string) string {
			return strings.Replace(s, plain, `<w:del w:id="900" w:author="Ai đó">`+strings.ReplaceAll(plain, "w:t", "w:delText")+`</w:del>`, 1)
		}, []Decision{Conflict}, []string{"có  xã"}},
		{"a figure typed by hand", func(s string) string {
			return strings.Replace(s, "</w:body>", para("Ước tính 98.765 người, năm 2024, tổng 1.272.")+"</w:body>", 1)
		}, []Decision{Updated, Typed}, []string{"98.765 người"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			edited := withBody(t, filled(t, tpl, made), tc.edit(src))
			res, err := Refresh(edited, Base{tpl.Map(), made}, now, Options{Day: day})
			if err != nil {
				t.Fatal(err)
			}
			var got []Decision
			for _, c := range res.Changes {
				got = append(got, c.Decision)
				if c.Decision == Typed && c.Edited != "98.765" {
					t.Errorf("typed: %+v", c)
				}
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("%q, want %q: %+v", got, tc.want, res.Changes)
			}
			out := res.DOCX
			if out == nil {
				out = edited
			}
			for _, want := range tc.reads {
				if text := reading(t, settled(t, out, true)); !strings.Contains(text, want) {
					t.Errorf("%q is not in\n%s", want, text)
				}
			}
		})
	}
}

// TestGuard: a change outside of the region that allows it, or XML that another reader
// refuses, and nothing is written.
func TestGuard(t *testing.T) {
	tpl := compiled(t, report)
	made := november.set(t)
	v := values(t, tpl, made)
	look := func() *file {
		f := newFile(tpl.Map(), v, v, Options{})
		if err := errors.Join(f.open(filled(t, tpl, made)), f.find(), f.mergeBlocks()); err != nil {
			t.Fatal(err)
		}
		return f
	}
	for name, change := range map[string]func(p *part, at span){
		"before the region":  func(p *part, at span) { p.change(at.pos-1, at.end, "", at) },
		"behind the region":  func(p *part, at span) { p.change(at.pos, at.end+1, "", at) },
		"the same twice":     func(p *part, at span) { p.change(at.pos, at.end, "", at); p.change(at.pos, at.end, "", at) },
		"an end tag only":    func(p *part, at span) { p.change(at.pos, at.end, "</w:r>", at) },
		"an unknown entity":  func(p *part, at span) { p.change(at.pos, at.end, "&khong;", at) },
		"a control letter":   func(p *part, at span) { p.change(at.pos, at.end, "\x01", at) },
		"a broken attribute": func(p *part, at span) { p.change(at.pos, at.end, `<w:r w:id=3/>`, at) },
	} {
		f := look()
		change(f.parts[0], f.sites["1"][0].region)
		if out, err := f.write(); !errors.Is(err, errGuard) || out != nil {
			t.Errorf("%s: %d bytes, %v", name, len(out), err)
		}
	}
	f := look()
	at := f.sites["1"][0].region
	f.parts[0].change(at.pos, at.end, run("1"), at)
	if _, err := f.write(); err != nil {
		t.Errorf("a change in its region: %v", err)
	}
	p, err := readPart(docx.StoryOf("document", "word/document.xml"), []byte(`<a>bcd</a>`))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []edit{{ooxml.Edit{Pos: 3, End: 5}, 4, 5}, {ooxml.Edit{Pos: 4, End: 6}, 4, 5}, {ooxml.Edit{Pos: 5, End: 4}, 4, 5}} {
		if p.edits = []edit{e}; !errors.Is(allowed(p), errGuard) {
			t.Errorf("%+v is allowed", e)
		}
	}
	p.edits = []edit{{ooxml.Edit{Pos: 4, End: 5, Text: "x"}, 4, 5}}
	if err := guard(p, []byte(`<a>bxd!</a>`)); !errors.Is(err, errGuard) {
		t.Errorf("another byte changed: %v", err)
	}
}

// TestJoinedParagraphs: where a person joined the paragraphs of two records, each value is
// still that of its own record, though the controls name the place in the record alone.
func TestJoinedParagraphs(t *testing.T) {
	tpl := compiled(t, report)
	was, is := november, november
	was.LienKet = []string{"Đoàn thanh niên=3", "Hội phụ nữ=3"}
	is.LienKet = []string{"Đoàn thanh niên=3", "Hội phụ nữ=5"}
	made, now := was.set(t), is.set(t)
	src := body(t, filled(t, tpl, made))
	at := strings.Index(src, "Hội phụ nữ")
	begin := strings.LastIndex(src[:at], "</w:p><w:p>")
	end := strings.Index(src[begin:], "</w:pPr>") + begin + len("</w:pPr>")
	for _, names := range []bool{true, false} { // Word keeps those of controls
		joined := src[:begin] + src[end:]
		if !names {
			joined = controlTag.ReplaceAllString(joined, "")
		}
		res, err := Refresh(withBody(t, filled(t, tpl, made), joined), Base{tpl.Map(), made}, now, Options{Day: day})
		if err != nil {
			t.Fatal(err)
		}
		if text := reading(t, settled(t, res.DOCX, true)); !strings.Contains(text, "Đoàn thanh niên: 3 lần;- Phối hợp với Hội phụ nữ: 5 lần.") || len(res.Changes) != 1 {
			t.Errorf("names %t: %+v\n%s", names, res.Changes, text)
		}
	}
}

var controlTag = regexp.MustCompile(`<w:(tag|alias) [^>]*/>`)
