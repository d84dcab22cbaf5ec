// The project's tab: its files, onto what each hangs, who brought it; brought by dragging or by a button.
import { Title } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Attachment } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { useMe } from '../../me.ts'
import { DataTable, Pages } from '../../ui/data-table.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'
import { DeleteFile } from '../files/delete-file.tsx'
import { BringFiles } from './bring-files.tsx'
import { fileColumns } from './file-columns.tsx'
import { useMayIn } from './use-project.ts'

const PAGE_ROWS = 50
const SEEN = ['client', 'internal'] as const

export function FilesTab() {
  const { projectId = '' } = useParams({ strict: false })
  const mayHere = useMayIn(projectId)
  const may = mayHere('attachment.read')
  // Who brought a file takes it away, and who runs the project.
  const mayRun = mayHere('project.update')
  const me = useMe()
  const [search, change] = useSearchState()
  const [deletes, setDeletes] = useState<Attachment>()
  const visibility = SEEN.find((value) => value === search.seen)
  const query = {
    limit: PAGE_ROWS,
    ...(search.page && { page: Number(search.page) }),
    ...(visibility && { visibility }),
  }
  const files = useDoor(
    'GET /v1/admin/projects/:projectId/attachments',
    { params: { projectId }, query },
    { keep: true, enabled: may },
  )
  if (!may) return <EmptyState title={t('Not for your role')}>{t('Files are for those who work here.')}</EmptyState>
  return (
    <>
      {mayHere('attachment.write') && <BringFiles projectId={projectId} />}
      <section className="card" aria-label={t('Files')} style={{ marginTop: 12 }}>
        <div
          style={{ display: 'flex', justifyContent: 'space-between', padding: '12px 16px', flexWrap: 'wrap', gap: 8 }}
        >
          <Title order={2} size="h5">
            {t('Files')}
          </Title>
          <Segments
            size="xs"
            label={t('Who sees them')}
            choices={[
              { value: 'all', label: t('All') },
              { value: 'client', label: t('The client too') },
              { value: 'internal', label: t('Team only') },
            ]}
            value={visibility ?? 'all'}
            onChange={(value) => change({ seen: value === 'all' ? undefined : value, page: undefined })}
          />
        </div>
        <Loaded query={files}>
          {({ data, pagination }) =>
            data.length === 0 ? (
              <EmptyState title={t('No files yet')}>
                {t('What is brought here, or comes with messages, is found here.')}
              </EmptyState>
            ) : (
              <>
                <DataTable
                  label={t('Files')}
                  columns={fileColumns((file) => mayRun || file.uploader.id === me.id, setDeletes)}
                  rows={data}
                  idOf={({ id }) => id}
                  nameOf={({ name }) => name}
                  stale={files.isPlaceholderData}
                />
                <Pages pagination={pagination} shown={data.length} onPage={(page) => change({ page: String(page) })} />
              </>
            )
          }
        </Loaded>
      </section>
      {deletes && <DeleteFile file={deletes} onClose={() => setDeletes(undefined)} />}
    </>
  )
}
