package fill

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
)

// chunked puts a chunk of its own behind the head of a PNG.
func chunked(t *testing.T, uri, kind string, body []byte) string {
	t.Helper()
	head, data, _ := strings.Cut(uri, ",")
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	const first = 33 // signature and IHDR
	chunk := append([]byte(kind), body...)
	out := binary.BigEndian.AppendUint32(raw[:first:first], uint32(len(body)))
	out = binary.BigEndian.AppendUint32(append(out, chunk...), crc32.ChecksumIEEE(chunk))
	return head + "," + base64.StdEncoding.EncodeToString(append(out, raw[first:]...))
}

// cutPicture is a PNG that ends where its picture should begin: it has a size, and whoever shows it shows a frame.
func cutPicture(t *testing.T) string {
	t.Helper()
	head, data, _ := strings.Cut(picture(t, 4, 2), ",")
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	return head + "," + base64.StdEncoding.EncodeToString(raw[:33])
}

// dots is the body of a chunk pHYs.
func dots(x, y uint32, unit byte) []byte {
	return append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, x), y), unit)
}

// TestPictureSizes: a picture has the size that its file says, and no more than its place: the cell's width
// without margins, else that between the margins of its section.
func TestPictureSizes(t *testing.T) {
	const section = `<w:sectPr><w:pgSz w:w="11906"/><w:pgMar w:left="1701" w:right="1134"/></w:sectPr>`
	cell := func(width string) string {
		return `[tbl][tr]<w:tc>` + width + `[P]{%anh}[/P]</w:tc>[/tr][/tbl]` + section
	}
	big := picture(t, 2000, 1000)
	for name, c := range map[string]struct{ body, uri, want string }{
		"a pixel is 1/96 inch":       {`[P]{%anh}[/P]`, picture(t, 4, 2), "38100=19050"},
		"dots of the file":           {`[P]{%anh}[/P]`, chunked(t, picture(t, 100, 50), "pHYs", dots(10_000, 5_000, 1)), "360000=360000"},
		"dots behind another chunk":  {`[P]{%anh}[/P]`, chunked(t, chunked(t, picture(t, 100, 50), "pHYs", dots(10_000, 5_000, 1)), "tEXt", []byte("a\x00b")), "360000=360000"},
		"dots without a unit":        {`[P]{%anh}[/P]`, chunked(t, picture(t, 4, 2), "pHYs", dots(10_000, 10_000, 0)), "38100=19050"},
		"cut behind its head":        {`[P]{%anh}[/P]`, cutPicture(t), "38100=19050"},
		"too few dots":               {`[P]{%anh}[/P]`, chunked(t, picture(t, 4, 2), "pHYs", dots(500, 10_000, 1)), "38100=19050"},
		"too many dots":              {`[P]{%anh}[/P]`, chunked(t, picture(t, 4, 2), "pHYs", dots(10_000, 100_000, 1)), "38100=19050"},
		"no section":                 {`[P]{%anh}[/P]`, big, "5715000=2857500"},
		"section":                    {`[P]{%anh}[/P]` + section, big, "5760085=2880042"},
		"section without a size":     {`[P]{%anh}[/P]<w:sectPr/>`, big, "5715000=2857500"},
		"own section before another": {`[P]{%anh}[/P]<w:p><w:pPr><w:sectPr><w:pgSz w:w="5000"/></w:sectPr></w:pPr></w:p>` + section, big, "3175000=1587500"},
		"section before":             {`<w:p><w:pPr><w:sectPr><w:pgSz w:w="5000"/></w:sectPr></w:pPr></w:p>[P]{%anh}[/P]` + section, big, "5760085=2880042"},
		"cell":                       {cell(`<w:tcPr><w:tcW w:w="3216" w:type="dxa"/></w:tcPr>`), big, "1905000=952500"},
		"cell in per cent":           {cell(`<w:tcPr><w:tcW w:w="3216" w:type="pct"/></w:tcPr>`), big, "5760085=2880042"},
		"narrow cell":                {cell(`<w:tcPr><w:tcW w:w="300" w:type="dxa"/></w:tcPr>`), big, "5760085=2880042"},
		"cell without a width":       {cell(`<w:tcPr/>`), big, "5760085=2880042"},
		"cell without properties":    {cell(``), big, "5760085=2880042"},
	} {
		if got := found(t, filled(t, c.body, `{"anh": "`+c.uri+`"}`), "word/document.xml", `<wp:extent cx="(\d+)" cy="(\d+)"`); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestTagsInAlternativeTexts: a picture tag in the description or title of a drawing or of an old shape puts the
// picture in its place; another tag there is a fault, elsewhere a brace is a text.
func TestTagsInAlternativeTexts(t *testing.T) {
	drawing := func(attr string) string {
		return `[p]<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" ` + attr + `/><a:blip r:embed="rId1"/></wp:inline></w:drawing></w:r>[/p]`
	}
	old := func(attr string) string {
		return `[p]<w:r><w:pict><v:shape id="s" ` + attr + `><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>[/p]`
	}
	for _, with := range []func(attr string) string{drawing, old} {
		for _, attr := range []string{`descr="@"`, `title = '@'`, `alt="@"`, `descr="b" title="@"`} {
			body := with(strings.ReplaceAll(attr, "@", "{%anh}"))
			out := filled(t, body, `{"anh": "`+picture(t, 4, 2)+`"}`)
			if got := found(t, out, "word/document.xml", `(r:embed|r:id)="([^"]*)"`); !strings.HasSuffix(got, "=rIdHinh1") {
				t.Errorf("%s: %s", body, got)
			}
			_, err := Compile(docxOf(t, long.Replace(with(strings.ReplaceAll(attr, "@", "{ten}")))), Options{})
			if err == nil || !strings.Contains(err.Error(), "chữ thay thế của hình: thẻ {ten}: chữ thay thế của hình chỉ nhận thẻ hình {%tên}") {
				t.Errorf("%s: %v", attr, err)
			}
		}
	}
	if got := found(t, filled(t, `[p]<w:r><w:sym title="{ten}"/></w:r>[/p]`, `{}`), "word/document.xml", `title="([^"]*)"`); got != "{ten}" {
		t.Errorf("elsewhere: %s", got)
	}
}
