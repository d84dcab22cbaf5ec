// Where this person looks at a thing: a task beside the page one is on, or among one's own where one may not read the project's.
import { useCallback } from 'react'
import { useMay } from './me.ts'
import { placeOf, type Place } from '../domain/place-of.ts'

export function usePlaceOf(): (thing: { type: string; id: string }, projectId: string | null) => Place | undefined {
  const mayReadTasks = useMay('task.read')
  return useCallback(
    (thing, projectId) => {
      if (thing.type !== 'task') return placeOf(thing, projectId)
      return mayReadTasks ? { to: '.', search: { task: thing.id } } : { to: '/my-work', search: { open: thing.id } }
    },
    [mayReadTasks],
  )
}
