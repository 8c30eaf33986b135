package main

import (
	"slices"

	"vanthu/pipeline/people"
)

// ways say which flag or command a person needs who was refused.
var ways = map[people.Way]string{
	people.WayReason:     "Nêu lý do: --comment 'LÝ DO'",
	people.WayIssue:      "Cấp số, ngày: vanthu issue",
	people.WayNumber:     "Nêu số: --so SỐ",
	people.WayLater:      "Nêu văn bản ấy: vanthu documents link",
	people.WayWaive:      "Bỏ qua có lý do: --waive LỖI='LÝ DO'",
	people.WayMakeAgain:  "Lập lại: vanthu generate",
	people.WayMakeForDay: "Lập lại cho ngày ấy: vanthu generate --param ngay=NGÀY",
	people.WayData:       "Nhập số liệu: vanthu init --workbook, vanthu import; chọn năm, ngày, tham số khác: --year, --param",
	people.WayMend:       "Sửa tệp truy vấn xong thì thử: vanthu template lint",
	people.WayReturn:     "Trả lại để sửa: vanthu documents move … du-thao",
	people.WayFetch:      "Lấy tệp đã phát hành: vanthu documents get --format docx",
	people.WayFile:       "Đưa tệp đã sửa: --with TỆP; thu hồi: --recall",
	people.WayPeople:     "Xem có những ai: vanthu user list; chọn người: --as TÊN",
	people.WayPractice:   "Để tập phát hành: vanthu practice",
	people.WayState:      "Mã của các bước: vanthu documents move --help",
	people.WayRules:      "Xem các quy tắc: vanthu award check --rules",
}

// waysOn are the ways on from all refusals in an error, each once.
func waysOn(err error) (list []string) {
	switch e := err.(type) {
	case *people.Refusal:
		if way := ways[e.Way]; way != "" {
			list = append(list, way)
		}
		list = append(list, waysOn(e.Of)...)
	case interface{ Unwrap() error }:
		list = waysOn(e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			list = append(list, waysOn(one)...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
