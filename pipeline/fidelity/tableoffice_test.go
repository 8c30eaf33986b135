//go:build fidelity

package fidelity

import (
	"fmt"
	"strings"
)

// Paragraphs and cells as offices write them.
const (
	mid     = `<w:jc w:val="center"/>`
	vmid    = `<w:vAlign w:val="center"/>`
	merged  = `<w:vMerge w:val="restart"/>`
	goesOn  = `<w:vMerge/>`
	upwards = `<w:textDirection w:val="btLr"/>` + vmid
	small   = `<w:sz w:val="20"/>`
)

func span2(n int) string { return fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, n) }

// label is a cell of centred bold text.
func label(width int, props, text string) string {
	return tc(width, props, p(mid, r("<w:b/>", text)))
}

// sized is a paragraph whose mark looks as its text, as Word writes it: the mark counts for
// the height of the line.
func sized(props, look, text string) string {
	return p(props+"<w:rPr>"+look+"</w:rPr>", r(look, text))
}

// tiny is a cell of text of 10 pt.
func tiny(width int, props, para, text string) string {
	return tc(width, props, sized(para, small, text))
}

// timetable is a week's plan of work: days over mornings and afternoons.
func timetable() string {
	grid := []int{1300, 900, 900, 3571, 1400, 1000}
	rows := []string{tr("<w:cantSplit/><w:tblHeader/>", label(1300, vmid, "Thứ, ngày"), label(900, vmid, "Buổi"), label(900, vmid, "Giờ"), label(3571, vmid, "Nội dung công việc"), label(1400, vmid, "Chủ trì"), label(1000, vmid, "Địa điểm"))}
	for day := range 5 {
		for part := range 4 {
			first, half := goesOn, goesOn
			if part == 0 {
				first = merged
			}
			if part%2 == 0 {
				half = merged
			}
			date, name := "", ""
			if part == 0 {
				date = fmt.Sprintf("Thứ %d, %02d/3", day+2, day+4)
			}
			if part%2 == 0 {
				name = [2]string{"Sáng", "Chiều"}[part/2]
			}
			rows = append(rows, tr("", label(1300, first+vmid, date), label(900, half+vmid, name), tc(900, vmid, say(mid, fmt.Sprintf("%02dh30", 7+2*part))),
				cell(3571, "", prose(day+part, 1)), cell(1400, "", "Phó Chủ tịch"), cell(1000, "", "Phòng họp số 1")))
		}
	}
	return tbl(gridded(""), grid, rows...)
}

