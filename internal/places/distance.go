package places

import "math"

// Distance is the great circle between two points, in km, on a flat map where
// they lie close.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const degree = 111.2
	dlat, dlon := lat2-lat1, math.Abs(lon2-lon1)
	if dlon > 180 {
		dlon = 360 - dlon
	}
	dlon *= math.Cos((lat1 + lat2) / 2 * math.Pi / 180)
	return degree * math.Hypot(dlat, dlon)
}
