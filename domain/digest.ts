// The digest of a week: what needs somebody now and what changed, each line a sentence with the thing that it is about.
import { z } from 'zod'
import { CivilDate, Id, SaidShape } from './fields.ts'
import { CHANGED, NEEDS } from './digest-words.ts'

/** Of each section so many lines are told one by one. */
export const LINES_SHOWN = 6

const DigestLine = z.strictObject({
  text: z.string(),
  said: SaidShape,
  entity: z.strictObject({ type: z.string(), id: Id }),
  projectId: Id.nullable(),
})
export type DigestLine = z.infer<typeof DigestLine>

const section = <K extends string>(kinds: readonly K[]) =>
  z.strictObject({
    kind: z.enum(kinds),
    summary: z.string().nullable().meta({ description: 'All of it in a few words, where that says more.' }),
    said: SaidShape.nullable().meta({ description: 'The summary, to be said in other languages.' }),
    lines: z.array(DigestLine).max(LINES_SHOWN),
    more: z.int().meta({ description: 'How many lines are left out.' }),
  })

export const Digest = z
  .strictObject({
    from: CivilDate,
    to: CivilDate,
    needs: z.array(section(NEEDS)).meta({ description: 'What needs the caller, as things are now.' }),
    changed: z.array(section(CHANGED)).meta({ description: 'What changed from the first day to the last.' }),
  })
  .meta({
    id: 'Digest',
    description: 'A week of all that the caller may see. Sections with nothing in them are left out.',
  })
export type Digest = z.infer<typeof Digest>
export type DigestSection = Digest['needs'][number] | Digest['changed'][number]
