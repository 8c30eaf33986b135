package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

// Backup writes the whole database, as it is at one moment, into a file that appears
// whole and checked or not at all, and its SHA-256 into a second one, path.sha256; others
// go on working. SQLite gives an SQLite file,
// PostgreSQL what pg_dump, which must be installed, writes in its custom format. The
// database's own file is refused.
func (d *DB) Backup(ctx context.Context, path string) (err error) {
	if err := d.notItself(path); err != nil {
		return err
	}
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
		if err = d.readBack(ctx, draft); err == nil {
			err = seal(draft)
		}
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
	sum, err := sumOf(draft, -1)
	if err != nil {
		return err
	}
	line := fmt.Sprintf("%s  %s\n", sum, filepath.Base(path)) // as sha256sum writes it
	if err := os.WriteFile(draft+sumSuffix, []byte(line), 0o600); err != nil {
		return err
	}
	// A copy without its sum is taken for whole, one with another's for damaged.
	if err := os.Remove(path + sumSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	return os.Rename(draft+sumSuffix, path+sumSuffix)
}

// draftFolder makes a folder for what is not finished yet, and removes those of processes
// that died; living ones hold a lock in theirs.
func draftFolder(in string) (dir string, drop func(), err error) {
	const name, lock = ".vanthu-backup-", "lock"
	left, err := os.ReadDir(in) // not by a pattern: a folder may have a [ in its name
	if err != nil {
		return "", nil, err
	}
	for _, e := range left {
		if !strings.HasPrefix(e.Name(), name) {
			continue
		}
		dead := filepath.Join(in, e.Name())
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

// notItself refuses the database's own file.
func (d *DB) notItself(path string) error {
	if d.dialect == Postgres {
		return nil
	}
	file, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if own, err := os.Stat(d.name); err == nil && os.SameFile(own, file) {
		return fmt.Errorf("%s is the database itself; name another file", path)
	}
	return nil
}

// readBack reads all of a backup of pg_dump: its data carry checksums.
func (d *DB) readBack(ctx context.Context, path string) error {
	return d.tool(ctx, "pg_restore", "--file="+os.DevNull, path)
}

// IsEmpty reports whether the database has none of the tables, or they have no rows.
func (d *DB) IsEmpty(ctx context.Context, tables ...string) (bool, error) {
	exists := "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
	if d.dialect == Postgres {
		exists = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?"
	}
	for _, table := range tables {
		var n int
		err := d.Reader.GetContext(ctx, &n, d.Reader.Rebind(exists), table)
		if err == nil && n > 0 {
			err = d.Reader.GetContext(ctx, &n, "SELECT COUNT(*) FROM (SELECT 1 AS one FROM "+table+" LIMIT 1) t")
		}
		if err != nil {
			return false, fmt.Errorf("database %s: %w", d.name, Explain(err))
		}
		if n > 0 {
			return false, nil
		}
	}
	return true, nil
}

// OpenBackup opens a backup of an SQLite database for reading, without changing it or
// putting files beside it, after looking at every page.
func OpenBackup(ctx context.Context, path string) (*DB, error) {
	if err := isBackup(path, SQLite); err != nil {
		return nil, err
	}
	pool, err := lookAt(path)
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(ctx)
	if err == nil {
		err = errors.Join(integrity(ctx, conn), conn.Close())
	}
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &DB{Writer: pool, Reader: pool, dialect: SQLite, name: path}, nil
}

// Restore puts a backup in the place of all that the database holds, in one transaction:
// who reads meanwhile sees the old state or the new one. The backup is checked first.
func (d *DB) Restore(ctx context.Context, path string) error {
	if err := errors.Join(isBackup(path, d.dialect), checkSum(path)); err != nil {
		return err
	}
	if d.dialect == Postgres {
		return d.restorePostgres(ctx, path)
	}
	if err := d.notItself(path); err != nil {
		return err
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

// BackupOf tells which kind of database a file is a backup of, by its first bytes.
func BackupOf(path string) (Dialect, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	head := make([]byte, 16)
	n, _ := io.ReadFull(f, head)
	switch {
	case string(head[:n]) == "SQLite format 3\x00":
		return SQLite, nil
	case n > 5 && string(head[:5]) == "PGDMP":
		return Postgres, nil
	}
	return "", fmt.Errorf("%s: no backup of this program, or damaged", path)
}

// isBackup refuses a file that does not begin as a backup of such a database.
func isBackup(path string, want Dialect) error {
	of, err := BackupOf(path)
	if err == nil && of != want {
		err = fmt.Errorf("%s: a backup of another kind of database (%s)", path, of)
	}
	return err
}

// lockSchema locks all tables and views for the restore alone. Readers lock one after the other in
// their own order: whoever waits for one while it keeps others may wait in a circle, of which the
// server stops anybody, perhaps a person's report. So what cannot be had within a moment, shorter
// than PostgreSQL's deadlock_timeout, gives all back and begins again.
const lockSchema = `SET client_min_messages = warning; SET lock_timeout = '100ms';
DO $$
DECLARE
    every text := (SELECT string_agg(format('%I.%I', n.nspname, c.relname), ', ' ORDER BY c.relkind DESC, c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v')
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'));
    until timestamptz := clock_timestamp() + interval '60 s';
BEGIN
    WHILE every IS NOT NULL LOOP
        BEGIN
            EXECUTE 'LOCK TABLE ' || every || ' IN ACCESS EXCLUSIVE MODE';
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            IF clock_timestamp() > until THEN
                RAISE EXCEPTION 'others are using the database; stop them and restore again' USING ERRCODE = 'lock_not_available';
            END IF;
            PERFORM pg_sleep(0.02);
        END;
    END LOOP;
END $$;
`

// emptySchema drops all that a schema holds: a backup of an older program must not meet
// tables of a newer one.
const emptySchema = `SET lock_timeout = '60s';
DO $$
DECLARE q text;
BEGIN
    FOR q IN
        SELECT format('DROP %sVIEW IF EXISTS %I CASCADE', CASE v.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, v.relname) FROM pg_class v
        WHERE v.relnamespace = current_schema()::regnamespace AND v.relkind IN ('v', 'm')
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = v.oid AND d.deptype = 'e')
        UNION ALL
        SELECT format('DROP TABLE IF EXISTS %I CASCADE', tablename) FROM pg_tables WHERE schemaname = current_schema()
        UNION ALL
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        UNION ALL
        SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype) FROM pg_type t
        WHERE t.typnamespace = current_schema()::regnamespace AND t.typtype IN ('e', 'd')
    LOOP
        EXECUTE q;
    END LOOP;
END $$;
`

// restorePostgres lets psql do what pg_restore says, in one transaction that is committed
// once pg_restore has said all.
func (d *DB) restorePostgres(ctx context.Context, path string) error {
	if err := d.readBack(ctx, path); err != nil {
		return fmt.Errorf("%s: damaged, or of a newer PostgreSQL: %w", path, err)
	}
	restore, err := d.command(ctx, "pg_restore", "--no-owner", "--no-privileges", "--file=-", path)
	if err != nil {
		return err
	}
	psql, err := d.command(ctx, "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output="+os.DevNull, "--dbname="+d.plainAddress())
	if err != nil {
		return err
	}
	in, err := psql.StdinPipe()
	if err != nil {
		return err
	}
	var said, asked strings.Builder
	restore.Stdout, restore.Stderr, psql.Stderr = in, &said, &asked
	if err := psql.Start(); err != nil {
		return fmt.Errorf("psql: %w", err)
	}
	_, err = io.WriteString(in, "BEGIN;\n"+lockSchema+emptySchema)
	if err == nil {
		err = restore.Run()
	}
	if err == nil {
		_, err = io.WriteString(in, "\nCOMMIT;\nANALYZE;\n")
	}
	in.Close() // without COMMIT the old state stays
	if failed := psql.Wait(); failed != nil {
		return fmt.Errorf("psql: %w: %s", failed, strings.TrimSpace(asked.String()))
	}
	if err != nil {
		return fmt.Errorf("pg_restore: %w: %s", err, strings.TrimSpace(said.String()))
	}
	return nil
}

// lookAt opens a file that nobody writes.
func lookAt(path string) (*sqlx.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	slash := filepath.ToSlash(abs)
	if !strings.HasPrefix(slash, "/") { // C:/…
		slash = "/" + slash
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: slash, RawQuery: "mode=ro&immutable=1&_time_format=sqlite&_timezone=UTC"}
	return sqlx.Open("sqlite", u.String())
}

// checkSQLite opens a file without changing it and lets SQLite look at every page.
func checkSQLite(ctx context.Context, path string) error {
	d, err := OpenBackup(ctx, path)
	if err != nil {
		return errors.Unwrap(err)
	}
	return d.Close()
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

// tool runs one of PostgreSQL's programs on the database.
func (d *DB) tool(ctx context.Context, name string, args ...string) error {
	if name == "pg_dump" {
		args = append(args, "--dbname="+d.plainAddress())
	}
	cmd, err := d.command(ctx, name, args...)
	if err != nil {
		return err
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(stderr.String()))
	}
	return nil
}

// command prepares one of PostgreSQL's programs.
func (d *DB) command(ctx context.Context, name string, args ...string) (*exec.Cmd, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return nil, fmt.Errorf("%s is not installed: install PostgreSQL's client programs, in the server's version", name)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = os.Environ()
	if u, err := parseAddress(d.address); err == nil && d.dialect == Postgres {
		if password, has := passwordOf(u); has {
			cmd.Env = append(cmd.Env, "PGPASSWORD="+password)
		}
	}
	return cmd, nil
}
