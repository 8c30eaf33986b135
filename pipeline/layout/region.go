package layout

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/layout/word"
	"vanthu/pipeline/unit"
)

// region is the room that a flow may fill: a column of a page, a cell, a header.
type region struct {
	height unit.Length // unbounded where there is no limit
	fresh  bool        // nothing stands in it: something must be placed even if it does not fit
	top    topKind
	counts counts
	notes  *noteArea  // takes the footnotes of lines placed here; nil: none can be
	ground *ground    // the page on which it lies; nil in cells, notes and text boxes
	origin item.Point // of its left upper corner on the page
}

const unbounded unit.Length = 1 << 50

// topKind tells what is above the first block of a region.
type topKind uint8

const (
	topKept topKind = iota // spacing before the first paragraph is kept
	topAuto                // an automatic page break: Word drops it
)

// frame is what one region holds: items that count from its left upper corner.
type frame struct {
	items  []item.Item
	height unit.Length
	low    unit.Length // where its text ends, without spacing below
	notes  []*note     // footnotes of its lines that still need a place
}

// stop tells why a flow stopped filling a region.
type stop uint8

const (
	stopNone   stop = iota
	stopDone        // nothing is left
	stopFull        // the region is full
	stopPage        // a page break
	stopColumn      // a column break
)

// flow is a sequence of blocks of which some are still to be laid out. fill takes a region
// and gives a frame; what did not fit stays in the flow for the next region. Bodies, cells,
// headers, notes and text boxes are all filled in this way.
type flow struct {
	t      *typesetter
	blocks []word.Block
	cell   *word.CellFormat // the cell in which the blocks stand, nil for none
	width  unit.Length
	nested bool // not the body: page breaks do not count
	framed bool // stands in a frame or a floating table itself: floats of its blocks do not count
	flat   int  // frames before this block go into the flow

	at     int     // the block that comes next
	line   int     // lines of it that are placed
	laid   []*laid // paragraphs laid out ahead, by block
	table  *tableFlow
	ahead  *tableFlow // a table prepared to see how high its head is
	keptTo int        // blocks before this one have been kept with their next
	broken int        // the block before which a page break has been made, plus 1
	prev   *laid
	after  unit.Length // spacing after prev, already part of the height
}

func (t *typesetter) newFlow(blocks []word.Block, cell *word.CellFormat, width unit.Length) *flow {
	return &flow{t: t, blocks: blocks, cell: cell, width: max(width, unit.Pt), laid: make([]*laid, len(blocks)), nested: true}
}

// fill lays out blocks until the region is full.
func (f *flow) fill(r region) (frame, stop) {
	s := &filling{region: r, empty: true}
	s.inherit()
	if f.line == 0 && f.at > 0 && r.fresh {
		f.after, f.prev = 0, nil
	}
	for f.at < len(f.blocks) {
		var why stop
		switch b := f.blocks[f.at].(type) {
		case *word.Paragraph:
			why = f.fillPara(b, s)
		case *word.Table:
			why = f.fillTable(b, s)
		}
		if why != stopNone {
			return s.frame, why
		}
		if !f.nested {
			f.laid[f.at] = nil
		}
		f.at++
		f.line = 0
	}
	return s.frame, stopDone
}

// filling is the state of one call of fill.
type filling struct {
	region
	frame
	empty bool   // nothing is placed yet
	zones []zone // kept free for floating drawings
}

// addNotes gives footnotes to the page, or to whom the frame goes.
func (s *filling) addNotes(list []*note) {
	for _, n := range list {
		if s.region.notes == nil {
			s.frame.notes = append(s.frame.notes, n)
		} else {
			s.region.notes.add(n)
		}
	}
}

// rewind starts a flow anew; paragraphs that are laid out stay so.
func (f *flow) rewind() {
	f.at, f.line, f.table, f.keptTo, f.broken, f.prev, f.after = 0, 0, nil, 0, 0, nil, 0
}
