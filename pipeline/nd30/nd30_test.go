package nd30

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/pipeline/fill"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

func TestKinds(t *testing.T) {
	if len(Kinds) != 29 {
		t.Fatalf("Điều 7 has 29 kinds, got %d", len(Kinds))
	}
	codes := map[string]string{}
	for _, k := range Kinds {
		for _, by := range []string{k.Code, k.Name, k.Slug, strings.ToUpper(k.Name)} {
			if by == "" {
				continue
			}
			if got, err := KindOf(by); err != nil || got != k {
				t.Errorf("KindOf(%q) = %v, %v; want %s", by, got.Name, err, k.Name)
			}
		}
		if k.Code == "" {
			continue
		}
		if other := codes[k.Code]; other != "" {
			t.Errorf("%s and %s share the code %s", k.Name, other, k.Code)
		}
		codes[k.Code] = k.Name
	}
	if len(codes) != 27 {
		t.Errorf("Phụ lục III has 27 codes, got %d", len(codes))
	}
	if _, err := KindOf("sớ"); err == nil || !strings.Contains(err.Error(), "TTr") {
		t.Errorf("unknown kind: %v", err)
	}
	if _, err := KindOf(""); err == nil {
		t.Error("the empty name found a kind")
	}
}

// TestCompatibility: mode 14 and the indent of ruled tables belong together (settings, Table).
func TestCompatibility(t *testing.T) {
	if !strings.Contains(settings, `"compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="14"`) {
		t.Errorf("settings: %s", settings)
	}
	for _, c := range []struct {
		plain bool
		want  string
	}{{false, `<w:tblInd w:w="62" w:type="dxa"/>`}, {true, `<w:tblInd w:w="0" w:type="dxa"/>`}} {
		var b Builder
		b.Table(Table{Plain: c.plain, Widths: []unit.Length{unit.Inch}, Rows: []Row{{Cells: []Cell{{}}}}})
		if got := b.body.String(); !strings.Contains(got, c.want) {
			t.Errorf("plain %v: no %s in %s", c.plain, c.want, got)
		}
	}
}

