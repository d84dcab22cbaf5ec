// Choosing the values of one filter; each choice narrows the list at once.
import { Checkbox, MultiSelect, Stack, TagsInput, TextInput } from '@mantine/core'
import { BAND, choicesOf, PRIORITY, PROJECT_STATUS } from '../../labels.ts'
import { useTeams } from '../../lookups.ts'
import { t } from '../../words.ts'
import { AccountsPick, PeoplePick } from '../../pick.tsx'
import { useProjectTypes } from '../project/project-words.ts'
import { FILTER_WORDS, valuesOf, type Chosen, type Search } from './project-filters.ts'

interface FilterEditorProps {
  name: Chosen
  search: Search
  change: (wanted: Record<string, string | undefined>) => void
}

export function FilterEditor({ name, search, change }: FilterEditorProps) {
  const label = FILTER_WORDS()[name]
  if (name === 'dueOn') return <DueEditor search={search} change={change} />
  const value = valuesOf(search, name)
  const onChange = (values: string[]) => change({ [name]: values.join(',') || undefined })
  const shared = { label, value, onChange }
  switch (name) {
    case 'status':
      return <OneOfFew {...shared} choices={choicesOf(PROJECT_STATUS())} />
    case 'band':
      return <OneOfFew {...shared} choices={choicesOf(BAND())} />
    case 'priority':
      return <OneOfFew {...shared} choices={choicesOf(PRIORITY())} />
    case 'type':
      return <Types {...shared} />
    case 'accountId':
      return <AccountsPick {...shared} />
    case 'managerId':
    case 'memberId':
      return <PeoplePick {...shared} />
    case 'teamId':
      return <Teams {...shared} />
    case 'tag':
      return <TagsInput {...shared} description={t('Any of these')} data-autofocus />
  }
}

interface ValuesProps {
  label: string
  value: string[]
  onChange: (values: string[]) => void
}

const OneOfFew = ({
  label,
  value,
  onChange,
  choices,
}: ValuesProps & { choices: { value: string; label: string }[] }) => (
  <Checkbox.Group label={label} value={value} onChange={onChange}>
    <Stack gap={8} mt={6}>
      {choices.map((choice) => (
        <Checkbox key={choice.value} value={choice.value} label={choice.label} />
      ))}
    </Stack>
  </Checkbox.Group>
)
const Types = (props: ValuesProps) => <OneOfFew {...props} choices={useProjectTypes()} />
const Teams = (props: ValuesProps) => <MultiSelect {...props} searchable data={useTeams().choices} />

function DueEditor({ search, change }: Omit<FilterEditorProps, 'name'>) {
  const day = (name: 'dueOn[gte]' | 'dueOn[lte]', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={search[name] ?? ''}
      onChange={(event) => change({ [name]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <Stack gap={8}>
      {day('dueOn[gte]', t('Due from'))}
      {day('dueOn[lte]', t('Due until'))}
    </Stack>
  )
}
