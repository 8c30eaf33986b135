package sample

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"vanthu/pipeline/viet"
)

// Days between which units of the sample exist.
const (
	since       = "2021-01-01"
	lastOfThree = "2025-06-30" // the last day with three levels of government
	firstOfTwo  = "2025-07-01"
)

//go:embed to-chuc.yaml
var organisationText []byte

// organisations is the form of to-chuc.yaml.
type organisations struct {
	Departments []string `yaml:"so_nganh"`
	Unions      []string `yaml:"doan_the"`
	Central     []string `yaml:"trung_uong"`
	Schools     []string `yaml:"truong_tinh"`
	Enterprises []string `yaml:"doanh_nghiep_tinh"`
	After       []string `yaml:"so_nganh_dong_nai"`
}

// area is a district with its communes and their khu dân cư, by code.
type area struct {
	code     string
	communes []commune
	areas    int // khu dân cư of all
}

type commune struct {
	code  string
	areas []string
}

// unit is a row of don_vi in the making.
type unit struct {
	code, name, short string
	kind, level       string // loai_ma, cap_quan_ly
	parent            string // code
	place             string // dia_ban.ma
	block             string // khoi_cum.ten
	size, school      string
	border            bool
	order             int
	from, to          string // ISO days; to "": still there
	invented          bool
}

