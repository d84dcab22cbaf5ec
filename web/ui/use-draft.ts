// What is being typed, kept in this tab until it is sent: going elsewhere and coming back loses nothing.
import { useSessionStorage } from '@mantine/hooks'

/** The text, how to change it, and how to be done with it. A draft belongs to its key. */
export function useDraft(key: string): [string, (text: string) => void, () => void] {
  const [text, setText, remove] = useSessionStorage({
    key: `draft:${key}`,
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  return [text, setText, remove]
}
