package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vanthu/pipeline/db"
	"vanthu/pipeline/jobs"
	"vanthu/pipeline/portal"
)

// Config is all that can be set. Each field is a flag (--font-dir), a variable of the
// environment (VANTHU_FONT_DIR) and a key of vanthu.yaml (font-dir); the first of these
// that is given counts.
type Config struct {
	Home    string    `yaml:"-"` // folder of vanthu.yaml, of the office's templates/ and queries/, of vanthu.db
	DB      string    `yaml:"db"`
	Out     string    `yaml:"out"`
	FontDir string    `yaml:"font-dir"`
	Listen  string    `yaml:"listen"`
	Log     string    `yaml:"log"`
	As      string    `yaml:"as"`
	Trust   string    `yaml:"trust"`
	Mail    jobs.Mail `yaml:"mail"` // in vanthu.yaml alone

	Practice bool `yaml:"-"` // act in the practice book, not in DB and Out
}

// defaultDB is the database in the home, or in the working folder where none is named.
const defaultDB = "vanthu.db"

func (c *Config) addFlags(f *pflag.FlagSet) {
	f.StringVar(&c.Home, "home", "", "folder of the office: vanthu.yaml, templates/, queries/, vanthu.db (default: the working folder where it holds a vanthu.yaml)")
	f.StringVar(&c.DB, "db", "", "database: a SQLite file, or postgres://… (default: vanthu.db in --home or the working folder)")
	f.StringVar(&c.Out, "out", "", "shelf: folder for the documents (default: output in --home or the working folder)")
	f.StringVar(&c.FontDir, "font-dir", "", "folder of further .ttf faces")
	f.StringVar(&c.Listen, "listen", "127.0.0.1:8030", "address of the portal")
	f.StringVar(&c.Log, "log", "info", "least level of log lines: debug, info, warn, error; with ,json for JSON lines")
	f.StringVar(&c.Trust, "trust", "", "PEM file of the certificates to which signers must lead")
	f.BoolVar(&c.Practice, "practice", false, "act in the practice book ('vanthu practice'): a database and a shelf of its own in the folder thuc-hanh")
	f.StringVar(&c.As, "as", "", "person who acts (default: the system's user)")
}

// load overlays the environment and vanthu.yaml under the flags that were given.
func (c *Config) load(f *pflag.FlagSet) error {
	if !f.Changed("home") {
		if home := os.Getenv("VANTHU_HOME"); home != "" {
			c.Home = home
		} else if _, err := os.Stat("vanthu.yaml"); err == nil {
			c.Home = "."
		}
	}
	file, err := c.readFile()
	if err != nil {
		return err
	}
	f.VisitAll(func(flag *pflag.Flag) {
		if flag.Changed || err != nil {
			return
		}
		variable := "VANTHU_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))
		if v, ok := os.LookupEnv(variable); ok && flag.Name != "home" {
			err = flag.Value.Set(v)
		} else if v, ok := file[flag.Name]; ok {
			err = flag.Value.Set(v)
		}
	})
	if c.DB == "" {
		c.DB = filepath.Join(c.Home, defaultDB)
	}
	if c.Out == "" {
		c.Out = filepath.Join(c.Home, "output")
	}
	if c.Practice && err == nil {
		if f.Changed("db") || f.Changed("out") {
			return usageError("--practice has a database and a shelf of its own: leave out --db and --out")
		}
		c.practise()
	}
	return err
}

// practise turns to the practice book. Nobody gets a letter from there.
func (c *Config) practise() {
	c.Practice, c.Mail = true, jobs.Mail{}
	c.DB, c.Out = filepath.Join(c.Home, "thuc-hanh", "vanthu.db"), filepath.Join(c.Home, "thuc-hanh", "output")
}

// readFile reads vanthu.yaml in the home, where there is one: the keys that it has.
// Paths in it count from the home.
func (c *Config) readFile() (map[string]string, error) {
	if c.Home == "" {
		return nil, nil
	}
	if info, err := os.Stat(c.Home); err != nil || !info.IsDir() {
		return nil, usageError("--home %s: not a folder", c.Home)
	}
	name := filepath.Join(c.Home, "vanthu.yaml")
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(strings.TrimSpace(string(data))) == 0 {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var known Config // strict: an unknown key is an error
	if err := yaml.UnmarshalWithOptions(data, &known, yaml.Strict()); err != nil {
		return nil, usageError("%s:\n%s", name, yaml.FormatError(err, false, true))
	}
	if err := known.Mail.Check(); err != nil {
		return nil, usageError("%s: %w", name, err)
	}
	if c.Mail = known.Mail; c.Mail.PasswordFile != "" && !filepath.IsAbs(c.Mail.PasswordFile) {
		c.Mail.PasswordFile = filepath.Join(c.Home, c.Mail.PasswordFile)
	}
	var all map[string]any
	if err := yaml.Unmarshal(data, &all); err != nil {
		return nil, usageError("%s: %w", name, err)
	}
	keys := map[string]string{}
	for key, value := range all {
		if key != "mail" {
			keys[key] = fmt.Sprint(value)
		}
	}
	for _, key := range []string{"db", "out", "font-dir", "trust"} {
		if v, ok := keys[key]; ok && !filepath.IsAbs(v) && !strings.Contains(v, "://") {
			keys[key] = filepath.Join(c.Home, v)
		}
	}
	return keys, nil
}

// logger builds the program's logger from --log.
func (c *Config) logger(cmd *cobra.Command) (*slog.Logger, error) {
	level, format, _ := strings.Cut(c.Log, ",")
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil || format != "" && format != "json" {
		return nil, usageError("--log %s: want debug, info, warn or error, with ,json for JSON lines", c.Log)
	}
	opts := &slog.HandlerOptions{Level: l, ReplaceAttr: redacted}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(cmd.ErrOrStderr(), opts)), nil
	}
	return slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), opts)), nil
}

// redacted hides passwords in what is logged.
func redacted(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Any().(type) {
	case string:
		a.Value = slog.StringValue(db.Redact(v))
	case error:
		a.Value = slog.StringValue(db.Redact(v.Error()))
	}
	return a
}

// actor is who acts: --as, else the system's user.
func (c *Config) actor() string {
	for _, name := range []string{c.As, os.Getenv("USER"), os.Getenv("USERNAME")} {
		if name != "" {
			return name
		}
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return fmt.Sprintf("uid-%d", os.Getuid())
}

// settings are how the program runs, for the portal to show.
func (c *Config) settings() []portal.Setting {
	list := []portal.Setting{
		{Name: "home", Value: c.Home, About: "thư mục của cơ quan"},
		{Name: "db", Value: db.Redact(c.DB), About: "cơ sở dữ liệu"},
		{Name: "out", Value: c.Out, About: "kệ văn bản"},
		{Name: "font-dir", Value: c.FontDir, About: "phông chữ thêm"},
		{Name: "listen", Value: c.Listen, About: "địa chỉ của trang"},
		{Name: "trust", Value: c.Trust, About: "chứng thư số được tin"},
		{Name: "log", Value: c.Log, About: "mức nhật ký của chương trình"},
		{Name: "mail", Value: c.Mail.Server, About: "máy chủ gửi thư báo"},
	}
	for i := range list {
		if list[i].Value == "" {
			list[i].Value = "không đặt"
		}
	}
	return list
}
