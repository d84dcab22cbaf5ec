// When a rule acts: its thresholds and how long it leaves a thing alone, to be tried before they are kept.
import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ApiProblem, useAct } from '../../api.ts'
import type { AutomationRule } from '../../api-types.ts'
import { Card } from '../../ui/card.tsx'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { isSame, useTouched } from '../../use-touched.ts'
import { t } from '../../words.ts'
import styles from './automation.module.css'
import { Rehearsal } from './rehearsal.tsx'
import { shapesOf } from './rule-words.ts'
import { SettingField } from './setting-field.tsx'

type Draft = Pick<AutomationRule, 'settings' | 'coolDownMinutes'>

export function RuleThresholds({ rule }: { rule: AutomationRule }) {
  const form = useTouched(rule)
  return (
    <div className={styles.columns}>
      <Thresholds rule={rule} form={form} />
      <Rehearsal name={rule.name} settings={form.value.settings} changed={'settings' in form.change} />
    </div>
  )
}

interface ThresholdsProps {
  rule: AutomationRule
  form: ReturnType<typeof useTouched<AutomationRule>>
}

function Thresholds({ rule, form }: ThresholdsProps) {
  const { value: draft, change, isTouched: changed, version, set: onChange, reset: onLeave } = form
  const { error, busy, save, dialog } = useSaving(rule)
  const fields = error instanceof ApiProblem ? error.fields : {}
  const shapes = Object.entries(shapesOf(rule))
  const isTuned = !isSame(draft.settings, rule.defaults)
  return (
    <Card title={t('When it acts')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save(change, version).then((saved) => saved && onLeave())
        }}
      >
        <Stack gap="md">
          {error && <ProblemAlert error={error} />}
          {shapes.length === 0 && <Text size="sm">{t('It has no thresholds: its sentence says all of it.')}</Text>}
          {shapes.map(([name, shape]) => (
            <SettingField
              key={name}
              name={name}
              shape={shape}
              value={draft.settings[name]}
              error={fields[`settings/${name}`]}
              onChange={(value) => onChange({ settings: { ...draft.settings, [name]: value } })}
            />
          ))}
          <NumberInput
            label={t('Leaves a thing alone for')}
            suffix={` ${t('minutes')}`}
            description={t('So long nothing is done about a thing once the rule acted on it.')}
            value={draft.coolDownMinutes}
            min={0}
            max={43_200}
            error={fields.coolDownMinutes}
            onChange={(value) => onChange({ coolDownMinutes: Number(value) })}
            maw={320}
          />
          <Group gap="xs">
            <Button type="submit" disabled={!changed} loading={busy}>
              {t('Save')}
            </Button>
            {changed && (
              <Button variant="default" onClick={onLeave}>
                {t('Leave it as it was')}
              </Button>
            )}
            {isTuned && (
              <Button variant="subtle" onClick={() => onChange({ settings: rule.defaults })}>
                {t('Usual values')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      {dialog}
    </Card>
  )
}

/** Sends what differs; where somebody else changed the same meanwhile, it asks. */
function useSaving(rule: AutomationRule) {
  const change = useAct('PUT /v1/admin/automation/:ruleId')
  const [error, setError] = useState<Error>()
  const { save: send, dialog } = useEdit<Partial<Draft>>((body, version) =>
    change.mutateAsync({ params: { ruleId: rule.name }, body, version }),
  )
  const save = async (body: Partial<Draft>, version: number): Promise<boolean> => {
    setError(undefined)
    try {
      await send(body, version)
      return true
    } catch (thrown) {
      setError(thrown as Error)
      return false
    }
  }
  return { error, busy: change.isPending, save, dialog }
}
