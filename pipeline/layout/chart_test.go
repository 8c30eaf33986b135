package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/layout/item"
)

// seriesXML is a series of a chart with cached categories and values; "" is a missing value.
func seriesXML(n int, name string, categories, values []string, more string) string {
	points := func(list []string) string {
		out := fmt.Sprintf(`<c:ptCount val="%d"/>`, len(list))
		for i, v := range list {
			if v != "" {
				out += fmt.Sprintf(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, v)
			}
		}
		return out
	}
	return fmt.Sprintf(`<c:ser><c:idx val="%d"/><c:order val="%[1]d"/><c:tx><c:strRef><c:strCache>%s</c:strCache></c:strRef></c:tx>%s<c:cat><c:strRef><c:strCache>%s</c:strCache></c:strRef></c:cat>`+
		`<c:val><c:numRef><c:numCache><c:formatCode>General</c:formatCode>%s</c:numCache></c:numRef></c:val></c:ser>`, n, points([]string{name}), more, points(categories), points(values))
}

// chartXML is the part of a chart whose plot holds a group.
func chartXML(title, group, legend string) string {
	head := ""
	if title != "" {
		head = `<c:title><c:tx><c:rich><a:p><a:pPr><a:defRPr sz="1400" b="0"/></a:pPr><a:r><a:t>` + title + `</a:t></a:r></a:p></c:rich></c:tx></c:title>`
	}
	if legend != "" {
		legend = `<c:legend><c:legendPos val="` + legend + `"/></c:legend>`
	}
	return `<c:chart>` + head + `<c:plotArea>` + group + `<c:catAx><c:axId val="1"/><c:axPos val="b"/></c:catAx><c:valAx><c:axId val="2"/><c:axPos val="l"/><c:majorGridlines/></c:valAx></c:plotArea>` + legend + `</c:chart>`
}

const twoAxes = `<c:axId val="1"/><c:axId val="2"/>`

// chartDoc is a document whose only paragraph holds a chart of 5 by 3 inches.
func chartDoc(chart string) source {
	return source{body: `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="4572000" cy="2743200"/><wp:docPr id="1" name="Biểu đồ"/><a:graphic><a:graphicData><c:chart r:id="rchart1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		parts: map[string]string{"chart1.xml": chart}}
}

// TestCharts: a chart is drawn from the values that the file keeps, with its words, and nothing of it
// leaves its room.
func TestCharts(t *testing.T) {
	units, values := []string{"Đồng Phú", "Bù Đăng", "Chơn Thành"}, []string{"120", "45.5", "80"}
	one, two := seriesXML(0, "Năm 2023", units, values, ""), seriesXML(1, "Năm 2024", units, []string{"90", "", "130"}, "")
	for _, c := range []struct {
		name, chart string
		words       []string
		fills       int
	}{
		{"columns", chartXML("Số vụ", `<c:barChart><c:barDir val="col"/>`+one+two+twoAxes+`</c:barChart>`, "b"),
			[]string{"Số", "vụ", "0", "20", "140", "Đồng", "Phú", "Năm", "2023", "2024"}, 5 + 2},
		{"bars", chartXML("", `<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:overlap val="100"/>`+one+two+twoAxes+`</c:barChart>`, ""), []string{"0", "50", "250", "Chơn"}, 5},
		{"lines", chartXML("", `<c:lineChart>`+one+two+`<c:marker val="1"/>`+twoAxes+`</c:lineChart>`, "r"), []string{"140", "Bù", "2024"}, 0},
		{"pie", chartXML("Cơ cấu", `<c:pieChart><c:varyColors val="1"/>`+seriesXML(0, "x", units, values, `<c:dLbls><c:showVal val="0"/><c:showPercent val="1"/></c:dLbls>`)+`</c:pieChart>`, "r"),
			[]string{"49%", "19%", "33%", "Chơn"}, 3},
		{"areas", chartXML("", `<c:areaChart><c:grouping val="percentStacked"/>`+one+two+twoAxes+`</c:areaChart>`, ""), []string{"0%", "100%"}, 0},
	} {
		d := mustLay(t, chartDoc(c.chart))
		if len(d.Facts) > 0 {
			t.Errorf("%s: %v", c.name, d.Facts)
		}
		var words []string
		for _, w := range texts(&d.Pages[0]) {
			words = append(words, w.Text)
			if w.X < 1701*635 || w.X+w.Width > 1701*635+4572000 || w.Y > 1134*635+2743200 {
				t.Errorf("%s: %q stands outside at %v %v", c.name, w.Text, w.X, w.Y)
			}
		}
		for _, w := range c.words {
			if !slices.Contains(words, w) {
				t.Errorf("%s: lacks %q of %s", c.name, w, strings.Join(words, " "))
			}
		}
		fills := 0
		for _, it := range d.Pages[0].Items {
			if _, ok := it.(*item.Fill); ok {
				fills++
			}
		}
		if fills != c.fills {
			t.Errorf("%s: %d rectangles, want %d", c.name, fills, c.fills)
		}
	}
}

// TestOtherCharts: a kind that is not drawn, and a broken part, leave a grey frame and a fact.
func TestOtherCharts(t *testing.T) {
	for _, chart := range []string{chartXML("", `<c:surfaceChart>`+seriesXML(0, "a", nil, []string{"1"}, "")+`</c:surfaceChart>`, ""), `<c:chart>`, ""} {
		d := mustLay(t, chartDoc(chart))
		if len(d.Facts) != 1 || len(d.Pages[0].Items) != 1 {
			t.Errorf("%.20s: facts %v, items %v", chart, d.Facts, d.Pages[0].Items)
		}
	}
}
