// The shape of the rules that tell people what happened: all of one subject, by the table that says whom it concerns.
import { z } from 'zod'
import { TELLINGS, type Subject } from '../../domain/tellings.ts'
import { actOf, findAct, tellOfAct, type FoundAct } from '../notifications/tell.ts'
import { rule, type Rule } from './rule.ts'

/** Looks only at what happened: who was not told since, as the rule was off, is not told later of what is long over. */
export const tellRule = (subject: Subject, says: string): Rule<FoundAct> =>
  rule<FoundAct, z.ZodObject<Record<string, z.ZodType>>>({
    says,
    on: Object.fromEntries(
      Object.keys(TELLINGS[subject]).map((event) => [
        event,
        (entry) => {
          const act = actOf(subject, entry)
          return act === undefined ? [] : [act]
        },
      ]),
    ),
    settings: z.object({}),
    async find(tx, _settings, ids = []) {
      const found = await Promise.all(ids.map((act) => findAct(tx, subject, act)))
      return found.filter((each) => each !== undefined)
    },
    act: async (tx, found) => tellOfAct(tx, found),
  })
