package pdf

import (
	"fmt"

	"github.com/johnfercher/go-tree/node"
	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/linestyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/orientation"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/unit"
)

// standIns are the standard faces of PDF in which maroto draws: the n-th stands for the
// n-th face of the document. A face that maroto registers itself costs some 4 ms and a
// whole second cut; a standard face costs nothing, and maroto passes the codes of a text
// on untouched. (Capitals keep maroto from translating the text to a code page.) The
// finishing pass then puts the cut faces in their place. Faces beyond the list are drawn
// by the finishing pass.
var standIns = []struct {
	family string
	style  fontstyle.Type
	base   name // BaseFont in maroto's output
}{
	{"Times", fontstyle.Normal, "Times-Roman"},
	{"Times", fontstyle.Bold, "Times-Bold"},
	{"Times", fontstyle.Italic, "Times-Italic"},
	{"Times", fontstyle.BoldItalic, "Times-BoldItalic"},
	{"Helvetica", fontstyle.Normal, "Helvetica"},
	{"Helvetica", fontstyle.Bold, "Helvetica-Bold"},
	{"Helvetica", fontstyle.Italic, "Helvetica-Oblique"},
	{"Helvetica", fontstyle.BoldItalic, "Helvetica-BoldOblique"},
	{"Courier", fontstyle.Normal, "Courier"},
	{"Courier", fontstyle.Bold, "Courier-Bold"},
	{"Courier", fontstyle.Italic, "Courier-Oblique"},
	{"Courier", fontstyle.BoldItalic, "Courier-BoldOblique"},
}

// sheet is a page as a component of maroto: it paints the plan's texts and lines.
type sheet struct {
	steps []step
	down  unit.Length // from the top of maroto's sheet to the top of the page
}

func (s *sheet) SetConfig(*entity.Config) {}

func (s *sheet) GetStructure() *node.Node[core.Structure] {
	return node.New(core.Structure{Type: "page"})
}

func (s *sheet) GetHeight(core.Provider, *entity.Cell) float64 { return 0 }

// wide is wider than any text, so that maroto never breaks one.
const wide = 1e9

// mmPerPt turns points to millimetres, the unit of maroto.
const mmPerPt = 25.4 / 72

func (s *sheet) Render(p core.Provider, _ *entity.Cell) {
	text := props.Text{Align: align.Left}
	line := props.Line{SizePercent: 100, Style: linestyle.Solid}
	var color props.Color
	for i := range s.steps {
		st := &s.steps[i]
		if !st.byMaroto() {
			continue
		}
		if r := st.run; r != nil {
			in := standIns[r.face]
			text.Family, text.Style, text.Size = in.family, in.style, r.size.Points()
			text.Color = colorFor(&color, r.color)
			// maroto puts the baseline one em below the top of the cell
			y := (r.y + s.down).Millimetres() - text.Size*mmPerPt
			p.AddText(string(r.codes), &entity.Cell{X: r.x.Millimetres(), Y: y, Width: wide, Height: wide}, &text)
			continue
		}
		l := st.item.(*item.Line)
		cell := entity.Cell{X: l.X1.Millimetres(), Y: (l.Y1 + s.down).Millimetres()}
		line.Orientation = orientation.Horizontal
		if l.X1 == l.X2 && l.Y1 != l.Y2 {
			line.Orientation = orientation.Vertical
			cell.Height = (l.Y2 - l.Y1).Millimetres()
		} else {
			cell.Width = (l.X2 - l.X1).Millimetres()
		}
		line.Color, line.Thickness = colorFor(&color, l.Color), l.Width.Millimetres()
		p.AddLine(&cell, &line)
	}
}

// colorFor sets c and returns it; nil, the default, for black.
func colorFor(c *props.Color, v item.Color) *props.Color {
	if v == 0 {
		return nil
	}
	*c = props.Color{Red: int(v >> 16 & 0xFF), Green: int(v >> 8 & 0xFF), Blue: int(v & 0xFF)}
	return c
}

// draw lets maroto draw pages; it returns, page by page, a reader of what was drawn.
func draw(pages []*plan) ([]drawn, error) {
	var w, h unit.Length
	for _, p := range pages {
		w, h = max(w, p.page.Width), max(h, p.page.Height)
	}
	cfg := config.NewBuilder().
		WithDimensions(w.Millimetres(), h.Millimetres()).
		WithLeftMargin(0).WithTopMargin(0).WithRightMargin(0).WithBottomMargin(0).
		WithDefaultFont(&props.Font{Family: standIns[0].family, Style: standIns[0].style, Size: 10}).
		WithCompression(false).
		Build()
	m := maroto.New(cfg)
	for _, p := range pages {
		m.AddRows(row.New(cfg.Dimensions.Height).Add(
			col.New().Add(&sheet{steps: p.steps, down: h - p.page.Height})))
	}
	done, err := m.Generate()
	if err != nil {
		return nil, fmt.Errorf("maroto: %w", err)
	}
	out, err := readDrawn(done.GetBytes())
	if err == nil && len(out) != len(pages) {
		err = fmt.Errorf("%d pages drawn for %d", len(out), len(pages))
	}
	if err != nil {
		return nil, fmt.Errorf("maroto's drawing: %w", err)
	}
	return out, nil
}

// readDrawn finds the pages in maroto's bytes.
func readDrawn(src []byte) ([]drawn, error) {
	f, err := openFile(src)
	if err != nil {
		return nil, err
	}
	root, err := f.dict(f.trailer["Root"])
	if err != nil {
		return nil, err
	}
	tree, err := f.dict(root["Pages"])
	if err != nil {
		return nil, err
	}
	kids, _ := tree["Kids"].(array)
	var out []drawn
	var fonts map[string]int
	for _, k := range kids {
		page, err := f.dict(k)
		if err != nil {
			return nil, err
		}
		if fonts == nil { // all pages share their resources
			if fonts, err = standInNames(f, page); err != nil {
				return nil, err
			}
		}
		contents, _ := page["Contents"].(ref)
		_, stream, err := f.get(contents)
		if err != nil {
			return nil, err
		}
		out = append(out, drawn{s: scanner{src: stream}, fonts: fonts})
	}
	return out, nil
}

// standInNames returns which face each font resource of a page stands for.
func standInNames(f *file, page dict) (map[string]int, error) {
	res, err := f.dict(page["Resources"])
	if err != nil {
		return nil, err
	}
	list, err := f.dict(res["Font"])
	if err != nil {
		return nil, err
	}
	out := make(map[string]int)
	for key, r := range list {
		font, err := f.dict(r)
		if err != nil {
			return nil, err
		}
		for i, in := range standIns {
			if font["BaseFont"] == in.base {
				out[string(key)] = i
			}
		}
	}
	return out, nil
}
