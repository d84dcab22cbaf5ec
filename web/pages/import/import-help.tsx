// What a file may have: the columns that are understood, as the server names them.
import { Card } from '../../ui/card.tsx'
import { t } from '../../words.ts'
import styles from './import.module.css'

const PROJECT_COLUMNS =
  'name, account, type, description, engagement, priority, manager, team, assignedTeam, template, startOn, dueOn, budgetMinutes, contractMinor, billingMode, tags, draft, id'
const TASK_COLUMNS =
  'project, title, kind, description, assignees, priority, stage, parent, required, startOn, dueOn, durationDays, estimateMinutes, weight, scheduling, notBefore, mustFinishBy, billableMinor, dependencies, id'

export function ImportHelp() {
  return (
    <Card
      title={t('What a file may have')}
      about={t(
        'The first line names the columns, in any order. Projects need name, account and type; tasks project and title.',
      )}
    >
      <dl className={styles.columns}>
        <dt>{t('Projects (CSV)')}</dt>
        <dd translate="no">{PROJECT_COLUMNS}</dd>
        <dt>{t('Tasks (CSV)')}</dt>
        <dd translate="no">{TASK_COLUMNS}</dd>
        <dt>{t('Dates')}</dt>
        <dd>{t('2026-11-26. People by their mail address, several with ; between.')}</dd>
        <dt>{t('A plan (XML)')}</dt>
        <dd>
          {t('As Microsoft Project writes it (MSPDI): tasks, links, calendars, constraints. It becomes one project.')}
        </dd>
      </dl>
    </Card>
  )
}
