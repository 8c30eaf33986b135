package archive

import (
	"fmt"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// A text that changed after it was looked at is looked at again (Đ.11.2): other words from
// the check of the content on, an edit of the form alone from the check of the form on.
// What is signed is not edited.
func TestEditsGoBack(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		states := []string{Draft, ContentChecked, FormChecked, Submitted, Signed, Numbered, Sealed, Issued}
		edits := []struct {
			name   string
			origin string
			same   bool
			want   []string // by state; "" is refused
		}{
			{"other words", "upload", false, []string{Draft, Draft, Draft, Draft, "", "", "", ""}},
			{"the form alone", "upload", true, []string{Draft, ContentChecked, ContentChecked, ContentChecked, "", "", "", ""}},
			{"a new run", "made", false, []string{Draft, Draft, Draft, Draft, Signed, Numbered, Sealed, Issued}},
			{"on the shelf", "shelf", false, []string{Draft, Draft, Draft, Draft, Signed, Numbered, Sealed, Issued}},
			{"a signed file", "signed", false, []string{"", "", "", Submitted, Signed, Numbered, Sealed, Issued}},
		}
		for k, e := range edits {
			for i, state := range states {
				name := fmt.Sprintf("QD-%d-%d", k, i)
				id := real(t, d, name)
				bring(t, d, id, i, fmt.Sprint(100*k+i))
				var err error
				switch e.origin {
				case "made":
					m := sample(t, `{"a":2}`, "hai")
					m.Sample, m.Findings, m.Name, m.Key.Round = false, nil, name, name
					mustKeep(t, d, m)
				case "shelf":
					err = tx(t, d, func(tx *sqlx.Tx) error {
						v := version{Origin: "shelf", Params: "{}", At: noon, By: "lan", files: []File{{"docx", []byte("sửa")}}}
						v.seal()
						_, err := add(t.Context(), tx, id, &v)
						return err
					})
				default:
					err = tx(t, d, func(tx *sqlx.Tx) error {
						_, err := TakeIn(t.Context(), tx, id, Upload{By: boss, At: noon, Origin: e.origin,
							Copy: Copy{From: 1, Files: []File{{"docx", []byte("sửa tay")}}, SameText: e.same}})
						return err
					})
				}
				want := e.want[i]
				if want == "" {
					wantError(t, err, "không nhận tệp này")
					want = state
				} else if err != nil {
					t.Errorf("%s in %s: %v", e.name, state, err)
				}
				if doc := mustState(t, d, id, want); doc.State != state {
					way, err := Moves(t.Context(), d.Reader, id)
					if last := way[len(way)-1]; err != nil || last.To != want || last.Comment == "" {
						t.Errorf("%s in %s: moves %+v, %v", e.name, state, way, err)
					}
				}
			}
		}
	})
}

// An edit of the form alone keeps the check of the content where it was made from the text
// that was checked: the words of another version are other words.
func TestFormOfAnotherText(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		for i, c := range []struct {
			what string
			way  []string // after version 2, other words than version 1
			from int      // of the edit
			want string
		}{
			{"the text that was checked", []string{ContentChecked, FormChecked}, 2, ContentChecked},
			{"an older text", []string{ContentChecked, FormChecked}, 1, Draft},
			{"an older text, the content checked", []string{ContentChecked}, 1, Draft},
			{"the copy before the leader", []string{ContentChecked, FormChecked, Submitted}, 3, ContentChecked},
			{"an older text, a copy before the leader", []string{ContentChecked, FormChecked, Submitted}, 1, Draft},
			{"the copy that came back", []string{ContentChecked, FormChecked, Submitted, Draft, ContentChecked, FormChecked}, 3, ContentChecked},
			{"a version that is not there", []string{ContentChecked, FormChecked}, 0, Draft},
		} {
			id := real(t, d, fmt.Sprintf("QD-%d", i))
			edit := func(from int, word string, same bool) {
				t.Helper()
				err := tx(t, d, func(tx *sqlx.Tx) error {
					_, err := TakeIn(t.Context(), tx, id, Upload{By: boss, At: noon, Origin: "upload",
						Copy: Copy{From: from, Files: []File{{"docx", []byte(word)}}, SameText: same}})
					return err
				})
				if err != nil {
					t.Fatalf("%s: %v", c.what, err)
				}
			}
			edit(1, "chữ khác", false)
			for _, s := range c.way {
				if err := to(t, d, id, boss, s, "lý do"); err != nil {
					t.Fatalf("%s: %v", c.what, err)
				}
			}
			edit(c.from, "chỉ sửa thể thức", true)
			doc, err := Get(t.Context(), d.Reader, id)
			if err != nil || doc.State != c.want {
				t.Errorf("%s: %s, want %s, %v", c.what, doc.State, c.want, err)
			}
		}
	})
}
