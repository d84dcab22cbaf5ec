// A small S3 on loopback: it keeps objects, and checks each signature by its own reading of AWS's description.
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export const S3_KEY = 'AKIDEXAMPLE'
export const S3_SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'

const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest()
const sha = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=(.+?)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([\da-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (!parts) return false
  const [, key, day = '', region = '', names = '', signature] = parts
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.split(';').includes(name))) return false
  const claimed = request.headers['x-amz-content-sha256']
  const date = String(request.headers['x-amz-date'])
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const headers = names
    .split(';')
    .map((name) => `${name}:${String(request.headers[name])}\n`)
    .join('')
  const canonical = `${request.method}\n${path}\n${query}\n${headers}\n${names}\n${String(claimed)}`
  const toSign = `AWS4-HMAC-SHA256\n${date}\n${day}/${region}/s3/aws4_request\n${sha(canonical)}`
  const signing = mac(mac(mac(mac(`AWS4${S3_SECRET}`, day), region), 's3'), 'aws4_request')
  return (
    key === S3_KEY &&
    claimed === sha(body) &&
    date.startsWith(day) &&
    mac(signing, toSign).toString('hex') === signature
  )
}

/** Its address as a setting, and what it keeps; `answers` are statuses it gives first instead of doing anything. */
export async function s3Server(t: TestContext) {
  const objects = new Map<string, Buffer>()
  const answers: number[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const path = request.url ?? ''
      const answer = answers.shift()
      if (answer !== undefined) return response.writeHead(answer, { location: '/elsewhere' }).end()
      if (!isSigned(request, body)) return response.writeHead(403).end('SignatureDoesNotMatch')
      const object = objects.get(path)
      if (request.method === 'PUT') objects.set(path, body)
      if (request.method === 'DELETE') objects.delete(path)
      if (request.method === 'GET' && !object) return response.writeHead(404).end()
      response.writeHead(request.method === 'DELETE' ? 204 : 200).end(request.method === 'GET' ? object : undefined)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise((resolve) => server.close(resolve)))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    objects,
    answers,
    urlWith: (secret = S3_SECRET) =>
      `http://${S3_KEY}:${encodeURIComponent(secret)}@${host}/bucket/files?region=eu-central-1`,
  }
}
