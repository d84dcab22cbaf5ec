// Who I am here; what of it is wrong, an administrator changes.
import { Box, Button, Group, NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { isLanguage, LANGUAGES, type Language } from '../../../domain/speech.ts'
import { useAct } from '../../api.ts'
import { showMinutes, showPercent } from '../../formats.ts'
import { ROLE } from '../../labels.ts'
import { useTeams } from '../../lookups.ts'
import { useMay, useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { chooseLanguage, chosenLanguage, localeOf, t } from '../../words.ts'
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

/** Of the page it is kept in this browser, as the colours are; mail and chat have it wherever they are read. */
function LanguageChoice() {
  const { mutateAsync: save } = useAct('PUT /v1/admin/me/notification-preferences')
  const choose = (language: Language | null) =>
    save({ body: { locale: language && localeOf(language) } }).then(
      () => chooseLanguage(language),
      ({ message }: Error) => void say({ tone: 'bad', message }),
    )
  return (
    <NativeSelect
      mt="md"
      maw={420}
      label={t('Language')}
      description={t('Of this page in this browser, and of what you are told by mail and chat.')}
      data={[
        { value: '', label: t('As the browser asks for; mail and chat as the organisation') },
        ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
      ]}
      value={chosenLanguage() ?? ''}
      onChange={({ currentTarget: { value } }) => void choose(isLanguage(value) ? value : null)}
    />
  )
}
