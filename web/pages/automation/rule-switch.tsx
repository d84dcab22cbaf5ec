// Switches a rule on or off; what could not be done is said where it was tried.
import { Switch, Text } from '@mantine/core'
import { useAct } from '../../api.ts'
import type { AutomationRule } from '../../api-types.ts'
import { t } from '../../words.ts'
import { nameOfRule } from './rule-words.ts'

export function RuleSwitch({ rule, withState = false }: { rule: AutomationRule; withState?: boolean }) {
  const change = useAct('PUT /v1/admin/automation/:ruleId')
  // What was asked for is shown at once; it falls back where it is refused.
  const on = change.isPending ? (change.variables.body.enabled ?? rule.enabled) : rule.enabled
  return (
    <div>
      <Switch
        checked={on}
        aria-label={nameOfRule(rule.name)}
        label={withState ? (on ? t('On') : t('Off')) : undefined}
        onChange={(event) =>
          change.mutate({ params: { ruleId: rule.name }, body: { enabled: event.currentTarget.checked } })
        }
      />
      {change.error && (
        <Text size="xs" c="var(--bad)" role="alert">
          {change.error.message || t('The server could not be reached.')}
        </Text>
      )}
    </div>
  )
}
