// Package paper reads a Vietnamese administrative document as a person does: by position,
// form and words, not by styles or by knowing who made it. Bare paragraphs, tables, tabs,
// text boxes and drawn lines that look alike are read alike.
//
// In: a DOCX. Out: a Paper: its units, each a paragraph or, where a break of line or a tab
// parts it, a piece of one, with what it is (Role), how it is formed and where it stands.
// The steps, each in the file that bears its name:
//
//	unit    paragraphs and pages become units with places
//	stroke  lines under text, however they were drawn
//	head    Quốc hiệu, agency, number, place and date, kind, subject (NĐ 30/2020 PL I.II.1–5)
//	tail    signature and recipients (PL I.II.7, II.9), and annexes
//	body    grounds, articles, headings, text (PL I.II.6)
//
// The one thing to know: nothing is judged here. A unit that looks like nothing is text;
// what is not there is simply not found.
package paper

import (
	"fmt"

	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/nd30"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/unit"
)

// Role is what a unit is in its document. Its text is what people read.
type Role string

// Roles, in the order of a document.
const (
	Motto1     Role = "Quốc hiệu"
	Motto2     Role = "Tiêu ngữ"
	PartyHead  Role = "tiêu đề của Đảng"
	Superior   Role = "cơ quan chủ quản"
	Issuer     Role = "cơ quan ban hành"
	Number     Role = "số, ký hiệu"
	PlaceDate  Role = "địa danh, ngày tháng"
	Urgency    Role = "dấu mức độ khẩn"
	Secrecy    Role = "dấu độ mật"
	Circulate  Role = "phạm vi lưu hành"
	LetterTo   Role = "trích yếu công văn"
	Kind       Role = "tên loại"
	Subject    Role = "trích yếu"
	Authority  Role = "thẩm quyền ban hành"
	To         Role = "Kính gửi"
	Addressee  Role = "nơi gửi"
	Ground     Role = "căn cứ"
	Enacting   Role = "lệnh ban hành"
	PartHead   Role = "Phần"
	Chapter    Role = "Chương"
	Section    Role = "Mục"
	Subsection Role = "Tiểu mục"
	GroupTitle Role = "tiêu đề phần, chương, mục"
	Article    Role = "Điều"
	Roman      Role = "mục I."
	Clause     Role = "khoản"
	SubClause  Role = "khoản nhiều cấp"
	Point      Role = "điểm"
	Dash       Role = "gạch đầu dòng"
	Text       Role = "lời văn"
	Cell       Role = "ô bảng"
	Power      Role = "quyền hạn, chức vụ ký"
	Signer     Role = "họ tên người ký"
	Recipients Role = "Nơi nhận"
	Recipient  Role = "danh sách nơi nhận"
	Filed      Role = "Lưu"
	Annex      Role = "phụ lục"
	AnnexHead  Role = "đầu phụ lục"
	AnnexTitle Role = "tên phụ lục"
	AnnexOf    Role = "kèm theo"
	TypedRule  Role = "đường kẻ gõ bằng ký tự"
	Contents   Role = "mục lục"
	Drafter    Role = "ký hiệu người soạn thảo"
	Contact    Role = "địa chỉ cơ quan"
	Header     Role = "đầu trang"
	Footer     Role = "chân trang"
	Note       Role = "chú thích"
)

// Paper is a document as read.
type Paper struct {
	Units              []Unit // that hold text, in reading order
	Others             []Unit // the same of headers, footers, footnotes and endnotes: their roles are Header, Footer, Note
	Kind               nd30.Kind
	Found              bool // Kind is known; a công văn has no name and is known by its V/v
	Heads              int  // how many times a Quốc hiệu stands above a paper, not above an annex: more than one is several papers in one file
	HeadPage           int  // page of the first one, 0 for none
	End                int  // index in Units behind the last unit of the main text, before signature and annexes
	Tail               int  // index in Units behind signature and recipients: there annexes begin
	Numbers            []PageNumber
	Sections           []layout.Section
	PageOf             []layout.Section // of each page, its section
	Empty              []layout.Form    // paragraphs without text
	Facts              []layout.Fact
	Tracked, Commented []int // of each tracked change and each comment in the body, its paragraph (Form.Para)
	Pages              int
	joint              int // table in which two signatures stand side by side, 0 for none
	strokes            []stroke
	doc                *layout.Document
}

