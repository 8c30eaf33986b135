package layout

// Face is one font face: the bytes of its TrueType or OpenType file.
type Face struct {
	Family       string
	Bold, Italic bool
	Data         []byte
}
