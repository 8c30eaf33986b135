package check

import (
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/check/cite"
)

// judgedBy judges a body by options and returns the ids of what it finds, each as often as found.
func judgedBy(t *testing.T, body string, opts Options) (ids []string, r *Report) {
	t.Helper()
	r, err := File(docx(t, body), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		ids = append(ids, f.Rule)
	}
	return ids, r
}

// TestProfiles: the rules of form bind agencies of the state, titles before a name are judged
// of them alone, ranks are asked for of the police alone. A caller's profile goes before that of
// the configuration, and this one before the body that issues.
func TestProfiles(t *testing.T) {
	issuedBy := func(first, second string) string {
		return with("ỦY BAN NHÂN DÂN</w:t></w:r></w:p><w:p>", first+"</w:t></w:r></w:p><w:p>", "TỈNH ĐỒNG NAI", second, "TM. ỦY BAN NHÂN DÂN", " ", "KT. CHỦ TỊCH", " ", ">PHÓ CHỦ TỊCH<", ">GIÁM ĐỐC<",
			`w:top="1134"`, `w:top="567"`, "Trần Thị Ví Dụ", "TS. Trần Thị Ví Dụ")
	}
	rules := map[string][]string{ProfileND30: {"MARGIN", "SIGN-TITLE"}, ProfilePolice: {"MARGIN", "SIGN-RANK"}, ProfileOther: nil}
	for _, c := range []struct {
		first, second string
		opts          Options
		want          string
	}{
		{"ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG NAI", Options{}, ProfileND30},
		{"BỘ CÔNG AN", "CỤC MẪU", Options{}, ProfilePolice},
		{"ỦY BAN NHÂN DÂN", "CÔNG AN TỈNH", Options{}, ProfilePolice},
		{"CÔNG TY TNHH", "VÍ DỤ", Options{}, ProfileOther},
		{"CTY TNHH", "VÍ DỤ", Options{}, ProfileOther},
		{"SỞ CÔNG THƯƠNG", "VĂN PHÒNG", Options{}, ProfileND30},
		{"ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG NAI", Options{Config: &Config{Profile: ProfilePolice}}, ProfilePolice},
		{"BỘ CÔNG AN", "CỤC MẪU", Options{Config: &Config{Profile: ProfilePolice}, Profile: ProfileND30}, ProfileND30},
		{"BỘ CÔNG AN", "CỤC MẪU", Options{Profile: ProfileOther}, ProfileOther},
	} {
		ids, _ := judgedBy(t, issuedBy(c.first, c.second), c.opts)
		ids = slices.DeleteFunc(ids, func(id string) bool {
			return !slices.Contains([]string{"MARGIN", "SIGN-TITLE", "SIGN-RANK", "FONT"}, id)
		})
		if !slices.Equal(ids, rules[c.want]) {
			t.Errorf("%s %s, %+v: told %q, want %q", c.first, c.second, c.opts.Profile, ids, rules[c.want])
		}
	}
}

