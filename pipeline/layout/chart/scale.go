package chart

// scale is a value axis: whole numbers of ten to the power of e, from low to high in steps.
type scale struct {
	low, high, step int64
	e               int
	format          string
}

// scaleOf finds the steps for values from low to high in at most so many. Word: an axis begins at
// zero unless all values lie within a sixth of the largest; a twentieth stays free above.
func (a *axis) scaleOf(low, high int64, e, most int) scale {
	s := scale{e: e, format: a.format}
	if low == high {
		low, high = min(low, 0), max(high, 0)
	}
	if low == 0 && high == 0 {
		high = 1
		for i := e; i < 0; i++ {
			high *= 10
		}
	}
	from, to := low, high
	switch spread := high - low; {
	case low >= 0 && spread*6 > high:
		from, to = 0, high+high/20
	case low >= 0:
		from, to = max(0, low-spread/2), high+spread/20
	case high <= 0 && spread*6 > -low:
		from, to = low+low/20, 0
	case high <= 0:
		from, to = low-spread/20, min(0, high+spread/2)
	default:
		from, to = low-spread/20, high+spread/20
	}
	if a.low.ok {
		from = a.low.at(e)
	}
	if a.high.ok {
		to = a.high.at(e)
	}
	to = max(to, from+1)
	s.step = a.step.at(e)
	if !a.step.ok || s.step <= 0 || (to-from)/s.step > 200 {
		s.step = roundStep(to-from, most)
	}
	s.low, s.high = floor(from, s.step), -floor(-to, s.step)
	if a.low.ok {
		s.low = from
	}
	if a.high.ok {
		s.high = to
	}
	return s
}

// roundStep is the smallest 1, 2 or 5 of a power of ten that cuts a stretch in at most so many.
func roundStep(stretch int64, most int) int64 {
	for power := int64(1); ; power *= 10 {
		for _, n := range [...]int64{1, 2, 5} {
			if stretch <= n*power*int64(most) || power > 1<<55 {
				return n * power
			}
		}
	}
}

// floor is the largest multiple of step that is not above v.
func floor(v, step int64) int64 {
	q := v / step
	if v%step < 0 {
		q--
	}
	return q * step
}

// ticks lists the steps from low to high.
func (s *scale) ticks() (list []int64) {
	for v := s.low; v <= s.high; v += s.step {
		list = append(list, v)
	}
	return list
}

// text prints a step.
func (s *scale) text(v int64, comma bool) string {
	return formatted(number{v, s.e, true}, s.format, comma)
}
