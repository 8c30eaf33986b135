package templates

import (
	"testing"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/check"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/making"
	"vanthu/pipeline/query"
	"vanthu/queries"
)

// TestTemplatesFilled: every shipped template, filled with sample data, is in form.
func TestTemplatesFilled(t *testing.T) {
	lib, err := query.Load(queries.FS())
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(kinds(), lib)
	if err != nil {
		t.Fatal(err)
	}
	m := &making.Maker{Catalog: c, Queries: lib, Templates: kinds(), Fonts: font.Shipped()}
	for _, k := range c.Kinds() {
		found, err := m.JudgeTemplate(k.Slug, nil)
		if err != nil {
			t.Error(err)
		}
		for _, f := range found {
			if f.Severity != check.Hint {
				t.Errorf("%s: %s %s, %s: %s %s", k.Slug, f.Severity, f.Rule, f.Place, f.Message, f.Text)
			}
		}
	}
}
