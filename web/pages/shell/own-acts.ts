// What one does for oneself from anywhere: change the colours, sign out.
import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '../../api.ts'

export function useColours(): { isDark: boolean; change: () => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const isDark =
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  return { isDark, change: () => setColorScheme(isDark ? 'light' : 'dark') }
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await call('POST /v1/auth/logout', {}).catch(() => undefined)
    await navigate({ to: '/sign-in' })
    client.clear()
  }
}
