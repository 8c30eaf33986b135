//go:build fidelity

package fidelity

import (
	"fmt"
	"strings"
)

var (
	three = []int{1000, 5000, 3071}
	four  = []int{1000, 3500, 2500, 2071}
)

// rows are n rows of plain cells.
func rows(n int, grid []int, props string) (out []string) {
	for i := range n {
		texts := []string{fmt.Sprint(i + 1)}
		for k := range grid[1:] {
			texts = append(texts, prose(i+k, 1))
		}
		out = append(out, tr(props, cells(grid, texts...)...))
	}
	return out
}

// head is a row of headings.
func head(grid []int, props string) string {
	return tr(props, cells(grid, []string{"STT", "Nội dung", "Đơn vị", "Ghi chú", "Khác", "Thêm"}[:len(grid)]...)...)
}

// around is a table of the rows under test between two plain ones.
func around(props string, grid []int, row ...string) string {
	list := append(rows(1, grid, ""), row...)
	return body(1, "") + tbl(props, grid, append(list, rows(1, grid, "")...)...) + body(1, "")
}

func cell(width int, props, text string) string { return tc(width, props, say("", text)) }

var tableFeatures = []feature{
	{name: "table-fixed", body: body(1, "") + tbl(gridded(`<w:tblLayout w:type="fixed"/>`), three, rows(6, three, "")...) + body(1, "")},
	{name: "table-plain", body: body(1, "") + tbl(gridded(""), three, rows(6, three, "")...) + body(1, "")},
	{name: "table-auto", body: tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>`, three, tr("", cell(0, "", "TT"), cell(0, "", "Tên đơn vị"), cell(0, "", "Số lượng")), tr("", cell(0, "", "1"), cell(0, "", "Công an huyện Đồng Phú"), cell(0, "", "12"))) + body(1, ""),
		word: "a table without any preferred width is as wide as its content in Word, whatever its grid says (ECMA-376-1 17.18.87; github.com/alihassan143/flutter-packages/issues/82 shows both); LibreOffice takes the grid"},
	{name: "table-auto-long", body: tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>`, three, tr("", cell(0, "", "TT"), cell(0, "", "Nội dung"), cell(0, "", "Số")), tr("", cell(0, "", "1"), cell(0, "", prose(0, 3)), cell(0, "", "12 vụ"))) + body(1, "")},
	{name: "table-percent", body: tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>`, three, rows(3, three, "")...) + p("") + tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="3000" w:type="pct"/>`, three, rows(1, three, "")...) + body(1, ""),
		word: "the cells of the second table ask for more than its width: in Word each column gives in proportion to what it has above its longest word (measured in a PDF by Word, github.com/developer0hye/office2pdf/pull/726); LibreOffice scales the grid"},
	{name: "table-percent-share", body: tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="3000" w:type="pct"/>`, []int{600, 3000, 1843}, rows(3, []int{600, 3000, 1843}, "")...) + body(1, "")},
	{name: "table-percent-cells", body: tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>`, []int{1814, 2721, 4536}, strings.ReplaceAll(tr("", cell(1000, "", "20 phần trăm"), cell(1500, "", prose(0, 1)), cell(2500, "", prose(1, 1))), `w:type="dxa"`, `w:type="pct"`)) + body(1, "")},
	{name: "table-long-word", body: tbl(gridded(""), three, tr("", cell(1000, "", "mộttừdàiquácột"), cell(5000, "", prose(0, 2)), cell(3071, "", "ba"))),
		word: "a column that is not fixed is never narrower than its longest word, the others give way first (ECMA-376-1 17.18.87, the last steps of autofit); LibreOffice splits the word"},
	{name: "table-fixed-long-word", body: tbl(gridded(`<w:tblLayout w:type="fixed"/>`), three, tr("", cell(1000, "", "mộttừdàiquácột"), cell(5000, "", prose(0, 2)), cell(3071, "", "ba"))) + body(1, "")},
	{name: "table-span", body: around(gridded(""), four, tr("", cell(4500, `<w:gridSpan w:val="2"/>`, "Gộp hai cột "+prose(0, 1)), cell(2500, "", "ba"), cell(2071, "", "bốn")), tr("", cell(9071, `<w:gridSpan w:val="4"/>`, "Gộp cả bốn cột")))},
	{name: "table-merge", body: around(gridded(""), four, tr("", cell(1000, `<w:vMerge w:val="restart"/>`, "Gộp dọc "+prose(0, 1)), cell(3500, "", "a"), cell(2500, "", "b"), cell(2071, "", "c")), tr("", cell(1000, `<w:vMerge/>`, ""), cell(3500, "", "d"), cell(2500, "", prose(1, 1)), cell(2071, "", "e")), tr("", cell(1000, `<w:vMerge/>`, ""), cell(3500, "", "f"), cell(2500, "", "g"), cell(2071, "", "h"))),
		word: "the first column grows by the 1 pt that “phường” lacks, as in table-long-word; LibreOffice splits the word"},
	{name: "table-merge-both", body: around(gridded(""), four, tr("", cell(4500, `<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/><w:vAlign w:val="center"/>`, "Gộp hai chiều"), cell(2500, "", "a"), cell(2071, "", "b")), tr("", cell(4500, `<w:gridSpan w:val="2"/><w:vMerge/>`, ""), cell(2500, "", "c"), cell(2071, "", prose(0, 1))))},
	{name: "table-two-heads", body: tbl(gridded(""), four, tr("<w:tblHeader/>", cell(1000, `<w:vMerge w:val="restart"/>`, "STT"), cell(3500, `<w:vMerge w:val="restart"/>`, "Họ và tên"), cell(4571, `<w:gridSpan w:val="2"/>`, "Kết quả")), tr("<w:tblHeader/>", cell(1000, `<w:vMerge/>`, ""), cell(3500, `<w:vMerge/>`, ""), cell(2500, "", "Năm trước"), cell(2071, "", "Năm nay")), strings.Join(rows(24, four, ""), ""))},
	{name: "table-nested", body: around(gridded(""), three, tr("", cell(1000, "", "x"), tc(5000, "", say("", "trước"), tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="4000" w:type="dxa"/>`, []int{2000, 2000}, rows(2, []int{2000, 2000}, "")...), say("", "sau")), cell(3071, "", "y")))},
	{name: "table-margins", body: around(gridded(`<w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="170" w:type="dxa"/><w:bottom w:w="113" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>`), three, tr("", cell(1000, `<w:tcMar><w:top w:w="200" w:type="dxa"/><w:left w:w="0" w:type="dxa"/></w:tcMar>`, "riêng"), cell(5000, "", prose(0, 2)), cell(3071, "", "z")))},
	{name: "table-2013", mode: 15, body: say("", prose(0, 1)) + tbl(gridded(`<w:tblCellMar><w:left w:w="227" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar>`), three, rows(3, three, "")...) + say("", prose(1, 1)) + tbl(gridded(`<w:tblInd w:w="567" w:type="dxa"/>`), three, rows(2, three, "")...)},
	{name: "table-borders", body: around(gridded(""), three, tr("", cell(1000, borders("double", 6), "đôi"), cell(5000, borders("single", 24), "dày 3 điểm"), cell(3071, borders("nil", 0), "không")), tr("", cell(1000, "", "a"), cell(5000, borders("dashed", 8), "nét đứt"), cell(3071, "", "b")))},
	{name: "table-thick", body: tbl(`<w:tblW w:w="9071" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="24"/><w:left w:val="single" w:sz="24"/><w:bottom w:val="single" w:sz="24"/><w:right w:val="single" w:sz="24"/><w:insideH w:val="single" w:sz="12"/><w:insideV w:val="single" w:sz="12"/></w:tblBorders>`, three, rows(4, three, "")...) + body(1, "")},
	{name: "table-no-borders", body: tbl(`<w:tblW w:w="9071" w:type="dxa"/>`, []int{3700, 5371}, tr("", tc(3700, "", say(`<w:jc w:val="center"/>`, "ỦY BAN NHÂN DÂN"), p(`<w:jc w:val="center"/>`, r("<w:b/>", "TỈNH BÌNH PHƯỚC"))), tc(5371, "", p(`<w:jc w:val="center"/>`, r("<w:b/>", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")), p(`<w:jc w:val="center"/>`, r("<w:b/>", "Độc lập - Tự do - Hạnh phúc"))))) + body(3, "")},
	{name: "table-shading", body: around(gridded(""), three, tr("", cell(1000, `<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>`, "vàng"), cell(5000, `<w:shd w:val="pct20" w:color="auto" w:fill="auto"/>`, "xám"), cell(3071, "", "z")))},
	{name: "table-valign", body: around(gridded(""), three, tr("", cell(1000, `<w:vAlign w:val="center"/>`, "giữa"), cell(5000, "", prose(0, 4)), cell(3071, `<w:vAlign w:val="bottom"/>`, "dưới")))},
	{name: "table-heights", body: tbl(gridded(""), three, append(append(rows(2, three, `<w:trHeight w:val="1134"/>`), rows(2, three, `<w:trHeight w:val="400" w:hRule="exact"/>`)...), rows(2, three, `<w:trHeight w:val="300" w:hRule="atLeast"/>`)...)...) + body(1, ""),
		word: "our own choice: the words that an exact height cuts off stay in the PDF, clipped away, so that no text is lost; LibreOffice leaves them out. Rows of which nothing is cut off are in table-heights-fit", otherText: true},
	{name: "table-heights-fit", body: tbl(gridded(""), three, append(append(rows(2, three, `<w:trHeight w:val="1134"/>`), tr(`<w:trHeight w:val="400" w:hRule="exact"/>`, cells(three, "3", "một dòng", "vừa")...), tr(`<w:trHeight w:val="260" w:hRule="exact"/>`, cells(three, "4", "thấp hơn dòng", "hụt")...)), rows(2, three, `<w:trHeight w:val="300" w:hRule="atLeast"/>`)...)...) + body(1, "")},
	{name: "table-height-empty", body: tbl(gridded(""), three, tr(`<w:trHeight w:val="567"/>`, cells(three, "", "", "")...), tr("", cells(three, "", "", "")...), tr(`<w:trHeight w:val="340" w:hRule="exact"/>`, cells(three, "1", "hai", "ba")...)) + body(1, "")},
	{name: "table-cant-split", body: body(10, "") + tbl(gridded(""), three, tr("<w:cantSplit/>", cell(1000, "", "1"), cell(5000, "", prose(0, 7)), cell(3071, "", "a")), tr("<w:cantSplit/>", cell(1000, "", "2"), cell(5000, "", prose(0, 9)), cell(3071, "", prose(0, 5))), tr("<w:cantSplit/>", cell(1000, "", "3"), cell(5000, "", prose(3, 7)), cell(3071, "", "b"))) + body(1, "")},
	{name: "table-split", body: body(10, "") + tbl(gridded(""), three, tr("", cell(1000, "", "1"), cell(5000, "", prose(0, 7)), cell(3071, "", prose(2, 3))), tr("", cell(1000, "", "2"), cell(5000, "", prose(0, 9)), cell(3071, "", prose(0, 5))), tr("", cell(1000, "", "3"), cell(5000, "", prose(3, 7)), cell(3071, "", "b"))) + body(1, "")},
	{name: "table-split-paragraphs", body: body(12, "") + tbl(gridded(""), three, tr("", cell(1000, "", "1"), tc(5000, "", body(5, `<w:spacing w:before="60" w:after="60"/>`)), tc(3071, "", body(2, "")))) + body(1, "")},
	{name: "table-split-between", body: body(11, "") + tbl(gridded(""), three, tr("", cell(1000, "", "1"), tc(5000, "", strings.Repeat(say(`<w:spacing w:before="240" w:after="60"/>`, "Một dòng mỗi đoạn"), 9)), tc(3071, "", strings.Repeat(say("", "Một dòng"), 12)))) + body(1, "")},
	{name: "table-higher-than-page", body: tbl(gridded(""), three, tr("", cell(1000, "", "1"), cell(5000, "", prose(0, 60)), cell(3071, "", "a")), strings.Join(rows(2, three, ""), "")) + body(1, "")},
	{name: "table-repeat", body: body(1, "") + tbl(gridded(""), three, append([]string{head(three, "<w:tblHeader/>")}, rows(45, three, "")...)...) + body(1, "")},
	{name: "table-repeat-split", body: body(9, "") + tbl(gridded(""), three, append([]string{head(three, "<w:cantSplit/><w:tblHeader/>")}, rows(12, three, "<w:cantSplit/>")...)...) + body(1, "")},
	{name: "table-keep-next", body: body(13, "") + say("<w:keepNext/>", "Bảng 1. Kết quả") + tbl(gridded(""), three, rows(6, three, "")...)},
	{name: "table-merge-pages", body: body(11, "") + tbl(gridded(""), three, mergedRows(10)...) + body(1, "")},
	{name: "table-center", body: tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="6000" w:type="dxa"/><w:jc w:val="center"/>`, []int{2000, 4000}, rows(2, []int{2000, 4000}, "")...) + p("") + tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="6000" w:type="dxa"/><w:jc w:val="right"/>`, []int{2000, 4000}, rows(2, []int{2000, 4000}, "")...) + p("")},
	{name: "table-indent", body: tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="6000" w:type="dxa"/><w:tblInd w:w="1134" w:type="dxa"/>`, []int{2000, 4000}, rows(2, []int{2000, 4000}, "")...) + p("") + tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="9700" w:type="dxa"/><w:tblInd w:w="-318" w:type="dxa"/>`, []int{2000, 7700}, rows(2, []int{2000, 7700}, "")...) + p("")},
	{name: "table-too-wide", body: tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="10500" w:type="dxa"/>`, []int{3500, 7000}, rows(2, []int{3500, 7000}, "")...) + p("")},
	{name: "table-direction", body: around(gridded(""), three, tr(`<w:trHeight w:val="2000"/>`, cell(1000, `<w:textDirection w:val="btLr"/>`, "Chữ dọc lên"), cell(5000, "", prose(0, 2)), cell(3071, `<w:textDirection w:val="tbRl"/>`, "Chữ dọc xuống")))},
	{name: "table-style", body: tbl(`<w:tblStyle w:val="Banded"/><w:tblW w:w="9071" w:type="dxa"/><w:tblLook w:val="04E0" w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>`, three, append([]string{head(three, "")}, rows(5, three, "")...)...) + body(1, ""), styles: bandedStyle},
	{name: "table-style-spacing", body: tbl(`<w:tblStyle w:val="Banded"/><w:tblW w:w="9071" w:type="dxa"/><w:tblLook w:val="0400"/>`, three, rows(4, three, "")...) + body(1, ""), styles: bandedStyle + `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:style>`,
		word: "the spacing of the default paragraph style against that of a table style: Word lets the table style win only over the document's defaults; LibreOffice differs"},
	{name: "table-grid-before", body: around(gridded(""), four, tr(`<w:gridBefore w:val="1"/><w:wBefore w:w="1000" w:type="dxa"/>`, cell(3500, "", "thụt vào"), cell(2500, "", "b"), cell(2071, "", "c")), tr(`<w:gridAfter w:val="1"/><w:wAfter w:w="2071" w:type="dxa"/>`, cell(1000, "", "a"), cell(3500, "", "b"), cell(2500, "", "hết")))},
	{name: "table-uneven", body: tbl(gridded(""), []int{1000, 2000, 3000, 3071}, tr("", cell(3000, `<w:gridSpan w:val="2"/>`, prose(0, 1)), cell(6071, `<w:gridSpan w:val="2"/>`, prose(1, 1))), tr("", cell(1000, "", "a"), cell(5000, `<w:gridSpan w:val="2"/>`, prose(2, 1)), cell(3071, "", "c"))) + body(1, "")},
	{name: "table-cell-spacing", body: tbl(gridded(`<w:tblCellSpacing w:w="57" w:type="dxa"/>`), three, rows(3, three, "")...) + body(1, "")},
	{name: "table-floating", body: body(1, "") + tbl(`<w:tblStyle w:val="TableGrid"/><w:tblpPr w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" w:horzAnchor="margin" w:tblpXSpec="right" w:tblpY="100"/><w:tblW w:w="3000" w:type="dxa"/>`, []int{1000, 2000}, tr("", cells([]int{1000, 2000}, "1", "hai")...), tr("", cells([]int{1000, 2000}, "3", "bốn")...)) + body(4, "")},
	{name: "table-after-table", body: tbl(gridded(""), three, rows(2, three, "")...) + p("") + tbl(gridded(""), four, rows(2, four, "")...) + tbl(gridded(""), three, rows(1, three, "")...) + p("")},
	{name: "table-paragraph-spacing", body: tbl(gridded(""), []int{4535, 4536}, tr("", tc(4535, "", body(2, `<w:spacing w:before="120" w:after="120"/>`)), tc(4536, "", say(`<w:spacing w:before="60" w:line="360" w:lineRule="auto"/>`, prose(0, 2))))) + body(1, `<w:spacing w:before="120"/>`)},
	{name: "table-no-grid", body: strings.Replace(tbl(gridded(""), three, rows(3, three, "")...), `<w:gridCol w:w="1000"/><w:gridCol w:w="5000"/><w:gridCol w:w="3071"/>`, "", 1) + p("")},
	{name: "table-wrong-grid", body: tbl(gridded(""), []int{3000, 3000, 3071}, rows(3, three, "")...) + p(""),
		word: "where grid and cells contradict each other LibreOffice takes the grid, Word the widths of the cells (ECMA-376-1 17.4.71; measured in Word, github.com/superdoc/docx-editor/issues/4016, github.com/eigenpal/docx-editor/pull/99)"},
	{name: "table-signature", body: body(2, "") + tbl(`<w:tblW w:w="9071" w:type="dxa"/>`, []int{4535, 4536}, tr("", tc(4535, "", p("", r("<w:b/><w:i/>", "Nơi nhận:")), say("", "- Như trên;"), say("", "- Lưu: VT, NC.")), tc(4536, "", p(`<w:jc w:val="center"/>`, r("<w:b/>", "TM. ỦY BAN NHÂN DÂN")), p(`<w:jc w:val="center"/>`, r("<w:b/>", "CHỦ TỊCH")), p(""), p(""), p(`<w:jc w:val="center"/>`, r("<w:b/>", "Nguyễn Văn Mẫu")))))},
	{name: "table-no-wrap", body: tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>`, three, tr("", cell(0, `<w:noWrap/>`, "không ngắt dòng ở đây"), cell(0, "", prose(0, 2)), cell(0, "", "ba"))) + p(""),
		word: "a cell of automatic width that may not wrap keeps its line whole (w:noWrap, ECMA-376-1 17.4.30); LibreOffice does not know it"},
}

const bandedStyle = `<w:style w:type="table" w:styleId="Banded"><w:name w:val="Banded"/><w:basedOn w:val="TableNormal"/><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders><w:top w:val="single" w:sz="8" w:color="4472C4"/><w:bottom w:val="single" w:sz="8" w:color="4472C4"/><w:insideH w:val="single" w:sz="4" w:color="4472C4"/></w:tblBorders></w:tblPr>` +
	`<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="4472C4"/></w:tcPr></w:tblStylePr>` +
	`<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr></w:tblStylePr><w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>` +
	`<w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/></w:tcPr></w:tblStylePr></w:style>`

// borders are all borders of a cell.
func borders(style string, size int) string {
	out := `<w:tcBorders>`
	for _, side := range []string{"top", "left", "bottom", "right"} {
		out += fmt.Sprintf(`<w:%s w:val="%s" w:sz="%d" w:space="0" w:color="auto"/>`, side, style, size)
	}
	return out + `</w:tcBorders>`
}

// mergedRows are rows whose first cells are one over all of them.
func mergedRows(n int) (out []string) {
	for i := range n {
		merge := `<w:vMerge/>`
		text := ""
		if i == 0 {
			merge, text = `<w:vMerge w:val="restart"/>`, "Gộp qua trang"
		}
		out = append(out, tr("", cell(1000, merge, text), cell(5000, "", prose(i, 2)), cell(3071, "", "c")))
	}
	return out
}
