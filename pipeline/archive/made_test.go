package archive

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

func dataOf(t testing.TB, text string) *dataset.Set {
	t.Helper()
	set, err := dataset.ParseJSON(strings.NewReader(text))
	must(t, err)
	return set
}

func TestKeyAsText(t *testing.T) {
	for want, k := range map[string]Key{
		"ke-hoach/2024/ubnd-tinh/xa-1/tong-ket": {"ke-hoach", "2024", "ubnd-tinh", "xa-1", "tong-ket", 0},
		"ke-hoach/2024":                         {Kind: "ke-hoach", Period: "2024"},
		"ke-hoach/2024/lan-3":                   {Kind: "ke-hoach", Period: "2024", Seq: 2},
	} {
		if got := k.String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// What is missing of a document that a run made is told, and nothing of it is kept.
func TestMadeIsWhole(t *testing.T) {
	for _, c := range []struct {
		want  string
		spoil func(m *Made)
	}{
		{"", func(m *Made) {}},
		{"the kind is empty", func(m *Made) { m.Key.Kind = "" }},
		{"the period is empty", func(m *Made) { m.Key.Period = "" }},
		{"the name is empty", func(m *Made) { m.Name = "" }},
		{"the maker is empty", func(m *Made) { m.By = "" }},
		{`day "2024-13-01": want YYYY-MM-DD`, func(m *Made) { m.Day = "2024-13-01" }},
		{"data set, files and time of making are needed", func(m *Made) { m.Data = nil }},
		{"data set, files and time of making are needed", func(m *Made) { m.Files = nil }},
		{"data set, files and time of making are needed", func(m *Made) { m.At = time.Time{} }},
		{`file format "" is given twice or not allowed`, func(m *Made) { m.Files[0].Format = "" }},
		{`file format "json" is given twice or not allowed`, func(m *Made) { m.Files[1].Format = "json" }},
		{`file format "pdf" is given twice or not allowed`, func(m *Made) { m.Files[0].Format = "pdf" }},
	} {
		m := sample(t, `{}`, "one")
		c.spoil(m)
		b, err := Prepare(m)
		want := fmt.Sprintf("archive: %s: %s", m.Key, c.want)
		if c.want == "" && err != nil || c.want != "" && (err == nil || b != nil || err.Error() != want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	d := dbtest.SQLite(t, queries.Schema())
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		kept, err := new(Batch).Keep(t.Context(), tx)
		if kept != nil {
			t.Errorf("of nothing is kept %+v", kept)
		}
		return err
	}))
}

// A run tells in which state its document was before the new version.
func TestKeepTellsWhatItTookBack(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	id := real(t, d, "QD-1")
	bring(t, d, id, 2, "")
	if k, want := mustKeep(t, d, madeAgain(t, "QD-1", "hai")), (Kept{id, "QD-1", 2, true, FormChecked}); k != want {
		t.Errorf("%+v, want %+v", k, want)
	}
	if k, want := mustKeep(t, d, madeAgain(t, "QD-1", "ba")), (Kept{id, "QD-1", 3, true, Draft}); k != want {
		t.Errorf("%+v, want %+v", k, want)
	}
}

// What lists say of a document is what its newest run says, also where no version comes of it.
func TestKeepBringsListsUpToDate(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	m := sample(t, `{}`, "one")
	mustKeep(t, d, m)
	for what, change := range map[string]func(){
		"name":   func() { m.Name = "QD-khác" },
		"year":   func() { m.Year = 2025 },
		"title":  func() { m.Title = "Tên khác" },
		"sample": func() { m.Sample = false },
	} {
		change()
		k := mustKeep(t, d, m)
		doc, err := Get(t.Context(), d.Reader, k.Document)
		if err != nil || k.New || doc.Name != m.Name || doc.Year != m.Year || doc.Title != m.Title || doc.Sample != m.Sample {
			t.Errorf("%s: %+v, %v", what, doc, err)
		}
	}
	// A name that a document of the same batch gives up is free.
	first, second := sample(t, `{}`, "one"), sample(t, `{}`, "two")
	first.Name, second.Name, second.Key.Round = "QD-một", "QD-khác", "hai"
	first.Year, second.Year = 2025, 2025
	b, err := Prepare(first, second)
	must(t, err)
	must(t, tx(t, d, func(tx *sqlx.Tx) error { _, err := b.Keep(t.Context(), tx); return err }))
}

// A document is found by people, units, numbers and subjects of its data, by its title, name,
// kind, period, agency, unit and round; not by other texts, numbers or long prose.
func TestWhatIsSearched(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	m := sample(t, `{"ho_ten":"Ngạn","ten_xa":"Phướcsơn","don_vi_cong_tac":"Xathư","nguoi_ky":"Thủtrưởng","trich_yeu":"Vềviệc","so_van_ban":"Sốmột","so_tien":987654,
		"chuc_vu":"Chứcvụ","ghi_chu":{"ten":"Lồng","cu_the":[{"ho_ten":"Sâu"},{"ho_ten_dem":"Đệm"}]},"ten_dai":"Dàilắm `+strings.Repeat("x", 300)+`","ten_vua":"Vừa `+strings.Repeat("y", 300-len("Vừa "))+`","danh_sach":["Lẻ"],"ten_list":["Mục"]}`, "x")
	m.Key, m.Name, m.Title = Key{"kindmột", "2031", "agencymột", "unitmột", "roundmột", 0}, "namemột", "titlemột"
	mustKeep(t, d, m)
	for text, found := range map[string]bool{
		"Ngạn": true, "Phướcsơn": true, "Xathư": true, "Thủtrưởng": true, "Vềviệc": true, "Sốmột": true, "Lồng": true, "Sâu": true, "Đệm": true, "Vừa": true, "Mục": true,
		"kindmột": true, "2031": true, "agencymột": true, "unitmột": true, "roundmột": true, "namemột": true, "titlemột": true,
		"987654": false, "Chứcvụ": false, "Dàilắm": false, "Lẻ": false,
	} {
		if docs, err := List(t.Context(), d.Reader, Filter{Text: text}); err != nil || len(docs) == 1 != found {
			t.Errorf("%s: %d documents, %v", text, len(docs), err)
		}
	}
}

// Figures are the values of the top level and the numbers of records that a text names.
func TestFigures(t *testing.T) {
	set := dataOf(t, `{"nam":2024,"ten":"Tỉnh","dung":true,"rong":null,"pl":[{"stt":1,"ten":"Xã A","loai":"II","so":3},{"ten":"1","so":4},{"ho":"Bà Lan","ten":"Xã B","so":5,"ngay":"2024-01-02"}],"r":{"ten":"Xã C","so":6}}`)
	var got []string
	for f := range Figures(set) {
		got = append(got, fmt.Sprintf("%s.%s=%s", f.Record, f.Column, f.Value))
	}
	want := ".nam=2024 .ten=Tỉnh Xã A.stt=1 Xã A.so=3 Bà Lan.so=5 Xã B.so=5"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
	for n := range len(got) { // whoever stops is asked no more
		asked := 0
		for range Figures(set) {
			if asked++; asked > n {
				break
			}
		}
		if asked != n+1 {
			t.Errorf("%d figures after a stop at %d", asked, n+1)
		}
	}
	if Names(nil) != nil {
		t.Error("no record has names")
	}
}

// Marks tell figures apart and are kept in order, six bytes each.
func TestMarks(t *testing.T) {
	marks := marksOf(dataOf(t, `{"a":1,"b":2,"pl":[{"ten":"Xã A","so":3},{"ten":"Xã A","so":3}]}`))
	if len(marks) != 3*markSize || marksOf(dataOf(t, `{}`)) == nil {
		t.Fatalf("%d bytes", len(marks))
	}
	for _, f := range []Figure{{"", "a", "1"}, {"", "b", "2"}, {"Xã A", "so", "3"}} {
		found := 0
		for m := marks; len(m) > 0; m = m[markSize:] {
			if readMark(m) == f.mark() {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%+v is marked %d times", f, found)
		}
	}
	if !bytes.Equal(marks[:6], slicesMin(marks)) {
		t.Error("marks are not in order")
	}
	if (Figure{"a", "bc", "d"}).mark() == (Figure{"ab", "c", "d"}).mark() {
		t.Error("a figure of another column has the same mark")
	}
}

func slicesMin(marks []byte) []byte {
	least := marks[:markSize]
	for m := marks; len(m) > 0; m = m[markSize:] {
		if bytes.Compare(m[:markSize], least) < 0 {
			least = m[:markSize]
		}
	}
	return least
}

// Data sets of a database that was here before figures were marked are marked once.
func TestMarkFigures(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		id := real(t, d, "QD-1")
		m := madeAgain(t, "QD-2", "khác")
		m.Data = dataOf(t, `{"pl":[{"don_vi":"Bù Đăng","so":12}]}`)
		other := mustKeep(t, d, m).Document
		forget := `UPDATE version_files SET figures = NULL`
		if d.Dialect() == db.SQLite {
			for _, name := range []string{"version_files_no_update"} {
				d.Writer.MustExec("DROP TRIGGER IF EXISTS " + name)
			}
		} else {
			d.Writer.MustExec("ALTER TABLE version_files DISABLE TRIGGER USER")
		}
		d.Writer.MustExec(forget)
		asked := []Figure{{"", "a", "1"}, {"Bù Đăng", "so", "12"}}
		if found, err := Holders(t.Context(), d.Reader, asked); err != nil || found != nil {
			t.Errorf("not marked: %+v, %v", found, err)
		}
		must(t, MarkFigures(t.Context(), d))
		must(t, MarkFigures(t.Context(), d))
		found, err := Holders(t.Context(), d.Reader, asked)
		if err != nil || len(found) != 2 || found[0].ID != id || fmt.Sprint(found[0].Holds) != fmt.Sprint(asked[:1]) || found[1].ID != other || fmt.Sprint(found[1].Holds) != fmt.Sprint(asked[1:]) {
			t.Errorf("marked: %+v, %v", found, err)
		}
	})
}

