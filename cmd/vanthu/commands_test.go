package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/db"
	"vanthu/pipeline/nd30"
)

// word FILE TEXT…: writes a Word file, a paragraph a text.
func word(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: word FILE TEXT…")
	}
	b := nd30.New(nd30.A4)
	for _, text := range args[1:] {
		b.P("Thân văn bản", text)
	}
	data, err := b.Bytes("")
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// cut FILE N: leaves the first N bytes of a file.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE N")
	}
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// bomb FILE: writes a Word file of half a megabyte that inflates to 512 MiB.
func bomb(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: bomb FILE")
	}
	data, err := nd30.New(nd30.A4).Bytes("")
	ts.Check(err)
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	out := zip.NewWriter(f)
	for _, part := range in.File {
		if part.Name != "word/document.xml" {
			ts.Check(out.Copy(part))
			continue
		}
		w, err := out.Create(part.Name)
		ts.Check(err)
		blanks := bytes.Repeat([]byte(" "), 1<<20)
		for range 512 {
			_, err := w.Write(blanks)
			ts.Check(err)
		}
	}
	ts.Check(out.Close())
}

// sql DATABASE STATEMENT: changes an SQLite database behind the program's back; a
// statement that changes no row is a fault of the script.
func statement(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql DATABASE STATEMENT")
	}
	d, err := openQuietly(ts, args[0])
	ts.Check(err)
	result, err := d.Writer.Exec(args[1])
	ts.Check(err)
	n, err := result.RowsAffected()
	ts.Check(err)
	ts.Check(d.Close())
	if n == 0 {
		ts.Fatalf("%s: no row is changed", args[1])
	}
	fmt.Fprintf(ts.Stdout(), "%d rows\n", n)
}

// cells FILE SHEET CELL=VALUE…: fills cells of a workbook, as a person would in Excel.
func cells(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: cells FILE SHEET CELL=VALUE…")
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	for _, arg := range args[2:] {
		cell, text, _ := strings.Cut(arg, "=")
		if n, err := strconv.Atoi(text); err == nil {
			ts.Check(f.SetCellInt(args[1], cell, int64(n)))
		} else {
			ts.Check(f.SetCellStr(args[1], cell, text))
		}
	}
	ts.Check(f.Save())
}

// comments FILE: prints the comments of a workbook, one line each.
func comments(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: comments FILE")
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		list, err := f.GetComments(sheet)
		ts.Check(err)
		for _, c := range list {
			text := c.Text
			for _, p := range c.Paragraph {
				text += p.Text
			}
			fmt.Fprintf(ts.Stdout(), "%s!%s %s\n", sheet, c.Cell, strings.ReplaceAll(text, "\n", " "))
		}
	}
}

func openQuietly(ts *testscript.TestScript, file string) (*db.DB, error) {
	path := ts.MkAbs(file)
	if _, err := os.Stat(path); err != nil {
		return nil, err // Open would make it
	}
	return db.Open(context.Background(), path)
}

// unpack FILE.zip DIR: writes what a zip file holds, also a workbook or a Word file, into a
// new folder.
func unpack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: unpack FILE.zip DIR")
	}
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), z))
}
