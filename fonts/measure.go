//go:build ignore

// Command measure writes fit_widths.go: the advance widths and the line height of Calibri,
// measured on Carlito, which has the same ones by design. Call it with the folder that holds
// the .ttf files of that.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"log"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func main() {
	var letters []rune
	for _, r := range [][2]rune{{' ', '~'}, {0xA1, 0xFF}} {
		for c := r[0]; c <= r[1]; c++ {
			if !strings.ContainsRune("^`\u00a8\u00af\u00b4\u00b8", c) { // marks are parts of letters, not to be stretched alone
				letters = append(letters, c)
			}
		}
	}
	letters = append(letters, []rune("ĂăĐđĨĩŒœŠšŨũŽžƠơƯư‐‑–—‘’‚“”„†‡•…‰‹›€™−≤≥")...)
	var out bytes.Buffer
	fmt.Fprintf(&out, "// Written by measure.go.\n\npackage fonts\n\n// fitAlphabet lists the letters whose widths are known, 0 where the measured face lacks one.\nconst fitAlphabet = %+q\n", string(letters))
	for _, family := range [][2]string{{"calibri", "Carlito"}} {
		fmt.Fprintf(&out, "\n// %sFit is by style: bit 0 bold, bit 1 italic.\nvar %[1]sFit = [4]fit{\n", family[0])
		for _, style := range []string{"Regular", "Bold", "Italic", "BoldItalic"} {
			if err := measure(&out, filepath.Join(os.Args[1], family[1]+"-"+style+".ttf"), letters); err != nil {
				log.Fatal(err)
			}
		}
		out.WriteString("}\n")
	}
	src, err := format.Source(out.Bytes())
	if err == nil {
		err = os.WriteFile("fit_widths.go", src, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func measure(out *bytes.Buffer, file string, letters []rune) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	f, err := sfnt.Parse(data)
	if err != nil {
		return err
	}
	var buf sfnt.Buffer
	em := fixed.I(int(f.UnitsPerEm()))
	m, err := f.Metrics(&buf, em, font.HintingNone)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "{%d, %d, %d, %d, []uint16{", f.UnitsPerEm(), m.Ascent.Round(), m.Descent.Round(), (m.Height - m.Ascent - m.Descent).Round())
	for i, r := range letters {
		if i%20 == 0 {
			out.WriteString("\n")
		}
		g, err := f.GlyphIndex(&buf, r)
		if err != nil {
			return err
		}
		var w fixed.Int26_6
		if g != 0 {
			if w, err = f.GlyphAdvance(&buf, g, em, font.HintingNone); err != nil {
				return err
			}
		}
		fmt.Fprintf(out, "%d, ", w.Round())
	}
	out.WriteString("\n}, nil},\n")
	return nil
}
