// What can be done with the baseline that the plan is compared with: called otherwise, or thrown away.
import { ActionIcon, Menu, TextInput } from '@mantine/core'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Baseline } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

interface BaselineMenuProps {
  baseline: Baseline
  onGone: () => void
}

export function BaselineMenu({ baseline, onGone }: BaselineMenuProps) {
  const [open, setOpen] = useState<'rename' | 'delete'>()
  const remove = useAct('DELETE /v1/admin/projects/:projectId/baselines/:baselineId')
  const { id, projectId, name, version } = baseline
  const close = () => setOpen(undefined)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('What to do with {name}', { name })}>
            <Ellipsis size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('rename')}>{t('Rename…')}</Menu.Item>
          <Menu.Item color="red" onClick={() => setOpen('delete')}>
            {t('Delete…')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'rename' && <RenameBaseline baseline={baseline} onClose={close} />}
      {open === 'delete' && (
        <Confirm
          title={t('Delete {name}?', { name })}
          says={t('The plan can no longer be compared with it. The plan itself stays as it is.')}
          submit={t('Delete')}
          onConfirm={async () => {
            await remove.mutateAsync({ params: { projectId, baselineId: id }, version })
            onGone()
          }}
          onClose={close}
        />
      )}
    </>
  )
}

function RenameBaseline({ baseline, onClose }: { baseline: Baseline; onClose: () => void }) {
  const { id, projectId, version } = baseline
  const [name, setName] = useState(baseline.name)
  const rename = useAct('PUT /v1/admin/projects/:projectId/baselines/:baselineId')
  return (
    <FormDialog
      title={t('Rename {name}', { name: baseline.name })}
      submit={t('Save')}
      disabled={name.trim() === '' || name === baseline.name}
      onSubmit={() => rename.mutateAsync({ params: { projectId, baselineId: id }, body: { name }, version })}
      onClose={onClose}
    >
      {(fields) => (
        <TextInput
          label={t('Name')}
          required
          value={name}
          error={fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
      )}
    </FormDialog>
  )
}
