package check

import (
	"fmt"
	"math/big"
	"strings"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/viet"
)

const moneyClause = "NĐ 98/2023, NĐ 152/2025: hệ số × lương cơ sở, làm tròn lên đến hàng chục nghìn đồng"

// rewards holds every amount so_tien of the data set that stands beside a coefficient
// he_so against the rule, and the base salary against the one in force on the day.
//
// A whole he_so from 10 on is in hundredths, as the reference data keep it (150 is 1,5
// times; no award has ten times the salary); below, and with decimals, it is the
// coefficient itself. lam_tron, where given, is what amounts are rounded up to.
func rewards(t *text) (found []Finding) {
	if t.Data == nil {
		return nil
	}
	salary := t.BaseSalary
	if v, ok := t.Data.Get("luong_co_so"); ok {
		n, isInt := v.Int64()
		switch {
		case isInt && salary != 0 && n != salary:
			found = append(found, Finding{Rule: "MONEY-BASE", Severity: Wrong, Place: "số liệu luong_co_so", Clause: moneyClause,
				Message: fmt.Sprintf("Lương cơ sở dùng để tính là %s đồng, mức áp dụng vào ngày của văn bản là %s đồng.", viet.Count(n), viet.Count(salary))})
		case isInt && salary == 0:
			salary = n
		}
	}
	walk(t.Data, func(r *dataset.Record, path string) {
		amount, ok1 := r.Get("so_tien")
		coefficient, ok2 := r.Get("he_so")
		base := salary
		if v, ok := r.Get("luong_co_so"); ok && base == 0 {
			base, _ = v.Int64()
		}
		if !ok1 || !ok2 || !coefficient.IsNumber() || base == 0 {
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
				Message: fmt.Sprintf("Tiền thưởng ghi %s đồng, theo quy định là %s đồng.", group(amount.Literal()), viet.Count(want))})
		}
	})
	return found
}

// Reward returns coefficient × base, rounded up to a multiple of step, in đồng. A whole
// coefficient from 10 on is in hundredths.
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

// group writes a whole number with its thousands apart, and other texts as they are.
func group(literal string) string {
	if s, err := viet.Number(literal); err == nil {
		return s
	}
	return strings.TrimSpace(literal)
}
