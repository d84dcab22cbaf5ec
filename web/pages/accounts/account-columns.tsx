// What the list of clients tells of each.
import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Account } from '../../api-types.ts'
import { showAgo } from '../../formats.ts'
import { useAccountsById, usePeople } from '../../lookups.ts'
import { PeopleMarks, ToneBadge } from '../../ui/badges.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { t, tn } from '../../words.ts'

export function AccountState({ status }: Pick<Account, 'status'>) {
  return status === 'active' ? (
    <ToneBadge tone="good">{t('Active')}</ToneBadge>
  ) : (
    <ToneBadge tone="neutral">{t('Archived')}</ToneBadge>
  )
}

/** Whether the account system says what it is, and since when it said nothing else. */
export function InStepMark({ account: { outsideStatus, lastSyncedAt, status } }: { account: Account }) {
  if (outsideStatus === null || lastSyncedAt === null) return null
  return outsideStatus === 'archived' && status === 'active' ? (
    <ToneBadge tone="warn">{t('Archived in the account system')}</ToneBadge>
  ) : (
    <ToneBadge tone="info">{t('In step, {ago}', { ago: showAgo(lastSyncedAt) })}</ToneBadge>
  )
}

export function useAccountColumns(rows: readonly Account[]): Column<Account>[] {
  const people = usePeople()
  const parents = useAccountsById(rows.flatMap(({ parentAccountId }) => parentAccountId ?? []))
  return [
    {
      id: 'name',
      header: t('Client'),
      sort: 'name',
      cell: ({ id, name, parentAccountId }) => (
        <div>
          <Link to="/accounts/$accountId" params={{ accountId: id }}>
            {name}
          </Link>
          {parentAccountId && (
            <Text size="xs" c="dimmed">
              {t('part of {name}', { name: parents.name(parentAccountId) })}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: 'managers',
      header: t('Managers'),
      cell: ({ accountManagerIds }) => <PeopleMarks names={accountManagerIds.map((id) => people.name(id))} />,
    },
    {
      id: 'contacts',
      header: t('Contacts'),
      wide: true,
      cell: ({ contacts }) => <Contact contacts={contacts} />,
    },
    {
      id: 'timezone',
      header: t('Time zone'),
      wide: true,
      cell: ({ timezone }) => (
        <Text size="sm" c="dimmed">
          {timezone ?? t('as ours')}
        </Text>
      ),
    },
    {
      id: 'inStep',
      header: t('Account system'),
      wide: true,
      cell: (account) => <InStepMark account={account} />,
    },
    {
      id: 'updatedAt',
      header: t('Changed'),
      sort: 'updatedAt',
      wide: true,
      cell: ({ updatedAt }) => <Text size="sm">{showAgo(updatedAt)}</Text>,
    },
    { id: 'status', header: t('State'), sort: 'status', width: 100, cell: AccountState },
  ]
}

function Contact({ contacts: [first, ...others] }: Pick<Account, 'contacts'>) {
  if (!first) return null
  return (
    <div>
      <Text size="sm">
        {first.name}
        {others.length > 0 && ` ${tn(others.length, 'and {count} more', 'and {count} more')}`}
      </Text>
      <Text size="xs" c="dimmed">
        {[first.role, first.email].filter(Boolean).join(' · ')}
      </Text>
    </div>
  )
}
