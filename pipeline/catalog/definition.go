package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/tag"
	"vanthu/pipeline/unit"
)

// definition is document.yaml as written. Its keys are explained at Kind and Param.
type definition struct {
	Name     string              `yaml:"name"`
	Code     string              `yaml:"code"`
	Agency   string              `yaml:"agency"`
	Order    int                 `yaml:"order"`
	Params   pairs               `yaml:"params"`
	Defaults pairs               `yaml:"defaults"`
	Choices  map[string][]string `yaml:"choices"`
	About    pairs               `yaml:"about"`
	Apart    bool                `yaml:"apart"`
	Runs     string              `yaml:"runs"`
	Data     dataPairs           `yaml:"data"`
	Each     struct {
		Query    *string `yaml:"query"`
		Key      *string `yaml:"key"`
		Together bool    `yaml:"together"`
		When     string  `yaml:"when"`
	} `yaml:"each"`
	Charts map[string]struct {
		Query string   `yaml:"query"`
		Type  string   `yaml:"type"`
		Title string   `yaml:"title"`
		X     string   `yaml:"x"`
		Y     []string `yaml:"y"`
		Names []string `yaml:"names"`
	} `yaml:"charts"`
	Outputs struct {
		Docx string `yaml:"docx"`
		PDF  bool   `yaml:"pdf"`
		Xlsx string `yaml:"xlsx"`
		Form string `yaml:"form"`
	} `yaml:"outputs"`
	Print struct {
		Fields  Fields `yaml:"fields"`
		Overlay string `yaml:"overlay"`
		DX      string `yaml:"dx"`
		DY      string `yaml:"dy"`
		Width   string `yaml:"width"`
		Height  string `yaml:"height"`
	} `yaml:"print"`
	Link  bool     `yaml:"link"`
	Late  []string `yaml:"late"`
	Needs []Need   `yaml:"needs"`
	Waive []Waiver `yaml:"waive"`
	File  string   `yaml:"file"`
}

// pairs is a mapping of names to plain values, in the order of the file.
type pairs []pair

type pair struct {
	key, value string
	at         position
}

type position struct{ line, column int }

// UnmarshalYAML keeps order and places, which Go maps lose.
func (p *pairs) UnmarshalYAML(node ast.Node) error {
	return eachEntry(node, func(key string, value ast.Node, at position) error {
		s, err := scalar(value)
		if err != nil {
			return err
		}
		*p = append(*p, pair{key, s, at})
		return nil
	})
}

// dataPairs is `data`: a name and the queries behind it; only top level takes several.
type dataPairs []dataPair

type dataPair struct {
	name    string
	queries []string
	at      position
}

func (d *dataPairs) UnmarshalYAML(node ast.Node) error {
	return eachEntry(node, func(key string, value ast.Node, at position) error {
		entry := dataPair{name: key, at: at}
		if seq, ok := value.(*ast.SequenceNode); ok {
			for _, v := range seq.Values {
				s, err := scalar(v)
				if err != nil {
					return err
				}
				entry.queries = append(entry.queries, s)
			}
		} else {
			s, err := scalar(value)
			if err != nil {
				return err
			}
			entry.queries = []string{s}
		}
		*d = append(*d, entry)
		return nil
	})
}

func eachEntry(node ast.Node, do func(key string, value ast.Node, at position) error) error {
	var values []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	case *ast.NullNode:
		return nil
	default:
		return &placedError{placeOf(node), "must be a mapping like {name: value}"}
	}
	seen := map[string]bool{}
	for _, v := range values {
		key := v.Key.GetToken().Value
		at := placeOf(v.Key)
		if seen[key] {
			return &placedError{at, fmt.Sprintf("%q twice", key)}
		}
		seen[key] = true
		if err := do(key, v.Value, at); err != nil {
			return err
		}
	}
	return nil
}

func scalar(node ast.Node) (string, error) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	}
	return "", &placedError{placeOf(node), "must be a plain value"}
}

func placeOf(node ast.Node) position {
	p := node.GetToken().Position
	return position{p.Line, p.Column}
}

// placedError is a fault at a place of a definition.
type placedError struct {
	at  position
	msg string
}

