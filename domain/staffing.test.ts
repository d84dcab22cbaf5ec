import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inEnglish, say } from './said.ts'
import { staff, type Candidate, type Need } from './staffing.ts'

const SKILLS = ['copy', 'layout', 'code']
const somebody = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id,
  roles: [],
  skills: SKILLS,
  capacityMinutes: 9_600,
  bookedMinutes: 0,
  projects: 0,
  ...more,
})
const need = (key: string, more: Partial<Need> = {}): Need => ({ key, role: null, skills: [], minutes: 60, ...more })
const chosenFor = (wanted: Need, people: Candidate[]) => staff([wanted], people).people.get(wanted.key)

test('whoever lacks a skill is not asked, however free', () => {
  const [free, busy] = [somebody('free', { skills: ['layout'] }), somebody('busy', { bookedMinutes: 9_000 })]
  assert.equal(chosenFor(need('write', { skills: ['copy'] }), [free, busy]), 'busy')
  assert.equal(chosenFor(need('write', { skills: ['Copy'] }), [free, busy]), 'busy', 'however it is written')
})

test('the lowest booked share wins, then the fewest projects, then the id', () => {
  const half = somebody('a', { capacityMinutes: 2_000, bookedMinutes: 1_000 })
  const third = somebody('b', { bookedMinutes: 3_200, projects: 9 })
  assert.equal(chosenFor(need('x'), [half, third]), 'b')
  assert.equal(chosenFor(need('x'), [{ ...third, id: 'c', projects: 8 }, third]), 'c')
  assert.equal(chosenFor(need('x'), [{ ...third, id: 'c' }, third]), 'b')
  assert.equal(chosenFor(need('x'), [somebody('0', { capacityMinutes: 0 }), third]), 'b', 'no time at all comes last')
})

test('what is given to somebody here counts, and a part stays with whoever has it', () => {
  const people = [somebody('a'), somebody('b')]
  const parted = staff([need('1'), need('2'), need('3')], people).people
  assert.deepEqual([...parted.values()], ['a', 'b', 'a'])
  const designer = staff([need('1', { role: 'designer' }), need('2', { role: 'designer' })], people).people
  assert.deepEqual([...designer.values()], ['a', 'a'])
})

test('a part that somebody has already is theirs; that of a manager is for managers', () => {
  const [mia, max] = [somebody('mia'), somebody('max', { roles: ['project_manager'], bookedMinutes: 9_000 })]
  const kickoff = need('kickoff', { role: 'project_manager' })
  assert.equal(staff([kickoff], [mia], { project_manager: 'boss' }).people.get('kickoff'), 'boss')
  assert.equal(chosenFor(kickoff, [mia, max]), 'max')
  const nobody = staff([kickoff, need('write', { skills: ['greek'] })], [mia])
  assert.deepEqual(
    nobody.unmet.map(({ key }) => key),
    ['write', 'kickoff'],
  )
  assert.match(inEnglish(nobody.unmet[0]?.reason ?? say``), /“greek”/)
})

test('whoever names the part as a skill comes before the less booked, however it is written', () => {
  const designer = somebody('z', { skills: [' Visual_Designer '], bookedMinutes: 9_000 })
  const part = need('x', { role: 'visual_designer' })
  for (const people of [
    [designer, somebody('a')],
    [somebody('a'), designer],
  ])
    assert.equal(chosenFor(part, people), 'z')
  assert.equal(chosenFor(need('x'), [designer, somebody('a')]), 'a', 'where no part is asked for, none counts')
})

test('of those who are the same the id decides, whoever is named first', () => {
  const people = ['b', 'a', 'c'].map((id) => somebody(id))
  assert.equal(chosenFor(need('x'), people), 'a')
  assert.equal(chosenFor(need('x'), people.toReversed()), 'a')
  const without = people.map((each) => ({ ...each, capacityMinutes: 0 }))
  assert.equal(chosenFor(need('x'), without), 'a')
})

