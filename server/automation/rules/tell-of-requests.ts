import { tellRule } from '../tell-rule.ts'

export default tellRule('requests', 'Who looks after a client is told what they ask for, and how their requests move.')
