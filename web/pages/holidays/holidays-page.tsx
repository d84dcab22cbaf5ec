// The days on which the organisation does not work, year by year.
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { CalendarPlus, ChevronLeft, ChevronRight, Download, Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useDoor } from '../../api.ts'
import type { Holiday } from '../../api-types.ts'
import { showDaysFrom, showWeekday, today } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { Card } from '../../ui/card.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t, tn } from '../../words.ts'
import { HolidayDialog } from './holiday-dialog.tsx'
import { ImportHolidays } from './import-holidays.tsx'
import { RemoveHoliday } from './remove-holiday.tsx'

type Open = 'new' | 'import' | { edit: Holiday } | { remove: Holiday }

export function HolidaysPage() {
  const [{ year: asked }, setSearch] = useSearchState()
  const [open, setOpen] = useState<Open>()
  const mayWrite = useMay('settings.write')
  const year = Number(asked ?? today().slice(0, 4))
  const query = useDoor(
    'GET /v1/admin/holidays',
    { query: { from: `${year}-01-01`, to: `${year}-12-31`, limit: 100, sort: 'on' } },
    { keep: true },
  )
  return (
    <>
      <PageHeader title={t('Holidays')} about={t('Days on which the organisation does not work: plans go round them.')}>
        {mayWrite && (
          <>
            <Button
              variant="default"
              leftSection={<Download size={16} aria-hidden />}
              onClick={() => setOpen('import')}
            >
              {t('Import public holidays')}
            </Button>
            <Button leftSection={<CalendarPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
              {t('Add a holiday')}
            </Button>
          </>
        )}
      </PageHeader>
      <Year year={year} onYear={(next) => setSearch({ year: String(next) })} />
      <Card flush>
        <Loaded query={query} rows={8}>
          {({ data }) => <Days year={year} holidays={data} mayWrite={mayWrite} onOpen={setOpen} />}
        </Loaded>
      </Card>
      {open === 'new' && <HolidayDialog year={year} onClose={() => setOpen(undefined)} />}
      {open === 'import' && <ImportHolidays year={year} onClose={() => setOpen(undefined)} />}
      {typeof open === 'object' && 'edit' in open && (
        <HolidayDialog year={year} holiday={open.edit} onClose={() => setOpen(undefined)} />
      )}
      {typeof open === 'object' && 'remove' in open && (
        <RemoveHoliday holiday={open.remove} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}

function Year({ year, onYear }: { year: number; onYear: (year: number) => void }) {
  return (
    <Group gap="xs" mb="md" role="group" aria-label={t('Year')}>
      <ActionIcon variant="default" size="lg" aria-label={t('The year before')} onClick={() => onYear(year - 1)}>
        <ChevronLeft size={17} />
      </ActionIcon>
      <Text fw={650} size="lg" className="numbers" aria-live="polite">
        {year}
      </Text>
      <ActionIcon variant="default" size="lg" aria-label={t('The year after')} onClick={() => onYear(year + 1)}>
        <ChevronRight size={17} />
      </ActionIcon>
    </Group>
  )
}

interface DaysProps {
  year: number
  holidays: Holiday[]
  mayWrite: boolean
  onOpen: (open: Open) => void
}

function Days({ year, holidays, mayWrite, onOpen }: DaysProps) {
  if (holidays.length === 0)
    return (
      <EmptyState title={t('No holidays in {year}', { year })}>
        {t('Plans then count every day of the working week. The public holidays of a country come with one import.')}
      </EmptyState>
    )
  const columns: Column<Holiday>[] = [
    { id: 'on', header: t('Day'), width: 120, cell: ({ on }) => <span className="numbers">{showWeekday(on)}</span> },
    {
      id: 'name',
      header: t('Name'),
      cell: ({ name }) => (
        <Text size="sm" fw={600}>
          {name}
        </Text>
      ),
    },
    {
      id: 'from',
      header: t('From today'),
      width: 160,
      wide: true,
      cell: ({ on }) => (
        <Text size="sm" c="dimmed">
          {showDaysFrom(on)}
        </Text>
      ),
    },
  ]
  if (mayWrite)
    columns.push({
      id: 'do',
      header: t('Actions'),
      width: 90,
      cell: (holiday) => <HolidayMenu holiday={holiday} onOpen={onOpen} />,
    })
  return (
    <>
      <DataTable
        label={t('Holidays in {year}', { year })}
        columns={columns}
        rows={holidays}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
      />
      <Text size="sm" c="dimmed" px="md" py="sm">
        {tn(holidays.length, '{count} holiday', '{count} holidays')}
      </Text>
    </>
  )
}

function HolidayMenu({ holiday, onOpen }: { holiday: Holiday; onOpen: (open: Open) => void }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('What to do with {name}', { name: holiday.name })}>
          <Ellipsis size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen({ edit: holiday })}>{t('Change')}</Menu.Item>
        <Menu.Item color="red" onClick={() => onOpen({ remove: holiday })}>
          {t('Remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
