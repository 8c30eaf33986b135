package outgoing

import (
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/check"
	"vanthu/pipeline/layout/item"
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
		"a b": true, "nhgêim nghiêm": false, "thôn": false, "thon thônab": false, "ab cd": false, "abc cba": false, "gnhĩa nghĩa": true,
	} {
		a, b, _ := strings.Cut(pair, " ")
		if got := near([]rune(a), []rune(b)); got != want {
			t.Errorf("%q, %q: %v", a, b, got)
		}
	}
}
