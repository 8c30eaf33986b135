package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// Shelf is the folder that people open: one folder a year, readable names, the newest
// made version of every document. It holds nothing that the archive does not hold, so it
// can be laid out again at any time.
type Shelf struct {
	Dir string // e.g. "output"
	By  string // who lays it out, for the record
	Now func() time.Time

	// Differs says in words how a Word file that a person changed differs from the one that
	// was made; nil says nothing.
	Differs func(made, edited []byte) []string
}

// Laid says what Lay did.
type Laid struct {
	Written []string // paths of files put down, in order
	Taken   []Taken  // files that people had changed
}

// Taken is a file on the shelf that a person changed. It stays where it is.
type Taken struct {
	Path     string
	Document int64
	Version  int // the version that holds it now
}

// Lay brings the folder of a year up to date and writes its manifest.json. Files appear
// whole or not at all. A file that is neither in the archive nor in the manifest was
// changed by a person: it is taken in as a version of its own and stays; the new one is
// put beside it as NAME-ban-VERSION. Where Lay fails, what is there stays usable and the
// next call goes on.
func (s Shelf) Lay(ctx context.Context, d *db.DB, year int) (Laid, error) {
	dir := filepath.Join(s.Dir, strconv.Itoa(year))
	laid, err := s.lay(ctx, d, dir, year)
	if err != nil {
		return laid, fmt.Errorf("shelf %s: %w\n(the documents are safe in the archive: free disk space or make the folder writable, then run again)", dir, err)
	}
	return laid, nil
}

func (s Shelf) lay(ctx context.Context, d *db.DB, dir string, year int) (Laid, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Laid{}, err
	}
	unlock, err := lockDir(dir)
	if err != nil {
		return Laid{}, err
	}
	defer unlock()
	if err := sweep(dir); err != nil {
		return Laid{}, err
	}
	l := laying{Shelf: s, dir: dir, old: readManifest(dir)}
	if err := l.load(ctx, d, year); err != nil {
		return Laid{}, err
	}
	m := manifest{Year: year, Documents: []manifestDocument{}}
	var faults []error
	for i := range l.docs {
		entry, err := l.document(ctx, d, &l.docs[i])
		m.Documents = append(m.Documents, entry)
		if err == nil {
			continue
		}
		// One file may be open in Word; the others go on. A full disk stops all.
		if faults = append(faults, err); len(faults) == maxFaults || ctx.Err() != nil {
			return l.laid, errors.Join(faults...)
		}
	}
	if err := errors.Join(append(faults, l.clear(&m))...); err != nil {
		return l.laid, errors.Join(err, m.write(dir))
	}
	if err := m.write(dir); err != nil {
		return l.laid, err
	}
	return l.laid, syncDir(dir)
}

// maxFaults is how many documents may fail before Lay gives up.
const maxFaults = 5

// laying is one call of Lay.
type laying struct {
	Shelf
	dir   string
	old   map[string]manifestFile // by file name, as the last call left them
	docs  []Document
	names map[string]bool // shelf names of all documents of the year, lower case
	known map[int64][]knownFile
	laid  Laid
}

// knownFile is a file of any version of a document.
type knownFile struct {
	Document int64  `db:"document_id"`
	Version  int    `db:"version"`
	Origin   string `db:"origin"`
	Format   string `db:"format"`
	SHA256   string `db:"sha256"`
	Size     int64  `db:"size"`
}

func (l *laying) load(ctx context.Context, d *db.DB, year int) (err error) {
	q := d.Reader
	if l.docs, err = List(ctx, q, Filter{Year: year}); err != nil {
		return err
	}
	var files []knownFile
	err = sqlx.SelectContext(ctx, q, &files, q.Rebind(`SELECT f.document_id, f.version, v.origin, f.format, f.sha256, b.size
		FROM version_files f
		JOIN versions v ON v.document_id = f.document_id AND v.number = f.version
		JOIN documents d ON d.id = f.document_id
		JOIN files b ON b.sha256 = f.sha256
		WHERE d.year = ? ORDER BY f.document_id, f.version, f.format`), year)
	if err != nil {
		return err
	}
	l.known = make(map[int64][]knownFile)
	for _, f := range files {
		l.known[f.Document] = append(l.known[f.Document], f)
	}
	l.names = make(map[string]bool, len(l.docs))
	for _, doc := range l.docs {
		l.names[strings.ToLower(doc.Name)] = true
	}
	return nil
}

