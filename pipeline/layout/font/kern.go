package font

import (
	"cmp"
	"slices"

	"vanthu/pipeline/unit"
)

// Kerning moves pairs of glyphs together or apart: PairPos of GPOS, or the table "kern"
// (OpenType 1.9). It is nil for a face without pairs. Contextual kerning is not read.
type Kerning struct {
	lookups []kernLookup // their values add up
}

// kernLookup is a list of tables, of which the first that knows a pair counts.
type kernLookup []kernTable

// kernTable holds pairs of glyphs, or of classes of glyphs where left is not nil.
type kernTable struct {
	first  []uint32 // by left glyph: the begin of its pairs; one more than glyphs
	second []uint16 // right glyphs, ascending for each left one
	value  []int16  // of the pairs; of classes: a row for each left class

	left, right []uint16 // classes by glyph; left: noClass where a glyph is in none
	columns     int      // number of right classes
}

const noClass = 0xFFFF

// of returns by how much the right glyph of a pair moves to the right, in units of the em.
func (k *Kerning) of(left, right uint16) (sum int64) {
	for _, l := range k.lookups {
		for i := range l {
			if v, ok := l[i].of(left, right); ok {
				sum += int64(v)
				break
			}
		}
	}
	return sum
}

// Between returns by how much right moves to the right behind left, in units of the em.
func (k *Kerning) Between(m *Metrics, left, right rune) int64 {
	return k.of(m.glyph(left).index, m.glyph(right).index)
}

// Within adds up the pairs of a text, in units of the em.
func (k *Kerning) Within(m *Metrics, text string) (sum int64) {
	left := uint16(0)
	for _, r := range text {
		right := m.glyph(r).index
		if left != 0 {
			sum += k.of(left, right)
		}
		left = right
	}
	return sum
}

func (t *kernTable) of(left, right uint16) (int16, bool) {
	if t.left != nil {
		if int(left) >= len(t.left) || t.left[left] == noClass {
			return 0, false
		}
		column := 0
		if int(right) < len(t.right) {
			column = int(t.right[right])
		}
		return t.value[int(t.left[left])*t.columns+column], true
	}
	if int(left)+1 >= len(t.first) || t.first[left] == t.first[left+1] {
		return 0, false
	}
	from := t.first[left]
	i, ok := slices.BinarySearch(t.second[from:t.first[left+1]], right)
	if !ok {
		return 0, false
	}
	return t.value[int(from)+i], true
}

// Kern returns by how much b moves to the right behind a at a given size of the em.
func (f *Face) Kern(a, b rune, size unit.Length) unit.Length {
	k := f.Kerning()
	if k == nil {
		return 0
	}
	m := f.Metrics()
	return size.Scale(k.Between(m, a, b), m.PerEm)
}

// Kerning returns the pairs of a face, nil where it has none; they are read on first use.
func (f *Face) Kerning() *Kerning {
	f.kernOnce.Do(func() {
		if t, err := openTables(f.Data); err == nil && f.Check() == nil {
			f.kern = readKerning(t, f.metrics.PerEm)
		}
	})
	return f.kern
}

// readKerning takes the pairs of GPOS, and without any for Latin script those of "kern".
func readKerning(t *sfntTables, perEm int64) *Kerning {
	r := &kernReader{gpos: t.tables["GPOS"], most: perEm / 2}
	r.left = len(r.gpos) + len(t.tables["kern"]) + 1<<17 // ranges of glyphs take few bytes
	k := &Kerning{}
	for _, at := range r.lookups() {
		if l := r.lookup(at); len(l) > 0 {
			k.lookups = append(k.lookups, l)
		}
	}
	if len(k.lookups) == 0 {
		k.lookups = r.old(t.tables["kern"])
	}
	if len(k.lookups) == 0 {
		return nil
	}
	return k
}

// kernReader reads tables in which every offset may be wrong.
type kernReader struct {
	gpos []byte
	left int   // entries that may still be read; a sound table has no more
	most int64 // no pair moves farther
}

