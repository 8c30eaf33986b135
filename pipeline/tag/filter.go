package tag

import (
	"fmt"
	"strconv"
	"strings"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

// call is a filter of a tag with its argument.
type call struct {
	name string
	has  bool // an argument is given
	arg  dataset.Value
	text string // the argument, where it is a text
}

// Filter tells what a filter does, for lists of tags and for help.
type Filter struct {
	Name    string
	Meaning string // in Vietnamese
	Sample  string
}

// Filters are all filters. A NULL or empty text passes through each but mac_dinh and
// ngay_trong.
var Filters = []Filter{
	{"so", "số có dấu chấm hàng nghìn, dấu phẩy thập phân; so:2 làm tròn đến 2 chữ số", "1.234.567,89"},
	{"tien", "số tiền có đơn vị đồng", "3.510.000 đồng"},
	{"bang_chu", "số đọc bằng chữ; bang_chu:\"đồng\" hoặc tien | bang_chu: số tiền, chữ đầu viết hoa", "ba triệu năm trăm mười nghìn"},
	{"phan_tram", "phần trăm, hai chữ số thập phân; phan_tram:1 một chữ số", "97,12%"},
	{"ngay", "ngày dạng ngắn", "05/02/2024"},
	{"ngay_dai", "ngày dạng đầy đủ", "ngày 05 tháng 02 năm 2024"},
	{"ngay_trong", "chỗ trống để ghi ngày, tháng; có năm", "ngày      tháng      năm 2024"},
	{"hai_chu_so", "số có ít nhất hai chữ số", "05"},
	{"la_ma", "số La Mã", "IV"},
	{"in_hoa", "chữ in hoa", "CÔNG AN TỈNH"},
	{"mac_dinh", "chữ thay thế khi giá trị trống: mac_dinh:\"không có\"", "không có"},
	{"gop", "gộp các ô bằng nhau liền nhau theo chiều dọc, trong hàng lặp của bảng", ""},
}

// check refuses an unknown filter and a wrong argument.
func (c *call) check() error {
	var names []string
	for _, f := range Filters {
		names = append(names, f.Name)
		if f.Name != c.name {
			continue
		}
		n, isInt := c.arg.Int64()
		switch c.name {
		case "mac_dinh":
			if !c.has {
				return fmt.Errorf("bộ lọc mac_dinh cần một chữ: mac_dinh:\"…\"")
			}
		case "so", "phan_tram":
			if c.has && (!isInt || n < 0 || n > 18) {
				return fmt.Errorf("bộ lọc %s: sau dấu : cần số chữ số thập phân, từ 0 đến 18", c.name)
			}
		case "bang_chu":
			if c.has && c.text == "" {
				return fmt.Errorf("bộ lọc bang_chu: sau dấu : cần đơn vị trong dấu nháy, ví dụ \"đồng\"")
			}
		default:
			if c.has {
				return fmt.Errorf("bộ lọc %s không có tham số", c.name)
			}
		}
		return nil
	}
	if near := Nearest(c.name, names); near != "" {
		return fmt.Errorf("không có bộ lọc %q; gần nhất là %q", c.name, near)
	}
	return fmt.Errorf("không có bộ lọc %q; có: %s", c.name, strings.Join(names, " "))
}

// Append appends the text of a value tag. It does not escape, compose or break lines:
// that is for whoever writes the file.
func (t *Tag) Append(dst []byte, s *Scope) ([]byte, error) {
	v, err := t.Eval(s)
	if err != nil {
		return dst, err
	}
	return t.Format(dst, v)
}

// Text returns what Append appends.
func (t *Tag) Text(s *Scope) (string, error) {
	b, err := t.Append(nil, s)
	return string(b), err
}

// Format appends a value as the filters of the tag write it.
func (t *Tag) Format(dst []byte, v dataset.Value) ([]byte, error) {
	if k := v.Kind(); k == dataset.List || k == dataset.Row {
		return dst, fmt.Errorf("%s là %s, không phải một giá trị; viết {#%[1]s}…{/%[1]s}", strings.Join(t.expr.path, "."), kindName(v))
	}
	if len(t.filters) == 0 {
		return AppendValue(dst, v), nil
	}
	f := filtering{v: v}
	for i := range t.filters {
		if err := f.apply(&t.filters[i]); err != nil {
			return dst, fmt.Errorf("bộ lọc %s: %w", t.filters[i].name, err)
		}
	}
	if f.done {
		return append(dst, f.text...), nil
	}
	return AppendValue(dst, f.v), nil
}

// AppendValue appends a value as a tag without filters writes it; nothing for NULL, lists
// and records.
func AppendValue(dst []byte, v dataset.Value) []byte {
	switch v.Kind() {
	case dataset.Text:
		return append(dst, v.Str()...)
	case dataset.Int:
		n, _ := v.Int64()
		return strconv.AppendInt(dst, n, 10)
	case dataset.Decimal:
		return append(dst, strings.Replace(v.Literal(), ".", ",", 1)...)
	case dataset.Date:
		y, m, d, _ := v.Day()
		return append(dst, viet.ShortDate(y, m, d)...)
	case dataset.Bool:
		if v.IsTrue() {
			return append(dst, "có"...)
		}
		return append(dst, "không"...)
	}
	return dst
}

// filtering is a value on its way through the filters.
type filtering struct {
	v     dataset.Value // the value before the first filter that wrote a text
	text  string
	done  bool // text is written
	money bool // by the filter tien, last
}

func (f *filtering) isEmpty() bool {
	if f.done {
		return f.text == ""
	}
	return f.v.IsNull() || f.v.Kind() == dataset.Text && f.v.Str() == ""
}

func (f *filtering) write(s string) { f.text, f.done = s, true }

// apply runs one filter.
func (f *filtering) apply(c *call) error {
	switch {
	case c.name == "gop":
		return nil
	case c.name == "mac_dinh":
		if f.isEmpty() {
			f.write(c.text)
			if !c.arg.IsNull() && c.text == "" {
				f.write(string(AppendValue(nil, c.arg)))
			}
		}
		return nil
	case c.name == "ngay_trong":
		return f.blankDate()
	case f.isEmpty():
		return nil
	case c.name == "in_hoa":
		f.write(viet.Upper(f.current()))
		return nil
	case c.name == "ngay", c.name == "ngay_dai":
		return f.date(c.name == "ngay_dai")
	}
	return f.number(c)
}

func (f *filtering) current() string {
	if f.done {
		return f.text
	}
	return string(AppendValue(nil, f.v))
}

func (f *filtering) date(long bool) error {
	y, m, d, ok := f.v.Day()
	if f.v.Kind() == dataset.Text {
		y, m, d, ok = viet.ParseDate(f.v.Str())
	}
	switch {
	case !ok || f.done:
		return fmt.Errorf("cần một ngày, không phải %s %q", kindName(f.v), f.current())
	case long:
		f.write(viet.LongDate(y, m, d))
	default:
		f.write(viet.ShortDate(y, m, d))
	}
	return nil
}

func (f *filtering) blankDate() error {
	switch n, isInt := f.v.Int64(); {
	case f.isEmpty():
		f.write(strings.TrimSuffix(viet.BlankDate(0), "0") + "     ")
	case isInt && f.v.Kind() == dataset.Int && n > 0 && n < 10000:
		f.write(viet.BlankDate(int(n)))
	case f.v.Kind() == dataset.Date:
		y, _, _, _ := f.v.Day()
		f.write(viet.BlankDate(y))
	default:
		return fmt.Errorf("cần một ngày hoặc một năm, không phải %s %q", kindName(f.v), f.current())
	}
	return nil
}

// number runs the filters that need a number. A text that is a number as JSON writes it
// serves too.
func (f *filtering) number(c *call) error {
	v := f.v
	if v.Kind() == dataset.Text {
		v, _ = dataset.OfNumber(v.Str())
	}
	words := f.money && c.name == "bang_chu"
	if !v.IsNumber() || f.done && !words {
		return fmt.Errorf("cần một số, không phải %s %q", kindName(f.v), f.current())
	}
	f.money = false
	s, err := "", error(nil)
	switch c.name {
	case "so":
		s = v.Literal()
		if n, _ := c.arg.Int64(); c.has {
			s, err = viet.Round(s, int(n))
		}
		if err == nil {
			s, err = viet.Number(s)
		}
	case "tien":
		s, err = viet.Number(v.Literal())
		s, f.money = s+" đồng", true
	case "bang_chu":
		s, err = inWords(v.Literal(), c, words)
	case "phan_tram":
		s, err = percent(v, c)
	case "hai_chu_so", "la_ma":
		s, err = small(v, c.name)
	}
	f.write(s)
	return err
}

func inWords(literal string, c *call, money bool) (string, error) {
	if money && !c.has {
		return viet.MoneyWords(literal)
	}
	s, err := viet.Words(literal)
	if c.has {
		s = viet.Capital(s) + " " + c.text
	}
	return s, err
}

// percent writes a value that is per cent already: 97.12 is 97,12%. A whole number has no
// decimals, any other two, or as many as the argument says.
func percent(v dataset.Value, c *call) (string, error) {
	places := 2
	if n, _ := c.arg.Int64(); c.has {
		places = int(n)
	} else if v.Kind() == dataset.Int {
		places = 0
	}
	s, err := viet.Round(v.Literal(), places)
	if err == nil {
		s, err = viet.Number(s)
	}
	return s + "%", err
}

func small(v dataset.Value, name string) (string, error) {
	n, ok := v.Int64()
	if !ok {
		return "", fmt.Errorf("cần một số nguyên, không phải %s", v.Literal())
	}
	if name == "hai_chu_so" {
		return viet.TwoDigits(n), nil
	}
	if n < 1 || n > 3999 {
		return "", fmt.Errorf("số La Mã chỉ từ 1 đến 3999, không có %d", n)
	}
	s, _ := viet.Roman(int(n))
	return s, nil
}
