// The names behind ids, and what can be chosen from: fetched once, kept current by the live stream.
import type { Account, Person, Project, Team } from './api-types.ts'
import { useDoor } from './api.ts'
import { useMay } from './me.ts'
import { t } from './words.ts'

export interface Named {
  id: string
  name: string
}
export interface Lookup<Thing extends Named> {
  list: Thing[]
  find: (id: string | null | undefined) => Thing | undefined
  /** The name; what one may not see is said to be somebody or something. */
  name: (id: string | null | undefined) => string
  /** For a select: active ones first is the server's order. */
  choices: { value: string; label: string }[]
}

function lookupOf<Thing extends Named>(list: Thing[] = [], unknown: string): Lookup<Thing> {
  const byId = new Map(list.map((thing) => [thing.id, thing]))
  const find = (id: string | null | undefined) => (id ? byId.get(id) : undefined)
  return {
    list,
    find,
    name: (id) => (id ? (find(id)?.name ?? unknown) : ''),
    choices: list.map(({ id, name }) => ({ value: id, label: name })),
  }
}

/** An agency's people and teams fit on a page or two; more than these are found by searching. */
const MOST = 100

export function usePeople(): Lookup<Person> {
  const enabled = useMay('person.read')
  const { data } = useDoor('GET /v1/admin/people', { query: { limit: MOST, sort: 'name' } }, { enabled })
  return lookupOf(data?.data, t('Somebody'))
}
export function useTeams(): Lookup<Team> {
  const enabled = useMay('team.read')
  const { data } = useDoor('GET /v1/admin/teams', { query: { limit: MOST, sort: 'name' } }, { enabled })
  return lookupOf(data?.data, t('A team'))
}
export function useAccounts(): Lookup<Account> {
  const enabled = useMay('account.read')
  const { data } = useDoor('GET /v1/admin/accounts', { query: { limit: MOST, sort: 'name' } }, { enabled })
  return lookupOf(data?.data, t('A client'))
}
/** The projects of this person by what is typed; for choosing one. */
export function useProjectSearch(q: string): Lookup<Project> {
  const { data } = useDoor('GET /v1/admin/me/projects', { query: { limit: 20, ...(q && { q }) } }, { keep: true })
  return lookupOf<Project>(data?.data, t('A project'))
}
/** The projects that are named by these ids, as far as one may see them. */
export function useProjectsById(ids: readonly string[]): Lookup<Project> {
  const id = [...new Set(ids)].toSorted().slice(0, MOST).join(',')
  const query = { id, limit: MOST }
  const { data } = useDoor('GET /v1/admin/me/projects', { query }, { enabled: id !== '', keep: true })
  return lookupOf<Project>(data?.data, data ? t('A project') : '…')
}
