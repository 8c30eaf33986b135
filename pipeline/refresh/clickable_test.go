package refresh

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/fill"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	items "vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
)

// TestClickable: on the pages a link lies on every value of body, text box, header, footer
// and footnote, and what is painted is as without.
func TestClickable(t *testing.T) {
	tpl, err := fill.Compile(stories(t), fill.Options{Link: &fill.Link{}})
	if err != nil {
		t.Fatal(err)
	}
	made := parsed(t, []byte(`{"so_xa": 1286}`))
	word := filled(t, tpl, made)
	furniture := `<w:headerReference xmlns:r="` + officeSpace + `" w:type="default" r:id="rheader"/><w:footerReference xmlns:r="` + officeSpace + `" w:type="default" r:id="rfooter"/>`
	word = withBody(t, word, strings.Replace(body(t, word), `<w:pgSz`, furniture+`<w:pgSz`, 1))
	for _, edit := range []struct{ name, old, new string }{
		{"as it was made", "", ""},
		{"the bookmark alone is left", `<w:tag w:val="vt.0"/>`, `<w:tag w:val="ai"/>`},
	} {
		word := withBody(t, word, strings.Replace(body(t, word), edit.old, edit.new, 1))
		linked, err := Clickable(word, Base{tpl.Map(), made})
		if err != nil {
			t.Fatal(err)
		}
		with, without := painted(t, linked), painted(t, word)
		slices.Sort(with.links) // a value on two lines has two
		if got := slices.Compact(with.links); strings.Join(got, " ") != "vt:0 vt:1 vt:2 vt:3 vt:4" || len(without.links) != 0 {
			t.Errorf("%s: links %q, %q", edit.name, with.links, without.links)
		}
		if a, b := strings.Join(with.words, "\n"), strings.Join(without.words, "\n"); a != b {
			t.Errorf("%s: with links\n%s\nwithout\n%s", edit.name, a, b)
		}
	}
	if _, err := Clickable(packed(t, para("x")), Base{tpl.Map(), made}); !errors.Is(err, ErrMarks) {
		t.Errorf("a file without marks: %v", err)
	}
}

// TestClickableWithoutRelationships: links come into relationships that are there and hold nothing, under identifiers
// that nobody has.
func TestClickableWithoutRelationships(t *testing.T) {
	tpl, made := compiled(t, para("{so_xa}")), parsed(t, []byte(`{"so_xa": 7}`))
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	for _, c := range []struct{ had, want string }{
		{rels + `/>`, `Id="vanthu1"`},
		{rels + `><Relationship Id="vanthu1" Type="x" Target="y"/></Relationships>`, `Id="vanthu_1"`},
	} {
		pkg, err := ooxml.Open(filled(t, tpl, made), ooxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		linked, err := Clickable(rewritten(t, pkg, map[string]string{"word/_rels/document.xml.rels": c.had}), Base{tpl.Map(), made})
		if err != nil {
			t.Fatal(err)
		}
		if pkg, err = ooxml.Open(linked, ooxml.Limits{}); err != nil {
			t.Fatal(err)
		}
		got := string(mustPart(t, pkg, "word/_rels/document.xml.rels"))
		if err := wellFormed([]byte(got)); err != nil || strings.Count(got, c.want) != 1 || !strings.Contains(got, rels+"><Relationship ") || !strings.Contains(got, `Target="vt:0"`) {
			t.Errorf("%v: %s", err, got)
		}
	}
}

// TestClickableCrossing: marks that cross each other make no broken file.
func TestClickableCrossing(t *testing.T) {
	tpl, made := compiled(t, para("{so_xa}{so_xa}")), parsed(t, []byte(`{"so_xa": 7}`))
	start := func(id, name string) string { return `<w:bookmarkStart w:id="` + id + `" w:name="` + name + `"/>` }
	end := func(id string) string { return `<w:bookmarkEnd w:id="` + id + `"/>` }
	for _, p := range []string{
		start("1", "_vt_0") + run("7") + start("2", "_vt_1") + run("7") + end("1") + run("7") + end("2"),
		start("1", "_vt_0") + run("7") + `<w:ins w:id="9" w:author="A">` + run("7") + end("1") + `</w:ins>`,
	} {
		linked, err := Clickable(withBody(t, filled(t, tpl, made), `<w:document`+space+`><w:body><w:p>`+p+`</w:p></w:body></w:document>`), Base{tpl.Map(), made})
		if err != nil {
			t.Fatal(err)
		}
		if err := wellFormed([]byte(body(t, linked))); err != nil {
			t.Errorf("%v: %s", err, body(t, linked))
		}
	}
}

type paint struct{ words, links []string }

func painted(t *testing.T, word []byte) (all paint) {
	t.Helper()
	doc, err := layout.Lay(word, layout.Options{Fonts: font.Shipped()})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range doc.Pages {
		for _, it := range page.Items {
			switch it := it.(type) {
			case *items.Text:
				all.words = append(all.words, strings.Join([]string{it.Text, it.X.String(), it.Y.String()}, " "))
			case *items.Link:
				all.links = append(all.links, it.URL)
			}
		}
	}
	return all
}
