package pdf

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"vanthu/pipeline/unit"
)

// frame is the page of a template without its fields, as a form XObject (ISO 32000-1,
// 8.10) and the objects that it needs. References count from the frame's first object.
type frame struct {
	box       array
	resources any
	content   []byte
	objects   []frameObject
}

// height is the height of the template's page.
func (f *frame) height() unit.Length { return points(f.box[3].(float64) - f.box[1].(float64)) }

type frameObject struct {
	value any
	data  []byte // of a stream, as stored
}

// Limits of what a template's page may bring along.
const (
	maxFrameObjects = 20_000
	maxFrameBytes   = 64 << 20
)

// importPage reads the content of a page and all that its resources refer to.
func importPage(ctx *model.Context, page types.Dict, res types.Dict, box *types.Rectangle) (frame, error) {
	in := importer{ctx: ctx, refs: map[int]ref{}}
	f := frame{box: array{box.LL.X, box.LL.Y, box.UR.X, box.UR.Y}}
	var err error
	if f.content, err = in.content(page["Contents"]); err != nil {
		return f, fmt.Errorf("mẫu PDF: %w", err)
	}
	if own, err := ctx.DereferenceDict(page["Resources"]); err == nil && own != nil {
		res = own
	}
	if f.resources, err = in.value(res, 0); err != nil {
		return f, fmt.Errorf("mẫu PDF: %w", err)
	}
	for i := 0; i < len(in.todo); i++ { // the list grows on the way
		o, err := ctx.Dereference(in.todo[i])
		if err != nil {
			return f, fmt.Errorf("mẫu PDF: %w", err)
		}
		var obj frameObject
		if s, is := o.(types.StreamDict); is {
			o, obj.data = s.Dict, s.Raw
		}
		in.bytes += len(obj.data)
		if len(in.todo) > maxFrameObjects || in.bytes > maxFrameBytes {
			return f, errors.New("mẫu PDF quá lớn")
		}
		if obj.value, err = in.value(o, 0); err != nil {
			return f, fmt.Errorf("mẫu PDF: %w", err)
		}
		if d, is := obj.value.(dict); is && obj.data != nil {
			delete(d, "Length") // the writer says it
		}
		f.objects = append(f.objects, obj)
	}
	return f, nil
}

type importer struct {
	ctx   *model.Context
	refs  map[int]ref // object number of the template to place in the frame, from 1
	todo  []types.IndirectRef
	bytes int
}

// content joins the content streams of a page.
func (in *importer) content(o types.Object) ([]byte, error) {
	o, err := in.ctx.Dereference(o)
	if err != nil || o == nil {
		return nil, err
	}
	list, is := o.(types.Array)
	if !is {
		list = types.Array{o}
	}
	var out []byte
	for _, part := range list {
		s, _, err := in.ctx.DereferenceStreamDict(part)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue
		}
		if err := s.Decode(); err != nil {
			return nil, err
		}
		if out = append(append(out, s.Content...), '\n'); len(out) > maxFrameBytes {
			return nil, errors.New("nội dung trang quá lớn")
		}
	}
	return out, nil
}

// scalar is an object that is written as it was read.
type scalar string

// value copies an object; what it refers to is noted for later.
func (in *importer) value(o types.Object, depth int) (any, error) {
	if depth > maxNesting {
		return nil, errSyntax
	}
	switch o := o.(type) {
	case nil:
		return nil, nil
	case types.IndirectRef:
		n := o.ObjectNumber.Value()
		if in.refs[n] == 0 {
			in.todo = append(in.todo, o)
			in.refs[n] = ref(len(in.todo))
		}
		return in.refs[n], nil
	case types.Float:
		return o.Value(), nil
	case types.Dict:
		d := dict{}
		for _, k := range slices.Sorted(maps.Keys(o)) { // references are numbered in this order
			if k == "Parent" || k == "StructParent" || k == "StructParents" || k == "OC" {
				continue // leads out of the page
			}
			var err error
			if d[name(k)], err = in.value(o[k], depth+1); err != nil {
				return nil, err
			}
		}
		return d, nil
	case types.Array:
		a := make(array, len(o))
		for i, v := range o {
			var err error
			if a[i], err = in.value(v, depth+1); err != nil {
				return nil, err
			}
		}
		return a, nil
	}
	return scalar(o.PDFString()), nil
}

// write writes the frame and returns its form XObject.
func (f *frame) write(w *writer) ref {
	first := ref(len(w.places)) - 1
	for range f.objects {
		w.reserve()
	}
	for i, o := range f.objects {
		self := first + ref(i) + 1
		if o.data == nil {
			w.put(self, "%s", appendObject(nil, o.value, first))
			continue
		}
		body := appendObject(nil, o.value, first)
		w.rawStream(self, string(body[2:len(body)-2]), o.data)
	}
	self := w.reserve()
	w.stream(self, fmt.Sprintf("/Type/XObject/Subtype/Form/BBox%s/Resources %s",
		appendObject(nil, f.box, 0), appendObject(nil, f.resources, first)), f.content)
	return self
}

// appendObject writes an object; references count from first.
func appendObject(b []byte, o any, first ref) []byte {
	switch o := o.(type) {
	case nil:
		return append(b, "null"...)
	case scalar:
		return append(b, o...)
	case float64:
		return strconv.AppendFloat(b, o, 'f', -1, 64)
	case ref:
		return append(b, (first + o).String()...)
	case name:
		return append(append(b, '/'), o...)
	case array:
		b = append(b, '[')
		for i, v := range o {
			if i > 0 {
				b = append(b, ' ')
			}
			b = appendObject(b, v, first)
		}
		return append(b, ']')
	case dict:
		b = append(b, "<<"...)
		for _, k := range slices.Sorted(maps.Keys(o)) {
			b = append(b, types.Name(k).PDFString()...)
			b = append(b, ' ')
			b = appendObject(b, o[k], first)
		}
		return append(b, ">>"...)
	}
	panic(fmt.Sprintf("pdf: object of type %T", o))
}
