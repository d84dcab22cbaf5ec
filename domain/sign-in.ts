// How people get in: what they show at the door, and the keys they make for their programs.
import { z } from 'zod'
import { Email, Id, Instant, InstantInput, line } from './fields.ts'
import { permissionNames } from './permissions.ts'
import { Password, Roles } from './person.ts'

/** A password as it is typed at sign-in: whatever it is, it is compared and never judged. */
const TypedPassword = z.string().min(1).max(1000)

export const SignIn = z.strictObject({ email: Email, password: TypedPassword }).meta({ id: 'SignIn' })
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
