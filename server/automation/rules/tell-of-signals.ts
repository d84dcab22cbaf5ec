import { tellRule } from '../tell-rule.ts'

export default tellRule(
  'signals',
  'Who is to look at a signal is told; where that is nobody, the manager and the account managers.',
)
