package main

import "vanthu/pipeline/nd30"

// Lists of awards are written by choices of the kind: kieu_danh_sach (table, two columns,
// numbered lines, within the article, a decision for each), thu_tu_nhom (which group is first),
// neu_tien (with the money).

// tapTheTruoc says that collectives stand before persons.
const tapTheTruoc = `thu_tu_nhom == "tap-the-truoc"`

// theoThuTu writes what names the two first groups in their order: a before b, or b before a.
func theoThuTu(truoc, sau string) string {
	return "{#" + tapTheTruoc + "}" + truoc + "{/}{^" + tapTheTruoc + "}" + sau + "{/}"
}

// nhomDem is a group in a sentence: its list and how it is named.
type nhomDem struct{ list, viet string }

// capSo writes two groups, with what stands between them where both have rows: coHo when
// households follow, khongHo when not.
func capSo(nhat, hai nhomDem, coHo, khongHo string) string {
	return "{#so_" + nhat.list + " > 0}" + nhat.viet + "{/}" +
		"{#so_" + nhat.list + " > 0 && so_" + hai.list + " > 0}{#so_ho_gia_dinh > 0}" + coHo + "{/}{^so_ho_gia_dinh > 0}" + khongHo + "{/}{/}" +
		"{#so_" + hai.list + " > 0}" + hai.viet + "{/}"
}

// soLuongTheo writes, in the chosen order, how many collectives, persons and households there are, as Điều 1 does:
// "38 tập thể, 57 cá nhân và 05 hộ gia đình"; a group without rows is left out, and where
// nobody is approved yet, there are dots to be seen.
var (
	demTapThe   = nhomDem{"tap_the", "{so_tap_the | hai_chu_so} tập thể"}
	demCaNhan   = nhomDem{"ca_nhan", "{so_ca_nhan | hai_chu_so} cá nhân"}
	soLuongTheo = theoThuTu(capSo(demTapThe, demCaNhan, ", ", " và "), capSo(demCaNhan, demTapThe, ", ", " và ")) + soHoSau
)

const (
	soHoSau = `{#so_ho_gia_dinh > 0}{#so_tap_the > 0 || so_ca_nhan > 0} và {/}{so_ho_gia_dinh | hai_chu_so} hộ gia đình{/}` +
		`{#so_tap_the == 0 && so_ca_nhan == 0 && so_ho_gia_dinh == 0}…… tập thể, …… cá nhân{/}`
)

// cacNhom writes which groups there are: "tập thể, cá nhân, hộ gia đình".
func cacNhom(tapThe, caNhan, hoGiaDinh string) string {
	a, b := nhomDem{"tap_the", tapThe}, nhomDem{"ca_nhan", caNhan}
	return theoThuTu(capSo(a, b, ", ", ", "), capSo(b, a, ", ", ", ")) +
		`{#so_ho_gia_dinh > 0}{#so_tap_the > 0 || so_ca_nhan > 0}, {/}` + hoGiaDinh + `{/}`
}

// nhomKhen is a group of a list in its place: the same group may stand in two places, of which
// the order of the groups shows one.
type nhomKhen struct {
	list string
	when string // condition beside that it has rows; "" is none
	so   string // its number
	ten  string // "TẬP THỂ"
	sau  string // condition that no group with rows follows
}

// cacNhomKhen are the groups in their places.
func cacNhomKhen() []nhomKhen {
	const hai = `{#so_tap_the > 0 && so_ca_nhan > 0}III{/}{#so_tap_the > 0 && so_ca_nhan == 0}II{/}` +
		`{#so_tap_the == 0 && so_ca_nhan > 0}II{/}{#so_tap_the == 0 && so_ca_nhan == 0}I{/}`
	const khongHo = " && so_ho_gia_dinh == 0"
	return []nhomKhen{
		{"tap_the", tapTheTruoc, "I", "TẬP THỂ", " && so_ca_nhan == 0" + khongHo},
		{"ca_nhan", "", `{#` + tapTheTruoc + ` && so_tap_the > 0}II{/}{^` + tapTheTruoc + ` && so_tap_the > 0}I{/}`, "CÁ NHÂN",
			" && (" + tapTheTruoc + " || so_tap_the == 0)" + khongHo},
		{"tap_the", "!(" + tapTheTruoc + ")", `{#so_ca_nhan > 0}II{/}{^so_ca_nhan > 0}I{/}`, "TẬP THỂ", khongHo},
		{"ho_gia_dinh", "", hai, "HỘ GIA ĐÌNH", ""},
	}
}

// coDong is the condition that the group stands here.
func (n nhomKhen) coDong() string {
	if n.when == "" {
		return "so_" + n.list + " > 0"
	}
	return "so_" + n.list + " > 0 && " + n.when
}

// hang makes the rows of the group in a table: the heading, with the group's sum in the last
// column if there is one, and a repeated row behind its number. Without rows the group
// vanishes. stt is the tag of a row's number.
func (n nhomKhen) hang(sum, stt string, cells ...nd30.Cell) []nd30.Row {
	columns := 1
	for _, c := range cells {
		columns += max(c.Span, 1)
	}
	head := []nd30.Cell{{Style: "Bảng - nhóm", Text: "{#" + n.coDong() + "}" + n.so + ". " + n.ten, Span: columns}}
	if sum != "" {
		head[0].Span--
		head = append(head, nd30.Cell{Style: "Bảng - tổng", Text: sum})
	}
	row := append([]nd30.Cell{{Fill: soCuoi("{#"+n.list+"}", stt)}}, cells...)
	row[len(row)-1].Text += "{/" + n.list + "}{/}"
	return []nd30.Row{{Whole: true, Cells: head}, {Whole: true, Cells: row}}
}

