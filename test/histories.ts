// What was read and written when, by whom and where; and what of it can not have happened were there one copy of everything.

/** A write of a thing, or a read that saw it, by the version it had then. */
export interface Seen {
  what: 'wrote' | 'read'
  thing: string
  version: number
  began: number
  ended: number
  /** By whom, where, how: for who has to find out. */
  how: string
}

/** A right that was given or taken, and a read that it lets in or not. */
export interface Allowed {
  what: 'given' | 'taken' | 'let in' | 'kept out'
  began: number
  ended: number
  how: string
}

/**
 * Of each thing whose versions count its writes: a read sees at least what was acknowledged, and at least what any read had
 * seen, before it began; and nothing that was only asked for after it ended. With versions in the order of writes that is
 * linearizable, and what somebody wrote is in their next read, wherever they ask.
 */
export function impossibleReads(history: readonly Seen[]): string[] {
  return [...Map.groupBy(history, ({ thing }) => thing).values()].flatMap((events) => {
    const byEnd = events.toSorted((a, b) => a.ended - b.ended)
    const written = new Map(events.filter(({ what }) => what === 'wrote').map((event) => [event.version, event]))
    return events.flatMap((read) => {
      if (read.what === 'wrote') return []
      const earlier = byEnd.find(({ ended, version }) => ended < read.began && version > read.version)
      if (earlier) return [`${told(read)} though before ${told(earlier)}`]
      const write = written.get(read.version)
      return write && write.began > read.ended ? [`${told(read)} before ${told(write)}`] : []
    })
  })
}

/** Between an acknowledged change of a right and the next one asked for, every read is let in, or none. */
export function impossibleRights(history: readonly Allowed[]): string[] {
  const changes = history
    .filter(({ what }) => what === 'given' || what === 'taken')
    .toSorted((a, b) => a.began - b.began)
  return history.flatMap((read) => {
    if (read.what === 'given' || read.what === 'taken') return []
    const last = changes.findLast(({ began }) => began < read.ended)
    if (!last || last.ended > read.began) return []
    return (last.what === 'given') === (read.what === 'let in')
      ? []
      : [`${told(read)}, ${(read.began - last.ended).toFixed(1)} ms after it was ${last.what}`]
  })
}

const told = (event: Seen | Allowed) =>
  'version' in event
    ? `${event.how} ${event.what} version ${event.version} of ${event.thing}`
    : `${event.how} was ${event.what}`
