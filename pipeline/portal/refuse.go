package portal

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/people"
)

// ways say on the page how a person who was refused goes on.
var ways = map[people.Way]string{
	people.WayReason:     "Ghi lý do vào ô lý do rồi làm lại.",
	people.WayIssue:      "Cấp số ở mục “Cấp số” của trang văn bản.",
	people.WayNumber:     "Ghi số vào ô “Số” rồi làm lại.",
	people.WayLater:      "Nhờ người quản trị của chương trình ghi văn bản ấy.",
	people.WayWaive:      "Ghi lý do vào ô “Lý do bỏ qua” của từng lỗi.",
	people.WayMakeAgain:  "Lập lại ở trang Tạo văn bản.",
	people.WayMakeForDay: "Lập lại ở trang Tạo văn bản, với ngày ấy.",
	people.WayData:       "Số liệu nhập ở trang Số liệu; năm, ngày chọn ở trang Tạo văn bản.",
	people.WayMend:       "Số liệu sửa ở trang Số liệu; tệp truy vấn nhờ người quản trị sửa.",
	people.WayReturn:     "Bấm “Trả lại để sửa”.",
	people.WayFetch:      "Tệp Word của từng bản tải ở mục “Các bản”.",
	people.WayFile:       "Nhờ người quản trị của chương trình làm việc này.",
	people.WayPeople:     "Xem có những ai ở trang Người dùng, hoặc hỏi quản trị.",
	people.WayPractice:   "Để tập phát hành, nhờ người quản trị mở cơ sở dữ liệu để tập.",
	people.WayState:      "Các bước làm được bây giờ là những nút ở trang văn bản.",
	people.WayRules:      "Xem các quy tắc ở trang Khen thưởng.",
}

// unsaid is told where an error is none that a person can mend.
const unsaid = "Chưa làm được vì một lỗi của chương trình. Thử lại sau; nếu vẫn lỗi, báo người quản trị xem nhật ký của chương trình lúc "

// said says on the page why something was not done, with the status of the answer: a
// refusal in its own words and with the way on, anything else as a fault of the program,
// whose words the operator finds in the log.
func (p *portal) said(r *http.Request, err error) (fault string, status int) {
	refusal := people.Refused(err)
	if refusal == nil {
		p.Log.Error("portal", "path", r.URL.Path, "user", of(r).Name, "error", err)
		return unsaid + p.Now().In(zone).Format("15:04 02/01/2006") + ".", http.StatusInternalServerError
	}
	p.Log.Info("refused", "path", r.URL.Path, "user", of(r).Name, "error", err)
	return inPortal(refusal), http.StatusUnprocessableEntity
}

// notTaken says why a workbook is not taken in; "" where err is no refusal.
func notTaken(err error) string {
	refusal := people.Refused(err)
	switch {
	case refusal == nil:
		return ""
	case errors.Is(err, people.ErrForbidden):
		return inPortal(refusal)
	}
	return "Không nhận: " + refusal.Text + "."
}

func inPortal(r *people.Refusal) string {
	text := sentence(r.Text)
	if way := ways[r.Way]; way != "" {
		text += " " + way
	}
	return text
}

// wants say what a field takes.
var wants = map[catalog.Type]string{
	catalog.Int:  "viết bằng chữ số, như 2024",
	catalog.Date: "viết như 15/12/2024",
}

// badFields says which fields of a kind's form are empty or wrong; "" for none.
func badFields(k *catalog.Kind, params map[string]string) string {
	var list []string
	for i := range k.Params {
		param := &k.Params[i]
		value, given := params[param.Name]
		switch _, err := param.Parse(value); {
		case !given && param.HasDefault:
		case !given:
			list = append(list, "ô “"+wordOf(k, param).Label+"” chưa ghi")
		case err != nil:
			want := wants[param.Type]
			if param.Choices != nil || want == "" {
				want = "chọn trong danh sách"
			}
			list = append(list, fmt.Sprintf("ô “%s” ghi “%s”: %s", wordOf(k, param).Label, value, want))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return sentence(strings.Join(list, "; "))
}
