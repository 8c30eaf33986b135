package templates

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"vanthu/pipeline/check"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/paper"
	"vanthu/queries"
)

// mutant is a made paper with one rule broken.
type mutant struct {
	rule  string
	place string // of the finding; "" for what is missing or about a page
	word  []byte
}

// TestMutants breaks one rule at a time in each kind, and sets each as other offices would:
// nearly all that is wrong is found with the right id and place, and nearly nothing else.
// With -judge all kinds, and the table.
func TestMutants(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	data, err := fs.ReadFile(kinds(), check.ConfigFile)
	if err != nil {
		t.Fatal(err)
	}
	config, err := check.ReadConfig(data)
	if err != nil {
		t.Fatal(err)
	}
	opts := check.Options{Config: config, Day: "2024-12-31", Late: []string{"so_van_ban", "ngay_ban_hanh"}}
	y := newTally()
	kinds, least := []string{"ke-hoach", "bao-cao-tong-ket", "quyet-dinh-khen-thuong", "to-trinh-khen-thuong"}, 400
	if !*judge { // one kind shows whether the rules work at all
		kinds, least = kinds[:1], 100
	}
	for _, kind := range kinds {
		params := map[string]string{"nam": "2024"}
		if strings.HasSuffix(kind, "khen-thuong") {
			params["dot"] = "ngay-hoi" // the shorter list
		}
		word := file(t, o.all(t, kind, params, "docx")[0], "docx")
		r, err := check.File(word, opts)
		if err != nil {
			t.Fatal(err)
		}
		y.correct(t, kind, r)
		known := map[check.Finding]bool{}
		for _, f := range r.Findings {
			known[f] = true
		}
		for _, m := range mutants(t, word, r.Paper) {
			got, err := check.File(m.word, opts)
			if err != nil {
				t.Fatalf("%s, %s: %v", kind, m.rule, err)
			}
			y.broken(kind, m, known, got)
		}
		for _, c := range altered(t, word, r.Paper) {
			got, err := check.File(c.word, opts)
			if err != nil {
				t.Fatalf("%s, %s: %v", kind, c.name, err)
			}
			y.altered(kind, c, r, got)
		}
	}
	s, wrong := y.sum(), len(y.blamed)
	t.Logf("%d of %d mutants found, %d false findings on %d pages", s.found, s.mutants, wrong, y.pages)
	if s.mutants < least || s.found*100 < s.mutants*98 || wrong*20 > y.pages {
		for m := range y.missed {
			t.Log(m)
		}
		for _, m := range y.blamed {
			t.Log(m)
		}
		t.Errorf("%d of %d mutants found, %d false findings on %d pages", s.found, s.mutants, wrong, y.pages)
	}
	if *judge {
		y.publish(t, o, opts)
	}
}

var (
	begin = regexp.MustCompile(`<w:p[ >]`)
	run   = regexp.MustCompile(`<w:r(?: [^>]*)?>(?:<w:rPr>)?`)
)

// slips are slips of the pen in a paragraph of text: what they find stands in one w:t.
var slips = []struct {
	rule string
	find *regexp.Regexp
	put  string
}{
	{"WORD-TWICE", inText(" của "), "${1} của của ${2}"},
	{"SPACE", inText(", "), "${1} , ${2}"},
	{"SPACE", inText(" các "), "${1}  các ${2}"},
	{"QUOTE", inText("”"), "${1}${2}"},
	{"STRAY", inText(" và "), "${1} v\u200bà ${2}"},
	{"NFC", inText("ế"), "${1}e\u0302\u0301${2}"},
	{"LEXICON", inText("thi đua"), "${1}thi dua${2}"},
	{"CIT-NO-SO", inText("Kế hoạch số "), "${1}Kế hoạch ${2}"},
}

// inText finds words in the text of a run, nowhere in its markup: the first in each.
func inText(words string) *regexp.Regexp {
	return regexp.MustCompile(`(<w:t(?: [^>]*)?>[^<]*?)` + words + `([^<]*</w:t>)`)
}

// paragraph returns where the n-th paragraph of a part begins and ends.
func paragraph(part string, n int) (from, to int) {
	at := begin.FindAllStringIndex(part, n)
	from = at[n-1][0]
	return from, from + strings.Index(part[from:], "</w:p>")
}

// restyled gives all runs of a paragraph a property.
func restyled(p, prop string) string {
	return run.ReplaceAllStringFunc(p, func(s string) string {
		if strings.HasSuffix(s, "<w:rPr>") {
			return s + prop
		}
		return s + "<w:rPr>" + prop + "</w:rPr>"
	})
}

