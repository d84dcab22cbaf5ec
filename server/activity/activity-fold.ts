// What things were at an instant, from the activity alone: each entry says of some fields what they became. It knows no
// thing's rules; what health makes of them is in pulse-rebuild.ts.

export interface LogEntry {
  id: string
  type: string
  entityId: string
  projectId: string | null
  version: number | null
  event: string
  changes: Record<string, { to?: unknown }>
  at: string
}

/** A thing as it was, as far as its entries told. */
export interface Thing {
  id: string
  projectId: string | null
  createdAt: string
  gone: boolean
  fields: Record<string, unknown>
  /** When a field last became what it is. */
  changedAt: Record<string, string>
  versions: Record<string, number>
}

export class ActivityFold {
  readonly #things = new Map<string, Map<string, Thing>>()
  readonly #ofProject = new Map<string, Set<Thing>>()

  /** Entries in the order of their instants. One that an edit overtook does not take that back: the later version stays. */
  apply({ type, entityId, projectId, version, event, changes, at }: LogEntry): void {
    const thing = this.#thing(type, entityId, projectId, at)
    if (event.endsWith('.deleted')) thing.gone = true
    if (event.endsWith('.restored')) thing.gone = false
    for (const [field, change] of Object.entries(changes)) {
      if (!('to' in change) || (version ?? Infinity) < (thing.versions[field] ?? 0)) continue
      thing.fields[field] = change.to
      thing.changedAt[field] = at
      if (version !== null) thing.versions[field] = version
    }
  }

  #thing(type: string, id: string, projectId: string | null, at: string): Thing {
    const known = this.#things.get(type) ?? new Map<string, Thing>()
    this.#things.set(type, known)
    const found = known.get(id)
    if (found) return found
    const thing: Thing = { id, projectId, createdAt: at, gone: false, fields: {}, changedAt: {}, versions: {} }
    known.set(id, thing)
    if (projectId !== null) {
      const key = `${type} ${projectId}`
      const theirs = this.#ofProject.get(key) ?? new Set()
      this.#ofProject.set(key, theirs.add(thing))
    }
    return thing
  }

  find(type: string, id: string): Thing | undefined {
    return this.#things.get(type)?.get(id)
  }

  /** All of a kind that are there. */
  all(type: string): Thing[] {
    return [...(this.#things.get(type)?.values() ?? [])].filter(({ gone }) => !gone)
  }

  /** Those of a project. */
  of(type: string, projectId: string): Thing[] {
    return [...(this.#ofProject.get(`${type} ${projectId}`) ?? [])].filter(({ gone }) => !gone)
  }
}
