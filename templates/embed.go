// Package templates holds the kinds of document, one folder each: document.yaml, the
// Word template or PDF form, the annex workbook, notes on the text. It is data in a Go
// package because go:embed cannot reach another folder.
//
// An office overlays the folders with its own; see pipeline/catalog.
package templates

import (
	"embed"
	"io/fs"
)

//go:embed jobs.yaml check.yaml */document.yaml */*.docx */*.pdf */*.xlsx
var files embed.FS

// FS holds the kinds' folders, jobs.yaml and check.yaml at its root.
func FS() fs.FS { return files }