// value reads a value.
func (r *kernReader) value(b []byte, at int) int16 {
	return int16(max(-r.most, min(signed16(b, at), r.most)))
}

// spend reports whether n more entries may be read.
func (r *kernReader) spend(n int) bool {
	r.left -= n
	return r.left >= 0
}

// lookups returns where the lookups begin that serve the feature "kern" of Latin script.
func (r *kernReader) lookups() (at []int) {
	g := r.gpos
	scripts, features, lookups := be16(g, 4), be16(g, 6), be16(g, 8)
	system := 0
	for _, tag := range []string{"latn", "DFLT", "dflt"} {
		for i := range be16(g, scripts) {
			rec := scripts + 2 + 6*i
			if rec+6 <= len(g) && string(g[rec:rec+4]) == tag && system == 0 {
				script := scripts + be16(g, rec+4)
				if offset := be16(g, script); offset != 0 {
					system = script + offset
				}
			}
		}
	}
	if system == 0 {
		return nil
	}
	var numbers []int
	for i := range be16(g, system+4) {
		rec := features + 2 + 6*be16(g, system+6+2*i)
		if rec+6 > len(g) || string(g[rec:rec+4]) != "kern" {
			continue
		}
		feature := features + be16(g, rec+4)
		for j := range be16(g, feature+2) {
			if !r.spend(1) {
				return nil
			}
			numbers = append(numbers, be16(g, feature+4+2*j))
		}
	}
	slices.Sort(numbers)
	for _, n := range slices.Compact(numbers) {
		if n < be16(g, lookups) {
			at = append(at, lookups+be16(g, lookups+2+2*n))
		}
	}
	return at
}

// lookup reads the pair tables of a lookup.
func (r *kernReader) lookup(at int) (out kernLookup) {
	g := r.gpos
	kind := be16(g, at)
	for i := range be16(g, at+4) {
		if !r.spend(1) {
			break
		}
		sub, k := at+be16(g, at+6+2*i), kind
		if k == 9 { // an extension: 32-bit offsets
			k, sub = be16(g, sub+2), sub+be32(g, sub+4)
		}
		if k != 2 || sub+10 > len(g) || sub < 0 {
			continue
		}
		var t kernTable
		var ok bool
		switch be16(g, sub) {
		case 1:
			t, ok = r.pairs(sub)
		case 2:
			t, ok = r.classes(sub)
		}
		if ok {
			out = append(out, t)
		}
	}
	return out
}

// values returns how long a value record is and where the advance stands in it, −1 nowhere.
func values(format int) (size, advance int) {
	advance = -1
	for bit := range 8 {
		if format&(1<<bit) != 0 {
			if bit == 2 {
				advance = size
			}
			size += 2
		}
	}
	return size, advance
}

// pair is a pair of glyphs with its value.
type pair struct {
	left, right uint16
	value       int16
}

// pairs reads a PairPos table of format 1.
func (r *kernReader) pairs(at int) (kernTable, bool) {
	g := r.gpos
	size, advance := values(be16(g, at+4))
	second, _ := values(be16(g, at+6))
	if advance < 0 {
		return kernTable{}, false
	}
	var all []pair
	r.coverage(at+be16(g, at+2), func(glyph uint16, index int) {
		if index >= be16(g, at+8) {
			return
		}
		set := at + be16(g, at+10+2*index)
		for i := range be16(g, set) {
			rec := set + 2 + i*(2+size+second)
			if rec+2+size > len(g) || !r.spend(1) {
				return
			}
			all = append(all, pair{glyph, uint16(be16(g, rec)), r.value(g, rec+2+advance)})
		}
	})
	return tableOf(all), len(all) > 0
}

// tableOf sorts pairs into a table; of equal pairs the first counts.
func tableOf(all []pair) kernTable {
	slices.SortStableFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right))
	})
	all = slices.CompactFunc(all, func(a, b pair) bool { return a.left == b.left && a.right == b.right })
	var t kernTable
	for _, p := range all {
		for len(t.first) <= int(p.left) {
			t.first = append(t.first, uint32(len(t.second)))
		}
		t.second, t.value = append(t.second, p.right), append(t.value, p.value)
	}
	t.first = append(t.first, uint32(len(t.second)))
	return t
}

