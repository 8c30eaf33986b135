package word

import (
	"strings"

	"vanthu/pipeline/ooxml"
)

// Numbering is word/numbering.xml (ECMA-376-1 17.9): which label a paragraph of a list gets.
type Numbering struct {
	abstract  map[int]*abstractList
	instances map[int]*ListInstance
	Language  Language
}

// abstractList is a w:abstractNum with its nine levels.
type abstractList struct {
	levels    [9]*ListLevel
	styleLink string // the levels are those of the list that this style uses
}

// ListInstance is a w:num (ECMA-376-1 17.9.15).
type ListInstance struct {
	abstract int
	starts   map[int]int        // level → start override
	levels   map[int]*ListLevel // level → replacement
}

// ListLevel is a w:lvl (ECMA-376-1 17.9).
type ListLevel struct {
	start   int
	Format  string // of its number (ECMA-376-1 17.18.59); "bullet" has none
	text    string // "%1.%2."
	Suffix  string // "tab", "space", "nothing"
	Align   string // of the label at its place: "left" or "", "center", "right"
	legal   bool   // all numbers in Arabic figures (w:isLgl)
	restart int    // level after which this one starts anew, from 1; -1 default; 0 never
	para    ParaProps
	Run     RunProps // of the label
	style   string   // paragraph style tied to the level
	Picture bool     // the bullet is a picture (ECMA-376-1 17.9.9); the text stands in its place
}

// Level returns a level, from 0 to 8, of the list with that w:numId; nil where there is none. It may be asked of
// a nil Numbering.
func (l *Numbering) Level(numID, level int) *ListLevel {
	if l == nil || level < 0 || level > 8 {
		return nil
	}
	n := l.instances[numID]
	if n == nil {
		return nil
	}
	if v := n.levels[level]; v != nil {
		return v
	}
	if a := l.abstract[n.abstract]; a != nil {
		return a.levels[level]
	}
	return nil
}

// levelOf returns the level that a paragraph style stands for: the one tied to it, else
// the one that the style names.
func (l *Numbering) levelOf(st *style, numID, level int) int {
	for i := range 9 {
		if v := l.Level(numID, i); v != nil && v.style == st.id {
			return i
		}
	}
	return level
}

func (l *Numbering) read(src []byte, theme map[string]string) error {
	c := newCursor(src)
	c.each(func(string) {
		c.each(func(name string) {
			switch name {
			case "w:abstractNum":
				l.readAbstract(c, theme)
			case "w:num":
				l.readInstance(c, theme)
			}
		})
	})
	return c.err
}

func (l *Numbering) readAbstract(c *cursor, theme map[string]string) {
	a := new(abstractList)
	l.abstract[int(c.number("w:abstractNumId"))] = a
	c.each(func(name string) {
		switch name {
		case "w:lvl":
			if i := c.number("w:ilvl"); i >= 0 && i < 9 {
				a.levels[i] = readLevel(c, theme)
			}
		case "w:numStyleLink":
			a.styleLink = c.val()
		}
	})
}

func (l *Numbering) readInstance(c *cursor, theme map[string]string) {
	n := &ListInstance{starts: map[int]int{}, levels: map[int]*ListLevel{}}
	l.instances[int(c.number("w:numId"))] = n
	c.each(func(name string) {
		switch name {
		case "w:abstractNumId":
			n.abstract = int(ooxml.Number(c.val()))
		case "w:lvlOverride":
			i := int(c.number("w:ilvl"))
			c.each(func(name string) {
				switch name {
				case "w:startOverride":
					n.starts[i] = int(ooxml.Clamp(ooxml.Number(c.val()), 0, 1<<30))
				case "w:lvl":
					n.levels[i] = readLevel(c, theme)
				}
			})
		}
	})
}

