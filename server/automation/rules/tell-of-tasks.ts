import { tellRule } from '../tell-rule.ts'

export default tellRule(
  'tasks',
  'People are told which tasks they get, how those move, and when their dates change; managers how tasks move.',
)
