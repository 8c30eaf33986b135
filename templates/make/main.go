// Make writes the shipped templates that a program makes: the Word templates and annex
// workbooks of the kinds, from the same parts of NĐ 30/2020 (pipeline/nd30) and the same
// columns, so that a change of style reaches all of them.
//
//	go run ./templates/make              # all, into ./templates
//	go run ./templates/make don-doc      # those of one kind
//
// In: the functions named in makers. Out: the files, the same bytes each time.
//
// The one thing to know: which is the truth. A file that stands in makers is made from
// here; a change by hand is lost at the next run, and the test of this program tells. A
// file that does not stand there is its own source and is changed in Word or Excel alone.
// To edit one in Word from now on, delete its line here, and the functions that no other
// maker uses.
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// makers are the templates that this program makes, by their path under templates/.
var makers = map[string]func() ([]byte, error){
	"bao-cao-don-vi/mau.docx":               baoCaoDonVi,
	"bao-cao-ngay-hoi/mau.docx":             baoCaoNgayHoi,
	"bao-cao-phan-loai/mau.docx":            baoCaoPhanLoai,
	"bao-cao-tong-ket/mau.docx":             baoCao,
	"bao-cao-tong-ket/phu-luc.xlsx":         baoCaoSo,
	"bien-ban-xet-khen-thuong/mau.docx":     bienBanXet,
	"cong-van-giao-viec/mau.docx":           giaoViec,
	"cong-van-phan-bo-chi-tieu/mau.docx":    phanBoChiTieu,
	"danh-sach-chi-thuong/mau.docx":         func() ([]byte, error) { return chiThuong(false) },
	"danh-sach-ky-nhan/mau.docx":            func() ([]byte, error) { return chiThuong(true) },
	"dinh-chinh/mau.docx":                   dinhChinh,
	"don-doc-chung/mau.docx":                donDocChung,
	"don-doc/mau.docx":                      donDoc,
	"giay-cong-nhan-antt/mau.pdf":           giayCongNhan,
	"giay-khen/mau.pdf":                     giayKhen,
	"huong-dan/mau.docx":                    huongDan,
	"ke-hoach-don-vi/mau.docx":              keHoachDonVi,
	"ke-hoach-kiem-tra/mau.docx":            keHoachKiemTra,
	"ke-hoach-ngay-hoi/mau.docx":            keHoachNgayHoi,
	"ke-hoach/mau.docx":                     keHoach,
	"phieu-gui/mau.docx":                    phieuGui,
	"phieu-trinh/mau.docx":                  phieuTrinh,
	"quyet-dinh-cong-nhan-antt/mau.docx":    quyetDinhCongNhan,
	"quyet-dinh-giay-khen/mau.docx":         quyetDinhGiayKhen,
	"quyet-dinh-khen-thuong/danh-sach.xlsx": quyetDinhSo,
	"quyet-dinh-khen-thuong/mau.docx":       quyetDinh,
	"so-van-ban-di/mau.docx":                soVanBan,
	"so-van-ban-di/so.xlsx":                 soVanBanSo,
	"sua-doi/mau.docx":                      suaDoi,
	"thong-bao-cum-khoi/mau.docx":           thongBaoCumKhoi,
	"thong-bao-ket-qua-kiem-tra/mau.docx":   ketQuaKiemTra,
	"thong-bao-khong-khen/mau.docx":         khongKhen,
	"thu-hoi/mau.docx":                      thuHoi,
	"thong-ke-khen-thuong/mau.docx":         thongKe,
	"to-trinh-ban-thi-dua/mau.docx":         thamDinh,
	"to-trinh-khen-thuong/danh-sach.xlsx":   toTrinhSo,
	"to-trinh-khen-thuong/mau.docx":         toTrinh,
}

func main() {
	dir := flag.String("C", "templates", "write into this `folder`")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: make [-C folder] [kind…]: writes the templates that a program makes")
		flag.PrintDefaults()
	}
	flag.Parse()
	if err := write(*dir, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "templates/make:", err)
		os.Exit(1)
	}
}

// write makes the templates of some kinds, of all where none is named. A file that would
// not change is left alone.
func write(dir string, kinds []string) error {
	for _, kind := range kinds {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(makers)), func(name string) bool { return strings.HasPrefix(name, kind+"/") }) {
			return fmt.Errorf("no template of %q is made by this program; those are %s", kind, strings.Join(slices.Sorted(maps.Keys(makers)), ", "))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(makers)) {
		if kind, _, _ := strings.Cut(name, "/"); len(kinds) > 0 && !slices.Contains(kinds, kind) {
			continue
		}
		data, err := makers[name]()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if old, err := os.ReadFile(file); err == nil && string(old) == string(data) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return err
		}
		fmt.Println(file)
	}
	return nil
}
