package layout

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// hostileCase is a document that nobody would write.
type hostileCase struct {
	name string
	s    source
}

// hostileCases are cyclic, nested, endless, huge and negative things. Each is read and laid
// out, or refused, in bounded time and memory (TestHostileDocuments).
func hostileCases() []hostileCase {
	p := func(s string) string { return `<w:p>` + s + `</w:p>` }
	x := func(s string) string { return paraXML("", s) }
	rep := strings.Repeat
	nest := func(open, inner, end string, n int) string { return rep(open, n) + inner + rep(end, n) }
	sect := func(in string) string { return x("chữ trên trang") + `<w:sectPr>` + in + `</w:sectPr>` }
	st := func(id, in string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + id + `"/>` + in + `</w:style>`
	}
	cell := func(pr, s string) string { return `<w:tc><w:tcPr>` + pr + `</w:tcPr>` + x(s) + `</w:tc>` }
	return []hostileCase{
		{"cyclic styles", source{styles: plainStyles + st("A", `<w:basedOn w:val="B"/><w:link w:val="B"/><w:next w:val="A"/>`) + st("B", `<w:basedOn w:val="A"/>`) + st("C", `<w:basedOn w:val="C"/>`), body: paraXML(`<w:pStyle w:val="A"/>`, "a") + paraXML(`<w:pStyle w:val="C"/>`, "c")}},
		{"cyclic numbering", source{numbering: `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
			styles: plainStyles + `<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`, body: paraXML(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, "a")}},
		{"page 0", source{body: sect(`<w:pgSz w:w="0" w:h="0"/>`)}},
		{"page negative", source{body: sect(`<w:pgSz w:w="-99999" w:h="-1099511627776"/><w:pgMar w:top="-99999999" w:bottom="-99999999" w:left="-99999999" w:right="-999999999" w:header="-9999999" w:footer="99999999" w:gutter="99999999"/>`)}},
		{"page huge", source{body: sect(`<w:pgSz w:w="1099511627776" w:h="1099511627776"/>`)}},
		{"margins", source{body: rep(x("chữ "), 300) + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="16838" w:bottom="16838" w:left="11906" w:right="11906" w:header="16838" w:footer="16838"/></w:sectPr>`}},
		{"columns 1e5", source{body: sect(`<w:cols w:num="100000" w:space="1"/>`)}},
		{"columns own", source{body: sect(`<w:cols w:num="45" w:equalWidth="0">` + rep(`<w:col w:w="1099511627776" w:space="1099511627776"/>`, 50000) + `</w:cols>`)}},
		{"gridSpan 1e9", source{body: `<w:tbl><w:tr>` + cell(`<w:gridSpan w:val="1000000000"/>`, "a") + cell(`<w:gridSpan w:val="-5"/>`, "b") + `</w:tr></w:tbl>`}},
		{"cell widths", source{body: `<w:tbl><w:tblPr><w:tblW w:w="1099511627776" w:type="dxa"/><w:tblInd w:w="-1099511627776" w:type="dxa"/></w:tblPr><w:tr>` + cell(`<w:tcW w:w="1099511627776" w:type="dxa"/>`, "a") + cell(`<w:tcW w:w="-1099511627776" w:type="pct"/>`, "b") + `</w:tr></w:tbl>`}},
		{"30k cells in a row", source{body: `<w:tbl><w:tr>` + rep(cell("", "a"), 30_000) + `</w:tr></w:tbl>`}},
		{"100k grid", source{body: `<w:tbl><w:tblGrid>` + rep(`<w:gridCol w:w="1"/>`, 100_000) + `</w:tblGrid>` + rep(`<w:tr>`+cell(`<w:gridSpan w:val="9999"/>`, "a")+`</w:tr>`, 200) + `</w:tbl>`}},
		{"wide merged", source{body: `<w:tbl>` + rep(`<w:tr>`+rep(cell(`<w:vMerge/>`, "a"), 60)+`</w:tr>`, 500) + `</w:tbl>`}},
		{"indents", source{body: paraXML(`<w:ind w:left="-1000000" w:right="1000000" w:firstLine="99999999999"/>`, rep("chữ ", 500))}},
		{"tabs", source{body: p(`<w:pPr><w:tabs>` + rep(`<w:tab w:val="right" w:pos="-99999999999"/><w:tab w:val="center" w:leader="dot" w:pos="99999999999"/>`, 5000) + `</w:tabs></w:pPr><w:r>` + rep(`<w:tab/><w:t>a</w:t>`, 5000) + `</w:r>`)}},
		{"100k tab stops", source{body: p(`<w:pPr><w:tabs>` + func() string {
			var b strings.Builder
			for i := range 100_000 {
				fmt.Fprintf(&b, `<w:tab w:val="left" w:pos="%d"/>`, (i*7919)%100_000)
			}
			return b.String()
		}() + `</w:tabs></w:pPr>`)}},
		{"sizes", source{body: p(`<w:r><w:rPr><w:sz w:val="1099511627776"/><w:position w:val="-1099511627776"/><w:spacing w:val="1099511627776"/><w:w w:val="1099511627776"/><w:bdr w:val="single" w:sz="1099511627776" w:space="1099511627776"/></w:rPr><w:t>x y z</w:t></w:r>`)}},
		{"spacing", source{body: rep(paraXML(`<w:spacing w:before="1099511627776" w:after="1099511627776" w:line="1099511627776" w:lineRule="exact"/>`, "a"), 30)}},
		{"line numbers", source{body: rep(x("a"), 100) + `<w:sectPr><w:lnNumType w:countBy="-5" w:start="99999999999" w:distance="-99999999999"/></w:sectPr>`}},
		{"line numbers 2", source{body: rep(x("a"), 100) + `<w:sectPr><w:lnNumType w:countBy="1" w:start="99999999999" w:distance="99999999999"/></w:sectPr>`}},
		{"note in itself", source{body: p(`<w:r><w:footnoteReference w:id="2"/></w:r>`), parts: map[string]string{"footnotes.xml": `<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>chú</w:t><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>`}}},
		{"notes in a ring", source{body: p(`<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="2"/></w:r>`), parts: map[string]string{"footnotes.xml": `<w:footnote w:id="2"><w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="3"/><w:endnoteReference w:id="2"/></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>b</w:t><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>`, "endnotes.xml": `<w:endnote w:id="2"><w:p><w:r><w:endnoteReference w:id="2"/><w:footnoteReference w:id="2"/><w:t>c</w:t></w:r></w:p></w:endnote>`}}},
		{"5k notes", source{body: rep(p(`<w:r><w:t>a</w:t><w:footnoteReference w:id="2"/></w:r>`), 5_000), parts: map[string]string{"footnotes.xml": `<w:footnote w:id="2">` + x("chú thích") + `</w:footnote>`}}},
		{"3k notes in a paragraph", source{body: p(rep(`<w:r><w:t xml:space="preserve">a </w:t><w:footnoteReference w:id="2"/></w:r>`, 3_000)), parts: map[string]string{"footnotes.xml": `<w:footnote w:id="2">` + rep(x("chú thích"), 3) + `</w:footnote>`}}},
		{"note higher than page", source{body: p(`<w:r><w:t>a</w:t><w:footnoteReference w:id="2"/></w:r>`), parts: map[string]string{"footnotes.xml": `<w:footnote w:id="2">` + rep(x("chú thích"), 3000) + `</w:footnote>`}}},
		{"page in nested header", source{body: rep(x("a"), 3000) + `<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>`, parts: map[string]string{"header1.xml": rep(`<w:tbl><w:tr><w:tc>`, 20) + `<w:p><w:fldSimple w:instr="NUMPAGES"/><w:fldSimple w:instr="PAGE \* ROMAN"/></w:p>` + rep(`</w:tc></w:tr></w:tbl><w:p/>`, 20)}}},
		{"frames", source{body: rep(paraXML(`<w:framePr w:w="1099511627776" w:h="-5" w:x="-1099511627776" w:y="1099511627776" w:hAnchor="page" w:vAnchor="page"/>`, "a"), 500)}},
		{"drop caps", source{body: rep(paraXML(`<w:framePr w:dropCap="drop" w:lines="1000000" w:wrap="around"/>`, "a")+x("b"), 300)}},
		{"10k text boxes", source{body: rep(p(`<w:r><w:pict><v:rect style="position:absolute;width:10pt;height:10pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>`), 10_000)}},
		{"5k floats one para", source{body: p(rep(`<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="1000000" cy="99999999999999"/><wp:wrapSquare wrapText="bothSides"/></wp:anchor></w:drawing><w:t>a </w:t></w:r>`, 5000))}},
		{"borders all", source{body: rep(paraXML(`<w:pBdr><w:top w:val="single" w:sz="99999" w:space="99999"/><w:bottom w:val="triple" w:sz="99999" w:space="99999"/><w:between w:val="single" w:sz="9"/></w:pBdr>`, "a"), 2000)}},
		{"20k sections", source{body: rep(`<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr></w:p>`, 20_000)}},
		{"5k balanced", source{body: rep(x("a b c")+`<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:cols w:num="3"/></w:sectPr></w:pPr></w:p>`, 5_000)}},
		{"big balanced", source{body: rep(x("a b c"), 20_000) + `<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:cols w:num="3"/></w:sectPr></w:pPr></w:p>` + x("z") + `<w:sectPr><w:type w:val="continuous"/></w:sectPr>`}},
		{"keep table", source{body: `<w:tbl>` + rep(`<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>`+paraXML("<w:keepNext/>", "a")+`</w:tc></w:tr>`, 5000) + `</w:tbl>`}},
		{"dark fills", source{body: rep(paraXML(`<w:shd w:val="clear" w:fill="000000"/>`, rep("a ", 2000)), 50)}},
		{"dark words", source{body: p(rep(`<w:r><w:rPr><w:shd w:val="clear" w:fill="000000"/></w:rPr><w:t xml:space="preserve">a</w:t></w:r><w:r><w:t xml:space="preserve"> b </w:t></w:r>`, 10_000))}},
		{"sdt", source{body: nest(`<w:sdt><w:sdtContent>`, x("x"), `</w:sdtContent></w:sdt>`, 300_000)}},
		{"unknown elements", source{body: nest(`<w:zzz>`, "", `</w:zzz>`, 300_000)}},
		{"inline elements", source{body: p(nest(`<w:smartTag>`, `<w:r><w:t>x</w:t></w:r>`, `</w:smartTag>`, 300_000))}},
		{"choices", source{body: p(nest(`<mc:AlternateContent><mc:Fallback>`, `<w:r><w:t>x</w:t></w:r>`, `</mc:Fallback></mc:AlternateContent>`, 100_000))}},
		{"groups", source{body: p(`<w:r><w:pict>` + nest(`<v:group>`, "", `</v:group>`, 200) + `</w:pict></w:r>`)}},
		{"boxes in boxes", source{body: p(nest(`<w:r><w:pict><v:rect style="width:10pt;height:10pt"><v:textbox><w:txbxContent><w:p>`, "", `</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>`, 40))}},
		{"formulas", source{body: p(nest(`<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:e>`, "", `</m:e></m:oMath>`, 120))}},
		{"open fields", source{body: p(rep(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>`, 50_000) + `<w:r><w:t>x</w:t></w:r>`)}},
		{"100k bookmarks", source{body: p(func() string {
			var b strings.Builder
			for i := range 100_000 {
				fmt.Fprintf(&b, `<w:bookmarkStart w:id="%d" w:name="b%d"/>`, i, i)
			}
			return b.String()
		}())}},
		{"1 MB without a space", source{body: paraXML(`<w:jc w:val="both"/>`, rep("đàiđàiđà", 100_000))}},
		{"1 MB without a space in a cell", source{body: tableXML("", rowXML("", cellXML("", x(rep("đàiđàiđà", 100_000)))))}},
		{"60k paragraphs", source{body: rep(`<w:p/>`, 60_000)}},
		{"long labels", source{body: rep(`<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>`, 20_000), numbering: `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%1%1%1%1%1%1%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`}},
	}
}

// TestHostileDocuments lays them out: pages or an error, in bounded time and a gigabyte of allocations.
func TestHostileDocuments(t *testing.T) {
	for _, c := range hostileCases() {
		t.Run(c.name, func(t *testing.T) {
			data := c.s.docx(t)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := time.Now()
			d, err := Lay(data, Options{})
			took := time.Since(begin)
			runtime.ReadMemStats(&after)
			if err == nil && len(d.Pages) == 0 {
				t.Error("neither pages nor an error")
			}
			if took > time.Minute { // what it allocates is the finer measure, also on a busy machine
				t.Errorf("took %v", took)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 1024 {
				t.Errorf("%d MB allocated", mb)
			}
		})
	}
}
