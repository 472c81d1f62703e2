package web

import (
	"fmt"
	"net"
	"net/http"
	"strings"

	"zhicheng/bot/words"
)

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// LoopbackAddr refuses a listen address that other machines could reach: the sandbox lets anyone be anybody.
func LoopbackAddr(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("web chat address: %w", err)
	}
	if !loopback(host) {
		return fmt.Errorf("web chat address %s: the sandbox listens on 127.0.0.1, localhost or [::1] only", addr)
	}
	return nil
}

func loopback(host string) bool {
	return host == "127.0.0.1" || host == "::1" || strings.EqualFold(host, "localhost")
}

// guard sets the security headers and turns away requests made under a foreign name, by which a page elsewhere could
// reach this machine (DNS rebinding).
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !ownHost(r) {
			fail(w, http.StatusForbidden, words.Web.ForeignHost)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ownHost says whether the request names this machine and the port on which it came in.
func ownHost(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	_, want, err := net.SplitHostPort(local.String())
	if err != nil {
		return false
	}
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		host, port = strings.Trim(r.Host, "[]"), "80"
	}
	return loopback(host) && port == want
}
