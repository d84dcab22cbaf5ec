// All projects one sees, in thousands: what is asked stands in the address, the server finds, sorts and pages.
import { Button } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, Plus } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { call, keyOf } from '../../api.ts'
import { showTotal } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { LIST, queryOf, viewOf, type ListQuery, type Search } from './project-filters.ts'
import { ProjectFigures } from './project-figures.tsx'
import { ProjectTable } from './project-table.tsx'
import { SavedViews } from './saved-views.tsx'

const CreateProject = lazy(() => import('./create-project.tsx').then((m) => ({ default: m.CreateProject })))
const ExportProjects = lazy(() => import('./export-dialog.tsx').then((m) => ({ default: m.ExportProjects })))

const pageOf = (query: ListQuery) => ({
  queryKey: keyOf(LIST, { query }),
  queryFn: ({ signal }: { signal: AbortSignal }) => call(LIST, { query, signal }),
})

/** One page of the list; the page after it is fetched while this one is looked at. */
function useProjectPage(query: ListQuery) {
  const client = useQueryClient()
  const page = useQuery({ ...pageOf(query), placeholderData: keepPreviousData })
  const { page: here = 1, pages = 1 } = page.data?.pagination ?? {}
  const isThere = !page.isPlaceholderData && here < pages
  const next = JSON.stringify({ ...query, page: here + 1 })
  useEffect(() => {
    if (isThere) client.query(pageOf(JSON.parse(next) as ListQuery)).catch(() => undefined)
  }, [client, isThere, next])
  return page
}

export function ProjectsPage() {
  const [search, change] = useSearchState()
  const [exporting, setExporting] = useState(false)
  const mayCreate = useMay('project.create')
  const query = queryOf(search)
  const page = useProjectPage(query)
  // What narrows the list is the same on each of its pages: what shows it is then not drawn anew.
  const view = JSON.stringify(viewOf(search))
  const filters = useMemo(() => JSON.parse(view) as Search, [view])
  const total = page.data?.pagination.total
  const count = page.data && showTotal(page.data.pagination)
  return (
    <>
      <PageHeader title={t('Projects')} about={count && t('{count} found', { count })}>
        <SavedViews search={filters} />
        <Button
          variant="default"
          leftSection={<Download size={15} />}
          disabled={!total}
          onClick={() => setExporting(true)}
        >
          {t('Export')}
        </Button>
        {mayCreate && (
          <Button leftSection={<Plus size={16} />} onClick={() => change({ new: '1' })}>
            {t('New project')}
          </Button>
        )}
      </PageHeader>
      <ProjectFigures search={filters} />
      <ProjectTable page={page} search={filters} change={change} />
      <Suspense>
        {mayCreate && search.new && <CreateProject onClose={() => change({ new: undefined })} />}
        {exporting && <ExportProjects query={query} total={total ?? 0} onClose={() => setExporting(false)} />}
      </Suspense>
    </>
  )
}
