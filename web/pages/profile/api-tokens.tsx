// Keys for my own programs: each with as much of my rights as it needs, and an end.
import { ActionIcon, Button, Text } from '@mantine/core'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ApiToken } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { dayOf, showDay } from '../../formats.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { t, tn } from '../../words.ts'
import { NewToken } from './new-token.tsx'
import styles from './profile.module.css'
import { SecretDialog } from './secret-dialog.tsx'

export function ApiTokens() {
  const query = useDoor('GET /v1/auth/tokens', { query: { limit: 100, sort: '-createdAt' } })
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<ApiToken>()
  const [ending, setEnding] = useState<ApiToken>()
  const { mutateAsync: end } = useAct('DELETE /v1/auth/tokens/:tokenId')
  const make = (
    <Button size="xs" leftSection={<Plus size={14} />} onClick={() => setIsMaking(true)}>
      {t('New token')}
    </Button>
  )
  return (
    <Card title={t('API tokens')} about={t('A program that has one acts as you.')} flush actions={make}>
      <Loaded query={query} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t('No tokens yet')} icon={<KeyRound size={30} strokeWidth={1.5} />} />
          ) : (
            <ul className={styles.list}>
              {data.map((token) => (
                <TokenRow key={token.id} token={token} onEnd={() => setEnding(token)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isMaking && <NewToken onMade={setMade} onClose={() => setIsMaking(false)} />}
      {made?.token && (
        <SecretDialog
          title={t('Token {name}', { name: made.name })}
          says={t('Copy it now: it is not shown again.')}
          secret={made.token}
          onClose={() => setMade(undefined)}
        />
      )}
      {ending && (
        <Confirm
          title={t('End this token?')}
          says={t('Programs that use {name} are refused from now on.', { name: ending.name })}
          submit={t('End it')}
          onConfirm={() => end({ params: { tokenId: ending.id } })}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Card>
  )
}

function TokenRow({ token, onEnd }: { token: ApiToken; onEnd: () => void }) {
  const { name, scopes, createdAt, expiresAt } = token
  const isOver = expiresAt !== null && Date.parse(expiresAt) < Date.now()
  const rights = scopes.includes('*') ? t('everything you may') : tn(scopes.length, '{count} right', '{count} rights')
  const made = t('made {day}', { day: showDay(dayOf(createdAt)) })
  const ends = expiresAt ? t('ends {day}', { day: showDay(dayOf(expiresAt)) }) : t('has no end')
  return (
    <li className={styles.row}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed" title={scopes.join(', ')}>
          {[rights, made, ends].join(' · ')}
        </Text>
      </div>
      {isOver && <ToneBadge tone="warn">{t('Over')}</ToneBadge>}
      <ActionIcon variant="subtle" color="gray" aria-label={t('End token {name}', { name })} onClick={onEnd}>
        <Trash2 size={16} />
      </ActionIcon>
    </li>
  )
}
