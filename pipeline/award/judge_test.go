package award

import (
	"fmt"
	"strings"
	"testing"
)

// tellings are codes and nominees of what a judge found, in order.
func tellings(j *judge) string {
	var list []string
	for _, f := range j.found {
		list = append(list, fmt.Sprintf("%s %d: %s", f.Code, f.Nominee, f.Message))
	}
	return strings.Join(list, "|")
}

func TestHeads(t *testing.T) {
	leader := nominated{ID: 7, Group: Person, Post: "Trưởng phòng", Class: "can_bo", Own: 3}
	for _, c := range []struct {
		change func(n *nominated)
		unit   int64 // that is nominated beside, 0 for none
		told   bool
	}{
		{func(n *nominated) {}, 0, true},
		{func(n *nominated) {}, 4, true},
		{func(n *nominated) {}, 3, false},
		{func(n *nominated) { n.Post = "Phó Trưởng phòng" }, 0, false},
		{func(n *nominated) { n.Class = "truc_tiep" }, 0, false},
		{func(n *nominated) { n.Class = "doanh_nhan" }, 0, false},
		{func(n *nominated) { n.Group = Household }, 0, false},
		{func(n *nominated) { n.Own = 0 }, 0, false},
		{func(n *nominated) { n.Place = "phòng tham mưu" }, 0, false},
		{func(n *nominated) { n.Place = "Phòng Kỹ thuật" }, 0, true},
	} {
		n := leader
		c.change(&n)
		j := &judge{rows: []nominated{n, {ID: 8, Group: Collective, Own: c.unit, Name: "Phòng Tham mưu"}}}
		if j.heads(); (tellings(j) == "DUNG-DAU 7: "+n.Post+", tập thể của người này không được đề nghị trong đợt") != c.told {
			t.Errorf("%+v beside unit %d: %s", n, c.unit, tellings(j))
		}
	}
}

func TestShareOfDirectWorkers(t *testing.T) {
	direct, other := nominated{Group: Person, Class: "truc_tiep"}, nominated{Group: Person, Class: "can_bo"}
	for _, c := range []struct {
		rows  []nominated
		least int
		want  string
	}{
		{nil, 50, ""},
		{[]nominated{direct, other}, 50, ""},
		{[]nominated{direct, other, other}, 34, "TRUC-TIEP 0: 1/3 cá nhân là người trực tiếp lao động, công tác (33%), mức đặt ra là 34%"},
		{[]nominated{direct, other, other}, 33, ""},
		{[]nominated{other, {Group: Collective, Class: "truc_tiep"}}, 1, "TRUC-TIEP 0: 0/1 cá nhân là người trực tiếp lao động, công tác (0%), mức đặt ra là 1%"},
		{[]nominated{other}, 0, ""},
	} {
		j := &judge{rows: c.rows}
		if j.direct(c.least); tellings(j) != c.want {
			t.Errorf("%d rows, at least %d: %s, want %s", len(c.rows), c.least, tellings(j), c.want)
		}
	}
}

func TestTwice(t *testing.T) {
	j := &judge{rows: []nominated{
		{ID: 1, Group: Person, Name: "Trần Ví Dụ", Place: "xã A"}, {ID: 2, Group: Person, Name: "tran vi du", Place: "Xã a"},
		{ID: 3, Group: Person, Name: "Trần Ví Dụ", Place: "xã B"}, {ID: 4, Group: Household, Name: "Trần Ví Dụ", Place: "xã A"},
		{ID: 5, Group: Collective, Name: "Thôn Một", Place: "xã A"}, {ID: 6, Group: Collective, Name: "Thôn Một", Place: "xã B"},
		{ID: 7, Group: Person, Name: "Trần Ví Dụ", Place: "xã A"},
	}}
	want := "TRUNG 2: trùng với đề nghị số 1: Trần Ví Dụ|TRUNG 6: trùng với đề nghị số 5: Thôn Một|TRUNG 7: trùng với đề nghị số 1: Trần Ví Dụ"
	if j.twice(); tellings(j) != want {
		t.Errorf("got  %s\nwant %s", tellings(j), want)
	}
}
