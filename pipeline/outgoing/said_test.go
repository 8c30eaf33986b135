package outgoing

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/refresh"
	"vanthu/pipeline/unit"
)

// TestFiguresOfAPage: the figures of a page are told with what stands on their places, of no page that there is not.
func TestFiguresOfAPage(t *testing.T) {
	link := func(x, y int, url string) *item.Link {
		return &item.Link{X: unit.Length(x) * unit.Pt, Y: unit.Length(y) * unit.Pt, W: 50 * unit.Pt, H: 12 * unit.Pt, URL: url}
	}
	text := func(x, y int, s string) *item.Text {
		return &item.Text{X: unit.Length(x) * unit.Pt, Y: unit.Length(y) * unit.Pt, Width: 20 * unit.Pt, Text: s}
	}
	ps := Pages{
		{Items: []item.Item{text(100, 110, "1.286"), text(125, 110, "xã"), text(160, 110, "nay"), text(80, 110, "có"), text(100, 99, "trên"), text(100, 113, "dưới"),
			&item.Text{X: 100 * unit.Pt, Y: 110 * unit.Pt, Text: "DỰ THẢO", Turn: 45}, link(100, 100, refresh.Scheme+"7"), link(100, 100, "https://vidu.vn")}},
		{Items: []item.Item{text(10, 20, "x"), link(10, 10, refresh.Scheme+"8_a")}},
	}
	for number, want := range map[int][]Figure{0: nil, 1: {{"7", "1.286 xã", 100, 100, 50, 12}}, 2: {{"8_a", "x", 10, 10, 50, 12}}, 3: nil, -1: nil} {
		got := ps.Figures(number)
		if len(got) != len(want) || len(got) == 1 && got[0] != want[0] {
			t.Errorf("page %d: %+v, want %+v", number, got, want)
		}
	}
}

// TestFindingsOfSignatures: a PDF without signatures is a scan; of each signature what is broken comes before whom
// nobody knows, in a sentence each.
func TestFindingsOfSignatures(t *testing.T) {
	of := func(intact, trusted bool, problems ...string) []pdf.Signature {
		return []pdf.Signature{{Signer: "Lê Thị Ví Dụ", Intact: intact, Trusted: trusted, Problems: problems}}
	}
	for _, c := range []struct {
		list           []pdf.Signature
		rule, severity string
		place, message string
	}{
		{nil, "NO_SIGNATURE", check.Hint, "tệp PDF", "Không có chữ ký số: giữ như bản chụp của bản giấy."},
		{of(false, true, "một", "hai"), "SIGNATURE", check.Wrong, "chữ ký của Lê Thị Ví Dụ", "Nội dung đã bị thay đổi sau khi ký, hoặc chữ ký hỏng: một; hai."},
		{of(false, false, "một"), "SIGNATURE", check.Wrong, "chữ ký của Lê Thị Ví Dụ", "Nội dung đã bị thay đổi sau khi ký, hoặc chữ ký hỏng: một."},
		{of(true, false, "không rõ ai cấp"), "SIGNER", check.Warning, "chữ ký của Lê Thị Ví Dụ", "Chứng thư chưa thuộc danh sách tin cậy: không rõ ai cấp."},
		{of(true, true), "", "", "", ""},
	} {
		got := signatureFindings(c.list)
		if c.rule == "" && len(got) > 0 || c.rule != "" && (len(got) != 1 || got[0].Rule != c.rule || got[0].Severity != c.severity || got[0].Place != c.place || got[0].Message != c.message) {
			t.Errorf("%+v: %+v", c.list, got)
		}
	}
	list := []pdf.Signature{{Signer: "A", At: time.Date(2024, 2, 5, 20, 30, 0, 0, time.UTC)}, {Signer: "B"}}
	if got := signers(list); got != "A (03:30 06/02/2024), B (không rõ lúc nào)" {
		t.Error(got)
	}
}

