// The rules: what they say, whether they are on, what they would do, what they did.
import { AutomationRule, Rehearsal, Rehearsed, RuleChange } from '../../domain/automation.ts'
import { endpoint, visitEndpoint, type AnyEndpoint } from '../platform/endpoint.ts'
import type { Actor, Tx } from '../platform/transaction.ts'
import { changeRule, getRule, listRules, listRuns, RuleList, RunFilters, RunPage } from './automation-operations.ts'
import { loadRules } from './load-rules.ts'
import { rehearse } from './rehearse.ts'
import type { NamedRule } from './rule.ts'

const may = 'automation.manage'

type Rules = () => Promise<readonly NamedRule[]>

/** Over the rules given. */
export const routesOfRules = (rules: Rules): AnyEndpoint[] => [...settingsOfRules(rules), ...doingsOfRules(rules)]

const settingsOfRules = (rules: Rules): AnyEndpoint[] => [
  endpoint({
    method: 'GET',
    path: '/v1/admin/automation',
    may,
    summary: 'All rules, each with its settings and what it did last.',
    reply: RuleList,
    run: async (tx) => listRules(tx, await rules()),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/automation/:ruleId',
    may,
    summary: 'One rule, by its name.',
    reply: AutomationRule,
    run: async (tx, { params }) => getRule(tx, await rules(), params.ruleId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/automation/:ruleId',
    may,
    summary: 'Switches a rule on or off, tunes its thresholds, or says how long it leaves a thing alone.',
    body: RuleChange,
    reply: AutomationRule,
    run: async (tx, { params, body }) => changeRule(tx, await rules(), params.ruleId, body),
  }),
]

const doingsOfRules = (rules: Rules): AnyEndpoint[] => [
  visitEndpoint({
    method: 'POST',
    path: '/v1/admin/automation/:ruleId/rehearse',
    may,
    summary: 'What a rule would do now, thing by thing, also with settings that are not kept; nothing of it is done.',
    body: Rehearsal.optional(),
    reply: Rehearsed,
    visit: async (visit, { params, body = {} }) =>
      rehearse(visit, visit.actor as Actor, await rules(), params.ruleId, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/automation/:ruleId/runs',
    may,
    summary: 'What a rule did, and failed to do, within thirty days.',
    query: RunFilters,
    reply: RunPage,
    run: async (tx, { params, query }) => listRuns(tx, await rules(), params.ruleId, query),
  }),
]

let loaded: Promise<readonly NamedRule[]> | undefined
export const theRules = (): Promise<readonly NamedRule[]> => (loaded ??= loadRules())

export const automationRoutes = routesOfRules(theRules)

/** For a bad body on a rule that is not there. */
export const findsRule = async (tx: Tx, name: string): Promise<unknown> => getRule(tx, await theRules(), name)
