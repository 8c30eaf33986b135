package archive

import (
	"strings"

	"vanthu/pipeline/dataset"
)

// searched returns the texts by which a document is found.
func (m *Made) searched() []string {
	k := m.Key
	texts := []string{m.Title, m.Name, k.Kind, k.Period, k.Agency, k.Unit, k.Round}
	names(dataset.OfRecord(m.Data.Record()), "", &texts)
	return texts
}

// names collects what people search for in a data set: names of people, units, places.
func names(v dataset.Value, column string, out *[]string) {
	if r := v.Record(); r != nil {
		for i, c := range r.Columns().Names() {
			names(r.At(i), c, out)
		}
		return
	}
	if list := v.Items(); list != nil {
		for _, item := range list {
			names(item, column, out)
		}
		return
	}
	for _, p := range []string{"ho_ten", "ten", "don_vi", "nguoi", "trich_yeu", "so_"} {
		if s := v.Literal(); strings.HasPrefix(column, p) && v.Kind() == dataset.Text && len(s) <= 300 {
			*out = append(*out, s)
			return
		}
	}
}
