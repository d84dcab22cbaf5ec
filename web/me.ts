// Who is signed in and what they may do: asked once, known everywhere.
import { useSuspenseQuery, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Permission } from '../domain/permissions.ts'
import type { Me } from './api-types.ts'
import { ApiProblem, call, keyOf } from './api.ts'
import { setZone } from './formats.ts'

const ME = 'GET /v1/admin/me'
const options = {
  queryKey: keyOf(ME, {}),
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Me> => {
    const me = await call(ME, { signal })
    setZone(me.organization.timezone)
    return me
  },
  staleTime: Infinity,
}

/** The one who is signed in, or nobody. */
export async function findMe(client: QueryClient): Promise<Me | undefined> {
  try {
    return await client.query({ ...options, staleTime: 'static' })
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'unauthenticated') return undefined
    throw error
  }
}

/** Follows who one is; the shell tells it to all that is in it. */
export const useFollowedMe = (): Me => useSuspenseQuery(options).data
export const MeContext = createContext<Me | undefined>(undefined)

/** Inside the shell there is always somebody. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('nobody is known outside the shell')
  return me
}
export const may = (me: Me, permission: Permission): boolean => me.permissions[permission].length > 0
/** Whether the permission reaches something at all; each thing's own limits the server tells. */
export const useMay = (permission: Permission): boolean => may(useMe(), permission)
