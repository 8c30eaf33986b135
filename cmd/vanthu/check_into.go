package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/pipeline"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/repair"
)

// holds tells flags that do not go together.
func (f *checkFlags) holds(args []string) error {
	asked := 0
	for _, is := range []bool{f.fix != "", f.comments} {
		if is {
			asked++
		}
	}
	switch {
	case asked > 1:
		return usageError("check: --fix and --comments write different files: give one of them")
	case asked == 1 && f.out == "":
		return usageError("check: give -o OUT.docx: the file to write")
	case asked == 0 && f.out != "":
		return usageError("check: -o goes with --fix or --comments")
	case len(f.with) > 0 && (asked == 1 || f.html != "" || f.explain):
		return usageError("check: --with does not go with --fix, --comments, --html and --explain")
	case len(f.with) > 0 && (len(args) < 2 || len(args) > maxTogether):
		return usageError("check: --with holds 2 to %d files against each other, there are %d", maxTogether, len(args))
	case (asked == 1 || f.html != "") && len(args) > 1:
		return usageError("check: --fix, --comments and --html take one file at a time")
	case (asked == 1 || f.html != "") && (f.asJSON || f.explain):
		return usageError("check: --json and --explain do not go with --fix, --comments and --html")
	}
	return nil
}

// checkInto writes a copy of a file, mended or with comments, and says what was done.
func checkInto(cmd *cobra.Command, name string, opts check.Options, f *checkFlags) error {
	word, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := pipeline.RefuseSecret(word); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	report, err := f.write(out, name, word, opts)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if check.Forbid(report.Findings) {
		return &exitError{exitFindings, errors.New("check: there are findings that forbid use (sai)")}
	}
	return nil
}

func (f *checkFlags) write(out io.Writer, name string, word []byte, opts check.Options) (*check.Report, error) {
	if f.fix != "" {
		return f.mend(out, name, word, opts)
	}
	report, err := check.File(word, opts)
	if err != nil {
		return nil, err
	}
	if f.comments {
		with, err := repair.Comment(word, report)
		if err != nil {
			return nil, err
		}
		if err := archive.WriteFile(f.out, with); err != nil {
			return nil, err
		}
		fmt.Fprintf(out, "%s: %d nhận xét\n", f.out, len(report.Findings))
	} else if err := writeFindings(out, name, report); err != nil {
		return nil, err
	}
	return report, f.page(func(w io.Writer) error { return repair.Pages(w, filepath.Base(name), report) })
}

// page writes the web page where one is asked for.
func (f *checkFlags) page(write func(w io.Writer) error) error {
	if f.html == "" {
		return nil
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return archive.WriteFile(f.html, b.Bytes())
}

func (f *checkFlags) mend(out io.Writer, name string, word []byte, opts check.Options) (*check.Report, error) {
	mend := repair.Options{Check: opts}
	for _, id := range strings.Split(f.fix, ",") {
		if id = strings.TrimSpace(id); id != "" {
			mend.Writing = append(mend.Writing, id)
		}
	}
	r, err := repair.Mend(word, mend)
	if err != nil {
		return nil, err
	}
	if err := archive.WriteFile(f.out, r.Docx); err != nil {
		return nil, err
	}
	err = f.page(func(w io.Writer) error { return repair.BothPages(w, filepath.Base(name), r.Before, r.After) })
	if err != nil {
		return nil, err
	}
	for _, g := range r.Mended {
		fmt.Fprintf(out, "  đã sửa %s, %s: %s\n", g.Rule, g.Place, g.Message)
	}
	fmt.Fprintf(out, "đã sửa %d trong %d lỗi\n", len(r.Mended), len(r.Before.Findings))
	if may := r.Offers(); len(may) > 0 {
		fmt.Fprintf(out, "câu chữ chưa sửa; sửa được khi nêu tên quy tắc: --fix=%s\n", strings.Join(may, ","))
	}
	return r.After, writeFindings(out, f.out, r.After)
}
