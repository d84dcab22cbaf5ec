// Files drawn by chance for operations whose body is one: tables that something may be made of, most of them odd.
import type { Chance, Operation } from './odd-requests.ts'

/** A JSON document may be a file too, as it is: then its schema is a text. */
export function isFile({ requestBody }: Operation): boolean {
  const json = requestBody?.content['application/json']
  return requestBody !== undefined && (json === undefined || json.schema.type === 'string')
}

const HEADINGS = [
  'name',
  'title',
  'email',
  'project',
  'account',
  'type',
  'id',
  'parent',
  'dependencies',
  'startOn',
  'roles',
]

/** Headings that something may know, and cells of any kind; one in `oddness` is anything at all. */
export function oddFile(dice: Chance, odd: readonly unknown[], names: readonly string[], oddness: number): string {
  const anything = () => JSON.stringify(dice.pick(odd))
  const heading = () => (dice.oneIn(oddness) ? anything() : dice.pick(HEADINGS))
  const headings = Array.from({ length: 1 + dice.below(6) }, heading)
  const cell = () => (dice.oneIn(oddness) ? anything() : dice.pick([...names, '', '2026-12-01', '5']))
  const rows = Array.from({ length: dice.below(5) }, () => headings.map(cell).join(','))
  return [headings.join(','), ...rows].join('\n').toWellFormed()
}
