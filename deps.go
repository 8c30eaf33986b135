//go:build deps

package vanthu

import (
	_ "github.com/chromedp/chromedp"
	_ "github.com/go-analyze/charts"
	_ "github.com/go-fonts/dejavu/dejavusans"
	_ "github.com/go-fonts/liberation/liberationmonoregular"
	_ "github.com/go-fonts/liberation/liberationsansregular"
	_ "github.com/go-fonts/liberation/liberationserifregular"
	_ "github.com/goccy/go-yaml"
	_ "github.com/jmoiron/sqlx"
	_ "github.com/johnfercher/maroto/v2"
	_ "github.com/klauspost/compress/flate"
	_ "github.com/lib/pq"
	_ "github.com/lukasjarosch/go-docx"
	_ "github.com/pdfcpu/pdfcpu/pkg/api"
	_ "github.com/pressly/goose/v3"
	_ "github.com/riverqueue/river"
	_ "github.com/riverqueue/river/riverdriver/riverdatabasesql"
	_ "github.com/riverqueue/river/riverdriver/riversqlite"
	_ "github.com/riverqueue/river/rivermigrate"
	_ "github.com/robfig/cron/v3"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/spf13/cobra"
	_ "github.com/xuri/excelize/v2"
	_ "golang.org/x/image/font/sfnt"
	_ "golang.org/x/text/collate"
	_ "golang.org/x/text/unicode/norm"
	_ "modernc.org/sqlite"
)
