// Small secrets that have to be read again: encrypted and authenticated (AES-256-GCM) with a key of their own made of SECRET_KEY.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export interface Seal {
  /** `about` is whose it is: sealed for one, it opens for nobody else. */
  close(secret: Buffer, about: string): Buffer
  /** Fails where it was changed, is of another, or was sealed with another key. */
  open(sealed: Buffer, about: string): Buffer
}

const ALGORITHM = 'aes-256-gcm'
/** Goes first, so that another algorithm can follow beside what is there. */
const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16

export function makeSeal(secretKey: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', `project operations: ${purpose}`, 32))
  return {
    close(secret, about) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(about))
      const text = Buffer.concat([cipher.update(secret), cipher.final()])
      return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), text])
    },
    open(sealed, about) {
      if (sealed[0] !== VERSION) throw new Error('sealed in a way that is not known here')
      const [iv, tag, text] = [sealed.subarray(1, 13), sealed.subarray(13, 29), sealed.subarray(29)]
      const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(about))
      decipher.setAuthTag(tag)
      return Buffer.concat([decipher.update(text), decipher.final()])
    },
  }
}
