// A project's money: what was agreed, billed and is left, what comes next, and the ledger behind it.
import { Alert, Button, SimpleGrid, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProjectBilling } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showMinutes, showMoney } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { Card } from '../../ui/card.tsx'
import { Figure, ProgressBar } from '../../ui/figures.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { BILLING_MODE } from '../project/project-words.ts'
import { EnterEntry } from './enter-entry.tsx'
import { EntryTable } from './entry-table.tsx'

export function BillingTab() {
  const { projectId = '' } = useParams({ strict: false })
  const billing = useDoor('GET /v1/admin/projects/:projectId/billing', { params: { projectId } })
  const mayWrite = useMay('billing.write')
  const [isEntering, setEntering] = useState(false)
  return (
    <Stack gap="md">
      <Loaded query={billing} rows={3}>
        {(data) => (
          <>
            <Waits billing={data} />
            <Figures billing={data} />
          </>
        )}
      </Loaded>
      <Card
        title={t('Ledger')}
        about={t('Entries are added, never changed.')}
        flush
        actions={
          mayWrite && (
            <Button size="xs" variant="light" disabled={!billing.data} onClick={() => setEntering(true)}>
              {t('Charge or credit')}
            </Button>
          )
        }
      >
        <EntryTable query={{ projectId }} within />
      </Card>
      {isEntering && billing.data && (
        <EnterEntry project={{ id: projectId, currency: billing.data.currency }} onClose={() => setEntering(false)} />
      )}
    </Stack>
  )
}

/** Why nothing is billed yet, where one might expect it. */
function Waits({ billing: { status, billingMode } }: { billing: ProjectBilling }) {
  if (billingMode !== 'fixed' || (status !== 'onboarding' && status !== 'draft')) return null
  return (
    <Alert variant="light" role="note">
      {t('Work counts from the day on which the project is active. What is done by then is billed on that day.')}
    </Alert>
  )
}

function Figures({ billing }: { billing: ProjectBilling }) {
  const { currency, contractMinor, billingMode, netMinor, billedMinor, creditedMinor, leftMinor, budget } = billing
  const money = (minor: number) => showMoney(minor, currency)
  const { minutes, spentMinutes, leftMinutes } = budget
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
      <Figure
        name={t('Contract')}
        value={contractMinor === null ? '–' : money(contractMinor)}
        about={BILLING_MODE()[billingMode]}
      />
      <Figure
        name={t('Billed')}
        value={money(netMinor)}
        about={
          creditedMinor > 0
            ? t('{billed} less {credited}', { billed: money(billedMinor), credited: money(creditedMinor) })
            : contractMinor !== null && (
                <ProgressBar
                  percent={(100 * netMinor) / Math.max(1, contractMinor)}
                  label={t('Billed of the contract')}
                />
              )
        }
      />
      <Figure name={t('Left to bill')} value={leftMinor === null ? '–' : money(leftMinor)} />
      <Next billing={billing} />
      <Figure
        name={t('Time spent')}
        value={showMinutes(spentMinutes)}
        about={
          minutes === null
            ? t('no budget')
            : (leftMinutes ?? 0) < 0
              ? t('{over} over {budget}', { over: showMinutes(-(leftMinutes ?? 0)), budget: showMinutes(minutes) })
              : t('{left} left of {budget}', { left: showMinutes(leftMinutes ?? 0), budget: showMinutes(minutes) })
        }
        bad={(leftMinutes ?? 0) < 0}
      />
    </SimpleGrid>
  )
}

function Next({ billing: { next, currency, acceptedProgress } }: { billing: ProjectBilling }) {
  if (!next) return <Figure name={t('Next')} value="–" />
  return (
    <Figure
      name={t('Next')}
      value={showMoney(next.amountMinor, currency)}
      about={
        next.milestone?.title ??
        t('at {step} %, {progress} % counted so far', { step: next.progress ?? 0, progress: acceptedProgress })
      }
    />
  )
}
