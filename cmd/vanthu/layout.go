package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"vanthu/pipeline/layout"
)

func newLayoutCmd(a *app) *cobra.Command {
	var dump, system bool
	c := &cobra.Command{
		Use:   "layout --dump IN.docx",
		Short: "Print the pages of a Word file as text, one line an item, lengths in points",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !dump {
				return usageError("layout: give --dump; it is the only form there is")
			}
			doc, err := a.layFile(args[0], system)
			if err != nil {
				return err
			}
			return layout.Dump(cmd.OutOrStdout(), doc)
		},
	}
	c.Flags().BoolVar(&dump, "dump", false, "print the pages")
	c.Flags().BoolVar(&system, "system-fonts", false, "use the machine's fonts too")
	return c
}

// layFile lays one Word file out.
func (a *app) layFile(name string, system bool) (*layout.Document, error) {
	set, err := a.fontSet(system)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	doc, err := layout.Lay(data, layout.Options{Fonts: set})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return doc, nil
}
