import { tellRule } from '../tell-rule.ts'

export default tellRule(
  'messages',
  'What is said about a project, task, request or signal is told to the people concerned with it.',
)
