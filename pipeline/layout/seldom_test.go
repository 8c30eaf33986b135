package layout

import (
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// TestSeldomElements: what few files have is read as well: the number of the page by itself,
// the stops of the settings, a list through a style of lists, an
// equation over lines.
func TestSeldomElements(t *testing.T) {
	const list = `<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="DS"/><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="DS"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`
	const styled = plainStyles + `<w:style w:type="numbering" w:styleId="DS"><w:name w:val="DS"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`
	for _, c := range []struct {
		name string
		s    source
		want string
	}{
		{"page number", source{body: `<w:p><w:r><w:t xml:space="preserve">trang </w:t></w:r><w:r><w:pgNum/></w:r></w:p>`}, "trang 1"},
		{"a list through a style", source{styles: styled, numbering: list, body: paraXML(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`, "mục")}, "(4) mục"},
		{"an equation over lines", source{body: `<w:p xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath><m:eqArr><m:e><m:r><m:t>a</m:t></m:r></m:e><m:e><m:r><m:t>b</m:t></m:r></m:e></m:eqArr></m:oMath></w:p>`}, "a ; b"},
	} {
		var words []*item.Text
		for _, w := range texts(&mustLay(t, c.s).Pages[0]) {
			i := 0
			for i < len(words) && (words[i].Y < w.Y || words[i].Y == w.Y && words[i].X < w.X) {
				i++
			}
			words = append(words[:i], append([]*item.Text{w}, words[i:]...)...)
		}
		var got []string
		for _, w := range words {
			got = append(got, w.Text)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: %q, want %q", c.name, g, c.want)
		}
	}
	for stop, want := range map[string]unit.Length{"": 720 * unit.Twip, `<w:defaultTabStop w:val="1000"/>`: 1000 * unit.Twip} {
		words := texts(&mustLay(t, source{settings: stop, body: `<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>`}).Pages[0])
		if got := words[1].X - words[0].X; got != want {
			t.Errorf("a stop of the settings %q: %v, want %v", stop, got, want)
		}
	}
}
