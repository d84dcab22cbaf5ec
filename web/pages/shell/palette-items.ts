// What the command palette offers: places, things to do, and what a search finds; what one opened last comes first.
import { useLocalStorage } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { Found } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { may, useMe } from '../../me.ts'
import type { Place } from '../../../domain/place-of.ts'
import { usePlaceOf } from '../../use-place.ts'
import { t } from '../../words.ts'
import { useColours, useSignOut } from './own-acts.ts'
import { ownPlaces, placesFor } from './places.ts'

export type ItemKind = 'place' | 'act' | 'project' | 'task' | 'request' | 'person' | 'account'
export interface PaletteItem {
  key: string
  kind: ItemKind
  name: string
  about?: string
  run: () => void
}
export interface PaletteGroup {
  name: string
  items: PaletteItem[]
}
/** What was opened, kept in this browser: an address and its words. */
type Opened = { kind: ItemKind; key: string; name: string; about: string; place: Place }

const MOST_RECENT = 6
/** A search begins with so many letters: one letter begins half of all words. */
const LEAST_LETTERS = 2

const isMeant = (q: string) => {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ name }: { name: string }) => words.every((word) => name.toLowerCase().includes(word))
}

export function usePaletteItems(typed: string, searched: string): { groups: PaletteGroup[]; isSearching: boolean } {
  const me = useMe()
  const [recent, setRecent] = useLocalStorage<Opened[]>({
    key: `recent:${me.id}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  const go = useGo()
  const acts = useActs()
  const placeOf = usePlaceOf()
  const q = searched.trim()
  const search = useDoor('GET /v1/admin/search', { query: { q } }, { enabled: q.length >= LEAST_LETTERS, keep: true })
  const open = (opened: Opened): PaletteItem => ({
    ...opened,
    run: () => {
      setRecent([opened, ...recent.filter(({ key }) => key !== opened.key)].slice(0, MOST_RECENT))
      go(opened.place)
    },
  })
  const found = q.length >= LEAST_LETTERS && search.data ? foundThings(search.data, placeOf) : []
  const places = placesFor(me)
    .flatMap((group) => group.places)
    .concat(ownPlaces())
    .map(({ to, name }): PaletteItem => ({ key: to, kind: 'place', name, run: () => go({ to }) }))
  const meant = isMeant(typed)
  const groups = [
    { name: t('Opened lately'), items: typed.trim() === '' ? recent.map(open) : [] },
    { name: t('Do'), items: acts.filter(meant) },
    { name: t('Go to'), items: places.filter(meant) },
    ...found.map(({ name, things }) => ({ name, items: things.map(open) })),
  ]
  const isSearching = typed.trim().length >= LEAST_LETTERS && (typed.trim() !== q || search.isFetching)
  return { groups: groups.filter(({ items }) => items.length > 0), isSearching }
}

function useGo(): (place: Place) => void {
  const navigate = useNavigate()
  return ({ to, search = {} }) =>
    void navigate({
      to,
      search: (to === '.' ? (before: Record<string, string>) => ({ ...before, ...search }) : search) as never,
    })
}

function useActs(): PaletteItem[] {
  const me = useMe()
  const go = useGo()
  const colours = useColours()
  const signOut = useSignOut()
  const act = (key: string, name: string, run: () => void): PaletteItem => ({ key, kind: 'act', name, run })
  return [
    ...(may(me, 'project.create')
      ? [act('new-project', t('New project'), () => go({ to: '/projects', search: { new: '1' } }))]
      : []),
    act('log-time', t('Log time'), () => go({ to: '/my-work', search: { tab: 'time', log: '1' } })),
    act('colours', colours.isDark ? t('Light colours') : t('Dark colours'), colours.change),
    act('password', t('Change my password'), () => go({ to: '/profile', search: { tab: 'password' } })),
    act('sign-out', t('Sign out'), () => void signOut()),
  ]
}

function foundThings(found: Found, placeOf: ReturnType<typeof usePlaceOf>): { name: string; things: Opened[] }[] {
  const thing = (kind: ItemKind, id: string, name: string, about: string, projectId: string | null): Opened[] => {
    const place = placeOf({ type: kind, id }, projectId)
    return place ? [{ key: `${kind}:${id}`, kind, name, about, place }] : []
  }
  const { projects, tasks, requests, people, accounts } = found
  return [
    { name: t('Projects'), things: projects.flatMap((p) => thing('project', p.id, p.name, p.accountName, null)) },
    { name: t('Tasks'), things: tasks.flatMap((x) => thing('task', x.id, x.title, x.projectName, x.projectId)) },
    { name: t('Requests'), things: requests.flatMap((q) => thing('request', q.id, q.title, q.projectName, null)) },
    { name: t('People'), things: people.flatMap((p) => thing('person', p.id, p.name, p.email, null)) },
    { name: t('Accounts'), things: accounts.flatMap((a) => thing('account', a.id, a.name, '', null)) },
  ]
}