test('the team are those who were given something, by their ids, and what nobody can do is said', () => {
  const people = [somebody('b', { skills: ['layout'] }), somebody('a', { skills: ['copy'] }), somebody('c')]
  const needs = [need('1', { skills: ['layout'] }), need('2', { skills: ['copy'], role: 'writer' })]
  assert.deepEqual(staff(needs, people).team, ['a', 'b'])
  assert.deepEqual(staff(needs, people).unmet, [])
  const reason = (wanted: Partial<Need>) => inEnglish(staff([need('x', wanted)], []).unmet[0]?.reason ?? say``)
  assert.equal(reason({ role: 'project_manager' }), 'nobody has the part of project manager')
  assert.equal(reason({ role: 'writer' }), 'nobody delivers this type of project')
  assert.equal(reason({}), 'nobody delivers this type of project')
  const skills = 'nobody who delivers this type of project has “greek”, “latin”'
  assert.equal(reason({ skills: ['greek', 'latin'] }), skills)
})

const candidates = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[a-f]{1,2}$/),
    name: fc.constant('Somebody'),
    roles: fc.subarray(['project_manager', 'account_manager'] as const),
    skills: fc.subarray(SKILLS),
    capacityMinutes: fc.constantFrom(0, 4_800, 9_600),
    bookedMinutes: fc.integer({ min: 0, max: 9_600 }),
    projects: fc.integer({ min: 0, max: 5 }),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
)
const needs = fc.uniqueArray(
  fc.record({
    key: fc.stringMatching(/^[k-z]{1,2}$/),
    role: fc.constantFrom(null, 'designer', 'copy', 'project_manager'),
    skills: fc.subarray(SKILLS),
    minutes: fc.integer({ min: 0, max: 5_000 }),
  }),
  { selector: ({ key }) => key, maxLength: 12 },
)
const shareOf = ({ capacityMinutes, bookedMinutes }: Candidate) =>
  capacityMinutes === 0 ? Infinity : bookedMinutes / capacityMinutes

test('whatever is asked of whomever: each need is met by one who can, or by nobody where nobody can', () => {
  fc.assert(
    fc.property(needs, candidates, (wanted, people) => {
      const { people: chosen, team, unmet } = staff(wanted, people)
      const able = ({ skills, role }: Need) =>
        people.filter(
          (person) =>
            skills.every((skill) => person.skills.includes(skill)) &&
            (role !== 'project_manager' || person.roles.includes('project_manager')),
        )
      for (const each of wanted) {
        const ids = able(each).map(({ id }) => id)
        const id = chosen.get(each.key)
        assert.equal(id === undefined, ids.length === 0)
        assert.equal(
          unmet.some(({ key }) => key === each.key),
          ids.length === 0,
        )
        if (id !== undefined) assert.ok(ids.includes(id))
      }
      assert.deepEqual(team, [...new Set(chosen.values())].toSorted())
    }),
  )
})

test('the order in which people are listed decides nothing', () => {
  fc.assert(
    fc.property(needs, candidates, fc.nat(), (wanted, people, turn) => {
      const at = people.length === 0 ? 0 : turn % people.length
      const turned = [...people.slice(at), ...people.slice(0, at)].toReversed()
      assert.deepEqual(staff(wanted, people), staff(wanted, turned))
    }),
  )
})

test('of those who can do a single thing, nobody with a lower share, or the same and fewer projects, is passed over', () => {
  fc.assert(
    fc.property(fc.subarray(SKILLS), candidates, (skills, people) => {
      const id = chosenFor(need('x', { skills }), people)
      const able = people.filter((person) => skills.every((skill) => person.skills.includes(skill)))
      const chosen = able.find((person) => person.id === id)
      for (const other of able) {
        assert.ok(chosen && shareOf(chosen) <= shareOf(other) + 1e-12)
        if (shareOf(chosen) === shareOf(other)) assert.ok(chosen.projects <= other.projects)
      }
    }),
  )
})
