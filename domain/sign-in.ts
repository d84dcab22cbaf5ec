// How people get in: what they show at the door, and the keys they make for their programs.
import { z } from 'zod'
import { Email, Id, Instant, InstantInput, line } from './fields.ts'
import { permissionNames } from './permissions.ts'
import { Password, Roles } from './person.ts'

/** A password as it is typed at sign-in: whatever it is, it is compared and never judged. */
const TypedPassword = z.string().min(1).max(1000)

/** Six digits of an app, or a recovery code; spaces and dashes as people type them. */
const SecondCode = z.string().min(6).max(60)

export const SignIn = z
  .strictObject({ email: Email, password: TypedPassword, code: SecondCode.optional() })
  .meta({ id: 'SignIn', description: 'The code where a second factor is set up: its six digits, or a recovery code.' })
export type SignIn = z.infer<typeof SignIn>

export const SignedInPerson = z
  .strictObject({
    person: z.strictObject({ id: Id, name: z.string(), email: z.string(), roles: Roles, organizationId: Id }),
    expiresAt: Instant,
  })
  .meta({ id: 'SignedInPerson' })
export type SignedInPerson = z.infer<typeof SignedInPerson>

export const PasswordChange = z
  .strictObject({ currentPassword: TypedPassword, newPassword: Password })
  .meta({ id: 'PasswordChange' })
export type PasswordChange = z.infer<typeof PasswordChange>

export const Invitation = z
  .strictObject({
    name: z.string(),
    email: z.string(),
    organization: z.strictObject({ name: z.string() }),
    expiresAt: Instant,
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>

export const Session = z
  .strictObject({
    id: Id,
    client: z.string().meta({ description: 'What it was opened with, as it says itself.' }),
    current: z.boolean().meta({ description: 'The one that asks.' }),
    createdAt: Instant,
    usedAt: Instant.meta({ description: 'When it was last used, to within an hour.' }),
    expiresAt: Instant,
  })
  .meta({ id: 'Session' })
export const Sessions = z.strictObject({ data: z.array(Session) }).meta({ id: 'Sessions' })
export type Sessions = z.infer<typeof Sessions>

export const SecondFactor = z
  .strictObject({ confirmedAt: Instant.nullable(), required: z.boolean(), recoveryCodesLeft: z.int() })
  .meta({ id: 'SecondFactor', description: 'Mine; null where none is set up.' })
export type SecondFactor = z.infer<typeof SecondFactor>
export const NewSecondFactor = z.strictObject({ secret: z.string(), address: z.string(), draft: z.string() }).meta({
  id: 'NewSecondFactor',
  description: 'For an authenticator app: to be typed, or to be shown as a picture; the draft comes back with a code.',
})
export type NewSecondFactor = z.infer<typeof NewSecondFactor>
export const SecondFactorConfirmation = z
  .strictObject({ draft: z.string().max(300), code: SecondCode })
  .meta({ id: 'SecondFactorConfirmation' })
export type SecondFactorConfirmation = z.infer<typeof SecondFactorConfirmation>
export const RecoveryCodes = z
  .strictObject({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes', description: 'Each lets in once in place of a code; shown this once.' })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>

const tokenFields = { name: line(200), expiresAt: Instant.nullable() }
export const ApiToken = z
  .strictObject({
    id: Id,
    ...tokenFields,
    scopes: z.array(z.string()),
    createdAt: Instant,
    token: z.string().optional().meta({ description: 'The secret itself: shown once, where the token is made.' }),
  })
  .meta({ id: 'ApiToken' })
export type ApiToken = z.infer<typeof ApiToken>

export const NewApiToken = z
  .strictObject({
    id: Id.optional(),
    name: tokenFields.name,
    scopes: z
      .array(z.enum(['*', ...permissionNames]))
      .min(1)
      .max(100)
      .refine((scopes) => new Set(scopes).size === scopes.length, 'names one twice')
      .meta({ description: 'Permissions it may use, or * for all that its person has, now and later.' }),
    expiresAt: InstantInput.nullable().optional(),
  })
  .meta({ id: 'NewApiToken' })
export type NewApiToken = z.infer<typeof NewApiToken>

/**
 * Whether a token with `scopes` may no more, and for no longer, than the token that makes it. A person who is signed in
 * by a session has `*` and no end.
 */
export function isNarrower(
  made: { scopes: readonly string[]; expiresAt: Date | undefined },
  maker: { scopes: readonly string[]; expiresAt: Date | undefined },
): boolean {
  const within = maker.scopes.includes('*') || made.scopes.every((scope) => maker.scopes.includes(scope))
  const ends = maker.expiresAt === undefined || (made.expiresAt !== undefined && made.expiresAt <= maker.expiresAt)
  return within && ends
}
