package catalog

import (
	"fmt"
	"strings"

	"vanthu/pipeline/query"
	"vanthu/pipeline/tag"
)

// shape is what a name of the data set is, known from the contracts alone.
type shape struct {
	typ    string            // "int", "text", "date", "bool", "decimal(2)"; "" for lists and records
	about  string            // what it means, in Vietnamese
	sample string            // "" : one of the type
	fields map[string]*shape // of a record or of a list's rows
	names  []string          // of fields, in order
	list   bool
	late   bool
	image  bool // a chart
}

func (s *shape) add(name string, field *shape) bool {
	if s.fields == nil {
		s.fields = map[string]*shape{}
	}
	if _, twice := s.fields[name]; twice {
		return false
	}
	s.fields[name] = field
	s.names = append(s.names, name)
	return true
}

func rowShape(c query.Contract) *shape {
	row := &shape{list: !c.One, about: c.About}
	for _, col := range c.Columns {
		row.add(col.Name, &shape{typ: col.Type.String(), about: col.About})
	}
	return row
}

// shape is the top level of the kind's data sets. Faults of data, each and charts
// against the contracts are given to fault.
func (k *Kind) shape(queries *query.Library, fault func(format string, args ...any)) *shape {
	top := &shape{}
	put := func(from, name string, s *shape) {
		if !top.add(name, s) {
			fault("tên %q của %s đã có ở phần đầu của bộ dữ liệu; đổi tên cột hoặc tên trong data", name, from)
		}
	}
	for _, p := range k.Params {
		put("tham số", p.Name, &shape{typ: string(p.Type), about: p.about(), sample: p.sample()})
	}
	if k.param(ArgKind) == nil {
		put("chương trình", ArgKind, &shape{typ: "text", about: "kiểu văn bản", sample: k.Slug})
	}
	if k.param(ArgAgency) == nil {
		put("chương trình", ArgAgency, &shape{typ: "text", about: aboutParams[ArgAgency], sample: k.Agency})
	}
	put("chương trình", ArgReplaced, &shape{typ: "text", about: "số, ký hiệu văn bản mà văn bản này thay thế, trống nếu không thay thế văn bản nào", sample: k.sampleSymbol()})
	put("chương trình", ArgReplacedDay, &shape{typ: "date", about: "ngày của văn bản bị thay thế"})
	for _, s := range k.Data {
		c, ok := queries.Contract(s.Query)
		if !ok {
			near := ""
			if n := tag.Nearest(s.Query, queries.Names()); n != "" {
				near = fmt.Sprintf("; gần nhất là %q", n)
			}
			fault("data: %s: không có truy vấn %q%s", s.Name, s.Query, near)
			continue
		}
		k.checkParams(s, c, fault)
		row := rowShape(c)
		switch {
		case s.Name != TopLevel:
			put("data", s.Name, row)
		case row.list:
			fault("data: %s: truy vấn %s cho nhiều dòng; dưới %s chỉ đặt truy vấn có ghi (một dòng)", s.Name, s.Query, s.Name)
		default:
			for _, name := range row.names {
				put("truy vấn "+s.Query, name, row.fields[name])
			}
		}
	}
	k.checkRuns(queries, fault)
	k.shapeEach(top, put, fault)
	k.shapeCharts(top, put, fault)
	for _, name := range k.Late {
		put("late", name, &shape{typ: "text", about: "điền khi phát hành", late: true})
	}
	return top
}

// sampleSymbol is the number and symbol of a paper of the kind.
func (k *Kind) sampleSymbol() string {
	if k.Code == "" {
		return "161/UBND-NC"
	}
	return "161/" + k.Code + "-UBND"
}

func (p Param) about() string {
	text := p.About
	if text == "" {
		text = "tham số khi làm văn bản"
	}
	if p.Choices != nil {
		text += " (" + strings.Join(p.Choices, ", ") + ")"
	}
	return text
}

func (p Param) sample() string {
	switch {
	case p.Choices != nil:
		return p.Choices[0]
	case strings.Contains(p.Default, "{"):
		return ""
	}
	return p.Default
}

// checkParams holds the parameters of a query against those of the kind.
func (k *Kind) checkParams(s Source, c query.Contract, fault func(string, ...any)) {
	for _, p := range c.Params {
		typ := ""
		switch own := k.param(p.Name); {
		case own != nil:
			typ = string(own.Type)
		case p.Name == ArgKind || p.Name == ArgAgency:
			typ = "text"
		case p.Nullable:
			continue
		default:
			var known []string
			for _, own := range k.Params {
				known = append(known, own.Name)
			}
			fault("truy vấn %s cần tham số %s %s, nhưng params không có; có: %s", s.Query, p.Name, p.Type, strings.Join(known, ", "))
			continue
		}
		if typ != p.Type.String() {
			fault("truy vấn %s cần tham số %s kiểu %s, nhưng params ghi kiểu %s", s.Query, p.Name, p.Type, typ)
		}
	}
}

// checkRuns holds the columns of the query of runs against the parameters.
func (k *Kind) checkRuns(queries *query.Library, fault func(string, ...any)) {
	if k.Runs == "" {
		return
	}
	c, ok := queries.Contract(k.Runs)
	if !ok {
		fault("runs: không có truy vấn %q", k.Runs)
		return
	}
	for _, p := range c.Params {
		if p.Name != "nam" && p.Name != ArgKind && !p.Nullable {
			fault("runs: truy vấn %s cần tham số %s; chỉ có nam và %s", k.Runs, p.Name, ArgKind)
		}
	}
	for _, col := range c.Columns {
		if own := k.param(col.Name); own == nil || string(own.Type) != col.Type.String() || col.Nullable {
			fault("runs: cột %s của truy vấn %s phải là một tham số cùng kiểu và không được trống", col.Name, k.Runs)
		}
	}
}

func (k *Kind) shapeEach(top *shape, put func(string, string, *shape), fault func(string, ...any)) {
	if k.Each.Query == "" {
		return
	}
	rows := top.fields[k.Each.Query]
	if rows == nil || !rows.list {
		fault("each: %q không phải một danh sách của data", k.Each.Query)
		return
	}
	if rows.fields[k.Each.Key] == nil {
		fault("each: danh sách %s không có cột %q", k.Each.Query, k.Each.Key)
	}
	for _, name := range rows.names {
		if run := top.fields[name]; k.Each.When == "" || run == nil || run.list || run.typ != rows.fields[name].typ {
			put("each", name, rows.fields[name])
		}
	}
}

func (k *Kind) shapeCharts(top *shape, put func(string, string, *shape), fault func(string, ...any)) {
	for _, c := range k.Charts {
		if rows := top.fields[c.Data]; rows == nil || !rows.list {
			fault("charts: %s: %q không phải một danh sách của data", c.Name, c.Data)
		} else {
			for _, col := range append([]string{c.X}, c.Y...) {
				if rows.fields[col] == nil {
					fault("charts: %s: danh sách %s không có cột %q", c.Name, c.Data, col)
				}
			}
		}
		put("charts", c.Name, &shape{image: true, about: c.Title})
	}
}
