package layout

import (
	"fmt"
	"strings"
	"testing"
)

// TestLongFloatingTables: a floating table that is longer than a page goes on on the next ones,
// wherever it is placed, in one wide column or beside text; nothing is lost or stands twice.
func TestLongFloatingTables(t *testing.T) {
	table := func(place string, width, rows int) string {
		out := `<w:tbl><w:tblPr>` + place + fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/></w:tblGrid>`, width, width)
		for i := range rows {
			out += fmt.Sprintf(`<w:tr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc></w:tr>`, width, paraXML("", fmt.Sprintf("h%d", i)))
		}
		return out + `</w:tbl>`
	}
	for _, place := range []string{
		`<w:tblpPr w:vertAnchor="text" w:tblpY="1"/>`, `<w:tblpPr w:vertAnchor="text" w:horzAnchor="margin" w:tblpY="400" w:leftFromText="180" w:rightFromText="180"/>`,
		`<w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="1701" w:tblpY="1500"/>`, `<w:tblpPr w:vertAnchor="margin" w:tblpY="300"/>`,
		`<w:tblpPr w:vertAnchor="page" w:tblpYSpec="bottom"/>`, `<w:tblpPr w:vertAnchor="margin" w:tblpYSpec="center" w:tblpXSpec="center"/>`,
		`<w:tblpPr w:vertAnchor="page" w:tblpY="12000"/>`,
	} {
		for _, width := range []int{3000, 9000} {
			for _, before := range []int{0, 10, 44} {
				body := strings.Repeat(paraXML("", "đệm"), before) + table(place, width, 120) + paraXML("", "sau") + paraXML("", "nữa")
				d := mustLay(t, source{body: body})
				seen, late := map[string]int{}, 0
				for i := range d.Pages {
					for _, w := range texts(&d.Pages[i]) {
						seen[w.Text]++
						if w.Y > d.Pages[i].Height {
							late++
						}
					}
				}
				missing := 0
				for i := range 120 {
					if seen[fmt.Sprintf("h%d", i)] != 1 {
						missing++
					}
				}
				if missing > 0 || late > 0 || seen["sau"] != 1 || seen["nữa"] != 1 {
					t.Errorf("%s, %d wide, behind %d lines: %d rows not once, %d below the paper, text %d %d", place, width, before, missing, late, seen["sau"], seen["nữa"])
				}
			}
		}
	}
}

// TestLongFrames: the text of a frame that is longer than the paper goes on on the next pages.
func TestLongFrames(t *testing.T) {
	for _, place := range []string{`w:vAnchor="text" w:hAnchor="text" w:y="1"`, `w:vAnchor="page" w:hAnchor="page" w:x="1701" w:y="1500"`, `w:vAnchor="margin" w:hAnchor="page" w:x="1701" w:y="1500"`} {
		for _, before := range []int{0, 5, 40} {
			body := strings.Repeat(paraXML("", "đệm"), before)
			for i := range 120 {
				body += paraXML(`<w:framePr w:w="4000" w:hSpace="180" w:wrap="around" `+place+`/>`, fmt.Sprintf("h%d", i))
			}
			d := mustLay(t, source{body: body + paraXML("", "sau")})
			seen, over := map[string]int{}, 0
			for i := range d.Pages {
				words := texts(&d.Pages[i])
				for j, w := range words {
					seen[w.Text]++
					for _, v := range words[:j] {
						if v.Y == w.Y && v.X < w.X+w.Width && w.X < v.X+v.Width {
							over++
						}
					}
				}
			}
			if d.Lost > 0 || over > 0 || len(seen) != 121+min(before, 1) || seen["h119"] != 1 {
				t.Errorf("%s behind %d lines: %d words off the paper, %d over others, %d words", place, before, d.Lost, over, len(seen))
			}
		}
	}
}
