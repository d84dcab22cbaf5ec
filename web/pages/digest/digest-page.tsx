// My week: what needs me and what changed, as the weekly digest tells it; any week can be looked at.
import { ActionIcon, Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { BellRing, ChevronLeft, ChevronRight, Sun } from 'lucide-react'
import type { Digest } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { DIGEST_SECTIONS, type DigestKind } from '../../../domain/digest-words.ts'
import { EntityLink } from '../../entity-link.tsx'
import { addDays, showDaysIn, showWeekday, today } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { phrase, t, tn, told } from '../../words.ts'
import styles from './digest.module.css'

const WEEK = 7
const IS_DAY = /^\d{4}-\d{2}-\d{2}$/

export function DigestPage() {
  const [{ to: asked = '' }] = useSearchState()
  const to = IS_DAY.test(asked) ? asked : undefined
  const query = useDoor('GET /v1/admin/me/digest', { query: to ? { to } : {} }, { keep: true })
  const last = to ?? today()
  const days = { from: showWeekday(addDays(last, 1 - WEEK)), to: showWeekday(last) }
  return (
    <>
      <PageHeader title={t('Your week')} about={t('{from} to {to}', days)}>
        <Weeks last={last} />
        <Button
          variant="default"
          size="xs"
          leftSection={<BellRing size={15} />}
          component={Link}
          to="/profile"
          search={{ tab: 'notifications' } as never}
        >
          {t('How it reaches me')}
        </Button>
      </PageHeader>
      <Loaded query={query} rows={8}>
        {(digest) => <Week digest={digest} />}
      </Loaded>
    </>
  )
}

function Weeks({ last }: { last: string }) {
  const [, change] = useSearchState()
  const next = addDays(last, WEEK)
  return (
    <Group gap={4} role="group" aria-label={t('Which week')}>
      <ActionIcon
        variant="default"
        aria-label={t('The week before')}
        onClick={() => change({ to: addDays(last, -WEEK) })}
      >
        <ChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={t('The week after')}
        disabled={last >= today()}
        onClick={() => change({ to: next < today() ? next : undefined })}
      >
        <ChevronRight size={16} />
      </ActionIcon>
    </Group>
  )
}

type Sections = (Digest['needs'][number] | Digest['changed'][number])[]

function Week({ digest: { needs, changed } }: { digest: Digest }) {
  if (needs.length + changed.length === 0)
    return (
      <div className="card">
        <EmptyState title={t('A calm week')} icon={<Sun size={30} strokeWidth={1.5} />}>
          {t('Nothing changed, and nothing waits for you.')}
        </EmptyState>
      </div>
    )
  return (
    <div className={styles.columns}>
      <Part title={t('What needs you')} sections={needs} calm={t('Nothing waits for you.')} />
      <Part title={t('What changed')} sections={changed} calm={t('Nothing changed.')} />
    </div>
  )
}

function Part({ title, sections, calm }: { title: string; sections: Sections; calm: string }) {
  return (
    <Card title={title}>
      {sections.length === 0 && <p className={styles.summary}>{calm}</p>}
      {sections.map(({ kind, said, lines, more }) => (
        <section key={kind} className={styles.section}>
          <h3 className={styles.title}>
            {told(DIGEST_SECTIONS[kind].title)} {said && <span className={styles.summary}>{phrase(said)}</span>}
          </h3>
          <ul className={styles.lines}>
            {lines.map(({ said, entity, projectId }) => (
              <li key={`${entity.type} ${entity.id}`}>
                <EntityLink {...entity} projectId={projectId}>
                  {showDaysIn(phrase(said))}
                </EntityLink>
              </li>
            ))}
            {more > 0 && <More kind={kind} count={more} />}
          </ul>
        </section>
      ))}
    </Card>
  )
}

function More({ kind, count }: { kind: DigestKind; count: number }) {
  const { pathname, search } = new URL(DIGEST_SECTIONS[kind].path, location.origin)
  return (
    <li>
      <Link to={pathname} search={Object.fromEntries(new URLSearchParams(search)) as never}>
        {tn(count, 'and {count} more', 'and {count} more')}
      </Link>
    </li>
  )
}
