// A charge or a credit that somebody enters, for a project or for a client as such.
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { newKey, useAct } from '../../api.ts'
import { useMe } from '../../me.ts'
import { AccountPick, ProjectPick } from '../../pick.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'

interface EnterEntryProps {
  /** Where it is for one, and in what money. */
  project?: { id: string; currency: string }
  onClose: () => void
}

export function EnterEntry({ project, onClose }: EnterEntryProps) {
  const me = useMe()
  const post = useAct('POST /v1/admin/billing/entries')
  const [key] = useState(newKey)
  const [kind, setKind] = useState('charge')
  const [subject, setSubject] = useState('project')
  const [id, setId] = useState<string | null>(project?.id ?? null)
  const [minor, setMinor] = useState<number | null>(null)
  const [note, setNote] = useState('')
  const currency = project?.currency ?? me.organization.currency
  const body = {
    ...(subject === 'project' ? { projectId: id ?? '' } : { accountId: id ?? '' }),
    amountMinor: (kind === 'credit' ? -1 : 1) * (minor ?? 0),
    note,
  }
  const picked = { required: true, value: id, onChange: setId }
  return (
    <FormDialog
      title={t('Charge or credit')}
      submit={kind === 'charge' ? t('Charge') : t('Credit')}
      disabled={id === null || !minor || note.trim() === ''}
      onSubmit={() => post.mutateAsync({ body, key })}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Segments
            label={t('What it is')}
            choices={[
              { value: 'charge', label: t('They owe more') },
              { value: 'credit', label: t('They owe less') },
            ]}
            value={kind}
            onChange={setKind}
          />
          {!project && (
            <Segments
              label={t('What it is for')}
              choices={[
                { value: 'project', label: t('For a project') },
                { value: 'account', label: t('For the client as such') },
              ]}
              value={subject}
              onChange={(next) => {
                setSubject(next)
                setId(null)
              }}
            />
          )}
          {!project && subject === 'project' && (
            <ProjectPick label={t('Project')} {...picked} error={fields.projectId} />
          )}
          {!project && subject === 'account' && (
            <AccountPick label={t('Client')} {...picked} error={fields.accountId} />
          )}
          <MoneyInput
            label={t('Amount in {currency}', { currency })}
            required
            currency={currency}
            minor={minor}
            onMinor={setMinor}
            error={fields.amountMinor}
          />
          <TextInput
            label={t('What for')}
            required
            maxLength={1000}
            value={note}
            error={fields.note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
