package handlers

import (
	"testing"

	"zhicheng/handlers/access"
)

func TestSpeaker(t *testing.T) {
	admin, staff := access.Grant{Role: access.Admin}, access.Grant{Role: access.Staff, Scope: access.Scope{Office: "职称科", District: "敖汉旗"}}
	for want, by := range map[string][]access.Grant{"": {admin}, "职称科": {admin, staff}} {
		if got := Speaker(by); got.Office != want {
			t.Errorf("%+v speaks as %+v", by, got)
		}
	}
}

func TestOffice(t *testing.T) {
	for want, scope := range map[string]access.Scope{
		"市人社局":      {},
		"敖汉旗人社局":    {District: "敖汉旗"},
		"医院评委会办公室":  {Office: "医院评委会办公室", Series: []string{"doctor"}},
		"敖汉旗职称科":    {Office: "职称科", District: "敖汉旗"},
		"敖汉旗人社局人事科": {Office: "敖汉旗人社局人事科", District: "敖汉旗"},
	} {
		if got := Office(scope); got != want {
			t.Errorf("%+v is %s, not %s", scope, got, want)
		}
	}
}