func TestSymbol(t *testing.T) {
	for _, c := range []struct{ kind, agency, drafter, want string }{
		{"KH", "UBND", "", "KH-UBND"},
		{"TTr", "CAT", "PV05", "TTr-CAT-PV05"},
		{"cong-van", "UBND", "NC", "UBND-NC"},
	} {
		k, err := KindOf(c.kind)
		if err != nil {
			t.Fatal(err)
		}
		if got := k.Symbol(c.agency, c.drafter); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestSignature(t *testing.T) {
	for _, c := range []struct {
		sig  Signature
		want string
	}{
		{Signature{Title: "Chủ tịch", Name: "Nguyễn Văn A"}, "CHỦ TỊCH|Nguyễn Văn A"},
		{Signature{Power: ForHead, Head: "Chủ tịch", Title: "Phó Chủ tịch", Name: "A"}, "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|A"},
		{Signature{Power: ForBody, Body: "Ủy ban nhân dân", Title: "Chủ tịch", Name: "A"}, "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH|A"},
		{Signature{Power: BodyDep, Body: "Ủy ban nhân dân", Head: "Chủ tịch", Title: "Phó Chủ tịch", Name: "A"}, "TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|A"},
		{Signature{Power: Acting, Title: "Giám đốc", Rank: "Đại tá", Name: "A"}, "Q. GIÁM ĐỐC|Đại tá A"},
		{Signature{Power: ByOrder, Head: "Chủ tịch", Title: "Chánh Văn phòng", Name: "A"}, "TL. CHỦ TỊCH|CHÁNH VĂN PHÒNG|A"},
		{Signature{Power: OrderDep, Head: "Chủ tịch", Unit: "Chánh Văn phòng", Title: "Phó Chánh Văn phòng", Name: "A"}, "TL. CHỦ TỊCH|KT. CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG|A"},
		{Signature{Power: Delegated, Head: "Chủ tịch", Title: "Giám đốc Sở Nội vụ", Name: "A"}, "TUQ. CHỦ TỊCH|GIÁM ĐỐC SỞ NỘI VỤ|A"},
		{Signature{Power: ForBody, Body: "Hội đồng", Title: "Chủ tịch", Second: "Chủ tịch Ủy ban nhân dân tỉnh", Name: "A"}, "TM. HỘI ĐỒNG|CHỦ TỊCH|CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH|A"},
	} {
		lines, err := c.sig.Lines()
		if err != nil {
			t.Errorf("%+v: %v", c.sig, err)
			continue
		}
		if got := strings.Join(append(lines, c.sig.NameLines()...), "|"); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	for _, bad := range []Signature{{}, {Power: ForHead, Title: "Phó Chủ tịch"}, {Power: "P.", Title: "Chủ tịch"}} {
		if lines, err := bad.Lines(); err == nil {
			t.Errorf("%+v printed %v", bad, lines)
		}
	}
}

// TestStylesKeepTheDecree holds the styles that we print with against the components.
func TestStylesKeepTheDecree(t *testing.T) {
	for _, c := range components {
		if !c.Printed {
			continue
		}
		s, ok := StyleOf(c.Style)
		if !ok {
			t.Errorf("%s: no style %q", c.Name, c.Style)
			continue
		}
		if !c.Size.has(s.Size) || s.Size != c.Sample {
			t.Errorf("%s: style has %v pt, decree %v to %v, its sample %v", c.Name, s.Size, c.Size.min, c.Size.max, c.Sample)
		}
		if s.Bold != c.Bold || s.Italic != c.Italic || s.Align != c.Align {
			t.Errorf("%s: style bold %v italic %v align %v, decree %v %v %v", c.Name, s.Bold, s.Italic, s.Align, c.Bold, c.Italic, c.Align)
		}
	}
	ids := map[string]bool{}
	for _, s := range Styles {
		if ids[s.ID] {
			t.Errorf("style id %s twice", s.ID)
		}
		ids[s.ID] = true
	}
	for _, p := range []Page{A4} {
		if !margins.top.has(p.Top) || !margins.bottom.has(p.Bottom) || !margins.left.has(p.Left) || !margins.right.has(p.Right) {
			t.Errorf("page %+v is outside the margins of the decree", p)
		}
	}
	if headerLeft+headerRight > A4.TextWidth() || signLeft+signRight > A4.TextWidth() {
		t.Error("header or signature is wider than the text")
	}
	if quocHieu := 883 * unit.Mm / 10; headerRight < quocHieu {
		t.Errorf("Quốc hiệu (%v) does not fit on one line of %v", quocHieu, headerRight)
	}
}

// variants are all skeletons there are: 29 kinds and their other layouts.
func variants() map[string]struct {
	Kind
	Options
} {
	all := map[string]struct {
		Kind
		Options
	}{}
	add := func(name string, k Kind, o Options) {
		all[name] = struct {
			Kind
			Options
		}{k, o}
	}
	for _, k := range Kinds {
		add(k.Slug, k, Options{Annex: k.Slug == "ke-hoach"})
		if k.Form == FormLetter {
			add(k.Slug+"-khan", k, Options{Urgency: "KHẨN", Address: true, Subject: "đôn đốc gửi báo cáo"})
		}
		if k.Form == FormDecision {
			add(k.Slug+"-gian-tiep", k, Options{Indirect: true, Signature: &Signature{Power: ForHead, Head: "Chủ tịch", Title: "Phó Chủ tịch", Name: "Nguyễn Văn A"}})
		}
		if k.Slug == "quy-che" {
			add(k.Slug+"-kem-theo", k, Options{Attached: true})
		}
	}
	return all
}

// TestSkeleton writes all skeletons: parts are well formed, nothing depends on chance,
// the tags are those of a valid template. With ND30_OUT set, the files are
// left there to be looked at.
func TestSkeleton(t *testing.T) {
	for name, v := range variants() {
		t.Run(name, func(t *testing.T) {
			a, err := Skeleton(v.Kind, v.Options)
			if err != nil {
				t.Fatal(err)
			}
			b, err := Skeleton(v.Kind, v.Options)
			if err != nil || !bytes.Equal(a, b) {
				t.Fatalf("two runs differ (%v)", err)
			}
			if dir := os.Getenv("ND30_OUT"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, name+".docx"), a, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := fill.Compile(a, fill.Options{Late: []string{"so_van_ban", "ngay_ban_hanh"}}); err != nil {
				t.Errorf("is no valid template: %v", err)
			}
			pkg, err := ooxml.Open(a, ooxml.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range pkg.Names() {
				data, err := pkg.Part(part)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := ooxml.Parse(data); err != nil {
					t.Errorf("%s: %v", part, err)
				}
			}
			text := documentText(t, pkg)
			for _, want := range []string{QuocHieu, TieuNgu, EndMark} {
				if !strings.Contains(text, want) {
					t.Errorf("lacks %q", want)
				}
			}
			if v.Form != FormLetter && !strings.Contains(text, v.Kind.Title()) {
				t.Errorf("lacks its title")
			}
		})
	}
	if _, err := Skeleton(Kinds[0], Options{Indirect: true}); err == nil {
		t.Error("an indirect nghị quyết was written")
	}
	if _, err := Skeleton(Kinds[0], Options{Urgency: "NHANH"}); err == nil {
		t.Error("an unknown mark of urgency was written")
	}
}

func TestBuilderTellsFaults(t *testing.T) {
	b := New(A4)
	b.P("Không có", "x")
	b.Table(Table{Widths: Columns(A4.TextWidth(), 1, 1), Rows: []Row{Cells("Bảng - ô", "một")}})
	_, err := b.Bytes("")
	if err == nil || !strings.Contains(err.Error(), "Không có") || !strings.Contains(err.Error(), "1 of 2 columns") {
		t.Errorf("got %v", err)
	}
}

func documentText(t *testing.T, pkg *ooxml.Package) string {
	t.Helper()
	data, err := pkg.Part("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	root, err := ooxml.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(e *ooxml.Element)
	walk = func(e *ooxml.Element) {
		if e.Name == "w:t" {
			fmt.Fprint(&b, e.Text())
		}
		for _, k := range e.Kids {
			if k.Element != nil {
				walk(k.Element)
			}
		}
		if e.Name == "w:p" {
			b.WriteByte('\n')
		}
	}
	walk(root)
	return b.String()
}
