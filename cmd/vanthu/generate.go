package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/db"
	"vanthu/pipeline/making"
	"vanthu/pipeline/outgoing"
	"vanthu/templates"
)

// maker opens what making documents needs. The caller closes the database.
func (a *app) maker(ctx context.Context) (*making.Maker, error) {
	m, broken, err := a.openMaker(ctx)
	if err == nil && broken != nil {
		m.DB.Close()
		return nil, broken
	}
	return m, err
}

// openMaker opens what making documents needs, as far as it is whole: broken says which
// kinds and queries are not, and those alone cannot be made.
func (a *app) openMaker(ctx context.Context) (m *making.Maker, broken, err error) {
	c, lib, broken := a.openCatalog()
	if c == nil {
		return nil, nil, broken
	}
	t, err := a.files(templates.FS(), "templates")
	if err != nil {
		return nil, nil, err
	}
	faces, err := a.fontSet(false)
	if err != nil {
		return nil, nil, err
	}
	d, err := a.openDB(ctx)
	if err != nil {
		return nil, nil, err
	}
	if err := lib.Check(ctx, d); err != nil {
		if ctx.Err() != nil || db.IsAway(err) {
			d.Close()
			return nil, nil, err
		}
		broken = errors.Join(broken, err)
	}
	practice, err := archive.Practice(ctx, d.Reader)
	if err != nil {
		d.Close()
		return nil, nil, err
	}
	return &making.Maker{DB: d, Queries: lib, Catalog: c, Templates: t, Fonts: faces, Program: version, By: a.config.actor(), Now: time.Now,
		Practice: practice}, broken, nil
}

func newGenerateCmd(a *app) *cobra.Command {
	var year int
	var params, formats []string
	c := &cobra.Command{
		Use:   "generate [KIND…] --year Y",
		Short: "Make documents now; without KIND, all of the year",
		Long: `Make documents, keep them in the archive and lay them on the shelf (--out). What is
unchanged since the last time makes no new version. Without KIND, all kinds of the year
are made, and of the kinds that concern awards one for each award period (dot); the
letters of a month (don-doc) are made by their name or by their job alone. A long mail merge
is kept in parts and tells how far it is; stopped, the same command again makes the rest.
A parameter belongs to the kinds that it was given for: KIND.NAME=VALUE to that kind,
NAME=VALUE to all kinds named. An agency (co_quan) and an award round (dot) may be given
by name. The day of a paper, ngay, is never shared: with several
kinds give KIND.ngay=D. What each was made with is printed.`,
		Example: `  vanthu generate --year 2024
  vanthu generate quyet-dinh-khen-thuong --year 2024 --param dot=tong-ket --param ngay=2025-01-14
  vanthu generate to-trinh-khen-thuong --year 2024 --param 'co_quan=Sở Tư pháp' --param 'dot=Tổng kết phong trào năm 2024'
  vanthu generate --year 2024 --param quyet-dinh-khen-thuong.ngay=2025-01-14`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, kinds []string) error {
			given, err := parseParams(params)
			if err == nil {
				err = given.complete(year, kinds, formats)
			}
			if err != nil {
				return err
			}
			m, err := a.maker(cmd.Context())
			if err != nil {
				return err
			}
			defer m.DB.Close()
			g := &generation{Maker: m, formats: formats, shelf: outgoing.Of(m).Shelf(a.config.Out), errs: cmd.ErrOrStderr()}
			return g.run(cmd, kinds, given)
		},
	}
	c.Flags().IntVar(&year, "year", 0, "the year that the documents are about; the same as --param nam=Y")
	c.Flags().StringArrayVar(&params, "param", nil, "parameter, NAME=VALUE or KIND.NAME=VALUE; may be repeated")
	c.Flags().StringSliceVar(&formats, "format", nil, "only these formats: docx,pdf,xlsx (default: all that the kind has)")
	return c
}

// generation is one call of generate.
type generation struct {
	*making.Maker
	formats []string
	shelf   archive.Shelf
	errs    io.Writer // of progress
	table   *tabwriter.Writer
	years   map[int]bool
	forbid  int // documents with findings that forbid use
	made    int
	used    []string // the parameters of each run, a line each
}

