// What a task of a template waits for: the other task, how they are tied, and the days between.
import { ActionIcon, Button, Fieldset, NumberInput, Select, Stack } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import type { TemplateTask } from '../../api-types.ts'
import { t } from '../../words.ts'
import { LINK_TYPES } from '../plan/bar-words.ts'
import type { TaskPartProps } from './template-task-dialog.tsx'
import styles from './templates.module.css'

type Link = TemplateTask['dependsOn'][number]

export function TemplateLinks({ draft, template, set }: TaskPartProps) {
  const links = draft.dependsOn
  const others = template.tasks.filter(({ key }) => key !== draft.key)
  const free = others.filter(({ key }) => !links.some((link) => link.key === key))
  const change = (place: number, part: Partial<Link>) =>
    set({ dependsOn: links.map((link, at) => (at === place ? { ...link, ...part } : link)) })
  const add = () => {
    const [first] = free
    if (first) set({ dependsOn: [...links, { key: first.key, type: 'FS', lagDays: 0 }] })
  }
  return (
    <Fieldset
      legend={t('Waits for')}
      variant="unstyled"
      p={0}
      styles={{ legend: { fontWeight: 500, fontSize: 14, padding: 0 } }}
    >
      <Stack gap={6}>
        {links.map((link, place) => (
          <div className={styles.link} key={link.key}>
            <Select
              size="xs"
              aria-label={t('Task {place}', { place: place + 1 })}
              searchable
              allowDeselect={false}
              value={link.key}
              data={others
                .filter(({ key }) => key === link.key || free.some((each) => each.key === key))
                .map(({ key, title }) => ({ value: key, label: title }))}
              onChange={(key) => key !== null && change(place, { key })}
            />
            <Select
              size="xs"
              aria-label={t('How {place} ties', { place: place + 1 })}
              allowDeselect={false}
              value={link.type}
              data={Object.entries(LINK_TYPES()).map(([value, label]) => ({ value, label }))}
              onChange={(type) => change(place, { type: type as Link['type'] })}
            />
            <NumberInput
              size="xs"
              suffix={t(' d')}
              aria-label={t('Lag of {place} in working days', { place: place + 1 })}
              min={-3650}
              max={3650}
              allowDecimal={false}
              value={link.lagDays}
              onChange={(lagDays) => change(place, { lagDays: Number(lagDays) })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('Take link {place} out', { place: place + 1 })}
              onClick={() => set({ dependsOn: links.filter((_, at) => at !== place) })}
            >
              <X size={15} />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          disabled={free.length === 0}
          onClick={add}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('Add a task to wait for')}
        </Button>
      </Stack>
    </Fieldset>
  )
}
