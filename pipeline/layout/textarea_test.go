package layout

import (
	"fmt"
	"testing"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// boxedXML is a page with one floating shape of 1,400,000 by 500,000 EMU that holds a text.
func boxedXML(kind, body, text string) string {
	return fmt.Sprintf(`<w:p><w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="1400000" cy="500000"/><wp:wrapNone/>`+
		`<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1400000" cy="500000"/></a:xfrm><a:prstGeom prst="%s"/><a:solidFill><a:srgbClr val="EEEEEE"/></a:solidFill></wps:spPr>`+
		`<wps:txbx><w:txbxContent><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr lIns="0" rIns="0" tIns="0" bIns="0">%s</wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>`, kind, text, body)
}

// TestTextInShapes: the text of a shape begins at the text rectangle of its preset.
func TestTextInShapes(t *testing.T) {
	for _, c := range []struct {
		kind string
		x    unit.Length
	}{
		{"rect", 0}, {"diamond", 350_000}, {"triangle", 350_000}, {"leftBrace", 905_030}, {"leftArrow", 125_000},
		{"flowChartInputOutput", 280_000}, {"ellipse", 205_016},
	} {
		d := mustLay(t, source{body: boxedXML(c.kind, "", "x")})
		w := texts(&d.Pages[0])
		if len(w) != 1 || max(w[0].X-c.x, c.x-w[0].X) > unit.Twip {
			t.Errorf("%s: text at %v, want %v", c.kind, w, c.x)
		}
		if path, _ := d.Pages[0].Items[0].(*item.Path); path == nil || path.Fill == nil {
			t.Errorf("%s: not filled: %v", c.kind, d.Pages[0].Items[0])
		}
	}
}

// TestShapesGrowWithTheirText: a shape with a:spAutoFit gets as high as its text, another not.
func TestShapesGrowWithTheirText(t *testing.T) {
	height := func(body string) (h unit.Length, facts int) {
		d := mustLay(t, source{body: boxedXML("rect", body, "một đoạn dài hơn khung chữ của nó nhiều dòng")})
		for _, s := range d.Pages[0].Items[0].(*item.Path).Segments {
			h = max(h, s.P[0].Y)
		}
		return h, len(d.Facts)
	}
	if h, facts := height(""); h != 500_000 || facts != 1 {
		t.Errorf("a plain shape is %v high, %d facts", h, facts)
	}
	if h, facts := height("<a:spAutoFit/>"); h <= 500_000 || facts != 0 {
		t.Errorf("a growing shape is %v high, %d facts", h, facts)
	}
}
