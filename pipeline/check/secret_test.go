package check

import (
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
)

func TestSecret(t *testing.T) {
	for text, want := range map[string]string{
		"MẬT": "MẬT", " TỐI MẬT ": "TỐI MẬT", "TUYỆT  MẬT": "TUYỆT MẬT", "(MẬT)": "MẬT", "M Ậ T": "MẬT", "T Ố I  M Ậ T": "TỐI MẬT",
		"MA\u0302\u0323T": "MẬT", "Số: 12/BC-CAT\tMẬT": "MẬT", "Số: 12/BC-CAT\nTỐI MẬT": "TỐI MẬT", "MẬT     CỘNG HÒA": "MẬT",
		"Độ mật: Mật": "MẬT", "ĐỘ MẬT: TỐI MẬT.": "TỐI MẬT", "Mức độ mật: tuyệt mật": "TUYỆT MẬT",
		// Within prose, or no mark at all.
		"": "", "mật": "", "Mật": "", "bảo vệ bí mật nhà nước": "", "Tài liệu MẬT phải được giữ kín.": "", "TUYỆT ĐỐI": "",
		"BẢO MẬT": "", "Độ mật: không": "", "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC": "", "TỐI": "", "Ông Trần Văn Mật": "",
	} {
		if got := Secret(text); got != want {
			t.Errorf("Secret(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestSecretData(t *testing.T) {
	for text, want := range map[string]string{
		`{"do_mat":"MẬT"}`: "do_mat", `{"ca_nhan":[{"ho_ten":"A"},{"ho_ten":"B","ghi_chu":"TỐI MẬT"}]}`: "ca_nhan 2, ghi_chu",
		`{"noi_dung":"giữ gìn bí mật", "ca_nhan":[{"ho_ten":"Trần Thị Mật"}]}`: "",
	} {
		set, err := dataset.ParseJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if mark, place := SecretData(set); place != want || (mark != "") != (want != "") {
			t.Errorf("%s: %q in %q, want it in %q", text, mark, place, want)
		}
	}
}
