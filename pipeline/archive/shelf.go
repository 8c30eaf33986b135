package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/pipeline/db"
)

// Shelf is the folder that people open: one folder a year, readable names, of every
// document the version to open now (see Document). It holds nothing that the archive does
// not hold, so it can be laid out again at any time.
type Shelf struct {
	Dir string // e.g. "output"
	By  string // who lays it out, for the record
	Now func() time.Time

	// Edited makes of a Word file that a person changed what its version holds. The error
	// is ErrUnreadable where the file is no Word file, another one where it must not be
	// kept. nil: the version holds the file alone.
	Edited func(ctx context.Context, doc *Document, from int, word []byte) (*Copy, error)
}

// Laid says what Lay did.
type Laid struct {
	Written []string // paths of files put down, in order
	Taken   []Taken  // files that people had changed
}

// Lay brings the folder of a year up to date and writes its manifest.json. Files appear
// whole or not at all. A file that is neither in the archive nor in the manifest was
// changed by a person: it is taken in as a version of its own and stays until something
// is made from it; what is made otherwise is put beside it as NAME-ban-VERSION. Where Lay
// fails, what is there stays usable and the next call goes on.
func (s Shelf) Lay(ctx context.Context, d *db.DB, year int) (Laid, error) {
	return s.layYear(ctx, d, year, func(*laying, *Document) bool { return true })
}

// LayChanged is Lay for the documents that the archive has otherwise than the manifest, and
// for those whose files are missing, of another size or younger than it. Other files it does
// not read. On Linux an edit that set back the time of a file is seen too; elsewhere one that
// left size and time as they were waits for Lay.
func (s Shelf) LayChanged(ctx context.Context, d *db.DB, year int) (Laid, error) {
	return s.layYear(ctx, d, year, func(l *laying, doc *Document) bool { return !l.stands(doc) })
}

// layYear lays out the documents of a year that want it.
func (s Shelf) layYear(ctx context.Context, d *db.DB, year int, wants func(*laying, *Document) bool) (Laid, error) {
	l := &laying{Shelf: s, dir: filepath.Join(s.Dir, strconv.Itoa(year)), sums: map[string]string{}}
	if err := l.lay(ctx, d, year, wants); err != nil {
		return l.laid, fmt.Errorf("shelf %s: %w\n(the documents are safe in the archive: free disk space or make the folder writable, then run again)", l.dir, err)
	}
	return l.laid, nil
}

func (l *laying) lay(ctx context.Context, d *db.DB, year int, wants func(*laying, *Document) bool) error {
	if err := os.MkdirAll(l.dir, 0o755); err != nil {
		return err
	}
	unlock, err := lockDir(l.dir)
	if err != nil {
		return err
	}
	defer unlock()
	if err := sweep(l.dir, tempPattern); err != nil {
		return err
	}
	l.readManifest()
	if err := l.load(ctx, d, year, wants); err != nil {
		return err
	}
	m := manifest{Year: year, Documents: []manifestDocument{}}
	var faults []error
	for i := range l.docs {
		doc := &l.docs[i]
		if !l.wanted[doc.ID] {
			m.Documents = append(m.Documents, l.entries[doc.Key])
			continue
		}
		entry, err := l.document(ctx, d, doc)
		m.Documents = append(m.Documents, entry)
		if err == nil {
			continue
		}
		// One file may be open in Word; the others go on. A full disk stops all.
		if faults = append(faults, err); len(faults) == maxFaults || ctx.Err() != nil {
			return errors.Join(faults...)
		}
	}
	if err := errors.Join(append(faults, l.clear(ctx, d, &m))...); err != nil {
		return errors.Join(err, m.write(l.dir))
	}
	if err := m.write(l.dir); err != nil {
		return err
	}
	if err := before("sync", l.dir); err != nil {
		return err
	}
	return syncDir(l.dir)
}

// maxFaults is how many documents may fail before Lay gives up.
const maxFaults = 5

// laying is one call of Lay.
type laying struct {
	Shelf
	dir    string
	docs   []Document
	wanted map[int64]bool // those to lay out

	// As the last call left them:
	old     map[string]manifestFile  // by file name
	entries map[Key]manifestDocument // by document
	oldTime time.Time                // of the manifest; zero: there is none

	names map[string]bool // shelf names of all documents of the year, lower case
	known map[int64][]knownFile
	laid  Laid
	sums  map[string]string // of files read, by name
}

