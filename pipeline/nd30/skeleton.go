package nd30

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"vanthu/pipeline/unit"
)

// Options choose among the layouts of one kind. The zero value is the usual one.
type Options struct {
	// Subject is the document's trích yếu; "" leaves room.
	Subject string
	// Indirect makes a decision that issues or approves another document (Mẫu 1.3).
	Indirect bool
	// Attached makes a named kind that a decision issues (the form behind Mẫu 1.3):
	// without number, place and signature of its own.
	Attached bool
	// Urgency prints a mark under the number: "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC".
	Urgency string
	// Address prints the agency's address at the foot of page 1 (ô 13): room for it.
	Address bool
	// Annex adds an annex (Mẫu 2.1) with a table.
	Annex bool
	// Signature prints a known power instead of the tags {quyen_han_chuc_vu} and
	// {nguoi_ky}.
	Signature *Signature
}

// Skeleton writes a Word document in good form for a kind: page, styles, header,
// signature block and the parts that the decree's sample has, with tags where data go
// and dots where people write. It opens in Word as a new document to be written, and is
// a valid template as it stands.
func Skeleton(kind Kind, opts Options) ([]byte, error) {
	s := skeleton{Builder: New(A4), kind: kind, opts: opts, subject: opts.Subject}
	if s.subject == "" {
		s.subject = dots
	}
	if opts.Indirect && kind.Form != FormDecision {
		return nil, fmt.Errorf("%s: only a quyết định issues another document", kind.Name)
	}
	if opts.Attached && kind.Form != FormNamed {
		return nil, fmt.Errorf("%s is not issued by a decision", kind.Name)
	}
	if err := s.sign(opts.Signature); err != nil {
		return nil, err
	}
	if opts.Address {
		s.FirstFooter("Địa chỉ: " + dots)
	}
	s.write()
	if opts.Annex {
		s.annex()
	}
	return s.Bytes(capital(kind.Name))
}

type skeleton struct {
	*Builder
	kind    Kind
	opts    Options
	subject string
	signer  Sign
}

// capital writes the first letter of a name large: "Kế hoạch".
func capital(name string) string {
	_, n := utf8.DecodeRuneInString(name)
	return strings.ToUpper(name[:n]) + name[n:]
}

// Room to write: a word or two, and a line.
const (
	dots     = "……………………"
	longDots = "…………………………………………………………………………"
)

func (s *skeleton) sign(sig *Signature) error {
	s.signer = StandardSign()
	if sig == nil {
		return nil
	}
	lines, err := sig.Lines()
	if err != nil {
		return err
	}
	names := sig.NameLines()
	s.signer.Lines, s.signer.Name = lines, names[len(names)-1]
	if len(names) > 1 {
		s.signer.Second = names[0]
	}
	return nil
}

func (s *skeleton) write() {
	if s.opts.Attached {
		s.attached()
		return
	}
	s.head()
	switch s.kind.Form {
	case FormResolution, FormDecision:
		s.decision()
	case FormLetter:
		s.addressees()
		s.text("Thân văn bản", longDots)
		s.replaces()
		s.end("first")
	case FormTelegram:
		s.P("Kính gửi nhiều nơi", "{ten_goi_co_quan} điện:")
		s.list()
		s.text("Thân văn bản", longDots)
		s.replaces()
		s.end("")
	case FormInvitation:
		s.text("Thân văn bản", "{ten_goi_co_quan} trân trọng kính mời: "+dots, "Tới dự: "+dots, "Chủ trì: "+dots, "Thời gian: "+dots, "Địa điểm: "+dots)
		s.end("")
	case FormIntroduction:
		s.text("Thân văn bản", "{ten_goi_co_quan} trân trọng giới thiệu:", "Ông (bà): "+dots, "Chức vụ: "+dots, "Được cử đến: "+dots, "Về việc: "+dots,
			"Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ.")
		s.P("Đoạn cuối", "Giấy này có giá trị đến hết ngày …… tháng …… năm ……"+EndMark)
		s.signer.Recipients = []string{"- Như trên;", "- Lưu: VT."}
		s.Sign(s.signer)
	case FormMinutes:
		s.minutes()
	case FormLeave:
		s.leave()
	case FormContract:
		s.contract()
	case FormPublicLetter:
		s.P("Kính gửi", "Kính gửi: "+dots)
		s.text("Thân văn bản", longDots)
		s.signer.Recipients = nil
		s.end("")
	default:
		s.named()
	}
}