func (l *laying) document(ctx context.Context, d *db.DB, doc *Document) (manifestDocument, error) {
	entry, err := newManifestDocument(ctx, d.Reader, doc)
	if err != nil {
		return entry, err
	}
	for _, f := range l.known[doc.ID] {
		if f.Version != doc.Version {
			continue
		}
		if f.Format == "json" {
			entry.Data = f.SHA256
			continue
		}
		put, edited, fault := l.file(ctx, d, doc, f)
		if fault != nil { // what stood there stands there still
			put = l.old[doc.Name+"."+f.Format]
			err = errors.Join(err, fault)
		}
		if put.Name != "" {
			entry.Files = append(entry.Files, put)
		}
		entry.Edited = append(entry.Edited, edited...)
	}
	return entry, err
}

// file puts one file of the newest version down and returns where it stands, and the
// files of people that stand in its way.
func (l *laying) file(ctx context.Context, d *db.DB, doc *Document, f knownFile) (put manifestFile, edited []manifestFile, err error) {
	ours := make(map[string]bool) // files that can go: the archive has them
	for _, name := range l.candidates(doc, f) {
		sum, err := hashFile(filepath.Join(l.dir, name))
		free := errors.Is(err, os.ErrNotExist) || sum == f.SHA256 || l.isOurs(doc, name, sum)
		switch {
		case err != nil && !errors.Is(err, os.ErrNotExist):
			return put, edited, err
		case free && put.Name == "":
			put = manifestFile{Name: name, Format: f.Format, SHA256: f.SHA256, Size: f.Size, Version: f.Version}
			if sum != f.SHA256 {
				if err := l.write(ctx, d, name, f.SHA256); err != nil {
					return put, edited, err
				}
			}
		case free && err == nil:
			ours[name] = true
		case err == nil:
			taken, err := l.takeIn(ctx, d, doc, name, sum)
			if err != nil {
				return put, edited, err
			}
			edited = append(edited, taken)
		}
	}
	for name := range ours {
		if err := os.Remove(filepath.Join(l.dir, name)); err != nil {
			return put, edited, err
		}
	}
	return put, edited, nil
}

