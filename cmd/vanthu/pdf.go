package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/making"
	"vanthu/pipeline/pdf"
	"vanthu/pipeline/picture"
)

func newPDFCmd(a *app) *cobra.Command {
	var out, outDir string
	var system, verbose, svg bool
	c := &cobra.Command{
		Use:   "pdf IN.docx… -o OUT.pdf | --out-dir DIR",
		Short: "Lay Word files out as PDF, without an office suite",
		Example: `  vanthu pdf ke-hoach.docx -o ke-hoach.pdf
  vanthu pdf *.docx --out-dir pdf/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (out == "") == (outDir == "") {
				return usageError("pdf: give -o OUT.pdf for one file or --out-dir DIR for any number")
			}
			if out != "" && len(args) != 1 {
				return usageError("pdf: -o takes one file; give --out-dir DIR for several")
			}
			set, err := a.fontSet(system)
			if err != nil {
				return err
			}
			targets, err := pdfTargets(args, out, outDir)
			if err != nil {
				return err
			}
			v := &converter{set: set, svg: svg, facts: io.Discard, warn: cmd.ErrOrStderr()}
			if verbose {
				v.facts = cmd.ErrOrStderr()
			}
			return v.all(cmd.Context(), args, targets)
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "file to write")
	c.Flags().StringVar(&outDir, "out-dir", "", "folder for the PDF files")
	c.Flags().BoolVar(&system, "system-fonts", false, "use the machine's fonts too (another machine may then break lines elsewhere)")
	c.Flags().BoolVar(&svg, "svg", false, "write each page as SVG too, NAME-1.svg beside NAME.pdf")
	c.Flags().BoolVarP(&verbose, "verbose", "v", false, "print what the pages do not show as the file has it")
	return c
}

// pdfTargets names the PDF of each input; two inputs of one name are an error.
func pdfTargets(args []string, out, outDir string) ([]string, error) {
	if out != "" {
		return []string{out}, nil
	}
	if err := os.MkdirAll(outDir, 0o755); err != nil {
		return nil, err
	}
	targets := make([]string, len(args))
	from := map[string]string{}
	for i, in := range args {
		base := filepath.Base(in)
		t := filepath.Join(outDir, strings.TrimSuffix(base, filepath.Ext(base))+".pdf")
		if other, twice := from[strings.ToLower(t)]; twice {
			return nil, usageError("pdf: %s and %s would both become %s", other, in, t)
		}
		targets[i], from[strings.ToLower(t)] = t, in
	}
	return targets, nil
}

// converter turns Word files into PDF files on all cores.
type converter struct {
	set   *font.Set
	svg   bool
	mu    sync.Mutex
	facts io.Writer
	warn  io.Writer // for facts that nobody may miss
}

// all converts every file; a file that fails does not stop the others. The errors come
// in the order of the files.
func (v *converter) all(ctx context.Context, in, out []string) error {
	faults := make([]error, len(in))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(in)) {
		wg.Go(func() {
			for i := range next {
				if err := v.one(in[i], out[i]); err != nil {
					faults[i] = fmt.Errorf("%s: %w", in[i], err)
				}
			}
		})
	}
	for i := range in {
		if ctx.Err() != nil {
			faults[i] = fmt.Errorf("%s: %w", in[i], ctx.Err())
			continue
		}
		next <- i
	}
	close(next)
	wg.Wait()
	return errors.Join(faults...)
}

func (v *converter) one(in, out string) error {
	data, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	doc, err := layout.Lay(data, layout.Options{Fonts: v.set})
	if err != nil {
		return err
	}
	if err := making.RefuseSecret(data); err != nil {
		return err
	}
	if len(doc.Facts) > 0 {
		v.mu.Lock()
		for _, f := range doc.Facts {
			to := v.facts
			if f.Kind == "glyph" {
				to = v.warn
			}
			fmt.Fprintf(to, "%s: %s: %s: %s\n", in, f.Kind, f.Place, f.Detail)
		}
		v.mu.Unlock()
	}
	info := pdf.Info{Title: doc.Title, Lang: doc.Lang, Boxes: true}
	if info.Title == "" {
		info.Title = strings.TrimSuffix(filepath.Base(in), filepath.Ext(in))
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, doc, info); err != nil {
		return err
	}
	if err := archive.WriteFile(out, b.Bytes()); err != nil {
		return err
	}
	if doc.Lost > 0 {
		return fmt.Errorf("%d words stand off the paper (see -v); %s is incomplete", doc.Lost, out)
	}
	if !v.svg {
		return nil
	}
	for i := range doc.Pages {
		b.Reset()
		if err := picture.SVG(&b, &doc.Pages[i]); err != nil {
			return err
		}
		name := fmt.Sprintf("%s-%d.svg", strings.TrimSuffix(out, filepath.Ext(out)), i+1)
		if err := archive.WriteFile(name, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
