package main

import (
	"log/slog"

	"github.com/spf13/cobra"
)

// app is what the commands share: the configuration and what is opened from it on
// demand.
type app struct {
	config Config
	log    *slog.Logger
}

func (a *app) configure(cmd *cobra.Command) (err error) {
	if err = a.config.load(cmd.Root().PersistentFlags()); err != nil {
		return err
	}
	a.log, err = a.config.logger(cmd)
	return err
}

// commands lists the commands, in the order of --help.
func commands(a *app) []*cobra.Command {
	return []*cobra.Command{}
}
