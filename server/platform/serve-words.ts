// How pages that are not built speak: the server says what stands in their HTML, and serves what their scripts speak with.
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { escapeHtml } from '../../domain/notice-mail.ts'
import { isLanguage, PSEUDO, type Speech } from '../../domain/speech.ts'
import { catalogueOf, localeAsked, speechIn } from './speech.ts'

/** The rules of speech themselves, as browsers read them. */
const MODULES = ['speech.ts', 'said.ts', 'money.ts']
const WORDS = `import { speechOf } from './speech.ts'
const { lang, dataset } = document.documentElement
const words = lang === 'en' ? {} : await (await fetch('/words/' + lang)).json()
export const { locale, t, tn, phrase, told } = speechOf(lang, dataset.locale, words)
`

const PACKED = new Map<string, Buffer>()

export function serveWords(app: FastifyInstance): void {
  const serve = (path: string, type: string, text: () => string) =>
    app.get(path, (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).header('cache-control', 'max-age=300').send(text()),
    )
  const module = (name: string) => readFileSync(new URL(`../../domain/${name}`, import.meta.url), 'utf8')
  serve('/words/words.js', 'text/javascript', () => WORDS)
  for (const name of MODULES) {
    const script = stripTypeScriptTypes(module(name))
    serve(`/words/${name}`, 'text/javascript', () => script)
  }
  app.get<{ Params: { language: string } }>('/words/:language', (request, reply) => {
    const { language } = request.params
    if (language !== PSEUDO && !isLanguage(language)) return reply.callNotFound()
    const packed = PACKED.get(language) ?? gzipSync(JSON.stringify(catalogueOf(language)))
    PACKED.set(language, packed)
    const isPacked = request.headers['accept-encoding']?.includes('gzip') === true
    if (isPacked) reply.header('content-encoding', 'gzip')
    return reply
      .type('application/json; charset=utf-8')
      .headers({ 'cache-control': 'max-age=300', vary: 'accept-encoding' })
      .send(isPacked ? packed : gunzipSync(packed))
  })
}

/** In the language that the browser asks for; else in that of whom the page is for, who is looked up only then. */
export async function speechOfReader(
  request: FastifyRequest,
  owner: () => Promise<Speech | undefined>,
): Promise<Speech> {
  const asked = localeAsked(request.url, request.headers['accept-language'])
  if (asked !== undefined) return speechIn(asked)
  return (await owner().catch(() => undefined)) ?? speechIn('en-GB')
}

/** A page in its reader's language: what stands in [[double brackets]] is said in it. */
export const pageIn = (html: string, { language, locale, t }: Speech): string =>
  html
    .replace('<html lang="en">', `<html lang="${language}" data-locale="${locale}">`)
    .replaceAll(/\[\[([^\]]+)\]\]/g, (_, text: string) => escapeHtml(t(text.replaceAll(/\s+/g, ' ').trim())))