// head writes the header and, for all kinds but công văn, the title.
func (s *skeleton) head() {
	h := StandardHeader()
	h.Urgency = s.opts.Urgency
	if s.kind.Code != "" {
		h.Number = "Số: {so_van_ban}/" + s.kind.Code + "-{ky_hieu_co_quan}"
	}
	switch s.kind.Form {
	case FormLetter:
		h.Number, h.Subject = "Số: {so_van_ban}/{ky_hieu_co_quan}{#don_vi_soan_thao}-{don_vi_soan_thao}{/}", "V/v "+s.subject
	case FormMinutes:
		h.Place = ""
	case FormPublicLetter:
		h.Number = ""
	}
	s.Header(h)
	switch s.kind.Form {
	case FormLetter:
	case FormIntroduction, FormLeave, FormPublicLetter:
		s.Title(s.kind.Title(), "", 0)
	default:
		s.Title(s.kind.Title(), s.subject, 0)
	}
}

func (s *skeleton) text(style string, lines ...string) {
	for _, l := range lines {
		s.P(style, l)
	}
}

// list writes the addressees of a tag list, each on its line.
func (s *skeleton) list() {
	s.text("Kính gửi liệt kê", "{#kinh_gui}", "- {ten}{#$cuoi}.{/}{^$cuoi};{/}", "{/kinh_gui}")
}

func (s *skeleton) addressees() { s.ToList("kinh_gui") }

// end writes the last paragraph and the signature block; "first" puts "Như trên".
func (s *skeleton) end(first string) {
	s.P("Đoạn cuối", dots+EndMark)
	if first != "" && s.signer.Recipients != nil {
		s.signer.Recipients = append([]string{"- Như trên;"}, s.signer.Recipients...)
	}
	s.Sign(s.signer)
}

func (s *skeleton) named() {
	first := ""
	if s.kind.To {
		s.addressees()
		first = "first"
	}
	if s.kind.Articles {
		s.articles()
		s.end("")
		return
	}
	s.P("Thân văn bản", longDots)
	s.P("Mục lớn", "I. TIÊU ĐỀ MỤC")
	s.P("Khoản có tiêu đề", "1. Tiêu đề khoản")
	s.P("Thân văn bản", longDots)
	s.P("Khoản", "2. "+dots)
	s.P("Điểm", "a) "+dots+";")
	s.P("Điểm", "b) "+dots+".")
	s.P("Mục lớn", "II. TIÊU ĐỀ MỤC")
	s.replaces()
	s.end(first)
}

func (s *skeleton) articles() {
	s.P("Phần, chương", "Chương I")
	s.P("Tiêu đề chương", "QUY ĐỊNH CHUNG")
	s.P("Điều", "Điều 1. Phạm vi điều chỉnh")
	s.P("Thân văn bản", longDots)
	s.P("Điều", "Điều 2. Đối tượng áp dụng")
	s.P("Khoản", "1. "+dots)
	s.P("Điểm", "a) "+dots+";")
	s.P("Điểm", "b) "+dots+".")
	s.P("Phần, chương", "Chương II")
	s.P("Tiêu đề chương", "QUY ĐỊNH CỤ THỂ")
	s.P("Điều", "Điều 3. "+dots)
}

// decision is Mẫu 1.1, 1.2 and 1.3.
func (s *skeleton) decision() {
	verb := "QUYẾT ĐỊNH:"
	if s.kind.Form == FormResolution {
		verb = "QUYẾT NGHỊ:"
	}
	this := capital(s.kind.Name) + " này"
	s.P("Thẩm quyền ban hành", longDots)
	s.text("Căn cứ", "{#can_cu}", "Căn cứ {noi_dung};", "{/can_cu}", "Theo đề nghị của "+dots+".")
	s.P("Thẩm quyền ban hành", verb)
	if s.opts.Indirect {
		s.Runs("Thân văn bản", B("Điều 1. "), T("Ban hành kèm theo "+this+" "+dots+"."))
	} else {
		s.Runs("Thân văn bản", B("Điều 1. "), T(dots+"."))
	}
	s.Runs("Thân văn bản", B("Điều 2. "), T(this+" có hiệu lực kể từ ngày ký{#thay_the_so} và thay thế "+capital(s.kind.Name)+" số {thay_the_so} {thay_the_ngay | ngay_dai}{/}."))
	s.Runs("Đoạn cuối", B("Điều 3. "), T(dots+" và các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành "+this+EndMark))
	s.signer.Recipients = append([]string{"- Như Điều 3;"}, s.signer.Recipients...)
	s.Sign(s.signer)
}

