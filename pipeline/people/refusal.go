package people

import (
	"errors"
	"fmt"
)

// Refusal is what a person reads who cannot have what he asked for: in Vietnamese, what is
// not done, why, and what to do or who can do it. Nothing was changed, and nothing is wrong
// with the program. All other errors are for the operator.
type Refusal struct {
	Text string
	Way  Way   // 0: Text says all
	Of   error // what callers ask for with errors.Is; nil where none does
}

// Way is a way on from a refusal that the command line and the portal each show in their own
// words: a flag or a command, a field or a button.
type Way int

const (
	WayReason     Way = iota + 1 // ask again with a reason
	WayIssue                     // number and day are given together
	WayNumber                    // ask again with the number
	WayLater                     // name the paper that replaces or recalls it
	WayWaive                     // let findings pass, with a reason for each
	WayMakeAgain                 // make the paper from the data of now
	WayMakeForDay                // make the paper for another day
	WayData                      // enter the data, or choose another year, day or parameter
	WayMend                      // mend the data or the query, and prove it
	WayReturn                    // return the paper as a draft
	WayFetch                     // fetch the file as it was issued
	WayFile                      // ask again with the mended file, or recall
	WayPeople                    // see who there is
	WayPractice                  // let papers from sample data be issued, to practise
	WayState                     // see the steps that a paper can make
	WayRules                     // see which rules there are
)

func (r *Refusal) Error() string { return r.Text }

func (r *Refusal) Unwrap() error { return r.Of }

// Refuse is a Refusal worded as fmt.Errorf does; errors.Is finds what %w names.
func Refuse(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	r := &Refusal{Text: err.Error(), Of: errors.Unwrap(err)}
	if inner := Refused(r.Of); inner != nil {
		r.Way = inner.Way
	}
	return r
}

// RefuseFor is Refuse with a way on; without, that of the refusal which it names is kept.
func RefuseFor(w Way, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Refusal{Text: err.Error(), Way: w, Of: errors.Unwrap(err)}
}

// Refused finds the refusal in an error, the outermost where there are several; nil where
// there is none.
func Refused(err error) *Refusal {
	r, _ := errors.AsType[*Refusal](err)
	return r
}
