package archive

// BeforeDisk lets tests fail before each step on the disk.
func BeforeDisk(f func(step, path string) error) { before = f }
