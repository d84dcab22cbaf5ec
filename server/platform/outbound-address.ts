// Which machines the server may call at all, decided on the address that is then connected to, so that a name can not change its mind.
import { lookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Nobody's service lies there: what a cloud tells its machines (metadata), "any", and addresses of groups. */
const NEVER = new BlockList()
for (const [network, prefix] of [
  ['169.254.0.0', 16],
  ['0.0.0.0', 8],
  ['224.0.0.0', 3],
  ['100.100.100.200', 32],
] as const)
  NEVER.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['fe80::', 10],
  ['::', 128],
  ['ff00::', 8],
  ['fd00:ec2::', 32],
] as const)
  NEVER.addSubnet(network, prefix, 'ipv6')

/** This machine, and networks that are one's own: there alone may a connection do without TLS. */
const NEAR = new BlockList()
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  NEAR.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
] as const)
  NEAR.addSubnet(network, prefix, 'ipv6')

const isIn = (list: BlockList, address: string) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

export const isNear = (address: string): boolean => isIn(NEAR, address)

/** The same of a host before it is looked up: a name without a dot is of one's own network, as in a cluster. */
export function isNearHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '')
  return isIP(name) > 0 ? isNear(name) : !name.includes('.')
}

/** Why this address is not called; undefined where it may be. */
function refusal({ protocol, hostname }: URL, address: string): Error | undefined {
  if (isIn(NEVER, address)) return new Error(`${hostname} is ${address}, where no service may be`)
  if (protocol !== 'https:' && !isNear(address))
    return new Error(`${hostname} is not of this network: it is called over https only`)
  return undefined
}

/** Fails where the URL is no web address, or its host is a number that may not be called: such a host is never looked up. */
export function refuseAddress(url: URL): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error(`${url.protocol} is not called`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const refused = isIP(host) > 0 ? refusal(url, host) : undefined
  if (refused) throw refused
}

/** Looks the host up; the connection is made to what was looked at here and found good, to no other. */
export function pinnedLookup(url: URL): LookupFunction {
  return (hostname, options, answer) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const refused = error ?? found.map(({ address }) => refusal(url, address)).find((each) => each !== undefined)
      const [first] = found ?? []
      if (refused || !first) return answer(refused ?? new Error(`${hostname} is nowhere`), [])
      if (options.all) answer(null, found)
      else answer(null, first.address, first.family)
    })
  }
}
