package actor

// cameoRole turns a PLOVER sector into a CAMEO role code. They differ in two:
// CAMEO's MED is the media, PLOVER's is medicine.
func cameoRole(sector string) string {
	switch sector {
	case "JRN":
		return "MED"
	case "MED":
		return "HLH"
	case "PRM", "PRE":
		return "REB"
	case "SOC":
		return "CVL"
	case "UNK":
		return ""
	}
	return sector
}

// cameoCode is country and role; a body of no country goes by its role alone.
func cameoCode(country, sector string) string { return country + cameoRole(sector) }
