package check

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/paper"
)

// leftRules are about what a finished paper must not have left in it.
var leftRules = []rule{
	{"TAG-LEFT", Wrong, "", "Còn thẻ %s chưa được điền.", "Kiểm tra mẫu và số liệu.", tagsInFile},
	{"TRACKED", Warning, "", "Còn thay đổi được theo dõi (Track Changes) chưa chấp nhận%s.", "Chấp nhận hoặc từ chối hết các thay đổi trước khi trình ký.", tracked},
	{"COMMENT-LEFT", Warning, "", "Còn nhận xét (Comment) trong văn bản%s.", "Trả lời, rồi xóa nhận xét trước khi trình ký.", commentsLeft},
	{"HIDDEN", Warning, "", "Có chữ ẩn%s: người ký không thấy, người nhận tệp mở ra được.", "Xóa, hoặc bỏ thuộc tính ẩn (Font, Hidden).", hiddenText},
	{"STRUCK", Warning, "", "Còn chữ gạch ngang%s: bản in ra vẫn có.", "Xóa chữ ấy, hoặc bỏ gạch ngang, trước khi trình ký.", struck},
	{"HIGHLIGHT", Warning, "", "Còn chữ tô nền%s.", "Bỏ màu tô (Text Highlight Color) trước khi trình ký.", highlighted},
	{"PAGE-EMPTY", Warning, "", "Trang %s không có nội dung.", "Bỏ trang trống.", emptyPages},
	{"BLANK-LINES", Hint, "", "Có nhiều dòng trống liền nhau%s.", "Dùng khoảng cách đoạn thay cho dòng trống.", blankLines},
}

// atPara reports at the unit of a paragraph, else at the first one behind it.
func (f *file) atPara(para int, detail string, found report) {
	for i := range f.Units {
		if f.Units[i].Form.Para >= para {
			found(&f.Units[i], detail)
			return
		}
	}
	found(f.top(), detail)
}

// places writes how many there are where it is more than one.
func places(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(" (%d chỗ)", n)
}

func tracked(f *file, found report) {
	if n := len(f.Tracked); n > 0 {
		f.atPara(f.Tracked[0], places(n), found)
	}
}

func commentsLeft(f *file, found report) {
	if n := len(f.Commented); n > 0 {
		f.atPara(f.Commented[0], places(n), found)
	}
}

// hiddenText tells paragraphs with letters that Word does not show: those that show others too, else
// the first of those that show none.
func hiddenText(f *file, found report) {
	for _, u := range f.lines {
		if u.Form.Hidden && u.Part == 0 {
			found(u, "")
		}
	}
	for i := range f.Empty {
		if f.Empty[i].Hidden {
			f.atPara(f.Empty[i].Para, "", found)
			return
		}
	}
}

func struck(f *file, found report) {
	f.looks(found, func(p *layout.Piece) bool { return p.Struck })
}

func highlighted(f *file, found report) {
	f.looks(found, func(p *layout.Piece) bool { return p.Marked })
}

// looks reports the first unit with letters of a look, and in how many units they are.
func (f *file) looks(found report, is func(*layout.Piece) bool) {
	var first *paper.Unit
	n := 0
	for _, u := range f.lines {
		if slices.ContainsFunc(u.Pieces, func(p layout.Piece) bool { return is(&p) && strings.TrimSpace(p.Text) != "" }) {
			if first == nil {
				first = u
			}
			n++
		}
	}
	if first != nil {
		found(first, places(n))
	}
}

func tagsInFile(f *file, found report) {
	for _, u := range f.lines {
		if !strings.Contains(u.Text, "{") {
			continue
		}
		for _, tag := range tagLike.FindAllString(u.Text, -1) {
			if !f.mayStand(strings.Trim(tag, "{} ")) {
				found(u, tag)
			}
		}
	}
}

// mayStand reports whether a tag is filled later.
func (f *file) mayStand(name string) bool {
	for _, late := range append(f.Late, "so_van_ban", "ngay_ban_hanh") {
		if late == name {
			return true
		}
	}
	return false
}

func emptyPages(f *file, found report) {
	shown := map[int]bool{}
	for i := range f.Units {
		u := &f.Units[i]
		for n := 0; n <= u.At.Lines/60; n++ { // a unit stands on its first page; a long one reaches the next
			shown[u.At.Page+n] = true
		}
	}
	sheets := f.Sheets()
	for n := 2; n <= f.Pages; n++ {
		if !shown[n] && len(sheets[n-1].Items) <= 1 { // its number at most
			found(pageOf(n), fmt.Sprint(n))
		}
	}
}

func blankLines(f *file, found report) {
	if !f.asked() || f.End == 0 {
		return
	}
	last := f.Units[f.End-1].Form.Para
	for i := 2; i < len(f.Empty); i++ {
		a, b, c := &f.Empty[i-2], &f.Empty[i-1], &f.Empty[i]
		if c.Para < last && c.Table == 0 && b.Para == a.Para+1 && c.Para == b.Para+1 {
			for j := range f.Units {
				if f.Units[j].Form.Para > c.Para {
					found(&f.Units[j], "")
					return
				}
			}
		}
	}
}