// TestOffices: what an office sets in check.yaml goes before the decree.
func TestOffices(t *testing.T) {
	wide := with(`w:left="1701" w:header`, `w:left="1417" w:header`) // 25 mm
	for _, c := range []struct{ name, yaml, body, want string }{
		{"the decree", "", wide, Wrong},
		{"another range", "ranges: {left: {min: 25, max: 30}}", wide, ""},
		{"a range of another side", "ranges: {right: {min: 15, max: 30}}", wide, Wrong},
		{"off", "off: [MARGIN]", wide, ""},
		{"a hint", "severity: {MARGIN: gợi ý}", wide, Hint},
		{"to mend", "severity: {MARGIN: nên sửa}", wide, Warning},
		{"let pass", "waive: [{rule: MARGIN, reason: bìa đóng sẵn}]", wide, Hint},
		{"lies and is bound above", "", strings.NewReplacer(`w:w="11906" w:h="16838"`, `w:w="16838" w:h="11906" w:orient="landscape"`, `w:top="1134" w:right="1134"`, `w:top="1984" w:right="1984"`).Replace(wide), ""},
		{"lies too near the edge", "", strings.NewReplacer(`w:w="11906" w:h="16838"`, `w:w="16838" w:h="11906" w:orient="landscape"`, `w:top="1134"`, `w:top="800"`).Replace(wide), Wrong},
	} {
		config, err := ReadConfig([]byte("profile: ''\n" + c.yaml))
		if err != nil {
			t.Fatal(err)
		}
		_, r := judgedBy(t, c.body, Options{Config: config})
		got := ""
		for _, f := range r.Findings {
			if f.Rule == "MARGIN" {
				got = f.Severity
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestEvery: people are told a value once, and fifty findings of one rule at most; who repairs is
// told each place.
func TestEvery(t *testing.T) {
	coloured := strings.Replace(good(plainText...), `<w:sz w:val="28"/></w:rPr>`, `<w:color w:val="FF0000"/><w:sz w:val="28"/></w:rPr>`, 3)
	spaced := good(append(slices.Repeat([]string{"Nâng cao  nhận thức."}, 60), "Hết")...)
	quoted := good(`Phong trào "A".`, `Phong trào "B".`, `Phong trào "C".`, "Hết")
	for _, c := range []struct {
		rule, body string
		few, all   int
		message    string // of the first, told to people
	}{
		{"COLOR", coloured, 1, 3, "Chữ màu #FF0000 (3 chỗ)"}, {"SPACE", spaced, 50, 60, "Thừa khoảng trống"}, {"QUOTE-FORM", quoted, 1, 3, `ở "A" (3 chỗ)`},
	} {
		for every, want := range map[bool]int{false: c.few, true: c.all} {
			_, r := judgedBy(t, c.body, Options{Every: every})
			found := slices.DeleteFunc(slices.Clone(r.Findings), func(f Finding) bool { return f.Rule != c.rule })
			if len(found) != want || !every && !strings.Contains(found[0].Message, c.message) {
				t.Errorf("%s, every %v: %d findings, want %d: %+v", c.rule, every, len(found), want, found)
			}
			if !slices.IsSortedFunc(found, func(a, b Finding) int { return a.Unit - b.Unit }) {
				t.Errorf("%s, every %v: not in the order of the text: %+v", c.rule, every, found)
			}
		}
	}
}

// TestAgain: a paper that was read once is judged by other options as if it were read again.
func TestAgain(t *testing.T) {
	body := with(`w:top="1134"`, `w:top="567"`, "Công an tỉnh chủ trì", "Giao {don_vi}, {so_van_ban} chủ trì")
	ids, r := judgedBy(t, body, Options{})
	if want := []string{"MARGIN", "TAG-LEFT"}; !slices.Equal(ids, want) {
		t.Fatalf("told %q, want %q", ids, want)
	}
	again := r.Again(Options{Config: &Config{Off: []string{"MARGIN"}}, Late: []string{"don_vi"}})
	if len(again.Findings) > 0 || again.Pages != r.Pages || again.Kind != r.Kind || again.Paper != r.Paper {
		t.Errorf("again: %+v", again)
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; r.UnitOf(f) == nil || !strings.HasPrefix(r.UnitOf(f).Text, f.Text[:10]) || r.UnitOf(f).Place != f.Place {
			t.Errorf("the unit of %+v is %+v", f, r.UnitOf(f))
		}
	}
	if u := r.UnitOf(&Finding{}); u != nil {
		t.Errorf("a finding about the whole has the unit %+v", u)
	}
}

// TestDayOfPaper: a caller's day goes before the date that a paper bears.
func TestDayOfPaper(t *testing.T) {
	body := said("Theo Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ quy định chi tiết.") // until 2025-07-01
	for day, want := range map[string]bool{"": true, "2025-06-30": false, "2025-07-01": true} {
		ids, _ := judgedBy(t, body, Options{Day: day})
		if got := slices.Contains(ids, "CIT-REPEALED"); got != want {
			t.Errorf("on %q: %v", day, got)
		}
	}
}

// TestRegisterOfOne: a citation is held against the office's own register.
func TestRegisterOfOne(t *testing.T) {
	entry := cite.Entry{Symbol: "9/KH-BCA", Kind: "Kế hoạch", Date: "2026-01-03", Issuer: "Bộ Công an", Title: "về việc giả định làm mẫu", From: "2026-01-03", Until: "2026-02-05", Verified: true, By: "Kế hoạch số 10/KH-BCA"}
	changed := func(change func(e *cite.Entry)) cite.Entry { e := entry; change(&e); return e }
	const about = " của Bộ Công an về việc giả định làm mẫu."
	all := []string{"CIT-WEEKEND", "CIT-REGISTER", "CIT-REPEALED", "CIT-NAME", "CIT-NOT-YET"}
	for _, c := range []struct {
		name, text string
		entry      cite.Entry
		want       []string
	}{
		{"as it is", "ngày 03/01/2026" + about, changed(func(e *cite.Entry) { e.Until = "" }), nil}, // a Saturday, as the original has it
		{"a weekend that nobody verified", "ngày 03/01/2026" + about, changed(func(e *cite.Entry) { e.Until, e.Verified = "", false }), []string{"CIT-WEEKEND"}},
		{"another day, a weekend", "ngày 04/01/2026" + about, changed(func(e *cite.Entry) { e.Until = "" }), []string{"CIT-WEEKEND", "CIT-REGISTER"}},
		{"another day", "ngày 05/01/2026" + about, changed(func(e *cite.Entry) { e.Until = "" }), []string{"CIT-REGISTER"}},
		{"another day that nobody verified", "ngày 05/01/2026" + about, changed(func(e *cite.Entry) { e.Until, e.Verified = "", false }), nil},
		{"another body", "ngày 03/01/2026 của Bộ Nội vụ về việc giả định làm mẫu.", changed(func(e *cite.Entry) { e.Until = "" }), []string{"CIT-REGISTER"}},
		{"the head of the body", "ngày 03/01/2026 của Bộ trưởng Bộ Công an về việc giả định làm mẫu.", changed(func(e *cite.Entry) { e.Until = "" }), nil},
		{"gone on the very day", "ngày 03/01/2026" + about, entry, []string{"CIT-REPEALED"}},
		{"gone a day later", "ngày 03/01/2026" + about, changed(func(e *cite.Entry) { e.Until = "2026-02-06" }), nil},
		{"in force a day later", "ngày 03/01/2026" + about, changed(func(e *cite.Entry) { e.From, e.Until = "2026-02-06", "" }), []string{"CIT-NOT-YET"}},
		{"in force on the very day", "ngày 03/01/2026" + about, changed(func(e *cite.Entry) { e.From, e.Until = "2026-02-05", "" }), nil},
		{"another title", "ngày 03/01/2026 của Bộ Công an về việc khác hẳn với sổ.", changed(func(e *cite.Entry) { e.Until = "" }), []string{"CIT-NAME"}},
		{"another title that nobody verified", "ngày 05/01/2026 của Bộ Công an về việc khác hẳn với sổ.", changed(func(e *cite.Entry) { e.Until, e.Verified = "", false }), nil},
		{"a short title", "ngày 03/01/2026 của Bộ Công an về mẫu.", changed(func(e *cite.Entry) { e.Until = "" }), nil},
	} {
		ids, _ := judgedBy(t, said("Theo Kế hoạch số 9/KH-BCA "+c.text), Options{Register: cite.NewRegister([]cite.Entry{c.entry})})
		if got := slices.DeleteFunc(ids, func(id string) bool { return !slices.Contains(all, id) }); !slices.Equal(got, c.want) {
			t.Errorf("%s: told %q, want %q", c.name, got, c.want)
		}
	}
}

// TestSortsOfRules: a template with samples is judged by its form and its words, not by what its
// samples say.
func TestSortsOfRules(t *testing.T) {
	for id, want := range map[string][2]bool{ // of data, of words
		"MARGIN": {false, false}, "NUMBER-AGENCY": {true, false}, "ANNEX-OF-NUMBER": {true, false}, "GROUND-TWICE": {true, false}, "SUM": {true, false}, "NAME-TWO": {true, false},
		"LEXICON": {false, true}, "DATE-ZERO": {false, true}, "CAP-BODY": {false, true}, "CIT-YEAR": {false, true}, "CIT-NAME": {false, true}, "ABBREVIATION": {false, true}, "TAG-LEFT": {false, false}, "NO-RULE": {false, false},
	} {
		if got := [2]bool{OfData(id), OfWords(id)}; got != want {
			t.Errorf("%s: of data %v, of words %v", id, got[0], got[1])
		}
	}
}

// TestWriteRules: the list for people has each rule once, with its clause or that it is habit.
func TestWriteRules(t *testing.T) {
	var b strings.Builder
	if err := WriteRules(&b); err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for line := range strings.Lines(b.String()) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 4 || !slices.Contains([]string{Wrong, Amend, Hint}, fields[1]) || fields[2] == "" || strings.Contains(fields[3], "%") || rows[fields[0]] != nil {
			t.Errorf("%q", line)
		}
		rows[fields[0]] = fields
	}
	if len(rows) != len(Rules()) {
		t.Errorf("%d rules, want %d", len(rows), len(Rules()))
	}
	for id, want := range map[string]string{
		"MARGIN": "sai\tNĐ 30/2020, PL I.I.3\tLề ….", "LEXICON": "nên sửa\tthói quen\tSai dấu: ….", "WITH-COUNT": "sai\tNĐ 30/2020, Đ.10; Luật Thi đua, khen thưởng, Đ.84\tSố lượng khác văn bản kèm theo: ….",
	} {
		if got := strings.Join(rows[id][1:], "\t"); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
