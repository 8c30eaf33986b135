package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// restyled gives the first run that begins with a text another size, in half points, and look.
func restyled(t *testing.T, body, text string, size int, look string) string {
	t.Helper()
	run := regexp.MustCompile(`(<w:rFonts[^>]*/>)(?:<w:b/>)?(?:<w:i/>)?<w:sz w:val="\d+"/></w:rPr><w:t xml:space="preserve">` + regexp.QuoteMeta(text))
	at := run.FindStringSubmatchIndex(body)
	if at == nil {
		t.Fatalf("no run begins with %q", text)
	}
	return body[:at[3]] + strings.NewReplacer("b", "<w:b/>", "i", "<w:i/>").Replace(look) + fmt.Sprintf(`<w:sz w:val="%d"/></w:rPr><w:t xml:space="preserve">%s`, size, text) + body[at[1]:]
}

// TestLooks: sizes and styles of each component are those of the decree (NĐ 30/2020, PL I.V). In
// sizes a point too small and too large, and in the contrary style, it is told of that component.
func TestLooks(t *testing.T) {
	department := with(piece("center", 24, "b", "ỦY BAN NHÂN DÂN")+piece("center", 24, "b", "TỈNH ĐỒNG NAI"), piece("center", 24, "", "ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI")+piece("center", 24, "b", "SỞ NỘI VỤ"),
		"05/KH-UBND", "05/KH-SNV", "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC", piece("center", 28, "b", "KT. CHỦ TỊCH"), "", "PHÓ CHỦ TỊCH", "PHÓ GIÁM ĐỐC")
	parted := strings.NewReplacer(piece("both", 28, "", "Chương I"), piece("center", 28, "b", "Chương I"), piece("both", 28, "", "QUY ĐỊNH CHUNG"), piece("center", 28, "b", "QUY ĐỊNH CHUNG"),
		piece("both", 28, "", "Mục 1"), piece("center", 28, "b", "Mục 1"), piece("both", 28, "", "ĐỐI TƯỢNG"), piece("center", 28, "b", "ĐỐI TƯỢNG")).Replace(good("Chương I", "QUY ĐỊNH CHUNG", "Mục 1", "ĐỐI TƯỢNG", "Nội dung quy định."))
	papers := map[string]string{"plan": good(plainText...), "decision": ruling(), "letter": letter("V/v đôn đốc gửi báo cáo"), "annexes": withAnnex("Phụ lục I", "Phụ lục II"), "department": department, "parted": parted}
	for _, c := range []struct {
		paper, text  string
		least, most  int    // points
		right, wrong string // looks; "" and "" where bold and italics are free
	}{
		{"plan", "CỘNG HÒA XÃ HỘI", 12, 13, "b", "i"},
		{"plan", "Độc lập", 13, 14, "b", "i"},
		{"department", "ỦY BAN NHÂN DÂN TỈNH", 12, 13, "", "bi"},
		{"department", "SỞ NỘI VỤ", 12, 13, "b", "i"},
		{"plan", "Số: 05", 13, 13, "", "bi"},
		{"plan", "Đồng Nai, ngày", 13, 14, "i", "b"},
		{"plan", "KẾ HOẠCH", 13, 14, "b", "i"},
		{"plan", "Phát động", 13, 14, "b", "i"},
		{"letter", "V/v đôn đốc", 12, 13, "", "bi"},
		{"letter", "Kính gửi", 13, 14, "", "bi"},
		{"decision", "CHỦ TỊCH ỦY BAN", 13, 14, "b", "i"},
		{"decision", "QUYẾT ĐỊNH:", 13, 14, "b", "i"},
		{"decision", "Căn cứ Luật", 13, 14, "i", "b"},
		{"decision", "Điều 1.", 13, 14, "b", "i"},
		{"parted", "Chương I", 13, 14, "b", "i"},
		{"parted", "QUY ĐỊNH CHUNG", 13, 14, "b", "i"},
		{"parted", "Mục 1", 13, 14, "b", "i"},
		{"parted", "ĐỐI TƯỢNG", 13, 14, "b", "i"},
		{"parted", "Nội dung", 13, 14, "", ""},
		{"plan", "II. TỔ CHỨC", 13, 14, "b", "i"},
		{"plan", "1. Nâng cao", 13, 14, "", ""},
		{"plan", "a) Điểm", 13, 14, "", ""},
		{"plan", "TM. ỦY BAN", 13, 14, "b", "i"},
		{"plan", "Trần Thị Ví Dụ", 13, 14, "b", "i"},
		{"plan", "Nơi nhận:", 12, 12, "bi", ""},
		{"plan", "- Bộ Công an", 11, 11, "", "bi"},
		{"plan", "- Lưu:", 11, 11, "", "bi"},
		{"annexes", "Phụ lục I", 14, 14, "b", "i"},
		{"annexes", "DANH SÁCH", 13, 14, "b", "i"},
		{"annexes", "(Kèm theo", 13, 14, "i", "b"},
	} {
		told := func(size int, look string) (ids []string) {
			r := judge(t, restyled(t, papers[c.paper], c.text, size, look))
			for _, f := range r.Findings {
				if slices.Contains([]string{"SIZE", "BOLD", "ITALIC"}, f.Rule) && strings.HasPrefix(f.Text, c.text) {
					ids = append(ids, f.Rule)
				}
			}
			return ids
		}
		for _, size := range []int{c.least, c.most} {
			if got := told(2*size, c.right); len(got) > 0 {
				t.Errorf("%s, %d pt, as it should be: told %q", c.text, size, got)
			}
		}
		want := []string{"SIZE", "BOLD", "ITALIC"}
		if c.right == c.wrong {
			want = want[:1]
		}
		for _, size := range []int{c.least - 1, c.most + 1} {
			if got := told(2*size, c.wrong); !slices.Equal(got, want) {
				t.Errorf("%s, %d pt, in the contrary style: told %q, want %q", c.text, size, got, want)
			}
		}
	}
}