// soCuoi writes the number of a row, behind what opens the list; that of the last keeps its row
// with the line that closes the list.
func soCuoi(open, stt string) func(*nd30.Builder) {
	return func(b *nd30.Builder) {
		b.P("Bảng - ô giữa", open+"{^$cuoi}")
		b.P("Bảng - ô giữa", stt)
		b.P("Bảng - ô giữa", "{/}{#$cuoi}")
		b.P("Bảng - ô giữa cuối", stt)
		b.P("Bảng - ô giữa", "{/}")
	}
}

// tenCot is the head of the column of names.
const tenCot = `{#so_tap_the > 0}Tập thể, họ và tên{/}{^so_tap_the > 0}Họ và tên{/}`

// dongKhen writes each of a group in one line, as many offices do.
var dongKhen = map[string]string{
	"tap_the":     "{ten}",
	"ca_nhan":     "{danh_xung} {ho_ten}{#chuc_danh}, {chuc_danh}{/}",
	"ho_gia_dinh": "{ten}{#noi_o}, trú tại {noi_o}{/}",
}

// danhSachDong is a list in numbered lines, as many offices write it; the last line ends with
// end. Inside of an article the groups have headings without a number, and the lines are
// numbered through.
func danhSachDong(b *nd30.Builder, end string, inArticle bool) {
	for _, n := range cacNhomKhen() {
		heading, style, number := n.so+". "+n.ten, "Mục lớn", "{$stt}"
		if inArticle {
			heading, style, number = map[string]string{"tap_the": "Tập thể:", "ca_nhan": "Cá nhân:", "ho_gia_dinh": "Hộ gia đình:"}[n.list], "Thân văn bản", "{so_so_vang}"
		}
		b.When("Mục lớn", n.coDong(), func() {
			b.P(style, heading)
			last := "$cuoi" + n.sau
			b.P("Thân văn bản", "{#"+n.list+"}")
			b.P("Thân văn bản", number+". "+dongKhen[n.list]+"{#"+last+"}"+end+"{/}{^"+last+"};{/}")
			b.P("Thân văn bản", "{/"+n.list+"}")
		})
	}
}

// bangKhen is a list as a table.
type bangKhen struct {
	rong []int // widths of the columns, in proportion
	dau  []string
	stt  string                                            // tag of a row's number
	o    func(list string) (cells []nd30.Cell, sum string) // of a group: the cells behind the number, its sum
	tong []nd30.Row                                        // last rows
}

// ke writes the table.
func (t bangKhen) ke(b *nd30.Builder) {
	rows := []nd30.Row{nd30.Cells("Bảng - đầu", t.dau...)}
	for _, n := range cacNhomKhen() {
		cells, sum := t.o(n.list)
		rows = append(rows, n.hang(sum, t.stt, cells...)...)
	}
	b.Table(nd30.Table{Widths: nd30.Columns(b.Page().TextWidth(), t.rong...), Heads: 1, Rows: append(rows, t.tong...)})
}

// danhSachHaiCot is a list of two columns, a number and all that is said of one.
func danhSachHaiCot(b *nd30.Builder, head string) {
	bangKhen{rong: []int{12, 148}, dau: []string{"TT", head}, stt: "{$stt}", o: func(list string) ([]nd30.Cell, string) {
		return []nd30.Cell{{Text: dongKhen[list]}}, ""
	}}.ke(b)
}

// danhSachGop is a list whose groups come in one query, as minutes and appraisal have, in two
// columns or in numbered lines.
func danhSachGop(b *nd30.Builder, list, head string) {
	const ten = "{ten}{#chuc_danh}, {chuc_danh}{/}"
	b.When("Thân văn bản", `kieu_danh_sach == "hai-cot"`, func() {
		nhomBang(b, bang{list: list, rong: []int{12, 148}, dau: []string{"TT", head}, o: []nd30.Cell{o(ten)}}, "")
	})
	b.When("Thân văn bản", `kieu_danh_sach == "dong"`, func() {
		b.P("Thân văn bản", "{#"+list+"}{#dau_nhom}")
		b.P("Mục lớn", "{so_nhom | la_ma}. {ten_nhom}")
		b.P("Thân văn bản", "{/}")
		b.P("Thân văn bản", "{stt}. "+ten+"{#$cuoi}./.{/}{^$cuoi};{/}")
		b.P("Thân văn bản", "{/"+list+"}")
	})
}

// oTen are the cells of name and post of a group, the same in all tables of three columns and
// more.
func oTen(list string) []nd30.Cell {
	switch list {
	case "tap_the":
		return []nd30.Cell{{Text: "{ten}", Span: 2}}
	case "ca_nhan":
		return []nd30.Cell{{Text: "{danh_xung} {ho_ten}"}, {Text: "{chuc_danh}"}}
	}
	return []nd30.Cell{{Text: "{ten}"}, {Text: "{#noi_o}Trú tại {noi_o}{/}"}}
}
