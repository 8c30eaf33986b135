// Package archive keeps the documents that were made: what they are, every version,
// the files, what they were made from, what the checker found, its number and its state.
//
// In: Keep takes what one run made, inside the caller's transaction. Out: List, Get,
// Versions, Findings and ReadFile read it back; Shelf lays the newest versions out as files
// that people open.
//
// A document is known by its Key. It has versions, numbered from 1, which never change
// once written; the schema refuses it. Files are kept once by their SHA-256, packed
// where that saves room, and compared with that hash whenever they are read. Every act
// is a row of the audit table, chained by hash.
//
// The one thing to know: keeping is idempotent. What equals the newest version that a run
// made, byte for byte, data set and findings too, makes no new one; so every run may run
// twice.
package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/people"
)

// Key says which document it is. Two runs with equal keys make versions of one document.
type Key struct {
	Kind   string `db:"kind" json:"kind"`             // folder under templates/
	Period string `db:"period" json:"period"`         // "2024", "2024-Q3", "2024-11"
	Agency string `db:"agency" json:"agency"`         // code of the issuing agency
	Unit   string `db:"unit" json:"unit,omitempty"`   // what one document of many is about; "" where there is one
	Round  string `db:"round" json:"round,omitempty"` // the đợt of award, "" where the kind has none
	Seq    int    `db:"seq" json:"seq,omitempty"`     // 0 is the first paper, 1 the one that replaces it, …; in Made, 0 is the newest
}

// Scope says whose papers these are, for the roles of people.
func (k Key) Scope() people.Scope { return people.Scope{Agency: k.Agency, Unit: k.Unit} }

// of is the key of the same paper of another agency.
func (k Key) of(agency string) Key { k.Agency = agency; return k }

func (k Key) String() string {
	parts := slices.DeleteFunc([]string{k.Kind, k.Period, k.Agency, k.Unit, k.Round}, func(s string) bool { return s == "" })
	return strings.Join(append(parts, k.turn()...), "/")
}

// turn names a paper that replaces another: the second one of its key is "lan-2".
func (k Key) turn() []string {
	if k.Seq == 0 {
		return nil
	}
	return []string{fmt.Sprintf("lan-%d", k.Seq+1)}
}

// Severities of findings, in the words of package check.
const (
	Wrong   = "sai" // forbids signing
	Warning = "cảnh báo"
	Hint    = "gợi ý"
)

// Origins of versions.
const (
	FromRun    = "made"   // the program made it from data
	FromShelf  = "shelf"  // a person changed a file on the shelf
	FromPerson = "upload" // a person brought a text
	FromCopy   = "stamp"  // the program derived it from another version: for signature, with number and day
	FromSigner = "signed" // a signed file that came back
)

// Finding is something that a checker found in a version.
type Finding struct {
	Rule     string `db:"rule" json:"rule"`
	Severity string `db:"severity" json:"severity"` // Wrong, Warning or Hint
	Place    string `db:"place" json:"place"`
	Message  string `db:"message" json:"message"`
	Clause   string `db:"clause" json:"clause,omitempty"`
}

// Formats that are no files for people: the data set of a version, and the map of the
// marks in its Word file, as JSON.
const (
	DataFormat = "json"
	MapFormat  = "map"
)

// File is one file of a version.
type File struct {
	Format string // the extension: "docx", "pdf", "xlsx"
	Data   []byte
}

// Source says what a version was made from, by hash.
type Source struct {
	Template string `db:"template_hash" json:"template,omitempty"`
	Queries  string `db:"queries_hash" json:"queries,omitempty"`
	Fonts    string `db:"fonts_hash" json:"fonts,omitempty"`
	Program  string `db:"program" json:"program,omitempty"` // version of the program
}

// Made is what one run made of a document, and Keep has not kept yet: the material of a version
// FromRun.
type Made struct {
	Key      Key
	Year     int    // the shelf that the document stands on
	Name     string // file name on the shelf, without extension; letters that file systems refuse are replaced
	Title    string // for readers of lists
	Sample   bool   // made from sample data
	Day      string // the day for which the document is written, "2024-12-15"
	Params   map[string]string
	Data     *dataset.Set
	Files    []File
	Findings []Finding
	Source   Source
	Pages    int
	Rows     int

	// Who and when. These stand in the record only and make no new version.
	By  string
	At  time.Time
	Job string // "" where a person ran it
}

// Kept says where a Made went.
type Kept struct {
	Document int64
	Name     string // on the shelf
	Version  int
	New      bool   // false: the newest version that a run made is the same, nothing was written
	From     string // the state that the document was in before a new version; "" for its first
}

func (m *Made) check() error {
	for what, s := range map[string]string{"kind": m.Key.Kind, "period": m.Key.Period, "name": m.Name, "maker": m.By} {
		if s == "" {
			return fmt.Errorf("the %s is empty", what)
		}
	}
	if _, err := time.Parse(time.DateOnly, m.Day); err != nil {
		return fmt.Errorf("day %q: want YYYY-MM-DD", m.Day)
	}
	if m.Data == nil || len(m.Files) == 0 || m.At.IsZero() {
		return errors.New("data set, files and time of making are needed")
	}
	for i, f := range m.Files {
		if f.Format == "" || f.Format == "json" || slices.ContainsFunc(m.Files[:i], func(g File) bool { return g.Format == f.Format }) {
			return fmt.Errorf("file format %q is given twice or not allowed", f.Format)
		}
	}
	return nil
}

// version is a row of versions, with what hangs on it.
type version struct {
	Origin      string
	BasedOn     *int
	Fingerprint string
	Day         *string
	Params      string
	Source      Source
	Pages, Rows int
	At          time.Time
	By          string
	Job         string
	Note        string

	files    []File
	blobs    []blob // of files, in their order
	figures  []byte // marks of those in the data set
	findings []Finding
	sameText bool   // of an edit: no word of it differs
	from     string // what afterEdit found the document in
}

// seal packs the files and writes the fingerprint, which says what makes the version
// another one: its files, its data set, what was found, for which day and with which
// parameters. A changed template or program whose output is the same to the last byte
// does not.
func (v *version) seal() {
	h := sha256.New()
	put := func(parts ...string) {
		for _, p := range parts {
			fmt.Fprintf(h, "%d:%s", len(p), p)
		}
	}
	if v.Day != nil {
		put(*v.Day)
	}
	put(v.Origin, v.Params)
	slices.SortFunc(v.files, func(a, b File) int { return strings.Compare(a.Format, b.Format) })
	v.blobs = make([]blob, len(v.files))
	for i, f := range v.files {
		v.blobs[i] = pack(f.Data)
		put(f.Format, v.blobs[i].sum)
	}
	for _, f := range v.findings {
		put(f.Rule, f.Severity, f.Place, f.Message, f.Clause)
	}
	v.Fingerprint = hex.EncodeToString(h.Sum(nil))
}
