package sample

import (
	"context"
	"strings"
)

// dongNaiUnits writes what a run in 2026 needs: the communes and departments of Đồng
// Nai as they began on 01/7/2025. Which ten xã became phường on 30/4/2026 is not known
// for certain, so none does here.
func (f *filler) dongNaiUnits(ctx context.Context) error {
	o, err := decode[organisations]("to-chuc.yaml", organisationText)
	if err != nil {
		return err
	}
	var out []unit
	taken := codes{}
	for _, list := range []struct{ kind, code, names string }{{"Phường", "phuong", dongNai.wards}, {"Xã", "xa", dongNai.communes}} {
		for _, name := range names(list.names) {
			out = append(out, unit{code: taken.of("dong-nai.", name), name: list.kind + " " + name, short: name,
				kind: list.code, level: "tinh", place: "dong-nai", from: firstOfTwo})
		}
	}
	for _, name := range o.After {
		out = append(out, unit{code: taken.of("dong-nai.", name), name: name, short: strings.TrimSuffix(name, " tỉnh"),
			kind: "so_nganh", level: "tinh", place: "dong-nai", from: firstOfTwo})
	}
	// Công an tỉnh until 29/4/2026; no award of the sample is of that time.
	out = append(out, unit{code: "dong-nai.cong-an", name: "Công an thành phố", short: "Công an thành phố", kind: "cong_an",
		level: "tinh", place: "dong-nai", from: cityFrom})
	for _, u := range out {
		f.named["Đồng Nai: "+u.name] = u.code
	}
	if err := f.addUnits(ctx, out); err != nil {
		return err
	}
	// Two communes were left as they were (Nghị quyết số 1662/NQ-UBTVQH15); for the
	// others the list of what was merged into what is not held.
	t := newTable("ke_thua_don_vi", "cu_id moi_id ngay can_cu")
	for _, pair := range [][2]string{{"bu-gia-map.bu-gia-map", "dong-nai.bu-gia-map"}, {"bu-gia-map.dak-o", "dong-nai.dak-o"}} {
		t.add(f.units[pair[0]], f.units[pair[1]], firstOfTwo, "Nghị quyết số 1662/NQ-UBTVQH15")
	}
	return t.insert(ctx, f.tx)
}
