package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/making"
	"vanthu/pipeline/refresh"
	"vanthu/pipeline/viet"
)

// refreshing are the flags of a refresh.
type refreshing struct {
	clean, dry bool
	day        string
}

func (r *refreshing) flags(c *cobra.Command) {
	c.Flags().BoolVar(&r.clean, "clean", false, "write the new text alone, without tracked changes")
	c.Flags().BoolVar(&r.dry, "dry-run", false, "write nothing: print the table of changes")
	c.Flags().StringVar(&r.day, "day", "", "day of the new data, the date of the changes: 2024-12-15")
}

func (r *refreshing) options() (o refresh.Options, err error) {
	o.Clean = r.clean
	if r.day != "" {
		if o.Day, err = viet.ParseDay(r.day); err != nil {
			return o, usageError("--day %s: want a day of the calendar, 2024-12-15 or 15/12/2024", r.day)
		}
	}
	return o, nil
}

func newRefreshCmd(*app) *cobra.Command {
	var flags refreshing
	var files refreshFiles
	var out string
	c := &cobra.Command{
		Use:   "refresh EDITED.docx --made MADE.json --new NEW.json --map MAP.json -o OUT.docx",
		Short: "Put new figures into a Word file that people edited: the engine alone",
		Long: `Put the figures of NEW.json into a Word file that was filled from MADE.json with marks
(fill --map) and that people edited since. Changes are tracked in the result, so that Word
shows them and lets one refuse each; what people wrote stays as it is. Where a person and
the data changed the same value, the person's stays, with a comment.`,
		Example: `  vanthu fill mau.docx thang-11.json -o bao-cao.docx --map lien-ket.json --key bang=ma_don_vi
  vanthu refresh bao-cao.docx --made thang-11.json --new thang-12.json --map lien-ket.json -o bao-cao-moi.docx`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if files.made == "" || files.now == "" || files.mapping == "" || out == "" && !flags.dry {
				return usageError("refresh: give --made, --new, --map and -o OUT.docx, or --dry-run")
			}
			opts, err := flags.options()
			if err != nil {
				return err
			}
			files.edited = args[0]
			res, edited, err := files.refresh(opts)
			if err != nil {
				return err
			}
			if err := tellChanges(cmd.OutOrStdout(), res.Changes); err != nil || flags.dry {
				return err
			}
			if res.DOCX == nil {
				res.DOCX = edited
			}
			return archive.WriteFile(out, res.DOCX)
		},
	}
	flags.flags(c)
	c.Flags().StringVar(&files.made, "made", "", "the data that the file was filled from")
	c.Flags().StringVar(&files.now, "new", "", "the data as they are now")
	c.Flags().StringVar(&files.mapping, "map", "", "what fill --map wrote")
	c.Flags().StringVar(&files.madeWord, "made-docx", "", "what the template made of MADE.json; with --new-docx, what a condition shows now is put in")
	c.Flags().StringVar(&files.nowWord, "new-docx", "", "what the template makes of NEW.json")
	c.Flags().StringVarP(&out, "output", "o", "", "file to write")
	return c
}

// refreshFiles are the files of a refresh.
type refreshFiles struct {
	edited, mapping, made, now string
	madeWord, nowWord          string // "" for none
}

// optional reads a file, nil where none is given.
func optional(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	return os.ReadFile(path)
}

// refresh returns what came of the edited file, and that file.
func (f refreshFiles) refresh(opts refresh.Options) (*refresh.Result, []byte, error) {
	data, err := os.ReadFile(f.edited)
	if err != nil {
		return nil, nil, err
	}
	if err := making.RefuseSecret(data); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", f.edited, err)
	}
	m, err := readFrom(f.mapping, fill.ReadMap)
	if err != nil {
		return nil, nil, err
	}
	old, err := readFrom(f.made, dataset.ParseJSON)
	if err != nil {
		return nil, nil, err
	}
	set, err := readFrom(f.now, dataset.ParseJSON)
	if err != nil {
		return nil, nil, err
	}
	if opts.Made, err = optional(f.madeWord); err != nil {
		return nil, nil, err
	}
	if opts.Now, err = optional(f.nowWord); err != nil {
		return nil, nil, err
	}
	res, err := refresh.Refresh(data, refresh.Base{Map: m, Data: old}, set, opts)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", f.edited, err)
	}
	return res, data, nil
}

// readFrom reads a file with a reader of its form.
func readFrom[T any](path string, read func(io.Reader) (T, error)) (v T, err error) {
	f, err := os.Open(path)
	if err != nil {
		return v, err
	}
	defer f.Close()
	if v, err = read(f); err != nil {
		return v, fmt.Errorf("%s: %w", path, err)
	}
	return v, nil
}

// tellChanges prints the table of changes.
func tellChanges(out io.Writer, changes []refresh.Change) error {
	if len(changes) == 0 {
		_, err := fmt.Fprintln(out, "không có gì đổi")
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "VIỆC\tCHỖ\tTÊN\tLÚC LÀM\tĐÃ SỬA\tNAY")
	for _, c := range changes {
		name := c.Name
		if len(c.Record) > 0 {
			name += " (" + strings.Join(c.Record, "; ") + ")"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", c.Decision, cmp.Or(c.Place, "-"), cmp.Or(name, "-"), cell(c.Old), cell(c.Edited), cell(c.New))
	}
	return w.Flush()
}

// cell is a text in a table: one line, not too long.
func cell(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		r = append(r[:59], '…')
	}
	return cmp.Or(string(r), "-")
}
