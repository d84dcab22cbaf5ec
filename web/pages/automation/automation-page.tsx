// All rules: each as its sentence, with its switch, its thresholds at a glance and what it did last.
import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useDoor } from '../../api.ts'
import type { AutomationRule } from '../../api-types.ts'
import { showAgo } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { ToneBadge } from '../../ui/badges.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t, tn } from '../../words.ts'
import styles from './automation.module.css'
import { RuleSwitch } from './rule-switch.tsx'
import { nameOfRule, nameOfSetting, shapesOf, showSetting, subjectOf, subjects } from './rule-words.ts'

const STATES: Record<string, (rule: AutomationRule) => boolean> = {
  on: ({ enabled }) => enabled,
  off: ({ enabled }) => !enabled,
  failed: ({ lastRun }) => lastRun?.outcome === 'failed',
}

export function AutomationPage() {
  const query = useDoor('GET /v1/admin/automation', {})
  const [{ q = '', state = 'all' }, setSearch] = useSearchState()
  const about = t(
    'What happens by itself. Each rule looks when something happened, and at everything every five minutes.',
  )
  return (
    <>
      <PageHeader title={t('Automation')} about={about} />
      <Group mb="md" gap="sm">
        <SearchBox
          size="sm"
          name={t('Find a rule')}
          value={q}
          onSearch={(words) => setSearch({ q: words })}
          style={{ flex: '1 1 220px', maxWidth: 360 }}
        />
        <Segments
          value={state}
          onChange={(value) => setSearch({ state: value === 'all' ? undefined : value })}
          label={t('Which rules')}
          choices={[
            { value: 'all', label: t('All') },
            { value: 'on', label: t('On') },
            { value: 'off', label: t('Off') },
            { value: 'failed', label: t('Failing') },
          ]}
        />
      </Group>
      <Loaded query={query} rows={10}>
        {({ data }) => (
          <RuleGroups rules={data.filter((rule) => matches(rule, q) && (STATES[state]?.(rule) ?? true))} />
        )}
      </Loaded>
    </>
  )
}

const matches = (rule: AutomationRule, q: string): boolean => {
  const settings = Object.entries(shapesOf(rule)).map(([setting, shape]) => nameOfSetting(setting, shape))
  const text = `${nameOfRule(rule.name)} ${t(rule.says)} ${settings.join(' ')}`.toLowerCase()
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function RuleGroups({ rules }: { rules: AutomationRule[] }) {
  if (rules.length === 0)
    return (
      <EmptyState title={t('No rule like that')}>{t('Take a word out of the search, or show all rules.')}</EmptyState>
    )
  const bySubject = Map.groupBy(rules, ({ name }) => subjectOf(name))
  return (
    <Stack gap="md">
      {subjects().map((subject) => {
        const members = bySubject.get(subject)
        if (!members) return null
        return (
          <Card key={subject} title={subject} about={onOff(members)} flush>
            <ul className={styles.rules}>
              {members.map((rule) => (
                <RuleRow key={rule.name} rule={rule} />
              ))}
            </ul>
          </Card>
        )
      })}
    </Stack>
  )
}

function onOff(rules: AutomationRule[]): string {
  const off = rules.filter(({ enabled }) => !enabled).length
  const all = tn(rules.length, '{count} rule', '{count} rules')
  return off === 0 ? all : `${all}, ${tn(off, '{count} switched off', '{count} switched off')}`
}

function RuleRow({ rule }: { rule: AutomationRule }) {
  const { name, says, settings, defaults, lastRun } = rule
  return (
    <li className={styles.rule} data-off={!rule.enabled || undefined}>
      <RuleSwitch rule={rule} />
      <div className={styles.what}>
        <Link to="/automation/$ruleId" params={{ ruleId: name }} className={styles.name}>
          {nameOfRule(name)}
        </Link>
        <Text size="sm">{t(says)}</Text>
        {Object.keys(settings).length > 0 && (
          <Text size="xs" c="dimmed" className="numbers">
            {Object.entries(settings)
              .map(([setting, value]) => {
                const tuned = JSON.stringify(value) !== JSON.stringify(defaults[setting])
                const shape = shapesOf(rule)[setting]
                return `${nameOfSetting(setting, shape)}: ${showSetting(value, shape)}${tuned ? ` (${t('tuned')})` : ''}`
              })
              .join(' · ')}
          </Text>
        )}
      </div>
      <div className={styles.last}>
        {lastRun === null ? (
          <Text size="xs" c="dimmed">
            {t('Did nothing in 30 days')}
          </Text>
        ) : (
          <>
            <ToneBadge tone={lastRun.outcome === 'failed' ? 'bad' : 'good'}>
              {lastRun.outcome === 'failed' ? t('Failed') : t('Done')}
            </ToneBadge>
            <Text size="xs" c="dimmed">
              {showAgo(lastRun.at)}
            </Text>
          </>
        )}
      </div>
    </li>
  )
}
