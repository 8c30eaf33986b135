package fill

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"vanthu/pipeline/docx"
	"vanthu/pipeline/ooxml"
)

// fuzzData is what the fuzz tests fill in.
const fuzzData = `{"a": "Á<&", "b": null, "t": true, "f": false, "l": [{"a": "x", "m": [1, 2]}, {"a": "y", "m": []}, {"a": "z", "m": [3]}], "z": [], "so": 1234, "ngay": "2024-02-05", "xuong": "1\n2"}`

// FuzzFill: no template makes it panic or write XML that is not well-formed.
func FuzzFill(f *testing.F) {
	for _, s := range []string{
		"[P]{a} {#l}{a}{/l}{^z}x{/}[/P]", "[P]{#l}[/P][P]{a | in_hoa}[/P][P]{/l}[/P]",
		"[tbl][tr][C]{#l}{a | gop}[/C][C]{#m}{.}{/m}{/l}[/C][/tr][/tbl]", "[P]{so_van_ban}{{x}{xuong}[/P]",
		"[p]<w:pPr><w:sectPr/></w:pPr>[r]{#t}[/r][/p][tbl][tr][tc][P]{#z}[/P][P]{/z}[/P][/tc][/tr][/tbl][P]{/t}[/P]",
		`[p]<w:bookmarkStart w:id="1" w:name="n"/>[r]{#l}a[/r]<w:hyperlink>[r]b{/l}[/r]</w:hyperlink><w:bookmarkEnd w:id="1"/>[/p]`,
		`[p]<w:r>` + placeholder + `</w:r>[/p][P]{%a}[/P]`,
		`[P]<![CDATA[{a}]]>&#123;a}&amp;{#so &gt; 1}&#x26;&quot;{/}[/P]`,
	} {
		f.Add(s)
	}
	set := setOf(f, fuzzData)
	f.Fuzz(func(t *testing.T, body string) {
		tpl, err := Compile(docxOf(t, long.Replace(body)), Options{Late: []string{"so_van_ban"}})
		if err != nil {
			return
		}
		for _, run := range []Run{{}, {Blanks: map[string]string{"so_van_ban": "  "}}} {
			var out bytes.Buffer
			if _, err := tpl.Execute(&out, set, run); err != nil {
				continue
			}
			doc := partOf(t, out.Bytes(), "word/document.xml")
			if err := wellFormed([]byte(doc)); err != nil {
				t.Fatalf("%v in\n%s\nfrom\n%s", err, doc, body)
			}
		}
	})
}

// FuzzLaw: whatever runs and marks a text is cut into, the document says what a plain
// reading of the template says: text outside tags unchanged, every row once, in order.
func FuzzLaw(f *testing.F) {
	for i := range 40 {
		seed := make([]byte, 60)
		for k := range seed {
			seed[k] = byte((i*7919 + k*k*31 + k*i*17) >> 2)
		}
		f.Add(seed)
	}
	set := setOf(f, fuzzData)
	f.Fuzz(func(t *testing.T, seed []byte) {
		w := writer{seed: seed}
		doc := w.blocks(0, false)
		body := w.xml(doc)
		tpl, err := Compile(docxOf(t, body), Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		var out bytes.Buffer
		if _, err := tpl.Execute(&out, set, Run{}); err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		var got []string
		xml := partOf(t, out.Bytes(), "word/document.xml")
		err = docx.Story{}.Paragraphs([]byte(xml), func(p docx.Paragraph) error {
			if p.Text != "" {
				got = append(got, p.Text)
			}
			return nil
		})
		want := plainly(doc, env{})
		if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("%v got\n%q\nwant\n%q\nfrom\n%s\nto\n%s", err, got, want, body, xml)
		}
		for _, attr := range []string{`w14:paraId="`, `<w:bookmarkStart w:id="`, `<w:bookmarkEnd w:id="`, `w:name="`} {
			seen := map[string]bool{}
			for _, rest := range strings.Split(xml, attr)[1:] {
				id, _, _ := strings.Cut(rest, `"`)
				if seen[id] {
					t.Fatalf("%s%s twice in\n%s\nfrom\n%s", attr, id, xml, body)
				}
				seen[id] = true
			}
		}
		for _, bad := range []string{"<w:tc></w:tc>", "</w:tbl></w:tc>", "<w:tbl></w:tbl>"} {
			if strings.Contains(xml, bad) {
				t.Fatalf("%s in\n%s\nfrom\n%s", bad, xml, body)
			}
		}
	})
}

