package font

import (
	"testing"

	"vanthu/pipeline/unit"
)

// FuzzFace reads arbitrary font files.
func FuzzFace(f *testing.F) {
	for _, face := range Shipped().families["liberation serif"].faces {
		f.Add(face.Data[:4096])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := Read(data)
		if err == nil {
			face.Advance('a', 12*unit.Pt)
		}
	})
}

// TestWingdingsHaveWidths: each sign of Wingdings is as wide as that font makes it.
func TestWingdingsHaveWidths(t *testing.T) {
	for code := range wingdingsSigns {
		if w := SymbolWidth("Wingdings", 0xF000+code); w < 300 || w > 1500 {
			t.Errorf("sign %#x is %d wide", code, w)
		}
	}
	for code := range wingdingsWidths {
		if _, known := Symbol("Wingdings", code); !known {
			t.Errorf("%#x has a width and no sign", code)
		}
	}
}
