// Which file, and whose projects they are where its rows do not say.
import { Button, FileInput, Group, Text } from '@mantine/core'
import { FileUp } from 'lucide-react'
import { useState, type DragEvent } from 'react'
import { AccountPick } from '../../pick.tsx'
import { t } from '../../words.ts'
import styles from './import.module.css'

export interface ChosenFile {
  /** Its bytes, with the type that the server reads them by. */
  file: Blob
  format: 'csv' | 'mspdi'
  accountId: string | null
}

const formatOf = ({ name }: File): ChosenFile['format'] => (/\.(xml|mspdi)$/i.test(name) ? 'mspdi' : 'csv')

const TYPES = { csv: 'text/csv', mspdi: 'application/xml' } as const

export function ChooseFile({ onChoose, busy }: { onChoose: (chosen: ChosenFile) => void; busy: boolean }) {
  const [file, setFile] = useState<File | null>(null)
  const [accountId, setAccountId] = useState<string | null>(null)
  const isPlan = file !== null && formatOf(file) === 'mspdi'
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const [dropped] = event.dataTransfer.files
    if (dropped) setFile(dropped)
  }
  const go = () => {
    if (!file) return
    const format = formatOf(file)
    onChoose({ file: new Blob([file], { type: TYPES[format] }), format, accountId })
  }
  return (
    <div className={styles.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Group align="flex-end" gap="sm">
        <FileInput
          label={t('CSV or Microsoft Project XML')}
          placeholder={t('Choose a file, or drop it here')}
          accept=".csv,.xml,.mspdi,text/csv,application/xml"
          leftSection={<FileUp size={16} aria-hidden />}
          value={file}
          onChange={setFile}
          clearable
          clearButtonProps={{ 'aria-label': t('Another file') }}
          style={{ flex: '2 1 260px' }}
        />
        <AccountPick
          label={isPlan ? t('Whose project it is') : t('Client, where rows name none')}
          placeholder={isPlan ? t('Choose a client') : t('None')}
          required={isPlan}
          value={accountId}
          onChange={setAccountId}
          style={{ flex: '1 1 200px' }}
        />
        <Button disabled={!file || (isPlan && accountId === null)} loading={busy} onClick={go}>
          {t('Rehearse')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt={6}>
        {t('The rehearsal reads the whole file, says of every row what becomes of it, and makes nothing.')}
      </Text>
    </div>
  )
}
