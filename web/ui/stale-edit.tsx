// Somebody changed the same fields since one read them: both values are shown, and one is chosen for each.
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { ApiProblem } from '../api.ts'
import { t } from '../words.ts'
import { showNamed } from '../named-value.tsx'
import { nameOfField } from '../show-value.ts'

type Fields = Record<string, unknown>
type Show = (field: string, value: unknown) => ReactNode
interface Conflict<Body> {
  mine: Body
  theirs: Fields
  version: number
  done: () => void
  failed: (error: unknown) => void
}

/**
 * An edit that asks where it met another's: `save(body, version)` resolves once it is saved, with what was chosen;
 * it fails with what else was refused, or with `GivenUp` where the edit was left. `dialog` is to be shown beside it.
 */
export function useEdit<Body extends object>(
  send: (body: Body, version: number) => Promise<unknown>,
  /** How each value is shown, where its own name or words would say little. */
  show: Show = showNamed,
): { save: (body: Body, version: number) => Promise<void>; dialog: ReactNode } {
  const [conflict, setConflict] = useState<Conflict<Body>>()
  const save = async (body: Body, version: number): Promise<void> => {
    try {
      await send(body, version)
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'version_conflict') throw error
      const { fields, version: now } = error.problem as unknown as { fields: Fields; version: number }
      await new Promise<void>((done, failed) => setConflict({ mine: body, theirs: fields, version: now, done, failed }))
    }
  }
  const settle = async (body: Body, { version, done, failed }: Conflict<Body>) => {
    setConflict(undefined)
    if (Object.keys(body).length === 0) return done()
    await save(body, version).then(done, failed)
  }
  const dialog = conflict && (
    <StaleEdit
      mine={conflict.mine as Fields}
      theirs={conflict.theirs}
      show={show}
      onChoose={(body) => void settle(body as Body, conflict)}
      onClose={() => {
        setConflict(undefined)
        conflict.failed(new GivenUp())
      }}
    />
  )
  return { save, dialog }
}

/** The edit was left as it was typed; nothing was saved. */
export class GivenUp extends Error {
  constructor() {
    super(t('Not saved: somebody else changed the same at the same time.'))
  }
}

interface StaleEditProps {
  mine: Fields
  theirs: Fields
  show: Show
  onChoose: (body: Fields) => void
  onClose: () => void
}

function StaleEdit({ mine, theirs, show, onChoose, onClose }: StaleEditProps) {
  const [keep, setKeep] = useState<Record<string, 'mine' | 'theirs'>>({})
  const choose = () =>
    onChoose(
      Object.fromEntries(Object.entries(mine).filter(([field]) => !(field in theirs) || keep[field] !== 'theirs')),
    )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('Somebody changed this at the same time')}
      size="lg"
      centered
      zIndex={300}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('Choose for each field which value is to stay.')}</Text>
        {Object.entries(theirs).map(([field, value]) => (
          <Radio.Group
            key={field}
            label={nameOfField(field)}
            value={keep[field] ?? 'mine'}
            onChange={(chosen) => setKeep({ ...keep, [field]: chosen })}
          >
            <Stack gap={6} mt={4}>
              <Radio
                value="mine"
                label={
                  <>
                    {t('Mine:')} {show(field, mine[field])}
                  </>
                }
              />
              <Radio
                value="theirs"
                label={
                  <>
                    {t('Theirs:')} {show(field, value)}
                  </>
                }
              />
            </Stack>
          </Radio.Group>
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button onClick={choose}>{t('Save what I chose')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
