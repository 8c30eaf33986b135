package catalog

import (
	"fmt"
	"strings"
	"testing"
)

// lintOf gives the faults of a kind, one a line.
func lintOf(t *testing.T, templates map[string][]byte, slug string) string {
	t.Helper()
	c, err := openKinds(t, templates)
	if err != nil {
		t.Fatal(err)
	}
	faults, err := c.Lint(slug)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range faults {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}

func TestLintOfAReport(t *testing.T) {
	for name, c := range map[string]struct{ change, to, want string }{
		"each of none":           {"query: xa, key", "query: xxa, key", `document.yaml: each: "xxa" không phải một danh sách của data`},
		"each of one row":        {"query: xa, key", "query: cap, key", `each: "cap" không phải một danh sách của data`},
		"each without its key":   {"key: ma}", "key: mo}", `each: danh sách xa không có cột "mo"`},
		"name twice":             {"xa: ca_xa", "nam: ca_xa", `tên "nam" của data đã có ở phần đầu`},
		"each row's name twice":  {"cap: cap_tren", "ten: cap_tren", `tên "ten" của each đã có`},
		"chart's name twice":     {"  ve:", "  ten:", `tên "ten" của charts đã có`},
		"late name twice":        {"[so_van_ban]", "[so_van_ban, bieu]", `tên "bieu" của late đã có`},
		"agency as a column":     {"nguoi_ky], xa", "nguoi_ky], co_quan", `tên "co_quan" của data đã có`},
		"chart of none":          {"ve: {query: xa", "ve: {query: xe", `charts: ve: "xe" không phải một danh sách của data`},
		"chart of one row":       {"ve: {query: xa", "ve: {query: cap", `charts: ve: "cap" không phải một danh sách`},
		"chart without labels":   {"x: ten, y: [so], names", "x: tan, y: [so], names", `charts: ve: danh sách xa không có cột "tan"`},
		"chart without values":   {"y: [so], names", "y: [so, se], names", `charts: ve: danh sách xa không có cột "se"`},
		"runs of none":           {"runs: cac_xa", "runs: cac_xe", `runs: không có truy vấn "cac_xe"`},
		"runs that ask":          {"runs: cac_xa", "runs: lan_sai", "runs: truy vấn lan_sai cần tham số dot; chỉ có nam và kieu"},
		"runs: may be empty":     {"runs: cac_xa", "runs: lan_sai", "runs: cột don_vi của truy vấn lan_sai phải là một tham số cùng kiểu"},
		"runs: other type":       {"runs: cac_xa", "runs: lan_sai", "runs: cột nam của truy vấn lan_sai"},
		"runs: no parameter":     {"runs: cac_xa", "runs: lan_sai", "runs: cột xa của truy vấn lan_sai"},
		"query wants the kind":   {"tren: [van_ban, nguoi_ky]", "tren: [van_ban, nguoi_ky, ky_sai]", "truy vấn ky_sai cần tham số kieu kiểu int, nhưng params ghi kiểu text"},
		"query wants what is no": {"rut_gon: bool}", "gon: bool}", "truy vấn ca_xa cần tham số rut_gon bool, nhưng params không có; có: nam, ngay, don_vi, ghi, gon"},
		"need of none":           {"value: nguoi_ky", "value: nguoi_kyy", `needs: không có tên "nguoi_kyy"`},
		"need when none":         {"when: trich_yeu", "when: trich", `needs: không có tên "trich"`},
		"need from nowhere":      {`, from: "bảng nguoi_ky"`, "", "needs: nguoi_ky thiếu from"},
		"need always":            {", when: trich_yeu", "", ""},
		"file of a list":         {"BC-{nam}-{ma}", "BC-{xa}", `file: không có tên "xa"`},
		"file of a late name":    {"BC-{nam}-{ma}", "BC-{so_van_ban}", `file: không có tên "so_van_ban"`},
		"file with a section":    {"BC-{nam}-{ma}", "BC-{#nam}{/nam}", "file: chỉ dùng được thẻ {tên}, không dùng {#nam}"},
		"file with a bad tag":    {"BC-{nam}-{ma}", "BC-{nam | vo_ly}", "file: "},
		"file with a brace":      {"BC-{nam}-{ma}", "BC-{{nam}", ""},
		"agency of a column":     {`agency: "{don_vi}"`, `agency: "{ma}"`, `agency: không có tên "ma"`},
		"default of a later one": {`ngay: "{nam}-12-15"`, `ngay: "{don_vi}"`, `defaults.ngay: không có tên "don_vi"`},
		"default of itself":      {"don_vi: xa-a,", `don_vi: "{don_vi}",`, `defaults.don_vi: không có tên "don_vi"`},
	} {
		t.Run(name, func(t *testing.T) {
			definition := strings.Replace(reportDefinition, c.change, c.to, 1)
			if definition == reportDefinition {
				t.Fatal("nothing changed")
			}
			if strings.Contains(c.to, "gon: bool") {
				definition = strings.Replace(definition, ", rut_gon: false", "", 1)
			}
			got := lintOf(t, report(t, definition, "{so}"), "bao-cao")
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("got %s\nwant …%s…", got, c.want)
			}
		})
	}
}

