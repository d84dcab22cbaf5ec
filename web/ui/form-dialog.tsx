// A dialog that asks for something and sends it: what the server refuses is said beside its field, and nothing typed is lost.
import { Alert, Button, Group, Modal, Stack, type ModalProps } from '@mantine/core'
import { useLayoutEffect, useState, type ReactNode, type SubmitEvent } from 'react'
import { ApiProblem } from '../api.ts'
import { t } from '../words.ts'
import { nameOfField } from '../show-value.ts'

interface FormDialogProps {
  title: string
  submit: string
  /** Sends it; what it throws is shown, else the dialog closes. */
  onSubmit: () => Promise<unknown>
  onClose: () => void
  /** `fields`: what the server says of each field, by its name. */
  children: (fields: Record<string, string>) => ReactNode
  size?: ModalProps['size']
  danger?: boolean
  disabled?: boolean
  /** Another dialog lies over it, asking about what is being sent: this one is back, as it was, when that is answered. */
  covered?: boolean
}

/** One turned back while sending: nothing was done, and nothing is to be said. */
export class Left extends Error {}

export function FormDialog({
  title,
  submit,
  onSubmit,
  onClose,
  children,
  size = 'md',
  danger = false,
  disabled = false,
  covered = false,
}: FormDialogProps) {
  const [error, setError] = useState<Error>()
  const [busy, setBusy] = useState(false)
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    // A dialog inside a page's form is a form of its own.
    event.stopPropagation()
    setBusy(true)
    setError(undefined)
    try {
      await onSubmit()
      onClose()
    } catch (thrown) {
      if (!(thrown instanceof Left)) setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
    } finally {
      setBusy(false)
    }
  }
  const fields = error instanceof ApiProblem ? error.fields : {}
  return (
    <Modal
      opened={!covered}
      onClose={onClose}
      title={title}
      size={size}
      centered
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form onSubmit={(event) => void send(event)} noValidate={false}>
        <Stack gap="sm">
          {error && <ProblemAlert error={error} />}
          {children(fields)}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={disabled} {...(danger && { color: 'red' })}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** What was refused. What stands beside a field is not said again; what no field shows is named. */
export function ProblemAlert({ error }: { error: Error }) {
  const [alert, setAlert] = useState<HTMLDivElement | null>(null)
  const [beside, setBeside] = useState<string[]>([])
  useLayoutEffect(() => {
    const said = alert?.closest('form')?.querySelectorAll('.mantine-InputWrapper-error') ?? []
    setBeside(Array.from(said, ({ textContent }) => textContent))
  }, [alert, error])
  const errors = error instanceof ApiProblem ? error.errors : []
  const others = errors.filter(({ says }) => !beside.includes(says))
  const headline = errors.length > others.length ? t('Look at what is marked.') : ''
  return (
    <Alert color="red" variant="light" role="alert" ref={setAlert}>
      {errors.length > 0 ? headline : error.message || t('The server could not be reached.')}
      {others.map(({ field, says }) => (
        <div key={`${field}${says}`}>{`${nameOfPart(field)} ${says}`.trim()}</div>
      ))}
    </Alert>
  )
}

/** tasks/0/title → Title */
const nameOfPart = (field: string): string => {
  const name = field.split('/').findLast((part) => /^[a-z]/i.test(part))
  return name === undefined ? field : nameOfField(name.replace(/^\?/, ''))
}
