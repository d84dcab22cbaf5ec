// The value of a field as people read it: what an id names by its name, the rest as it is.
import { useDoor } from './api.ts'
import { COMING, useAccountsById, usePeople, useProjectsById, useTeams } from './lookups.ts'
import { showValue } from './show-value.ts'
import { t } from './words.ts'

const OF_PEOPLE = new Set([
  'accountManagerIds',
  'assignedTeam',
  'assigneeId',
  'assigneeIds',
  'leadId',
  'managerId',
  'memberIds',
  'personId',
])
const OF_TEAMS = new Set(['teamId', 'teamIds'])
const ONE: Record<string, (props: { id: string }) => string> = {
  parentId: TaskName,
  taskId: TaskName,
  projectId: ProjectName,
  accountId: AccountName,
  parentAccountId: AccountName,
  requestId: RequestName,
  duplicateOf: RequestName,
  templateId: TemplateName,
}

export function NamedValue({ field, value }: { field: string; value: unknown }) {
  const One = ONE[field]
  if (One && typeof value === 'string' && value !== '') return <One id={value} />
  if (OF_PEOPLE.has(field)) return <PeopleNames ids={idsIn(value)} />
  if (OF_TEAMS.has(field)) return <TeamNames ids={idsIn(value)} />
  return showValue(value)
}
export const showNamed = (field: string, value: unknown) => <NamedValue field={field} value={value} />

const idsIn = (value: unknown): string[] => [value ?? []].flat() as string[]

function PeopleNames({ ids }: { ids: string[] }): string {
  return ids.map(usePeople().name).join(', ') || t('nobody')
}
function TeamNames({ ids }: { ids: string[] }): string {
  return ids.map(useTeams().name).join(', ') || t('none')
}
function ProjectName({ id }: { id: string }): string {
  return useProjectsById([id]).name(id)
}
function AccountName({ id }: { id: string }): string {
  return useAccountsById([id]).name(id)
}
/** What may not be seen, or is gone, is called by its kind. */
const known = ({ isPending }: { isPending: boolean }, name: string | undefined, kind: string): string =>
  name ?? (isPending ? COMING : kind)
function TaskName({ id }: { id: string }): string {
  const query = useDoor('GET /v1/admin/projects/tasks/:taskId', { params: { taskId: id } })
  return known(query, query.data?.title, t('A task'))
}
function RequestName({ id }: { id: string }): string {
  const query = useDoor('GET /v1/admin/projects/requests/:requestId', { params: { requestId: id } })
  return known(query, query.data?.title, t('A request'))
}
function TemplateName({ id }: { id: string }): string {
  const query = useDoor('GET /v1/admin/templates/:templateId', { params: { templateId: id } })
  return known(query, query.data?.name, t('A template'))
}
