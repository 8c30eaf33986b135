package refresh

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/making"
	"vanthu/pipeline/making/officetest"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

// shipped is a paper of the sample year: what fills it, and its data as JSON.
type shipped struct {
	kind string
	tpl  *fill.Template
	data []byte
}

// dot stands for the chart of the report, which the data of a version do not hold.
const dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=="

// shippedPapers are the plan, the decision and the report that people edit most.
func shippedPapers(t testing.TB) (list []shipped) {
	t.Helper()
	d := dbtest.SQLite(t, queries.Schema())
	if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
		t.Fatal(err)
	}
	m := officetest.Shipped(t, d, os.DirFS("../../templates"))
	for _, kind := range []string{"ke-hoach", "quyet-dinh-khen-thuong", "bao-cao-tong-ket"} {
		made, err := m.Make(t.Context(), making.Request{Kind: kind, Params: map[string]string{"nam": "2024"}, Formats: []string{"docx"}})
		if err != nil {
			t.Fatal(err)
		}
		k, err := m.Catalog.Kind(kind)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := made[len(made)-1].Data.WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		data := bytes.Replace(b.Bytes(), []byte("{"), []byte(`{"bieu_do": "`+dot+`", `), 1)
		list = append(list, shipped{kind, k.Linked(), data})
	}
	return list
}

// parsed is a data set as the archive keeps it.
func parsed(t testing.TB, data []byte) *dataset.Set {
	t.Helper()
	s, err := dataset.ParseJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// changedData are data some of whose figures, words and records are others.
func changedData(t testing.TB, r *rand.Rand, data []byte) []byte {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var all map[string]any
	if err := d.Decode(&all); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list, is := all[name].([]any)
		if !is {
			if r.IntN(8) == 0 {
				all[name] = changedLeaf(r, all[name])
			}
			continue
		}
		if r.IntN(3) == 0 {
			all[name] = changedList(r, list)
		}
	}
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func changedLeaf(r *rand.Rand, v any) any {
	switch v := v.(type) {
	case json.Number:
		if r.IntN(4) == 0 {
			return json.Number("0")
		}
		if n, err := v.Int64(); err == nil && n > 0 && n != 2024 {
			return json.Number(fmt.Sprint(n + int64(r.IntN(2000)) - min(n, 1000)))
		}
	case string:
		if len(v) > 20 && v != dot {
			return v + fmt.Sprint(" (bổ sung ", r.IntN(9), ")")
		}
	}
	return v
}

// changedList lets records go, changes their figures, puts new ones in, and moves them.
func changedList(r *rand.Rand, list []any) []any {
	var out []any
	for _, one := range list {
		record := maps.Clone(one.(map[string]any))
		switch r.IntN(12) {
		case 0: // gone
			continue
		case 1: // another one before it
			other := maps.Clone(record)
			for name, v := range other {
				if s, is := v.(string); is && len(s) > 3 && (len(s) != len(time.DateOnly) || s[4] != '-') {
					other[name] = s + " số " + fmt.Sprint(1+r.IntN(90))
				}
			}
			out = append(out, other)
		case 2, 3:
			for _, name := range slices.Sorted(maps.Keys(record)) {
				record[name] = changedLeaf(r, record[name])
			}
		}
		out = append(out, record)
	}
	if len(out) > 1 && r.IntN(4) == 0 {
		i := r.IntN(len(out) - 1)
		out[i], out[i+1] = out[i+1], out[i]
	}
	return out
}

// TestShippedPapers: the laws hold for the papers of the office, whatever people do to them
// and however the data change.
func TestShippedPapers(t *testing.T) {
	papers := shippedPapers(t)
	applied := map[string]int{}
	for seed := range uint64(300) {
		if testing.Short() && seed%20 != 0 {
			continue
		}
		p := papers[[]int{0, 1, 0, 1, 0, 1, 0, 0, 2, 0}[seed/3%10]]
		r := rand.New(rand.NewPCG(seed, 29))
		data := p.data
		if seed%2 == 0 {
			data = changedData(t, r, data)
		}
		law := &law{t: t, seed: seed, tpl: p.tpl, made: parsed(t, data), now: parsed(t, changedData(t, r, data))}
		law.edit(r, applied)
		law.hold(4)
		if t.Failed() {
			t.Log(p.kind)
			return
		}
	}
}