// linkStyles resolves lists that are defined through a numbering style.
func (l *Numbering) linkStyles(s *Styles) {
	for _, a := range l.abstract {
		if a.styleLink == "" {
			continue
		}
		if st := s.ByID[a.styleLink]; st != nil {
			if n := l.instances[st.para.NumID]; n != nil && l.abstract[n.abstract] != nil {
				a.levels = l.abstract[n.abstract].levels
			}
		}
	}
}

func readLevel(c *cursor, theme map[string]string) *ListLevel {
	v := &ListLevel{Format: "decimal", Suffix: "tab", restart: -1}
	c.each(func(name string) {
		switch name {
		case "w:start":
			v.start = int(ooxml.Clamp(ooxml.Number(c.val()), 0, 1<<30))
		case "w:numFmt":
			v.Format = c.val()
		case "w:lvlText":
			v.text = c.val()
		case "w:suff":
			v.Suffix = c.val()
		case "w:lvlJc":
			v.Align = c.val()
		case "w:isLgl":
			v.legal = c.on()
		case "w:lvlRestart":
			v.restart = int(ooxml.Number(c.val()))
		case "w:pStyle":
			v.style = c.val()
		case "w:lvlPicBulletId":
			v.Picture = true
		case "w:pPr":
			c.each(func(name string) { v.para.read(c, name) })
		case "w:rPr":
			c.each(func(name string) { v.Run.read(c, name, theme) })
		}
	})
	v.para.Has &^= HasNumber | hasLevel
	return v
}

// Counter counts the paragraphs of lists in the order of the document. Lists with the same
// abstract definition count on together, as in Word.
type Counter struct {
	lists *Numbering
	now   map[int]*[9]int // abstract list → last number of each level
	used  map[int]bool    // instances whose start overrides have been applied
}

// NewCounter returns a counter that has counted nothing.
func NewCounter(l *Numbering) *Counter {
	return &Counter{lists: l, now: map[int]*[9]int{}, used: map[int]bool{}}
}

// uncounted is the last number of a level of which no paragraph has come yet.
const uncounted = -1 << 31

// Next counts a paragraph of a list at a level from 0 and returns its label and the level; "" and
// nil where there is no such list.
func (k *Counter) Next(numID, level int) (string, *ListLevel) {
	v := k.lists.Level(numID, level)
	if v == nil {
		return "", nil
	}
	inst := k.lists.instances[numID]
	now := k.now[inst.abstract]
	if now == nil {
		now = new([9]int)
		for i := range now {
			now[i] = uncounted
		}
		k.now[inst.abstract] = now
	}
	if !k.used[numID] {
		k.used[numID] = true
		for i, start := range inst.starts {
			if i >= 0 && i < 9 {
				now[i] = start - 1
			}
		}
	}
	if now[level] == uncounted {
		now[level] = v.start - 1
	}
	now[level]++
	for i := level + 1; i < 9; i++ {
		if w := k.lists.Level(numID, i); w != nil && (w.restart == -1 || w.restart > level) {
			now[i] = uncounted
			if start, ok := inst.starts[i]; ok {
				now[i] = start - 1
			}
		}
	}
	return k.label(numID, v, now), v
}

// label writes a level's text with the numbers put in.
func (k *Counter) label(numID int, v *ListLevel, now *[9]int) string {
	if v.Format == "bullet" {
		return v.text
	}
	var b strings.Builder
	for i := 0; i < len(v.text); i++ {
		if v.text[i] != '%' || i+1 == len(v.text) || v.text[i+1] < '1' || v.text[i+1] > '9' {
			b.WriteByte(v.text[i])
			continue
		}
		i++
		of := int(v.text[i] - '1')
		w := k.lists.Level(numID, of)
		if w == nil {
			continue
		}
		n, format := now[of], w.Format
		if n == uncounted {
			n = w.start
		}
		if v.legal && format != "none" && format != "decimalZero" { // Word: figures stay as they are
			format = "decimal"
		}
		b.WriteString(k.lists.Language.Number(n, format))
	}
	return b.String()
}
