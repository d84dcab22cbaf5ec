// The two places for files, held to the same promises: all bytes or none, and gone when removed.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { S3_KEY, S3_SECRET, s3Server } from '../../test/s3-server.ts'
import { clearIncoming, diskStore, newStorageKey, type FileStore } from './file-store.ts'
import { EMPTY_SHA256, signedHeaders } from './s3-signature.ts'
import { s3AddressOf, s3Store } from './s3-store.ts'

async function* inPieces(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const LIMIT = { maxBytes: 1024 * 1024 }
const clock = () => new Date('2026-11-22T11:00:00Z')

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'store-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).length

const places: [string, (t: TestContext) => Promise<{ store: FileStore; kept: () => number; folder: string }>][] = [
  [
    'on disk',
    async (t) => {
      const folder = folderOf(t)
      return { store: diskStore(folder), kept: () => filesIn(folder), folder }
    },
  ],
  [
    'in S3',
    async (t) => {
      const { objects, urlWith } = await s3Server(t)
      const folder = folderOf(t)
      const store = s3Store(s3AddressOf(urlWith()), folder, clock)
      return { store, kept: () => objects.size + filesIn(folder), folder }
    },
  ],
]

for (const [where, open] of places) {
  test(`what is kept ${where} is read as it was, and gone when it is removed, however often`, async (t) => {
    const { store, kept } = await open(t)
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251))
    const key = newStorageKey()
    const heads: number[] = []
    const found = await store.keep(key, inPieces(bytes), { ...LIMIT, check: (head) => heads.push(head.length) })
    assert.deepEqual(
      [found.sizeBytes, found.sha256.toString('hex')],
      [100_000, createHash('sha256').update(bytes).digest('hex')],
    )
    assert.deepEqual(heads, [4096])
    assert.deepEqual(await store.read(key), bytes)
    const chunks: Buffer[] = []
    for await (const chunk of (await store.stream(key)) ?? []) chunks.push(chunk as Buffer)
    assert.deepEqual(Buffer.concat(chunks), bytes)
    await store.remove(key)
    await store.remove(key)
    assert.deepEqual([await store.read(key), await store.stream(key), kept()], [undefined, undefined, 0])
  })

  test(`of what is cut off, too large or refused, nothing stays ${where}`, async (t) => {
    const { store, kept } = await open(t)
    const broken = async function* () {
      yield Buffer.from('half')
      throw new Error('the line went dead')
    }
    await assert.rejects(store.keep(newStorageKey(), broken(), LIMIT), /line went dead/)
    await assert.rejects(store.keep(newStorageKey(), inPieces(Buffer.alloc(11)), { maxBytes: 10 }), {
      code: 'payload_too_large',
    })
    const check = () => {
      throw new Error('not this')
    }
    await assert.rejects(store.keep(newStorageKey(), inPieces(Buffer.alloc(5000)), { ...LIMIT, check }), /not this/)
    assert.equal(kept(), 0)
  })

  test(`a key leads nowhere but into the store ${where}`, async (t) => {
    const { store } = await open(t)
    for (const key of ['../../etc/passwd', '', 'x'.repeat(32), `${'a'.repeat(32)}/..`])
      await assert.rejects(async () => store.read(key), /no key/)
  })
}

test('S3 that is wrongly signed for, out of order, or leads elsewhere, is a failure and not a file', async (t) => {
  const { objects, answers, urlWith } = await s3Server(t)
  const folder = folderOf(t)
  const stranger = s3Store(s3AddressOf(urlWith('another secret')), folder, clock)
  await assert.rejects(stranger.keep(newStorageKey(), inPieces(Buffer.from('x')), LIMIT), /403/)
  const store = s3Store(s3AddressOf(urlWith()), folder, clock)
  answers.push(500, 302, 500, 503)
  await assert.rejects(store.keep(newStorageKey(), inPieces(Buffer.from('x')), LIMIT), /500/)
  await assert.rejects(store.read(newStorageKey()))
  await assert.rejects(store.stream(newStorageKey()), /500/)
  await assert.rejects(store.remove(newStorageKey()), /503/)
  assert.deepEqual([objects.size, filesIn(folder)], [0, 0])
})

test('a signature is the one of AWS’s own example', () => {
  const headers = signedHeaders(
    { accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', region: 'us-east-1' },
    {
      method: 'GET',
      url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
      sha256: EMPTY_SHA256,
      now: new Date('2013-05-24T00:00:00Z'),
      headers: { range: 'bytes=0-9' },
    },
  )
  assert.match(
    headers.authorization ?? '',
    /Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41$/,
  )
})

test('the address says key, secret, bucket, folder and region', () => {
  const { base, ...login } = s3AddressOf(
    `https://${S3_KEY}:${encodeURIComponent(S3_SECRET)}@s3.eu-west-1.amazonaws.com/bucket`,
  )
  assert.deepEqual(
    [base.href, login],
    ['https://s3.eu-west-1.amazonaws.com/bucket/', { accessKey: S3_KEY, secretKey: S3_SECRET, region: 'eu-west-1' }],
  )
})

test('what a crash left half brought goes after an hour', async (t) => {
  const folder = folderOf(t)
  const store = diskStore(folder)
  await store.keep(newStorageKey(), inPieces(Buffer.from('whole')), LIMIT)
  writeFileSync(join(folder, 'incoming', 'half'), 'x')
  assert.equal(await clearIncoming(folder, new Date()), 0)
  const earlier = new Date(Date.now() - 2 * 3_600_000)
  utimesSync(join(folder, 'incoming', 'half'), earlier, earlier)
  assert.equal(await clearIncoming(folder, new Date()), 1)
  assert.equal(filesIn(folder), 1)
})
