// A sheet that holds one thing, with its heading.
import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface CardProps {
  title?: string
  about?: ReactNode
  actions?: ReactNode
  /** Without padding, for tables and charts that reach its edges. */
  flush?: boolean
  children: ReactNode
}

export function Card({ title, about, actions, flush = false, children }: CardProps) {
  return (
    <section className="card" {...(title && { 'aria-label': title })}>
      {title && (
        <Group justify="space-between" px="md" pt="sm" pb={flush ? 'sm' : 4} gap="xs">
          <div>
            <Title order={2} size="h5">
              {title}
            </Title>
            {about && (
              <Text size="sm" c="dimmed" component="div">
                {about}
              </Text>
            )}
          </div>
          {actions}
        </Group>
      )}
      <div style={flush ? {} : { padding: 'var(--mantine-spacing-md)', paddingTop: title ? 8 : undefined }}>
        {children}
      </div>
    </section>
  )
}
