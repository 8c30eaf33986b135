package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

// Backup writes the whole database, as it is at one moment, into a file that appears
// whole and checked or not at all; others go on working. SQLite gives an SQLite file,
// PostgreSQL what pg_dump, which must be installed, writes in its custom format.
func (d *DB) Backup(ctx context.Context, path string) (err error) {
	dir, drop, err := draftFolder(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer drop()
	draft := filepath.Join(dir, "backup")
	if d.dialect == SQLite {
		if _, err := d.Writer.ExecContext(ctx, "VACUUM INTO ?", draft); err != nil {
			return fmt.Errorf("database %s: %w", d.name, Explain(err))
		}
		err = checkSQLite(ctx, draft)
	} else {
		if err := d.tool(ctx, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file="+draft); err != nil {
			return err
		}
		err = d.tool(ctx, "pg_restore", "--list", "--file="+os.DevNull, draft)
	}
	if err != nil {
		return fmt.Errorf("%s: the backup cannot be read back: %w", path, err)
	}
	f, err := os.OpenFile(draft, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close(), os.Chmod(draft, 0o600)); err != nil {
		return err
	}
	return os.Rename(draft, path)
}

// draftFolder makes a folder for what is not finished yet, and removes those of processes
// that died; living ones hold a lock in theirs.
func draftFolder(in string) (dir string, drop func(), err error) {
	const name, lock = ".vanthu-backup-", "lock"
	left, err := filepath.Glob(filepath.Join(in, name+"*"))
	if err != nil {
		return "", nil, err
	}
	for _, dead := range left {
		f, err := os.OpenFile(filepath.Join(dead, lock), os.O_RDWR, 0)
		if err == nil && !TryLock(f) {
			f.Close()
			continue
		}
		if err == nil {
			f.Close()
		}
		if err := os.RemoveAll(dead); err != nil {
			return "", nil, err
		}
	}
	if dir, err = os.MkdirTemp(in, name); err != nil {
		return "", nil, err
	}
	f, err := os.Create(filepath.Join(dir, lock))
	if err != nil {
		os.RemoveAll(dir)
		return "", nil, err
	}
	TryLock(f)
	return dir, func() {
		f.Close()
		os.RemoveAll(dir)
	}, nil
}

// Restore puts a backup in the place of all that the database holds, in one transaction:
// who reads meanwhile sees the old state or the new one. The backup is checked first.
func (d *DB) Restore(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	if d.dialect == Postgres {
		if err := d.tool(ctx, "pg_restore", "--list", "--file="+os.DevNull, path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return d.tool(ctx, "pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-privileges", "--dbname="+d.plainAddress(), path)
	}
	if err := checkSQLite(ctx, path); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	conn, err := d.Writer.Conn(ctx)
	if err != nil {
		return fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	defer conn.Close()
	err = conn.Raw(func(c any) error {
		r, is := c.(interface {
			NewRestore(string) (*sqlite.Backup, error)
		})
		if !is {
			return errors.New("this driver cannot restore")
		}
		b, err := r.NewRestore(path)
		if err != nil {
			return err
		}
		_, err = b.Step(-1) // all pages
		return errors.Join(err, b.Finish())
	})
	if err == nil {
		err = integrity(ctx, conn)
	}
	if err != nil {
		return fmt.Errorf("database %s: %w", d.name, Explain(err))
	}
	return nil
}

// checkSQLite opens a file without changing it and lets SQLite look at every page.
func checkSQLite(ctx context.Context, path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(abs), RawQuery: "mode=ro&immutable=1"}
	pool, err := sqlx.Open("sqlite", u.String())
	if err != nil {
		return err
	}
	defer pool.Close()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return Explain(err)
	}
	defer conn.Close()
	return integrity(ctx, conn)
}

func integrity(ctx context.Context, conn *sql.Conn) error {
	var tables int
	if err := conn.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'goose_db_version'").Scan(&tables); err != nil {
		return Explain(err)
	}
	if tables == 0 {
		return errors.New("it is no database of this program")
	}
	var verdict string
	if err := conn.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return Explain(err)
	}
	if verdict != "ok" {
		return fmt.Errorf("the file is damaged: %s", verdict)
	}
	return nil
}

// plainAddress is the address without the password, which goes to PostgreSQL's tools by
// their environment: others see the arguments of a process.
func (d *DB) plainAddress() string {
	u, err := url.Parse(d.address)
	if err != nil {
		return d.address
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	return u.String()
}

// tool runs one of PostgreSQL's programs on the database.
func (d *DB) tool(ctx context.Context, name string, args ...string) error {
	path, err := exec.LookPath(name)
	if err != nil {
		return fmt.Errorf("%s is not installed: install PostgreSQL's client programs, in the server's version", name)
	}
	if name == "pg_dump" {
		args = append(args, "--dbname="+d.plainAddress())
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = os.Environ()
	if u, err := url.Parse(d.address); err == nil && u.User != nil {
		if password, has := u.User.Password(); has {
			cmd.Env = append(cmd.Env, "PGPASSWORD="+password)
		}
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(stderr.String()))
	}
	return nil
}
