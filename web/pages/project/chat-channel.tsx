// The chat channel of a project: connected, so that what is said in one place is said in the other; or cut off.
import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Channel, ChannelConnection } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'

export function ChatChannel({ projectId }: { projectId: string }) {
  const channel = useDoor('GET /v1/admin/projects/:projectId/channel', { params: { projectId } })
  const [asked, setAsked] = useState<'connect' | 'disconnect'>()
  const disconnect = useAct('DELETE /v1/admin/projects/:projectId/channel')
  const close = () => setAsked(undefined)
  return (
    <Card title={t('Slack channel')}>
      <Loaded query={channel} rows={1}>
        {(found) => (
          <>
            {found ? <Connected channel={found} /> : <NotConnected />}
            <Group gap="xs" mt="sm">
              <Button size="xs" variant="default" onClick={() => setAsked('connect')}>
                {found ? t('Change') : t('Connect a channel')}
              </Button>
              {found && (
                <Button size="xs" variant="subtle" color="red" onClick={() => setAsked('disconnect')}>
                  {t('Disconnect')}
                </Button>
              )}
            </Group>
            {asked === 'connect' && <Connect projectId={projectId} channel={found} onClose={close} />}
          </>
        )}
      </Loaded>
      {asked === 'disconnect' && (
        <Confirm
          title={t('Disconnect the channel')}
          says={t('What is said here no longer goes there, nor the other way. What was said stays in both.')}
          submit={t('Disconnect')}
          onConfirm={() => disconnect.mutateAsync({ params: { projectId } })}
          onClose={close}
        />
      )}
    </Card>
  )
}

const NotConnected = () => (
  <Text size="sm" c="dimmed">
    {t('None. With one, the team reads and writes in Slack what is said here.')}
  </Text>
)

function Connected({ channel: { channelId, visibility } }: { channel: Channel }) {
  return (
    <Group gap="xs">
      <Text size="sm" ff="monospace">
        {channelId}
      </Text>
      {visibility === 'client' ? (
        <ToneBadge tone="info">{t('The client is in it')}</ToneBadge>
      ) : (
        <ToneBadge tone="neutral">{t('Team only')}</ToneBadge>
      )}
    </Group>
  )
}

function Connect({ projectId, channel, onClose }: { projectId: string; channel: Channel | null; onClose: () => void }) {
  const [channelId, setChannelId] = useState(channel?.channelId ?? '')
  const [visibility, setVisibility] = useState<ChannelConnection['visibility']>(channel?.visibility ?? 'internal')
  const connect = useAct('PUT /v1/admin/projects/:projectId/channel')
  const body = { provider: 'slack' as const, channelId: channelId.trim(), visibility }
  return (
    <FormDialog
      title={t('Connect a Slack channel')}
      submit={t('Connect')}
      onSubmit={() => connect.mutateAsync({ params: { projectId }, body })}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextInput
            label={t('The channel’s id')}
            description={t(
              'As Slack shows it below the channel’s details, like C0123456789. Invite the app to it first.',
            )}
            required
            data-autofocus
            value={channelId}
            error={errors.channelId}
            onChange={(event) => setChannelId(event.currentTarget.value)}
          />
          <Radio.Group label={t('Who is in it')} value={visibility} onChange={setVisibility}>
            <Stack gap={6} mt={4}>
              <Radio value="internal" label={t('The team only: it gets all that is said')} />
              <Radio value="client" label={t('The client too: it gets only what is theirs to see')} />
            </Stack>
          </Radio.Group>
        </>
      )}
    </FormDialog>
  )
}
