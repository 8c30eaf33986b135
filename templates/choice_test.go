package templates

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/making"
	"vanthu/queries"
)

// TestDatesAndBasesByChoice: a kind says how its paper writes dates in the bases and in the
// prose, and whether bases share a line or stand in the opening sentence; the paper keeps all
// of its bases and has no fault.
func TestDatesAndBasesByChoice(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	for _, c := range []struct {
		kind, params string // NAME=VALUE, parted by blanks
		has, lacks   string
	}{
		{"quyet-dinh-khen-thuong", "dot=tong-ket ngay=2025-01-14 ngay_can_cu=ngan can_cu_dong=gop-luat",
			"Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; Luật sửa đổi, .* ngày 22/11/2019;\nCăn cứ Luật Thi đua, khen thưởng ngày 15/6/2022;\nCăn cứ Nghị định(?s:.*)Tờ trình số 12/TTr-CAT-PV05 ngày 20/12/2024", `Căn cứ .* tháng \d`},
		{"quyet-dinh-khen-thuong", "dot=tong-ket ngay=2025-01-14", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;\n", `ngày \d+/\d+/\d{4}`},
		{"huong-dan", "can_cu_dong=mot-cau ngay_can_cu=dai", "Thực hiện Kế hoạch số .* ngày 05 tháng 02 năm 2024 của .* năm 2024, căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022; Thông tư số 124/2021/TT-BCA ngày 28 tháng 12 năm 2021 .*, Công an tỉnh hướng dẫn các cơ quan, .* thực hiện như sau:", "(?m)^Căn cứ|\\.\nCông an tỉnh hướng dẫn"},
		{"to-trinh-khen-thuong", "dot=tong-ket can_cu_dong=mot-cau ngay_can_cu=ngan ngay_loi_van=ngan", "Thực hiện .* năm 2024, căn cứ Luật Thi đua, khen thưởng ngày 15/6/2022; Nghị định", "(?m)^Căn cứ|Biên bản số .* tháng"},
		{"bao-cao-phan-loai", "", "ngày 20/01/2022 .*; Kế hoạch số .* ngày 05/02/2024", `\d tháng \d`},
		{"bao-cao-phan-loai", "ngay_loi_van=dai", "ngày 20 tháng 01 năm 2022 .*; Kế hoạch số .* ngày 05 tháng 02 năm 2024", `\d/\d{4} của`},
	} {
		t.Run(fmt.Sprint(c.kind, " ", c.params), func(t *testing.T) {
			params := map[string]string{"nam": "2024"}
			for _, p := range strings.Fields(c.params) {
				name, value, _ := strings.Cut(p, "=")
				params[name] = value
			}
			made := o.make(t, c.kind, params)
			unblamed(t, made)
			text := strings.ReplaceAll(textOf(t, made), "\u2011", "-")
			if !regexp.MustCompile(c.has).MatchString(text) {
				t.Errorf("lacks %q in\n%s", c.has, text)
			}
			if at := regexp.MustCompile(c.lacks).FindString(text); at != "" {
				t.Errorf("has %q", at)
			}
		})
	}
}

// TestKeptDataLackNewParameters: a paper that was kept before its kind had these choices is
// made again by their defaults.
func TestKeptDataLackNewParameters(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t, queries.Schema()))
	made := o.make(t, "huong-dan", map[string]string{"nam": "2024"})
	kept := new(dataset.Set)
	for i, name := range made.Data.Record().Columns().Names() {
		if slices.Contains([]string{"ngay_can_cu", "can_cu_dong", "ngay_loi_van"}, name) {
			continue
		}
		if err := kept.Put(name, made.Data.Record().At(i)); err != nil {
			t.Fatal(err)
		}
	}
	d, err := o.Draft(t.Context(), "huong-dan", kept, making.Marks{Sample: true})
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Make([]string{"docx"})
	if err != nil {
		t.Fatal(err)
	}
	if textOf(t, again) != textOf(t, made) {
		t.Error("the paper is another one")
	}
}
