package layout

import (
	"bytes"
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"vanthu/pipeline/unit"
)

// vocabulary is what random documents are written in; each word is given a number, so that
// a word that is lost, doubled or out of order shows.
var vocabulary = strings.Fields("công tác bảo đảm an ninh trật tự trên địa bàn tỉnh được triển khai đồng bộ quyết liệt hiệu quả QĐ-UBND 2022-2025 “phong trào”, Nghịquyếtdàihơnmộtdòngkhôngcókhoảngtrắng")

// author writes random documents and remembers their words.
type author struct {
	r     *rand.Rand
	n     int
	words []string
}

func (a *author) text(most int) string {
	var b strings.Builder
	for range 1 + a.r.Intn(most) {
		w := fmt.Sprintf("%s%d", vocabulary[a.r.Intn(len(vocabulary))], a.n)
		a.n++
		a.words = append(a.words, w)
		b.WriteString(w + " ")
	}
	return b.String()
}

func (a *author) pick(list ...string) string { return list[a.r.Intn(len(list))] }

func (a *author) para(most int) string {
	props := a.pick("", "<w:keepNext/>", "<w:keepLines/>", `<w:widowControl w:val="0"/>`, "<w:pageBreakBefore/>", "<w:contextualSpacing/>") +
		a.pick("", `<w:spacing w:before="120" w:after="60"/>`, `<w:spacing w:line="360" w:lineRule="auto"/>`, `<w:spacing w:line="340" w:lineRule="exact" w:after="400"/>`) +
		a.pick("", `<w:ind w:firstLine="720"/>`, `<w:ind w:left="3000" w:right="3000"/>`, `<w:ind w:left="720" w:hanging="720"/>`) +
		a.pick("", `<w:jc w:val="both"/>`, `<w:jc w:val="center"/>`, `<w:jc w:val="right"/>`)
	if props == "<w:pageBreakBefore/>" && a.r.Intn(4) > 0 {
		props = ""
	}
	return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t xml:space="preserve">` + a.text(most) + `</w:t></w:r><w:r><w:rPr>` +
		a.pick("<w:b/>", "<w:i/>", `<w:sz w:val="40"/>`, `<w:spacing w:val="20"/>`) + `</w:rPr><w:t xml:space="preserve">` + a.text(4) + `</w:t></w:r></w:p>`
}

func (a *author) table(deep int) string {
	cols := 1 + a.r.Intn(4)
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr>` + a.pick("", `<w:tblLayout w:type="fixed"/>`, `<w:jc w:val="center"/>`) + `</w:tblPr><w:tblGrid>`)
	for range cols {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, 9000/cols)
	}
	b.WriteString(`</w:tblGrid>`)
	for range 1 + a.r.Intn(6) {
		b.WriteString(`<w:tr><w:trPr>` + a.pick("", "<w:cantSplit/>", `<w:trHeight w:val="900"/>`) + `</w:trPr>`)
		for range cols {
			b.WriteString(`<w:tc><w:tcPr>` + a.pick("", `<w:vAlign w:val="center"/>`, `<w:vAlign w:val="bottom"/>`) + `</w:tcPr>`)
			if deep > 0 && a.r.Intn(6) == 0 {
				b.WriteString(a.table(deep - 1))
			}
			for range 1 + a.r.Intn(2) {
				b.WriteString(a.para(1 + a.r.Intn(60)))
			}
			b.WriteString(`</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	return b.String() + `</w:tbl>`
}

func (a *author) document() string {
	var b strings.Builder
	for range 3 + a.r.Intn(20) {
		if a.r.Intn(3) == 0 {
			b.WriteString(a.table(2))
		}
		b.WriteString(a.para(120))
	}
	return b.String()
}

// TestLaws lays random documents out: no word is lost, none stands twice, none stands below
// the bottom margin unless that is reported, and the words of a paragraph come in order.
func TestLaws(t *testing.T) {
	for seed := range int64(24) {
		a := &author{r: rand.New(rand.NewSource(seed))}
		d := mustLay(t, source{body: a.document()})
		checkWords(t, seed, d, a.words)
		checkBottom(t, seed, d)
	}
}

func checkWords(t *testing.T, seed int64, d *Document, want []string) {
	t.Helper()
	byPara := map[int]string{}
	var all strings.Builder
	for i := range d.Pages {
		for _, w := range texts(&d.Pages[i]) {
			byPara[w.Para] += w.Text
			all.WriteString(w.Text)
		}
	}
	var got strings.Builder
	for para := 1; para <= 1_000_000 && len(byPara) > 0; para++ {
		got.WriteString(byPara[para])
		delete(byPara, para)
	}
	text := norm.NFC.String(strings.Join(want, ""))
	if got.String() != text {
		t.Fatalf("seed %d: words of paragraphs: %s", seed, firstDifference(strings.ReplaceAll(got.String(), "“", "\n“"), strings.ReplaceAll(text, "“", "\n“")))
	}
	if all.Len() != len(text) {
		t.Fatalf("seed %d: %d bytes of text on the pages, %d in the document", seed, all.Len(), len(text))
	}
}

func checkBottom(t *testing.T, seed int64, d *Document) {
	t.Helper()
	for _, f := range d.Facts {
		if f.Kind == "overflow" {
			return
		}
	}
	for i := range d.Pages {
		p := &d.Pages[i]
		for _, w := range texts(p) {
			if w.Y > p.Height-1134*unit.Twip || w.Y < 1134*unit.Twip {
				t.Fatalf("seed %d, page %d: %q stands at %v, outside the margins", seed, i+1, w.Text, w.Y)
			}
		}
	}
}

// TestSameInputSamePages lays a document out twice.
func TestSameInputSamePages(t *testing.T) {
	a := &author{r: rand.New(rand.NewSource(7))}
	s := source{body: a.document()}
	var one, two bytes.Buffer
	if err := Dump(&one, mustLay(t, s)); err != nil {
		t.Fatal(err)
	}
	if err := Dump(&two, mustLay(t, s)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error(firstDifference(one.String(), two.String()))
	}
}

// TestHostile lays out what nobody would write: time and memory stay bounded, and what
// cannot be read is an error.
func TestHostile(t *testing.T) {
	deep := func(n int) string {
		return strings.Repeat(`<w:tbl><w:tr><w:tc>`, n) + `<w:p/>` + strings.Repeat(`</w:tc></w:tr></w:tbl>`, n)
	}
	cases := map[string]source{
		"negative sizes":        {body: `<w:p><w:pPr><w:ind w:left="-99999999" w:right="-99999999"/><w:spacing w:line="-5" w:before="-9" w:after="99999999"/></w:pPr><w:r><w:rPr><w:sz w:val="-4"/><w:spacing w:val="-999999"/></w:rPr><w:t>x y</w:t></w:r></w:p>`},
		"huge letters":          {body: `<w:p><w:r><w:rPr><w:sz w:val="99999999"/></w:rPr><w:t>to lớn</w:t></w:r></w:p>`},
		"tiny page":             {body: `<w:p><w:r><w:t>chữ trên trang tí hon</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="1" w:h="1"/><w:pgMar w:top="99999" w:bottom="99999" w:left="99999" w:right="99999"/></w:sectPr>`},
		"nested tables":         {body: deep(20)},
		"zero grid":             {body: `<w:tbl><w:tblGrid><w:gridCol w:w="0"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`},
		"exact row":             {body: `<w:tbl><w:tr><w:trPr><w:trHeight w:val="99999" w:hRule="exact"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>`},
		"all rows headings":     {body: `<w:tbl>` + strings.Repeat(`<w:tr><w:trPr><w:tblHeader/><w:trHeight w:val="5000"/></w:trPr><w:tc><w:p/></w:tc></w:tr>`, 9) + `</w:tbl>`},
		"all kept with next":    {body: strings.Repeat(`<w:p><w:pPr><w:keepNext/><w:keepLines/></w:pPr><w:r><w:t>giữ</w:t></w:r></w:p>`, 500)},
		"long word":             {body: paraXML("", strings.Repeat("dài", 20000))},
		"page breaks in a cell": {body: `<w:tbl><w:tr><w:tc><w:p><w:r>` + strings.Repeat(`<w:br w:type="page"/>`, 20000) + `</w:r></w:p></w:tc></w:tr></w:tbl>`},
		"many tabs":             {body: `<w:p><w:r>` + strings.Repeat(`<w:tab/>`, 5000) + `</w:r></w:p>`},
		"header over page":      {body: `<w:p/><w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>`, parts: map[string]string{"header1.xml": strings.Repeat(paraXML("", "đầu trang"), 200)}},
		"cyclic numbering":      {body: `<w:p><w:pPr><w:numPr><w:numId w:val="1"/><w:ilvl w:val="99"/></w:numPr></w:pPr></w:p>`, numbering: `<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>`},
		"endless merge":         {body: `<w:tbl>` + strings.Repeat(`<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>m</w:t></w:r></w:p></w:tc></w:tr>`, 300) + `</w:tbl>`},
	}
	for name, s := range cases {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			d, err := Lay(s.docx(t), Options{})
			if err == nil && len(d.Pages) == 0 {
				t.Error("no pages")
			}
			if took := time.Since(begin); took > time.Minute {
				t.Errorf("took %v", took)
			}
		})
	}
	if _, err := Lay(source{body: deep(60)}.docx(t), Options{}); err == nil {
		t.Error("tables nested 60 deep: no error")
	}
	if _, err := Lay([]byte("no zip"), Options{}); err == nil {
		t.Error("no zip: no error")
	}
}

// FuzzLay lays arbitrary bodies out: it must not panic, and ends.
func FuzzLay(f *testing.F) {
	a := &author{r: rand.New(rand.NewSource(1))}
	f.Add(a.para(20) + a.table(1))
	f.Add(`<w:p><w:r><w:br w:type="page"/><w:tab/><w:t>a b</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr></w:tc></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 1<<16 {
			return
		}
		_, _ = Lay(source{body: body}.docx(t), Options{})
	})
}