// Unit is a line or paragraph that is one thing.
type Unit struct {
	Role   Role
	Text   string // NFC, single spaces, with the number that a list gives it
	Raw    string // as written, without that number
	Number string // of a heading: "II", "3.1", "a", "-"
	Title  string // Text behind the number
	Form   *layout.Form
	Part   int // which piece of its paragraph, from 0
	Parts  int // how many it has
	Pieces []layout.Piece
	Place  string // "thân văn bản, bảng 1, hàng 1, ô 2, đoạn 1"
	Annex  int    // 0 is the document itself, 1 its first annex
	At     Box
}

// Box is where a unit stands on its first page.
type Box struct {
	Page        int         // from 1; 0 where nothing of it shows
	Left, Right unit.Length // of its widest line on that page
	Top, Bottom unit.Length // baselines of its first and last line on that page
	LastLeft    unit.Length // of its last line on that page
	LastRight   unit.Length
	Lines       int // on that page
}

// Middle is the horizontal middle of the last line.
func (b Box) Middle() unit.Length { return (b.LastLeft + b.LastRight) / 2 }

// PageNumber is a number in the margin of a page that counts pages.
type PageNumber struct {
	Page      int // from 1
	Shown     int
	X, Y      unit.Length // middle, baseline
	Size      unit.Length
	Family    string
	Top       bool // in the upper margin
	Bold      bool
	Italic    bool
	Decorated bool // more than the number, such as "Trang 2"
}

// Options are the choices of a caller. The zero value reads with the shipped faces.
type Options struct {
	Fonts  *font.Set
	Traced map[string]string // places to tell instead of those in the file: what docx.Trace gave of the template that it was filled from
}

// Read reads a DOCX. A file that cannot be read is an error.
func Read(docx []byte, opts Options) (*Paper, error) {
	doc, err := layout.Lay(docx, layout.Options{Fonts: opts.Fonts, Forms: true})
	if err != nil {
		return nil, fmt.Errorf("paper: %w", err)
	}
	w, err := walk(docx, opts.Traced)
	if err != nil {
		return nil, fmt.Errorf("paper: %w", err)
	}
	p := &Paper{doc: doc, Sections: doc.Sections, Facts: doc.Facts, Pages: len(doc.Pages), Tracked: w.tracked, Commented: w.commented}
	p.units(w.places)
	p.findStrokes()
	p.pageSections()
	p.pageNumbers()
	p.head()
	p.tail()
	p.body()
	return p, nil
}

// Sheets are the pages as they were laid out.
func (p *Paper) Sheets() []layout.Page { return p.doc.Pages }

// First returns the first unit of a role in the document itself, nil for none.
func (p *Paper) First(role Role) *Unit {
	for i := range p.Units {
		if p.Units[i].Role == role && p.Units[i].Annex == 0 {
			return &p.Units[i]
		}
	}
	return nil
}

// All returns the units of a role in the document itself.
func (p *Paper) All(role Role) []*Unit {
	var list []*Unit
	for i := range p.Units {
		if p.Units[i].Role == role && p.Units[i].Annex == 0 {
			list = append(list, &p.Units[i])
		}
	}
	return list
}

// section returns the section of a unit.
func (p *Paper) section(u *Unit) layout.Section {
	if i := u.Form.Section; i < len(p.Sections) {
		return p.Sections[i]
	}
	return layout.Section{Width: 210 * unit.Mm, Height: 297 * unit.Mm}
}

// inRuled reports whether a unit stands in a table whose borders show.
func (p *Paper) inRuled(u *Unit) bool {
	n := int32(u.Form.Para)
	for i := range p.doc.Tables {
		t := &p.doc.Tables[i]
		if !t.Ruled || len(t.Rows) == 0 {
			continue
		}
		first, last := int32(0), int32(0)
		for _, r := range t.Rows {
			for _, c := range r.Cells {
				if first == 0 {
					first = c.First
				}
				last = max(last, c.Last)
			}
		}
		if n >= first && n <= last {
			return true
		}
	}
	return false
}

// walk reads what the layout of a document does not tell.
func walk(docx []byte, traced map[string]string) (w walked, err error) {
	pkg, err := ooxml.Open(docx, ooxml.Limits{})
	if err != nil {
		return w, err
	}
	return walkBody(pkg, traced)
}