// sum is the hash of a file.
func (l *laying) sum(name string) (string, error) {
	if s, has := l.sums[name]; has {
		return s, nil
	}
	s, err := hashFile(filepath.Join(l.dir, name))
	if err == nil {
		l.sums[name] = s
	}
	return s, err
}

// readManifest reads what the last call put down: nothing where the manifest is missing or
// was spoiled, which makes Lay the more careful.
func (l *laying) readManifest() {
	l.old, l.entries = make(map[string]manifestFile), make(map[Key]manifestDocument)
	m, written := readManifest(l.dir)
	l.oldTime = written
	for _, d := range m.Documents {
		l.entries[d.Key] = d
		for _, f := range d.Files {
			l.old[f.Name] = f
		}
	}
}

func (l *laying) load(ctx context.Context, d *db.DB, year int, wants func(*laying, *Document) bool) (err error) {
	q := d.Reader
	if l.docs, err = List(ctx, q, Filter{Year: year}); err != nil {
		return err
	}
	l.names, l.wanted = make(map[string]bool, len(l.docs)), make(map[int64]bool)
	for i := range l.docs {
		doc := &l.docs[i]
		l.names[strings.ToLower(doc.Name)] = true
		if wants(l, doc) {
			l.wanted[doc.ID] = true
		}
	}
	if len(l.wanted) > fewDocuments {
		l.known, err = knownFiles(ctx, q, condition{"d.year = ?", []any{year}})
		return err
	}
	l.known = make(map[int64][]knownFile)
	for id := range l.wanted {
		of, err := knownFiles(ctx, q, condition{"d.id = ?", []any{id}})
		if err != nil {
			return err
		}
		l.known[id] = of[id]
	}
	return nil
}

// fewDocuments is up to how many documents their files are asked for one by one.
const fewDocuments = 100

// stands reports whether the files of a document stand on the shelf as the last call left
// them, and the archive has nothing newer.
func (l *laying) stands(doc *Document) bool {
	e, has := l.entries[doc.Key]
	if !has || e.Version != doc.Version || e.State != doc.State || e.Title != doc.Title || e.Newest != doc.Versions || len(e.Files) == 0 {
		return false
	}
	for _, f := range e.Files {
		info, err := os.Stat(filepath.Join(l.dir, f.Name))
		if err != nil || info.Size() != f.Size || !info.ModTime().Before(l.oldTime) || !statusTime(info).Before(l.oldTime) {
			return false
		}
	}
	return len(e.Edited) == 0
}

