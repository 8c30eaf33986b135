package nd30

import (
	"vanthu/pipeline/unit"
)

// Widths of the two columns of header and signature on the A4 page. In the header the
// right one holds Quốc hiệu on one line (88,3 mm in bold 12 points), in the signature
// the right one is the right half.
const (
	headerLeft  = 68 * unit.Mm
	headerRight = 92 * unit.Mm
	signLeft    = 75 * unit.Mm
	signRight   = 85 * unit.Mm
	// tieuNguWidth is Tiêu ngữ in bold 13 points: the line under it is as long.
	tieuNguWidth = 561 * unit.Mm / 10
)

// Texts of every document (NĐ 30/2020 PL I.II.1).
const (
	QuocHieu = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	TieuNgu  = "Độc lập - Tự do - Hạnh phúc"
)

// Header is the head of page 1: who issues, the state's name, number, place and date.
type Header struct {
	// Superior is the body above the issuer, "" where the issuer has none. With
	// SuperiorIf set, the line stands in a section of that name and vanishes with it.
	Superior, SuperiorIf string
	Agency               string      // in capitals; a newline parts its lines
	AgencyRule           unit.Length // under it; 0: 16 mm, right for 32 to 48 mm of text
	// LongRuleIf is a condition under which the line is 22 mm long instead, right for 44
	// to 66 mm: "ten_co_quan_dai", where several agencies issue by one template.
	LongRuleIf string
	// ShortRuleIf is one under which it is 9 mm long, right for 18 to 28 mm:
	// "ten_co_quan_ngan".
	ShortRuleIf string
	Number      string // "Số: …"; "" : no such line
	Subject     string // công văn: "V/v …"
	// SubjectUnless is a name with which the subject vanishes: of a template that makes công
	// văn and papers with a name.
	SubjectUnless string
	Place         string // place and date; "" : none, as in minutes
	Urgency       string // in a red frame under the number: "KHẨN"; "" : none
}

// StandardHeader is a header made of the tags that every kind of document knows: the
// agency's lines, the number with its symbol, place and date.
func StandardHeader() Header {
	return Header{
		Superior: "{co_quan_chu_quan}", SuperiorIf: "co_quan_chu_quan",
		Agency: "{ten_co_quan}",
		Number: "Số: {so_van_ban}/{ky_hieu}",
		Place:  "{dia_danh}, {ngay_ban_hanh}",
	}
}

// Header writes the head of page 1, a table of two columns without borders.
func (b *Builder) Header(h Header) {
	if h.AgencyRule == 0 {
		h.AgencyRule = 16 * unit.Mm
	}
	left := func(b *Builder) {
		switch superior := func() { b.P("Tên cơ quan chủ quản", h.Superior) }; {
		case h.SuperiorIf != "":
			b.When("Tên cơ quan chủ quản", h.SuperiorIf, superior)
		case h.Superior != "":
			superior()
		}
		b.P("Tên cơ quan", h.Agency)
		if h.ShortRuleIf != "" {
			b.When("Tên cơ quan", h.ShortRuleIf, func() { b.Rule(headerLeft, 9*unit.Mm) })
			b.P("Tên cơ quan", "{^"+h.ShortRuleIf+"}")
			defer b.P("Tên cơ quan", "{/}")
		}
		if h.LongRuleIf == "" {
			b.Rule(headerLeft, h.AgencyRule)
			return
		}
		b.When("Tên cơ quan", h.LongRuleIf, func() { b.Rule(headerLeft, 22*unit.Mm) })
		b.P("Tên cơ quan", "{^"+h.LongRuleIf+"}")
		b.Rule(headerLeft, h.AgencyRule)
		b.P("Tên cơ quan", "{/}")
	}
	right := func(b *Builder) {
		b.P("Quốc hiệu", QuocHieu)
		b.P("Tiêu ngữ", TieuNgu)
		b.Rule(headerRight, tieuNguWidth)
	}
	t := Table{Plain: true, Widths: []unit.Length{headerLeft, headerRight},
		Rows: []Row{{Whole: true, Cells: []Cell{{Fill: left}, {Fill: right}}}}}
	if h.Number != "" || h.Place != "" {
		number := func(b *Builder) {
			if h.Number != "" {
				b.P("Số ký hiệu", h.Number)
			}
			if h.Subject != "" {
				b.unless("Trích yếu công văn", h.SubjectUnless, h.Subject)
			}
			b.urgency(h.Urgency)
		}
		place := func(b *Builder) {
			if h.Place != "" {
				b.P("Địa danh ngày tháng", h.Place)
			}
		}
		t.Rows = append(t.Rows, Row{Whole: true, Cells: []Cell{{Fill: number}, {Fill: place}}})
	}
	b.Table(t)
}

// unless writes a paragraph that vanishes with a name; "" : it always stands.
func (b *Builder) unless(style, name, text string) {
	if name == "" {
		b.P(style, text)
		return
	}
	b.P(style, "{^"+name+"}")
	b.P(style, text)
	b.P(style, "{/"+name+"}")
}

