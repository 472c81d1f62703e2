package sheet

import (
	"encoding/binary"
	"unicode/utf16"
)

// oleMagic begins a compound file ([MS-CFB]): an old .xls, or an encrypted .xlsx inside of one.
var oleMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

const (
	oleHeader  = 512
	oleEntry   = 128
	maxSectors = 4096 // of the directory, which is enough for 16,384 entries
)

// oleKind tells an old workbook from an encrypted one by the streams in its directory.
func oleKind(data []byte) error {
	for _, name := range oleNames(data) {
		switch name {
		case "EncryptedPackage", "EncryptionInfo":
			return ErrEncrypted
		case "Workbook", "Book":
			return ErrOldXLS
		}
	}
	return ErrKind
}

// oleNames lists the names in the directory of a compound file, as far as it can be read.
func oleNames(data []byte) (names []string) {
	if len(data) < oleHeader {
		return nil
	}
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift != 9 && shift != 12 {
		return nil
	}
	f := oleFile{data, 1 << shift}
	sector := binary.LittleEndian.Uint32(data[48:])
	for range maxSectors {
		s := f.sector(sector)
		if s == nil {
			return names
		}
		for ; len(s) >= oleEntry; s = s[oleEntry:] {
			if name := oleName(s[:oleEntry]); name != "" {
				names = append(names, name)
			}
		}
		sector = f.next(sector)
	}
	return names
}

type oleFile struct {
	data []byte
	size int // of a sector
}

// sector is one with its number, nil if it is not there.
func (f oleFile) sector(n uint32) []byte {
	from := (int64(n) + 1) * int64(f.size)
	if n > 0xFFFFFFF0 || from+int64(f.size) > int64(len(f.data)) {
		return nil
	}
	return f.data[from : from+int64(f.size)]
}

// next follows a chain in the allocation table, of which the header lists the first 109 sectors; that is enough for
// files up to 6.8 MB with the small sectors, and 436 MB with the large.
func (f oleFile) next(n uint32) uint32 {
	const end = 0xFFFFFFFE
	each := uint32(f.size / 4)
	if n/each >= 109 {
		return end
	}
	table := f.sector(binary.LittleEndian.Uint32(f.data[76+4*(n/each):]))
	if table == nil {
		return end
	}
	return binary.LittleEndian.Uint32(table[4*(n%each):])
}

func oleName(entry []byte) string {
	n := int(binary.LittleEndian.Uint16(entry[64:]))/2 - 1
	if n <= 0 || n > 31 || entry[66] == 0 {
		return ""
	}
	units := make([]uint16, n)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(entry[2*i:])
	}
	return string(utf16.Decode(units))
}
