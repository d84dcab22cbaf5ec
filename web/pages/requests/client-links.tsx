// The addresses by which people of the client ask without an account: made, shown once, taken back.
import { Alert, Box, Button, Checkbox, CopyButton, Group, Modal, Text, TextInput } from '@mantine/core'
import { Copy, Plus } from 'lucide-react'
import { useState } from 'react'
import type { ClientLink } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { showMoment } from '../../formats.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'

const isGood = ({ revokedAt, expiresAt }: ClientLink): boolean =>
  revokedAt === null && Date.parse(expiresAt) > Date.now()

export function ClientLinks({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const params = { projectId }
  const links = useDoor('GET /v1/admin/projects/:projectId/client-links', { params, query: { limit: 100 } })
  const [makes, setMakes] = useState(false)
  const [made, setMade] = useState<ClientLink>()
  const [revokes, setRevokes] = useState<ClientLink>()
  const revoke = useAct('DELETE /v1/admin/client-links/:clientLinkId')
  return (
    <Modal opened onClose={onClose} title={t('Client links')} size="xl" closeButtonProps={{ 'aria-label': t('Close') }}>
      <Group justify="space-between" mb="sm" align="flex-start">
        <Text size="sm" c="dimmed" maw={440}>
          {t('Whoever has such an address asks here without an account, and sees only requests of this project.')}
        </Text>
        <Button size="xs" leftSection={<Plus size={14} />} onClick={() => setMakes(true)}>
          {t('Make a link')}
        </Button>
      </Group>
      {made?.url && <Shown url={made.url} name={made.name} />}
      <Loaded query={links} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t('No links yet')}>
              {t('Make one for each person of the client who asks for things.')}
            </EmptyState>
          ) : (
            <DataTable
              label={t('Client links')}
              columns={columnsOf(setRevokes)}
              rows={data}
              idOf={({ id }) => id}
              nameOf={({ name }) => name}
            />
          )
        }
      </Loaded>
      {makes && <MakeLink projectId={projectId} onMade={setMade} onClose={() => setMakes(false)} />}
      {revokes && (
        <Confirm
          title={t('Take the link of {name} back', { name: revokes.name })}
          says={t('Its address stops working at once. What was asked by it stays.')}
          submit={t('Take it back')}
          onConfirm={async () => {
            await revoke.mutateAsync({ params: { clientLinkId: revokes.id }, version: revokes.version })
            if (made?.id === revokes.id) setMade(undefined)
          }}
          onClose={() => setRevokes(undefined)}
        />
      )}
    </Modal>
  )
}

const columnsOf = (onRevoke: (link: ClientLink) => void): Column<ClientLink>[] => [
  {
    id: 'name',
    header: t('For'),
    cell: ({ name, email }) => (
      <>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {email}
        </Text>
      </>
    ),
  },
  {
    id: 'until',
    header: t('Good until'),
    wide: true,
    cell: ({ expiresAt }) => <span className="numbers">{showMoment(expiresAt)}</span>,
  },
  {
    id: 'state',
    header: t('Status'),
    wide: true,
    cell: (link) => <LinkState link={link} />,
  },
  {
    id: 'revoke',
    header: t('Action'),
    align: 'right',
    cell: (link) =>
      isGood(link) ? (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          aria-label={t('Take back: {name}', { name: link.name })}
          onClick={() => onRevoke(link)}
        >
          {t('Take back')}
        </Button>
      ) : (
        <Box hiddenFrom="sm">
          <LinkState link={link} />
        </Box>
      ),
  },
]

const LinkState = ({ link }: { link: ClientLink }) =>
  isGood(link) ? (
    <ToneBadge tone="good">{t('Works')}</ToneBadge>
  ) : (
    <ToneBadge tone="neutral">{link.revokedAt === null ? t('Expired') : t('Taken back')}</ToneBadge>
  )

/** The address is not to be had again: it is shown here, this once. */
function Shown({ url, name }: { url: string; name: string }) {
  return (
    <Alert color="petrol" variant="light" mb="sm" title={t('The link of {name}: copy it now', { name })} role="status">
      <Text size="sm" mb={6}>
        {t('It is shown this once. Who has it, asks in the name of {name}.', { name })}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={t('The address')}
          value={url}
          readOnly
          style={{ flex: 1 }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button leftSection={<Copy size={14} />} onClick={copy}>
              {copied ? t('Copied') : t('Copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  )
}

function MakeLink({
  projectId,
  onMade,
  onClose,
}: {
  projectId: string
  onMade: (link: ClientLink) => void
  onClose: () => void
}) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [expiresOn, setExpiresOn] = useState('')
  const [sends, setSends] = useState(true)
  const create = useAct('POST /v1/admin/projects/:projectId/client-links')
  const send = async () => {
    const body = { name, email, send: sends, ...(expiresOn && { expiresOn }) }
    onMade(await create.mutateAsync({ params: { projectId }, body }))
  }
  return (
    <FormDialog title={t('Make a link')} submit={t('Make it')} onSubmit={send} onClose={onClose}>
      {(errors) => (
        <>
          <TextInput
            label={t('Name')}
            required
            data-autofocus
            value={name}
            error={errors.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('Email')}
            type="email"
            required
            value={email}
            error={errors.email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextInput
            label={t('Good until')}
            description={t('180 days unless you say otherwise.')}
            type="date"
            value={expiresOn}
            error={errors.expiresOn}
            onChange={(event) => setExpiresOn(event.currentTarget.value)}
          />
          <Checkbox
            label={t('Mail it to them')}
            checked={sends}
            onChange={(event) => setSends(event.currentTarget.checked)}
          />
        </>
      )}
    </FormDialog>
  )
}
