// Whether the log still is what was sealed: checked on the server, said in words, with the first entry that does not hold.
import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { ActivityProof } from '../../api-types.ts'
import { call } from '../../api.ts'
import { showMoment, showNumber } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t, tn } from '../../words.ts'

export function LogProof() {
  // Going through the whole log takes a while: it is done when asked for, not with each thing that happens.
  const proof = useQuery({
    queryKey: ['proof of the log'],
    queryFn: ({ signal }) => call('GET /v1/admin/activity/verification', { signal }),
    staleTime: Infinity,
  })
  return (
    <Card
      title={t('Proof')}
      actions={
        <Button size="xs" variant="default" loading={proof.isFetching} onClick={() => void proof.refetch()}>
          {t('Check again')}
        </Button>
      }
    >
      <Loaded query={proof} rows={1}>
        {(found) => <Found proof={found} at={proof.dataUpdatedAt} />}
      </Loaded>
    </Card>
  )
}

function Found({ proof, at }: { proof: ActivityProof; at: number }) {
  const { ok, entries, proven, notSealedYet, batches, head, headCopy, firstBad } = proof
  const Icon = ok ? ShieldCheck : ShieldAlert
  return (
    <Group gap="md" align="flex-start" wrap="nowrap" role="status">
      <Icon size={26} aria-hidden style={{ color: ok ? 'var(--good)' : 'var(--bad)', flexShrink: 0 }} />
      <div style={{ minWidth: 0 }}>
        <Text fw={650} c={ok ? 'var(--good)' : 'var(--bad)'}>
          {ok ? t('The proof holds.') : t('The proof does not hold.')}
        </Text>
        <Text size="sm" className="numbers">
          {t(
            'Entries no. {first} to {last} were compared with their seals, one by one; the seals are one signed chain of {batches}.',
            {
              first: showNumber(Math.max(1, entries - notSealedYet - proven + 1)),
              last: showNumber(entries - notSealedYet),
              batches: tn(batches, '{count} batch', '{count} batches'),
            },
          )}{' '}
          {notSealedYet > 0 &&
            tn(
              notSealedYet,
              '{count} is to be sealed within a second.',
              '{count} are to be sealed within a second.',
            )}{' '}
          {headCopy === 'agrees'
            ? t('A copy of the last seal, kept outside of the database, agrees.')
            : t('No copy of the last seal is kept outside of the database.')}
        </Text>
        {firstBad && <FirstBad firstBad={firstBad} />}
        <Text size="xs" c="dimmed" className="numbers" style={{ overflowWrap: 'anywhere' }}>
          {t('Checked {when}.', { when: showMoment(new Date(at).toISOString()) })}{' '}
          {head !== null && t('The last seal: {head}', { head })}
        </Text>
      </div>
    </Group>
  )
}

function FirstBad({ firstBad: { seq, id, what } }: { firstBad: NonNullable<ActivityProof['firstBad']> }) {
  return (
    <Text size="sm" c="var(--bad)" fw={600} role="alert">
      {seq === null
        ? t('The first that does not hold: {what}', { what })
        : t('The first that does not hold is no. {seq} ({id}): {what}', { seq: showNumber(seq), id: id ?? '–', what })}
    </Text>
  )
}
