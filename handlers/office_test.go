package handlers

import (
	"testing"

	"zhicheng/handlers/access"
)

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
