// The settings as one form: saved together, after what would move was shown; another's edit of the same is asked about.
import {
  Checkbox,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  TextInput,
  type InputWrapperProps,
} from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { languageOf, LANGUAGES, type Language } from '../../../domain/speech.ts'
import { ApiProblem, useAct } from '../../api.ts'
import type { Settings, SettingsChange, WorkWeek } from '../../api-types.ts'
import { say } from '../../say.ts'
import { Card } from '../../ui/card.tsx'
import { Left, ProblemAlert } from '../../ui/form-dialog.tsx'
import { showValue } from '../../show-value.ts'
import { SaveBar } from '../../ui/save-bar.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { useLeaveGuard } from '../../use-leave-guard.ts'
import { useTouched } from '../../use-touched.ts'
import { LOCALE, localeOf, t } from '../../words.ts'
import { showWeek, WorkWeekEditor } from './work-week-editor.tsx'

// Fields side by side keep one line where what is said of them is of different length.
const ORDER: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'description', 'error']

interface PartProps {
  value: Settings
  set: (change: SettingsChange) => void
  fields: Record<string, string>
}

export function SettingsForm({ settings }: { settings: Settings }) {
  const { value, change, isTouched, version, set, reset } = useTouched(settings)
  const { error, busy, save, dialogs } = useSaving()
  useLeaveGuard(isTouched)
  const part: PartProps = { value, set, fields: error instanceof ApiProblem ? error.fields : {} }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(await save(change, version))) return
    reset()
    await say({ message: t('The settings are saved.') })
  }
  return (
    <>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md" maw={860}>
          <Organization {...part} />
          <Card title={t('Working week')} about={t('When people work, unless their own weekly hours say otherwise.')}>
            <WorkWeekEditor
              week={value.workWeek}
              error={errorOfWeek(part.fields)}
              onChange={(workWeek) => set({ workWeek })}
            />
          </Card>
          <Work {...part} />
          <Memory {...part} />
          {error && <ProblemAlert error={error} />}
          {isTouched && <SaveBar busy={busy} onReset={reset} />}
        </Stack>
      </form>
      {dialogs}
    </>
  )
}

const errorOfWeek = (fields: Record<string, string>): string | undefined =>
  Object.entries(fields).find(([field]) => field.startsWith('workWeek'))?.[1]

/** Answers whether it was saved; what was refused is `error`. */
function useSaving() {
  const put = useAct('PUT /v1/admin/settings')
  const preview = usePreview(t('What follows from these settings'), t('Save'))
  const [error, setError] = useState<Error>()
  const [busy, setBusy] = useState(false)
  const edit = useEdit<SettingsChange>(
    (body, version) => preview.save((query) => put.mutateAsync({ body, version, query })),
    (field, value) => (field === 'workWeek' ? showWeek(value as WorkWeek) : showValue(value)),
  )
  const save = async (change: SettingsChange, version: number): Promise<boolean> => {
    setError(undefined)
    setBusy(true)
    try {
      await edit.save(change, version)
      return true
    } catch (thrown) {
      if (!(thrown instanceof Left)) setError(thrown as Error)
      return false
    } finally {
      setBusy(false)
    }
  }
  const dialogs = (
    <>
      {preview.dialog}
      {edit.dialog}
    </>
  )
  return { error, busy, save, dialogs }
}

const withCurrent = (all: string[], current: string): string[] => (all.includes(current) ? all : [current, ...all])

function Organization({ value, set, fields }: PartProps) {
  const names = new Intl.DisplayNames(LOCALE, { type: 'currency' })
  return (
    <Card title={t('Organisation')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('Name')}
          required
          maxLength={200}
          value={value.name}
          error={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('Time zone')}
          description={t('Dates are dates there.')}
          inputWrapperOrder={ORDER}
          searchable
          allowDeselect={false}
          limit={60}
          value={value.timezone}
          data={withCurrent(Intl.supportedValuesOf('timeZone'), value.timezone)}
          error={fields.timezone}
          onChange={(timezone) => timezone !== null && set({ timezone })}
        />
        <Select
          label={t('Language')}
          description={t('Of mail, chat and clients’ pages where nobody chose another.')}
          inputWrapperOrder={ORDER}
          allowDeselect={false}
          value={languageOf(value.locale)}
          data={Object.entries(LANGUAGES).map(([language, label]) => ({ value: language, label }))}
          error={fields.locale}
          onChange={(language) => language !== null && set({ locale: localeOf(language as Language) })}
        />
        <Select
          label={t('Currency')}
          description={t('Of projects made from now on.')}
          inputWrapperOrder={ORDER}
          searchable
          allowDeselect={false}
          limit={60}
          value={value.currency}
          data={withCurrent(Intl.supportedValuesOf('currency'), value.currency).map((code) => ({
            value: code,
            label: `${code} – ${names.of(code) ?? code}`,
          }))}
          error={fields.currency}
          onChange={(currency) => currency !== null && set({ currency })}
        />
      </SimpleGrid>
    </Card>
  )
}

function Work({ value, set, fields }: PartProps) {
  return (
    <Card title={t('Projects and capacity')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TagsInput
          label={t('More project types')}
          description={t(
            'Beside those that are always there. Lower-case letters, digits and underscores. Enter adds one.',
          )}
          inputWrapperOrder={ORDER}
          value={value.projectTypes}
          error={Object.entries(fields).find(([field]) => field.startsWith('projectTypes'))?.[1]}
          onChange={(projectTypes) => set({ projectTypes })}
          clearable={false}
        />
        <NumberInput
          label={t('Warn beyond (% of capacity)')}
          description={t('A day booked beyond this share of a person’s capacity is shown as tight.')}
          inputWrapperOrder={ORDER}
          min={1}
          max={100}
          allowDecimal={false}
          value={value.capacitySoftLimitPercent}
          error={fields.capacitySoftLimitPercent}
          onChange={(percent) => set({ capacitySoftLimitPercent: Number(percent) })}
        />
      </SimpleGrid>
    </Card>
  )
}

const USUAL_MONTHS = 36

function Memory({ value, set, fields }: PartProps) {
  const months = value.activityRetentionMonths
  return (
    <Card title={t('Memory')} about={t('How long the log of what happened is kept.')}>
      <Group align="flex-end" gap="md">
        <Checkbox
          label={t('For ever')}
          checked={months === null}
          onChange={(event) => set({ activityRetentionMonths: event.currentTarget.checked ? null : USUAL_MONTHS })}
          mb={8}
        />
        {months !== null && (
          <NumberInput
            label={t('Months')}
            description={t('At least 12. What is older goes, and can not come back.')}
            min={12}
            max={1200}
            allowDecimal={false}
            value={months}
            error={fields.activityRetentionMonths}
            onChange={(next) => set({ activityRetentionMonths: Number(next) })}
          />
        )}
      </Group>
    </Card>
  )
}
