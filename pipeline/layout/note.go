package layout

import "vanthu/pipeline/unit"

// note is a footnote or endnote.
type note struct{}

// noteArea gathers the footnotes of a column.
type noteArea struct{}

type noteHold struct{}

func (a *noteArea) hold() noteHold { return noteHold{} }

func (noteHold) with(*line) unit.Length { return 0 }

func (a *noteArea) take(*typesetter, *line, counts) {}

func (s *shaper) reference(*inline, *look) {}