// TestLintOfTags: what a tag may do follows from what its name is; want is "" where it is right.
func TestLintOfTags(t *testing.T) {
	for _, c := range []struct{ paragraph, want string }{
		{"{kieu} {co_quan} {thay_the_so | in_hoa} {thay_the_ngay | ngay}", ""},
		{"{tuoi | so} {tuoi | hai_chu_so} {tuoi | la_ma} {gio | phan_tram} {gio | tien} {tuoi | bang_chu}", ""},
		{"{tuoi | ngay_trong} {thay_the_ngay | ngay_trong} {nam | mac_dinh:\"-\" | so}", ""},
		{"{#xa}{ten | in_hoa} {$stt | hai_chu_so} {^$dau}, {/}{/xa}", ""},
		{"{#xa}{.}{/xa}", "thẻ {.}: "},
		{"{#rut_gon}{so_van_ban}{/rut_gon}", "so_van_ban là giá trị ghi sau: không được nằm trong phần lặp"},
		{"{^xa}{so_van_ban}{/xa}", ""},
		{"{#xa.so > 0}{cap.cap_ten}{/}", ""},
		{"{xa.so}", ""}, // how many rows it has
		{"{#ban}{nguoi_ky}{/ban}", ""},
		{"{nguoi_ky | so}", "bộ lọc so cần một số, mà nguoi_ky kiểu text"},
		{"{nguoi_ky | bang_chu}", "bộ lọc bang_chu cần một số"},
		{"{nguoi_ky | phan_tram}", "bộ lọc phan_tram cần một số"},
		{"{nguoi_ky | hai_chu_so}", "bộ lọc hai_chu_so cần một số"},
		{"{nguoi_ky | la_ma}", "bộ lọc la_ma cần một số"},
		{"{thay_the_ngay | tien}", "bộ lọc tien cần một số, mà thay_the_ngay kiểu date"},
		{"{nguoi_ky | mac_dinh:\"-\" | tien}", "bộ lọc tien cần một số"},
		{"{nguoi_ky | ngay}", "bộ lọc ngay cần một ngày, mà nguoi_ky kiểu text"},
		{"{nam | ngay}", "bộ lọc ngay cần một ngày"},
		{"{gio | ngay_trong}", "bộ lọc ngay_trong cần một ngày hoặc một năm, mà gio kiểu decimal(2)"},
		{"{#xa}{$stt | ngay}{/xa}", "mà $stt kiểu int"},
		{"{#xa}{$dau | tien}{/xa}", "mà $dau kiểu bool"},
		{"{#ban}{$stt}{/ban}", "chỉ dùng bên trong một danh sách lặp"},
		{"{#xa}{#nam}{$stt}{/nam}{/xa}", ""},
		{"{#khong_he_co}{nguoi_ky}{/khong_he_co}", `không có tên "khong_he_co" trong truy vấn`},
		{"{#xa}{tenn}{/xa}", `không có tên "tenn"; gần nhất là "ten"`},
		{"{#xa}{nguoi_kyy}{/xa}", `gần nhất là "nguoi_ky"`},
		{"{cap.cap_tenn}", `không có tên "cap_tenn"; gần nhất là "cap_ten"`},
		{"{cap}", "cap là một dòng gồm nhiều cột; viết {cap.cap_ten}"},
		{"{#xa}{xa.ten}{/xa}", "xa là một danh sách; viết {#xa}…{/xa} rồi dùng tên cột ở trong"},
		{"{nguoi_ky.ho}", `nguoi_ky không có phần "ho"`},
		{"{bieu}", "bieu là biểu đồ: viết {%bieu} một mình trong một đoạn"},
		{"{%bieu}", ""},
		{"{%nguoi_ky}", ""}, // a picture may come as a text
		{"{%nam}", "nam không phải hình hay biểu đồ"},
	} {
		got := lintOf(t, report(t, reportDefinition, "{so}", c.paragraph), "bao-cao")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s\nwant …%s…", c.paragraph, got, c.want)
		}
		if c.want != "" && !strings.HasPrefix(got, "bao-cao/mau.docx, ") {
			t.Errorf("%s: no place in %s", c.paragraph, got)
		}
	}
}

