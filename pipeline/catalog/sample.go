package catalog

import (
	"strconv"
	"strings"

	"vanthu/pipeline/dataset"
)

// sampleRows is how many rows a list of sample data has: the first and the last of a list
// may be written otherwise.
const sampleRows = 2

// Sample is a data set of a kind as its queries might give it, made from the contracts
// alone: a parameter has its default; any other name the examples that its meaning quotes,
// or one of its type; lists have two rows, whose texts are the first and the last example.
// word, unless it is "", stands for every text that is no parameter. Late names have no
// value.
func (c *Catalog) Sample(slug, word string) (*dataset.Set, error) {
	k, err := c.Kind(slug)
	if err != nil {
		return nil, err
	}
	top := k.shape(c.queries, func(string, ...any) {})
	for _, p := range k.Params {
		if f := top.fields[p.Name]; p.HasDefault && !strings.Contains(p.Default, "{") {
			f.sample = p.Default
		}
	}
	m := sampler{word}
	set := new(dataset.Set)
	return set, set.PutRecord(m.record(top, 0))
}

type sampler struct{ word string }

func (m sampler) record(s *shape, row int) *dataset.Record {
	var names []string
	var values []dataset.Value
	for _, name := range s.names {
		if f := s.fields[name]; !f.late {
			names, values = append(names, name), append(values, m.value(f, name, row))
		}
	}
	columns, _ := dataset.NewColumns(names...) // a shape has each name once
	return dataset.NewRecord(columns, values)
}

// onePixel is the smallest picture.
const onePixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

func (m sampler) value(s *shape, name string, row int) dataset.Value {
	switch {
	case s.image:
		return dataset.OfText(onePixel)
	case s.list:
		var rows []dataset.Value
		for i := range sampleRows {
			rows = append(rows, dataset.OfRecord(m.record(s, i)))
		}
		return dataset.OfList(rows)
	case s.typ == "":
		return dataset.OfRecord(m.record(s, row))
	}
	text := sampleOf(name, s)
	switch {
	case s.typ == "bool":
		return dataset.OfBool(text != "false" && text != "không")
	case s.typ == "date":
		v, _ := dataset.OfDate(2024, 2, 5)
		return v
	case s.typ == "int":
		n, err := strconv.ParseInt(strings.ReplaceAll(text, ".", ""), 10, 64)
		if err != nil {
			n = 12
		}
		return dataset.OfInt(n)
	case strings.HasPrefix(s.typ, "decimal"):
		return dataset.OfDecimal(9712, 2)
	case s.sample != "":
		return dataset.OfText(s.sample)
	case m.word != "" && row > 0: // else what is written of two rows would look like one word twice
		return dataset.OfText(m.word + " khác")
	case m.word != "":
		return dataset.OfText(m.word)
	}
	return dataset.OfText(sampleText(s.about, row))
}

// sampleText is an example of a text: of the first row of a list the first that its meaning
// quotes, of the last row the last; of lines that stand together all.
func sampleText(about string, row int) string {
	all := quoted(about)
	switch {
	case len(all) == 0:
		return "Nội dung mẫu"
	case strings.HasPrefix(about, "các dòng"):
		return strings.Join(all, "\n")
	case row > 0:
		all = all[len(all)-1:]
	}
	return strings.TrimSpace(strings.NewReplacer("…", "nội dung mẫu", " / ", "\n").Replace(all[0])) // " / " stands for a break
}

// quoted are the examples that a meaning quotes.
func quoted(about string) (list []string) {
	for _, part := range strings.Split(about, "“")[1:] {
		if text, _, ok := strings.Cut(part, "”"); ok && text != "" {
			list = append(list, text)
		}
	}
	return list
}
