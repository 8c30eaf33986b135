package main

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// overlay is a file system of layers: a file is read from the highest layer that has
// it, a folder lists the files of all. Layers stand lowest first.
type overlay []fs.FS

func (o overlay) Open(name string) (fs.File, error) {
	var err error = &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	for _, layer := range slices.Backward(o) {
		f, e := layer.Open(name)
		if e == nil {
			return f, nil
		}
		if !errors.Is(e, fs.ErrNotExist) {
			return nil, e
		}
		err = e
	}
	return nil, err
}

// ReadDir lists a folder of all layers by name.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	byName := map[string]fs.DirEntry{}
	found := false
	for _, layer := range o {
		list, err := fs.ReadDir(layer, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = true
		for _, e := range list {
			byName[e.Name()] = e
		}
	}
	if !found {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	list := make([]fs.DirEntry, 0, len(byName))
	for _, e := range byName {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}
