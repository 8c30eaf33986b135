// Command vanthu makes the official papers of the emulation movement “Toàn dân bảo vệ
// an ninh Tổ quốc”: it queries consolidated data, fills Word and PDF templates and
// gives drafts that are ready for signature. One file here holds one command.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"vanthu/pipeline/db"
)

// Exit codes. Scripts rely on them; they stand in README.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2 // wrong flags, arguments or configuration
	exitFindings = 3 // made, but with findings that forbid use
)

// version is set by the linker (make dist).
var version = "dev"

// exitError carries an exit code other than exitFailed.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// usageError is an error of the caller's: exit code 2.
func usageError(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

func main() { os.Exit(run()) }

// run is main for tests: it returns the exit code.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if args := os.Args[1:]; !doubleClicked(args) {
		return execute(ctx, args, os.Stdout, os.Stderr)
	}
	return start(ctx, os.Stdin, os.Stdout, os.Stderr)
}

func execute(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRootCmd()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	fmt.Fprintf(stderr, "vanthu: %s\n", db.Redact(err.Error()))
	for _, way := range waysOn(err) {
		fmt.Fprintln(stderr, way)
	}
	var e *exitError
	if errors.As(err, &e) {
		if e.code == exitUsage {
			fmt.Fprintln(stderr, "Try 'vanthu --help'.")
		}
		return e.code
	}
	return exitFailed
}

func newRootCmd() *cobra.Command {
	app := new(app)
	root := &cobra.Command{
		Use:   "vanthu",
		Short: "Official papers of an emulation movement, from consolidated data to drafts for signature",
		Long: `vanthu queries consolidated data, fills Word and PDF templates and gives plans,
year-end reports, award proposals, decision drafts and certificates, laid out by
Nghị định 30/2020/NĐ-CP. One binary; SQLite inside, PostgreSQL by --db.`,
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return app.configure(cmd)
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError("%w", err) })
	root.CompletionOptions.HiddenDefaultCmd = true
	app.config.addFlags(root.PersistentFlags())
	root.AddCommand(commands(app)...)
	markUsage(root)
	return root
}

// markUsage makes errors of arguments, and of commands that do not exist, exit with
// code 2.
func markUsage(c *cobra.Command) {
	if c.HasSubCommands() && !c.Runnable() {
		c.Args = cobra.ArbitraryArgs
		c.RunE = func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError("unknown command %q for %q", args[0], c.CommandPath())
			}
			return c.Help()
		}
	}
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usageError("%s: %w", c.CommandPath(), err)
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		markUsage(sub)
	}
}
