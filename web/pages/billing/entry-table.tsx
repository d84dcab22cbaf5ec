// Entries of the ledger as a table, the latest first; who may takes one back from here.
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { BillingEntry } from '../../api-types.ts'
import { useAct, useDoor, type Query } from '../../api.ts'
import { EntityLink } from '../../entity-link.tsx'
import { showDay, showMoment, showMoney } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { DataTable, Pages, type Column } from '../../ui/data-table.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { ENTRY_KIND, entryText, isVoidable } from './entry-words.ts'

const ENTRIES = 'GET /v1/admin/billing/entries'
const LIMIT = 25
export type EntryQuery = Omit<NonNullable<Query<typeof ENTRIES>>, 'page' | 'limit' | 'sort' | 'cursor'>

/** `within`: of one project, which is not named again in each line. */
export function EntryTable({ query, within = false }: { query: EntryQuery; within?: boolean }) {
  const [search, change] = useSearchState()
  const [voided, setVoided] = useState<BillingEntry>()
  const mayWrite = useMay('billing.write')
  const page = Number(search.page ?? '1')
  const entries = useDoor(ENTRIES, { query: { ...query, page, limit: LIMIT } }, { keep: true })
  const columns = [...COLUMNS().filter(({ id }) => !within || id !== 'for'), ...(mayWrite ? [voiding(setVoided)] : [])]
  return (
    <Loaded query={entries} rows={6}>
      {({ data, pagination }) =>
        data.length === 0 ? (
          <EmptyState title={t('Nothing was billed')} />
        ) : (
          <>
            <DataTable
              label={t('Billing entries')}
              columns={columns}
              rows={data}
              idOf={({ id }) => id}
              nameOf={entryText}
              stale={entries.isPlaceholderData}
            />
            <Pages
              pagination={pagination}
              shown={data.length}
              onPage={(next) => change({ page: next === 1 ? undefined : String(next) })}
            />
            {voided && <VoidEntry entry={voided} onClose={() => setVoided(undefined)} />}
          </>
        )
      }
    </Loaded>
  )
}

const COLUMNS = (): Column<BillingEntry>[] => [
  {
    id: 'on',
    header: t('Posted'),
    width: 90,
    wide: true,
    cell: (entry) => <PostedOn entry={entry} />,
  },
  {
    id: 'for',
    header: t('For'),
    cell: ({ accountId, accountName, projectId, projectName }) => (
      // Two links on top of one another: far enough apart for a finger.
      <div style={{ lineHeight: '26px' }}>
        {projectId !== null && (
          <EntityLink type="project" id={projectId}>
            {projectName}
          </EntityLink>
        )}
        <Text size="xs" c="dimmed" component="div" lh="26px">
          <EntityLink type="account" id={accountId}>
            {accountName}
          </EntityLink>
        </Text>
      </div>
    ),
  },
  { id: 'what', header: t('What'), cell: (entry) => <What entry={entry} /> },
  {
    id: 'by',
    header: t('By'),
    wide: true,
    cell: ({ actor, provider, exported }) => (
      <>
        {actor.name ?? provider ?? (actor.type === 'rule' ? t('by rule') : actor.id)}
        {exported && (
          <Text size="xs" c="dimmed" title={exported.externalId}>
            {t('exported to {system}', { system: exported.provider })}
          </Text>
        )}
      </>
    ),
  },
  {
    id: 'amount',
    header: t('Amount'),
    align: 'right',
    cell: ({ amountMinor, currency, reversedById }) => (
      <span
        className="numbers"
        style={{ whiteSpace: 'nowrap', ...(reversedById !== null && { textDecoration: 'line-through' }) }}
      >
        {showMoney(amountMinor, currency)}
      </span>
    ),
  },
]

const PostedOn = ({ entry: { postedOn, postedAt } }: { entry: BillingEntry }) => (
  <time dateTime={postedAt} title={showMoment(postedAt)} style={{ whiteSpace: 'nowrap' }}>
    {showDay(postedOn)}
  </time>
)

const What = ({ entry }: { entry: BillingEntry }) => (
  <>
    <ToneBadge tone="neutral">{ENTRY_KIND()[entry.kind]}</ToneBadge> {entryText(entry)}
    {entry.reversedById !== null && (
      <Text size="xs" c="dimmed">
        {t('taken back')}
      </Text>
    )}
    <Text size="xs" c="dimmed" hiddenFrom="sm" component="div">
      <PostedOn entry={entry} />
    </Text>
  </>
)

const voiding = (onVoid: (entry: BillingEntry) => void): Column<BillingEntry> => ({
  id: 'void',
  header: t('Void'),
  width: 80,
  align: 'right',
  cell: (entry) =>
    isVoidable(entry) && (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('Void {what}', { what: `${ENTRY_KIND()[entry.kind]}, ${entryText(entry)}` })}
        onClick={() => onVoid(entry)}
      >
        {t('Void…')}
      </Button>
    ),
})

function VoidEntry({ entry, onClose }: { entry: BillingEntry; onClose: () => void }) {
  const post = useAct('POST /v1/admin/billing/entries/:billingEntryId/void')
  return (
    <Confirm
      title={t('Void {amount}?', { amount: showMoney(entry.amountMinor, entry.currency) })}
      says={t('It is taken back whole, by an entry of its own. What it billed is waived: it is not posted again.')}
      submit={t('Void')}
      reason="required"
      onConfirm={(reason) => post.mutateAsync({ params: { billingEntryId: entry.id }, body: { reason } })}
      onClose={onClose}
    />
  )
}
