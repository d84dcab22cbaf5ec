// Projects.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function ProjectsPage() {
  return <PageHeader title={t('Projects')} />
}
