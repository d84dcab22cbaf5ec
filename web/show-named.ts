// What the values of fields are called where they are ids: people and teams by their names, the rest as it is.
import { usePeople, useTeams } from './lookups.ts'
import { showValue } from './ui/preview.tsx'
import { t } from './words.ts'

const OF_PEOPLE = new Set([
  'accountManagerIds',
  'assignedTeam',
  'assigneeId',
  'assigneeIds',
  'leadId',
  'managerId',
  'memberIds',
])
const OF_TEAMS = new Set(['teamId', 'teamIds'])

export function useShowNamed(): (field: string, value: unknown) => string {
  const people = usePeople()
  const teams = useTeams()
  return (field, value) => {
    const lookup = OF_PEOPLE.has(field) ? people : OF_TEAMS.has(field) ? teams : undefined
    if (!lookup) return showValue(value)
    const ids = [value ?? []].flat() as string[]
    return ids.map(lookup.name).join(', ') || (lookup === people ? t('nobody') : t('none'))
  }
}
