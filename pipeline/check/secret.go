package check

import "fmt"

// RuleSecret is the rule that finds a mark of secrecy. Such a paper is not kept at all: it
// belongs on a machine that is set apart.
const RuleSecret = "SECRET"

// Secrecy are the marks of secrecy, as they stand alone in a paragraph.
var Secrecy = []string{"MẬT", "TỐI MẬT", "TUYỆT MẬT"}

// secret finds a mark of secrecy.
func secret(t *text) (found []Finding) {
	for i := range t.paras {
		for _, mark := range Secrecy {
			if t.paras[i].Text == mark {
				found = append(found, Finding{Rule: RuleSecret, Severity: Wrong, Place: t.paras[i].place(),
					Message: fmt.Sprintf("Có dấu độ mật %q: văn bản mật không được soạn, lưu trên máy này.", mark),
					Clause:  "Luật Bảo vệ bí mật nhà nước"})
			}
		}
	}
	return found
}
