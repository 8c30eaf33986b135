package check

import (
	"bytes"
	"fmt"

	"github.com/goccy/go-yaml"

	"vanthu/pipeline/unit"
)

// ConfigFile is where the configuration stands among the templates.
const ConfigFile = "check.yaml"

// Config is check.yaml: what offices set for themselves.
type Config struct {
	Profile       string            `yaml:"profile"`       // "nd30", "cand", "dang", "khac"; "" finds it by the issuing body
	Off           []string          `yaml:"off"`           // ids of rules that do not count
	Severity      map[string]string `yaml:"severity"`      // of rules, instead of their own
	Ranges        map[string]Span   `yaml:"ranges"`        // in millimetres: "top", "bottom", "left", "right"
	Lexicon       []string          `yaml:"lexicon"`       // phrases whose letters are known
	Abbreviations []string          `yaml:"abbreviations"` // that need no explanation; none: none is asked for
	Slips         []Slip            `yaml:"slips"`         // wordings that are wrong
	Twins         []Twins           `yaml:"twins"`         // two forms of one thing, of which a document keeps one
	Terms         []Term            `yaml:"terms"`         // what no longer exists from a day on
	Waive         []Waiver          `yaml:"waive"`         // findings that the office lets pass
}

// Span is a range of lengths in millimetres, both ends allowed.
type Span struct{ Min, Max float64 }

// Slip is a wording that is wrong wherever it stands.
type Slip struct {
	ID     string `yaml:"id"`
	Find   string `yaml:"find"` // regular expression (RE2)
	Put    string `yaml:"put"`  // what to write
	Except string `yaml:"except"`
	find   phrase
	except phrase
}

// Twins are two forms of which a document keeps one.
type Twins struct {
	A, B string // regular expressions
	Say  string `yaml:"say"`
	a, b phrase
}

// Term is a name that no longer exists from a day on; in what is cited it may stand.
type Term struct {
	From   string `yaml:"from"` // "2025-07-01"
	Find   string `yaml:"find"`
	Except string `yaml:"except"` // context in which it may stand
	Say    string `yaml:"say"`
	find   phrase
	except phrase
}

// ReadConfig reads check.yaml. Unknown keys, rules and expressions are errors that say
// where.
func ReadConfig(data []byte) (*Config, error) {
	c := new(Config)
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(c); err != nil {
		return nil, fmt.Errorf("check.yaml: %w", err)
	}
	for i := range c.Slips {
		s := &c.Slips[i]
		if s.ID == "" {
			return nil, fmt.Errorf("check.yaml: slips: number %d has no id", i+1)
		}
		if err := compile(map[string]*phrase{s.Find: &s.find, s.Except: &s.except}); err != nil {
			return nil, fmt.Errorf("check.yaml: slips: %s: %w", s.ID, err)
		}
	}
	for i := range c.Twins {
		t := &c.Twins[i]
		if t.A == "" || t.B == "" {
			return nil, fmt.Errorf("check.yaml: twins: number %d needs two expressions, a and b", i+1)
		}
		if err := compile(map[string]*phrase{t.A: &t.a, t.B: &t.b}); err != nil {
			return nil, fmt.Errorf("check.yaml: twins: number %d: %w", i+1, err)
		}
	}
	for i := range c.Terms {
		t := &c.Terms[i]
		if t.Find == "" {
			return nil, fmt.Errorf("check.yaml: terms: number %d needs an expression, find", i+1)
		}
		if err := compile(map[string]*phrase{t.Find: &t.find, t.Except: &t.except}); err != nil {
			return nil, fmt.Errorf("check.yaml: terms: number %d: %w", i+1, err)
		}
	}
	return c, c.holds()
}

// holds tells rules and severities that do not exist, and takes Amend for Warning.
func (c *Config) holds() error {
	known := map[string]bool{}
	for _, id := range Rules() {
		known[id] = true
	}
	for _, id := range c.Off {
		if !known[id] {
			return fmt.Errorf("check.yaml: off: there is no rule %q", id)
		}
	}
	for _, w := range c.Waive {
		if !known[w.Rule] {
			return fmt.Errorf("check.yaml: waive: there is no rule %q", w.Rule)
		}
		if w.Reason == "" {
			return fmt.Errorf("check.yaml: waive: %s needs a reason", w.Rule)
		}
	}
	for id, severity := range c.Severity {
		if !known[id] {
			return fmt.Errorf("check.yaml: severity: there is no rule %q", id)
		}
		switch severity {
		case Wrong, Hint:
		case Amend:
			c.Severity[id] = Warning
		default:
			return fmt.Errorf("check.yaml: severity: %s: %q is none of %s, %s, %s", id, severity, Wrong, Amend, Hint)
		}
	}
	return nil
}

func compile(list map[string]*phrase) error {
	for text, into := range list {
		if text == "" {
			continue
		}
		p, err := compilePhrase(text)
		if err != nil {
			return err
		}
		*into = p
	}
	return nil
}

// decreed are the margins of the decree, in millimetres (PL I.I.3).
var decreed = map[string]Span{"top": {20, 25}, "bottom": {20, 25}, "left": {30, 35}, "right": {15, 20}}

// Margin returns the range of a margin, "top", "bottom", "left" or "right": the office's,
// else the decree's. On a page that lies the binding edge may be at the top or at the
// left. A nil Config has the decree's.
func (c *Config) Margin(side string, landscape bool) (least, most unit.Length) {
	s := decreed[side]
	if c != nil {
		if own, ok := c.Ranges[side]; ok {
			s = own
		}
	}
	if landscape {
		s = Span{15, 35}
	}
	return unit.Length(s.Min * float64(unit.Mm)), unit.Length(s.Max * float64(unit.Mm))
}
