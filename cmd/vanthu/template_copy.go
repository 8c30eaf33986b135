package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/outgoing"
	"vanthu/queries"
	"vanthu/templates"
)

func newTemplateCopyCmd(a *app) *cobra.Command {
	var force bool
	c := &cobra.Command{
		Use:   "copy KIND --home DIR",
		Short: "Copy a kind's templates and queries into the office's home, to be changed there",
		Long: `Copy what is in force for a kind, its document.yaml, templates and queries, into
templates/KIND and queries of --home; of the outgoing register (so-van-ban-di) and the
slip (phieu-gui) their templates. From then on the office's files count. A second time
it adds what is missing; a file with other content is kept, but for --force.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if a.config.Home == "" {
				return usageError("template copy: give --home DIR, the office's folder")
			}
			c, _, err := a.openCatalog()
			if err != nil {
				return err
			}
			slug := args[0]
			var queryNames []string
			if kind, err := c.Kind(slug); err == nil {
				queryNames = append(kind.QueryNames(), kind.Runs)
			} else if !slices.Contains(outgoing.Printed(), slug) {
				return fmt.Errorf("%w; or one of %s", err, strings.Join(outgoing.Printed(), ", "))
			}
			names, err := a.kindFiles(slug, queryNames)
			if err != nil {
				return err
			}
			all := len(names)
			for _, name := range slices.Sorted(maps.Keys(names)) {
				there, err := os.ReadFile(filepath.Join(a.config.Home, name))
				switch {
				case errors.Is(err, fs.ErrNotExist):
				case err != nil:
					return err
				case bytes.Equal(there, names[name]):
					delete(names, name)
				case !force:
					return fmt.Errorf("%s is there already, with other content; --force overwrites it in %s", name, a.config.Home)
				}
			}
			for name, data := range names {
				to := filepath.Join(a.config.Home, name)
				if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
					return err
				}
				if err := archive.WriteFile(to, data); err != nil {
					return err
				}
			}
			if n := all - len(names); n > 0 {
				fmt.Fprintf(cmd.OutOrStdout(), "%d files stand in %s as they are in force\n", n, a.config.Home)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d files copied to %s; after changes: vanthu --home %s template lint %s\n", len(names), a.config.Home, a.config.Home, slug)
			return nil
		},
	}
	c.Flags().BoolVar(&force, "force", false, "overwrite files that are there")
	return c
}

// kindFiles reads the files of a kind and of the queries it uses, by their path under a
// home.
func (a *app) kindFiles(slug string, queryNames []string) (map[string][]byte, error) {
	t, err := a.files(templates.FS(), "templates")
	if err != nil {
		return nil, err
	}
	q, err := a.files(queries.FS(), "queries")
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	entries, err := fs.ReadDir(t, slug)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		if all["templates/"+slug+"/"+e.Name()], err = fs.ReadFile(t, path.Join(slug, e.Name())); err != nil {
			return nil, err
		}
	}
	for _, name := range queryNames {
		for _, suffix := range []string{".sql", ".sqlite.sql", ".postgres.sql"} {
			data, err := fs.ReadFile(q, name+suffix)
			if errors.Is(err, fs.ErrNotExist) || strings.TrimSpace(name) == "" {
				continue
			} else if err != nil {
				return nil, err
			}
			all["queries/"+name+suffix] = data
		}
	}
	return all, nil
}