// Title writes the name of the kind, the subject under it (a newline parts its lines;
// "" for none) and the short line; rule 0 is 35 mm, right for 70 to 105 mm of text.
func (b *Builder) Title(name, subject string, rule unit.Length) {
	b.P("Tên loại", name)
	if subject != "" {
		b.P("Trích yếu", subject)
	}
	if rule == 0 {
		rule = 35 * unit.Mm
	}
	b.Rule(b.page.TextWidth(), rule)
}

// ToList writes "Kính gửi:" to the addressees of a tag list, whose rows have the column
// ten: one on the line itself, several each on a line of its own.
func (b *Builder) ToList(list string) {
	b.P("Kính gửi nhiều nơi", "{#"+list+"}")
	b.When("Kính gửi", "$dau && $cuoi", func() { b.P("Kính gửi", "Kính gửi: {ten}") })
	b.When("Kính gửi nhiều nơi", "$dau && !$cuoi", func() { b.P("Kính gửi nhiều nơi", "Kính gửi:") })
	b.When("Kính gửi liệt kê", "!($dau && $cuoi)", func() { b.P("Kính gửi liệt kê", "- {ten}{#$cuoi}.{/}{^$cuoi};{/}") })
	b.P("Kính gửi nhiều nơi", "{/"+list+"}")
}

// Replaces is the sentence by which a paper says whose place it takes (NĐ 30/2020 Đ.18.3):
// name is the kind's, "Kế hoạch", by who issued the earlier paper. Its tags are those that
// every data set has; it stands in the section thay_the_so.
func Replaces(name, by string) string {
	return name + " này thay thế " + name + " số {thay_the_so} {thay_the_ngay | ngay_dai} của " + by + "."
}

// Replaces writes that sentence as a paragraph, which vanishes where no paper is replaced.
func (b *Builder) Replaces(name, by string) {
	b.When("Thân văn bản", "thay_the_so", func() { b.P("Thân văn bản", Replaces(name, by)) })
}

// Sign is the block at the foot: recipients on the left, the signer on the right.
type Sign struct {
	Recipients []string // lines with their dash and mark; nil: no "Nơi nhận"
	Lines      []string // power and position, from above; see Signature.Lines
	Note       string   // in italics under the position, "" for none
	Second     string   // office outside the council, above the name; "" for none
	Name       string   // with the rank before it, where there is one
	// Left, with LeftName, is a second signer on the left, as minutes and contracts have;
	// recipients then stand below both.
	Left     []string
	LeftName string
}

// StandardSign is a signature block made of the tags that every kind of document knows.
func StandardSign(first ...string) Sign {
	return Sign{
		Recipients: append(first, "{#noi_nhan}", "- {ten}{#$cuoi}.{/}{^$cuoi};{/}", "{/noi_nhan}"),
		Lines:      []string{"{quyen_han_chuc_vu | in_hoa}"},
		Name:       "{nguoi_ky}",
	}
}

// Sign writes the signature block. It stays in one piece; write the last paragraph of
// the text in the style "Đoạn cuối", which keeps it on the page of the block.
func (b *Builder) Sign(s Sign) {
	b.P("Trước chữ ký", "")
	recipients := func(b *Builder) {
		if s.Recipients == nil {
			return
		}
		b.P("Nơi nhận", "Nơi nhận:")
		for _, r := range s.Recipients {
			b.P("Nơi nhận liệt kê", r)
		}
	}
	signer := func(lines []string, note, second, name string) func(*Builder) {
		return func(b *Builder) {
			for _, l := range lines {
				b.P("Chức vụ ký", l)
			}
			if note != "" {
				b.P("Ghi chú ký", note)
			}
			if second == "" {
				b.P("Người ký", name)
				return
			}
			b.P("Chức vụ khác", second)
			b.P("Người ký dưới chức vụ khác", name)
		}
	}
	left := recipients
	if s.Left != nil {
		left = signer(s.Left, "", "", s.LeftName)
	}
	b.Table(Table{Plain: true, Widths: []unit.Length{signLeft, signRight}, Rows: []Row{{Whole: true, Cells: []Cell{
		{Fill: left}, {Fill: signer(s.Lines, s.Note, s.Second, s.Name)},
	}}}})
	if s.Left != nil && s.Recipients != nil {
		b.P("Trước chữ ký", "")
		recipients(b)
	}
}

// Annex is the head of an annex (Mẫu 2.1).
type Annex struct {
	Number string // "Phụ lục I"; "" where the document has one annex with a name of its own
	Title  string // in capitals
	With   string // "(Kèm theo …)"
	Page   Page
	Rule   unit.Length // under With; 0: 35 mm
}

// Annex begins an annex on a new page; its pages are numbered from 1.
func (b *Builder) Annex(a Annex) {
	b.Section(a.Page, true)
	b.AnnexHead(a)
}

// AnnexHead writes the head of an annex on the page that has begun.
func (b *Builder) AnnexHead(a Annex) {
	if a.Number != "" {
		b.P("Phụ lục", a.Number)
	}
	b.P("Tên phụ lục", a.Title)
	if a.With != "" {
		b.P("Kèm theo", a.With)
	}
	if a.Rule == 0 {
		a.Rule = 35 * unit.Mm
	}
	b.Rule(b.page.TextWidth(), a.Rule)
}
