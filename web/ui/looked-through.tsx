// What to do where a list has more than the server looks through: shown under the last page that has a number, or where none has.
import { Text } from '@mantine/core'
import { t } from '../words.ts'

interface LookedThroughProps {
  page?: number | undefined
  pages?: number | undefined
  totalIsAtLeast?: true | undefined
}

export function LookedThrough({ page = 1, pages = 1, totalIsAtLeast }: LookedThroughProps) {
  if (!totalIsAtLeast || page < pages) return null
  return (
    <Text size="sm" c="dimmed" px="md" pb="sm" role="note">
      {t(
        'Only the first 10,000 of this order were looked through. To see what comes behind them, narrow the list or sort it otherwise.',
      )}
    </Text>
  )
}
