// The words of the mail that brings a client their link.
import type { Mail } from '../platform/mail.ts'

interface Invited {
  name: string
  email: string
  /** The last day the link is good, `YYYY-MM-DD`. */
  until: string
  agency: string
  project: string
}

export const clientLinkMail = ({ name, email, until, agency, project }: Invited, url: string): Mail => ({
  to: email,
  subject: `${project}: your page at ${agency}`,
  text: `Hello ${name},

on this page you can ask us for anything about ${project}, see how far it is, and answer our questions:

${url}

The page is yours alone: whoever has this address can read and write there in your name, so please keep it to yourself.
It is good until ${until}. If it should no longer be used, tell us, and we take it back at once.

${agency}`,
})
