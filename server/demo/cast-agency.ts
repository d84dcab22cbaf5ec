// What a demo agency's cast is made of, and short ways to write its people and clients down. Ids are the names, so that they can be typed.
import type { NewPerson } from '../../domain/person.ts'
import type { Role } from '../../domain/permissions.ts'

export interface CastPerson extends NewPerson {
  id: string
  /** The working day they began on, counted from today. */
  hiredDay: number
  /** Their own working minutes, Monday to Sunday, from that day on. */
  week?: number[]
  /** Somebody who was hired and has not accepted the invitation yet. */
  invited?: boolean
}

export interface CastTeam {
  id: string
  name: string
  leadId: string
  services: string[]
}

export interface CastAccount {
  id: string
  name: string
  parentAccountId?: string
  accountManagerIds: string[]
  contacts: { name: string; role: string; email: string; phone: string }[]
  timezone?: string
  /** What this client's pages, articles and ads are about. */
  subjects: string[]
}

export interface CastAgency {
  id: string
  name: string
  timezone: string
  currency: string
  foundedDay: number
  people: CastPerson[]
  teams: CastTeam[]
  accounts: CastAccount[]
  /** Who takes on what, by the role that a template names; twice for whoever does so more often. */
  roles: Record<string, string[]>
}

type Hire = (
  name: string,
  roles: Role[],
  teamId: string,
  services: string[],
  skills: string[],
  more?: Partial<CastPerson>,
) => CastPerson

const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }
/** A name as mail addresses have it. */
const inLetters = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[^a-z ]/g, '')

export const hiringAt =
  (domain: string, firstDay: number): Hire =>
  (name, roles, teamId, services, skills, more = {}) => {
    const plain = inLetters(name)
    const [id, email] = [`per_${plain.replace(' ', '_')}`, `${plain.replace(' ', '.')}@${domain}`]
    return { id, name, email, roles, teamIds: [teamId], services, skills, hiredDay: firstDay, ...more }
  }

export const ids = (names: string) => names.split(' ').map((name) => `per_${name}`)

export function account(
  name: string,
  managers: string[],
  contact: [string, string],
  subjects: string[],
  more: Partial<CastAccount> = {},
): CastAccount {
  const slug = name
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll(/[^a-z]+/g, '_')
  const [contactName, role] = contact
  const at = `${slug.replaceAll('_', '-')}.example`
  const mail = `${inLetters(contactName).replaceAll(' ', '.')}@${at}`
  const phone = `+49 30 5550${String(100 + name.length * 7)}`
  return {
    id: `acc_${slug}`,
    name,
    accountManagerIds: managers.map((id) => `per_${id}`),
    contacts: [{ name: contactName, role, email: mail, phone }],
    subjects,
    ...more,
  }
}
