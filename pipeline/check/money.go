package check

import (
	"cmp"
	"fmt"
	"math/big"
	"strings"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

const moneyClause = "NĐ 98/2023/NĐ-CP, NĐ 152/2025/NĐ-CP: hệ số × lương cơ sở, làm tròn lên đến hàng chục nghìn đồng"

// lawful is the law as this package knows it by itself, so that a wrong row of the
// reference data does not go unseen: from a day on, the coefficient of a province's Bằng
// khen for a person in hundredths and the base salary in đồng. From the last day on
// (NĐ 152/2025/NĐ-CP lapses) nothing is known and the reference data alone count.
var lawful = []struct {
	from         string
	person, base int64
}{
	{"2019-07-01", 100, 1_490_000}, // NĐ 91/2017/NĐ-CP, NĐ 38/2019/NĐ-CP
	{"2023-07-01", 100, 1_800_000}, // NĐ 24/2023/NĐ-CP
	{"2024-01-01", 150, 1_800_000}, // NĐ 98/2023/NĐ-CP
	{"2024-07-01", 150, 2_340_000}, // NĐ 73/2024/NĐ-CP
	{"2026-07-01", 150, 2_530_000}, // NĐ 161/2026/NĐ-CP
	{"2027-03-01", 0, 0},
}

// law returns what is known for the document's day, zero for what is not.
func (t *text) law() (person, base int64) {
	for _, l := range lawful {
		if t.Day >= l.from {
			person, base = l.person, l.base
		}
	}
	return person, base
}

// halves is what an object of award gets, in halves of a person's share.
var halves = map[string]int64{"tap_the": 4, "ca_nhan": 2, "ho_gia_dinh": 3}

// rewards holds amounts of the data set against the rule: every tien_thuong or so_tien
// that has a coefficient, the base salary against the one in force on the day, the sums
// against their parts.
//
// The coefficient is the record's he_so, or the top level's he_so_NAME for the table NAME,
// or for a province's Bằng khen (hinh_thuc_khen) that of the law on the day.
func rewards(t *text) (found []Finding) {
	if t.Data == nil {
		return nil
	}
	used, isUsed := t.amount("luong_co_so")
	_, salary := t.law()
	if salary = cmp.Or(salary, t.BaseSalary); isUsed && salary != 0 && used != salary {
		found = append(found, Finding{Rule: "MONEY-BASE", Severity: Wrong, Place: "số liệu luong_co_so", Clause: moneyClause,
			Message: fmt.Sprintf("Lương cơ sở dùng để tính là %s đồng, mức áp dụng vào ngày của văn bản là %s đồng.", viet.Count(used), viet.Count(salary))})
	}
	salary = cmp.Or(salary, used)
	walk(t.Data, func(r *dataset.Record, path string) {
		amount, isAmount := r.Get("tien_thuong")
		if !isAmount {
			amount, isAmount = r.Get("so_tien")
		}
		base := salary
		if v, ok := r.Get("luong_co_so"); ok && base == 0 {
			base, _ = v.Int64()
		}
		coefficient := t.coefficient(r, path)
		if !isAmount || base == 0 || !coefficient.IsNumber() {
			return
		}
		step := int64(10_000)
		if v, ok := r.Get("lam_tron"); ok {
			if n, isInt := v.Int64(); isInt && n > 0 {
				step = n
			}
		}
		want := Reward(coefficient, base, step)
		if got, isInt := amount.Int64(); !isInt || got != want {
			found = append(found, Finding{Rule: "MONEY", Severity: Wrong, Place: "số liệu " + path, Clause: moneyClause,
				Message: fmt.Sprintf("Tiền thưởng ghi %s đồng, theo quy định là %s đồng.", grouped(amount), viet.Count(want))})
		}
	})
	return append(found, t.sums()...)
}

func (t *text) coefficient(r *dataset.Record, path string) dataset.Value {
	if v, ok := r.Get("he_so"); ok {
		return v
	}
	table, _, _ := strings.Cut(path, " ")
	if v, ok := t.Data.Get("he_so_" + table); ok {
		return v
	}
	form, _ := t.Data.Get("hinh_thuc_khen")
	if !strings.HasPrefix(form.Str(), "Bằng khen của Chủ tịch Ủy ban nhân dân") || halves[table] == 0 {
		return dataset.Value{}
	}
	person, _ := t.law()
	if person == 0 {
		return dataset.Value{}
	}
	return dataset.OfInt(person * halves[table] / 2)
}

// sums holds so_NAME, tien_NAME and tong_tien of the top level against the tables.
func (t *text) sums() (found []Finding) {
	wrong := func(name, what string, got, want int64) {
		found = append(found, Finding{Rule: "MONEY-TOTAL", Severity: Wrong, Place: "số liệu " + name,
			Message: fmt.Sprintf("%s ghi %s, cộng danh sách được %s.", what, viet.Count(got), viet.Count(want))})
	}
	var total int64
	tables := 0
	for _, g := range groups {
		list, ok := t.Data.Get(g.table)
		if !ok || list.Kind() != dataset.List {
			continue
		}
		tables++
		var sum int64
		hasAmounts := true
		for _, item := range list.Items() {
			v, ok := dataset.Value{}, false
			if r := item.Record(); r != nil {
				v, ok = r.Get("tien_thuong")
			}
			n, isInt := v.Int64()
			hasAmounts = hasAmounts && (ok && (isInt || v.IsNull()))
			sum += n
		}
		total += sum
		if n, ok := t.amount("so_" + g.table); ok && n != int64(len(list.Items())) {
			wrong("so_"+g.table, "Số "+g.noun, n, int64(len(list.Items())))
		}
		if n, ok := t.amount("tien_" + g.table); ok && hasAmounts && n != sum {
			wrong("tien_"+g.table, "Tiền thưởng "+g.noun, n, sum)
		}
		if !hasAmounts {
			return found
		}
	}
	if n, ok := t.amount("tong_tien"); ok && tables == len(groups) && n != total {
		wrong("tong_tien", "Tổng tiền thưởng", n, total)
	}
	return found
}

// amount returns a whole number of the top level.
func (t *text) amount(name string) (n int64, ok bool) {
	v, _ := t.Data.Get(name)
	if v.Kind() != dataset.Int {
		return 0, false
	}
	return v.Int64()
}

// Reward returns coefficient × base, rounded up to a multiple of step, in đồng. A whole
// coefficient from 10 on is in hundredths, as the reference data keep it (150 is 1,5
// times; no award has ten times the salary).
func Reward(coefficient dataset.Value, base, step int64) int64 {
	c, ok := new(big.Rat).SetString(coefficient.Literal())
	if !ok {
		return 0
	}
	if n, isInt := coefficient.Int64(); isInt && n >= 10 {
		c.SetFrac64(n, 100)
	}
	c.Mul(c, new(big.Rat).SetFrac64(base, step))
	steps := new(big.Int).Add(c.Num(), new(big.Int).Sub(c.Denom(), big.NewInt(1)))
	steps.Div(steps, c.Denom())
	return steps.Int64() * step
}

// grouped writes a number with its thousands apart; what is empty is a dash.
func grouped(v dataset.Value) string {
	if s, err := viet.Number(v.Literal()); err == nil {
		return s
	}
	if v.IsNull() {
		return "–"
	}
	return v.Literal()
}
