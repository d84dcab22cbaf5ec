// Whom one speaks with at a client, and who of us does.
import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Account } from '../../api-types.ts'
import { usePeople } from '../../lookups.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { t } from '../../words.ts'

export function AccountContacts({
  account: { contacts, accountManagerIds, timezone, externalId, stripeCustomerId },
}: {
  account: Account
}) {
  const people = usePeople()
  const facts = [
    timezone && t('Time zone: {zone}', { zone: timezone }),
    externalId && t('Number elsewhere: {number}', { number: externalId }),
    stripeCustomerId && t('At Stripe: {customer}', { customer: stripeCustomerId }),
  ]
  return (
    <Card title={t('Contacts')} about={facts.filter(Boolean).join(' · ')}>
      <Stack gap="sm">
        {accountManagerIds.map((id) => (
          <Group key={id} gap={8} wrap="nowrap">
            <PersonMark name={people.name(id)} />
            <div>
              <Text size="sm" component="div">
                <Link to="/people/$personId" params={{ personId: id }}>
                  {people.name(id)}
                </Link>
              </Text>
              <Text size="xs" c="dimmed">
                {t('Account Manager')}
              </Text>
            </div>
          </Group>
        ))}
        {contacts.map(({ name, role, email, phone }) => (
          <div key={`${name}${email}`}>
            <Text size="sm" fw={600}>
              {role ? t('{name}, {role}', { name, role }) : name}
            </Text>
            <Group gap="xs">
              {email && (
                <Anchor size="sm" href={`mailto:${encodeURIComponent(email)}`}>
                  {email}
                </Anchor>
              )}
              {phone && (
                <Anchor size="sm" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
                  {phone}
                </Anchor>
              )}
            </Group>
          </div>
        ))}
        {contacts.length + accountManagerIds.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('None yet.')}
          </Text>
        )}
      </Stack>
    </Card>
  )
}
