// Which files are taken as what, and what they are called.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanName, typeOfFile } from './attachment.ts'

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
  const began = performance.now()
  for (const name of ['a', '. ', '.', '😀', 'a/']) {
    const long = name.repeat(1_000_000 / name.length)
    assert.match(cleanName(`${long}x.pdf`), /\.pdf$/)
  }
  for (const head of ['<!---->'.repeat(500), '<!--'.repeat(1000), ' '.repeat(4096), '<?xml '.repeat(600)])
    kept('text/plain', 'a.txt', Buffer.from(head))
  assert.ok(performance.now() - began < 1000)
})
