// One threshold of a rule as a field, drawn from the JSON Schema of the rule's settings.
import { Checkbox, Fieldset, Group, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { showValue } from '../../show-value.ts'
import { t } from '../../words.ts'
import { nameOfSetting, showSetting, type SettingShape } from './rule-words.ts'

interface SettingFieldProps {
  name: string
  shape: SettingShape
  value: unknown
  error?: string | undefined
  onChange: (value: unknown) => void
}

export function SettingField(props: SettingFieldProps) {
  const { name, shape, value, error, onChange } = props
  if (shape.type === 'array') return <ListField {...props} />
  const said = { label: nameOfSetting(name, shape), description: aboutOf(shape), error }
  if (shape.type === 'integer' || shape.type === 'number')
    return (
      <NumberInput
        {...said}
        value={value as number}
        min={shape.minimum}
        max={shape.maximum}
        allowDecimal={shape.type === 'number'}
        step={shape.type === 'number' ? 0.05 : 1}
        suffix={shape.unit && ` ${t(shape.unit)}`}
        onChange={onChange}
        maw={320}
      />
    )
  if (shape.type === 'boolean')
    return <Checkbox {...said} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
  if (shape.enum)
    return (
      <Select
        {...said}
        data={shape.enum.map((each) => ({ value: each, label: showValue(each) }))}
        value={String(value)}
        allowDeselect={false}
        onChange={onChange}
        maw={320}
      />
    )
  return (
    <TextInput
      {...said}
      value={typeof value === 'string' ? value : JSON.stringify(value)}
      maxLength={shape.maxLength}
      onChange={(event) => onChange(event.currentTarget.value)}
      maw={320}
    />
  )
}

/** What it means, between what it may be, and what it is where nobody tuned it. */
function aboutOf({ description, minimum, maximum, unit, default: standard }: SettingShape): string {
  const range = minimum !== undefined && maximum !== undefined ? t('{minimum} to {maximum}', { minimum, maximum }) : ''
  const usual = standard === undefined ? '' : t('usually {value}', { value: showSetting(standard, { unit }) })
  const limits = [range, usual].filter(Boolean).join(', ')
  return [description && t(description), limits && `${limits.charAt(0).toUpperCase()}${limits.slice(1)}.`]
    .filter(Boolean)
    .join(' ')
}

/** Several values in order, each with its place: the steps of a ladder. */
function ListField({ name, shape, value, error, onChange }: SettingFieldProps) {
  const values = Array.isArray(value) ? (value as unknown[]) : []
  return (
    <Fieldset
      legend={nameOfSetting(name, shape)}
      variant="unstyled"
      p={0}
      styles={{ legend: { fontWeight: 500, fontSize: 14, padding: 0 } }}
    >
      <Text size="xs" c="dimmed" mb={6}>
        {aboutOf({ ...shape, ...(shape.items?.minimum !== undefined && limitsOf(shape.items)) })}
      </Text>
      <Group gap="xs">
        {values.map((each, place) => (
          <NumberInput
            // oxlint-disable-next-line react/no-array-index-key -- the place is what it is
            key={place}
            aria-label={t('{name}, step {step}', { name: nameOfSetting(name, shape), step: place + 1 })}
            value={each as number}
            min={shape.items?.minimum}
            max={shape.items?.maximum}
            allowDecimal={false}
            onChange={(next) => onChange(values.with(place, next))}
            w={84}
          />
        ))}
      </Group>
      {error && (
        <Text size="xs" c="var(--bad)" mt={4}>
          {error}
        </Text>
      )}
    </Fieldset>
  )
}

const limitsOf = ({ minimum, maximum }: SettingShape): SettingShape => ({
  ...(minimum !== undefined && { minimum }),
  ...(maximum !== undefined && { maximum }),
})
