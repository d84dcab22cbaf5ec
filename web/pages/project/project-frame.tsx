// One project: its name and how it stands, who else looks at it, its tabs.
import { Outlet, useParams } from '@tanstack/react-router'
import { useDoor } from '../../api.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Loaded } from '../../ui/states.tsx'

export function ProjectFrame() {
  const { projectId = '' } = useParams({ strict: false })
  const project = useDoor('GET /v1/admin/projects/:projectId', { params: { projectId } })
  return (
    <Loaded query={project}>
      {({ name }) => (
        <>
          <PageHeader title={name} />
          <Outlet />
        </>
      )}
    </Loaded>
  )
}
