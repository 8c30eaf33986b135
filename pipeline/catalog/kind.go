package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/tag"
	"vanthu/pipeline/unit"
	"vanthu/pipeline/viet"
)

// Type is the type of a parameter, the same words as in the contracts of queries.
type Type string

// The types of parameters.
const (
	Int  Type = "int"
	Text Type = "text"
	Date Type = "date"
	Bool Type = "bool"
)

var types = []Type{Int, Text, Date, Bool}

func typeNames() string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = string(t)
	}
	return strings.Join(names, ", ")
}

// TopLevel is the name in `data` whose queries give one row each that stands at the top
// level of the data set.
const TopLevel = "tren"

// Names of arguments that every run has beside its parameters, for queries to take.
const (
	ArgKind   = "kieu"    // the kind's folder; a kind that has it as parameter takes signers and recipients of another kind
	ArgAgency = "co_quan" // code of the agency that issues
)

// Names that every data set has beside what the queries give: number and day of the issued
// paper whose place the document takes, empty where it takes none.
const (
	ArgReplaced    = "thay_the_so"
	ArgReplacedDay = "thay_the_ngay"
)

// Kind is a kind of document as its document.yaml defines it.
type Kind struct {
	Slug    string   // its folder, by which commands, queries and the archive name it
	Name    string   // name: "Quyết định tặng Bằng khen"
	Code    string   // code: of NĐ 30/2020 Phụ lục III; "" for công văn and certificates
	Agency  string   // agency: code of the agency that issues, or "{co_quan}"
	Order   int      // order: place in lists
	Params  []Param  // params, defaults, choices, about: in the order of params
	Apart   bool     // apart: made by its name or by a job alone, not with all kinds of a year
	Runs    string   // runs: query whose rows are the runs of a year, its columns parameters; "" is one run
	Data    []Source // data: in the order of the file
	Each    Each     // each: mail merge
	Charts  []Chart  // charts, by name
	Outputs Outputs  // outputs: files in the kind's folder
	Print   Print    // print: how a PDF form is printed
	Link    bool     // link: the Word file has marks, by which new figures find their places after people edited it
	Late    []string // late: names filled when the document is issued
	Needs   []Need   // needs: values without which the text would lack a part
	Waive   []Waiver // waive: findings that the kind's papers are meant to have
	File    string   // file: pattern of the file name, without extension

	templates compiled
}

// Param is a parameter of a kind.
type Param struct {
	Name       string
	Type       Type
	Default    string // may hold tags of parameters before it: "{nam}-12-15"
	HasDefault bool
	Choices    []string // the only values allowed; nil: any
	About      string   // what it means, in Vietnamese, for forms and lists of tags
}

// Source is a name of the data set and the query behind it.
type Source struct{ Name, Query string }

// Need is a value at the top level of the data set that must be there, if When is there:
// else the document has a finding that forbids signing.
type Need struct {
	Value string `yaml:"value"`
	When  string `yaml:"when"` // "" is always
	From  string `yaml:"from"` // where it is entered, in Vietnamese
}

// Waiver lets findings of a rule pass in the kind's papers, for a reason.
type Waiver struct {
	Rule   string `yaml:"rule"`
	At     string `yaml:"at"` // words of the finding's place, text or message; "" is wherever it stands
	Reason string `yaml:"reason"`
}

// Each is mail merge: the rows of one query, each with a document of its own or all in
// one file. The zero value is none.
type Each struct {
	Query    string // a name of `data`
	Key      string // its column that names the document
	Together bool   // all in one file
	When     string // condition over the parameters, as templates write it: else the run is one document; "" is always

	when *tag.Tag // of When
}

// Chart is a picture drawn from a table of the data set.
type Chart struct {
	Name  string
	Data  string   // a name of `data`
	Type  string   // "cot", "duong"…
	Title string   // may hold tags of the top level, as Names may
	X     string   // column of the labels
	Y     []string // columns of the values
	Names []string // names of Y in the legend; the columns' own where there are fewer
}

// Print is how a PDF form is printed, as the office's paper and printer need it.
type Print struct {
	Fields        Fields      // what becomes of the fields; "" is Removed
	Overlay       string      // parameter of type bool: true prints the fields alone, for paper that is printed already
	DX, DY        unit.Length // move the fields to the right and downwards
	Width, Height unit.Length // of the sheet; 0 is the template's
}

// Fields says what becomes of a form's fields.
type Fields string

// The choices of print.fields.
const (
	Removed  Fields = "removed"  // their words are part of the page
	Fillable Fields = "fillable" // they stay fields, filled, for people to change
	Alone    Fields = "overlay"  // their words alone, without the form's page, for paper that is printed already
)

// Outputs are the template files of a kind.
type Outputs struct {
	Docx string // Word template
	PDF  bool   // also lay it out as PDF
	Xlsx string // template workbook of the annex, "" for none
	Form string // PDF with form fields, instead of Docx
}

// Files are the names of the kind's template files.
func (k *Kind) Files() (list []string) {
	for _, name := range []string{k.Outputs.Docx, k.Outputs.Xlsx, k.Outputs.Form} {
		if name != "" {
			list = append(list, name)
		}
	}
	return list
}

func (k *Kind) param(name string) *Param {
	for i := range k.Params {
		if k.Params[i].Name == name {
			return &k.Params[i]
		}
	}
	return nil
}

// Asks are the parameters that have no default: what a caller must give.
func (k *Kind) Asks() (names []string) {
	for _, p := range k.Params {
		if !p.HasDefault {
			names = append(names, p.Name)
		}
	}
	return names
}

