//go:build fidelity

package fidelity

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
)

// The functions here write WordprocessingML: properties first, content behind.

// p is a paragraph of runs.
func p(props string, runs ...string) string {
	return `<w:p><w:pPr>` + props + `</w:pPr>` + strings.Join(runs, "") + `</w:p>`
}

// r is a run of text.
func r(props, text string) string {
	return `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

// x is a run of other things than text.
func x(inner string) string { return `<w:r>` + inner + `</w:r>` }

// say is a paragraph of plain text.
func say(props, text string) string { return p(props, r("", text)) }

// tab is a run with a tab.
const tab = `<w:r><w:tab/></w:r>`

// field is a complex field with its cached result.
func field(code, cached string) string {
	return x(`<w:fldChar w:fldCharType="begin"/>`) + x(`<w:instrText xml:space="preserve"> `+code+` </w:instrText>`) +
		x(`<w:fldChar w:fldCharType="separate"/>`) + r("", cached) + x(`<w:fldChar w:fldCharType="end"/>`)
}

// sentences are the text of the corpus, of several lengths.
var sentences = []string{
	"Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức thực hiện nghiêm túc, đúng tiến độ.",
	"Phong trào toàn dân bảo vệ an ninh Tổ quốc tiếp tục được đẩy mạnh, gắn với các cuộc vận động tại cơ sở.",
	"Công an tỉnh là cơ quan thường trực, chủ trì theo dõi, đôn đốc và tổng hợp kết quả báo cáo trước ngày 15 tháng 11 hằng năm.",
	"Kinh phí được bố trí trong dự toán ngân sách nhà nước theo quy định.",
	"Các mô hình tự quản hoạt động có hiệu quả cần được nhân rộng; những mô hình hình thức phải được rà soát, củng cố hoặc chấm dứt hoạt động.",
	"Trong quá trình thực hiện nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Công an tỉnh để được hướng dẫn.",
	"Tổng số vụ việc tiếp nhận là 1.248 vụ, giảm 7,4% so với cùng kỳ năm trước.",
}

// prose is n sentences, beginning with sentence from.
func prose(from, n int) string {
	var all []string
	for i := range n {
		all = append(all, sentences[(from+i)%len(sentences)])
	}
	return strings.Join(all, " ")
}

// body is n justified paragraphs of prose with the given properties before w:jc.
func body(n int, props string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(say(props+both, prose(i, 2+i%3)))
	}
	return b.String()
}

const both = `<w:jc w:val="both"/>`

// tbl is a table of rows.
func tbl(props string, grid []int, rows ...string) string {
	cols := ""
	for _, w := range grid {
		cols += fmt.Sprintf(`<w:gridCol w:w="%d"/>`, w)
	}
	return `<w:tbl><w:tblPr>` + props + `</w:tblPr><w:tblGrid>` + cols + `</w:tblGrid>` + strings.Join(rows, "") + `</w:tbl>`
}

// tr is a row of cells.
func tr(props string, cells ...string) string {
	return `<w:tr><w:trPr>` + props + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`
}

// tc is a cell of a width in twips (0: auto) with further properties and blocks.
func tc(width int, props string, blocks ...string) string {
	w := fmt.Sprintf(`<w:tcW w:w="%d" w:type="dxa"/>`, width)
	if width == 0 {
		w = `<w:tcW w:w="0" w:type="auto"/>`
	}
	return `<w:tc><w:tcPr>` + w + props + `</w:tcPr>` + strings.Join(blocks, "") + `</w:tc>`
}

// cells are plain cells of texts, each of the width of its column.
func cells(grid []int, texts ...string) (out []string) {
	for i, text := range texts {
		out = append(out, tc(grid[i], "", say("", text)))
	}
	return out
}

// gridded is a table with the style TableGrid, of a total width.
func gridded(more string) string {
	return `<w:tblStyle w:val="TableGrid"/><w:tblW w:w="9071" w:type="dxa"/>` + more + `<w:tblLook w:val="04A0"/>`
}

// a4 is a section of A4 with margins of 20, 20, 20, 30 mm; refs stand before the size.
func a4(refs string) string { return sect(refs, "") }

func sect(refs, more string) string {
	return `<w:sectPr>` + refs + `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>` + more + `</w:sectPr>`
}

// ends is a paragraph that ends a section.
func ends(section string) string { return p(section) }

// houseStyles is a style sheet as an office has it: Times New Roman 13 pt.
const houseStyles = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
	`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>` +
	`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
	`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="60"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:i/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4535"/><w:tab w:val="right" w:pos="9071"/></w:tabs></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>` +
	`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>` +
	`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>` +
	`<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>`

const themeXML = xmlHead + `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements><a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2><a:accent1><a:srgbClr val="4472C4"/></a:accent1><a:accent2><a:srgbClr val="ED7D31"/></a:accent2><a:accent3><a:srgbClr val="A5A5A5"/></a:accent3><a:accent4><a:srgbClr val="FFC000"/></a:accent4><a:accent5><a:srgbClr val="5B9BD5"/></a:accent5><a:accent6><a:srgbClr val="70AD47"/></a:accent6><a:hlink><a:srgbClr val="0563C1"/></a:hlink><a:folHlink><a:srgbClr val="954F72"/></a:folHlink></a:clrScheme><a:fontScheme name="Office"><a:majorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Times New Roman"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="Office"><a:fillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:fillStyleLst><a:lnStyleLst><a:ln w="6350"/><a:ln w="12700"/><a:ln w="19050"/></a:lnStyleLst><a:effectStyleLst><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle></a:effectStyleLst><a:bgFillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`

// pictures are in every file: opaque and transparent PNG, JPEG.
var pictures = map[string][]byte{
	"wide.png":   encodePicture(60, 30, 255, false),
	"alpha.png":  encodePicture(40, 40, 90, false),
	"photo.jpeg": encodePicture(48, 64, 255, true),
}

func encodePicture(w, h int, alpha uint8, photo bool) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{uint8(x * 255 / w), uint8(y * 255 / h), 120, alpha})
		}
	}
	var b bytes.Buffer
	if photo {
		jpeg.Encode(&b, img, nil) // to memory
	} else {
		png.Encode(&b, img)
	}
	return b.Bytes()
}