// mutants makes them: looks of single paragraphs, parts that are lost, words and measures.
func mutants(t *testing.T, word []byte, p *paper.Paper) (list []mutant) {
	pkg, err := ooxml.Open(word, ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	main, _ := pkg.Main()
	src, err := pkg.Part(main)
	if err != nil {
		t.Fatal(err)
	}
	body := string(src)
	add := func(rule, place, changed string) {
		if changed != body {
			list = append(list, mutant{rule, place, repacked(t, pkg, main, changed)})
		}
	}
	looked := map[paper.Role]int{}
	for i := range p.Units {
		u := &p.Units[i]
		if looked[u.Role]++; u.Annex > 0 || u.Role == paper.Cell || u.Parts > 1 && u.Part > 0 || looked[u.Role] > 6 {
			continue
		}
		from, to := paragraph(body, u.Form.Para)
		one := body[from:to]
		if strings.Contains(one, "<w:drawing") {
			continue
		}
		with := func(changed string) string { return body[:from] + changed + body[to:] }
		add("FONT", u.Place, with(restyled(one, `<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>`)))
		add("COLOR", u.Place, with(restyled(one, `<w:color w:val="0000FF"/>`)))
		add("SIZE", u.Place, with(restyled(one, `<w:sz w:val="36"/>`)))
		if !strings.Contains(one, "<w:i/>") && strings.Contains("Quốc hiệu Tiêu ngữ số, ký hiệu tên loại trích yếu Điều mục I. quyền hạn, chức vụ ký họ tên người ký", string(u.Role)) {
			add("ITALIC", u.Place, with(restyled(one, `<w:i/>`)))
			if u.Role != paper.Number {
				add("BOLD", u.Place, with(restyled(strings.ReplaceAll(one, `<w:b/>`, ""), `<w:b w:val="0"/>`)))
			}
		}
		if u.Role == paper.Text && u.At.Lines > 2 && u.Form.Align == "both" {
			add("ALIGN", u.Place, with(strings.Replace(one, "</w:pPr>", `<w:jc w:val="center"/></w:pPr>`, 1)))
			for _, w := range slips {
				add(w.rule, u.Place, with(w.find.ReplaceAllString(one, w.put)))
			}
		}
	}
	lost := map[paper.Role]string{paper.Motto1: "MOTTO-MISSING", paper.Motto2: "MOTTO-MISSING", paper.Number: "NUMBER-MISSING", paper.PlaceDate: "DATE-MISSING",
		paper.Recipients: "RECIPIENTS-MISSING", paper.Filed: "FILED-MISSING", paper.To: "TO-MISSING", paper.Enacting: "ENACTING-MISSING", paper.Authority: "AUTHORITY-MISSING"}
	for role, rule := range lost {
		if u := p.First(role); u != nil && u.Parts == 1 && !(role == paper.To && p.Kind.Code != "TTr") {
			from, to := paragraph(body, u.Form.Para)
			add(rule, "", body[:from]+regexp.MustCompile(`<w:t[^>]*>[^<]*</w:t>`).ReplaceAllString(body[from:to], "")+body[to:])
		}
	}
	for _, s := range [][3]string{
		{"MOTTO-TEXT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI VIỆT NAM"}, {"MOTTO-TEXT", "Độc lập - Tự do", "Độc lập-Tự do"},
		{"SIGN-DEPUTY", "KT. CHỦ TỊCH", "CHỦ TỊCH"}, {"SIGN-FORM", "TM. ỦY", "TM.ỦY"}, {"ENDMARK", "./.", "."}, {"NUMBER-FORM", "Số: ", "Số "},
		{"NUM-ROMAN", ">II. ", ">IV. "}, {"NUM-ARTICLE", "Điều 2.", "Điều 5."}, {"DATE-FORM", ", {ngay_ban_hanh}", " {ngay_ban_hanh}"},
		{"SIGN-KT", ">PHÓ CHỦ TỊCH<", ">CHỦ TỊCH<"}, {"RECIPIENTS-FORM", ">Nơi nhận:<", ">Nơi nhận<"}, {"FILED-FORM", "Lưu: VT", "Lưu VT"},
		{"HIDDEN", "</w:pPr><w:r>", `</w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r>`}, {"TRACKED", "</w:pPr><w:r>", `</w:pPr><w:del w:id="9001" w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del><w:r>`},
		{"COMMENT-LEFT", "</w:pPr><w:r>", `</w:pPr><w:r><w:commentReference w:id="9001"/></w:r><w:r>`},
	} {
		add(s[0], "", strings.Replace(body, s[1], s[2], 1))
	}
	for _, m := range regexp.MustCompile(`w:pgMar [^>]*`).FindAllString(body, 1) {
		for _, side := range []string{"top", "bottom", "left", "right"} {
			add("MARGIN", "", strings.Replace(body, m, regexp.MustCompile(`w:`+side+`="\d+"`).ReplaceAllString(m, `w:`+side+`="567"`), 1))
		}
	}
	add("PAGE-SIZE", "", strings.Replace(body, `w:h="16838"`, `w:h="15840"`, 1))
	return list
}

// repacked is a package with its main part changed.
func repacked(t *testing.T, pkg *ooxml.Package, main, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 1)
	for _, name := range pkg.Names() {
		part, err := pkg.Part(name)
		if name == main {
			part = []byte(body)
		}
		to, err2 := w.Create(name)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if _, err := to.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
