// The words of the mails about getting in.
import type { Mail } from '../platform/mail.ts'

interface Addressee {
  name: string
  email: string
  organizationName: string
}

export const invitationMail = (to: Addressee, invitedBy: string, url: string): Mail => ({
  to: to.email,
  subject: `${to.organizationName} invites you to Project Operations`,
  text: `Hello ${to.name},

${invitedBy} invites you to work with ${to.organizationName} in Project Operations.
Choose a password here to join. The link works once, for 7 days:

${url}

You do not know ${to.organizationName}? Then somebody mistyped an address: ignore this mail, and nothing happens.`,
})

export const passwordResetMail = (to: Addressee, url: string): Mail => ({
  to: to.email,
  subject: 'A new password for Project Operations',
  text: `Hello ${to.name},

somebody, most likely you, asked for a new password for your account at ${to.organizationName}.
Choose it here. The link works once, for an hour:

${url}

It was not you? Ignore this mail: your password stays as it is, and the link is of no use to anyone but you.`,
})

export const passwordChangedMail = (to: Addressee, publicUrl: string): Mail => ({
  to: to.email,
  subject: 'Your password was changed',
  text: `Hello ${to.name},

the password of your account at ${to.organizationName} was just changed, and you were signed out everywhere else.
API tokens go on working; you can look through them in your settings.

It was not you? Ask for a new password at once at ${publicUrl}, delete the tokens that you do not know,
and tell your Project Admin at ${to.organizationName}.`,
})

export const secondFactorMail = (to: Addressee, what: 'set' | 'removed'): Mail => ({
  to: to.email,
  subject: what === 'set' ? 'Signing in now asks for a code' : 'Signing in does not ask for a code any more',
  text: `Hello ${to.name},

the second factor of your account at ${to.organizationName} was just ${what === 'set' ? 'set up' : 'removed'}, and you were signed out everywhere else.

It was not you? Tell your Project Admin at ${to.organizationName} at once.`,
})
