package catalog

import (
	"fmt"
	"slices"
	"strings"

	"vanthu/pipeline/tag"
)

// Fault is something wrong with a kind, in Vietnamese, for the people who make templates.
type Fault struct {
	Kind    string // folder
	File    string // "mau.docx", "document.yaml"
	Place   string // "thân văn bản, bảng 1, hàng 2, ô 3"; "" for the whole file
	Message string
}

func (f Fault) String() string {
	s := f.Kind + "/" + f.File
	if f.Place != "" {
		s += ", " + f.Place
	}
	return s + ": " + f.Message
}

// use is a tag of one of a kind's templates.
type use struct {
	file  string
	place string
	tag   *tag.Tag
	in    []*tag.Tag // the sections around it, outermost first
}

// Lint proves the named kinds, all where none is named: every name that a template
// writes is a column, a parameter, a chart or a late name; every query has its
// parameters, with the same types; filters fit what they work on; late names stand flat
// and outside of repeated parts; the file name can be made. It tells all faults.
func (c *Catalog) Lint(slugs ...string) ([]Fault, error) {
	kinds := c.kinds
	if len(slugs) > 0 {
		kinds = nil
		for _, s := range slugs {
			k, err := c.Kind(s)
			if err != nil {
				return nil, err
			}
			kinds = append(kinds, k)
		}
	}
	var faults []Fault
	for _, k := range kinds {
		faults = append(faults, c.LintKind(k)...)
	}
	return faults, nil
}

// LintKind is Lint for a kind that With read.
func (c *Catalog) LintKind(k *Kind) (faults []Fault) {
	faults = append(faults, k.templates.faults...)
	inDefinition := func(format string, args ...any) {
		faults = append(faults, Fault{Kind: k.Slug, File: DefinitionFile, Message: fmt.Sprintf(format, args...)})
	}
	top := k.shape(c.queries, inDefinition)
	k.lintPatterns(top, inDefinition)
	for _, n := range k.Needs {
		for _, name := range []string{n.Value, n.When} {
			if name != "" && top.fields[name] == nil {
				inDefinition("needs: không có tên %q ở phần đầu của bộ dữ liệu", name)
			}
		}
		if n.From == "" {
			inDefinition("needs: %s thiếu from: nhập ở đâu", n.Value)
		}
	}
	seen := map[string]bool{}
	for _, u := range k.templates.uses {
		l := linter{kind: k, use: u, scope: []*shape{top}}
		for _, s := range u.in {
			l.enter(s)
		}
		l.check()
		for _, path := range u.tag.Paths() {
			seen[strings.Split(path, ".")[0]] = true
		}
		faults = append(faults, l.faults...)
	}
	faults = append(faults, k.lintLoose(top)...)
	if k.Outputs.Docx != "" && len(k.templates.faults) == 0 {
		for _, name := range k.Late {
			if !seen[name] {
				faults = append(faults, Fault{Kind: k.Slug, File: k.Outputs.Docx, Message: fmt.Sprintf("mẫu thiếu thẻ {%s}, mà late ghi là điền khi phát hành", name)})
			}
		}
	}
	return faults
}

// lintLoose tells the names that exist nowhere in the data set, of a template that does not
// compile: what its sections go over is not sure, so a name that exists somewhere may stand.
func (k *Kind) lintLoose(top *shape) (faults []Fault) {
	if len(k.templates.loose) == 0 {
		return nil
	}
	known := top.all(nil)
	for _, u := range k.templates.loose {
		l := linter{kind: k, use: u}
		for _, path := range u.tag.Paths() {
			if name, _, _ := strings.Cut(path, "."); name != "" && !strings.HasPrefix(name, "$") && !slices.Contains(known, name) {
				l.fault("%s", unknown(name, known))
			}
		}
		faults = append(faults, l.faults...)
	}
	return faults
}

// all adds the names at and below a shape.
func (s *shape) all(names []string) []string {
	for _, name := range s.names {
		names = s.fields[name].all(append(names, name))
	}
	return names
}

// lintPatterns checks file, agency and defaults, whose tags are filled before any query
// has run; file sees the whole data set.
func (k *Kind) lintPatterns(top *shape, fault func(string, ...any)) {
	check := func(key, pattern string, known func(name string) bool) {
		for _, p := range tag.Find(pattern) {
			switch {
			case p.Err != nil:
				fault("%s: %v", key, p.Err)
			case p.Tag == nil:
			case p.Tag.Kind != tag.Value:
				fault("%s: chỉ dùng được thẻ {tên}, không dùng %s", key, p.Tag)
			default:
				for _, name := range p.Tag.Paths() {
					if !known(name) {
						fault("%s: không có tên %q", key, name)
					}
				}
			}
		}
	}
	check("file", k.File, func(name string) bool { s := top.fields[name]; return s != nil && s.typ != "" && !s.late })
	check("agency", k.Agency, func(name string) bool { return k.param(name) != nil })
	for i, p := range k.Params {
		check("defaults."+p.Name, p.Default, func(name string) bool {
			return slices.ContainsFunc(k.Params[:i], func(q Param) bool { return q.Name == name })
		})
	}
}

