package intake

// Run keeps what the imports of one run share, so that each of a thousand files does not read
// it anew: the form, and the units of a year. It is for one goroutine at a time.
type Run struct {
	form  *Form
	units map[int]*units // by year
	stamp [2]int64       // how many units there were, and the last one's id
}

// formOf is the form that a workbook is held against; an office's is read each time, for the
// kinds that it asks about are added to it.
func (d Workbooks) formOf(b workbook) (*Form, error) {
	if d.Run != nil && d.Run.form != nil && b.form == unitForm {
		return d.Run.form, nil
	}
	form, err := readForm(d.Forms, b.form)
	if err == nil && d.Run != nil && b.form == unitForm {
		d.Run.form = form
	}
	return form, err
}

// unitsOf are the units of the import's year, as they are unless units came or went since the
// run read them.
func (im *importing) unitsOf() (*units, error) {
	run := im.run
	if run == nil {
		return readUnits(im.ctx, im.tx, im.req.Year)
	}
	var now [2]int64
	row := im.tx.QueryRowxContext(im.ctx, `SELECT COUNT(*), COALESCE(MAX(id), 0) FROM don_vi`)
	if err := row.Scan(&now[0], &now[1]); err != nil {
		return nil, err
	}
	if now != run.stamp || run.units[im.req.Year] == nil {
		u, err := readUnits(im.ctx, im.tx, im.req.Year)
		if err != nil {
			return nil, err
		}
		if now != run.stamp {
			run.units, run.stamp = map[int]*units{}, now
		}
		run.units[im.req.Year] = u
	}
	return run.units[im.req.Year], nil
}

// forget drops the units where an import changed one.
func (im *importing) forget() {
	for _, c := range im.changes {
		if im.run != nil && c.Table == "don_vi" {
			im.run.units = map[int]*units{}
			return
		}
	}
}