func (l *laying) document(ctx context.Context, d *db.DB, doc *Document) (entry manifestDocument, err error) {
	if err := l.takeEdits(ctx, d, doc); err != nil {
		return l.asBefore(ctx, d, doc, err)
	}
	if entry, err = newManifestDocument(ctx, d.Reader, doc); err != nil {
		return entry, err
	}
	for _, f := range toOpen(l.known[doc.ID], doc.Version) {
		switch f.Format {
		case DataFormat:
			entry.Data = f.SHA256
			continue
		case MapFormat, unreadable:
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

// asBefore is the entry of a document whose files stay as they are because of a fault.
func (l *laying) asBefore(ctx context.Context, d *db.DB, doc *Document, fault error) (manifestDocument, error) {
	entry, err := newManifestDocument(ctx, d.Reader, doc)
	for _, format := range l.formats(doc) {
		if put := l.old[doc.Name+"."+format]; put.Name != "" {
			entry.Files = append(entry.Files, put)
		}
	}
	return entry, errors.Join(fault, err)
}

// formats are those in which a document has files.
func (l *laying) formats(doc *Document) (list []string) {
	for _, f := range l.known[doc.ID] {
		if f.Format != DataFormat && f.Format != MapFormat && f.Format != unreadable && !slices.Contains(list, f.Format) {
			list = append(list, f.Format)
		}
	}
	return list
}

// find returns the newest file of a document with these bytes.
func (l *laying) find(doc *Document, sum string) *knownFile {
	for i := range l.known[doc.ID] {
		if f := &l.known[doc.ID][i]; f.SHA256 == sum {
			return f
		}
	}
	return nil
}

// givesWay reports whether a file may be replaced: nothing is lost, and a person's edit
// gives way to what was made from it alone.
func (l *laying) givesWay(doc *Document, name, sum string) bool {
	f := l.find(doc, sum)
	if f == nil {
		return l.old[name].SHA256 == sum // of a database that was here before
	}
	return f.Origin != FromShelf && f.Origin != FromPerson || line(l.known[doc.ID], doc.Version)[f.Version]
}

// file puts one file of the version to open down and returns where it stands, and the
// files of people that stand in its way.
func (l *laying) file(ctx context.Context, d *db.DB, doc *Document, f knownFile) (put manifestFile, edited []manifestFile, err error) {
	var at, free string // where it stands; the best place for it
	var old []string    // what can go: the archive has it
	for _, name := range l.candidates(doc, f.Version, f.Format) {
		sum, err := l.sum(name)
		switch {
		case errors.Is(err, os.ErrNotExist):
			free = cmp.Or(free, name)
		case err != nil:
			return put, edited, err
		case sum == f.SHA256:
			at, free = cmp.Or(at, name), cmp.Or(free, name)
			old = append(old, name)
		case l.givesWay(doc, name, sum):
			free = cmp.Or(free, name)
			old = append(old, name)
		default:
			if k := l.find(doc, sum); k != nil {
				edited = append(edited, manifestFile{Name: name, Format: f.Format, SHA256: sum, Size: k.Size, Version: k.Version})
			}
		}
	}
	if at != "" && f.Origin == FromShelf { // where a person works on it
		free = at
	}
	put = manifestFile{Name: free, Format: f.Format, SHA256: f.SHA256, Size: f.Size, Version: f.Version}
	if at != free {
		if err := l.write(ctx, d, free, f.SHA256); err != nil {
			return put, edited, err
		}
	}
	for _, name := range old {
		if name == free {
			continue
		}
		if err := remove(filepath.Join(l.dir, name)); err != nil {
			return put, edited, err
		}
	}
	return put, edited, nil
}

// clear removes files that the last call put down under names that no document has any
// more, where they are unchanged and the archive holds them.
func (l *laying) clear(ctx context.Context, d *db.DB, m *manifest) error {
	stays := make(map[string]bool)
	for _, e := range m.Documents {
		for _, f := range slices.Concat(e.Files, e.Edited) {
			stays[f.Name] = true
		}
	}
	for name, was := range l.old {
		if stays[name] || name != filepath.Base(name) {
			continue
		}
		path := filepath.Join(l.dir, name)
		if sum, err := hashFile(path); err != nil || sum != was.SHA256 {
			continue
		}
		if kept, err := hasFile(ctx, d.Reader, m.Year, was.SHA256); err != nil {
			return err
		} else if !kept {
			continue
		}
		if err := remove(path); err != nil {
			return err
		}
	}
	return nil
}

// candidates are the names under which a file of a version may stand, the best first: its
// own, the one with the version's number, and what earlier calls put beside.
func (l *laying) candidates(doc *Document, version int, format string) []string {
	names := []string{doc.Name + "." + format}
	beside := func(suffix string) {
		if base := doc.Name + "-ban-" + suffix; !l.names[strings.ToLower(base)] {
			names = append(names, base+"."+format)
		}
	}
	beside(strconv.Itoa(version))
	for v := 1; v <= doc.Versions; v++ {
		if _, err := os.Lstat(filepath.Join(l.dir, fmt.Sprintf("%s-ban-%d.%s", doc.Name, v, format))); err == nil && v != version {
			beside(strconv.Itoa(v))
		}
	}
	// Someone may change the file beside as well.
	for i := 2; i <= doc.Versions+1; i++ {
		beside(fmt.Sprintf("%d-%d", version, i))
	}
	return names
}

func (l *laying) write(ctx context.Context, d *db.DB, name, sum string) error {
	data, err := FileByHash(ctx, d.Reader, sum)
	if err != nil {
		return err
	}
	path := filepath.Join(l.dir, name)
	if err := writeNew(path, data); err != nil {
		return err
	}
	l.laid.Written = append(l.laid.Written, path)
	return nil
}
