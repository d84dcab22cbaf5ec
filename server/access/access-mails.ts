// The words of the mails about getting in, in the language of whom they are for.
import type { Speech } from '../../domain/speech.ts'
import type { Mail } from '../platform/mail.ts'

interface Addressee {
  name: string
  email: string
  organizationName: string
}

const letter = ({ t }: Speech, { name }: Addressee, ...paragraphs: string[]): string =>
  [t('Hello {name},', { name }), ...paragraphs].join('\n\n')

export function invitationMail(to: Addressee, invitedBy: string, url: string, speech: Speech): Mail {
  const { t } = speech
  const organization = to.organizationName
  return {
    to: to.email,
    subject: t('{organization} invites you to Project Operations', { organization }),
    text: letter(
      speech,
      to,
      `${t('{who} invites you to work with {organization} in Project Operations.', { who: invitedBy, organization })}\n${t('Choose a password here to join. The link works once, for 7 days:')}`,
      url,
      t('You do not know {organization}? Then somebody mistyped an address: ignore this mail, and nothing happens.', {
        organization,
      }),
    ),
  }
}

export function passwordResetMail(to: Addressee, url: string, speech: Speech): Mail {
  const { t } = speech
  const organization = to.organizationName
  return {
    to: to.email,
    subject: t('A new password for Project Operations'),
    text: letter(
      speech,
      to,
      `${t('somebody, most likely you, asked for a new password for your account at {organization}.', { organization })}\n${t('Choose it here. The link works once, for an hour:')}`,
      url,
      t('It was not you? Ignore this mail: your password stays as it is, and the link is of no use to anyone but you.'),
    ),
  }
}

export function passwordChangedMail(to: Addressee, publicUrl: string, speech: Speech): Mail {
  const { t } = speech
  const organization = to.organizationName
  return {
    to: to.email,
    subject: t('Your password was changed'),
    text: letter(
      speech,
      to,
      `${t('the password of your account at {organization} was just changed, and you were signed out everywhere else.', { organization })}\n${t('API tokens go on working; you can look through them in your settings.')}`,
      t(
        'It was not you? Ask for a new password at once at {address}, delete the tokens that you do not know, and tell your Project Admin at {organization}.',
        { address: publicUrl, organization },
      ),
    ),
  }
}
