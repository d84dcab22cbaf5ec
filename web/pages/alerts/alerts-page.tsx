// What an administrator must know of: one alert for each cause, now and past.
import { Group, Select } from '@mantine/core'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useDoor } from '../../api.ts'
import type { Alert } from '../../api-types.ts'
import { Card } from '../../ui/card.tsx'
import { Pages } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'
import { AlertDialog, type AlertStep } from './alert-dialog.tsx'
import { AlertItem } from './alert-item.tsx'
import styles from './alerts.module.css'

const LIMIT = 20

export function AlertsPage() {
  const [{ status = 'now', severity = '', page = '1', alert: opened }, setSearch] = useSearchState()
  const [step, setStep] = useState<{ alert: Alert; to: AlertStep }>()
  const isPast = status === 'past'
  const query = useDoor(
    'GET /v1/admin/alerts',
    { query: { status: isPast ? 'cleared' : 'open,acknowledged', severity, limit: LIMIT, page: Number(page) } },
    { keep: true },
  )
  return (
    <>
      <PageHeader
        title={t('Alerts')}
        about={t('What needs an administrator: one alert for each cause, while it lasts.')}
      />
      <Filters status={status} severity={severity} onChange={(change) => setSearch({ ...change, page: undefined })} />
      <Card flush>
        <Loaded query={query}>
          {({ data, pagination }) =>
            data.length === 0 ? (
              <NoAlerts isPast={isPast} />
            ) : (
              <>
                <ul className={styles.alerts}>
                  {data.map((alert) => (
                    <AlertItem
                      key={alert.id}
                      alert={alert}
                      opened={alert.id === opened}
                      onStep={(to) => setStep({ alert, to })}
                    />
                  ))}
                </ul>
                <Pages
                  pagination={pagination}
                  shown={data.length}
                  onPage={(next) => setSearch({ page: next === 1 ? undefined : String(next) })}
                />
              </>
            )
          }
        </Loaded>
      </Card>
      {step && <AlertDialog {...step} onClose={() => setStep(undefined)} />}
    </>
  )
}

interface FiltersProps {
  status: string
  severity: string
  onChange: (change: Record<string, string | undefined>) => void
}

function Filters({ status, severity, onChange }: FiltersProps) {
  return (
    <Group mb="md" gap="sm">
      <Segments
        label={t('When')}
        value={status}
        onChange={(value) => onChange({ status: value === 'now' ? undefined : value })}
        choices={[
          { value: 'now', label: t('Now') },
          { value: 'past', label: t('Past') },
        ]}
      />
      <Select
        aria-label={t('Severity')}
        placeholder={t('Any severity')}
        value={severity || null}
        onChange={(value) => onChange({ severity: value ?? undefined })}
        data={[
          { value: 'critical', label: t('Critical') },
          { value: 'warning', label: t('Warning') },
        ]}
        clearable
        clearButtonProps={{ 'aria-label': t('Any severity') }}
        w={170}
      />
    </Group>
  )
}

const NoAlerts = ({ isPast }: { isPast: boolean }) =>
  isPast ? (
    <EmptyState title={t('No past alerts')}>
      {t('What was cleared, by somebody or by itself, is kept here.')}
    </EmptyState>
  ) : (
    <EmptyState title={t('Nothing needs you')} icon={<ShieldCheck size={30} strokeWidth={1.5} />}>
      {t('Backups, mail, background work and the log are watched; what goes wrong appears here at once.')}
    </EmptyState>
  )
