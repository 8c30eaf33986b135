package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"vanthu/pipeline/layout"
)

func init() { api.DisableConfigDir() } // pdfcpu would make a folder in the user's home

// open reads a PDF that came from elsewhere. A fault of the library is an error like
// others.
func open(data []byte, cmd model.CommandMode) (ctx *model.Context, err error) {
	defer func() {
		if p := recover(); p != nil {
			ctx, err = nil, fmt.Errorf("not a PDF that can be read: %v", p)
		}
	}()
	conf := model.NewDefaultConfiguration()
	conf.Cmd, conf.Offline = cmd, true
	conf.ValidationMode = model.ValidationRelaxed
	return api.ReadAndValidate(bytes.NewReader(data), conf)
}

// Increment returns a PDF that begins with all bytes of another, which may be signed, and
// adds to each page what the page of doc shows, as a stamp annotation over it (ISO
// 32000-1 7.5.6, 12.5.6.12): a signature over the old bytes stays valid.
func Increment(old []byte, doc *layout.Document) ([]byte, error) {
	base, err := open(old, model.ADDANNOTATIONS)
	if err != nil {
		return nil, fmt.Errorf("the signed PDF: %w", err)
	}
	if base.Encrypt != nil {
		return nil, errors.New("the signed PDF is encrypted: let the office's signing tool add number and day")
	}
	var b bytes.Buffer
	if err := Write(&b, doc, Info{}); err != nil {
		return nil, err
	}
	over, err := open(b.Bytes(), model.ADDANNOTATIONS)
	if err != nil {
		return nil, err
	}
	if base.PageCount != len(doc.Pages) {
		return nil, fmt.Errorf("the signed PDF has %d pages, the document %d", base.PageCount, len(doc.Pages))
	}
	in := &increment{out: bytes.NewBuffer(bytes.Clone(old)), next: *base.Size, places: map[int]int{}, over: over, copied: map[int]int{}}
	if n := len(old); n > 0 && old[n-1] != '\n' {
		in.out.WriteByte('\n')
	}
	for i := range doc.Pages {
		if len(doc.Pages[i].Items) > 0 {
			if err := in.page(base, i+1); err != nil {
				return nil, fmt.Errorf("page %d: %w", i+1, err)
			}
		}
	}
	return in.close(base, old)
}

// increment writes objects behind a file.
type increment struct {
	out    *bytes.Buffer
	next   int         // number of the next new object
	places map[int]int // offsets of the objects written
	over   *model.Context
	copied map[int]int // objects of over, by their numbers here
}

func (in *increment) put(n int, text string) {
	in.places[n] = in.out.Len()
	fmt.Fprintf(in.out, "%d 0 obj\n%s\nendobj\n", n, text)
}

func (in *increment) add(text string) int {
	n := in.next
	in.next++
	in.put(n, text)
	return n
}

// page writes the appearance, the annotation and the page that has it.
func (in *increment) page(base *model.Context, nr int) error {
	d, ref, attrs, err := base.PageDict(nr, false)
	if err != nil {
		return err
	}
	from, _, fromAttrs, err := in.over.PageDict(nr, false)
	if err != nil {
		return err
	}
	body, err := in.over.PageContent(from, nr)
	if err != nil {
		return err
	}
	res, err := in.text(fromAttrs.Resources)
	if err != nil {
		return err
	}
	box := attrs.MediaBox
	rect := fmt.Sprintf("[%s %s %s %s]", float(box.LL.X), float(box.LL.Y), float(box.UR.X), float(box.UR.Y))
	own := fromAttrs.MediaBox
	body = deflate(body)
	form := in.add(fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 %s %s]/Resources%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream",
		float(own.Width()), float(own.Height()), res, len(body), body))
	note := in.add(fmt.Sprintf("<</Type/Annot/Subtype/Stamp/F 196/Rect%s/P %d %d R/Contents%s/AP<</N %d 0 R>>>>",
		rect, ref.ObjectNumber, ref.GenerationNumber, textString("Số, ngày tháng ban hành"), form))
	annots, err := base.DereferenceArray(d["Annots"])
	if err != nil {
		return err
	}
	clone := types.Dict{}
	for k, v := range d {
		clone[k] = v
	}
	clone["Annots"] = append(slices.Clone(annots), *types.NewIndirectRef(note, 0))
	text, err := verbatim(clone)
	if err == nil {
		in.put(ref.ObjectNumber.Value(), text)
	}
	return err
}

