// The original document's usage examples (S49–S51), word for word, in process against PostgreSQL.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Problem } from '../domain/problems.ts'
import { projectsServiceFor } from '../server/projects-service.ts'
import { addPerson, agency, type Person } from './agency.ts'
import { asks } from './asking.ts'

type Service = ReturnType<typeof projectsServiceFor>
let projectsService: Service
let adminUser: { id: string }
let ada: Person
let otherService: Service

before(async () => {
  const { db, baseUrl, organizationId, ada: admin, olga, clock } = await agency()
  ada = admin
  await ada.post('/v1/admin/projects', { id: 'running', name: 'Local SEO', accountId: 'bakery', type: 'seo' })
  await db.admin.query(
    `insert into accounts (organization_id, id, name, created_at, updated_at) values ($1, 'account123', 'Client', now(), now())`,
    [organizationId],
  )
  await addPerson(db, baseUrl, organizationId, 'user1', [])
  await addPerson(db, baseUrl, organizationId, 'user2', [])
  await ada.adds('site', { id: 'task456', title: 'Launch' })
  adminUser = { id: ada.id }
  projectsService = projectsServiceFor({ database: db.app, organizationId, reader: adminUser, clock: clock.tick })
  otherService = projectsServiceFor({ database: db.app, organizationId: olga.organizationId, reader: { id: olga.id } })
})

test('create new project', async () => {
  const newProject = await projectsService.createProject(
    {
      name: 'Client Website Redesign',
      accountId: 'account123',
      type: 'website',
      assignedTeam: ['user1', 'user2'],
      priority: 'high',
    },
    adminUser,
  )
  assert.match(newProject.id, /^prj_/)
  assert.deepEqual(newProject.assignedTeam, ['user1', 'user2'])
  assert.equal(newProject.priority, 'high')
  await projectsService.updateProject(newProject.id, { status: 'active' }, adminUser)
})

test('retrieve project overview', async () => {
  const projects = await projectsService.getAllProjects(
    { status: 'active', accountId: 'account123' },
    { page: 1, limit: 20, sort: { updatedAt: -1 } },
  )
  assert.deepEqual(
    projects.data.map(({ name, status }) => ({ name, status })),
    [{ name: 'Client Website Redesign', status: 'active' }],
  )
  assert.deepEqual(projects.pagination, { page: 1, limit: 20, total: 1, pages: 1, nextCursor: null })
})

test('update task status', async () => {
  const updatedTask = await projectsService.updateTaskStatus(
    'task456',
    { status: 'completed', completionNotes: 'Task completed successfully' },
    adminUser,
  )
  assert.equal(updatedTask.status, 'completed')
  assert.equal(updatedTask.statusHistory.at(-1)?.notes, 'Task completed successfully')
})

test('look through the requests of a project, and answer one', async () => {
  await asks(ada, 'site', { id: 'asked' })
  const answered = await projectsService.processRequest(
    'asked',
    { resolutionStatus: 'completed', response: 'It is done.' },
    adminUser,
  )
  assert.deepEqual([answered.status, answered.effortMinutes], ['completed', 0])
  const { data } = await projectsService.getProjectRequests('site', { status: 'completed' })
  assert.deepEqual(
    data.map(({ id, communications }) => [id, communications[0]?.body]),
    [['asked', 'It is done.']],
  )
})

test('record a value of the pulse, and look at it', async () => {
  const recorded = await projectsService.updatePulseMetrics(
    'site',
    { metrics: [{ metric: 'client_satisfaction', value: 90 }] },
    adminUser,
  )
  const pulse = await projectsService.getProjectPulse('site', { metrics: ['client_satisfaction'] })
  assert.deepEqual(pulse.metrics, recorded.metrics)
  assert.deepEqual(
    pulse.series.map(({ metric, points }) => [metric, points.map(({ value }) => value)]),
    [['client_satisfaction', [90]]],
  )
})

test('in process as over HTTP: roles, scopes and shapes are checked', async () => {
  const refused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code
  await assert.rejects(
    projectsService.createProject({ name: 'X', accountId: 'bakery', type: 'seo' }, { id: 'max' }),
    refused('permission_denied'),
  )
  await assert.rejects(
    projectsService.updateTaskStatus('task456', { status: 'pending' }, { id: 'nobody-here' }),
    refused('person_not_found'),
  )
  await assert.rejects(otherService.getProjectTasks('site'), refused('project_not_found'))
  await assert.rejects(
    projectsService.createProject({ name: '', accountId: 'bakery', type: 'seo' }, adminUser),
    refused('validation_error'),
  )
})