// TestLintOfOtherTemplates: workbooks and forms are held against the same names.
func TestLintOfOtherTemplates(t *testing.T) {
	const field = "{trich_yeu}"
	for _, c := range []struct {
		cell, field string
		want        []string // nil for no fault
	}{
		{"{ten | gop | in_hoa}", field + " {nam | so}", nil},
		{"{ten | gop | tien}", field, []string{"bao-cao/bieu.xlsx, ", "bộ lọc tien cần một số"}},
		{"{soo}", field, []string{"bao-cao/bieu.xlsx, ", `không có tên "soo"; gần nhất là "so"`}},
		{"{so | vo_ly}", field, []string{"bao-cao/bieu.xlsx", "vo_ly"}},
		{"{so_van_ban}", field, []string{"so_van_ban là giá trị điền khi phát hành: viết {so_van_ban} không kèm bộ lọc"}},
		{"{so}", "{ten}", []string{"bang-khen/mau.pdf, ô ten: thẻ {ten}", `không có tên "ten"`}},
		{"{so}", "{#xa}", []string{"bang-khen/mau.pdf: ", "thẻ {#xa} không dùng được trong ô điền"}},
		{"{so}", "{a | vo_ly}", []string{"bang-khen/mau.pdf: ", "vo_ly"}},
	} {
		files := report(t, reportDefinition, c.cell)
		files["bang-khen/document.yaml"], files["bang-khen/mau.pdf"] = []byte(formDefinition), form(t, c.field)
		got := lintOf(t, files, "bao-cao") + lintOf(t, files, "bang-khen")
		if c.want == nil && got != "" {
			t.Errorf("%s %s: %s", c.cell, c.field, got)
		}
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s %s: got %s\nwant …%s…", c.cell, c.field, got, want)
			}
		}
		if len(c.want) > 0 && strings.Count(got, "\n") != 1 {
			t.Errorf("%s %s: not one fault: %s", c.cell, c.field, got)
		}
	}
}

func TestTagsOfAReport(t *testing.T) {
	c, err := openKinds(t, report(t, reportDefinition, "{so}", "{%bieu}", "{cap.cap_ten}"))
	if err != nil {
		t.Fatal(err)
	}
	tags, err := c.Tags("bao-cao")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, tag := range tags {
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s|%t\n", tag.Name, tag.Path, tag.Type, tag.Meaning, tag.Sample, tag.Used)
	}
	want := `{nam}|nam|int|năm của phong trào|2024|true
{ngay}|ngay|date|ngày làm văn bản: luật, mức lương, thuật ngữ, đơn vị, người ký chọn theo ngày này|05/02/2024|false
{don_vi}|don_vi|text|tham số khi làm văn bản (xa-a, xa-b)|xa-a|false
{ghi}|ghi|text|ghi chú| |false
{rut_gon}|rut_gon|bool|tham số khi làm văn bản|false|false
{kieu}|kieu|text|kiểu văn bản|bao-cao|false
{co_quan}|co_quan|text|mã cơ quan ban hành|{don_vi}|false
{thay_the_so}|thay_the_so|text|số, ký hiệu văn bản mà văn bản này thay thế, trống nếu không thay thế văn bản nào|161/BC-UBND|false
{thay_the_ngay}|thay_the_ngay|date|ngày của văn bản bị thay thế|05/02/2024|false
{trich_yeu}|trich_yeu|text|nội dung tóm tắt, như “Về việc tặng Bằng khen”|Về việc tặng Bằng khen|false
{ngay_hop}|ngay_hop|date||05/02/2024|false
{so_nguoi}|so_nguoi|int||1234|false
{nguoi_ky}|nguoi_ky|text||…|false
{tuoi}|tuoi|int||1234|false
{gio}|gio|decimal(2)||97,12|false
{ban}|ban|bool||có|false
{#xa}…{/xa}|xa|list|Các xã||true
{ma}|xa.ma|text||…|false
{ten}|xa.ten|text|tên xã: như trên giấy|…|true
{so}|xa.so|int|(số hộ)|1234|true
{bat_dau}|xa.bat_dau|date||05/02/2024|false
{cap.…}|cap|record|Cấp trên||false
{cap_ten}|cap.cap_ten|text||…|false
{cap_so}|cap.cap_so|int||1234|false
{ma}|ma|text||…|false
{ten}|ten|text|tên xã: như trên giấy|…|true
{so}|so|int|(số hộ)|1234|true
{bat_dau}|bat_dau|date||05/02/2024|false
{%bieu}|bieu|chart|Các năm||true
{%ve}|ve|chart|Năm {nam}||false
{so_van_ban}|so_van_ban|late|điền khi phát hành|161|true
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
	if help := FilterHelp(); len(help) < 10 {
		t.Errorf("%d filters", len(help))
	}
	if _, err := c.Tags("bao-caoo"); err == nil {
		t.Error("tags of a kind that is not")
	}
	if _, err := c.Lint("bao-caoo"); err == nil {
		t.Error("lint of a kind that is not")
	}
}
