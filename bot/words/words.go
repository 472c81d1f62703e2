// Package words is every sentence that the assistant says: one catalogue a language, here zh-CN. Handlers name a
// key, never write words of their own; statements about the rules come from the pack, with their clause.
package words

import (
	"fmt"
	"maps"
)

// Key names a sentence.
type Key string

// zhCN is the whole catalogue, put together from a map a file.
var zhCN = together(zhCNHouse, zhCNCheck, zhCNDeadlines, zhCNOutbox, zhCNPeople, zhCNDesk, zhCNUnits, zhCNPapers, zhCNTables,
	zhCNFiles, zhCNGroups, zhCNAnnounce, zhCNBroadcast, zhCNSettings, zhCNCases, zhCNFAQ, zhCNStats, zhCNDuties,
	zhCNRoster, zhCNRelay)

func together(all ...map[Key]string) map[Key]string {
	one := map[Key]string{}
	for _, m := range all {
		maps.Copy(one, m)
	}
	return one
}

// Say is the sentence in zh-CN, its verbs filled in as by fmt.Sprintf. An unknown key is shown as itself; a test
// makes sure that there is none.
func Say(k Key, args ...any) string {
	s, ok := zhCN[k]
	if !ok {
		return string(k)
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}
