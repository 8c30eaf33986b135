package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/spf13/cobra"

	"vanthu/pipeline/check"
	"vanthu/pipeline/check/cite"
	"vanthu/pipeline/db"
	"vanthu/pipeline/making"
	"vanthu/pipeline/paper"
	"vanthu/pipeline/query"
	"vanthu/queries"
	"vanthu/templates"
)

// checkFlags are what is asked of the command.
type checkFlags struct {
	asJSON, explain, rules, comments bool
	day, profile, fix, out, html     string
	with                             []string
}

// maxTogether bounds how many papers are held against each other, pair by pair.
const maxTogether = 40

func newCheckCmd(a *app) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check FILE.docx…",
		Short: "Judge Word files by Nghị định 30/2020/NĐ-CP and the errors of the field, and mend them",
		Long: `Judge Word files by Nghị định 30/2020/NĐ-CP and the errors of the field. With --fix the
form is mended without changing a letter of the text; rules about writing are mended where
they are named (--fix=DATE-ZERO,SPACE or --fix=all). With --comments each finding becomes a
Word comment at its place; with --fix what is left does. Both write to -o, of several files to
the folder -o, and leave the files themselves as they are. --html writes the pages with the
findings in the margin, with --fix before and after side by side.

Several files are judged each by itself. With --with they belong together, as a decision, its
list and the proposal do: names, counts, money, totals, the number and day by which one cites
the other and articles are held against each other, and findings name the place in both.`,
		Example: `  vanthu check ke-hoach.docx
  vanthu check *.docx --json
  vanthu check quyet-dinh.docx --with to-trinh.docx --with bien-ban.docx
  vanthu check ke-hoach.docx --fix -o ke-hoach-da-sua.docx
  vanthu check ke-hoach.docx --fix=DATE-ZERO,SPACE -o ke-hoach-da-sua.docx
  vanthu check ke-hoach.docx --fix -o ke-hoach-da-sua.docx --html so-sanh.html
  vanthu check ke-hoach.docx --comments -o ke-hoach-nhan-xet.docx
  vanthu check *.docx --fix --comments -o da-sua/
  vanthu check ke-hoach.docx --html ke-hoach.html`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return a.judge(cmd, args, &f) },
	}
	c.Flags().BoolVar(&f.asJSON, "json", false, "one object a line a file")
	c.Flags().BoolVar(&f.explain, "explain", false, "print what each paragraph is taken for")
	c.Flags().BoolVar(&f.rules, "rules", false, "list the rules")
	c.Flags().StringVar(&f.day, "day", "", "judge as of this day, YYYY-MM-DD (default: the date in the file)")
	c.Flags().StringVar(&f.profile, "profile", "", "nd30, cand, dang or khac (default: check.yaml, else by the issuing body)")
	c.Flags().StringVar(&f.fix, "fix", "", "write a mended copy to -o; =ID,… also mends these rules about writing, =all every one")
	c.Flags().Lookup("fix").NoOptDefVal = " "
	c.Flags().BoolVar(&f.comments, "comments", false, "write a copy with the findings as comments to -o")
	c.Flags().StringVar(&f.html, "html", "", "write the pages with the findings in the margin to this file; with --fix before and after side by side")
	c.Flags().StringArrayVar(&f.with, "with", nil, "a paper that belongs to the files named: all are held against each other (may be repeated)")
	c.Flags().StringVarP(&f.out, "output", "o", "", "file that --fix or --comments writes; a folder where several files are named")
	return c
}

