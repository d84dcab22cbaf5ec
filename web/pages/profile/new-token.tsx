// Makes a token: what it is for, what it may, until when.
import { MultiSelect, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { permissionNames } from '../../../domain/permissions.ts'
import type { ApiToken, NewApiToken } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { addDays, instantOf, today } from '../../formats.ts'
import { may, useMe } from '../../me.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

const LIVES = () => [
  { value: '30', label: t('30 days') },
  { value: '90', label: t('90 days') },
  { value: '365', label: t('One year') },
  { value: 'day', label: t('Until a day…') },
  { value: 'never', label: t('Without end') },
]

export function NewToken({ onMade, onClose }: { onMade: (token: ApiToken) => void; onClose: () => void }) {
  const me = useMe()
  const [name, setName] = useState('')
  const [reach, setReach] = useState('some')
  const [scopes, setScopes] = useState<string[]>([])
  const [life, setLife] = useState('90')
  const [day, setDay] = useState(addDays(today(), 30))
  const { mutateAsync: make } = useAct('POST /v1/auth/tokens')
  const ends = life === 'day' ? day : addDays(today(), Number(life))
  const send = async () => {
    const body = {
      name,
      scopes: reach === 'all' ? ['*'] : scopes,
      expiresAt: life === 'never' ? null : instantOf(ends, '23:59'),
    } as NewApiToken
    onMade(await make({ body }))
  }
  return (
    <FormDialog title={t('New token')} submit={t('Make it')} onSubmit={send} onClose={onClose} size="lg">
      {(fields) => (
        <>
          <TextInput
            label={t('What it is for')}
            required
            maxLength={200}
            value={name}
            error={fields.name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Radio.Group label={t('What it may')} value={reach} onChange={setReach}>
            <Stack gap={6} mt={4}>
              <Radio value="some" label={t('Only what is chosen')} />
              <Radio value="all" label={t('Everything that I may, now and later')} />
            </Stack>
          </Radio.Group>
          {reach === 'some' && (
            <MultiSelect
              label={t('Rights')}
              data={permissionNames.filter((each) => may(me, each))}
              value={scopes}
              onChange={setScopes}
              error={fields.scopes}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('Choose none') }}
              maxDropdownHeight={240}
            />
          )}
          <Select
            label={t('How long')}
            data={LIVES()}
            value={life}
            allowDeselect={false}
            error={fields.expiresAt}
            onChange={(chosen) => setLife(chosen ?? '90')}
          />
          {life === 'day' && (
            <TextInput
              type="date"
              label={t('Until')}
              required
              min={addDays(today(), 1)}
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
