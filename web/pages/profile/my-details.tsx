// Who I am here; what of it is wrong, an administrator changes.
import { Box, Button, Group, NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { showMinutes, showPercent } from '../../formats.ts'
import { ROLE } from '../../labels.ts'
import { useTeams } from '../../lookups.ts'
import { useMay, useMe } from '../../me.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { chooseLanguage, chosenLanguage, isLanguage, LANGUAGES, t } from '../../words.ts'
import styles from './profile.module.css'

export function MyDetails() {
  const me = useMe()
  const teams = useTeams()
  const mayChange = useMay('person.write')
  const week = me.weeklyCapacity.at(-1)
  const minutes = week && Object.values(week.minutes).reduce((sum, each) => sum + each, 0)
  const facts: [string, string][] = [
    [t('Name'), me.name],
    [t('Email'), me.email],
    [t('Organisation'), me.organization.name],
    [t('Roles'), me.roles.map((role) => ROLE()[role].text).join(', ') || t('Member')],
    [t('Teams'), me.teamIds.map((id) => teams.name(id)).join(', ') || t('None')],
    [t('Skills'), me.skills.join(', ') || t('None')],
    [t('Working week'), minutes === undefined ? t('The organisation’s own') : showMinutes(minutes)],
    [t('Availability'), showPercent(me.availabilityFactor * 100)],
    [t('Time zone'), me.organization.timezone],
  ]
  return (
    <Card title={t('My details')} about={t('What is wrong here, an administrator can change.')}>
      <Group align="flex-start" gap="lg" wrap="nowrap">
        <Box visibleFrom="sm">
          <PersonMark name={me.name} size={56} />
        </Box>
        <dl className={styles.facts}>
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Group>
      <LanguageChoice />
      {mayChange && (
        <Button mt="md" variant="default" component={Link} to="/people/$personId" params={{ personId: me.id } as never}>
          {t('Change')}
        </Button>
      )}
    </Card>
  )
}

/** Kept in this browser, as the colours are. */
const LanguageChoice = () => (
  <NativeSelect
    mt="md"
    maw={320}
    label={t('Language')}
    description={t('It is kept in this browser.')}
    data={[
      { value: '', label: t('As the browser asks for') },
      ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
    ]}
    value={chosenLanguage() ?? ''}
    onChange={({ currentTarget: { value } }) => chooseLanguage(isLanguage(value) ? value : null)}
  />
)
