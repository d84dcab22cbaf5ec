// A list that grows: page after page by its cursor, each row once however much is added meanwhile.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call, keyOf, type GetDoor, type Given, type Reply } from './api.ts'

interface Paged {
  data: object[]
  pagination: { nextCursor: string | null; total?: number | undefined; totalIsAtLeast?: true | undefined }
}
type PagedDoor = { [D in GetDoor]: Reply<D> extends Paged ? D : never }[GetDoor]
type RowOf<D extends PagedDoor> = Reply<D> extends { data: (infer Row)[] } ? Row : never

/** All that was fetched so far, as one list, and the way to more. */
export function usePages<D extends PagedDoor>(door: D, given: Given<D>, { enabled = true } = {}) {
  const query = useInfiniteQuery({
    queryKey: [...keyOf(door, given), 'pages'],
    queryFn: ({ pageParam, signal }) => {
      const page = { ...given.query, ...(pageParam && { cursor: pageParam }) }
      return call(door, { ...given, query: page, signal })
    },
    initialPageParam: '',
    getNextPageParam: (last) => (last as Paged).pagination.nextCursor ?? undefined,
    enabled,
    placeholderData: keepPreviousData,
  })
  const pages = query.data?.pages
  return {
    ...query,
    data: pages && (pages.flatMap((page) => (page as Paged).data) as RowOf<D>[]),
    pagination: (pages?.[0] as Paged | undefined)?.pagination,
  }
}
