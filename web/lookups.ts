// The names behind ids, and what can be chosen from: fetched once, kept current by the live stream.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Account, ListedProject, Person, Team } from './api-types.ts'
import { call, keyOf, useDoor, type Reply } from './api.ts'
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

/** The same for as long as the list is. */
const useLookup = <Thing extends Named>(list: Thing[] | undefined, unknown: string): Lookup<Thing> =>
  useMemo(() => lookupOf(list, unknown), [list, unknown])

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

/** Stands for a name that is on its way. */
export const COMING = '…'
/** As many as the server tells at once. */
const MOST = 100
const inOne = (ids: readonly string[]): string => [...new Set(ids)].toSorted().slice(0, MOST).join(',')
/** All people and teams of an agency are known by name, as far as this; clients may be more, and are searched for. */
const ALL = 1_000

const BY_NAME = { limit: MOST, sort: 'name' } as const
type Listed = 'GET /v1/admin/people' | 'GET /v1/admin/teams'

function useAll(door: Listed, enabled: boolean): (Person | Team)[] | undefined {
  const { data } = useQuery({
    queryKey: [...keyOf(door, { query: BY_NAME }), 'all'],
    queryFn: async ({ signal }) => {
      const all: (Person | Team)[] = []
      let cursor: string | null = null
      do {
        const page: Reply<Listed> = await call(door, {
          query: { ...BY_NAME, ...(cursor !== null && { cursor }) },
          signal,
        })
        all.push(...page.data)
        cursor = page.pagination.nextCursor
      } while (cursor !== null && all.length < ALL)
      return all
    },
    enabled,
  })
  return data
}

export function usePeople(): Lookup<Person> {
  const may = useMay('person.read')
  const all = useAll('GET /v1/admin/people', may)
  return useLookup(all as Person[] | undefined, may && !all ? COMING : t('Somebody'))
}
export function useTeams(): Lookup<Team> {
  const may = useMay('team.read')
  const all = useAll('GET /v1/admin/teams', may)
  return useLookup(all as Team[] | undefined, may && !all ? COMING : t('A team'))
}
/** The clients that are named by these ids, as far as one may see them. */
export function useAccountsById(ids: readonly string[]): Lookup<Account> {
  const id = inOne(ids)
  const enabled = useMay('account.read') && id !== ''
  const { data } = useDoor('GET /v1/admin/accounts', { query: { id, limit: MOST } }, { enabled, keep: true })
  return useLookup(data?.data, data ? t('A client') : COMING)
}
/** The projects of this person by what is typed; for choosing one. */
export function useProjectSearch(q: string): Lookup<ListedProject> {
  const { data } = useDoor('GET /v1/admin/me/projects', { query: { limit: 20, ...(q && { q }) } }, { keep: true })
  return useLookup<ListedProject>(data?.data, t('A project'))
}
/** The projects that are named by these ids, as far as one may see them. */
export function useProjectsById(ids: readonly string[]): Lookup<ListedProject> {
  const id = inOne(ids)
  const query = { id, limit: MOST }
  const { data } = useDoor('GET /v1/admin/me/projects', { query }, { enabled: id !== '', keep: true })
  return useLookup<ListedProject>(data?.data, data ? t('A project') : COMING)
}
