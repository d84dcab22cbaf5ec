// Files that hang on tasks, requests and messages: what is kept about them, which are taken, and what they are called.
import { z } from 'zod'
import { Id, Instant } from './fields.ts'

export const ATTACHED_TO = ['task', 'request', 'communication'] as const
export const MAX_FILE_BYTES = 25 * 1024 * 1024
/** What the files of one project may come to. */
export const PROJECT_QUOTA_BYTES = 5 * 1024 * 1024 * 1024
/** What waits longer than this for its message goes. */
export const UNBOUND_HOURS = 24

/** A file as a message tells of it. */
export const AttachmentMention = z
  .strictObject({ id: Id, name: z.string(), contentType: z.string(), sizeBytes: z.int() })
  .meta({ id: 'AttachmentMention' })
export type AttachmentMention = z.infer<typeof AttachmentMention>

export const Attachment = z
  .strictObject({
    id: Id,
    projectId: Id,
    subject: z
      .strictObject({ type: z.enum(ATTACHED_TO), id: Id })
      .nullable()
      .meta({
        description: 'What it hangs on. Null until the message is said that it was uploaded for: a day at most.',
      }),
    visibility: z.enum(['internal', 'client']),
    name: z.string(),
    contentType: z.string(),
    sizeBytes: z.int(),
    sha256: z.string().meta({ description: 'Of its bytes, in hexadecimal.' }),
    uploader: z.strictObject({
      type: z.enum(['person', 'rule', 'client', 'integration']),
      id: z.string(),
      name: z.string(),
    }),
    createdAt: Instant,
  })
  .meta({ id: 'Attachment' })
export type Attachment = z.infer<typeof Attachment>

/** The types that are taken, each with how such a file begins; text has no beginning of its own. */
const KINDS: Record<string, readonly string[] | 'text' | 'zip' | 'ole'> = {
  'image/png': ['89504e470d0a1a0a'],
  'image/jpeg': ['ffd8ff'],
  'image/gif': ['474946383761', '474946383961'],
  'image/webp': ['52494646........57454250'],
  'image/avif': ['........66747970617669'],
  'image/heic': ['........6674797068656963', '........66747970686569', '........667479706d696631'],
  'image/tiff': ['49492a00', '4d4d002a'],
  'application/pdf': ['255044462d'],
  'application/zip': 'zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'zip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'zip',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'zip',
  'application/vnd.oasis.opendocument.text': 'zip',
  'application/vnd.oasis.opendocument.spreadsheet': 'zip',
  'application/vnd.oasis.opendocument.presentation': 'zip',
  'application/msword': 'ole',
  'application/vnd.ms-excel': 'ole',
  'application/vnd.ms-powerpoint': 'ole',
  'application/vnd.ms-outlook': 'ole',
  'audio/mpeg': ['494433', 'fffb', 'fff3', 'fff2'],
  'audio/wav': ['52494646........57415645'],
  'video/mp4': ['........66747970'],
  'video/quicktime': ['........66747970', '........6d6f6f76'],
  'video/webm': ['1a45dfa3'],
  'text/plain': 'text',
  'text/csv': 'text',
  'text/markdown': 'text',
  'text/calendar': 'text',
  'application/json': 'text',
  'message/rfc822': 'text',
}
/** Kept and given out as bytes that no browser opens: whatever its program is, it is not ours to know. */
export const UNKNOWN_TYPE = 'application/octet-stream'
export const ATTACHMENT_TYPES: readonly [string, ...string[]] = [UNKNOWN_TYPE, ...Object.keys(KINDS)]

const ZIP = ['504b0304', '504b0506']
const OLE = ['d0cf11e0a1b11ae1']
/** Programs for Windows, Linux and macOS, Java classes, scripts, shortcuts, installers. */
const PROGRAMS = [
  '4d5a',
  '7f454c46',
  'feedface',
  'feedfacf',
  'cefaedfe',
  'cffaedfe',
  'cafebabe',
  '2321',
  '4c00000001140200',
]
const PROGRAM_NAMES =
  /\.(exe|dll|com|scr|pif|cpl|msi|msp|bat|cmd|ps1|psm1|vbs?|vbe|jse?|mjs|wsf|wsh|hta|jar|apk|app|dmg|pkg|deb|rpm|sh|lnk|reg|chm|html?|xhtml|shtml|svgz?|swf)$/i
const BY_NAME: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  zip: 'application/zip',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  ics: 'text/calendar',
  mp4: 'video/mp4',
}

/** How many bytes of the beginning decide. */
export const HEAD_BYTES = 4096

const beginsWith = (head: Uint8Array, signatures: readonly string[]) => {
  const hex = Buffer.from(head.subarray(0, 32)).toString('hex')
  return signatures.some((signature) => new RegExp(`^${signature}`).test(hex))
}

/** Text: UTF-8 with no control characters but the usual; a character may be cut off at the end of the head. */
function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27))
    return false
  return !/\uFFFD(?!$)/.test(new TextDecoder().decode(head).replace(/\uFFFD{1,3}$/, ''))
}

const isMarkup = (head: Uint8Array) =>
  /^\s*(<\?xml[^>]*>\s*)?(<!--((?!-->)[\s\S])*-->\s*)*<(!doctype|html|head|body|script|svg|iframe|meta|title)\b/i.test(
    new TextDecoder().decode(head.subarray(0, 1024)).replace(/^\uFEFF/, ''),
  )

/**
 * The type to keep a file as, or why it is not taken. What it says it is counts only where its first bytes agree; what
 * nobody knows is kept as bytes. Programs and pages, by name or by beginning, are not taken: they run where they are opened.
 */
export function typeOfFile(claimed: string, name: string, head: Uint8Array): { type: string } | { refused: string } {
  if (PROGRAM_NAMES.test(name) || beginsWith(head, PROGRAMS)) return { refused: 'is a program' }
  if (isMarkup(head)) return { refused: 'is a page that a browser would run' }
  const said = claimed.split(';')[0]?.trim().toLowerCase() ?? ''
  const type =
    said === UNKNOWN_TYPE || said === '' ? (BY_NAME[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? said) : said
  const kind = KINDS[type]
  if (kind === undefined) return { type: UNKNOWN_TYPE }
  const signatures = kind === 'zip' ? ZIP : kind === 'ole' ? OLE : kind
  if (signatures === 'text' ? isText(head) : beginsWith(head, signatures)) return { type }
  if (said === UNKNOWN_TYPE || said === '') return { type: UNKNOWN_TYPE }
  return { refused: `is not ${type}, which it says it is` }
}

/** Of a longer name the middle is not looked at: mail brings names of any length. */
const LONGEST_NAME = 1_000
const shortened = (name: string) =>
  name.length > LONGEST_NAME ? name.slice(0, LONGEST_NAME - 20) + name.slice(-20) : name

/** A name that is safe to show and to save under: no folders, no control or direction characters, at most 200 bytes. */
export function cleanName(given: string): string {
  const plain = shortened(given)
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu, '')
    .split(/[/\\]/)
    .at(-1)
    ?.replaceAll(/[<>:"|?*]/g, '_')
    .trim()
    .replace(/^\.+/, '')
    .replace(/(?<![. ])[. ]+$/, '')
  if (!plain) return 'file'
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? ''
  let stem = plain.slice(0, plain.length - ending.length)
  while (Buffer.byteLength(stem + ending) > 200) stem = Array.from(stem).slice(0, -1).join('')
  return stem + ending
}
