package intake

import (
	"context"
	"fmt"
	"strings"

	"vanthu/pipeline/people"
)

// units finds units by code and by the names that offices give them.
type units struct {
	byCode map[string]*unit
	byName map[string][]*unit // by headKey of name and short name
	byID   map[int64]*unit
}

type unit struct {
	ID     int64  `db:"id"`
	Code   string `db:"ma"`
	Name   string `db:"ten"`
	Short  string `db:"ten_ngan"`
	Parent *int64 `db:"cap_tren_id"`
	Kind   string `db:"loai_ma"`
}

// readUnits reads the units that exist in some part of a year.
func readUnits(ctx context.Context, q queryer, year int) (*units, error) {
	rows, err := q.QueryxContext(ctx, q.Rebind(`SELECT id, ma, ten, ten_ngan, cap_tren_id, loai_ma FROM don_vi
		WHERE tu_ngay <= ? AND (den_ngay IS NULL OR den_ngay >= ?) ORDER BY id`), fmt.Sprintf("%d-12-31", year), fmt.Sprintf("%d-01-01", year))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	u := &units{byCode: map[string]*unit{}, byName: map[string][]*unit{}, byID: map[int64]*unit{}}
	for rows.Next() {
		one := new(unit)
		if err := rows.StructScan(one); err != nil {
			return nil, err
		}
		u.byCode[one.Code], u.byID[one.ID] = one, one
		for _, name := range []string{one.Name, one.Short} {
			if key := headKey(name); len(u.byName[key]) == 0 || u.byName[key][len(u.byName[key])-1] != one {
				u.byName[key] = append(u.byName[key], one)
			}
		}
	}
	return u, rows.Err()
}

func (u *units) id(code string) (int64, error) {
	one := u.byCode[code]
	if one == nil {
		return 0, people.Refuse("không có đơn vị mã %q trong năm này", code)
	}
	return one.ID, nil
}

// under reports whether a unit is the other one or stands below it.
func (u *units) under(code, top string) bool {
	of, at := u.byCode[top], u.byCode[code]
	if of == nil || at == nil {
		return false
	}
	for range 10 { // levels of government and what hangs below them are fewer
		if at == of {
			return true
		}
		if at.Parent == nil || u.byID[*at.Parent] == nil {
			return false
		}
		at = u.byID[*at.Parent]
	}
	return false
}

// named reports whether the unit of an id has a name, whatever its marks.
func (u *units) named(id int64, name string) bool {
	one := u.byID[id]
	return one != nil && headKey(one.Name) == headKey(name)
}

// prefixes are words before the name of a unit that offices leave out or add, with the level of
// government that they say, "" for any.
var prefixes = []struct{ words, level string }{{"uy ban nhan dan ", ""}, {"ubnd ", ""}, {"huyen ", "huyen"}, {"thi xa ", "huyen"}, {"thanh pho ", "huyen"}, {"tp ", "huyen"}, {"tx ", "huyen"}, {"h ", "huyen"},
	{"xa ", "xa"}, {"phuong ", "xa"}, {"thi tran ", "xa"}, {"tt ", "xa"}, {"p ", "xa"}, {"dac khu ", "xa"}}

// called are the units that a key may mean: those of the name, else those of the name without
// the words before it, of the level that these say.
func (u *units) called(key string) []*unit {
	if found := u.byName[key]; len(found) > 0 {
		return found
	}
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(key, p.words); ok {
			if found := ofLevel(u.called(rest), p.level); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// ofLevel are the units of a level of government, all where it is "".
func ofLevel(all []*unit, level string) (found []*unit) {
	for _, one := range all {
		if level == "" || levels[one.Kind] == level {
			found = append(found, one)
		}
	}
	return found
}

// headLevel is the level of government that the head of a column of units says, "" for none.
func headLevel(head string) string {
	switch key := headKey(head); {
	case strings.Contains(key, "huyen"):
		return "huyen"
	case strings.HasPrefix(key, "xa "), strings.Contains(key, "xa phuong"), strings.Contains(key, "phuong xa"), key == "xa", strings.Contains(key, "cap xa"):
		return "xa"
	}
	return ""
}

// find finds a unit by its name among those under the sender first. It asks back where two
// have the name.
func (u *units) find(name, sender string) (string, *doubt) { return u.findAt(name, sender, "") }

// findAt finds a unit as find does, where two have the name the one of a level.
func (u *units) findAt(name, sender, level string) (string, *doubt) {
	key := headKey(name)
	found := u.called(key)
	if of := ofLevel(found, level); len(found) > 1 && len(of) > 0 {
		found = of
	}
	if len(found) > 1 && sender != "" {
		var own []*unit
		for _, one := range found {
			if u.under(one.Code, sender) {
				own = append(own, one)
			}
		}
		if len(own) > 0 {
			found = own
		}
	}
	if len(found) > 1 { // a district goes before a commune that bears its short name
		var top []*unit
		for _, one := range found {
			if headKey(one.Name) == key {
				top = append(top, one)
			}
		}
		if len(top) == 1 {
			found = top
		}
	}
	switch len(found) {
	case 0:
		return "", wrongly("không có đơn vị “%s”; ghi tên đầy đủ như trong danh sách đơn vị", cut(name, 60))
	case 1:
		return found[0].Code, nil
	}
	names := []string{}
	for _, one := range found {
		names = append(names, one.Name)
	}
	return "", wrongly("“%s” có thể là %s; ghi tên đầy đủ", cut(name, 60), cut(strings.Join(names, " hoặc "), 200))
}
