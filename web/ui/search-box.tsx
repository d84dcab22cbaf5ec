// Searches as one types, a moment after the last letter.
import { CloseButton, TextInput, type TextInputProps } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { t } from '../words.ts'

interface SearchBoxProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value: string
  onSearch: (q: string) => void
  /** What is searched, for who does not see where it stands. */
  name?: string
}

const TYPED_MS = 250

export function SearchBox({ value, onSearch, name = t('Search'), ...input }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  const asked = useRef(value)
  const search = useDebouncedCallback((text: string) => {
    asked.current = text.trim()
    onSearch(asked.current)
  }, TYPED_MS)
  // Another view, or one step back, asks for other words; one's own words coming back overtake nothing.
  useEffect(() => {
    if (value !== asked.current) setTyped(value)
    asked.current = value
  }, [value])
  const set = (text: string) => {
    setTyped(text)
    search(text)
  }
  return (
    <TextInput
      size="xs"
      w={200}
      maxLength={200}
      {...input}
      aria-label={name}
      placeholder={name}
      leftSection={<Search size={14} aria-hidden />}
      rightSection={typed && <CloseButton size={24} aria-label={t('Clear the search')} onClick={() => set('')} />}
      value={typed}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
}
