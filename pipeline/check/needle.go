package check

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// phrase is an expression that is looked for in every paragraph: most hold none of the
// words that it cannot do without, and those are quick to look for.
type phrase struct {
	*regexp.Regexp
	needs []string // one of which a match holds; nil: not known
}

func compilePhrase(text string) (phrase, error) {
	re, err := regexp.Compile(text)
	if err != nil {
		return phrase{}, err
	}
	p := phrase{Regexp: re}
	if tree, err := syntax.Parse(text, syntax.Perl); err == nil {
		p.needs = literals(tree)
	}
	return p, nil
}

// find returns the first match, nil for none.
func (p *phrase) find(s string) []int {
	if p.Regexp == nil || !p.mayMatch(s) {
		return nil
	}
	return p.FindStringIndex(s)
}

func (p *phrase) mayMatch(s string) bool {
	for _, n := range p.needs {
		if strings.Contains(s, n) {
			return true
		}
	}
	return p.needs == nil
}

// literals returns texts of which every match holds one, nil where there are none.
func literals(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return nil
		}
		return []string{string(re.Rune)}
	case syntax.OpCapture, syntax.OpPlus:
		return literals(re.Sub[0])
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if n := literals(sub); n != nil && (best == nil || shortest(n) > shortest(best)) {
				best = n
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			n := literals(sub)
			if n == nil {
				return nil
			}
			all = append(all, n...)
		}
		return all
	}
	return nil
}

func shortest(list []string) int {
	n := len(list[0])
	for _, s := range list {
		n = min(n, len(s))
	}
	return n
}
