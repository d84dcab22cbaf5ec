// The columns of a list of files: what each is, onto what it hangs, who brought it, what one can do.
import { ActionIcon, Text } from '@mantine/core'
import { Download, FileText, Trash2 } from 'lucide-react'
import type { Attachment } from '../../api-types.ts'
import { showBytes, showMoment } from '../../formats.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EntityLink } from '../../entity-link.tsx'
import { t } from '../../words.ts'

const SUBJECTS = (): Record<NonNullable<Attachment['subject']>['type'], string> => ({
  task: t('A task'),
  request: t('A request'),
  communication: t('A message'),
})

/** What a list of files shows of each. */
export const fileColumns = (
  mayDelete: (file: Attachment) => boolean,
  onDelete: (file: Attachment) => void,
): Column<Attachment>[] => [
  {
    id: 'name',
    header: t('Name'),
    cell: ({ id, name }) => (
      <a href={`/v1/admin/attachments/${id}/content`} download={name} style={{ overflowWrap: 'anywhere' }}>
        <FileText size={14} aria-hidden style={{ verticalAlign: -2, marginRight: 6 }} />
        {name}
      </a>
    ),
  },
  {
    id: 'size',
    header: t('Size'),
    align: 'right',
    cell: ({ sizeBytes }) => <span className="numbers">{showBytes(sizeBytes)}</span>,
  },
  {
    id: 'on',
    header: t('On'),
    wide: true,
    cell: ({ subject, projectId }) =>
      subject ? (
        <EntityLink type={subject.type} id={subject.id} projectId={projectId}>
          {SUBJECTS()[subject.type]}
        </EntityLink>
      ) : (
        <Text span size="sm" c="dimmed">
          {t('nothing yet')}
        </Text>
      ),
  },
  {
    id: 'seen',
    header: t('Who sees it'),
    wide: true,
    cell: ({ visibility }) =>
      visibility === 'client' ? (
        <ToneBadge tone="info">{t('The client too')}</ToneBadge>
      ) : (
        <ToneBadge tone="neutral">{t('Team only')}</ToneBadge>
      ),
  },
  {
    id: 'who',
    header: t('Brought by'),
    wide: true,
    cell: ({ uploader, createdAt }) => (
      <>
        {uploader.name}
        <Text size="xs" c="dimmed" className="numbers">
          {showMoment(createdAt)}
        </Text>
      </>
    ),
  },
  {
    id: 'actions',
    header: t('Actions'),
    align: 'right',
    width: 96,
    cell: (file) => <FileActions file={file} onDelete={mayDelete(file) ? () => onDelete(file) : undefined} />,
  },
]

function FileActions({ file, onDelete }: { file: Attachment; onDelete: (() => void) | undefined }) {
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <ActionIcon
        component="a"
        href={`/v1/admin/attachments/${file.id}/content`}
        download={file.name}
        variant="subtle"
        color="gray"
        aria-label={t('Download {name}', { name: file.name })}
      >
        <Download size={15} />
      </ActionIcon>
      {onDelete && (
        <ActionIcon
          variant="subtle"
          color="red"
          aria-label={t('Delete {name}', { name: file.name })}
          onClick={onDelete}
        >
          <Trash2 size={15} />
        </ActionIcon>
      )}
    </span>
  )
}
