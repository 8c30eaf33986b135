package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/paper"
)

// citationRules are about the documents that a paper cites (PL I.II.6, PL II.V).
var citationRules = []rule{
	{"CIT-NO-SO", Warning, "NĐ 30/2020, PL I.II.6", "Viện dẫn “%s” thiếu chữ “số” trước số, ký hiệu.", "Thêm chữ “số”.", citationSo},
	{"CIT-YEAR", Wrong, "NĐ 30/2020, PL I.II.6", "Năm trong ký hiệu khác năm ban hành: %s.", "Kiểm tra số, ký hiệu và ngày với văn bản gốc.", citationYear},
	{"CIT-FUTURE", Wrong, "NĐ 30/2020, PL I.II.6", "Văn bản được viện dẫn có ngày sau ngày của văn bản này: %s.", "Kiểm tra ngày của văn bản được viện dẫn.", citationFuture},
	{"CIT-WEEKEND", Hint, "", "Văn bản được viện dẫn ghi ngày nghỉ cuối tuần: %s.", "Kiểm tra ngày với văn bản gốc.", citationWeekend},
	{"CIT-REGISTER", Wrong, "NĐ 30/2020, PL I.II.6", "Viện dẫn khác sổ văn bản pháp luật: %s.", "Kiểm tra với văn bản gốc.", citationRegister},
	{"CIT-REPEALED", Wrong, "NĐ 30/2020, PL I.II.6", "Văn bản được viện dẫn đã hết hiệu lực: %s.", "Thay bằng văn bản đang có hiệu lực.", citationRepealed},
	{"CIT-KIND", Wrong, "NĐ 30/2020, PL III.I", "Tên loại không hợp với ký hiệu: %s.", "Kiểm tra tên loại và ký hiệu.", citationKind},
	{"CIT-PARTY", Wrong, "HD 36-HD/VPTW", "Ký hiệu không hợp với cơ quan ban hành: %s.", "Văn bản của Đảng ghi số-loại/cơ quan, của Nhà nước ghi số/loại-cơ quan.", citationParty},
	{"CIT-TITLE", Hint, "NĐ 30/2020, PL I.II.6", "Viện dẫn lần đầu thiếu trích yếu (“về …”): %s.", "Thêm trích yếu nội dung của văn bản được viện dẫn.", citationTitle},
	{"CIT-REPEAT", Hint, "NĐ 30/2020, PL I.II.6", "Viện dẫn lại đầy đủ %s: lần sau chỉ ghi tên loại và số, ký hiệu.", "Rút gọn viện dẫn.", citationRepeat},
	{"CIT-DATE", Warning, "NĐ 30/2020, PL I.II.6", "Viện dẫn lần đầu thiếu ngày ban hành: %s.", "Thêm ngày, tháng, năm ban hành.", citationDate},
	{"TERM", Wrong, "", "%s.", "Dùng tên hiện hành, hoặc ghi rõ là trước đây.", terms},
}

// Citations returns what a paper cites, each with the unit in which it stands.
func Citations(p *paper.Paper) (list []cite.Citation, at []*paper.Unit) {
	for _, u := range linesOf(p) {
		for _, c := range cite.Find(u.Text) {
			list, at = append(list, c), append(at, u)
		}
	}
	return list, at
}

// cited visits the citations in running text: not the paper's own number.
func (f *file) cited(visit func(c *cite.Citation, u *paper.Unit)) {
	for i := range f.citations {
		if u := f.lines[f.at[i]]; u.Role != paper.Number && u.Role != paper.AnnexOf {
			visit(&f.citations[i], u)
		}
	}
}

func citationSo(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		if c.Kind != "" && !c.So {
			found(u, c.Kind+" "+c.Symbol)
		}
	})
}

func citationYear(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		if c.Year > 0 && c.Date != "" && c.Date[:4] != fmt.Sprint(c.Year) {
			found(u, c.Symbol+", "+c.Written)
		}
	})
}

func citationFuture(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		if f.day != "" && c.Date > f.day && u.Annex == 0 {
			found(u, name(c)+", "+c.Written)
		}
	})
}

func name(c *cite.Citation) string {
	if c.Symbol == "" {
		return c.Title
	}
	return strings.TrimSpace(c.Kind + " " + c.Symbol)
}

func citationWeekend(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		t, err := time.Parse(time.DateOnly, c.Date)
		if e := f.Register.Of(c); err != nil || e != nil && e.Verified && e.Date == c.Date || c.Symbol == "" {
			return
		}
		if day := weekend[t.Weekday()]; day != "" {
			found(u, fmt.Sprintf("%s, %s là %s", name(c), c.Written, day))
		}
	})
}

var weekend = map[time.Weekday]string{time.Saturday: "thứ Bảy", time.Sunday: "Chủ nhật"}

func dateWeekend(f *file, found report) {
	if t, err := time.Parse(time.DateOnly, f.dated()); err == nil && weekend[t.Weekday()] != "" {
		found(f.First(paper.PlaceDate), vietDate(f.dated())+", "+weekend[t.Weekday()])
	}
}

func citationRegister(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		e := f.Register.Of(c)
		if e == nil {
			f.otherNumber(c, u, found)
			return
		}
		if !e.Verified {
			return
		}
		if c.Date != "" && e.Date != "" && c.Date != e.Date {
			found(u, fmt.Sprintf("%s ghi %s, ngày đúng là %s", name(c), c.Written, vietDate(e.Date)))
		}
		if c.Issuer != "" && e.Issuer != "" && !sameBody(c.Issuer, e.Issuer) {
			found(u, fmt.Sprintf("%s ghi của %s, cơ quan ban hành là %s", name(c), c.Issuer, e.Issuer))
		}
	})
}

