// What the values of the filters are called, ids too: from what was looked up, else from the rows they let through.
import type { ListedProject } from '../../api-types.ts'
import { useAccountsById, usePeople, useTeams } from '../../lookups.ts'
import { useMe } from '../../me.ts'
import { t } from '../../words.ts'
import { nameOfDates, nameOfValue, valuesOf, type Chosen, type Search } from './project-filters.ts'

/** What a chip says of its filter. */
export function useFilterNames(search: Search, rows: readonly ListedProject[]): (name: Chosen) => string {
  const me = useMe()
  const accounts = useAccountsById(valuesOf(search, 'accountId'))
  const people = usePeople()
  const teams = useTeams()
  const account = (id: string) =>
    rows.find(({ accountId }) => accountId === id)?.names.account ?? accounts.find(id)?.name ?? t('a client')
  const person = (id: string) =>
    id === me.id ? t('me') : (people.find(id)?.name ?? nameAmong(rows, id) ?? t('somebody'))
  const called: Partial<Record<Chosen, (id: string) => string>> = {
    accountId: account,
    managerId: person,
    memberId: person,
    teamId: (id) => teams.find(id)?.name ?? rows.find(({ teamId }) => teamId === id)?.names.team ?? t('a team'),
  }
  return (name) => {
    if (name === 'dueOn') return search['dueOn[gte]'] || search['dueOn[lte]'] ? nameOfDates(search) : ''
    const nameOf = called[name] ?? ((value: string) => nameOfValue(name, value))
    return valuesOf(search, name).map(nameOf).join(', ')
  }
}

function nameAmong(rows: readonly ListedProject[], id: string): string | undefined {
  for (const { managerId, assignedTeam, names } of rows) {
    if (managerId === id) return names.manager ?? undefined
    const place = assignedTeam.indexOf(id)
    if (place >= 0) return names.assignedTeam[place]
  }
  return undefined
}
