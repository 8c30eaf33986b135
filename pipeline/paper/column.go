package paper

// Block is a stretch of units that people set in two columns: the head, or the signature
// with the recipients.
type Block struct{ From, To int } // indices in Units, To behind the last; equal for none

// Column tells in which column a part of head or signature stands (NĐ 30/2020, PL III,
// Mẫu): -1 left, 1 right. What may stand in either is where it is.
func (p *Paper) Column(u *Unit) int {
	switch u.Role {
	case Superior, Issuer, Number, LetterTo, Recipients, Recipient, Filed:
		return -1
	case Motto1, Motto2, PlaceDate, Power, Signer:
		return 1
	}
	if p.leftHalf(u) {
		return -1
	}
	return 1
}

// Head is the block from the first to the last of what stands above the name of the kind.
func (p *Paper) Head() Block {
	return p.blockOf(0, p.End, func(r Role) bool {
		switch r {
		case Superior, Issuer, Number, LetterTo, Motto1, Motto2, PlaceDate:
			return true
		}
		return false
	})
}

// Signature is the block of signature and recipients.
func (p *Paper) Signature() Block {
	return p.blockOf(p.End, p.Tail, func(r Role) bool {
		switch r {
		case Recipients, Recipient, Filed, Power, Signer:
			return true
		}
		return false
	})
}

func (p *Paper) blockOf(from, to int, has func(Role) bool) (b Block) {
	for i := from; i < to; i++ {
		if !has(p.Units[i].Role) {
			continue
		}
		if b.To == 0 {
			b.From = i
		}
		b.To = i + 1
	}
	return b
}

// Loose reports whether a block is set in two columns by tabs or spaces (typed), or one
// column below the other (stacked), instead of in a table, frames or text boxes.
func (p *Paper) Loose(b Block) (typed, stacked bool) {
	var sides [2]bool
	level := false
	for i := b.From; i < b.To; i++ {
		u := &p.Units[i]
		if u.Form.Table > 0 || u.Form.Box || u.Annex > 0 {
			return false, false
		}
		right := p.Column(u) > 0
		sides[map[bool]int{true: 1}[right]] = true
		for j := b.From; j < i; j++ {
			v := &p.Units[j]
			if right == (p.Column(v) > 0) {
				continue
			}
			typed = typed || v.Form == u.Form
			level = level || v.At.Page == u.At.Page && v.At.Bottom >= u.At.Top && u.At.Bottom >= v.At.Top
		}
	}
	return typed, sides[0] && sides[1] && !typed && !level
}
