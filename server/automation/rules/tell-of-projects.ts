import { tellRule } from '../tell-rule.ts'

export default tellRule(
  'projects',
  'Whoever is put on a project is told; its team, its manager and the account managers are told how it moves.',
)