// The imprint in a Word file finds its paper and the version that was made from its data.
func TestImprint(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		imprint := func(k Key, data string) string {
			return Imprint(k, dataOf(t, data))
		}
		m := sample(t, `{"a":1}`, "one")
		m.Sample, m.Findings = false, nil
		id := mustKeep(t, d, m).Document
		m.Data = dataOf(t, `{"a":2}`)
		mustKeep(t, d, m)
		m.Data = dataOf(t, `{"a":1}`)
		mustKeep(t, d, m) // version 3, from the data of the first
		other := sample(t, `{"a":1}`, "other")
		other.Key.Round, other.Name = "19-8", "QD-19-8"
		mustKeep(t, d, other)
		bring(t, d, id, 7, "161")
		var again Kept
		must(t, tx(t, d, func(tx *sqlx.Tx) (err error) {
			next := sample(t, `{"a":1}`, "lại")
			next.Sample = false
			again, err = Begin(t.Context(), tx, Later{Writer: boss, Of: id, Relation: Takes, Comment: "sai"}, next)
			return err
		}))
		for i, c := range []struct{ imprint, want string }{
			{imprint(m.Key, `{"a":1}`), fmt.Sprintf("%d made 3; %d made 1; ", id, again.Document)},
			{imprint(m.Key, `{"a":2}`), fmt.Sprintf("%d made 2; ", id)},
			{imprint(Key{Kind: m.Key.Kind, Period: "2024", Agency: "ubnd-tinh", Round: "tong-ket", Seq: 5}, `{"a":2}`), fmt.Sprintf("%d made 2; ", id)},
			{imprint(m.Key, `{"a":3}`), ""},
			{imprint(Key{Kind: "khac", Period: "2024"}, `{"a":1}`), ""},
			{"", ""},
			{"x" + imprint(m.Key, `{"a":1}`), ""},
			{imprint(m.Key, `{"a":1}`) + "0", ""},
		} {
			found, err := OfImprint(t.Context(), d.Reader, c.imprint)
			got := ""
			for _, f := range found {
				got += fmt.Sprintf("%d made %d; ", f.ID, f.Made)
			}
			if err != nil || got != c.want {
				t.Errorf("%d %s: %s, %v, want %s", i, c.imprint, got, err, c.want)
			}
		}
	})
}

