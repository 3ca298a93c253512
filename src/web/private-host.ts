const PRIVATE_NAMES =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|onion)$/
// public names made to point at any address written in them
const REBINDING_NAMES =
  /(?:^|\.)(?:nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|yoogle\.com)$/

/**
 * Whether a host as `new URL()` spells it is loopback, private, link-local, multicast or otherwise not public (IANA
 * special-purpose registries, RFC 6890). A name that resolves to such an address cannot be seen here: a Worker has no DNS,
 * and Cloudflare's network, not this rule, keeps those apart from private ranges.
 */
export const isPrivateHost = (hostname: string): boolean => {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  if (host.startsWith('[')) return isPrivateIpv6(host.slice(1, -1))
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPrivateIpv4(host.split('.').map(Number))
  return !host.includes('.') || PRIVATE_NAMES.test(host) || REBINDING_NAMES.test(host)
}

const PRIVATE_RANGES: [base: number[], bits: number][] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 88, 99, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 3],
]

const toNumber = (octets: number[]): number => octets.reduce((sum, octet) => sum * 256 + octet, 0)

const isPrivateIpv4 = (octets: number[]): boolean => {
  const address = toNumber(octets)
  return PRIVATE_RANGES.some(([base, bits]) => {
    const size = 2 ** (32 - bits)
    return Math.floor(address / size) === Math.floor(toNumber(base) / size)
  })
}

const isPrivateIpv6 = (address: string): boolean => {
  const groups = expand(address)
  const [first = 0, second = 0] = groups
  const tail = [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255]
  // mapped (::ffff:a.b.c.d), compatible (::a.b.c.d) and NAT64 (64:ff9b::) addresses carry an IPv4 address
  const isZeroUntil = (end: number) => groups.slice(0, end).every((group) => group === 0)
  if (isZeroUntil(5) && (groups[5] === 0xffff || groups[5] === 0)) return groups[5] === 0 || isPrivateIpv4(tail)
  if (first === 0x64 && second === 0xff9b) return true
  // 6to4 and Teredo tunnel to IPv4, documentation and discard are nobody's
  if (first === 0x2002 || (first === 0x2001 && (second < 0x200 || second === 0xdb8)) || first === 0x100) return true
  // everything outside global unicast (2000::/3): unique local, link-local, site-local, multicast
  return (first & 0xe000) !== 0x2000
}

const expand = (address: string): number[] => {
  const [head = '', tail] = address.split('::')
  const groupsOf = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
  const left = groupsOf(head)
  const right = tail === undefined ? [] : groupsOf(tail)
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}