// linter looks at one tag from the inside of its sections.
type linter struct {
	kind  *Kind
	use   use
	scope []*shape
	lists int // lists entered
	// repeated says that a section other than a condition is around the tag.
	repeated bool
	faults   []Fault
}

func (l *linter) fault(format string, args ...any) {
	l.faults = append(l.faults, Fault{Kind: l.kind.Slug, File: l.use.file, Place: l.use.place,
		Message: fmt.Sprintf("thẻ %s: ", l.use.tag) + fmt.Sprintf(format, args...)})
}

// enter goes into a section around the tag; what is wrong with the section itself is
// told where it opens.
func (l *linter) enter(section *tag.Tag) {
	if section.Kind != tag.Section || section.IsCondition() {
		return
	}
	l.repeated = true
	s, _ := l.resolve(section.Paths()[0])
	if s == nil {
		s = &shape{}
	}
	if s.list {
		l.lists++
	}
	if s.list || s.typ != "bool" {
		l.scope = append(l.scope, s)
	}
}

// resolve finds the shape of a path, nil with the reason where there is none. The shape
// of "." is what the innermost section goes over.
func (l *linter) resolve(path string) (*shape, string) {
	switch path {
	case ".":
		return l.scope[len(l.scope)-1], ""
	case "$stt":
		return l.counter(&shape{typ: "int"})
	case "$dau", "$cuoi":
		return l.counter(&shape{typ: "bool"})
	}
	steps := strings.Split(path, ".")
	var s *shape
	for i := len(l.scope) - 1; i >= 0 && s == nil; i-- {
		s = l.scope[i].fields[steps[0]]
	}
	if s == nil {
		var known []string
		for _, in := range slices.Backward(l.scope) {
			known = append(known, in.names...)
		}
		return nil, unknown(steps[0], known)
	}
	for i, step := range steps[1:] {
		at := strings.Join(steps[:i+1], ".")
		switch {
		case s.list && step == tag.Count && i == len(steps)-2:
			return &shape{typ: "int"}, ""
		case s.list:
			return nil, fmt.Sprintf("%s là một danh sách; viết {#%s}…{/%s} rồi dùng tên cột ở trong", at, at, at)
		case s.fields == nil:
			return nil, fmt.Sprintf("%s không có phần %q", at, step)
		case s.fields[step] == nil:
			return nil, unknown(step, s.names)
		}
		s = s.fields[step]
	}
	return s, ""
}

func (l *linter) counter(s *shape) (*shape, string) {
	if l.lists == 0 {
		return nil, "chỉ dùng bên trong một danh sách lặp"
	}
	return s, ""
}

func unknown(name string, known []string) string {
	if near := tag.Nearest(name, known); near != "" {
		return fmt.Sprintf("không có tên %q; gần nhất là %q", name, near)
	}
	return fmt.Sprintf("không có tên %q trong truy vấn, tham số của kiểu này", name)
}

func (l *linter) check() {
	t := l.use.tag
	for _, path := range t.Paths() {
		s, why := l.resolve(path)
		if s == nil {
			l.fault("%s", why)
			continue
		}
		if s.late && (!t.IsFlat() || l.repeated) {
			l.fault("%s là giá trị điền khi phát hành: viết {%s} không kèm bộ lọc, ngoài mọi phần lặp", path, path)
		}
		switch {
		case t.Kind == tag.Picture && !s.image && s.typ != "text":
			l.fault("%s không phải hình hay biểu đồ", path)
		case t.Kind == tag.Value && s.image:
			l.fault("%s là biểu đồ: viết {%%%s} một mình trong một đoạn", path, path)
		case t.Kind == tag.Value && s.list:
			l.fault("%s là một danh sách; viết {#%s}…{/%s}", path, path, path)
		case t.Kind == tag.Value && s.typ == "" && path != ".":
			l.fault("%s là một dòng gồm nhiều cột; viết {%s.%s}", path, path, firstOf(s.names))
		case t.Kind == tag.Value:
			l.filters(path, s)
		}
	}
}

func firstOf(names []string) string {
	if len(names) == 0 {
		return "…"
	}
	return names[0]
}

// filters holds the filters of a value tag against its type. Only the first works on the
// value itself; what follows works on its result.
func (l *linter) filters(path string, s *shape) {
	names := l.use.tag.Filters()
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "gop" || n == "mac_dinh" })
	if len(names) == 0 || s.typ == "" {
		return
	}
	number := s.typ == "int" || strings.HasPrefix(s.typ, "decimal")
	switch names[0] {
	case "so", "tien", "bang_chu", "phan_tram", "hai_chu_so", "la_ma":
		if !number {
			l.fault("bộ lọc %s cần một số, mà %s kiểu %s", names[0], path, s.typ)
		}
	case "ngay", "ngay_dai":
		if s.typ != "date" {
			l.fault("bộ lọc %s cần một ngày, mà %s kiểu %s", names[0], path, s.typ)
		}
	case "ngay_trong":
		if s.typ != "date" && s.typ != "int" {
			l.fault("bộ lọc %s cần một ngày hoặc một năm, mà %s kiểu %s", names[0], path, s.typ)
		}
	}
}
