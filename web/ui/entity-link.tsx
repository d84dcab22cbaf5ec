// A thing by its kind and id as a link to where it is shown; as plain text where no page shows it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

const PAGES: Record<string, (id: string) => string> = {
  project: (id) => `/projects/${id}`,
  account: (id) => `/accounts/${id}`,
  person: (id) => `/people/${id}`,
  template: (id) => `/templates/${id}`,
  rule: (id) => `/automation/${id}`,
  team: () => '/teams',
  request: () => '/requests',
  signal: () => '/signals',
  alert: () => '/alerts',
  job: () => '/jobs',
  holiday: () => '/holidays',
}

export function EntityLink({ type, id, children }: { type: string; id: string; children: ReactNode }) {
  // A task opens beside what one looks at.
  if (type === 'task')
    return (
      <Link to="." search={((before: Record<string, string>) => ({ ...before, task: id })) as never}>
        {children}
      </Link>
    )
  const page = PAGES[type]?.(id)
  return page === undefined ? <>{children}</> : <Link to={page}>{children}</Link>
}
