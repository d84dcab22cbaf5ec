// A mail as its service delivers it, read into what counts for us: who, when, to which address, what, and whether a person wrote it.
import { createHash } from 'node:crypto'
import PostalMime from 'postal-mime'
import { invalid } from '../../domain/problems.ts'
import { textOfHtml } from './html-text.ts'

export interface DeliveredMail {
  /** The Message-ID, or a hash of it all where there is none: the same for the same mail. */
  messageId: string
  from: { name: string; email: string }
  /** The secret part of the address of ours that it came to. */
  replyToken: string | undefined
  date: Date | undefined
  text: string
  files: { name: string; type: string; bytes: Uint8Array }[]
  /** Written by a program: an out-of-office note, a bounce, a newsletter. */
  isAutomatic: boolean
}

const TOKEN = /\+([a-z2-7]{32})@/i
const MAX_FILES = 50

/** As many as 25 MiB of files in Base64 have, and more; each line costs, however empty it is. */
const MAX_LINES = 500_000

function hasTooManyLines(bytes: Uint8Array | string): boolean {
  const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  let lines = 0
  for (let at = whole.indexOf(10); at !== -1; at = whole.indexOf(10, at + 1)) if (++lines > MAX_LINES) return true
  return false
}

/** A mail as it travelled. */
export async function readMime(bytes: Uint8Array | string): Promise<DeliveredMail> {
  if (hasTooManyLines(bytes)) throw unreadable(new Error(`has more than ${MAX_LINES} lines`))
  const mail = await new PostalMime({ attachmentEncoding: 'arraybuffer', maxNestingDepth: 50 })
    .parse(bytes)
    .catch((error: unknown) => {
      throw unreadable(error)
    })
  const header = (name: string) => mail.headers.findLast(({ key }) => key === name)?.value ?? ''
  const addresses = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-forwarded-to'].map(header)
  const { name = '', address = '' } = mail.from ?? {}
  return {
    messageId: messageIdOf(mail.messageId, bytes),
    from: { name, email: address },
    replyToken: tokenIn(addresses),
    date: dateOf(header('date')),
    text: mail.text?.trim() ? mail.text : textOfHtml(mail.html ?? ''),
    files: mail.attachments.slice(0, MAX_FILES).map(({ filename, mimeType, content }) => ({
      name: filename ?? 'file',
      type: mimeType,
      bytes: new Uint8Array(content as ArrayBuffer),
    })),
    isAutomatic: isAutomatic(header, address),
  }
}

/** A mail as Mailgun’s routes post it: the parts as fields, the files beside them. */
export async function readForm(form: FormData): Promise<DeliveredMail> {
  const field = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const mime = field('body-mime')
  if (mime !== '') return { ...(await readMime(mime)), ...tokenOf(field('recipient')) }
  const headers = headersOf(field('message-headers'))
  const header = (name: string) => headers.findLast(([key]) => key === name)?.[1] ?? field(name)
  const { name, email } = mailboxOf(field('from') || field('From') || field('sender'))
  const text = field('body-plain').trim() || textOfHtml(field('body-html'))
  const found = await Promise.all(
    [...form.values()]
      .filter((value) => typeof value !== 'string')
      .slice(0, MAX_FILES)
      .map(fileOf),
  )
  const whole = ['from', 'subject', 'body-plain', 'body-html', 'message-headers'].map(field).join('\0')
  return {
    messageId: messageIdOf(field('Message-Id') || header('message-id'), whole),
    from: { name, email },
    replyToken: tokenIn([field('recipient'), header('to'), header('cc')]),
    date: dateOf(field('Date') || header('date')),
    text,
    files: found,
    isAutomatic: isAutomatic(header, email) || (form.has('sender') && field('sender') === ''),
  }
}

export const unreadable = (cause: unknown) =>
  Object.assign(invalid([{ pointer: '', rule: 'mail', message: 'is no mail that can be read' }], 400), { cause })

const fileOf = async (file: File) => ({
  name: file.name,
  type: file.type,
  bytes: new Uint8Array(await file.arrayBuffer()),
})

function headersOf(json: string): [string, string][] {
  try {
    const list = JSON.parse(json) as unknown
    if (!Array.isArray(list)) return []
    return list.flatMap((pair: unknown) =>
      Array.isArray(pair) && pair.length === 2
        ? [[String(pair[0]).toLowerCase(), String(pair[1])] as [string, string]]
        : [],
    )
  } catch {
    return []
  }
}

function mailboxOf(given: string): { name: string; email: string } {
  const text = given.trim().slice(0, 1_000)
  const at = text.lastIndexOf('<')
  if (at === -1 || !text.endsWith('>')) return { name: '', email: text }
  return { name: text.slice(0, at).trim().replaceAll(/^"|"$/g, ''), email: text.slice(at + 1, -1).trim() }
}

const tokenIn = (addresses: readonly string[]): string | undefined =>
  addresses.map((text) => TOKEN.exec(text)?.[1]?.toLowerCase()).find((token) => token !== undefined)
const tokenOf = (recipient: string) => (TOKEN.test(recipient) ? { replyToken: tokenIn([recipient]) } : {})

function messageIdOf(given: string | undefined, whole: Uint8Array | string): string {
  const id = given?.trim() ?? ''
  // oxlint-disable-next-line no-control-regex -- what can not be stored is no id
  if (id !== '' && id.length <= 500 && !/[\u0000-\u001f]/.test(id) && id.isWellFormed()) return id
  return `sha256:${createHash('sha256')
    .update(id === '' ? whole : id)
    .digest('hex')}`
}

function dateOf(text: string): Date | undefined {
  const at = Date.parse(text.slice(0, 200).replace(/\([^()]*\)\s*$/, ''))
  return Number.isNaN(at) ? undefined : new Date(at)
}

function isAutomatic(header: (name: string) => string, from: string): boolean {
  const submitted = header('auto-submitted').trim().toLowerCase()
  return (
    (submitted !== '' && !submitted.startsWith('no')) ||
    /^(bulk|junk|list|auto_reply)$/i.test(header('precedence').trim()) ||
    header('x-autoreply') !== '' ||
    header('x-autorespond') !== '' ||
    /^\s*<\s*>\s*$/.test(header('return-path')) ||
    /^\s*multipart\/report/i.test(header('content-type')) ||
    /^(mailer-daemon|postmaster)@/i.test(from)
  )
}
