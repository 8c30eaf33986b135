package check

import (
	"fmt"
	"strings"

	"vanthu/pipeline/paper"
	"vanthu/pipeline/unit"
)

const pageClause = "NĐ 30/2020, PL I.I"

// pageRules are about paper, margins, letters and page numbers (PL I.I).
var pageRules = []rule{
	{"PAGE-SIZE", Wrong, pageClause + ".1", "Khổ giấy %s: văn bản trình bày trên khổ A4 (210 × 297 mm).", "Đặt khổ giấy A4.", pageSize},
	{"PAGE-LANDSCAPE", Warning, pageClause + ".2", "Trang nằm ngang không có bảng: văn bản trình bày theo chiều dài khổ giấy.", "Xoay trang về chiều đứng.", pageLandscape},
	{"MARGIN", Wrong, pageClause + ".3", "Lề %s.", "Đặt lề trên, dưới 20–25 mm, trái 30–35 mm, phải 15–20 mm.", margins},
	{"FONT", Wrong, pageClause + ".4", "Phông chữ %s: văn bản dùng Times New Roman.", "Đổi phông chữ thành Times New Roman.", fonts},
	{"FONT-LEGACY", Wrong, pageClause + ".4", "Phông chữ %s dùng bảng mã cũ: văn bản dùng bộ mã Unicode.", "Chuyển mã sang Unicode, phông Times New Roman.", legacyFonts},
	{"COLOR", Warning, pageClause + ".4", "Chữ màu #%s: văn bản in chữ màu đen.", "Đổi màu chữ thành đen.", colors},
	{"PAGENO-MISSING", Warning, pageClause + ".7", "Không có số trang từ trang %s.", "Chèn số trang giữa lề trên, không hiện ở trang đầu.", pageNumberMissing},
	{"PAGENO-FIRST", Warning, pageClause + ".7", "Số trang hiện ở trang đầu%s.", "Chọn trang đầu khác (Different First Page) và để trống đầu trang ấy.", pageNumberFirst},
	{"PAGENO-PLACE", Warning, pageClause + ".7", "Số trang %s: đặt canh giữa trong lề trên.", "Đưa số trang vào giữa lề trên.", pageNumberPlace},
	{"PAGENO-FORM", Warning, pageClause + ".7", "Số trang %s: chữ số Ả Rập, cỡ 13–14, kiểu đứng.", "Định dạng lại số trang.", pageNumberForm},
	{"PAGENO-COUNT", Warning, pageClause + ".7", "Số trang %s.", "Đánh số liên tục từ 1; phụ lục đánh số riêng.", pageNumberCount},
}

func pageSize(f *file, found report) {
	for i, s := range f.Sections {
		w, h := min(s.Width, s.Height), max(s.Width, s.Height)
		if away(w, 210*unit.Mm, unit.Mm) || away(h, 297*unit.Mm, unit.Mm) {
			found(f.firstOf(i), fmt.Sprintf("%s × %s mm", mm(s.Width), mm(s.Height)))
		}
	}
}

func away(a, b, by unit.Length) bool { return a-b > by || b-a > by }

func mm(l unit.Length) string {
	return strings.TrimSuffix(strings.Replace(fmt.Sprintf("%.1f", l.Millimetres()), ".", ",", 1), ",0")
}

// firstOf returns the first unit of a section, nil where it holds no text.
func (f *file) firstOf(section int) *paper.Unit {
	for i := range f.Units {
		if f.Units[i].Form.Section == section {
			return &f.Units[i]
		}
	}
	return nil
}

func pageLandscape(f *file, found report) {
	for i, s := range f.Sections {
		if s.Width <= s.Height || !f.whole { // a piece may be what a table was turned for
			continue
		}
		table := false
		for j := range f.Units {
			table = table || f.Units[j].Form.Section == i && f.Units[j].Role == paper.Cell
		}
		if !table {
			found(f.firstOf(i), "")
		}
	}
}

func margins(f *file, found report) {
	if !f.form {
		return
	}
	for i, s := range f.Sections {
		if f.firstOf(i) == nil {
			continue
		}
		sides := []struct {
			key, name string
			is        unit.Length
		}{{"top", "trên", s.Top}, {"bottom", "dưới", s.Bottom}, {"left", "trái", s.Left}, {"right", "phải", s.Right}}
		var wrong []string
		for _, side := range sides {
			least, most := f.Config.Margin(side.key, s.Width > s.Height)
			is := max(side.is, -side.is) // a negative one holds the text whatever the header
			if is < least-unit.Mm/2 || is > most+unit.Mm/2 {
				wrong = append(wrong, fmt.Sprintf("%s %s mm (%s–%s mm)", side.name, mm(is), mm(least), mm(most)))
			}
		}
		if len(wrong) > 0 {
			found(f.firstOf(i), strings.Join(wrong, ", "))
		}
	}
}

// letters visits the pieces of the body that show letters or digits, with their units. Of
// headers and notes, whose look is often Word's own, the encoding alone is judged.
func (f *file) letters(visit func(u *paper.Unit, i int)) {
	lettersOf(f.lines[:len(f.Units)], visit)
}

func lettersOf(list []*paper.Unit, visit func(u *paper.Unit, i int)) {
	for _, u := range list {
		for i := range u.Pieces {
			if strings.IndexFunc(u.Pieces[i].Text, isLetter) >= 0 {
				visit(u, i)
			}
		}
	}
}

