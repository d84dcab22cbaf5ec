// One kind of what needs somebody: how many there are, the most pressing ones, and the way to the others.
import { UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { showTotal } from '../../formats.ts'
import { ToneBadge, type Tone } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { useSearchState } from '../../use-search.ts'
import { t, tn } from '../../words.ts'
import styles from './today.module.css'

interface AttentionProps<Row> {
  id: string
  title: string
  tone: Tone
  some: { data: Row[]; total: number; totalIsAtLeast?: true | undefined }
  /** Where the others are; else they are shown here. */
  more?: { to: string; search?: Record<string, string> } | undefined
  children: (row: Row) => ReactNode
}

/** As many as the server tells at once. */
const MOST = 100

export function Attention<Row>({
  id,
  title,
  tone,
  some: { data, total, totalIsAtLeast },
  more,
  children,
}: AttentionProps<Row>) {
  const [, change] = useSearchState()
  if (total === 0) return null
  const others = total - data.length
  const says = totalIsAtLeast ? t('More') : tn(others, '{count} more', '{count} more')
  return (
    <div id={id} tabIndex={-1}>
      <Card title={title} flush actions={<ToneBadge tone={tone}>{showTotal({ total, totalIsAtLeast })}</ToneBadge>}>
        <ul className={styles.list}>{data.map(children)}</ul>
        {others > 0 &&
          (more ? (
            <Link to={more.to} search={(more.search ?? {}) as never} className={styles.more}>
              {says}
            </Link>
          ) : (
            <UnstyledButton className={styles.more} onClick={() => change({ limit: String(MOST) })}>
              {says}
            </UnstyledButton>
          ))}
      </Card>
    </div>
  )
}

interface ItemProps {
  tone: 'bad' | 'warn' | 'good' | 'neutral'
  /** What it is, as a link or in words. */
  name: ReactNode
  about: ReactNode
  acts?: ReactNode
}

export function Item({ tone, name, about, acts }: ItemProps) {
  return (
    <li className={styles.item}>
      <span className={styles.edge} data-tone={tone} aria-hidden />
      <div style={{ minWidth: 0 }}>
        {name}
        <div className={styles.about}>{about}</div>
      </div>
      {acts && <div className={styles.acts}>{acts}</div>}
    </li>
  )
}
