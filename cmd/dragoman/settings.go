package main

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// settings give flags the values that the call does not: from the environment
// (DRAGOMAN_SERVE_LISTEN for --listen of serve), else from a file (--config). What stands
// in the call goes before both, and defaults come last.
type settings struct {
	app  *kong.Application
	file *configFile // nil: there is none, or it is not read yet
}

// configFile is what a file of settings says.
type configFile struct {
	name   string
	values map[string]setting // "serve listen"; of all verbs "ledger"
}

// setting is a value as it would stand in a call, and the line that it comes from.
type setting struct {
	text string
	line int
}

// settingsError is of the file as a whole: the flag that was asked for first has no part
// in it.
type settingsError struct{ error }

const (
	configFlag = "config"
	configEnv  = "DRAGOMAN_CONFIG"
)

// Validate has nothing to say: the file is looked at when it is read.
func (*settings) Validate(*kong.Application) error { return nil }

// Resolve finds the value of a flag that the call does not name.
func (s *settings) Resolve(ctx *kong.Context, parent *kong.Path, flag *kong.Flag) (any, error) {
	if own(flag) {
		return nil, nil
	}
	if err := s.read(ctx); err != nil {
		return nil, settingsError{err}
	}
	verb := verbOf(parent.Node())
	name := envName(verb, flag.Name)
	if text := os.Getenv(name); text != "" {
		return text, fits(flag, text, "$"+name)
	}
	if slices.ContainsFunc(flag.Envs, func(name string) bool { return os.Getenv(name) != "" }) || s.file == nil {
		return nil, nil
	}
	v, ok := s.file.values[strings.TrimSpace(verb+" "+flag.Name)]
	if !ok && shared(flag) {
		v, ok = s.file.values[flag.Name]
	}
	if !ok {
		return nil, nil
	}
	return v.text, fits(flag, v.text, fmt.Sprintf("%s:%d", s.file.name, v.line))
}

// own reports whether a flag is about the call itself.
func own(flag *kong.Flag) bool {
	return flag.Name == "help" || flag.Name == "version" || flag.Name == configFlag
}

// shared reports whether a flag means the same for all verbs, and stands in a file above
// them: those with a name of their own in the environment ($DRAGOMAN_LEDGER).
func shared(flag *kong.Flag) bool { return len(flag.Envs) > 0 && flag.Name != configFlag }

// verbOf names a verb as it is called: "review mark".
func verbOf(n *kong.Node) string {
	var parts []string
	for ; n != nil && n.Type == kong.CommandNode; n = n.Parent {
		parts = append([]string{n.Name}, parts...)
	}
	return strings.Join(parts, " ")
}

func envName(verb, flag string) string {
	return "DRAGOMAN_" + strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(verb+" "+flag))
}

// fits tells where a value that a flag cannot have comes from.
func fits(flag *kong.Flag, text, where string) error {
	err := flag.Parse(kong.Scan().PushTyped(text, kong.FlagValueToken), reflect.New(flag.Target.Type()).Elem())
	if err == nil && flag.Enum != "" && !slices.Contains(flag.EnumSlice(), text) {
		err = fmt.Errorf("%q, expected one of %s", text, strings.Join(slices.DeleteFunc(flag.EnumSlice(), func(s string) bool { return s == "" }), ", "))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", where, err)
	}
	return nil
}

