package db

import (
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"modernc.org/sqlite"
)

// The collation has PostgreSQL's name for it, so that one text of SQL,
// ORDER BY ten COLLATE "vi-x-icu", serves both databases with one order.
func init() {
	// A Collator is not safe for several goroutines.
	collators := sync.Pool{New: func() any { return collate.New(language.Vietnamese) }}
	sqlite.MustRegisterCollationUtf8("vi-x-icu", func(a, b string) int {
		c := collators.Get().(*collate.Collator)
		defer collators.Put(c)
		if order := c.CompareString(a, b); order != 0 {
			return order
		}
		return strings.Compare(a, b)
	})
}
