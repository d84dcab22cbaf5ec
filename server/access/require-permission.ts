// A second permission that part of an operation needs, beyond the one that let it in.
import { grantsOf, type Permission } from '../../domain/permissions.ts'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { Tx } from '../platform/transaction.ts'

/** Fails with `permission_denied` unless the actor holds the permission in some scope; an API token may have been narrowed. */
export function requirePermission(tx: Tx, permission: Permission): void {
  if (grantsOf(tx.actor.roles, permission, tx.actor.tokenScopes).length === 0)
    throw new Problem('permission_denied', say`This needs the permission ${permission}.`)
}
