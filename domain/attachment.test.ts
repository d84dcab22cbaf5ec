// Which files are taken as what, and what they are called.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ATTACHMENT_TYPES, cleanName, typeOfFile } from './attachment.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const PNG = hex('89504e47 0d0a1a0a 0000000d')
const kept = (claimed: string, name: string, head: Uint8Array) => {
  const found = typeOfFile(claimed, name, head)
  return 'type' in found ? found.type : 'refused'
}

test('a file is what its first bytes say it is, and what nobody knows is bytes', () => {
  assert.equal(kept('image/png', 'a.png', PNG), 'image/png')
  assert.equal(kept('application/octet-stream', 'a.png', PNG), 'image/png')
  assert.equal(kept('application/octet-stream', 'a.png', Buffer.from('words')), 'application/octet-stream')
  assert.equal(kept('image/png', 'a.png', Buffer.from('words')), 'refused')
  assert.equal(kept('image/webp', 'a.webp', hex('52494646 01020304 57454250')), 'image/webp')
  assert.equal(kept('text/csv; charset=utf-8', 'a.csv', Buffer.from('a;b\n1;ü')), 'text/csv')
  assert.equal(kept('text/plain', 'a.txt', Buffer.from('cut off: ü').subarray(0, -1)), 'text/plain')
  assert.equal(kept('text/plain', 'a.txt', hex('00010203')), 'refused')
  assert.equal(kept('application/x-sketch', 'a.sketch', Buffer.from('x')), 'application/octet-stream')
})

test('each type is taken with its own beginning, and with no other', () => {
  const zip = ['504b0304', '504b0506']
  const ole = ['d0cf11e0a1b11ae1']
  const beginnings: Record<string, string[]> = {
    'image/png': ['89504e470d0a1a0a'],
    'image/jpeg': ['ffd8ff'],
    'image/gif': ['474946383761', '474946383961'],
    'image/webp': ['524946460102030457454250'],
    'image/avif': ['0102030466747970617669'],
    'image/heic': ['010203046674797068656963', '01020304667479706865697a', '01020304667479706d696631'],
    'image/tiff': ['49492a00', '4d4d002a'],
    'application/pdf': ['255044462d'],
    'application/zip': zip,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': zip,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': zip,
    'application/vnd.openxmlformats-officedocument.presentationml.presentation': zip,
    'application/vnd.oasis.opendocument.text': zip,
    'application/vnd.oasis.opendocument.spreadsheet': zip,
    'application/vnd.oasis.opendocument.presentation': zip,
    'application/msword': ole,
    'application/vnd.ms-excel': ole,
    'application/vnd.ms-powerpoint': ole,
    'application/vnd.ms-outlook': ole,
    'audio/mpeg': ['494433', 'fffb', 'fff3', 'fff2'],
    'audio/wav': ['524946460102030457415645'],
    'video/mp4': ['0102030466747970'],
    'video/quicktime': ['0102030466747970', '010203046d6f6f76'],
    'video/webm': ['1a45dfa3'],
  }
  for (const [type, heads] of Object.entries(beginnings)) {
    for (const head of heads) assert.equal(kept(type, 'file', hex(`${head}0d`)), type, `${type} ${head}`)
    // Bytes before it make another file of it.
    for (const head of [`00${heads[0]}`, '00010203', '']) assert.equal(kept(type, 'file', hex(head)), 'refused', type)
  }
  for (const type of ['text/plain', 'text/csv', 'text/markdown', 'text/calendar', 'application/json', 'message/rfc822'])
    assert.deepEqual([kept(type, 'file', Buffer.from('words')), kept(type, 'file', hex('00'))], [type, 'refused'])
  assert.deepEqual(ATTACHMENT_TYPES.length, Object.keys(beginnings).length + 7)
  assert.ok(ATTACHMENT_TYPES.includes('application/octet-stream'))
})

test('where nothing is said of it the ending tells the type, if the beginning agrees', () => {
  const [zip, words] = [hex('504b0304'), Buffer.from('words')]
  const office = 'application/vnd.openxmlformats-officedocument'
  const byName: [name: string, head: Uint8Array, type: string][] = [
    ['a.png', PNG, 'image/png'],
    ['a.jpg', hex('ffd8ff'), 'image/jpeg'],
    ['a.JPEG', hex('ffd8ff'), 'image/jpeg'],
    ['a.gif', hex('474946383961'), 'image/gif'],
    ['a.webp', hex('52494646 01020304 57454250'), 'image/webp'],
    ['a.pdf', hex('255044462d'), 'application/pdf'],
    ['a.zip', zip, 'application/zip'],
    ['a.docx', zip, `${office}.wordprocessingml.document`],
    ['a.xlsx', zip, `${office}.spreadsheetml.sheet`],
    ['a.pptx', zip, `${office}.presentationml.presentation`],
    ['a.txt', words, 'text/plain'],
    ['a.csv', words, 'text/csv'],
    ['a.md', words, 'text/markdown'],
    ['a.ics', words, 'text/calendar'],
    ['a.mp4', hex('01020304 66747970'), 'video/mp4'],
    ['a.unknown', words, 'application/octet-stream'],
    ['a.png.bak', PNG, 'application/octet-stream'],
    ['png', PNG, 'application/octet-stream'],
  ]
  for (const [name, head, type] of byName)
    for (const claimed of ['', ' ; x', 'APPLICATION/octet-stream']) assert.equal(kept(claimed, name, head), type, name)
  assert.equal(kept('', 'a.pdf', words), 'application/octet-stream')
  assert.equal(kept('image/gif', 'a.png', hex('474946383961')), 'image/gif', 'what is said comes before the ending')
  const refusal = typeOfFile('image/png', 'a.png', words)
  assert.deepEqual(refusal, { refused: 'is not image/png, which it says it is' })
})