// A correction is written in the place of an earlier one of its relation, with its changes in
// their order.
func TestSetCorrection(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		id := real(t, d, "QD-1")
		set := func(relation, reason string, changes ...Change) {
			must(t, tx(t, d, func(tx *sqlx.Tx) error {
				return SetCorrection(t.Context(), tx, &Correction{Document: id, Relation: relation, Code: "QĐ", KindName: "Quyết định", Subject: "Về việc", ByHead: true, Reason: reason, Proposer: "PV01", Changes: changes})
			}))
		}
		set(Corrects, "cũ", Change{"đoạn 9", "x", "y"}, Change{"đoạn 10", "z", ""})
		set(Amends, "khác", Change{"Điều 1", "05", "06"})
		set(Corrects, "chính tả", Change{"đoạn 1", "a", "b"}, Change{"đoạn 2", "", "c"})
		var heads, changes []string
		must(t, d.Reader.Select(&heads, `SELECT relation || '|' || code || '|' || kind_name || '|' || subject || '|' || CASE WHEN by_head THEN 'head' ELSE '' END || '|' || reason || '|' || proposer FROM corrections ORDER BY relation`))
		must(t, d.Reader.Select(&changes, `SELECT relation || '|' || seq || '|' || place || '|' || was || '|' || becomes FROM correction_changes ORDER BY relation, seq`))
		if got, want := strings.Join(append(heads, changes...), "\n"), `dinh-chinh|QĐ|Quyết định|Về việc|head|chính tả|PV01
sua-doi|QĐ|Quyết định|Về việc|head|khác|PV01
dinh-chinh|1|đoạn 1|a|b
dinh-chinh|2|đoạn 2||c
sua-doi|1|Điều 1|05|06`; got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	})
}