func float(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// verbatim writes an object as it is.
func verbatim(o types.Object) (string, error) {
	return serialize(o, func(r types.IndirectRef) (string, error) { return r.PDFString(), nil })
}

// text writes an object of over, and before it all that it refers to.
func (in *increment) text(o types.Object) (string, error) {
	return serialize(o, func(r types.IndirectRef) (string, error) {
		n, has := in.copied[r.ObjectNumber.Value()]
		if !has {
			n = in.next
			in.next++
			in.copied[r.ObjectNumber.Value()] = n
			v, err := in.over.Dereference(r)
			if err != nil {
				return "", err
			}
			text, err := in.text(v)
			if err != nil {
				return "", err
			}
			in.put(n, text)
		}
		return fmt.Sprintf("%d 0 R", n), nil
	})
}

// serialize writes an object, its names in order.
func serialize(o types.Object, ref func(types.IndirectRef) (string, error)) (string, error) {
	switch o := o.(type) {
	case nil:
		return "null", nil
	case types.IndirectRef:
		return ref(o)
	case *types.IndirectRef:
		return ref(*o)
	case types.Array:
		var parts []string
		for _, v := range o {
			s, err := serialize(v, ref)
			if err != nil {
				return "", err
			}
			parts = append(parts, s)
		}
		return "[" + strings.Join(parts, " ") + "]", nil
	case types.Dict:
		names := make([]string, 0, len(o))
		for k := range o {
			names = append(names, k)
		}
		slices.Sort(names)
		var b strings.Builder
		b.WriteString("<<")
		for _, k := range names {
			s, err := serialize(o[k], ref)
			if err != nil {
				return "", err
			}
			b.WriteString(types.Name(k).PDFString() + " " + s)
		}
		b.WriteString(">>")
		return b.String(), nil
	case types.StreamDict:
		s, err := serialize(o.Dict, ref) // of a file of ours, whose lengths stand in their places
		return s + "stream\n" + string(o.Raw) + "\nendstream", err
	default:
		return o.PDFString(), nil
	}
}

// close writes the cross-reference section in the manner of the file.
func (in *increment) close(base *model.Context, old []byte) ([]byte, error) {
	i := bytes.LastIndex(old, []byte("startxref"))
	if i < 0 {
		return nil, errSyntax
	}
	before, err := (&scanner{src: old, at: i + len("startxref")}).integer()
	if err != nil {
		return nil, errSyntax
	}
	asStream := before < len(old) && !bytes.HasPrefix(bytes.TrimLeft(old[before:], " \r\n\t"), []byte("xref"))
	own := in.next
	if asStream {
		in.next++
	}
	at := in.out.Len()
	entries := fmt.Sprintf("/Size %d/Root %s/Prev %d", in.next, base.Root.PDFString(), before)
	if base.Info != nil {
		entries += "/Info " + base.Info.PDFString()
	}
	if base.ID != nil {
		entries += "/ID" + base.ID.PDFString()
	}
	if asStream {
		in.places[own] = at
	}
	numbers := make([]int, 0, len(in.places))
	for n := range in.places {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	if asStream {
		var index, rows []byte
		for _, n := range numbers {
			index = fmt.Appendf(index, "%d 1 ", n)
			p := in.places[n]
			rows = append(rows, 1, byte(p>>32), byte(p>>24), byte(p>>16), byte(p>>8), byte(p), 0, 0)
		}
		fmt.Fprintf(in.out, "%d 0 obj\n<</Type/XRef/W[1 5 2]/Index[%s]%s/Length %d>>stream\n%s\nendstream\nendobj\n", own, index, entries, len(rows), rows)
	} else {
		in.out.WriteString("xref\n")
		for _, n := range numbers {
			fmt.Fprintf(in.out, "%d 1\n%010d 00000 n \n", n, in.places[n])
		}
		fmt.Fprintf(in.out, "trailer\n<<%s>>\n", entries)
	}
	fmt.Fprintf(in.out, "startxref\n%d\n%%%%EOF\n", at)
	return in.out.Bytes(), nil
}
