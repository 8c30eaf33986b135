package portal

import (
	"net/http"
	"strings"

	"vanthu/pipeline/people"
)

// area is a part of the portal: a line of its menu, and the right without which its pages
// are not seen.
type area struct {
	Path, Name, Part string
	right            people.Right
}

// areas are the parts of the portal, in the order of the menu. What a person may do on a
// page, and with which document, the table of people says too.
var areas = []area{
	{"/", "Tổng quan", "Công việc", people.Read},
	{"/van-ban", "Văn bản", "Công việc", people.Read},
	{"/tao", "Tạo văn bản", "Công việc", people.MakePapers},
	{"/lich", "Lịch", "Công việc", people.SeeOffice},
	{"/so-lieu", "Số liệu", "Số liệu", people.TakeFigures},
	{"/thuyet-minh", "Thuyết minh", "Số liệu", people.SeeOffice},
	{"/khen-thuong", "Khen thưởng", "Số liệu", people.SeeOffice},
	{"/so-di", "Sổ văn bản đi", "Tra cứu", people.SeeOffice},
	{"/phap-ly", "Văn bản pháp lý", "Tra cứu", people.Read},
	{"/mau", "Mẫu văn bản", "Tra cứu", people.SeeOffice},
	{"/huong-dan", "Hướng dẫn", "Tra cứu", people.Read},
	{"/quan-tri", "Quản trị", "Hệ thống", people.Administer},
	{"/nhat-ky", "Nhật ký", "Hệ thống", people.Administer},
	{"/nguoi-dung", "Người dùng", "Hệ thống", people.Administer},
	{"/khoa-api", "Khóa API", "Hệ thống", people.Administer},
}

// areaOf is the area of a path: the longest that it begins with.
func areaOf(path string) *area {
	best := &areas[0]
	for i := range areas {
		a := &areas[i]
		if (path == a.Path || strings.HasPrefix(path, a.Path+"/")) && len(a.Path) >= len(best.Path) {
			best = a
		}
	}
	return best
}

// admits reports whether a person may see the pages of the area.
func (a *area) admits(u *people.User) bool {
	if a.right == people.Administer {
		return u.IsAdmin()
	}
	return u.MayAnywhere(a.right)
}

// only lets a page be seen by those whom its area admits; others are told who can.
func (p *portal) only(h func(http.ResponseWriter, *http.Request) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		if a := areaOf(r.URL.Path); !a.admits(of(r).User) {
			return of(r).Forbidden(a.right, "trang “"+a.Name+"”")
		}
		return h(w, r)
	}
}

// menuPart is a part of the menu.
type menuPart struct {
	Name  string
	Areas []area
}

// menu is what a person may see.
func (p *portal) menu(u *people.User) (parts []menuPart) {
	for _, a := range areas {
		if !a.admits(u) || a.Path == "/lich" && p.Plan == nil {
			continue
		}
		if len(parts) == 0 || parts[len(parts)-1].Name != a.Part {
			parts = append(parts, menuPart{Name: a.Part})
		}
		last := &parts[len(parts)-1]
		last.Areas = append(last.Areas, a)
	}
	return parts
}
