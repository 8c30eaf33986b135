// Package dbtest gives tests a real database: SQLite in a temporary folder and a fresh
// database on a PostgreSQL server.
//
// Each runs a test on both, as subtests "sqlite" and "postgres". The server is the one
// whose admin database VANTHU_TEST_PG names; .ci/postgres starts a private one and
// prints the address, and make test does all of that. Without the variable the test
// fails: a driver that nobody tested must not look tested. VANTHU_TEST_PG=off leaves
// PostgreSQL out, visibly.
package dbtest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"vanthu/pipeline/db"
)

// Each runs test on a fresh migrated database of each kind. A nil schema leaves the
// databases empty.
func Each(t *testing.T, schema fs.FS, test func(t *testing.T, d *db.DB)) {
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t, schema)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t, schema)) })
}

// SQLite opens a fresh migrated file, closed when the test ends; a nil schema leaves it empty.
func SQLite(t testing.TB, schema fs.FS) *db.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.db")
	if schema != nil {
		file, err := migratedFile(t.Context(), schema, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return open(t, path)
}

// files are migrated SQLite files of this process, by the hash of their schema: a copy takes a
// fraction of the time of migrating.
var files sync.Map

func migratedFile(ctx context.Context, schema fs.FS, dir string) ([]byte, error) {
	hash, err := hashOf(schema)
	if err != nil {
		return nil, err
	}
	if file, ok := files.Load(hash); ok {
		return file.([]byte), nil
	}
	path := filepath.Join(dir, "migrated.db")
	d, err := db.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	_, err = d.Migrate(ctx, schema)
	if err = errors.Join(err, d.Close()); err != nil {
		return nil, err
	}
	file, err := os.ReadFile(path)
	if err == nil {
		files.Store(hash, file)
	}
	return file, err
}

// Postgres opens a fresh migrated database on the test server, dropped when the test ends; a nil
// schema leaves it empty. Without the server it fails or skips the test (see the package).
func Postgres(t testing.TB, schema fs.FS) *db.DB {
	t.Helper()
	return open(t, PostgresDSN(t, schema))
}

// PostgresDSN is Postgres without opening: it returns the address of the database, for tests that
// open it in another process.
func PostgresDSN(t testing.TB, schema fs.FS) string {
	t.Helper()
	address := os.Getenv("VANTHU_TEST_PG")
	switch address {
	case "":
		t.Fatal(`VANTHU_TEST_PG is not set: run "make test", or export VANTHU_TEST_PG=$(.ci/postgres start /tmp/pg), or VANTHU_TEST_PG=off to leave PostgreSQL out`)
	case "off":
		t.Skip("PostgreSQL left out: VANTHU_TEST_PG=off")
	}
	dsn, err := create(t, address, schema)
	if err != nil {
		t.Fatalf("test database on %s: %v", address, err)
	}
	return dsn
}

func open(t testing.TB, dsn string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

var (
	created   atomic.Int64
	migrating sync.Mutex
)

// create clones the template database, which holds the migrated schema: a copy of
// files takes a fraction of the time of migrating.
func create(t testing.TB, address string, schema fs.FS) (dsn string, err error) {
	admin, err := sql.Open("postgres", address)
	if err != nil {
		return "", err
	}
	t.Cleanup(func() { admin.Close() })
	ctx := context.Background() // t.Context is over when Cleanup drops the database
	template := "template0"
	if schema != nil {
		if template, err = migrated(ctx, admin, address, schema); err != nil {
			return "", err
		}
	}
	name := fmt.Sprintf("vanthu_%d_%d", os.Getpid(), created.Add(1))
	if _, err := admin.ExecContext(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template+" ENCODING 'UTF8'"); err != nil {
		return "", err
	}
	t.Cleanup(func() { admin.ExecContext(ctx, "DROP DATABASE "+name+" WITH (FORCE)") })
	return addressOf(address, name)
}

// migrated returns the name of a template database with this very schema, made by
// whichever test process comes first.
func migrated(ctx context.Context, admin *sql.DB, address string, schema fs.FS) (name string, err error) {
	migrating.Lock()
	defer migrating.Unlock()
	hash, err := hashOf(schema)
	if err != nil {
		return "", err
	}
	name = "vanthu_template_" + hash

	conn, err := admin.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	const lock = 7316528417 // any number that these tests alone use
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", lock); err != nil {
		return "", err
	}
	defer conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", lock)
	var there bool
	err = conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&there)
	if err != nil || there {
		return name, err
	}
	building := name + "_building"
	if _, err := conn.ExecContext(ctx, "DROP DATABASE IF EXISTS "+building+" WITH (FORCE)"); err != nil {
		return "", err
	}
	if _, err := conn.ExecContext(ctx, "CREATE DATABASE "+building+" TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
		return "", err
	}
	dsn, err := addressOf(address, building)
	if err != nil {
		return "", err
	}
	d, err := db.Open(ctx, dsn)
	if err != nil {
		return "", err
	}
	_, err = d.Migrate(ctx, schema)
	if err = errors.Join(err, d.Close()); err != nil {
		return "", err
	}
	_, err = conn.ExecContext(ctx, "ALTER DATABASE "+building+" RENAME TO "+name)
	return name, err
}

// addressOf is the address of another database on the server of an address.
func addressOf(address, database string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	u.Path = "/" + database
	return u.String(), nil
}

// hashOf tells schemas apart.
func hashOf(schema fs.FS) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(schema, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(schema, path)
		fmt.Fprintf(sum, "%s %d %s", path, len(text), text)
		return err
	})
	return fmt.Sprintf("%x", sum.Sum(nil)[:8]), err
}