// personnel is a list of people under three rows of headings, on pages laid across.
func personnel(n int) string {
	grid := []int{600, 2400, 1000, 1000, 1700, 1700, 800, 800, 800, 1000, 1200, 1570}
	head := func(i int, props, text string) string { return centredTiny(grid[i], props+vmid, text) }
	const repeated = "<w:cantSplit/><w:tblHeader/>"
	rows := []string{
		tr(repeated, head(0, merged, "STT"), head(1, merged, "Họ và tên"), centredTiny(2000, span2(2)+vmid, "Ngày sinh"), head(4, merged, "Chức vụ, đơn vị"), head(5, merged, "Quê quán"),
			centredTiny(2400, span2(3)+vmid, "Trình độ"), head(9, merged, "Ngày vào Đảng"), centredTiny(2770, span2(2)+vmid, "Khen thưởng")),
		tr(repeated, head(0, goesOn, ""), head(1, goesOn, ""), head(2, "", "Nam"), head(3, "", "Nữ"), head(4, goesOn, ""), head(5, goesOn, ""), head(6, "", "Văn hóa"), head(7, "", "Chuyên môn"), head(8, "", "Lý luận"), head(9, goesOn, ""), head(10, "", "Năm trước"), head(11, "", "Đề nghị năm nay")),
	}
	var numbers []string
	for i := range grid {
		numbers = append(numbers, tiny(grid[i], "", mid, fmt.Sprintf("(%d)", i+1)))
	}
	rows = append(rows, tr(repeated, numbers...))
	for i := range n {
		born := [2]string{fmt.Sprintf("%02d/5/19%d", i%28+1, 60+i%30), ""}
		if i%3 == 0 {
			born[0], born[1] = born[1], born[0]
		}
		texts := []string{fmt.Sprint(i + 1), "Nguyễn Văn Mẫu " + string(rune('A'+i%20)), born[0], born[1], "Trưởng Công an xã Tân Lập", "Xã Tân Lập, huyện Đồng Phú", "12/12", "Đại học", "Trung cấp", "03/02/2005", "Giấy khen", "Bằng khen của Chủ tịch UBND tỉnh"}
		var row []string
		for k, text := range texts {
			align := mid
			if k == 1 || k == 4 || k == 5 || k == 11 {
				align = ""
			}
			row = append(row, tiny(grid[k], vmid, align, text))
		}
		rows = append(rows, tr("<w:cantSplit/>", row...))
	}
	return tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="14570" w:type="dxa"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>`, grid, rows...)
}

func centredTiny(width int, props, text string) string {
	return tc(width, props, sized(mid, "<w:b/>"+small, text))
}

// across is the end of a document on A4 laid across.
const across = `<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`

// narrowAnnex has twelve narrow columns of figures under turned headings.
func narrowAnnex() string {
	grid := []int{500, 2570}
	heads := []string{centredTiny(500, vmid, "TT"), centredTiny(2570, vmid, "Đơn vị")}
	for i := range 12 {
		grid = append(grid, 950)
		heads = append(heads, tc(950, upwards, sized(mid, "<w:b/>"+small, []string{"Số vụ tiếp nhận", "Số vụ đã xử lý", "Tỷ lệ (%)", "Số tin báo"}[i%4])))
	}
	rows := []string{tr(`<w:cantSplit/><w:trHeight w:val="1700"/><w:tblHeader/>`, heads...)}
	for i := range 30 {
		row := []string{tiny(500, "", mid, fmt.Sprint(i+1)), tiny(2570, "", "", fmt.Sprintf("Công an xã số %d, tỉnh", i+1))}
		for k := range 12 {
			row = append(row, tiny(950, vmid, `<w:jc w:val="right"/>`, fmt.Sprint((i*37+k*11)%900)))
		}
		rows = append(rows, tr("", row...))
	}
	sums := []string{centredTiny(3070, span2(2), "Tổng cộng")}
	for range 12 {
		sums = append(sums, tc(950, "", sized(`<w:jc w:val="right"/>`, "<w:b/>"+small, "12.345")))
	}
	rows = append(rows, tr("<w:cantSplit/>", sums...))
	return tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="14470" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>`, grid, rows...)
}

// budget has groups under headings of their own, sums and figures at a decimal tab.
func budget() string {
	grid := []int{700, 3871, 1200, 1500, 1800}
	money := func(text string) string {
		return tc(0, vmid, p(`<w:jc w:val="right"/>`, r("", text)))
	}
	rows := []string{tr("<w:tblHeader/>", label(700, vmid, "TT"), label(3871, vmid, "Nội dung chi"), label(1200, vmid, "Số lượng"), label(1500, vmid, "Đơn giá (đồng)"), label(1800, vmid, "Thành tiền (đồng)"))}
	for g := range 3 {
		rows = append(rows, tr("", label(700, "", []string{"I", "II", "III"}[g]), tc(8371, span2(4), p("<w:keepNext/>", r("<w:b/>", "Nhóm chi thứ "+fmt.Sprint(g+1))))))
		for i := range 4 {
			rows = append(rows, tr("", tc(700, vmid, say(mid, fmt.Sprint(i+1))), cell(3871, vmid, prose(g+i, 1)), tc(1200, vmid, say(mid, fmt.Sprint(3*i+1))), money("1.250.000"), money(fmt.Sprintf("%d.750.000", 3*i+1))))
		}
	}
	rows = append(rows, tr("<w:cantSplit/>", label(7271, span2(4), "Tổng cộng"), tc(1800, "", p(`<w:jc w:val="right"/>`, r("<w:b/>", "123.456.000")))),
		tr("<w:cantSplit/>", tc(9071, span2(5), p("", r("<w:i/>", "(Bằng chữ: Một trăm hai mươi ba triệu, bốn trăm năm mươi sáu nghìn đồng)")))))
	return tbl(gridded(""), grid, rows...)
}

