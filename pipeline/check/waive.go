package check

import "strings"

// Waiver lets findings of a rule pass, for a reason: in the definition of a kind, whose
// papers are meant to be so, or in check.yaml.
type Waiver struct {
	Rule   string `yaml:"rule"`
	At     string `yaml:"at"` // words of the finding's place, text or message; "" is wherever it stands
	Reason string `yaml:"reason"`
}

// Waive makes hints of the findings that are let pass, with the reason beside them: they
// are seen and forbid nothing.
func Waive(found []Finding, waivers []Waiver) []Finding {
	for i := range found {
		f := &found[i]
		for _, w := range waivers {
			if f.Severity != Hint && f.Rule == w.Rule && (strings.Contains(f.Place, w.At) || strings.Contains(f.Text, w.At) || strings.Contains(f.Message, w.At)) {
				f.Severity = Hint
				f.Message += " Được bỏ qua: " + strings.TrimSuffix(w.Reason, ".") + "."
			}
		}
	}
	return found
}
