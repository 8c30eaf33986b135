package layout

import "vanthu/pipeline/unit"

// drawing is a picture, shape or text box.
type drawing struct {
	width, height unit.Length
}

func (s *shaper) drawing(*inline, atom) {}

func (p *painter) object(*drawing) {}

func (p *painter) anchor(*drawing) {}