// TestShortly: an explanation of a column is its first words.
func TestShortly(t *testing.T) {
	for about, want := range map[string]string{
		"số xã": "số xã", "kinh phí: đồng, cả năm": "kinh phí", " số xã, phường": "số xã", "xếp loại; theo Quyết định 510": "xếp loại", "": "", ": lạ": "",
	} {
		if got := shortly(about); got != want {
			t.Errorf("%q: %q, want %q", about, got, want)
		}
	}
}

// TestOneLetter: words are near where one letter too many, too few or another, or two that changed places, tell them
// apart, wherever it stands.
func TestOneLetter(t *testing.T) {
	for pair, want := range map[string]bool{
		"nghiêm nghiêm": true, "ngihêm nghiêm": true, "nghêm nghiêm": true, "nghiiêm nghiêm": true, "nghoêm nghiêm": true, "thưởgn thưởng": true, "xthôn thôn": true, "thônx thôn": true,
		"a b": true, "nhgêim nghiêm": false, "thôn": false, "thon thônab": false, "ab cd": false, "abc cba": false, "gnhĩa nghĩa": true, "nghiem nghiêmm": true,
	} {
		a, b, _ := strings.Cut(pair, " ")
		if got := near([]rune(a), []rune(b)); got != want {
			t.Errorf("%q, %q: %v", a, b, got)
		}
	}
}

// TestNumberOfASignedFile: what a signed file says of number and day is held against the book, a zero in front counts
// for nothing; what it does not say is not.
func TestNumberOfASignedFile(t *testing.T) {
	doc := &archive.Document{Symbol: "05/KH-UBND", IssueDay: "2024-02-05"}
	for said, want := range map[printed]string{
		{}: "", {"5", "2024-02-05"}: "", {"05", ""}: "", {"", "2024-02-05"}: "",
		{"6", ""}:            "số, ký hiệu: Tệp đã ký ghi số 6, sổ ghi 05/KH-UBND.",
		{"50", "2024-02-05"}: "số, ký hiệu: Tệp đã ký ghi số 50, sổ ghi 05/KH-UBND.",
		{"", "2024-02-06"}:   "ngày ban hành: Tệp đã ký ghi ngày 06/02/2024, sổ ghi ngày 05/02/2024.",
		{"6", "2024-03-01"}:  "số, ký hiệu: Tệp đã ký ghi số 6, sổ ghi 05/KH-UBND. ngày ban hành: Tệp đã ký ghi ngày 01/3/2024, sổ ghi ngày 05/02/2024.",
	} {
		var got []string
		for _, f := range holdPrinted(doc, said) {
			got = append(got, f.Place+": "+f.Message)
		}
		if all := strings.Join(got, " "); all != want {
			t.Errorf("%+v: %s, want %s", said, all, want)
		}
		if got := holdPrinted(&archive.Document{}, said); got != nil {
			t.Errorf("%+v of a paper without number: %+v", said, got)
		}
	}
}

