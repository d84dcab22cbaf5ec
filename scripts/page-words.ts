// Every text that is said in a language: what stands in t(…) and tn(…), in the page and in what the server sends, and what is taken apart.
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync } from 'vite'
import { z } from 'zod'
import { CLIENT_STATUSES, TOGETHER } from '../domain/client-link.ts'
import { nameOfField } from '../domain/field-words.ts'
import { PROBLEMS } from '../domain/problems.ts'
import { capital, withoutNote } from '../domain/said.ts'
import { theRules } from '../server/automation/automation-routes.ts'

const ROOT = resolve(import.meta.dirname, '..')
const LANGUAGES = 'web/languages'

/** By its English text: that text, or its forms by number. */
export type Catalogue = Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>
interface Node {
  type: string
  [field: string]: unknown
}

/** The template that translations are made from: every text once, in the order of the alphabet. */
async function pageWords(contract: Contract): Promise<Catalogue> {
  const words = new Map<string, Catalogue[string]>()
  const add = (text: string, said: Catalogue[string]) => {
    // What is said of a number somewhere has its forms; without a number it is said as of many.
    if (typeof words.get(text) !== 'object') words.set(text, said)
  }
  for (const text of [...wordsOfContract(contract), ...(await wordsOfRules())]) add(text, text)
  for (const [, title] of Object.values(PROBLEMS)) add(title, title)
  for (const text of wordsOfPages()) add(text, text)
  for (const file of sources())
    eachNode(
      parseSync(file, readFileSync(join(ROOT, file), 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' }).program,
      (node) => {
        for (const [text, said] of file.startsWith('web') ? spokenIn(node) : [...spokenIn(node), ...saidByServer(node)])
          if (!/^(\{\w+\}|\s)*$/.test(text)) add(text, said)
      },
    )
  return inOrder(words)
}

/**
 * The template as the catalogue of English, and each translation as it is kept: in the same order, without what nobody says
 * any more. What a translation lacks is said in English.
 */
export async function languageFiles(contract: Contract): Promise<Record<string, string>> {
  const template = await pageWords(contract)
  const files = globSync(`${LANGUAGES}/*.json`, { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'))
  const drawn = files.map((file) => {
    const words = Object.entries(JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Catalogue)
    return [file, lines(inOrder(words.filter(([text]) => Object.hasOwn(template, text))))]
  })
  return { ...Object.fromEntries(drawn), [`${LANGUAGES}/en.json`]: lines(template) }
}

/** One line a text, so that changes are read line by line. */
const lines = (words: Catalogue): string =>
  `{\n${Object.entries(words)
    .map(([text, said]) => `  ${JSON.stringify(text)}: ${JSON.stringify(said)}`)
    .join(',\n')}\n}\n`

const inOrder = (words: Iterable<[string, Catalogue[string]]>): Catalogue =>
  Object.fromEntries([...words].toSorted(([one], [other]) => (one < other ? -1 : 1)))

/** Without what only who runs a server reads. */
const sources = (): string[] =>
  globSync(['web/**/*.{ts,tsx}', '{domain,server}/**/*.ts', 'server/*/page/*.js'], { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/\.test\.ts$|^web\/dist|^server\/(demo|admin|platform\/settings)/.test(file))

function eachNode(value: unknown, visit: (node: Node) => void): void {
  if (value === null || typeof value !== 'object') return
  if ('type' in value) visit(value as Node)
  for (const part of Object.values(value)) eachNode(part, visit)
}

const textOf = (node: Node | undefined): string | undefined =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
const nameOf = (node: unknown): string => {
  const { name } = node as Node
  return typeof name === 'string' ? name : ''
}

const FORMS = new Set(['tn', 'sayCount'])

function spokenIn(node: Node): [string, Catalogue[string]][] {
  const name = node.type === 'CallExpression' ? calledIn(node) : ''
  if (name !== 't' && !FORMS.has(name)) return []
  const [first, ...others] = node.arguments as Node[]
  // What is given to them otherwise is said by the server, and stands there.
  const [one, other = one] = name === 't' ? [textOf(first)] : others.map(textOf)
  if (one === undefined || other === undefined) return []
  return [[other, name === 't' ? withoutNote(other) : { one, other }]]
}

/** What it says with values, and messages that say themselves. */
function saidByServer(node: Node): [string, Catalogue[string]][] {
  if (node.type === 'TaggedTemplateExpression' && nameOf(node.tag) === 'say') {
    const { quasis } = node.quasi as { quasis: { value: { cooked: string } }[] }
    const text = quasis
      .map(({ value }, place) => (place === 0 ? value.cooked : `{${place - 1}}${value.cooked}`))
      .join('')
    return [[text, withoutNote(text)]]
  }
  const messages = [
    ...(REFUSING.has(calledIn(node)) ? (node.arguments as Node[]) : []),
    ...(node.type === 'Property' && MESSAGES.has(nameOf(node.key)) ? [node.value as Node] : []),
  ]
  return messages.flatMap((each) => {
    const text = textOf(each)
    return text?.includes(' ') ? [[text, text]] : []
  })
}
const MESSAGES = new Set(['message', 'error', 'cleared'])
const REFUSING = new Set([
  'Problem',
  'invalidField',
  'fileError',
  'refuse',
  'refine',
  'regex',
  'fault',
  'broken',
  'resolveSignal',
  'resolveSignalsOf',
])
const calledIn = ({ type, callee }: Node): string =>
  type === 'NewExpression' || type === 'CallExpression' ? nameOf((callee as Node).property ?? callee) : ''

interface Shape {
  enum?: unknown[]
  anyOf?: Shape[]
  items?: Shape
  properties?: Record<string, Shape>
}
export interface Contract {
  components: { schemas: Record<string, Shape> }
}
/** Things that are made and changed: their fields and values are named where changes are shown. */
const TOLD =
  /^(New\w+|\w+Change|Account|Alert|Allocation|ApiToken|Attachment|Baseline|Channel|ClientLink|Communication|FailedJob|Feed|Holiday|Person|Project|Request|Settings|Signal|Subscription|Task|TimeEntry|TimeOff|Team|Template|TemplateTask)$/

const wordsOfContract = ({ components: { schemas } }: Contract): string[] =>
  Object.entries(schemas).flatMap(([name, shape]) => (TOLD.test(name) ? wordsOfShape(shape) : []))
const wordsOfShape = ({ properties = {} }: Shape): string[] =>
  Object.entries(properties).flatMap(([field, shape]) => [
    // Kinds of notices are named in the page.
    ...(field.includes('_') ? [] : [nameOfField(field)]),
    ...valuesOf(shape).flatMap((value) => spoken(value, field === 'status')),
    ...wordsOfShape(shape),
  ])
const valuesOf = ({ enum: values = [], anyOf = [], items }: Shape): string[] => [
  ...values.filter((value) => typeof value === 'string'),
  ...[...anyOf, ...(items ? [items] : [])].flatMap(valuesOf),
]
/** As a value; and a status as sentences have it. */
function spoken(value: string, isStatus: boolean): string[] {
  const words = value.replaceAll('_', ' ')
  return /^[a-z]+(_[a-z]+)*$/.test(value) ? [words, ...(isStatus ? [capital(words)] : [])] : []
}

/** What pages say that are not built: in their HTML, and how requests stand with clients. */
const wordsOfPages = (): string[] => [
  ...globSync(['server/*/page/*.html', 'server/access/link-pages.ts'], { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\[\[([^\]$]+)\]\]/g)].map(([, text = '']) =>
      text.replaceAll(/\s+/g, ' ').trim(),
    ),
  ),
  ...[...Object.values(CLIENT_STATUSES), TOGETHER].map(([, text]) => text),
]

/** What rules are called and say, and their thresholds. */
async function wordsOfRules(): Promise<string[]> {
  return (await theRules()).flatMap(({ name, says, settings }) => {
    const { properties = {} } = z.toJSONSchema(settings) as { properties?: Record<string, Record<string, unknown>> }
    const said = Object.values(properties).flatMap(({ title, unit, description, enum: values = [] }) =>
      [title, unit, description].concat(values),
    )
    return [name.replaceAll('-', ' '), says, ...said.filter((text) => typeof text === 'string')]
  })
}
