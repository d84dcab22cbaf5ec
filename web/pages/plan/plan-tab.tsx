// The project's tab: plan.
import { t } from '../../words.ts'

export function PlanTab() {
  return <h2>{t('Plan')}</h2>
}