// TestEntryInThePapersWords: the register tells a paper as it says itself; what it does not say stays.
func TestEntryInThePapersWords(t *testing.T) {
	had := archive.Entry{Title: "tên cũ", Recipients: "nơi cũ", Keeper: "người cũ"}
	of := func(role paper.Role, texts ...string) (units []paper.Unit) {
		for _, s := range texts {
			units = append(units, paper.Unit{Role: role, Text: s})
		}
		return units
	}
	decision := nd30.Kind{Name: "quyết định"}
	for _, c := range []struct {
		paper paper.Paper
		want  string
	}{
		{paper.Paper{}, "tên cũ; nơi cũ; người cũ"},
		{paper.Paper{Units: of(paper.Subject, "Về việc tặng Bằng khen")}, "tên cũ; nơi cũ; người cũ"},
		{paper.Paper{Found: true, Kind: decision, Units: of(paper.Subject, "Về việc tặng", "Bằng khen")}, "Quyết định về việc tặng Bằng khen; nơi cũ; người cũ"},
		{paper.Paper{Found: true, Kind: nd30.Kind{Name: "công văn"}, Units: of(paper.LetterTo, "V/v báo cáo")}, "Công văn về việc báo cáo; nơi cũ; người cũ"},
		{paper.Paper{Found: true, Kind: decision, Units: of(paper.Subject, "Ban hành Quy chế")}, "Quyết định Ban hành Quy chế; nơi cũ; người cũ"},
		{paper.Paper{Units: of(paper.Recipient, "- Như trên;", "- Sở Nội vụ;", "- ;")}, "tên cũ; Như trên|Sở Nội vụ; người cũ"},
		{paper.Paper{Units: append(of(paper.To, "Kính gửi: Ủy ban nhân dân tỉnh."), of(paper.Recipient, "- Như trên;", "- Sở Nội vụ;")...)}, "tên cũ; Ủy ban nhân dân tỉnh|Sở Nội vụ; người cũ"},
		{paper.Paper{Units: append(of(paper.To, "Kính gửi:"), of(paper.Addressee, "- Sở Nội vụ;", "– Công an tỉnh.")...)}, "tên cũ; Sở Nội vụ|Công an tỉnh; người cũ"},
		{paper.Paper{Units: of(paper.Filed, "- Lưu: VT, NC.")}, "tên cũ; nơi cũ; VT, NC"},
		{paper.Paper{Units: of(paper.Filed, "- Văn thư")}, "tên cũ; nơi cũ; người cũ"},
	} {
		e := had
		sayWith(&e, &c.paper)
		if got := e.Title + "; " + strings.ReplaceAll(e.Recipients, "\n", "|") + "; " + e.Keeper; got != c.want {
			t.Errorf("%+v: %s, want %s", c.paper.Units, got, c.want)
		}
	}
}

// TestPutIntoABlank: a text stands in the middle of its blank, behind what is before it; a longer one begins where the
// blank does.
func TestPutIntoABlank(t *testing.T) {
	blank := strings.Repeat("\u00a0", 8)
	laid, err := layout.Lay(docxtest.Word("Số:"+blank+"/KH"), layout.Options{Fonts: font.Shipped()})
	if err != nil {
		t.Fatal(err)
	}
	word := laid.Pages[0].Items[0].(*item.Text)
	wide := func(s string) (w unit.Length) {
		for _, r := range s {
			w += word.Face.Advance(r, word.Size)
		}
		return w
	}
	g := gap{text: word, at: "Số:", width: 8}
	for text, shift := range map[string]unit.Length{"5": (wide(blank) - wide("5")) / 2, "161": (wide(blank) - wide("161")) / 2, strings.Repeat("9", 40): 0} {
		got := g.put(text)
		if got.Text != text || got.X != word.X+wide("Số:")+shift || got.Y != word.Y || got.Para != 0 || got.Width != wide(text) {
			t.Errorf("%s: %+v, want %v", text, got, word.X+wide("Số:")+shift)
		}
	}
	page := &layout.Page{Items: []item.Item{word, &item.Text{Text: "ngày"}, &item.Text{Text: blank}, &item.Text{Text: "tháng" + blank + "năm 2024"}, &item.Text{Text: "a\u00a0\u00a0\u00a0b"},
		&item.Text{Text: "DỰ", Turn: 45}, &item.Text{Text: "nghiêng", Turn: 45, Para: 2}, &item.Line{}}}
	var found []string
	for _, g := range gaps(page) {
		found = append(found, fmt.Sprintf("%q %d after %q", g.at, g.width, g.after))
	}
	if got := strings.Join(found, "; "); got != `"Số:" 8 after "Số:"; "" 8 after "ngày"; "tháng" 8 after "tháng"` {
		t.Error(got)
	}
	if got := marks(page); len(got) != 1 || got[0].(*item.Text).Text != "DỰ" {
		t.Errorf("across the page: %+v", got)
	}
}