test('text has no control characters but the usual, and is UTF-8 but for what is cut off at its end', () => {
  const text = (bytes: Uint8Array | string) => kept('text/plain', 'a', typeof bytes === 'string' ? hex(bytes) : bytes)
  for (const usual of ['09', '0a', '0d', '0c', '1b', '20', '7e']) assert.equal(text(usual), 'text/plain', usual)
  for (const control of ['00', '08', '0b', '0e', '1a', '1c', '1f']) assert.equal(text(`61${control}61`), 'refused')
  assert.equal(text('61ff62'), 'refused')
  // Of a character of four bytes three may stand at the end.
  assert.equal(text(Buffer.from('a😀').subarray(0, -1)), 'text/plain')
  assert.equal(text(Buffer.from('a😀').subarray(0, -3)), 'text/plain')
})

test('a program is told by its beginning or its name, and a page by its first element', () => {
  const programs = [
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
  for (const head of programs)
    assert.deepEqual(typeOfFile('image/png', 'a.png', hex(head)), { refused: 'is a program' }, head)
  const names =
    'exe dll com scr pif cpl msi msp bat cmd ps1 psm1 vb vbs vbe js jse mjs wsf wsh hta jar apk app dmg pkg deb rpm sh lnk reg chm htm html xhtml shtml svg svgz swf'
  for (const ending of names.split(' ')) assert.equal(kept('', `a.${ending}`, Buffer.from('x')), 'refused', ending)
  for (const name of ['exe', 'a.exe.txt', 'a.exec', 'html'])
    assert.notEqual(kept('', name, Buffer.from('x')), 'refused')
  const page = { refused: 'is a page that a browser would run' }
  const elements = ['!doctype', 'html', 'head', 'body', 'script', 'svg', 'iframe', 'meta', 'title']
  for (const element of elements) {
    assert.deepEqual(typeOfFile('text/plain', 'a', Buffer.from(`<${element}>`)), page, element)
    const after = `\uFEFF <?xml version="1.0"?>\n<!-- a --><!-- b -->\n<${element} a="b">`
    assert.deepEqual(typeOfFile('text/plain', 'a', Buffer.from(after)), page, element)
  }
  for (const words of ['<headline>', '<p>', 'a <html>', '<!-- a --> b <html>', '<?xml <html>', '<!-- <html>'])
    assert.equal(kept('text/plain', 'a', Buffer.from(words)), 'text/plain', words)
  // Only the beginning is looked at.
  assert.equal(kept('text/plain', 'a', Buffer.from(`${' '.repeat(1024)}<html>`)), 'text/plain')
})

test('programs and pages are not taken, whatever they are called or say they are', () => {
  for (const start of ['4d5a9000', '7f454c46', 'cafebabe', 'cffaedfe', Buffer.from('#!/bin/sh').toString('hex')])
    assert.equal(kept('image/png', 'a.png', hex(start)), 'refused', start)
  for (const name of ['a.exe', 'a.JS', 'a.svg', 'a.html', 'a.pdf.bat', 'a.lnk'])
    assert.equal(kept('application/octet-stream', name, Buffer.from('x')), 'refused', name)
  for (const page of [
    '<html>',
    ' \n<!DOCTYPE html>',
    '\uFEFF<svg onload=x>',
    '<?xml version="1.0"?><!-- x --><svg>',
    '<ScRiPt>',
  ])
    assert.equal(kept('text/plain', 'a.txt', Buffer.from(page)), 'refused', page)
})

test('a name is one that any system keeps: no folders, no tricks, not too long', () => {
  assert.equal(cleanName('../../etc/passwd'), 'passwd')
  assert.equal(cleanName('C:\\Users\\Nina\\Entwurf ü.pdf'), 'Entwurf ü.pdf')
  assert.equal(cleanName('gpj.\u202Eexe'), 'gpj.exe')
  assert.equal(cleanName('...'), 'file')
  assert.equal(cleanName('a\r\nSet-Cookie: x.txt'), 'aSet-Cookie_ x.txt')
  assert.equal(cleanName(' a<b>c:d"e|f?g*h. . '), 'a_b_c_d_e_f_g_h')
  assert.equal(cleanName('...a.b.'), 'a.b')
  assert.equal(cleanName('a/b\\c/'), 'file')
  assert.equal(cleanName('u\u0308.txt'), 'ü.txt')
  assert.equal(cleanName('a\uD83D\u2028\uE000.txt'), 'a\uFFFD.txt')
  assert.equal(cleanName('a'.repeat(200)), 'a'.repeat(200))
  assert.equal(cleanName(`${'ü'.repeat(150)}.pdf`), `${'ü'.repeat(98)}.pdf`)
  assert.equal(cleanName(`${'a'.repeat(300)}.notanending1`), 'a'.repeat(200))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = cleanName(given)
      assert.ok(name.length > 0 && Buffer.byteLength(name) <= 200 && name.isWellFormed(), name)
      assert.doesNotMatch(name, /[/\\\p{Cc}\p{Cf}]|^\.|[. ]$/u)
      assert.equal(cleanName(name), name)
    }),
  )
})

test('no beginning of a file and no name of one keeps us thinking', () => {
  const began = process.cpuUsage()
  for (const name of ['a', '. ', '.', '😀', 'a/']) {
    const long = name.repeat(1_000_000 / name.length)
    assert.match(cleanName(`${long}x.pdf`), /\.pdf$/)
  }
  for (const head of ['<!---->'.repeat(500), '<!--'.repeat(1000), ' '.repeat(4096), '<?xml '.repeat(600)])
    kept('text/plain', 'a.txt', Buffer.from(head))
  assert.ok(process.cpuUsage(began).user < 1_000_000)
})
