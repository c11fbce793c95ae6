package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// disk is a small one that can be filled; nil where there is none.
type disk struct{ dir string }

// smallDisk lays a disk of 24 MB under a folder, which needs root.
func smallDisk(t *testing.T, dir string) *disk {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=24m", "dragoman-test", dir).CombinedOutput(); err != nil {
		t.Logf("no disk is filled, for none can be mounted: %v %s", err, out)
		return nil
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount %s: %v %s", dir, err, out)
		}
	})
	return &disk{dir}
}

// fill leaves no room on the disk, and reports whether there is one.
func (d *disk) fill() bool {
	if d == nil {
		return false
	}
	f, err := os.OpenFile(filepath.Join(d.dir, "ballast"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return false
	}
	defer f.Close()
	for block := make([]byte, 64<<10); len(block) > 0; block = block[:len(block)/2] {
		for {
			if _, err := f.Write(block); err != nil {
				break
			}
		}
	}
	return true
}

func (d *disk) empty() {
	if d != nil {
		_ = os.Remove(filepath.Join(d.dir, "ballast"))
	}
}
