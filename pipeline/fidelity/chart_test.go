//go:build fidelity

package fidelity

import "fmt"

const chartWords = "LibreOffice sets the labels of a chart in its own places and sizes; the text around it keeps its place in both"

// chartFeatures are papers with charts as Word keeps them: drawn from the values that the file holds.
var chartFeatures = []feature{
	charted("chart-columns", `<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>`+chartSeries(0)+chartSeries(1)+chartAxes+`</c:barChart>`+axes),
	charted("chart-bars", `<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/>`+chartSeries(0)+chartSeries(1)+`<c:overlap val="100"/>`+chartAxes+`</c:barChart>`+axes),
	charted("chart-lines", `<c:lineChart><c:grouping val="standard"/>`+chartSeries(0)+chartSeries(1)+`<c:marker val="1"/>`+chartAxes+`</c:lineChart>`+axes),
	charted("chart-pie", `<c:pieChart><c:varyColors val="1"/>`+chartSeries(1)+`</c:pieChart>`),
}

const (
	chartAxes = `<c:axId val="1"/><c:axId val="2"/>`
	axes      = `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>` +
		`<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorGridlines/><c:numFmt formatCode="General" sourceLinked="1"/><c:crossAx val="1"/></c:valAx>`
)

// charted is a paper with a chart of 150 by 80 mm between its paragraphs, over more than a page.
func charted(name, plot string) feature {
	return feature{name: name, word: chartWords, otherText: true,
		body: body(4, "") + p(`<w:jc w:val="center"/>`, x(fmt.Sprintf(`<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="1" name="Biểu đồ 1"/><wp:cNvGraphicFramePr/>`+
			`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rchart1"/></a:graphicData></a:graphic></wp:inline></w:drawing>`, 150*emu, 80*emu))) + body(9, ""),
		parts: map[string]string{"chart1.xml": `<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>` + plot + `</c:plotArea><c:legend><c:legendPos val="b"/></c:legend><c:plotVisOnly val="1"/></c:chart>`}}
}

// chartSeries is the series of a year, with its values kept.
func chartSeries(n int) string {
	units, values := []string{"Khu dân cư", "Cơ quan", "Doanh nghiệp", "Cơ sở giáo dục"}, [][]int{{789, 688, 92, 166}, {812, 710, 104, 169}}[n]
	cat, val := "", ""
	for i, u := range units {
		cat += fmt.Sprintf(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, u)
		val += fmt.Sprintf(`<c:pt idx="%d"><c:v>%d</c:v></c:pt>`, i, values[i])
	}
	return fmt.Sprintf(`<c:ser><c:idx val="%[1]d"/><c:order val="%[1]d"/><c:tx><c:strRef><c:f>A!$%[2]c$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>Năm %[3]d</c:v></c:pt></c:strCache></c:strRef></c:tx>`+
		`<c:cat><c:strRef><c:f>A!$A$2:$A$5</c:f><c:strCache><c:ptCount val="4"/>%[4]s</c:strCache></c:strRef></c:cat>`+
		`<c:val><c:numRef><c:f>A!$%[2]c$2:$%[2]c$5</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="4"/>%[5]s</c:numCache></c:numRef></c:val></c:ser>`, n, 'B'+n, 2023+n, cat, val)
}
