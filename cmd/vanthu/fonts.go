package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vanthu/fonts"
	"vanthu/pipeline/layout/font"
)

// fontSet returns the faces to lay out with: the shipped ones, those of --font-dir and,
// where asked for, the machine's.
func (a *app) fontSet(system bool) (*font.Set, error) {
	set := font.Shipped()
	var dirs []string
	if system {
		dirs = systemFontDirs()
	}
	if a.config.FontDir != "" {
		if _, err := os.Stat(a.config.FontDir); err != nil {
			return nil, usageError("--font-dir: %w", err)
		}
		dirs = append(dirs, a.config.FontDir)
	}
	for _, dir := range dirs {
		if _, err := os.Stat(dir); err != nil {
			continue
		}
		var faults []error
		set, faults = set.With(os.DirFS(dir))
		for _, err := range faults {
			a.log.Debug("font file left out", "dir", dir, "error", err)
		}
	}
	return set, nil
}

func systemFontDirs() []string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("WINDIR"), "Fonts"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{"/System/Library/Fonts", "/Library/Fonts", filepath.Join(home, "Library", "Fonts")}
	}
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".fonts"), filepath.Join(home, ".local", "share", "fonts")}
}

func newFontsCmd(a *app) *cobra.Command {
	var system bool
	c := &cobra.Command{
		Use:   "fonts [NAME…]",
		Short: "Show which face serves which font name",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, names []string) error {
			set, err := a.fontSet(system)
			if err != nil {
				return err
			}
			if len(names) == 0 {
				names = append([]string{"Times New Roman", "Arial", "Courier New", "Calibri", "Cambria", "Tahoma", "Symbol", "Wingdings", ".VnTime", "VNI-Times"}, set.Families()...)
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "NAME\tSERVED BY\tHOW")
			for _, name := range names {
				face, match := set.Find(name, false, false)
				fmt.Fprintf(w, "%s\t%s\t%s\n", name, face.Family, matchText[match])
			}
			return w.Flush()
		},
	}
	c.Flags().BoolVar(&system, "system-fonts", false, "use the machine's fonts too")
	return c
}

var matchText = map[fonts.Match]string{
	fonts.Same:  "the font itself",
	fonts.Twin:  "twin: the same widths",
	fonts.Fit:   "its widths, letters of another design",
	fonts.Class: "nearest class: lines may break elsewhere",
}
