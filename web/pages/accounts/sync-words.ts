// The words for what came of bringing accounts in step.
import type { AccountSync, SyncedAccount } from '../../api-types.ts'
import type { Tone } from '../../ui/badges.tsx'
import { t, tn } from '../../words.ts'

type Outcome = SyncedAccount['outcome']

export const OUTCOMES = (): Record<Outcome, [text: string, tone: Tone]> => ({
  refused: [t('Refused'), 'bad'],
  conflict: [t('Conflict'), 'bad'],
  waiting: [t('Waits'), 'warn'],
  only_here: [t('Only here'), 'warn'],
  created: [t('New'), 'good'],
  linked: [t('Known by name'), 'info'],
  updated: [t('Changed'), 'info'],
  unchanged: [t('As it was'), 'neutral'],
})

/** “2 new · 1 changed”, of those that came to something. */
export function sayCounts(counts: AccountSync['counts']): string {
  const told = Object.entries({
    refused: tn(counts.refused, '{count} refused', '{count} refused'),
    conflict: tn(counts.conflict, '{count} conflict', '{count} conflicts'),
    waiting: tn(counts.waiting, '{count} waits', '{count} wait'),
    only_here: tn(counts.only_here, '{count} only here', '{count} only here'),
    created: tn(counts.created, '{count} new', '{count} new'),
    linked: tn(counts.linked, '{count} known by name', '{count} known by name'),
    updated: tn(counts.updated, '{count} changed', '{count} changed'),
    unchanged: tn(counts.unchanged, '{count} as it was', '{count} as they were'),
  } satisfies Record<Outcome, string>)
  return told
    .filter(([outcome]) => counts[outcome as Outcome] > 0)
    .map(([, words]) => words)
    .join(' · ')
}

export const sourceOf = ({ source }: Pick<AccountSync, 'source'>): string =>
  ({ pull: t('asked for'), delivery: t('told'), file: t('a file') })[source]
