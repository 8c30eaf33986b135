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

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/making"
	"vanthu/pipeline/repair"
)

// holds tells flags that do not go together.
func (f *checkFlags) holds(args []string) error {
	writes, files := f.fix != "" || f.comments, len(args)+len(f.with)
	switch {
	case files == 0:
		return usageError("check: name at least one Word file")
	case writes && f.out == "":
		return usageError("check: give -o OUT.docx: the file to write")
	case !writes && f.out != "":
		return usageError("check: -o goes with --fix or --comments")
	case f.explain && (writes || f.html != "" || f.asJSON || len(f.with) > 0):
		return usageError("check: --explain goes with no other form of output, and with no --with")
	case len(f.with) > 0 && (files < 2 || files > maxTogether):
		return usageError("check: --with holds 2 to %d files against each other, there are %d", maxTogether, files)
	case (writes || f.html != "") && len(args) == 0:
		return usageError("check: name the file to mend, to comment or to show; --with names what belongs to it")
	case (f.html != "" || len(f.with) > 0 && writes) && len(args) > 1:
		return usageError("check: --html, and --with beside --fix or --comments, take one file at a time")
	case writes && len(args) > 1 && !isFolder(f.out):
		return usageError("check: --fix and --comments take one file at a time; for several let -o be a folder")
	}
	seen := map[string]bool{}
	for _, name := range args {
		if base := filepath.Base(name); !seen[base] || !writes {
			seen[base] = true
		} else {
			return usageError("check: two files are called %s: one would be written over the other in %s", base, f.out)
		}
	}
	return nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// checkInto writes a copy of each file, mended, with comments or both, or its pages, and
// says what was done. A file that fails does not stop the others.
func (f *checkFlags) checkInto(cmd *cobra.Command, names []string, opts check.Options) error {
	companions, faults := checkAll(cmd.Context(), f.with, opts)
	if err := errors.Join(faults...); err != nil {
		return err
	}
	told, reports := make([]bytes.Buffer, len(names)), make([]*check.Report, len(names))
	faults = sideBySide(cmd.Context(), names, func(i int) (err error) {
		reports[i], err = f.into(&told[i], names[i], companions, opts)
		return err
	})
	out := bufio.NewWriter(cmd.OutOrStdout())
	forbidden := false
	for i, r := range reports {
		told[i].WriteTo(out) // errors come with Flush
		forbidden = forbidden || r != nil && check.Forbid(r.Findings)
	}
	if err := errors.Join(append(faults, out.Flush())...); err != nil {
		return err
	}
	if forbidden {
		return &exitError{exitFindings, errors.New("check: there are findings that forbid use (sai)")}
	}
	return nil
}

// into does one file and gives back what is found in what is written.
func (f *checkFlags) into(out io.Writer, name string, companions []*check.Report, opts check.Options) (*check.Report, error) {
	word, err := os.ReadFile(name)
	if err != nil {
		return nil, errors.Unwrap(err)
	}
	if err := making.RefuseSecret(word); err != nil {
		return nil, err
	}
	against := func(reports ...*check.Report) error {
		for _, r := range reports {
			if len(companions) == 0 {
				break
			}
			if err := together(append([]string{name}, f.with...), append([]*check.Report{r}, companions...), opts); err != nil {
				return err
			}
		}
		return nil
	}
	before, mended := (*check.Report)(nil), &repair.Result{Docx: word}
	if f.fix != "" {
		if mended, err = repair.Mend(word, repair.Options{Check: opts, Writing: f.writing()}); err == nil {
			before, err = mended.Before, against(mended.Before)
		}
	} else if mended.After, err = check.File(word, opts); err == nil {
		before = mended.After
	}
	if err != nil {
		return nil, err
	}
	if mended.After != mended.Before {
		err = against(mended.After)
	}
	if err == nil && f.comments {
		mended.Docx, err = repair.Comment(mended.Docx, mended.After)
	}
	if err != nil {
		return nil, err
	}
	return mended.After, f.give(out, name, before, mended)
}

// give writes the files that are asked for and tells of them.
func (f *checkFlags) give(out io.Writer, name string, before *check.Report, r *repair.Result) error {
	shown := name
	if f.out != "" {
		if shown = f.out; isFolder(f.out) {
			shown = filepath.Join(f.out, filepath.Base(name))
		}
		if is, err := os.Stat(shown); err == nil {
			if own, err := os.Stat(name); err == nil && os.SameFile(is, own) {
				return fmt.Errorf("-o is the file itself: it stays as it is; name another one")
			}
		}
		if err := archive.WriteFile(shown, r.Docx); err != nil {
			return err
		}
	}
	if f.html != "" {
		var b bytes.Buffer
		title := filepath.Base(name)
		err := repair.Pages(&b, title, r.After)
		if f.fix != "" {
			b.Reset()
			err = repair.BothPages(&b, title, before, r.After)
		}
		if err == nil {
			err = archive.WriteFile(f.html, b.Bytes())
		}
		if err != nil {
			return err
		}
	}
	if f.asJSON {
		return writeFindingsJSON(out, shown, r.After)
	}
	if f.fix != "" {
		f.tellMended(out, r)
	}
	if f.comments {
		fmt.Fprintf(out, "%s: %d nhận xét\n", shown, len(r.After.Findings))
		if f.fix == "" {
			return nil
		}
	}
	return writeFindings(out, shown, r.After)
}

// tellMended says what was mended, and what can be where its rule is named.
func (f *checkFlags) tellMended(out io.Writer, r *repair.Result) {
	for _, g := range r.Mended {
		fmt.Fprintf(out, "  đã sửa %s, %s: %s\n", g.Rule, g.Place, g.Message)
	}
	fmt.Fprintf(out, "đã sửa %d trong %d lỗi\n", len(r.Mended), len(r.Before.Findings))
	if may := r.Offers(); len(may) > 0 {
		fmt.Fprintf(out, "câu chữ chưa sửa; sửa được khi nêu tên quy tắc: --fix=%s\n", strings.Join(may, ","))
	}
}

// writing are the rules about writing that --fix names.
func (f *checkFlags) writing() (ids []string) {
	for _, id := range strings.Split(f.fix, ",") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}
