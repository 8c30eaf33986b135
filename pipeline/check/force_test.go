package check

import "testing"

// TestInTitle: a name within the title of a cited law keeps, one in the sentence behind it
// does not.
func TestInTitle(t *testing.T) {
	for before, want := range map[string]bool{
		"Căn cứ Thông tư số 124/2021/TT-BCA ngày 28 tháng 12 năm 2021 của Bộ Công an quy định khu dân cư, ":                    true,
		"Quyết định số 26/2020/QĐ-UBND của UBND tỉnh ban hành Quy định về công tác thi đua, khen thưởng của ":                  true,
		"Thực hiện Thông tư số 124/2021/TT-BCA của Bộ Công an quy định tiêu chuẩn, Ủy ban nhân dân các ":                       false,
		"Thực hiện Thông tư số 124/2021/TT-BCA của Bộ Công an quy định tiêu chuẩn. Các ":                                       false,
		"Thực hiện Thông tư số 124/2021/TT-BCA; các ":                                                                          false,
		"Thực hiện Kế hoạch số 58/KH-UBND ngày 05 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh về phát động phong trào tại các ": false,
		"Tổ chức tại các ": false,
	} {
		if got := inTitle.MatchString(before); got != want {
			t.Errorf("%v for %q", got, before)
		}
	}
}