// The paper that corrects another is a document of its own: what is being written gets a
// version more, behind one that is issued comes a new one.
func TestBeginCorrection(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	of := real(t, d, "QD-1")
	bring(t, d, of, 7, "161")
	begin := func(relation, text string) (k Kept, err error) {
		err = tx(t, d, func(tx *sqlx.Tx) error {
			m := sample(t, `{}`, text)
			m.Key, m.Name, m.Sample, m.Findings = Key{Kind: "dinh-chinh", Period: "2024", Agency: "ubnd-tinh", Round: "QD-1"}, "CV-"+relation, false, nil
			k, err = Begin(t.Context(), tx, Later{Writer: boss, Of: of, Relation: relation, Comment: "sai tên"}, m)
			return err
		})
		return k, err
	}
	first, err := begin(Corrects, "một")
	must(t, err)
	more, err := begin(Corrects, "hai")
	must(t, err)
	if more.Document != first.Document || more.Version != 2 || first.Name != "CV-dinh-chinh" {
		t.Errorf("%+v, then %+v", first, more)
	}
	if doc := mustState(t, d, first.Document, Draft); doc.Replaces != of || doc.Relation != Corrects || doc.Seq != 0 {
		t.Errorf("%+v", doc)
	}
	bring(t, d, first.Document, 7, "170")
	says(t, d, of, "Được đính chính bởi 170/QĐ-UBND")
	links, err := Links(t.Context(), d.Reader, of)
	if err != nil || links[0].Comment != "văn bản đính chính đã phát hành" || links[0].By != first.Document {
		t.Errorf("%+v, %v", links, err)
	}
	next, err := begin(Corrects, "ba")
	must(t, err)
	if doc := mustState(t, d, next.Document, Draft); next.Document == first.Document || doc.Seq != 1 || doc.Name != "CV-dinh-chinh-lan-2" {
		t.Errorf("%+v", doc)
	}
	again, err := begin(Corrects, "bốn")
	must(t, err)
	if again.Document != next.Document || again.Version != 2 {
		t.Errorf("%+v, then %+v", next, again)
	}
	must(t, to(t, d, next.Document, boss, Cancelled, "thôi"))
	third, err := begin(Corrects, "năm")
	must(t, err)
	if doc := mustState(t, d, third.Document, Draft); doc.Seq != 2 {
		t.Errorf("behind one that was given up: %+v", doc)
	}
	var told []string
	must(t, d.Reader.Select(&told, `SELECT act || ' ' || version || ' ' || detail FROM audit WHERE act LIKE 'document.begin%' ORDER BY seq`))
	if len(told) != 5 || told[1] != "document.begin.dinh-chinh 2 đính chính 161/QĐ-UBND: sai tên" {
		t.Errorf("told %q", told)
	}

	// A recalled paper can be replaced, not corrected.
	must(t, tx(t, d, func(tx *sqlx.Tx) error {
		return Relate(t.Context(), tx, boss, Link{Document: of, Relation: Recalls, Symbol: "9/UBND", Comment: "sai", At: noon})
	}))
	if _, err := begin(Corrects, "sáu"); err == nil || err.Error() != "QD-1: văn bản đã thu hồi; chỉ soạn văn bản đính chính cho văn bản đã phát hành" {
		t.Errorf("%v", err)
	}
	if _, err := begin(Takes, "bảy"); err != nil {
		t.Error(err)
	}
	of = third.Document
	if _, err := begin(Takes, "tám"); err == nil || err.Error() != "CV-dinh-chinh-lan-3: văn bản dự thảo; chỉ soạn văn bản thay thế cho văn bản đã phát hành hoặc đã thu hồi" {
		t.Errorf("%v", err)
	}
}
