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
		"M\u00a0Ậ\u2003T": "MẬT", "trật tự, thuật ngữ\tMẬT": "MẬT", "TRẬT TỰ": "", "MA\u0323\u0302T": "MẬT", "M\u1ea0\u0302T": "MẬT",
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
		`{"do_mat":"MẬT"}`: "do_mat", `{"ca_nhan":[{"ho_ten":"A"},{"ho_ten":"B","ghi_chu":"TỐI MẬT"}]}`: "ca_nhan 2, ghi_chu", `{"x":{"ds":["a","MẬT"]}}`: "x, ds 2",
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

// Whatever mark filling can make is foreseen; texts that speak of secrets are not suspect.
func TestMayBeSecret(t *testing.T) {
	for _, c := range []struct {
		template, data string
		want           bool
	}{
		{"MẬT", `{}`, true}, {"Độ mật: {x}", `{"x": "Mật"}`, true}, {"{x|in_hoa}", `{"x": "tối mật"}`, true}, {"{x}", `{"x": "a\nMẬT"}`, true},
		{"{#ds}{.}{/}", `{"ds": ["MẬT"]}`, true}, {"{x|mac_dinh:\"MẬT\"}", `{"x": null}`, true}, {"{x}", `{"x": "MA\u0302\u0323T"}`, true},
		{"{x}", `{"x": "giữ bí mật nhà nước"}`, false}, {"Luật Bảo vệ bí mật nhà nước", `{"x": "Trần Thị Mật"}`, false}, {"{x}", `{"x": "trật tự, an toàn xã hội"}`, false}, {"{x}ẬT", `{"x": "M"}`, true}, {"{x}", `{"x": "a"}`, false},
		// In pieces.
		{"M{x}", `{"x": "ật"}`, true}, {"{x}T", `{"x": "m ậ"}`, true}, {"{#ds}{.}{/}", `{"ds": ["TUYỆT M", "Ậ", "T"]}`, true}, {"{x}{y}", `{"x": "TỐI MẬ", "y": "T"}`, true},
		{"{x}: {y}", `{"x": "Mức độ mật", "y": "A"}`, true}, {"{x}{y}", `{"x": "số 5\t(M Ậ", "y": "T)"}`, true}, {"M{x}", `{"x": "a\u0323\u0302t"}`, true},
		{"M{x}{y}", `{"x": "A\u0323", "y": "\u0302T"}`, true}, {"M{x}{y}", `{"x": "Ạ", "y": "\u0302T"}`, true},
		{"{x}", `{"x": "Tổ bảo vệ trật tự"}`, false}, {"{x}{y}", `{"x": "Mật độ", "y": "nhật ký"}`, false}, {"{x}", `{"x": "bí mật"}`, false}, {"{x}", `{"x": "tối mật thư"}`, false},
	} {
		set, err := dataset.ParseJSON(strings.NewReader(c.data))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := MayBeSecret(docx(t, lines(c.template)), set); err != nil || got != c.want {
			t.Errorf("%s with %s: %v, %v", c.template, c.data, got, err)
		}
	}
}
