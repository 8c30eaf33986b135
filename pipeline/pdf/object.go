package pdf

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"strconv"
	"sync"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"
)

// ref is the number of a PDF object; generations are always 0.
type ref int

func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// writer writes a PDF file front to back: streams as they come, all other objects
// packed in object streams (ISO 32000-1, 7.5.7), a cross-reference stream at the end.
type writer struct {
	w      *bufio.Writer
	sum    hash.Hash
	at     int64
	err    error
	places []place // by object number
	packed []ref   // objects waiting for the next object stream
	begins []int   // of each in body
	body   []byte
}

// place is where an object stands: an offset, or an object stream and the place in it.
type place struct {
	offset int64
	stream ref
	index  int
}

// packSize is how many objects share one object stream.
const packSize = 200

func newWriter(out io.Writer) *writer {
	w := &writer{w: bufio.NewWriter(out), sum: sha256.New(), places: make([]place, 1)}
	w.write("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	return w
}

func (w *writer) write(s string) {
	if w.err == nil {
		w.sum.Write([]byte(s))
		_, w.err = w.w.WriteString(s)
		w.at += int64(len(s))
	}
}

func (w *writer) writeBytes(b []byte) {
	if w.err == nil {
		w.sum.Write(b)
		_, w.err = w.w.Write(b)
		w.at += int64(len(b))
	}
}

// reserve gives a number to an object that is written later.
func (w *writer) reserve() ref {
	w.places = append(w.places, place{})
	return ref(len(w.places) - 1)
}

// put writes an object that is no stream.
func (w *writer) put(r ref, format string, args ...any) {
	w.begin(r)
	w.body = fmt.Appendf(w.body, format, args...)
	w.end()
}

// begin starts an object in body; end ends it.
func (w *writer) begin(r ref) {
	w.packed, w.begins = append(w.packed, r), append(w.begins, len(w.body))
}

func (w *writer) end() {
	w.body = append(w.body, '\n')
	if len(w.packed) == packSize {
		w.pack()
	}
}

// add is put with a new number.
func (w *writer) add(format string, args ...any) ref {
	r := w.reserve()
	w.put(r, format, args...)
	return r
}

func (w *writer) pack() {
	if len(w.packed) == 0 {
		return
	}
	s := w.reserve()
	var data []byte
	for i, r := range w.packed {
		w.places[r] = place{stream: s, index: i}
		data = append(strconv.AppendInt(data, int64(r), 10), ' ')
		data = append(strconv.AppendInt(data, int64(w.begins[i]), 10), ' ')
	}
	dict := fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(w.packed), len(data))
	data = append(data, w.body...)
	w.packed, w.begins, w.body = w.packed[:0], w.begins[:0], w.body[:0]
	w.stream(s, dict, data)
}

// stream writes a stream object, deflated; dict holds entries besides Length and Filter.
func (w *writer) stream(r ref, dict string, data []byte) {
	w.rawStream(r, dict+"/Filter/FlateDecode", deflate(data))
}

// rawStream writes a stream object with data as they are.
func (w *writer) rawStream(r ref, dict string, data []byte) {
	w.places[r] = place{offset: w.at}
	w.write(fmt.Sprintf("%d 0 obj\n<<%s/Length %d>>stream\n", r, dict, len(data)))
	w.writeBytes(data)
	w.write("\nendstream\nendobj\n")
}

// finish writes the cross-reference stream and the trailer. The file's identifier is a
// hash of all that was written.
func (w *writer) finish(root, info ref) error {
	w.pack()
	r := w.reserve()
	w.places[r] = place{offset: w.at}
	id := w.sum.Sum(nil)[:16]
	// A row is written as its difference from the row before (PNG's predictor Up), which
	// makes most rows alike.
	const size = 8
	rows := make([]byte, 0, (1+size)*len(w.places))
	var last, row [size]byte
	for i, p := range w.places {
		kind, a, b := byte(1), p.offset, 0
		switch {
		case i == 0:
			kind, b = 0, 0xFFFF
		case p.stream != 0:
			kind, a, b = 2, int64(p.stream), p.index
		}
		row = [size]byte{kind, byte(a >> 32), byte(a >> 24), byte(a >> 16), byte(a >> 8), byte(a), byte(b >> 8), byte(b)}
		rows = append(rows, 2)
		for k := range row {
			rows = append(rows, row[k]-last[k])
		}
		last = row
	}
	at := w.at
	w.stream(r, fmt.Sprintf("/Type/XRef/Size %d/W[1 5 2]/DecodeParms<</Predictor 12/Columns %d>>/Root %v/Info %v/ID[<%X><%X>]",
		len(w.places), size, root, info, id, id), rows)
	w.write(fmt.Sprintf("startxref\n%d\n%%%%EOF\n", at))
	if w.err != nil {
		return w.err
	}
	return w.w.Flush()
}

// text writes a text string object: UTF-16 with a byte order mark, in hexadecimal.
func textString(s string) string {
	b := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		b = fmt.Appendf(b, "%04X", u)
	}
	return string(append(b, '>'))
}

// appendLiteral writes a string object as a literal.
func appendLiteral(b, s []byte) []byte {
	b = append(b, '(')
	for _, c := range s {
		switch c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, c)
		}
	}
	return append(b, ')')
}

// appendNum writes n/100 with no more digits than it needs.
func appendNum(b []byte, n int64) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	whole, rest := n/100, n%100
	if whole != 0 || rest == 0 {
		b = strconv.AppendInt(b, whole, 10)
	}
	if rest != 0 {
		b = append(b, '.', byte('0'+rest/10))
		if rest%10 != 0 {
			b = append(b, byte('0'+rest%10))
		}
	}
	return b
}

// num is n/100 as text.
func num(n int64) string { return string(appendNum(nil, n)) }

type deflater struct {
	buf bytes.Buffer
	z   *zlib.Writer
}

var deflaters = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(nil, deflateLevel)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &deflater{z: z}
}}

const deflateLevel = 6

// deflate compresses data for a stream.
func deflate(data []byte) []byte {
	d := deflaters.Get().(*deflater)
	d.buf.Reset()
	d.z.Reset(&d.buf)
	d.z.Write(data) // a buffer takes every byte
	d.z.Close()
	out := bytes.Clone(d.buf.Bytes())
	deflaters.Put(d)
	return out
}