// classes reads a PairPos table of format 2.
func (r *kernReader) classes(at int) (kernTable, bool) {
	g := r.gpos
	size, advance := values(be16(g, at+4))
	second, _ := values(be16(g, at+6))
	rows, columns := be16(g, at+12), be16(g, at+14)
	step := size + second
	if advance < 0 || rows == 0 || columns == 0 || at+16+rows*columns*step > len(g) || !r.spend(rows*columns) {
		return kernTable{}, false
	}
	t := kernTable{columns: columns, value: make([]int16, rows*columns)}
	for i := range t.value {
		t.value[i] = r.value(g, at+16+i*step+advance)
	}
	left := r.classesOf(at+be16(g, at+8), rows)
	t.right = r.classesOf(at+be16(g, at+10), columns)
	r.coverage(at+be16(g, at+2), func(glyph uint16, _ int) {
		for len(t.left) <= int(glyph) {
			t.left = append(t.left, noClass)
		}
		t.left[glyph] = 0
		if int(glyph) < len(left) {
			t.left[glyph] = left[glyph]
		}
	})
	return t, t.left != nil
}

// coverage calls yield for each glyph of a coverage table with its index.
func (r *kernReader) coverage(at int, yield func(glyph uint16, index int)) {
	g := r.gpos
	n := be16(g, at+2)
	switch be16(g, at) {
	case 1:
		for i := range n {
			if at+6+2*i > len(g) || !r.spend(1) {
				return
			}
			yield(uint16(be16(g, at+4+2*i)), i)
		}
	case 2:
		for i := range n {
			rec := at + 4 + 6*i
			from, to, index := be16(g, rec), be16(g, rec+2), be16(g, rec+4)
			if rec+6 > len(g) || !r.spend(max(0, to-from)+1) {
				return
			}
			for glyph := from; glyph <= to; glyph++ {
				yield(uint16(glyph), index+glyph-from)
			}
		}
	}
}

// classesOf reads a class definition: the classes by glyph, all below n.
func (r *kernReader) classesOf(at, n int) (out []uint16) {
	g := r.gpos
	put := func(glyph, class int) {
		for len(out) <= glyph {
			out = append(out, 0)
		}
		if class < n {
			out[glyph] = uint16(class)
		}
	}
	switch be16(g, at) {
	case 1:
		from := be16(g, at+2)
		for i := range be16(g, at+4) {
			if at+8+2*i > len(g) || from+i > 0xFFFF || !r.spend(1) {
				return out
			}
			put(from+i, be16(g, at+6+2*i))
		}
	case 2:
		for i := range be16(g, at+2) {
			rec := at + 4 + 6*i
			from, to := be16(g, rec), be16(g, rec+2)
			if rec+6 > len(g) || !r.spend(max(0, to-from)+1) {
				return out
			}
			for glyph := from; glyph <= to; glyph++ {
				put(glyph, be16(g, rec+4))
			}
		}
	}
	return out
}

// old reads the table "kern" of version 0: subtables of format 0 whose values are horizontal
// kerning; later subtables add to earlier ones.
func (r *kernReader) old(b []byte) (out []kernLookup) {
	if be16(b, 0) != 0 {
		return nil
	}
	at := 4
	for range be16(b, 2) {
		size, coverage := be16(b, at+2), be16(b, at+4)
		if coverage&0xFF07 == 1 { // format 0; horizontal, no minimum, not across
			var all []pair
			for i := range be16(b, at+6) {
				rec := at + 14 + 6*i
				if rec+6 > len(b) || !r.spend(1) {
					break
				}
				all = append(all, pair{uint16(be16(b, rec)), uint16(be16(b, rec+2)), r.value(b, rec+4)})
			}
			if len(all) > 0 {
				out = append(out, kernLookup{tableOf(all)})
			}
		}
		if size < 6 || at+size >= len(b) {
			break
		}
		at += size
	}
	return out
}