// wellFormed scans a text to its end.
func wellFormed(src []byte) error {
	for s := ooxml.NewScanner(src); ; {
		if _, err := s.Next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// block is a piece of a template: a paragraph, a section over blocks or rows, a table, a
// row with cells.
type block struct {
	kind string // p, section, table, row, cell
	name string // section
	text []inline
	kids []block
}

// inline is a piece of a paragraph's text.
type inline struct {
	kind string // text, value, section
	text string
	kids []inline
}

// env is the scope of the plain reading.
type env struct {
	a   string
	i   int
	has bool
}

func times(name string, e env) []env {
	switch name {
	case "l":
		return []env{{"x", 0, true}, {"y", 1, true}, {"z", 2, true}}
	case "t":
		return []env{e}
	}
	return nil
}

// writer makes templates from the bytes of a seed.
type writer struct {
	seed  []byte
	n, id int
}

func (w *writer) next(n int) int {
	if len(w.seed) == 0 {
		return 0
	}
	c := w.seed[0]
	w.seed = w.seed[1:]
	return int(c) % n
}

func (w *writer) blocks(depth int, inList bool) []block {
	var list []block
	for range 1 + w.next(3) {
		k := w.next(6)
		switch {
		case k == 0 && depth < 3:
			name := []string{"l", "t", "f", "z"}[w.next(4)]
			list = append(list, block{kind: "section", name: name, kids: w.blocks(depth+1, inList || name == "l")})
		case k == 1 && depth < 2:
			b := block{kind: "table"}
			for range 1 + w.next(3) {
				row := block{kind: "row", name: []string{"", "l", "t", "z"}[w.next(4)]}
				for range 1 + w.next(3) {
					row.kids = append(row.kids, block{kind: "cell", kids: append(w.blocks(depth+1, inList || row.name == "l"), w.para(inList || row.name == "l"))})
				}
				if row.name != "" { // the tags stand in the first and the last cell
					row.kids = append(row.kids, block{kind: "cell", kids: []block{w.para(inList)}})
				}
				b.kids = append(b.kids, row)
			}
			list = append(list, b)
		default:
			list = append(list, w.para(inList))
		}
	}
	return list
}

func (w *writer) para(inList bool) block {
	w.n++
	return block{kind: "p", text: append([]inline{{kind: "text", text: fmt.Sprintf("đ%d ", w.n)}}, w.inlines(0, inList)...)}
}

func (w *writer) inlines(depth int, inList bool) []inline {
	var list []inline
	for range w.next(4) {
		switch k := w.next(5); {
		case k == 0 && depth < 3:
			name := []string{"l", "t", "f", "z"}[w.next(4)]
			list = append(list, inline{"section", name, w.inlines(depth+1, inList || name == "l")})
		case k < 3:
			name := "a"
			if inList && k == 1 {
				name = "$stt"
			}
			list = append(list, inline{kind: "value", text: name})
		default:
			list = append(list, inline{kind: "text", text: []string{"chữ", " & ", "{ <", "ệ", "\""}[w.next(5)]})
		}
	}
	return list
}

func plainly(list []block, e env) []string {
	var out []string
	for _, b := range list {
		switch b.kind {
		case "p":
			if s := said(b.text, e); s != "" {
				out = append(out, s)
			}
		case "section", "row":
			all := []env{e}
			if b.name != "" {
				all = times(b.name, e)
			}
			for _, in := range all {
				out = append(out, plainly(b.kids, in)...)
			}
		default:
			out = append(out, plainly(b.kids, e)...)
		}
	}
	return out
}

func said(list []inline, e env) string {
	out := ""
	for _, x := range list {
		switch {
		case x.kind == "text":
			out += x.text
		case x.kind == "section":
			for _, in := range times(x.text, e) {
				out += said(x.kids, in)
			}
		case x.text == "$stt":
			out += fmt.Sprint(e.i + 1)
		case e.has:
			out += e.a
		default:
			out += "Á<&"
		}
	}
	return out
}

func written(list []inline) string {
	out := ""
	for _, x := range list {
		switch x.kind {
		case "text":
			out += x.text
		case "value":
			out += "{" + x.text + "}"
		default:
			out += "{#" + x.text + "}" + written(x.kids) + "{/" + x.text + "}"
		}
	}
	return out
}

func (w *writer) xml(list []block) string {
	out := ""
	for _, b := range list {
		switch b.kind {
		case "p":
			out += w.runs(written(b.text))
		case "section":
			out += w.runs("{#"+b.name+"}") + w.xml(b.kids) + w.runs("{/"+b.name+"}")
		case "table":
			out += "<w:tbl>" + w.xml(b.kids) + "</w:tbl>"
		case "row":
			row := block{kind: "row", kids: append([]block(nil), b.kids...)}
			if b.name != "" {
				first, last := row.kids[0].kids, row.kids[len(row.kids)-1].kids
				row.kids[0].kids = append([]block{{kind: "p", text: []inline{{kind: "text", text: "{#" + b.name + "}"}}}}, first...)
				row.kids[len(row.kids)-1].kids = append(append([]block(nil), last...), block{kind: "p", text: []inline{{kind: "text", text: "{/}"}}})
			}
			out += "<w:tr>" + w.xml(row.kids) + "</w:tr>"
		case "cell":
			out += "<w:tc><w:tcPr/>" + w.xml(b.kids)
			if n := len(b.kids); b.kids[n-1].kind != "p" {
				out += "<w:p/>"
			}
			out += "</w:tc>"
		}
	}
	return out
}

// runs cuts a text into runs in places that the seed says.
func (w *writer) runs(text string) string {
	var b strings.Builder
	w.id++
	fmt.Fprintf(&b, `<w:p w14:paraId="%08X">`, w.id)
	open := 0
	for i, r := range []rune(text) {
		if i == 0 || w.next(6) == 1 {
			if open > 0 {
				b.WriteString(`</w:t></w:r>`)
			}
			switch w.next(5) {
			case 1:
				b.WriteString(`<w:proofErr w:type="spellStart"/>`)
			case 2:
				w.id++
				fmt.Fprintf(&b, `<w:bookmarkStart w:id="%d" w:name="d%[1]d"/><w:bookmarkEnd w:id="%[1]d"/>`, w.id)
			}
			b.WriteString(`<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">`)
			open++
		}
		b.Write(ooxml.AppendEscaped(nil, string(r), false))
	}
	b.WriteString(`</w:t></w:r></w:p>`)
	return b.String()
}

// FuzzTree: tags anywhere in any elements, in right places and wrong ones, are filled or
// refused; what comes out nests as XML must.
func FuzzTree(f *testing.F) {
	for i := range 60 {
		seed := make([]byte, 80)
		for k := range seed {
			seed[k] = byte((i*104729 + k*k*131 + k*i*29) >> 3)
		}
		f.Add(seed)
	}
	set := setOf(f, fuzzData)
	f.Fuzz(func(t *testing.T, seed []byte) {
		w := writer{seed: seed}
		body := ""
		for range 1 + w.next(4) {
			body += w.tree("w:body", 0)
		}
		tpl, err := Compile(docxOf(t, body), Options{Late: []string{"so_van_ban"}})
		if err != nil {
			return
		}
		var out bytes.Buffer
		if _, err := tpl.Execute(&out, set, Run{}); err != nil {
			return
		}
		doc := partOf(t, out.Bytes(), "word/document.xml")
		if err := wellFormed([]byte(doc)); err != nil {
			t.Fatalf("%v in\n%s\nfrom\n%s", err, doc, body)
		}
	})
}

// children of elements in FuzzTree; "" is text.
var children = map[string][]string{
	"w:body": {"w:p", "w:p", "w:p", "w:tbl", "w:sdt/w:sdtContent", "w:bookmarkStart w:id=\"1\" w:name=\"x\"", "w:tc", "w:tr", "w:r", "w:t"},
	"w:tbl":  {"w:tr", "w:tr", "w:sdt/w:trs"}, "w:trs": {"w:tr"},
	"w:tr": {"w:tc", "w:tc", "w:tc", "w:sdt/w:tcs"}, "w:tcs": {"w:tc"},
	"w:p": {"w:r", "w:r", "w:r", "w:r", "w:hyperlink", "w:pPr/w:sectPr", "w:bookmarkEnd w:id=\"1\"", "w:t", "w:p", "w:tbl"}, "w:hyperlink": {"w:r"},
	"w:r": {"w:t", "w:t", "w:t", "w:t", "w:br", "w:tab", "w:pict/w:txbxContent"}, "w:t": {""},
}

func (w *writer) tree(name string, depth int) string {
	kinds := children[name]
	if name == "w:sdtContent" || name == "w:txbxContent" || name == "w:tc" {
		kinds = children["w:body"][:3+w.next(2)]
	}
	if depth > 14 || kinds == nil {
		return ""
	}
	out := ""
	for range 1 + w.next(3) {
		k := kinds[w.next(len(kinds))]
		if k == "" {
			out += []string{"{#l}", "{/l}", "{/}", "{#t}", "{^z}", "x", "{a}", "{", "a}", "{#", "l}", " ", "{a | gop}", "{$stt}", "{so_van_ban}", "{%a}"}[w.next(16)]
			continue
		}
		open, end := "", ""
		last := name
		for _, e := range strings.Split(k, "/") {
			tag, _, _ := strings.Cut(e, " ")
			open, end, last = open+"<"+e+">", "</"+tag+">"+end, tag
		}
		out += open + w.tree(last, depth+1) + end
	}
	return out
}
