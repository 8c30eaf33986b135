package docx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/ooxml"
)

func TestParagraphs(t *testing.T) {
	const body = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>` +
		`<w:p><w:pPr><w:pStyle w:val="Than"/><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:t>Một</w:t><w:tab/><w:t>&amp; hai</w:t></w:r><w:del><w:r><w:delText>xóa</w:delText></w:r></w:del></w:p><w:p/>` +
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>` +
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>sau</w:t></w:r></w:p>` +
		`</w:body></w:document>`
	const want = `thân văn bản, đoạn 1 Than|Một	& hai
thân văn bản, đoạn 2 |
thân văn bản, bảng 1, hàng 1, ô 1, đoạn 1 |a
thân văn bản, bảng 1, hàng 1, ô 2, bảng 1, hàng 1, ô 1, đoạn 1 |b
thân văn bản, bảng 1, hàng 1, ô 2, đoạn 1 |
thân văn bản, đoạn 3, hộp chữ 1, đoạn 1 |hộp
thân văn bản, đoạn 3 |sau
`
	var got strings.Builder
	err := Story{"word/document.xml", "thân văn bản"}.Paragraphs([]byte(body), func(p Paragraph) error {
		_, err := fmt.Fprintf(&got, "%s %s|%s\n", p.Place, p.Style, p.Text)
		return err
	})
	if err != nil || got.String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got.String(), want)
	}
}

// What tracked changes delete with its row is no text; what Word hides is, but is not shown.
func TestParagraphsShown(t *testing.T) {
	const hidden = `<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>`
	const body = `<w:document><w:body><w:tbl>` +
		`<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p><w:r><w:t>bỏ</w:t></w:r></w:p></w:tc></w:tr>` +
		`<w:tr><w:trPr><w:del w:id="2"></w:del></w:trPr><w:tc><w:p><w:r><w:t>bỏ</w:t></w:r></w:p></w:tc></w:tr>` +
		`<w:tr><w:trPr><w:ins w:id="3"/></w:trPr><w:tc><w:p><w:r><w:t>còn</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r>` + hidden + `<w:r><w:t>b</w:t></w:r><m:r><m:t>c</m:t></m:r>` + hidden + `<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>d</w:t></w:r></w:p>` +
		`<w:p>` + hidden + `</w:p></w:body></w:document>`
	const want = "thân văn bản, bảng 1, hàng 3, ô 1, đoạn 1|còn|còn\nthân văn bản, đoạn 1|aẩnbcẩnd|abcd\nthân văn bản, đoạn 2|ẩn|\n"
	var got strings.Builder
	err := Story{"word/document.xml", "thân văn bản"}.Paragraphs([]byte(body), func(p Paragraph) error {
		_, err := fmt.Fprintf(&got, "%s|%s|%s\n", p.Place, p.Text, p.Shown)
		return err
	})
	if err != nil || got.String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got.String(), want)
	}
}

func TestStories(t *testing.T) {
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 1)
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + rel + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="a" Type="` + rel + `footer" Target="footer1.xml"/><Relationship Id="b" Type="` + rel + `header" Target="header2.xml"/><Relationship Id="c" Type="` + rel + `header" Target="/word/header1.xml"/>` +
			`<Relationship Id="d" Type="` + rel + `comments" Target="comments.xml"/><Relationship Id="e" Type="` + rel + `footnotes" Target="footnotes.xml"/></Relationships>`},
		{"word/document.xml", `<w:p><w:r><w:t>thân</w:t></w:r></w:p>`},
		{"word/header1.xml", `<w:p><w:r><w:t>đầu 1</w:t></w:r></w:p>`},
		{"word/header2.xml", `<w:p><w:r><w:t>đầu 2</w:t></w:r></w:p>`},
		{"word/footer1.xml", `<w:p><w:r><w:t>chân</w:t></w:r></w:p>`},
		{"word/footnotes.xml", `<w:footnotes><w:footnote w:type="separator" w:id="-1"/><w:footnote w:id="1"><w:p><w:r><w:t>chú</w:t></w:r></w:p></w:footnote></w:footnotes>`},
		{"word/comments.xml", `<w:comments><w:comment w:id="0"><w:p><w:r><w:t>xem lại</w:t></w:r></w:p></w:comment></w:comments>`},
	} {
		f, err := w.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(part[1]))
	}
	w.Close()
	var places []string
	text := ""
	err := ParagraphsOf(b.Bytes(), func(_ Story, p Paragraph) error {
		places = append(places, p.Place.String())
		text += p.Text + "\n"
		return nil
	})
	if err != nil || text != "thân\nđầu 1\nđầu 2\nchân\nchú\nxem lại\n" {
		t.Errorf("%q, %v", text, err)
	}
	want := []string{"thân văn bản, đoạn 1", "đầu trang (header1), đoạn 1", "đầu trang (header2), đoạn 1", "chân trang (footer1), đoạn 1",
		"chú thích chân trang, chú thích 1, đoạn 1", "nhận xét, nhận xét 1, đoạn 1"}
	if !slices.Equal(places, want) {
		t.Errorf("places %q, want %q", places, want)
	}
}
