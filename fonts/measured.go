package fonts

// Advance widths of faces that do not ship, measured on pages: each is what a letter takes in the
// font programs that Word embeds in its PDFs, in 2,048ths of the em. Letters that those pages do
// not show are estimated (measured.fit, fit.apply).

// measured is what is known of a family by measuring.
type measured struct {
	ascent, descent, gap int
	styles               [4]seen // bit 0 bold, bit 1 italic
	bold                 int     // width of the bold style in percent of the regular one, where no letter of it was seen
}

// seen are the letters that were measured in one style, and their widths in the same order.
type seen struct {
	letters string
	widths  []uint16
}

// fit gives the widths of one style. A letter that was measured in the regular style only is
// wider or narrower in the others by the mean of the letters that were measured in both.
func (m *measured) fit(style int) *fit {
	f := &fit{perEm: 2048, ascent: m.ascent, descent: m.descent, gap: m.gap, known: map[rune]int{}}
	if style == 3 && len(m.styles[3].widths) == 0 { // slanting changes less than weight
		style = 1
	}
	own, regular := m.styles[style].table(), m.styles[0].table()
	var sum, was int
	if style&1 != 0 && len(own) == 0 {
		sum, was = m.bold, 100
	}
	for r, w := range own {
		if base := regular[r]; base > 0 {
			sum, was = sum+w, was+base
		}
	}
	for r, w := range regular {
		f.known[r] = w
		if was > 0 {
			f.known[r] = (w*sum + was/2) / was
		}
	}
	for r, w := range own {
		f.known[r] = w
	}
	return f
}

func (s seen) table() map[rune]int {
	t := make(map[rune]int, len(s.widths))
	for i, r := range []rune(s.letters) {
		t[r] = int(s.widths[i])
	}
	return t
}

var cambriaWidths = measured{1946, 455, 0, [4]seen{
	{" !\"$%'()+,-./0123456789:=?ABCDEFGHIJKLMNOPQRSTUVWXYabcdefghijklmnopqrstuvwxyz|\u00a0\u00ad²³¹¼½¾ıȷ‐‑⁄⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₌₍₎", []uint16{
		451, 585, 805, 1036, 1822, 485, 782, 782, 1134, 420, 680, 420, 1004, 1134, 1134, 1134, 1134, 1134, 1134, 1134,
		1134, 1134, 1134, 540, 1134, 865, 1276, 1252, 1152, 1355, 1178, 1099, 1251, 1406, 664, 628, 1289, 1099, 1670, 1394,
		1338, 1163, 1338, 1272, 1016, 1214, 1327, 1236, 1887, 1170, 1168, 1000, 1121, 903, 1136, 999, 620, 1012, 1130, 569,
		545, 1074, 556, 1704, 1143, 1087, 1139, 1120, 847, 880, 693, 1131, 1032, 1586, 990, 1032, 931, 648, 451, 680,
		834, 834, 834, 1772, 1822, 1772, 569, 545, 680, 680, 1134, 834, 450, 834, 834, 834, 834, 834, 834, 834,
		834, 598, 598, 851, 834, 834, 834, 834, 834, 834, 834, 834, 834, 834, 834, 834, 598, 598,
	}},
	{" !\"-.0134589ABCDEFGILMNOPRTWYabcdefghiklmnoprstuwy\u00a0\u00ad³¹ı‐‑—⁰ⁱ⁴⁵⁸⁹ⁿ₀₁₃₄₅₈₉", []uint16{
		451, 686, 865, 690, 475, 1213, 1213, 1213, 1213, 1213, 1213, 1213, 1335, 1334, 1174, 1443, 1183, 1129, 1324, 716,
		1128, 1733, 1391, 1424, 1257, 1355, 1309, 1969, 1238, 1096, 1211, 960, 1223, 1087, 668, 1065, 1222, 644, 1212, 631,
		1823, 1236, 1166, 1223, 945, 940, 748, 1223, 1635, 1087, 451, 690, 895, 895, 644, 690, 690, 2048, 895, 502,
		895, 895, 895, 895, 916, 895, 895, 895, 895, 895, 895, 895,
	}},
	{" !\"MPabcdegilrtu\u00a0ıⁱ", []uint16{
		451, 574, 797, 1622, 1137, 1077, 1067, 887, 1073, 936, 1070, 555, 546, 834, 707, 1096, 451, 555, 440,
	}},
	{" !\"Mabcdilort\u00a0ıⁱ", []uint16{
		451, 672, 820, 1676, 1167, 1162, 926, 1167, 619, 608, 1106, 934, 745, 451, 619, 485,
	}},
}, 0}