func (e *placedError) Error() string { return fmt.Sprintf("%d:%d: %s", e.at.line, e.at.column, e.msg) }

// readDefinition reads a document.yaml; its errors begin with file, line and column.
func readDefinition(templates fs.FS, slug string) (*definition, error) {
	name := path.Join(slug, DefinitionFile)
	data, err := fs.ReadFile(templates, name)
	if err != nil {
		return nil, fmt.Errorf("templates/%s: %w", slug, err)
	}
	def := new(definition)
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(def); err != nil {
		var placed *placedError
		var y yaml.Error
		switch {
		case errors.As(err, &placed):
			return nil, fmt.Errorf("templates/%s:%w", name, placed)
		case errors.As(err, &y) && y.GetToken() != nil:
			p := y.GetToken().Position
			return nil, fmt.Errorf("templates/%s:%d:%d: %s", name, p.Line, p.Column, y.GetMessage())
		}
		return nil, fmt.Errorf("templates/%s: %w", name, err)
	}
	return def, nil
}

// readKind reads, checks and compiles one kind; it tells all faults of its definition.
func (c *Catalog) readKind(templates fs.FS, slug string) (*Kind, error) {
	def, err := readDefinition(templates, slug)
	if err != nil {
		return nil, err
	}
	k := &Kind{
		Slug: slug, Name: def.Name, Code: def.Code, Agency: def.Agency, Order: def.Order,
		Late: def.Late, Needs: def.Needs, Waive: def.Waive, File: def.File, Link: def.Link, Apart: def.Apart, Runs: def.Runs,
		Outputs: Outputs{Docx: def.Outputs.Docx, PDF: def.Outputs.PDF, Xlsx: def.Outputs.Xlsx, Form: def.Outputs.Form},
		Each:    Each{Together: def.Each.Together, When: def.Each.When},
	}
	if def.Each.Query != nil {
		k.Each.Query = *def.Each.Query
	}
	if def.Each.Key != nil {
		k.Each.Key = *def.Each.Key
	}
	var faults []error
	fault := func(at position, format string, args ...any) {
		faults = append(faults, fmt.Errorf("templates/%s/%s:%w", slug, DefinitionFile, &placedError{at, fmt.Sprintf(format, args...)}))
	}
	k.params(def, fault)
	k.sources(def, fault)
	k.required(def, fault)
	k.print(def, fault)
	k.each(fault)
	for _, w := range k.Waive {
		if w.Rule == "" || w.Reason == "" {
			fault(position{1, 1}, "waive: %q cần rule (mã quy tắc) và reason (lý do)", w.Rule+w.At)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if err := k.compile(templates, c.queries); err != nil {
		return nil, err
	}
	return k, nil
}

type faultFunc func(at position, format string, args ...any)

// aboutParams explains the parameters that kinds share; about in document.yaml says it
// otherwise.
var aboutParams = map[string]string{
	"nam":     "năm của phong trào",
	"ngay":    "ngày làm văn bản: luật, mức lương, thuật ngữ, đơn vị, người ký chọn theo ngày này",
	ArgAgency: "mã cơ quan ban hành",
	"dot":     "mã đợt khen thưởng",
}

func (k *Kind) params(def *definition, fault faultFunc) {
	for _, p := range def.Params {
		typ := Type(p.value)
		if !slices.Contains(types, typ) {
			fault(p.at, "parameter %s has type %q; use one of %s", p.key, p.value, typeNames())
		}
		k.Params = append(k.Params, Param{Name: p.key, Type: typ, About: aboutParams[p.key]})
	}
	for _, d := range def.Defaults {
		if p := k.param(d.key); p != nil {
			p.Default, p.HasDefault = d.value, true
		} else {
			fault(d.at, "default for %q, which is not among params", d.key)
		}
	}
	for _, a := range def.About {
		if p := k.param(a.key); p != nil {
			p.About = a.value
		} else {
			fault(a.at, "about for %q, which is not among params", a.key)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(def.Choices)) {
		if p := k.param(name); p != nil {
			p.Choices = def.Choices[name]
		} else {
			fault(position{1, 1}, "choices for %q, which is not among params", name)
		}
	}
	if p := k.param("ngay"); p == nil || p.Type != Date {
		fault(position{1, 1}, "params must hold ngay: date, the day for which the document is written")
	}
	if p := k.param("nam"); p == nil || p.Type != Int {
		fault(position{1, 1}, "params must hold nam: int, the year that --year names")
	}
}

func (k *Kind) sources(def *definition, fault faultFunc) {
	for _, d := range def.Data {
		if d.name != TopLevel && len(d.queries) != 1 {
			fault(d.at, "%s takes one query; only %s takes a list", d.name, TopLevel)
			continue
		}
		for _, q := range d.queries {
			k.Data = append(k.Data, Source{Name: d.name, Query: q})
		}
	}
	for name, c := range def.Charts {
		k.Charts = append(k.Charts, Chart{Name: name, Data: c.Query, Type: c.Type, Title: c.Title, X: c.X, Y: c.Y, Names: c.Names})
	}
	slices.SortFunc(k.Charts, func(a, b Chart) int { return strings.Compare(a.Name, b.Name) })
}

func (k *Kind) required(def *definition, fault faultFunc) {
	top := position{1, 1}
	for _, must := range []struct{ key, value string }{{"name", def.Name}, {"agency", def.Agency}, {"file", def.File}} {
		if must.value == "" {
			fault(top, "%s is missing", must.key)
		}
	}
	o := k.Outputs
	if o.Docx == "" && o.Form == "" {
		fault(top, "outputs needs docx: FILE or form: FILE")
	}
	if o.Docx != "" && o.Form != "" {
		fault(top, "outputs has docx and form; a kind has one of them")
	}
}

// each reads the condition of a mail merge and tries it on values of the parameters' types.
func (k *Kind) each(fault faultFunc) {
	top := position{1, 1}
	if (k.Each.Query == "") != (k.Each.Key == "") {
		fault(top, "each needs query and key together")
	}
	if k.Each.When == "" {
		return
	}
	if k.Each.Query == "" {
		fault(top, "each.when is for kinds with each.query and each.key")
	}
	some := map[string]dataset.Value{}
	for _, p := range k.Params {
		some[p.Name] = map[Type]dataset.Value{Int: dataset.OfInt(1), Bool: dataset.OfBool(true), Date: dataset.OfText("2024-01-01")}[p.Type]
		if p.Type == Text {
			some[p.Name] = dataset.OfText("x")
		}
	}
	when, err := tag.Parse("#" + k.Each.When)
	if err == nil {
		_, err = when.Loop(tag.NewScope(record(some)))
	}
	if err != nil {
		fault(top, "each.when %q is no condition over the parameters: %v", k.Each.When, err)
		return
	}
	k.Each.when = when
}

// print reads how a PDF form is printed: lengths in millimetres.
func (k *Kind) print(def *definition, fault faultFunc) {
	top := position{1, 1}
	p := def.Print
	if p.Overlay != "" {
		if own := k.param(p.Overlay); own == nil || own.Type != Bool {
			fault(top, "print.overlay names %q, which is no parameter of type bool", p.Overlay)
		}
	}
	if k.Outputs.Form == "" && p != (definition{}).Print {
		fault(top, "print is for kinds with outputs: {form: FILE}")
	}
	if !slices.Contains([]Fields{"", Removed, Fillable, Alone}, p.Fields) {
		fault(top, "print.fields is %q; write %s, %s or %s", p.Fields, Removed, Fillable, Alone)
	}
	k.Print.Overlay, k.Print.Fields = p.Overlay, p.Fields
	for _, l := range []struct {
		key, text string
		to        *unit.Length
	}{{"dx", p.DX, &k.Print.DX}, {"dy", p.DY, &k.Print.DY}, {"width", p.Width, &k.Print.Width}, {"height", p.Height, &k.Print.Height}} {
		if l.text == "" {
			continue
		}
		mm, err := strconv.ParseFloat(l.text, 64)
		if err != nil || !(mm > -2000 && mm < 2000) || mm <= 0 && (l.key == "width" || l.key == "height") {
			fault(top, "print.%s is %q; write millimetres, like 1.5", l.key, l.text)
			continue
		}
		*l.to = unit.Length(math.Round(mm*100)) * unit.Mm / 100
	}
}
