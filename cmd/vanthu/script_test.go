package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/ooxml"
	"vanthu/pipeline/pdf"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"vanthu": func() { os.Exit(execute(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs testdata/*.txtar: each is an acceptance test and a page of the manual.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("USER", "tester")
			e.Values["t"] = e.T()
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bomb":     bomb,
			"cells":    cells,
			"comments": comments,
			"cut":      cut,
			"done":     done,
			"exits":    exits,
			"pages":    everyPage,
			"postgres": postgres,
			"real":     real,
			"edit":     edit,
			"sql":      statement,
			"unpack":   unpack,
			"word":     word,
		},
	})
}

// done JOB: waits until all runs of a job are done, half a minute at most.
func done(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: done JOB")
	}
	var left string
	for range 150 {
		ts.Check(ts.Exec("vanthu", "jobs", "list"))
		left = ""
		for _, line := range strings.Split(ts.ReadFile("stdout"), "\n") {
			if f := strings.Fields(line); len(f) > 4 && f[1] == args[0] && f[4] != "done" {
				left = line
			}
		}
		if left == "" {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	ts.Fatalf("not done: %s", left)
}

// exits CODE COMMAND…: runs the program and holds its exit code against CODE.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE vanthu …")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = exitCode(err)
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// postgres NAME: lets a variable name a fresh database of PostgreSQL; without a server the
// script is left out.
func postgres(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: postgres NAME")
	}
	ts.Setenv(args[0], dbtest.PostgresDSN(ts.Value("t").(testing.TB), nil))
}

func exitCode(err error) string {
	var e interface{ ExitCode() int }
	if errors.As(err, &e) {
		return strconv.Itoa(e.ExitCode())
	}
	return err.Error()
}

// real FILE.db: says that the data of a database are no sample, so that its documents can
// be signed and numbered.
func real(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: real FILE.db")
	}
	d, err := db.Open(context.Background(), ts.MkAbs(args[0]))
	ts.Check(err)
	defer d.Close()
	_, err = d.Writer.Exec(`UPDATE co_so_du_lieu SET so_lieu_mau = FALSE`)
	ts.Check(err)
}

// pages FILE.pdf TEXT: every page of a file says TEXT.
func everyPage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pages FILE.pdf TEXT")
	}
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	list, err := pdf.Text(data)
	ts.Check(err)
	for i, page := range list {
		for _, word := range strings.Fields(args[1]) { // a mark runs across other lines
			if !strings.Contains(page, word) {
				ts.Fatalf("%s, page %d does not say %q:\n%s", args[0], i+1, args[1], page)
			}
		}
	}
}

// edit FILE.docx OLD NEW: replaces a text once, as a person would in Word.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE.docx OLD NEW")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	p, err := ooxml.Open(data, ooxml.Limits{})
	ts.Check(err)
	var b bytes.Buffer
	w := ooxml.NewWriter(&b, 6)
	for _, name := range p.Names() {
		part, err := p.Part(name)
		ts.Check(err)
		if name == "word/document.xml" {
			part = replaceText(part, args[1], args[2])
		}
		to, err := w.Create(name)
		ts.Check(err)
		_, err = to.Write(part)
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(path, b.Bytes(), 0o644))
}

// replaceText replaces the first occurrence that is no part of a tag.
func replaceText(part []byte, old, text string) []byte {
	for from := 0; ; {
		i := bytes.Index(part[from:], []byte(old))
		if i < 0 {
			return part
		}
		if i += from; old[0] == '>' || bytes.LastIndexByte(part[:i], '>') > bytes.LastIndexByte(part[:i], '<') {
			return slices.Concat(part[:i], []byte(text), part[i+len(old):])
		}
		from = i + 1
	}
}