var aptosWidths = measured{1923, 577, 0, [4]seen{
	{" !\"$%'()+,-./0123456789:=ABCDEFGHIJKLMNOPQRSTUVWY[]abcdefghijklmnopqrstuvwxyzª°±²³¹ºÁıȷ⁄⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉№√", []uint16{
		416, 600, 757, 1094, 1692, 431, 600, 600, 1094, 585, 697, 585, 695, 1094, 1094, 1094, 1094, 1094, 1094, 1094,
		1094, 1094, 1094, 585, 1094, 1207, 1237, 1418, 1405, 1139, 1074, 1451, 1448, 533, 678, 1164, 1023, 1618, 1446, 1500,
		1182, 1500, 1241, 1159, 980, 1395, 1199, 1827, 1105, 603, 603, 1088, 1149, 1075, 1148, 1079, 617, 992, 1129, 489,
		489, 997, 533, 1747, 1129, 1130, 1149, 1148, 685, 995, 662, 1144, 926, 1476, 906, 926, 897, 879, 748, 1094,
		696, 696, 696, 915, 1207, 489, 489, 292, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696,
		696, 696, 696, 696, 696, 2261, 1406,
	}},
	{" !\"ABMTadeklmoprtuyªºÁ", []uint16{
		416, 600, 860, 1270, 1268, 1681, 1035, 1130, 1200, 1139, 1094, 606, 1821, 1174, 1201, 756, 728, 1191, 1011, 914,
		952, 1270,
	}},
	{" !\"AMNRacdghilmortªºÁı", []uint16{
		416, 600, 735, 1207, 1618, 1446, 1241, 1089, 1085, 1148, 992, 1128, 474, 533, 1750, 1130, 682, 642, 879, 915,
		1207, 487,
	}},
	{},
}, 0}

var georgiaWidths = measured{1878, 449, 0, [4]seen{
	{" !\",-.16AGIJMTabcdefghijklmnoprstuvwxyz\u00a0\u00ad¹—⁶₁₆", []uint16{
		494, 678, 843, 552, 766, 552, 880, 1159, 1374, 1485, 798, 1060, 1899, 1267, 1032, 1147, 930, 1176, 990, 666,
		1043, 1192, 600, 598, 1097, 586, 1804, 1210, 1104, 1170, 839, 885, 707, 1178, 1017, 1510, 1034, 1008, 909, 494,
		766, 1024, 1755, 1024, 1024, 1024,
	}},
	{" !\"1GJMadefgioprstu\u00a0¹—₁", []uint16{
		520, 771, 1044, 1003, 1653, 1219, 2096, 1220, 1358, 1171, 805, 1181, 724, 1302, 1347, 1065, 1050, 814, 1386, 520,
		1130, 1900, 1130,
	}},
	{" !\"GMadeghinort\u00a0", []uint16{
		494, 678, 843, 1485, 1899, 1173, 1178, 966, 1173, 1152, 609, 1208, 1100, 945, 711, 494,
	}},
	{},
}, 0}

var verdanaWidths = measured{2059, 430, 0, [4]seen{
	{" !\".369ELMSVacdefghilmnoprstvwxyz\u00a0ª³º—⁶⁹₃₆₉", []uint16{
		720, 806, 940, 745, 1302, 1302, 1302, 1295, 1140, 1726, 1400, 1400, 1230, 1067, 1276, 1220, 720, 1276, 1296, 562,
		562, 1992, 1296, 1243, 1276, 874, 1067, 807, 1212, 1676, 1212, 1212, 1076, 720, 1117, 1110, 1117, 2048, 1110, 1110,
		1110, 1110, 1110,
	}},
	{},
	{},
	{},
}, 112}
