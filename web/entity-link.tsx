// A thing by its kind and id as a link to where it is shown; as plain text where no page shows it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { placeOf } from '../domain/place-of.ts'

interface EntityLinkProps {
  type: string
  id: string
  projectId?: string | null
  children: ReactNode
}

export function EntityLink({ type, id, projectId = null, children }: EntityLinkProps) {
  // A task opens beside what one looks at.
  if (type === 'task')
    return (
      <Link
        to="."
        search={((before: Record<string, string>) => ({ ...before, task: id })) as never}
        resetScroll={false}
      >
        {children}
      </Link>
    )
  const place = placeOf({ type, id }, projectId)
  if (!place) return <>{children}</>
  return (
    <Link to={place.to} search={(place.search ?? {}) as never}>
      {children}
    </Link>
  )
}
