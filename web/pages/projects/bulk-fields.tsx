// What is asked before a change of many projects, by its kind.
import { Select, TagsInput, Text, TextInput, Textarea } from '@mantine/core'
import { addDays, today } from '../../formats.ts'
import { choicesOf, PRIORITY, PROJECT_STATUS } from '../../labels.ts'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'
import { PeoplePick, PersonPick } from '../../pick.tsx'
import type { BulkKind, Said } from './bulk-changes.ts'

interface BulkFieldsProps {
  kind: BulkKind
  said: Said
  onChange: (part: Partial<Said>) => void
}

export function BulkFields({ kind, said, onChange }: BulkFieldsProps) {
  switch (kind) {
    case 'status':
      return (
        <>
          <Select
            label={t('Status')}
            required
            data={choicesOf(PROJECT_STATUS()).filter(({ value }) => value !== 'draft')}
            value={said.status ?? null}
            onChange={(status) => onChange({ status: status ?? undefined })}
          />
          <Reason said={said} onChange={onChange} />
        </>
      )
    case 'priority':
      return (
        <Select
          label={t('Priority')}
          required
          data={choicesOf(PRIORITY())}
          value={said.priority ?? null}
          onChange={(priority) => onChange({ priority: priority ?? undefined })}
        />
      )
    case 'manager':
      return (
        <PersonPick
          label={t('Manager')}
          value={said.managerId ?? null}
          onChange={(managerId) => onChange({ managerId })}
        />
      )
    case 'people':
      return (
        <>
          <AddOrTake said={said} onChange={onChange} />
          <PeoplePick label={t('People')} value={said.people} onChange={(people) => onChange({ people })} />
        </>
      )
    case 'tags':
      return (
        <>
          <AddOrTake said={said} onChange={onChange} />
          <TagsInput label={t('Tags')} value={said.tags} onChange={(tags) => onChange({ tags })} />
        </>
      )
    case 'hold':
      return (
        <>
          <Reason said={said} onChange={onChange} required />
          <TextInput
            type="date"
            label={t('On hold until')}
            description={t('What has not begun starts on this day or later. May be left open.')}
            min={addDays(today(), 1)}
            value={said.holdUntil}
            onChange={(event) => onChange({ holdUntil: event.currentTarget.value })}
          />
        </>
      )
    case 'delete':
      return (
        <>
          <Text size="sm">
            {t(
              'They go from every view at once, with their tasks, requests and bookings. A Project Admin can bring each back for 30 days.',
            )}
          </Text>
          <Reason said={said} onChange={onChange} required />
        </>
      )
  }
}

type PartProps = Omit<BulkFieldsProps, 'kind'>
const Reason = ({ said, onChange, required = false }: PartProps & { required?: boolean }) => (
  <Textarea
    label={t('Reason')}
    description={required ? undefined : t('Holding, cancelling and reopening ask for one.')}
    required={required}
    autosize
    minRows={2}
    maxLength={1000}
    value={said.reason}
    onChange={(event) => onChange({ reason: event.currentTarget.value })}
  />
)
const AddOrTake = ({ said, onChange }: PartProps) => (
  <Segments
    label={t('Add or take away')}
    value={said.takeAway ? 'take' : 'add'}
    onChange={(way) => onChange({ takeAway: way === 'take' })}
    choices={[
      { value: 'add', label: t('Add') },
      { value: 'take', label: t('Take away') },
    ]}
  />
)
