package check

import (
	"slices"
	"strings"
	"testing"
)

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

// TestOutOfForce: a law or a name that does not hold on the day of the paper is told once, at
// its first place, with how often it stands; what is told of the past keeps its name.
func TestOutOfForce(t *testing.T) {
	decree := Gone{Name: "98/2023/NĐ-CP", Law: true, From: "2024-01-01", Until: "2025-07-01", Instead: "Nghị định số 152/2025/NĐ-CP"}
	district := Gone{Name: "huyện Lộc Ninh", Until: "2025-06-30"}
	for _, c := range []struct {
		name, text, day string
		gone            Gone
		want            Finding // Rule "" for none
	}{
		{"a law twice", "Kế hoạch năm 2025.\nCăn cứ Nghị định số 98/2023/NĐ-CP;\nTheo Điều 4 Nghị định số 98/2023/NĐ-CP.", "2025-08-01", decree,
			Finding{Rule: "CIT-REPEALED", Severity: Wrong, Place: "thân văn bản, đoạn 2", Message: "“98/2023/NĐ-CP” đã hết hiệu lực từ 01/7/2025 (2 chỗ); nay là Nghị định số 152/2025/NĐ-CP. Sửa lại"}},
		{"a law at the very beginning", "98/2023/NĐ-CP là nghị định.", "2025-08-01", decree, Finding{Rule: "CIT-REPEALED", Severity: Wrong, Place: "thân văn bản, đoạn 1", Message: "(1 chỗ)"}},
		{"a law of which the last day is not known", "Theo 98/2023/NĐ-CP.", "2025-08-01", Gone{Name: "98/2023/NĐ-CP", Law: true},
			Finding{Rule: "CIT-REPEALED", Severity: Wrong, Place: "thân văn bản, đoạn 1", Message: "“98/2023/NĐ-CP” không còn hiệu lực vào ngày của văn bản (1 chỗ). Sửa lại"}},
		{"a law that comes", "Theo 161/2026/NĐ-CP.", "2026-06-30", Gone{Name: "161/2026/NĐ-CP", Law: true, From: "2026-07-01"},
			Finding{Rule: "CIT-NOT-YET", Severity: Wrong, Place: "thân văn bản, đoạn 1", Message: "“161/2026/NĐ-CP” đến 01/7/2026 mới có hiệu lực (1 chỗ)"}},
		{"a law before a capital", "Theo Nghị định 98/2023/NĐ-CP Chính phủ ban hành.", "2025-08-01", decree, Finding{Rule: "CIT-REPEALED", Severity: Wrong, Place: "thân văn bản, đoạn 1", Message: "(1 chỗ)"}},
		{"part of a longer number", "Theo 198/2023/NĐ-CP và 98/2023/NĐ-CPX.", "2025-08-01", decree, Finding{}},
		{"of a law that is replaced", "Nghị định này thay thế Nghị định số 98/2023/NĐ-CP.", "2025-08-01", decree, Finding{}},
		{"replaced here, relied on there", "Thay thế, bãi bỏ Nghị định số 98/2023/NĐ-CP.\nTheo Nghị định số 98/2023/NĐ-CP.", "2025-08-01", decree,
			Finding{Rule: "CIT-REPEALED", Severity: Wrong, Place: "thân văn bản, đoạn 2", Message: "(1 chỗ)"}},
		{"a name", "Tại huyện Lộc Ninh, tổ chức hội nghị.", "2025-08-01", district,
			Finding{Rule: "NAME-GONE", Severity: Warning, Place: "thân văn bản, đoạn 1", Message: "“huyện Lộc Ninh” không còn vào ngày của văn bản (1 chỗ). Sửa lại"}},
		{"a name before a small word", "Nhân dân huyện Lộc Ninh tham gia.", "2025-08-01", district, Finding{Rule: "NAME-GONE", Severity: Warning, Place: "thân văn bản, đoạn 1", Message: "(1 chỗ)"}},
		{"a name at the end", "Kế hoạch năm.\nTổ chức tại huyện Lộc Ninh", "2025-08-01", district, Finding{Rule: "NAME-GONE", Severity: Warning, Place: "thân văn bản, đoạn 2", Message: "(1 chỗ)"}},
		{"a longer name", "Tại huyện Lộc Ninh Đông.", "2025-08-01", district, Finding{}},
		{"within a word", "Tại huyện Lộc Ninhs.", "2025-08-01", district, Finding{}},
		{"what was", "Xã Lộc Tấn, huyện Lộc Ninh (cũ).", "2025-08-01", district, Finding{}},
		{"in the title of a law", "Quyết định số 26/2020/QĐ-UBND của UBND tỉnh quy định tuyến đường ở huyện Lộc Ninh.", "2025-08-01", district, Finding{}},
		{"a law keeps no title", "Quyết định số 26/2020/QĐ-UBND của UBND tỉnh quy định chi tiết 98/2023/NĐ-CP.", "2025-08-01", decree,
			Finding{Rule: "CIT-REPEALED", Severity: Wrong, Place: "thân văn bản, đoạn 1", Message: "(1 chỗ)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := Filled(Subject{Docx: docx(t, lines(c.text)), Day: c.day, Gone: []Gone{{Name: "không có trong văn bản"}, c.gone}})
			if err != nil {
				t.Fatal(err)
			}
			if c.want.Rule == "" {
				if len(found) > 0 {
					t.Errorf("found %+v", found)
				}
				return
			}
			if len(found) != 1 || found[0].Rule != c.want.Rule || found[0].Severity != c.want.Severity || found[0].Place != c.want.Place || !strings.Contains(found[0].Message, c.want.Message) {
				t.Errorf("found %+v\nwant %+v", found, c.want)
			}
		})
	}
}

