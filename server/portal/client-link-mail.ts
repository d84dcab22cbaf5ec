// The words of the mail that brings a client their link, in the client's language.
import type { Speech } from '../../domain/speech.ts'
import { showDay } from '../../domain/spoken-days.ts'
import type { Mail } from '../platform/mail.ts'

interface Invited {
  name: string
  email: string
  /** The last day the link is good, `YYYY-MM-DD`. */
  until: string
  agency: string
  project: string
}

export function clientLinkMail({ name, email, until, agency, project }: Invited, url: string, speech: Speech): Mail {
  const { t } = speech
  const paragraphs = [
    t('Hello {name},', { name }),
    t('on this page you can ask us for anything about {project}, see how far it is, and answer our questions:', {
      project,
    }),
    url,
    `${t('The page is yours alone: whoever has this address can read and write there in your name, so please keep it to yourself.')}\n${t('It is good until {day}. If it should no longer be used, tell us, and we take it back at once.', { day: showDay(until, speech) })}`,
    agency,
  ]
  return {
    to: email,
    subject: t('{project}: your page at {agency}', { project, agency }),
    text: paragraphs.join('\n\n'),
  }
}
