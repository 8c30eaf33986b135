package intake

import (
	"slices"
	"strings"
)

// A taskLetter is the rows of a letter by which an agency gives tasks.
type taskLetter struct {
	agency, subject string
	rows            []*row
}

// ofLetter are the columns that a letter has once; its first row says them.
var ofLetter = []string{"ngay", "can_cu", "noi_tong_hop", "han_bao_cao"}

// taskLetters replaces the year's letters of the agencies that the table names. Rows of the same
// agency and subject are one letter, whose tasks stand in their order.
func (w *writer) taskLetters(t *table) error {
	var letters []*taskLetter
	for _, r := range t.rows {
		agency, subject := r.text("co_quan"), r.text("ve_viec")
		i := slices.IndexFunc(letters, func(l *taskLetter) bool { return l.agency == agency && headKey(l.subject) == headKey(subject) })
		if i < 0 {
			i = len(letters)
			letters = append(letters, &taskLetter{agency: agency, subject: subject})
			if r.text("ngay") == "" {
				w.faults.add(place{t.tab, t.cell(r, "ngay")}, Wrong, "thiếu ngày dự kiến ký của công văn")
			}
		} else {
			for _, name := range ofLetter {
				if first := letters[i].rows[0]; r.has(name) && r.text(name) != first.text(name) {
					w.faults.add(place{t.tab, t.cell(r, name)}, Wrong, "khác với dòng đầu của cùng công văn (%q); ghi ở dòng đầu, các dòng sau để trống", first.text(name))
				}
			}
		}
		letters[i].rows = append(letters[i].rows, r)
	}
	if w.faults.wrong() {
		return nil
	}
	kept := map[string]map[any]bool{} // agency, letter
	for _, l := range letters {
		id, err := w.taskLetter(l)
		if err != nil {
			return err
		}
		if kept[l.agency] == nil {
			kept[l.agency] = map[any]bool{}
		}
		kept[l.agency][id] = true
	}
	for _, agency := range keys(kept) {
		there, err := w.rows(`SELECT * FROM cong_van_giao_viec WHERE nam = ? AND co_quan_ma = ? ORDER BY id`, w.req.Year, agency)
		if err != nil {
			return err
		}
		for _, old := range there {
			if kept[agency][old["id"]] {
				continue
			}
			if err := w.dropTasks(old["id"], 0); err != nil {
				return err
			}
			if err := w.drop("cong_van_giao_viec", old, []field{{"id", old["id"]}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// taskLetter writes a letter with its tasks and returns its id.
func (w *writer) taskLetter(l *taskLetter) (id any, err error) {
	find := func() (map[string]any, error) {
		return w.one(`SELECT * FROM cong_van_giao_viec WHERE nam = ? AND co_quan_ma = ? AND ve_viec = ?`, w.req.Year, l.agency, l.subject)
	}
	there, err := find()
	if err != nil {
		return nil, err
	}
	key := []field{{"nam", w.req.Year}, {"co_quan_ma", l.agency}, {"ve_viec", l.subject}}
	vals := []field{}
	if there == nil {
		words := strings.Split(slug(l.subject), "-")
		code, err := w.freeOfYear("cong_van_giao_viec", strings.Join(words[:min(len(words), 6)], "-"))
		if err != nil {
			return nil, err
		}
		vals = append(vals, field{"ma", code})
	}
	for _, name := range ofLetter {
		vals = append(vals, field{name, l.rows[0].vals[name]})
	}
	if err := w.set("cong_van_giao_viec", there, key, vals); err != nil {
		return nil, err
	}
	if there == nil {
		if there, err = find(); err != nil {
			return nil, err
		}
	}
	id = there["id"]
	for i, r := range l.rows {
		key := []field{{"cong_van_id", id}, {"thu_tu", i + 1}}
		before, err := w.one(`SELECT * FROM nhiem_vu_giao WHERE cong_van_id = ? AND thu_tu = ?`, id, i+1)
		if err != nil {
			return nil, err
		}
		if err := w.set("nhiem_vu_giao", before, key, []field{{"noi_lam", r.text("noi_lam")}, {"noi_dung", strings.TrimRight(r.text("noi_dung"), ".;, ")}, {"han", r.vals["han"]}}); err != nil {
			return nil, err
		}
	}
	return id, w.dropTasks(id, len(l.rows))
}

// dropTasks takes the tasks of a letter away from behind the first ones that stay.
func (w *writer) dropTasks(letter any, stay int) error {
	rest, err := w.rows(`SELECT * FROM nhiem_vu_giao WHERE cong_van_id = ? AND thu_tu > ? ORDER BY thu_tu`, letter, stay)
	if err != nil {
		return err
	}
	for _, old := range rest {
		if err := w.drop("nhiem_vu_giao", old, []field{{"cong_van_id", letter}, {"thu_tu", old["thu_tu"]}}); err != nil {
			return err
		}
	}
	return nil
}
