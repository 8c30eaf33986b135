package draw

import (
	"vanthu/pipeline/layout/chart"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
)

// chart reads c:chart, which names the part of a chart.
func (r *reading) chart(e *ooxml.Element, area item.Rectangle, d *Drawing) {
	c := r.chartOf(e)
	if c == nil {
		r.fact("Biểu đồ của Word thuộc loại không được vẽ, hoặc bị hỏng.")
		blank(area, d)
		return
	}
	if c.Flat() {
		r.fact("Biểu đồ ba chiều được vẽ phẳng.")
	}
	d.Shapes = append(d.Shapes, Shape{Chart: c, Area: area})
}

// chartOf returns the chart that an element names, read once; nil where it cannot be drawn.
func (r *reading) chartOf(e *ooxml.Element) *chart.Chart {
	id, _ := e.Attr("r:id")
	rel, ok := r.in.Rels[id]
	if !ok || rel.External {
		return nil
	}
	c, known := r.charts[rel.Target]
	if known {
		return c
	}
	if src, err := r.file.Pkg.Part(rel.Target); err == nil {
		if c, err = chart.Read(src, r.color, !bool(r.file.Styles.Lists.Language)); err != nil {
			c = nil
		}
	}
	if c != nil && c.Family == "" {
		c.Family = r.file.Styles.Theme["minorHAnsi"]
	}
	r.charts[rel.Target] = c
	return c
}
