// Searches as one types, a moment after the last letter.
import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { t } from '../words.ts'

export function SearchBox({ value, onSearch }: { value: string; onSearch: (q: string) => void }) {
  const [typed, setTyped] = useState(value)
  const search = useDebouncedCallback(onSearch, 250)
  const set = (text: string) => {
    setTyped(text)
    search(text)
  }
  return (
    <TextInput
      size="xs"
      w={200}
      aria-label={t('Search')}
      placeholder={t('Search')}
      leftSection={<Search size={14} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label={t('Clear the search')} onClick={() => set('')} />}
      value={typed}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
}