// TestNeeds: a value that the kind cannot do without is asked for where it is empty or nothing,
// or where the value that calls for it is there.
func TestNeeds(t *testing.T) {
	always := Need{Value: "ky_hieu", From: "bảng đơn vị"}
	with := Need{Value: "thay_the_ngay", When: "thay_the_so", From: "trang văn bản"}
	for _, c := range []struct {
		name, data string
		need       Need
		want       bool
	}{
		{"there", `{"ky_hieu":"UBND"}`, always, false},
		{"NULL", `{"ky_hieu":null}`, always, true},
		{"empty", `{"ky_hieu":""}`, always, true},
		{"nothing", `{"ky_hieu":0}`, always, true},
		{"a number", `{"ky_hieu":7}`, always, false},
		{"not a column of the data", `{}`, always, false},
		{"called for", `{"thay_the_so":"5/KH","thay_the_ngay":null}`, with, true},
		{"called for by a number", `{"thay_the_so":5,"thay_the_ngay":null}`, with, true},
		{"not called for", `{"thay_the_so":null,"thay_the_ngay":null}`, with, false},
		{"called for by nothing", `{"thay_the_so":0,"thay_the_ngay":null}`, with, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			subject := Subject{Data: set(t, c.data), Needs: []Need{c.need}}
			found, err := Filled(subject)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(found) == 1 && found[0].Rule == "MISSING" && found[0].Severity == Wrong && found[0].Place == "số liệu "+c.need.Value && strings.Contains(found[0].Message, "nhập "+c.need.From); got != c.want || !c.want && len(found) > 0 {
				t.Errorf("found %+v", found)
			}
			// Of several documents in one file the first one's data set has these values.
			subject.Data, subject.Top = set(t, `{"ky_hieu":null,"thay_the_so":"x","thay_the_ngay":null}`), subject.Data
			if found, err := Filled(subject); err != nil || len(found) > 0 != c.want {
				t.Errorf("of the first of several: %+v, %v", found, err)
			}
		})
	}
}

func TestGoneOf(t *testing.T) {
	rows, _ := set(t, `{"x":[{"ten":"98/2023/NĐ-CP","la_van_ban":true,"tu_ngay":"2024-01-01","het_ngay":"2025-07-01","thay_bang":"Nghị định số 152/2025/NĐ-CP"},
		{"ten":"huyện Lộc Ninh","la_van_ban":false,"tu_ngay":null,"het_ngay":null,"thay_bang":null}]}`).Get("x")
	got := GoneOf(rows)
	want := []Gone{{"98/2023/NĐ-CP", true, "2024-01-01", "2025-07-01", "Nghị định số 152/2025/NĐ-CP"}, {Name: "huyện Lộc Ninh"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}
