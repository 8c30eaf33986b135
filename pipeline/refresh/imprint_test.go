package refresh

import (
	"strings"
	"testing"

	"vanthu/pipeline/fill"
)

// paperOf is what the documents of tests bear.
const paperOf = "0123456789ab_0123456789abcdef"

// TestImprint: a file tells which paper it is; with new figures it names the data that these
// come from, in a name that Word takes, and without new ones nothing changes.
func TestImprint(t *testing.T) {
	tpl := compiled(t, report)
	other := november
	other.Xa = 1290
	made, now := november.set(t), other.set(t)
	edited := filled(t, tpl, made)
	const next = "0123456789ab_fedcba9876543210"
	if name := fill.ImprintPrefix + paperOf; len(name) > 40 || strings.Count(body(t, edited), `"`+name+`"`) != 1 {
		t.Errorf("%s is no name that stands once in\n%s", name, body(t, edited))
	}
	for _, tc := range []struct {
		o    Options
		want string
	}{{Options{Day: day, Imprint: next}, next}, {Options{Day: day, Clean: true, Imprint: next}, next}, {Options{Day: day}, paperOf}} {
		res, err := Refresh(edited, Base{tpl.Map(), made}, now, tc.o)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Imprint(res.DOCX); err != nil || got != tc.want {
			t.Errorf("%q, %v, want %q", got, err, tc.want)
		}
	}
	if res, err := Refresh(edited, Base{tpl.Map(), made}, made, Options{Day: day, Imprint: next}); err != nil || res.DOCX != nil {
		t.Errorf("nothing changes, yet %d bytes, %v", len(res.DOCX), err)
	}
	if got, err := Imprint(packed(t, para("x"))); err != nil || got != "" {
		t.Errorf("%q, %v", got, err)
	}
}
