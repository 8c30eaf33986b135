package docx

import (
	"bytes"
	"io"
	"strings"

	"vanthu/pipeline/ooxml"
)

// coreStore is the data store that the core properties are for content controls (ECMA-376-1 17.5.2.6,
// as Word names it).
const coreStore = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"

// unbind takes the bindings to core properties off content controls: Word would put the new title or
// author in place of their text when it opens the document.
func (m *marker) unbind() error {
	stories, err := Stories(m.pkg)
	if err != nil {
		return err
	}
	for _, story := range stories {
		part, changed := m.changed[story.Part]
		if !changed {
			if part, err = m.pkg.Part(story.Part); err != nil {
				return err
			}
		}
		if !bytes.Contains(part, []byte("dataBinding")) {
			continue
		}
		var edits []ooxml.Edit
		for s := ooxml.NewScanner(part); ; {
			t, err := s.Next()
			if err == io.EOF {
				break
			} else if err != nil {
				return err
			}
			if store, _ := s.Attr("w:storeItemID"); t.Kind == ooxml.Empty && (t.Name == "w:dataBinding" || t.Name == "w15:dataBinding") && strings.EqualFold(store, coreStore) {
				edits = append(edits, ooxml.Edit{Pos: t.Pos, End: t.End})
			}
		}
		if len(edits) > 0 {
			m.changed[story.Part] = ooxml.Apply(part, edits...)
		}
	}
	return nil
}
