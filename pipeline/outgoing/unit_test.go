package outgoing

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/people"
	"vanthu/pipeline/refresh"
)

// toldFindings tells findings, one a line.
func toldFindings(list []archive.Finding) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s %s %s: %s\n", f.Severity, f.Rule, f.Place, f.Message)
	}
	return b.String()
}

// printedPDF is a PDF of paragraphs.
func printedPDF(t *testing.T, paragraphs ...string) []byte {
	t.Helper()
	doc, err := layout.Lay(docxtest.Word(paragraphs...), layout.Options{Fonts: font.Shipped()})
	if err != nil {
		t.Fatal(err)
	}
	data, err := buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, pdf.Info{}) })
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestSignedTextIsCompared: where the text of a signed file differs from that of every file that was laid before the
// leader, it is told by page, from the nearest; what cannot be read is said to be not compared.
func TestSignedTextIsCompared(t *testing.T) {
	was, numbered := printedPDF(t, "Số:    /KH-UBND", "Cả tỉnh có 38 tập thể"), printedPDF(t, "Số: 05/KH-UBND", "Cả tỉnh có 38 tập thể")
	var many, others []string
	for i := range maxDifferences + 5 {
		many, others = append(many, fmt.Sprintf("mục %d có %d hộ;", i, 100+i)), append(others, fmt.Sprintf("mục %d có %d hộ;", i, 200+i))
	}
	for what, c := range map[string]struct {
		want [][]byte
		got  []byte
		told string
	}{
		"the same":        {[][]byte{was}, was, ""},
		"with its number": {[][]byte{was, numbered}, numbered, ""},
		"a scan":          {[][]byte{was}, printedPDF(t, ""), check.Warning + " NOT_COMPARED tệp PDF: Không so được: tệp không có chữ đọc được (bản chụp). Người nhận phải đọc đối chiếu với bản trình ký.\n"},
		"another figure": {[][]byte{was, numbered}, printedPDF(t, "Số: 05/KH-UBND", "Cả tỉnh có 39 tập thể"),
			check.Wrong + " TEXT trang 1: Chữ khác bản trình ký: trang 1: 38 → 39 tập thể.\n"},
	} {
		found, err := compareText(c.want, c.got)
		if err != nil {
			t.Fatal(err)
		}
		wantText(t, what, toldFindings(found), c.told)
	}
	found, err := compareText([][]byte{printedPDF(t, many...)}, printedPDF(t, others...))
	if n := len(found); err != nil || n != maxDifferences+1 || found[n-1].Message != "Còn những chỗ khác nữa." || found[n-1].Place != "trang 1" {
		t.Errorf("many: %d, %v, %s", n, err, toldFindings(found))
	}
}

// TestLeftToPeople: what new figures could not settle is told in a sentence each; what was settled is not.
func TestLeftToPeople(t *testing.T) {
	got := leftToPeople(&refresh.Result{Changes: []refresh.Change{
		{Decision: refresh.Updated, Name: "tong", Old: "1", New: "2"},
		{Decision: refresh.Conflict, Name: "tong", Old: "1", Edited: "3", New: "2", Place: "đoạn 4"},
		{Decision: refresh.Conflict, Name: "tong", Record: []string{"Xã An", "Ấp 1"}, Old: "1", New: "2", Place: "đoạn 4"},
		{Decision: refresh.Lost, Name: "so_ho", Record: []string{"Xã An"}, Old: "1", New: "2"},
		{Decision: refresh.Ambiguous, Name: "so_ho", Old: "1", New: "2", Place: "đoạn 5"},
		{Decision: refresh.ByHand, Name: "ten", Old: "A", New: "B", Place: "đoạn 6"},
		{Decision: refresh.Unmarked, Source: "{x}", Place: "đoạn 7"},
	}})
	line := func(place, message string) string { return check.Warning + " REFRESH " + place + ": " + message + "\n" }
	wantText(t, "left", toldFindings(got), line("đoạn 4", "tong: lúc làm “1”, người sửa ghi “3”, số liệu nay “2”; giữ chữ đã sửa, cần người quyết định.")+
		line("đoạn 4", "tong Xã An; Ấp 1: lúc làm “1”, người sửa ghi “1”, số liệu nay “2”; giữ chữ đã sửa, cần người quyết định.")+
		line("văn bản", "so_ho Xã An: số liệu đổi từ “1” thành “2”, không tìm được chỗ trong văn bản đã sửa.")+
		line("đoạn 5", "so_ho: số liệu đổi từ “1” thành “2”, không tìm được chỗ trong văn bản đã sửa.")+
		line("đoạn 6", "ten: cần làm tay: “A” → “B”.")+line("đoạn 7", "{x} không có liên kết số liệu: xem lại bằng tay."))
}

