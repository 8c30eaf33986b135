package people

import (
	"fmt"
	"slices"
	"strings"
)

// Right is something that people do in the office and that not everybody may.
type Right int

// The rights.
const (
	Administer Right = iota // people, data of the office, restoring a backup

	CheckContent // of a draft
	CheckForm    // of a draft whose content is checked
	Submit       // lay before the leader
	Sign         // sign, or record a signature given on paper
	GiveNumber   // and day of issue
	Seal
	Issue           // send out
	ReturnContent   // back to the draft: a paper whose content is checked
	ReturnForm      // a paper whose form is checked
	ReturnSubmitted // a paper that was laid before the leader
	Withdraw        // give up a paper before that, or take it up again
	Cancel          // give up one that was laid before the leader
	Amend           // correct, replace or recall an issued paper

	WriteText   // edit, replace, mark as urgent
	TakeSigned  // take in what the leader signed
	PrintNumber // number and day onto signed sheets
	KeepBooks   // of numbers, with papers that were not made here
	TakeFigures // workbooks of units
	Read
	MakePapers  // have them made from the data
	LockFigures // of a year, and open them again
	SeeOffice   // what concerns the whole office: schedules, books, templates

	KeepTemplates // upload templates of papers, put them in force
	WriteProse    // of reports, and confirm it for the year
	KeepLaws      // the register of legal documents, and what papers cite of it
)

// rights says who may do what: the only place that does. Quản trị may do all.
var rights = map[Right][]Role{
	Administer: {},

	CheckContent:    {Drafter, Appraiser},                           // NĐ 30/2020 Đ.12.1
	CheckForm:       {FormCheck, Clerk},                             // Đ.12.2
	Submit:          {Drafter, Clerk},                               // Đ.12
	Sign:            {Leader, Clerk},                                // Đ.13
	GiveNumber:      {Clerk},                                        // Đ.15
	Seal:            {Clerk},                                        // Đ.17
	Issue:           {Clerk},                                        // Đ.18
	ReturnContent:   {Drafter, Appraiser, FormCheck, Clerk, Leader}, // Đ.11
	ReturnForm:      {Drafter, FormCheck, Clerk, Leader},            // Đ.11
	ReturnSubmitted: {Clerk, Leader},                                // Đ.11.2
	Withdraw:        {Drafter, Clerk, Leader},
	Cancel:          {Clerk, Leader},
	Amend:           {Clerk, Leader}, // Đ.18.3, 18.4

	WriteText:   {Drafter, Clerk, Leader},
	TakeSigned:  {Clerk, Leader},
	PrintNumber: {Clerk},
	KeepBooks:   {Clerk},
	TakeFigures: {Clerk, Drafter, UnitMember},
	Read:        {Clerk, Drafter, FormCheck, Appraiser, Leader, UnitMember},
	MakePapers:  {Drafter, Clerk},
	LockFigures: {Drafter, Clerk},
	SeeOffice:   {Clerk, Drafter, FormCheck, Appraiser, Leader},

	KeepTemplates: {Clerk, FormCheck},
	WriteProse:    {Drafter, Clerk},
	KeepLaws:      {Drafter, FormCheck, Clerk},
}

// Scope says whose papers something concerns: those of an agency, or what of them is about
// a unit.
type Scope struct{ Agency, Unit string }

// May reports whether the person has a right for papers of a scope.
func (u *User) May(r Right, s Scope) bool {
	return slices.ContainsFunc(u.Grants, func(g Grant) bool {
		return (g.Role == Admin || slices.Contains(rights[r], g.Role)) &&
			(g.Agency == "" || g.Agency == s.Agency) && (g.Unit == "" || g.Unit == s.Unit)
	})
}

// MaySomewhere reports whether the person has a right for papers of a unit, whichever the
// agency.
func (u *User) MaySomewhere(r Right, unit string) bool {
	return slices.ContainsFunc(u.Grants, func(g Grant) bool { return u.May(r, Scope{g.Agency, unit}) })
}

// MayAnywhere reports whether the person has a right for some papers.
func (u *User) MayAnywhere(r Right) bool {
	return slices.ContainsFunc(u.Grants, func(g Grant) bool { return u.May(r, Scope{g.Agency, g.Unit}) })
}

// Sight names what a person may see and do: two of the same sight have the same rights. It is
// for the keys of db.Remember. Nobody at all (nil) sees everything.
func (u *User) Sight() string {
	if u == nil {
		return "all"
	}
	var roles []string
	for _, g := range u.Grants {
		roles = append(roles, fmt.Sprintf("%q %q %q", g.Role, g.Agency, g.Unit))
	}
	slices.Sort(roles)
	return "roles " + strings.Join(slices.Compact(roles), ", ")
}

// Allow returns ErrForbidden, with the roles that are needed, where a person has not the
// right. What says in Vietnamese what the person is about to do.
func (u *User) Allow(r Right, s Scope, what string) error {
	if u.May(r, s) {
		return nil
	}
	return u.Forbidden(r, what)
}

// Forbidden is the error of a person who has not the right.
func (u *User) Forbidden(r Right, what string) error {
	var names []string
	for _, role := range rights[r] {
		names = append(names, role.Name())
	}
	if len(names) == 0 {
		names = []string{Admin.Name()}
	}
	return Refuse("%w: %s cần vai trò %s, mà %s không có", ErrForbidden, what, strings.Join(names, " hoặc "), u.Name)
}
