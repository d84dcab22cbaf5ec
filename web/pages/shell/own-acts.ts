// What one does for oneself from anywhere: change the colours, sign out.
import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ApiProblem, call } from '../../api.ts'
import { say } from '../../say.ts'
import { t } from '../../words.ts'

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
    try {
      await call('POST /v1/auth/logout', {})
    } catch (error) {
      // Who could not be signed out must not go away believing it.
      if (!(error instanceof ApiProblem && error.code === 'unauthenticated'))
        return say({ tone: 'bad', message: t('You are still signed in: the server could not be reached.') })
    }
    // What was begun to be written stays with whoever wrote it.
    sessionStorage.clear()
    await navigate({ to: '/sign-in' })
    client.clear()
  }
}
