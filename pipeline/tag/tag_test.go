package tag

import (
	"errors"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
)

const data = `{
 "ten": "Công an tỉnh", "nam": 2024, "ti_le": 97.1249, "chan": 100, "tien": 7020000, "ngay": "2024-02-05",
 "trong": null, "rong": "", "dung": true, "sai": false, "khong": 0, "loai": "TT", "chu_so": "1234.5",
 "don_vi": {"ten": "Phòng PV05", "so": 5, "truong": {"ho_ten": "Điểu Đức"}, "trong": null},
 "ca_nhan": [{"ten": "An", "trong": 1}, {"ten": null, "trong": null}],
 "ds": ["a", "b", "c"], "tên_việt": "ok", "họ tên": "x"}`

func scope(t testing.TB) *Scope {
	t.Helper()
	set, err := dataset.ParseJSON(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return NewScope(set.Record())
}

func TestText(t *testing.T) {
	for _, c := range []struct{ tag, want string }{
		{"ten", "Công an tỉnh"},
		{"ten ", "Công an tỉnh"},
		{"nam", "2024"},
		{"ti_le", "97,1249"},
		{"ngay", "05/02/2024"},
		{"trong", ""},
		{"dung", "có"},
		{"sai", "không"},
		{"don_vi.ten", "Phòng PV05"},
		{"don_vi.truong.ho_ten", "Điểu Đức"},
		{"don_vi.trong.ten", ""},
		{"tên_việt", "ok"},
		{"te\u0302n_vie\u0323\u0302t", "ok"}, // decomposed
		{"tien | so", "7.020.000"},
		{"ti_le|so:2", "97,12"},
		{"tien | tien", "7.020.000 đồng"},
		{"tien | bang_chu", "bảy triệu không trăm hai mươi nghìn"},
		{`tien | bang_chu:"đồng"`, "Bảy triệu không trăm hai mươi nghìn đồng"},
		{"tien | tien | bang_chu", "Bảy triệu không trăm hai mươi nghìn đồng"},
		{"ti_le | phan_tram", "97,12%"},
		{"ti_le | phan_tram:1", "97,1%"},
		{"chan | phan_tram", "100%"},
		{"chu_so | so", "1.234,5"},
		{"ngay | ngay", "05/02/2024"},
		{"ngay | ngay_dai", "ngày 05 tháng 02 năm 2024"},
		{"ngay | ngay_trong", "ngày      tháng      năm 2024"},
		{"nam | ngay_trong", "ngày      tháng      năm 2024"},
		{"trong | ngay_trong", "ngày      tháng      năm      "},
		{"don_vi.so | hai_chu_so", "05"},
		{"ca_nhan.so", "2"},
		{"ds.so | hai_chu_so", "03"},
		{"don_vi.so | la_ma", "V"},
		{"ten | in_hoa", "CÔNG AN TỈNH"},
		{"don_vi.so | la_ma | in_hoa", "V"},
		{`trong | tien | mac_dinh:"không"`, "không"},
		{"rong | mac_dinh:“không có”", "không có"},
		{"rong | mac_dinh:‘x’ | in_hoa", "X"},
		{`trong | mac_dinh:0`, "0"},
		{`ten | mac_dinh:"x"`, "Công an tỉnh"},
		{`trong | mac_dinh:"2024-01-01"`, "2024-01-01"},
		{"ten | gop", "Công an tỉnh"},
		{"t\u200ben", "Công an tỉnh"},
	} {
		p, err := Parse(c.tag)
		if err != nil {
			t.Errorf("{%s}: %v", c.tag, err)
			continue
		}
		if got, err := p.Text(scope(t)); got != c.want || err != nil {
			t.Errorf("{%s} = %q, %v; want %q", c.tag, got, err, c.want)
		}
	}
}

func TestTextFaults(t *testing.T) {
	for _, c := range []struct{ tag, want string }{
		{"tan", `không có tên "tan"; gần nhất là "ten"`},
		{"TÊN", `gần nhất là "ten"`},
		{"don_vi.tem", `không có tên "don_vi.tem"; gần nhất là "ten"`},
		{"hoan_toan_khac", `không có tên "hoan_toan_khac"`},
		{"ten.x", "ten là chữ"},
		{"ca_nhan", "danh sách"},
		{"don_vi", "bản ghi"},
		{"ten | so", "cần một số"},
		{"ten | ngay", "cần một ngày"},
		{"nam | ngay", "cần một ngày"},
		{"khong | la_ma", "từ 1 đến 3999"},
		{"ti_le | hai_chu_so", "số nguyên"},
		{"tien | tien | so", "cần một số"},
		{"$stt", "danh sách lặp"},
	} {
		p, err := Parse(c.tag)
		if err == nil {
			_, err = p.Text(scope(t))
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("{%s}: %v; want %q", c.tag, err, c.want)
		}
	}
	p, _ := Parse("tan")
	var unknown *UnknownName
	if _, err := p.Text(scope(t)); !errors.As(err, &unknown) || unknown.Near != "ten" {
		t.Errorf("not an UnknownName: %v", err)
	}
}

func TestParseFaults(t *testing.T) {
	for _, c := range []struct{ tag, want string }{
		{"ten x", `không hiểu phần "x"`},
		{"a | tein", `gần nhất là "tien"`},
		{"a | xyzxyz", "có: so tien"},
		{"a |", "tên bộ lọc"},
		{"a | mac_dinh", "cần một chữ"},
		{"a | so:99", "từ 0 đến 18"},
		{"a | in_hoa:1", "không có tham số"},
		{`a | mac_dinh:"x`, "thiếu dấu nháy đóng"},
		{"#a = 1", "=="},
		{"#", "thiếu tên"},
		{"#(a", "thiếu dấu )"},
		{"#a >", "thiếu tên"},
		{"#a | so", "bộ lọc chỉ dùng"},
		{"$so", "$stt, $dau, $cuoi"},
		{".ten", "{.}"},
		{"..", "không hiểu"},
		{"%", "thiếu tên"},
		{"a.", "thiếu tên"},
		{"#" + strings.Repeat("!", 60) + "a", "quá sâu"},
		{"#" + strings.Repeat("(", 60) + "a", "quá sâu"},
		{strings.Repeat("a", 3000), "quá dài"},
	} {
		if _, err := Parse(c.tag); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("{%.20s}: %v; want %q", c.tag, err, c.want)
		}
	}
}

