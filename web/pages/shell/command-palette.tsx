// ⌘K: go anywhere, find anything, do the common things, without the mouse. A combobox with its listbox, as ARIA describes it.
import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Building2, FolderKanban, Inbox, ListChecks, MapPin, User, Zap, type LucideIcon } from 'lucide-react'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { t, tn } from '../../words.ts'
import styles from './command-palette.module.css'
import { usePaletteItems, type ItemKind, type PaletteGroup, type PaletteItem } from './palette-items.ts'

const ICONS: Record<ItemKind, LucideIcon> = {
  place: MapPin,
  act: Zap,
  project: FolderKanban,
  task: ListChecks,
  request: Inbox,
  person: User,
  account: Building2,
}
const PAUSE_MS = 120

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [searched] = useDebouncedValue(typed, PAUSE_MS)
  const { groups, isSearching } = usePaletteItems(typed, searched)
  const items = groups.flatMap((group) => group.items)
  const [at, setAt] = useState(0)
  const chosen = items[Math.min(at, items.length - 1)]
  const run = (item: PaletteItem | undefined) => {
    if (!item) return
    onClose()
    item.run()
  }
  const onKey = (event: KeyboardEvent) => {
    const to = moved(event.key, Math.min(at, items.length - 1), items.length)
    if (to === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (to === undefined) run(chosen)
    else setAt(to)
  }
  useShown(chosen)
  const says = isSearching ? t('Searching…') : tn(items.length, '{count} result', '{count} results')
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      attributes={{ content: { 'aria-label': t('Search or run a command') } }}
    >
      <input
        className={styles.input}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={chosen && idOf(chosen)}
        aria-autocomplete="list"
        aria-label={t('Search or run a command')}
        placeholder={t('Projects, tasks, requests, people, or what to do')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKey}
        data-autofocus
      />
      <div id="palette-list" role="listbox" aria-label={t('Results')} className={styles.list}>
        {groups.map((group) => (
          <Group
            key={group.name}
            group={group}
            chosen={chosen}
            onPoint={(item) => setAt(items.indexOf(item))}
            onRun={run}
          />
        ))}
        {items.length === 0 && !isSearching && <div className={styles.heading}>{t('Nothing is called that.')}</div>}
      </div>
      <div className={styles.foot}>
        <span role="status">{says}</span>
        <span aria-hidden>{t('↑ ↓ choose · Enter opens · Esc closes')}</span>
      </div>
    </Modal>
  )
}

/** Where a key leads among so many; nothing for keys that do not move. */
function moved(key: string, at: number, many: number): number | undefined {
  if (many === 0) return undefined
  if (key === 'ArrowDown') return (at + 1) % many
  if (key === 'ArrowUp') return (at - 1 + many) % many
  return undefined
}

const idOf = (item: PaletteItem) => `palette-${item.key.replaceAll(/[^\w-]/g, '_')}`

/** What is chosen by keys is scrolled to. */
function useShown(item: PaletteItem | undefined): void {
  const id = item && idOf(item)
  useEffect(() => {
    if (id) document.getElementById(id)?.scrollIntoView({ block: 'nearest' })
  }, [id])
}

interface GroupProps {
  group: PaletteGroup
  chosen: PaletteItem | undefined
  onPoint: (item: PaletteItem) => void
  onRun: (item: PaletteItem) => void
}

function Group({ group, chosen, onPoint, onRun }: GroupProps) {
  return (
    <div role="group" aria-label={group.name}>
      <div className={styles.heading} aria-hidden>
        {group.name}
      </div>
      {group.items.map((item) => {
        const Icon = ICONS[item.kind]
        return (
          // The keys are the input's, which has the focus.
          <div
            key={item.key}
            id={idOf(item)}
            role="option"
            aria-selected={item.key === chosen?.key}
            className={styles.option}
            onMouseMove={() => onPoint(item)}
            onClick={() => onRun(item)}
          >
            <Icon size={16} aria-hidden />
            <span className={styles.name}>{item.name}</span>
            {item.about && <span className={styles.about}>{item.about}</span>}
          </div>
        )
      })}
    </div>
  )
}
