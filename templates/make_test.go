package templates

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write golden files and the templates that are made by program")

// makers are the Word templates that were made with pipeline/nd30, so that they can be
// made again when a style of the house changes. A template belongs to the secretariat:
// once it is edited in Word, its maker is deleted here and the file is its own source.
var makers = map[string]func() ([]byte, error){
	"bao-cao-tong-ket/mau.docx":             baoCao,
	"bao-cao-tong-ket/phu-luc.xlsx":         baoCaoSo,
	"don-doc/mau.docx":                      donDoc,
	"ke-hoach/mau.docx":                     keHoach,
	"quyet-dinh-khen-thuong/mau.docx":       quyetDinh,
	"quyet-dinh-khen-thuong/danh-sach.xlsx": quyetDinhSo,
	"to-trinh-khen-thuong/danh-sach.xlsx":   toTrinhSo,
	"to-trinh-khen-thuong/mau.docx":         toTrinh,
}

// TestMadeTemplates holds the templates that still have a maker against it; -update
// writes them.
func TestMadeTemplates(t *testing.T) {
	for name, maker := range makers {
		t.Run(name, func(t *testing.T) {
			want, err := maker()
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(name, want, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			got, err := os.ReadFile(name)
			if errors.Is(err, fs.ErrNotExist) {
				t.Fatalf("%s is missing: go test ./templates -update makes it", name)
			}
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s is not what its maker makes: after a change of the maker run go test ./templates -update; after an edit in Word delete its maker", name)
			}
		})
	}
}