func (g *generation) run(cmd *cobra.Command, kinds []string, given params) error {
	ctx, out := cmd.Context(), cmd.OutOrStdout()
	all := len(kinds) == 0
	if all {
		for _, k := range g.Catalog.Kinds() {
			if !k.Apart {
				kinds = append(kinds, k.Slug)
			}
		}
	}
	if err := given.among(g.Catalog, kinds); err != nil {
		return err
	}
	if err := given.named(ctx, g.DB.Reader); err != nil {
		return err
	}
	g.years = map[int]bool{}
	g.table = tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	var faults []error
	for _, kind := range kinds {
		if err := g.kind(ctx, kind, given.forKind(g.Catalog, kind, all)); err != nil {
			faults = append(faults, err)
		}
	}
	g.table.Flush()
	if len(g.used) > 0 {
		fmt.Fprintf(out, "\nMade with:\n%s", strings.Join(g.used, ""))
	}
	for year := range g.years {
		laid, err := g.shelf.Lay(ctx, g.DB, year)
		for _, t := range laid.Taken {
			fmt.Fprintf(out, "%s was changed by hand: kept as version %d and left as it is: %s\n", t.Path, t.Version, short(t.Note))
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		report(out, g.shelf.Dir, year, laid)
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	if g.made == 0 {
		return fmt.Errorf("no document of year %s can be made from %s: enter its data ('vanthu init --workbook') or import them ('vanthu import'), or choose another --year", given.shared["nam"], g.DB)
	}
	if g.forbid > 0 {
		return &exitError{exitFindings, fmt.Errorf("made, but %d documents have findings that forbid signing (%s); see 'vanthu documents show NAME'", g.forbid, check.Wrong)}
	}
	return nil
}

func (g *generation) kind(ctx context.Context, kind string, given map[string]string) error {
	requests, err := g.Year(ctx, kind, given)
	if err != nil {
		return err
	}
	var faults []error
	for _, req := range requests {
		req.Formats = g.formats
		if err := g.request(ctx, req); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// atOnce is how many documents of a mail merge are made and kept together: what was kept
// stays when the run is stopped, and what is in memory is bounded.
const atOnce = 50

// request makes and keeps the documents of a request, a long mail merge in parts.
func (g *generation) request(ctx context.Context, req making.Request) error {
	gathered, err := g.Gather(ctx, req)
	if err != nil {
		return err
	}
	var far *progress
	total, done := gathered.Documents(), 0
	if total > atOnce {
		far = newProgress(g.errs, req.Kind, total)
	}
	for _, part := range gathered.Parts(atOnce) {
		start := time.Now()
		made, err := g.MakeGathered(ctx, part, req.Formats)
		if err == nil {
			var kept []archive.Kept
			if kept, err = g.Keep(ctx, made, nil); err == nil {
				ms := float64(time.Since(start).Microseconds()) / 1000 / float64(max(len(made), 1))
				for i, one := range made {
					g.row(one, kept[i], ms)
				}
			}
		}
		if err != nil && done > 0 {
			return fmt.Errorf("%s: %d of %d are kept; the same command again makes the rest: %w", req.Kind, done, total, err)
		} else if err != nil {
			return err
		}
		if done == 0 && len(made) > 0 {
			g.used = append(g.used, madeWith(made[0]))
		}
		if done += len(made); far != nil {
			far.at(done)
		}
	}
	return nil
}

func (g *generation) row(made *archive.Made, kept archive.Kept, ms float64) {
	if g.made == 0 {
		fmt.Fprintln(g.table, "DOCUMENT\tVERSION\tPAGES\tROWS\tBYTES\tMS\tFINDINGS")
	}
	g.made++
	g.years[made.Year] = true
	if making.Forbidden(made) {
		g.forbid++
	}
	size := 0
	for _, f := range made.Files {
		size += len(f.Data)
	}
	state := fmt.Sprintf("%d", kept.Version)
	if !kept.New {
		state += " (unchanged)"
	}
	switch kept.From {
	case "", archive.Draft, archive.Cancelled:
	case archive.ContentChecked, archive.FormChecked, archive.Submitted:
		state += " (was " + kept.From + ", back to du-thao)"
	default:
		state += " (beside the text that is " + kept.From + ")"
	}
	fmt.Fprintf(g.table, "%s\t%s\t%d\t%d\t%d\t%.0f\t%s\n", kept.Name, state, made.Pages, made.Rows, size, ms, summary(made.Findings))
}

// summary counts findings by severity.
func summary(list []archive.Finding) string {
	count := map[string]int{}
	for _, f := range list {
		count[f.Severity]++
	}
	var parts []string
	for _, s := range []string{check.Wrong, check.Warning, check.Hint} {
		if count[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count[s], s))
		}
	}
	if len(parts) == 0 {
		return "-"
	}
	return strings.Join(parts, ", ")
}

func report(out io.Writer, dir string, year int, laid archive.Laid) {
	fmt.Fprintf(out, `
%d files written to %s/%d.
Next: open the .docx files there in Word, edit them if need be; the .pdf files show how they
print. The copy for signature comes with 'vanthu documents move NAME trinh-ky'.
'vanthu documents list' shows the archive, 'vanthu documents show
NAME' the findings, 'vanthu serve' opens the list in a browser.
`, len(laid.Written), strings.TrimRight(dir, "/"), year)
}
