package catalog

import (
	"slices"
	"strings"

	"vanthu/pipeline/tag"
)

// Tag is a tag that a kind's templates may write.
type Tag struct {
	Name    string // as written: "{ten_co_quan}", "{#noi_nhan}…{/noi_nhan}"
	Path    string // "ten_co_quan", "noi_nhan.ten": lists show to what they belong
	Type    string // "text", "int"…; "list", "record", "chart", "late"
	Meaning string // from the contract; "" where it says nothing
	Sample  string // a value of the type, as it would be printed
	Used    bool   // a template of the kind writes it
}

// Tags lists all tags of a kind in the order of its data: what may be written, what it
// means and how it looks.
func (c *Catalog) Tags(slug string) ([]Tag, error) {
	k, err := c.Kind(slug)
	if err != nil {
		return nil, err
	}
	return c.TagsOf(k), nil
}

// TagsOf is Tags for a kind that With read.
func (c *Catalog) TagsOf(k *Kind) []Tag {
	used := map[string]bool{}
	for _, u := range k.templates.uses {
		for _, p := range u.tag.Paths() {
			used[p] = true
		}
	}
	top := k.shape(c.queries, func(string, ...any) {})
	return appendTags(nil, top, "", used)
}

func appendTags(list []Tag, s *shape, prefix string, used map[string]bool) []Tag {
	for _, name := range s.names {
		f := s.fields[name]
		t := Tag{Name: "{" + name + "}", Path: prefix + name, Type: f.typ, Meaning: f.about, Used: used[name]}
		switch {
		case f.late:
			t.Type, t.Sample = "late", sampleLate(name)
		case f.image:
			t.Name, t.Type = "{%"+name+"}", "chart"
		case f.list:
			t.Name, t.Type = "{#"+name+"}…{/"+name+"}", "list"
		case f.typ == "":
			t.Name, t.Type = "{"+name+".…}", "record"
		default:
			t.Sample = sampleOf(name, f)
		}
		list = append(list, t)
		list = appendTags(list, f, prefix+name+".", used)
	}
	return list
}

// sampleOf is what a value of the type looks like: the example that a meaning quotes
// (“Ủy ban nhân dân tỉnh”), else one of the type.
func sampleOf(name string, f *shape) string {
	if f.sample != "" {
		return f.sample
	}
	if examples := quoted(f.about); len(examples) > 0 {
		return examples[0]
	}
	switch {
	case f.typ == "date":
		return "05/02/2024"
	case f.typ == "bool":
		return "có"
	case f.typ == "int" && (name == "nam" || strings.HasPrefix(name, "nam_")):
		return "2024"
	case f.typ == "int":
		return "1234"
	case strings.HasPrefix(f.typ, "decimal"):
		return "97,12"
	}
	return "…"
}

func sampleLate(name string) string {
	if strings.HasPrefix(name, "ngay") {
		return "ngày 05 tháng 02 năm 2024"
	}
	return "161"
}

// FilterHelp lists the filters of the tag language with meaning and sample.
func FilterHelp() []tag.Filter { return slices.Clone(tag.Filters) }