// read reads the file that the call or the environment names, once.
func (s *settings) read(ctx *kong.Context) error {
	if s.file != nil {
		return nil
	}
	name := os.Getenv(configEnv)
	for _, f := range ctx.Model.Flags {
		if given, ok := ctx.FlagValue(f).(string); f.Name == configFlag && ok && given != "" {
			name = given
		}
	}
	if name == "" {
		return nil
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	s.file, err = parseSettings(name, raw, s.app.Node)
	return err
}

// parseSettings reads TOML: a table for each verb, whose keys are its flags. Everything
// that is wrong is told at once, each with its line.
func parseSettings(name string, raw []byte, app *kong.Node) (*configFile, error) {
	var whole map[string]any
	if err := toml.Unmarshal(raw, &whole); err != nil { // which also finds what is there twice
		line := 1
		if bad := (*toml.DecodeError)(nil); errors.As(err, &bad) {
			line, _ = bad.Position()
		}
		return nil, fmt.Errorf("%s:%d: %w", name, line, err)
	}
	out := &configFile{name, map[string]setting{}}
	var faults []error
	p := unstable.Parser{}
	p.Reset(raw)
	verb := app // nil where no verb is called so
	wrong := func(line int, format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s:%d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	for p.NextExpression() {
		e := p.Expression()
		key, line := keyOf(&p, e)
		switch {
		case e.Kind != unstable.KeyValue:
			if verb = verbCalled(app, key); verb == nil || e.Kind != unstable.Table {
				wrong(line, "no verb is called %q", strings.Join(key, " "))
			}
		case verb != nil:
			of := verbCalled(verb, key[:len(key)-1])
			if of == nil {
				wrong(line, "no verb is called %q", strings.TrimSpace(verbOf(verb)+" "+strings.Join(key[:len(key)-1], " ")))
				continue
			}
			at, text, err := settingOf(of, app, key[len(key)-1], e.Value())
			if err != nil {
				wrong(line, "%v", err)
				continue
			}
			out.values[at] = setting{text, line}
		}
	}
	return out, errors.Join(append(faults, p.Error())...)
}

// settingOf finds the flag of a verb, or of all, and writes its value as in a call.
func settingOf(of, app *kong.Node, flag string, value *unstable.Node) (at, text string, err error) {
	known := false
	if of == app {
		_ = kong.Visit(app, func(n kong.Visitable, next kong.Next) error {
			f, ok := n.(*kong.Flag)
			known = known || ok && f.Name == flag && shared(f)
			return next(nil)
		})
		if !known {
			return "", "", fmt.Errorf("%q is no flag that means the same for all verbs: expected it below the [verb] that it is for", flag)
		}
	} else if known = slices.ContainsFunc(of.Flags, func(f *kong.Flag) bool { return f.Name == flag && !own(f) }); !known {
		return "", "", fmt.Errorf("%s has no flag --%s", verbOf(of), flag)
	}
	text, err = textOf(value)
	return strings.TrimSpace(verbOf(of) + " " + flag), text, err
}

// textOf writes a value as it would stand in a call; several are parted by commas.
func textOf(v *unstable.Node) (string, error) {
	switch v.Kind {
	case unstable.String, unstable.Integer, unstable.Float, unstable.Bool:
		return string(v.Data), nil
	case unstable.Array:
		var all []string
		for it := v.Children(); it.Next(); {
			one, err := textOf(it.Node())
			if err != nil || it.Node().Kind == unstable.Array {
				return "", errors.New("expected a list of texts or numbers")
			}
			all = append(all, strings.ReplaceAll(one, ",", `\,`))
		}
		return strings.Join(all, ","), nil
	}
	return "", errors.New(`expected a text ("60s"), a number, true or false, or a list of these`)
}

// verbCalled finds a verb below another one.
func verbCalled(from *kong.Node, path []string) *kong.Node {
	for _, name := range path {
		i := slices.IndexFunc(from.Children, func(n *kong.Node) bool { return n.Name == name })
		if i < 0 {
			return nil
		}
		from = from.Children[i]
	}
	return from
}

// keyOf reads a key, "review.mark" in two parts, and its line.
func keyOf(p *unstable.Parser, e *unstable.Node) (key []string, line int) {
	for it := e.Key(); it.Next(); {
		if key == nil {
			line = p.Shape(it.Node().Raw).Start.Line
		}
		key = append(key, string(it.Node().Data))
	}
	return key, line
}