// TestWordOfWhatWasMade: the Word file is found wherever it stands among the files; there may be none.
func TestWordOfWhatWasMade(t *testing.T) {
	word, sheet := archive.File{Format: "docx", Data: []byte("w")}, archive.File{Format: "xlsx", Data: []byte("x")}
	for want, files := range map[string][]archive.File{"w": {word, sheet}, "w ": {sheet, word}, "": {sheet}} {
		if got := wordOf(&archive.Made{Files: files}); string(got) != strings.TrimSpace(want) {
			t.Errorf("%+v: %q", files, got)
		}
	}
}

// TestRemarks: the last column of the register tells that a number is cancelled, and why, what became of the paper and
// its urgency.
func TestRemarks(t *testing.T) {
	for want, n := range map[string]archive.Number{"": {}, "Đã hủy: ghi nhầm": {Cancelled: "ghi nhầm"}, "KHẨN": {Urgency: "KHẨN"},
		"Đã hủy: ghi nhầm; HỎA TỐC": {Cancelled: "ghi nhầm", Urgency: "HỎA TỐC"}} {
		if got := remarks(&n); got != want {
			t.Errorf("%+v: %q", n, got)
		}
	}
}

// TestChangedSource: of what a version was made with is told what is another one now, cut short.
func TestChangedSource(t *testing.T) {
	a := archive.Source{Template: "0123456789abcdef", Queries: "q", Fonts: "f", Program: "p"}
	if got := changedSource(a, a); got != nil {
		t.Errorf("nothing changed: %q", got)
	}
	wantText(t, "all", strings.Join(changedSource(a, archive.Source{Template: "t", Queries: "q2", Fonts: "f2", Program: "p2"}), "\n"),
		"mẫu đã đổi: 0123456789ab → t\ncâu truy vấn đã đổi: q → q2\nphông chữ đã đổi: f → f2\nchương trình đã đổi: p → p2")
}

// TestWhatACorrectionKeeps: what the queries of the correcting paper read: kind and subject of the issued one, whether
// its head signed, who proposed it, and each change.
func TestWhatACorrectionKeeps(t *testing.T) {
	issued := func(units ...paper.Unit) *paper.Paper { return &paper.Paper{Units: units} }
	changes := []change{{place: "Điều 1", was: "38", is: "39"}}
	for _, c := range []struct {
		symbol, proposer string
		paper            *paper.Paper
		want             string
	}{
		{"05/QĐ-UBND", "", issued(paper.Unit{Role: paper.Subject, Text: "Về việc tặng"}, paper.Unit{Role: paper.Subject, Text: "Bằng khen"}, paper.Unit{Role: paper.LetterTo, Text: "V/v khác"},
			paper.Unit{Role: paper.Authority, Text: "CHỦ TỊCH"}, paper.Unit{Role: paper.Ground, Text: "Xét đề nghị của Giám đốc Sở Nội vụ."}),
			"QĐ; Quyết định; Về việc tặng Bằng khen; true; Giám đốc Sở Nội vụ"},
		{"5/UBND-NC", " Chánh Văn phòng ", issued(paper.Unit{Role: paper.LetterTo, Text: "V/v báo cáo"}, paper.Unit{Role: paper.Authority, Text: "TM. ỦY BAN NHÂN DÂN"}), "; Công văn; báo cáo; false; Chánh Văn phòng"},
		{"5/KH-UBND", "", issued(), "KH; Kế hoạch; ; false; "},
	} {
		got, err := toKeep(&archive.Document{ID: 7, Symbol: c.symbol}, c.paper, &Correction{Relation: archive.Amends, Comment: "thiếu", Proposer: c.proposer}, changes)
		if err != nil {
			t.Fatal(err)
		}
		wantText(t, c.symbol, fmt.Sprintf("%s; %s; %s; %t; %s", got.Code, got.KindName, got.Subject, got.ByHead, got.Proposer), c.want)
		if got.Document != 7 || got.Relation != archive.Amends || got.Reason != "thiếu" || fmt.Sprint(got.Changes) != fmt.Sprint([]archive.Change{{Place: "Điều 1", Was: "38", Becomes: "39"}}) {
			t.Errorf("%s: %+v", c.symbol, got)
		}
	}
}

// TestWhoMayRefresh: who may not write a paper's text may not put figures into it, and nobody may once it takes none.
func TestWhoMayRefresh(t *testing.T) {
	draft, signed := &archive.Document{Name: "bao-cao", State: archive.Draft}, &archive.Document{Name: "bao-cao", State: archive.Signed, StateName: "đã ký"}
	if err := mayRefresh(draft, admin); err != nil {
		t.Error(err)
	}
	nobody := &people.User{Name: "tam", Grants: []people.Grant{{Role: people.UnitMember, Unit: "dak-o"}}}
	for _, doc := range []*archive.Document{draft, signed} {
		if err := mayRefresh(doc, nobody); err == nil || !strings.Contains(err.Error(), "làm mới số liệu của bao-cao") {
			t.Errorf("%s, by nobody: %v", doc.State, err)
		}
	}
	if err := mayRefresh(signed, admin); people.Refused(err) == nil || err.Error() != `bao-cao: văn bản ở trạng thái "đã ký", không sửa được nữa nên không làm mới số liệu` {
		t.Error(err)
	}
}
