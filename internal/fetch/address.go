package fetch

import (
	"fmt"
	"net/netip"
	"syscall"
)

// refused says that an address is none to connect to.
type refused struct{ addr netip.Addr }

func (r *refused) Error() string {
	return fmt.Sprintf("%s is no public address; only what is allowed is asked there", r.addr)
}

// control looks at the address that is about to be connected to. The name has
// been resolved by then, so it does not matter what it stood for before.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connecting to %q: %w", address, err)
	}
	addr := to.Addr().Unmap().WithZone("")
	for _, p := range c.Allow {
		if p.Contains(addr) {
			return nil
		}
	}
	if !public(addr) {
		return &refused{addr}
	}
	return nil
}

// reserved are the ranges that lead to no host of the public network, beside those
// that netip knows (loopback, private, link-local, multicast): IANA's registries of
// special-purpose addresses.
var reserved = prefixes(
	"0.0.0.0/8",       // this network
	"100.64.0.0/10",   // carriers' own
	"192.0.0.0/24",    // protocols
	"192.0.2.0/24",    // documents
	"192.88.99.0/24",  // relays of 6to4
	"198.18.0.0/15",   // measurements
	"198.51.100.0/24", // documents
	"203.0.113.0/24",  // documents
	"240.0.0.0/4",     // nobody's, and broadcast
	"::/96",           // IPv4 in IPv6, as of old
	"64:ff9b:1::/48",  // translation within a network
	"100::/64",        // nowhere
	"2001::/23",       // protocols, among them Teredo
	"2001:db8::/32",   // documents
	"3fff::/20",       // documents
	"5f00::/16",       // segments
	"fec0::/10",       // sites, as of old
)

// carrying are ranges of IPv6 that lead to an IPv4 address, and the byte at which it stands.
var carrying = map[netip.Prefix]int{
	netip.MustParsePrefix("64:ff9b::/96"): 12,
	netip.MustParsePrefix("2002::/16"):    2,
}

func prefixes(all ...string) (out []netip.Prefix) {
	for _, s := range all {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// public reports whether an address, without zone and not an IPv4 one in IPv6 form,
// is one of the public network.
func public(a netip.Addr) bool {
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	for p, at := range carrying {
		if p.Contains(a) {
			whole := a.As16()
			return public(netip.AddrFrom4([4]byte(whole[at : at+4])))
		}
	}
	return true
}