// signature is the block of recipients and signer, in a table that keeps together.
func signature() string {
	return tbl(`<w:tblW w:w="9071" w:type="dxa"/><w:tblLook w:val="01E0"/>`, []int{4535, 4536}, tr("<w:cantSplit/>",
		tc(4535, "", sized("", `<w:b/><w:i/><w:sz w:val="24"/>`, "Nơi nhận:"), sized("", `<w:sz w:val="22"/>`, "- Như trên;"), sized("", `<w:sz w:val="22"/>`, "- Thường trực Tỉnh ủy (báo cáo);"), sized("", `<w:sz w:val="22"/>`, "- Lưu: VT, NC.")),
		tc(4536, "", p(mid, r("<w:b/>", "TM. ỦY BAN NHÂN DÂN")), p(mid, r("<w:b/>", "KT. CHỦ TỊCH")), p(mid, r("<w:b/>", "PHÓ CHỦ TỊCH")), p(mid), p(mid), p(mid), p(mid, r("<w:b/>", "Nguyễn Văn Mẫu")))))
}

// paperHead is the head of a paper: agency and motto side by side, number and day below.
func paperHead() string {
	return tbl(`<w:tblW w:w="9639" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`, []int{3969, 5670},
		tr("", tc(3969, "", p(mid, r("", "ỦY BAN NHÂN DÂN")), p(mid, r("<w:b/>", "TỈNH BÌNH PHƯỚC"))), tc(5670, "", p(mid, r("<w:b/>", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")), p(mid, r("<w:b/>", "Độc lập - Tự do - Hạnh phúc")))),
		tr("", tc(3969, "", p(`<w:spacing w:before="120"/>`+mid, r("", "Số:      /QĐ-UBND"))), tc(5670, "", p(`<w:spacing w:before="120"/>`+mid, r("<w:i/>", "Bình Phước, ngày     tháng     năm 2024")))))
}

// form is a form to be filled in: uneven columns, exact and least heights, labels merged.
func form() string {
	line := func(text string) string {
		return p(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="6600"/></w:tabs>`, r("", text), tab)
	}
	grid := []int{1800, 1200, 2400, 1200, 2471}
	return tbl(gridded(""), grid,
		tr(`<w:trHeight w:val="567"/>`, tc(1800, merged+vmid, p(mid, r("<w:b/>", "Người khai"))), cell(1200, vmid, "Họ tên"), cell(6071, span2(3)+vmid, "")),
		tr(`<w:trHeight w:val="567"/>`, cell(1800, goesOn, ""), cell(1200, vmid, "Ngày sinh"), cell(2400, vmid, ""), cell(1200, vmid, "Giới tính"), cell(2471, vmid, "☐ Nam   ☐ Nữ")),
		tr(`<w:trHeight w:val="400" w:hRule="exact"/>`, cell(1800, goesOn, ""), cell(3600, span2(2)+vmid, "Số căn cước"), cell(3671, span2(2)+vmid, "070 ...")),
		tr("", tc(1800, vmid, p(mid, r("<w:b/>", "Nội dung"))), tc(7271, span2(4), line("Lý do"), line("Thời gian"), line("Địa điểm"), say("", prose(1, 2)))),
		tr(`<w:gridBefore w:val="1"/><w:wBefore w:w="1800" w:type="dxa"/><w:trHeight w:val="850"/>`, cell(3600, span2(2)+`<w:vAlign w:val="bottom"/>`, "Ký tên"), cell(3671, span2(2)+`<w:vAlign w:val="bottom"/>`, "Xác nhận")))
}

// officeTables are tables as offices really make them.
var officeTables = []feature{
	{name: "office-timetable", body: body(1, "") + timetable() + body(1, "")},
	{name: "office-personnel", body: p(mid, r("<w:b/>", "DANH SÁCH TRÍCH NGANG")) + personnel(32) + p("") + across},
	{name: "office-annex-across", body: body(2, "") + ends(sect("", "")) + p(mid, r("<w:b/>", "Phụ lục")) + narrowAnnex() + p("") + across},
	{name: "office-budget", body: body(2, "") + budget() + body(1, "")},
	{name: "office-signature-page-end", body: body(16, "") + say("<w:keepNext/>"+both, prose(0, 2)) + signature() + p("")},
	{name: "office-letterhead", body: paperHead() + p("") + body(3, "") + signature() + p("")},
	{name: "office-form", body: p(mid, r("<w:b/>", "PHIẾU ĐỀ NGHỊ")) + form() + body(1, "")},
	{name: "office-table-in-cell", body: body(8, "") + tbl(gridded(""), three, tr("", cell(1000, "", "I"), tc(8071, span2(2), say("", prose(0, 1)), tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="7600" w:type="dxa"/>`, []int{800, 4800, 2000}, append([]string{head([]int{800, 4800, 2000}, "<w:tblHeader/>")}, rows(14, []int{800, 4800, 2000}, "")...)...), say("", "sau bảng trong ô"))), tr("", cell(1000, "", "II"), cell(5000, "", prose(1, 1)), cell(3071, "", "x"))) + body(1, "")},
	{name: "office-merge-over-pages", body: body(10, "") + tbl(gridded(""), four, append([]string{tr("<w:tblHeader/>", label(1000, merged+vmid, "TT"), label(3500, merged+vmid, "Nội dung"), label(4571, span2(2), "Thời gian")), tr("<w:tblHeader/>", cell(1000, goesOn, ""), cell(3500, goesOn, ""), label(2500, "", "Bắt đầu"), label(2071, "", "Kết thúc"))}, longMerges()...)...) + body(1, "")},
	{name: "office-text-box", body: body(1, "") + p("", x(`<w:pict><v:shape type="#_x0000_t202" style="width:300pt;height:130pt" strokeweight=".75pt"><v:textbox><w:txbxContent>`+tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="5400" w:type="dxa"/>`, []int{1400, 4000}, tr("", cells([]int{1400, 4000}, "Trong khung", "Bảng đứng trong khung chữ")...), tr("", cells([]int{1400, 4000}, "Hàng dưới", "Chữ dài hơn một dòng để thấy chỗ ngắt của dòng trong ô của khung")...))+p("")+`</w:txbxContent></v:textbox></v:shape></w:pict>`)) + body(1, "")},
	{name: "office-header-table", body: body(24, "") + a4(refHead), parts: map[string]string{"header1.xml": tbl(`<w:tblW w:w="9071" w:type="dxa"/><w:tblBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/></w:tblBorders>`, []int{2000, 5071, 2000}, tr("", tc(2000, vmid, p("", inline("rwide", 20, 10))), tc(5071, vmid, p(mid, r("<w:b/>", "CÔNG AN TỈNH")), p(mid, r("", "Phòng Tham mưu"))), tc(2000, vmid, p(`<w:jc w:val="right"/>`, r("", "Trang "), field("PAGE", "1"))))) + p("")}},
	{name: "office-borders", body: officeBorders() + body(1, "")},
	{name: "table-joined", body: body(1, "") + tbl(gridded(""), three, append([]string{head(three, "<w:tblHeader/>")}, rows(10, three, "")...)...) + tbl(gridded(""), three, rows(22, three, "")...) + body(1, "")},
	{name: "table-hidden-rows", body: tbl(gridded(""), three, rows(1, three, "")[0], tr("<w:hidden/>", hiddenCell(1000, "ẩn"), hiddenCell(5000, "hàng này"), hiddenCell(3071, "không in")), rows(2, three, "")[1]) + body(1, "")},
	{name: "table-percent-nested", body: tbl(gridded(""), three, tr("", cell(1000, "", "x"), tc(5000, "", tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>`, []int{1600, 3184}, strings.ReplaceAll(tr("", cell(1672, "", "phần ba"), cell(3328, "", prose(0, 1))), `w:type="dxa"`, `w:type="pct"`)), p("")), cell(3071, "", "y"))) + body(1, "")},
	{name: "table-nested-spacing", body: tbl(gridded(""), three, tr("", cell(1000, "", "x"), tc(5000, "", say(`<w:spacing w:after="160"/>`, "trước bảng"), tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="4000" w:type="dxa"/>`, []int{2000, 2000}, rows(1, []int{2000, 2000}, "")...), say(`<w:spacing w:before="200" w:after="160"/>`, "sau bảng")), cell(3071, "", "y"))) + body(1, "")},
	{name: "table-auto-spacing", body: tbl(gridded(""), three, tr("", cell(1000, "", "x"), tc(5000, "", body(2, `<w:spacing w:before="100" w:beforeAutospacing="1" w:after="100" w:afterAutospacing="1"/>`)), cell(3071, "", "y")), rows(1, three, "")[0]) + body(1, "")},
	{name: "table-cant-split-high", body: body(5, "") + tbl(gridded(""), three, tr("<w:cantSplit/>", cell(1000, "", "1"), cell(5000, "", prose(0, 45)), cell(3071, vmid, "giữa")), rows(1, three, "")[0]) + body(1, "")},
	{name: "table-valign-split", body: body(13, "") + tbl(gridded(""), three, tr("", cell(1000, vmid, "giữa"), cell(5000, "", prose(0, 14)), cell(3071, `<w:vAlign w:val="bottom"/>`, "dưới"))) + body(1, "")},
	{name: "table-footnotes", body: body(1, "") + tbl(gridded(""), three, rows(2, three, "")...) + body(1, "") + tbl(`<w:tblStyle w:val="TableGrid"/><w:tblW w:w="9071" w:type="dxa"/><w:tblBorders><w:insideV w:val="nil"/></w:tblBorders>`, three, rows(3, three, "")...) + body(1, "")},
}

// hiddenCell is a cell of hidden text.
func hiddenCell(width int, text string) string {
	return tc(width, "", p(`<w:rPr><w:vanish/></w:rPr>`, r("<w:vanish/>", text)))
}

// longMerges are rows of which three at a time share a number and a long text.
func longMerges() (out []string) {
	for i := range 12 {
		merge, number, text := goesOn, "", ""
		if i%3 == 0 {
			merge, number, text = merged, fmt.Sprint(i/3+1), prose(i, 2)
		}
		out = append(out, tr("", tc(1000, merge+vmid, say(mid, number)), cell(3500, merge, text), cell(2500, "", prose(i, 1)), cell(2071, "", "Quý IV")))
	}
	return out
}

// officeBorders is a box with a thick frame, a double line under its head, dots between its
// rows and cells that contradict their neighbours.
func officeBorders() string {
	const frame = `<w:tblBorders><w:top w:val="single" w:sz="18"/><w:left w:val="single" w:sz="18"/><w:bottom w:val="single" w:sz="18"/><w:right w:val="single" w:sz="18"/><w:insideH w:val="dotted" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>`
	under := `<w:tcBorders><w:bottom w:val="double" w:sz="6"/></w:tcBorders>`
	none := `<w:tcBorders><w:left w:val="nil"/><w:right w:val="nil"/></w:tcBorders>`
	return tbl(`<w:tblW w:w="9071" w:type="dxa"/>`+frame, three, tr("", label(1000, under, "TT"), label(5000, under, "Nội dung"), label(3071, under, "Ghi chú")),
		tr("", cell(1000, "", "1"), cell(5000, none, prose(0, 2)), cell(3071, "", "a")), tr("", cell(1000, "", "2"), cell(5000, borders("single", 12), prose(1, 1)), cell(3071, borders("nil", 0), "b")),
		tr("", cells(three, "3", prose(2, 1), "c")...))
}