// addUnits writes units whose parents are written already.
func (f *filler) addUnits(ctx context.Context, units []unit) error {
	t := newTable("don_vi", "ma ten ten_ngan khoa_ten loai_ma cap_tren_id cap_quan_ly dia_ban_ma khoi_cum_id quy_mo cap_hoc bien_gioi thu_tu tu_ngay den_ngay mau")
	for i, u := range units {
		var parent, block any
		if u.parent != "" {
			parent = f.units[u.parent]
		}
		if u.block != "" {
			id, ok := f.blocks[u.block]
			if !ok {
				return fmt.Errorf("unit %s: no block %q", u.code, u.block)
			}
			block = id
		}
		if u.order == 0 {
			u.order = i + 1
		}
		t.add(u.code, u.name, u.short, viet.TextKey(u.name), u.kind, parent, u.level, orNull(u.place), block,
			orNull(u.size), orNull(u.school), u.border, u.order, u.from, orNull(u.to), u.invented)
	}
	ids, err := t.insertIDs(ctx, f.tx, "ma")
	for code, id := range ids {
		f.units[code] = id
	}
	return err
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// slug makes a code of a name: "Đồng Xoài" is "dong-xoai".
func slug(name string) string {
	return strings.Join(strings.FieldsFunc(viet.Fold(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}

// codes hands out codes, the second of two equal ones with "-2" behind it: Lộc Thành
// and Lộc Thạnh differ only in a tone.
type codes map[string]int

func (c codes) of(prefix, name string) string {
	code := prefix + slug(name)
	c[code]++
	if n := c[code]; n > 1 {
		code = fmt.Sprintf("%s-%d", code, n)
	}
	return code
}

// binhPhuocUnits writes districts, communes, khu dân cư, departments, enterprises and
// schools of 2024.
func (f *filler) binhPhuocUnits(ctx context.Context) error {
	if err := f.addBlocks(ctx); err != nil {
		return err
	}
	var top, middle, bottom []unit
	taken := codes{}
	for _, d := range binhPhuoc {
		full := d.kind + " " + d.name
		a := area{code: taken.of("", d.name), areas: d.areas}
		top = append(top, unit{code: a.code, name: viet.Capital(full), short: d.name, kind: strings.ReplaceAll(slug(d.kind), "-", "_"),
			level: "tinh", place: "binh-phuoc." + a.code, block: clusterOf(d), border: d.border > 0, from: since, to: lastOfThree})
		f.named["Ủy ban nhân dân "+full] = a.code
		communes := d.units()
		counts := share(d.areas, f.dice.vary(ones(len(communes)), 25))
		for i, c := range communes {
			code := taken.of(a.code+".", c.name)
			middle = append(middle, unit{code: code, name: viet.Capital(c.kind + " " + c.name), short: c.name, kind: strings.ReplaceAll(slug(c.kind), "-", "_"),
				level: "huyen", parent: a.code, place: "binh-phuoc." + a.code, order: i + 1, from: since, to: lastOfThree})
			where := c.kind + " " + c.name + ", " + full
			f.named[where] = code
			com := commune{code: code}
			for n := 1; n <= counts[i]; n++ {
				area := fmt.Sprintf("%s %d", d.areaKind(c.kind), n)
				id := fmt.Sprintf("%s.%d", code, n)
				bottom = append(bottom, unit{code: id, name: viet.Capital(area) + ", " + c.kind + " " + c.name, short: viet.Capital(area),
					kind: "khu_dan_cu", level: "xa", parent: code, place: "binh-phuoc." + a.code, order: n, from: since, to: lastOfThree})
				f.named[area+", "+where] = id
				com.areas = append(com.areas, id)
			}
			a.communes = append(a.communes, com)
		}
		f.districts = append(f.districts, a)
	}
	rest, err := f.organisationUnits()
	if err != nil {
		return err
	}
	for _, level := range [][]unit{top, middle, bottom, rest} {
		if err := f.addUnits(ctx, level); err != nil {
			return err
		}
	}
	return f.leaders(ctx)
}

// organisationUnits lists what the province and the centre manage, and the police.
func (f *filler) organisationUnits() ([]unit, error) {
	o, err := decode[organisations]("to-chuc.yaml", organisationText)
	if err != nil {
		return nil, err
	}
	var out []unit
	taken := codes{}
	add := func(u unit) {
		u.code = taken.of("tinh.", u.name)
		u.place, u.from, u.to = "binh-phuoc", since, lastOfThree
		if u.short == "" {
			u.short = u.name
		}
		f.named[u.name] = u.code
		out = append(out, u)
	}
	defer func() { f.provincial = out[:len(out)-len(binhPhuoc)-2] }()
	for i, list := range [][]string{o.Departments, o.Unions, o.Central} {
		for _, line := range list {
			part := strings.Split(line, " | ")
			kind := []string{"so_nganh", "doan_the", "co_quan"}[i]
			if strings.HasPrefix(line, "Đài ") {
				kind = "bao_dai"
			}
			add(unit{name: part[0], short: part[1], block: part[2], kind: kind, level: []string{"tinh", "tinh", "trung_uong"}[i]})
		}
	}
	for _, name := range o.Enterprises {
		add(unit{name: name, kind: "doanh_nghiep", level: "tinh", size: "vua", invented: true})
	}
	for _, name := range o.Schools {
		level := "thpt"
		if strings.Contains(name, "Cao đẳng") {
			level = "cao_dang"
		}
		add(unit{name: name, kind: "co_so_giao_duc", level: "tinh", school: level, invented: true})
	}
	add(unit{name: provinceBlock, short: "Khối tỉnh", kind: "tinh", level: "tinh", invented: true})
	add(unit{name: "Công an tỉnh", kind: "cong_an", level: "tinh"})
	for _, d := range binhPhuoc {
		add(unit{name: "Công an " + d.kind + " " + d.name, kind: "cong_an", level: "tinh"})
	}
	return out, nil
}

// numbered writes enterprises with numbers for names.
func (f *filler) numbered(ctx context.Context, n int) error {
	list := make([]unit, n)
	for i := range list {
		name := fmt.Sprintf("Công ty mẫu số %04d", i+1)
		list[i] = unit{code: fmt.Sprintf("tinh.so-%04d", i+1), name: name, short: name, kind: "doanh_nghiep", level: "tinh", size: "vua",
			place: "binh-phuoc", order: 1000 + i, from: since, to: lastOfThree, invented: true}
	}
	return f.addUnits(ctx, list)
}

// provinceBlock reports the figures of all that the province itself manages.
const provinceBlock = "Các cơ quan, doanh nghiệp, cơ sở giáo dục do tỉnh quản lý"

func ones(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = 1
	}
	return out
}