// minutes is Mẫu 1.9: secretary and chair sign, recipients stand below.
func (s *skeleton) minutes() {
	s.text("Thân văn bản", "Thời gian bắt đầu: "+dots, "Địa điểm: "+dots, "Thành phần tham dự: "+dots, "Chủ trì (chủ tọa): "+dots, "Thư ký (người ghi biên bản): "+dots,
		"Nội dung (theo diễn biến cuộc họp/hội nghị/hội thảo): "+dots)
	s.P("Đoạn cuối", "Cuộc họp (hội nghị, hội thảo) kết thúc vào … giờ …, ngày … tháng … năm …"+EndMark)
	s.Sign(Sign{Left: []string{"THƯ KÝ"}, LeftName: dots, Lines: []string{"CHỦ TỌA"}, Name: dots, Recipients: []string{"- Lưu: VT, Hồ sơ."}})
}

func (s *skeleton) leave() {
	s.text("Thân văn bản", "Xét Đơn đề nghị nghỉ phép ngày …… của ông (bà) "+dots+", {ten_goi_co_quan} cấp cho:", "Ông (bà): "+dots, "Chức vụ: "+dots,
		"Được nghỉ phép trong thời gian …… kể từ ngày …… đến hết ngày …… tại "+dots+".")
	s.P("Đoạn cuối", "Số ngày nghỉ phép nêu trên được tính vào thời gian "+dots+EndMark)
	s.Sign(s.signer)
	s.P("Trước chữ ký", "")
	confirm := func(b *Builder) {
		b.P("Chức vụ ký", "Xác nhận của cơ quan (tổ chức) hoặc chính quyền địa phương nơi nghỉ phép (nếu cần)")
		b.P("Người ký", "………………………")
	}
	s.Table(Table{Plain: true, Widths: []unit.Length{signLeft, signRight}, Rows: []Row{{Whole: true, Cells: []Cell{{Fill: confirm}, {Style: "Bảng - ô"}}}}})
}

func (s *skeleton) contract() {
	s.text("Căn cứ", "Căn cứ "+dots+";", "Căn cứ "+dots+".")
	s.P("Thân văn bản", "Hôm nay, ngày …… tháng …… năm ……, tại "+dots+", chúng tôi gồm:")
	for _, p := range []string{"A", "B"} {
		s.P("Khoản có tiêu đề", "BÊN "+p+": "+dots)
		s.text("Thân văn bản", "Địa chỉ: "+dots, "Đại diện: "+dots+" Chức vụ: "+dots)
	}
	s.P("Điều", "Điều 1. "+dots)
	s.P("Thân văn bản", longDots)
	s.P("Điều", "Điều 2. Điều khoản thi hành")
	s.P("Đoạn cuối", dots+EndMark)
	s.Sign(Sign{Left: []string{"ĐẠI DIỆN BÊN A"}, LeftName: dots, Lines: []string{"ĐẠI DIỆN BÊN B"}, Name: dots})
}

// attached is a kind issued by a decision: the header has no number and no date.
func (s *skeleton) attached() {
	h := StandardHeader()
	h.Number, h.Place = "", ""
	s.Header(h)
	s.P("Tên loại", s.kind.Title())
	s.P("Trích yếu", s.subject)
	s.P("Kèm theo", "(Kèm theo Quyết định số {so_van_ban}/QĐ-{ky_hieu_co_quan} {ngay_ban_hanh} của {ten_goi_co_quan})")
	s.Rule(s.Page().TextWidth(), 35*unit.Mm)
	s.articles()
	s.P("Đoạn cuối", dots+EndMark)
	s.signer.Recipients = nil
	s.Sign(s.signer)
}

// replaces says whose place the paper takes, where it takes one.
func (s *skeleton) replaces() { s.Replaces(capital(s.kind.Name), "{ten_goi_co_quan}") }

func (s *skeleton) annex() {
	code := s.kind.Symbol("{ky_hieu_co_quan}", "")
	s.Annex(Annex{Number: "Phụ lục", Title: "TIÊU ĐỀ PHỤ LỤC", Page: A4,
		With: "(Kèm theo " + capital(s.kind.Name) + " số {so_van_ban}/" + code + " {ngay_ban_hanh} của {ten_goi_co_quan})"})
	s.P("Đơn vị tính", "Đơn vị tính: ……")
	s.Table(Table{Widths: Columns(s.Page().TextWidth(), 1, 6, 3, 3), Heads: 1, Rows: []Row{
		Cells("Bảng - đầu", "TT", "Nội dung", "Số lượng", "Ghi chú"),
		{Whole: true, Cells: []Cell{{Style: "Bảng - ô giữa", Text: "1"}, {Text: dots}, {Style: "Bảng - ô số", Text: "……"}, {Text: "……"}}},
	}})
}
