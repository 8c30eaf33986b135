package nd30

import (
	"bytes"
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/ooxml"
)

// filled fills what write writes with JSON data and returns its lines.
func filled(t *testing.T, data string, write func(b *Builder)) []string {
	t.Helper()
	b := New(A4)
	write(b)
	docx, err := b.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	tmpl, err := fill.Compile(docx, fill.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set, err := dataset.ParseJSON(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := tmpl.Execute(&out, set, fill.Run{Blanks: map[string]string{}}); err != nil {
		t.Fatal(err)
	}
	pkg, err := ooxml.Open(out.Bytes(), ooxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return strings.FieldsFunc(documentText(t, pkg), func(r rune) bool { return r == '\n' })
}

func TestAddressees(t *testing.T) {
	for data, want := range map[string]string{
		`{"kinh_gui": [{"ten": "Bộ Công an"}]}`:                                                    "Kính gửi: Bộ Công an",
		`{"kinh_gui": [{"ten": "Bộ Công an"}, {"ten": "Ủy ban nhân dân tỉnh"}]}`:                   "Kính gửi:|- Bộ Công an;|- Ủy ban nhân dân tỉnh.",
		`{"kinh_gui": [{"ten": "Sở Y tế"}, {"ten": "Sở Tư pháp"}, {"ten": "Ủy ban nhân dân xã"}]}`: "Kính gửi:|- Sở Y tế;|- Sở Tư pháp;|- Ủy ban nhân dân xã.",
	} {
		got := filled(t, data, func(b *Builder) { b.ToList("kinh_gui") })
		if strings.Join(got, "|") != want {
			t.Errorf("%s:\ngot  %s\nwant %s", data, strings.Join(got, "|"), want)
		}
	}
}

func TestStandardBlocks(t *testing.T) {
	data := `{"co_quan_chu_quan": CHU_QUAN, "ten_co_quan": "CÔNG AN TỈNH\nBÌNH PHƯỚC", "so_van_ban": "05", "ky_hieu": "BC-CAT-PV05",
		"dia_danh": "Bình Phước", "ngay_ban_hanh": "ngày 05 tháng 02 năm 2024", "quyen_han_chuc_vu": "KT. Giám đốc\nPhó Giám đốc", "nguoi_ky": "Đại tá Nguyễn Văn A",
		"noi_nhan": [{"ten": "Như trên"}, {"ten": "Lưu: VT, PV05"}]}`
	want := "CÔNG AN TỈNHBÌNH PHƯỚC|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|Số: 05/BC-CAT-PV05|Bình Phước, ngày 05 tháng 02 năm 2024|" +
		"Nơi nhận:|- Như trên;|- Lưu: VT, PV05.|KT. GIÁM ĐỐCPHÓ GIÁM ĐỐC|Đại tá Nguyễn Văn A"
	for superior, first := range map[string]string{`"BỘ CÔNG AN"`: "BỘ CÔNG AN|", "null": "", `""`: ""} {
		got := filled(t, strings.Replace(data, "CHU_QUAN", superior, 1), func(b *Builder) {
			b.Header(StandardHeader())
			b.Sign(StandardSign())
		})
		if strings.Join(got, "|") != first+want {
			t.Errorf("superior %s:\ngot  %s\nwant %s", superior, strings.Join(got, "|"), first+want)
		}
	}
}

// TestSkeletonTags holds the tags of all skeletons against what the shipped queries and the
// late values supply, so that a skeleton can be filled as it stands.
func TestSkeletonTags(t *testing.T) {
	supplied := map[string]bool{}
	for _, name := range strings.Fields("co_quan_chu_quan ten_co_quan ten_goi_co_quan ky_hieu_co_quan don_vi_soan_thao dia_danh" +
		" thay_the_so thay_the_ngay so_van_ban ngay_ban_hanh quyen_han_chuc_vu nguoi_ky noi_nhan kinh_gui can_cu ten noi_dung $dau $cuoi") {
		supplied[name] = true
	}
	for name, v := range variants() {
		docx, err := Skeleton(v.Kind, v.Options)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		tmpl, err := fill.Compile(docx, fill.Options{Late: []string{"so_van_ban", "ngay_ban_hanh"}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, use := range tmpl.Tags() {
			for _, path := range use.Tag.Paths() {
				if !supplied[path] {
					t.Errorf("%s: nothing supplies %s", name, path)
				}
			}
		}
	}
	if k, err := KindOf("cv"); err != nil || k.Slug != "cong-van" {
		t.Errorf("CV: %v, %v", k, err)
	}
}
