package check

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/dataset"
)

// narrative judges the prose of the data set: every record with the columns noi_dung and
// da_sua is a section of it (ten_muc, ten or muc names it; bat_buoc false makes it optional).
func narrative(t *text) (found []Finding) {
	if t.Data == nil {
		return nil
	}
	walk(t.Data, func(r *dataset.Record, path string) {
		body, ok1 := r.Get("noi_dung")
		revised, ok2 := r.Get("da_sua")
		if !ok1 || !ok2 {
			return
		}
		place := "lời văn " + path
		for _, name := range []string{"ten_muc", "ten", "muc"} {
			if v, ok := r.Get(name); ok && v.IsTrue() {
				place = fmt.Sprintf("lời văn “%s”", v.Literal())
				break
			}
		}
		required := true
		if v, ok := r.Get("bat_buoc"); ok {
			required = v.IsTrue()
		}
		switch {
		case !body.IsTrue() && required:
			found = append(found, Finding{Rule: "NARRATIVE-EMPTY", Severity: Wrong, Place: place,
				Message: "Mục này chưa có lời văn: viết xong mới được trình ký.", Clause: "NĐ 30/2020, Đ.10"})
		case body.IsTrue() && !revised.IsTrue():
			found = append(found, Finding{Rule: "NARRATIVE-UNREVISED", Severity: Wrong, Place: place,
				Message: "Lời văn chép từ kỳ trước, chưa ai xem lại cho kỳ này: xem lại và xác nhận rồi mới được trình ký.", Clause: "NĐ 30/2020, Đ.10"})
		}
	})
	return found
}

// emptyLists judges lists that no paper can do without where it has them: whom it goes
// to, what it rests on, the figures that it reports.
func emptyLists(t *text) (found []Finding) {
	if t.Data == nil {
		return nil
	}
	for _, l := range []struct{ name, message, clause string }{
		{"noi_nhan", "Không có nơi nhận nào: nhập nơi nhận của kiểu văn bản này cho ngày của văn bản.", "NĐ 30/2020 PL I.II.9"},
		{"ky_so_lieu", "Không có số liệu nào của năm này: nhập kỳ và số liệu rồi làm lại, các số 0 trong báo cáo không phải là kết quả.", ""},
		{"can_cu", "Không có căn cứ nào: nhập văn bản làm căn cứ có hiệu lực vào ngày của văn bản.", "NĐ 30/2020 PL I.II.6"},
	} {
		if v, ok := t.Data.Get(l.name); ok && v.Kind() == dataset.List && len(v.Items()) == 0 {
			found = append(found, Finding{Rule: "LIST-EMPTY", Severity: Wrong, Place: "danh sách " + l.name, Message: l.message, Clause: l.clause})
		}
	}
	return found
}

// citations judges what a paper rests on: a record whose column trang_thai says
// chua_kiem_chung cites a document of the legal register that nobody has yet held against
// its original. One finding names them all by kind and number.
func citations(t *text) []Finding {
	if t.Data == nil {
		return nil
	}
	var names []string
	walk(t.Data, func(r *dataset.Record, _ string) {
		if v, ok := r.Get("trang_thai"); !ok || v.Literal() != "chua_kiem_chung" {
			return
		}
		for _, column := range []string{"noi_dung", "cau"} {
			if v, ok := r.Get(column); ok && v.IsTrue() {
				name, _, _ := strings.Cut(v.Literal(), " ngày ")
				names = append(names, name)
				return
			}
		}
	})
	if len(names) == 0 {
		return nil
	}
	return []Finding{{Rule: "CITATION-UNVERIFIED", Severity: Warning, Place: "các viện dẫn",
		Message: fmt.Sprintf("%d viện dẫn chưa đối chiếu với văn bản gốc: %s. Kiểm tra số, ngày, trích yếu, hiệu lực rồi bấm “Xác nhận đã đối chiếu” ở trang Văn bản pháp lý.",
			len(names), strings.Join(names, "; ")),
		Clause: "NĐ 30/2020 PL I.II.6"}}
}

// walk calls visit for every record of the set with its path for a reader: "ca_nhan 12".
// Columns come in the order of their names, so that a set read back from its canonical
// JSON gives the same findings.
func walk(s *dataset.Set, visit func(r *dataset.Record, path string)) {
	var record func(r *dataset.Record, path string)
	value := func(v dataset.Value, path string) {
		if r := v.Record(); r != nil {
			record(r, path)
		}
		for i, item := range v.Items() {
			if r := item.Record(); r != nil {
				record(r, fmt.Sprintf("%s %d", path, i+1))
			}
		}
	}
	record = func(r *dataset.Record, path string) {
		if path != "" {
			visit(r, path)
		}
		for _, name := range slices.Sorted(slices.Values(r.Columns().Names())) {
			sub := name
			if path != "" {
				sub = path + ", " + name
			}
			v, _ := r.Get(name)
			value(v, sub)
		}
	}
	record(s.Record(), "")
}
