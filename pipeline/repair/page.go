package repair

import (
	"strconv"

	"vanthu/pipeline/check"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

// pageMends are about paper and margins (NĐ 30/2020, PL I.I.1–3).
var pageMends = map[string]mend{
	"PAGE-SIZE":      pageSize,
	"PAGE-LANDSCAPE": pageUpright,
	"MARGIN":         margins,
}

// sectionOf is the section that a finding is about.
func (e *editor) sectionOf(u *paper.Unit) (int, *props) {
	if u == nil || u.Form == nil {
		return 0, nil
	}
	return u.Form.Section, e.section(u.Form.Section)
}

func pageSize(e *editor, _ *check.Finding, u *paper.Unit) {
	i, s := e.sectionOf(u)
	if s == nil {
		return
	}
	const short, long = "11906", "16838" // 210 × 297 mm, as Word writes them
	if is := e.report.Paper.Sections[i]; is.Width > is.Height {
		s.set(e.main.prefix, "pgSz", "w", long, "h", short, "orient", "landscape")
		return
	}
	s.set(e.main.prefix, "pgSz", "w", short, "h", long)
}

func pageUpright(e *editor, _ *check.Finding, u *paper.Unit) {
	i, s := e.sectionOf(u)
	if s == nil {
		return
	}
	is := e.report.Paper.Sections[i]
	s.set(e.main.prefix, "pgSz", "w", strconv.Itoa(twips(is.Height)), "h", strconv.Itoa(twips(is.Width)))
}

// margins brings each side to the nearest length that the decree, or the office, allows.
func margins(e *editor, _ *check.Finding, u *paper.Unit) {
	i, s := e.sectionOf(u)
	if s == nil {
		return
	}
	is, old := e.report.Paper.Sections[i], s.get("pgMar")
	side := func(name string, at unit.Length) string {
		least, most := e.config.Margin(name, is.Width > is.Height)
		near := min(max(at, -at, least), most)
		if at == near || at == -near {
			return attr(old, name)
		}
		return strconv.Itoa(twips(near + unit.Twip/2))
	}
	keep := func(name string, other int) string {
		if v := attr(old, name); v != "" {
			return v
		}
		return strconv.Itoa(other)
	}
	left := is.Left - unit.Length(number(attr(old, "gutter")))*unit.Twip
	gutter := "0"
	leftIs := side("left", is.Left)
	if leftIs == attr(old, "left") && left != is.Left {
		gutter = attr(old, "gutter")
	}
	s.set(e.main.prefix, "pgMar", "top", side("top", is.Top), "right", side("right", is.Right), "bottom", side("bottom", is.Bottom),
		"left", leftIs, "header", keep("header", 567), "footer", keep("footer", 567), "gutter", gutter)
}
