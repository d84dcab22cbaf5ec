// What the outside may ask about teams.
import { z } from 'zod'
import { NewTeam, Team, TeamChange } from '../../domain/person.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createTeam, deleteTeam, updateTeam } from './team-operations.ts'
import { getTeam, listTeams, TeamFilters, TeamPage } from './team-queries.ts'

export const teamRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/teams',
    may: 'team.read',
    kept: 'agency',
    summary: 'The teams, their leads and members.',
    query: TeamFilters,
    reply: TeamPage,
    run: (tx, { query }) => listTeams(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/teams',
    may: 'team.write',
    summary: 'Makes a team.',
    body: NewTeam,
    reply: Team,
    status: 201,
    location: ({ id }) => `/v1/admin/teams/${id}`,
    problems: ['already_exists'],
    run: (tx, { body }) => createTeam(tx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/teams/:teamId',
    may: 'team.read',
    kept: 'agency',
    summary: 'One team.',
    reply: Team,
    run: (tx, { params }) => getTeam(tx, params.teamId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/teams/:teamId',
    may: 'team.write',
    summary: 'Changes a team’s name, lead, members and services.',
    body: TeamChange,
    reply: Team,
    run: (tx, { params, body }) => updateTeam(tx, params.teamId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/teams/:teamId',
    may: 'team.write',
    summary: 'Dissolves a team that no project names.',
    reply: z.null(),
    status: 204,
    problems: ['in_use'],
    run: async (tx, { params }) => {
      await deleteTeam(tx, params.teamId)
      return null
    },
  }),
]
