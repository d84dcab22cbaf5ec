// Where I am signed in, and ending that.
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { Session } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { dayOf, showDay } from '../../formats.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import styles from './profile.module.css'

export function OwnSessions() {
  const query = useDoor('GET /v1/auth/sessions', {})
  const [ending, setEnding] = useState<Session>()
  const { mutateAsync: end } = useAct('DELETE /v1/auth/sessions/:sessionId')
  return (
    <Card title={t('Where you are signed in')} about={t('A session that is not used for a day ends by itself.')} flush>
      <Loaded query={query} rows={2}>
        {({ data }) => (
          <ul className={styles.list}>
            {data.map((session) => (
              <li key={session.id} className={styles.row}>
                <div style={{ flex: 1, minWidth: 0 }}>
                  <Text size="sm" fw={550} truncate title={session.client}>
                    {session.client || t('An unknown browser')}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t('since {day}, last used {last}', {
                      day: showDay(dayOf(session.createdAt)),
                      last: showDay(dayOf(session.usedAt)),
                    })}
                  </Text>
                </div>
                {session.current ? (
                  <ToneBadge tone="good">{t('This one')}</ToneBadge>
                ) : (
                  <Button size="xs" variant="default" onClick={() => setEnding(session)}>
                    {t('Sign out')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {ending && (
        <Confirm
          title={t('Sign this one out?')}
          says={ending.client}
          submit={t('Sign out')}
          onConfirm={() => end({ params: { sessionId: ending.id } })}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Card>
  )
}
