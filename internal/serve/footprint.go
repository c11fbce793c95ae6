package serve

import "reflect"

// footprint is about how many bytes of memory a value takes, with all that it leads to.
func footprint(value any) int {
	if value == nil {
		return 0
	}
	w := weigher{}
	v := reflect.ValueOf(value)
	return int(v.Type().Size()) + w.behind(v)
}

// weigher has what has been weighed: an actor that many events name counts once.
type weigher map[uintptr]bool

// behind is what a value leads to: the rows of a slice, the letters of a string.
func (w weigher) behind(v reflect.Value) int {
	n := 0
	switch v.Kind() {
	case reflect.String:
		n = v.Len()
	case reflect.Pointer:
		if !v.IsNil() && !w.seen(v) {
			n = int(v.Type().Elem().Size()) + w.behind(v.Elem())
		}
	case reflect.Interface:
		if !v.IsNil() {
			n = int(v.Elem().Type().Size()) + w.behind(v.Elem())
		}
	case reflect.Slice:
		if !v.IsNil() && !w.seen(v) {
			n = v.Cap()*int(v.Type().Elem().Size()) + w.each(v)
		}
	case reflect.Array:
		n = w.each(v)
	case reflect.Struct:
		for i := range v.NumField() {
			n += w.behind(v.Field(i))
		}
	case reflect.Map:
		for at := v.MapRange(); at.Next(); {
			n += 2*int(v.Type().Key().Size()+v.Type().Elem().Size()) + w.behind(at.Key()) + w.behind(at.Value())
		}
	}
	return n
}

func (w weigher) each(v reflect.Value) (n int) {
	for i := range v.Len() {
		n += w.behind(v.Index(i))
	}
	return n
}

func (w weigher) seen(v reflect.Value) bool {
	at := v.Pointer()
	before := w[at]
	w[at] = true
	return before
}