// Merges reports whether a run is a mail merge, from a record that holds its parameters.
func (k *Kind) Merges(run *dataset.Record) bool {
	if k.Each.Query == "" || k.Each.when == nil {
		return k.Each.Query != ""
	}
	loop, err := k.Each.when.Loop(tag.NewScope(run))
	return err == nil && loop.Len() > 0 // data that were kept before the kind had the parameter are one document
}

// Args checks what a caller gives for a run, as text, and completes it: defaults in the
// order of params, and the arguments kieu and co_quan. An unknown name, a missing or
// wrong value is an error; all are told at once.
func (k *Kind) Args(given map[string]string) (map[string]dataset.Value, error) {
	var faults []string
	args := make(map[string]dataset.Value, len(k.Params)+2)
	for _, p := range k.Params {
		text, ok := given[p.Name]
		if !ok && p.HasDefault {
			var err error
			if text, err = expand(p.Default, record(args)); err != nil {
				faults = append(faults, fmt.Sprintf("default of parameter %s: %v", p.Name, err))
				continue
			}
			ok = true
		}
		if !ok {
			faults = append(faults, fmt.Sprintf("parameter %s (%s) is missing: give --param %s=…", p.Name, p.Type, p.Name))
			continue
		}
		v, err := p.Parse(text)
		if err != nil {
			faults = append(faults, err.Error())
			continue
		}
		args[p.Name] = v
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if k.param(name) == nil {
			faults = append(faults, k.unknownParam(name))
		}
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("%s: %s", k.Slug, strings.Join(faults, "; "))
	}
	if k.param(ArgAgency) == nil {
		agency, err := expand(k.Agency, record(args))
		if err != nil {
			return nil, fmt.Errorf("%s: agency: %w", k.Slug, err)
		}
		args[ArgAgency] = dataset.OfText(agency)
	}
	if k.param(ArgKind) == nil {
		args[ArgKind] = dataset.OfText(k.Slug)
	}
	return args, nil
}

// record makes a record of named values, in the order of their names.
func record(vals map[string]dataset.Value) *dataset.Record {
	names := slices.Sorted(maps.Keys(vals))
	list := make([]dataset.Value, len(names))
	for i, n := range names {
		list[i] = vals[n]
	}
	cols, err := dataset.NewColumns(names...)
	if err != nil {
		panic(err) // the names of a map differ
	}
	return dataset.NewRecord(cols, list)
}

func (k *Kind) unknownParam(name string) string {
	var known []string
	for _, p := range k.Params {
		known = append(known, p.Name)
	}
	if near := tag.Nearest(name, known); near != "" {
		return fmt.Sprintf("no parameter %q; did you mean %q?", name, near)
	}
	return fmt.Sprintf("no parameter %q; there are %s", name, strings.Join(known, ", "))
}

// Parse reads the text of a value. A date is written 2024-12-15 or 15/12/2024.
func (p Param) Parse(text string) (dataset.Value, error) {
	text = strings.TrimSpace(viet.NFC(text))
	wrong := func(want string) (dataset.Value, error) {
		return dataset.Value{}, fmt.Errorf("parameter %s is %q; it must be %s", p.Name, text, want)
	}
	if p.Choices != nil {
		found := false
		for _, c := range p.Choices {
			found = found || c == text
		}
		if !found {
			return wrong("one of " + strings.Join(p.Choices, ", "))
		}
	}
	switch p.Type {
	case Int:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return wrong("a whole number")
		}
		return dataset.OfInt(n), nil
	case Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return wrong("true or false")
		}
		return dataset.OfBool(b), nil
	case Date:
		if v := dataset.OfText(isoDay(text)); v.Kind() == dataset.Date {
			return v, nil
		}
		return wrong("a day like 2024-12-15 or 15/12/2024")
	}
	if text == "" {
		return wrong("a text that is not empty")
	}
	return dataset.OfText(text), nil
}

// isoDay turns 5/2/2024 into 2024-02-05 and leaves other texts alone.
func isoDay(text string) string {
	var d, m, y int
	if n, err := fmt.Sscanf(text, "%d/%d/%d", &d, &m, &y); n != 3 || err != nil {
		return text
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// FileName is the name of a document's file without extension, from the pattern in
// document.yaml and the names at the top level of its data set, with the key behind it where
// the parameters made the run a mail merge. What file systems cannot hold becomes "-".
func (k *Kind) FileName(set *dataset.Set) (string, error) {
	name, err := expand(k.File, set.Record())
	if err != nil {
		return "", fmt.Errorf("%s: file name: %w", k.Slug, err)
	}
	if k.Each.When != "" && k.Merges(set.Record()) {
		key, _ := set.Get(k.Each.Key)
		name += "-" + key.Literal()
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	if name = strings.Trim(name, " ."); name == "" {
		return "", fmt.Errorf("%s: file name: %q comes to nothing", k.Slug, k.File)
	}
	return name, nil
}

// expand fills the value tags of a pattern from a record.
func expand(pattern string, from *dataset.Record) (string, error) {
	scope := tag.NewScope(from)
	var out []byte
	at := 0
	for _, p := range tag.Find(pattern) {
		out = append(out, pattern[at:p.Start]...)
		at = p.End
		switch {
		case p.Err != nil:
			return "", fmt.Errorf("%q: %w", pattern, p.Err)
		case p.Tag == nil:
			out = append(out, '{')
		case p.Tag.Kind != tag.Value:
			return "", fmt.Errorf("%q: only {name} may stand here", pattern)
		default:
			var err error
			if out, err = p.Tag.Append(out, scope); err != nil {
				return "", fmt.Errorf("%q: %w", pattern, err)
			}
		}
	}
	return string(append(out, pattern[at:]...)), nil
}
