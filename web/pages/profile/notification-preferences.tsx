// How I am told of each kind of thing, when mail and chat keep quiet, and which projects they leave out. Each choice holds at once.
import { Button, Group, Select, Stack, Switch, Table, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { NotificationPreferences as Preferences, NotificationPreferencesChange } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { useProjectsById } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { NOTICE_KIND, type NoticeKind } from '../../notice-kinds.ts'
import { say } from '../../say.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import styles from './profile.module.css'

type Save = (change: NotificationPreferencesChange) => void

export function NotificationPreferences() {
  const query = useDoor('GET /v1/admin/me/notification-preferences', {})
  const { mutateAsync } = useAct('PUT /v1/admin/me/notification-preferences')
  const save: Save = (body) =>
    void mutateAsync({ body }).catch((error: Error) => say({ tone: 'bad', message: error.message }))
  return (
    <Loaded query={query}>
      {(preferences) => (
        <Stack gap="md">
          <Card title={t('What I am told, and how')} flush>
            <Kinds kinds={preferences.kinds} save={save} />
          </Card>
          <Card title={t('When')} about={t('On the organisation’s clock.')}>
            <Times preferences={preferences} save={save} />
          </Card>
          {preferences.mutedProjectIds.length > 0 && (
            <Card title={t('Projects without mail or chat')} flush>
              <Muted ids={preferences.mutedProjectIds} save={save} />
            </Card>
          )}
        </Stack>
      )}
    </Loaded>
  )
}

const MAIL = () => [
  { value: 'instant', label: t('At once') },
  { value: 'digest', label: t('Once a day') },
  { value: 'off', label: t('Never') },
]

function Kinds({ kinds, save }: { kinds: Preferences['kinds']; save: Save }) {
  const hasWeek = useMay('me.digest')
  const shown = (Object.entries(NOTICE_KIND()) as [NoticeKind, string][]).filter(
    ([kind]) => kind !== 'weekly_digest' || hasWeek,
  )
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('Kinds and ways')}>
      <Table verticalSpacing={6} horizontalSpacing="sm" className={styles.kinds}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('What')}</Table.Th>
            <Table.Th w={90}>{t('In the app')}</Table.Th>
            <Table.Th w={130}>{t('Email')}</Table.Th>
            <Table.Th w={70}>{t('Chat')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(([kind, name]) => (
            <Table.Tr key={kind}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              <Table.Td>
                <Switch
                  aria-label={t('In the app: {kind}', { kind: name })}
                  checked={kinds[kind].inApp}
                  onChange={(event) => save({ kinds: { [kind]: { inApp: event.currentTarget.checked } } })}
                />
              </Table.Td>
              <Table.Td>
                <Select
                  size="xs"
                  aria-label={t('Email: {kind}', { kind: name })}
                  data={MAIL()}
                  value={kinds[kind].email}
                  allowDeselect={false}
                  onChange={(email) => email && save({ kinds: { [kind]: { email } } })}
                />
              </Table.Td>
              <Table.Td>
                <Switch
                  aria-label={t('Chat: {kind}', { kind: name })}
                  checked={kinds[kind].chat}
                  onChange={(event) => save({ kinds: { [kind]: { chat: event.currentTarget.checked } } })}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}))
const QUIET = { from: '20:00', to: '07:00' }

function Times({ preferences: { digestHour, quietHours }, save }: { preferences: Preferences; save: Save }) {
  const [quiet, setQuiet] = useState(quietHours ?? QUIET)
  const keep = (change: Partial<typeof QUIET>) => {
    const next = { ...quiet, ...change }
    setQuiet(next)
    if (next.from && next.to && next.from !== next.to) save({ quietHours: next })
  }
  return (
    <Stack gap="sm" maw={420}>
      <Select
        label={t('Mail of a day comes at')}
        data={HOURS}
        value={String(digestHour)}
        allowDeselect={false}
        onChange={(hour) => hour && save({ digestHour: Number(hour) })}
      />
      <Switch
        label={t('Quiet hours: no mail and no chat')}
        checked={quietHours !== null}
        onChange={(event) => save({ quietHours: event.currentTarget.checked ? quiet : null })}
      />
      {quietHours && (
        <Group grow>
          <TextInput
            type="time"
            label={t('From')}
            value={quiet.from}
            onChange={(event) => keep({ from: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t('To')}
            value={quiet.to}
            error={quiet.from === quiet.to && t('is another time than from')}
            onChange={(event) => keep({ to: event.currentTarget.value })}
          />
        </Group>
      )}
    </Stack>
  )
}

function Muted({ ids, save }: { ids: string[]; save: Save }) {
  const mayFind = useMay('me.projects')
  const projects = useProjectsById(mayFind ? ids : [])
  return (
    <ul className={styles.list}>
      {ids.map((id) => (
        <li key={id} className={styles.row}>
          <Text size="sm" style={{ flex: 1 }}>
            {projects.name(id)}
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('Tell me of {name} again', { name: projects.name(id) })}
            onClick={() => save({ mutedProjectIds: ids.filter((other) => other !== id) })}
          >
            {t('Tell me again')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
