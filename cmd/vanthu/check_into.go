package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
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
	case asked == 1 && len(args) > 1:
		return usageError("check: --fix and --comments take one file at a time")
	case asked == 1 && (f.asJSON || f.explain):
		return usageError("check: --json and --explain do not go with --fix and --comments")
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
	if f.comments {
		report, err := check.File(word, opts)
		if err != nil {
			return nil, err
		}
		with, err := repair.Comment(word, report)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(out, "%s: %d nhận xét\n", f.out, len(report.Findings))
		return report, archive.WriteFile(f.out, with)
	}
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
	for _, g := range r.Mended {
		fmt.Fprintf(out, "  đã sửa %s, %s: %s\n", g.Rule, g.Place, g.Message)
	}
	fmt.Fprintf(out, "đã sửa %d trong %d lỗi\n", len(r.Mended), len(r.Before.Findings))
	return r.After, writeFindings(out, f.out, r.After)
}
