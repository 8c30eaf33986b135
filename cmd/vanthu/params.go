package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/db"
	"vanthu/pipeline/intake"
)

// params are what --param gives.
type params struct {
	shared map[string]string            // NAME=VALUE
	own    map[string]map[string]string // KIND.NAME=VALUE, by kind
}

// notShared is the parameter that each paper has for itself: its day chooses law, salary and
// signers, so that of one paper says nothing about another.
const notShared = "ngay"

func parseParams(list []string) (params, error) {
	p := params{shared: map[string]string{}, own: map[string]map[string]string{}}
	for _, one := range list {
		name, value, ok := strings.Cut(one, "=")
		kind, own, owned := strings.Cut(name, ".")
		if !ok || name == "" || owned && (kind == "" || own == "") {
			return p, usageError("--param %s: want NAME=VALUE or KIND.NAME=VALUE", one)
		}
		into := p.shared
		if owned {
			name = own
			if p.own[kind] == nil {
				p.own[kind] = map[string]string{}
			}
			into = p.own[kind]
		}
		if _, twice := into[name]; twice {
			return p, usageError("--param %s: given twice", one[:strings.Index(one, "=")])
		}
		into[name] = value
	}
	return p, nil
}

// parseOwn reads the parameters of a command that makes one document.
func parseOwn(list []string) (map[string]string, error) {
	p, err := parseParams(list)
	if err == nil && len(p.own) > 0 {
		err = usageError("--param: one document is made here: give NAME=VALUE")
	}
	return p.shared, err
}

// complete adds the year and refuses what no run can take.
func (p params) complete(year int, kinds, formats []string) error {
	if year != 0 {
		p.shared["nam"] = strconv.Itoa(year)
	}
	if p.shared["nam"] == "" {
		return usageError("generate: give --year Y")
	}
	if n, err := strconv.Atoi(p.shared["nam"]); err != nil || n < 1900 || n > 2999 {
		return usageError("generate: year %s: want four digits, like 2024", p.shared["nam"])
	}
	if day, has := p.shared[notShared]; has && len(kinds) != 1 {
		return usageError("--param %s=%s: each kind has a day of its own; say whose it is: --param KIND.%[1]s=%[2]s", notShared, day)
	}
	for _, f := range formats {
		if f != "docx" && f != "pdf" && f != "xlsx" {
			return usageError("generate: --format %s: there are docx, pdf and xlsx", f)
		}
	}
	return nil
}

// named brings the names of agencies and award rounds to their codes.
func (p params) named(ctx context.Context, q db.Queryer) error {
	year, err := strconv.Atoi(p.shared["nam"])
	if err != nil {
		return err
	}
	for _, given := range append(slices.Collect(maps.Values(p.own)), p.shared) {
		for name, value := range given {
			call := intake.Call{Param: name, Text: value, Year: year}
			if given[name], err = call.Code(ctx, q); err != nil {
				return err
			}
		}
	}
	return nil
}

// among refuses parameters of a kind that is not made.
func (p params) among(c *catalog.Catalog, kinds []string) error {
	for _, kind := range slices.Sorted(maps.Keys(p.own)) {
		if slices.Contains(kinds, kind) {
			continue
		}
		if _, err := c.Kind(kind); err == nil {
			return usageError("--param %s.…: %s is not among the kinds to be made", kind, kind)
		}
		if near := c.Nearest(kind); near != "" {
			return usageError("--param %s.…: there is no kind %q; did you mean %q?", kind, kind, near)
		}
		return usageError("--param %s.…: there is no kind %q", kind, kind)
	}
	return nil
}

// forKind is what one kind is made with: what was given for it before what was given for
// all. Of the latter it leaves out what the kind does not know where all kinds are made.
func (p params) forKind(c *catalog.Catalog, kind string, all bool) map[string]string {
	given := maps.Clone(p.shared)
	if k, err := c.Kind(kind); err == nil && all {
		maps.DeleteFunc(given, func(name, _ string) bool {
			return !slices.ContainsFunc(k.Params, func(p catalog.Param) bool { return p.Name == name })
		})
	}
	maps.Copy(given, p.own[kind])
	return given
}

// madeWith is a line about what a document was made with.
func madeWith(made *archive.Made) string {
	line := "  " + made.Key.Kind + ":"
	for _, name := range slices.Sorted(maps.Keys(made.Params)) {
		if value := made.Params[name]; value != "" {
			line += fmt.Sprintf(" %s=%s", name, value)
		}
	}
	return line + "\n"
}
