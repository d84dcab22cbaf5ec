// Files in a bucket of S3, or of what speaks like it; on their way in they lie in a folder, until their hash is known.
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { checkKey, incomingPath, spool, type FileStore } from './file-store.ts'
import { openOutbound } from './outbound.ts'
import { EMPTY_SHA256, signedHeaders, type S3Credentials } from './s3-signature.ts'

/** Where it is: `https://KEY:SECRET@host/bucket/folder?region=eu-central-1`. */
export interface S3Address extends S3Credentials {
  /** Up to and with the folder, without the login. */
  base: URL
}

export function s3AddressOf(text: string): S3Address {
  const url = new URL(text)
  const region =
    url.searchParams.get('region') ?? /\.s3[.-]([a-z]+-[a-z]+-\d)\./.exec(`.${url.host}`)?.[1] ?? 'us-east-1'
  const base = new URL(`${url.protocol}//${url.host}${url.pathname.replace(/(?<!\/)\/*$/, '/')}`)
  return { accessKey: decodeURIComponent(url.username), secretKey: decodeURIComponent(url.password), region, base }
}

const TIMEOUT_MS = 60_000

interface OnDisk {
  path: string
  size: number
  sha256: Buffer
}
type Send = (method: 'GET' | 'PUT' | 'DELETE', key: string, file?: OnDisk) => Promise<IncomingMessage>

/** One signed request, to this bucket and nowhere else. */
const sender =
  (address: S3Address, clock: () => Date): Send =>
  async (method, key, file) => {
    const url = new URL(checkKey(key), address.base)
    const sha256 = file?.sha256.toString('hex') ?? EMPTY_SHA256
    const headers = signedHeaders(address, { method, url, sha256, now: clock() })
    const request = {
      method,
      headers: { ...headers, ...(file && { 'content-length': String(file.size) }) },
      ...(file && { body: createReadStream(file.path) }),
    }
    return openOutbound(url, request, AbortSignal.timeout(TIMEOUT_MS))
  }

/** `folder` is where files wait on their way in; `clock` is what requests are signed with. */
export function s3Store(address: S3Address, folder: string, clock: () => Date): FileStore {
  const send = sender(address, clock)
  const fetched = async (key: string): Promise<Readable | undefined> => {
    const response = await send('GET', key)
    if (response.statusCode === 200) return response
    refuseOther(response, 404)
    return undefined
  }
  return {
    async keep(key, bytes, keeping) {
      const { path, sizeBytes, sha256 } = await spool(incomingPath(folder, key), bytes, keeping)
      try {
        if (sizeBytes > 0) refuseOther(await send('PUT', key, { path, size: sizeBytes, sha256 }), 200, 201)
        return { sizeBytes, sha256 }
      } finally {
        await rm(path, { force: true })
      }
    },
    stream: fetched,
    async read(key) {
      const found = await fetched(key)
      return found && buffer(found)
    },
    remove: async (key) => refuseOther(await send('DELETE', key), 200, 204, 404),
  }
}

function refuseOther(response: IncomingMessage, ...fine: number[]): void {
  // What it says is of no use; the connection is given up rather than read out.
  response.destroy()
  if (!fine.includes(response.statusCode ?? 0)) throw new Error(`the file store answered ${response.statusCode}`)
}
