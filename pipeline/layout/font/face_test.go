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
