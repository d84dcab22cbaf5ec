// One rule: its sentence, its switch, its thresholds with a rehearsal of them, and what it did.
import { Anchor, Stack } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useDoor } from '../../api.ts'
import type { AutomationRule } from '../../api-types.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { RuleRuns } from './rule-runs.tsx'
import { RuleSwitch } from './rule-switch.tsx'
import { RuleThresholds } from './rule-thresholds.tsx'
import { nameOfRule } from './rule-words.ts'

export function RulePage() {
  const { ruleId } = useParams({ strict: false }) as { ruleId: string }
  const query = useDoor('GET /v1/admin/automation/:ruleId', { params: { ruleId } })
  return (
    <>
      <Anchor component={Link} to="/automation" size="sm">
        {t('All rules')}
      </Anchor>
      <Loaded query={query}>{(rule) => <OneRule key={rule.name} rule={rule} />}</Loaded>
    </>
  )
}

function OneRule({ rule }: { rule: AutomationRule }) {
  return (
    <>
      <PageHeader title={nameOfRule(rule.name)} about={t(rule.says)}>
        <RuleSwitch rule={rule} withState />
      </PageHeader>
      <Stack gap="md">
        <RuleThresholds rule={rule} />
        <RuleRuns name={rule.name} />
      </Stack>
    </>
  )
}
