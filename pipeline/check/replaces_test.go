package check

import "testing"

// TestReplacesIsSaid: a paper that takes the place of an issued one names its number and day
// in the sentence that says so; without it, or with another number, it must not be signed.
func TestReplacesIsSaid(t *testing.T) {
	data := `{"thay_the_so":"161/KH-UBND","thay_the_ngay":"2024-02-05"}`
	for _, c := range []struct {
		name, data, text string
		want             bool
	}{
		{"said", data, "Kế hoạch này thay thế Kế hoạch số 161/KH-UBND ngày 05 tháng 02 năm 2024.", false},
		{"said with the short date", data, "thay thế Kế hoạch số 161/KH-UBND ngày 05/02/2024", false},
		{"not said", data, "Thực hiện Kế hoạch số 161/KH-UBND ngày 05 tháng 02 năm 2024.", true},
		{"another number", data, "thay thế Kế hoạch số 16/KH-UBND ngày 05 tháng 02 năm 2024", true},
		{"another day", data, "thay thế Kế hoạch số 161/KH-UBND ngày 06 tháng 02 năm 2024", true},
		{"replaces nothing", `{"thay_the_so":null,"thay_the_ngay":null}`, "Thực hiện.", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := Filled(Subject{Docx: docx(t, lines(c.text)), Data: set(t, c.data)})
			if err != nil {
				t.Fatal(err)
			}
			got := false
			for _, f := range found {
				got = got || f.Rule == "REPLACES" && f.Severity == Wrong
			}
			if got != c.want {
				t.Errorf("found %v: %+v", got, found)
			}
		})
	}
}
