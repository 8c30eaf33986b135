package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
)

const recordHead = "# What make mutants measured last of each package: changes that its own tests noticed (below layout, and those of layout), changes tried, per cent, seed.\n"

// record writes results into the table of what was measured; packages that were not measured keep their line.
func record(path string, seed int, results []result) error {
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	rows := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) == 5 && f[0] != "#" {
			rows[f[0]] = f
		}
	}
	for _, r := range results {
		if r.tried > 0 {
			_, pkg, _ := strings.Cut(r.pkg, "/")
			rows[pkg] = []string{pkg, fmt.Sprint(r.killed), fmt.Sprint(r.tried), fmt.Sprint(r.percent()), fmt.Sprint(seed)}
		}
	}
	var b strings.Builder
	b.WriteString(recordHead)
	w := tabwriter.NewWriter(&b, 0, 4, 2, ' ', 0)
	for _, pkg := range slices.Sorted(maps.Keys(rows)) {
		fmt.Fprintln(w, strings.Join(rows[pkg], "\t"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
