package draw

import (
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
)

// color reads the colour in an element: a:srgbClr, a:schemeClr, a:sysClr, a:prstClr.
func (r *reading) color(e *ooxml.Element) item.Tint {
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		v, _ := k.Attr("val")
		switch k.Name {
		case "a:srgbClr":
			return adjusted(item.ParseColor(v), k.Element)
		case "a:schemeClr":
			name := map[string]string{"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}[v]
			if name == "" {
				name = v
			}
			c := item.ParseColor(r.file.Styles.Theme["color:"+name])
			c.On = true
			if name == "lt1" && r.file.Styles.Theme["color:lt1"] == "" {
				c.Color = 0xFFFFFF
			}
			return adjusted(c, k.Element)
		case "a:sysClr":
			last, _ := k.Attr("lastClr")
			return adjusted(item.ParseColor(last), k.Element)
		case "a:prstClr":
			return map[string]item.Tint{"black": {On: true, Color: 0}, "white": {On: true, Color: 0xFFFFFF}, "red": {On: true, Color: 0xFF0000},
				"blue": {On: true, Color: 0x0000FF}, "green": {On: true, Color: 0x008000}}[v]
		}
	}
	return item.Tint{}
}

// adjusted applies the changes of brightness that Word writes for theme colours.
func adjusted(c item.Tint, e *ooxml.Element) item.Tint {
	percent := func(name string) (int64, bool) {
		if k := e.Child(name); k != nil {
			v, _ := k.Attr("val")
			return ooxml.Clamp(ooxml.Number(v), 0, 100000), true
		}
		return 0, false
	}
	each := func(f func(v int64) int64) {
		out := item.Color(0)
		for _, shift := range [...]uint{16, 8, 0} {
			out |= item.Color(ooxml.Clamp(f(int64(c.Color>>shift&0xFF)), 0, 255)) << shift
		}
		c.Color = out
	}
	if v, ok := percent("a:shade"); ok {
		each(func(x int64) int64 { return x * v / 100000 })
	}
	if v, ok := percent("a:tint"); ok {
		each(func(x int64) int64 { return 255 - (255-x)*v/100000 })
	}
	if v, ok := percent("a:lumMod"); ok {
		each(func(x int64) int64 { return x * v / 100000 })
	}
	if v, ok := percent("a:lumOff"); ok {
		each(func(x int64) int64 { return x + 255*v/100000 })
	}
	return c
}
