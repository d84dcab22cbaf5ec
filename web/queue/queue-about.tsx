// What a queue is about, and where there is a keyboard, how to learn its keys.
import { Text } from '@mantine/core'
import { t } from '../words.ts'

export function QueueAbout({ says }: { says: string }) {
  return (
    <>
      {says}{' '}
      <Text span inherit visibleFrom="sm">
        {t('Press ? for the keys.')}
      </Text>
    </>
  )
}
