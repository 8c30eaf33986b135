package sample

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// tally counts one kind of object of a reporting unit.
type tally struct {
	total, registered, passed int
	scores                    []int // × 100
}

func (t *tally) add(registered, passed bool, score int) {
	t.total++
	if registered {
		t.registered++
	}
	if passed {
		t.passed++
	}
	t.scores = append(t.scores, score)
}

// judged gathers the rows of recognition (TT 124) and classification (QĐ 510).
type judged struct {
	f             *filler
	units, scores *table           // cong_nhan_don_vi, phan_loai_don_vi
	sums, levels  *table           // cong_nhan, phan_loai
	scale         []step           // best first
	under         map[string][]int // scores of the units in a district's charge, by its code
}

// step is a row of muc_phan_loai.
type step struct {
	Code string `db:"ma"`
	From int    `db:"diem_tu"` // × 100
}

// level returns the place of a score on the scale.
func (j *judged) level(score int) int {
	for i, s := range j.scale {
		if score >= s.From {
			return i
		}
	}
	return len(j.scale) - 1
}

// results writes recognition and classification of Year unit by unit and added up by
// district, and only added up for the year before.
func (f *filler) results(ctx context.Context) error {
	j := &judged{f,
		newTable("cong_nhan_don_vi", "nam don_vi_id dang_ky dat so_truc_thuoc truc_thuoc_dat cap_cong_nhan quyet_dinh_so quyet_dinh_ngay"),
		newTable("phan_loai_don_vi", "nam don_vi_id diem_tu_cham diem muc_ma"),
		newTable("cong_nhan", "ho nam don_vi_id doi_tuong tong dang_ky dat"),
		newTable("phan_loai", "nam don_vi_id doi_tuong diem_binh_quan tong xuat_sac kha trung_binh yeu"), nil, map[string][]int{}}
	if err := f.tx.SelectContext(ctx, &j.scale, "SELECT ma, diem_tu FROM muc_phan_loai ORDER BY diem_tu DESC"); err != nil {
		return err
	}
	if len(j.scale) != 4 {
		return fmt.Errorf("table muc_phan_loai has %d rows, 4 are needed", len(j.scale))
	}
	kept, err := f.nominatedCommunes()
	if err != nil {
		return err
	}
	failing := f.failing(kept)
	for _, d := range f.districts {
		j.district(d, failing, kept)
	}
	j.province()
	j.managed()
	j.own()
	j.yearBefore()
	for _, t := range []*table{j.units, j.scores, j.sums, j.levels} {
		if err := t.insert(ctx, f.tx); err != nil {
			return err
		}
	}
	return nil
}

// nominatedCommunes lists the communes that are nominated for an award of Year: being
// recognised is a condition of it.
func (f *filler) nominatedCommunes() (codes []string, err error) {
	lists, err := decode[[]nominated]("de-nghi.yaml", nominationText)
	for _, l := range lists {
		for _, line := range l.Groups {
			name, _, _ := strings.Cut(strings.TrimPrefix(line, ofCommune), " | ")
			if code, ok := f.named[name]; ok && l.Year == Year {
				codes = append(codes, code)
			}
		}
	}
	return codes, err
}

// failing chooses the khu dân cư that were not recognised, 48 of 860, the first three
// of them not registered: at most two in a commune, so that the rule of 70 % is far,
// and none in kept.
func (f *filler) failing(kept []string) (codes []string) {
	for len(codes) < 48 {
		d := f.districts[f.dice.IntN(len(f.districts))]
		c := d.communes[f.dice.IntN(len(d.communes))]
		if slices.Contains(kept, c.code) {
			continue
		}
		n := 0
		for _, a := range c.areas {
			if slices.Contains(codes, a) {
				n++
			}
		}
		if a := c.areas[f.dice.IntN(len(c.areas))]; n < 2 && !slices.Contains(codes, a) {
			codes = append(codes, a)
		}
	}
	return codes
}

// score makes the points of a unit: those recognised stand higher.
func (j *judged) score(passed bool) int {
	if !passed {
		return j.f.dice.between(104, 172) * 50
	}
	if j.f.dice.IntN(100) < 62 {
		return j.f.dice.between(180, 197) * 50
	}
	return j.f.dice.between(146, 179) * 50
}

// recognition is what came of a unit.
type recognition struct {
	by                 string // level of who recognises: xa, huyen or tinh
	registered, passed bool
	under              [2]any // units in its charge, and those of them recognised
}

// decided are the days of the decisions, by the level of who decides.
var decided = map[string]string{"xa": "2024-11-12", "huyen": "2024-11-19", "tinh": "2024-11-20"}

// unit writes what came of a unit and returns its score.
func (j *judged) unit(code string, r recognition) int {
	var number, day any
	if r.passed {
		number, day = fmt.Sprintf("%d/QĐ-UBND", j.f.dice.between(110, 980)), decided[r.by]
	}
	score := j.score(r.passed)
	id := j.f.units[code]
	j.units.add(Year, id, r.registered, r.passed, r.under[0], r.under[1], r.by, number, day)
	j.scores.add(Year, id, min(10000, score+j.f.dice.IntN(4)*50), score, j.scale[j.level(score)].Code)
	return score
}