// once reports each value at its first unit, with how many units have it.
func (f *file) once(found report) (add func(u *paper.Unit, value string), done func()) {
	if f.Every {
		return func(u *paper.Unit, value string) { found(u, value) }, func() {}
	}
	first, count := map[string]*paper.Unit{}, map[string]int{}
	var order []string
	add = func(u *paper.Unit, value string) {
		if first[value] == nil {
			first[value] = u
			order = append(order, value)
		}
		count[value]++
	}
	done = func() {
		for _, v := range order {
			text := v
			if n := count[v]; n > 1 {
				text += fmt.Sprintf(" (%d chỗ)", n)
			}
			found(first[v], text)
		}
	}
	return add, done
}

// standIns are families whose letters are those of Times New Roman.
var standIns = map[string]bool{"times new roman": true, "liberation serif": true, "times": true}

// signFaces hold no letters but signs, such as ticks and boxes.
var signFaces = map[string]bool{"symbol": true, "wingdings": true, "wingdings 2": true, "wingdings 3": true, "webdings": true, "segoe ui symbol": true, "ms gothic": true, "cambria math": true}

// SignFace reports whether a family holds signs instead of letters.
func SignFace(family string) bool { return signFaces[strings.ToLower(family)] }

func fonts(f *file, found report) {
	if !f.form && f.Profile != ProfileParty {
		return
	}
	add, done := f.once(found)
	f.letters(func(u *paper.Unit, i int) {
		name := strings.ToLower(u.Pieces[i].Family)
		if !standIns[name] && !signFaces[name] && !LegacyFace(name) {
			add(u, u.Pieces[i].Family)
		}
	})
	done()
}

// LegacyFace reports whether a family holds Vietnamese letters at codes of its own.
func LegacyFace(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, ".vn") || strings.HasPrefix(name, "vni")
}

func legacyFonts(f *file, found report) {
	add, done := f.once(found)
	lettersOf(f.lines, func(u *paper.Unit, i int) {
		if LegacyFace(u.Pieces[i].Family) {
			add(u, u.Pieces[i].Family)
		}
	})
	done()
}

func colors(f *file, found report) {
	add, done := f.once(found)
	f.letters(func(u *paper.Unit, i int) {
		if c := u.Pieces[i].Color; c != 0 && u.Role != paper.Urgency && u.Role != paper.Secrecy && u.Role != paper.Circulate {
			add(u, fmt.Sprintf("%06X", uint32(c)))
		}
	})
	done()
}

// numberOn returns the page number of a page, nil for none.
func (f *file) numberOn(page int) *paper.PageNumber {
	for i := range f.Numbers {
		if f.Numbers[i].Page == page {
			return &f.Numbers[i]
		}
	}
	return nil
}

// begins tells the pages on which an annex begins: they are first pages too.
func (f *file) begins() map[int]bool {
	first, last := map[int]bool{1: true}, 0
	for i := range f.Units {
		if u := &f.Units[i]; u.Annex > last && f.whole {
			first[u.At.Page], last = true, u.Annex
		}
	}
	return first
}

func pageNumberMissing(f *file, found report) {
	first := f.begins()
	for n := 2; n <= f.Pages; n++ {
		if !first[n] && f.numberOn(n) == nil {
			found(pageOf(n), fmt.Sprint(n))
			return
		}
	}
}

func pageNumberFirst(f *file, found report) {
	if f.Pages > 1 && f.numberOn(1) != nil {
		found(pageOf(1), "")
	}
}

func pageNumberPlace(f *file, found report) {
	for i := range f.Numbers {
		n := &f.Numbers[i]
		s := f.PageOf[n.Page-1]
		middle, text := s.Width/2, s.Left+(s.Width-s.Left-s.Right)/2
		switch {
		case !n.Top:
			found(pageOf(n.Page), "ở lề dưới")
		case away(n.X, middle, 4*unit.Mm) && away(n.X, text, 4*unit.Mm):
			found(pageOf(n.Page), "không ở giữa")
		default:
			continue
		}
		return
	}
}

func pageNumberForm(f *file, found report) {
	for i := range f.Numbers {
		n := &f.Numbers[i]
		var wrong []string
		if n.Size < 13*unit.Pt || n.Size > 14*unit.Pt {
			wrong = append(wrong, "cỡ "+paper.Points(n.Size))
		}
		if n.Bold {
			wrong = append(wrong, "chữ đậm")
		}
		if n.Italic {
			wrong = append(wrong, "chữ nghiêng")
		}
		if n.Decorated {
			wrong = append(wrong, "có chữ hoặc dấu kèm theo")
		}
		if !standIns[strings.ToLower(n.Family)] {
			wrong = append(wrong, "phông "+n.Family)
		}
		if len(wrong) > 0 {
			found(pageOf(n.Page), strings.Join(wrong, ", "))
			return
		}
	}
}

func pageNumberCount(f *file, found report) {
	first, from := f.begins(), 1
	for page := 1; page <= f.Pages; page++ {
		if first[page] {
			from = page
		}
		n := f.numberOn(page)
		if n == nil {
			continue
		}
		if want := page - from + 1; n.Shown != want {
			found(pageOf(page), fmt.Sprintf("ghi %d, trang này là trang %d%s", n.Shown, want, map[bool]string{true: " của phụ lục"}[from > 1]))
			return
		}
	}
}
