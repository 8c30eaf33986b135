package making

import (
	"fmt"
	"math"
	"strconv"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/picture"
)

// withCharts returns the set with the kind's charts as pictures beside the data.
func (d *Draft) withCharts(set *dataset.Set) (*dataset.Set, error) {
	if len(d.kind.Charts) == 0 {
		return set, nil
	}
	all := new(dataset.Set)
	if err := all.PutRecord(set.Record()); err != nil {
		return nil, err
	}
	for _, c := range d.kind.Charts {
		rows, _ := set.Get(c.Data)
		title, names, err := c.Texts(set)
		if err != nil {
			return nil, err
		}
		labels, series, err := figures(rows, c.X, c.Y, names)
		if err != nil {
			return nil, fmt.Errorf("chart %s: %w", c.Name, err)
		}
		png, err := (&picture.Chart{Kind: c.Type, Title: title, Labels: labels, Series: series}).PNG()
		if err != nil {
			return nil, fmt.Errorf("chart %s: %w", c.Name, err)
		}
		if err := all.Put(c.Name, dataset.OfText(dataURI(png))); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// figures reads labels and series from a table: x names the column of the labels, y
// those of the figures, names the series (for y alone: the columns' names). NULL is no
// figure.
func figures(rows dataset.Value, x string, y, names []string) (labels []string, series []picture.Series, err error) {
	for i, col := range y {
		s := picture.Series{Name: col}
		if i < len(names) {
			s.Name = names[i]
		}
		series = append(series, s)
	}
	for n, row := range rows.Items() {
		rec := row.Record()
		if rec == nil {
			return nil, nil, fmt.Errorf("chart, row %d: not a record", n+1)
		}
		label, has := rec.Get(x)
		if !has {
			return nil, nil, fmt.Errorf("chart: no column %q", x)
		}
		labels = append(labels, label.Literal())
		for i, col := range y {
			v, has := rec.Get(col)
			if !has {
				return nil, nil, fmt.Errorf("chart: no column %q", col)
			}
			f := math.NaN()
			if v.IsNumber() {
				f, err = strconv.ParseFloat(v.Literal(), 64)
			}
			if err != nil || !v.IsNumber() && !v.IsNull() {
				return nil, nil, fmt.Errorf("chart, row %d: %s is not a number", n+1, col)
			}
			series[i].Values = append(series[i].Values, f)
		}
	}
	return labels, series, nil
}