// district judges the khu dân cư and communes of a district and adds them up.
func (j *judged) district(d area, failing, kept []string) {
	var areas, communes tally
	for _, c := range d.communes {
		good, unregistered := 0, false
		for _, a := range c.areas {
			at := slices.Index(failing, a)
			registered, passed := at < 0 || at > 2, at < 0
			areas.add(registered, passed, j.unit(a, recognition{by: "xa", registered: registered, passed: passed}))
			if passed {
				good++
			}
			unregistered = unregistered || !registered
		}
		others := j.f.dice.between(6, 14) // agencies, enterprises and schools in its charge
		passed := slices.Contains(kept, c.code) || !unregistered && j.f.dice.IntN(20) > 0
		under := [2]any{len(c.areas) + others, good + others - j.f.dice.IntN(2)}
		communes.add(true, passed, j.unit(c.code, recognition{"huyen", true, passed, under}))
	}
	j.sum(Year, d.code, "KDC", areas)
	j.sum(Year, d.code, "XA", communes)
}

// own judges the districts themselves, by the mean of what each has in its charge.
func (j *judged) own() {
	for _, d := range j.f.districts {
		sum, n := 0, 0
		for _, s := range j.under[d.code] {
			sum, n = sum+s, n+1
		}
		score := (sum/n + 200) / 50 * 50
		j.scores.add(Year, j.f.units[d.code], score+50, score, j.scale[j.level(score)].Code)
		j.spread(Year, d.code, "HUYEN", []int{score})
	}
}

// notRecognised are the province's own that were not recognised.
var notRecognised = []string{"tinh.so-xay-dung", "tinh.cong-ty-co-phan-may-mac-vi-du", "tinh.cong-ty-tnhh-giay-da-minh-hoa"}

// province judges the agencies, enterprises and schools that the province manages.
func (j *judged) province() {
	kinds := map[string]*tally{"CQ": {}, "DN": {}, "CSGD": {}}
	for _, u := range j.f.provincial {
		object := "CQ"
		switch u.kind {
		case "doanh_nghiep":
			object = "DN"
		case "co_so_giao_duc":
			object = "CSGD"
		}
		passed := !slices.Contains(notRecognised, u.code)
		kinds[object].add(true, passed, j.unit(u.code, recognition{by: "tinh", registered: true, passed: passed}))
	}
	for _, object := range []string{"CQ", "DN", "CSGD"} {
		j.sum(Year, j.f.named[provinceBlock], object, *kinds[object])
	}
}

// totals are the units of an object in the whole province.
type totals struct {
	object                    string
	total, registered, passed int
}

// managed splits what the districts manage themselves.
func (j *judged) managed() {
	for _, m := range []totals{{"CQ", 706, 704, 679}, {"DN", 118, 110, 98}, {"CSGD", 168, 168, 162}} {
		_, weights := j.f.reporters("")
		total := share(m.total, j.f.dice.vary(weights, 15))
		registered := shareWithin(m.registered, total, total)
		passed := shareWithin(m.passed, j.f.dice.vary(registered, 5), registered)
		for i, d := range j.f.districts {
			t := tally{total: total[i], registered: registered[i], passed: passed[i]}
			for n := range total[i] {
				t.scores = append(t.scores, j.score(n < passed[i]))
			}
			j.sum(Year, d.code, m.object, t)
		}
	}
}

// yearBefore splits the totals of the year before.
func (j *judged) yearBefore() {
	units, weights := j.f.reporters("all")
	for _, m := range []totals{{"KDC", 860, 851, 789}, {"XA", 111, 111, 99}, {"CQ", 736, 729, 688}, {"DN", 121, 109, 92}, {"CSGD", 175, 174, 166}} {
		switch w := slices.Clone(weights); m.object {
		case "KDC", "XA": // these are the districts' own
			w[len(w)-1] = 0
			exact := make([]int, len(w))
			for i, d := range j.f.districts {
				exact[i] = d.areas
				if m.object == "XA" {
					exact[i] = len(d.communes)
				}
			}
			j.shares(units, exact, m)
		default:
			j.shares(units, share(m.total, j.f.dice.vary(w, 15)), m)
		}
	}
}

// shares splits what was registered and recognised over units by their totals.
func (j *judged) shares(units []string, total []int, m totals) {
	reg := shareWithin(m.registered, total, total)
	ok := shareWithin(m.passed, j.f.dice.vary(reg, 4), reg)
	for i, code := range units {
		if total[i] > 0 {
			j.sums.add(familyOf(m.object), Year-1, j.f.units[code], m.object, total[i], reg[i], ok[i])
			best, fair := ok[i]*59/100, (total[i]-ok[i])*2/5
			j.levels.add(Year-1, j.f.units[code], m.object, 8700+total[i]%60, total[i], best, total[i]-best-fair, fair, 0)
		}
	}
}

// familyOf is the reporting period of an object: khu dân cư have their own (TT 124 Đ.8).
func familyOf(object string) string {
	if object == "KDC" {
		return "cong_nhan_kdc"
	}
	return "cong_nhan"
}

func (j *judged) sum(year int, code, object string, t tally) {
	j.sums.add(familyOf(object), year, j.f.units[code], object, t.total, t.registered, t.passed)
	j.spread(year, code, object, t.scores)
	j.under[code] = append(j.under[code], t.scores...)
}

// spread writes how many units of an object stand on which level.
func (j *judged) spread(year int, code, object string, scores []int) {
	var n [4]int
	sum := 0
	for _, s := range scores {
		n[j.level(s)]++
		sum += s
	}
	var mean any
	if len(scores) > 0 {
		mean = (sum + len(scores)/2) / len(scores)
	}
	j.levels.add(year, j.f.units[code], object, mean, len(scores), n[0], n[1], n[2], n[3])
}
