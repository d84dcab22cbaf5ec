// One project as this person may see it, and what of it is theirs to change.
import type { UseQueryResult } from '@tanstack/react-query'
import type { Permission } from '../../../domain/permissions.ts'
import type { ListedProject, Me } from '../../api-types.ts'
import { useDoor, type Reply } from '../../api.ts'
import { useMe } from '../../me.ts'

type Asked = Pick<UseQueryResult, 'error' | 'refetch'> & { data: ListedProject | undefined; gone: boolean }

/**
 * Asked for as a row of the person's own list: whoever has a way to the project has one to its row, which says what its
 * ids are called and counts its tasks. `gone` where there is none to see.
 */
export function useProject(projectId: string): Asked {
  const { data, error, refetch } = useDoor('GET /v1/admin/me/projects', { query: { id: projectId, limit: 1 } })
  return { data: data?.data[0], error, refetch, gone: data !== undefined && data.data.length === 0 }
}
export type ProjectRows = Reply<'GET /v1/admin/me/projects'>

type Reached = Pick<ListedProject, 'reach'>

/** Whether this person's rights for the permission hold in this project; `own`: where it is about a thing of theirs, also for that alone. */
export const mayOn = (me: Me, permission: Permission, { reach }: Reached, own = false): boolean =>
  me.permissions[permission].some((scope) => (scope === 'own' ? own : reach.includes(scope)))
export const useMayOn = (permission: Permission, project: Reached): boolean => mayOn(useMe(), permission, project)

/** What this person may do in a project that is known by its id: nothing until its row is there, or where there is none. */
export function useMayIn(projectId: string): (permission: Permission, own?: boolean) => boolean {
  const me = useMe()
  const { data } = useProject(projectId)
  return (permission, own) => data !== undefined && mayOn(me, permission, data, own)
}
