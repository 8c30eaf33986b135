package check

import (
	"fmt"
	"strings"

	"vanthu/pipeline/viet"
)

// replaces holds a paper that takes the place of an issued one to saying so, with its number
// and day.
func replaces(t *text) (found []Finding) {
	if t.Data == nil || len(t.paras) == 0 {
		return nil
	}
	top := t.Data
	if t.Top != nil {
		top = t.Top
	}
	number, _ := top.Get("thay_the_so")
	day, _ := top.Get("thay_the_ngay")
	y, m, d, dated := day.Day()
	if !number.IsTrue() || !dated {
		return nil
	}
	for i := range t.paras {
		s := t.paras[i].Text
		if strings.Contains(s, "thay thế") && strings.Contains(s, plain(number.Literal())) &&
			(strings.Contains(s, viet.LongDate(y, m, d)) || strings.Contains(s, shortDay(day.Literal()))) {
			return nil
		}
	}
	return []Finding{{Rule: "REPLACES", Severity: Wrong, Place: "thân văn bản", Clause: "NĐ 30/2020, Đ.18.3",
		Message: fmt.Sprintf("Văn bản này thay thế văn bản số %s %s nhưng không nói: viết câu “… này thay thế … số %[1]s %[2]s”, trong mẫu là {thay_the_so} và {thay_the_ngay | ngay_dai}.",
			number.Literal(), viet.LongDate(y, m, d))}}
}
