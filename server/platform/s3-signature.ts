// AWS Signature Version 4, as S3 and all that speak like it check it: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
import { createHash, createHmac } from 'node:crypto'

export interface S3Credentials {
  accessKey: string
  secretKey: string
  region: string
}

interface Signing {
  method: string
  url: URL
  /** In hexadecimal, of the body. */
  sha256: string
  now: Date
  headers?: Record<string, string>
}

export const EMPTY_SHA256 = createHash('sha256').update('').digest('hex')

/** The headers that a request goes out with: those given, the instant, the body's hash and the signature over all of them. */
export function signedHeaders(
  { accessKey, secretKey, region }: S3Credentials,
  { method, url, sha256, now, headers = {} }: Signing,
): Record<string, string> {
  const instant = now.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const day = instant.slice(0, 8)
  const sent: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-content-sha256': sha256,
    'x-amz-date': instant,
  }
  const names = Object.keys(sent).toSorted()
  const query = [...url.searchParams]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .toSorted()
    .join('&')
  const canonical = [
    method,
    url.pathname,
    query,
    ...names.map((name) => `${name}:${sent[name]?.trim()}`),
    '',
    names.join(';'),
    sha256,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const hash = createHash('sha256').update(canonical).digest('hex')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (secret, part) => hmac(secret, part),
    Buffer.from(`AWS4${secretKey}`),
  )
  const signature = hmac(key, ['AWS4-HMAC-SHA256', instant, scope, hash].join('\n')).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope},SignedHeaders=${names.join(';')},Signature=${signature}`
  const { host: _, ...rest } = sent
  return { ...rest, authorization }
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const escaped = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
