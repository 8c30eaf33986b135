package fill

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// control is a content control in a paragraph with properties and content.
func control(props, content string) string {
	return `<w:sdt><w:sdtPr>` + props + `</w:sdtPr><w:sdtContent>` + content + `</w:sdtContent></w:sdt>`
}

// The properties of a content control that is filled say nothing that Word would show in place of
// the text, or take for its value; a control without tags keeps all of them.
func TestPropertiesOfFilledControls(t *testing.T) {
	const binding = `<w:dataBinding w:prefixMappings="" w:xpath="/a" w:storeItemID="{1}"/>`
	for _, c := range []struct{ name, props, content, want, text string }{
		{"bound to data", `<w:alias w:val="x"/>` + binding, `[r]{a}[/r]`, `<w:alias w:val="x"/>`, "A"},
		{"without tags", binding + `<w:date w:fullDate="2020-01-01T00:00:00Z"/>`, `[r]a[/r]`, binding + `<w:date w:fullDate="2020-01-01T00:00:00Z"/>`, "a"},
		{"around a control", binding, control(binding+`<w:id w:val="3"/>`, `[r]{a}[/r]`), ``, "A"},
		{"a day", `<w:date w:fullDate="2020-01-01T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/></w:date>`, `[r]{ngay | ngay}[/r]`, `<w:date><w:dateFormat w:val="dd/MM/yyyy"/></w:date>`, "05/02/2024"},
		{"a day in other order", "<w:date\n w:fullDate = '2020-01-01T00:00:00Z' w:x='1'/>", `[r]{ngay | ngay}[/r]`, "<w:date\n w:x='1'/>", "05/02/2024"},
		{"a list", `<w:dropDownList w:lastValue="2"><w:listItem w:displayText="{a}" w:value="2"/><w:listItem w:displayText="B" w:value="{a}"/><w:listItem w:displayText="C" w:value="3"/></w:dropDownList>`, `[r]{a}[/r]`,
			`<w:dropDownList><w:listItem w:displayText="C" w:value="3"/></w:dropDownList>`, "A"},
		{"a list to write in", `<w:comboBox w:lastValue="2"/>`, `[r]{#co}có{/co}[/r]`, `<w:comboBox/>`, "có"},
		{"a prompt", `<w:showingPlcHdr/><w:text/>`, `<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/><w:b/></w:rPr><w:t>{a}</w:t></w:r>`, `<w:text/>`, "A"},
	} {
		out := partOf(t, filled(t, `[p]`+control(c.props, c.content)+`[/p]`, `{"a": "A", "co": true, "ngay": "2024-02-05"}`), "word/document.xml")
		props, rest, _ := strings.Cut(out[strings.Index(out, "<w:sdtPr>")+len("<w:sdtPr>"):], "</w:sdtPr>")
		if props != c.want || !strings.Contains(rest, ">"+c.text+"<") || strings.Contains(rest, "rStyle") || strings.Contains(rest, "dataBinding") {
			t.Errorf("%s: %s and %s, want %s", c.name, props, rest, c.want)
		}
	}
}

// A late value leaves the control around it as the template has it.
func TestLateValueInControl(t *testing.T) {
	tpl, err := Compile(docxOf(t, long.Replace(`[p]`+control(`<w:showingPlcHdr/>`, `[r]{so}[/r]`)+`[/p]`)), Options{Late: []string{"so"}})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := tpl.Execute(&out, setOf(t, ""), Run{Blanks: map[string]string{"so": "12"}}); err != nil {
		t.Fatal(err)
	}
	if got := partOf(t, out.Bytes(), "word/document.xml"); !strings.Contains(got, `<w:sdtPr><w:showingPlcHdr/></w:sdtPr>`) || !strings.Contains(got, ">12<") {
		t.Error(got)
	}
}

