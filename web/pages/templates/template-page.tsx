// One template: what it is for, and its plan as it will be laid out from a project's start.
import { Anchor, Button } from '@mantine/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Copy, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useAct, useDoor } from '../../api.ts'
import type { Template } from '../../api-types.ts'
import { useMay } from '../../me.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t, tn } from '../../words.ts'
import { NewTemplateDialog } from './new-template-dialog.tsx'
import { TemplateEditor } from './template-editor.tsx'
import { ENGAGEMENT, nameOfType } from '../project/project-words.ts'
import { lengthOf } from './template-words.ts'

export function TemplatePage() {
  const { templateId } = useParams({ strict: false }) as { templateId: string }
  const query = useDoor('GET /v1/admin/templates/:templateId', { params: { templateId } })
  return (
    <>
      <Anchor component={Link} to="/templates" size="sm">
        {t('All templates')}
      </Anchor>
      <Loaded query={query}>{(template) => <OneTemplate key={template.id} template={template} />}</Loaded>
    </>
  )
}

function OneTemplate({ template }: { template: Template }) {
  const [open, setOpen] = useState<'copy' | 'delete'>()
  const mayWrite = useMay('template.write')
  const { name, type, engagement, tasks } = template
  const about = [
    nameOfType(type),
    ENGAGEMENT()[engagement],
    tn(tasks.length, '{count} task', '{count} tasks'),
    tn(lengthOf(tasks), '{count} working day', '{count} working days'),
  ].join(' · ')
  return (
    <>
      <PageHeader title={name} about={about}>
        {mayWrite && (
          <>
            <Button variant="default" leftSection={<Copy size={15} aria-hidden />} onClick={() => setOpen('copy')}>
              {t('Copy')}
            </Button>
            <Button variant="default" leftSection={<Trash2 size={15} aria-hidden />} onClick={() => setOpen('delete')}>
              {t('Delete')}
            </Button>
          </>
        )}
      </PageHeader>
      <TemplateEditor template={template} mayWrite={mayWrite} />
      {open && <TemplateDialogs open={open} template={template} onClose={() => setOpen(undefined)} />}
    </>
  )
}

interface TemplateDialogsProps {
  open: 'copy' | 'delete'
  template: Template
  onClose: () => void
}

function TemplateDialogs({ open, template, onClose }: TemplateDialogsProps) {
  const navigate = useNavigate()
  const remove = useAct('DELETE /v1/admin/templates/:templateId')
  const { id, name, version } = template
  if (open === 'copy')
    return (
      <NewTemplateDialog
        from={template}
        onMade={(made) => void navigate({ to: '/templates/$templateId', params: { templateId: made.id } })}
        onClose={onClose}
      />
    )
  return (
    <Confirm
      title={t('Delete {name}?', { name })}
      says={t('No new project begins with it. Projects that were made from it stay as they are.')}
      submit={t('Delete')}
      onConfirm={async () => {
        await remove.mutateAsync({ params: { templateId: id }, version })
        await navigate({ to: '/templates' })
      }}
      onClose={onClose}
    />
  )
}
