package word

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// beside are parts that the main part refers to by the kinds of their names: "styles", "numbering".
func beside(parts map[string]string) map[string]string {
	all := map[string]string{}
	rels := ""
	for kind, text := range parts {
		all["word/"+kind+".xml"] = strings.Replace(text, ">", ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">`, 1)
		rels += `<Relationship Id="` + kind + `" Type="` + relation + kind + `" Target="` + kind + `.xml"/>`
	}
	all["word/_rels/document.xml.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels + `</Relationships>`
	return all
}

func firstParagraph(t *testing.T, f *File) *Paragraph {
	t.Helper()
	if len(f.Body.Blocks) == 0 {
		t.Fatal("no paragraph")
	}
	return f.Body.Blocks[0].(*Paragraph)
}

// TestParagraphProperties: what each child of w:pPr says (ECMA-376-1 17.3.1).
func TestParagraphProperties(t *testing.T) {
	const mm, pt, tw = unit.Mm, unit.Pt, unit.Twip
	for xml, want := range map[string]string{
		``:                       "{}",
		`<w:jc w:val="center"/>`: "{Align:center}",
		`<w:ind w:left="100" w:right="200" w:firstLine="300"/>`:                               fmt.Sprintf("{Left:%v Right:%v First:%v}", 100*tw, 200*tw, 300*tw),
		`<w:ind w:start="100" w:end="200" w:hanging="300"/>`:                                  fmt.Sprintf("{Left:%v Right:%v First:%v}", 100*tw, 200*tw, -300*tw),
		`<w:ind w:firstLine="300" w:hanging="200"/>`:                                          fmt.Sprintf("{First:%v}", -200*tw),
		`<w:ind w:left="2.5cm"/>`:                                                             fmt.Sprintf("{Left:%v}", 25*mm),
		`<w:spacing w:before="120" w:after="60"/>`:                                            fmt.Sprintf("{Before:%v After:%v}", 6*pt, 3*pt),
		`<w:spacing w:before="-120" w:after="-60"/>`:                                          "{}",
		`<w:spacing w:beforeAutospacing="1" w:afterAutospacing="true"/>`:                      "{BeforeAuto:true AfterAuto:true}",
		`<w:spacing w:beforeAutospacing="0" w:afterAutospacing="off"/>`:                       "{}",
		`<w:spacing w:line="360"/>`:                                                           fmt.Sprintf("{Line:%v LineRule:auto}", 360*tw),
		`<w:spacing w:line="360" w:lineRule="exact"/>`:                                        fmt.Sprintf("{Line:%v LineRule:exact}", 360*tw),
		`<w:spacing w:line="-360" w:lineRule="atLeast"/>`:                                     fmt.Sprintf("{Line:%v LineRule:exact}", 360*tw),
		`<w:contextualSpacing/>`:                                                              "{Contextual:true}",
		`<w:contextualSpacing w:val="0"/>`:                                                    "{}",
		`<w:keepNext/><w:keepLines/><w:pageBreakBefore/>`:                                     "{KeepNext:true KeepLines:true BreakBefore:true}",
		`<w:keepNext w:val="0"/><w:keepLines w:val="off"/><w:pageBreakBefore w:val="false"/>`: "{}",
		`<w:widowControl/>`:                                                                   "{Widow:true}", `<w:widowControl w:val="0"/>`: "{}",
		`<w:suppressLineNumbers/><w:snapToGrid/><w:bidi/>`:        "{Snap:true Bidi:true Unnumbered:true}",
		`<w:shd w:val="clear" w:fill="FF0000"/>`:                  fmt.Sprintf("{Shade:%v}", item.Tint{On: true, Color: 0xFF0000}),
		`<w:shd w:val="solid" w:color="00FF00" w:fill="FF0000"/>`: fmt.Sprintf("{Shade:%v}", item.Tint{On: true, Color: 0x00FF00}),
		`<w:shd w:val="pct20" w:color="000000" w:fill="FFFFFF"/>`: fmt.Sprintf("{Shade:%v}", item.Tint{On: true, Color: 0xCCCCCC}),
		`<w:shd w:val="pct50" w:color="FF8000" w:fill="auto"/>`:   fmt.Sprintf("{Shade:%v}", item.Tint{On: true, Color: 0xFFBF7F}),
		`<w:shd w:val="pct25" w:color="000000" w:fill="8040C0"/>`: fmt.Sprintf("{Shade:%v}", item.Tint{On: true, Color: 0x603090}),
		`<w:shd w:val="clear" w:fill="auto"/>`:                    "{}",
		`<w:outlineLvl w:val="2"/>`:                               "{Outline:2}", `<w:outlineLvl w:val="12"/>`: "{Outline:9}", `<w:outlineLvl w:val="-1"/>`: "{}",
		`<w:numPr><w:ilvl w:val="3"/><w:numId w:val="7"/></w:numPr>`: "{NumID:7 Level:3}", `<w:numPr><w:ilvl w:val="11"/><w:numId w:val="7"/></w:numPr>`: "{NumID:7 Level:8}",
		`<w:tabs><w:tab w:val="right" w:pos="900"/><w:tab w:val="left" w:leader="dot" w:pos="300"/></w:tabs>`: fmt.Sprintf("{} [{%v left dot} {%v right }]", 300*tw, 900*tw),
		`<w:tabs><w:tab w:val="clear" w:pos="900"/></w:tabs>`:                                                 "{}",
		`<w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="FF0000"/><w:between w:val="double" w:sz="16"/></w:pBdr>`: fmt.Sprintf("{Borders:[%v { 0.00 0.00 0} { 0.00 0.00 0} { 0.00 0.00 0} %v { 0.00 0.00 0}]}",
			Border{"single", pt, 4 * pt, 0xFF0000}, Border{"double", 2 * pt, 0, 0}),
	} {
		f := opened(t, `<w:p><w:pPr>`+xml+`</w:pPr></w:p>`, nil)
		p := f.Styles.Paragraph(&firstParagraph(t, f).Props, nil)
		got := spoken(p.ParaBasics)
		if len(p.Tabs) > 0 {
			got += fmt.Sprintf(" %v", p.Tabs)
		}
		if got != want {
			t.Errorf("%s:\n%s\nwant\n%s", xml, got, want)
		}
	}
}

// spoken writes the fields of a struct that are not zero, but for Has.
func spoken(v any) string {
	var parts []string
	s := reflect.ValueOf(v)
	for i := range s.NumField() {
		if n := s.Type().Field(i).Name; n != "Has" && !s.Field(i).IsZero() {
			parts = append(parts, fmt.Sprintf("%s:%v", n, s.Field(i)))
		}
	}
	return "{" + strings.Join(parts, " ") + "}"
}

// TestRunProperties: what each child of w:rPr says (ECMA-376-1 17.3.2).
func TestRunProperties(t *testing.T) {
	const pt, tw = unit.Pt, unit.Twip
	plain := Look{Ascii: "Times New Roman", HAnsi: "Times New Roman", EastAsia: "Times New Roman", Size: 10 * pt, Scale: 100, Auto: true}
	with := func(change func(l *Look)) Look { l := plain; change(&l); return l }
	for xml, want := range map[string]Look{
		``:       plain,
		`<w:b/>`: with(func(l *Look) { l.Toggles = Bold }), `<w:b w:val="0"/>`: plain, `<w:i/><w:caps/>`: with(func(l *Look) { l.Toggles = Italic | Caps }),
		`<w:smallCaps/><w:strike/>`: with(func(l *Look) { l.Toggles = SmallCaps | Strike }), `<w:dstrike/><w:vanish/>`: with(func(l *Look) { l.Toggles = DoubleStrike | Hidden }),
		`<w:outline/>`: with(func(l *Look) { l.Toggles = Effect }), `<w:em w:val="dot"/>`: with(func(l *Look) { l.Toggles = Effect }), `<w:em w:val="none"/>`: plain,
		`<w:rFonts w:ascii="A"/>`:                            with(func(l *Look) { l.Ascii, l.HAnsi, l.EastAsia = "A", "A", "A" }),
		`<w:rFonts w:ascii="A" w:hAnsi="B" w:eastAsia="C"/>`: with(func(l *Look) { l.Ascii, l.HAnsi, l.EastAsia = "A", "B", "C" }),
		`<w:rFonts w:hAnsi="B"/>`:                            with(func(l *Look) { l.HAnsi, l.EastAsia = "B", "B" }),
		`<w:sz w:val="27"/>`:                                 with(func(l *Look) { l.Size = 27 * unit.HalfPt }),
		`<w:sz w:val="0"/>`:                                  with(func(l *Look) { l.Size = unit.HalfPt }),
		`<w:sz w:val="99999"/>`:                              with(func(l *Look) { l.Size = 1638 * pt }),
		`<w:color w:val="0000FF"/>`:                          with(func(l *Look) { l.Color, l.Auto = 0x0000FF, false }),
		`<w:color w:val="auto"/>`:                            plain,
		`<w:u w:val="double" w:color="FF0000"/>`:             with(func(l *Look) { l.Underline = Underline{Kind: "double", Color: item.Tint{On: true, Color: 0xFF0000}} }),
		`<w:u w:val="words"/>`:                               with(func(l *Look) { l.Underline = Underline{Kind: "single", Words: true} }),
		`<w:u/>`:                                             with(func(l *Look) { l.Underline = Underline{Kind: "single"} }),
		`<w:u w:val="none"/>`:                                plain,
		`<w:highlight w:val="yellow"/>`:                      with(func(l *Look) { l.Highlight = item.Tint{On: true, Color: 0xFFFF00} }),
		`<w:highlight w:val="darkGray"/>`:                    with(func(l *Look) { l.Highlight = item.Tint{On: true, Color: 0x808080} }),
		`<w:highlight w:val="none"/><w:shd w:val="clear" w:fill="00FF00"/>`: with(func(l *Look) { l.Highlight = item.Tint{On: true, Color: 0x00FF00} }),
		`<w:highlight w:val="cyan"/><w:shd w:val="clear" w:fill="00FF00"/>`: with(func(l *Look) { l.Highlight = item.Tint{On: true, Color: 0x00FFFF} }),
		`<w:vertAlign w:val="superscript"/>`:                                with(func(l *Look) { l.Vert = 1 }), `<w:vertAlign w:val="subscript"/>`: with(func(l *Look) { l.Vert = -1 }), `<w:vertAlign w:val="baseline"/>`: plain,
		`<w:position w:val="-6"/>`: with(func(l *Look) { l.Raise = -3 * pt }), `<w:spacing w:val="20"/>`: with(func(l *Look) { l.Spacing = 20 * tw }),
		`<w:w w:val="80"/>`: with(func(l *Look) { l.Scale = 80 }), `<w:w w:val="0"/>`: with(func(l *Look) { l.Scale = 1 }), `<w:w w:val="900"/>`: with(func(l *Look) { l.Scale = 600 }),
		`<w:sz w:val="28"/><w:kern w:val="28"/>`: with(func(l *Look) { l.Size, l.Kerned = 14*pt, true }), `<w:sz w:val="27"/><w:kern w:val="28"/>`: with(func(l *Look) { l.Size = 27 * unit.HalfPt }), `<w:kern w:val="0"/>`: plain,
		`<w:bdr w:val="single" w:sz="4"/>`: with(func(l *Look) { l.Box = Border{Style: "single", Width: pt / 2} }), `<w:bdr w:val="single" w:sz="0"/>`: with(func(l *Look) { l.Box = Border{Style: "single", Width: pt / 4} }),
		`<w:bdr w:val="single" w:sz="200" w:space="99"/>`: with(func(l *Look) { l.Box = Border{Style: "single", Width: 12 * pt, Space: 31 * pt} }), `<w:bdr w:sz="4"/>`: with(func(l *Look) { l.Box = Border{Style: "nil", Width: pt / 2} }),
		`<w:lang w:val="en-US"/>`: with(func(l *Look) { l.lang = "en-US" }),
	} {
		f := opened(t, `<w:p><w:r><w:rPr>`+xml+`</w:rPr><w:t>x</w:t></w:r></w:p>`, nil)
		p := firstParagraph(t, f)
		if got := *f.Styles.Look(f.Styles.Paragraph(&p.Props, nil), p.Content[0].Props); got != want {
			t.Errorf("%s:\n%+v\nwant\n%+v", xml, got, want)
		}
	}
	for name, color := range map[string]item.Color{"black": 0, "blue": 0x0000FF, "green": 0x00FF00, "magenta": 0xFF00FF, "red": 0xFF0000, "white": 0xFFFFFF, "darkBlue": 0x000080,
		"darkCyan": 0x008080, "darkGreen": 0x008000, "darkMagenta": 0x800080, "darkRed": 0x800000, "darkYellow": 0x808000, "lightGray": 0xC0C0C0} {
		if got := highlightColor(name); got != (item.Tint{On: true, Color: color}) { // ECMA-376-1 17.18.40
			t.Errorf("%s is %v", name, got)
		}
	}
}

const cascade = `<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="majorEastAsia"/><w:sz w:val="22"/><w:b/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>
	<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="N"/><w:pPr><w:keepNext/><w:ind w:left="200" w:firstLine="100"/><w:tabs><w:tab w:val="left" w:pos="100"/><w:tab w:val="left" w:pos="500"/></w:tabs></w:pPr><w:rPr><w:i/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="HH"><w:name w:val="under"/><w:basedOn w:val="H"/><w:pPr><w:keepNext w:val="0"/><w:tabs><w:tab w:val="clear" w:pos="100"/><w:tab w:val="right" w:pos="500"/><w:tab w:val="left" w:pos="900"/></w:tabs></w:pPr><w:rPr><w:i/><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="C1"><w:basedOn w:val="C2"/><w:rPr><w:sz w:val="40"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="C2"><w:basedOn w:val="C1"/><w:pPr><w:keepNext/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="list"/><w:pPr><w:ind w:left="50"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="E"><w:name w:val="Emphasis"/><w:rPr><w:i/><w:color w:val="FF0000"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="EE"><w:name w:val="Strong"/><w:basedOn w:val="E"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="numbering" w:styleId="NL"><w:name w:val="nl"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TN"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="T"><w:name w:val="grid"/><w:basedOn w:val="TN"/><w:pPr><w:spacing w:after="0" w:line="240"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr><w:tblPr><w:tblStyleRowBandSize w:val="2"/><w:jc w:val="center"/></w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr>
	<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:fill="111111"/></w:tcPr><w:trPr><w:tblHeader/></w:trPr></w:tblStylePr>
	<w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:fill="222222"/></w:tcPr></w:tblStylePr>
	<w:tblStylePr w:type="firstCol"><w:tcPr><w:shd w:val="clear" w:fill="333333"/></w:tcPr></w:tblStylePr>
	<w:tblStylePr w:type="nwCell"><w:tcPr><w:shd w:val="clear" w:fill="444444"/></w:tcPr></w:tblStylePr></w:style>
</w:styles>`

const levels = `<w:numbering><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
	<w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlText w:val="%1.%2)"/><w:suff w:val="space"/><w:isLgl/><w:lvlJc w:val="right"/></w:lvl>
	<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3 100%"/><w:lvlRestart w:val="1"/></w:lvl>
	<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="•%1"/></w:lvl>
	<w:lvl w:ilvl="4"><w:start w:val="1"/><w:lvlText w:val="(%5)"/><w:lvlRestart w:val="0"/></w:lvl></w:abstractNum>
	<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="NL"/></w:abstractNum>
	<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
	<w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
	<w:num w:numId="3"><w:abstractNumId w:val="6"/></w:num>
	<w:num w:numId="4"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="[%1]"/></w:lvl></w:lvlOverride></w:num></w:numbering>`

const colours = `<a:theme><a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="010203"/></a:dk1><a:accent1><a:srgbClr val="4F81BD"/></a:accent1></a:clrScheme>
	<a:fontScheme><a:majorFont><a:latin typeface="Cambria"/><a:ea typeface="SimSun"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>`

// TestCascade: document defaults, table style, paragraph style, list, character style, direct
// formatting lie over one another in this order; toggles of styles switch (ECMA-376-1 17.7.2, 17.7.3).
func TestCascade(t *testing.T) {
	const tw = unit.Twip
	parts := beside(map[string]string{"styles": cascade, "numbering": levels, "theme": colours})
	for _, c := range []struct {
		name, ppr, rpr string
		want           string // alignment, indents, spacing after, line, keepNext | face, East Asian face, size, toggles, colour
	}{
		{"defaults", "", "", fmt.Sprintf("both 0 0 %d %d false | Calibri SimSun 22 1 0", 160*tw, 259*tw)},
		{"a style that is none", `<w:pStyle w:val="KHONG"/>`, "", fmt.Sprintf("both 0 0 %d %d false | Calibri SimSun 22 1 0", 160*tw, 259*tw)},
		{"a style of characters", `<w:pStyle w:val="E"/>`, "", fmt.Sprintf("both 0 0 %d %d false | Calibri SimSun 22 1 0", 160*tw, 259*tw)},
		{"a style", `<w:pStyle w:val="H"/>`, "", fmt.Sprintf("both %d %d %d %d true | Calibri SimSun 32 3 0", 200*tw, 100*tw, 160*tw, 259*tw)},
		{"a style on it", `<w:pStyle w:val="HH"/>`, "", fmt.Sprintf("both %d %d %d %d false | Calibri SimSun 32 7 0", 200*tw, 100*tw, 160*tw, 259*tw)},
		{"styles in a circle", `<w:pStyle w:val="C1"/>`, "", fmt.Sprintf(" 0 0 %d %d true | Calibri SimSun 40 1 0", 160*tw, 259*tw)},
		{"direct", `<w:pStyle w:val="H"/><w:jc w:val="left"/><w:ind w:firstLine="0"/><w:keepNext w:val="0"/>`, `<w:sz w:val="26"/>`, fmt.Sprintf("left %d 0 %d %d false | Calibri SimSun 26 3 0", 200*tw, 160*tw, 259*tw)},
		{"a list", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, "", fmt.Sprintf("both %d %d %d %d false | Calibri SimSun 22 1 0", 720*tw, -360*tw, 160*tw, 259*tw)},
		{"a list with an indent of its own", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="10"/>`, "", fmt.Sprintf("both %d %d %d %d false | Calibri SimSun 22 1 0", 10*tw, -360*tw, 160*tw, 259*tw)},
		{"a style with a list", `<w:pStyle w:val="L"/>`, "", fmt.Sprintf(" %d %d %d %d false | Calibri SimSun 22 1 0", 50*tw, -360*tw, 160*tw, 259*tw)},
		{"taken out of the list of its style", `<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>`, "", fmt.Sprintf(" %d 0 %d %d false | Calibri SimSun 22 1 0", 50*tw, 160*tw, 259*tw)},
		{"characters", "", `<w:rStyle w:val="E"/>`, fmt.Sprintf("both 0 0 %d %d false | Calibri SimSun 22 3 ff0000", 160*tw, 259*tw)},
		{"characters on others", "", `<w:rStyle w:val="EE"/>`, fmt.Sprintf("both 0 0 %d %d false | Calibri SimSun 22 3 ff0000", 160*tw, 259*tw)},
		{"characters in a style that slants too", `<w:pStyle w:val="H"/>`, `<w:rStyle w:val="E"/>`, fmt.Sprintf("both %d %d %d %d true | Calibri SimSun 32 1 ff0000", 200*tw, 100*tw, 160*tw, 259*tw)},
		{"direct characters", `<w:pStyle w:val="H"/>`, `<w:rStyle w:val="E"/><w:i/><w:b w:val="0"/><w:color w:val="00FF00"/>`, fmt.Sprintf("both %d %d %d %d true | Calibri SimSun 32 2 ff00", 200*tw, 100*tw, 160*tw, 259*tw)},
	} {
		f := opened(t, `<w:p><w:pPr>`+c.ppr+`</w:pPr><w:r><w:rPr>`+c.rpr+`</w:rPr><w:t>x</w:t></w:r></w:p>`, parts)
		p := firstParagraph(t, f)
		for range 2 { // the second time from what is kept
			is := f.Styles.Paragraph(&p.Props, nil)
			l := f.Styles.Look(is, p.Content[0].Props)
			if got := fmt.Sprintf("%s %d %d %d %d %v | %s %s %d %d %x", is.Align, is.Left, is.First, is.After, is.Line, is.KeepNext, l.Ascii, l.EastAsia, l.Size/unit.HalfPt, l.Toggles, int(l.Color)); got != c.want {
				t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
			}
		}
	}
	f := opened(t, `<w:p><w:pPr><w:pStyle w:val="HH"/><w:tabs><w:tab w:val="center" w:pos="700"/><w:tab w:val="clear" w:pos="5"/></w:tabs></w:pPr></w:p>`, parts)
	if got, want := fmt.Sprint(f.Styles.Paragraph(&firstParagraph(t, f).Props, nil).Tabs), fmt.Sprintf("[{%v right } {%v center } {%v left }]", 500*tw, 700*tw, 900*tw); got != want {
		t.Errorf("tabs %s, want %s", got, want)
	}
	for _, c := range [][3]string{{"HEADING 1", "paragraph", "H"}, {"heading 1", "character", ""}, {"emphasis", "character", "E"}, {"none", "paragraph", ""}} {
		if got := f.Styles.Named(c[0], c[1]); got != c[2] {
			t.Errorf("%s %s is %q, want %q", c[1], c[0], got, c[2])
		}
	}
	if f.Styles.Theme["color:accent1"] != "4F81BD" || f.Styles.Theme["color:dk1"] != "010203" || f.Lang() != "vi-VN" {
		t.Errorf("theme %v, language %s", f.Styles.Theme, f.Lang())
	}
}

// TestTableStyles: parts of a table style hold where their places meet, the stronger over the
// weaker; its spacing and size are stronger than the document's defaults (ECMA-376-1 17.7.6).
func TestTableStyles(t *testing.T) {
	const tw = unit.Twip
	f := opened(t, `<w:p/>`, beside(map[string]string{"styles": cascade, "theme": colours}))
	for _, c := range []struct {
		at   Position
		want string
	}{
		{0, "0 center false 0"}, {InBand1Row, "222222 center false 0"}, {InBand2Row, "0 center false 0"}, {InFirstRow, "111111 center true 1"}, {InFirstRow | InLastCol, "111111 center true 1"},
		{InFirstCol | InBand1Row, "333333 center false 0"}, {InFirstRow | InFirstCol, "444444 center true 1"}, {InLastRow, "0 center false 0"},
	} {
		got := f.Styles.Cell("T", c.at)
		if s := fmt.Sprintf("%x %s %v %d", int(got.Cell.Shade.Color), got.Cell.VAlign, got.Row.Header, got.run.toggles); s != c.want {
			t.Errorf("at %b: %s, want %s", c.at, s, c.want)
		}
	}
	cell := f.Styles.Cell("T", 0)
	p := f.Styles.Paragraph(&ParaProps{}, cell)
	if l := f.Styles.Look(p, &NoProps); p.After != 0 || p.Line != 240*tw || l.Size != 10*unit.Pt || !l.Is(Bold) {
		t.Errorf("in a cell: after %d, line %d, %v", p.After, p.Line, l)
	}
	p = f.Styles.Paragraph(&ParaProps{ParaBasics: ParaBasics{Style: "H"}}, cell)
	if l := f.Styles.Look(p, &NoProps); p.After != 0 || l.Size != 16*unit.Pt || !p.KeepNext {
		t.Errorf("a heading in a cell: after %d, %v", p.After, l)
	}
	if got := f.Styles.Table(&TableProps{Style: "T"}); got.Align != "center" || got.RowBand != 2 || got.Style != "T" || got.Margins.At != [4]unit.Length{Left: 108 * tw, Right: 108 * tw} {
		t.Errorf("%+v", got)
	}
	if got := f.Styles.Table(&TableProps{Style: "KHONG", Align: "right"}); got.Align != "right" || got.Style != "TN" {
		t.Errorf("of a style that is none: %+v", got)
	}
	if got := opened(t, `<w:p/>`, nil).Styles.Table(&TableProps{}); got.Margins.At[Left] != 108*tw || got.Margins.At[Top] != 0 {
		t.Errorf("without styles: %+v", got.Margins)
	}
}

// TestLists: labels count on, begin anew below another number, take the formats of their levels;
// lists of one definition count together (ECMA-376-1 17.9).
func TestLists(t *testing.T) {
	f := opened(t, `<w:p/>`, beside(map[string]string{"styles": cascade, "numbering": levels}))
	k := NewCounter(f.Styles.Lists)
	for i, c := range []struct {
		list, level int
		want        string
	}{
		{1, 0, "I."}, {1, 1, "1.1)"}, {1, 1, "1.2)"}, {1, 2, "c 100%"}, {1, 1, "1.3)"}, {1, 2, "d 100%"}, {1, 4, "(1)"}, {1, 0, "II."}, {1, 1, "2.1)"}, {1, 2, "c 100%"}, {1, 4, "(2)"},
		{1, 3, "•%1"}, {3, 0, "I."}, {2, 0, "IV."}, {2, 0, "V."}, {1, 0, "VI."}, {4, 0, "[7]"}, {9, 0, ""}, {1, 9, ""}, {1, -1, ""}, {1, 8, ""},
	} {
		got, level := k.Next(c.list, c.level)
		if got != c.want || (level == nil) != (c.want == "") {
			t.Errorf("%d: list %d, level %d: %q, want %q", i, c.list, c.level, got, c.want)
		}
	}
	first, second := f.Styles.Lists.Level(1, 0), f.Styles.Lists.Level(1, 1)
	if first.Suffix != "tab" || second.Suffix != "space" || second.Align != "right" || second.Format != "decimal" || first.para.Left != 720*unit.Twip {
		t.Errorf("%+v, %+v", first, second)
	}
	var none *Numbering
	if none.Level(1, 0) != nil {
		t.Error("a list of no numbering")
	}
}

// TestNumberFormatsEdge: where formats end (ECMA-376-1 17.18.59).
func TestNumberFormatsEdge(t *testing.T) {
	for _, c := range []struct {
		in     Language
		format string
		want   map[int]string
	}{
		{vietnamese, "upperRoman", map[int]string{0: "0", 1: "I", 4: "IV", 9: "IX", 40: "XL", 49: "XLIX", 90: "XC", 400: "CD", 900: "CM", 1994: "MCMXCIV", 3999: "MMMCMXCIX", 4000: "4000", -1: "-1"}},
		{vietnamese, "lowerRoman", map[int]string{14: "xiv"}}, {vietnamese, "upperLetter", map[int]string{1: "A", 27: "AA"}}, {vietnamese, "none", map[int]string{5: ""}},
		{vietnamese, "decimalZero", map[int]string{-1: "-1", 0: "00", 9: "09", 10: "10"}}, {vietnamese, "numberInDash", map[int]string{3: "- 3 -"}}, {vietnamese, "decimalFullWidth2", map[int]string{-1: "０", 12: "１２"}},
		{vietnamese, "decimalEnclosedCircle", map[int]string{0: "0", 1: "①", 20: "⑳", 21: "21"}}, {vietnamese, "decimalEnclosedFullstop", map[int]string{1: "⒈", 20: "⒛"}}, {vietnamese, "decimalEnclosedParen", map[int]string{1: "⑴", 20: "⒇"}},
		{vietnamese, "chicago", map[int]string{0: "0", 1: "*", 2: "†", 3: "‡", 4: "§", 5: "**", 8: "§§", 400: strings.Repeat("§", 100), 401: "401"}},
		{english, "ordinal", map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 10: "10th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 111: "111th", 122: "122nd"}},
		{english, "cardinalText", map[int]string{-1: "-1", 0: "Zero", 10: "Ten", 19: "Nineteen", 20: "Twenty", 99: "Ninety-nine", 100: "One hundred", 101: "One hundred one", 999: "Nine hundred ninety-nine", 1000: "1000"}},
		{english, "ordinalText", map[int]string{2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth", 8: "Eighth", 9: "Ninth", 30: "Thirtieth", 100: "One hundredth"}},
		{vietnamese, "vietnameseCounting", map[int]string{0: "không", 5: "năm", 10: "mười", 11: "mười một", 15: "mười lăm", 20: "hai mươi", 21: "hai mươi mốt", 24: "hai mươi bốn", 25: "hai mươi lăm", 99: "chín mươi chín", 100: "100", -1: "-1"}},
		{english, "hex", map[int]string{15: "F", 16: "10"}},
	} {
		for n, want := range c.want {
			if got := c.in.Number(n, c.format); got != want {
				t.Errorf("%d as %s: %q, want %q", n, c.format, got, want)
			}
		}
	}
}