// clear removes files that the last call put down under names that no document has any
// more, where they are unchanged and the archive holds them.
func (l *laying) clear(m *manifest) error {
	stays := make(map[string]bool)
	for _, e := range m.Documents {
		for _, f := range slices.Concat(e.Files, e.Edited) {
			stays[f.Name] = true
		}
	}
	kept := make(map[string]bool)
	for _, files := range l.known {
		for _, f := range files {
			kept[f.SHA256] = true
		}
	}
	for name, was := range l.old {
		path := filepath.Join(l.dir, name)
		if stays[name] || !kept[was.SHA256] || name != filepath.Base(name) {
			continue
		}
		if sum, err := hashFile(path); err == nil && sum == was.SHA256 {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}

// candidates are the names under which a file may stand, the best first: its own, the
// one with the version's number, and what earlier calls put beside.
func (l *laying) candidates(doc *Document, f knownFile) []string {
	names := []string{doc.Name + "." + f.Format}
	beside := func(suffix string) {
		if base := doc.Name + "-ban-" + suffix; !l.names[strings.ToLower(base)] {
			names = append(names, base+"."+f.Format)
		}
	}
	beside(strconv.Itoa(f.Version))
	for v := 1; v <= doc.Versions; v++ {
		if _, err := os.Lstat(filepath.Join(l.dir, fmt.Sprintf("%s-ban-%d.%s", doc.Name, v, f.Format))); err == nil && v != f.Version {
			beside(strconv.Itoa(v))
		}
	}
	// Someone may change the file beside as well.
	for i := 2; i <= doc.Versions+1; i++ {
		beside(fmt.Sprintf("%d-%d", f.Version, i))
	}
	return names
}

// isOurs reports whether a file is one that this program made for the document, so that
// nothing is lost where it is replaced.
func (l *laying) isOurs(doc *Document, name, sum string) bool {
	return l.old[name].SHA256 == sum ||
		slices.ContainsFunc(l.known[doc.ID], func(k knownFile) bool { return k.SHA256 == sum && k.Origin == "made" })
}

// takeIn keeps a file that a person changed as a version, once.
func (l *laying) takeIn(ctx context.Context, d *db.DB, doc *Document, name, sum string) (manifestFile, error) {
	format := strings.TrimPrefix(filepath.Ext(name), ".")
	for _, k := range l.known[doc.ID] {
		if k.SHA256 == sum {
			return manifestFile{Name: name, Format: format, SHA256: sum, Size: k.Size, Version: k.Version}, nil
		}
	}
	data, err := os.ReadFile(filepath.Join(l.dir, name))
	if err != nil {
		return manifestFile{}, err
	}
	v := version{Origin: "shelf", Params: "{}", MadeAt: stamp(l.Now()), MadeBy: l.By,
		Note: "sửa trên kệ: " + name, files: []File{{Format: format, Data: data}}}
	if was, ok := l.old[name]; ok && was.Version > 0 {
		v.BasedOn = &was.Version
	}
	if differs, err := l.differs(ctx, d, doc, name, data); err != nil {
		return manifestFile{}, err
	} else if len(differs) > 0 {
		v.Note += ": " + strings.Join(differs, "; ")
	}
	v.fingerprint()
	taken := Taken{Path: filepath.Join(l.dir, name), Document: doc.ID}
	err = d.Write(ctx, func(tx *sqlx.Tx) error {
		if err := lockAudit(ctx, tx); err != nil {
			return err
		}
		// The update locks the document until the number is taken.
		if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE documents SET name = name WHERE id = ?`), doc.ID); err != nil {
			return err
		}
		taken.Version, err = add(ctx, tx, doc.ID, &v)
		return err
	})
	if err != nil {
		return manifestFile{}, err
	}
	doc.Versions++
	f := knownFile{Document: doc.ID, Version: taken.Version, Origin: "shelf", Format: format, SHA256: Hash(data), Size: int64(len(data))}
	l.known[doc.ID] = append(l.known[doc.ID], f)
	l.laid.Taken = append(l.laid.Taken, taken)
	return manifestFile{Name: name, Format: format, SHA256: f.SHA256, Size: f.Size, Version: f.Version}, nil
}

// differs compares a Word file that a person changed with the one that stood there.
func (l *laying) differs(ctx context.Context, d *db.DB, doc *Document, name string, edited []byte) ([]string, error) {
	if l.Differs == nil || filepath.Ext(name) != ".docx" {
		return nil, nil
	}
	from := doc.Version
	if was := l.old[name]; was.Version > 0 {
		from = was.Version
	}
	made, err := ReadFile(ctx, d.Reader, doc.ID, from, "docx")
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return l.Differs(made, edited), nil
}

func (l *laying) write(ctx context.Context, d *db.DB, name, sum string) error {
	data, err := FileByHash(ctx, d.Reader, sum)
	if err != nil {
		return err
	}
	path := filepath.Join(l.dir, name)
	if err := WriteFile(path, data); err != nil {
		return err
	}
	l.laid.Written = append(l.laid.Written, path)
	return nil
}

var notInNames = regexp.MustCompile(`[/\\:*?"<>|\pC]+`)

// reserved are names that Windows keeps for devices.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)`)

// CleanName makes a file name without extension that Linux and Windows both take.
func CleanName(s string) string {
	s = notInNames.ReplaceAllString(norm.NFC.String(s), "-")
	s = strings.TrimFunc(s, func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
	for len(s) > 150 {
		r := []rune(s)
		s = strings.TrimRight(string(r[:len(r)-1]), ". ")
	}
	if s == "" || reserved.MatchString(s) {
		s = "_" + s
	}
	return s
}
