// The figures of a tab by project, client, type, person or team: all of a page in a table, the first of them drawn.
import { Anchor, Group, Select } from '@mantine/core'
import { Download } from 'lucide-react'
import { Card } from '../../ui/card.tsx'
import { DataTable, Pages, type Column } from '../../ui/data-table.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { EntityLink } from '../../entity-link.tsx'
import { nameOfType } from '../project/project-words.ts'
import { csvAddress, useAnalytics, type Analytics } from './analytics-doors.ts'
import { GROUPS, nameOfGroup, opening, type AnalyticsState } from './analytics-state.ts'
import styles from './analytics.module.css'
import type { AreaView } from './area-views.ts'
import { changeOf, nameOfFigure, showFigure } from './figure-words.ts'

const GROUPS_ON_PAGE = 25
type GroupRow = Analytics['groups'][number]

export function GroupCard({ state, view }: { state: AnalyticsState; view: AreaView }) {
  const { area, by, page, change } = state
  const query = useAnalytics(state, { groupBy: by, page, limit: GROUPS_ON_PAGE })
  const names = nameOfGroup()
  const title = t('By {group}', { group: (names[by] ?? by).toLowerCase() })
  return (
    <div className={styles.whole}>
      <Card
        title={title}
        about={t('The most first. A figure opens to what it is made of.')}
        flush
        actions={
          <Group gap="sm">
            <Select
              size="xs"
              w={120}
              aria-label={t('Group by')}
              allowDeselect={false}
              data={GROUPS[area].map((value) => ({ value, label: names[value] ?? value }))}
              value={by}
              onChange={(value) => change({ by: value ?? undefined, page: undefined })}
            />
            <Anchor href={csvAddress(state)} download size="sm">
              <Download size={14} aria-hidden /> {t('CSV')}
            </Anchor>
          </Group>
        }
      >
        <Loaded query={query} rows={4}>
          {({ groups, pagination }) =>
            groups.length === 0 ? (
              <EmptyState title={t('Nothing in this time')} />
            ) : (
              <>
                <DataTable<GroupRow>
                  label={title}
                  columns={columnsOf(state, view)}
                  rows={groups}
                  idOf={({ key }) => key}
                  nameOf={({ label }) => label}
                  stale={query.isPlaceholderData}
                />
                <Pages
                  pagination={pagination}
                  shown={groups.length}
                  onPage={(next) => change({ page: next === 1 ? undefined : String(next) })}
                />
              </>
            )
          }
        </Loaded>
      </Card>
    </div>
  )
}

function columnsOf({ area, by, change }: AnalyticsState, view: AreaView): Column<GroupRow>[] {
  const name: Column<GroupRow> = {
    id: 'name',
    header: nameOfGroup()[by] ?? by,
    cell: ({ key, label }) =>
      by === 'type' ? (
        nameOfType(key)
      ) : (
        <EntityLink type={by} id={key}>
          {label}
        </EntityLink>
      ),
  }
  const figures = view.groups.map((figure, index): Column<GroupRow> => {
    return {
      id: figure,
      header: nameOfFigure(area, figure),
      align: 'right',
      ...(index > 2 && { wide: true }),
      cell: ({ key, label, figures: now, previous }) => {
        const [value, before] = [now[figure] ?? null, previous?.[figure] ?? null]
        const text = showFigure(area, figure, value)
        const told = changeOf(area, figure, value, before)
        if (!value) return <span className="numbers">{text}</span>
        return (
          <button
            type="button"
            className={`numbers ${styles.open}`}
            title={told?.text}
            aria-label={t('{name} of {what}: {value}', { name: nameOfFigure(area, figure), what: label, value: text })}
            onClick={() => change(opening(figure, { key, by }))}
          >
            {text}
          </button>
        )
      },
    }
  })
  return [name, ...figures]
}