// otherNumber finds a citation whose kind, day and title are those of a document with another number.
func (f *file) otherNumber(c *cite.Citation, u *paper.Unit, found report) {
	if c.Symbol == "" || c.Date == "" || f.Register.Has(c.Symbol) {
		return
	}
	is := plainTitle(c.Title)
	for _, e := range f.Register.OfDay(c.Kind, c.Date) {
		want := plainTitle(e.Title)
		if n := min(titleReach, len(is), len(want)); e.Verified && n >= 8 && is[:n] == want[:n] {
			found(u, fmt.Sprintf("%s, văn bản ngày ấy “%s” có số %s", name(c), paper.Short(e.Title, 60), e.Symbol))
			return
		}
	}
}

// sameBody compares issuers: a minister and his ministry, a body with and without its unit.
func sameBody(a, b string) bool {
	a, b = strings.TrimPrefix(a, "Bộ trưởng "), strings.TrimPrefix(b, "Bộ trưởng ")
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}

func vietDate(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return zero(t.Day(), false) + "/" + zero(int(t.Month()), true) + "/" + fmt.Sprint(t.Year())
}

// historic are words before a citation that make it history.
var historic = []string{"thay thế", "bãi bỏ", "trước đây", "hết hiệu lực", "sửa đổi"}

func citationRepealed(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		e := f.Register.Of(c)
		if e == nil || f.day == "" || e.InForce(f.day) || u.Role == paper.Cell {
			return
		}
		before := strings.ToLower(u.Text[:c.At])
		for _, w := range historic {
			if strings.Contains(before, w) {
				return
			}
		}
		by := ""
		if e.By != "" {
			by = ", thay bằng " + e.By
		}
		found(u, fmt.Sprintf("%s hết hiệu lực từ %s%s", name(c), vietDate(e.Until), by))
	})
}

// kindCodes are what symbols say for kinds.
var kindCodes = map[string]string{"Nghị định": "NĐ", "Quyết định": "QĐ", "Thông tư": "TT", "Thông tư liên tịch": "TTLT", "Chỉ thị": "CT", "Kế hoạch": "KH", "Báo cáo": "BC", "Tờ trình": "TTr", "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr", "Kết luận": "KL", "Nghị quyết": "NQ"}

func citationKind(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		want := kindCodes[c.Kind]
		if want == "" || c.Code == want || strings.Contains(c.Symbol, "QH") || c.Party && c.Kind != "Nghị quyết" && c.Code == want {
			return
		}
		if c.Code == "" && (c.Party || strings.Contains(c.Symbol, want)) {
			return
		}
		found(u, c.Kind+" "+c.Symbol)
	})
}

var partyBodies = []string{"Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương", "Tỉnh ủy", "Đảng ủy", "Huyện ủy", "Thành ủy"}

func citationParty(f *file, found report) {
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		if c.Issuer == "" || c.Symbol == "" {
			return
		}
		isParty := false
		for _, b := range partyBodies {
			isParty = isParty || strings.HasPrefix(c.Issuer, b)
		}
		if isParty != c.Party {
			found(u, fmt.Sprintf("%s của %s", name(c), c.Issuer))
		}
	})
}

// first visits the citations by number, with whether they are the first of their document.
func (f *file) byNumber(visit func(c *cite.Citation, u *paper.Unit, first bool)) {
	seen := map[string]bool{}
	f.cited(func(c *cite.Citation, u *paper.Unit) {
		if c.Symbol == "" || u.Role == paper.Cell || u.Annex > 0 || furniture(u) {
			return
		}
		visit(c, u, !seen[c.Symbol])
		seen[c.Symbol] = true
	})
}

func citationTitle(f *file, found report) {
	f.byNumber(func(c *cite.Citation, u *paper.Unit, first bool) {
		if first && c.Date != "" && c.Title == "" && u.Role != paper.Subject && !strings.Contains(u.Text[:c.At], "thay thế") && !strings.HasPrefix(u.Text, "Theo đề nghị") && !strings.HasPrefix(u.Text, "Xét") {
			found(u, name(c))
		}
	})
}

func citationDate(f *file, found report) {
	f.byNumber(func(c *cite.Citation, u *paper.Unit, first bool) {
		if first && c.Date == "" && c.Kind != "" && u.Role != paper.Subject && c.Title == "" && u.Role == paper.Ground {
			found(u, name(c))
		}
	})
}

func citationRepeat(f *file, found report) {
	f.byNumber(func(c *cite.Citation, u *paper.Unit, first bool) {
		if !first && c.Date != "" && c.Issuer != "" {
			found(u, name(c))
		}
	})
}

// terms finds names of what no longer exists on the day of the paper.
func terms(f *file, found report) {
	if f.day == "" {
		return
	}
	for _, u := range f.lines {
		for j := range f.Config.Terms {
			t := &f.Config.Terms[j]
			at := t.find.find(u.Text)
			if f.day < t.From || at == nil || t.except.find(u.Text) != nil {
				continue
			}
			if !f.quotesLaw(u, at[0]) {
				found(u, fmt.Sprintf("“%s”: %s", u.Text[at[0]:at[1]], t.Say))
			}
		}
	}
}

// quotesLaw reports whether a place stands in the title of a cited document, which keeps
// its words.
func (f *file) quotesLaw(u *paper.Unit, at int) bool {
	for _, c := range f.citedIn(u) {
		if c.Date != "" && at > c.At && at < c.End+len(c.Title)+2 {
			return true
		}
	}
	return false
}

// citedIn are the documents that a unit cites.
func (f *file) citedIn(u *paper.Unit) (list []*cite.Citation) {
	n := f.index[u] - 1
	for i, _ := slices.BinarySearch(f.at, n); i < len(f.at) && f.at[i] == n; i++ {
		list = append(list, &f.citations[i])
	}
	return list
}