// A box says that it is ticked where its filled sign is that of a ticked one, in each copy.
func TestBoxesFollowTheirSigns(t *testing.T) {
	box := func(states string) string {
		return `<w14:checkbox><w14:checked w14:val="1"/>` + states + `</w14:checkbox>`
	}
	const tick = `<w14:checkedState w14:val="00FE" w14:font="Wingdings"/><w14:uncheckedState w14:val="00A8" w14:font="Wingdings"/>`
	for _, c := range []struct{ name, props, content, want string }{
		{"signs of Word", box(`<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>`), `[r]{#co}☒{/co}{^co}☐{/co}[/r]`, "1 0"},
		{"signs that the file does not name", box(""), `[r]{dau}[/r]`, "1 0"},
		{"signs of another face", box(tick), `[r]{#co}[/r]<w:r><w:sym w:font="Wingdings" w:char="00fe"/></w:r>[r]{/co}{^co}x{/co}[/r]`, "1 0"},
		{"without tags", box(""), `[r]☐[/r]`, "1 1"},
		{"without a state", `<w14:checkbox/>`, `[r]{dau}[/r]`, ""},
	} {
		out := filled(t, `[P]{#ds}[/P][p]`+control(c.props, c.content)+`[/p][P]{/ds}[/P]`, `{"ds": [{"co": true, "dau": "☒"}, {"co": false, "dau": "☐"}]}`)
		if got := found(t, out, "word/document.xml", `w14:checked w14:val="(.?)"`); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	// more rows than are written at once
	rows := strings.Repeat(`{"dau": "`+strings.Repeat("x", 300)+`☒"}, {"dau": "☐"}, `, 300)
	out := filled(t, `[P]{#ds}[/P][p]`+control(box(""), `[r]{dau}[/r]`)+`[/p][P]{/ds}[/P]`, `{"ds": [`+strings.TrimSuffix(rows, ", ")+`]}`)
	if got, want := found(t, out, "word/document.xml", `w14:checked w14:val="(.?)"`), strings.TrimSuffix(strings.Repeat("1 0 ", 300), " "); got != want {
		t.Errorf("many rows: %.100s", got)
	}
}

// A box whose title or tag is a tag is ticked where the value is true, in state, sign and face.
func TestBoxesByTheirTitle(t *testing.T) {
	const states = `<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="00FE" w14:font="Wingdings"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>`
	shown := regexp.MustCompile(`(?:alias|tag) w:val="[^"]*"|checked w14:val="."|<w:sym[^>]*>|>[^<\n]+<`)
	const plain = `<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>`
	for _, c := range []struct{ name, props, content, want string }{
		{"in the title", `<w:alias w:val="{co}"/><w:tag w:val="x"/>` + plain, `[r]☐[/r]`, `alias w:val="co" tag w:val="x" checked w14:val="1" >☒< alias w:val="co" tag w:val="x" checked w14:val="0" >☐<`},
		{"in the tag", `<w:alias w:val="Có"/><w:tag w:val="là {co}"/>` + plain, `[r]☐[/r]`, `alias w:val="Có" tag w:val="là co" checked w14:val="1" >☒< alias w:val="Có" tag w:val="là co" checked w14:val="0" >☐<`},
		{"a sign of its own", `<w:tag w:val="{co}"/>` + states, `<w:r><w:sym w:font="MS Gothic" w:char="2610"/></w:r>`, `tag w:val="co" checked w14:val="1" <w:sym w:font="Wingdings" w:char="00FE"/> tag w:val="co" checked w14:val="0" <w:sym w:font="MS Gothic" w:char="2610"/>`},
	} {
		out := filled(t, `[P]{#ds}[/P][p]`+control(c.props, c.content)+`[/p][P]{/ds}[/P]`, `{"ds": [{"co": true}, {"co": false}]}`)
		got := strings.Join(shown.FindAllString(partOf(t, out, "word/document.xml"), -1), " ")
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for name, body := range map[string]string{
		"a section":           control(`<w:tag w:val="{#co}"/>`+plain, `[r]☐[/r]`),
		"tags in the content": control(`<w:tag w:val="{co}"/>`+plain, `[r]{co}[/r]`),
		"no state":            control(`<w:tag w:val="{co}"/><w14:checkbox/>`, `[r]☐[/r]`),
	} {
		if _, err := Compile(docxOf(t, long.Replace(`[p]`+body+`[/p]`)), Options{}); err == nil || !strings.Contains(err.Error(), "ô đánh dấu") {
			t.Errorf("%s: %v", name, err)
		}
	}
	tpl, err := Compile(docxOf(t, long.Replace(`[p]`+control(`<w:tag w:val="{co}"/>`+plain, `[r]☐[/r]`)+`[/p]`)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if faults := tpl.Check(setOf(t, `{"co": true}`)); len(faults) > 0 {
		t.Error(faults)
	}
	if faults := tpl.Check(setOf(t, `{"khac": true}`)); len(faults) != 1 {
		t.Error(faults)
	}
	if _, err := tpl.Execute(&bytes.Buffer{}, setOf(t, `{"khac": true}`), Run{}); err == nil {
		t.Error("an unknown name is filled")
	}
}