// judge does what the flags ask for.
func (a *app) judge(cmd *cobra.Command, args []string, f *checkFlags) error {
	if f.rules {
		return check.WriteRules(cmd.OutOrStdout())
	}
	if err := f.holds(args); err != nil {
		return err
	}
	opts, err := a.checkOptions(cmd.Context(), f.day, f.profile)
	if err != nil {
		return err
	}
	if f.out != "" || f.html != "" {
		return f.checkInto(cmd, args, opts)
	}
	args = append(args, f.with...)
	write := writeFindings
	switch {
	case f.asJSON:
		write = writeFindingsJSON
	case f.explain:
		write = explainFile
	}
	reports, faults := checkAll(cmd.Context(), args, opts)
	if len(f.with) > 0 {
		faults = append(faults, together(args, reports, opts))
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	forbidden := false
	for i, r := range reports {
		if r == nil {
			continue
		}
		if err := write(out, args[i], r); err != nil {
			return err
		}
		forbidden = forbidden || check.Forbid(r.Findings)
	}
	if err := errors.Join(append(faults, out.Flush())...); err != nil {
		return err
	}
	if forbidden && !f.explain {
		return &exitError{exitFindings, errors.New("check: there are findings that forbid use (sai)")}
	}
	return nil
}

// checkOptions are what files are judged by: check.yaml of the office, else the one that
// ships.
func (a *app) checkOptions(ctx context.Context, day, profile string) (check.Options, error) {
	files, err := a.files(templates.FS(), "templates")
	if err != nil {
		return check.Options{}, err
	}
	data, err := fs.ReadFile(files, check.ConfigFile)
	if err != nil {
		return check.Options{}, err
	}
	config, err := check.ReadConfig(data)
	if err != nil {
		return check.Options{}, err
	}
	switch profile {
	case "", check.ProfileND30, check.ProfilePolice, check.ProfileParty, check.ProfileOther:
	default:
		return check.Options{}, usageError("--profile: %q is none of nd30, cand, dang, khac", profile)
	}
	register, err := a.legalRegister(ctx)
	if err != nil {
		return check.Options{}, err
	}
	set, err := a.fontSet(false)
	return check.Options{Config: config, Register: register, Day: day, Profile: profile, Read: paper.Options{Fonts: set}}, err
}

// legalRegister is the office's register of legal documents, where an office or a database
// is named and is there; else the one that ships.
func (a *app) legalRegister(ctx context.Context) (register *cite.Register, err error) {
	named := a.config.Home != "" || a.config.DB != defaultDB
	if !named || a.config.Home != "" && db.IsFile(a.config.DB) && !exists(a.config.DB) {
		return cite.Known(), nil
	}
	q, err := a.files(queries.FS(), "queries")
	if err != nil {
		return nil, err
	}
	lib, broken := query.Load(q)
	if lib == nil {
		return nil, broken
	}
	err = a.withDB(ctx, func(d *db.DB) (err error) {
		register, err = making.Register(ctx, d, lib)
		return err
	})
	return register, err
}

// checkAll judges files side by side; a file that fails does not stop the others.
func checkAll(ctx context.Context, names []string, opts check.Options) ([]*check.Report, []error) {
	reports := make([]*check.Report, len(names))
	return reports, sideBySide(ctx, names, func(i int) error {
		data, err := os.ReadFile(names[i])
		if err == nil {
			reports[i], err = check.File(data, opts)
		}
		return err
	})
}

// sideBySide does something with each file, as many at once as there are cores. Faults come
// in the order of the files.
func sideBySide(ctx context.Context, names []string, do func(i int) error) []error {
	faults, next := make([]error, len(names)), make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(names)) {
		wg.Go(func() {
			for i := range next {
				if err := do(i); err != nil {
					faults[i] = fmt.Errorf("%s: %w", names[i], err)
				}
			}
		})
	}
	for i := range names {
		if ctx.Err() != nil {
			faults[i] = fmt.Errorf("%s: %w", names[i], ctx.Err())
			continue
		}
		next <- i
	}
	close(next)
	wg.Wait()
	return faults
}

// together holds the files that could be read against each other.
func together(names []string, reports []*check.Report, opts check.Options) error {
	var set []check.Member
	for i, r := range reports {
		if r != nil {
			set = append(set, check.Member{Name: filepath.Base(names[i]), Report: r})
		}
	}
	return check.Together(set, opts)
}

// severityName is how the author of a Word file is told.
func severityName(s string) string {
	if s == check.Warning {
		return check.Amend
	}
	return s
}

func writeFindings(w io.Writer, name string, r *check.Report) error {
	kind := r.Kind
	if kind == "" {
		kind = "không rõ loại"
	}
	fmt.Fprintf(w, "%s: %s, %d trang: %d sai, %d nên sửa, %d gợi ý\n", name, kind, r.Pages,
		check.Count(r.Findings, check.Wrong), check.Count(r.Findings, check.Warning), check.Count(r.Findings, check.Hint))
	for _, f := range r.Findings {
		source := "thói quen"
		if f.Clause != "" {
			source = f.Clause
		}
		fmt.Fprintf(w, "  %s %s", severityName(f.Severity), f.Rule)
		if f.Page > 0 {
			fmt.Fprintf(w, ", trang %d", f.Page)
		}
		fmt.Fprintf(w, ", %s: %s (%s)\n", f.Place, f.Message, source)
		if f.Text != "" {
			fmt.Fprintf(w, "    “%s”\n", f.Text)
		}
	}
	return nil
}

// findingJSON and reportJSON are the schema that scripts rely on.
type findingJSON struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
	Clause   string `json:"clause"`
	Page     int    `json:"page"`
	Place    string `json:"place"`
	Text     string `json:"text"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

type reportJSON struct {
	File     string        `json:"file"`
	Kind     string        `json:"kind"`
	Pages    int           `json:"pages"`
	Findings []findingJSON `json:"findings"`
}

func writeFindingsJSON(w io.Writer, name string, r *check.Report) error {
	out := reportJSON{File: name, Kind: r.Kind, Pages: r.Pages, Findings: []findingJSON{}}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, findingJSON{f.Rule, severityName(f.Severity), f.Clause, f.Page, f.Place, f.Text, f.Message, f.Hint})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

func explainFile(w io.Writer, name string, r *check.Report) error {
	if _, err := fmt.Fprintf(w, "%s:\n", name); err != nil {
		return err
	}
	return r.Paper.Explain(w)
}
