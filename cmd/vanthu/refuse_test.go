package main

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"vanthu/pipeline/people"
)

// TestWaysOn: every way on has its flag or command, and all that were refused are told
// theirs once.
func TestWaysOn(t *testing.T) {
	for way := people.WayReason; way <= people.WayRules; way++ {
		if ways[way] == "" {
			t.Errorf("way %d has no flag and no command", way)
		}
	}
	reason := people.RefuseFor(people.WayReason, "phải nêu lý do")
	number := people.RefuseFor(people.WayNumber, "phải nêu số")
	for _, c := range []struct {
		err  error
		want []string
	}{
		{errors.New("disk full"), nil},
		{people.Refuse("chưa có số"), nil},
		{fmt.Errorf("a: %w", reason), []string{ways[people.WayReason]}},
		{people.Refuse("không lập được: %w", number), []string{ways[people.WayNumber]}},
		{errors.Join(fmt.Errorf("a: %w", reason), fmt.Errorf("b: %w", number), reason), []string{ways[people.WayReason], ways[people.WayNumber]}},
	} {
		if got := waysOn(c.err); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}
