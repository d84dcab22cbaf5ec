// What the things of a plan are called, by their ids: the first of them, as many as one reads.
import { useQueries } from '@tanstack/react-query'
import type { Change } from './api-types.ts'
import { call, keyOf } from './api.ts'
import { usePeople, useProjectsById } from './lookups.ts'
import { t } from './words.ts'

const TASK = 'GET /v1/admin/projects/tasks/:taskId'
const MOST = 40

type Thing = Change['entity']

export function useNamesOf(changes: readonly Change[]): (thing: Thing) => string | undefined {
  const things = changes.flatMap(({ entity, causedBy }) => (causedBy ? [entity, causedBy] : [entity]))
  const idsOf = (type: string) => [...new Set(things.filter((each) => each.type === type).map(({ id }) => id))]
  const taskIds = idsOf('task').slice(0, MOST)
  const tasks = useQueries({
    queries: taskIds.map((taskId) => ({
      queryKey: keyOf(TASK, { params: { taskId } }),
      queryFn: () => call(TASK, { params: { taskId } }),
    })),
  })
  const byId = new Map(tasks.map(({ data }, i) => [taskIds[i], data]))
  const projects = useProjectsById([...idsOf('project'), ...tasks.flatMap(({ data }) => data?.projectId ?? [])])
  const people = usePeople()
  return ({ type, id }) => {
    const task = byId.get(id)
    const project = projects.find(task?.projectId)
    if (task) return project ? t('{task} in {project}', { task: task.title, project: project.name }) : task.title
    if (type === 'task') return t('A task')
    if (type === 'project') return projects.name(id)
    if (type === 'person') return people.name(id)
    if (type === 'organization') return t('The organisation')
    if (type === 'holiday') return t('A holiday')
    return type === 'allocation' ? t('A booking') : undefined
  }
}
