// One client: how all its projects stand, what is open with it, whom one speaks with, and what can be done to all at once.
import { Button, Grid, Group, Menu, Stack } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { Account, AccountOverview } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { useMay } from '../../me.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Loaded } from '../../ui/states.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { t } from '../../words.ts'
import { AnalyticsCard } from '../analytics/analytics-card.tsx'
import { AccountState, InStepMark } from './account-columns.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { AccountContacts } from './account-contacts.tsx'
import { AccountFamily } from './account-family.tsx'
import { AccountFigures } from './account-figures.tsx'
import { AccountOpen } from './account-open.tsx'
import { AccountProjects } from './account-projects.tsx'
import { AccountSubscriptions } from './account-subscriptions.tsx'
import { StepDialog, type Step } from './step-dialog.tsx'

export function AccountPage() {
  const { accountId = '' } = useParams({ strict: false })
  const query = useDoor('GET /v1/admin/accounts/:accountId/overview', { params: { accountId } })
  return <Loaded query={query}>{(overview) => <AccountView overview={overview} />}</Loaded>
}

function AccountView({ overview }: { overview: AccountOverview }) {
  const { account, parent, children } = overview
  return (
    <>
      <PageHeader
        title={account.name}
        about={
          <Group gap={8} mt={6}>
            <AccountState status={account.status} />
            <InStepMark account={account} />
            {parent && (
              <Link to="/accounts/$accountId" params={{ accountId: parent.id }}>
                {t('part of {name}', { name: parent.name })}
              </Link>
            )}
          </Group>
        }
      >
        <AccountActions account={account} hasChildren={children.length > 0} />
      </PageHeader>
      <Stack gap="md">
        <AccountFigures accountId={account.id} figures={overview.total} />
        {overview.accounts.length > 1 && <AccountFamily overview={overview} />}
        <Grid gap="md">
          <Grid.Col span={{ base: 12, lg: 8 }}>
            <Stack gap="md">
              <AccountProjects accountId={account.id} hasChildren={children.length > 0} />
              <AccountSubscriptions accountId={account.id} isActive={account.status === 'active'} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 4 }}>
            <Stack gap="md">
              <AccountContacts account={account} />
              <AccountOpen accountId={account.id} />
              <AnalyticsCard of={{ accountId: account.id }} />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  )
}

type Open = Step | 'change' | 'archive'

function AccountActions({ account, hasChildren }: { account: Account; hasChildren: boolean }) {
  const mayWrite = useMay('account.write')
  const mayStep = useMay('account.coordinate')
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  return (
    <>
      {mayStep && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<ChevronDown size={15} aria-hidden />}>
              {t('All its projects')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setOpen('hold')}>{t('Put on hold…')}</Menu.Item>
            <Menu.Item onClick={() => setOpen('resume')}>{t('Resume…')}</Menu.Item>
            <Menu.Item onClick={() => setOpen('move')}>{t('Move in time…')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {mayWrite && (
        <>
          {account.outsideStatus === null && (
            <Button variant="default" onClick={() => setOpen('archive')}>
              {account.status === 'active' ? t('Archive…') : t('Take up again…')}
            </Button>
          )}
          <Button onClick={() => setOpen('change')}>{t('Change…')}</Button>
        </>
      )}
      {open === 'change' && <AccountDialog account={account} onClose={close} />}
      {open === 'archive' && <ArchiveDialog account={account} onClose={close} />}
      {(open === 'hold' || open === 'resume' || open === 'move') && (
        <StepDialog step={open} account={account} hasChildren={hasChildren} onClose={close} />
      )}
    </>
  )
}

function ArchiveDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const put = useAct('PUT /v1/admin/accounts/:accountId')
  const isActive = account.status === 'active'
  const submit = isActive ? t('Archive') : t('Take up again')
  const preview = usePreview(t('What follows'), submit)
  const body = { status: isActive ? ('archived' as const) : ('active' as const) }
  return (
    <>
      {!preview.dialog && (
        <Confirm
          title={
            isActive ? t('Archive {name}?', { name: account.name }) : t('Take up {name} again?', { name: account.name })
          }
          says={
            isActive
              ? t('Nothing new begins for an archived client; what there is stays. You see first what follows.')
              : t('New projects may begin for it again.')
          }
          submit={submit}
          danger={isActive}
          onConfirm={() =>
            preview.save((query) =>
              put.mutateAsync({ params: { accountId: account.id }, body, version: account.version, query }),
            )
          }
          onClose={onClose}
        />
      )}
      {preview.dialog}
    </>
  )
}
