package stamp

import (
	"io"
	"strings"
	"testing"

	"vanthu/pipeline/ooxml"
)

// text is what stands in the text elements, a line break at the end of each paragraph.
func text(xml string) string {
	var b strings.Builder
	s, inside := ooxml.NewScanner([]byte(xml)), false
	for {
		t, err := s.Next()
		if err == io.EOF {
			return b.String()
		} else if err != nil {
			return "error: " + err.Error()
		}
		switch {
		case t.Name == "w:t":
			inside = t.Kind == ooxml.Start
		case t.Kind == ooxml.Text && inside:
			b.WriteString(s.Text())
		case t.Name == "w:br" || t.Name == "w:tab" || t.Name == "w:p" && t.Kind != ooxml.Start:
			b.WriteByte('\n')
		}
	}
}

// Never a panic; the text after is the text before with the tags replaced.
func FuzzStamp(f *testing.F) {
	for _, s := range []string{run("{so_van_ban}"), run("a{so_") + run("van_ban}b"), locked("so_van_ban", run("{so_van_ban}")),
		`<w:r><w:t/><w:t xml:space="preserve"> {so_van_ban} </w:t><w:br/></w:r>`, `<w:sdt/><w:sdt><w:sdtContent/></w:sdt>` + run("{so_van_ban}"),
		run("&#123;so_van_ban&#x7D;&amp;"), `<w:r><w:t>{so_<!-- x -->van_ban}</w:t></w:r>`, run("{{so_van_ban}}{")} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, inner string) {
		in := `<w:p>` + inner + `</w:p>`
		before := text(in)
		if strings.HasPrefix(before, "error") || strings.Contains(inner, "w:txbx") || strings.Count(inner, "<w:p") > 0 {
			return
		}
		data := file(t, in, "")
		out, err := Stamp(data, map[string]string{"so_van_ban": "161 &<"})
		if has := strings.Contains(before, "{so_van_ban}"); has != (err == nil) {
			t.Fatalf("%q: error %v", inner, err)
		} else if !has {
			return
		}
		if got, want := text(body(t, out)), strings.ReplaceAll(before, "{so_van_ban}", "161 &<"); got != want {
			t.Errorf("%q:\n got %q\nwant %q", inner, got, want)
		}
	})
}
