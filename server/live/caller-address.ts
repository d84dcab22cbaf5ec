// Where a connection comes from, behind the proxies that are trusted: as Fastify tells it of requests, for those that are none.
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

const NAMED: Record<string, readonly string[]> = {
  loopback: ['127.0.0.1/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** The nearest address that is not one of a trusted proxy; the farthest, where all are. */
export function makeCallerAddress(trustProxy: boolean | number | string): (request: IncomingMessage) => string {
  const isTrusted = trust(trustProxy)
  return ({ socket, headers }) => {
    const forwarded = [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',')
    const addresses = [
      socket.remoteAddress ?? '',
      ...forwarded
        .map((part) => part.trim())
        .filter(Boolean)
        .toReversed(),
    ]
    const nearest = addresses.findIndex((address, hop) => !isTrusted(plain(address), hop))
    return addresses[nearest === -1 ? addresses.length - 1 : nearest] ?? ''
  }
}

const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

function trust(trustProxy: boolean | number | string): (address: string, hop: number) => boolean {
  if (typeof trustProxy === 'boolean') return () => trustProxy
  if (typeof trustProxy === 'number') return (_, hop) => hop < trustProxy
  const list = new BlockList()
  for (const network of trustProxy.split(',').flatMap((part) => NAMED[part.trim()] ?? [part.trim()])) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => isIP(address) > 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
