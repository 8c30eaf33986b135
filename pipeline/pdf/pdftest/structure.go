package pdftest

import (
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// parents says which kinds of element may hold a kind (ISO 32000-1, 14.8.4; ISO 14289-1, 7).
// Kinds that are not named may stand anywhere.
var parents = map[string]string{
	"Document": "",
	"TR":       "Table THead TBody TFoot", "THead": "Table", "TBody": "Table", "TFoot": "Table",
	"TH": "TR", "TD": "TR", "LI": "L", "Lbl": "LI Note Reference", "LBody": "LI",
}

// kinds are the standard types of elements that files of ours use.
var kinds = map[string]bool{"Document": true, "Part": true, "Sect": true, "Div": true, "P": true, "H1": true, "H2": true, "H3": true, "H4": true, "H5": true, "H6": true,
	"L": true, "LI": true, "Lbl": true, "LBody": true, "Table": true, "TR": true, "TH": true, "TD": true, "THead": true, "TBody": true, "TFoot": true,
	"Span": true, "Link": true, "Note": true, "Reference": true, "Figure": true, "Caption": true, "Form": true}

// tree is the structure while it is being walked.
type tree struct {
	*audit
	owner   map[mark]int // element by marked content
	objects map[int]int  // element by annotation
	nodes   int
}

// structure looks at the tree of tags: every element in its place, every piece of content
// in one element, and the way back from content to element (ISO 32000-1, 14.7).
func (a *audit) structure() {
	root := a.dict(a.root["StructTreeRoot"])
	t := &tree{audit: a, owner: map[mark]int{}, objects: map[int]int{}}
	self := objectNumber(a.root["StructTreeRoot"])
	for _, k := range t.kids(root) {
		t.element(k, within{number: self})
	}
	for m := range a.marks {
		if t.owner[m] == 0 {
			a.fault("14.7.4.3: content %d of page object %d belongs to no element", m.id, m.page)
		}
	}
	for m, n := range t.owner {
		if !a.marks[m] {
			a.fault("14.7.4.3: element %d has content %d of page object %d, which is not there", n, m.id, m.page)
		}
	}
	t.parentTree(root)
}

func (t *tree) kids(d types.Dict) types.Array {
	if k, is := t.get(d["K"]).(types.Array); is {
		return k
	}
	if d["K"] == nil {
		return nil
	}
	return types.Array{d["K"]}
}

// within is the element that something stands in.
type within struct {
	number      int
	kind        string
	page, depth int // page is an object number
}

// element checks an element and all below it.
func (t *tree) element(o types.Object, in within) {
	d := t.dict(o)
	n := objectNumber(o)
	kind := t.name(d["S"])
	if n == 0 || d == nil || in.depth > 60 {
		t.fault("14.7.2: an element that is no object of its own, or too deep, in a %s", in.kind)
		return
	}
	t.nodes++
	if objectNumber(d["P"]) != in.number {
		t.fault("14.7.2: element %d %s: its parent is %v, not %d", n, kind, d["P"], in.number)
	}
	if !kinds[kind] {
		t.fault("14.8.4: element %d: kind %q", n, kind)
	}
	if allowed, bound := parents[kind]; bound && !contains(allowed, in.kind) {
		t.fault("14.8.4: element %d: a %s in a %q", n, kind, in.kind)
	}
	page := in.page
	if d["Pg"] != nil {
		page = objectNumber(d["Pg"])
	}
	if kind == "Figure" && strings.TrimSpace(t.text(d["Alt"])) == "" {
		t.fault("14289-1, 7.3: figure %d without a description", n)
	}
	if kind == "TH" && t.attribute(d, "Scope") == nil {
		t.fault("14289-1, 7.5: heading cell %d without scope", n)
	}
	if kind == "Note" && t.text(d["ID"]) == "" {
		t.fault("14289-1, 7.9: note %d without a name", n)
	}
	links := len(t.objects)
	for _, k := range t.kids(d) {
		t.kid(k, within{n, kind, page, in.depth + 1})
	}
	if kind == "Link" && len(t.objects) == links {
		t.fault("14.8.4.4.2: link %d without an annotation", n)
	}
	if kind == "Table" {
		t.table(n, d)
	}
}

func contains(list, word string) bool {
	for _, w := range strings.Split(list, " ") {
		if w == word {
			return true
		}
	}
	return false
}

// kid checks what stands in an element: content, an annotation or another element.
func (t *tree) kid(k types.Object, in within) {
	if id, is := integer(t.get(k)); is {
		t.content(mark{in.page, id}, in)
		return
	}
	d := t.dict(k)
	if d["Pg"] != nil && d["S"] == nil {
		in.page = objectNumber(d["Pg"])
	}
	switch t.name(d["Type"]) {
	case "MCR":
		id, _ := integer(t.get(d["MCID"]))
		t.content(mark{in.page, id}, in)
	case "OBJR":
		at := objectNumber(d["Obj"])
		if t.objects[at] != 0 || at == 0 {
			t.fault("14.7.4.3: annotation %d stands twice in the structure", at)
		}
		t.objects[at] = in.number
		if in.kind != "Link" && in.kind != "Form" {
			t.fault("14.8.4.4.2: an annotation in a %s", in.kind)
		}
	default:
		t.element(k, in)
	}
}

func (t *tree) content(m mark, in within) {
	if t.owner[m] != 0 {
		t.fault("14.7.4.3: content %d of page object %d stands in two elements", m.id, m.page)
	}
	t.owner[m] = in.number
	switch in.kind {
	case "Document", "Table", "TR", "THead", "TBody", "TFoot", "L", "LI":
		t.fault("14.8.4: element %d: text directly in a %s", in.number, in.kind)
	}
}

// attribute returns an attribute of an element, of any owner.
func (t *tree) attribute(d types.Dict, key string) types.Object {
	list := t.array(d["A"])
	if list == nil {
		list = types.Array{d["A"]}
	}
	for _, o := range list {
		if v := t.dict(o)[key]; v != nil {
			return v
		}
	}
	return nil
}

// table checks that all rows cover the same columns, spans included (14289-1, 7.5).
func (t *tree) table(n int, d types.Dict) {
	var rows []types.Dict
	var collect func(d types.Dict)
	collect = func(d types.Dict) {
		for _, k := range t.kids(d) {
			switch r := t.dict(k); t.name(r["S"]) {
			case "TR":
				rows = append(rows, r)
			case "THead", "TBody", "TFoot":
				collect(r)
			}
		}
	}
	collect(d)
	if len(rows) == 0 {
		t.fault("14.8.4.3.4: table %d without rows", n)
	}
	taken := map[[2]int]bool{}
	width := 0
	for i, r := range rows {
		at := 0
		for _, k := range t.kids(r) {
			c := t.dict(k)
			for taken[[2]int{i, at}] {
				at++
			}
			across, down := max(1, int(t.number(t.attribute(c, "ColSpan")))), max(1, int(t.number(t.attribute(c, "RowSpan"))))
			if i+down > len(rows) {
				t.fault("14289-1, 7.5: table %d, row %d: a cell reaches below the table", n, i+1)
			}
			for y := range min(down, len(rows)-i) {
				for x := range across {
					if taken[[2]int{i + y, at + x}] {
						t.fault("14289-1, 7.5: table %d, row %d: cells overlap", n, i+1)
					}
					taken[[2]int{i + y, at + x}] = true
				}
			}
			at += across
		}
		for taken[[2]int{i, at}] {
			at++
		}
		if i == 0 {
			width = at
		} else if at != width {
			t.fault("14289-1, 7.5: table %d, row %d: %d columns, the first row %d", n, i+1, at, width)
		}
	}
}

// parentTree checks the way back: from pages and annotations to elements (14.7.4.4).
func (t *tree) parentTree(root types.Dict) {
	next := int(t.number(root["ParentTreeNextKey"]))
	entries := map[int]types.Object{}
	last := -1
	var walk func(d types.Dict, depth int)
	walk = func(d types.Dict, depth int) {
		nums := t.array(d["Nums"])
		for i := 0; i+1 < len(nums); i += 2 {
			key, _ := integer(nums[i])
			if key <= last || key >= next {
				t.fault("14.7.4.4: key %d after %d, the next would be %d", key, last, next)
			}
			last, entries[key] = key, nums[i+1]
		}
		for _, k := range t.array(d["Kids"]) {
			if depth < 20 {
				walk(t.dict(k), depth+1)
			}
		}
	}
	walk(t.dict(root["ParentTree"]), 0)
	for i, leaf := range t.leaves {
		p := t.dict(leaf)
		key, _ := integer(p["StructParents"])
		list := t.array(entries[key])
		for id, o := range list {
			if want := t.owner[mark{leaf.ObjectNumber.Value(), id}]; objectNumber(o) != want {
				t.fault("14.7.4.4: page %d: content %d leads to %v, it stands in %d", i+1, id, o, want)
			}
		}
		for m, n := range t.owner {
			if m.page == leaf.ObjectNumber.Value() && m.id >= len(list) {
				t.fault("14.7.4.4: page %d: content %d of element %d leads nowhere", i+1, m.id, n)
			}
		}
		for _, o := range t.array(p["Annots"]) {
			key, is := integer(t.dict(o)["StructParent"])
			if n := objectNumber(o); !is || t.objects[n] == 0 || objectNumber(entries[key]) != t.objects[n] {
				t.fault("14.7.4.4: page %d: annotation %d does not lead to its element", i+1, n)
			}
		}
	}
}
