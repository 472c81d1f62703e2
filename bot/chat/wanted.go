package chat

import "context"

type wantedKey struct{}

// WithWanted lets a channel ask, when the turn of a send has come, whether it is still to go out.
func WithWanted(ctx context.Context, wanted func(context.Context) bool) context.Context {
	return context.WithValue(ctx, wantedKey{}, wanted)
}

// Unasked says whether a send is one that nobody waits for, and that may be held.
func Unasked(ctx context.Context) bool { return ctx.Value(wantedKey{}) != nil }

// Wanted says whether a send whose turn has come is still to go out. A channel that does not send it says Later. Every
// channel asks before anything leaves: what was not asked for has not arrived, whatever happens then.
func Wanted(ctx context.Context) bool {
	wanted, ok := ctx.Value(wantedKey{}).(func(context.Context) bool)
	return !ok || wanted(ctx)
}
