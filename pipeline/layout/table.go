package layout

import "vanthu/pipeline/unit"

type tableFlow struct{}

func (f *flow) fillTable(*table, *filling) stop { return stopNone }

func (t *typesetter) headHeight(*flow, *table, counts) unit.Length { return 0 }