func TestLoop(t *testing.T) {
	for _, c := range []struct {
		tag  string
		want int
	}{
		{"#ca_nhan", 2}, {"^ca_nhan", 0}, {"#ds", 3}, {"#don_vi", 1}, {"#dung", 1}, {"#sai", 0},
		{"^sai", 1}, {"#trong", 0}, {"^trong", 1}, {"^khong_co", 1}, {"#khong", 0}, {"#rong", 0},
		{"#nam > 2023", 1}, {"#nam>2024", 0}, {"#nam >= 2024", 1}, {"#nam ≤ 2024", 1}, {"#nam != 2024", 0},
		{`#loai == "TT"`, 1}, {"#loai == “TT”", 1}, {`#loai != "TT"`, 0}, {`^loai == "TT"`, 0},
		{`#nam > 2023 && loai == "CN"`, 0}, {`#nam > 2023 || loai == "CN"`, 1},
		{`#!(nam > 2023 && loai == "CN")`, 1}, {"#!sai", 1}, {"#!dung || !sai", 1},
		{`#ngay > "2024-01-31"`, 1}, {`#ngay == "2024-02-05"`, 1}, {"#trong == null", 1},
		{"#trong > 5", 0}, {"#dung == true", 1}, {"#ti_le > 97.12", 1}, {"#tien > -1", 1},
		{"#don_vi.so == 5", 1},
		{"#sai && khong_co", 0},
	} {
		p, err := Parse(c.tag)
		if err != nil {
			t.Errorf("{%s}: %v", c.tag, err)
			continue
		}
		if l, err := p.Loop(scope(t)); err != nil || l.Len() != c.want {
			t.Errorf("{%s}: %d, %v; want %d", c.tag, l.Len(), err, c.want)
		}
	}
	p, _ := Parse("#ten > 5")
	if _, err := p.Loop(scope(t)); err == nil {
		t.Error("text above a number: no error")
	}
}

