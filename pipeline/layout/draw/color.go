package draw

import (
	"vanthu/pipeline/layout/attr"
	"vanthu/pipeline/layout/item"
	"vanthu/pipeline/ooxml"
)

// color reads the colour in an element: a:srgbClr, a:schemeClr, a:sysClr, a:prstClr.
func (r *reading) color(e *ooxml.Element) attr.Tint {
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		v, _ := k.Attr("val")
		switch k.Name {
		case "a:srgbClr":
			return adjusted(attr.Color(v), k.Element)
		case "a:schemeClr":
			name := map[string]string{"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}[v]
			if name == "" {
				name = v
			}
			c := attr.Color(r.file.Styles.Theme["color:"+name])
			c.On = true
			if name == "lt1" && r.file.Styles.Theme["color:lt1"] == "" {
				c.Color = 0xFFFFFF
			}
			return adjusted(c, k.Element)
		case "a:sysClr":
			last, _ := k.Attr("lastClr")
			return adjusted(attr.Color(last), k.Element)
		case "a:prstClr":
			return map[string]attr.Tint{"black": {On: true, Color: 0}, "white": {On: true, Color: 0xFFFFFF}, "red": {On: true, Color: 0xFF0000},
				"blue": {On: true, Color: 0x0000FF}, "green": {On: true, Color: 0x008000}}[v]
		}
	}
	return attr.Tint{}
}

// adjusted applies the changes of brightness that Word writes for theme colours.
func adjusted(c attr.Tint, e *ooxml.Element) attr.Tint {
	percent := func(name string) (int64, bool) {
		if k := e.Child(name); k != nil {
			v, _ := k.Attr("val")
			return attr.Clamp(attr.Number(v), 0, 100000), true
		}
		return 0, false
	}
	each := func(f func(v int64) int64) {
		out := item.Color(0)
		for _, shift := range [...]uint{16, 8, 0} {
			out |= item.Color(attr.Clamp(f(int64(c.Color>>shift&0xFF)), 0, 255)) << shift
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
