package templates

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/catalog"
	"vanthu/pipeline/fill"
	"vanthu/pipeline/query"
	"vanthu/pipeline/tag"
	"vanthu/queries"
)

// comesWith are columns that a query never leaves empty where another one is there: a
// template that asks for that one, or a kind that needs it, has both.
var comesWith = map[string]string{
	"quyen_han_chuc_vu": "nguoi_ky", // one row of nguoi_ky gives both
	"ss_ten_giam":       "ss_giam",  // the names of what it counts
	"tt_ten_ke_hoach":   "tt_ke_hoach",
	"tt_ten_bao_cao":    "tt_bao_cao",
	"tt_noi_mo_hinh":    "tt_mo_hinh",
	"tt_ten_mo_hinh":    "tt_mo_hinh_lap",
	"tt_ten_xa":         "tt_xa",
	"ktra_se_tu":        "ktra_se", // first and last day of what it counts
	// a plan of its own comes with its number, its day and who made it
	"kh_ngay_hoi_ngay":    "kh_ngay_hoi_so",
	"kh_ngay_hoi_co_quan": "kh_ngay_hoi_so",
	"kh_kiem_tra_ngay":    "kh_kiem_tra_so",
	"kh_kiem_tra_co_quan": "kh_kiem_tra_so",
	"ktra_se_den":         "ktra_se",
	"quy_con":             "quy_co",      // what the others leave of it
	"pl1_den_ngay":        "pl1_tu_ngay", // a row of ky_so_lieu has both days
	"pl2_den_ngay":        "pl2_tu_ngay",
	"pl3_den_ngay":        "pl3_tu_ngay",
	"pl3_kdc_den_ngay":    "pl3_kdc_tu_ngay",
	"pl4_den_ngay":        "pl4_tu_ngay",
	"pl5_den_ngay":        "pl5_tu_ngay",
	"pl6_den_ngay":        "pl6_tu_ngay",
	"pl7_den_ngay":        "pl7_tu_ngay",
}

// mayBeEmpty are columns that leave no gap in a sentence when they are empty, by kind, with
// the reason.
var mayBeEmpty = map[string]string{
	"bao-cao-tong-ket tt_ten_mo_hinh":  "all names where the weak models are ten or fewer",
	"quyet-dinh-giay-khen chuc_danh":   "a cell of its own",
	"quyet-dinh-khen-thuong chuc_danh": "a cell of its own",
	"to-trinh-khen-thuong chuc_danh":   "a cell of its own",
}

// TestEmptyValuesLeaveNoGap: what a query may give empty and a template prints has an
// alternative in the template, or the kind needs it: no outer join drops half a sentence.
func TestEmptyValuesLeaveNoGap(t *testing.T) {
	lib, err := query.Load(queries.FS())
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(kinds(), lib)
	if err != nil {
		t.Fatal(err)
	}
	excused, paired := map[string]bool{}, map[string]bool{}
	for _, k := range c.Kinds() {
		uses := usesOf(t, k)
		cols := columnsOf(k, lib)
		for _, u := range uses {
			for _, name := range gaps(k, cols, u) {
				with := comesWith[name]
				switch {
				case with != "" && (needs(k, with) || asks(u, with)):
					paired[name] = true
				case slices.ContainsFunc(uses, func(v fill.Use) bool { return v.Tag.Kind == tag.Absent && slices.Contains(v.Tag.Paths(), name) }):
				case mayBeEmpty[k.Slug+" "+name] != "":
					excused[k.Slug+" "+name] = true
				default:
					t.Errorf("%s: %s at %s may be empty: it stands neither in needs nor in a section over it", k.Slug, u.Tag, u.Place)
				}
			}
		}
	}
	for name := range comesWith {
		if !paired[name] {
			t.Errorf("comesWith: no template prints %q", name)
		}
	}
	for key := range mayBeEmpty {
		if !excused[key] {
			t.Errorf("mayBeEmpty: nothing needs the excuse of %q", key)
		}
	}
}

// usesOf are the tags of a kind in its Word template, in the fields of its PDF form, and in
// those cells of its workbook that say more than the tag.
func usesOf(t *testing.T, k *catalog.Kind) (uses []fill.Use) {
	if k.Word() != nil {
		uses = append(uses, k.Word().Tags()...)
	}
	if k.Form() != nil {
		for field, tags := range k.Form().Tags() {
			for _, one := range tags {
				uses = append(uses, fill.Use{Tag: one, Place: "ô “" + field + "”"})
			}
		}
	}
	if k.Book() == nil {
		return uses
	}
	book, err := excelize.OpenFile(k.Slug + "/" + k.Outputs.Xlsx)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, u := range k.Book().Tags() {
		m := cellPlace.FindStringSubmatch(u.Place)
		if m != nil {
			text, err := book.GetCellValue(m[1], m[2])
			if err != nil {
				t.Fatal(err)
			}
			if aloneTag.MatchString(sectionTag.ReplaceAllString(text, "")) {
				continue
			}
		}
		uses = append(uses, fill.Use{Tag: u.Tag, Sections: u.In, Place: u.Place})
	}
	return uses
}

var (
	cellPlace  = regexp.MustCompile(`^trang tính (.+), ô ([A-Z]+\d+)`)
	sectionTag = regexp.MustCompile(`\{[#^/][^}]*\}`)
	aloneTag   = regexp.MustCompile(`^\s*\{[^}]*\}\s*$`)
)

// columnsOf are the columns of each list of a kind, those of its top level under "".
func columnsOf(k *catalog.Kind, lib *query.Library) map[string]map[string]bool {
	cols := map[string]map[string]bool{"": {}}
	for _, s := range k.Data {
		c, _ := lib.Contract(s.Query)
		lists := []string{s.Name}
		if s.Name == catalog.TopLevel {
			lists = []string{""}
		} else if s.Name == k.Each.Query {
			lists = append(lists, "")
		}
		for _, list := range lists {
			if cols[list] == nil {
				cols[list] = map[string]bool{}
			}
			for _, f := range c.Columns {
				cols[list][f.Name] = f.Nullable
			}
		}
	}
	return cols
}

// gaps are the columns that a tag prints without a word about their being empty.
func gaps(k *catalog.Kind, cols map[string]map[string]bool, u fill.Use) (names []string) {
	if u.Tag.Kind != tag.Value || slices.Contains(u.Tag.Filters(), "mac_dinh") || slices.Contains(u.Tag.Filters(), "ngay_trong") {
		return nil
	}
	scopes := []string{""}
	for _, s := range u.Sections {
		if s.Kind == tag.Section && !s.IsCondition() && cols[s.Paths()[0]] != nil {
			scopes = append(scopes, s.Paths()[0])
		}
	}
	for _, path := range u.Tag.Paths() {
		name := strings.TrimPrefix(path, scopes[len(scopes)-1]+".")
		for _, scope := range slices.Backward(scopes) {
			nullable, has := cols[scope][name]
			if !has {
				continue
			}
			if nullable && !(scope == "" && needs(k, name)) && !asks(u, name) {
				names = append(names, name)
			}
			break
		}
	}
	return names
}

// needs reports whether a kind has a finding that forbids signing where a value is empty.
func needs(k *catalog.Kind, name string) bool {
	return slices.ContainsFunc(k.Needs, func(n catalog.Need) bool { return n.Value == name })
}

// asks reports whether a section around a tag asks for a value.
func asks(u fill.Use, name string) bool {
	return slices.ContainsFunc(u.Sections, func(s *tag.Tag) bool { return slices.Contains(s.Paths(), name) })
}
