// Which things have changed, as far as one node has been told: counted, so that what was read earlier is known to be old.

/** What of a reply's truth may change: what is of no project, what is of its project besides, or all of the organisation. */
export type Reach = 'agency' | 'project' | 'everything'

export type Change = [organizationId: string, projectId: string | null, kind: string]

/**
 * Kinds of thing whose changes show only in their project and those that links tie to it; those of any other kind, and of
 * kinds that come later, may show all over the organisation.
 */
const WITHIN_PROJECT = new Set(['task', 'time_entry', 'communication', 'attachment', 'quiet', 'tied'])

/** Beyond so many projects it is forgotten which of them changed. */
const MOST_PROJECTS = 20_000

export class ChangeMarks {
  #stand = 0
  #all = 0
  readonly #everything = new Map<string, number>()
  readonly #agency = new Map<string, number>()
  readonly #projects = new Map<string, number>()

  /** How often something was told. */
  get stand(): number {
    return this.#stand
  }

  /** Null is a change of everything. */
  add(changes: readonly Change[] | null): void {
    if (changes?.length === 0) return
    this.#stand++
    if (!changes || this.#projects.size > MOST_PROJECTS) return this.#forget()
    for (const [organizationId, projectId, kind] of changes) {
      this.#everything.set(organizationId, this.#stand)
      if (projectId !== null && WITHIN_PROJECT.has(kind))
        this.#projects.set(`${organizationId} ${projectId}`, this.#stand)
      else this.#agency.set(organizationId, this.#stand)
    }
  }

  /** Where it stood when something within reach changed last. */
  changedAt(organizationId: string, reach: Reach, projectId = ''): number {
    if (reach === 'everything') return Math.max(this.#all, this.#everything.get(organizationId) ?? 0)
    const agency = Math.max(this.#all, this.#agency.get(organizationId) ?? 0)
    return reach === 'agency' ? agency : Math.max(agency, this.#projects.get(`${organizationId} ${projectId}`) ?? 0)
  }

  #forget(): void {
    this.#all = this.#stand
    for (const each of [this.#everything, this.#agency, this.#projects]) each.clear()
  }
}
