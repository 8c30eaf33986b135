package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/making"
)

func newFillCmd(*app) *cobra.Command {
	var out, mapping string
	var late, keys []string
	c := &cobra.Command{
		Use:   "fill TEMPLATE.docx DATA.json -o OUT.docx",
		Short: "Fill any Word template from any JSON object: the template engine alone",
		Long: `Fill a Word template from a JSON object. Numbers are exact; a picture is a text that
begins with data:image/png;base64, – a day a text like "2024-02-05".`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError("fill: give -o OUT.docx: the file to write")
			}
			docx, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			opts := fill.Options{Late: late}
			if mapping != "" {
				if opts.Link, err = linkOf(keys); err != nil {
					return err
				}
			}
			t, err := fill.Compile(docx, opts)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			f, err := os.Open(args[1])
			if err != nil {
				return err
			}
			defer f.Close()
			set, err := dataset.ParseJSON(f)
			if err != nil {
				return fmt.Errorf("%s: %w", args[1], err)
			}
			var b bytes.Buffer
			facts, err := t.Execute(&b, set, fill.Run{Level: 6})
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			for _, e := range facts.Empty {
				a := fmt.Sprintf("%d of %d times", e.Count, e.Of)
				fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s: empty (%s)\n", e.Place, e.Tag, a)
			}
			if err := making.RefuseSecretFilled(docx, set, b.Bytes()); err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			if mapping != "" {
				data, err := json.Marshal(t.Map())
				if err != nil {
					return err
				}
				if err := archive.WriteFile(mapping, data); err != nil {
					return err
				}
			}
			return archive.WriteFile(out, b.Bytes())
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "file to write")
	c.Flags().StringVar(&mapping, "map", "", "leave marks round the values, for vanthu refresh, and write what they stand for into this file")
	c.Flags().StringArrayVar(&keys, "key", nil, "with --map: columns that tell the records of a list apart, e.g. ca_nhan=ma or ca_nhan=ho_ten,don_vi")
	c.Flags().StringSliceVar(&late, "late", nil, "names that stay tags in locked content controls, to be stamped later")
	return c
}

// linkOf reads the keys of lists.
func linkOf(keys []string) (*fill.Link, error) {
	l := &fill.Link{Keys: map[string][]string{}}
	for _, k := range keys {
		list, columns, ok := strings.Cut(k, "=")
		if !ok || list == "" || columns == "" {
			return nil, usageError("--key %s: want LIST=COLUMN, e.g. ca_nhan=ma", k)
		}
		l.Keys[list] = strings.Split(columns, ",")
	}
	return l, nil
}