func TestScope(t *testing.T) {
	s := scope(t)
	text := func(tag string) string {
		p, err := Parse(tag)
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.Text(s)
		if err != nil {
			return "!"
		}
		return got
	}
	open, _ := Parse("#ca_nhan")
	l, _ := open.Loop(s)
	var got []string
	for i := range l.Len() {
		l.Enter(s, i)
		got = append(got, text("ten"), text("nam"), text("$stt"), text("$dau"), text("$cuoi"))
		inner, _ := Parse("#nam")
		k, _ := inner.Loop(s)
		k.Enter(s, 0)
		got = append(got, text("."), text("$stt"))
		k.Leave(s)
		l.Leave(s)
	}
	want := "An 2024 1 có không 2024 1  2024 2 không có 2024 2" // NULL hides the outer name
	if strings.Join(got, " ") != want {
		t.Errorf("got %q", got)
	}
	if text("ten") != "Công an tỉnh" {
		t.Error("scope not left")
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"không có thẻ", ""},
		{"a {ten} b {#x}{/}", "ten|#x|/"},
		{"{ ten } {1} {} {-} {…} {", "ten"},
		{"{ ten don_vi } { ten", ""},
		{"{ # ten || }", "!{ # ten || }"},
		{"{{ten}} {ten}", "{{|ten"},
		{"{ten", "!{ten"},
		{"{ten {nam}", "!{ten |nam"},
		{`{a | mac_dinh:"}"} x`, `a | mac_dinh:"}"`},
		{"{a | mac_dinh:“{x}”} x", "a | mac_dinh:“{x}”"},
		{"{a'} {nam}", "!{a'}|nam"},
		{"{họ_tên}{ÔNG}{_x}", "họ_tên|ÔNG|_x"},
		{"{.}{$stt}{%anh}", ".|$stt|%anh"},
		{"{ . }{ .\u00a0| so }{ ... }{\u200bten}{\u2060\u200cnam\u200d}{ \ufeff.x}", ".|.\u00a0| so|ten|nam"},
	} {
		var got []string
		for _, p := range Find(c.text) {
			switch {
			case p.Err != nil:
				got = append(got, "!"+c.text[p.Start:p.End])
			case p.Tag == nil:
				got = append(got, c.text[p.Start:p.End])
			default:
				got = append(got, p.Tag.Source)
			}
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s: %s; want %s", c.text, g, c.want)
		}
	}
}

func TestCloses(t *testing.T) {
	for _, c := range []struct {
		open, end string
		want      bool
	}{
		{"#ca_nhan", "/ca_nhan", true}, {"#ca_nhan", "/", true}, {"^ca_nhan", "/ ca_nhan", true},
		{"#ca_nhan", "/tap_the", false}, {"#so > 0", "/so", true}, {"#so > 0", "/so>0", true},
		{"#don_vi.ds", "/don_vi.ds", true}, {"#$cuoi", "/$cuoi", true},
	} {
		open, _ := Parse(c.open)
		end, _ := Parse(c.end)
		if got := end.Closes(open); got != c.want {
			t.Errorf("{%s}{%s}: %v", c.open, c.end, got)
		}
	}
}

func TestFacts(t *testing.T) {
	p, _ := Parse(`#a.b > 1 && !(c == "x" || $cuoi)`)
	if got := strings.Join(p.Paths(), " "); got != "a.b c $cuoi" {
		t.Error(got)
	}
	v, _ := Parse(`so | gop | mac_dinh:"x"`)
	if !v.Merges() || strings.Join(v.Filters(), " ") != "gop mac_dinh" || v.IsFlat() {
		t.Error(v.Filters(), v.Merges(), v.IsFlat())
	}
	if f, _ := Parse("so_van_ban"); !f.IsFlat() {
		t.Error("flat")
	}
}

func FuzzFind(f *testing.F) {
	f.Add("a {ten} {#x > 1 && !y}{/} {{ {a | mac_dinh:“}”}")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		s := scope(t)
		for _, p := range Find(text) {
			if p.Start < last || p.End <= p.Start || p.End > len(text) || text[p.Start] != '{' {
				t.Fatalf("piece %d:%d after %d", p.Start, p.End, last)
			}
			last = p.End
			if p.Tag == nil {
				continue
			}
			if again, err := Parse(p.Tag.Source); err != nil || again.Kind != p.Tag.Kind {
				t.Fatalf("%s read again: %v", p.Tag, err)
			}
			switch p.Tag.Kind {
			case Section, Absent:
				p.Tag.Loop(s)
			case Value:
				p.Tag.Text(s)
			}
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	for _, src := range []string{"ten", "tien | so", "ngay", "don_vi.ten"} {
		p, _ := Parse(src)
		s := scope(b)
		var buf []byte
		b.Run(src, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				buf, _ = p.Append(buf[:0], s)
			}
		})
	}
}
